// The digits that ship with the page are those of the package, each with its own label.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { pack } from "../build/digits";
import { DIGITS } from "../src/state/digits";

const PIXELS = DIGITS.side ** 2;
const sha256 = (...parts: Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const fetched = async (address: string) => Buffer.from(await (await fetch(address)).arrayBuffer());

let packed: Buffer[];
let images: Buffer;
let labels: Buffer;
beforeAll(async () => {
  packed = await Promise.all([DIGITS.images, DIGITS.labels].map(fetched));
  [images, labels] = packed.map((file) => gunzipSync(file)) as [Buffer, Buffer];
});

describe("the digits that ship with the page", () => {
  it("are two IDX files of 10,000 images and labels", () => {
    expect([0, 4, 8, 12].map((at) => images.readUInt32BE(at))).toEqual([0x803, DIGITS.count, DIGITS.side, DIGITS.side]);
    expect(images.length).toBe(16 + DIGITS.count * PIXELS);
    expect([0, 4].map((at) => labels.readUInt32BE(at))).toEqual([0x801, DIGITS.count]);
    expect(labels.length).toBe(8 + DIGITS.count);
  });

  it("are split by place, and every part has every digit", () => {
    expect(DIGITS.learn + DIGITS.choose + DIGITS.test).toBe(DIGITS.count);
    let from = 8;
    for (const size of [DIGITS.learn, DIGITS.choose, DIGITS.test]) {
      const counts = Array<number>(10).fill(0);
      for (const label of labels.subarray(from, from + size)) counts[label]! += 1;
      // A tenth each, give or take: MNIST has between 8.6 % of fives and 11.3 % of ones.
      expect(Math.min(...counts)).toBeGreaterThan(0.07 * size);
      expect(Math.max(...counts)).toBeLessThan(0.13 * size);
      from += size;
    }
  });

  it("are all of the package's, each once and with its label", () => {
    const require = createRequire(import.meta.url);
    const there = Array.from({ length: 10 }, (_, digit) => {
      const { data } = JSON.parse(readFileSync(require.resolve(`mnist/src/digits/${digit}.json`), "utf8")) as { data: number[] };
      return Array.from({ length: data.length / PIXELS }, (_, at) => {
        const pixels = Uint8Array.from(data.slice(at * PIXELS, (at + 1) * PIXELS), (value) => Math.round(value * 255));
        return sha256(Uint8Array.of(digit), pixels);
      });
    }).flat();
    const here = Array.from({ length: DIGITS.count }, (_, at) =>
      sha256(labels.subarray(8 + at, 9 + at), images.subarray(16 + at * PIXELS, 16 + (at + 1) * PIXELS)));
    expect(new Set(here).size).toBe(DIGITS.count);
    expect(here).not.toEqual(there);
    expect(here.sort()).toEqual(there.sort());
  }, 60_000);

  it("have the same bytes in every packing, and an order that is pinned", () => {
    const again = pack();
    expect([again.images.equals(packed[0]!), again.labels.equals(packed[1]!)]).toEqual([true, true]);
    // No time, no name, no system: bytes 3 to 7 and 9 of a gzip file.
    for (const file of packed) expect([...file.subarray(3, 8), file[9]]).toEqual([0, 0, 0, 0, 0, 255]);
    // What is packed, not the packing: that may differ between versions of zlib.
    expect([sha256(images), sha256(labels)]).toEqual([
      "49b84af4b72686acdfa55bde0eb9b17b729e0c365d3cc904692050ba528faa4b",
      "0e9a13c8be0ce876c01b517bb2b4b520c2c6a23d34e43256d0805e72d0a0f673",
    ]);
  }, 60_000);
});
