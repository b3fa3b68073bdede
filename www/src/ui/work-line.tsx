import { useTold } from "../state/use";
import { seconds } from "./format";
import { useSession } from "./session";

/** What runs, how far, how long still; stops at once. */
export function WorkLine() {
  const { engine } = useSession();
  useTold(engine);
  const { work } = engine;
  if (work === null) return null;
  return (
    <div class="work" role="group" aria-label="Work in progress">
      <progress value={work.done} max={work.total} aria-label="Progress" />
      <span class="what">{work.what}</span>
      <span>{Math.floor(work.done)} of {work.total} done{work.left !== null && `, ${seconds(work.left)} left`}</span>
      <button type="button" onClick={() => engine.stop()}>Stop <kbd>Esc</kbd></button>
    </div>
  );
}
