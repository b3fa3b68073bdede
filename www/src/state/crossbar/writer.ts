// Programming an array pulse by pulse: begun with what is set now, in steps or to the end.
import type { ProgramConfig, PulseModel, Targets, WritingNow } from "../../generated/types";
import type { Seat } from "../../work/pool";
import { WorkError, type Writing } from "../../work/messages";
import { newKey } from "../keys";
import { partedOf } from "./devices";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { Teller } from "../teller";
import { deviceNow } from "./device";
import { sharesOf } from "./effects";
import type { Frames } from "./frames";
import { levelled } from "./places";
import type { Wanted } from "./wish";

/** Where no measured device stands behind the window: a saturating rise in so many pulses. */
export const ASSUMED = { pulses: 64, curvature: 20 } as const;

export interface Job {
  readonly key: string;
  readonly config: ProgramConfig;
  readonly array: number;
  readonly wanted: Wanted;
  /** The device whose pulses these are; empty where the response is assumed. */
  readonly device: string;
  readonly now: (WritingNow & { done: number }) | null;
}

const MOST_LOST = 3;

/** How pulses move the devices, and whose they are; assumed where the window is no device's. */
export async function modelOf(session: Session, { wish, taken }: Wanted): Promise<{ model: PulseModel; device: string }> {
  const { model: drift, name } = deviceNow(session);
  if (taken.windowOf === "device" && drift !== null) return { model: await session.engine.any("pulseModel", { drift }), device: name };
  const { g_min, g_max } = wish.chip.options.window;
  return { model: { response: { exponential: { g_min, g_max, ...ASSUMED } }, sigma: taken.sigma, memory: 0, step: 1, half_select: 0.01, v_set: 3, v_reset: -3 }, device: "" };
}

/** What is written, on what, and how. */
export function configOf(p: Properties, { wish: { chip, effects } }: Wanted, model: PulseModel, { array, targets }: { array: number; targets: Targets }): ProgramConfig {
  const { rows, columns, v_read } = chip.options;
  const none = { input: 0, word: 0, bit: 0, output: 0 };
  return {
    array: {
      rows, columns,
      model: { ...model, memory: p.writeMemory, half_select: p.writeHalf },
      wires: effects.wires ?? none,
      read_noise: Math.min(effects.read_noise ?? 0, 1),
      faults: {
        shares: sharesOf(p),
        known: partedOf(p.chipDevices).known.filter((f) => f.array === array).map((f) => ({ ...f, array: 0 })),
      },
    },
    targets: { ...targets, conductance: [...levelled(targets.conductance, chip.options.window, effects.levels)] },
    options: {
      tolerance: p.writeTolerance, pulse_limit: p.writeLimit, v_set: model.v_set, v_reset: model.v_reset, pulse_seconds: 1e-6, v_read, read_seconds: 1e-6,
      overhead_seconds: 0, passes: 2, stuck_after: 10, stuck_change: 1e-3,
    },
    seed: p.seed,
  };
}

export class Writer extends Teller {
  readonly #session: Session;
  readonly #frames: Frames;
  #job: Job | null = null;
  /** How often it was put away: what still comes of a job before is let go. */
  #cleared = 0;
  #seat: Seat | null = null;
  /** One step after the other: what is asked for during a step comes after it. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Steps that were asked for and are not done. */
  #asked = 0;
  /** What plays now. */
  #playing: object | null = null;
  #problem = "";

  constructor(session: Session, frames: Frames) {
    super();
    this.#session = session;
    this.#frames = frames;
  }

  get job(): Job | null {
    return this.#job;
  }

  get playing(): boolean {
    return this.#playing !== null;
  }

  get busy(): boolean {
    return this.#asked > 0;
  }

  get problem(): string {
    return this.#problem;
  }

  /** Whether it is of the network and the arrays that are there now. */
  get current(): boolean {
    const { wanted, moment } = this.#frames;
    return this.#job !== null && wanted?.of === this.#job.wanted.of && moment?.said.about.blocks[moment.said.block]?.[1] === this.#job.array;
  }

