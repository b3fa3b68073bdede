// What the Theory station says of a setting.
import { describe, expect, it } from "vitest";
import type { Certified } from "../src/generated/types";
import { atLeast, given, mostWeights, reach, verdict } from "../src/stations/theory/words";

/** What the theorems say, as a worker gives it. */
function certified(p1: number, p2: number, published: number | null, exact: number | null, { c = 0.95, theta = 5, vacuous = false } = {}): Certified {
  return {
    schema: 1, prediction: null, lognormal: null,
    published: { c, law: { p1, p2 }, theta, bound: 0.6, radius: 0.1, certified: published, vacuous, "unsafe-here": 1 - p1 - p2 > p2 },
    exact: { c, theta, certified: exact, bound: 0.6, closed_form: 0.6, note: "" },
    l0: { c, p1, radius: 0, note: "" },
  };
}

describe("the most weights for which r = 0 can be certified", () => {
  it("are those of METHOD T6 for a perfect vote", () => {
    expect([0.01, 0.1, 1 / 3].map((p2) => mostWeights(1, p2))).toEqual([68, 6, 1]);
  });

  it("are the last for which the bound is above one half", () => {
    for (const c of [0.6, 0.8, 0.95, 0.999, 1]) {
      for (const p2 of [0.001, 0.05, 0.1, 0.3, 0.7]) {
        const most = mostWeights(c, p2) ?? Number.NaN;
        const bound = (n: number) => c - 1 + (1 - p2) ** n;
        if (most > 0) expect(bound(most)).toBeGreaterThan(0.5);
        // At c = 0.8 and p2 = 0.3 it is one half, but for rounding.
        expect(bound(most + 1)).toBeLessThanOrEqual(0.5 + 1e-15);
      }
    }
  });

  it("are none where a vote is no majority, and have no limit where nothing is halved", () => {
    expect([mostWeights(0.5, 0.1), mostWeights(0.5, 0), mostWeights(1, 1), mostWeights(0.9, 0), mostWeights(1, 0.5)]).toEqual([0, 0, 0, null, 0]);
  });
});

describe("the verdict", () => {
  it("takes p₃ and p₂ for equal that are so but for rounding", () => {
    expect(1 - 0.7 - 0.15).toBeGreaterThan(0.15);
    expect(verdict(certified(0.7, 0.15, 1, 1, { theta: 2 })).text).toMatch(/^Both agree: p₃ is not larger/);
  });

  const kinds: [string, Certified][] = [
    ["vacuous", certified(0.3, 0.1, null, null, { theta: 61_706, vacuous: true })],
    ["unsafe", certified(0.3, 0.1, 0, null)],
    ["unsafe", certified(0.3, 0.1, 1, 0)],
    ["too-low", certified(0.3, 0.1, null, null, { c: 0.8 })],
    ["agree", certified(0.8, 0.05, 1, 1)],
    ["agree", certified(0.6, 0.3, 0, 0)],
    ["loose", certified(0.6, 0.3, 0, 1)],
  ];

  it("tells the cases apart", () => {
    expect(kinds.map(([, of]) => verdict(of).kind)).toEqual(kinds.map(([kind]) => kind));
  });

  it("says for how many weights the theorem is not vacuous", () => {
    expect(verdict(kinds[0]![1]).text).toMatch(/61\u202f706 weights.*at most 6 weights.*below 1\.12e\u22125/);
    expect(verdict(kinds[1]![1]).text).toContain("p₃ = 0.6 is larger than p₂ = 0.1");
    expect(verdict(kinds[5]![1]).text).toContain("valid");
  });
});

describe("numbers of the station", () => {
  it("never say more of a lower bound than is so", () => {
    for (const p of [0.99965, 0.9999999, 0.56899, 0.0123456, 0.993116, 0.00996, 7.87e-12, 1 - 1e-16]) expect(Number(atLeast(p).replace("\u2212", "-"))).toBeLessThanOrEqual(p);
    expect([atLeast(0.99965), atLeast(0.56931), atLeast(7.87e-12), atLeast(1)]).toEqual(["0.99965", "0.5693", "7.8e\u221212", "0.999999"]);
  });

  it("are as they were set, and counts have their unit", () => {
    expect([given(0.1), given(1), given(1 - 0.3 - 0.1), given(1e-6)]).toEqual(["0.1", "1", "0.6", "1.00e\u22126"]);
    expect([reach(null), reach(0), reach(1), reach(61_706)]).toEqual(["nothing", "0 weights", "1 weight", "61\u202f706 weights"]);
  });
});
