// What a worker is asked for while a component stands: one question at a time, the newest
// last; the last answer stays in sight until the next one is there.
import { useEffect, useRef, useState } from "preact/hooks";
import { WorkError } from "../work/messages";

export interface Asked<T> {
  /** The last answer; null before the first. */
  value: T | null;
  /** Whether it answers the question that stands. */
  current: boolean;
  problem: string;
}

/** Asks when the key changes; null asks nothing. */
export function useAsked<T>(key: string | null, ask: () => Promise<T>): Asked<T> {
  const [answer, setAnswer] = useState<{ key: string; value: T | null; problem: string } | null>(null);
  const newest = useRef<{ key: string; ask: () => Promise<T> } | null>(null);
  const busy = useRef(false);
  const gone = useRef(false);
  newest.current = key === null ? null : { key, ask };
  useEffect(() => () => {
    gone.current = true;
  }, []);
  useEffect(() => {
    if (key === null || busy.current) return;
    busy.current = true;
    const go = async () => {
      for (let done = ""; newest.current !== null && newest.current.key !== done && !gone.current; ) {
        const { key: asked, ask: question } = newest.current;
        done = asked;
        try {
          const value = await question();
          if (!gone.current) setAnswer({ key: asked, value, problem: "" });
        } catch (error) {
          if (error instanceof WorkError && error.code === "cancelled") continue;
          const problem = error instanceof Error ? error.message : String(error);
          if (!gone.current) setAnswer((before) => ({ key: asked, value: before?.value ?? null, problem }));
        }
      }
      busy.current = false;
    };
    void go();
  }, [key]);
  if (key === null) return { value: null, current: false, problem: "" };
  return { value: answer?.value ?? null, current: answer !== null && answer.key === key, problem: answer?.key === key ? answer.problem : "" };
}
