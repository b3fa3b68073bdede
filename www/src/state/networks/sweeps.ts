// Accuracies under drift: which draws are wanted, who computes them, what is there.
import type { Device, LevelResult, Which } from "../../generated/types";
import type { Crew } from "../../work/crew";
import { WorkError } from "../../work/messages";
import { digest } from "../keys";
import type { Session } from "../session";
import { Teller } from "../teller";
import { type Run, sourceOf, usabilityOf } from "./run";

/** A network on one device: so many draws of its drift. */
export interface Wanted {
  run: Run;
  device: Device;
  which: Which;
  draws: number;
  seed: number;
  /** Only looked at in passing: not saved. */
  passing?: boolean;
}

type Draws = readonly (number | null)[];

/** Some draws in a row of one wish. */
interface Piece {
  wanted: Wanted;
  weights: string;
  key: string;
  first: number;
  draws: number;
}

/** What a piece should take, in milliseconds, and the most draws of one. */
const PIECE_MS = 80;
const MOST_DRAWS = 64;
/** How often what came back is handed on. */
const FLUSH_MS = 60;
/** Draws that are kept in passing, by what was drawn. */
const MOST_PASSING = 300;

const names = new WeakMap<Device, string>();

/** A short name of all that a device is. */
function nameOf(device: Device): string {
  if (device.device === "usability") return String(device.usability);
  const name = names.get(device) ?? `${device.name} ${digest(JSON.stringify(device))}`;
  names.set(device, name);
  return name;
}

/** By what draws are kept: the weights, the device, what drifts, the seed. */
export function drawKey(weights: string, { device, which, seed }: Pick<Wanted, "device" | "which" | "seed">): string {
  return JSON.stringify([weights, nameOf(device), which, seed]);
}

export class Sweeps extends Teller {
  readonly #session: Session;
  readonly #crew: Crew;
  #abort: AbortController | null = null;
  #wish = "";
  #pieces: Iterator<Piece> = [][Symbol.iterator]();
  #out = 0;
  #problem = "";
  #passing = new Map<string, Draws>();
  /** What came back and is not handed on yet. */
  #fresh: { piece: Piece; accuracies: readonly number[] }[] = [];
  #flushing: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds of a draw, by weights, as it took last. */
  #took = new Map<string, number>();

  constructor(session: Session, crew: Crew) {
    super();
    this.#session = session;
    this.#crew = crew;
  }

  get problem(): string {
    return this.#problem;
  }

  get working(): boolean {
    return this.#out > 0;
  }

  /** Accuracy by the number of the draw; null where it is not there yet. */
  byNumber(wanted: Wanted): Draws {
    const weights = this.#weights(wanted.run);
    return weights === null ? [] : this.#kept(wanted, drawKey(weights, wanted)).slice(0, wanted.draws);
  }

