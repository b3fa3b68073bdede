// What the page and its workers say to each other. Values come from the Rust types.
import type {
  Ask,
  CampaignFigure,
  Comparison,
  DeviceModel,
  Document,
  Edit,
  FabricationCampaign,
  FigureRequest,
  FileSettings,
  FormatInfo,
  Laboratory,
  Method,
  Options,
  OverlayCurve,
  Progress,
  Proposals,
  ReadingReport,
  Table,
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
  | { type: "progress"; id: number; what: string; progress: Progress }
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
