// The Theory station: what is claimed and what is so, and the votes of a network on a sample.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { axe, clean, fitsPhone, open } from "./browser.mjs";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  clean(browser);
  await browser.close();
});

const station = async (hash = "") => {
  const page = await browser.visit(`#station=theory${hash}`, { drawn: false });
  await page.locator(".theory").waitFor();
  return page;
};
/** A station with a network that has learnt the moons. */
const trained = async (hash = "") => {
  const page = await station(`&task=moons&train=erm${hash}`);
  await page.getByRole("button", { name: "Cast votes" }).waitFor({ timeout: 60_000 });
  return page;
};
const rest = (page) => page.waitForFunction(() => document.querySelector("#bench")?.getAttribute("aria-busy") === "false" && document.querySelector("[data-verdict]") !== null, null, { timeout: 60_000 });
const set = async (page, label, value) => {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press("Enter");
};
/** A headline by its label. */
const said = (page, label) => page.locator(".headline", { has: page.locator(".label", { hasText: label }) }).locator("strong").innerText();
const certified = (page) => page.locator(".certificate").waitFor({ timeout: 60_000 });
const drawn = (page, ...what) => page.waitForFunction((w) => document.querySelector(".figure canvas")?.dataset.drawn === `theory ${JSON.stringify(w)}`, what, { timeout: 20_000 });

test("the claims at a setting are those of the method", async () => {
  const page = await station();
  await drawn(page, 0.95, 0.3, 0.1, 5);
  // (ln 0.55 - 5 ln 0.9) / (ln 0.3 - ln 0.9)
  assert.match(await page.locator(".numbers").innerText(), /eq 2: r = 0\.065/);
  assert.equal(await said(page, "As published"), "0 weights");
  assert.equal(await said(page, "Exactly"), "nothing");
  assert.equal(await said(page, "The rest untouched"), "0 weights");
  assert.equal(await page.locator("[data-verdict]").getAttribute("data-verdict"), "unsafe");
  // A smaller p2 enlarges the published radius.
  for (const [p2, radius] of [[0.05, "0.30"], [0.02, "0.42"], [0.01, "0.46"], [0.001, "0.49"]]) {
    await set(page, "p₂, weights halved", p2);
    await page.locator(".numbers .by", { hasText: `r = ${radius}` }).waitFor();
  }
  // LeNet-5: vacuous, and p2 would have to be below 1.1e-5.
  await set(page, "Number of weights", 61_706);
  await page.locator("[data-verdict=vacuous]", { hasText: "1.12e−5" }).waitFor({ timeout: 20_000 });
  assert.equal(await said(page, "As published"), "nothing");
  await set(page, "p₂, weights halved", 0.01);
  await page.locator("[data-verdict=vacuous]", { hasText: "at most 68 weights" }).waitFor({ timeout: 20_000 });
  // Any so many weights, the rest untouched: c = 0.99 and p1 = 0.99 give 66.
  await set(page, "Number of weights", 100);
  await set(page, "c, probability of the vote", 0.99);
  await set(page, "p₁, weights set to 0", 0.99);
  await page.locator(".headline", { hasText: "66 weights" }).waitFor();
  // Where p3 is not larger than p2 both agree.
  await set(page, "Number of weights", 2);
  await set(page, "p₁, weights set to 0", 0.6);
  await set(page, "p₂, weights halved", 0.25);
  await page.locator("[data-verdict=agree]", { hasText: "valid" }).waitFor();
  assert.equal(await said(page, "Exactly"), await said(page, "As published"));
  await page.close();
});

test("p1 + p2 above 1 is refused under the sliders, and the last figure stays", async () => {
  const page = await station();
  await drawn(page, 0.95, 0.3, 0.1, 5);
  await set(page, "p₁, weights set to 0", 0.95);
  const wrong = page.locator(".setting .wrong[role=alert]");
  await wrong.waitFor();
  assert.match(await wrong.innerText(), /^p₁ \+ p₂ is 1\.05; it must be at most 1; lower one\. The figure and the numbers are those of the last setting\.$/);
  await drawn(page, 0.95, 0.3, 0.1, 5);
  await set(page, "p₂, weights halved", 0.05);
  await wrong.waitFor({ state: "detached" });
  await drawn(page, 0.95, 0.95, 0.05, 5);
  await page.close();
  // From a link there is no last figure.
  const linked = await station("&tp1=0.7&tp2=0.6");
  await linked.locator(".setting .wrong", { hasText: "p₁ + p₂ is 1.3;" }).waitFor();
  await linked.locator(".figures .empty", { hasText: "no bounds" }).waitFor();
  await linked.close();
});

