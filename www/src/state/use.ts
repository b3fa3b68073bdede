// Preact's side of the store and of anything else that tells when it changed.
import { useLayoutEffect, useReducer } from "preact/hooks";

/** Before the page takes its next turn, so that nothing is missed that is told meanwhile. */
export function useTold(source: { subscribe(listener: () => void): () => void }): void {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(() => source.subscribe(() => again(undefined)), [source]);
}
