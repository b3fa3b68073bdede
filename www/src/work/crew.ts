// Long work on networks, one piece a worker at a time, in the order it was asked for.
import { type CallName, type Input, type Output, WorkError } from "./messages";
import type { Seat, Told } from "./pool";

interface Piece {
  begin(seat: Seat): Promise<void>;
  settled: boolean;
  drop(): void;
}

/** How often a piece is begun again because its worker was lost. */
const MOST_LOST = 3;

export class Crew {
  readonly #seats: readonly Seat[];
  readonly #most: () => number;
  #busy = new Map<Seat, Piece>();
  #waiting: Piece[] = [];

  /** `most` says how many workers may be used; 0 for all. */
  constructor(seats: readonly Seat[], most: () => number) {
    this.#seats = seats;
    this.#most = most;
  }

  /** How many workers there are for it. */
  get size(): number {
    const most = this.#most();
    return Math.max(Math.min(most === 0 ? this.#seats.length : most, this.#seats.length), 1);
  }

  /** Does a call when a worker is free; one that waits and is aborted never begins. */
  run<N extends CallName>(name: N, input: Input<N>, signal: AbortSignal, onTold?: (told: Told) => void): Promise<Output<N>> {
    return new Promise<Output<N>>((resolve, reject) => {
      const stopped = () => new WorkError({ code: "cancelled", message: "stopped" });
      if (signal.aborted) {
        reject(stopped());
        return;
      }
      let lost = 0;
      const piece: Piece = {
        settled: false,
        drop: () => {
          this.#waiting = this.#waiting.filter((p) => p !== piece);
          if (!piece.settled) reject(stopped());
          piece.settled = true;
        },
        begin: async (seat) => {
          try {
            resolve(await seat.call(name, input, onTold, signal));
          } catch (error) {
            if (error instanceof WorkError && error.code === "lost" && !signal.aborted && ++lost < MOST_LOST) {
              this.#waiting.unshift(piece);
              return;
            }
            reject(error as Error);
          }
          piece.settled = true;
        },
      };
      signal.addEventListener("abort", () => this.#waiting.includes(piece) && piece.drop(), { once: true });
      this.#waiting.push(piece);
      this.#pump();
    });
  }

  #pump(): void {
    for (const seat of this.#seats.slice(0, this.size)) {
      if (this.#busy.has(seat)) continue;
      const piece = this.#waiting.shift();
      if (piece === undefined) return;
      this.#busy.set(seat, piece);
      void piece.begin(seat).finally(() => {
        this.#busy.delete(seat);
        this.#pump();
      });
    }
  }
}
