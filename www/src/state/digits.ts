// The handwritten digits that ship with the page. Their order never changes, so the place
// of a digit says what it is for, in every browser and every session.
import { images, labels } from "virtual:digits";

export const DIGITS = {
  /** Addresses of gzipped IDX files; they are fetched when first asked for, then kept for offline. */
  images,
  labels,
  count: 10_000,
  side: 28,
  /** How many there are to learn, to choose by and for the test, in this order. */
  learn: 7_000,
  choose: 1_000,
  test: 2_000,
} as const;
