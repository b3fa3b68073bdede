// The worker that speaks with a board and does nothing else, so that nothing makes the board wait.
import init, * as crossbar from "../../../pkg/memrilab_crossbar.js";
import crossbarAddress from "../../../pkg/memrilab_crossbar_bg.wasm?url";
import type { PortSettings } from "../generated/types";
import { Linked } from "./link";
import { worked } from "./link-jobs";
import type { Connected, Dialect, FromLink, Job, ToLink } from "./link-messages";
import { isFailure } from "./messages";

const tell = (message: FromLink) => self.postMessage(message);
const said = (error: unknown) => (isFailure(error) || error instanceof Error ? error.message : String(error));

let prepared: { dialect: Dialect; limits: string } | null = null;
let link: Linked | null = null;
let limits: Connected["limits"] | null = null;
let job: { cancelled: boolean } | null = null;

async function begin(emulation: Extract<ToLink, { type: "begin" }>["emulation"]): Promise<void> {
  if (prepared === null) return;
  const { dialect } = prepared;
  link?.free();
  link = null;
  const board = emulation === null ? null : new crossbar.Emulated(dialect, JSON.stringify(emulation.array), emulation.seed);
  link = new Linked(new crossbar.Link(dialect, prepared.limits), board, {
    write: (bytes) => tell({ type: "write", bytes }),
    connected(said) {
      limits = said.limits;
      tell({ type: "connected", said });
    },
    stopped: (why) => tell({ type: "stopped", why }),
    due: () => tell({ type: "due" }),
    halted: (confirmed) => tell({ type: "halted", confirmed }),
  });
  link.begin();
}

async function arm(armed: boolean): Promise<void> {
  if (link === null) return;
  await link.ask({ kind: armed ? "arm" : "disarm" });
  tell({ type: "armed", armed: link.armed });
}

async function work(wanted: Job): Promise<void> {
  if (link === null || limits === null || job !== null) return;
  const now = { cancelled: false };
  job = now;
  const done = (problem: string) => {
    job = null;
    tell({ type: "ended", job: wanted.job, cancelled: now.cancelled, problem });
  };
  try {
    await worked({ module: crossbar, link, limits, tell, cancelled: () => now.cancelled }, wanted);
    done("");
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    // The end of the session has its own sentence.
    done(link.ended ? "" : said(error));
  }
}

async function take(message: ToLink): Promise<void> {
  switch (message.type) {
    case "prepare":
      // Limits that are none say so before anything is opened.
      new crossbar.Link(message.dialect, message.limits).free();
      prepared = message;
      tell({ type: "settings", settings: JSON.parse(crossbar.portSettings(message.dialect)) as PortSettings });
      return;
    case "begin":
      return begin(message.emulation);
    case "bytes":
      return link?.feed(message.bytes);
    case "arm":
      return arm(message.armed);
    case "job":
      return work(message.job);
    case "cancel":
      if (job !== null) job.cancelled = true;
      return;
    case "due":
      return link?.due();
    case "stop":
      return link?.stop();
    case "lost":
      return link?.lost(message.why);
  }
}

const loaded = init({ module_or_path: crossbarAddress });

self.onmessage = async ({ data }: MessageEvent<ToLink>) => {
  try {
    await loaded;
  } catch {
    tell({ type: "broken", why: "the program of the crossbar could not be loaded; check the connection and try again" });
    return;
  }
  try {
    await take(data);
  } catch (error) {
    // A trap: the instance must not be used again.
    if (error instanceof WebAssembly.RuntimeError) tell({ type: "broken", why: error.message });
    else if (link?.ended !== true) tell({ type: "refused", problem: said(error) });
  }
};
