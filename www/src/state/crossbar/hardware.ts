// A board that drives an array: connected by hand, read at first, armed by hand, stopped on every
// way out. What was measured stays when it has ended.
import { Port, type SerialPortLike, serialOf } from "../../work/port";
import type { Connected, Dialect, Emulation, FromLink, Inferred, Job, JobName, Measured, ToLink, Written } from "../../work/link-messages";
import linkAddress from "../../work/link-worker.ts?worker&url";
import { scriptAddress } from "../../work/trusted";
import type { PortSettings, Targets } from "../../generated/types";
import type { Session } from "../session";
import { Teller } from "../teller";
import { READ_VOLTS } from "./effects";
import type { Frames } from "./frames";
import { emulatorLimits } from "./limits";
import { configOf, modelOf } from "./writer";

export type Phase = "apart" | "connecting" | "connected";

/** What the page knows of a board, and what it measured; kept after the end. */
export interface Board {
  readonly emulated: boolean;
  readonly dialect: Dialect;
  /** The device whose pulses an emulated board's devices take; empty where they are assumed. */
  readonly device: string;
  readonly said: Connected;
}

/** Of a board, what is written is said apart. */
const NO_TARGETS: Targets = { rows: 0, columns: 0, conductance: [] };

export class Hardware extends Teller {
  readonly #session: Session;
  readonly #frames: Frames;
  #worker: Worker | null = null;
  #port: Port | null = null;
  /** Which connecting it is: what an earlier one still brings is let go. */
  #attempt = 0;
  #settings: { resolve(settings: PortSettings): void; reject(error: Error): void } | null = null;
  /** What the board said to the stop was heard, or is not waited for any more. */
  #heard: () => void = () => {};
  #closing: Promise<void> = Promise.resolve();
  phase: Phase = "apart";
  /** Why the last session ended, in a sentence; empty while one goes on. */
  why = "";
  /** What was refused last; the session goes on. */
  problem = "";
  board: Board | null = null;
  /** After the end: whether the board said that it stopped; null until that is known. */
  halted: boolean | null = null;
  armed = false;
  job: { name: JobName; done: number; total: number } | null = null;
  measured: Measured | null = null;
  written: Written | null = null;
  inferred: Inferred | null = null;
  /** Whether what was read is newer than what was written. */
  readLast = false;
  /** Grows with everything that is measured. */
  version = 0;

