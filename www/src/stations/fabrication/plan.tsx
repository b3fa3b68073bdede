// The plan: the campaign and its files, the virtual laboratory, what is wanted, the space.
import type { FabricationCampaign, Settings } from "../../generated/types";
import { ChoiceField, NumberControl, NumberField } from "../../ui/controls";
import { fileStem, saveAs } from "../../ui/save-as";
import { pickFiles } from "../../ui/pick";
import { useProperties, useSession, useShown } from "../../ui/session";
import { SpaceEditor } from "./space";
import { done, sizeOf } from "./words";

export function Plan({ campaign }: { campaign: FabricationCampaign | null }) {
  const session = useSession();
  const shown = useShown();
  return (
    <div data-part="files">
      <div class="drop">
        <p class="lead">{campaign === null ? "Plan a campaign" : campaign.name}</p>
        {campaign === null ? (
          <p class="row">
            <button type="button" onClick={() => void session.fabrication.begin()}>Begin</button>
            <button type="button" onClick={() => pickFiles(session)}>Open a campaign</button>
          </p>
        ) : (
          <>
            <p class="hint">{sizeOf(campaign)}; {campaign.experiments.filter(done).length} made, {campaign.experiments.filter((e) => e.status === "pending").length} pending. Drop sweeps on a row of the table to tell its value.</p>
            <p class="row">
              {shown("export") && <Saves campaign={campaign} />}
              <button type="button" class="quiet" onClick={() => session.fabrication.close()}>Put away</button>
            </p>
          </>
        )}
      </div>
      <Laboratory />
      {campaign !== null && shown("settings") && <Wanted campaign={campaign} />}
      {campaign !== null && shown("settings") && (
        <details class="settings">
          <summary>The space of recipes</summary>
          <SpaceEditor campaign={campaign} />
        </details>
      )}
    </div>
  );
}

function Saves({ campaign }: { campaign: FabricationCampaign }) {
  const session = useSession();
  const text = JSON.stringify(campaign);
  const guarded = (work: () => Promise<void>) => () => void work().catch((error: Error) => session.notices.problem(`The campaign could not be saved: ${error.message}`));
  const stem = fileStem(campaign.name);
  return (
    <>
      <button type="button" title="A file that this page and `memrilab fab` open" onClick={guarded(async () => saveAs(await session.engine.any("campaignFile", { campaign: text }), `${stem}.campaign.json`, "application/json"))}>File</button>
      <button type="button" title="A row for each experiment" onClick={guarded(async () => saveAs(await session.engine.any("campaignCsv", { campaign: text }), `${stem}.csv`, "text/csv"))}>CSV</button>
    </>
  );
}

/** Devices without a furnace: one at a time, or one after another. */
function Laboratory() {
  const { fabrication } = useSession();
  const { seed } = useProperties();
  const { playing, campaign } = fabrication;
  return (
    <fieldset class="laboratory">
      <legend>Virtual laboratory <span class="tag simulated">simulated</span></legend>
      <p class="row">
        <button type="button" aria-pressed={playing} onClick={() => (playing ? fabrication.pause() : fabrication.play())}>{playing ? "Pause" : "Play"}</button>
        <button type="button" disabled={playing} onClick={() => void (campaign === null ? fabrication.begin() : Promise.resolve(true)).then((begun) => begun && fabrication.step())}>Step</button>
        <span class="hint">seed {seed}</span>
      </p>
      <NumberControl name="labBudget" />
      <details>
        <summary>More</summary>
        <NumberControl name="labPause" />
        <NumberControl name="labCycles" />
        <NumberControl name="seed" />
        <p class="hint">Its landscape is written in logarithms of length, Pb and Ag, so an optimiser that works in logarithms has it easier here than in a furnace.</p>
      </details>
    </fieldset>
  );
}

function Wanted({ campaign }: { campaign: FabricationCampaign }) {
  const { fabrication } = useSession();
  const { settings } = campaign;
  const plan = (next: Partial<Settings>, label: string) => void fabrication.edit({ edit: "plan", settings: { ...settings, ...next } }, label);
  const { goal } = settings;
  return (
    <details class="settings">
      <summary>What is wanted, and how the model works</summary>
      <ChoiceField label="Goal" value={goal.aim} help={`What the ${campaign.objective} should be.`}
        choices={[{ value: "maximise", label: "as large as can be" }, { value: "minimise", label: "as small as can be" }, { value: "target", label: "close to a value" }]}
        onChange={(aim) => plan({ goal: aim === "target" ? { aim, value: 0.5 } : { aim } }, "change the goal")} />
      {goal.aim === "target" && (
        <NumberField property={{ type: "number", key: "", label: "Wanted value", initial: 0.5, low: 0, high: 1 }} value={goal.value}
          onChange={(value) => plan({ goal: { aim: "target", value } }, "change the wanted value")} />
      )}
      <ChoiceField label="Encoding of categories" value={settings.encoding} help="Ordinal puts the perovskites in a row, as the paper does; one-hot gives them no order (decision B3)."
        choices={[{ value: "onehot", label: "one-hot" }, { value: "ordinal", label: "ordinal" }, { value: "descriptors", label: "descriptors" }]}
        onChange={(encoding) => plan({ encoding }, "change the encoding")} />
      <ChoiceField label="Length scales" value={settings.ard ? "each" : "one"} help="One for each variable, or one for all."
        choices={[{ value: "each", label: "one for each variable" }, { value: "one", label: "one for all" }]}
        onChange={(scales) => plan({ ard: scales === "each" }, "change the length scales")} />
      <ChoiceField label="Rule" value={settings.acquisition.rule} help="By what the next recipe is chosen."
        choices={[
          { value: "log-expected-improvement", label: "log expected improvement" },
          { value: "expected-improvement", label: "expected improvement" },
          { value: "upper-bound", label: "upper bound, mean + 2 sd" },
          { value: "probability-of-improvement", label: "probability of improvement" },
          { value: "thompson", label: "Thompson: one draw of the function" },
        ]}
        onChange={(rule) => plan({ acquisition: rule === "upper-bound" ? { rule, kappa: 2 } : rule === "thompson" ? { rule } : { rule: rule as "log-expected-improvement", xi: 0 } }, "change the rule")} />
      <ChoiceField label="Recipes made before" value={settings.replicates ? "again" : "once"} help="Whether a recipe may be proposed again, to measure it better."
        choices={[{ value: "once", label: "are not proposed again" }, { value: "again", label: "may be proposed again" }]}
        onChange={(again) => plan({ replicates: again === "again" }, "change replicates")} />
    </details>
  );
}
