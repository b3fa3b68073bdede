// The one table of the page's properties: what the URL holds, what is undone, what a
// control may show. Everything that a link can say stands here.

export interface Common {
  /** Key in the URL. */
  readonly key: string;
  /** What it is called on the page and in a told problem. */
  readonly label: string;
  /** One sentence for whoever asks what it does. */
  readonly help?: string;
  readonly unit?: string;
  /** Whether a change can be undone; a choice of what is shown cannot. */
  readonly undo?: boolean;
  /** Whether only a link says it: it is kept neither by autosave nor in a project file. */
  readonly linkOnly?: boolean;
}
export interface NumberProperty extends Common {
  readonly type: "number";
  readonly initial: number;
  readonly low: number;
  readonly high: number;
  readonly whole?: boolean;
  /** For the slider: steps along it are equal ratios. */
  readonly log?: boolean;
  /** The ends of the slider, where they are not those of the range; null for no slider. */
  readonly slider?: readonly [number, number] | null;
}
export interface ChoiceProperty<T extends string = string> extends Common {
  readonly type: "choice";
  readonly initial: T;
  readonly choices: readonly T[];
}
export interface TextProperty extends Common {
  readonly type: "text";
  readonly initial: string;
  readonly most: number;
}
export interface FlagProperty extends Common {
  readonly type: "flag";
  readonly initial: boolean;
}
export interface ListProperty extends Common {
  readonly type: "list";
  readonly initial: readonly string[];
  readonly most: number;
  /** What may stand in it; anything if absent. */
  readonly choices?: readonly string[];
}
export type Property = NumberProperty | ChoiceProperty | TextProperty | FlagProperty | ListProperty;

const number = (p: Omit<NumberProperty, "type">): NumberProperty => ({ type: "number", ...p });
const text = (p: Omit<TextProperty, "type">): TextProperty => ({ type: "text", ...p });
const flag = (p: Omit<FlagProperty, "type">): FlagProperty => ({ type: "flag", ...p });
const list = (p: Omit<ListProperty, "type">): ListProperty => ({ type: "list", ...p });
const choice = <const T extends string>(p: Omit<ChoiceProperty<T>, "type">): ChoiceProperty<T> => ({
  type: "choice",
  ...p,
});

/** Parts of the page that a teacher may hide by `hide=`. */
export const PARTS = ["drop", "samples", "settings", "draw", "methods", "all", "export", "files", "help"] as const;
export type Part = (typeof PARTS)[number];

export const SAMPLES = ["good", "non-monotonic", "noisy"] as const;

export const PROPERTIES = {
  station: choice({ key: "station", label: "station", initial: "device", choices: ["device", "fabrication"] }),
  view: choice({ key: "view", label: "view", initial: "bench", choices: ["bench", "report"] }),
  chart: choice({
    key: "chart",
    label: "figure",
    initial: "conductance",
    choices: ["conductance", "current", "current-log", "spread", "endurance", "overlay", "ranking", "methods", "histogram", "draw"],
  }),
  method: choice({ key: "method", label: "method", initial: "corrected", choices: ["corrected", "paper", "table"] }),
  device: text({ key: "device", label: "selected device", initial: "", most: 600 }),
  overlay: list({ key: "overlay", label: "marked devices", initial: [], most: 4096 }),
  sort: choice({
    key: "sort",
    label: "order of the table",
    initial: "read",
    choices: ["read", "name", "cycles", "points", "v_set", "v_reset", "on_off", "compliance", "run", "sigma", "usability"],
  }),
  descending: flag({ key: "down", label: "largest first", initial: false }),

  requiredLength: number({
    key: "required", label: "Required length", unit: "points", initial: 35, low: 1, high: 2000, slider: [1, 150], whole: true, undo: true,
    help: "Points of rising conductance that give a length factor of 1 (decision U9).",
  }),
  compliance: choice({
    key: "compliance", label: "Compliance", initial: "auto", choices: ["auto", "none", "given"], undo: true,
    help: "How points at current compliance are found; only the corrected method leaves them out.",
  }),
  complianceA: number({
    key: "compliance_a", label: "Compliance current", unit: "A", initial: 1e-4, low: 1e-12, high: 10, log: true, undo: true,
  }),
  polarity: choice({
    key: "polarity", label: "SET polarity", initial: "auto", choices: ["auto", "positive", "negative"], undo: true,
    help: "The sign of voltage on which the conductance is raised.",
  }),
  readVoltage: number({
    key: "read", label: "Read voltage", unit: "V", initial: 0, low: -100, high: 100, slider: [-5, 5], undo: true,
    help: "Where the on/off ratio is read; 0 stands for a tenth of the largest voltage.",
  }),
  bootstrap: number({
    key: "draws", label: "Bootstrap draws", initial: 200, low: 0, high: 2000, whole: true, undo: true,
    help: "Resamplings of the cycles behind each 95 % interval; 0 gives none.",
  }),
  seed: number({
    key: "seed", label: "Seed", initial: 1, low: 0, high: 4294967295, slider: null, whole: true, undo: true,
    help: "The same files, settings and seed give the same numbers everywhere.",
  }),
  smoothing: number({
    key: "r", label: "Smoothing r", initial: 1, low: 0, high: 100, slider: [0, 10], undo: true,
    help: "Variance of a measurement against q = 0.1 of a step (decision U4); 0 turns smoothing off.",
  }),
  window: choice({
    key: "window", label: "Window of sigma", initial: "operative", choices: ["operative", "all"], undo: true,
    help: "The run, or every point of the branch (decision U11).",
  }),
  bound: choice({
    key: "bound", label: "Bound of the paper's sigma", initial: "two-sided", choices: ["two-sided", "one-sided"], undo: true,
    help: "Which quantile the paper's upper bound divides by (decision U13).",
  }),

  labCycles: number({
    key: "lab_cycles", label: "Cycles of a virtual device", initial: 12, low: 2, high: 200, slider: [2, 50], whole: true, undo: true,
    help: "More cycles, narrower intervals.",
  }),
  labBudget: number({
    key: "lab_budget", label: "Experiments in all", initial: 12, low: 1, high: 300, slider: [1, 60], whole: true,
    help: "Play stops there.",
  }),
  labPause: number({
    key: "lab_pause", label: "Pause between experiments", unit: "ms", initial: 300, low: 0, high: 10_000, slider: [0, 2000], whole: true,
  }),
  plot: choice({ key: "plot", label: "figure of the campaign", initial: "progress", choices: ["progress", "slice", "map", "importance", "prediction"] }),
  across: number({ key: "across", label: "First variable", initial: 0, low: 0, high: 63, whole: true }),
  down: number({ key: "vs", label: "Second variable", initial: 2, low: 0, high: 63, whole: true }),
  quantity: choice({ key: "quantity", label: "What the map shows", initial: "acquisition", choices: ["mean", "sd", "acquisition"] }),
  batch: number({ key: "batch", label: "Recipes at once", initial: 1, low: 1, high: 24, slider: [1, 8], whole: true }),
  series: flag({ key: "series", label: "a series over the whole range", initial: false }),
  virtual: number({ key: "virtual", label: "virtual experiments", initial: 0, low: 0, high: 60, whole: true, linkOnly: true }),

  theme: choice({ key: "theme", label: "theme", initial: "auto", choices: ["auto", "light", "dark"] }),
  letters: flag({ key: "letters", label: "single-letter keys", initial: true }),
  hide: list({ key: "hide", label: "hidden parts", initial: [], most: PARTS.length, choices: PARTS, linkOnly: true }),
  tutorial: text({ key: "tutorial", label: "tutorial", initial: "", most: 40, linkOnly: true }),
  step: number({ key: "step", label: "step of the tutorial", initial: 0, low: 0, high: 40, whole: true, linkOnly: true }),
  samples: list({ key: "sample", label: "sample devices", initial: [], most: SAMPLES.length, choices: SAMPLES }),
  drawn: text({ key: "drawn", label: "drawn curve", initial: "", most: 1200 }),
} as const;

