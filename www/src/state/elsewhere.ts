// Properties that come from elsewhere: a link, a project file.
import type { Options } from "../generated/types";
import { optionsOf } from "../work/options";
import { admitted, initialProperties, NAMES, PROPERTIES, type Properties, type PropertyName } from "./properties";

/** The part of the properties that undo takes back, or the part that it does not. */
export function only(properties: Properties, undone: boolean): Partial<Properties> {
  return Object.fromEntries(NAMES.filter((n) => (PROPERTIES[n].undo === true) === undone).map((n) => [n, properties[n]]));
}

/** The settings of a project file as properties, and a sentence for each that the page cannot take over. */
export function propertiesOf(options: Partial<Options>): { settings: Partial<Properties>; problems: string[] } {
  const { compliance, smoothing, read_voltage: readVoltage } = options;
  const given = typeof compliance === "object" ? compliance.given : undefined;
  const said: Partial<Record<PropertyName, unknown>> = {
    requiredLength: options.required_length,
    bootstrap: options.bootstrap,
    seed: options.seed,
    polarity: options.polarity,
    window: options.window,
    bound: options.bound,
    smoothing: smoothing?.r,
    readVoltage: readVoltage === null ? 0 : readVoltage,
    compliance: given === undefined ? compliance : "given",
    complianceA: given,
  };
  const problems: string[] = [];
  const settings = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined).map(([name, value]) => {
      const checked = admitted(PROPERTIES[name as PropertyName], value);
      if (checked.problem !== undefined) problems.push(checked.problem);
      return [name, checked.value];
    }),
  ) as Partial<Properties>;
  // What the page has no control for keeps its default, and that is said.
  const here = optionsOf({ ...initialProperties(), ...settings });
  if (smoothing !== undefined && (smoothing.q !== here.smoothing?.q || smoothing.p0 !== here.smoothing?.p0)) {
    problems.push(`the project smooths with q = ${smoothing.q} and p0 = ${smoothing.p0}; this page uses ${here.smoothing?.q} and ${here.smoothing?.p0}.`);
  }
  return { settings, problems };
}
