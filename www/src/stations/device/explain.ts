// How each number comes about: the equation, the numbers in it, the decision it rests on.
import type { DeviceRecord, Method, MethodResult, Options } from "../../generated/types";
import { counted, plain } from "../../ui/format";

export interface Quantity {
  id: string;
  label: string;
  /** What is shown for a method. */
  value(result: MethodResult): string;
  explain(method: Method, result: MethodResult, options: Partial<Options>): Explanation | null;
}

export interface Explanation {
  equation: string;
  inputs: string;
  decision: string;
}

const required = (options: Partial<Options>) => options.required_length ?? 35;
const not = (name: string): Explanation => ({ equation: `The ${name} method defines none.`, inputs: "", decision: "Section 0 of METHOD." });

const none = (name: string, r: MethodResult): Explanation => ({ equation: `There is no ${name}.`, inputs: `${counted(r.cycles, "cycle")}; a spread needs two cycles with values${name === "interval" && r.cycles > 1 ? ", and an interval needs bootstrap draws" : ""}.`, decision: "U17, U20a." });
const outside = (r: MethodResult) => r.usability !== null && ((r.usability_low ?? 0) > r.usability || (r.usability_high ?? 1) < r.usability);

export const QUANTITIES: readonly Quantity[] = [
  {
    id: "usability",
    label: "Usability U",
    value: (r) => plain(r.usability),
    explain: (method, r) => {
      if (r.usability === null) return { equation: "U = f · exp(−σ)", inputs: "There is no σ, so there is no U: σ needs two cycles with values.", decision: "U17, U20a: one cycle gives a curve and a run, but no spread." };
      const sigma = method === "paper" ? r.sigma95 : r.sigma;
      const name = method === "paper" ? "σ₉₅" : "σ";
      return {
        equation: `U = f · exp(−${name})`,
        inputs: `${plain(r.length_factor)} · exp(−${plain(sigma)}) = ${plain(r.usability)}`,
        decision: { corrected: "Section 0: the headline takes the estimate of σ; the conservative one stands below.", paper: "U16: the paper’s experiments take the upper bound σ₉₅.", table: "Section 0: the published table takes σ of the trimmed ratios." }[method],
      };
    },
  },
  {
    id: "interval",
    label: "95 % interval",
    value: (r) => (r.usability_low === null || r.usability_high === null ? "–" : `${plain(r.usability_low, 2)}–${plain(r.usability_high, 2)}`),
    explain: (method, r, options) =>
      method === "table" ? not("table") : r.usability_low === null ? none("interval", r) : {
        equation: "percentiles 2.5 and 97.5 of U over resampled cycles",
        inputs: `${counted(options.bootstrap ?? 200, "draw")} of whole cycles, seed ${options.seed ?? 1}${r.cycles < 10 ? `; with ${counted(r.cycles, "cycle")} it is indicative` : ""}.`,
        decision: outside(r) ? "U18: the estimate lies outside, because means of resampled cycles rise over other points than the mean of all." : method === "corrected" ? "U18: rescaled by √(K/(K−1)), because resampling shrinks the spread." : "U18: the naive interval, as the paper’s bound stands.",
      },
  },
  {
    id: "factor",
    label: "Length factor f",
    value: (r) => plain(r.length_factor),
    explain: (method, r, options) =>
      method === "table"
        ? { equation: "f = (end − start) / 100", inputs: `${r.run_length} / 100 = ${plain(r.length_factor)}`, decision: "Section 0: the published table divides by 100." }
        : { equation: "f = min(1, l / required length)", inputs: `min(1, ${r.run_length} / ${required(options)}) = ${plain(r.length_factor)}`, decision: "U8, U9: at most 1; devices measured with different steps must not be compared." },
  },
  {
    id: "run",
    label: "Run l",
    value: (r) => `${r.run_length} of ${r.points}`,
    explain: (method, r) => ({
      equation: method === "table" ? "longest stretch with at most two steps that do not rise" : "longest stretch on which the smoothed conductance strictly rises",
      inputs: method === "table"
        ? `points ${r.run_start + 1} to ${r.run_end + 1} of the outward leg; data rows ${r.run_start_row + 1} to ${r.run_end_row + 1} of the file.`
        : `points ${r.run_start + 1} to ${r.run_end} of the outward leg; data rows ${r.run_start_row + 1} to ${r.run_end_row} of the file.${r.degenerate ? " The curve does not rise anywhere." : ""}`,
      decision: method === "table" ? "Section 0." : "U5, U6, U7: contiguous, leftmost on ties; a rise is more than 10⁻¹² of the largest value.",
    }),
  },
  {
    id: "sigma",
    label: "Spread σ",
    value: (r) => plain(r.sigma),
    explain: (method, r) => ({
      equation: {
        corrected: "σ² = Σ ln²(G / geometric mean) / Σ (cycles − 1)",
        paper: "σ² = Σ ln²(G / arithmetic mean) / n",
        table: "standard deviation of ln(G / mean), the outer 5 % of each side left out",
      }[method],
      inputs: `${r.entries} conductances of points ${r.window[0] + 1} to ${r.window[1]}${r.excluded > 0 ? `; ${r.excluded} had no logarithm or no second cycle` : ""}.`,
      decision: { corrected: "U10, U11, U14: the geometric mean is the centre of a log-normal.", paper: "U10, U11: as the paper’s equation 3.", table: "Section 0." }[method],
    }),
  },
  {
    id: "sigma95",
    label: "Upper bound σ₉₅",
    value: (r) => plain(r.sigma95),
    explain: (method, r, options) => {
      if (method === "table") return not("table");
      if (r.sigma95 === null) return none("bound", r);
      return method === "corrected"
        ? { equation: "σ₉₅² = K · mean over cycles / χ²₀.₀₅(K − 1)", inputs: `K = ${r.cycles} cycles; pooled, if all points were independent: ${plain(r.sigma95_pooled)}.`, decision: "U14: the points of one cycle move together, so cycles are counted, not points." }
        : { equation: `σ₉₅² = (n − 1) σ² / χ²${options.bound === "one-sided" ? "₀.₀₅" : "₀.₀₂₅"}(n − 1)`, inputs: `n = ${r.entries}, σ = ${plain(r.sigma)}.`, decision: "U13: the lower-tail quantile; the other one gives a lower bound." };
    },
  },
  {
    id: "beside",
    label: "U with the other σ",
    value: (r) => (r.usability_conservative !== null ? plain(r.usability_conservative) : plain(r.usability_mle)),
    explain: (method, r) => {
      if (method === "table") return not("table");
      if (r.usability === null) return none("usability", r);
      return method === "corrected"
        ? { equation: "conservative U = f · exp(−σ₉₅)", inputs: `${plain(r.length_factor)} · exp(−${plain(r.sigma95)}) = ${plain(r.usability_conservative)}`, decision: "U14: what can be relied on." }
        : { equation: "U of the estimate = f · exp(−σ)", inputs: `${plain(r.length_factor)} · exp(−${plain(r.sigma)}) = ${plain(r.usability_mle)}`, decision: "U16: reported beside the one with the bound." };
    },
  },
];

