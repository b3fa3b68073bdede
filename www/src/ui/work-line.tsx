import { useTold } from "../state/use";
import { seconds } from "./format";
import { useSession } from "./session";

/** What runs, how far, how long still; stops at once. */
export function WorkLine() {
  const session = useSession();
  const { engine, networks } = session;
  useTold(engine);
  useTold(networks);
  const reading = engine.work;
  const work = reading ?? networks.work;
  if (work === null) return null;
  const left = reading?.left ?? null;
  return (
    <div class="work" role="group" aria-label="Work in progress">
      <progress value={work.done} max={work.total} aria-label="Progress" />
      <span class="what">{work.what}</span>
      <span>{Math.floor(work.done)} of {work.total} done{left !== null && `, ${seconds(left)} left`}</span>
      <button type="button" onClick={() => session.stop()}>Stop <kbd>Esc</kbd></button>
    </div>
  );
}