  constructor(session: Session, frames: Frames) {
    super();
    this.#session = session;
    this.#frames = frames;
    session.store.subscribe(() => session.store.state.properties.station !== "crossbar" && this.end("The page went to another station, so the board was stopped."));
    // Stopped whatever the page goes through; nothing here waits.
    addEventListener("pagehide", () => this.end("The page was left, so the board was stopped."));
    addEventListener("keydown", (event) => event.key === "Escape" && this.phase !== "apart" && this.end("Stopped as asked."), { capture: true });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && (this.armed || this.job !== null)) this.end("The page was hidden, where a browser may let it sleep, so the board was stopped; keep it in sight while a board is armed or at work.");
    });
  }

  /** Whether the browser can open ports. */
  get ports(): boolean {
    return serialOf(navigator) !== null;
  }

  /** Whether it will be the emulated board. */
  get emulator(): boolean {
    return this.#session.store.state.properties.boardTo === "emulator" || !this.ports;
  }

  /** The limits that count, as text; empty where the operator has chosen none yet. */
  get limits(): string {
    const { limits } = this.#session.store.state;
    if (limits !== null) return limits.text;
    const side = this.#frames.wanted?.wish.chip.options.rows ?? 10;
    return this.emulator ? JSON.stringify(emulatorLimits(side)) : "";
  }

  // -- connecting --------------------------------------------------------------------

  /** By a click: a browser asks for a port only then. */
  async connect(): Promise<void> {
    if (this.phase !== "apart" || this.limits === "") return;
    const { boardDialect: dialect } = this.#session.store.state.properties;
    const { emulator, limits } = this;
    const asked = emulator ? null : serialOf(navigator)?.requestPort();
    // What an earlier worker still says is of an earlier session.
    this.#worker?.terminate();
    this.#worker = null;
    const attempt = ++this.#attempt;
    const gone = () => attempt !== this.#attempt || this.phase !== "connecting";
    this.phase = "connecting";
    [this.why, this.problem, this.board, this.armed, this.halted] = ["", "", null, false, null];
    this.announce();
    try {
      const port = asked == null ? null : await asked.catch((error: unknown) => {
        throw new Error(error instanceof DOMException && error.name === "NotFoundError" ? "no port was chosen" : `the browser gave no port: ${messageOf(error)}`);
      });
      if (gone()) return;
      const settings = await new Promise<PortSettings>((resolve, reject) => {
        this.#settings = { resolve, reject };
        this.#tell({ type: "prepare", dialect, limits });
      });
      if (port !== null) {
        // It may be the one that is still being closed.
        await this.#closing;
        if (gone()) return;
        const opened = await this.#opened(port, settings);
        if (gone()) {
          this.#closing = opened.end(Promise.resolve());
          return;
        }
        this.#port = opened;
      }
      const emulation = port === null ? await this.#emulation() : null;
      if (gone()) return;
      this.#about = { emulated: port === null, dialect, device: emulation?.device ?? "" };
      this.#tell({ type: "begin", emulation: emulation?.emulation ?? null });
    } catch (error) {
      if (!gone()) this.end(sentence(messageOf(error)));
    }
  }

  #about: Omit<Board, "said"> = { emulated: true, dialect: "line", device: "" };

  #opened(port: SerialPortLike, settings: PortSettings): Promise<Port> {
    const attempt = this.#attempt;
    return Port.open(port, settings, {
      // After the end it is heard on, and a newer session has ports of its own.
      bytes: (bytes) => attempt === this.#attempt && this.#tell({ type: "bytes", bytes }),
      lost: (why) => {
        if (attempt !== this.#attempt) return;
        // The session says it in its own words; the port itself is stopped at once.
        this.#closed();
        this.#tell({ type: "lost", why });
      },
    }).catch((error: unknown) => {
      throw new Error(`the port cannot be opened: ${messageOf(error)}; does another program use it?`);
    });
  }

  async #emulation(): Promise<{ emulation: Emulation; device: string }> {
    const { wanted } = this.#frames;
    if (wanted === null) throw new Error("there is no network yet");
    const { properties } = this.#session.store.state;
    const { model, device } = await modelOf(this.#session, wanted);
    const { array, seed } = configOf(properties, wanted, model, { array: 0, targets: NO_TARGETS });
    return { emulation: { array, seed }, device };
  }

  // -- what is asked of it -------------------------------------------------------------

  arm(armed: boolean): void {
    if (this.phase !== "connected") return;
    this.problem = "";
    this.#tell({ type: "arm", armed });
  }

  read(): void {
    this.#work({ job: "read", volts: Math.min(READ_VOLTS, this.board?.said.limits["read-volts"] ?? READ_VOLTS) });
  }

  async program(): Promise<void> {
    const { wanted } = this.#frames;
    if (wanted === null) return;
    const { properties: p } = this.#session.store.state;
    const { model } = await modelOf(this.#session, wanted);
    const { options } = configOf(p, wanted, { ...model, v_set: p.boardSet, v_reset: p.boardReset }, { array: 0, targets: NO_TARGETS });
    this.#work({ job: "program", chip: wanted.wish.chip, levels: wanted.wish.effects.levels, options: { ...options, pulse_seconds: p.boardSeconds } });
  }

  infer(): void {
    const { wanted, moment } = this.#frames;
    if (wanted === null) return;
    const samples = Math.min(this.#session.store.state.properties.boardSamples, moment?.said.about.samples ?? 1);
    this.#work({ job: "infer", chip: wanted.wish.chip, samples });
  }

  #work(job: Job): void {
    if (this.phase !== "connected" || this.job !== null) return;
    this.problem = "";
    if (job.job === "program") this.written = null;
    if (job.job === "infer") this.inferred = null;
    this.#at(job.job, 0, 1);
    this.#tell({ type: "job", job });
    this.announce();
  }

  /** Ends what is done after the request that is under way; the board stays connected. */
  cancel(): void {
    this.#tell({ type: "cancel" });
  }

  /** Stops the board, and says why. */
  end(why: string): void {
    if (this.phase === "apart") return;
    const begun = this.phase === "connected";
    this.#closed();
    this.#settings?.reject(new Error("stopped"));
    this.#settings = null;
    if (begun) this.#worker?.postMessage({ type: "stop" } satisfies ToLink);
    this.#over(why);
  }

  #over(why: string): void {
    [this.phase, this.armed, this.why] = ["apart", false, why];
    this.#at(null);
    this.announce();
  }

  #closed(): void {
    if (this.#port === null) return;
    const heard = new Promise<void>((resolve) => {
      this.#heard = resolve;
    });
    this.#closing = this.#port.end(heard);
    this.#port = null;
  }

  #at(name: JobName | null, done = 0, total = 1): void {
    this.job = name === null ? null : { name, done, total };
  }

  // -- what the worker says --------------------------------------------------------------

  #tell(message: ToLink): void {
    if (this.#worker === null) {
      const worker = new Worker(scriptAddress(linkAddress), { type: "module", name: "memrilab board" });
      worker.onmessage = ({ data }: MessageEvent<FromLink>) => this.#hear(data);
      worker.onerror = (event) => this.#broken(event.message || "the worker stopped");
      this.#worker = worker;
    }
    this.#worker.postMessage(message);
  }

  /** The worker is gone; the page itself stops the board. */
  #broken(why: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.end(`The board was stopped, because the program that speaks with it did: ${why}.`);
    // Nobody hears what the board says to a stop, also to one before.
    this.halted ??= false;
    this.#heard();
    this.announce();
  }

  #hear(message: FromLink): void {
    switch (message.type) {
      case "settings":
        this.#settings?.resolve(message.settings);
        this.#settings = null;
        return;
      case "refused":
        if (this.#settings !== null) {
          this.#settings.reject(new Error(message.problem));
          this.#settings = null;
        } else if (this.phase === "connecting") this.end(sentence(message.problem));
        else this.problem = sentence(message.problem);
        break;
      case "broken":
        return this.#broken(message.why);
      case "write":
        this.#port?.write(message.bytes);
        return;
      case "due": {
        const worker = this.#worker;
        setTimeout(() => worker?.postMessage({ type: "due" } satisfies ToLink));
        return;
      }
      case "connected":
        if (this.phase !== "connecting") return;
        this.phase = "connected";
        this.board = { ...this.#about, said: message.said };
        [this.measured, this.written, this.inferred] = [null, null, null];
        break;
      case "stopped":
        // The page may have ended it before, and said why.
        if (this.phase === "apart") return;
        this.#closed();
        return this.#over(sentence(message.why));
      case "halted":
        this.halted = message.confirmed;
        this.#heard();
        break;
      case "armed":
        this.armed = message.armed && this.phase === "connected";
        break;
      default:
        return this.#heardOf(message);
    }
    this.announce();
  }

  /** What is measured is kept, also what comes after the end. */
  #heardOf(message: Extract<FromLink, { type: "measured" | "written" | "inferred" | "ended" }>): void {
    this.version += 1;
    const going = this.phase === "connected";
    switch (message.type) {
      case "measured":
        this.measured = message.measured;
        this.readLast = true;
        if (going) this.#at("read", message.progress.done, message.progress.total);
        break;
      case "written":
        this.written = message.written;
        this.readLast = false;
        if (going) this.#at("program", message.written.now.progress.done, message.written.now.progress.total);
        break;
      case "inferred":
        this.inferred = message.inferred;
        if (going) this.#at("infer", message.progress.done, message.progress.total);
        break;
      case "ended":
        this.#at(null);
        if (message.problem !== "") this.problem = sentence(message.problem);
        break;
    }
    this.announce();
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message.replace(/\.$/, "") : String(error));
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
