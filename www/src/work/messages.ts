// What the page and its workers say to each other. Values come from the Rust types.
import type {
  Ask,
  Baseline,
  Boundary,
  CampaignFigure,
  Certified,
  CertifyConfig,
  ChipOptions,
  Comparison,
  CounterExample,
  CrossbarFigure,
  Device,
  DeviceModel,
  Document,
  DriftModel,
  Edit,
  Effects,
  EnergyInputs,
  EnergyOutcome,
  Epoch,
  FabricationCampaign,
  FigureRequest,
  FileSettings,
  Form,
  FormatInfo,
  Frame,
  Judged,
  Laboratory,
  LevelResult,
  Look,
  Method,
  NetworkFigure,
  Options,
  Outcome,
  OverlayCurve,
  Paired,
  Plan,
  ProgramConfig,
  Progress,
  Proposals,
  PulseModel,
  ReadingReport,
  RunConfig,
  Spread,
  SweepConfig,
  Table,
  Targets,
  Theory,
  Touched,
  Trial,
  WaterfallResult,
  WorkbenchAbout,
  WritingNow,
} from "../generated/types";

export interface FileToRead {
  /** Its path, which is its name in every result. */
  path: string;
  settings: Partial<FileSettings>;
  /** Its bytes, or what it is simulated with. */
  content: Blob | { model: Partial<DeviceModel>; seed: number };
}

/** How one file of a group went. */
export interface FileRead {
  path: string;
  kind: string;
  devices: number;
  report: ReadingReport | null;
  /** The report in words. */
  sentences: string[];
  error: Failure | null;
}

export interface Analyzed {
  files: FileRead[];
  document: Document;
  /** Bytes of the worker's wasm memory afterwards. */
  memory: number;
}

