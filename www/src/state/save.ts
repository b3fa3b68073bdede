// Autosave in IndexedDB: two slots in turn, each with a checksum, one transaction a save,
// so that a crash in the middle of one leaves the other.
import type { FabricationCampaign } from "../generated/types";
import { isLimitsFile } from "./crossbar/limits";
import { isWrittenArrays } from "./crossbar/written";
import { keptOf } from "./networks/packed";
import { distinct, isOwnData, isProgress, isRun, keysOf, withoutLost } from "./networks/saved";
import type { FileEntry, State } from "./store";
import { admitted, initialProperties, NAMES, PROPERTIES, type Properties } from "./properties";

const SCHEMA = 1;
const SLOTS = "slots";
const CONTENT = "content";

interface Slot {
  schema: number;
  serial: number;
  text: string;
  checksum: string;
}

export interface Saved {
  state: State;
  content: Map<string, Blob>;
  /** What could not be found again, one sentence each. */
  problems: string[];
  /** A newer program saved here: nothing may be saved over it. */
  newer: boolean;
}

/** 64 bits that tell a damaged text, computed at once: a page that goes has no later turn to save in. */
export function checksum(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul((b ^ unit) + ((b << 13) | (b >>> 19)), 0x85ebca6b);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The sum that saves had before: what was saved so is still opened. */
async function checksumBefore(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

const isWhole = async ({ text, checksum: said }: Slot) => said === (said.length === 64 ? await checksumBefore(text) : checksum(text));

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's storage failed"));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("the browser's storage failed"));
  });
}

export class Saver {
  readonly #db: IDBDatabase;
  #serial = 0;
  #stored = new Set<string>();
  /** Bytes that the other slot names. */
  #before = new Set<string>();
  #queue: Promise<void> = Promise.resolve();

  private constructor(db: IDBDatabase) {
    this.#db = db;
    db.onversionchange = () => db.close();
  }

  static async open(name = "memrilab"): Promise<Saver> {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(SLOTS);
      request.result.createObjectStore(CONTENT);
    };
    return new Saver(await settled(request));
  }

  close(): void {
    this.#db.close();
  }

  /** The newest slot whose checksum holds; null at the first visit. */
  async load(): Promise<Saved | null> {
    const transaction = this.#db.transaction([SLOTS, CONTENT], "readonly");
    const slots = await settled<(Slot | undefined)[]>(transaction.objectStore(SLOTS).getAll());
    const keys = await settled(transaction.objectStore(CONTENT).getAllKeys());
    this.#stored = new Set(keys.map(String));
    const problems: string[] = [];
    const newestFirst = slots.filter((slot) => isSlot(slot)).sort((a, b) => b.serial - a.serial);
    if (newestFirst.some((slot) => slot.schema > SCHEMA)) {
      problems.push("A newer memrilab saved here; its session is left as it is, and this page saves nothing. Reload to get the newer version.");
      return { state: stateFrom({}), content: new Map(), problems, newer: true };
    }
    for (const slot of newestFirst) {
      if (!(await isWhole(slot))) {
        problems.push("The last save was damaged; the one before it was taken.");
        continue;
      }
      // The next save goes over the other slot, a damaged one too.
      this.#serial = slot.serial;
      const state = stateFrom(JSON.parse(slot.text));
      this.#before = new Set([...keysOf(state)].map(({ key }) => key));
      const content = await this.#contentOf(state, problems);
      const files = state.files.filter((f) => f.content === null || content.has(f.content));
      return { state: withoutLost({ ...state, files }, (key) => content.has(key)), content, problems, newer: false };
    }
    return problems.length === 0 ? null : { state: stateFrom({}), content: new Map(), problems, newer: false };
  }

  async #contentOf(state: State, problems: string[]): Promise<Map<string, Blob>> {
    const content = new Map<string, Blob>();
    const lost: string[] = [];
    for (const { key, bytes, name } of keysOf(state)) {
      const found: unknown = await settled(this.#db.transaction(CONTENT, "readonly").objectStore(CONTENT).get(key));
      if (found instanceof Blob && (bytes === null || found.size === bytes)) content.set(key, found);
      else if (name !== null) lost.push(name);
    }
    if (lost.length > 0) {
      const named = lost.length > 5 ? [...lost.slice(0, 5), `${lost.length - 5} more`] : lost;
      problems.push(`No longer stored in this browser: ${named.join(", ")}; drop ${lost.length === 1 ? "it" : "them"} again.`);
    }
    return content;
  }

  /** Saves the state as it is when it is its turn, with the bytes it names; saves come to rest one after another. */
  save(now: () => State, content: Map<string, Blob>): Promise<void> {
    const saved = this.#queue.then(() => this.#save(now(), content));
    this.#queue = saved.catch(() => {});
    return saved;
  }

  async #save(state: State, content: Map<string, Blob>): Promise<void> {
    // Taken before anything is awaited: bytes that are replaced meanwhile belong to this state.
    const named = new Set([...keysOf(state)].map(({ key }) => key));
    const fresh = [...named].flatMap((key) => {
      const blob = this.#stored.has(key) ? undefined : content.get(key);
      return blob === undefined ? [] : [{ key, blob }];
    });
    const text = JSON.stringify(toBeSaved(state));
    const slot: Slot = { schema: SCHEMA, serial: this.#serial + 1, text, checksum: checksum(text) };
    // Nothing is awaited so far, and the transaction is closed below: it holds though the page goes.
    const transaction = this.#db.transaction([SLOTS, CONTENT], "readwrite", { durability: "strict" });
    const end = finished(transaction);
    const store = transaction.objectStore(CONTENT);
    const stored = new Set(this.#stored);
    const added: string[] = [];
    for (const { key, blob } of fresh) {
      store.put(blob, key);
      stored.add(key);
      added.push(key);
    }
    for (const key of this.#stored) {
      if (!named.has(key) && !this.#before.has(key)) {
        store.delete(key);
        stored.delete(key);
      }
    }
    transaction.objectStore(SLOTS).put(slot, slot.serial % 2);
    transaction.commit();
    await end;
    this.#serial = slot.serial;
    this.#stored = stored;
    this.#before = named;
    await this.#taken(added, content);
  }

  /** From now on the stored bytes count: the file on the disk may change or go. */
  async #taken(keys: readonly string[], content: Map<string, Blob>): Promise<void> {
    if (keys.length === 0) return;
    const store = this.#db.transaction(CONTENT, "readonly").objectStore(CONTENT);
    await Promise.all(keys.map(async (key) => {
      const blob: unknown = await settled(store.get(key));
      if (blob instanceof Blob && content.has(key)) content.set(key, blob);
    }));
  }
}

