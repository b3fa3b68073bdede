// Long work of stations that are loaded later: what, how far, and how it is stopped.
import { Teller } from "./teller";

export interface Job {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  stop(): void;
}

export class Jobs extends Teller {
  #all = new Map<string, Job>();

  /** Says how far some work is; null when it has ended. */
  put(name: string, job: Job | null): void {
    if (job === null && !this.#all.delete(name)) return;
    if (job !== null) this.#all.set(name, job);
    this.announcePaced(job === null ? 0 : 70);
  }

  /** What to show of them: the one that began first. */
  get work(): Job | null {
    return this.#all.values().next().value ?? null;
  }

  stop(): void {
    for (const job of [...this.#all.values()]) job.stop();
  }
}
