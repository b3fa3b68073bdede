// What to make next, and why: the recipes, what the model expects of them, the model.
import type { FabricationCampaign, Proposals } from "../../generated/types";
import { NumberControl } from "../../ui/controls";
import { counted, plain } from "../../ui/format";
import { Said } from "../../ui/said";
import { useProperties, useSession } from "../../ui/session";
import { bestOf } from "../../state/fabrication";
import { recipeOf } from "./words";

export function Next({ campaign }: { campaign: FabricationCampaign }) {
  const session = useSession();
  const { batch, series } = useProperties();
  const { proposals, problem } = session.fabrication.proposals(series ? { series: Math.max(batch, 2) } : { batch });
  const best = bestOf(campaign);
  return (
    <>
      <h2>Best so far</h2>
      {best?.measured == null ? <p class="hint">Nothing is measured yet.</p> : (
        <>
          <p class="headline"><span class="label">{campaign.objective}</span> <strong>{plain(best.measured.value)}</strong> <span class="by">experiment {best.id}{best.simulated ? ", simulated" : ""}</span></p>
          <p>{recipeOf(campaign, best.recipe)}</p>
        </>
      )}
      <h2>Make next</h2>
      <NumberControl name="batch" />
      <label class="check"><input type="checkbox" checked={series} onChange={(e) => session.set("series", e.currentTarget.checked)} /> one for each of several values, from 0.93 down to 0.12</label>
      {problem !== "" && <p class="wrong" role="alert"><Said text={problem} /></p>}
      {proposals === null ? problem === "" && <p class="hint">Asking the model…</p> : <List campaign={campaign} proposals={proposals} />}
    </>
  );
}

function List({ campaign, proposals }: { campaign: FabricationCampaign; proposals: Proposals }) {
  const { fabrication } = useSession();
  const { suggestions, model, candidates, warnings } = proposals;
  const takeUp = (which: Proposals["suggestions"]) => void fabrication.edit({ edit: "take-up", proposals: which }, which.length === 1 ? "take up a recipe" : `take up ${which.length} recipes`);
  return (
    <>
      <ol class="next">
        {suggestions.map((s, at) => (
          <li key={at}>
            <p><strong>{recipeOf(campaign, s.recipe)}</strong></p>
            <p class="hint">
              {s.mean === null ? "spread over the space, because the model knows too little yet" : `expected ${plain(s.mean)} ± ${plain(s.sd)}`}
              {s.target !== null && `, for ${plain(s.target)}`}
              {s.acquisition !== null && `; score ${plain(s.acquisition)}`}
              {s.works !== null && `; works with ${Math.round(100 * s.works)} %`}
            </p>
            <button type="button" onClick={() => takeUp([s])}>Take up</button>
          </li>
        ))}
      </ol>
      {suggestions.length > 1 && <p class="row"><button type="button" onClick={() => takeUp(suggestions)}>Take up all</button></p>}
      {warnings.length > 0 && <ul class="warnings">{warnings.map((w, at) => <li key={at}><Said text={w} /></li>)}</ul>}
      <details class="model">
        <summary>Why these?</summary>
        <p>Of {counted(candidates.count, "candidate")}, the next is the one with the largest score: {RULES[campaign.settings.acquisition.rule]}. Ties go to the lowest number; what is made or pending is left out.</p>
        {model === null ? <p class="hint">There is no model yet: the first recipes are spread over the space.</p> : (
          <dl class="facts">
            {model.length_scales.map((l) => <div key={l.name}><dt>Length scale, {l.name}</dt><dd>{plain(l.value)} of its range</dd></div>)}
            <div><dt>Spread of the function</dt><dd>{plain(model.signal_sd)}</dd></div>
            <div><dt>Noise of a measurement</dt><dd>{plain(model.noise_sd)}</dd></div>
            <div><dt>Mean</dt><dd>{plain(model.mean)}</dd></div>
            <div><dt>To be improved on</dt><dd>{plain(model.incumbent_value)}: {recipeOf(campaign, model.incumbent)}</dd></div>
            <div><dt>Log marginal likelihood</dt><dd>{plain(model.log_likelihood, 4)}</dd></div>
          </dl>
        )}
        <p class="hint">A Gaussian process with a squared-exponential kernel; its hyper-parameters maximise the posterior (decisions B4, B5). The incumbent is the best posterior mean among what was measured.</p>
      </details>
    </>
  );
}

const RULES: Record<FabricationCampaign["settings"]["acquisition"]["rule"], string> = {
  "expected-improvement": "how much it is expected to be better than the best so far",
  "log-expected-improvement": "the logarithm of how much it is expected to be better than the best so far",
  "upper-bound": "its expected value and some standard deviations on top",
  "probability-of-improvement": "the logarithm of the probability that it is better than the best so far",
  thompson: "its value in one draw of the function from the model",
  within: "the probability of being close to the wanted value",
};