export type PropertyName = keyof typeof PROPERTIES;
type ValueOf<P> = P extends { type: "number" }
  ? number
  : P extends { type: "flag" }
    ? boolean
    : P extends { type: "list" }
      ? readonly string[]
      : P extends { type: "text" }
        ? string
        : P extends ChoiceProperty<infer T>
          ? T
          : never;
export type Properties = { readonly [N in PropertyName]: ValueOf<(typeof PROPERTIES)[N]> };
export const NAMES = Object.keys(PROPERTIES) as PropertyName[];

export function initialProperties(): Properties {
  return Object.fromEntries(NAMES.map((name) => [name, PROPERTIES[name].initial])) as Properties;
}

/** A value brought into its range, and a sentence if it had to be changed. */
export function admitted(property: Property, said: unknown): { value: unknown; problem?: string } {
  const instead = (value: unknown, why: string) => ({ value, problem: `${property.label}: ${why}` });
  const shown = typeof said === "string" ? `“${said.slice(0, 60)}”` : String(said);
  switch (property.type) {
    case "number": {
      const text = typeof said === "string" ? said.trim() : said;
      const value = text === "" || text === null ? Number.NaN : Number(text);
      if (!Number.isFinite(value)) return instead(property.initial, `${shown} is not a number; ${property.initial} is used.`);
      const whole = property.whole ? Math.round(value) : value;
      const clamped = Math.min(Math.max(whole, property.low), property.high);
      if (clamped === value) return { value };
      return instead(clamped, `${shown} is not ${property.whole ? "a whole number " : ""}from ${property.low} to ${property.high}; ${clamped} is used.`);
    }
    case "choice":
      if (typeof said === "string" && property.choices.includes(said)) return { value: said };
      return instead(property.initial, `${shown} is not one of ${property.choices.join(", ")}; ${property.initial} is used.`);
    case "flag":
      if (said === true || said === "1" || said === "true") return { value: true };
      if (said === false || said === "0" || said === "false") return { value: false };
      return instead(property.initial, `${shown} is neither 1 nor 0.`);
    case "text": {
      if (typeof said !== "string") return instead(property.initial, `${shown} is not text.`);
      if (said.length <= property.most) return { value: said };
      return instead(property.initial, `the text is longer than ${property.most} characters and is left out.`);
    }
    case "list": {
      const items = Array.isArray(said) ? said.filter((v) => typeof v === "string") : String(said).split(",");
      const wanted = items.map((item) => item.trim()).filter((item) => item !== "");
      const known = wanted.filter((item) => property.choices?.includes(item) ?? true);
      const value = [...new Set(known)].slice(0, property.most);
      const unknown = wanted.filter((item) => !known.includes(item));
      if (unknown.length > 0) return instead(value, `“${unknown[0]?.slice(0, 60)}” is not one of ${property.choices?.join(", ")}; it is ignored.`);
      if (value.length < new Set(known).size) return instead(value, `only the first ${property.most} are used.`);
      return { value };
    }
  }
}