  #kept({ passing }: Wanted, key: string): Draws {
    const { draws } = this.#session.store.state;
    return (passing === true ? this.#passing.get(key) : undefined) ?? draws[key] ?? [];
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

  /** Draws what is wanted and not there, and nothing else. */
  want(wanted: readonly Wanted[]): void {
    const wish = wanted.map((w) => `${drawKey(this.#weights(w.run) ?? "", w)} ${w.draws}`).join("\n");
    if (wish === this.#wish && (this.working || wanted.length === 0 || this.#problem !== "")) return;
    this.#abort?.abort();
    // What came back is told now, and nothing after.
    if (this.#fresh.length > 0) this.#flush();
    this.#wish = wish;
    this.#problem = "";
    this.#out = 0;
    if (wanted.length > 0 && !this.#session.readOnly) {
      this.#abort = new AbortController();
      this.#pieces = this.#missing(wanted);
      this.#pump(this.#abort.signal);
    }
    this.announce();
  }

  /** Stops drawing; what is there stays. */
  stop(): void {
    this.want([]);
  }

  /** What is missing: first a draw of each level, so that the whole curve is seen, then level by level. */
  *#missing(wanted: readonly Wanted[]): Generator<Piece> {
    for (const whole of [false, true]) {
      for (const w of wanted) {
        const weights = this.#weights(w.run);
        if (weights === null) continue;
        const key = drawKey(weights, w);
        const end = whole ? w.draws : Math.min(1, w.draws);
        for (let first = whole ? 1 : 0; first < end; ) {
          if (this.#kept(w, key)[first] != null) {
            first += 1;
            continue;
          }
          const most = Math.min(Math.max(Math.floor(PIECE_MS / (this.#took.get(weights) ?? PIECE_MS)), 1), MOST_DRAWS);
          let draws = 1;
          while (draws < most && first + draws < end && this.#kept(w, key)[first + draws] == null) draws += 1;
          yield { wanted: w, weights, key, first, draws };
          first += draws;
        }
      }
    }
  }

  /** Keeps every worker busy, and one piece ready. */
  #pump(signal: AbortSignal): void {
    while (!signal.aborted && this.#out <= this.#crew.size) {
      const { value: piece, done } = this.#pieces.next();
      if (done === true || piece === undefined) return;
      this.#begin(piece, signal);
    }
  }

  #begin(piece: Piece, signal: AbortSignal): void {
    const { wanted, weights, first, draws } = piece;
    const blob = this.#session.content.get(weights);
    const data = sourceOf(wanted.run.data, (k) => this.#session.content.get(k));
    if (blob === undefined || data === null) return;
    this.#out += 1;
    const config = { first, draws, seed: wanted.seed, which: wanted.which };
    const start = performance.now();
    this.#crew.run("sweep", { network: { key: weights, blob }, data, devices: [wanted.device], config }, signal).then(
      ([level]) => {
        if (signal.aborted) return;
        this.#took.set(weights, (performance.now() - start) / draws);
        this.#fresh.push({ piece, accuracies: level?.draws ?? [] });
        this.#flushing ??= setTimeout(() => this.#flush(), FLUSH_MS);
      },
      (error: unknown) => {
        // Another wish has taken its place, or it was stopped.
        if (signal.aborted || (error instanceof WorkError && error.code === "cancelled")) return;
        this.#problem = `The draws stopped: ${error instanceof Error ? error.message : String(error)}`;
        this.#abort?.abort();
        this.#out = 0;
        this.announce();
      },
    ).finally(() => {
      if (signal.aborted) return;
      this.#out -= 1;
      this.#pump(signal);
      if (this.#out === 0) this.#flush();
    });
  }

  /** Hands on what came back, all at once. */
  #flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    const fresh = this.#fresh.splice(0);
    const with_ = (before: Draws, { first }: Piece, accuracies: readonly number[]) =>
      Array.from({ length: Math.max(before.length, first + accuracies.length) }, (_, d) => accuracies[d - first] ?? before[d] ?? null);
    for (const { piece, accuracies } of fresh.filter((f) => f.piece.wanted.passing === true)) {
      const before = this.#kept(piece.wanted, piece.key);
      this.#passing.delete(piece.key);
      this.#passing.set(piece.key, with_(before, piece, accuracies));
    }
    for (const key of this.#passing.keys()) if (this.#passing.size > MOST_PASSING) this.#passing.delete(key);
    const lasting = fresh.filter((f) => f.piece.wanted.passing !== true);
    if (lasting.length > 0) {
      this.#session.store.show((s) => {
        const draws: Record<string, Draws> = { ...s.draws };
        for (const { piece, accuracies } of lasting) draws[piece.key] = with_(draws[piece.key] ?? [], piece, accuracies);
        return { ...s, draws };
      });
    }
    this.announce();
  }
}

/** The draws of weights that are still there. */
export function drawsOf(draws: Readonly<Record<string, Draws>>, weights: ReadonlySet<string>): Record<string, Draws> {
  const of = (key: string): unknown => {
    try {
      return (JSON.parse(key) as unknown[])[0];
    } catch {
      return null;
    }
  };
  return Object.fromEntries(Object.entries(draws).filter(([key]) => weights.has(of(key) as string)));
}
