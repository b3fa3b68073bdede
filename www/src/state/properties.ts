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
  /** Whether its number is shown with a prefix of SI, as that of a logarithmic one with a unit is. */
  readonly prefixed?: boolean;
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
export const PARTS = ["drop", "samples", "settings", "draw", "methods", "all", "export", "files", "help", "data", "training", "runs", "levels", "votes", "counterexamples", "effects", "touch", "waterfall", "programming", "hardware", "energy"] as const;

export const METHODS = ["erm", "dropout", "gaussian", "laplace", "lognormal", "multinomial", "bayesmulti"] as const;
/** What makes an array other than the network it holds, in the order in which a signal meets it. */
export const EFFECTS = ["levels", "programming", "drift", "faults", "law", "wires", "read-noise", "dac", "adc"] as const;
export type Part = (typeof PARTS)[number];

export const SAMPLES = ["good", "non-monotonic", "noisy"] as const;

export const PROPERTIES = {
  station: choice({ key: "station", label: "station", initial: "device", choices: ["device", "fabrication", "network", "robustness", "theory", "crossbar"] }),
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

  task: choice({ key: "task", label: "What is learned", initial: "moons", choices: ["moons", "digits", "own"], undo: true }),
  moonsNoise: number({
    key: "moons_noise", label: "Noise of the moons", initial: 0.1, low: 0, high: 1, slider: [0, 0.5], undo: true,
    help: "Standard deviation of each coordinate (METHOD M1).",
  }),
  hidden: number({ key: "hidden", label: "Hidden units", initial: 5, low: 1, high: 64, slider: [1, 16], whole: true, undo: true, help: "One layer with tanh; five as on the paper's crossbar." }),
  model: choice({
    key: "model", label: "Network", initial: "auto", choices: ["auto", "mlp", "lenet5"], undo: true,
    help: "LeNet-5 takes ten classes of 28 × 28 pixels; the others fit themselves to the data.",
  }),
  trainBy: choice({
    key: "by", label: "Trained by", initial: "erm", choices: METHODS, undo: true,
    help: "Plain training knows nothing of the device; the others inject noise into every step.",
  }),
  tune: choice({
    key: "tune", label: "Its settings", initial: "as-set", choices: ["as-set", "search"], undo: true,
    help: "As they stand here, or the best of several trainings, chosen by Bayesian optimisation.",
  }),
  trials: number({ key: "trials", label: "Trainings of a search", initial: 12, low: 2, high: 200, slider: [2, 40], whole: true, undo: true, help: "Every method has the same number, or the comparison is not fair." }),
  wave: number({ key: "wave", label: "Trainings of a wave", initial: 2, low: 1, high: 16, slider: [1, 8], whole: true, undo: true, help: "Trained at once; it changes the result, the number of workers does not." }),
  p1: number({ key: "p1", label: "p₁, weights set to 0", initial: 0.3, low: 0, high: 0.95, undo: true }),
  p2: number({ key: "p2", label: "p₂, weights halved", initial: 0.3, low: 0, high: 1, undo: true }),
  strength: number({
    key: "strength", label: "Strength of the noise", initial: 0.3, low: 0, high: 0.95, undo: true,
    help: "Rate of dropout, σ of Gaussian and log-normal noise, scale of Laplace noise; for log-normal noise 0 stands for the device's own σ.",
  }),
  moonsEpochs: number({ key: "moons_epochs", label: "Epochs", initial: 100, low: 1, high: 5000, slider: [1, 400], whole: true, undo: true, help: "Passes over the 200 points." }),
  moonsRate: number({ key: "moons_rate", label: "Learning rate", initial: 0.03, low: 1e-5, high: 10, log: true, undo: true, help: "At the beginning; it falls along half a cosine." }),
  epochs: number({ key: "epochs", label: "Epochs", initial: 5, low: 1, high: 1000, slider: [1, 30], whole: true, undo: true, help: "Passes over the samples." }),
  rate: number({ key: "rate", label: "Learning rate", initial: 2e-3, low: 1e-5, high: 10, log: true, undo: true, help: "At the beginning; it falls along half a cosine." }),
  netBatch: number({ key: "batch_size", label: "Samples of a step", initial: 64, low: 1, high: 1024, slider: [8, 256], whole: true, undo: true }),
  objective: choice({
    key: "objective", label: "Chosen by", initial: "drift", choices: ["drift", "clean"], undo: true,
    help: "Mean accuracy on the validation samples under the device's drift, or, as in the authors' code, accuracy on the training samples without drift.",
  }),
  objectiveDraws: number({ key: "objective_draws", label: "Draws of the choice", initial: 10, low: 1, high: 1000, slider: [1, 50], whole: true, undo: true }),
  target: choice({ key: "target", label: "Trained for", initial: "usability", choices: ["usability", "device"], undo: true }),
  usability: number({ key: "u", label: "Usability trained for", initial: 0.5, low: 0.01, high: 1, undo: true, help: "A device of which only this is known: weights are stored exactly, and σ = −ln U." }),
  look: number({ key: "look", label: "Usability looked at", initial: 0.5, low: 0.01, high: 1, help: "Drag it down and see which network falls first." }),
  lookOn: choice({ key: "look_on", label: "Looked at on", initial: "usability", choices: ["usability", "device"], help: "Any usability, or the measured device that the network was trained for." }),
  speed: choice({ key: "speed", label: "Speed", initial: "full", choices: ["full", "watch", "slow"] }),
  netPlot: choice({ key: "seen", label: "figure of the network", initial: "boundary", choices: ["boundary", "training", "search", "gallery", "layers"] }),
  layer: number({ key: "layer", label: "Layer", initial: 0, low: 0, high: 63, slider: null, whole: true }),
  drawNumber: number({ key: "draw_number", label: "Draw of the drift", initial: 0, low: 0, high: 999, slider: [0, 20], whole: true }),
  gallery: number({ key: "gallery", label: "First sample shown", initial: 0, low: 0, high: 1e6, slider: null, whole: true }),
  run: text({ key: "run", label: "selected run", initial: "", most: 120 }),
  runs: list({ key: "runs", label: "marked runs", initial: [], most: 24 }),
  train: list({ key: "train", label: "networks to train", initial: [], most: METHODS.length, choices: METHODS, linkOnly: true }),
  workers: number({ key: "workers", label: "Workers", initial: 0, low: 0, high: 4, whole: true, help: "How many may compute at once; 0 for all. It never changes a result." }),

  robustPlot: choice({ key: "robust", label: "figure of the robustness", initial: "robustness", choices: ["robustness", "draws", "sensitivity"] }),
  levelsFrom: choice({ key: "levels_from", label: "Levels", initial: "usability", choices: ["usability", "devices"], undo: true, help: "Usabilities in equal steps, or the devices analysed at the Device station." }),
  levelCount: number({ key: "levels", label: "Levels of usability", initial: 10, low: 2, high: 40, slider: [2, 20], whole: true, undo: true }),
  sweepDraws: number({ key: "sweep_draws", label: "Draws of drift at each level", initial: 10, low: 2, high: 1000, slider: [2, 50], whole: true, undo: true, help: "The same draws for every network, so that the comparison is paired." }),
  level: number({ key: "level", label: "Level", initial: 5, low: 0, high: 4095, slider: null, whole: true }),
  sweep: flag({ key: "sweep", label: "draws of drift are computed", initial: false }),
  compareMethods: list({ key: "methods", label: "methods compared", initial: ["erm", "bayesmulti"], most: METHODS.length, choices: METHODS }),

  theoryC: number({ key: "c", label: "c, probability of the vote", initial: 0.95, low: 0, high: 1, slider: [0.5, 1], undo: true, help: "How often the network says the same class when its weights are noisy." }),
  theoryP1: number({ key: "tp1", label: "p₁, weights set to 0", initial: 0.3, low: 0, high: 1, undo: true }),
  theoryP2: number({ key: "tp2", label: "p₂, weights halved", initial: 0.1, low: 0, high: 1, undo: true }),
  theorySize: number({ key: "theta", label: "Number of weights", initial: 5, low: 1, high: 3e5, slider: [1, 1e5], log: true, whole: true, undo: true, help: "Θ of the theorem: five fit on the moons network's first layer, LeNet-5 has 61 706." }),
  sample: number({ key: "sample_number", label: "Test sample", initial: 0, low: 0, high: 1e6, slider: null, whole: true }),
  voteSigma: number({ key: "vote_sigma", label: "σ of the log-normal votes", initial: 0.1, low: 0.001, high: 3, log: true, undo: true }),
  voteDraws: number({ key: "votes", label: "Votes", initial: 1000, low: 10, high: 100_000, slider: [100, 5000], whole: true, undo: true, help: "So many count the class that as many as a tenth of them more, at least 10, have chosen first." }),
  voteAlpha: number({ key: "alpha", label: "One minus the confidence", initial: 0.001, low: 1e-6, high: 0.2, log: true, undo: true }),
  vote: flag({ key: "vote", label: "votes are cast", initial: false }),

  chipSize: choice({ key: "array", label: "Size of an array", initial: "10", choices: ["10", "16", "32", "64"], undo: true }),
  chipCoding: choice({ key: "coding", label: "How a weight keeps its sign", initial: "one-sided", choices: ["one-sided", "centred", "reference"], undo: true }),
  chipWindow: choice({ key: "window_from", label: "Conductance window", initial: "device", choices: ["device", "standard"], undo: true }),
  chipEffects: list({ key: "effects", label: "effects of the array", initial: [], most: EFFECTS.length, choices: EFFECTS, undo: true }),
  chipLevels: number({ key: "g_levels", label: "Levels in the window", initial: 32, low: 2, high: 65_536, slider: [4, 256], log: true, whole: true, undo: true, help: "Evenly spaced; every target goes to the nearest." }),
  chipError: number({ key: "g_error", label: "Relative error, at most", initial: 0.05, low: 0, high: 0.99, slider: [0, 0.5], undo: true, help: "What write-verify leaves: uniform up to this." }),
  chipSigmaFrom: choice({ key: "sigma_from", label: "σ of the drift", initial: "device", choices: ["device", "hand"], undo: true }),
  chipSigma: number({ key: "chip_sigma", label: "σ of the drift", initial: 0.1, low: 0, high: 10, slider: [0, 1.5], undo: true }),
  chipDriftPer: choice({ key: "drift_per", label: "One draw of drift for each", initial: "device", choices: ["device", "weight"], undo: true }),
  chipStuckOn: number({ key: "stuck_on", label: "Share stuck on", initial: 0.01, low: 0, high: 0.33, slider: [0, 0.2], undo: true, help: "At the top of the window." }),
  chipStuckOff: number({ key: "stuck_off", label: "Share stuck off", initial: 0.02, low: 0, high: 0.33, slider: [0, 0.2], undo: true, help: "At its bottom." }),
  chipDead: number({ key: "dead", label: "Share dead", initial: 0.01, low: 0, high: 0.33, slider: [0, 0.2], undo: true, help: "Not conducting at all." }),
  chipLaw: choice({ key: "law", label: "Law of a device", initial: "polynomial", choices: ["polynomial", "poole-frenkel"], undo: true }),
  chipCubic: number({ key: "cubic", label: "Cubic part", initial: 0.5, low: 0, high: 100, slider: [0, 5], undo: true, help: "At the read voltage, in units of the linear part." }),
  chipLowering: number({ key: "lowering", label: "Lowering of the barrier", unit: "1/√V", initial: 5, low: 0, high: 40, slider: [0, 20], undo: true }),
  chipOhms: number({ key: "ohms", label: "Resistance of a segment", unit: "Ω", initial: 1, low: 0.001, high: 1e6, slider: [0.01, 1000], log: true, undo: true, help: "Between two devices, and at both ends of every line." }),
  chipReadNoise: number({ key: "read_noise", label: "Read noise of a device", initial: 0.02, low: 0, high: 10, slider: [0, 0.5], undo: true, help: "Standard deviation of its current, relative to it, at every product." }),
  chipDac: number({ key: "dac", label: "Bits of the DAC", initial: 8, low: 2, high: 24, slider: [2, 12], whole: true, undo: true, help: "Inputs to voltages." }),
  chipAdc: number({ key: "adc", label: "Bits of the ADC", initial: 8, low: 2, high: 24, slider: [2, 12], whole: true, undo: true, help: "Currents to numbers." }),
  chipAdcAt: choice({ key: "adc_at", label: "Converted is", initial: "column", choices: ["column", "difference"], undo: true }),
  chipRange: number({ key: "adc_range", label: "Range of the ADC", initial: 1, low: 0.001, high: 1000, slider: [0.05, 4], log: true, undo: true, help: "In units of the largest current that the training samples give on ideal devices; what is beyond is clipped." }),
  chipDraw: number({ key: "draw", label: "Programming number", initial: 0, low: 0, high: 1e6, slider: null, whole: true, undo: true }),
  chipDevices: list({ key: "devices", label: "devices changed by hand", initial: [], most: 400, undo: true }),
  chipBlock: number({ key: "block", label: "Layer that the array works on", initial: 0, low: 0, high: 4095, slider: null, whole: true }),
  chipTouch: text({ key: "touch", label: "device looked at", initial: "", most: 12 }),
  chipColour: choice({ key: "colour", label: "Colour", initial: "conductance", choices: ["conductance", "voltage", "current"] }),
  falls: flag({ key: "falls", label: "what each effect costs is computed", initial: true }),
  fallDraws: number({ key: "fall_draws", label: "Programmings of each step", initial: 10, low: 1, high: 1000, slider: [1, 100], whole: true, undo: true, help: "Where something is random; the interval is over them." }),
  writeTolerance: number({ key: "tolerance", label: "Tolerance", initial: 0.05, low: 0.001, high: 0.9, slider: [0.01, 0.3], undo: true, help: "A device is written when its read conductance is this near to its target." }),
  writeLimit: number({ key: "pulse_limit", label: "Most pulses of a device", initial: 100, low: 1, high: 100_000, slider: [1, 1000], log: true, whole: true, undo: true }),
  writeMemory: number({ key: "memory", label: "Memory of a deviation", initial: 0, low: 0, high: 1, undo: true, help: "0 draws the spread from cycle to cycle anew at each pulse; a sweep does not tell." }),
  writeHalf: number({ key: "half_select", label: "Half-select disturb", initial: 0.01, low: 0, high: 0.5, slider: [0, 0.2], undo: true, help: "Share of a step that half of the voltage moves a device by; assumed." }),
  boardTo: choice({ key: "board", label: "Connect to", initial: "emulator", choices: ["emulator", "port"] }),
  boardDialect: choice({ key: "dialect", label: "The board speaks", initial: "line", choices: ["line", "arc-one"] }),
  boardSet: number({ key: "v_set", label: "Pulse that raises the conductance", unit: "V", initial: 3, low: -12, high: 12, slider: null, undo: true, help: "SET; the limits bound it." }),
  boardReset: number({ key: "v_reset", label: "Pulse that lowers it", unit: "V", initial: -3, low: -12, high: 12, slider: null, undo: true, help: "RESET, of the other sign." }),
  boardSeconds: number({ key: "pulse_s", label: "Length of a pulse", unit: "s", initial: 1e-6, low: 1e-6, high: 0.4, log: true, slider: null, undo: true, help: "Without its ramps; many boards refuse one that is shorter than a measurement, 1 ms." }),
  boardSamples: number({ key: "board_samples", label: "Test samples", initial: 100, low: 1, high: 400, slider: [1, 400], whole: true, undo: true }),
  energyFrom: choice({ key: "energy_of", label: "Volts and conductance", initial: "array", choices: ["array", "hand"], undo: true }),
  energyVolts: number({ key: "read_v", label: "Voltage of every word line", unit: "V", initial: 0.1, low: 1e-6, high: 100, log: true, slider: [0.01, 1], undo: true }),
  energySiemens: number({ key: "mean_g", label: "Mean conductance", unit: "S", initial: 3e-6, low: 1e-15, high: 1, log: true, slider: [1e-8, 1e-3], undo: true }),
  energySeconds: number({ key: "read_s", label: "Length of a read pulse", unit: "s", initial: 1e-6, low: 1e-15, high: 1000, log: true, slider: [1e-9, 1e-3], undo: true }),
  energyDevices: number({ key: "per_weight", label: "Devices that count as one weight", initial: 1, low: 1, high: 64, slider: [1, 4], whole: true, undo: true, help: "1 counts every device, as the paper does; 2 a pair." }),
  energyDac: number({ key: "dac_j", label: "Energy of driving a word line", unit: "J", initial: 0, low: 0, high: 1, log: true, slider: null, undo: true }),
  energyAdc: number({ key: "adc_j", label: "Energy of converting a bit line", unit: "J", initial: 1e-12, low: 0, high: 1, log: true, slider: null, undo: true, help: "An assumption that decides the right column." }),
  energyStep: number({ key: "adc_step", label: "Energy of a conversion step", unit: "J", initial: 1e-14, low: 1e-20, high: 1e-6, log: true, slider: [1e-16, 1e-11], undo: true, help: "Of the figure alone: a conversion of b bits takes 2^b of them (Walden’s figure of merit); published ones go from below 1 fJ to above 1 pJ." }),
  energyBaseline: text({ key: "baseline", label: "Compared with", initial: "", most: 40, undo: true }),

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
