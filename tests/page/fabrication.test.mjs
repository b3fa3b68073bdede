// The Fabrication station: a campaign from nothing, by hand and by play.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { axe, clean, drop, fitsPhone, open, PROGRAM, sweep } from "./browser.mjs";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  clean(browser);
  await browser.close();
});

const rows = (page, n) => page.waitForFunction((n) => document.querySelectorAll(".all tbody tr").length === n && document.querySelector("tr.pending input.tell") === null, n, { timeout: 60_000 });
const station = async (hash = "") => {
  const page = await browser.visit(`#station=fabrication${hash}`, { drawn: false });
  await page.locator("#bench").waitFor();
  return page;
};
const proposal = async (page) => {
  await page.locator(".next li strong").first().waitFor();
  return page.locator(".next li strong").first().innerText();
};
const drawn = (page, what) => page.waitForFunction((w) => document.querySelector(".figure canvas")?.dataset.drawn?.includes(w), `"chart":"${what}"`);

test("twelve virtual experiments by play; the file opens on the command line, the link makes them again", async () => {
  const page = await station("&lab_pause=0");
  await page.getByRole("button", { name: "Try it in the virtual laboratory" }).click();
  await rows(page, 12);
  assert.equal(await page.locator(".all tbody .tag.simulated").count(), 12, "all are marked as simulated");
  const best = Number(await page.locator(".headline strong").innerText());
  assert.ok(best > 0.45, `the best of twelve is ${best}`);
  const table = await page.locator(".all tbody").innerText();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "File", exact: true }).click()]);
  const folder = mkdtempSync(join(tmpdir(), "memrilab-campaign-"));
  const path = join(folder, "mine.campaign.json");
  await download.saveAs(path);
  const status = JSON.parse(execFileSync(PROGRAM, ["fab", "status", path, "--json"], { maxBuffer: 1 << 26 }));
  assert.equal(status.schema, 1);
  const suggested = JSON.parse(execFileSync(PROGRAM, ["fab", "suggest", path, "--json", "--seed", "1"], { maxBuffer: 1 << 26 }));
  assert.ok(suggested.suggestions[0].mean > 0);
  const here = await page.locator(".next li .hint").first().innerText();
  assert.equal(Number(/expected ([\d.]+)/.exec(here)[1]), Number(suggested.suggestions[0].mean.toPrecision(3)), "the page and the command line propose the same");
  await page.waitForFunction(() => location.hash.includes("virtual=12"));
  const hash = await page.evaluate(() => location.hash);
  const elsewhere = await open();
  const there = await elsewhere.visit(hash, { drawn: false });
  await rows(there, 12);
  assert.equal(await there.locator(".all tbody").innerText(), table, "another person sees the same");
  // The file, dropped, is the same campaign.
  await drop(there, [{ name: "mine.campaign.json", bytes: readFileSync(path) }]);
  await there.locator(".notices", { hasText: "is open" }).waitFor();
  assert.equal(await there.locator(".all tbody").innerText(), table);
  clean(elsewhere);
  await elsewhere.close();
  rmSync(folder, { recursive: true });
});

test("twelve virtual experiments by hand are those by play", async () => {
  const page = await station();
  await page.getByRole("button", { name: "Begin with the paper" }).click();
  await page.locator(".next li").first().waitFor();
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await rows(page, 1);
  for (let n = 2; n <= 12; n += 1) {
    await proposal(page);
    await page.getByRole("button", { name: "Take up", exact: true }).click();
    await page.getByLabel(`Value of experiment ${n}`).waitFor();
    await page.getByRole("button", { name: "virtual", exact: true }).click();
    await rows(page, n);
  }
  const values = (p) => p.locator(".all tbody strong").allInnerTexts();
  const byHand = await values(page);
  assert.equal(byHand.length, 12);
  await page.getByRole("button", { name: "Put away" }).click();
  await page.locator(".welcome").waitFor();
  await page.getByRole("button", { name: "Try it in the virtual laboratory" }).click();
  await rows(page, 12);
  assert.deepEqual(await values(page), byHand);
  await page.close();
});

test("by hand: take up, tell, fail, take back, undo, reload", async () => {
  const page = await station();
  await page.getByRole("button", { name: "Begin with the paper" }).click();
  const first = await proposal(page);
  assert.match(first, /Pb/);
  await page.getByRole("button", { name: "Take up", exact: true }).click();
  await page.getByLabel("Value of experiment 1").fill("0.36 ± 0.02");
  await page.getByLabel("Value of experiment 1").press("Enter");
  await page.locator(".headline", { hasText: "0.360" }).waitFor();
  const second = await proposal(page);
  assert.notEqual(second, first);
  await page.getByRole("button", { name: "Take up", exact: true }).click();
  await page.getByLabel("Value of experiment 2").fill("nonsense");
  await page.getByLabel("Value of experiment 2").press("Enter");
  await page.locator(".notices .problem", { hasText: "no value of experiment 2" }).waitFor();
  await page.getByRole("button", { name: "failed", exact: true }).click();
  // The button of that name stands in the row, too, until the edit is done.
  const failed = page.locator(".all td:not(.actions)", { hasText: "failed" });
  await failed.waitFor();
  await page.getByRole("button", { name: "take back experiment 2" }).click();
  await page.getByLabel("Value of experiment 2").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await failed.waitFor();
  await page.waitForFunction(() => document.querySelector(".promise")?.textContent?.endsWith("saved"));
  const table = await page.locator(".all tbody").innerText();
  await page.reload();
  await page.locator(".all tbody tr").nth(1).waitFor();
  assert.equal(await page.locator(".all tbody").innerText(), table);
  // The project file holds the campaign, too.
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  const bytes = readFileSync(await download.path());
  await page.getByRole("button", { name: "Put away" }).click();
  await page.locator(".welcome").waitFor();
  await drop(page, [{ name: "all.memrilab.json", bytes }]);
  await page.locator(".all tbody tr").nth(1).waitFor();
  assert.equal(await page.locator(".all tbody").innerText(), table);
  await page.close();
});

