// Recipes as a person reads them.
import type { Experiment, FabricationCampaign, Value, Variable } from "../../generated/types";
import { grouped, plain } from "../../ui/format";

/** Units as they are printed. */
export const unitOf = (variable: Variable) => variable.unit.replace(/^u(?=[mAVSg])/, "µ");

export function valueOf(value: Value | undefined): string {
  if (value === undefined) return "–";
  return Array.isArray(value) ? value.map((v) => plain(v)).join(" / ") : String(value);
}

/** `MAPbI3, 1.5 µm, 150 nm, ..`. */
export function recipeOf(campaign: FabricationCampaign, recipe: readonly Value[]): string {
  return campaign.space.variables.map((v, at) => `${valueOf(recipe[at])}${v.unit === "" ? "" : ` ${unitOf(v)}`}`).join(", ");
}

/** How many candidates the space has, in words. */
export function sizeOf(campaign: FabricationCampaign): string {
  let count = 1;
  for (const { kind } of campaign.space.variables) {
    if (kind.kind === "levels") count *= kind.values.length;
    else if (kind.kind === "categories") count *= kind.names.length;
    else return "a space without end";
  }
  if (campaign.space.only.length > 0) count = campaign.space.only.length;
  return `${grouped(count)} recipes`;
}

export const done = (e: Experiment) => e.status !== "pending";
