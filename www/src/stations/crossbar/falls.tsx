// What each effect costs: one more after the other, and each alone.
import type { CrossbarFigure, Fall, WaterfallResult, WaterfallStep } from "../../generated/types";
import { EFFECT_NAMES } from "../../state/crossbar/effects";
import type { Fallen } from "../../state/crossbar/falls";
import { useTold } from "../../state/use";
import { NumberControl } from "../../ui/controls";
import { Figure } from "../../ui/figure";
import { useSession, useShown } from "../../ui/session";
import { How } from "../networks/how";
import { chipSource } from "./source";
import { useCrossbar } from "./use";

const four = (v: number) => v.toFixed(4).replace("-", "\u2212");
const nameOf = ({ effect }: Fall) => (effect === null ? "Ideal devices" : EFFECT_NAMES[effect]);

export function FallsView() {
  const session = useSession();
  const { falls } = useCrossbar();
  useTold(falls);
  const { falls: on } = useSession().store.state.properties;
  const { last, working, waiting, progress, problem } = falls;
  const share = Math.floor((100 * progress.done) / progress.total);
  return (
    <section class="panel" data-part="waterfall" aria-label="What each effect costs" aria-busy={working || waiting}>
      <div class="row">
        <h2>What each effect costs</h2>
        {on ? <button type="button" onClick={() => session.set("falls", false)}>{working || waiting ? "Stop" : "Compute no more"}</button> : <button type="button" onClick={() => session.set("falls", true)}>Compute</button>}
      </div>
      {(working || waiting) && <p class="row casting"><progress value={working ? share : 0} max={100} aria-label="Programmings computed" /><span>{working ? `${share} %` : "begins when the effects rest"}</span></p>}
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      {last === null ? !working && !waiting && problem === "" && <p class="hint">Nothing is computed yet.</p> : <Shown fallen={last.fallen} current={last.current} />}
      <div class="narrow"><NumberControl name="fallDraws" /></div>
    </section>
  );
}

/** The chart's input: every step after the one before, and alone. */
export function stepsOf({ added, alone }: WaterfallResult): WaterfallStep[] {
  return added.map((fall) => ({
    label: nameOf(fall), mean: fall.tried.mean, low: fall.tried.interval[0], high: fall.tried.interval[1],
    alone: alone.find((a) => a.effect === fall.effect)?.tried.mean ?? null,
  }));
}

function Shown({ fallen: { wanted, result }, current }: { fallen: Fallen; current: boolean }) {
  const session = useSession();
  const shown = useShown();
  const { software, samples, draws, added } = result;
  const steps = stepsOf(result);
  const figure: CrossbarFigure = { chart: "waterfall", name: wanted.run.name, software, samples, draws, steps };
  const last = added.at(-1);
  return (
    <>
      {!current && <p class="hint">These are the effects as they were; what is set now is not computed yet.</p>}
      <div class="views">
        {added.length > 1 && <div class="view"><Figure source={chipSource(session, `${wanted.key} ${draws}`, `${wanted.run.name}_waterfall`, figure)} exports={shown("export")} /></div>}
        <div class="view">
          <div class="scroll" tabIndex={0} role="region" aria-label="Table of what each effect costs">
            <table class={current ? "waterfall" : "waterfall faint"}>
              <caption>Mean accuracy over {draws === 1 ? "one programming" : `${draws} programmings`}, {samples} samples</caption>
              <thead><tr><th scope="col">With</th><th scope="col">Accuracy</th><th scope="col">Change</th><th scope="col">95 % of programmings</th><th scope="col">Alone</th></tr></thead>
              <tbody>
                <tr><th scope="row">Floating point</th><td class="number">{four(software)}</td><td /><td /><td /></tr>
                {steps.map(({ label, mean, low, high, alone }, at) => {
                  const before = at === 0 ? software : (steps[at - 1]?.mean ?? software);
                  return (
                    <tr key={label}>
                      <th scope="row">{at === 0 ? label : `+ ${label}`}</th>
                      <td class="number"><strong>{four(mean)}</strong></td>
                      <td class="number">{Math.abs(mean - before) < 5e-5 ? "0" : `${mean > before ? "+" : ""}${four(mean - before)}`}</td>
                      <td class="number">{low === high ? "–" : `${four(low)}–${four(high)}`}</td>
                      <td class="number">{alone === null ? "–" : four(alone)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </div>
      </div>
      {added.length === 1 ? <p class="hint">Switch effects on, and what each costs stands here.</p> : last !== undefined && <p class="why">All together leave {four(last.tried.mean)} of {four(software)}.</p>}
      <How of="the waterfall" equation="mean accuracy over programmings, with the first effect, with the first two, …; and with each alone" inputs={`Programmings 0 to ${draws - 1}, seed ${wanted.wish.look.seed}; steps without chance are computed once.`}
        decision="In the order in which a signal meets the effects; in another order the parts would be others, the end the same." />
    </>
  );
}
