// Weights as colours, and what a draw of drift did to them.

/** Okabe-Ito's blue and vermilion. */
const [NEGATIVE, POSITIVE] = [[0, 114, 178], [213, 94, 0]] as const;

/** RGBA of each weight: white at 0, the full colour at `most` and beyond. */
export function shades(weights: Float32Array, most: number): Uint8ClampedArray {
  const out = new Uint8ClampedArray(4 * weights.length);
  weights.forEach((w, i) => {
    const share = most > 0 ? Math.min(Math.abs(w) / most, 1) : 0;
    const color = w < 0 ? NEGATIVE : POSITIVE;
    color.forEach((c, k) => (out[4 * i + k] = 255 + (c - 255) * share));
    out[4 * i + 3] = 255;
  });
  return out;
}

export interface WeightFacts {
  /** The largest |w| as trained, and after the drift. */
  largest: number;
  largestDrifted: number;
  /** Share of the weights that storing changed, by more than a millionth of the largest. */
  stored: number;
  /** Share that the drift moved by more than a tenth. */
  moved: number;
}

export function factsOf(trained: Float32Array, stored: Float32Array, drifted: Float32Array): WeightFacts {
  const largest = trained.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  const share = (is: (i: number) => boolean) => trained.reduce((n, _, i) => n + (is(i) ? 1 : 0), 0) / Math.max(trained.length, 1);
  const at = (a: Float32Array, i: number) => a[i] ?? 0;
  return {
    largest,
    largestDrifted: drifted.reduce((most, w) => Math.max(most, Math.abs(w)), 0),
    stored: share((i) => Math.abs(at(stored, i) - at(trained, i)) > 1e-6 * largest),
    moved: share((i) => Math.abs(at(drifted, i) - at(stored, i)) > 0.1 * Math.abs(at(stored, i))),
  };
}
