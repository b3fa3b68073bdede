// The figures of a campaign, composed by a worker.
import type { CampaignFigure, FabricationCampaign, FigureRequest } from "../../generated/types";
import type { Session } from "../../state/session";
import { ChoiceControl, ChoiceField } from "../../ui/controls";
import { Figure, type FigureSource } from "../../ui/figure";
import { fileStem } from "../../ui/save-as";
import { useProperties, useSession, useShown } from "../../ui/session";

const PLOTS = [
  { plot: "progress", label: "Progress" },
  { plot: "slice", label: "Along a variable" },
  { plot: "map", label: "Map" },
  { plot: "importance", label: "Importance" },
  { plot: "prediction", label: "Prediction" },
] as const;

export function Plots({ campaign }: { campaign: FabricationCampaign }) {
  const session = useSession();
  const shown = useShown();
  const { plot, across, down, quantity } = useProperties();
  const { variables } = campaign.space;
  const last = variables.length - 1;
  const x = Math.min(across, last);
  const y = Math.min(down, last) === x ? (x === last ? 0 : x + 1) : Math.min(down, last);
  const known = campaign.experiments.some((e) => e.status === "measured");
  const figure: CampaignFigure =
    plot === "slice" ? { chart: "slice", variable: x }
    : plot === "map" ? { chart: "map", across: x, down: y, quantity }
    : { chart: plot };
  const choices = variables.map((v, at) => ({ value: String(at), label: v.name }));
  return (
    <>
      <div class="tabs">
        <div role="group" aria-label="Figures of the campaign">
          {PLOTS.map((p) => <button type="button" key={p.plot} aria-pressed={plot === p.plot} onClick={() => session.set("plot", p.plot)}>{p.label}</button>)}
        </div>
      </div>
      {(plot === "slice" || plot === "map") && (
        <div class="row choose">
          <ChoiceField label={plot === "map" ? "Across" : "Variable"} value={String(x)} choices={choices} onChange={(v) => session.set("across", Number(v))} />
          {plot === "map" && <ChoiceField label="Down" value={String(y)} choices={choices.filter((c) => c.value !== String(x))} onChange={(v) => session.set("down", Number(v))} />}
          {plot === "map" && <ChoiceControl name="quantity" labels={{ mean: "expected value", sd: "its uncertainty", acquisition: "the score of the rule" }} />}
        </div>
      )}
      {known || plot === "progress" ? <Figure source={source(session, campaign, figure)} exports={shown("export")} /> : <p class="empty">This figure needs a measured device; tell a value, or take a step in the virtual laboratory.</p>}
      <p class="caption">{CAPTIONS[plot]}{campaign.experiments.some((e) => e.simulated) && " Simulated devices are marked; the virtual landscape is written in logarithms of length, Pb and Ag."}</p>
    </>
  );
}

const CAPTIONS: Record<(typeof PLOTS)[number]["plot"], string> = {
  progress: "Each device in the order it was made, and the best so far; beyond, the best to be expected.",
  slice: "What the model expects along one variable, the others as in the best device.",
  map: "Two variables, the others as in the best device.",
  importance: "How much each variable matters to the model.",
  prediction: "Each device predicted from all the others: on the diagonal the model is right.",
};

function source(session: Session, campaign: FabricationCampaign, figure: CampaignFigure): FigureSource {
  const text = JSON.stringify(campaign);
  const input = (request: FigureRequest) => ({ campaign: text, figure, request });
  return {
    id: `${JSON.stringify(figure)} ${text}`,
    name: `${fileStem(campaign.name)}_${figure.chart}`,
    grows: figure.chart !== "importance",
    request: {},
    picture: (r) => session.engine.any("campaignPicture", input(r)),
    svg: (r) => session.engine.any("campaignSvg", input(r)),
    table: (r) => session.engine.any("campaignTable", input(r)),
    csv: (r) => session.engine.any("campaignTableCsv", input(r)),
  };
}
