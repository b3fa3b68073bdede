import { describe, expect, it } from "vitest";
import type { Effects, PulseModel, WorkbenchAbout } from "../src/generated/types";
import { changeOf, decoded, partedOf, withChange } from "../src/state/crossbar/devices";
import { runWindow } from "../src/state/crossbar/device";
import type { Moment } from "../src/state/crossbar/frames";
import { cellsOf, effectsOf, optionsOf, STANDARD_WINDOW } from "../src/state/crossbar/effects";
import { blocksOf, leftBy, levelled, partAt } from "../src/state/crossbar/places";
import type { Wanted } from "../src/state/crossbar/wish";
import { configOf } from "../src/state/crossbar/writer";
import { isWrittenArrays } from "../src/state/crossbar/written";
import { fromHash, toHash } from "../src/state/hash";
import { EFFECTS, initialProperties, type Properties } from "../src/state/properties";
import { Jobs } from "../src/state/jobs";
import { rgbOf, scaleOf } from "../src/stations/crossbar/colours";
import { blockIn } from "../src/stations/crossbar/energy";
import { pulsesWords } from "../src/stations/crossbar/programming";
import { named, placesOf, spotAt } from "../src/stations/crossbar/paint";
import { clippedWords, comparedWords, conversionsWords, partWords, percent } from "../src/stations/crossbar/words";

const properties = (but: Partial<Properties> = {}): Properties => ({ ...initialProperties(), ...but });
const known = { sigma: 0.3, faults: [], settled: false };
const OFF: Effects = { levels: null, programming: null, drift: null, faults: null, law: null, wires: null, read_noise: null, dac: null, adc: null };

describe("devices changed by hand", () => {
  const place = { array: 0, row: 3, column: 4 };
  it("are read back as they were said", () => {
    const items = withChange(withChange([], place, "dead"), { array: 1, row: 0, column: 0 }, 2.5e-6);
    expect(items).toEqual(["0.3.4_dead", "1.0.0_0.0000025"]);
    expect(decoded("0.3.4_dead")).toEqual({ place, change: "dead" });
    expect(changeOf(items, place)).toBe("dead");
    expect(changeOf(items, { array: 1, row: 0, column: 0 })).toBe(2.5e-6);
    expect(partedOf(items)).toEqual({ known: [{ array: 0, row: 3, column: 4, fault: "dead" }], set: [[1, 0, 0, 2.5e-6]] });
  });
  it("replace each other, and none takes another's place", () => {
    const two = withChange(withChange([], place, "dead"), { ...place, row: 33 }, "stuck-on");
    expect(withChange(two, place, 1e-6)).toEqual(["0.33.4_stuck-on", "0.3.4_0.000001"]);
    expect(withChange(two, place, null)).toEqual(["0.33.4_stuck-on"]);
  });
  it("that are damaged say nothing", () => {
    for (const item of ["", "0.3_dead", "0.3.4_hot", "0.3.4_", "0.3.4_-1e-6", "a.b.c_dead", "0.3.4_1e999", "0.3.99999_dead"]) expect(decoded(item)).toBeNull();
    expect(partedOf(["0.3_dead", "x"])).toEqual({ known: [], set: [] });
  });
  it("go through a link", () => {
    const said = properties({ chipDevices: ["0.3.4_dead", "0.0.1_2.5e-7"], chipEffects: ["wires", "dac"], chipOhms: 12.5 });
    const { properties: back, problems } = fromHash(toHash(said));
    expect(problems).toEqual([]);
    expect([back.chipDevices, back.chipEffects, back.chipOhms]).toEqual([said.chipDevices, said.chipEffects, 12.5]);
  });
});

