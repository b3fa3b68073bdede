// The project file: one JSON that holds everything, for this page and the command line.
import type { Options, Project } from "../generated/types";
import type { State } from "./store";

const SCHEMA = 1;
/** What the reader of project files takes, in bytes and in files. */
const MOST_FILE_BYTES = 64 * 2 ** 20;
const MOST_ALL_BYTES = 256 * 2 ** 20;
const MOST_FILES = 4096;
/** Characters of all networks with their weights and data. */
const MOST_NETWORKS = 96 * 2 ** 20;

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
  networks: string,
): Promise<Blob> {
  const tooLarge = state.files.find((file) => file.bytes > MOST_FILE_BYTES);
  if (tooLarge !== undefined) throw new Error(`${tooLarge.path} has more than 64 MiB, the most that a project file holds of one file; remove it first`);
  if (state.files.length > MOST_FILES) throw new Error(`a project file holds at most ${MOST_FILES} files; remove some first`);
  if (networks.length > MOST_NETWORKS) throw new Error("the data and weights of the networks have more than 64 MiB together, the most that a project file holds; export the weights you need, and remove networks or data first");
  if (state.files.reduce((sum, file) => sum + file.bytes, 0) > MOST_ALL_BYTES) throw new Error("the files have more than 256 MiB together, the most that a project file holds; remove some first");
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
    campaign: state.campaign ?? undefined,
    networks: networks === "" ? undefined : networks,
  };
  return new Blob([JSON.stringify(project)], { type: "application/json" });
}
