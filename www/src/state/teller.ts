// What others listen to: whoever subscribes is told when it changed.

export type Listener = () => void;

export class Teller {
  #listeners = new Set<Listener>();

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #last = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** Tells at once, or a little later what comes sooner than `pace` milliseconds after the last time. */
  protected announcePaced(pace: number): void {
    const wait = this.#last + pace - performance.now();
    if (wait <= 0) {
      clearTimeout(this.#later);
      this.#later = undefined;
      this.#last = performance.now();
      this.announce();
    } else {
      this.#later ??= setTimeout(() => {
        this.#later = undefined;
        this.announcePaced(pace);
      }, wait);
    }
  }

  protected announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