describe("the effects", () => {
  it("are all off at first", () => expect(effectsOf(properties(), known)).toEqual(OFF));
  it("have the strengths of the sliders", () => {
    // No two alike, so that none stands for another.
    const set = { chipEffects: EFFECTS, chipLevels: 9, chipError: 0.07, chipStuckOn: 0.03, chipStuckOff: 0.04, chipDead: 0.06, chipOhms: 7, chipReadNoise: 0.08, chipDac: 5, chipAdc: 6, chipAdcAt: "difference", chipRange: 2, chipCubic: 3, chipLowering: 11 } as const;
    const all = effectsOf(properties({ ...set, chipLaw: "poole-frenkel", chipDriftPer: "weight" }), known);
    expect(all).toEqual({
      levels: 9, programming: 0.07, drift: { sigma: 0.3, preserve: "median", per: "weight" },
      faults: { shares: { stuck_on: 0.03, stuck_off: 0.04, dead: 0.06 }, known: [] },
      law: { law: "poole-frenkel", lowering: 11, at: 0.1 }, wires: { input: 7, word: 7, bit: 7, output: 7 },
      read_noise: 0.08, dac: { bits: 5 }, adc: { bits: 6, at: "difference", range: 2 },
    });
    expect(effectsOf(properties(set), known)).toMatchObject({ law: { law: "polynomial", cubic: 3, at: 0.1 }, drift: { per: "device" } });
  });
  it("hold a device made faulty by hand even where faults are off", () => {
    const dead = { array: 0, row: 1, column: 2, fault: "dead" } as const;
    expect(effectsOf(properties(), { ...known, faults: [dead] }).faults).toEqual({ shares: { stuck_on: 0, stuck_off: 0, dead: 0 }, known: [dead] });
  });
  it("draw no further faults once programming has settled them", () => {
    const stuck = { array: 0, row: 0, column: 0, fault: "stuck-on" } as const;
    expect(effectsOf(properties({ chipEffects: ["faults", "programming"] }), { ...known, faults: [stuck], settled: true }).faults).toEqual({ shares: { stuck_on: 0, stuck_off: 0, dead: 0 }, known: [stuck] });
  });
  it("leave fewer cells of the boundary to what is slow", () => {
    const law = effectsOf(properties({ chipEffects: ["law"] }), known);
    expect([cellsOf(OFF, 10, true), cellsOf(OFF, 10, false), cellsOf(law, 16, true), cellsOf(law, 64, true)]).toEqual([[60, 45], [32, 24], [40, 30], [24, 18]]);
    const wired = effectsOf(properties({ chipEffects: ["law", "wires"] }), known);
    expect([cellsOf(wired, 16, true), cellsOf(wired, 32, true), cellsOf(wired, 32, false), cellsOf(wired, 64, true)]).toEqual([[24, 18], [24, 18], [12, 9], null]);
  });
  it("stand on an array of the size that was chosen", () =>
    expect(optionsOf(properties({ chipSize: "32", chipCoding: "centred" }), STANDARD_WINDOW)).toEqual({ rows: 32, columns: 32, coding: "centred", window: { g_min: 0.2e-6, g_max: 6e-6 }, bias: "row", v_read: 0.1 }));
});

describe("an array that is programmed", () => {
  const model: PulseModel = { response: { exponential: { g_min: 1e-6, g_max: 5e-6, pulses: 64, curvature: 20 } }, sigma: 0.02, memory: 0, step: 1, half_select: 0.01, v_set: 2, v_reset: -2.5 };
  const made = (p: Properties) => {
    const effects = effectsOf(p, known);
    const wanted = { wish: { chip: { options: optionsOf(p, { g_min: 1e-6, g_max: 5e-6 }) }, effects } } as unknown as Wanted;
    return configOf(p, wanted, model, { array: 1, targets: { rows: 1, columns: 2, conductance: [1.9e-6, 4.2e-6], used: [true, false] } });
  };
  it("is written as everything that is set says", () => {
    const said = made(properties({
      chipEffects: EFFECTS, chipLevels: 3, chipOhms: 7, chipReadNoise: 0.08, chipStuckOn: 0.03, chipStuckOff: 0.04, chipDead: 0.06, seed: 5,
      chipDevices: ["0.1.1_dead", "1.2.3_stuck-on", "1.0.0_2e-6"], writeTolerance: 0.2, writeLimit: 77, writeMemory: 0.3, writeHalf: 0.4,
    }));
    expect(said.array).toEqual({
      rows: 10, columns: 10, model: { ...model, memory: 0.3, half_select: 0.4 }, wires: { input: 7, word: 7, bit: 7, output: 7 }, read_noise: 0.08,
      // Of the array that is written; there it is the only one.
      faults: { shares: { stuck_on: 0.03, stuck_off: 0.04, dead: 0.06 }, known: [{ array: 0, row: 2, column: 3, fault: "stuck-on" }] },
    });
    expect(said.targets.conductance).toEqual([1e-6, 5e-6].map((g) => expect.closeTo(g, 12)));
    expect(said).toMatchObject({ options: { tolerance: 0.2, pulse_limit: 77, v_set: 2, v_reset: -2.5, v_read: 0.1 }, seed: 5 });
  });
  it("has nothing of the effects that are off", () => {
    const { array, targets } = made(properties());
    expect(array).toMatchObject({ wires: { input: 0, word: 0, bit: 0, output: 0 }, read_noise: 0, faults: { shares: { stuck_on: 0, stuck_off: 0, dead: 0 }, known: [] } });
    expect(targets.conductance).toEqual([1.9e-6, 4.2e-6]);
  });
});

