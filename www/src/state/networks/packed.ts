// Runs in a project file: their state as JSON, with the bytes it names in base64.
import { newKey } from "../keys";
import { networksFrom } from "../save";
import type { State } from "../store";
import { networkKeys, withoutLost } from "./saved";
import type { OwnData } from "./run";
import { drawsOf } from "./sweeps";

type Networks = Pick<State, "runs" | "own" | "written" | "progress" | "draws">;

/** What is kept of networks: nothing of runs that are gone. */
export function keptOf({ runs, own, written, progress, draws }: State): Networks {
  const ids = new Set(runs.map((r) => r.id));
  const kept = Object.fromEntries(Object.entries(progress).filter(([id]) => ids.has(id)));
  const weights = new Set(Object.values(kept).flatMap((p) => p.weights?.content ?? []));
  return { runs, own, written, progress: kept, draws: drawsOf(draws, weights) };
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** As the text that a project file holds; empty if there is nothing. */
export async function packed(state: State, content: ReadonlyMap<string, Blob>): Promise<string> {
  const kept = keptOf(state);
  if (kept.runs.length === 0 && kept.own === null) return "";
  // Taken before anything is awaited: bytes that are replaced meanwhile belong to this state.
  const blobs = [...networkKeys(kept)].map(({ key }) => [key, content.get(key)] as const);
  const bytes: Record<string, string> = {};
  for (const [key, blob] of blobs) if (blob !== undefined) bytes[key] = base64(new Uint8Array(await blob.arrayBuffer()));
  return JSON.stringify({ ...kept, bytes });
}

/** From that text, bytes into the content; what makes no sense is left out. */
export async function unpacked(text: string, content: Map<string, Blob>): Promise<Networks> {
  let said: Record<string, unknown> = {};
  try {
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) said = parsed as Record<string, unknown>;
  } catch {
    throw new Error("its networks are damaged; open a copy of the file, or delete the text after “networks”");
  }
  const read = networksFrom(said);
  const found = { ...read, draws: drawsOf(read.draws, new Set(Object.values(read.progress).flatMap((p) => p.weights?.content ?? []))) };
  const bytes = (typeof said.bytes === "object" && said.bytes !== null ? said.bytes : {}) as Record<string, unknown>;
  const keys = new Map<string, string>();
  for (const { key } of networkKeys(found)) {
    const packed = bytes[key];
    if (typeof packed !== "string") continue;
    try {
      const blob = new Blob([Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))]);
      keys.set(key, newKey());
      content.set(keys.get(key) as string, blob);
    } catch {
      // Damaged bytes are as good as lost ones.
    }
  }
  return withoutLost(anew(found, keys), (key) => content.has(key));
}

/** The same under ids and keys that nothing else here has, and with nothing under way. */
function anew(found: Networks, keys: ReadonlyMap<string, string>): Networks {
  const ids = new Map(found.runs.map(({ id }) => [id, newKey()]));
  const key = (old: string) => keys.get(old) ?? old;
  const owned = (own: OwnData): OwnData => ({ ...own, files: own.files.map((f) => ({ ...f, content: key(f.content) })) });
  const progress = Object.entries(found.progress).flatMap(([id, p]) => {
    const now = ids.get(id);
    if (now === undefined) return [];
    const weights = p.weights === null ? null : { ...p.weights, content: key(p.weights.content) };
    const under = Object.fromEntries(Object.entries(p.under).map(([number, old]) => [number, key(old)]));
    return [[now, { ...p, weights, under, status: p.status === "running" ? "paused" : p.status }] as const];
  });
  const draws = Object.entries(found.draws).map(([name, all]) => {
    const [weights, ...rest] = JSON.parse(name) as [string, ...unknown[]];
    return [JSON.stringify([key(weights), ...rest]), all] as const;
  });
  return {
    runs: found.runs.map((run) => ({ ...run, id: ids.get(run.id) ?? newKey(), data: run.data.task === "own" ? { ...run.data, own: owned(run.data.own) } : run.data })),
    own: found.own === null ? null : owned(found.own),
    written: found.written,
    progress: Object.fromEntries(progress),
    draws: Object.fromEntries(draws),
  };
}
