// A figure on a canvas: composed by a worker, painted here, read off with the pointer or
// the keyboard, with the table behind it and its exports.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Picture } from "../../../pkg/memrilab.js";
import type { FigureRequest, Hover, Table } from "../generated/types";
import { TableOf } from "./table-of";
import { PRESETS, type PresetName, saveFigure, saveSvg } from "./figure-export";
import { Said } from "./said";
import { saveAs } from "./save-as";
import { useDark } from "./theme";

/** Where a figure comes from; `id` changes whenever what it shows does. */
export interface FigureSource {
  id: string;
  name: string;
  /** Whether it is as high as the window allows; else as high as it needs. */
  grows: boolean;
  request: FigureRequest;
  picture(request: FigureRequest): Promise<Uint8Array>;
  svg(request: FigureRequest): Promise<string>;
  table(request: FigureRequest): Promise<Table>;
  csv(request: FigureRequest): Promise<string>;
  /** Pictures of this size that come by themselves, each with what it is of: painted as they come. Gives what ends it. */
  live?(request: FigureRequest, show: (picture: Uint8Array, id: string) => void): () => void;
}

interface Shown {
  picture: Picture;
  /** What it was composed from. */
  id: string;
}

interface Props {
  source: FigureSource;
  exports: boolean;
  /** Takes the point that is read off, by a click or Enter; `picks` says what that does. */
  onPick?(hover: Hover): void;
  picks?: string;
}

export function Figure({ source, exports, onPick, picks = "" }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef<Shown | null>(null);
  const dark = useDark();
  const width = useWidth(frame);
  const height = useHeight();
  const [words, setWords] = useState({ title: "", description: "", notes: [] as string[] });
  const [problem, setProblem] = useState("");
  const [hover, setHover] = useState<Hover | null>(null);
  const [table, setTable] = useState<Table | null>(null);
  const [tableOpen, setTableOpen] = useState(false);
  const size = source.grows ? { width, height } : { width };
  const wanted = `${source.live === undefined ? source.id : "live"} ${JSON.stringify(size)} ${dark}`;

  useEffect(() => {
    if (width < 160) return;
    let current = true;
    const request = { ...source.request, ...size, dark };
    const show = (bytes: Uint8Array, id: string) => {
      if (!current || canvas.current === null) return;
      const picture = new Picture(bytes);
      shown.current?.picture.free();
      shown.current = { picture, id: wanted };
      paint(canvas.current, picture);
      setWords({ title: picture.title, description: picture.description, notes: picture.notes });
      setProblem("");
      // What grows while it is read off stays read off.
      setHover((before) => (before === null ? null : picture.hover(...before.pixel) ?? null));
      if (performance.getEntriesByName("first figure").length === 0) performance.mark("first figure");
      canvas.current.dataset.drawn = id;
    };
    const end = source.live?.(request, show);
    if (end === undefined) source.picture(request).then((bytes) => show(bytes, source.id)).catch((error: Error) => current && setProblem(error.message));
    return () => {
      current = false;
      end?.();
    };
  }, [wanted]);

  useEffect(() => () => {
    shown.current?.picture.free();
    shown.current = null;
  }, []);

  useEffect(() => {
    if (!tableOpen) return;
    let current = true;
    source.table(source.request).then((t) => current && setTable(t), (error: Error) => current && setProblem(error.message));
    return () => {
      current = false;
    };
  }, [tableOpen, source.id]);

  const pointed = (event: MouseEvent): Hover | null => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined || shown.current === null) return null;
    const found = shown.current.picture.hover(event.clientX - box.left, event.clientY - box.top) ?? null;
    setHover(found);
    return found;
  };

  const picked = (event: MouseEvent) => {
    const found = pointed(event);
    if (found) onPick?.(found);
  };

  /** Arrow keys move along the points: to the next one that lies that way. */
  const keyed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && hover !== null) onPick?.(hover);
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, [number, number]>)[event.key];
    const picture = shown.current?.picture;
    if (way === undefined || picture === undefined) return;
    event.preventDefault();
    const found = next(picture, hover?.pixel ?? [picture.width / 2, picture.height / 2], way);
    if (found !== null) setHover(found);
  };

  return (
    <figure class="figure">
      <div class="canvas-frame" ref={frame}>
        <canvas
          ref={canvas} role="img" tabIndex={0} aria-label={[`${words.title}.`, words.description, ...words.notes, "Arrow keys read it off.", picks].join(" ").trim()}
          onPointerMove={pointed} onPointerDown={pointed} onClick={picked} onPointerLeave={() => setHover(null)} onKeyDown={keyed} onBlur={() => setHover(null)}
        />
        {hover !== null && <Pointed hover={hover} width={width} />}
        {problem !== "" && <p class="figure-problem" role="alert"><Said text={problem} /></p>}
      </div>
      <figcaption>
        <button type="button" aria-expanded={tableOpen} onClick={() => setTableOpen(!tableOpen)}>{tableOpen ? "Hide table" : "Show table"}</button>
        {exports && <Exports source={source} />}
      </figcaption>
      {tableOpen && table !== null && <TableOf table={table} caption={words.title} />}
    </figure>
  );
}

