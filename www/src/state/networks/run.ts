// A run: a network trained for a device, once as it is or the best of several trainings.
import type { Contender, Device, Form, Outcome, RunConfig } from "../../generated/types";
import type { DataSource } from "../../work/messages";
import { DIGITS } from "../digits";
import type { Properties } from "../properties";

/** A file that a person gave to learn from; its bytes lie under `content`. */
export interface OwnFile {
  readonly name: string;
  readonly bytes: number;
  readonly content: string;
}

/** One's own data, as a worker found it. */
export interface OwnData {
  readonly files: readonly OwnFile[];
  readonly form: Form;
  readonly classes: readonly string[];
  readonly samples: readonly [number, number, number];
  readonly pixels: boolean;
}

/** What a run learns, as it is kept. */
export type RunData =
  | { readonly task: "moons"; readonly noise: number; readonly seed: number }
  | { readonly task: "digits" }
  | { readonly task: "own"; readonly seed: number; readonly own: OwnData };

/** What was asked for. */
export interface Run {
  readonly id: string;
  readonly name: string;
  readonly data: RunData;
  readonly config: RunConfig;
}

/** How far it is; what undo does not take back. */
export interface RunProgress {
  readonly status: "running" | "paused" | "done" | "failed";
  readonly outcomes: readonly Outcome[];
  /** Key of the best weights, and the number of their training. */
  readonly weights: { readonly content: string; readonly bytes: number; readonly of: number } | null;
  /** Trainings under way: the key of what each goes on from. */
  readonly under: Readonly<Record<string, string>>;
  /** Why it failed, or what to know of it. */
  readonly problem: string;
}

export const NOT_BEGUN: RunProgress = { status: "paused", outcomes: [], weights: null, under: {}, problem: "" };

export const METHOD_NAMES: Readonly<Record<Contender, string>> = {
  erm: "ERM (plain)",
  dropout: "dropout",
  gaussian: "Gaussian noise",
  laplace: "Laplace noise",
  lognormal: "log-normal noise",
  multinomial: "multinomial noise",
  bayesmulti: "BayesMulti",
};
/** Short, for legends and lists. */
export const METHOD_SHORT: Readonly<Record<Contender, string>> = {
  erm: "ERM", dropout: "dropout", gaussian: "Gaussian", laplace: "Laplace", lognormal: "log-normal", multinomial: "multinomial", bayesmulti: "BayesMulti",
};

const MOONS_FORM: Form = { shape: { channels: 2, height: 1, width: 1 }, classes: 2 };
const DIGITS_FORM: Form = { shape: { channels: 1, height: 28, width: 28 }, classes: 10 };

export const formOf = (data: RunData): Form => (data.task === "moons" ? MOONS_FORM : data.task === "digits" ? DIGITS_FORM : data.own.form);

export const classesOf = (data: RunData): number => formOf(data).classes;

/** Samples to learn from, to choose by, and of the test. */
export function samplesOf(data: RunData): readonly [number, number, number] {
  return data.task === "moons" ? [200, 400, 400] : data.task === "digits" ? [DIGITS.learn, DIGITS.choose, DIGITS.test] : data.own.samples;
}

/** Whether a sample is a picture. */
export const isPictures = (data: RunData) => data.task === "digits" || (data.task === "own" && data.own.pixels && formOf(data).shape.channels === 1);

export function taskName(data: RunData): string {
  return data.task === "own" ? (data.own.files[0]?.name ?? "own data").replace(/\.[^/]*$/, "") : data.task;
}

/** Where a worker finds it; null if bytes are gone. */
export function sourceOf(data: RunData, content: (key: string) => Blob | undefined): DataSource | null {
  switch (data.task) {
    case "moons":
      return { task: "moons", noise: data.noise, seed: data.seed };
    case "digits":
      return { task: "digits", images: DIGITS.images, labels: DIGITS.labels, learn: DIGITS.learn, choose: DIGITS.choose };
    case "own": {
      const files = data.own.files.map(({ name, content: key }) => ({ name, key, blob: content(key) }));
      if (files.some((f) => f.blob === undefined)) return null;
      return { task: "own", seed: data.seed, files: files as { name: string; key: string; blob: Blob }[] };
    }
  }
}

/** The data that the properties ask for; null where none was given. */
export function dataOf(p: Properties, own: OwnData | null): RunData | null {
  if (p.task === "moons") return { task: "moons", noise: p.moonsNoise, seed: p.seed };
  if (p.task === "digits") return { task: "digits" };
  return own === null ? null : { task: "own", seed: p.seed, own };
}

/** Whether settings are searched, or the one training is as the sliders say. */
export const searches = (p: Properties, method: Contender) => method === "bayesmulti" || p.tune === "search";

/** What the properties ask to be trained. */
export function configOf(p: Properties, method: Contender, device: Device): RunConfig {
  const moons = p.task === "moons";
  return {
    model: moons ? `moons:${p.hidden}` : p.model === "auto" ? null : p.model,
    method,
    trainings: searches(p, method) ? p.trials : 1,
    wave: p.wave,
    noise: { p1: p.p1, p2: p.p2, strength: method === "lognormal" && p.strength === 0 ? null : p.strength },
    epochs: moons ? p.moonsEpochs : p.epochs,
    batch: moons ? 16 : p.netBatch,
    rate: moons ? p.moonsRate : p.rate,
    device,
    objective: p.objective === "clean" ? { objective: "clean-training" } : { objective: "drift", draws: p.objectiveDraws },
    seed: p.seed,
  };
}

/** The usability that a device is known by. */
export function usabilityOf(device: Device): number {
  return device.device === "usability" ? device.usability : Math.min(device.model.length_factor * Math.exp(-device.model.sigma), 1);
}

/** The best outcome so far: the highest score, of equals the first. */
export function bestOf(outcomes: readonly Outcome[]): Outcome | null {
  let best: Outcome | null = null;
  for (const outcome of outcomes) if (better(outcome, best)) best = outcome;
  return best;
}

export function better(a: Outcome, b: Outcome | null): boolean {
  if (a.score === null) return false;
  if (b?.score == null) return true;
  return a.score > b.score || (a.score === b.score && a.trial.number < b.trial.number);
}

/** The name of a run that nobody has named. */
export function nameOf(config: RunConfig, data: RunData, taken: ReadonlySet<string>): string {
  const budget = config.trainings === 1 ? "" : `, best of ${config.trainings}`;
  const stem = `${METHOD_SHORT[config.method]}${config.method === "bayesmulti" ? "" : budget} · ${taskName(data)}`;
  if (!taken.has(stem)) return stem;
  for (let n = 2; ; n += 1) if (!taken.has(`${stem} (${n})`)) return `${stem} (${n})`;
}