  /** The same job, as far as it is now. */
  async #begun(): Promise<Job | null> {
    if (this.#job !== null && this.current && this.#job.now?.result == null) return this.#job;
    const { wanted, moment } = this.#frames;
    if (wanted === null || moment === null) return null;
    const { chip } = wanted.wish;
    const array = moment.said.about.blocks[moment.said.block]?.[1] ?? 0;
    const { model, device } = await modelOf(this.#session, wanted);
    const targets = await this.#session.engine.any("chipTargets", { chip, array });
    const config = configOf(this.#session.store.state.properties, wanted, model, { array, targets });
    return { key: newKey(), config, array, wanted, device, now: null };
  }

  /** So much more of the job, or of a new one; whether something can follow. */
  #more(more: Writing["more"]): Promise<boolean> {
    const cleared = this.#cleared;
    this.#asked += 1;
    this.announce();
    const done = this.#queue.then(() => cleared === this.#cleared && this.#step(more, cleared)).finally(() => {
      this.#asked -= 1;
      this.announce();
    });
    this.#queue = done;
    return done;
  }

  async #step(more: Writing["more"], cleared: number): Promise<boolean> {
    this.#problem = "";
    try {
      const job = await this.#begun();
      if (job === null) return false;
      const { seats } = this.#session.engine;
      for (let lost = 0; ; lost += 1) {
        const seat = (this.#seat ??= seats.find((s) => !s.busy) ?? seats[0] ?? null);
        if (seat === null) return false;
        try {
          const input = { key: job.key, config: job.config, done: job.now?.done ?? 0, more };
          const now = await seat.call("chipWrite", input);
          if (cleared !== this.#cleared) return false;
          this.#job = { ...job, now };
          return now.result === null;
        } catch (error) {
          if (!(error instanceof WorkError) || error.code !== "lost" || lost >= MOST_LOST) throw error;
        }
      }
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  pulses(count: number): void {
    void this.#more({ pulses: count });
  }

  async play(): Promise<void> {
    if (this.#playing !== null) return;
    const play = {};
    this.#playing = play;
    this.#seat = null;
    this.announce();
    for (let more = true; more && this.#playing === play; ) {
      const { wires, rows, columns } = this.#job?.config.array ?? { wires: { word: 0 }, rows: 0, columns: 0 };
      // With wires each read is a solution of the network: a piece of the work is less then.
      more = await this.#more(rows === 0 ? { pulses: 1 } : wires.word > 0 ? "piece" : { actions: rows * columns });
      const progress = this.#job?.now?.progress;
      if (more && this.#playing === play && progress !== undefined) this.#session.jobs.put("write", { what: "programming the array", ...progress, stop: () => this.pause() });
      // The page draws what came of it.
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    if (this.#playing === play) this.pause();
  }

  pause(): void {
    this.#session.jobs.put("write", null);
    if (this.#playing === null) return;
    this.#playing = null;
    this.announce();
  }

  /** Puts it away; the next step begins with what is set then. */
  clear(): void {
    this.pause();
    this.#cleared += 1;
    this.#job = null;
    this.#problem = "";
    this.announce();
  }

  /** The chip takes the conductances that were written, instead of a stated error. */
  use(): void {
    const job = this.#job;
    const result = job?.now?.result;
    if (job === null || result == null) return;
    const { columns } = result;
    const faults = result.faults.flatMap((fault, at) => (fault === null ? [] : [{ row: Math.floor(at / columns), column: at % columns, fault }]));
    this.#session.change("use the programmed conductances", (s) => {
      const others = s.written?.of === job.wanted.of ? s.written.arrays : {};
      const effects = s.properties.chipEffects;
      return {
        ...s,
        written: { of: job.wanted.of, arrays: { ...others, [job.array]: { siemens: result.conductance, faults } } },
        properties: { ...s.properties, chipEffects: effects.includes("programming") ? effects : [...effects, "programming"] },
      };
    });
  }
}
