// An array on a canvas: a square for each device, its lines named, the lines that work in front.
import { rgbOf, type Scale } from "./colours";

export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface Frame {
  readonly rows: readonly [number, number];
  readonly width: number;
  readonly active: boolean;
}

export interface Painted {
  /** What it is of. */
  readonly id: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
  readonly scale: Scale;
  /** Those that carry nothing are pale. */
  readonly used: ArrayLike<boolean> | null;
  readonly crossed: (at: number) => boolean;
  readonly frames: readonly Frame[];
  readonly selected: Spot | null;
  readonly dark: boolean;
}

export interface Places {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly width: number;
  readonly height: number;
}

const [LEFT, TOP, MOST_CELL] = [34, 22, 40];
const INKS = {
  light: { ground: "#ffffff", ink: "#16191d", muted: "#545c66", accent: "#00629b" },
  dark: { ground: "#14171a", ink: "#e8eaed", muted: "#a9b1ba", accent: "#56b4e9" },
} as const;

/** Where the devices stand in so many CSS pixels across. */
export function placesOf(width: number, rows: number, columns: number): Places {
  const cell = Math.min(Math.max(Math.floor((width - LEFT - 3) / columns), 3), MOST_CELL);
  return { left: LEFT, top: TOP, cell, width: LEFT + cell * columns + 3, height: TOP + cell * rows + 3 };
}

/** The device at a pixel. */
export function spotAt({ left, top, cell }: Places, x: number, y: number, rows: number, columns: number): Spot | null {
  const [row, column] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

/** Of so many lines every how many has its name. */
export const named = (cell: number, least: number) => [1, 2, 4, 8, 16, 32].find((n) => n * cell >= least) ?? 64;

let pixels: HTMLCanvasElement | null = null;

/** A pixel for each device, on a canvas of their own. */
function devices({ rows, columns, values, scale, used, dark }: Painted): HTMLCanvasElement | null {
  pixels ??= document.createElement("canvas");
  if (pixels.width !== columns) pixels.width = columns;
  if (pixels.height !== rows) pixels.height = rows;
  const context = pixels.getContext("2d");
  if (context === null) return null;
  const image = context.createImageData(columns, rows);
  const ground = dark ? [20, 23, 26] : [255, 255, 255];
  for (let at = 0; at < rows * columns; at += 1) {
    const rgb = rgbOf(scale, values[at] ?? 0);
    const share = used === null || used[at] === true ? 1 : 0.35;
    for (const k of [0, 1, 2] as const) image.data[4 * at + k] = rgb[k] * share + (ground[k] ?? 0) * (1 - share);
    image.data[4 * at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return pixels;
}

export function paintArray(canvas: HTMLCanvasElement, painted: Painted, width: number): Places {
  const { rows, columns, dark } = painted;
  const places = placesOf(width, rows, columns);
  const { left, top, cell } = places;
  const ratio = Math.min(Math.max(devicePixelRatio, 1), 4);
  const [wide, high] = [Math.round(places.width * ratio), Math.round(places.height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    [canvas.width, canvas.height] = [wide, high];
    [canvas.style.width, canvas.style.height] = [`${places.width}px`, `${places.height}px`];
  }
  const context = canvas.getContext("2d", { alpha: false });
  const image = devices(painted);
  if (context === null || image === null) return places;
  const inks = INKS[dark ? "dark" : "light"];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = inks.ground;
  context.fillRect(0, 0, places.width, places.height);
  context.imageSmoothingEnabled = false;
  context.drawImage(image, left, top, cell * columns, cell * rows);
  if (cell >= 7) gaps(context, places, rows, columns);
  names(context, places, painted, inks);
  crosses(context, places, painted, inks);
  for (const frame of [...painted.frames].sort((a, b) => Number(a.active) - Number(b.active))) {
    context.strokeStyle = frame.active ? inks.ink : inks.muted;
    context.lineWidth = frame.active ? 2 : 1;
    context.setLineDash(frame.active ? [] : [3, 3]);
    context.strokeRect(left - 1, top + frame.rows[0] * cell - 1, frame.width * cell + 1, (frame.rows[1] - frame.rows[0]) * cell + 1);
  }
  context.setLineDash([]);
  if (painted.selected !== null) {
    const [x, y] = [left + painted.selected.column * cell - 0.5, top + painted.selected.row * cell - 0.5];
    for (const [ink, line] of [[inks.ground, 5], [inks.accent, 2.5]] as const) {
      context.strokeStyle = ink;
      context.lineWidth = line;
      context.strokeRect(x, y, cell, cell);
    }
  }
  return places;
}

function gaps(context: CanvasRenderingContext2D, { left, top, cell }: Places, rows: number, columns: number): void {
  context.beginPath();
  for (let row = 1; row <= rows; row += 1) context.rect(left, top + row * cell - 1, columns * cell, 1);
  for (let column = 1; column <= columns; column += 1) context.rect(left + column * cell - 1, top, 1, rows * cell);
  context.fill();
}

function names(context: CanvasRenderingContext2D, { left, top, cell }: Places, { rows, columns, frames }: Painted, inks: (typeof INKS)["light" | "dark"]): void {
  const active = frames.find((f) => f.active);
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.textAlign = "right";
  const every = named(cell, 13);
  for (let row = 0; row < rows; row += every) {
    const works = active !== undefined && row >= active.rows[0] && row < active.rows[1];
    context.fillStyle = works ? inks.ink : inks.muted;
    context.fillText(`W${row + 1}`, left - 6, top + (row + 0.5) * cell);
  }
  context.textAlign = "center";
  for (let column = 0; column < columns; column += named(cell, 24)) {
    context.fillStyle = active !== undefined && column < active.width ? inks.ink : inks.muted;
    context.fillText(`B${column + 1}`, left + (column + 0.5) * cell, top / 2);
  }
}

function crosses(context: CanvasRenderingContext2D, { left, top, cell }: Places, { rows, columns, crossed }: Painted, inks: (typeof INKS)["light" | "dark"]): void {
  context.beginPath();
  const inset = cell < 8 ? 0.5 : 0.2 * cell;
  for (let at = 0; at < rows * columns; at += 1) {
    if (!crossed(at)) continue;
    const [x, y] = [left + (at % columns) * cell, top + Math.floor(at / columns) * cell];
    context.moveTo(x + inset, y + inset);
    context.lineTo(x + cell - 1 - inset, y + cell - 1 - inset);
    context.moveTo(x + cell - 1 - inset, y + inset);
    context.lineTo(x + inset, y + cell - 1 - inset);
  }
  for (const [ink, line] of [[inks.ground, cell < 8 ? 2 : 4], [inks.ink, cell < 8 ? 1 : 2]] as const) {
    context.strokeStyle = ink;
    context.lineWidth = line;
    context.stroke();
  }
}
