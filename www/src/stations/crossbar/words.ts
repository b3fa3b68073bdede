// What the chip does, in words.
import type { Tally } from "../../generated/types";
import type { Part } from "../../state/crossbar/places";
import { counted, grouped } from "../../ui/format";

/** A share in percent, with no more digits than mean something. */
export function percent(share: number, digits = 3): string {
  const value = 100 * share;
  return `${value === 0 ? "0" : String(Number(value.toPrecision(digits))).replace("-", "\u2212")}\u00a0%`;
}

/** Of so many samples, those told right. */
export const rightOf = (accuracy: number, samples: number) => `${Math.round(accuracy * samples)} of ${samples}`;

/** How many more or fewer samples the array tells right than the network in floating point. */
export function comparedWords(accuracy: number, software: number, samples: number): string {
  const lost = Math.round((software - accuracy) * samples);
  if (lost === 0) return "The array tells as many samples right as the network in floating point does.";
  return `The array tells ${Math.abs(lost)} ${lost > 0 ? "fewer" : "more"} of ${samples} samples right than the network in floating point does.`;
}

/** Conversions beyond the full scale, a sentence for each converter that has some. */
export function clippedWords(tally: Tally): string[] {
  const said = (name: string, clipped: number, all: number) => (clipped === 0 ? [] : [`The ${name} clips ${grouped(clipped)} of ${grouped(all)} conversions, ${percent(clipped / all)}.`]);
  return [...said("DAC", tally.dac_clipped, tally.dac), ...said("ADC", tally.adc_clipped, tally.adc)];
}

/** The share of the conversions that is clipped, of each converter. */
export function conversionsWords({ dac, dac_clipped, adc, adc_clipped }: Tally): string {
  const said = (name: string, clipped: number, all: number) => `${name}: ${all === 0 ? "ideal" : clipped === 0 ? "none clipped" : `${percent(clipped / all)} clipped`}`;
  return `${said("DAC", dac_clipped, dac)}; ${said("ADC", adc_clipped, adc)}`;
}

/** What a device stands for: the weight from an input to an output, or a part of its reference. */
export function partWords(part: Part | null): string {
  if (part === null) return "carries no weight";
  const from = part.input === null ? "the bias" : `input ${part.input + 1}`;
  if (part.output === null) return `layer ${part.layer + 1}: the reference of all weights from ${from}`;
  return `layer ${part.layer + 1}: the weight from ${from} to output ${part.output + 1}, ${part.sign > 0 ? "the part that is added" : "the part that is taken away"}`;
}

/** A yield, and of how many devices it is. */
export const yieldWords = (share: number, of: number): string => `${percent(share)} of the ${counted(of, "device")} that ${of === 1 ? "carries" : "carry"} weights`;
