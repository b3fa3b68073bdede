// The figures: accuracy over the levels, the draws of one level, what each layer costs.
import type { Hover } from "../../generated/types";
import { METHOD_SHORT, taskName } from "../../state/networks/run";
import type { Session } from "../../state/session";
import { ChoiceField } from "../../ui/controls";
import { Figure, type FigureSource } from "../../ui/figure";
import { useProperties, useSession, useShown } from "../../ui/session";
import { networkSource } from "../networks/source";
import type { Results } from "./results";
import { verdictOf } from "./words";

const PLOTS = [
  { plot: "robustness", label: "Accuracy" },
  { plot: "draws", label: "Draws" },
  { plot: "sensitivity", label: "Which layer" },
] as const;

/** Up to so many levels have a button each. */
const MOST_BUTTONS = 12;

export function Plots({ results, at }: { results: Results; at: number }) {
  const session = useSession();
  const shown = useShown();
  const { robustPlot } = useProperties();
  const made = robustPlot === "robustness" ? robustness(session, results) : robustPlot === "draws" ? draws(session, results, at) : sensitivity(session, results, at);
  const picked = (hover: Hover) => {
    const usability = Number(/[\d.]+(e-?\d+)?/.exec(hover.x)?.[0]);
    if (Number.isFinite(usability)) session.set("level", nearest(results, usability));
  };
  return (
    <>
      <div class="tabs">
        <div role="group" aria-label="Figures of the robustness">
          {PLOTS.map((p) => <button type="button" key={p.plot} aria-pressed={robustPlot === p.plot} onClick={() => session.set("robustPlot", p.plot)}>{p.label}</button>)}
        </div>
      </div>
      <Begin results={results} />
      {made.source === null ? <p class="empty">{made.why}</p> : <Figure source={made.source} exports={shown("export")} {...(robustPlot === "robustness" ? { onPick: picked, picks: "Enter chooses the level of the point." } : {})} />}
      <LevelChoice results={results} at={at} />
      <p class="caption">{made.caption}</p>
    </>
  );
}

/** Where nothing is drawn yet, the button stands where the curves will. */
function Begin({ results }: { results: Results }) {
  const session = useSession();
  const shown = useShown();
  const { sweep } = useProperties();
  if (sweep || !shown("levels") || results.cells.some((row) => row.some((cell) => cell !== null))) return null;
  return <p class="row begin"><button type="button" onClick={() => session.set("sweep", true)}>Draw drift</button> <span class="hint">Nothing is drawn yet.</span></p>;
}

function nearest({ levels }: Results, usability: number): number {
  let best = 0;
  levels.forEach((level, at) => {
    if (Math.abs(level.usability - usability) < Math.abs((levels[best]?.usability ?? 2) - usability)) best = at;
  });
  return best;
}

function LevelChoice({ results, at }: { results: Results; at: number }) {
  const session = useSession();
  const { levels } = results;
  if (levels.length === 0) return null;
  if (levels.length > MOST_BUTTONS) {
    return <div class="level-choice"><ChoiceField label="Level looked at" value={String(at)} choices={levels.map((l, i) => ({ value: String(i), label: l.name }))} onChange={(v) => session.set("level", Number(v))} /></div>;
  }
  return (
    <div class="level-choice" role="group" aria-label="Level looked at">
      {levels.map((level, i) => <button type="button" key={i} aria-pressed={i === at} onClick={() => session.set("level", i)}>{level.name}</button>)}
    </div>
  );
}

interface Made {
  source: FigureSource | null;
  /** What stands there instead. */
  why: string;
  caption: string;
}

function about({ columns }: Results) {
  const models = [...new Set(columns.map((c) => c.modelName))];
  const tasks = [...new Set(columns.map((c) => taskName(c.run.data)))];
  return { task: tasks.join(", ") || "no data", model: models.join(", ") || "no network", classes: Math.max(...columns.map((c) => c.classes), 2) };
}

function robustness(session: Session, results: Results): Made {
  const { columns, levels, cells, tests, reference } = results;
  // A chart has one point a usability: of devices with the same one, the first.
  const drawn = levels.map((l, at) => l.usability > 0 && levels.findIndex((other) => other.usability === l.usability) === at);
  const left = drawn.filter((d) => !d).length;
  const methods = columns.map(({ name }, column) => ({
    name,
    levels: levels.flatMap(({ usability }, at) => {
      const cell = cells[at]?.[column] ?? null;
      if (cell === null || drawn[at] !== true) return [];
      const { draws, mean, min, max, spread } = cell;
      return [{ usability, draws: draws.length, mean, min, max, sd: spread?.sd ?? null, low: spread?.low ?? null, high: spread?.high ?? null }];
    }),
  }));
  const marks = levels.flatMap(({ usability }, at) => columns.flatMap(({ name }, column) => {
    const verdict = verdictOf(tests[at]?.[column] ?? null);
    return verdict === null || drawn[at] !== true ? [] : [{ usability, text: `${name} and ${columns[reference]?.name} differ, p < .01` }];
  }));
  const figure = { chart: "robustness" as const, ...about(results), methods, marks };
  return {
    source: networkSource(session, JSON.stringify(figure), "robustness", figure),
    why: "",
    caption: `Each network on worse and worse devices, from right to left; the same draws of drift for all. Click on a point to look at its level.${left === 0 ? "" : ` ${left} of the levels stand in the table only: their usability is 0, or that of another device.`}`,
  };
}

function draws(session: Session, results: Results, at: number): Made {
  const level = results.levels[at];
  const caption = "Each dot is one draw of drift on one network: whether a mean stands for all draws, or for two heaps of them.";
  if (level === undefined || level.usability <= 0) return { source: null, why: "This level has no usability above 0; choose another.", caption };
  const methods = results.columns.map(({ name }, column) => {
    const cell = results.cells[at]?.[column] ?? null;
    return { name, accuracies: [...(cell?.draws ?? [])], low: cell?.spread?.low ?? null, high: cell?.spread?.high ?? null };
  });
  const figure = { chart: "draws" as const, ...about(results), usability: level.usability, sigma: level.sigma, methods };
  return { source: networkSource(session, JSON.stringify(figure), `draws ${level.name}`, figure, false), why: "", caption };
}

function sensitivity(session: Session, results: Results, at: number): Made {
  const { selected } = session.networks;
  const level = results.levels[at];
  const caption = "Only one layer drifts, the others stay as trained; the network is the one selected in the list. A loss below 0 means that drift happened to help.";
  const { clean, ofLayers } = results;
  const column = results.columns.find((c) => c.id === selected?.id);
  if (selected === null || column === undefined) return { source: null, why: "Select a trained network in the list.", caption };
  if (level === undefined || level.usability <= 0) return { source: null, why: "This level has no usability above 0; choose another.", caption };
  const layers = ofLayers.flatMap(({ name, cell }) => {
    if (cell === null || clean === null) return [];
    const { spread } = cell;
    return [{ layer: name, draws: cell.draws.length, lost: clean - cell.mean, low: spread === null ? null : clean - spread.high, high: spread === null ? null : clean - spread.low }];
  });
  if (layers.length === 0) return { source: null, why: "The layers are not drawn yet: press “Draw drift”.", caption };
  const figure = { chart: "sensitivity" as const, name: `${taskName(selected.data)}, ${column.modelName}, ${METHOD_SHORT[selected.config.method]}`, usability: level.usability, clean, layers };
  return { source: networkSource(session, JSON.stringify(figure), `layers ${selected.name} ${level.name}`, figure, false), why: "", caption };
}