/** One sentence for each method that differs from the corrected one: by how much, and mostly why. */
export function whyTheyDiffer(record: DeviceRecord): string[] {
  const { corrected, paper, table } = record.methods;
  if (corrected?.usability == null) return [];
  const said: string[] = [];
  const clipped = record.clipped_fraction ?? 0;
  if (paper?.usability != null) {
    const length = logRatio(paper.length_factor, corrected.length_factor);
    const spread = (corrected.sigma ?? 0) - (paper.sigma95 ?? 0);
    const why =
      Math.abs(length) > Math.abs(spread)
        ? clipped > 0
          ? `it keeps the ${(100 * clipped).toFixed(0)} % of the leg at compliance, so its run has ${paper.run_length} points instead of ${corrected.run_length}`
          : `its run has ${paper.run_length} points instead of ${corrected.run_length}`
        : `it takes the bound σ₉₅ = ${plain(paper.sigma95)} about the arithmetic mean, where corrected takes σ = ${plain(corrected.sigma)}${clipped > 0.05 ? ", and keeps what is at compliance" : ""}`;
    said.push(differs("The paper’s method", paper.usability, corrected.usability, why));
  }
  if (table?.usability != null) {
    const length = logRatio(table.length_factor, corrected.length_factor);
    const spread = (corrected.sigma ?? 0) - (table.sigma ?? 0);
    const why = Math.abs(length) >= Math.abs(spread)
      ? `it divides a run of ${table.run_length} by 100 instead of by the required length`
      : `its trimmed spread is ${plain(table.sigma)} instead of ${plain(corrected.sigma)}`;
    said.push(differs("The published table’s method", table.usability, corrected.usability, why));
  }
  return said;
}

const logRatio = (a: number, b: number) => (a > 0 && b > 0 ? Math.log(a / b) : 0);

function differs(method: string, value: number, to: number, why: string): string {
  const difference = value - to;
  if (Math.abs(difference) < 0.005) return `${method} gives the same here, ${plain(value)}.`;
  return `${method} gives ${plain(value)}, ${plain(Math.abs(difference), 2)} ${difference > 0 ? "more" : "less"}, mostly because ${why}.`;
}
