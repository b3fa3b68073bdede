import { useRef } from "preact/hooks";
import { useTold } from "../state/use";
import { seconds } from "./format";
import { useSession } from "./session";

/** How long it must have run before it is said how long still. */
const SURE_MS = 2000;

/** What runs, how far, how long still; stops at once. */
export function WorkLine() {
  const session = useSession();
  const { engine, networks, jobs } = session;
  useTold(engine);
  useTold(networks);
  useTold(jobs);
  const reading = engine.work;
  const work = reading ?? networks.work ?? jobs.work;
  const left = useLeft(work);
  if (work === null) return null;
  const still = reading === null ? left : reading.left;
  return (
    <div class="work" role="group" aria-label="Work in progress">
      <progress value={work.done} max={work.total} aria-label="Progress" />
      <span class="what">{work.what}</span>
      <span>{"whole" in work ? work.whole : Math.floor(work.done)} of {work.total} done{still !== null && `, ${seconds(still)} left`}</span>
      <button type="button" onClick={() => session.stop()}>Stop <kbd>Esc</kbd></button>
    </div>
  );
}

/** Milliseconds that work still takes, at its speed so far; null while nobody knows. */
function useLeft(work: { what: string; done: number; total: number } | null): number | null {
  const began = useRef<{ what: string; total: number; done: number; at: number } | null>(null);
  const now = performance.now();
  if (work === null) began.current = null;
  else if (began.current?.what !== work.what || began.current.total !== work.total) began.current = { what: work.what, total: work.total, done: work.done, at: now };
  const since = began.current;
  if (work === null || since === null || now - since.at < SURE_MS || work.done <= since.done) return null;
  return ((now - since.at) / (work.done - since.done)) * (work.total - work.done);
}
