// Runs as they are kept, work on the crew, weights as colours.
import { describe, expect, it, vi } from "vitest";
import { initialProperties } from "../src/state/properties";
import { bestOf, configOf, nameOf, NOT_BEGUN, type Run, type RunProgress } from "../src/state/networks/run";
import { keptOf, packed, unpacked } from "../src/state/networks/packed";
import { isOwnData, isProgress, isRun, keysOf, withoutLost } from "../src/state/networks/saved";
import { drawKey, drawsOf, Sweeps } from "../src/state/networks/sweeps";
import { factsOf, shades } from "../src/state/networks/weights";
import { Session } from "../src/state/session";
import { initialState, Store } from "../src/state/store";
import { stateFrom } from "../src/state/save";
import { Crew } from "../src/work/crew";
import { WorkError } from "../src/work/messages";
import type { Seat } from "../src/work/pool";
import type { Outcome } from "../src/generated/types";

const usability = (u: number) => ({ device: "usability" as const, usability: u });
const config = configOf(initialProperties(), "erm", usability(0.5));
const run: Run = { id: "a", name: "ERM · moons", data: { task: "moons", noise: 0.1, seed: 1 }, config };
const outcome = (number: number, score: number | null) =>
  ({
    trial: { number, config: { rate: 0.01, noise: { layers: [] }, model: { name: "moons", input: { channels: 2, height: 1, width: 1 }, layers: [{ layer: "dense", outputs: 1, analog: true }] } } },
    score, clean: 0.9, stopped: { reason: "finished" }, history: [{ epoch: 1, loss: 0.5, accuracy: 0.8, validation: null }],
  }) as unknown as Outcome;
const done = (content: string): RunProgress => ({ ...NOT_BEGUN, status: "done", outcomes: [outcome(0, 0.8)], weights: { content, bytes: 3, of: 0 } });
const stateWith = (progress: Record<string, RunProgress>, runs: Run[] = [run]) => ({ ...initialState(), runs, progress });

describe("runs", () => {
  it("takes the settings of its task, and a search only where one is asked for", () => {
    expect([config.model, config.batch, config.epochs, config.trainings]).toEqual(["moons:5", 16, 100, 1]);
    const digits = configOf({ ...initialProperties(), task: "digits", trials: 9 }, "bayesmulti", usability(0.4));
    expect([digits.model, digits.batch, digits.epochs, digits.trainings]).toEqual([null, 64, 5, 9]);
    const own = configOf({ ...initialProperties(), strength: 0 }, "lognormal", usability(0.4));
    expect(own.noise.strength).toBeNull();
    expect(configOf({ ...initialProperties(), tune: "search" }, "erm", usability(1)).trainings).toBe(12);
  });

  it("chooses the highest score, of equals the first, whatever order they came in", () => {
    const all = [outcome(3, 0.9), outcome(1, null), outcome(2, 0.9), outcome(0, 0.7)];
    expect(bestOf(all)?.trial.number).toBe(2);
    expect(bestOf([outcome(0, null)])).toBeNull();
  });

  it("gets a name that no other has", () => {
    const taken = new Set(["ERM · moons", "ERM · moons (2)"]);
    expect(nameOf(config, run.data, taken)).toBe("ERM · moons (3)");
  });

  it("is taken away by undo, and brought back with what it learned since", () => {
    const store = new Store(initialState(), () => 0);
    store.change("train", (s) => ({ ...s, runs: [run] }));
    store.set("seed", 7);
    store.show((s) => ({ ...s, progress: { a: done("w") } }));
    store.undo();
    expect([store.state.properties.seed, store.state.runs.length, store.state.progress.a?.status]).toEqual([1, 1, "done"]);
    store.undo();
    expect(store.state.runs).toEqual([]);
    store.redo();
    expect([store.state.runs.length, store.state.progress.a?.status]).toEqual([1, "done"]);
  });
});

