// What the numbers say, as a person would.
import { counted, plain } from "../../ui/format";
import { usabilityOf } from "../../state/networks/run";
import type { Column, Level } from "./question";
import type { Cell, Test } from "./results";

/** An accuracy, or a difference of two. */
export const share = (value: number) => value.toFixed(3).replace("-", "\u2212").replace(/^\u2212(0\.000)$/, "$1");

/** Of a difference the sign is told however small it is. */
const difference3 = (value: number) => (value !== 0 && Math.abs(value) < 0.0005 ? plain(value, 1) : share(value));

export const pOf = (p: number) => (p < 1e-5 ? "p < 0.00001" : `p = ${Number(p.toPrecision(2))}`);

/** Above this, the draws that there are show no difference. */
const SAID = 0.05;
/** Where many levels are looked at, only what is below this is marked. */
export const MARKED = 0.01;
/** How close to chance an accuracy says nothing. */
const NEAR = 0.05;

const chanceOf = (column: Column) => 1 / column.classes;
export const nearChance = (column: Column, cell: Cell) => Math.abs(cell.mean - chanceOf(column)) <= NEAR;

/** Whether the test marks a network as better or worse than the reference. */
export function verdictOf(test: Test | null): "better" | "worse" | null {
  if (test === null || test.paired.degenerate || test.paired.p >= MARKED) return null;
  return test.paired.difference.mean > 0 ? "better" : "worse";
}

/** Where it is: at a usability, on a device. */
export const whereOf = ({ name }: Level) => `${name.startsWith("U = ") ? "At" : "On"} ${name}`;

/** `a` against the reference `b`, at one level. */
export function pairedWords(level: Level, a: Column, b: Column, test: Test, near: boolean): string {
  const { difference, p, degenerate } = test.paired;
  const at = whereOf(level);
  const lead = difference.mean >= 0 ? "more" : "fewer";
  const size = difference3(Math.abs(difference.mean));
  if (degenerate) {
    const said = difference.mean === 0 ? `${a.name} and ${b.name} tell equally many of the samples right` : `${a.name} tells ${size} ${lead} of the samples right than ${b.name}`;
    const why = level.sigma === 0 ? "nothing drifts here, so all draws are one and there is nothing to test" : "and that in every draw, which no test can weigh; more samples or other levels would tell";
    return `${at} ${said}: ${why}.`;
  }
  const numbers = `95 % ${difference3(difference.low)} to ${difference3(difference.high)}; ${pOf(p)}, ${counted(test.common, "common draw")}`;
  if (near) return `${at} both are within ${NEAR} of chance, 1 of ${a.classes} (difference ${difference3(difference.mean)}, ${numbers}): this level does not say which is better.`;
  if (p >= SAID) return `${at} ${a.name} and ${b.name} lie ${size} apart (${numbers}): no difference that ${counted(test.common, "draw")} could show.`;
  return `${at} ${a.name} tells ${size} ${lead} of the samples right than ${b.name} (${numbers}): ${p < MARKED ? "the draws alone do not explain that" : "that may be chance where several comparisons are made"}.`;
}

/** What makes the comparison unfair, or unfinished. */
export function unfair(columns: readonly Column[]): string[] {
  const said: string[] = [];
  const budget = (c: Column) => c.run.config.trainings * c.run.config.epochs;
  const budgets = new Set(columns.map(budget));
  if (budgets.size > 1) {
    const most = Math.max(...budgets);
    const of = (c: Column) => `${c.name} ${c.run.config.trainings === 1 ? "one" : c.run.config.trainings} of ${c.run.config.epochs} epochs`;
    const more = columns.filter((c) => budget(c) === most);
    const less = columns.filter((c) => budget(c) < most);
    said.push(`This comparison is not fair: ${more.map((c) => c.name).join(" and ")} had more training (${[...more, ...less].map(of).join(", ")}). Train the others as often, or compare only those that had the same.`);
  }
  const targets = new Map(columns.map((c) => [JSON.stringify(c.run.config.device), plain(usabilityOf(c.run.config.device))]));
  if (targets.size > 1) said.push(`They were trained for different devices: ${columns.map((c) => `${c.name} for U = ${targets.get(JSON.stringify(c.run.config.device))}`).join(", ")}.`);
  const open = columns.filter((c) => c.training);
  if (open.length > 0) said.push(`Not at the end of its trainings yet: ${open.map((c) => `${c.name}, ${c.outcomes} of ${c.run.config.trainings}`).join("; ")}. What is shown is its best so far.`);
  return said;
}