/** The state without what only a link says, and what nothing names. */
function toBeSaved(state: State): State {
  const initial = initialProperties();
  const linked = NAMES.filter((name) => PROPERTIES[name].linkOnly === true).map((name) => [name, initial[name]]);
  return { ...state, ...keptOf(state), properties: { ...state.properties, ...Object.fromEntries(linked) } };
}

function isSlot(slot: unknown): slot is Slot {
  const s = slot as Partial<Slot> | undefined;
  return typeof s?.text === "string" && typeof s.checksum === "string" && typeof s.serial === "number" && typeof s.schema === "number";
}

const isText = (value: unknown): value is string => typeof value === "string";

/** A saved state, checked: what does not fit is left out. */
export function stateFrom(said: unknown): State {
  const from = (typeof said === "object" && said !== null ? said : {}) as Record<string, unknown>;
  const properties = { ...initialProperties() } as Record<string, unknown>;
  const shown = (typeof from.properties === "object" && from.properties !== null ? from.properties : {}) as Record<string, unknown>;
  for (const name of NAMES) if (name in shown) properties[name] = admitted(PROPERTIES[name], shown[name]).value;
  const files = (Array.isArray(from.files) ? from.files : []).filter(isFileEntry);
  const removed = (Array.isArray(from.removed) ? from.removed : []).filter(
    (key: { file?: unknown; block?: unknown } | null) => isText(key?.file) && isText(key?.block),
  );
  return { properties: properties as unknown as Properties, files, removed, campaign: isCampaign(from.campaign) ? from.campaign : null, planned: from.planned === true, limits: isLimitsFile(from.limits) ? from.limits : null, ...networksFrom(from) };
}

/** The runs and what came of them, as far as they make sense. */
export function networksFrom(from: Record<string, unknown>): Pick<State, "runs" | "own" | "written" | "progress" | "draws"> {
  const records = (said: unknown) => Object.entries(typeof said === "object" && said !== null ? said : {});
  return {
    runs: distinct((Array.isArray(from.runs) ? from.runs : []).filter(isRun)),
    own: isOwnData(from.own) ? from.own : null,
    written: isWrittenArrays(from.written) ? from.written : null,
    progress: Object.fromEntries(records(from.progress).filter(([, p]) => isProgress(p))) as State["progress"],
    draws: Object.fromEntries(records(from.draws).filter(([, d]) => Array.isArray(d) && d.every((v) => v === null || typeof v === "number"))) as State["draws"],
  };
}

/** Whether it looks like one; whoever works with it checks it whole. */
function isCampaign(said: unknown): said is FabricationCampaign {
  const campaign = said as Partial<FabricationCampaign> | null | undefined;
  return campaign?.memrilab === "campaign" && Array.isArray(campaign.experiments) && Array.isArray(campaign.space?.variables) && typeof campaign.settings === "object";
}

function isFileEntry(said: unknown): said is FileEntry {
  const file = said as Partial<FileEntry> | null;
  return (
    isText(file?.id) && isText(file.path) && typeof file.bytes === "number" &&
    (file.content === null || isText(file.content)) &&
    (file.content !== null || typeof file.model === "object") &&
    ["dropped", "sample", "drawn"].includes(file.origin ?? "") &&
    typeof file.settings === "object" && file.settings !== null
  );
}

/** Whether this tab is the one that saves, and when it could be if it is not. */
export interface Writing {
  now: boolean;
  later: Promise<void>;
}

/** Asks to be the one tab that saves; the lock goes with the tab. */
export async function becomeWriter(): Promise<Writing> {
  const never = new Promise<never>(() => {});
  if (navigator.locks === undefined) return { now: true, later: never };
  const now = await new Promise<boolean>((resolve) => {
    const asked = navigator.locks.request("memrilab-writer", { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : never;
    });
    // Where site data is blocked there are no locks, and nothing that two tabs could share.
    asked.catch(() => resolve(true));
  });
  if (now) return { now, later: never };
  const later = new Promise<void>((resolve) => {
    // Only a reloaded page writes: the lock is given on at once.
    navigator.locks.request("memrilab-writer", () => resolve()).catch(() => {});
  });
  return { now, later };
}
