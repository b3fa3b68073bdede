// A worker: one wasm instance, the surveys of the groups it was given, calls one by one.
import init, * as memrilab from "../../../pkg/memrilab.js";
import fabricationAddress from "../../../pkg/memrilab_fabrication_bg.wasm?url";
import projectAddress from "../../../pkg/memrilab_project_bg.wasm?url";
import workbookAddress from "../../../pkg/memrilab_workbook_bg.wasm?url";
import type { Progress, Proposals, Table } from "../generated/types";
import {
  type Analyzed,
  type CallName,
  type Failure,
  type FileRead,
  type FromWorker,
  type Input,
  isFailure,
  type Live,
  type OpenedProject,
  type Output,
  type ToWorker,
} from "./messages";
import { chipHandlers } from "./chip-worker";
import { networkHandlers } from "./train-worker";

interface Held {
  survey: memrilab.Survey;
  /** What was read into it; the same again need not be read again. */
  reading: string;
  files: FileRead[];
}

const held = new Map<string, Held>();
const cancelled = new Set<number>();
const memories: WebAssembly.Memory[] = [];
/** Bytes of all wasm memory here. */
const memory = () => memories.reduce((sum, m) => sum + m.buffer.byteLength, 0);
/** What the panic hook said last: the trap that follows says nothing. */
let panic = "";

const tell = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

/** Lets waiting messages in, a cancel among them. */
const turn = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

const wrong = (code: string, message: string): Failure => ({ code, message });

/** A module that is loaded when it is first needed, and again where that failed. */
function later<M extends { default(from: { module_or_path: string }): Promise<{ memory: WebAssembly.Memory }> }>(load: () => Promise<M>, address: string): () => Promise<M> {
  let module: Promise<M> | null = null;
  return () => {
    module ??= load().then(async (glue) => {
      memories.push((await glue.default({ module_or_path: address })).memory);
      return glue;
    });
    module.catch(() => (module = null));
    return module;
  };
}
const loadWorkbook = later(() => import("../../../pkg/memrilab_workbook.js"), workbookAddress);
const loadProject = later(() => import("../../../pkg/memrilab_project.js"), projectAddress);
const loadFabrication = later(() => import("../../../pkg/memrilab_fabrication.js"), fabricationAddress);

type Fabrication = Awaited<ReturnType<typeof loadFabrication>>;

/** Does something with the module of the Fabrication station. */
const fabricate = <I, O>(work: (module: Fabrication, input: I) => O) => async (input: I): Promise<O> => {
  const module = await loadFabrication().catch(() => {
    throw wrong("fabrication-module", "the optimiser could not be loaded; check the connection and try again.");
  });
  return work(module, input);
};

const LARGEST_FILE = 64 * 2 ** 20;

async function bytesOf(content: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (content.size > LARGEST_FILE) {
    throw wrong("too-large", `the file has ${Math.ceil(content.size / 2 ** 20)} MiB and at most 64 MiB are read; split it or export fewer points.`);
  }
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch {
    throw wrong("unreadable", "the browser can no longer read the file; drop it again.");
  }
}

async function readInto(survey: memrilab.Survey, file: Input<"analyze">["files"][number]): Promise<FileRead> {
  const { path, settings, content } = file;
  try {
    const bytes =
      content instanceof Blob
        ? await bytesOf(content)
        : new TextEncoder().encode(memrilab.simulateCsv(content.model, content.seed));
    let told: [string, number, FileRead["report"], string[]];
    try {
      told = survey.addText(path, bytes, settings);
    } catch (error) {
      if (!isFailure(error) || error.code !== "workbook-needed") throw error;
      const module = await loadWorkbook().catch(() => {
        throw wrong("workbook-module", `${path}: the reader of workbooks could not be loaded; check the connection and drop the file again, or save the sheet as CSV.`);
      });
      told = survey.addSheets(path, module.grids(bytes), settings);
    }
    return { path, kind: told[0], devices: told[1], report: told[2], sentences: told[3], error: null };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { path, kind: "unreadable", devices: 0, report: null, sentences: [], error: { code: error.code, message: error.message } };
  }
}

type Tell = (what: string, progress: Progress, live?: Live) => void;
type Handlers = { [N in CallName]: (input: Input<N>, id: number, tell: Tell) => Promise<Output<N>> | Output<N> };

function surveyOf(group: string): memrilab.Survey {
  const found = held.get(group);
  if (found === undefined) throw wrong("gone", "this worker does not hold the group");
  return found.survey;
}

const stopAt = (id: number) => {
  if (cancelled.has(id)) throw wrong("cancelled", "stopped");
};

