// What the page and the worker that speaks with a board say to each other.
import type { ArrayConfig, ArrayOutcome, Happened, PenNow, PortSettings, Progress, WriterOptions } from "../generated/types";
import type { ChipSource } from "./messages";

export type Dialect = "line" | "arc-one";

/** The devices behind an emulated board. */
export interface Emulation {
  readonly array: ArrayConfig;
  readonly seed: number;
}

/** What a board does for a while; each ends by itself, or is cancelled between two requests. */
export type Job =
  /** Reads every device at so many volts. */
  | { readonly job: "read"; readonly volts: number }
  /** Writes the targets of the network's array; pulses must be armed. */
  | { readonly job: "program"; readonly chip: ChipSource; readonly levels: number | null; readonly options: WriterOptions }
  /** Sends the first test samples through the array. */
  | { readonly job: "infer"; readonly chip: ChipSource; readonly samples: number };
export type JobName = Job["job"];

export type ToLink =
  /** How a port is opened, and whether the limits are limits; answered by `settings`. */
  | { type: "prepare"; dialect: Dialect; limits: string }
  /** Begins to speak: with the port that the page has opened, or with an emulated board. */
  | { type: "begin"; emulation: Emulation | null }
  | { type: "bytes"; bytes: Uint8Array }
  | { type: "due" }
  | { type: "arm"; armed: boolean }
  | { type: "job"; job: Job }
  | { type: "cancel" }
  | { type: "stop" }
  | { type: "lost"; why: string };

export type Connected = Extract<Happened, { kind: "connected" }>;

/** What was measured of the devices, word line by word line; not a number where nothing was. */
export interface Measured {
  readonly rows: number;
  readonly columns: number;
  readonly siemens: Float64Array;
  /** Whether the current reached the compliance. */
  readonly hits: readonly boolean[];
}

/** An array that is being written: its targets beside how far each device is. */
export interface Written {
  readonly rows: number;
  readonly columns: number;
  readonly targets: Float64Array;
  /** How many devices the yield is of. */
  readonly counted: number;
  readonly tolerance: number;
  readonly now: PenNow;
}

/** What samples came to so far. */
export interface Inferred {
  readonly outcome: ArrayOutcome;
  readonly products: number;
  /** Voltages that the limits for reading have cut. */
  readonly cut: number;
}

export type FromLink =
  | { type: "settings"; settings: PortSettings }
  | { type: "write"; bytes: Uint8Array }
  /** Time is up: answered by `due` once all bytes that are here were told. */
  | { type: "due" }
  | { type: "connected"; said: Connected }
  | { type: "armed"; armed: boolean }
  | { type: "measured"; measured: Measured; progress: Progress }
  | { type: "written"; written: Written }
  | { type: "inferred"; inferred: Inferred; progress: Progress }
  /** A job is over: done, cancelled, or with the sentence that ended it. */
  | { type: "ended"; job: JobName; cancelled: boolean; problem: string }
  /** Something that was asked is refused; the session goes on. */
  | { type: "refused"; problem: string }
  /** The session is over. */
  | { type: "stopped"; why: string }
  /** Whether the board has said that it stopped; nothing more is heard. */
  | { type: "halted"; confirmed: boolean }
  /** The worker cannot go on. */
  | { type: "broken"; why: string };
