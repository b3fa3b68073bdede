// A drawn conductance curve: its model, and its short form in a link.
import type { DeviceModel } from "../generated/types";

export interface Drawn {
  /** log10 of the conductance in siemens at equally spaced voltages up to `vMax`. */
  decades: readonly number[];
  vMax: number;
  cycles: number;
  pointNoise: number;
  cycleNoise: number;
}

export const DRAWN_POINTS = 60;
export const LOWEST_DECADE = -10;
export const HIGHEST_DECADE = -3;

export const PRESETS = {
  rising: (t: number) => -8 + 2.4 * t,
  "with a dip": (t: number) => -8 + 2.4 * t - 0.9 * Math.exp(-(((t - 0.45) / 0.09) ** 2)),
  saturating: (t: number) => -8 + 2.4 * (1 - Math.exp(-4 * t)),
  abrupt: (t: number) => -8.2 + 2.6 / (1 + Math.exp(-(t - 0.4) / 0.015)) + 0.02 * t,
} as const;

export function preset(shape: keyof typeof PRESETS): Drawn {
  const at = (i: number) => clampDecade(PRESETS[shape]((i + 1) / DRAWN_POINTS));
  return { decades: Array.from({ length: DRAWN_POINTS }, (_, i) => at(i)), vMax: 6, cycles: 12, pointNoise: 0.02, cycleNoise: 0.08 };
}

/** Two decimals of a decade: what a pointer can place and a link holds. */
export function clampDecade(decade: number): number {
  return Math.round(Math.min(Math.max(decade, LOWEST_DECADE), HIGHEST_DECADE) * 100) / 100;
}

export function modelOf(drawn: Drawn): Partial<DeviceModel> {
  return {
    cycles: drawn.cycles,
    v_max: drawn.vMax,
    v_step: drawn.vMax / drawn.decades.length,
    v_reset: drawn.vMax / 2,
    point_noise: drawn.pointNoise,
    cycle_noise: drawn.cycleNoise,
    curve: drawn.decades.map((d) => 10 ** d),
  };
}

export function drawnOf(model: Partial<DeviceModel>): Drawn | null {
  const { curve, v_max, cycles, point_noise, cycle_noise } = model;
  if (curve === undefined || curve.length === 0) return null;
  return {
    decades: curve.map((g) => clampDecade(Math.log10(g))),
    vMax: v_max ?? 6, cycles: cycles ?? 12, pointNoise: point_noise ?? 0.02, cycleNoise: cycle_noise ?? 0.08,
  };
}

/** `6~12~0.02~0.08~5k.5o...`: each point in hundredths of a decade above the lowest, in base 36. */
export function encodeDrawn(drawn: Drawn): string {
  const points = drawn.decades.map((d) => Math.round((d - LOWEST_DECADE) * 100).toString(36));
  return [drawn.vMax, drawn.cycles, drawn.pointNoise, drawn.cycleNoise, points.join(".")].join("~");
}

/** The curve that a link holds, or null where it is none. */
export function decodeDrawn(text: string): Drawn | null {
  const parts = text.split("~");
  if (parts.length !== 5) return null;
  const [vMax, cycles, pointNoise, cycleNoise] = parts.slice(0, 4).map(Number) as [number, number, number, number];
  const within = (v: number, low: number, high: number) => Number.isFinite(v) && v >= low && v <= high;
  const fine = within(vMax, 0.01, 100) && Number.isInteger(cycles) && within(cycles, 1, 200) && within(pointNoise, 0, 2) && within(cycleNoise, 0, 2);
  const points = (parts[4] ?? "").split(".").map((p) => (/^[0-9a-z]{1,3}$/.test(p) ? Number.parseInt(p, 36) : Number.NaN));
  const most = (HIGHEST_DECADE - LOWEST_DECADE) * 100;
  if (!fine || points.length < 2 || points.length > 200 || !points.every((p) => within(p, 0, most))) return null;
  return { decades: points.map((p) => clampDecade(p / 100 + LOWEST_DECADE)), vMax, cycles, pointNoise, cycleNoise };
}
