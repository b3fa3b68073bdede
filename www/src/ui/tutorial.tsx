// A guided tour, opened by `tutorial=` in a link: one step at a time beside the work.
import { useEffect } from "preact/hooks";
import { useProperties, useSession } from "./session";

interface Step {
  text: string;
  /** The part of the page it is about. */
  part: string;
}

export const TUTORIALS: Readonly<Record<string, { title: string; steps: readonly Step[] }>> = {
  "first-device": {
    title: "Read a device",
    steps: [
      { part: "files", text: "Each row is a file. Open “How it was read” to see which columns, units and cycles were found; change a unit and everything is computed again." },
      { part: "figures", text: "The conductance on the way out, the mean of all cycles and its smoothed form. The bracket marks the run: the longest stretch on which the conductance rises." },
      { part: "figures", text: "Take the figure “Spread”: how far the cycles scatter at each point. Its σ is what costs usability." },
      { part: "numbers", text: "Usability is the run's share of 35 points, times exp(−σ). Open “How is this computed?” and follow the numbers. By which method do you get the most, and why?" },
      { part: "figures", text: "Now draw a curve of your own (key d). Make it dip on the way and watch the run end there." },
      { part: "all", text: "Drop your own sweeps anywhere. Sort the table by usability and lay the best devices over each other." },
    ],
  },
  "first-campaign": {
    title: "Find a good recipe with few devices",
    steps: [
      { part: "files", text: "Here is no furnace: the virtual laboratory makes devices by a formula, each with sweeps and scatter. Press Step a few times (key v) and watch the table below." },
      { part: "numbers", text: "The next recipe is the one with the largest score. Where is the expected value high, where only the uncertainty? Open “Why these?”." },
      { part: "figures", text: "“Along a variable” shows what the model believes, and how sure it is. Which perovskite has it never seen?" },
      { part: "figures", text: "“Map” shows two variables at once. Find the next recipe on it, and say why it is there." },
      { part: "files", text: "Play until twelve devices are made. Then change the seed under “More”, put the campaign away and play again: how much is luck?" },
      { part: "all", text: "Take a suggestion up and tell its value yourself, or drop measured sweeps on its row: then the campaign is yours." },
    ],
  },
};

export function Tutorial() {
  const session = useSession();
  const { tutorial, step } = useProperties();
  const found = TUTORIALS[tutorial];
  const at = Math.min(step, (found?.steps.length ?? 1) - 1);
  const part = found?.steps[at]?.part ?? "";
  useEffect(() => {
    if (tutorial !== "" && found === undefined) {
      session.notices.problem(`There is no tutorial “${tutorial}”; there is ${Object.keys(TUTORIALS).join(", ")}.`);
    }
  }, [tutorial]);
  useEffect(() => {
    const meant = document.querySelector<HTMLElement>(`[data-part="${part}"]`);
    meant?.classList.add("meant");
    meant?.scrollIntoView({ block: "nearest" });
    return () => meant?.classList.remove("meant");
  }, [part, at]);
  if (found === undefined) return null;
  return (
    <aside class="tutorial" aria-label={found.title}>
      <h2>{found.title} <small>{at + 1} of {found.steps.length}</small></h2>
      <p aria-live="polite">{found.steps[at]?.text}</p>
      <p class="row">
        <button type="button" disabled={at === 0} onClick={() => session.set("step", at - 1)}>Back</button>
        <button type="button" disabled={at === found.steps.length - 1} onClick={() => session.set("step", at + 1)}>Next</button>
        <button type="button" class="quiet" onClick={() => session.set("tutorial", "")}>Close</button>
      </p>
    </aside>
  );
}
