// What is kept, what is shared, what two tabs do.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { clean, drop, headline, open, PROGRAM, ready, sweep } from "./browser.mjs";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  clean(browser);
  await browser.close();
});
const saved = (page) => page.waitForFunction(() => document.querySelector(".promise")?.textContent?.endsWith("saved"));

test("a reload finds everything again", async () => {
  const page = await browser.visit();
  await drop(page, [{ name: "mine.csv", text: sweep() }, { name: "folder/other.csv", text: sweep({ cycles: 5 }) }]);
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 2);
  await page.locator(".tabs").getByRole("button", { name: "Spread" }).click();
  await page.getByRole("button", { name: "paper", exact: true }).click();
  await ready(page);
  const number = await headline(page);
  await saved(page);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator(".all tbody tr").count(), 2);
  assert.equal(await headline(page), number);
  assert.equal(await page.locator(".tabs [aria-pressed=true]").innerText(), "Spread");
  await page.close();
});

test("what is changed in the moment before a reload is kept", async () => {
  const page = await browser.visit("#sample=good,noisy");
  await saved(page);
  await page.getByRole("button", { name: "Remove all" }).click();
  await page.reload();
  await page.locator("#bench").waitFor();
  assert.equal(await page.locator(".files .file").count(), 0);
  await page.close();
});

test("a project file opens here and on the command line", async () => {
  const page = await browser.visit("#sample=noisy");
  await drop(page, [{ name: "mine.csv", text: sweep({ header: "U,I1,I2,I3,I4,I5,I6,I7,I8,I9,I10" }) }]);
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 2);
  await page.locator(".file", { hasText: "mine.csv" }).getByText("How it was read").click();
  await page.getByLabel("Current in").selectOption("mA");
  await ready(page);
  await page.waitForTimeout(200);
  await ready(page);
  const rows = await page.locator(".all tbody").innerText();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  const bytes = readFileSync(await download.path());
  const folder = mkdtempSync(join(tmpdir(), "memrilab-project-"));
  const path = join(folder, "project.memrilab.json");
  await download.saveAs(path);
  const there = JSON.parse(execFileSync(PROGRAM, ["device", "analyze", path, "--json"], { maxBuffer: 1 << 28 }));
  rmSync(folder, { recursive: true });
  assert.equal(there.devices.length, 2);
  assert.equal(there.devices.find((d) => d.file.endsWith("mine.csv")).settings.read.current_unit, "mA");

  await page.getByRole("button", { name: "Remove all" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".files .file").length === 0);
  await drop(page, [{ name: "project.memrilab.json", bytes }]);
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 2);
  await ready(page);
  assert.equal(await page.locator(".all tbody").innerText(), rows);

  for (const text of ["{", '{"memrilab":"project","schema":99}', '{"memrilab":"project","schema":1,"files":3}']) {
    await drop(page, [{ name: "broken.json", text }]);
    await page.locator(".notices .problem, .file .hint", { hasText: text === "{" ? "without a table" : "broken.json" }).first().waitFor();
    await page.locator(".notices button.quiet").first().click().catch(() => {});
  }
  assert.equal(await page.locator(".all tbody").innerText(), rows, "what was there is untouched");
  await page.close();
});

test("a second tab is read-only until the first is closed", async () => {
  const first = await browser.visit();
  await drop(first, [{ name: "mine.csv", text: sweep() }]);
  await first.getByRole("heading", { name: /mine\.csv/ }).waitFor();
  await ready(first);
  await saved(first);
  const second = await browser.visit();
  await second.locator(".notices", { hasText: "read-only" }).waitFor();
  assert.match(await second.locator(".promise").innerText(), /read-only/);
  assert.equal(await second.locator(".file").count(), 1, "it shows what was saved");
  await second.getByRole("button", { name: "Remove mine.csv" }).first().click();
  assert.equal(await second.locator(".file").count(), 1, "and changes nothing");
  await first.close();
  await second.locator(".notices", { hasText: "Reload to go on" }).waitFor();
  await second.locator(".notices").getByRole("button", { name: "Reload" }).click();
  await second.waitForFunction(() => document.querySelector(".promise") !== null && !document.querySelector(".promise").textContent.includes("read-only"));
  await ready(second);
  await second.close();
});

test("a link shows the same to someone else, and says what it does not hold", async () => {
  const page = await browser.visit("#sample=good,noisy&chart=ranking&method=paper&required=50");
  await page.getByRole("button", { name: "Draw a curve" }).click();
  await page.getByRole("button", { name: "with a dip" }).click();
  await page.getByRole("heading", { name: /drawn curve/ }).waitFor();
  await ready(page);
  await page.waitForFunction(() => location.hash.includes("drawn="));
  const hash = await page.evaluate(() => location.hash);
  const rows = await page.locator(".all tbody").innerText();
  await page.close();
  const elsewhere = await open();
  const there = await elsewhere.visit(hash);
  await there.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 3);
  await ready(there);
  assert.equal(await there.locator(".all tbody").innerText(), rows);
  assert.equal(await there.locator(".notices p").count(), 0);
  clean(elsewhere);
  await elsewhere.close();
});

test("a link does not take one's own files", async () => {
  const page = await browser.visit();
  await drop(page, [{ name: "mine.csv", text: sweep() }]);
  await page.getByRole("heading", { name: /mine\.csv/ }).waitFor();
  await ready(page);
  await saved(page);
  await page.evaluate(() => { location.hash = "#sample=noisy"; });
  await page.getByRole("heading", { name: /noisy/ }).waitFor();
  assert.equal(await page.locator(".file", { hasText: "mine.csv" }).count(), 1);
  await saved(page);
  await page.reload();
  await page.locator(".file", { hasText: "noisy.csv" }).waitFor();
  assert.equal(await page.locator(".file", { hasText: "mine.csv" }).count(), 1);
  await page.close();
});

test("a teacher hides parts and guides", async () => {
  const page = await browser.visit("#sample=good&hide=settings,export,all,draw&tutorial=first-device");
  for (const gone of ["Settings for all devices", "Draw a curve"]) assert.equal(await page.getByText(gone).count(), 0, gone);
  assert.equal(await page.getByRole("button", { name: "Save", exact: true }).count(), 0);
  assert.match(await page.locator(".tutorial").innerText(), /1 of 6/);
  await page.locator(".tutorial").getByRole("button", { name: "Next" }).click();
  assert.match(await page.locator(".tutorial").innerText(), /2 of 6/);
  assert.equal(await page.locator(".meant").count(), 1);
  // What a link hides is hidden by that link only.
  await saved(page);
  await page.goto("about:blank");
  await page.goto(browser.server.address);
  await ready(page);
  assert.equal(await page.getByText("Settings for all devices").count(), 1);
  assert.equal(await page.locator(".tutorial").count(), 0);
  await page.close();
});
