// From the state to results: which files belong together, who analyses them, what came out.
import type { Options } from "../generated/types";
import type { FileEntry, State } from "../state/store";
import { type Device, deviceId, type FileState, type Finding, Findings, type Skipped, type Status } from "./findings";
import {
  type Analyzed,
  type CallName,
  type Failure,
  type FileToRead,
  type Input,
  type Output,
  WorkError,
} from "./messages";
import { optionsOf } from "./options";
import type { Seat, Told } from "./pool";
import { Teller } from "../state/teller";

interface Group extends Finding {
  id: string;
  files: readonly FileEntry[];
  /** What has to be read, and analysed how. */
  reading: string;
  options: string;
  status: Status;
  told: Told | null;
  result: Analyzed | null;
  error: Failure | null;
  version: number;
  /** How often a worker was lost with it, one after another. */
  lost: number;
  seat: { seat: Seat; generation: number } | null;
  abort: AbortController | null;
}

/** How often a group begins again because its worker was lost. */
const MOST_LOST = 3;

export class Engine extends Teller {
  readonly seats: readonly Seat[];
  readonly #content: (key: string) => Blob | undefined;
  #groups = new Map<string, Group>();
  #order: string[] = [];
  #heavy = new Map<Seat, Group>();
  #waiting: Group[] = [];
  #partition: { paths: string; numbers: Promise<readonly number[]> } | null = null;
  #wanted: State | null = null;
  #removed: ReadonlySet<string> = new Set();
  #findings: Findings | null = null;
  #started = 0;
  #version = 0;
  /** Called when any group has come to an end. */
  #ends: (() => void)[] = [];

  constructor(seats: readonly Seat[], content: (key: string) => Blob | undefined) {
    super();
    this.seats = seats;
    this.#content = content;
  }

