// From the state to the moment of the chip that is wanted.
import type { FaultAt } from "../../generated/types";
import type { ChipSource, ChipWish } from "../../work/messages";
import { digest } from "../keys";
import type { Run } from "../networks/run";
import { weightsNow } from "../networks/now";
import type { Session } from "../session";
import type { WrittenArrays } from "./written";
import { partedOf } from "./devices";
import { deviceNow, type Taken, takenOf } from "./device";
import { cellsOf, effectsOf, optionsOf } from "./effects";

type MoonsRun = Run & { data: { task: "moons" } };
const isMoons = (run: Run): run is MoonsRun => run.data.task === "moons";

/** The networks that fit: those of the moons. */
export const moonsRuns = (session: Session): readonly MoonsRun[] => session.networks.runs.filter(isMoons);

/** The one on the arrays: the selected run, else the newest that has weights. */
export function chosenRun(session: Session): MoonsRun | null {
  const runs = moonsRuns(session);
  const { properties, progress } = session.store.state;
  const trained = runs.filter((r) => progress[r.id]?.weights != null);
  return runs.find((r) => r.name === properties.run) ?? trained.at(-1) ?? runs.at(-1) ?? null;
}

export interface Wanted {
  readonly wish: ChipWish;
  /** Says all of it. */
  readonly key: string;
  readonly run: Run;
  readonly taken: Taken;
  /** What the network asks of the arrays, before anything is done to them by hand. */
  readonly asked: string;
  /** What the arrays were mapped from, for what is written on them. */
  readonly of: string;
}

type Arrays = WrittenArrays["arrays"];
const digests = new WeakMap<Arrays, { siemens: ChipSource["written"]; digest: string }>();

/** The conductances that were written, and a short name of them, found once. */
function siemensOf(arrays: Arrays): { siemens: ChipSource["written"]; digest: string } {
  const there = digests.get(arrays);
  if (there !== undefined) return there;
  const siemens = Object.fromEntries(Object.entries(arrays).map(([array, { siemens }]) => [array, siemens]));
  const made = { siemens, digest: digest(JSON.stringify(siemens)) };
  digests.set(arrays, made);
  return made;
}

const NONE: Arrays = {};

/** What is wanted; null with the reason, where there is one to tell. */
export function wantedOf(session: Session): { wanted: Wanted | null; why: string } {
  const { properties: p, written } = session.store.state;
  const run = chosenRun(session);
  if (run === null) return { wanted: null, why: "" };
  const weights = weightsNow(session, run);
  if (weights === null) return { wanted: null, why: `${run.name} has no weights yet.` };
  const taken = takenOf(session);
  if (taken === null) return { wanted: null, why: `${deviceNow(session).name || "The device"} is being read.` };
  const options = optionsOf(p, taken.window);
  const of = digest(JSON.stringify([run.data, run.config, options]));
  const { known, set } = partedOf(p.chipDevices);
  const arrays = written?.of === of ? written.arrays : NONE;
  // What was written counts while the programming error does.
  const settled = p.chipEffects.includes("programming") && Object.keys(arrays).length > 0;
  const found = Object.entries(arrays).flatMap(([array, { faults }]) => faults.map((f): FaultAt => ({ array: Number(array), ...f })));
  const effects = effectsOf(p, { sigma: taken.sigma, faults: settled ? [...found, ...known] : known, settled });
  const asked = JSON.stringify([weights.key, run.data.noise, run.data.seed, options]);
  const key = `${asked} ${JSON.stringify(set)} ${siemensOf(arrays).digest}`;
  const chip: ChipSource = { key, weights: weights.blob, noise: run.data.noise, seed: run.data.seed, options, set, written: siemensOf(arrays).siemens };
  const look = { sample: p.sample, cells: cellsOf(effects, options.rows, false), seed: p.seed, draw: p.chipDraw };
  const wish = { chip, effects, block: p.chipBlock, look, name: run.name };
  return { wanted: { wish, key: JSON.stringify([key, effects, p.chipBlock, look, run.name]), run, taken, asked, of }, why: "" };
}
