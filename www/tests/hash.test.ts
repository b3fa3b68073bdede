import { describe, expect, it } from "vitest";
import { fromHash, toHash } from "../src/state/hash";
import { initialProperties, NAMES, PROPERTIES } from "../src/state/properties";

const round = (change: object) => fromHash(toHash({ ...initialProperties(), ...change }));

describe("the URL", () => {
  it("is empty for the defaults", () => {
    expect(toHash(initialProperties())).toBe("");
    expect(fromHash("")).toEqual({ properties: initialProperties(), problems: [] });
  });

  it("holds every property there and back", () => {
    const change = {
      chart: "overlay", method: "paper", device: "a,b #1%|x y", overlay: ["a,b", "100%2C", "ü"], sort: "sigma", descending: true,
      requiredLength: 50, compliance: "given", complianceA: 2.5e-5, polarity: "negative", readVoltage: -0.3, bootstrap: 0, seed: 7,
      smoothing: 0, window: "all", bound: "one-sided", theme: "dark", letters: false, hide: ["export", "help"], tutorial: "first-device", step: 2,
      samples: ["noisy"], drawn: "6~12~0.02~0.08~5k.5o", view: "report",
      labCycles: 20, labBudget: 30, labPause: 0, plot: "map", across: 1, down: 3, quantity: "sd", batch: 4, series: true, virtual: 12,
      task: "digits", moonsNoise: 0.2, hidden: 8, model: "mlp", trainBy: "laplace", tune: "search", trials: 20, wave: 4, p1: 0.25, p2: 0.5, strength: 0.1,
      moonsEpochs: 60, moonsRate: 0.01, epochs: 2, rate: 1e-3, netBatch: 32, objective: "clean", objectiveDraws: 5, target: "device", usability: 0.3,
      look: 0.22, lookOn: "device", speed: "slow", netPlot: "layers", layer: 2, drawNumber: 7, gallery: 48, run: "ERM · moons (2), mine", runs: ["a · b", "c,d"],
      train: ["erm", "bayesmulti"], workers: 3, robustPlot: "draws", levelsFrom: "devices", levelCount: 5, sweepDraws: 20, level: 3, sweep: true,
      compareMethods: [], theoryC: 0.9, theoryP1: 0.05, theoryP2: 0, theorySize: 21, sample: 12, voteSigma: 0.25, voteDraws: 500, voteAlpha: 0.01, vote: true,
      chipSize: "64", chipCoding: "reference", chipWindow: "standard", chipEffects: ["wires", "read-noise"], chipLevels: 16, chipError: 0.1, chipSigmaFrom: "hand", chipSigma: 0.75, chipDriftPer: "weight",
      chipStuckOn: 0.02, chipStuckOff: 0, chipDead: 0.05, chipLaw: "poole-frenkel", chipCubic: 2, chipLowering: 7.5, chipOhms: 12.5, chipReadNoise: 0.1, chipDac: 4, chipAdc: 6, chipAdcAt: "difference", chipRange: 0.5,
      chipDraw: 3, chipDevices: ["0.3.4_dead", "0.0.1_2.5e-7"], chipBlock: 1, chipTouch: "3.4", chipColour: "current", falls: false, fallDraws: 20,
      writeTolerance: 0.1, writeLimit: 50, writeMemory: 0.5, writeHalf: 0.1, energyFrom: "hand", energyVolts: 0.2, energySiemens: 7.26e-6, energySeconds: 5e-8, energyDevices: 2, energyDac: 1e-13, energyAdc: 0, energyStep: 1e-15, energyBaseline: "v100-tensor",
      boardTo: "port", boardDialect: "arc-one", boardSet: 2.5, boardReset: -2.5, boardSeconds: 1e-3, boardSamples: 20,
    };
    const untested = NAMES.filter((n) => !(n in change) && n !== "station");
    expect(untested).toEqual([]);
    const back = round(change);
    expect(back.problems).toEqual([]);
    expect(back.properties).toEqual({ ...initialProperties(), ...change });
  });

  it("clamps numbers and says so", () => {
    const { properties, problems } = fromHash("#required=1e99&draws=-5&seed=1.5");
    expect(properties.requiredLength).toBe(2000);
    expect(properties.bootstrap).toBe(0);
    expect(properties.seed).toBe(2);
    expect(problems).toHaveLength(3);
    expect(problems[0]).toContain("from 1 to 2000");
  });

  it("keeps the default for what is no value, and says so", () => {
    const { properties, problems } = fromHash("#required=NaN&chart=<script>&down=perhaps&hide=drop,nonsense&method=&unknown=1&seed=1&seed=2");
    expect(properties.requiredLength).toBe(35);
    expect(properties.chart).toBe("conductance");
    expect(properties.method).toBe("corrected");
    expect(properties.hide).toEqual(["drop"]);
    expect(problems).toHaveLength(7);
  });

  it("never fails, whatever it is given", () => {
    let x = 12345;
    const random = () => (x = (x * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    for (let n = 0; n < 500; n += 1) {
      const length = Math.floor(random() * 80);
      const text = Array.from({ length }, () => String.fromCharCode(32 + Math.floor(random() * 200))).join("");
      const { properties } = fromHash(`#${text}&required=${text}&overlay=${text}`);
      for (const name of NAMES) expect(typeof properties[name]).toBe(typeof PROPERTIES[name].initial);
    }
    expect(fromHash(`#device=${"x".repeat(20000)}`).problems[0]).toContain("longer than");
  });
});
