// Long work on networks, one piece a worker at a time, in the order it was asked for.
import { type CallName, type Input, type Output, WorkError } from "./messages";
import type { Seat, Told } from "./pool";

interface Piece {
  begin(seat: Seat): Promise<void>;
  drop(): void;
}

/** How often a piece is begun again because its worker was lost. */
const MOST_LOST = 3;

export class Crew {
  readonly #seats: readonly Seat[];
  readonly #most: () => number;
  #busy = new Map<Seat, Piece>();
  #waiting = new Set<Piece>();
  /** Those whose worker was lost: they come first. */
  #lost: Piece[] = [];

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
        drop: () => {
          this.#waiting.delete(piece);
          this.#lost = this.#lost.filter((p) => p !== piece);
          reject(stopped());
        },
        begin: async (seat) => {
          try {
            resolve(await seat.call(name, input, onTold, signal));
          } catch (error) {
            const gone = error instanceof WorkError && error.code === "lost";
            if (gone && !signal.aborted && ++lost < MOST_LOST) {
              this.#lost.push(piece);
              return;
            }
            reject(gone && signal.aborted ? stopped() : (error as Error));
          }
        },
      };
      signal.addEventListener("abort", () => (this.#waiting.has(piece) || this.#lost.includes(piece)) && piece.drop(), { once: true });
      this.#waiting.add(piece);
      this.#pump();
    });
  }

  #pump(): void {
    for (const seat of this.#seats.slice(0, this.size)) {
      if (this.#busy.has(seat)) continue;
      const [piece] = this.#lost.length > 0 ? this.#lost.splice(0, 1) : this.#waiting;
      if (piece === undefined) return;
      this.#waiting.delete(piece);
      this.#busy.set(seat, piece);
      void piece.begin(seat).finally(() => {
        this.#busy.delete(seat);
        this.#pump();
      });
    }
  }
}
