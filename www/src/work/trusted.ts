// The one Trusted Types policy: addresses of this site's own scripts, and nothing else.

interface Policy {
  createScriptURL(address: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

/** An address of a script beside this page, or an error. */
export function ownScript(address: string): string {
  const url = new URL(address, document.baseURI);
  const home = new URL("./", document.baseURI);
  if (url.origin !== home.origin || !url.pathname.startsWith(home.pathname) || !url.pathname.endsWith(".js")) {
    throw new TypeError(`${url.href} is no script of this site`);
  }
  return url.href;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy("memrilab", { createScriptURL: ownScript });

/** The address as browsers with Trusted Types want it. */
export function scriptAddress(address: string): string {
  return (policy?.createScriptURL(address) ?? ownScript(address)) as string;
}
