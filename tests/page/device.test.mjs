// The Device station through real use.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { clean, DATA, drop, headline, open, PROGRAM, ready, ROOT, sweep } from "./browser.mjs";

const SWEEPS = join(DATA, "perovskite_nanowire_iv/sweeps");
const measured = existsSync(SWEEPS) ? false : "measured files are not at hand";
const commandLine = (...files) =>
  JSON.parse(execFileSync(PROGRAM, ["device", "analyze", ...files, "--json"], { maxBuffer: 1 << 28 }));

let browser;
before(async () => {
  browser = await open();
});
after(async () => {
  clean(browser);
  await browser.close();
});

/** A page without what another test left behind. */
async function fresh(hash = "") {
  for (const left of browser.context.pages().slice(1)) await left.close();
  const page = await browser.visit(hash, { drawn: false });
  await page.evaluate(() => new Promise((done) => {
    const gone = indexedDB.deleteDatabase("memrilab");
    gone.onsuccess = gone.onerror = gone.onblocked = done;
  }));
  await page.goto(`${browser.server.address}${hash}`);
  await page.reload();
  await ready(page);
  return page;
}

const pixels = (page) =>
  page.evaluate(() => {
    // A copy is read: a canvas that is read is painted more slowly.
    const canvas = document.querySelector(".figure canvas");
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return seen.size;
  });

test("the first visit shows a sample, analysed and drawn", async () => {
  const page = await fresh();
  assert.match(await page.locator(".drop .lead").innerText(), /Drop your sweeps anywhere/);
  const there = commandLine(join(ROOT, "www/samples/good.csv")).devices[0].methods.corrected.usability;
  assert.equal(Number(await headline(page)), Number(there.toFixed(3)));
  assert.ok((await pixels(page)) > 10, "the canvas is drawn on");
  assert.equal(await page.locator(".numbers .tag").innerText(), "simulated");
  assert.match(await page.locator(".promise").innerText(), /seed 1[\s\S]*nothing leaves this page/);
  await page.close();
});

test("a csv is dropped, read, and gives what the command line gives", async () => {
  const page = await fresh();
  await drop(page, [{ name: "mine.csv", text: sweep() }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor();
  await ready(page);
  assert.equal(await page.locator(".numbers .tag").innerText(), "measured");
  assert.equal(await page.locator(".files .file").count(), 1, "the greeting sample has gone");
  const folder = mkdtempSync(join(tmpdir(), "memrilab-csv-"));
  writeFileSync(join(folder, "mine.csv"), sweep());
  const there = commandLine(join(folder, "mine.csv")).devices[0].methods.corrected.usability;
  rmSync(folder, { recursive: true });
  assert.equal(Number(await headline(page)), Number(there.toFixed(3)));
  await page.getByText("How it was read").click();
  assert.match(await page.locator(".reading .preview").innerText(), /^Voltage \(V\),Current cycle 1/);
  assert.ok((await page.locator(".reading li").count()) > 1);
  await page.close();
});

test("files and folders are picked, and sweeps are pasted", async () => {
  const page = await fresh();
  const folder = mkdtempSync(join(tmpdir(), "memrilab-folder-"));
  mkdirSync(join(folder, "wafer/deep"), { recursive: true });
  writeFileSync(join(folder, "wafer/one.csv"), sweep());
  writeFileSync(join(folder, "wafer/deep/two.csv"), sweep({ cycles: 5 }));
  writeFileSync(join(folder, "wafer/.hidden.csv"), sweep());
  const pick = async (name, what) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name }).click()]);
    await chooser.setFiles(what);
  };
  const files = (n) => page.waitForFunction((n) => document.querySelectorAll(".files .file").length === n, n);
  await pick("Choose files", [join(folder, "wafer/one.csv")]);
  await files(1);
  await pick("Choose a folder", join(folder, "wafer"));
  await files(3);
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, sweep({ cycles: 3 }).replaceAll(",", "\t"));
  await files(4);
  await page.getByRole("heading", { name: "pasted.csv" }).waitFor();
  await ready(page);
  const names = await page.locator(".files button.name").allInnerTexts();
  assert.deepEqual(names, ["one.csv", "wafer/deep/two.csv", "wafer/one.csv", "pasted.csv"]);
  rmSync(folder, { recursive: true });
  await page.close();
});