describe("what is kept of runs", () => {
  it("names its bytes, and gives up what lost them", () => {
    const own = { files: [{ name: "x.csv", bytes: 5, content: "x" }], form: { shape: { channels: 2, height: 1, width: 1 }, classes: 2 }, classes: ["a", "b"], samples: [7, 1, 2] as const, pixels: false };
    const other: Run = { ...run, id: "b", name: "b", data: { task: "own", seed: 1, own } };
    const state = { ...stateWith({ a: { ...done("w"), under: { 1: "c" } }, b: NOT_BEGUN }, [run, other]), own };
    expect([...keysOf(state)].map((k) => k.key).sort()).toEqual(["c", "w", "x"]);
    const left = withoutLost(state, (key) => key === "x");
    expect(left.progress.a).toMatchObject({ weights: null, outcomes: [], under: {}, status: "paused" });
    expect(left.progress.a?.problem).toMatch(/train it again/);
    expect(withoutLost(state, (key) => key === "w").runs.map((r) => r.id)).toEqual(["a"]);
    expect(withoutLost(state, () => true)).toEqual(state);
  });

  it("comes back from JSON as it was, and nonsense does not", () => {
    const state = stateWith({ a: done("w") });
    const back = stateFrom(JSON.parse(JSON.stringify({ ...state, draws: { k: [0.5, null] } })));
    expect([back.runs, back.progress, back.draws]).toEqual([state.runs, state.progress, { k: [0.5, null] }]);
    expect(stateFrom({ runs: [{ id: 1 }, null, { ...run, data: { task: "dogs" } }], progress: { a: { status: "flying" } }, draws: { k: ["x"] }, own: { files: [] } })).toMatchObject({ runs: [], progress: {}, draws: {}, own: null });
    expect([isRun(run), isProgress(done("w")), isOwnData(null)]).toEqual([true, true, false]);
    const damaged = (change: (run: { config: Record<string, unknown> }) => void) => {
      const copy = structuredClone(run) as unknown as { config: Record<string, unknown> };
      change(copy);
      return isRun(copy);
    };
    expect([damaged((r) => (r.config.device = { device: "measured" })), damaged((r) => (r.config.device = { device: "usability", usability: 0 })), damaged((r) => (r.config.method = "magic")), damaged((r) => (r.config.rate = "1"))]).toEqual([false, false, false, false]);
    const worse = (change: (o: Record<string, any>) => void) => {
      const copy = structuredClone(done("w")) as unknown as { outcomes: Record<string, any>[] };
      change(copy.outcomes[0]!);
      return isProgress(copy);
    };
    expect([worse((o) => (o.history = [null])), worse((o) => (o.trial.config = {})), worse((o) => (o.trial.config.model.layers = [null])), worse((o) => delete o.stopped)]).toEqual([false, false, false, false]);
    expect(stateFrom({ runs: [run, run, { ...run, id: "b" }] }).runs).toEqual([run]);
  });

  it("leaves out what came of runs that are gone", () => {
    const key = drawKey("w", { device: usability(0.5), which: "matrices", seed: 1 });
    const gone = drawKey("v", { device: usability(0.5), which: "matrices", seed: 1 });
    const kept = keptOf({ ...stateWith({ a: done("w"), b: done("v") }), draws: { [key]: [0.7], [gone]: [0.6], nonsense: [1] } });
    expect([Object.keys(kept.progress), Object.keys(kept.draws)]).toEqual([["a"], [key]]);
    expect(drawsOf({ [key]: [1] }, new Set())).toEqual({});
  });

  it("goes through a project file with its bytes; a run under way is paused there", async () => {
    const content = new Map([["w", new Blob([Uint8Array.of(1, 2, 255)])], ["c", new Blob([Uint8Array.of(9)])]]);
    const level = { device: usability(0.5), which: "matrices" as const, seed: 1 };
    const state = { ...stateWith({ a: { ...done("w"), status: "running" as const, under: { 1: "c" } } }), draws: { [drawKey("w", level)]: [0.7, null] } };
    const written = { of: "x", arrays: { 0: { siemens: [1e-6, 2.5e-7], faults: [{ row: 0, column: 1, fault: "dead" as const }] } } };
    expect((await unpacked(await packed({ ...state, written }, content), new Map())).written).toEqual(written);
    const text = await packed(state, content);
    const there = new Map<string, Blob>();
    const found = await unpacked(text, there);
    const [opened] = found.runs;
    // Under another id and other keys: what is here already stays as it is.
    expect(opened).toEqual({ ...run, id: opened?.id });
    expect(opened?.id).not.toBe("a");
    const now = found.progress[opened?.id ?? ""];
    expect([now?.status, now?.outcomes, Object.keys(now?.under ?? {})]).toEqual(["paused", state.progress.a?.outcomes, ["1"]]);
    const content_ = now?.weights?.content ?? "";
    expect([content_ === "w", there.has("w"), there.size]).toEqual([false, false, 2]);
    expect([...new Uint8Array(await there.get(content_)!.arrayBuffer())]).toEqual([1, 2, 255]);
    expect(Object.entries(found.draws)).toEqual([[drawKey(content_, level), [0.7, null]]]);
    expect(await packed(initialState(), content)).toBe("");
    expect(await unpacked("", there)).toMatchObject({ runs: [], own: null });
    await expect(unpacked("{", there)).rejects.toThrow(/damaged/);
  });
});

