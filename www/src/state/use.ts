// Preact's side of the store and of anything else that tells when it changed.
import { useEffect, useReducer } from "preact/hooks";

export function useTold(source: { subscribe(listener: () => void): () => void }): void {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => source.subscribe(() => again(undefined)), [source]);
}