describe("the window of a device", () => {
  const model = { schema: 1, method: null, sigma_choice: "estimate", conductance: [9, 1, 2, 4, 3], run_start: 1, run_end: 4, sigma: 0.1, length_factor: 1 } as const;
  it("goes from the lowest to the highest of its run", () => expect(runWindow({ ...model, conductance: [...model.conductance] })).toEqual({ g_min: 1, g_max: 4 }));
  it("is none for a run of one point, or without a conductance", () => {
    expect(runWindow({ ...model, conductance: [...model.conductance], run_end: 2 })).toBeNull();
    expect(runWindow({ ...model, conductance: [0, 0, 2, 4] })).toBeNull();
  });
});

describe("what a device stands for", () => {
  const about: WorkbenchAbout = { layers: [[2, 5], [5, 1]], size: [10, 10], arrays: 1, used: 42, blocks: [[0, 0, 0, 3, 10], [1, 0, 3, 9, 2]], software: 1, samples: 400, plane: true };
  it("is a weight, with its sign by the column of the pair", () => {
    const blocks = blocksOf(about, "one-sided");
    expect(partAt(blocks, about, "one-sided", 0, 1, 4)).toEqual({ layer: 0, input: 1, output: 2, sign: 1 });
    expect(partAt(blocks, about, "one-sided", 0, 2, 5)).toEqual({ layer: 0, input: null, output: 2, sign: -1 });
    expect(partAt(blocks, about, "one-sided", 0, 8, 0)).toEqual({ layer: 1, input: null, output: 0, sign: 1 });
    expect(partAt(blocks, about, "one-sided", 0, 4, 2)).toBeNull();
    expect(partAt(blocks, about, "one-sided", 0, 9, 0)).toBeNull();
  });
  it("is a reference in the last column of such a block", () => {
    const of = { ...about, blocks: [[0, 0, 0, 3, 6], [1, 0, 3, 9, 2]] as WorkbenchAbout["blocks"] };
    const blocks = blocksOf(of, "reference");
    expect(partAt(blocks, of, "reference", 0, 0, 4)).toEqual({ layer: 0, input: 0, output: 4, sign: 1 });
    expect(partAt(blocks, of, "reference", 0, 2, 5)).toEqual({ layer: 0, input: null, output: null, sign: -1 });
    expect(partWords(partAt(blocks, of, "reference", 0, 2, 5))).toBe("layer 1: the reference of all weights from the bias");
  });
  it("goes on in the next block where a layer is larger than an array", () => {
    // 12 inputs with a bias to 7 outputs on 10 x 10: 10 rows, then 3; 5 outputs, then 2.
    const large = { ...about, layers: [[12, 7]] as [number, number][], blocks: [[0, 0, 0, 10, 10], [0, 1, 0, 10, 4], [0, 2, 0, 3, 10], [0, 2, 3, 6, 4]] as WorkbenchAbout["blocks"] };
    expect(blocksOf(large, "one-sided").map((b) => [b.input, b.output])).toEqual([[0, 0], [0, 5], [10, 0], [10, 5]]);
    expect(partAt(blocksOf(large, "one-sided"), large, "one-sided", 2, 5, 3)).toEqual({ layer: 0, input: null, output: 6, sign: -1 });
  });
});

describe("what the panels say", () => {
  it("counts the energy of the lines that the layer uses", () => {
    const blocks: WorkbenchAbout["blocks"] = [[0, 0, 0, 1, 4], [1, 0, 1, 3, 2]];
    const touched = { conductance: Float64Array.of(9, 9, 9, 9, 1, 2, 9, 9, 3, 6, 9, 9, 9, 9, 9, 9), inputs: [5, 0.3, -0.4, 5] };
    const moment = { said: { about: { size: [4, 4], blocks }, block: 1, touched } } as unknown as Moment;
    expect(blockIn(moment)).toEqual({ rows: 2, columns: 2, volts: Math.sqrt(0.125), siemens: 3 });
  });
  it("tells pulses of the devices that count", () => {
    expect(pulsesWords({ total: 2000, median: 2.5, max: 1200, histogram: [] }, 42)).toBe("2.5 for the median of the 42 that carry weights, 1\u202f200 at most");
  });
});

