// Devices that a person changed by hand, as the link and the state hold them: `0.3.4_dead`,
// `0.3.4_2.5e-6`; array, word line and bit line count from 0.
import type { Fault, FaultAt } from "../../generated/types";

export interface Place {
  readonly array: number;
  readonly row: number;
  readonly column: number;
}

/** A fault, or the conductance that it is asked to have, in siemens. */
export type Change = Fault | number;

const FAULTS: readonly Fault[] = ["stuck-on", "stuck-off", "dead"];
const SAID = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})_(stuck-on|stuck-off|dead|\d[\d.]*(?:e[+-]?\d+)?)$/;

const nameOf = ({ array, row, column }: Place) => `${array}.${row}.${column}`;

/** What an item says; null for what says nothing. */
export function decoded(item: string): { place: Place; change: Change } | null {
  const [, array, row, column, what = ""] = SAID.exec(item) ?? [];
  const fault = FAULTS.find((f) => f === what);
  const change = fault ?? Number(what);
  if (array === undefined || (typeof change === "number" && !Number.isFinite(change))) return null;
  return { place: { array: Number(array), row: Number(row), column: Number(column) }, change };
}

const encoded = (place: Place, change: Change) => `${nameOf(place)}_${typeof change === "number" ? Number(change.toPrecision(4)) : change}`;

/** What was done to a device; null if nothing. */
export function changeOf(items: readonly string[], place: Place): Change | null {
  const start = `${nameOf(place)}_`;
  const item = items.find((i) => i.startsWith(start));
  return item === undefined ? null : (decoded(item)?.change ?? null);
}

/** The list with a device changed, or as it is programmed for null. */
export function withChange(items: readonly string[], place: Place, change: Change | null): readonly string[] {
  const start = `${nameOf(place)}_`;
  const others = items.filter((i) => !i.startsWith(start));
  return change === null ? others : [...others, encoded(place, change)];
}

/** The faults among them, and the conductances, in the forms that the chip takes. */
export function partedOf(items: readonly string[]): { known: FaultAt[]; set: [number, number, number, number][] } {
  const known: FaultAt[] = [];
  const set: [number, number, number, number][] = [];
  for (const item of items) {
    const said = decoded(item);
    if (said === null) continue;
    const { place: { array, row, column }, change } = said;
    if (typeof change === "number") set.push([array, row, column, change]);
    else known.push({ array, row, column, fault: change });
  }
  return { known, set };
}
