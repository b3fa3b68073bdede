// A guided tour, opened by `tutorial=` in a link: one step at a time beside the work.
import { useEffect } from "preact/hooks";
import { useProperties, useSession } from "./session";
import { TUTORIALS } from "./tours";

export function Tutorial() {
  const session = useSession();
  const { tutorial, step, station } = useProperties();
  const found = TUTORIALS[tutorial];
  const at = Math.min(step, (found?.steps.length ?? 1) - 1);
  const part = found?.steps[at]?.part ?? "";
  useEffect(() => {
    if (tutorial !== "" && found === undefined) {
      session.notices.problem(`There is no tutorial “${tutorial}”; there is ${Object.keys(TUTORIALS).join(", ")}.`);
    }
  }, [tutorial]);
  useEffect(() => {
    let meant: HTMLElement | null = null;
    // A station may still be loading, and a part of it may come with the first network.
    const mark = () => {
      if (meant?.isConnected === true) return;
      meant = document.querySelector<HTMLElement>(`[data-part="${part}"]`);
      meant?.classList.add("meant");
      meant?.scrollIntoView({ block: "nearest" });
    };
    const comes = new MutationObserver(mark);
    if (part !== "") {
      mark();
      comes.observe(document.body, { childList: true, subtree: true });
    }
    return () => {
      comes.disconnect();
      meant?.classList.remove("meant");
    };
  }, [part, at, station]);
  const go = (to: number) => {
    const next = found?.steps[to]?.station;
    if (next !== undefined && next !== station) session.set("station", next);
    session.set("step", to);
  };
  if (found === undefined) return null;
  return (
    <aside class="tutorial" aria-label={found.title}>
      <h2>{found.title} <small>{at + 1} of {found.steps.length}</small></h2>
      <p aria-live="polite">{found.steps[at]?.text}</p>
      <p class="row">
        <button type="button" disabled={at === 0} onClick={() => go(at - 1)}>Back</button>
        <button type="button" disabled={at === found.steps.length - 1} onClick={() => go(at + 1)}>Next</button>
        <button type="button" class="quiet" onClick={() => session.set("tutorial", "")}>Close</button>
      </p>
    </aside>
  );
}