describe("a project file", () => {
  it("holds the weights that the state named, whatever replaces them while it is written", async () => {
    const content = new Map([["c", new Blob([Uint8Array.of(9)])], ["w", new Blob([Uint8Array.of(1, 2)])]]);
    const packing = packed(stateWith({ a: { ...done("w"), under: { 1: "c" } } }), content);
    content.clear();
    const there = new Map<string, Blob>();
    const found = await unpacked(await packing, there);
    expect([there.size, Object.values(found.progress)[0]?.weights]).toEqual([2, expect.anything()]);
  });
});

describe("data of one's own", () => {
  it("are the newest that were given, whichever are read first", async () => {
    const go: (() => void)[] = [];
    const about = { form: { shape: { channels: 2, height: 1, width: 1 }, classes: 2 }, classes: ["a", "b"], samples: [7, 1, 2], pixels: false };
    const seat = { busy: false, generation: 0, call: async (name: string) => (name === "dataAbout" ? (await new Promise<void>((resolve) => go.push(resolve)), about) : null) } as unknown as Seat;
    const session = new Session([seat], initialState(), new Map());
    const first = session.networks.give([{ path: "large.csv", blob: new Blob(["1"]) }]);
    const second = session.networks.give([{ path: "small.csv", blob: new Blob(["2"]) }]);
    await new Promise((resolve) => setTimeout(resolve));
    go[1]?.();
    expect(await second).toBe(true);
    go[0]?.();
    expect(await first).toBe(false);
    expect([session.store.state.own?.files[0]?.name, session.networks.reading]).toEqual(["small.csv", false]);
  });
});

