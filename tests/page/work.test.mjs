// Long work: progress, cancel, workers that die, many files at once.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { AT_ONCE, clean, DATA, drop, headline, open, ready, sweep } from "./browser.mjs";

const SWEEPS = join(DATA, "perovskite_nanowire_iv/sweeps");
const measured = existsSync(SWEEPS) ? false : "measured files are not at hand";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  await browser.close();
});

/** Puts a large sweep together in the page, where it need not be sent, and drops it. */
const dropLarge = (page, cycles, points) =>
  page.evaluate(([cycles, points]) => {
    const rows = [["Voltage (V)", ...Array.from({ length: cycles }, (_, k) => `Current cycle ${k + 1} (A)`)].join(",")];
    for (let i = 0; i < points; i += 1) {
      const v = (6 * i) / (points - 1);
      const row = [v.toFixed(6)];
      for (let k = 0; k < cycles; k += 1) row.push((v * 2e-8 * Math.exp(0.6 * v + 0.1 * Math.sin(7 * k) + 0.05 * Math.sin(i * (13 + k)))).toExponential(16));
      rows.push(row.join(","));
    }
    const blob = new Blob([rows.join("\n")]);
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "large.csv"));
    window.gaps = [];
    let last = performance.now();
    const frame = (now) => {
      window.gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    return blob.size;
  }, [cycles, points]);

test("a large file is read while the page stays lively, and stops at once", async () => {
  const page = await browser.visit();
  const size = await dropLarge(page, 100, 10_000);
  assert.ok(size > 20e6, `${size} bytes`);
  await page.locator(".work").waitFor();
  await page.waitForTimeout(120);
  const took = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    document.querySelector(".work button").click();
    const look = () => {
      if (document.querySelector(".work") === null) resolve(performance.now() - start);
      else requestAnimationFrame(look);
    };
    look();
  }));
  assert.ok(took < AT_ONCE, `stopped after ${took} ms`);
  await page.locator(".file .wrong", { hasText: "Stopped" }).waitFor();
  await page.locator(".file").getByRole("button", { name: "Analyse again" }).click();
  await page.locator(".work").waitFor();
  await page.waitForFunction(() => document.querySelector(".work") === null, null, { timeout: 30_000 });
  await ready(page);
  const gaps = await page.evaluate(() => window.gaps.slice(2));
  const late = gaps.filter((gap) => gap > 100).length;
  assert.ok(late <= 2, `frames later than 100 ms: ${gaps.filter((g) => g > 50).map(Math.round)}`);
  assert.match(await page.locator(".numbers .facts").innerText(), /100/);
  clean(browser);
  await page.close();
});

test("a worker that dies is replaced, and its work is done again", async () => {
  const page = await browser.visit("#sample=good");
  const number = await headline(page);
  assert.ok(page.workers().length >= 2);
  for (const worker of page.workers()) await worker.evaluate(() => self.close());
  await page.locator(".tabs").getByRole("button", { name: "Spread" }).click();
  await page.waitForFunction(() => document.querySelector(".figure canvas")?.dataset.drawn?.includes("spread"), null, { timeout: 30_000 });
  assert.equal(await headline(page), number);
  await drop(page, [{ name: "mine.csv", text: sweep() }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor({ timeout: 30_000 });
  await page.close();
});

test("a worker that throws in the middle tells which file, and the others are read", async () => {
  const page = await browser.visit();
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      const decode = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = async function () {
        const bytes = await decode.call(this);
        if (bytes.byteLength === 13) throw new WebAssembly.RuntimeError("unreachable");
        return bytes;
      };
    });
  }
  await drop(page, [{ name: "bad.csv", text: "thirteen byte" }, { name: "mine.csv", text: sweep() }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor({ timeout: 30_000 });
  await page.locator(".file", { hasText: "bad.csv" }).locator(".wrong").waitFor();
  await page.close();
});

test("all measured devices at once", { skip: measured }, async () => {
  const page = await browser.visit();
  const files = readdirSync(SWEEPS).sort().map((name) => ({ name, bytes: readFileSync(join(SWEEPS, name)) }));
  await drop(page, files);
  await page.waitForFunction((n) => document.querySelectorAll(".all tbody tr").length === n && document.querySelector(".work") === null, files.length, { timeout: 30_000 });
  await ready(page);
  clean(browser);
  await page.close();
});
