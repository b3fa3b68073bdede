// Votes of noisy weights on one sample: shared out to the workers, counted in their order.
import type { Certified, CertifyConfig } from "../../generated/types";
import type { Crew } from "../../work/crew";
import { WorkError } from "../../work/messages";
import type { Session } from "../session";
import { type Run, sourceOf } from "./run";
import { Teller } from "../teller";

/** Draws of a piece. */
const PIECE = 50;

export interface Ballot {
  run: Run;
  sample: number;
  config: CertifyConfig;
}

export interface Cast {
  /** Draws so far. */
  done: number;
  /** How often each class, under the theorem's noise and under drift. */
  counts: [number, number][];
  certified: Certified | null;
  /** Why it could not be cast. */
  problem: string;
}

export const NOTHING: Cast = { done: 0, counts: [], certified: null, problem: "" };

export class Votes extends Teller {
  readonly #session: Session;
  readonly #crew: Crew;
  #abort: AbortController | null = null;
  #key = "";
  #casts: Uint32Array | null = null;
  #done = 0;
  #certified: Certified | null = null;
  #problem = "";

  constructor(session: Session, crew: Crew) {
    super();
    this.#session = session;
    this.#crew = crew;
  }

  get working(): boolean {
    return this.#abort !== null;
  }

  static total({ config }: Ballot): number {
    return config.votes.selection + config.votes.draws;
  }

  /** What is known of a vote: of one that was given up, or is not cast yet, nothing. */
  of(ballot: Ballot): Cast {
    if (this.#keyOf(ballot) !== this.#key || this.#casts === null) return NOTHING;
    const counts: [number, number][] = [];
    for (let i = 0; i < this.#casts.length; i += 1) {
      const cast = this.#casts[i] ?? 0;
      // Places not cast yet hold the largest number there is.
      if (cast === NOT_CAST) continue;
      const count = (counts[cast] ??= [0, 0]);
      count[i % 2 === 0 ? 0 : 1] += 1;
    }
    return { done: this.#done, counts, certified: this.#certified, problem: this.#problem };
  }

  #keyOf({ run, sample, config }: Ballot): string {
    return JSON.stringify([this.#session.store.state.progress[run.id]?.weights?.content, sample, config]);
  }

  /** Has the votes cast that are wanted, and no others. */
  want(ballot: Ballot | null): void {
    const key = ballot === null ? "" : this.#keyOf(ballot);
    if (key === this.#key) return;
    this.#abort?.abort();
    this.#abort = null;
    this.#key = key;
    [this.#casts, this.#done, this.#certified, this.#problem] = [null, 0, null, ""];
    if (ballot !== null && !this.#session.readOnly) void this.#cast(ballot);
    this.announce();
  }

  async #cast(ballot: Ballot): Promise<void> {
    const content = this.#session.store.state.progress[ballot.run.id]?.weights?.content;
    const blob = content === undefined ? undefined : this.#session.content.get(content);
    const data = sourceOf(ballot.run.data, (k) => this.#session.content.get(k));
    if (content === undefined || blob === undefined || data === null) return;
    const abort = new AbortController();
    this.#abort = abort;
    const total = Votes.total(ballot);
    const casts = new Uint32Array(2 * total).fill(NOT_CAST);
    this.#casts = casts;
    const common = { network: { key: content, blob }, data, sample: ballot.sample, config: ballot.config };
    try {
      const froms = Array.from({ length: Math.ceil(total / PIECE) }, (_, i) => i * PIECE);
      await Promise.all(froms.map(async (from) => {
        const to = Math.min(from + PIECE, total);
        const piece = await this.#crew.run("votes", { ...common, from, to }, abort.signal);
        // A piece may end after its ballot was given up; the count is the next ballot's then.
        if (abort.signal.aborted) return;
        casts.set(piece, 2 * from);
        this.#done += to - from;
        this.announce();
      }));
      if (abort.signal.aborted) return;
      const certified = await this.#session.engine.any("certified", { ...common, casts });
      if (!abort.signal.aborted) this.#certified = certified;
    } catch (error) {
      abort.abort();
      if (this.#abort === abort && !(error instanceof WorkError && error.code === "cancelled")) {
        this.#problem = error instanceof Error ? error.message : String(error);
      }
    }
    if (this.#abort === abort) this.#abort = null;
    this.announce();
  }
}

const NOT_CAST = 0xffff_ffff;