test("sweeps dropped on an experiment become its value, with their interval", async () => {
  const page = await station();
  await page.getByRole("button", { name: "Begin with the paper" }).click();
  await proposal(page);
  await page.getByRole("button", { name: "Take up", exact: true }).click();
  await page.getByLabel("Value of experiment 1").waitFor();
  const text = sweep();
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "device.csv"));
    const row = document.querySelector("tr.pending");
    for (const type of ["dragenter", "dragover", "drop"]) row.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, text);
  await page.locator(".drop-veil").waitFor({ state: "detached" });
  await page.locator(".all tbody strong").waitFor();
  const told = await page.locator(".all tbody tr").first().innerText();
  assert.match(told, /device\.csv/);
  assert.match(told, /0\.\d+–0\.\d+/);
  await page.locator(".station", { hasText: "Device" }).click();
  await page.locator(".numbers h2", { hasText: "device.csv" }).waitFor();
  const usability = await page.locator(".numbers .headline strong").innerText();
  assert.ok(told.includes(usability), `${told} has ${usability}`);
  await page.close();
});

test("a device with a recipe in its name offers itself", async () => {
  const page = await browser.visit();
  await drop(page, [{ name: "I-V_data_1.5um_length_200nm_diameter_BT_4V_NA_third_etch_15min_Pb_ED_3h_180C_MAI_no_200nm_Ag_memory_6V_probe_no_wait.csv", text: sweep() }]);
  await page.getByRole("button", { name: "Take as an experiment" }).click();
  await page.locator(".notices", { hasText: "is experiment 1" }).waitFor();
  await page.locator(".station", { hasText: "Fabrication" }).click();
  assert.match(await page.locator(".all tbody tr").innerText(), /MAPbI3\s+1\.5\s+200\s+15\s+200/);
  await page.close();
});

test("a table is pasted; what is wrong in it is told with its row, and nothing is added", async () => {
  const page = await station();
  await page.getByRole("button", { name: "Begin with the paper" }).click();
  await page.getByText("Add experiments").click();
  const paste = page.getByLabel("Rows of a spreadsheet");
  await paste.fill("perovskite\tnanowire length\tnanowire diameter\tPb\tAg\tusability\nMAPbI3\t1.5\t150\t15\t200\t0.9\nMAPbX\t1\t150\t15\t200\t0.1\n");
  await page.getByRole("button", { name: "Add the rows" }).click();
  await page.locator(".notices .problem", { hasText: "row 3" }).waitFor();
  assert.equal(await page.locator(".all tbody tr").count(), 0);
  await paste.fill("perovskite\tnanowire length\tnanowire diameter\tPb\tAg\tusability\nMAPbI3\t1.5\t150\t15\t200\t0.9\nMAPbBr3\t1000nm\t150\t15\t200\tPENDING\n");
  await page.getByRole("button", { name: "Add the rows" }).click();
  await page.locator(".all tbody tr").nth(1).waitFor();
  // The space: one level, levels twice.
  await page.getByText("The space of recipes").click();
  const levels = page.locator(".settings fieldset", { hasText: "nanowire diameter" }).getByLabel("Levels");
  for (const [text, said] of [["150", "at least two"], ["150, 150", "twice"], ["150, wide", "not a number"]]) {
    await levels.fill(text);
    await levels.press("Enter");
    await page.locator(".notices .problem, .settings .wrong", { hasText: said }).first().waitFor();
  }
  assert.match(await page.locator(".drop .hint").innerText(), /8.400 recipes/);
  await page.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing at the station, ${theme}`, async () => {
    const page = await station(`&lab_pause=0&lab_budget=4&theme=${theme}`);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("button", { name: "Play" }).click();
    await rows(page, 4);
    await proposal(page);
    await page.getByRole("button", { name: "Take up", exact: true }).click();
    await page.getByLabel("Value of experiment 5").waitFor();
    for (const part of ["Why these?", "The space of recipes", "What is wanted, and how", "Add experiments", "More"]) await page.getByText(part, { exact: part === "More" }).first().click();
    await drawn(page, "progress");
    await page.getByRole("button", { name: "Show table" }).click();
    await page.waitForTimeout(300);
    assert.deepEqual(await axe(page), []);
    await page.close();
  });
}

test("every figure of a campaign is drawn and has its table", async () => {
  const page = await station("&lab_pause=0&lab_budget=8");
  await page.getByRole("button", { name: "Play" }).click();
  await rows(page, 8);
  for (const [name, chart] of [["Along a variable", "slice"], ["Map", "map"], ["Importance", "importance"], ["Prediction", "prediction"], ["Progress", "progress"]]) {
    await page.locator(".tabs").getByRole("button", { name, exact: true }).click();
    await drawn(page, chart);
    await page.getByRole("button", { name: "Show table" }).click();
    await page.locator(".figure table tbody tr").first().waitFor();
    await page.getByRole("button", { name: "Hide table" }).click();
  }
  await fitsPhone(page);
  await page.close();
});