test("the counter-examples are enumerated; the sliders take one, undo takes it back", async () => {
  const page = await station();
  const table = page.locator(".all table");
  await table.locator("tbody tr").nth(4).waitFor();
  const rows = await table.locator("tbody tr").evaluateAll((all) => all.map((r) => [...r.cells].map((c) => c.innerText)));
  // Network, rule, p1, p2, halved, c, claimed, what is so, exact.
  const numbers = rows.map((r) => r.slice(2, 9).map(Number));
  assert.deepEqual(numbers, [
    [0.05, 0.05, 1, 0.9, 0.85, 0, 0],
    [0.5, 0, 3, 1, 1, 0.125, 0.125],
    [0.5, 0, 8, 1, 1, Number((0.5 ** 8).toPrecision(3)), Number((0.5 ** 8).toPrecision(3))],
    [0.1, 0.05, 3, 0.9966, 0.854, 0, 0],
    [0.05, 0.1, 2, 0.8925, 0.703, 0, 0],
  ]);
  await page.getByRole("button", { name: "Set the sliders to B: Bernoulli noise, eight weights" }).click();
  await drawn(page, 1, 0.5, 0, 8);
  await page.locator("[data-verdict=unsafe]", { hasText: "p₃ = 0.5 is larger than p₂ = 0" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await drawn(page, 0.95, 0.3, 0.1, 5);
  await page.close();
});

test("a network votes on a sample; what is certified is what the method says", async () => {
  const page = await trained();
  await page.locator(".sample", { hasText: "Its class is" }).waitFor();
  await page.getByRole("button", { name: "Cast votes" }).press("Enter");
  await certified(page);
  // 1000 of 1000 at alpha 0.001 and s 0.1: p = 0.99311605, R = 0.24632626.
  const numbers = await page.locator(".numbers").innerText();
  assert.match(numbers, /1\s000 of 1\s000 votes agree/);
  assert.match(numbers, /R = 0\.246/);
  assert.match(numbers, /at least 0\.993116, with confidence 99\.9 %/);
  // 15 weights, none of them 0: exp(R / sqrt 15).
  assert.match(numbers, /factor below 1\.066/);
  assert.match(numbers, /The guarantee is for the vote, not for one noisy network/);
  const shares = await page.locator(".shares tbody tr").evaluateAll((all) => all.map((r) => [...r.cells].slice(1).map((c) => Number(c.innerText.replace("%", "")))));
  for (const column of [0, 1]) assert.ok(Math.abs(shares.reduce((sum, r) => sum + r[column], 0) - 100) < 0.2, JSON.stringify(shares));
  // The theorem is asked about the vote itself.
  await page.getByRole("button", { name: "Take c and Θ from the votes" }).click();
  await page.locator("[data-verdict=vacuous]", { hasText: "15 weights" }).waitFor();
  assert.equal(await page.getByLabel("Number of weights", { exact: true }).inputValue(), "15");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await page.getByLabel("Number of weights", { exact: true }).inputValue(), "5");
  // At the device's own sigma, -ln 0.5, one draw has the bound of the vote.
  await page.getByRole("button", { name: "Vote at the device’s σ" }).click();
  await page.locator(".certificate").waitFor({ state: "detached" });
  await certified(page);
  const facts = await page.locator(".numbers .facts dd").allInnerTexts();
  const least = (text) => Number(/least ([\d.]+)/.exec(text)[1]);
  assert.ok(least(facts[0]) > 0.6 && least(facts[0]) < 0.95, facts[0]);
  assert.equal(least(facts.at(-1)), least(facts[0]));
  await page.close();
});

test("votes stop at once and are cast anew; a sample that there is not is told", async () => {
  const page = await trained("&votes=100000&sample_number=5000");
  await page.getByRole("button", { name: "Cast votes" }).click();
  await page.locator(".votes .wrong[role=alert]").first().waitFor();
  await set(page, "Test sample", 3);
  await page.locator(".casting", { hasText: "of 110" }).waitFor();
  await page.locator(".shares").waitFor();
  const before = Date.now();
  await page.locator(".votes").getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Cast votes" }).waitFor();
  assert.ok(Date.now() - before < 1000, `${Date.now() - before} ms`);
  assert.equal(await page.locator(".shares").count(), 0);
  assert.equal(await page.locator(".votes .wrong").count(), 0);
  await set(page, "Votes", 100);
  await page.getByRole("button", { name: "Cast votes" }).click();
  await certified(page);
  assert.match(await page.locator(".shares caption").innerText(), /^110 votes/);
  // Another sample votes anew, without a press.
  await set(page, "Test sample", 4);
  await page.locator(".certificate", { hasText: "sample 4" }).waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Clear the votes" }).click();
  await page.getByRole("button", { name: "Cast votes" }).waitFor();
  await page.close();
});

test("without a network the station says so; a teacher hides parts", async () => {
  const page = await station();
  await page.getByRole("button", { name: "Train a network" }).click();
  await page.waitForFunction(() => location.hash.includes("station=network"));
  await page.close();
  const hidden = await station("&hide=settings,votes,counterexamples,export");
  await rest(hidden);
  for (const part of [".setting", ".votes", ".all", ".exports"]) assert.equal(await hidden.locator(part).count(), 0, part);
  assert.doesNotMatch(await hidden.locator(".numbers").innerText(), /Drift of a device/);
  await hidden.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing at the station, ${theme}`, async () => {
    const empty = await station(`&theme=${theme}`);
    await rest(empty);
    assert.deepEqual(await axe(empty), []);
    await empty.close();
    const page = await trained(`&theme=${theme}`);
    await page.getByRole("button", { name: "Cast votes" }).click();
    await certified(page);
    await set(page, "p₁, weights set to 0", 0.95);
    await page.locator(".setting .wrong").waitFor();
    for (const fold of await page.locator(".how-to summary").all()) await fold.click();
    await page.getByRole("button", { name: "Show table" }).click();
    await page.locator(".figure table tbody tr").first().waitFor();
    assert.deepEqual(await axe(page), []);
    await fitsPhone(page);
    await page.close();
  });
}

test("a digit that is voted on is seen", async () => {
  const page = await station("&task=digits&model=mlp&train=erm&epochs=1&sample_number=2");
  const picture = page.getByRole("img", { name: "Test sample 2, 28 × 28 pixels" });
  await picture.waitFor({ timeout: 60_000 });
  const ink = await picture.evaluate((canvas) => canvas.getContext("2d").getImageData(0, 0, 28, 28).data.filter((v, at) => at % 4 === 0 && v > 127).length);
  assert.ok(ink > 20 && ink < 400, `${ink} bright pixels`);
  await page.close();
});
