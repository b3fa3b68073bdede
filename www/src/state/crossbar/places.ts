// Which weight each device is a part of, and what conductances become.
import type { Coding, ConductanceWindow, Fault, Targets, WorkbenchAbout } from "../../generated/types";

/** A block: a part of a layer on an array. */
export interface BlockAt {
  readonly number: number;
  readonly layer: number;
  readonly array: number;
  /** Its word lines, from and one past. */
  readonly rows: readonly [number, number];
  /** Its bit lines. */
  readonly width: number;
  /** The first of the layer's inputs and outputs that it holds. */
  readonly input: number;
  readonly output: number;
}

/** The weight that a device stands for. */
export interface Part {
  readonly layer: number;
  /** The input; null for the bias. */
  readonly input: number | null;
  /** The output; null for a column that all weights of the block share. */
  readonly output: number | null;
  /** Whether its current is added or taken away. */
  readonly sign: 1 | -1;
}

const paired = (coding: Coding) => coding !== "reference";

/** The blocks with what they hold: each layer is cut along its inputs first, then along its outputs. */
export function blocksOf({ layers, size, blocks }: WorkbenchAbout, coding: Coding): BlockAt[] {
  const across = paired(coding) ? Math.floor(size[1] / 2) : size[1] - 1;
  const next = new Map<number, { input: number; output: number }>();
  return blocks.map(([layer, array, from, to, width], number) => {
    const { input, output } = next.get(layer) ?? { input: 0, output: 0 };
    const outputs = layers[layer]?.[1] ?? 0;
    const further = output + across;
    next.set(layer, further < outputs ? { input, output: further } : { input: input + (to - from), output: 0 });
    return { number, layer, array, rows: [from, to], width, input, output };
  });
}

/** What a device of an array stands for; null for one that carries nothing. */
export function partAt(blocks: readonly BlockAt[], { layers }: WorkbenchAbout, coding: Coding, array: number, row: number, column: number): Part | null {
  const block = blocks.find((b) => b.array === array && row >= b.rows[0] && row < b.rows[1] && column < b.width);
  if (block === undefined) return null;
  const at = block.input + row - block.rows[0];
  const input = at < (layers[block.layer]?.[0] ?? 0) ? at : null;
  if (paired(coding)) return { layer: block.layer, input, output: block.output + Math.floor(column / 2), sign: column % 2 === 0 ? 1 : -1 };
  const shared = column === block.width - 1;
  return { layer: block.layer, input, output: shared ? null : block.output + column, sign: shared ? -1 : 1 };
}

/** What a fault leaves of a device, in siemens. */
export const leftBy = (fault: Fault, { g_min, g_max }: ConductanceWindow): number => (fault === "dead" ? 0 : fault === "stuck-on" ? g_max : g_min);

/** Conductances at the nearest of so many levels; as they are for null. */
export function levelled(siemens: ArrayLike<number>, { g_min, g_max }: ConductanceWindow, levels: number | null): number[] {
  const step = levels === null ? 0 : (g_max - g_min) / (levels - 1);
  return Array.from(siemens, (g) => (step === 0 ? g : g_min + Math.round((g - g_min) / step) * step));
}

/** How many devices count: those that carry weights, where it is known which. */
export const countedOf = ({ rows, columns, used }: Targets): number => used?.filter(Boolean).length ?? rows * columns;
