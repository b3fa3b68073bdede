// Starts the wasm module once for the page and its workers.
import init, { version } from "../../../pkg/memrilab.js";
import moduleAddress from "../../../pkg/memrilab_bg.wasm?url";
import workerAddress from "./worker.ts?worker&url";
import { LIMITS, Seat, seatsFor, type WorkerLike } from "./pool";
import { scriptAddress } from "./trusted";

/** A module that only a browser with wasm SIMD accepts. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** Why this browser cannot run the page, or null. */
export function unsupported(): string | null {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    return "This browser has no WebAssembly or no workers, which memrilab needs; take Chrome 91, Firefox 114, Safari 16.4 or newer.";
  }
  if (!WebAssembly.validate(SIMD)) {
    return "This browser has no WebAssembly SIMD, which memrilab needs; take Chrome 91, Firefox 114, Safari 16.4 or newer.";
  }
  return null;
}

export interface Booted {
  seats: Seat[];
  version: string;
}

export async function boot(onReplaced: (why: { code: string; message: string }) => void): Promise<Booted> {
  const response = await fetch(moduleAddress);
  if (!response.ok) throw new Error(`the program's module could not be loaded (${response.status}); reload the page`);
  const module = await compiled(response);
  await init({ module_or_path: module });
  const make = (): WorkerLike => new Worker(scriptAddress(workerAddress), { type: "module", name: "memrilab" });
  const seats = Array.from(
    { length: seatsFor(navigator.hardwareConcurrency) },
    () => new Seat(make, { type: "begin", module }, LIMITS, onReplaced),
  );
  return { seats, version: version() };
}

/** Compiled while it arrives, where the server says that it is wasm. */
async function compiled(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get("content-type")?.startsWith("application/wasm") === true) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
