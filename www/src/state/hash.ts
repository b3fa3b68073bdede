// The properties in the URL: only what differs from the default, checked on the way in.
import { admitted, initialProperties, NAMES, PROPERTIES, type Properties } from "./properties";

/** Characters that a list may hold inside one of its items are escaped by `%`. */
const item = (text: string) => text.replace(/[%,]/g, (c) => (c === "%" ? "%25" : "%2C"));
const unItem = (text: string) => text.replace(/%2C/gi, ",").replace(/%25/g, "%");

const LONGEST = 16_384;

export function toHash(properties: Properties): string {
  const said = new URLSearchParams();
  const initial = initialProperties();
  for (const name of NAMES) {
    const [value, usual] = [properties[name], initial[name]];
    if (JSON.stringify(value) === JSON.stringify(usual)) continue;
    const text = Array.isArray(value) ? value.map(item).join(",") : value === true ? "1" : value === false ? "0" : String(value);
    // Marks of very many devices would make a link that nothing takes.
    if (Array.isArray(value) && text.length > LONGEST / 4) continue;
    said.set(PROPERTIES[name].key, text);
  }
  const text = said.toString();
  return text === "" ? "" : `#${text}`;
}

export interface Decoded {
  properties: Properties;
  /** One sentence for each thing that was changed or ignored. */
  problems: string[];
}

/** Whatever stands in the URL, brought into range; nothing in it can fail. */
export function fromHash(hash: string): Decoded {
  const problems: string[] = [];
  const found: Record<string, unknown> = { ...initialProperties() };
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST) {
    return { properties: initialProperties(), problems: [`The link is longer than ${LONGEST} characters and is ignored.`] };
  }
  const byKey = new Map(NAMES.map((name) => [PROPERTIES[name].key, name]));
  const seen = new Set<string>();
  for (const [key, said] of new URLSearchParams(text)) {
    const name = byKey.get(key);
    if (name === undefined) {
      problems.push(`The link says “${key.slice(0, 40)}”, which this page does not know; it is ignored.`);
      continue;
    }
    if (seen.has(key)) {
      problems.push(`The link says “${key}” twice; the first counts.`);
      continue;
    }
    seen.add(key);
    const property = PROPERTIES[name];
    const value = property.type === "list" ? said.split(",").map(unItem) : said;
    const checked = admitted(property, value);
    if (checked.problem !== undefined) problems.push(`In the link, ${checked.problem}`);
    found[name] = checked.value;
  }
  return { properties: found as unknown as Properties, problems: problems.length > 10 ? [...problems.slice(0, 9), `The link has ${problems.length - 9} more mistakes.`] : problems };
}
