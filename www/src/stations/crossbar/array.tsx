// The array on a canvas: touched with a finger, the pointer or the arrow keys.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { quantity } from "../../ui/format";
import { useWidth } from "../../ui/figure";
import { css, type Scale } from "./colours";
import { type Painted, paintArray, type Places, type Spot, spotAt } from "./paint";

interface Props {
  /** What it is, for a reader who hears it. */
  label: string;
  /** Changes whenever what is painted does. */
  of: string;
  /** What is to be painted now; null before there is anything. */
  painted(): Painted | null;
  /** Calls whenever it is to be painted at once; gives what ends it. */
  follow?(paint: () => void): () => void;
  selected: Spot | null;
  onSelect(spot: Spot): void;
  describedBy?: string;
}

const WAYS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function ArrayCanvas({ label, of, painted, follow, selected, onSelect, describedBy }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const places = useRef<Places | null>(null);
  const width = useWidth(frame);
  const now = useRef({ painted, width });
  now.current = { painted, width };
  const paint = () => {
    const { painted, width } = now.current;
    const wanted = painted();
    if (canvas.current === null || wanted === null || width < 100) return;
    places.current = paintArray(canvas.current, wanted, width);
    canvas.current.dataset.drawn = wanted.id;
  };
  useLayoutEffect(paint, [of, width]);
  useEffect(() => follow?.(paint), []);
  const at = (event: MouseEvent): Spot | null => {
    const box = canvas.current?.getBoundingClientRect();
    const wanted = painted();
    if (box === undefined || places.current === null || wanted === null) return null;
    return spotAt(places.current, event.clientX - box.left, event.clientY - box.top, wanted.rows, wanted.columns);
  };
  const pointed = (event: PointerEvent) => {
    // The mouse looks while its button is held, so that a stroke reads devices one by one.
    const spot = event.type === "pointerdown" || event.buttons === 1 ? at(event) : null;
    if (spot !== null && (spot.row !== selected?.row || spot.column !== selected.column)) onSelect(spot);
  };
  const keyed = (event: KeyboardEvent) => {
    const way = WAYS[event.key];
    const wanted = painted();
    if (way === undefined || wanted === null) return;
    event.preventDefault();
    const { row, column } = selected ?? { row: -way[0], column: -way[1] };
    onSelect({ row: Math.min(Math.max(row + way[0], 0), wanted.rows - 1), column: Math.min(Math.max(column + way[1], 0), wanted.columns - 1) });
  };
  return (
    <div class="array" ref={frame}>
      <canvas ref={canvas} role="img" tabIndex={0} aria-label={`${label} Arrow keys choose a device.`} aria-describedby={describedBy} onPointerDown={pointed} onPointerMove={pointed} onKeyDown={keyed} />
    </div>
  );
}

/** The colours with their numbers. */
export function Legend({ scale, beyond = "" }: { scale: Scale; beyond?: string }) {
  const { title, unit, low, high, stops } = scale;
  return (
    <div class="legend">
      <span>{title}</span>
      <span class="ramp" style={{ background: `linear-gradient(to right, ${stops.map(css).join(", ")})` }} aria-hidden="true" />
      <span class="ends"><span>{quantity(low, unit)}</span><span>{quantity((low + high) / 2, unit)}</span><span>{quantity(high, unit)}{beyond}</span></span>
    </div>
  );
}
