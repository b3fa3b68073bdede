// Runs in a project file: their state as JSON, with the bytes it names in base64.
import { networksFrom } from "../save";
import type { State } from "../store";
import { networkKeys, withoutLost } from "./saved";
import { drawsOf } from "./sweeps";

type Networks = Pick<State, "runs" | "own" | "progress" | "draws">;

/** What is kept of networks: nothing of runs that are gone. */
export function keptOf({ runs, own, progress, draws }: State): Networks {
  const ids = new Set(runs.map((r) => r.id));
  const kept = Object.fromEntries(Object.entries(progress).filter(([id]) => ids.has(id)));
  const weights = new Set(Object.values(kept).flatMap((p) => p.weights?.content ?? []));
  return { runs, own, progress: kept, draws: drawsOf(draws, weights) };
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
  // A run that is under way is paused for whoever opens the file.
  const progress = Object.fromEntries(Object.entries(kept.progress).map(([id, p]) => [id, p.status === "running" ? { ...p, status: "paused" as const } : p]));
  const bytes: Record<string, string> = {};
  for (const { key } of networkKeys(kept)) {
    const blob = content.get(key);
    if (blob !== undefined) bytes[key] = base64(new Uint8Array(await blob.arrayBuffer()));
  }
  return JSON.stringify({ ...kept, progress, bytes });
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
  const found = networksFrom(said);
  const bytes = (typeof said.bytes === "object" && said.bytes !== null ? said.bytes : {}) as Record<string, unknown>;
  for (const { key } of networkKeys(found)) {
    const packed = bytes[key];
    if (typeof packed !== "string") continue;
    try {
      content.set(key, new Blob([Uint8Array.from(atob(packed), (c) => c.charCodeAt(0))]));
    } catch {
      // Damaged bytes are as good as lost ones.
    }
  }
  return withoutLost(found, (key) => content.has(key));
}