  /** Tells at once, or a little later what would come too fast to be seen; the end of all work is told at once. */
  #tell(): void {
    const pace = Math.min(Math.max(this.#groups.size / 4, 30), 300);
    this.announcePaced(this.#waiting.length + this.#heavy.size === 0 ? 0 : pace);
  }

  /** The results are others than before. */
  #changed(): void {
    this.#findings = null;
    this.#tell();
  }

  /** Brings the analyses up to date with the state. */
  async follow(state: State): Promise<void> {
    this.#wanted = state;
    const paths = state.files.map((file) => file.path);
    const numbers = await this.#numbers(paths);
    if (this.#wanted !== state) return;
    const options = JSON.stringify(optionsOf(state.properties));
    const members = new Map<number, FileEntry[]>();
    state.files.forEach((file, at) => {
      const number = numbers[at] ?? at;
      members.set(number, [...(members.get(number) ?? []), file]);
    });
    const kept = new Map<string, Group>();
    for (const files of members.values()) {
      const id = files[0]?.id;
      if (id === undefined) continue;
      kept.set(id, this.#brought(this.#groups.get(id), id, files, options));
    }
    for (const group of this.#groups.values()) if (!kept.has(group.id)) this.#drop(group);
    this.#groups = kept;
    this.#order = [...kept.keys()];
    this.#removed = new Set(state.removed.map(deviceId));
    this.#pump();
    this.#changed();
    for (const end of this.#ends.splice(0)) end();
  }

  #numbers(paths: string[]): Promise<readonly number[]> {
    const joined = paths.join("\n");
    if (this.#partition?.paths !== joined) {
      const numbers = paths.length < 2 ? Promise.resolve([0]) : this.any("groups", { paths }).then((n) => [...n]);
      this.#partition = { paths: joined, numbers: numbers.catch(() => paths.map((_, at) => at)) };
    }
    return this.#partition.numbers;
  }

  #brought(old: Group | undefined, id: string, files: FileEntry[], options: string): Group {
    const reading = JSON.stringify(files.map((f) => [f.id, f.path, f.content, f.model ?? null, f.settings]));
    if (old !== undefined && old.reading === reading && old.options === options) return old;
    const group: Group = {
      id, files, reading, options, status: "waiting", told: null, error: null,
      // The last result stays on the page until the next one is there.
      result: old?.result ?? null,
      version: old?.version ?? 0,
      lost: 0,
      seat: old?.seat ?? null,
      abort: null,
    };
    if (old !== undefined) {
      old.abort?.abort();
      this.#waiting = this.#waiting.filter((g) => g !== old);
    }
    this.#enqueue(group);
    return group;
  }

  #enqueue(group: Group): void {
    if (this.#waiting.length === 0 && this.#heavy.size === 0) this.#started = performance.now();
    group.status = "waiting";
    group.error = null;
    this.#waiting.push(group);
  }

  #drop(group: Group): void {
    group.abort?.abort();
    this.#waiting = this.#waiting.filter((g) => g !== group);
    // What runs is forgotten when it has stopped.
    const holder = this.#holder(group);
    if (holder !== null && this.#heavy.get(holder)?.id !== group.id) this.#forget(holder, group.id);
  }

  #forget(seat: Seat, group: string): void {
    void seat.call("forget", { group }).catch(() => {});
  }

  #holder(group: Group): Seat | null {
    return group.seat !== null && group.seat.generation === group.seat.seat.generation ? group.seat.seat : null;
  }

  #pump(): void {
    for (const group of [...this.#waiting]) {
      const free = this.seats.filter((seat) => !this.#heavy.has(seat));
      if (free.length === 0) return;
      const holder = this.#holder(group);
      const seat = holder !== null && free.includes(holder) ? holder : holder === null ? free[0] : undefined;
      if (seat === undefined) continue;
      this.#waiting = this.#waiting.filter((g) => g !== group);
      void this.#run(group, seat);
    }
  }

  async #run(group: Group, seat: Seat): Promise<void> {
    this.#heavy.set(seat, group);
    group.abort = new AbortController();
    group.status = "running";
    if (this.#holder(group) === null) seat.relieve();
    this.#changed();
    const { generation } = seat;
    const told = (told: Told) => {
      group.told = told;
      this.#tell();
    };
    try {
      const files = group.files.map((file) => this.#toRead(file));
      const options = JSON.parse(group.options) as Partial<Options>;
      const input = { group: group.id, files, reading: group.reading, options };
      const result = await seat.call("analyze", input, told, group.abort.signal);
      group.result = result;
      group.status = "done";
      group.lost = 0;
      group.version = ++this.#version;
      group.seat = { seat, generation };
    } catch (error) {
      const failure = error instanceof WorkError ? error : new WorkError({ code: "internal", message: String(error) });
      const stopped = group.abort?.signal.aborted === true;
      if (failure.code === "lost" && !stopped && ++group.lost < MOST_LOST) {
        // The worker was lost for another reason: this one begins again.
        this.#enqueue(group);
      } else {
        // A result that was there before stays, with the settings that it was made with.
        const why = stopped && failure.code === "lost" ? new WorkError({ code: "cancelled", message: "stopped" }) : failure;
        if (why.code !== "cancelled") group.result = null;
        group.status = why.code === "cancelled" ? "stopped" : "failed";
        group.error = { code: why.code, message: sentence(why, group.files[0]?.path ?? "") };
        group.version = ++this.#version;
      }
    } finally {
      group.told = null;
      group.abort = null;
      this.#heavy.delete(seat);
      this.#leave(group, seat, generation);
      this.#pump();
      this.#changed();
      for (const end of this.#ends.splice(0)) end();
    }
  }

  /** What becomes of a worker's copy of a group that is no longer the group of that name. */
  #leave(group: Group, seat: Seat, generation: number): void {
    const now = this.#groups.get(group.id);
    if (now === group) return;
    this.#waiting = this.#waiting.filter((g) => g !== group);
    if (seat.generation !== generation) return;
    if (now?.status === "waiting" && now.seat === null) now.seat = { seat, generation };
    else if (now === undefined || this.#holder(now) !== seat) this.#forget(seat, group.id);
  }

  #toRead(file: FileEntry): FileToRead {
    const { path, settings, model } = file;
    if (model !== undefined) return { path, settings, content: { model, seed: 1 } };
    const blob = file.content === null ? undefined : this.#content(file.content);
    if (blob === undefined) throw new WorkError({ code: "lost-bytes", message: `${path} is no longer stored in this browser; drop it again.` });
    return { path, settings, content: blob };
  }

  /** Stops everything that runs or waits. */
  stop(): void {
    for (const group of this.#waiting) {
      group.status = "stopped";
      group.error = { code: "cancelled", message: "Stopped before it was read; choose “Analyse again”." };
    }
    this.#waiting = [];
    for (const group of this.#heavy.values()) group.abort?.abort();
    this.#changed();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Takes up again what was stopped or failed. */
  again(fileId?: string): void {
    for (const group of this.#groups.values()) {
      const meant = fileId === undefined || group.files.some((f) => f.id === fileId);
      if (meant && (group.status === "stopped" || group.status === "failed")) this.#enqueue(group);
    }
    this.#pump();
    this.#changed();
  }

  get #found(): Findings {
    this.#findings ??= new Findings(this.#order.flatMap((id) => this.#groups.get(id) ?? []), this.#removed);
    return this.#findings;
  }

  /** Every analysed device but the removed ones, in the order of the files. */
  get devices(): readonly Device[] {
    return this.#found.devices;
  }

  fileState(fileId: string): FileState {
    return this.#found.file(fileId);
  }

  /** Why the files that gave no device gave none. */
  get skipped(): readonly Skipped[] {
    return this.#found.skipped;
  }

  /** What is going on, for the status line; null when the page is at rest. */
  get work(): { what: string; done: number; total: number; left: number | null } | null {
    const open = this.#waiting.length + this.#heavy.size;
    if (open === 0) return null;
    const total = this.#groups.size;
    const running = [...this.#heavy.values()];
    const parts = running.map((g) => (g.told === null || g.told.progress.total === 0 ? 0 : g.told.progress.done / g.told.progress.total));
    const done = Math.max(total - open, 0) + parts.reduce((a, b) => a + b, 0) * 0.98;
    const elapsed = performance.now() - this.#started;
    const left = done > 0.02 * total && elapsed > 500 ? (elapsed / done) * (total - done) : null;
    const told = running.find((g) => g.told !== null)?.told;
    const name = running[0]?.files[0];
    return { what: told?.what ?? (name === undefined ? "waiting" : `reading ${name.path}`), done, total, left };
  }

  /** A call that any worker can do. */
  async any<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const idle = () => this.seats.find((seat) => !seat.busy) ?? this.seats.find((s) => !this.#heavy.has(s)) ?? this.seats[0];
    for (let attempt = 0; ; attempt += 1) {
      try {
        const seat = idle();
        if (seat === undefined) throw new WorkError({ code: "closed", message: "There is no worker." });
        return await seat.call(name, input);
      } catch (error) {
        if (!(error instanceof WorkError) || error.code !== "lost" || attempt >= 2) throw error;
      }
    }
  }

  /** A call about a group; if its worker was replaced, the group is analysed again first. */
  async about<N extends CallName>(id: string, name: N, input: Input<N>): Promise<Output<N>> {
    for (let attempt = 0; ; attempt += 1) {
      const group = this.#groups.get(id);
      if (group === undefined) throw new WorkError({ code: "gone", message: "The device was removed." });
      if (group.status === "waiting" || group.status === "running") {
        await new Promise<void>((resolve) => this.#ends.push(resolve));
        // Another call may have put it back into the row meanwhile.
        attempt -= 1;
        continue;
      }
      if (group.status !== "done") throw new WorkError({ code: "gone", message: "The analysis was stopped or failed; choose “Analyse again” at its file." });
      const holder = this.#holder(group);
      try {
        if (holder !== null) return await holder.call(name, input);
      } catch (error) {
        const again = error instanceof WorkError && ["lost", "gone", "not-finished"].includes(error.code);
        if (!again || attempt >= MOST_LOST) throw error;
        if (error.code !== "not-finished") group.seat = null;
        continue;
      }
      if (attempt >= MOST_LOST) throw new WorkError({ code: "lost", message: "The workers of this page do not answer; reload it." });
      this.#enqueue(group);
      this.#pump();
      this.#changed();
    }
  }
}

function sentence(failure: WorkError, path: string): string {
  switch (failure.code) {
    case "cancelled":
      return "Stopped; choose “Analyse again” to take it up.";
    case "broken":
      return `The analysis of ${path} stopped inside the program (${failure.message}); the other devices are safe. Check the file's units and columns, and report it if it stays.`;
    case "silent":
      return `The analysis of ${path} was stopped: ${failure.message}. Try again, or with fewer points.`;
    case "lost":
      return `The workers of this page do not answer, so ${path} could not be analysed; reload the page.`;
    case "start":
      return `The program could not be started in the background (${failure.message}); close other pages to free memory and reload this one.`;
    default:
      return failure.message;
  }
}
