// What the two bounds of Theorem 1 say at a setting, in words.
import type { Certified } from "../../generated/types";
import { plain } from "../../ui/format";

/** Thousands parted by a thin blank, as in the figures. */
export const whole = (n: number) => n.toLocaleString("en").replace(/,/g, "\u202f");

export const weights = (n: number) => `${whole(n)} ${n === 1 ? "weight" : "weights"}`;

/** A number that was set, without zeros that say nothing. */
export const given = (v: number) => (Math.abs(v) < 1e-4 || Math.abs(v) >= 1e5 ? plain(v) : String(Number(v.toPrecision(4))).replace("-", "\u2212"));

/** A lower bound of a probability, rounded down; more digits close to 1, which it never reaches. */
export function atLeast(p: number): string {
  if (p <= 0) return "0";
  const digits = p > 0.99 ? 6 : p >= 0.01 ? 4 : 1 - Math.floor(Math.log10(p));
  const down = Math.floor(p * 10 ** digits) / 10 ** digits;
  return p < 0.01 ? plain(down, 2) : String(Math.min(down, 0.999999));
}

/** The same in words; below a thousandth it is of no use to anyone. */
export const proved = (p: number | null) => (p === null || p < 1e-3 ? `next to nothing is proved: at least ${atLeast(p ?? 0)}` : `with probability at least ${atLeast(p)}`);

/** A certified number of weights, as a headline. */
export const reach = (r: number | null) => (r === null ? "nothing" : weights(r));

/**
 * The most weights for which `c - 1 + (1 - p2)^theta > 1/2`, which r = 0 needs; null where all do. Equality, but for
 * rounding, is not above.
 */
export function mostWeights(c: number, p2: number): number | null {
  if (c <= 0.5) return 0;
  return p2 === 0 ? null : Math.max(Math.ceil((Math.log(1.5 - c) / Math.log1p(-p2)) * (1 - 1e-12)) - 1, 0);
}

export type Kind = "vacuous" | "unsafe" | "too-low" | "loose" | "agree";

/** What to think of the published claim beside the exact one. */
export function verdict({ published, exact }: Certified): { kind: Kind; text: string } {
  const { c, law: { p1, p2 }, theta } = published;
  const at = (n: number | null) => (n === null ? "any number of weights" : n === 0 ? "not even one weight" : `at most ${weights(n)}`);
  if (published.vacuous) {
    const below = plain(-Math.expm1(-Math.LN2 / theta));
    return {
      kind: "vacuous",
      text: `Vacuous: with ${weights(theta)} not even a perfect vote, c = 1, certifies r = 0. At p₂ = ${given(p2)} a perfect vote certifies ${at(mostWeights(1, p2))}; for ${weights(theta)} p₂ has to be below ${below}.`,
    };
  }
  // 1 - 0.7 - 0.15 is 0.15, but for rounding.
  const unsafe = published["unsafe-here"] && 1 - p1 - p2 > p2 + 1e-12;
  const reason = `p₃ = ${given(1 - p1 - p2)} is larger than p₂ = ${given(p2)}, where the published proof fails`;
  if (published.certified !== exact.certified && unsafe) {
    const truth = exact.certified === null ? "in the worst case the vote is lost already at r = 0" : `in the worst case the vote is kept only up to r = ${exact.certified}`;
    return { kind: "unsafe", text: `Unsafe: ${reason}; ${truth}.` };
  }
  if (published.certified === null && exact.certified === null) {
    return { kind: "too-low", text: `Nothing is certified either way: c = ${given(c)} is too low for ${weights(theta)}. At this c and p₂, r = 0 can hold for ${at(mostWeights(c, p2))}.` };
  }
  if (unsafe) return { kind: "agree", text: `Both certify the same here, though ${reason}.` };
  if (published.certified === exact.certified) return { kind: "agree", text: "Both agree: p₃ is not larger than p₂, where the published bound is valid." };
  return { kind: "loose", text: "The published bound is valid here, since p₃ is not larger than p₂, but it gives something away." };
}
