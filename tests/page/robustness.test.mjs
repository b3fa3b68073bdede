// The Robustness station: networks on worse and worse devices, and what the paired test says.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { axe, clean, fitsPhone, open } from "./browser.mjs";

const LINK = "#station=robustness&task=moons&train=erm,lognormal&sweep=1";
/** Digits, one epoch: long enough to be stopped in the middle. */
const LONG = "#station=robustness&task=digits&model=lenet5&epochs=1&train=erm&sweep=1&levels=10&sweep_draws=50";

let browser;
beforeEach(async () => {
  browser = await open();
  // Five processors are said, so that there are four workers whatever the machine has.
  await browser.context.addInitScript(() => Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 5 }));
});
afterEach(async () => {
  clean(browser);
  await browser.close();
});

const station = async (hash) => {
  const page = await browser.visit(hash, { drawn: false });
  await page.locator("#bench.robustness").waitFor();
  return page;
};
const soFar = async (page) => Number(/^(\d+) of/.exec(await page.locator(".drawn-so-far").innerText())?.[1] ?? Number.NaN);
const all = async (page, count, timeout = 90_000) => {
  await page.locator(".drawn-so-far", { hasText: `All ${count} draws are there` }).waitFor({ timeout });
  // The table follows the draws a fifth of a second later.
  await page.waitForFunction(() => !/of \d+ draws|–/.test(document.querySelector(".summary tbody")?.textContent ?? "–"), null, { timeout: 10_000 });
};
const drawn = (page, what) => page.waitForFunction((w) => document.querySelector(".figure canvas")?.dataset.drawn?.startsWith(w), what);
/** Means of a level's row of the table, in the order of the networks. */
const means = async (page, level) => {
  const row = page.locator(".summary tbody tr").filter({ has: page.getByRole("button", { name: level, exact: true }) });
  return (await row.locator("td").allInnerTexts()).map((text) => Number(text.split(" ")[0]));
};

test("a link trains, draws, tests and says what it found; a level is chosen by pointer, keys and buttons", async () => {
  const page = await station(LINK);
  await all(page, 200);
  await drawn(page, "robustness");
  const [best, worst] = [await means(page, "U = 1"), await means(page, "U = 0.1")];
  assert.equal(best.length, 2);
  best.forEach((mean, at) => assert.ok(mean > worst[at] + 0.02, `${mean} without drift, ${worst[at]} with much of it`));

  // The words have the numbers of the table: 0.5 is the level looked at first.
  const said = page.locator(".said li");
  const [erm, lognormal] = await means(page, "U = 0.5");
  const words = await said.innerText();
  const found = /^At U = 0\.5 log-normal tells (0\.\d+) (more|fewer) .* than ERM \(95 % .* to .*; p [=<] [\d.]+, 10 common draws\): (?:the draws alone do not explain that|that may be chance where several comparisons are made)\.$/.exec(words)
    ?? /^At U = 0\.5 log-normal and ERM lie (0\.\d+) apart \(95 % .*; p = [\d.]+, 10 common draws\): no difference that 10 draws could show\.$/.exec(words);
  assert.ok(found, words);
  assert.ok(Math.abs(Math.abs(lognormal - erm) - Number(found[1])) < 0.0016, `${words}; ${erm}, ${lognormal}`);
  await page.locator(".numbers", { hasText: "not corrected for the number of comparisons" }).waitFor();
  assert.equal(await page.locator(".numbers .warnings").count(), 0, "one training each is fair");

  // A button, the table, the figure by pointer and by keys.
  const level = page.locator(".numbers h2").first();
  const table = page.locator(".level-table tbody");
  const before = await table.innerText();
  await page.locator(".level-choice").getByRole("button", { name: "U = 0.9", exact: true }).click();
  await level.filter({ hasText: /^U = 0\.9$/ }).waitFor();
  assert.notEqual(await table.innerText(), before);
  await page.locator(".summary").getByRole("button", { name: "U = 1", exact: true }).click();
  await page.locator(".said", { hasText: "nothing drifts here" }).waitFor();
  const canvas = page.locator(".figure canvas");
  const { width, height } = await canvas.boundingBox();
  await canvas.focus();
  await page.keyboard.press("ArrowLeft");
  const x = await page.locator(".pointed span").first().innerText();
  await page.keyboard.press("Enter");
  const usability = Number(/[\d.]+/.exec(x)[0]);
  await level.filter({ hasText: new RegExp(`^U = ${usability}$`) }).waitFor();
  for (let across = 0.15; across < 0.95; across += 0.02) {
    await canvas.hover({ position: { x: across * width, y: 0.5 * height } });
    if ((await page.locator(".pointed").count()) === 0) continue;
    const read = Number(/[\d.]+/.exec(await page.locator(".pointed span").first().innerText())[0]);
    if (read === usability) continue;
    await canvas.click({ position: { x: across * width, y: 0.5 * height } });
    await level.filter({ hasText: new RegExp(`^U = ${read}$`) }).waitFor();
    break;
  }
  assert.notEqual(await level.innerText(), `U = ${usability}`, "a click chose another level");

  // The other figures.
  await page.locator(".tabs").getByRole("button", { name: "Draws" }).click();
  await drawn(page, "draws");
  await page.locator(".tabs").getByRole("button", { name: "Which layer" }).click();
  await drawn(page, "sensitivity");
  await page.getByRole("button", { name: "Show table" }).click();
  await page.locator(".figure table tbody tr").nth(1).waitFor();
  await page.close();
});

