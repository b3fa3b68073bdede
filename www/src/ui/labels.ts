// Short names that tell things apart: the words that all long names share are left out.

/** Names of at most this many characters are shown whole. */
const SHORT = 30;
const ELLIPSIS = "…";

const words = (name: string) => name.split(/(?<=[_\s])/);

/** A label for each name, in their order; the names themselves where that tells no more. */
export function labels(names: readonly string[]): readonly string[] {
  const long = names.filter((name) => name.length > SHORT);
  if (long.length < 2) return names;
  const [first, ...others] = long.map((name) => new Set(words(name)));
  const shared = new Set([...(first ?? [])].filter((word) => others.every((set) => set.has(word))));
  if (shared.size === 0) return names;
  const made = names.map((name) => (name.length > SHORT ? without(name, shared) : name));
  return new Set(made).size === new Set(names).size ? made : names;
}

function without(name: string, shared: ReadonlySet<string>): string {
  let text = "";
  for (const word of words(name)) {
    if (!shared.has(word)) text += word;
    else if (!text.endsWith(ELLIPSIS)) text = text.replace(/[_\s]$/, "") + ELLIPSIS;
  }
  return text === ELLIPSIS ? name : text;
}
