import { describe, expect, it } from "vitest";
import { Engine } from "../src/work/engine";
import { type Analyzed, type CallName, type Input, type Output, WorkError } from "../src/work/messages";
import type { Seat, Told } from "../src/work/pool";
import { type FileEntry, initialState, type State } from "../src/state/store";

/** A seat whose worker does what a test says. */
class FakeSeat {
  generation = 0;
  busy = false;
  calls: string[] = [];
  held = new Set<string>();
  /** What the next analyses throw; then they succeed. */
  failures: string[] = [];
  #hold: (() => void)[] = [];
  waiting = false;

  relieve(): void {}

  async call<N extends CallName>(name: N, input: Input<N>, _told?: (told: Told) => void, signal?: AbortSignal): Promise<Output<N>> {
    this.calls.push(name);
    const answer = await this.#answer(name, input as never, signal);
    return answer as Output<N>;
  }

  async #answer(name: CallName, input: never, signal?: AbortSignal): Promise<unknown> {
    if (name === "groups") {
      // a1 and a2 belong together, as SET and RESET would.
      const numbers = new Map<string, number>();
      return Uint32Array.from((input as Input<"groups">).paths, (p) => {
        const key = p.replace(/\d/, "");
        if (!numbers.has(key)) numbers.set(key, numbers.size);
        return numbers.get(key) ?? 0;
      });
    }
    if (name === "analyze") {
      const { group, files, options } = input as Input<"analyze">;
      if (this.waiting) {
        await new Promise<void>((resolve, reject) => {
          this.#hold.push(resolve);
          signal?.addEventListener("abort", () => reject(new WorkError({ code: "cancelled", message: "stopped" })));
        });
      }
      const failure = this.failures.shift();
      if (failure !== undefined) throw new WorkError({ code: failure, message: failure });
      this.held.add(group);
      const devices = files.map((f) => ({ file: f.path, block: "", partner: null, methods: { corrected: { usability: options.required_length } } }));
      const read = files.map((f) => ({ path: f.path, kind: "sweep", devices: 1, report: null, sentences: [], error: null }));
      return { files: read, document: { schema: 1, version: "0", options, devices, skipped: [] }, memory: 1 } as unknown as Analyzed;
    }
    const { group } = input as { group: string };
    if (!this.held.has(group)) throw new WorkError({ code: "gone", message: "gone" });
    return `${name} of ${group}`;
  }

  release(): void {
    this.waiting = false;
    for (const go of this.#hold.splice(0)) go();
  }

  die(): void {
    this.generation += 1;
    this.held.clear();
  }
}

const file = (path: string): FileEntry => ({ id: `id ${path}`, path, bytes: 1, origin: "dropped", content: path, settings: {} });
const state = (...paths: string[]): State => ({ ...initialState(), files: paths.map(file) });
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
function made(seats = 2): { engine: Engine; seats: FakeSeat[] } {
  const fakes = Array.from({ length: seats }, () => new FakeSeat());
  return { seats: fakes, engine: new Engine(fakes as unknown as Seat[], () => new Blob(["x"])) };
}
const names = (engine: Engine) => engine.devices.map((d) => d.name);

describe("the engine", () => {
  it("analyses groups on all seats and gives devices in the order of the files", async () => {
    const { engine, seats } = made();
    await engine.follow(state("a1", "b", "a2", "c"));
    await settle();
    expect(names(engine)).toEqual(["a1", "a2", "b", "c"]);
    expect(seats.flatMap((s) => s.calls).filter((c) => c === "analyze")).toHaveLength(3);
    expect(seats.every((s) => s.calls.includes("analyze"))).toBe(true);
    expect(engine.work).toBeNull();
  });

  it("does only what changed, and keeps the last result meanwhile", async () => {
    const { engine, seats } = made(1);
    await engine.follow(state("a", "b"));
    await settle();
    const [seat] = seats as [FakeSeat];
    seat.calls = [];
    await engine.follow(state("a", "b", "c"));
    await settle();
    expect(seat.calls.filter((c) => c === "analyze")).toHaveLength(1);
    seat.waiting = true;
    const changed = state("a", "b", "c");
    await engine.follow({ ...changed, properties: { ...changed.properties, requiredLength: 50 } });
    expect(engine.work?.total).toBe(3);
    expect(names(engine)).toEqual(["a", "b", "c"]);
    const before = engine.devices[0]?.version;
    seat.release();
    await settle();
    expect(engine.devices[0]?.record.methods.corrected?.usability).toBe(50);
    expect(engine.devices[0]?.version).not.toBe(before);
  });

  it("stops everything and takes it up again", async () => {
    const { engine, seats } = made(1);
    const [seat] = seats as [FakeSeat];
    seat.waiting = true;
    await engine.follow(state("a", "b"));
    engine.stop();
    await settle();
    expect(engine.work).toBeNull();
    expect(engine.fileState("id a")).toMatchObject({ status: "stopped" });
    expect(engine.fileState("id b").error?.message).toContain("Analyse again");
    seat.release();
    engine.again();
    await settle();
    expect(names(engine)).toEqual(["a", "b"]);
  });

  it("tells which file broke a worker, and reads the others", async () => {
    const { engine, seats } = made(1);
    (seats[0] as FakeSeat).failures = ["broken"];
    await engine.follow(state("a", "b"));
    await settle();
    expect(names(engine)).toEqual(["b"]);
    expect(engine.fileState("id a").error?.message).toContain("stopped inside the program");
  });

  it("does again what was lost with another call's worker", async () => {
    const { engine, seats } = made(1);
    (seats[0] as FakeSeat).failures = ["lost"];
    await engine.follow(state("a"));
    await settle();
    expect(names(engine)).toEqual(["a"]);
  });

  it("analyses again before it asks a new worker about a group", async () => {
    const { engine, seats } = made(1);
    const [seat] = seats as [FakeSeat];
    await engine.follow(state("a"));
    await settle();
    const input = { group: "id a", request: {} as never };
    expect(await engine.about("id a", "svg", input)).toBe("svg of id a");
    seat.die();
    expect(await engine.about("id a", "svg", input)).toBe("svg of id a");
    expect(seat.calls.filter((c) => c === "analyze")).toHaveLength(2);
  });

  it("answers several calls about a group whose worker is new", async () => {
    const { engine, seats } = made(1);
    const [seat] = seats as [FakeSeat];
    await engine.follow(state("a"));
    await settle();
    seat.die();
    const input = { group: "id a", request: {} as never };
    expect(await Promise.all([engine.about("id a", "svg", input), engine.about("id a", "picture", input), engine.about("id a", "table", input)])).toEqual(["svg of id a", "picture of id a", "table of id a"]);
    expect(seat.calls.filter((c) => c === "analyze")).toHaveLength(2);
  });

  it("leaves out what was removed, and forgets files that are gone", async () => {
    const { engine, seats } = made(1);
    await engine.follow(state("a", "b"));
    await settle();
    await engine.follow({ ...state("a", "b"), removed: [{ file: "a", block: "" }] });
    expect(names(engine)).toEqual(["b"]);
    await engine.follow(state("b"));
    await settle();
    expect(seats[0]?.calls).toContain("forget");
    await expect(engine.about("id a", "svg", { group: "id a", request: {} as never })).rejects.toThrow("removed");
  });

  it("says when the bytes of a file are gone", async () => {
    const fake = new FakeSeat();
    const engine = new Engine([fake as unknown as Seat], () => undefined);
    await engine.follow(state("a"));
    await settle();
    expect(engine.fileState("id a").error?.message).toContain("drop it again");
  });
});