/** The data point that is met first on the way from a pixel. */
function next(picture: Picture, [x, y]: readonly [number, number], [dx, dy]: readonly [number, number]): Hover | null {
  for (let step = 2; step < Math.max(picture.width, picture.height); step += 2) {
    const met: Hover | undefined = picture.hover(x + step * dx, y + step * dy);
    if (met !== undefined && (met.pixel[0] - x) * dx + (met.pixel[1] - y) * dy > 0.5) return met;
  }
  return null;
}

function Pointed({ hover, width }: { hover: Hover; width: number }) {
  const [x, y] = hover.pixel;
  const left = x > width / 2;
  return (
    <>
      <span class="point" style={{ left: `${x}px`, top: `${y}px` }} />
      <output class={left ? "pointed left" : "pointed"} style={{ left: `${x}px`, top: `${y}px` }}>
        <strong>{hover.series}</strong>
        <span>{hover.x}</span>
        <span>{hover.y}</span>
      </output>
    </>
  );
}

function Exports({ source }: { source: FigureSource }) {
  const [preset, setPreset] = useState<PresetName>("screen");
  const [problem, setProblem] = useState("");
  const guarded = (work: () => Promise<void>) => () => {
    setProblem("");
    work().catch((error: Error) => setProblem(`The figure could not be saved: ${error.message}`));
  };
  return (
    <span class="exports">
      <label>
        Size{" "}
        <select value={preset} onChange={(e) => setPreset(e.currentTarget.value as PresetName)}>
          {Object.entries(PRESETS).map(([name, p]) => <option key={name} value={name}>{p.label}</option>)}
        </select>
      </label>
      <button type="button" onClick={guarded(() => saveFigure(source, preset))}>PNG</button>
      <button type="button" onClick={guarded(() => saveSvg(source, preset))}>SVG</button>
      <button type="button" onClick={guarded(async () => saveAs(await source.csv(source.request), `${source.name}.csv`, "text/csv"))}>CSV</button>
      {problem !== "" && <span class="wrong" role="alert">{problem}</span>}
    </span>
  );
}

export function paint(canvas: HTMLCanvasElement, picture: Picture, scale = Math.min(Math.max(devicePixelRatio, 1), 4)): void {
  picture.draw(canvas, scale);
  canvas.style.width = `${picture.width}px`;
  canvas.style.height = `${picture.height}px`;
}

/** What the rest of the first screen takes of the window's height, in CSS pixels. */
const AROUND = 330;

/** How high a figure may be that is seen whole without scrolling. */
function useHeight(): number {
  const fitting = () => Math.min(Math.max(Math.floor((innerHeight - AROUND) / 20) * 20, 420), 640);
  const [height, setHeight] = useState(fitting);
  useLayoutEffect(() => {
    const resized = () => setHeight(fitting());
    addEventListener("resize", resized);
    return () => removeEventListener("resize", resized);
  }, []);
  return height;
}

/** The width that an element has, in whole CSS pixels. */
export function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const seen = new ResizeObserver(([entry]) => entry !== undefined && setWidth(Math.floor(entry.contentRect.width)));
    seen.observe(element.current);
    return () => seen.disconnect();
  }, []);
  return width;
}
