// Numbers as a person reads them: units on everything, no more digits than mean something.

const PREFIXES = new Map([
  [-15, "f"], [-12, "p"], [-9, "n"], [-6, "µ"], [-3, "m"], [0, ""], [3, "k"], [6, "M"], [9, "G"],
]);

const MINUS = "\u2212";
const ABSENT = "–";

function signed(text: string): string {
  return text.replace("-", MINUS);
}

/** `34.1 µA`; a dash where there is no value. */
export function quantity(value: number | null | undefined, unit: string, digits = 3): string {
  if (value === null || value === undefined) return ABSENT;
  if (value === 0) return `0 ${unit}`;
  // Beyond the prefixes there is only the exponent.
  if (Math.abs(value) < 1e-18 || Math.abs(value) >= 1e13) return `${plain(value, digits)} ${unit}`;
  const third = Math.floor(Math.log10(Math.abs(value)) / 3 + 1e-9) * 3;
  const power = Math.min(Math.max(third, -15), 9);
  const scaled = Number((value / 10 ** power).toPrecision(digits));
  // 999.9 may have been rounded up to the next prefix.
  if (Math.abs(scaled) >= 1000 && power < 9) return quantity(scaled * 10 ** power, unit, digits);
  const whole = Math.floor(Math.log10(Math.abs(scaled))) + 1;
  return `${signed(scaled.toFixed(Math.max(digits - whole, 0)))} ${PREFIXES.get(power)}${unit}`;
}

/** A number without unit: 0.921, 12.3, 1.2e-7. */
export function plain(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return ABSENT;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) return signed(value.toExponential(digits - 1));
  return signed(value.toPrecision(Math.max(digits, Math.floor(Math.log10(size)) + 1)));
}

/** A cell of a table of data: counts without decimals. */
export function cell(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? signed(String(value)) : plain(value, 4);
}

/** A count, thousands apart: `10 000`. */
export const grouped = (count: number) => count.toLocaleString("en").replace(/,/g, "\u202f");

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 1e6 ? `${(count / 1e3).toPrecision(3)} KB` : `${(count / 1e6).toPrecision(3)} MB`;
}

export function seconds(ms: number): string {
  if (ms < 950) return "less than a second";
  const s = Math.round(ms / 1000);
  return s < 90 ? `about ${s} s` : `about ${Math.round(s / 60)} min`;
}

const TYPED = new Map([["f", -15], ["p", -12], ["n", -9], ["u", -6], ["\u00b5", -6], ["\u03bc", -6], ["m", -3], ["k", 3], ["M", 6], ["G", 9]]);

/** A number that a person typed: with point or comma, and behind it the unit, with a prefix (`50u`, `50 µA`) where that is one of SI. */
export function typed(text: string, unit = ""): number {
  const match = /^\s*([+\-\u2212]?[\d.,]+)(?:[eE]([+-]?\d+))?\s*(\S*)\s*$/u.exec(text);
  if (match === null) return Number.NaN;
  const [, mantissa = "", exponent = "0", behind = ""] = match;
  const prefix = behind.endsWith(unit) ? behind.slice(0, behind.length - unit.length) : behind;
  const power = prefix === "" ? 0 : unit.length > 1 ? undefined : TYPED.get(prefix);
  if (power === undefined) return Number.NaN;
  return Number(`${mantissa.replace(MINUS, "-").replace(",", ".")}e${Number(exponent) + power}`);
}
