// Short names that tell things apart: words that most long names share are left out.

/** Names of at most this many characters are shown whole. */
const SHORT = 30;
/** A word is left out that more than this share of the long names has, or all: the least that tells all apart. */
const SHARES = [0.5, 0.75, 1];
const ELLIPSIS = "…";

const words = (name: string) => name.split(/(?<=[_\s])/);

/** A label for each name, in their order; the names themselves where that tells no more. */
export function labels(names: readonly string[]): readonly string[] {
  const long = names.filter((name) => name.length > SHORT);
  if (long.length < 2) return names;
  const having = new Map<string, number>();
  for (const name of long) for (const word of new Set(words(name))) having.set(word, (having.get(word) ?? 0) + 1);
  const apart = new Set(names).size;
  for (const share of SHARES) {
    const most = Math.min(Math.floor(share * long.length) + 1, long.length);
    const shared = (word: string) => (having.get(word) ?? 0) >= most;
    const made = names.map((name) => (name.length > SHORT ? without(name, shared) : name));
    if (new Set(made).size === apart && !made.includes(ELLIPSIS)) return made;
  }
  return names;
}

function without(name: string, shared: (word: string) => boolean): string {
  let text = "";
  for (const word of words(name)) {
    if (!shared(word)) text += word;
    else if (!text.endsWith(ELLIPSIS)) text = text.replace(/[_\s]$/, "") + ELLIPSIS;
  }
  return text;
}
