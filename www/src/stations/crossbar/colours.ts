// Numbers of devices as colours, each scale with its ends and its unit.
import type { ChipOptions } from "../../generated/types";
import type { Properties } from "../../state/properties";

export type Colour = Properties["chipColour"];
export type Rgb = readonly [number, number, number];

export interface Scale {
  readonly title: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** From the low end to the high one. */
  readonly stops: readonly Rgb[];
}

/** Blue to yellow, of even lightness, told apart by every kind of eye (after cividis). */
const RISING: readonly Rgb[] = [[0, 32, 77], [49, 68, 107], [102, 105, 112], [149, 143, 120], [203, 186, 105], [255, 234, 70]];
/** Okabe-Ito's blue and vermilion about the ground. */
const [NEGATIVE, POSITIVE]: readonly [Rgb, Rgb] = [[0, 114, 178], [213, 94, 0]];

export function scaleOf(colour: Colour, { window: { g_min, g_max }, v_read }: ChipOptions, dark: boolean): Scale {
  const middle: Rgb = dark ? [48, 54, 61] : [247, 247, 247];
  const signed = [NEGATIVE, middle, POSITIVE];
  switch (colour) {
    case "conductance":
      return { title: "Conductance", unit: "S", low: g_min, high: g_max, stops: RISING };
    case "voltage":
      return { title: "Voltage across", unit: "V", low: -v_read, high: v_read, stops: signed };
    case "current":
      return { title: "Current", unit: "A", low: -v_read * g_max, high: v_read * g_max, stops: signed };
  }
}

/** The colour of a value; beyond the ends it is that of the end. */
export function rgbOf({ low, high, stops }: Scale, value: number): Rgb {
  const share = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 0;
  const at = share * (stops.length - 1);
  const from = Math.min(Math.floor(at), stops.length - 2);
  const [a, b] = [stops[from], stops[from + 1]] as [Rgb, Rgb];
  const mix = (k: 0 | 1 | 2) => Math.round(a[k] + (b[k] - a[k]) * (at - from));
  return [mix(0), mix(1), mix(2)];
}

export const css = ([r, g, b]: Rgb) => `rgb(${r} ${g} ${b})`;
