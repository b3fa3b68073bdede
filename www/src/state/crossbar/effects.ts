// From the properties of the page to what the chip is made of and what happens to it.
import type { ChipOptions, ConductanceWindow, Effects, FaultAt, Faults, Preserve } from "../../generated/types";
import type { EFFECTS, Properties } from "../properties";

export type EffectName = (typeof EFFECTS)[number];

export const EFFECT_NAMES: Readonly<Record<EffectName, string>> = {
  levels: "Conductance levels",
  programming: "Programming error",
  drift: "Drift",
  faults: "Faulty devices",
  law: "Nonlinear read",
  wires: "Wire resistance",
  "read-noise": "Read noise",
  dac: "DAC",
  adc: "ADC",
};

/** Of a device, where the Device station gives none (METHOD 5). */
export const STANDARD_WINDOW: ConductanceWindow = { g_min: 0.2e-6, g_max: 6e-6 };
/** Voltage of the largest input. */
export const READ_VOLTS = 0.1;
const PRESERVE: Preserve = "median";

export function optionsOf(p: Properties, window: ConductanceWindow): ChipOptions {
  const side = Number(p.chipSize);
  return { rows: side, columns: side, coding: p.chipCoding as ChipOptions["coding"], window, bias: "row", v_read: READ_VOLTS };
}

export interface Known {
  /** Sigma of the drift. */
  sigma: number;
  /** Faults that are no matter of chance: made by hand, or found when arrays were programmed. */
  faults: readonly FaultAt[];
  /** Whether arrays were programmed, which settles which devices are faulty. */
  settled: boolean;
}

const SOUND: Faults = { stuck_on: 0, stuck_off: 0, dead: 0 };

/** How many devices of an array are faulty by chance. */
export const sharesOf = (p: Properties): Faults => (p.chipEffects.includes("faults") ? { stuck_on: p.chipStuckOn, stuck_off: p.chipStuckOff, dead: p.chipDead } : SOUND);

/** The strength of every effect; null where it is off. */
export function effectsOf(p: Properties, { sigma, faults, settled }: Known): Effects {
  const on = (effect: EffectName) => p.chipEffects.includes(effect);
  const drawn = on("faults") && !settled;
  const shares = drawn ? sharesOf(p) : SOUND;
  return {
    levels: on("levels") ? p.chipLevels : null,
    programming: on("programming") ? p.chipError : null,
    drift: on("drift") ? { sigma, preserve: PRESERVE, per: p.chipDriftPer } : null,
    faults: drawn || faults.length > 0 ? { shares, known: [...faults] } : null,
    law: !on("law") ? null : p.chipLaw === "polynomial" ? { law: "polynomial", cubic: p.chipCubic, at: READ_VOLTS } : { law: "poole-frenkel", lowering: p.chipLowering, at: READ_VOLTS },
    wires: on("wires") ? { input: p.chipOhms, word: p.chipOhms, bit: p.chipOhms, output: p.chipOhms } : null,
    read_noise: on("read-noise") ? p.chipReadNoise : null,
    dac: on("dac") ? { bits: p.chipDac } : null,
    adc: on("adc") ? { bits: p.chipAdc, at: p.chipAdcAt as "column" | "difference", range: p.chipRange } : null,
  };
}

/**
 * Cells of the boundary along x and y: fewer while one drags, and where each product takes a
 * solution of its own; none where that takes too long.
 */
export function cellsOf({ law, wires }: Effects, side: number, sharp: boolean): [number, number] | null {
  if (law === null) return sharp ? [60, 45] : [32, 24];
  if (wires !== null) return side > 32 ? null : sharp || side <= 16 ? [24, 18] : [12, 9];
  return sharp && side <= 16 ? [40, 30] : [24, 18];
}
