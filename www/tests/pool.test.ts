import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LIMITS, Seat, seatsFor, type WorkerLike } from "../src/work/pool";
import type { FromWorker, ToWorker } from "../src/work/messages";

class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  heard: ToWorker[] = [];
  terminated = false;
  postMessage(message: ToWorker) {
    this.heard.push(message);
  }
  terminate() {
    this.terminated = true;
  }
  say(message: FromWorker) {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  get calls() {
    return this.heard.filter((m) => m.type === "call");
  }
}

let made: FakeWorker[];
let replaced: string[];
let seat: Seat;
const newest = () => made.at(-1) as FakeWorker;
const failing = (promise: Promise<unknown>) => promise.then(() => "done", (error: { code: string; message: string }) => error.code);

beforeEach(() => {
  vi.useFakeTimers();
  made = [];
  replaced = [];
  const make = () => {
    made.push(new FakeWorker());
    return newest();
  };
  seat = new Seat(make, { type: "begin", module: {} as WebAssembly.Module }, LIMITS, (why) => replaced.push(why.code));
  newest().say({ type: "ready", version: "1" });
});
afterEach(() => vi.useRealTimers());

describe("a seat of the pool", () => {
  it("gives what the worker gives, by id", async () => {
    const a = seat.call("groups", { paths: ["a"] });
    const b = seat.call("groups", { paths: ["b"] });
    newest().say({ type: "done", id: 2, output: "second" });
    newest().say({ type: "done", id: 1, output: "first" });
    expect(await a).toBe("first");
    expect(await b).toBe("second");
    expect(seat.busy).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects with the worker's own sentence and keeps the worker", async () => {
    const call = seat.call("sample", { name: "x" });
    newest().say({ type: "failed", id: 1, error: { code: "unknown-sample", message: "there is no sample" } });
    expect(await failing(call)).toBe("unknown-sample");
    expect(newest().terminated).toBe(false);
  });

  it("replaces a worker that breaks: the one to blame is told why, the others are lost", async () => {
    const first = made[0];
    const calls = [seat.call("sample", { name: "a" }), seat.call("sample", { name: "b" })].map(failing);
    first?.say({ type: "broken", id: 1, error: { code: "broken", message: "panicked" } });
    expect(await Promise.all(calls)).toEqual(["broken", "lost"]);
    expect(first?.terminated).toBe(true);
    expect(made).toHaveLength(2);
    expect(seat.generation).toBe(1);
    expect(newest().heard[0]?.type).toBe("begin");
    expect(replaced).toEqual(["broken"]);
    const next = seat.call("sample", { name: "c" });
    newest().say({ type: "done", id: 3, output: "fine" });
    expect(await next).toBe("fine");
  });

  it("replaces a worker that errs without a word", async () => {
    const call = failing(seat.call("sample", { name: "a" }));
    newest().onerror?.({ message: "out of memory", preventDefault() {} } as unknown as ErrorEvent);
    expect(await call).toBe("broken");
    expect(made).toHaveLength(2);
  });

  it("replaces a worker that does not take a call up", async () => {
    const call = failing(seat.call("sample", { name: "a" }));
    vi.advanceTimersByTime(LIMITS.taken - 1);
    expect(made).toHaveLength(1);
    vi.advanceTimersByTime(1);
    // The worker is to blame, so the call may be made again.
    expect(await call).toBe("lost");
    expect(replaced).toEqual(["silent"]);
    expect(made).toHaveLength(2);
  });

  it("gives a worker that has just begun time, and does not start one in vain again and again", async () => {
    seat.replace({ code: "recycled", message: "" });
    const call = failing(seat.call("sample", { name: "a" }));
    vi.advanceTimersByTime(LIMITS.taken + 1);
    expect(made).toHaveLength(2);
    newest().say({ type: "broken", id: null, error: { code: "start", message: "no memory" } });
    expect(await call).toBe("start");
    vi.advanceTimersByTime(60_000);
    expect(made).toHaveLength(2);
    const next = seat.call("sample", { name: "b" });
    expect(made).toHaveLength(3);
    expect(newest().heard.map((m) => m.type)).toEqual(["begin", "call"]);
    newest().say({ type: "ready", version: "1" });
    newest().say({ type: "done", id: 2, output: "fine" });
    expect(await next).toBe("fine");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits as long as there is progress", async () => {
    const told: number[] = [];
    const call = seat.call("sample", { name: "a" }, ({ progress }) => told.push(progress.done));
    newest().say({ type: "taken", id: 1 });
    for (let n = 1; n <= 5; n += 1) {
      vi.advanceTimersByTime(LIMITS.silent - 1);
      newest().say({ type: "progress", id: 1, what: "reading", progress: { done: n, total: 5 } });
    }
    expect(made).toHaveLength(1);
    expect(told).toEqual([1, 2, 3, 4, 5]);
    const end = failing(call);
    vi.advanceTimersByTime(LIMITS.silent);
    expect(await end).toBe("silent");
  });

  it("asks first and terminates after when a call is cancelled", async () => {
    const abort = new AbortController();
    const call = failing(seat.call("sample", { name: "a" }, undefined, abort.signal));
    abort.abort();
    expect(newest().heard.at(-1)).toEqual({ type: "cancel", id: 1 });
    // Progress that was under way must not put the end off.
    vi.advanceTimersByTime(LIMITS.cancel / 2);
    newest().say({ type: "progress", id: 1, what: "reading", progress: { done: 1, total: 2 } });
    vi.advanceTimersByTime(LIMITS.cancel / 2);
    expect(await call).toBe("cancelled");
    expect(made).toHaveLength(2);
  });

  it("keeps the worker that stops by itself", async () => {
    const abort = new AbortController();
    const call = failing(seat.call("sample", { name: "a" }, undefined, abort.signal));
    abort.abort();
    newest().say({ type: "failed", id: 1, error: { code: "cancelled", message: "stopped" } });
    expect(await call).toBe("cancelled");
    vi.advanceTimersByTime(60_000);
    expect(made).toHaveLength(1);
  });

  it("does not begin what is cancelled before", async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await failing(seat.call("sample", { name: "a" }, undefined, abort.signal))).toBe("cancelled");
    expect(newest().calls).toHaveLength(0);
  });

  it("gives memory back after a large job", async () => {
    const call = seat.call("forget", { group: "g" });
    newest().say({ type: "done", id: 1, output: { memory: LIMITS.memory + 1 } });
    await call;
    // What the worker holds is still of use.
    expect(made).toHaveLength(1);
    const running = failing(seat.call("sample", { name: "a" }));
    seat.relieve();
    expect(made).toHaveLength(1);
    newest().say({ type: "done", id: 2, output: null });
    expect(await running).toBe("done");
    seat.relieve();
    seat.relieve();
    expect(made).toHaveLength(2);
    expect(replaced).toEqual(["recycled"]);
  });
});

describe("how many workers", () => {
  it("leaves a core to the page, from two to four", () => {
    expect([undefined, 1, 2, 4, 5, 64].map(seatsFor)).toEqual([2, 2, 2, 3, 4, 4]);
  });
});