test("a unit is overridden and everything is computed again at once", async () => {
  const page = await fresh();
  await drop(page, [{ name: "mine.csv", text: sweep({ header: "U,I1,I2,I3,I4,I5,I6,I7,I8,I9,I10" }) }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor();
  await ready(page);
  await page.getByText("How it was read").click();
  const v = () => page.locator(".facts", { hasText: "Largest voltage" }).first().innerText();
  assert.match(await v(), /6\.00 V/);
  await page.getByLabel("Voltage in").selectOption("mV");
  await page.waitForFunction(() => /6\.00 mV/.test(document.querySelector(".numbers .facts")?.textContent ?? ""));
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => /6\.00 V/.test(document.querySelector(".numbers .facts")?.textContent ?? ""));
  await page.close();
});

test("settings, methods and how each number is computed", async () => {
  const page = await fresh("#sample=noisy");
  const corrected = await headline(page);
  await page.getByRole("button", { name: "paper", exact: true }).click();
  await page.waitForFunction((was) => document.querySelector(".headline strong")?.textContent !== was, corrected);
  assert.match(await page.locator(".headline .by").innerText(), /by the paper method/);
  const why = await page.locator(".why").allInnerTexts();
  assert.equal(why.length, 2);
  assert.match(why[0], /^The paper’s method gives/);
  assert.match(why[1], /^The published table’s method gives .*mostly because/);
  await page.locator(".how").first().click();
  const explained = await page.locator(".explained").innerText();
  assert.match(explained, /U = f · exp\(−σ\)/);
  const [, f, sigma, u] = /([\d.]+) · exp\(−([\d.]+)\) = ([\d.]+)/.exec(explained) ?? [];
  assert.ok(Math.abs(Number(f) * Math.exp(-Number(sigma)) - Number(u)) < 2e-3, explained);
  await page.getByText("Settings for all devices").click();
  const points = page.getByLabel("Required length", { exact: true });
  await points.fill("100");
  await points.press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll(".methods tr")].some((row) => /^Length factor/.test(row.textContent) && row.textContent.includes("0.460")));
  await points.fill("nonsense");
  await points.press("Enter");
  assert.match(await page.locator(".settings .wrong").innerText(), /is not a number/);
  await page.close();
});

test("every figure is drawn, read off with the pointer, and has its table", async () => {
  const page = await fresh("#sample=good,noisy");
  for (const name of ["I–V", "log I–V", "Spread", "Endurance", "Overlay", "Ranking", "Methods", "Histogram", "Conductance"]) {
    const before = await page.locator(".figure canvas").getAttribute("data-drawn");
    await page.locator(".tabs").getByRole("button", { name, exact: true }).click();
    await page.waitForFunction((b) => document.querySelector(".figure canvas")?.dataset.drawn !== b, before);
    assert.ok((await pixels(page)) > 4, name);
    const label = await page.locator(".figure canvas").getAttribute("aria-label");
    assert.ok(label.length > 20, `${name}: ${label}`);
  }
  const canvas = page.locator(".figure canvas");
  const box = await canvas.boundingBox();
  let told = "";
  for (let x = 0.2; x < 0.95 && told === ""; x += 0.05) {
    for (let y = 0.2; y < 0.9 && told === ""; y += 0.05) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
      if ((await page.locator(".pointed").count()) > 0) told = await page.locator(".pointed").innerText();
    }
  }
  assert.match(told, /V[\s\S]*S/, "volts and siemens under the pointer");
  await page.getByRole("button", { name: "Show table" }).click();
  await page.locator(".figure table tbody tr").first().waitFor();
  assert.ok((await page.locator(".figure table tbody tr").count()) > 30);
  await page.close();
});

test("devices are sorted, marked, laid over each other, removed and brought back", async () => {
  const page = await fresh("#sample=good,non-monotonic,noisy");
  const names = () => page.locator(".all tbody th button.name").allInnerTexts();
  await page.locator(".all thead").getByRole("button", { name: "Usability" }).click();
  const rising = await names();
  await page.locator(".all thead").getByRole("button", { name: "Usability" }).click();
  assert.deepEqual(await names(), [...rising].reverse());
  assert.equal(await page.locator(".all th[aria-sort=descending]").count(), 1);
  await page.getByLabel("Mark good.csv").check();
  await page.getByLabel("Mark noisy.csv").check();
  await page.locator(".all").getByRole("button", { name: "Overlay 2" }).click();
  await page.waitForFunction(() => document.querySelector(".figure canvas")?.dataset.drawn?.includes("overlay"));
  await page.locator(".all").getByRole("button", { name: "Remove 2" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 1);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 3);
  await page.close();
});

