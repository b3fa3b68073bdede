// The page for everyone: axe, a narrow screen, dark, the keyboard, print, no network.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { axe, clean, drop, fits, open, ready, SITE, sweep } from "./browser.mjs";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  await browser.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing, ${theme}`, async () => {
    const page = await browser.visit(`#sample=good,noisy&theme=${theme}&tutorial=first-device`);
    await page.getByText("Settings for all devices").click();
    await page.getByText("How it was read").first().click();
    await page.locator(".how").first().click();
    await page.getByRole("button", { name: "Show table" }).click();
    await page.getByRole("button", { name: "Help" }).click();
    await drop(page, [{ name: "x.png", bytes: Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1") }]);
    await page.locator(".file .wrong").waitFor();
    assert.deepEqual(await axe(page), []);
    await page.getByRole("button", { name: "Draw a curve" }).click();
    await page.getByRole("button", { name: "rising" }).click();
    await page.locator(".pad").waitFor();
    await ready(page);
    assert.deepEqual(await axe(page), []);
    await page.evaluate(() => { location.hash = "#sample=good&view=report"; });
    await page.waitForFunction(() => document.querySelectorAll(".report-figures img").length === 4);
    assert.deepEqual(await axe(page), []);
    await page.close();
  });
}

test("nothing is wider than a phone", async () => {
  const page = await browser.visit("#sample=good,noisy");
  await page.setViewportSize({ width: 360, height: 740 });
  for (const chart of ["conductance", "methods", "draw"]) {
    await page.evaluate((c) => { location.hash = `#sample=good,noisy&chart=${c}`; }, chart);
    await fits(page);
  }
  clean(browser);
  await page.close();
});

test("everything is reached by the keyboard", async () => {
  const page = await browser.visit("#sample=good,noisy");
  await page.keyboard.press("?");
  await page.locator(".help").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".help").count(), 0);
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: /noisy/ }).waitFor();
  await page.keyboard.press("k");
  await page.getByRole("heading", { name: /good/ }).waitFor();
  await page.keyboard.press("m");
  assert.match(await page.locator(".headline .by").innerText(), /paper/);
  await page.keyboard.press("2");
  await page.waitForFunction(() => document.querySelector(".figure canvas")?.dataset.drawn?.includes(" current "));
  await page.keyboard.press("d");
  await page.locator(".draw").waitFor();
  await page.keyboard.press("p");
  await page.locator(".report").waitFor();
  await page.keyboard.press("p");
  await page.keyboard.press("1");
  await ready(page);
  await page.locator(".figure canvas").focus();
  const read = async (key) => {
    await page.keyboard.press(key);
    return page.locator(".pointed").innerText();
  };
  const first = await read("ArrowRight");
  assert.match(first, /Voltage .* V[\s\S]*Conductance .*S/);
  assert.notEqual(await read("ArrowRight"), first);
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByLabel("Keys of a single letter").uncheck();
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Help", "the focus is back");
  await page.keyboard.press("2");
  assert.equal(await page.locator(".tabs [aria-pressed=true]").innerText(), "Conductance", "letters and digits do nothing now");
  clean(browser);
  await page.close();
});

