// A pool of workers. Every promise settles: a worker that breaks, traps, runs out of
// memory or does not answer is terminated and replaced, and its calls are told.
import type { Progress } from "../generated/types";
import { type CallName, type Failure, type FromWorker, type Input, type Live, type Output, type ToWorker, WorkError } from "./messages";

/** The part of a Worker that the pool uses. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface Limits {
  /** A worker that has begun and does nothing else must take a call up within this time. */
  taken: number;
  /** A call must be done, or tell of progress, within this time. */
  silent: number;
  /** A cancelled call must have stopped by itself within this time. */
  cancel: number;
  /** A worker with more wasm memory than this does not take up another group: it is replaced before. */
  memory: number;
}
export const LIMITS: Limits = { taken: 5_000, silent: 20_000, cancel: 80, memory: 512 * 2 ** 20 };

export interface Told {
  what: string;
  progress: Progress;
  live?: Live | undefined;
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
  #worker: WorkerLike | null = null;
  /** Whether the worker has begun; one that never did is not replaced until it is needed. */
  #ready = false;
  #pending = new Map<number, Pending>();
  /** Bytes of wasm memory, as last told; it never shrinks. */
  #memory = 0;
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
    this.#start();
  }

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  /** Gives the memory of a large worker back, if nothing runs in it. */
  relieve(): void {
    if (this.#memory > this.#limits.memory && !this.busy) this.replace({ code: "recycled", message: "the worker's memory is given back" });
  }

  call<N extends CallName>(name: N, input: Input<N>, onProgress?: (told: Told) => void, signal?: AbortSignal): Promise<Output<N>> {
    return new Promise<Output<N>>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new WorkError({ code: "cancelled", message: "stopped" }));
        return;
      }
      const id = this.#next++;
      const idle = this.#ready && this.#pending.size === 0;
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
      if (idle) this.#watchUntilTaken(pending);
      else this.#watch(pending);
      signal?.addEventListener("abort", () => this.#cancel(id), { once: true });
      try {
        (this.#worker ?? this.#start()).postMessage({ type: "call", id, name, input });
      } catch (error) {
        this.#settle(id)?.reject(new WorkError({ code: "message", message: `The data could not be handed to the worker: ${String(error)}` }));
      }
    });
  }

  /**
   * Terminates the worker now and puts a new one in the seat. The calls that were to blame
   * are rejected with the reason, the others are lost: they may be made again.
   */
  replace(why: Failure, blame: "all" | "none" | number = "all"): void {
    const began = this.#ready;
    this.#end();
    this.generation += 1;
    if (began) this.#start();
    const told = (id: number) => (blame === "all" || blame === id ? why : LOST);
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(new WorkError(told(id)));
    this.#onReplaced(why);
  }

  close(): void {
    this.#end();
    for (const id of [...this.#pending.keys()]) {
      this.#settle(id)?.reject(new WorkError({ code: "closed", message: "The page is closing." }));
    }
  }

  #end(): void {
    if (this.#worker !== null) {
      this.#worker.onmessage = this.#worker.onerror = this.#worker.onmessageerror = null;
      this.#worker.terminate();
    }
    this.#worker = null;
    this.#ready = false;
    this.#memory = 0;
  }

  #start(): WorkerLike {
    const worker = this.#make();
    this.#worker = worker;
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
        this.#ready = true;
        break;
      case "taken": {
        const pending = this.#pending.get(message.id);
        if (pending?.cancelled === false) this.#watch(pending);
        break;
      }
      case "progress": {
        const pending = this.#pending.get(message.id);
        if (pending === undefined || pending.cancelled) break;
        this.#watch(pending);
        pending.onProgress?.({ what: message.what, progress: message.progress, live: message.live });
        break;
      }
      case "done": {
        const output = message.output;
        if (hasMemory(output)) this.#memory = output.memory;
        this.#settle(message.id)?.resolve(output);
        break;
      }
      case "failed":
        this.#settle(message.id)?.reject(new WorkError(message.error));
        break;
      case "broken":
        this.replace(message.error, message.id ?? "all");
        break;
    }
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.cancelled = true;
    this.#worker?.postMessage({ type: "cancel", id });
    clearTimeout(pending.timer);
    // What does not stop by itself, such as the reading of one large file, is stopped.
    pending.timer = setTimeout(() => this.replace({ code: "cancelled", message: "stopped" }, id), this.#limits.cancel);
  }

  #watch(pending: Pending): void {
    this.#within(pending, this.#limits.silent, pending.id);
  }

  /** A worker that does not even take a call up is itself to blame, not the call. */
  #watchUntilTaken(pending: Pending): void {
    this.#within(pending, this.#limits.taken, "none");
  }

  #within(pending: Pending, limit: number, blame: "none" | number): void {
    clearTimeout(pending.timer);
    const why = { code: "silent", message: `the worker did not answer for ${Math.round(limit / 1000)} s` };
    pending.timer = setTimeout(() => this.replace(why, blame), limit);
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
