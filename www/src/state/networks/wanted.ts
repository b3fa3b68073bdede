// From the state to what is to be drawn: levels, networks, draws, votes.
import type { Device, Which } from "../../generated/types";
import type { Session } from "../session";
import { type Run, usabilityOf } from "./run";
import type { Wanted } from "./sweeps";
import type { Ballot } from "./votes";

/** Draws of the accuracies beside the usability that is looked at. */
export const LOOK_DRAWS = 10;

const synthetic = (usability: number): Device => ({ device: "usability", usability });

/** The measured device that the selected network was trained for; null for a usability alone. */
export function ownDevice(session: Session): (Device & { device: "measured" }) | null {
  const device = session.networks.selected?.config.device;
  return device?.device === "measured" ? device : null;
}

/** The device that is looked at. */
export function lookedAt(session: Session): Device {
  const { look, lookOn } = session.store.state.properties;
  return (lookOn === "device" ? ownDevice(session) : null) ?? synthetic(look);
}

/** A device in words: `U = 0.5`, or its name with that. */
export function deviceWords(device: Device): string {
  const words = `U = ${Number(usabilityOf(device).toPrecision(3))}`;
  return device.device === "measured" ? `${device.name} (${words})` : words;
}

/** The levels of a sweep, from the best device down, each with its name. */
export function levelsOf(session: Session): { name: string; device: Device }[] {
  const { levelsFrom, levelCount } = session.store.state.properties;
  if (levelsFrom === "usability") {
    // Steps of a tenth are said as such: 0.3, not 0.30000000000000004.
    const at = (i: number) => Number(((levelCount - i) / levelCount).toFixed(6));
    return Array.from({ length: levelCount }, (_, i) => ({ name: `U = ${at(i)}`, device: synthetic(at(i)) }));
  }
  return session.engine.devices.flatMap((analysed) => {
    const { device } = session.networks.deviceOf(analysed);
    return device === null ? [] : [{ name: analysed.label, device }];
  });
}

/** The networks that can be let drift: those that are trained. */
export const trained = (session: Session): readonly Run[] => session.networks.compared.filter((r) => session.store.state.progress[r.id]?.weights != null);

export function wanted(session: Session, run: Run, device: Device, which: Which = "matrices"): Wanted {
  const { sweepDraws, seed } = session.store.state.properties;
  return { run, device, which, draws: sweepDraws, seed };
}

/** Accuracies at the usability that is looked at. */
export const lookOf = (session: Session, run: Run): Wanted => ({ ...wanted(session, run, lookedAt(session)), draws: LOOK_DRAWS, passing: true });

/** The level that is looked at: the last one where there are fewer than that. */
export function levelAt(session: Session): { at: number; name: string; device: Device } | null {
  const levels = levelsOf(session);
  const at = Math.min(session.store.state.properties.level, levels.length - 1);
  const level = levels[at];
  return level === undefined ? null : { at, ...level };
}

/** A network without drift, where all draws are the same. */
export const cleanOf = (session: Session, run: Run): Wanted => ({ ...wanted(session, run, synthetic(1)), draws: 1 });

/** The analog layers of the selected network, one at a time, at the level that is looked at. */
export function layersOf(session: Session): { layer: string; wanted: Wanted }[] {
  const run = session.networks.selected;
  const level = levelAt(session);
  if (run === null || level === null) return [];
  const model = session.store.state.progress[run.id]?.outcomes[0]?.trial.config.model;
  return (model?.layers ?? []).flatMap((layer, at) => {
    if (!layer.analog) return [];
    const name = `${layer.layer === "conv" ? "conv" : "dense"}${at + 1}`;
    return [{ layer: name, wanted: wanted(session, run, level.device, { layer: at }) }];
  });
}

/** What the figure of the robustness needs, whether or not it is drawn now. */
export function sweepOf(session: Session): Wanted[] {
  const levels = levelsOf(session);
  // Level by level, so that the networks can be compared at those that are done.
  const all = levels.flatMap(({ device }) => trained(session).map((run) => wanted(session, run, device)));
  const run = session.networks.selected;
  if (session.store.state.properties.robustPlot !== "sensitivity" || run === null) return all;
  return [...all, cleanOf(session, run), ...layersOf(session).map((l) => l.wanted)];
}

export function wantedOf(session: Session): Wanted[] {
  const { station, sweep } = session.store.state.properties;
  if (station === "network") return trained(session).map((run) => lookOf(session, run));
  return station === "robustness" && sweep ? sweepOf(session) : [];
}

/** The vote that the settings describe, of the selected network. */
export function ballotAsked(session: Session): Ballot | null {
  const run = session.networks.selected;
  const { properties: p, progress } = session.store.state;
  if (run === null || progress[run.id]?.weights == null) return null;
  const votes = { selection: Math.max(Math.round(p.voteDraws / 10), 10), draws: p.voteDraws, alpha: p.voteAlpha };
  const device = run.config.device.device === "usability" ? -Math.log(run.config.device.usability) : run.config.device.model.sigma;
  return { run, sample: p.sample, config: { law: { p1: p.theoryP1, p2: p.theoryP2 }, sigma: p.voteSigma, device: Math.max(device, 0), votes, seed: p.seed } };
}

/** The vote that is to be cast now. */
export function ballotOf(session: Session): Ballot | null {
  const { station, vote } = session.store.state.properties;
  return station === "theory" && vote ? ballotAsked(session) : null;
}
