// A pool of workers. Every promise settles: a worker that breaks, traps, runs out of
// memory or does not answer is terminated and replaced, and its calls are told.
import type { Progress } from "../generated/types";
import { type CallName, type Failure, type FromWorker, type Input, type Output, type ToWorker, WorkError } from "./messages";

/** The part of a Worker that the pool uses. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface Limits {
  /** A call must be taken up within this time when the worker does nothing else. */
  taken: number;
  /** A call must be done, or tell of progress, within this time. */
  silent: number;
  /** A cancelled call must have stopped by itself within this time. */
  cancel: number;
  /** A worker with more wasm memory than this is replaced when its call is done. */
  memory: number;
}
export const LIMITS: Limits = { taken: 5_000, silent: 20_000, cancel: 80, memory: 512 * 2 ** 20 };

export interface Told {
  what: string;
  progress: Progress;
}

interface Pending {
  id: number;
  name: CallName;
  resolve(output: unknown): void;
  reject(error: WorkError): void;
  onProgress: ((told: Told) => void) | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  cancelled: boolean;
}

/** What becomes of the calls that shared a worker with the one that broke it. */
const LOST: Failure = { code: "lost", message: "the worker was replaced" };

/** One seat of the pool: the worker in it may be replaced. */
export class Seat {
  /** Grows with each replacement: what an earlier worker held is gone. */
  generation = 0;
  #worker: WorkerLike;
  #pending = new Map<number, Pending>();
  readonly #make: () => WorkerLike;
  readonly #begin: ToWorker;
  readonly #limits: Limits;
  readonly #onReplaced: (why: Failure) => void;
  #next = 1;

  constructor(make: () => WorkerLike, begin: ToWorker, limits: Limits, onReplaced: (why: Failure) => void) {
    this.#make = make;
    this.#begin = begin;
    this.#limits = limits;
    this.#onReplaced = onReplaced;
    this.#worker = this.#start();
  }

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  call<N extends CallName>(name: N, input: Input<N>, onProgress?: (told: Told) => void, signal?: AbortSignal): Promise<Output<N>> {
    return new Promise<Output<N>>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new WorkError({ code: "cancelled", message: "stopped" }));
        return;
      }
      const id = this.#next++;
      const alone = this.#pending.size === 0;
      const pending: Pending = {
        id,
        name,
        resolve: resolve as (output: unknown) => void,
        reject,
        onProgress,
        timer: undefined,
        cancelled: false,
      };
      this.#pending.set(id, pending);
      this.#watch(pending, alone ? this.#limits.taken : this.#limits.silent);
      signal?.addEventListener("abort", () => this.#cancel(id), { once: true });
      try {
        this.#worker.postMessage({ type: "call", id, name, input });
      } catch (error) {
        this.#settle(id)?.reject(new WorkError({ code: "message", message: `The data could not be handed to the worker: ${String(error)}` }));
      }
    });
  }

  /**
   * Terminates the worker now and puts a new one in the seat. The call that was to blame
   * is rejected with the reason; the others (or all, if none is to blame) are lost.
   */
  replace(why: Failure, culprit: number | null = null): void {
    this.#worker.onmessage = this.#worker.onerror = this.#worker.onmessageerror = null;
    this.#worker.terminate();
    this.generation += 1;
    this.#worker = this.#start();
    const lost = [...this.#pending.keys()];
    const told = (id: number) => (culprit === null || culprit === id ? why : LOST);
    for (const id of lost) this.#settle(id)?.reject(new WorkError(told(id)));
    this.#onReplaced(why);
  }

  close(): void {
    this.#worker.onmessage = this.#worker.onerror = this.#worker.onmessageerror = null;
    this.#worker.terminate();
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id)?.reject(new WorkError({ code: "closed", message: "The page is closing." }));
    }
  }

  #start(): WorkerLike {
    const worker = this.#make();
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.replace({ code: "broken", message: event.message || "the worker stopped" });
    };
    worker.onmessageerror = () => this.replace({ code: "broken", message: "a message could not be read" });
    worker.postMessage(this.#begin);
    return worker;
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case "ready":
        break;
      case "taken": {
        const pending = this.#pending.get(message.id);
        if (pending?.cancelled === false) this.#watch(pending, this.#limits.silent);
        break;
      }
      case "progress": {
        const pending = this.#pending.get(message.id);
        if (pending === undefined || pending.cancelled) break;
        this.#watch(pending, this.#limits.silent);
        pending.onProgress?.({ what: message.what, progress: message.progress });
        break;
      }
      case "done": {
        const output = message.output;
        this.#settle(message.id)?.resolve(output);
        if (hasMemory(output) && output.memory > this.#limits.memory && !this.busy) {
          this.replace({ code: "recycled", message: "the worker's memory is given back" });
        }
        break;
      }
      case "failed":
        this.#settle(message.id)?.reject(new WorkError(message.error));
        break;
      case "broken":
        this.replace(message.error, message.id);
        break;
    }
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.cancelled = true;
    this.#worker.postMessage({ type: "cancel", id });
    clearTimeout(pending.timer);
    // What does not stop by itself, such as the reading of one large file, is stopped.
    pending.timer = setTimeout(() => this.replace({ code: "cancelled", message: "stopped" }, id), this.#limits.cancel);
  }

  #watch(pending: Pending, limit: number): void {
    clearTimeout(pending.timer);
    pending.timer = setTimeout(
      () => this.replace({ code: "silent", message: `the worker did not answer for ${Math.round(limit / 1000)} s` }, pending.id),
      limit,
    );
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (pending !== undefined) clearTimeout(pending.timer);
    this.#pending.delete(id);
    return pending;
  }
}

function hasMemory(output: unknown): output is { memory: number } {
  return typeof output === "object" && output !== null && "memory" in output && typeof output.memory === "number";
}

/** How many workers: all cores but the page's own, from two to four. */
export function seatsFor(cores: number | undefined): number {
  return Math.min(Math.max((cores ?? 2) - 1, 2), 4);
}
