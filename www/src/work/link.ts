// A session with a board: its bytes, its time, and who waits for which answer. The board is on a
// port of the page, or an emulated one beside it, whose time is counted instead of waited for.
import type { Emulated, Link } from "../../../pkg/memrilab_crossbar.js";
import type { Asked, Happened } from "../generated/types";
import type { Connected } from "./link-messages";

export type Answered = Extract<Happened, { kind: "answered" }>;

interface Told {
  write(bytes: Uint8Array): void;
  connected(said: Connected): void;
  stopped(why: string): void;
  /** After the end, and what could still be heard: whether the board said that it stopped. */
  halted(confirmed: boolean): void;
  /** Time is up for something on a port; `due` is to be called once what has come was told. */
  due(): void;
}

interface Waiting {
  resolve(answer: Answered): void;
  reject(error: Error): void;
}

export class Linked {
  readonly #link: Link;
  readonly #board: Emulated | null;
  readonly #told: Told;
  #waiting = new Map<number, Waiting>();
  #greeting = true;
  #ended = false;
  #halted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that an emulated board was not waited for. */
  #skipped = 0;

  constructor(link: Link, board: Emulated | null, told: Told) {
    this.#link = link;
    this.#board = board;
    this.#told = told;
  }

  get armed(): boolean {
    return this.#link.armed();
  }

  get ended(): boolean {
    return this.#ended;
  }

  get #now(): number {
    return performance.now() + this.#skipped;
  }

  begin(): void {
    this.#go();
  }

  /** The answer to a request; what the limits do not allow, and the end of the session, reject it. */
  ask(asked: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      try {
        this.#waiting.set(this.#link.request(JSON.stringify(asked)), { resolve, reject });
      } catch (error) {
        reject(error as Error);
        return;
      }
      this.#go();
    });
  }

  feed(bytes: Uint8Array): void {
    this.#link.feed(bytes, this.#now);
    this.#go();
  }

  /** A page that was busy meanwhile is no silent board: what it heard comes first. */
  due(): void {
    this.#go();
  }

  stop(): void {
    this.#link.stop();
    this.#go();
  }

  lost(why: string): void {
    this.#link.lost(why);
    this.#go();
  }

  /** Lets go of the board. */
  free(): void {
    clearTimeout(this.#timer);
    this.#link.free();
    this.#board?.free();
  }

  #go(): void {
    clearTimeout(this.#timer);
    for (;;) {
      this.#link.tick(this.#now);
      this.#board?.tick(this.#now);
      if (this.#exchanged()) continue;
      // Nobody waits for the time of a board that is not there, while an answer is due.
      const due = this.#due();
      if (this.#board === null || due === undefined || this.#ended || (!this.#greeting && this.#waiting.size === 0)) break;
      this.#skipped += Math.max(due - this.#now, 0) + 0.01;
    }
    if (this.#ended && !this.#halted && this.#link.deadline() === undefined) {
      this.#halted = true;
      this.#told.halted(this.#link.stopConfirmed());
    }
    const due = this.#due();
    if (due !== undefined) this.#timer = setTimeout(() => (this.#board === null ? this.#told.due() : this.#go()), Math.max(due - this.#now, 0));
  }

  /** When the time must be told at the latest. */
  #due(): number | undefined {
    const dues = [this.#link.deadline(), this.#board?.deadline()].filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** Carries bytes and events; whether there were any. */
  #exchanged(): boolean {
    let any = false;
    for (let bytes = this.#link.nextOutput(); bytes !== undefined; bytes = this.#link.nextOutput()) {
      any = true;
      if (this.#board === null) this.#told.write(bytes);
      else this.#board.feed(bytes, this.#now);
    }
    for (let bytes = this.#board?.nextOutput(); bytes !== undefined; bytes = this.#board?.nextOutput()) {
      any = true;
      this.#link.feed(bytes, this.#now);
    }
    for (let said = this.#link.nextEvent(); said !== undefined; said = this.#link.nextEvent()) {
      any = true;
      this.#happened(JSON.parse(said) as Happened);
    }
    return any;
  }

  #happened(said: Happened): void {
    switch (said.kind) {
      case "connected":
        this.#greeting = false;
        this.#told.connected(said);
        break;
      case "answered":
        this.#waiting.get(said.ticket)?.resolve(said);
        this.#waiting.delete(said.ticket);
        break;
      case "stopped":
        this.#ended = true;
        for (const { reject } of this.#waiting.values()) reject(new Error(said.why));
        this.#waiting.clear();
        this.#told.stopped(said.why);
        break;
    }
  }
}
