// Short sentences to the person at the page: what was done, what went wrong.

import { Teller } from "./teller";

export interface Notice {
  readonly id: number;
  readonly kind: "told" | "problem";
  readonly text: string;
  readonly action?: { label: string; run(): void };
}

const TOLD_MS = 6_000;
const MOST = 12;

export class Notices extends Teller {
  #list: readonly Notice[] = [];
  #next = 1;

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** Something that was done; it goes by itself. */
  tell(text: string): void {
    const id = this.#add({ kind: "told", text });
    setTimeout(() => this.dismiss(id), TOLD_MS);
  }

  /** Something that went wrong; it stays until it is put away. */
  problem(text: string, action?: Notice["action"]): void {
    if (this.#list.some((n) => n.text === text)) return;
    this.#add(action === undefined ? { kind: "problem", text } : { kind: "problem", text, action });
  }

  dismiss(id: number): void {
    this.#replace(this.#list.filter((notice) => notice.id !== id));
  }

  #add(notice: Omit<Notice, "id">): number {
    const id = this.#next++;
    const others = this.#list.filter((n) => notice.kind === "problem" || n.kind === "problem");
    this.#replace([...others, { ...notice, id }].slice(-MOST));
    return id;
  }

  #replace(list: readonly Notice[]): void {
    this.#list = list;
    this.announce();
  }
}
