// Moments of the chip, one after another: while one is computed, only the newest wish waits.
import type { FigureRequest } from "../../generated/types";
import type { Seat } from "../../work/pool";
import { type ChipFrame, type ChipWish, WorkError } from "../../work/messages";
import type { Session } from "../session";
import { Teller } from "../teller";
import { cellsOf } from "./effects";
import { type Wanted, wantedOf } from "./wish";

export interface Moment {
  readonly wanted: Wanted;
  readonly said: ChipFrame;
}

type Painter = (moment: Moment) => void;
const MOST_LOST = 3;
/** How long nothing changes before the boundary is drawn with more cells. */
const REST_MS = 160;
/** A moment that takes longer than this is given up for a newer wish. */
const GIVEN_UP_MS = 400;

const TOO_LONG = "This takes longer than 20 s in a browser; take a smaller array, switch the nonlinear read or the wires off, or let `memrilab crossbar simulate` compute it.";

const sharper = (wish: ChipWish): ChipWish => ({ ...wish, look: { ...wish.look, cells: cellsOf(wish.effects, wish.chip.options.rows, true) } });

export class Frames extends Teller {
  readonly #session: Session;
  #moment: Moment | null = null;
  #problem = "";
  #why = "";
  #seat: Seat | null = null;
  #busy = false;
  /** Gives up what is computed; since when that is, and of which wish. */
  #abort: AbortController | null = null;
  #since = 0;
  #computed = "";
  #late: ReturnType<typeof setTimeout> | undefined;
  /** The wish and size that was computed last, or failed. */
  #done = "";
  #wanted: Wanted | null = null;
  #request: FigureRequest | null = null;
  /** Until when a sharper boundary waits, and of which moment there is one. */
  #rest: ReturnType<typeof setTimeout> | undefined;
  #sharp = "";
  #painters = new Set<Painter>();

  constructor(session: Session) {
    super();
    this.#session = session;
    // At once, not at the next turn of the page: a drag is followed within a frame.
    for (const source of [session.store, session.engine, session.networks]) source.subscribe(() => this.follow());
    this.follow();
  }

  /** The last moment that was computed. */
  get moment(): Moment | null {
    return this.#moment;
  }

  /** What is wanted now. */
  get wanted(): Wanted | null {
    return this.#wanted;
  }

  get problem(): string {
    return this.#problem;
  }

  /** Why nothing is wanted. */
  get why(): string {
    return this.#why;
  }

  /** Whether the last moment is not of what is wanted. */
  get behind(): boolean {
    return this.#wanted !== null && this.#done !== this.#key;
  }

  /** Whether nothing will change by itself any more. */
  get settled(): boolean {
    return !this.#busy && !this.behind && (this.#wanted === null || this.#problem !== "" || this.#sharp === this.#done);
  }

  /** Paints each moment as soon as it is there, before the page takes its turn. */
  paint(painter: Painter): () => void {
    this.#painters.add(painter);
    if (this.#moment !== null) painter(this.#moment);
    return () => this.#painters.delete(painter);
  }

  /** The size that the boundary is drawn at with each moment. */
  drawn(request: FigureRequest): void {
    this.#request = request;
    this.#go();
  }

  follow(): void {
    if (this.#session.store.state.properties.station !== "crossbar") return;
    const { wanted, why } = wantedOf(this.#session);
    const told = why !== this.#why || (wanted === null) !== (this.#wanted === null);
    this.#why = why;
    this.#wanted = wanted;
    this.#go();
    if (told) this.announce();
  }

  /** Asks once more for what could not be computed. */
  again(): void {
    this.#problem = "";
    this.#done = "";
    this.announce();
    this.#go();
  }

  get #key(): string {
    return `${this.#wanted?.key} ${JSON.stringify(this.#request)}`;
  }

  /** A worker that has nothing else to do, preferably the one that keeps the chip. */
  #chosen(): Seat | undefined {
    const { seats } = this.#session.engine;
    if (this.#seat?.busy === false) return this.#seat;
    // Trainings and draws take the first ones.
    const idle = [...seats].reverse().find((seat) => !seat.busy) ?? this.#seat ?? seats.at(-1);
    this.#seat = idle ?? null;
    return idle;
  }

  #go(): void {
    if (!this.#busy) {
      if (this.behind) void this.#compute();
    } else if (this.#abort !== null && this.#computed !== this.#key) {
      const left = Math.max(this.#since + GIVEN_UP_MS - performance.now(), 0);
      this.#late ??= setTimeout(() => {
        this.#late = undefined;
        if (this.#computed !== this.#key) this.#abort?.abort();
      }, left);
    }
  }

  async #compute(sharp = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#rest);
    for (let lost = 0; (this.behind || sharp) && this.#wanted !== null; ) {
      const wanted = this.#wanted;
      const key = this.#key;
      sharp &&= !this.behind;
      const seat = this.#chosen();
      if (seat === undefined) break;
      const abort = new AbortController();
      [this.#abort, this.#since, this.#computed] = [abort, performance.now(), key];
      try {
        const input = { wish: sharp ? sharper(wanted.wish) : wanted.wish, request: this.#request };
        const said = await seat.call("chipFrame", input, undefined, abort.signal);
        this.#done = key;
        this.#moment = { wanted, said };
        if (sharp) this.#sharp = key;
        this.#problem = "";
        for (const painter of this.#painters) painter(this.#moment);
      } catch (error) {
        const code = error instanceof WorkError ? error.code : "";
        if (abort.signal.aborted || (code === "lost" && ++lost < MOST_LOST)) continue;
        this.#done = key;
        this.#problem = code === "silent" ? TOO_LONG : error instanceof Error ? error.message : String(error);
      } finally {
        clearTimeout(this.#late);
        this.#late = undefined;
        this.#abort = null;
      }
      sharp = false;
      if (this.behind) this.announce();
    }
    // Told also where what was asked for was given up, and the last moment is wanted again.
    this.#busy = false;
    this.announce();
    // At rest the boundary is drawn once more, with more cells.
    if (!this.behind && this.#problem === "" && this.#sharp !== this.#done) this.#rest = setTimeout(() => void this.#compute(true), REST_MS);
  }
}
