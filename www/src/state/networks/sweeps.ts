// Accuracies under drift: which draws are wanted, who computes them, what is there.
import type { Device, LevelResult, Which } from "../../generated/types";
import type { Crew } from "../../work/crew";
import { WorkError } from "../../work/messages";
import type { Session } from "../session";
import { type Run, sourceOf, usabilityOf } from "./run";
import { Teller } from "../teller";

/** A network on one device: so many draws of its drift. */
export interface Wanted {
  run: Run;
  device: Device;
  which: Which;
  draws: number;
  seed: number;
}

/** By what draws are kept: the weights, the device, what drifts, the seed. */
export function drawKey(weights: string, { device, which, seed }: Pick<Wanted, "device" | "which" | "seed">): string {
  const where = device.device === "usability" ? String(device.usability) : `${device.name} ${device.model.method} ${device.model.sigma} ${device.model.length_factor} ${device.model.run_start} ${device.model.run_end}`;
  return JSON.stringify([weights, where, which, seed]);
}

export class Sweeps extends Teller {
  readonly #session: Session;
  readonly #crew: Crew;
  #abort: AbortController | null = null;
  #wanted: readonly Wanted[] = [];
  #under = new Set<string>();
  #problem = "";

  constructor(session: Session, crew: Crew) {
    super();
    this.#session = session;
    this.#crew = crew;
  }

  get problem(): string {
    return this.#problem;
  }

  get working(): boolean {
    return this.#under.size > 0;
  }

  /** Accuracy by the number of the draw; null where it is not there yet. */
  byNumber(wanted: Wanted): readonly (number | null)[] {
    const weights = this.#weights(wanted.run);
    if (weights === null) return [];
    return (this.#session.store.state.draws[drawKey(weights, wanted)] ?? []).slice(0, wanted.draws);
  }

  /** The accuracies that are there, in the order of the draws. */
  draws(wanted: Wanted): number[] {
    return this.byNumber(wanted).filter((a) => a !== null);
  }

  level(wanted: Wanted): LevelResult {
    const usability = usabilityOf(wanted.device);
    const sigma = wanted.device.device === "usability" ? -Math.log(usability) : wanted.device.model.sigma;
    return { usability, sigma: Math.max(sigma, 0), draws: this.draws(wanted) };
  }

  #weights(run: Run): string | null {
    return this.#session.store.state.progress[run.id]?.weights?.content ?? null;
  }

  /** How many of the draws are there, and how many there will be. */
  progress(wanted: readonly Wanted[]): { done: number; total: number } {
    return {
      done: wanted.reduce((sum, w) => sum + this.draws(w).length, 0),
      total: wanted.reduce((sum, w) => sum + (this.#weights(w.run) === null ? 0 : w.draws), 0),
    };
  }

  /**
   * Draws what is wanted and not there, and nothing else: first one draw of each level, so that the
   * whole curve is seen, then level by level.
   */
  want(wanted: readonly Wanted[]): void {
    const text = JSON.stringify(wanted.map((w) => [this.#weights(w.run), drawKey("", w), w.draws]));
    const before = JSON.stringify(this.#wanted.map((w) => [this.#weights(w.run), drawKey("", w), w.draws]));
    if (text === before && (this.working || wanted.length === 0 || this.#problem !== "")) return;
    this.#abort?.abort();
    this.#wanted = wanted;
    this.#problem = "";
    this.#under.clear();
    if (wanted.length === 0 || this.#session.readOnly) {
      this.announce();
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    for (const draw of [true, false]) {
      for (const w of wanted) {
        for (let d = draw ? 0 : 1; d < (draw ? Math.min(1, w.draws) : w.draws); d += 1) this.#begin(w, d, abort.signal);
      }
    }
    this.announce();
  }

  /** Stops drawing; what is there stays. */
  stop(): void {
    this.want([]);
  }

  #begin(wanted: Wanted, draw: number, signal: AbortSignal): void {
    const weights = this.#weights(wanted.run);
    if (weights === null) return;
    const key = drawKey(weights, wanted);
    const there = this.#session.store.state.draws[key]?.[draw];
    const name = `${key} ${draw}`;
    if ((there !== undefined && there !== null) || this.#under.has(name)) return;
    const blob = this.#session.content.get(weights);
    const data = sourceOf(wanted.run.data, (k) => this.#session.content.get(k));
    if (blob === undefined || data === null) return;
    this.#under.add(name);
    const config = { first: draw, draws: 1, seed: wanted.seed, which: wanted.which };
    this.#crew.run("sweep", { network: { key: weights, blob }, data, devices: [wanted.device], config }, signal).then(
      ([level]) => {
        const accuracy = level?.draws[0];
        if (accuracy !== undefined) this.#keep(key, draw, accuracy);
      },
      (error: unknown) => {
        if (error instanceof WorkError && error.code === "cancelled") return;
        this.#problem = `The draws stopped: ${error instanceof Error ? error.message : String(error)}`;
        this.#abort?.abort();
      },
    ).finally(() => {
      if (!signal.aborted) this.#under.delete(name);
      this.announce();
    });
  }

  #keep(key: string, draw: number, accuracy: number): void {
    this.#session.store.show((s) => {
      const before = s.draws[key] ?? [];
      const after = Array.from({ length: Math.max(before.length, draw + 1) }, (_, d) => (d === draw ? accuracy : (before[d] ?? null)));
      return { ...s, draws: { ...s.draws, [key]: after } };
    });
  }
}

/** The draws of weights that are still there. */
export function drawsOf(draws: Readonly<Record<string, readonly (number | null)[]>>, weights: ReadonlySet<string>): Record<string, readonly (number | null)[]> {
  const of = (key: string): unknown => {
    try {
      return (JSON.parse(key) as unknown[])[0];
    } catch {
      return null;
    }
  };
  return Object.fromEntries(Object.entries(draws).filter(([key]) => weights.has(of(key) as string)));
}
