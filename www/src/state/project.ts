// The project file: one JSON that holds everything, for this page and the command line.
import type { Options, Project } from "../generated/types";
import type { State } from "./store";

const SCHEMA = 1;

async function textOrBase64(blob: Blob): Promise<{ text: string } | { base64: string }> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes("\0")) return { text };
  } catch {
    // Not UTF-8: its bytes are kept as they are.
  }
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { base64: btoa(binary) };
}

/** The state as a project file. `bytesOf` gives what a file holds, simulated ones too. */
export async function toProject(
  state: State,
  version: string,
  options: Partial<Options>,
  page: string,
  bytesOf: (file: State["files"][number]) => Promise<Blob>,
): Promise<Blob> {
  const files = await Promise.all(
    state.files.map(async (file) => ({ path: file.path, settings: file.settings, ...(await textOrBase64(await bytesOf(file))) })),
  );
  const project: { [K in keyof Project]: unknown } = {
    memrilab: "project",
    schema: SCHEMA,
    version,
    options,
    files,
    removed: state.removed,
    page,
  };
  return new Blob([JSON.stringify(project)], { type: "application/json" });
}