describe("the crew", () => {
  const seatOf = (call: (name: string, input: unknown) => Promise<unknown>) => ({ call: vi.fn(call) }) as unknown as Seat & { call: ReturnType<typeof vi.fn> };
  const ask = (crew: Crew, id: number, signal = new AbortController().signal) => crew.run("spread", { accuracies: [id] }, signal);

  it("gives each worker one piece at a time, in order, and no more workers than are wanted", async () => {
    const [order, ends]: [number[], (() => void)[]] = [[], []];
    const call = (_: string, input: unknown) => new Promise((resolve) => {
      order.push((input as { accuracies: number[] }).accuracies[0] ?? -1);
      ends.push(() => resolve(null));
    });
    const crew = new Crew([seatOf(call), seatOf(call), seatOf(call)], () => 2);
    const all = [1, 2, 3, 4].map((id) => ask(crew, id));
    expect([order, crew.size]).toEqual([[1, 2], 2]);
    ends[1]?.();
    await all[1];
    await Promise.resolve();
    expect(order).toEqual([1, 2, 3]);
    ends[0]?.();
    ends[2]?.();
    await vi.waitFor(() => expect(order).toEqual([1, 2, 3, 4]));
    ends[3]?.();
    await Promise.all(all);
  });

  it("never begins what was given up while it waited", async () => {
    let end = () => {};
    const seat = seatOf(() => new Promise((resolve) => (end = () => resolve(null))));
    const crew = new Crew([seat], () => 0);
    const abort = new AbortController();
    const [first, second] = [ask(crew, 1), ask(crew, 2, abort.signal)];
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    end();
    await first;
    expect(seat.call).toHaveBeenCalledTimes(1);
  });

  it("begins again what was lost with its worker, but not for ever, and tells what failed", async () => {
    let left = 2;
    const lost = new WorkError({ code: "lost", message: "gone" });
    const crew = new Crew([seatOf(() => (left-- > 0 ? Promise.reject(lost) : Promise.resolve(null)))], () => 0);
    await expect(ask(crew, 1)).resolves.toBeNull();
    const never = new Crew([seatOf(() => Promise.reject(lost))], () => 0);
    await expect(ask(never, 1)).rejects.toBe(lost);
    const wrong = new WorkError({ code: "setting", message: "no" });
    const failing = seatOf(() => Promise.reject(wrong));
    await expect(ask(new Crew([failing], () => 0), 1)).rejects.toBe(wrong);
    expect(failing.call).toHaveBeenCalledTimes(1);
    // Lost after it was given up is given up.
    const abort = new AbortController();
    const late = new Crew([seatOf(() => { abort.abort(); return Promise.reject(lost); })], () => 0);
    await expect(ask(late, 1, abort.signal)).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("draws of drift", () => {
  const measured = (required: number) => ({ device: "measured" as const, name: "d", model: { schema: 1, method: null, sigma_choice: "estimate" as const, conductance: [1, 2], run_start: 0, run_end: 2, sigma: 0.1, length_factor: 1 }, options: { mapping: "corrected" as const, preserve: "median" as const, "required-len": required } });
  /** A session with a trained network, whose worker is `answer`. */
  const world = (answer: (config: { first: number; draws: number }) => Promise<number[]>) => {
    const store = new Store(stateWith({ a: done("w") }), () => 0);
    const session = { store, readOnly: false, content: new Map([["w", new Blob(["x"])]]) };
    const calls: [number, number][] = [];
    const seat = { call: async (_: string, input: { config: { first: number; draws: number } }) => {
      calls.push([input.config.first, input.config.draws]);
      return [{ usability: 1, sigma: 0, draws: await answer(input.config) }];
    } };
    const sweeps = new Sweeps(session as never, new Crew([seat as never, seat as never], () => 0));
    return { sweeps, store, calls };
  };
  const wish = (u: number, draws = 12) => ({ run, device: usability(u), which: "matrices" as const, draws, seed: 1 });
  const accuracy = (d: number) => d / 100;
  const good = ({ first, draws }: { first: number; draws: number }) => Promise.resolve(Array.from({ length: draws }, (_, i) => accuracy(first + i)));

  it("come by their numbers, a draw of each level first, and never twice", async () => {
    const { sweeps, store, calls } = world(good);
    sweeps.want([wish(0.5), wish(0.4)]);
    await vi.waitFor(() => expect(sweeps.working).toBe(false));
    expect(sweeps.draws(wish(0.4))).toEqual(Array.from({ length: 12 }, (_, d) => accuracy(d)));
    expect(calls.slice(0, 2)).toEqual([[0, 1], [0, 1]]);
    const drawn = calls.reduce((sum, [, n]) => sum + n, 0);
    expect(drawn).toBe(24);
    // More of them: only those that are missing; and those looked at in passing are not saved.
    sweeps.want([wish(0.5, 15), { ...wish(0.3), passing: true }]);
    await vi.waitFor(() => expect(sweeps.working).toBe(false));
    expect(calls.reduce((sum, [, n]) => sum + n, 0)).toBe(24 + 3 + 12);
    expect([sweeps.draws({ ...wish(0.3), passing: true }).length, Object.keys(store.state.draws).length]).toEqual([12, 2]);
  });

  it("are told when they are stopped, as far as they came, and no more after", async () => {
    // The third piece and those after it do not end.
    let pieces = 0;
    const { sweeps, store } = world((config) => (++pieces < 3 ? good(config) : new Promise(() => {})));
    const told: number[] = [];
    sweeps.want([wish(0.5, 500)]);
    // Pieces have come back, and the next handing on is not due yet.
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
    sweeps.stop();
    const stopped = sweeps.draws(wish(0.5, 500)).length;
    expect(stopped).toBeGreaterThan(0);
    store.subscribe(() => told.push(sweeps.draws(wish(0.5, 500)).length));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([sweeps.working, sweeps.draws(wish(0.5, 500)).length, told]).toEqual([false, stopped, []]);
  });

  it("say why they stopped, and go on with another wish", async () => {
    let broken = true;
    const { sweeps } = world((config) => (broken ? Promise.reject(new WorkError({ code: "analog", message: "too large" })) : good(config)));
    sweeps.want([wish(0.5)]);
    await vi.waitFor(() => expect(sweeps.problem).toMatch(/too large/));
    expect(sweeps.working).toBe(false);
    broken = false;
    sweeps.want([wish(0.6)]);
    await vi.waitFor(() => expect(sweeps.draws(wish(0.6)).length).toBe(12));
    expect([sweeps.problem, sweeps.working]).toEqual(["", false]);
  });

  it("are of the device with all that it is", () => {
    const key = (required: number) => drawKey("w", { device: measured(required), which: "matrices", seed: 1 });
    expect(key(35)).toBe(key(35));
    expect(key(35)).not.toBe(key(50));
  });
});

describe("weights as a picture", () => {
  it("are white at 0 and full at the largest", () => {
    expect([...shades(Float32Array.of(0, 2, -2, 1), 2)]).toEqual([255, 255, 255, 255, 213, 94, 0, 255, 0, 114, 178, 255, 234, 174, 128, 255]);
    expect([...shades(Float32Array.of(0), 0)]).toEqual([255, 255, 255, 255]);
  });

  it("tell what storing and drift did", () => {
    const facts = factsOf(Float32Array.of(1, -2, 0, 4), Float32Array.of(1, -2.5, 0, 4), Float32Array.of(1.05, -5, 0, 4.5));
    expect(facts).toEqual({ largest: 4, largestDrifted: 5, stored: 0.25, moved: 0.5 });
  });
});