test("a drawn curve changes its usability as it is drawn", async () => {
  const page = await fresh();
  await page.getByRole("button", { name: "Draw a curve" }).click();
  await page.getByRole("button", { name: "rising" }).click();
  await page.getByRole("heading", { name: /drawn curve/ }).waitFor();
  await ready(page);
  const before = Number(await headline(page));
  assert.ok(before > 0.8, `a rising curve is usable: ${before}`);
  const box = await page.locator(".pad svg").boundingBox();
  // From a peak a third of the way out the conductance falls to the end: about 17 of 35 points rise.
  await page.mouse.move(box.x + 0.35 * box.width, box.y + 0.35 * box.height);
  await page.mouse.down();
  for (let t = 0; t <= 1.01; t += 0.1) await page.mouse.move(box.x + (0.35 + 0.62 * t) * box.width, box.y + (0.35 + 0.4 * t) * box.height);
  await page.mouse.up();
  await page.waitForFunction((b) => Number(document.querySelector(".headline strong")?.textContent) < b - 0.2, before);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction((b) => Math.abs(Number(document.querySelector(".headline strong")?.textContent) - b) < 1e-9, before);
  const pad = page.locator(".pad svg");
  await pad.focus();
  const said = await pad.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((s) => document.querySelector(".pad svg")?.getAttribute("aria-valuetext") !== s, said);
  assert.equal(await page.locator(".numbers .tag").innerText(), "simulated");
  await page.close();
});

test("exports hold what is shown", async () => {
  const page = await fresh("#sample=good");
  const saved = async (click) => {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const figure = page.locator(".figure figcaption");
  const png = await saved(() => figure.getByRole("button", { name: "PNG" }).click());
  assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
  assert.equal(png.bytes.readUInt32BE(16), 1520, "twice 760 pixels wide");
  await page.getByLabel("Size").selectOption("column");
  const fine = await saved(() => figure.getByRole("button", { name: "PNG" }).click());
  assert.equal(fine.bytes.readUInt32BE(16), 2100, "89 mm at 600 dpi");
  const svg = await saved(() => figure.getByRole("button", { name: "SVG" }).click());
  assert.match(svg.bytes.toString(), /^<svg[\s\S]*<\/svg>\s*$/);
  const table = await saved(() => figure.getByRole("button", { name: "CSV" }).click());
  assert.match(table.bytes.toString(), /\(V\)/);
  const all = page.locator(".all");
  const csv = await saved(() => all.getByRole("button", { name: "CSV", exact: true }).click());
  assert.match(csv.bytes.toString(), /^file,block,dialect/);
  const json = JSON.parse((await saved(() => all.getByRole("button", { name: "JSON", exact: true }).click())).bytes.toString());
  const there = commandLine(join(ROOT, "www/samples/good.csv"));
  assert.deepEqual(json.devices[0].methods, there.devices[0].methods);
  await drop(page, [{ name: "=cmd(1).csv", text: sweep({ header: "Voltage (V),@SUM(1) (A),=2 (A),I3,I4,I5,I6,I7,I8,I9,I10" }) }]);
  await page.getByRole("heading", { name: "=cmd(1).csv" }).waitFor();
  await ready(page);
  const two = (await saved(() => all.getByRole("button", { name: "CSV", exact: true }).click())).bytes.toString();
  assert.deepEqual(two.split("\n").map((row) => row.split(",")[0]), ["file", ...Array(3).fill("good.csv"), ...Array(3).fill("'=cmd(1).csv"), ""]);
  await page.close();
});

test("a report holds figures, numbers and how they come about", async () => {
  const page = await fresh("#sample=good");
  await page.getByRole("button", { name: "Report of this device" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".report-figures img").length === 4);
  const drawn = await page.evaluate(() => Promise.all([...document.querySelectorAll(".report-figures img")].map((i) => i.decode().then(() => i.naturalWidth))));
  assert.ok(drawn.every((w) => w > 300), String(drawn));
  const text = await page.locator(".report").innerText();
  for (const part of ["Simulated, not measured", "Three methods", "How the file was read", "Settings", "Required length", "35 points"]) assert.ok(text.includes(part), part);
  await page.close();
});

test("files that give no device say why, and nothing else is lost", async () => {
  const page = await fresh();
  await drop(page, [
    { name: "good.csv", text: sweep() },
    { name: "picture.png", bytes: Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1") },
    { name: "empty.csv", text: " " },
    { name: "notes.txt", text: "The quick brown fox measured nothing at all today.\n" },
  ]);
  await page.waitForFunction(() => document.querySelectorAll(".files .file").length === 4);
  await ready(page);
  const rows = await page.locator(".files .file").allInnerTexts();
  for (const row of rows.filter((r) => !r.startsWith("good.csv"))) assert.ok(row.length > 40, `a sentence: ${row}`);
  assert.equal(await page.locator(".all tbody tr").count(), 1);
  await page.close();
});

test("a measured workbook is dropped; its numbers are those of the command line", { skip: measured }, async () => {
  const page = await fresh();
  const name = readdirSync(SWEEPS).sort()[0];
  await drop(page, [{ name, bytes: readFileSync(join(SWEEPS, name)) }]);
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 1 && document.querySelector(".numbers .tag")?.textContent === "measured");
  await ready(page);
  const there = commandLine(join(SWEEPS, name)).devices[0].methods.corrected.usability;
  assert.equal(Number(await headline(page)), Number(there.toFixed(3)));
  await page.close();
});
