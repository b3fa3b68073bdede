// A real browser on the built site, and what every test of the page asks of it.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const SITE = process.env.MEMRILAB_SITE ?? join(ROOT, "target/site");
export const DATA = process.env.MEMRILAB_DATA ?? join(ROOT, "../shared/data");
export const PROGRAM = process.env.MEMRILAB_PROGRAM ?? join(ROOT, "target/debug/memrilab");
const { chromium } = createRequire(join(ROOT, "www/package.json"))("playwright-core");
const AXE = createRequire(join(ROOT, "www/package.json")).resolve("axe-core/axe.min.js");

const CANDIDATES = [process.env.MEMRILAB_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** `MEMRILAB_SLOW=300`: every message to a worker, every frame and every short timer of the page is
 *  that many milliseconds late, and the page has a quarter of the processor. A test that takes an old
 *  answer for a new one is then seen, and a part of the page that is told of a change later than its
 *  neighbours. A board's worker keeps its time: a board that hears nothing goes safe. */
const SLOW = Number(process.env.MEMRILAB_SLOW ?? 0);
const late = (delay) => {
  const { setTimeout, requestAnimationFrame } = window;
  window.setTimeout = (what, after = 0, ...given) => setTimeout(what, after < delay ? after + delay : after, ...given);
  window.requestAnimationFrame = (draw) => setTimeout(() => requestAnimationFrame(draw), delay);
  window.Worker = class extends Worker {
    #delay;
    constructor(address, options) {
      super(address, options);
      this.#delay = options?.name === "memrilab board" ? 0 : delay;
    }
    postMessage(...message) {
      if (this.#delay === 0) super.postMessage(...message);
      else setTimeout(() => super.postMessage(...message), this.#delay);
    }
  };
};
const slowly = async (page) => {
  if (SLOW > 0) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
};

const executablePath = CANDIDATES.find((path) => path !== undefined && path !== "" && existsSync(path));

/** A browser with storage of its own, and a server of its own. */
export async function open({ folder = SITE, ...options } = {}) {
  assert.ok(executablePath, "Chromium is not installed; name it in MEMRILAB_CHROMIUM");
  const profile = mkdtempSync(join(tmpdir(), "memrilab-browser-"));
  const server = await serve(folder);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, args: FLAGS, headless: true, viewport: { width: 1360, height: 900 }, acceptDownloads: true, ...options,
  });
  if (SLOW > 0) await context.addInitScript(late, SLOW);
  const seen = { problems: [], foreign: [] };
  const watch = (page) => {
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && seen.problems.push(`${m.type()}: ${m.text()}`));
    page.on("pageerror", (e) => seen.problems.push(`thrown: ${e.message}`));
    page.on("crash", () => seen.problems.push("the page crashed"));
  };
  // Workers, the service worker and pages alike.
  context.on("request", (request) => {
    const { protocol, href } = new URL(request.url());
    if (!["blob:", "data:"].includes(protocol) && !href.startsWith(server.address)) seen.foreign.push(href);
  });
  context.pages().forEach(watch);
  context.on("page", watch);
  const close = async () => {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    context, server, seen, close,
    /** Opens the page and waits until its first figure is drawn. */
    async visit(hash = "", { drawn = true } = {}) {
      const page = await context.newPage();
      await slowly(page);
      await page.goto(server.address + hash);
      if (drawn) await ready(page);
      return page;
    },
  };
}

/** What a stop may take, in milliseconds, on a machine however busy. The benchmark of the page measures the fifth of a second. */
export const AT_ONCE = 1000;

/** Until nothing runs and a figure is drawn. */
export async function ready(page, timeout = 20_000) {
  await page.waitForFunction(() => {
    const canvas = document.querySelector(".figure canvas");
    return document.querySelector("#bench")?.getAttribute("aria-busy") === "false" && canvas?.dataset.drawn !== undefined;
  }, null, { timeout });
}

/** Until the headline says what is wanted, or another text than before. */
export const headline = (page) => page.locator(".numbers .headline strong").innerText();

/** Drops files as a person does: on the body of the page. */
export async function drop(page, files) {
  const packed = files.map(({ name, bytes, text }) => ({ name, base64: Buffer.from(bytes ?? text, bytes === undefined ? "utf8" : undefined).toString("base64") }));
  await page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, packed);
}

/** Nothing on the console, nothing from elsewhere. */
export function clean({ seen }) {
  assert.deepEqual(seen.problems, []);
  assert.deepEqual(seen.foreign, []);
}

/** A sweep of our own: `G = 2e-8 exp(0.6 V)`, ten cycles a tenth apart. */
export function sweep({ cycles = 10, points = 61, vMax = 6, scale = 1, header = null } = {}) {
  const names = Array.from({ length: cycles }, (_, k) => `Current cycle ${k + 1} (A)`);
  const rows = [header ?? ["Voltage (V)", ...names].join(",")];
  for (let i = 0; i < points; i += 1) {
    const v = (vMax * i) / (points - 1);
    const row = [v.toFixed(4)];
    for (let k = 0; k < cycles; k += 1) {
      row.push((scale * v * 2e-8 * Math.exp(0.6 * v + 0.1 * Math.sin(7 * k + 1) + 0.01 * Math.sin(13 * i * (k + 1)))).toExponential(6));
    }
    rows.push(row.join(","));
  }
  return `${rows.join("\n")}\n`;
}

/** What axe finds; its script is run by the test, past the page's own policy. */
export async function axe(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: readFileSync(AXE, "utf8") });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: "axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r.violations.map((v) => ({ id: v.id, where: v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ': ' + n.failureSummary) }))))",
    awaitPromise: true,
    returnByValue: true,
  });
  assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
  return JSON.parse(result.value);
}

/** Until nothing is wider than a phone of 360 pixels: figures are drawn anew for it. */
export async function fits(page) {
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
  // What grows is seen, too.
  for (const until = Date.now() + 10_000; ;) {
    await page.waitForTimeout(400);
    if ((await wide()) <= 360 || Date.now() > until) break;
  }
  assert.ok((await wide()) <= 360, `${await wide()} pixels wide`);
}

/** The page on a phone: nothing is wider than the screen, and axe finds nothing. */
export async function fitsPhone(page) {
  await page.setViewportSize({ width: 360, height: 740 });
  await fits(page);
  assert.deepEqual(await axe(page), []);
}