test("works without a network, from the first reload", async () => {
  const page = await browser.visit("#sample=good");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await browser.context.setOffline(true);
  await page.reload();
  await ready(page);
  await drop(page, [{ name: "mine.csv", text: sweep() }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor();
  await browser.context.setOffline(false);
  clean(browser);
  await page.close();
});

test("the digits are fetched when first asked for, and are there offline from then on, in the next version too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "memrilab-site-"));
  cpSync(SITE, folder, { recursive: true });
  browser.server.folder = folder;
  const page = await browser.visit("#sample=good");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const build = await page.evaluate(() => document.querySelector("meta[name=build]").content);
  const asked = () => browser.server.served.filter((path) => path.includes("digits-")).length;
  assert.equal(asked(), 0, "the first visit does without");
  const files = readdirSync(join(folder, "assets")).filter((name) => name.startsWith("digits-"));
  assert.equal(files.length, 2);
  // Past the browser's own cache: what comes is the service worker's.
  const sizes = () => page.evaluate((names) => Promise.all(names.map(async (name) =>
    (await (await fetch(`assets/${name}`, { cache: "no-store" })).arrayBuffer()).byteLength)), files);
  const whole = files.map((name) => readFileSync(join(folder, "assets", name)).length);
  assert.deepEqual(await sizes(), whole);
  await browser.context.setOffline(true);
  assert.deepEqual(await sizes(), whole);
  assert.equal(asked(), 2, "once each");
  await browser.context.setOffline(false);

  const next = build.split("").reverse().join("");
  for (const name of ["index.html", "sw.js"]) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(build, next));
  }
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.locator(".notices", { hasText: "new version" }).getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction((name) => document.querySelector("meta[name=build]")?.content === name, next);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  // As the version after the next does, when no page of the first is left.
  assert.ok(await page.evaluate((old) => caches.delete(`memrilab-${old}`), build));
  await browser.context.setOffline(true);
  assert.deepEqual(await sizes(), whole);
  assert.equal(asked(), 2, "never again");
  await browser.context.setOffline(false);
  clean(browser);
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a new version waits for the person, and an open page keeps its files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "memrilab-site-"));
  cpSync(SITE, folder, { recursive: true });
  browser.server.folder = folder;
  const page = await browser.visit("#sample=good");
  await page.evaluate(() => navigator.serviceWorker.ready);
  const build = () => page.evaluate(() => document.querySelector("meta[name=build]").content);
  const old = await build();

  // The same site built again with another style: other names, another build.
  const next = old.split("").reverse().join("");
  const style = readdirSync(join(folder, "assets")).find((f) => f.endsWith(".css"));
  const other = style.replace(/-[\w-]{8}\.css$/, "-ABCDEFGH.css");
  renameSync(join(folder, "assets", style), join(folder, "assets", other));
  for (const name of ["index.html", "sw.js"]) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(style, other).replaceAll(old, next));
  }
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const offer = page.locator(".notices", { hasText: "new version" });
  await offer.waitFor();
  assert.equal(await build(), old, "nothing changes by itself");
  const again = await page.evaluate(async (f) => (await fetch(`assets/${f}`)).ok, style);
  assert.ok(again, "the old files are still there");
  const second = await browser.visit("", { drawn: false });
  assert.equal(await second.evaluate(() => document.querySelector("meta[name=build]").content), old, "a new tab is of the old build too");
  await second.close();
  await offer.getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction((n) => document.querySelector("meta[name=build]")?.content === n, next);
  await ready(page);
  rmSync(folder, { recursive: true });
  await page.close();
});

test("what is printed is light and holds no buttons", async () => {
  const page = await browser.visit("#sample=good&theme=dark&view=report", { drawn: false });
  await page.waitForFunction(() => document.querySelectorAll(".report-figures img").length === 4);
  await page.emulateMedia({ media: "print" });
  const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(ground, "rgb(255, 255, 255)");
  assert.equal(await page.locator("button:visible").count(), 0);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20_000);
  await page.close();
});

test("a browser that cannot run the program is told so", async () => {
  const page = await browser.context.newPage();
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto(browser.server.address);
  assert.match(await page.getByRole("alert").innerText(), /no WebAssembly SIMD.*take Chrome/);
  clean(browser);
  await page.close();
});

test("a page at rest does nothing", async () => {
  const page = await browser.visit("#sample=good");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value;
  // Some seconds after it was opened, when the screens of the other stations are loaded, too.
  const spent = [];
  while (spent.length < 5 && !(spent.at(-1) < 0.02)) {
    const before = await busy();
    await page.waitForTimeout(2000);
    spent.push((await busy()) - before);
  }
  assert.ok(spent.at(-1) < 0.02, `seconds of work in each 2 s: ${spent}`);
  await page.close();
});
