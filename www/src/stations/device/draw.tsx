// Draw a conductance curve with the pointer, or with the arrow keys, and watch its
// usability: the curve is simulated with noise and analysed like any file.
import { useRef, useState } from "preact/hooks";
import { clampDecade, type Drawn, DRAWN_POINTS, HIGHEST_DECADE, LOWEST_DECADE, preset, PRESETS } from "../../state/drawn";
import type { NumberProperty } from "../../state/properties";
import { NumberField } from "../../ui/controls";
import { Figure, useWidth } from "../../ui/figure";
import { quantity } from "../../ui/format";
import { useProperties, useSession } from "../../ui/session";
import { deviceSource } from "./sources";

const HEIGHT = 300;
const LEFT = 58;
const BOTTOM = 42;
const TOP = 10;
const RIGHT = 22;

const FIELDS: readonly (NumberProperty & { of: "cycles" | "pointNoise" | "cycleNoise" })[] = [
  { of: "cycles", type: "number", key: "", label: "Cycles", initial: 12, low: 1, high: 50, whole: true },
  { of: "cycleNoise", type: "number", key: "", label: "Scatter from cycle to cycle, of ln G", initial: 0.08, low: 0, high: 1.5 },
  { of: "pointNoise", type: "number", key: "", label: "Scatter from point to point, of ln G", initial: 0.02, low: 0, high: 1 },
];

export function Draw() {
  const session = useSession();
  const { method } = useProperties();
  const drawn = session.drawn;
  const device = session.engine.devices.find((d) => d.file.origin === "drawn");
  if (drawn === null) {
    return (
      <div class="draw empty">
        <p>Draw a conductance curve and see what usability a device with it would have. Begin with</p>
        <p class="row">{shapes().map((s) => <button type="button" key={s} onClick={() => session.draw(preset(s))}>{s}</button>)}</p>
      </div>
    );
  }
  return (
    <div class="draw">
      <p class="row">
        <span>Begin again with</span>
        {shapes().map((s) => <button type="button" class="quiet" key={s} onClick={() => session.draw({ ...drawn, decades: preset(s).decades })}>{s}</button>)}
      </p>
      <Pad drawn={drawn} onChange={(decades, gesture) => session.draw({ ...drawn, decades }, gesture)} />
      <div class="fields">
        {FIELDS.map((f) => <NumberField key={f.of} property={f} value={drawn[f.of]} onChange={(value) => session.draw({ ...drawn, [f.of]: value }, f.of)} />)}
      </div>
      {device !== undefined && session.selected?.id === device.id ? (
        <Figure source={deviceSource(session, device, "conductance", method)} exports={false} />
      ) : (
        device !== undefined && <p class="row"><button type="button" onClick={() => session.set("device", device.id)}>Show the numbers of the drawn curve</button></p>
      )}
    </div>
  );
}

const shapes = () => Object.keys(PRESETS) as (keyof typeof PRESETS)[];

function Pad({ drawn, onChange }: { drawn: Drawn; onChange(decades: number[], gesture: string): void }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(useWidth(frame), 200);
  const [at, setAt] = useState(0);
  const last = useRef<{ index: number; decade: number } | null>(null);
  /** Each stroke is undone by itself. */
  const stroke = useRef(0);
  const n = drawn.decades.length;
  const across = width - LEFT - RIGHT;
  const down = HEIGHT - TOP - BOTTOM;
  const x = (index: number) => LEFT + ((index + 1) / n) * across;
  const y = (decade: number) => TOP + ((HIGHEST_DECADE - decade) / (HIGHEST_DECADE - LOWEST_DECADE)) * down;

  /** Sets every point between the last place of the pointer and this one. */
  const draw = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const index = Math.min(Math.max(Math.round(((event.clientX - box.left - LEFT) / across) * n) - 1, 0), n - 1);
    const decade = HIGHEST_DECADE - ((event.clientY - box.top - TOP) / down) * (HIGHEST_DECADE - LOWEST_DECADE);
    const from = last.current ?? { index, decade };
    last.current = { index, decade };
    const next = [...drawn.decades];
    const [a, b] = from.index <= index ? [from, last.current] : [last.current, from];
    for (let i = a.index; i <= b.index; i += 1) {
      const t = b.index === a.index ? 1 : (i - a.index) / (b.index - a.index);
      next[i] = clampDecade(a.decade + t * (b.decade - a.decade));
    }
    setAt(index);
    onChange(next, `stroke ${stroke.current}`);
  };

  const keyed = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.5 : 0.05;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => setAt(Math.max(at - 1, 0)),
      ArrowRight: () => setAt(Math.min(at + 1, n - 1)),
      ArrowUp: () => onChange(drawn.decades.map((d, i) => (i === at ? clampDecade(d + step) : d)), `key ${at}`),
      ArrowDown: () => onChange(drawn.decades.map((d, i) => (i === at ? clampDecade(d - step) : d)), `key ${at}`),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  const decade = drawn.decades[at] ?? LOWEST_DECADE;
  const volts = ((at + 1) / n) * drawn.vMax;
  const ticks = Array.from({ length: HIGHEST_DECADE - LOWEST_DECADE + 1 }, (_, i) => LOWEST_DECADE + i);
  return (
    <div class="pad" ref={frame}>
      <svg
        width={width} height={HEIGHT} role="slider" tabindex={0} aria-label="Drawn conductance; left and right choose a point, up and down move it"
        aria-valuemin={LOWEST_DECADE} aria-valuemax={HIGHEST_DECADE} aria-valuenow={decade} aria-valuetext={`${quantity(10 ** decade, "S")} at ${quantity(volts, "V")}`}
        onPointerDown={(e) => { e.currentTarget.setPointerCapture(e.pointerId); last.current = null; stroke.current += 1; draw(e); }}
        onPointerMove={(e) => e.buttons === 1 && draw(e)}
        onPointerUp={() => { last.current = null; }}
        onKeyDown={keyed}
      >
        <g class="grid">{ticks.map((d) => <path key={d} d={`M${LEFT} ${y(d)}H${width - RIGHT}`} />)}</g>
        <g class="axis-text" text-anchor="end">{ticks.map((d) => <text key={d} x={LEFT - 6} y={y(d) + 4}>{quantity(10 ** d, "S", 1)}</text>)}</g>
        <g class="axis-text" text-anchor="middle">
          {[0, 0.25, 0.5, 0.75, 1].map((t) => <text key={t} x={LEFT + t * across} y={HEIGHT - BOTTOM + 16}>{quantity(t * drawn.vMax, "V", 2)}</text>)}
          <text x={LEFT + across / 2} y={HEIGHT - 6}>Voltage on the way out</text>
        </g>
        <polyline class="curve" points={drawn.decades.map((d, i) => `${x(i)},${y(d)}`).join(" ")} />
        <circle class="knob" cx={x(at)} cy={y(decade)} r="5" />
      </svg>
      <p class="hint">Draw over the curve. {quantity(10 ** decade, "S")} at {quantity(volts, "V")}; {DRAWN_POINTS} points, {drawn.cycles} cycles, simulated.</p>
    </div>
  );
}
