// Hostile files and links, and nothing that leaves the page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clean, drop, open, ready, sweep } from "./browser.mjs";

const SCRIPT = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

let browser;
before(async () => {
  browser = await open();
});
after(async () => {
  clean(browser);
  await browser.close();
});

test("names, headers, cells and links that are scripts stay text", async () => {
  const page = await browser.visit();
  const hostile = sweep().replace("Voltage (V)", `"Voltage (V) ${SCRIPT.replaceAll('"', "'")}"`);
  await drop(page, [
    { name: `${SCRIPT.replaceAll("/", "\u2215")}.csv`, text: hostile },
    { name: "cells.csv", text: `${SCRIPT},"${SCRIPT.replaceAll('"', "'")}"\n${SCRIPT},${SCRIPT}\n` },
    { name: "mixed.csv", text: sweep().replace(/\n0\.1000,/, `\n${SCRIPT},`) },
    { name: "formula.csv", text: sweep() },
  ]);
  await page.waitForFunction(() => document.querySelectorAll(".files .file").length === 4);
  await ready(page);
  for (const summary of await page.getByText("How it was read").all()) await summary.click();
  for (const chart of ["I–V", "Ranking", "Methods", "Endurance"]) {
    await page.locator(".tabs").getByRole("button", { name: chart, exact: true }).click();
    await ready(page);
  }
  await page.getByRole("button", { name: "Show table" }).click();
  await page.getByRole("button", { name: "Report of this device" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".report-figures img").length === 4);
  const harmed = () => page.evaluate(() => [window.hacked, document.querySelectorAll("#page script, #page img[src='x']").length]);
  assert.deepEqual(await harmed(), [undefined, 0]);
  await page.goto(`${browser.server.address}#tutorial=${encodeURIComponent(SCRIPT)}&device=${encodeURIComponent(SCRIPT)}&nonsense=${encodeURIComponent(SCRIPT)}&sort=${encodeURIComponent(SCRIPT)}`);
  await page.waitForTimeout(300);
  assert.deepEqual(await harmed(), [undefined, 0], "after a link that is a script");
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll(".files .file").length === 4);
  await page.waitForTimeout(300);
  assert.deepEqual(await harmed(), [undefined, 0], "after a reload with what was saved");
  await page.close();
});

test("a page cannot be made to run what it was not built with", async () => {
  const strict = await open();
  const page = await strict.visit();
  const refused = await page.evaluate(() => {
    const tried = {};
    const attempt = (name, work) => {
      try {
        work();
        tried[name] = "allowed";
      } catch (error) {
        tried[name] = error.constructor.name;
      }
    };
    attempt("innerHTML", () => { document.createElement("div").innerHTML = "<b>x</b>"; });
    attempt("worker", () => new Worker("https://example.org/x.js"));
    attempt("policy", () => trustedTypes.createPolicy("other", {}));
    return tried;
  });
  assert.deepEqual(Object.entries(refused).filter(([, how]) => how === "allowed"), []);
  await strict.close();
});

test("after load only this site's own hashed files are asked for", async () => {
  const page = await browser.visit("#sample=good,noisy");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForTimeout(300);
  const before = browser.server.served.length;
  await drop(page, [{ name: "mine.csv", text: sweep() }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor();
  await ready(page);
  for (const chart of ["I–V", "Ranking", "Overlay"]) {
    await page.locator(".tabs").getByRole("button", { name: chart, exact: true }).click();
    await ready(page);
  }
  // The stations of networks load their programs and the digits, from here too.
  await page.evaluate(() => { location.hash = "#station=network&task=digits&model=mlp&epochs=1&train=erm"; });
  await page.locator(".gallery li").first().waitFor();
  const after = browser.server.served.slice(before);
  assert.ok(["digits-images", "digits-labels"].every((name) => after.some((path) => path.includes(name))), after.join(" "));
  const hashed = /^\/memrilab\/assets\/[\w.-]+-[\w-]{8}\.(js|wasm|css|gzip)$/;
  assert.deepEqual(after.filter((path) => !hashed.test(path)), []);
  const all = new Set(browser.server.served);
  const known = new Set(["/memrilab/", "/memrilab/icon.svg", "/memrilab/memrilab.webmanifest", "/memrilab/sw.js"]);
  assert.deepEqual([...all].filter((path) => !hashed.test(path) && !known.has(path)), []);
  await page.close();
});

test("garbage in the link is brought into range and told", async () => {
  const page = await browser.visit("#required=1e99&chart=nothing&method=best&draws=x&hide=,,%00,drop&drawn=~~~&unknown=1");
  const told = await page.locator(".notices .problem").count();
  assert.ok(told >= 4, `${told} problems told`);
  assert.equal(await page.locator(".figure canvas").count(), 1);
  assert.match(await page.evaluate(() => location.hash), /required=2000/);
  await page.close();
});
