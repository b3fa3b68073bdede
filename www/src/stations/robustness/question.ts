// What the station asks: networks, levels, and the draws that are there, as they are now.
import type { Architecture, Device, Which } from "../../generated/types";
import { classesOf, METHOD_SHORT, type Run, taskName, usabilityOf } from "../../state/networks/run";
import { cleanOf, layersOf, levelsOf, trained, wanted } from "../../state/networks/wanted";
import type { Session } from "../../state/session";

/** Accuracy by the number of the draw; null where it is not there yet. */
export type Drawn = readonly (number | null)[];

/** A network that is compared. */
export interface Column {
  readonly id: string;
  /** Short, and unique among those compared. */
  readonly name: string;
  readonly run: Run;
  /** Its layers, in the form in which they are the same or not. */
  readonly model: string;
  readonly modelName: string;
  readonly classes: number;
  /** Trainings that came to an end. */
  readonly outcomes: number;
  readonly training: boolean;
}

export interface Level {
  readonly name: string;
  readonly usability: number;
  readonly sigma: number;
}

export interface Question {
  readonly columns: readonly Column[];
  readonly levels: readonly Level[];
  /** By level, then by network. */
  readonly drawn: readonly (readonly Drawn[])[];
  /** What drift of one layer alone leaves of the selected network; empty where that is not looked at. */
  readonly layers: readonly { readonly name: string; readonly drawn: Drawn }[];
  /** Accuracy of the selected network without drift. */
  readonly clean: number | null;
  /** Which network, level and figure the layers are of. */
  readonly selected: string;
}

const sigmaOf = (device: Device) => Math.max(device.device === "usability" ? -Math.log(device.usability) : device.model.sigma, 0);

/** A small network has no name but its sizes: `2-5-1`. */
function nameOf(model: Architecture | undefined): string {
  if (model === undefined) return "network";
  if (!model.name.startsWith("moons")) return model.name;
  const { channels, height, width } = model.input;
  return [channels * height * width, ...model.layers.map((l) => l.outputs)].join("-");
}

/** Without what all have in common - the task, then the number of trainings - if they can be told apart then. */
function namesOf(runs: readonly Run[]): string[] {
  const common = (of: (run: Run) => string | number) => new Set(runs.map(of)).size === 1;
  const without = (names: string[], ending: (run: Run) => string) => {
    const shorter = names.map((name, at) => {
      const end = runs[at] === undefined ? "" : ending(runs[at]);
      return name.endsWith(end) && name.length > end.length ? name.slice(0, name.length - end.length) : name;
    });
    return new Set(shorter).size === names.length ? shorter : names;
  };
  let names = runs.map((run) => run.name);
  if (common((r) => taskName(r.data))) names = without(names, (r) => ` · ${taskName(r.data)}`);
  if (common((r) => r.config.trainings)) names = without(names, (r) => `, best of ${r.config.trainings}`);
  return names.map((name) => name.replace(/, (best of \d+)$/, " ($1)"));
}

export function questionOf(session: Session): Question {
  const { networks, store } = session;
  const { progress, properties } = store.state;
  const runs = trained(session);
  const names = namesOf(runs);
  const columns = runs.map((run, at): Column => {
    const { outcomes = [], status } = progress[run.id] ?? {};
    const model = outcomes[0]?.trial.config.model;
    return {
      id: run.id, run, name: names[at] ?? METHOD_SHORT[run.config.method], model: JSON.stringify(model ?? null), modelName: nameOf(model),
      classes: classesOf(run.data), outcomes: outcomes.length, training: status !== "done",
    };
  });
  const levels = levelsOf(session);
  const by = (run: Run, device: Device, which: Which = "matrices") => networks.sweeps.byNumber(wanted(session, run, device, which));
  const sensitive = properties.robustPlot === "sensitivity" ? networks.selected : null;
  const layers = sensitive === null ? [] : layersOf(session).map(({ layer, wanted: w }) => ({ name: layer, drawn: networks.sweeps.byNumber(w) }));
  return {
    columns,
    levels: levels.map(({ name, device }) => ({ name, usability: usabilityOf(device), sigma: sigmaOf(device) })),
    drawn: levels.map(({ device }) => runs.map((run) => by(run, device))),
    layers,
    clean: sensitive === null ? null : (networks.sweeps.draws(cleanOf(session, sensitive))[0] ?? null),
    selected: sensitive === null ? "" : `${sensitive.name} ${properties.level}`,
  };
}

/** Whom the others are compared with: the first plainly trained network, else the first. */
export const referenceOf = (columns: readonly Column[]): number => Math.max(columns.findIndex((c) => c.run.config.method === "erm"), 0);

/** Why two networks cannot be compared draw by draw; empty if they can. */
export function apart(a: Column, b: Column): string {
  if (JSON.stringify(a.run.data) !== JSON.stringify(b.run.data)) return "they learned different data";
  if (a.model !== b.model) return `they are different networks (${a.modelName} and ${b.modelName}), so the same draw drifts other weights`;
  return "";
}