const handlers: Handlers = {
  async analyze({ group, files, reading, options }, id, progress): Promise<Analyzed> {
    let found = held.get(group);
    if (found === undefined || found.reading !== reading) {
      forget(group);
      const survey = new memrilab.Survey();
      const read: FileRead[] = [];
      try {
        for (const file of files) {
          progress(`reading ${file.path}`, { done: read.length, total: files.length });
          await turn();
          stopAt(id);
          read.push(await readInto(survey, file));
        }
      } catch (error) {
        survey.free();
        throw error;
      }
      found = { survey, reading, files: read };
      held.set(group, found);
    }
    found.survey.start(options);
    for (let told = found.survey.step(); told !== undefined; told = found.survey.step()) {
      progress("analysing", told);
      await turn();
      stopAt(id);
    }
    return { files: found.files, document: found.survey.document(), memory: memory() };
  },
  forget({ group }) {
    forget(group);
    return { memory: memory() };
  },
  picture: ({ group, request }) => surveyOf(group).picture(request),
  svg: ({ group, request }) => surveyOf(group).svg(request),
  table: ({ group, request }) => surveyOf(group).table(request),
  tableCsv: ({ group, request }) => surveyOf(group).tableCsv(request),
  curve: ({ group, device, method }) => surveyOf(group).curve(device, method),
  csv: ({ group, devices }) => surveyOf(group).csv(Uint32Array.from(devices)),
  comparePicture: ({ of, request }) => memrilab.comparePicture(of, request),
  compareSvg: ({ of, request }) => memrilab.compareSvg(of, request),
  compareTable: ({ of, request }) => memrilab.compareTable(of, request),
  compareTableCsv: ({ of, request }) => memrilab.compareTableCsv(of, request),
  sample: ({ name }) => new TextEncoder().encode(memrilab.sampleCsv(name)),
  simulate: ({ model, seed }) => memrilab.simulateCsv(model, seed),
  groups: ({ paths }) => memrilab.groups(paths),
  formats: () => memrilab.formats(),
  campaignNew: fabricate((m, { name }) => m.newCampaign(name)),
  async campaignOpen({ blob }) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return fabricate((m, b: Uint8Array) => m.openCampaign(b))(bytes);
  },
  campaignFile: fabricate((m, { campaign }) => m.campaignFile(campaign)),
  campaignEdit: fabricate((m, { campaign, edit }) => m.edit(campaign, JSON.stringify(edit))),
  campaignSuggest: fabricate((m, { campaign, ask }) => JSON.parse(m.suggest(campaign, JSON.stringify(ask))) as Proposals),
  campaignCsv: fabricate((m, { campaign }) => m.campaignCsv(campaign)),
  campaignRecipe: fabricate((m, { campaign, items }) => JSON.parse(m.recipeOf(campaign, JSON.stringify(items)) ?? "null") as [string, string][] | null),
  campaignSweeps: fabricate((m, { campaign, id, laboratory }) => m.virtualSweeps(campaign, JSON.stringify(laboratory), id)),
  campaignPicture: fabricate((m, { campaign, figure, request }) => m.campaignPicture(campaign, JSON.stringify(figure), JSON.stringify(request))),
  campaignSvg: fabricate((m, { campaign, figure, request }) => m.campaignSvg(campaign, JSON.stringify(figure), JSON.stringify(request))),
  campaignTable: fabricate((m, { campaign, figure, request }) => JSON.parse(m.campaignTable(campaign, JSON.stringify(figure), JSON.stringify(request))) as Table),
  campaignTableCsv: fabricate((m, { campaign, figure, request }) => m.campaignTableCsv(campaign, JSON.stringify(figure), JSON.stringify(request))),
  async openProject({ blob }) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    if (!memrilab.isProject(bytes)) return null;
    const module = await loadProject().catch(() => {
      throw wrong("project-module", "the reader of project files could not be loaded; check the connection and open the file again.");
    });
    return { ...(module.openProject(bytes) as OpenedProject), memory: memory() };
  },
  drift: ({ group, device, method }) => surveyOf(group).drift(device, method) as Output<"drift">,
  ...networkHandlers({ later, wrong, turn, cancelled: (id) => cancelled.has(id) }),
  ...chipHandlers({ later, wrong, turn, cancelled: (id) => cancelled.has(id) }),
};

function forget(group: string): void {
  held.get(group)?.survey.free();
  held.delete(group);
}

async function call<N extends CallName>(id: number, name: N, input: Input<N>): Promise<void> {
  tell({ type: "taken", id });
  try {
    const output = await handlers[name](input, id, (what, progress, live) => tell({ type: "progress", id, what, progress, ...(live === undefined ? {} : { live }) }));
    tell({ type: "done", id, output }, output instanceof Uint8Array ? [output.buffer] : []);
  } catch (error) {
    if (isFailure(error)) {
      tell({ type: "failed", id, error: { code: error.code, message: error.message } });
    } else {
      // A trap or a panic: the instance must not be used again.
      const why = panic || String(error);
      tell({ type: "broken", id, error: wrong("broken", why) });
    }
  } finally {
    cancelled.delete(id);
  }
}

async function begin(module: WebAssembly.Module): Promise<void> {
  const instance = await init({ module_or_path: module });
  memories.push(instance.memory);
  const toConsole = console.error;
  console.error = (...said: unknown[]) => {
    panic = String(said[0]);
    toConsole(...said);
  };
  memrilab.start();
  tell({ type: "ready", version: memrilab.version() });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case "begin":
      begin(data.module).catch((error: unknown) => tell({ type: "broken", id: null, error: wrong("start", String(error)) }));
      break;
    case "call":
      void call(data.id, data.name, data.input as Input<typeof data.name>);
      break;
    case "cancel":
      cancelled.add(data.id);
      break;
  }
};
