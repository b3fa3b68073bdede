// What each effect costs: computed when the effects have rested for a moment, kept while they
// stay as they are.
import type { WaterfallResult } from "../../generated/types";
import { WorkError } from "../../work/messages";
import type { Session } from "../session";
import { Teller } from "../teller";
import type { Frames } from "./frames";
import type { Wanted } from "./wish";

const REST_MS = 500;
const MOST = 20;

export interface Fallen {
  readonly wanted: Wanted;
  readonly result: WaterfallResult;
}

export class Falls extends Teller {
  readonly #session: Session;
  readonly #frames: Frames;
  #kept = new Map<string, Fallen>();
  #last: Fallen | null = null;
  #key = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;
  #progress = { done: 0, total: 1 };
  #problem = "";

  constructor(session: Session, frames: Frames) {
    super();
    this.#session = session;
    this.#frames = frames;
    // After the frames, which know what is wanted.
    session.store.subscribe(() => this.#follow());
    frames.subscribe(() => this.#follow());
    this.#follow();
  }

  /** The last result, and whether it is of the effects as they are. */
  get last(): { fallen: Fallen; current: boolean } | null {
    return this.#last === null ? null : { fallen: this.#last, current: this.#kept.get(this.#key) === this.#last };
  }

  get working(): boolean {
    return this.#abort !== null;
  }

  /** Whether it begins when the effects have rested. */
  get waiting(): boolean {
    return this.#timer !== undefined;
  }

  get progress(): { done: number; total: number } {
    return this.#progress;
  }

  get problem(): string {
    return this.#problem;
  }

  /** Everything that it depends on; what is looked at is not part of it. */
  #keyOf({ wish: { chip, effects, look } }: Wanted): string {
    return JSON.stringify([chip.key, effects, look.seed, this.#session.store.state.properties.fallDraws]);
  }

  #follow(): void {
    const { station, falls } = this.#session.store.state.properties;
    const wanted = this.#frames.wanted;
    const key = station !== "crossbar" || wanted === null ? "" : this.#keyOf(wanted);
    const there = this.#kept.get(key);
    const asked = falls && key !== "" && there === undefined && this.#frames.problem === "" && !this.#session.readOnly;
    if (key === this.#key && asked === (this.working || this.waiting || this.#problem !== "")) return;
    this.#end();
    this.#key = key;
    if (there !== undefined) this.#last = there;
    if (asked && wanted !== null) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        void this.#compute(wanted, key);
      }, REST_MS);
    }
    // While one drags, what is told here is not what one looks at.
    this.announcePaced(150);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#problem = "";
    this.#abort?.abort();
    this.#abort = null;
    this.#session.jobs.put("falls", null);
  }

  stop(): void {
    this.#session.set("falls", false);
  }

  async #compute({ wish }: Wanted, key: string): Promise<void> {
    const wanted = this.#frames.wanted;
    if (wanted === null) return;
    const abort = new AbortController();
    this.#abort = abort;
    const { properties } = this.#session.store.state;
    const tell = (done: number, total: number) => {
      this.#progress = { done, total };
      this.#session.jobs.put("falls", { what: "what each effect costs", done: Math.floor((100 * done) / total), total: 100, stop: () => this.stop() });
      this.announcePaced(100);
    };
    tell(0, 1);
    try {
      const input = { chip: wish.chip, effects: wish.effects, draws: properties.fallDraws, seed: wish.look.seed };
      const result = await this.#session.networks.crew.run("chipFalls", input, abort.signal, ({ progress }) => tell(progress.done, progress.total));
      if (abort.signal.aborted) return;
      this.#last = { wanted, result };
      this.#kept.set(key, this.#last);
      for (const old of this.#kept.keys()) if (this.#kept.size > MOST) this.#kept.delete(old);
    } catch (error) {
      if (abort.signal.aborted || (error instanceof WorkError && error.code === "cancelled")) return;
      this.#problem = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.#abort === abort) {
        this.#abort = null;
        this.#session.jobs.put("falls", null);
        this.announce();
      }
    }
  }
}