describe("conductances", () => {
  const window = { g_min: 1, g_max: 5 };
  it("that faults leave are what the method says", () => expect((["stuck-on", "stuck-off", "dead"] as const).map((f) => leftBy(f, window))).toEqual([5, 1, 0]));
  it("at levels are rounded to the nearest", () => expect(levelled([1, 1.9, 2.1, 5], window, 3)).toEqual([1, 1, 3, 5]));
});

describe("colours and places", () => {
  const options = { rows: 10, columns: 10, coding: "one-sided", window: { g_min: 1e-6, g_max: 5e-6 }, bias: "row", v_read: 0.1 } as const;
  it("end where the window ends", () => {
    const scale = scaleOf("conductance", options, false);
    expect(rgbOf(scale, 1e-6)).toEqual([0, 32, 77]);
    expect(rgbOf(scale, 5e-6)).toEqual([255, 234, 70]);
    expect(rgbOf(scale, 9e-6)).toEqual(rgbOf(scale, 5e-6));
    const current = scaleOf("current", options, true);
    expect(current.unit).toBe("A");
    expect(current.high).toBeCloseTo(5e-7, 15);
    expect(current.low).toBe(-current.high);
  });
  it("find the device under a pixel, and none beside the array", () => {
    const places = placesOf(400, 10, 10);
    expect(places.cell).toBe(36);
    expect(spotAt(places, places.left + 36 * 3 + 1, places.top + 36 * 9 + 35, 10, 10)).toEqual({ row: 9, column: 3 });
    expect(spotAt(places, places.left - 1, 100, 10, 10)).toBeNull();
    expect(spotAt(places, places.left + 361, 100, 10, 10)).toBeNull();
  });
  it("name every line where there is room", () => expect([named(36, 13), named(5, 24), named(3, 24)]).toEqual([1, 8, 8]));
});

describe("words", () => {
  it("count what is lost", () => {
    expect(comparedWords(0.99, 0.9975, 400)).toBe("The array tells 3 fewer of 400 samples right than the network in floating point does.");
    expect(comparedWords(1, 0.9975, 400)).toContain("1 more");
    expect(comparedWords(0.5, 0.5, 400)).toContain("as many");
  });
  it("tell of clipping only where there is some", () => {
    expect(clippedWords({ dac: 3600, dac_clipped: 0, adc: 4800, adc_clipped: 12 })).toEqual(["The ADC clips 12 of 4\u202f800 conversions, 0.25\u00a0%."]);
    expect(conversionsWords({ dac: 0, dac_clipped: 0, adc: 10, adc_clipped: 0 })).toBe("DAC: ideal; ADC: none clipped");
  });
  it("have a minus", () => expect(percent(-0.066612)).toBe("\u22126.66\u00a0%"));
});

it("what was written is checked on the way back", () => {
  const array = { siemens: [1e-6, 0], faults: [{ row: 0, column: 1, fault: "dead" }] };
  expect(isWrittenArrays({ of: "x", arrays: { 0: array } })).toBe(true);
  for (const wrong of [null, {}, { of: "x" }, { of: "x", arrays: { 0: { ...array, siemens: [Number.NaN] } } }, { of: "x", arrays: { 0: { ...array, siemens: [-1] } } }, { of: "x", arrays: { 0: { ...array, faults: [{ row: 0, column: 1, fault: "hot" }] } } }]) expect(isWrittenArrays(wrong)).toBe(false);
});

it("jobs are stopped together, and the first is told", () => {
  const jobs = new Jobs();
  const stopped: string[] = [];
  const job = (what: string) => ({ what, done: 1, total: 2, stop: () => { stopped.push(what); jobs.put(what, null); } });
  for (const what of ["a", "b"]) jobs.put(what, job(what));
  expect(jobs.work?.what).toBe("a");
  jobs.stop();
  expect([stopped, jobs.work]).toEqual([["a", "b"], null]);
});
