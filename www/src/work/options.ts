// From the properties of the page to the settings of an analysis.
import type { Options } from "../generated/types";
import type { Properties } from "../state/properties";

/** The settings of an analysis, as the properties say. */
export function optionsOf(properties: Properties): Partial<Options> {
  const { compliance, complianceA, readVoltage } = properties;
  return {
    required_length: properties.requiredLength,
    compliance: compliance === "given" ? { given: complianceA } : compliance,
    polarity: properties.polarity,
    read_voltage: readVoltage === 0 ? null : readVoltage,
    bootstrap: properties.bootstrap,
    seed: properties.seed,
    smoothing: { q: 0.1, r: properties.smoothing, p0: 1 },
    window: properties.window,
    bound: properties.bound,
  };
}
