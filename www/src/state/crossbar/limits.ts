// What the operator allows a board: a file that is chosen, never one that comes with a link.

/** The file as it was given. */
export interface LimitsFile {
  readonly name: string;
  readonly text: string;
}

export const isLimitsFile = (said: unknown): said is LimitsFile => {
  const file = said as Partial<LimitsFile> | null | undefined;
  return typeof file?.name === "string" && typeof file.text === "string" && file.text.length <= MOST_TEXT;
};

/** Characters of a file of limits, at most. */
export const MOST_TEXT = 4096;

/** The fields, their names for a reader, and their units. */
export const LIMIT_FIELDS: readonly (readonly [field: string, name: string, unit: string])[] = [
  ["rows", "Word lines", ""],
  ["columns", "Bit lines", ""],
  ["read-volts", "Reading, at most", "V"],
  ["least-volts", "Voltage, at least", "V"],
  ["most-volts", "Voltage, at most", "V"],
  ["pulse-seconds", "Pulse, at most", "s"],
  ["compliance-amperes", "Current, at most", "A"],
  ["volts-per-second", "Ramp, at most", "V/s"],
];

/** An example to begin with, on the careful side. */
export const EXAMPLE = { rows: 10, columns: 10, "read-volts": 0.2, "least-volts": -1.5, "most-volts": 1.5, "pulse-seconds": 0.05, "compliance-amperes": 1e-3, "volts-per-second": 500 };

/** For the emulated board, which nothing can harm. */
export const emulatorLimits = (side: number) => ({ rows: side, columns: side, "read-volts": 0.5, "least-volts": -5, "most-volts": 5, "pulse-seconds": 0.1, "compliance-amperes": 1e-3, "volts-per-second": 1000 });

export interface Wish {
  readonly rows: number;
  readonly columns: number;
  readonly read: number;
  /** SET and RESET; none where nothing is pulsed. */
  readonly pulses: readonly number[];
  readonly seconds: number;
}

const volts = (v: number) => `${String(v).replace("-", "\u2212")} V`;

/** Why the limits do not allow something, in a sentence; empty where they do. */
export function misfit(limits: Readonly<Record<string, number>>, { rows, columns, read, pulses, seconds }: Wish): string {
  const of = (field: string) => limits[field] ?? 0;
  const change = "choose a file of limits that allows it, if the devices stand it";
  if (rows > of("rows") || columns > of("columns")) return `The network stands on ${rows} × ${columns} devices, but the limits and the board leave ${of("rows")} × ${of("columns")}; choose smaller arrays above, or connect a larger one.`;
  if (read > of("read-volts")) return `The network is read at ${volts(read)}, but the limits allow ${volts(of("read-volts"))} for reading; ${change}.`;
  if (-read < of("least-volts")) return `The inputs of the network have both signs, but the limits allow nothing below ${volts(of("least-volts"))}; ${change}.`;
  const beyond = pulses.find((v) => v < of("least-volts") || v > of("most-volts"));
  if (beyond !== undefined) return `A pulse of ${volts(beyond)} is outside the limits, ${volts(of("least-volts"))} to ${volts(of("most-volts"))}; take a smaller one, or ${change}.`;
  if (pulses.length > 0 && seconds > of("pulse-seconds")) return `A pulse of ${seconds} s is longer than the limits allow, ${of("pulse-seconds")} s; take a shorter one, or ${change}.`;
  return "";
}
