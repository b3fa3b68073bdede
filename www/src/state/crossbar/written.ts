// What programming made of arrays, as it is kept: the conductances, and which devices failed.
import type { Fault } from "../../generated/types";

export interface WrittenArray {
  /** Word line by word line, in siemens. */
  readonly siemens: readonly number[];
  readonly faults: readonly { readonly row: number; readonly column: number; readonly fault: Fault }[];
}

export interface WrittenArrays {
  /** The network and the arrays it was written for; on others it is not taken. */
  readonly of: string;
  /** By the number of the array. */
  readonly arrays: Readonly<Record<string, WrittenArray>>;
}

const FAULTS: readonly unknown[] = ["stuck-on", "stuck-off", "dead"] satisfies Fault[];
const whole = (said: unknown) => Number.isInteger(said) && (said as number) >= 0;

function isWrittenArray(said: unknown): said is WrittenArray {
  const array = said as Partial<WrittenArray> | null;
  return (
    Array.isArray(array?.siemens) && array.siemens.every((g) => typeof g === "number" && Number.isFinite(g) && g >= 0) &&
    Array.isArray(array.faults) && array.faults.every((f: Partial<WrittenArray["faults"][number]> | null) => whole(f?.row) && whole(f?.column) && FAULTS.includes(f?.fault))
  );
}

export function isWrittenArrays(said: unknown): said is WrittenArrays {
  const written = said as Partial<WrittenArrays> | null | undefined;
  return typeof written?.of === "string" && typeof written.arrays === "object" && written.arrays !== null && Object.values(written.arrays).every(isWrittenArray);
}
