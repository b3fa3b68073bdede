// Runs as they are saved: which bytes they name, what is checked on the way back, what is
// given up with them.
import { METHODS } from "../properties";
import type { State } from "../store";
import type { OwnData, OwnFile, Run, RunProgress } from "./run";

export interface Key {
  key: string;
  /** How many bytes it has; null where any number will do. */
  bytes: number | null;
  /** What a person calls it; null for what can be made again. */
  name: string | null;
}

/** Every key of bytes that the state names. */
export function* keysOf(state: State): Generator<Key> {
  for (const { content, bytes, path } of state.files) if (content !== null) yield { key: content, bytes, name: path };
  yield* networkKeys(state);
}

/** Those of runs and data alone. */
export function* networkKeys(state: Pick<State, "runs" | "own" | "progress">): Generator<Key> {
  const seen = new Set<string>();
  const owned = [state.own, ...state.runs.map((r) => (r.data.task === "own" ? r.data.own : null))];
  for (const { name, bytes, content } of owned.flatMap((own) => own?.files ?? [])) {
    if (!seen.has(content)) yield { key: content, bytes, name };
    seen.add(content);
  }
  for (const { id } of state.runs) {
    const progress = state.progress[id];
    if (progress === undefined) continue;
    if (progress.weights !== null) yield { key: progress.weights.content, bytes: progress.weights.bytes, name: null };
    for (const key of Object.values(progress.under)) yield { key, bytes: null, name: null };
  }
}

/** The state without runs whose bytes are gone: those are trained again. */
export function withoutLost<S extends Pick<State, "runs" | "own" | "progress">>(state: S, has: (key: string) => boolean): S {
  const whole = (own: OwnData) => own.files.every((f) => has(f.content));
  const runs = state.runs.filter((run) => run.data.task !== "own" || whole(run.data.own));
  const progress = Object.fromEntries(
    runs.flatMap(({ id }) => {
      const p = state.progress[id];
      if (p === undefined) return [];
      const under = Object.fromEntries(Object.entries(p.under).filter(([, key]) => has(key)));
      if (p.weights === null || has(p.weights.content)) return [[id, { ...p, under }]];
      return [[id, { ...p, under, weights: null, outcomes: [], status: "paused", problem: "Its weights are no longer stored in this browser; train it again." }]];
    }),
  ) as State["progress"];
  return { ...state, runs, progress, own: state.own !== null && whole(state.own) ? state.own : null };
}

type Said = Record<string, unknown>;
const object = (said: unknown): said is Said => typeof said === "object" && said !== null && !Array.isArray(said);
const text = (said: unknown): said is string => typeof said === "string";
const number = (said: unknown): said is number => typeof said === "number" && Number.isFinite(said);

const isOwnFile = (said: unknown): said is OwnFile => object(said) && text(said.name) && number(said.bytes) && text(said.content);

export function isOwnData(said: unknown): said is OwnData {
  if (!object(said) || !object(said.form) || !object(said.form.shape)) return false;
  const { channels, height, width } = said.form.shape;
  return (
    Array.isArray(said.files) && said.files.length > 0 && said.files.every(isOwnFile) &&
    [channels, height, width, said.form.classes].every(number) &&
    Array.isArray(said.classes) && said.classes.every(text) &&
    Array.isArray(said.samples) && said.samples.length === 3 && said.samples.every(number) && typeof said.pixels === "boolean"
  );
}

const numbers = (said: Said, ...keys: string[]) => keys.every((key) => number(said[key]));

function isDevice(said: unknown): boolean {
  if (!object(said)) return false;
  if (said.device === "usability") return number(said.usability) && said.usability > 0 && said.usability <= 1;
  const { model, options } = said;
  return (
    said.device === "measured" && text(said.name) && object(options) && object(model) &&
    numbers(model, "sigma", "length_factor", "run_start", "run_end") && Array.isArray(model.conductance) && model.conductance.every(number)
  );
}

/** Whether it looks like a run: all that the page reads of it is there; ranges are checked by whoever trains. */
export function isRun(said: unknown): said is Run {
  if (!object(said) || !text(said.id) || !text(said.name) || !object(said.config) || !object(said.data)) return false;
  const { config, data } = said;
  const known =
    data.task === "moons" ? number(data.noise) && number(data.seed)
    : data.task === "own" ? number(data.seed) && isOwnData(data.own)
    : data.task === "digits";
  return (
    known && (METHODS as readonly unknown[]).includes(config.method) && numbers(config, "trainings", "wave", "epochs", "batch", "rate", "seed") &&
    (config.model === null || text(config.model)) && isDevice(config.device) && object(config.noise) && numbers(config.noise, "p1", "p2") &&
    object(config.objective) && (config.objective.objective === "clean-training" || number(config.objective.draws))
  );
}

const isEpoch = (said: unknown) => object(said) && numbers(said, "epoch", "loss", "accuracy") && (said.validation === null || number(said.validation));
const isLayer = (said: unknown) => object(said) && text(said.layer) && number(said.outputs) && typeof said.analog === "boolean";

function isOutcome(said: unknown): boolean {
  if (!object(said) || !object(said.trial) || !object(said.trial.config) || !object(said.stopped)) return false;
  const { config, number: place } = said.trial;
  const { noise, model, rate } = config as Said;
  return (
    number(place) && number(rate) && number(said.clean) && (said.score === null || number(said.score)) && Array.isArray(said.history) && said.history.every(isEpoch) &&
    object(noise) && Array.isArray(noise.layers) && noise.layers.every((n) => text(n) || object(n)) && object(model) && text(model.name) && object(model.input) &&
    numbers(model.input, "channels", "height", "width") && Array.isArray(model.layers) && model.layers.every(isLayer)
  );
}

export function isProgress(said: unknown): said is RunProgress {
  if (!object(said) || !Array.isArray(said.outcomes) || !object(said.under)) return false;
  const { weights, outcomes, under, status, problem } = said;
  return (
    ["running", "paused", "done", "failed"].includes(status as string) && text(problem) &&
    (weights === null || (object(weights) && text(weights.content) && numbers(weights, "bytes", "of"))) &&
    outcomes.every(isOutcome) && Object.values(under).every(text)
  );
}

/** Runs whose ids and names no other has. */
export function distinct(runs: readonly Run[]): Run[] {
  const [ids, names] = [new Set<string>(), new Set<string>()];
  return runs.filter(({ id, name }) => {
    const known = ids.has(id) || names.has(name);
    ids.add(id);
    names.add(name);
    return !known;
  });
}
