// A search as it goes: what was tried, how good it was, the best so far.
import type { InjectedNoise, Outcome, Simplex } from "../../generated/types";
import { bestOf, METHOD_NAMES, type Run } from "../../state/networks/run";
import { Figure } from "../../ui/figure";
import { plain } from "../../ui/format";
import { useSession, useShown } from "../../ui/session";
import { networkSource } from "../networks/source";

export function SearchPlot({ run }: { run: Run }) {
  const session = useSession();
  const shown = useShown();
  const { outcomes } = session.networks.runner.progress(run.id);
  const layers = session.networks.runner.layers(run.id);
  const tried = [...outcomes].sort((a, b) => a.trial.number - b.trial.number);
  const simplex = trianglesOf(run, tried, layers);
  const best = bestOf(outcomes);
  const objective = run.config.objective.objective === "drift" ? "accuracy under drift" : "accuracy on the training samples";
  return (
    <>
      {simplex !== null && (
        <Figure source={networkSource(session, `${run.name} ${tried.map((o) => `${o.trial.number} ${o.score}`).join(" ")}`, `${run.name}_search`, { chart: "simplex", ...simplex, objective }, false)} exports={shown("export")} />
      )}
      {tried.length === 0 ? <p class="empty">The first trainings are under way; each stands here when it is done.</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Trainings of the search">
          <table>
            <caption>Trainings of {METHOD_NAMES[run.config.method]}, chosen by {objective}</caption>
            <thead><tr><th scope="col">Training</th><th scope="col">Settings</th><th scope="col">Score</th><th scope="col">Without drift</th><th scope="col">Best so far</th></tr></thead>
            <tbody>
              {tried.map((o, at) => (
                <tr key={o.trial.number} class={o === best ? "selected" : ""}>
                  <th scope="row">{o.trial.number + 1}</th>
                  <td>{settingsOf(o, layers)}</td>
                  <td class="number">{o.score === null ? "diverged" : plain(o.score)}</td>
                  <td class="number">{plain(o.clean)}</td>
                  <td class="number">{plain(bestOf(tried.slice(0, at + 1))?.score)}{o === best && " (chosen)"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="caption">A third of the trainings is spread over the possible settings; then a Gaussian process says where the next are worth most.</p>
    </>
  );
}

const multinomial = (noise: InjectedNoise | undefined) => (typeof noise === "object" && "multinomial" in noise ? noise.multinomial : null);

/** (p1, p2) of every layer; null for a method that has none. */
function trianglesOf(run: Run, tried: readonly Outcome[], layers: readonly string[]): Omit<Simplex, "objective"> | null {
  const { method } = run.config;
  if (method !== "bayesmulti" && method !== "multinomial") return null;
  const names = method === "multinomial" ? ["all layers"] : layers;
  const trials = tried.map((o) => ({
    number: o.trial.number + 1,
    objective: o.score,
    p: o.trial.config.noise.layers.flatMap((noise): [number, number][] => {
      const law = multinomial(noise);
      return law === null ? [] : [[law.p1, law.p2]];
    }),
  }));
  // Before its plan is there, a run that was loaded does not know its layers.
  const wide = Math.max(names.length, trials[0]?.p.length ?? 0);
  return { name: run.name, layers: Array.from({ length: wide }, (_, at) => names[at] ?? `layer ${at + 1}`), trials };
}

/** What was chosen, in words. */
function settingsOf({ trial }: Outcome, layers: readonly string[]): string {
  const { noise, rate } = trial.config;
  if (noise.layers.length === 0) return `learning rate ${plain(rate)}`;
  const said = noise.layers.filter((n) => n !== "none").map((n) => {
    if (typeof n === "string") return n;
    const [[name, parameters]] = Object.entries(n) as [[string, Record<string, number>]];
    return name === "multinomial" ? `p₁ ${plain(parameters.p1, 2)}, p₂ ${plain(parameters.p2, 2)}` : Object.entries(parameters).map(([k, v]) => `${k === "sigma" ? "σ" : k} ${plain(v)}`).join(", ");
  });
  const same = said.every((s) => s === said[0]);
  return same ? (said[0] ?? "") : said.map((s, at) => `${layers[at] ?? at + 1}: ${s}`).join("; ");
}