test("one, two and four workers give the same table", async () => {
  const tables = [];
  for (const workers of [1, 2, 4]) {
    const page = await station(`${LINK}&workers=${workers}`);
    assert.equal(await page.evaluate(() => navigator.hardwareConcurrency), 5);
    await all(page, 200);
    tables.push(await page.locator(".summary").innerText());
    // Nothing of it is left for the next one.
    for (const name of ["ERM · moons", "log-normal · moons"]) await page.getByRole("button", { name: `Remove ${name}` }).click();
    await page.locator(".welcome").waitFor();
    await page.waitForFunction(() => document.querySelector(".promise")?.textContent?.endsWith("saved"));
    await page.close();
  }
  assert.match(tables[0], /U = 0\.5/);
  assert.equal(tables[1], tables[0]);
  assert.equal(tables[2], tables[0]);
});

test("Stop stops, a reload in the middle goes on", async () => {
  const page = await station(LONG);
  await page.waitForFunction(() => /^([2-9]\d|\d{3}) of 500/.test(document.querySelector(".drawn-so-far")?.textContent ?? ""), null, { timeout: 60_000 });
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.locator("#bench[aria-busy=false]").waitFor();
  const stopped = await soFar(page);
  await page.waitForTimeout(800);
  assert.equal(await soFar(page), stopped, "nothing is drawn after it was stopped");
  assert.ok(stopped < 500);
  assert.equal(await page.locator("#bench").getAttribute("aria-busy"), "false");
  await page.getByRole("button", { name: "Draw drift" }).click();
  await page.waitForFunction((n) => Number(/^(\d+) of/.exec(document.querySelector(".drawn-so-far")?.textContent ?? "")?.[1]) > n + 10, stopped);
  // Draws come without a pause, and are saved all the same.
  await page.waitForTimeout(4000);
  assert.ok((await soFar(page)) < 500, "it is reloaded in the middle");
  await page.reload();
  await page.locator("#bench.robustness .drawn-so-far").waitFor();
  // What was saved is there at once, and the rest comes without being asked for.
  const after = await soFar(page);
  assert.ok(after > stopped, `${stopped} when it was stopped, ${after} after the reload`);
  assert.equal(await page.locator(".runs .file").count(), 1, "the network is not trained again");
  await page.waitForFunction((n) => Number(/^(\d+) of/.exec(document.querySelector(".drawn-so-far")?.textContent ?? "")?.[1]) > n + 10, after);
  await page.close();
});

test("what is missing is trained as often as the others; what is unfair is said", async () => {
  const page = await station("#station=robustness&task=moons&train=erm&trials=3&moons_epochs=20&levels=4&sweep_draws=3&sweep=1");
  await all(page, 12);
  await page.locator(".numbers", { hasText: "Two trained networks" }).waitFor();
  await page.locator(".compare").getByRole("button", { name: "Train what is missing" }).click();
  await page.locator(".compare", { hasText: "Each chosen method has a network" }).waitFor();
  await all(page, 36);
  await page.locator(".numbers .warnings", { hasText: "not fair" }).waitFor();
  await page.getByRole("button", { name: "Remove ERM · moons", exact: true }).click();
  await all(page, 24);
  await page.locator(".numbers .warnings").waitFor({ state: "detached" });
  assert.deepEqual(await page.locator(".summary thead th").allInnerTexts(), ["Level", "ERM", "BayesMulti"]);

  // Another number of hidden units is another network: its draws are others.
  await page.waitForTimeout(500);
  await page.evaluate(() => { location.hash += "&hidden=3"; });
  await page.locator(".said", { hasText: "they are different networks (2-3-1 and 2-5-1)" }).first().waitFor({ timeout: 60_000 });

  // Devices as levels.
  await page.getByLabel("Levels", { exact: true }).selectOption("devices");
  await page.locator(".numbers h2", { hasText: "good.csv" }).waitFor();
  await page.locator(".drawn-so-far", { hasText: "All" }).waitFor();
  await page.locator(".said").waitFor();
  await page.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing at the station, ${theme}; it fits a phone`, async () => {
    const page = await station(`#station=robustness&task=moons&theme=${theme}`);
    await page.locator(".welcome").waitFor();
    assert.deepEqual(await axe(page), []);
    await page.goto(`${browser.server.address}${LINK}&theme=${theme}`);
    await all(page, 200);
    await drawn(page, "robustness");
    for (const how of await page.getByText("How is this computed?").all()) await how.click();
    await page.getByRole("button", { name: "Show table" }).click();
    await page.locator(".figure table tbody tr").first().waitFor();
    assert.deepEqual(await axe(page), []);
    await fitsPhone(page);
    await page.close();
  });
}

test("a teacher's link hides what it names", async () => {
  const page = await station(`${LINK}&hide=training,runs,levels,export,all`);
  await page.locator(".said li", { hasText: "10 common draws" }).waitFor({ timeout: 60_000 });
  for (const hidden of [".compare", ".runs", ".levels", ".exports", ".summary"]) assert.equal(await page.locator(hidden).count(), 0, hidden);
  await page.close();
});