export interface OpenedFile {
  path: string;
  settings: Partial<FileSettings>;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface OpenedProject {
  options: Partial<Options>;
  files: OpenedFile[];
  removed: { file: string; block: string }[];
  page: string;
  campaign: FabricationCampaign | null;
  networks: string;
}

/** What a network learns; a worker keeps what it made of it. */
export type DataSource =
  | { task: "moons"; noise: number; seed: number }
  | { task: "digits"; images: string; labels: string; learn: number; choose: number }
  | { task: "own"; seed: number; files: { name: string; key: string; blob: Blob }[] };

export interface DataAbout {
  name: string;
  form: Form;
  classes: string[];
  /** To learn from, to choose by, of the test. */
  samples: [number, number, number];
  pixels: boolean;
}

/** Weights as a file; a worker keeps the network under the key. */
export interface NetworkSource {
  key: string;
  blob: Blob;
}

export interface NetworkAbout {
  model: string;
  classes: number;
  parameters: number;
  layers: { name: string; rows: number; columns: number; analog: boolean }[];
}

/** A training as it is now. */
export interface Live {
  /** The epochs that are over, from this number on; those before were told. */
  from: number;
  history: Epoch[];
  current: Epoch | null;
  /** The weights, where they are small or it is time for them. */
  weights: Uint8Array<ArrayBuffer> | null;
  /** To go on with, now and then. */
  checkpoint: Uint8Array<ArrayBuffer> | null;
}

/** How a training ended: with its outcome, or in the middle with what it goes on from. */
export interface Trained {
  outcome: Outcome | null;
  live: Live;
}

/** The plane as drifting networks see it, without names. */
export interface Plane {
  x: [number, number];
  y: [number, number];
  columns: number;
  rows: number;
  share: number[];
  clean: [number, number, number, number][];
  points: [number, number, number, boolean][];
}

/** A drift: the device, and the seed of the draws. */
export interface Drifting {
  device: Device;
  seed: number;
}

/** A trained moons network on arrays; a worker keeps it under the key, which says all of it. */
export interface ChipSource {
  key: string;
  weights: Blob;
  noise: number;
  seed: number;
  options: ChipOptions;
  /** Devices that are asked to have another conductance: array, row, column, siemens. */
  set: readonly (readonly [number, number, number, number])[];
  /** What programming made of arrays, by their number. */
  written: Readonly<Record<string, readonly number[]>>;
}

/** A moment of the chip that is asked for, with the name of its boundary. */
export interface ChipWish {
  chip: ChipSource;
  effects: Effects;
  /** Which block of a layer on an array is looked at; the last one, where there are fewer. */
  block: number;
  look: Omit<Look, "array" | "layer">;
  name: string;
}

/** A moment of the chip without what its picture says. */
export interface ChipFrame {
  about: WorkbenchAbout;
  /** The block that is looked at. */
  block: number;
  frame: Omit<Frame, "touched" | "boundary">;
  touched: Omit<Touched, "target" | "conductance" | "volts" | "current"> & { [N in "target" | "conductance" | "volts" | "current"]: Float64Array };
  /** x and y of each test sample, its class, and whether it is told right. */
  points: Float64Array;
  /** The picture of the boundary, where it was asked for. */
  picture: Uint8Array | null;
}

/** An array that is being programmed: from its beginning, after so many pulses and reads, so many more. */
export interface Writing {
  key: string;
  config: ProgramConfig;
  done: number;
  /** Pulses, each with the reads up to the next; or pulses and reads; or a piece of the work. */
  more: { pulses: number } | { actions: number } | "piece";
}

/** Every call: what goes in and what comes out. */
export interface Calls {
  /** Reads files that belong together and analyses them; the worker keeps the result. */
  analyze: [{ group: string; files: FileToRead[]; reading: string; options: Partial<Options> }, Analyzed];
  forget: [{ group: string }, { memory: number }];
  picture: [{ group: string; request: FigureRequest }, Uint8Array];
  svg: [{ group: string; request: FigureRequest }, string];
  table: [{ group: string; request: FigureRequest }, Table];
  /** The same as CSV, safe to open in a spreadsheet. */
  tableCsv: [{ group: string; request: FigureRequest }, string];
  curve: [{ group: string; device: number; method: Method }, OverlayCurve];
  /** Devices of a group as CSV, by their places in it. */
  csv: [{ group: string; devices: number[] }, string];
  comparePicture: [{ of: Comparison; request: FigureRequest }, Uint8Array];
  compareSvg: [{ of: Comparison; request: FigureRequest }, string];
  compareTable: [{ of: Comparison; request: FigureRequest }, Table];
  compareTableCsv: [{ of: Comparison; request: FigureRequest }, string];
  sample: [{ name: string }, Uint8Array<ArrayBuffer>];
  simulate: [{ model: Partial<DeviceModel>; seed: number }, string];
  groups: [{ paths: string[] }, Uint32Array];
  openProject: [{ blob: Blob }, (OpenedProject & { memory: number }) | null];
  formats: [Record<string, never>, FormatInfo[]];
  /** A campaign crosses as the text of its file; each call gives the text of the next one. */
  campaignNew: [{ name: string }, string];
  campaignOpen: [{ blob: Blob }, string];
  campaignFile: [{ campaign: string }, string];
  campaignEdit: [{ campaign: string; edit: Edit }, string];
  campaignSuggest: [{ campaign: string; ask: Ask }, Proposals];
  campaignCsv: [{ campaign: string }, string];
  /** The recipe that a device brings in its name, as pairs of name and value. */
  campaignRecipe: [{ campaign: string; items: readonly { name: string; value: string; unit: string }[] }, [string, string][] | null];
  campaignSweeps: [{ campaign: string; id: number; laboratory: Laboratory }, string];
  campaignPicture: [{ campaign: string; figure: CampaignFigure; request: FigureRequest }, Uint8Array];
  campaignSvg: [{ campaign: string; figure: CampaignFigure; request: FigureRequest }, string];
  campaignTable: [{ campaign: string; figure: CampaignFigure; request: FigureRequest }, Table];
  campaignTableCsv: [{ campaign: string; figure: CampaignFigure; request: FigureRequest }, string];
  /** What a network on a device is trained for. */
  drift: [{ group: string; device: number; method: Method }, DriftModel];
  dataAbout: [{ data: DataSource }, DataAbout];
  /** Pixels of a test sample; none if it is numbers. */
  pixels: [{ data: DataSource; samples: readonly number[] }, Uint8Array[]];
  /** What a run may train now. */
  plan: [{ run: RunConfig; form: Form; outcomes: readonly Outcome[] }, Plan];
  /** A training: to its end, for some epochs, or until it is cancelled; each epoch takes at least the pace. */
  train: [{ data: DataSource; run: RunConfig; trial: Trial; checkpoint: Blob | null; epochs: number | null; pace: number }, Trained];
  networkAbout: [{ network: NetworkSource }, NetworkAbout];
  boundary: [{ network: NetworkSource; data: DataSource; drift: Drifting; draws: number; columns: number; rows: number }, Plane];
  judged: [{ network: NetworkSource; data: DataSource; drift: Drifting; draws: number; samples: readonly number[] }, Judged[]];
  /** A layer's weights as trained, as stored, and after a draw of drift, one after another. */
  layer: [{ network: NetworkSource; layer: number; drift: Drifting; draw: number }, Float32Array];
  sweep: [{ network: NetworkSource; data: DataSource; devices: readonly Device[]; config: SweepConfig }, LevelResult[]];
  votes: [{ network: NetworkSource; data: DataSource; sample: number; config: CertifyConfig; from: number; to: number }, Uint32Array];
  certified: [{ network: NetworkSource; data: DataSource; sample: number; config: CertifyConfig; casts: Uint32Array }, Certified];
  theory: [{ c: number; p1: number; p2: number; parameters: number }, { certified: Certified; figure: Theory }];
  counterExamples: [Record<string, never>, CounterExample[]];
  spread: [{ accuracies: readonly number[] }, Spread | null];
  paired: [{ a: readonly number[]; b: readonly number[] }, Paired];
  chipFrame: [{ wish: ChipWish; request: FigureRequest | null }, ChipFrame];
  chipBoundary: [ChipWish, Boundary];
  /** What each effect costs. */
  chipFalls: [{ chip: ChipSource; effects: Effects; draws: number; seed: number }, WaterfallResult];
  /** The conductances that an array of the chip is to have. */
  chipTargets: [{ chip: ChipSource; array: number }, Targets];
  pulseModel: [{ drift: DriftModel }, PulseModel];
  chipWrite: [Writing, WritingNow & { done: number }];
  energy: [{ inputs: EnergyInputs; baseline: string | null }, EnergyOutcome];
  baselines: [Record<string, never>, Baseline[]];
  chipPicture: [{ figure: CrossbarFigure; request: FigureRequest }, Uint8Array];
  chipSvg: [{ figure: CrossbarFigure; request: FigureRequest }, string];
  chipTable: [{ figure: CrossbarFigure; request: FigureRequest }, Table];
  chipTableCsv: [{ figure: CrossbarFigure; request: FigureRequest }, string];
  networkPicture: [{ figure: NetworkFigure; request: FigureRequest }, Uint8Array];
  networkSvg: [{ figure: NetworkFigure; request: FigureRequest }, string];
  networkTable: [{ figure: NetworkFigure; request: FigureRequest }, Table];
  networkTableCsv: [{ figure: NetworkFigure; request: FigureRequest }, string];
}
export type CallName = keyof Calls;
export type Input<N extends CallName> = Calls[N][0];
export type Output<N extends CallName> = Calls[N][1];

/** An error as it crosses: `code` for the program, `message` for the reader. */
export interface Failure {
  code: string;
  message: string;
}

export type ToWorker =
  | { type: "begin"; module: WebAssembly.Module }
  | { type: "call"; id: number; name: CallName; input: unknown }
  | { type: "cancel"; id: number };

export type FromWorker =
  | { type: "ready"; version: string }
  | { type: "taken"; id: number }
  | { type: "progress"; id: number; what: string; progress: Progress; live?: Live }
  | { type: "done"; id: number; output: unknown }
  | { type: "failed"; id: number; error: Failure }
  /** The instance is unusable: the worker must be replaced. */
  | { type: "broken"; id: number | null; error: Failure };

export function isFailure(error: unknown): error is Failure {
  return typeof error === "object" && error !== null && "code" in error && "message" in error &&
    typeof error.code === "string" && typeof error.message === "string";
}

export class WorkError extends Error {
  readonly code: string;
  constructor({ code, message }: Failure) {
    super(message);
    this.code = code;
  }
}
