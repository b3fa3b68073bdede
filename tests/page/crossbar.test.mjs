// The Crossbar station: a network on an array, every effect, devices that are touched, what it
// costs, programming to the end, energy by both ways of counting.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { axe, clean, drop, fitsPhone, open } from "./browser.mjs";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  clean(browser);
  await browser.close();
});

const TRAINED = "#station=crossbar&task=moons&train=erm&falls=0";
/** Until the array, the boundary and the words around them are those of what is set. */
const rest = async (page) => {
  await page.waitForFunction(() => {
    const drawn = (where) => document.querySelector(`.figures ${where} canvas`)?.dataset.drawn;
    return document.querySelector("#bench.crossbar")?.getAttribute("aria-busy") === "false" && drawn(".array") !== undefined && drawn(".array") === drawn(".figure");
  }, null, { timeout: 60_000 });
};
const station = async (hash = TRAINED) => {
  const page = await browser.visit(hash, { drawn: false });
  await rest(page);
  return page;
};
const accuracy = async (page) => Number(await page.locator(".accuracy strong").innerText());
const software = async (page) => Number(await page.locator(".software strong").innerText());
const fact = (page, name) => page.locator(`[data-fact="${name}"] dd`).innerText();
/** What the array and the boundary look like. */
const seen = (page) => page.evaluate(() => [".array", ".figure"].map((where) => document.querySelector(`.figures ${where} canvas`).toDataURL()));
/** Of how many colours the array is. */
const colours = (page) => page.evaluate(() => {
  const canvas = document.querySelector(".figures .array canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
});
const effect = (page, name) => page.locator(`[data-effect="${name}"]`);
const toggle = async (page, name, on = true) => {
  await effect(page, name).getByRole("checkbox").setChecked(on);
  await rest(page);
};
/** Drags a slider as a person does: by steps, each an input. */
const drag = async (page, label, values) => {
  const slider = page.getByLabel(`${label}, slider`, { exact: true });
  for (const value of values) await slider.evaluate((input, v) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, String(v));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
  await rest(page);
};
const set = async (page, label, value) => {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press("Enter");
};
/** Touches a device of the upper array, counted from 1. */
const touch = async (page, row, column, lines = 10) => {
  const box = await page.locator(".figures .array canvas").boundingBox();
  const cell = (box.width - 37) / lines;
  await page.locator(".figures .array canvas").click({ position: { x: 34 + (column - 0.5) * cell, y: 22 + (row - 0.5) * cell } });
  await page.locator(".touched h2", { hasText: `Word line ${row}, bit line ${column}` }).waitFor();
};
/** The rows of a CSV that a button saves. */
const saved = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path(), "utf8").trim().split("\n").map((line) => line.split(","));
};
const touched = (page, name) => page.locator(".touched .facts > div", { hasText: name }).first().locator("dd").innerText();

test("without a network a plain one is trained at once, and stands on an ideal array", async () => {
  const page = await station("#station=crossbar");
  await page.getByText("A plain network is being trained on the moons").waitFor();
  assert.match(await page.locator(".in").innerText(), /Trained by ERM \(plain\) on the moons[\s\S]*1 array, of whose devices 42 carry weights[\s\S]*24\.5 nS to 629 nS: the run of good\.csv/);
  assert.ok(await software(page) > 0.95);
  // Nothing that is on: the array is the network.
  assert.equal(await accuracy(page), await software(page));
  assert.match(await fact(page, "error"), /^\d\.\d+e−1\d /);
  assert.equal(await fact(page, "lost"), "nothing: wires are ideal");
  assert.equal(await fact(page, "clipped"), "DAC: ideal; ADC: ideal");
  assert.match(await page.locator(".why").first().innerText(), /as many samples right/);
  // The module of the crossbar is loaded for this station alone.
  assert.ok(browser.server.served.some((p) => /memrilab_crossbar_bg-.*\.wasm$/.test(p)));
  // It is undone like any training, and not begun again.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByRole("button", { name: "Train a plain network" }).waitFor();
  await page.close();
});

test("each effect that is dragged changes the array or what it says", async () => {
  const page = await station();
  const ideal = await seen(page);
  const changed = async (which) => {
    const now = await seen(page);
    for (const at of which) assert.notEqual(now[at], ideal[at], `canvas ${at}`);
  };
  const [ARRAY, PLANE] = [0, 1];
  /** The slider itself changes it, not the switch alone. */
  const moved = async (which, label, values) => {
    const before = await seen(page);
    await drag(page, label, values);
    const now = await seen(page);
    for (const at of which) assert.notEqual(now[at], before[at], `${label}, canvas ${at}`);
    await changed(which);
  };
  await toggle(page, "levels");
  await moved([ARRAY, PLANE], "Levels in the window", [1.2, 0.8, 0.61]);
  assert.match(await page.locator(".headline.accuracy .by").innerText(), /of 400$/);
  await toggle(page, "levels", false);
  assert.deepEqual(await seen(page), ideal);

  await toggle(page, "programming");
  await moved([ARRAY], "Relative error, at most", [0.2, 0.5]);
  await toggle(page, "programming", false);

  await toggle(page, "drift");
  // The device's own until it is moved; reset, it is again.
  assert.match(await effect(page, "drift").innerText(), /That of good\.csv/);
  assert.match(await page.getByLabel("σ of the drift", { exact: true }).inputValue(), /^0\.0490/);
  await moved([ARRAY, PLANE], "σ of the drift", [0.5, 1, 1.5]);
  assert.match(await effect(page, "drift").innerText(), /Set by hand; good\.csv has 0\.0490/);
  const error = Number.parseFloat(await fact(page, "error"));
  assert.ok(error > 0.5, `${error}`);
  await page.getByLabel("One draw of drift for each").selectOption("weight");
  await rest(page);
  assert.notEqual(Number.parseFloat(await fact(page, "error")), error);
  await page.getByRole("button", { name: "Reset σ of the drift" }).click();
  await rest(page);
  assert.match(await effect(page, "drift").innerText(), /That of good\.csv/);
  await toggle(page, "drift", false);

  await toggle(page, "faults");
  await moved([ARRAY, PLANE], "Share dead", [0.1, 0.2]);
  assert.match(await page.locator(".figures .caption").first().innerText(), /crossed are (\d\d) faulty devices/);
  await toggle(page, "faults", false);

  await toggle(page, "law");
  await moved([PLANE], "Cubic part", [3, 5]);
  const cubic = Number.parseFloat(await fact(page, "error"));
  assert.ok(cubic > 1, `${cubic}`);
  await page.getByLabel("Law of a device").selectOption("poole-frenkel");
  await rest(page);
  await moved([PLANE], "Lowering of the barrier", [10, 20]);
  await toggle(page, "law", false);

  await toggle(page, "wires");
  await drag(page, "Resistance of a segment", [1, 2, 3]);
  const [, lost] = /^([\d.]+)\s%/.exec(await fact(page, "lost"));
  assert.ok(Number(lost) > 0.1 && Number(lost) < 10, lost);
  await set(page, "Resistance of a segment", "500k");
  await rest(page);
  assert.ok(Number.parseFloat(await fact(page, "lost")) > 50);
  assert.ok(await accuracy(page) < await software(page));
  await toggle(page, "wires", false);

  await toggle(page, "read-noise");
  const noise = Number.parseFloat(await fact(page, "error"));
  await drag(page, "Read noise of a device", [0.3, 0.5]);
  assert.ok(Number.parseFloat(await fact(page, "error")) > 5 * noise, `${noise} at first`);
  // The devices are as they were: noise is of the products.
  assert.equal((await seen(page))[ARRAY], ideal[ARRAY]);
  await toggle(page, "read-noise", false);

  await toggle(page, "dac");
  await moved([PLANE], "Bits of the DAC", [4, 2]);
  assert.match(await fact(page, "clipped"), /^DAC: 0\.0556\s% clipped; ADC: ideal$/);
  await toggle(page, "dac", false);

  await toggle(page, "adc");
  await moved([PLANE], "Bits of the ADC", [4, 2]);
  await drag(page, "Bits of the ADC", [8]);
  await set(page, "Range of the ADC", 0.2);
  await rest(page);
  const [, clipped] = /ADC: ([\d.]+)\s% clipped/.exec(await fact(page, "clipped"));
  assert.ok(Number(clipped) > 5, clipped);
  assert.match(await page.locator(".numbers .warnings").innerText(), /The ADC clips [\d\s]+ of 4\s800 conversions/);
  await toggle(page, "adc", false);
  assert.deepEqual(await seen(page), ideal);
  await page.close();
});

test("a device is touched, set, killed, and left as it was; undo and the keyboard do it, too", async () => {
  const page = await station();
  const ideal = await seen(page);
  // The brightest device: word line 1, bit line 5 of this network rests or carries; look at its numbers.
  await touch(page, 4, 1);
  assert.match(await page.locator(".touched h2 small").innerText(), /^layer 2: the weight from input 1 to output 1, the part that is added$/);
  const before = await touched(page, "Conductance");
  assert.match(before, /nS$/);
  assert.equal(before, await touched(page, "Target"));
  await page.getByRole("button", { name: "Dead" }).click();
  await rest(page);
  assert.equal(await touched(page, "Conductance"), "0 S (dead)");
  assert.match(await page.locator(".figures .caption").first().innerText(), /crossed is one faulty device/);
  const dead = await seen(page);
  assert.notEqual(dead[0], ideal[0]);
  assert.ok(Number.parseFloat(await fact(page, "error")) > 0.01);
  await page.getByRole("button", { name: "Stuck on" }).click();
  await rest(page);
  assert.match(await touched(page, "Conductance"), /^629\.\d nS/);
  await set(page, "Conductance asked for", "100n");
  await rest(page);
  assert.equal(await touched(page, "Conductance"), "100.0 nS");
  assert.equal(new URL(page.url()).hash.includes("touch=3.0"), true);
  for (const _ of [1, 2, 3]) await page.getByRole("button", { name: "Undo", exact: true }).click();
  await rest(page);
  assert.equal(await touched(page, "Conductance"), before);
  // The arrow keys go from device to device.
  await page.locator(".figures .array canvas").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.locator(".touched h2", { hasText: "Word line 5, bit line 2" }).waitFor();
  await page.keyboard.press("2");
  await page.getByRole("button", { name: "Voltage across", pressed: true }).waitFor();
  assert.match(await page.locator(".legend").first().innerText(), /Voltage across\s+−100 mV\s+0 V\s+100 mV/);
  // The first layer is at work, so that the lines of the second rest.
  assert.equal(await touched(page, "Voltage across"), "0 V");
  await page.getByLabel("Layer that the array works on").selectOption("1");
  await rest(page);
  assert.match(await touched(page, "Voltage across"), /mV$/);
  // Ohm's law, device by device.
  const number = (text) => Number.parseFloat(text.replace("−", "-")) * ({ n: 1e-9, m: 1e-3, µ: 1e-6, p: 1e-12 }[text.split(" ")[1][0]] ?? 1);
  const [g, v, i] = [number(await touched(page, "Conductance")), number(await touched(page, "Voltage across")), number(await page.locator(".touched .facts > div", { has: page.getByText("Current", { exact: true }) }).locator("dd").innerText())];
  assert.ok(Math.abs(i / (g * v) - 1) < 2e-3, `${g} ${v} ${i}`);
  // What is coloured is what the buttons say.
  const painted = {};
  for (const colour of ["Conductance", "Voltage across", "Current"]) {
    await page.getByRole("button", { name: colour, exact: true }).click();
    await page.getByRole("button", { name: colour, pressed: true }).waitFor();
    painted[colour] = { picture: (await seen(page))[0], colours: await colours(page) };
  }
  assert.equal(new Set(Object.values(painted).map(({ picture }) => picture)).size, 3);
  // Devices of a word line have one voltage, and a current each.
  assert.ok(painted.Current.colours > painted["Voltage across"].colours, JSON.stringify(Object.values(painted).map((p) => p.colours)));
  // Another sample drives other voltages.
  await set(page, "Sample on the word lines", 7);
  await rest(page);
  assert.notEqual(number(await touched(page, "Voltage across")), v);
  // A point of the boundary that is clicked is put on the word lines.
  const facts = await page.locator(".touched .facts").innerText();
  await page.locator(".figures .figure canvas").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".figures .figure .pointed").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => document.querySelector(".touched .facts").innerText !== before, facts);
  await rest(page);
  // The table has a row for every device.
  await page.locator(".figures .view").first().getByRole("button", { name: "Show table" }).click();
  assert.equal(await page.locator(".figures .view").first().locator("tbody tr").count(), 100);
  const [head, ...rows] = await saved(page, page.locator(".figures .view").first().getByRole("button", { name: "CSV", exact: true }));
  assert.deepEqual(head, ["word line", "bit line", "carries a weight", "target (S)", "conductance (S)", "voltage across (V)", "current (A)"]);
  assert.deepEqual(rows.map(([row, column]) => [row, column]), Array.from({ length: 100 }, (_, at) => [`${Math.floor(at / 10) + 1}`, `${(at % 10) + 1}`]));
  const [, , , , siemens, volts] = rows[41].map(Number);
  assert.ok(Math.abs(siemens / number(await touched(page, "Conductance")) - 1) < 1e-3 && Math.abs(volts / number(await touched(page, "Voltage across")) - 1) < 1e-3, rows[41].join());
  await page.close();
});

test("arrays of other sizes and codings hold the same network", async () => {
  const page = await station();
  for (const [size, coding, used] of [["64", "centred", 42], ["32", "reference", 30], ["16", "one-sided", 42]]) {
    await page.getByLabel("Size of an array").selectOption(size);
    await page.getByLabel("How a weight keeps its sign").selectOption(coding);
    await rest(page);
    assert.equal(await accuracy(page), await software(page));
    assert.match(await page.locator(".in").innerText(), new RegExp(`1 array, of whose devices ${used} carry weights`));
  }
  await page.getByLabel("Conductance window").selectOption("standard");
  await rest(page);
  assert.match(await page.locator(".legend").first().innerText(), /200 nS\s+3\.10 µS\s+6\.00 µS/);
  // A network of 30 hidden units takes several arrays of 10 x 10.
  await page.close();
  const large = await station(`${TRAINED}&hidden=30`);
  const [, arrays] = /(\d+) arrays, of whose devices (\d+) carry weights/.exec(await large.locator(".in").innerText());
  assert.ok(Number(arrays) >= 5, arrays);
  assert.equal(await accuracy(large), await software(large));
  await large.getByLabel("Layer that the array works on").selectOption({ index: 3 });
  await rest(large);
  await touch(large, 2, 1);
  assert.match(await large.locator(".touched h2 small").innerText(), /^layer 1: .*to output \d+/);
  await large.close();
});

test("of several arrays the one that is looked at is touched and programmed", async () => {
  const page = await station(`${TRAINED}&hidden=30&touch=1.2`);
  const on = async (index) => {
    await page.getByLabel("Layer that the array works on").selectOption({ index });
    await rest(page);
    return touched(page, "Conductance");
  };
  const panel = page.locator("[data-part=programming]");
  const write = async () => {
    await panel.getByRole("button", { name: "Program all" }).click();
    await panel.getByRole("button", { name: "Use these conductances" }).click({ timeout: 60_000 });
    await panel.getByText("The array above has them.").waitFor();
    await rest(page);
    return touched(page, "Conductance");
  };
  const [first, second] = [await on(0), await on(3)];
  assert.notEqual(first, second, "each array has its own");
  await page.getByRole("button", { name: "Dead" }).click();
  await rest(page);
  assert.equal(await touched(page, "Conductance"), "0 S (dead)");
  assert.equal(await on(0), first);
  await on(3);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await rest(page);
  assert.equal(await touched(page, "Conductance"), second);
  const written = await write();
  assert.notEqual(written, second);
  await set(page, "Relative error, at most", 0);
  await rest(page);
  assert.equal(await on(0), first, "the first is as it was");
  const other = await write();
  assert.notEqual(other, first);
  assert.match(await effect(page, "programming").innerText(), /2 arrays were programmed pulse by pulse/);
  assert.equal(await on(3), written, "the second keeps what it has");
  await page.close();
});

test("the waterfall adds one effect after the other, and is computed again when they rest", async () => {
  const page = await station("#station=crossbar&task=moons&train=erm,multinomial&run=ERM · moons&effects=drift,wires,dac,adc&sigma_from=hand&chip_sigma=0.6&ohms=200&adc=4&dac=4");
  const table = page.locator(".waterfall");
  await page.locator(".waterfall tbody tr").nth(5).waitFor({ timeout: 60_000 });
  const rows = () => table.locator("tbody tr").evaluateAll((all) => all.map((r) => [...r.cells].map((c) => c.innerText)));
  const first = await rows();
  assert.deepEqual(first.map((r) => r[0]), ["Floating point", "Ideal devices", "+ Drift", "+ Wire resistance", "+ DAC", "+ ADC"]);
  const means = first.map((r) => Number(r[1]));
  assert.equal(means[0], await software(page));
  assert.equal(means[1], means[0]);
  // Every change is the difference of two means.
  for (let at = 1; at < means.length; at += 1) assert.ok(Math.abs(Number(first[at][2].replace("−", "-").replace("+", "")) - (means[at] - means[at - 1])) < 1.1e-4, first[at].join(" "));
  assert.ok(means[2] < means[1] - 0.005, "drift costs something");
  assert.match(first[2][3], /^0\.\d{4}–[01]\.\d{4}$/);
  assert.equal(Number(first[2][4]), means[2]);
  await page.locator(".panel", { has: table }).locator(".figure canvas[data-drawn^=waterfall]").waitFor();
  // With more drift it is computed again.
  await drag(page, "σ of the drift", [1.2]);
  await page.waitForFunction((before) => document.querySelector(".waterfall tbody tr:nth-child(3) strong")?.textContent !== before && document.querySelector("[data-part=waterfall]").getAttribute("aria-busy") === "false", first[2][1], { timeout: 60_000 });
  assert.ok(Number((await rows())[2][1]) < means[2]);
  const falls = page.locator("[data-part=waterfall]");
  /** That what stands there is of what is set, as its figure and its caption name it. */
  const anew = (drawn, caption) => page.waitForFunction(([drawn, caption]) => {
    const panel = document.querySelector("[data-part=waterfall]");
    return panel.getAttribute("aria-busy") === "false" && panel.querySelector(".figure canvas")?.dataset.drawn.includes(drawn) && panel.querySelector("caption").textContent.includes(caption);
  }, [drawn, caption], { timeout: 60_000 });
  await set(page, "Programmings of each step", 3);
  await anew("", "over 3 programmings");
  // Switched off it says that it is of before.
  await falls.getByRole("button", { name: "Compute no more" }).click();
  await toggle(page, "dac", false);
  await falls.getByText("These are the effects as they were").waitFor();
  await falls.getByRole("button", { name: "Compute", exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll(".waterfall:not(.faint) tbody tr").length === 5, null, { timeout: 60_000 });
  assert.equal(await falls.getByText("These are the effects as they were").count(), 0);
  // Another network has a waterfall of its own.
  const other = await page.getByLabel("Network", { exact: true }).locator("option", { hasText: "multinomial" }).innerText();
  await page.getByLabel("Network", { exact: true }).selectOption(other);
  await anew(other, "over 3 programmings");
  await page.close();
});

test("a long waterfall tells how far it is, and stops", async () => {
  const page = await station("#station=crossbar&task=moons&train=erm&effects=drift,law&fall_draws=1000");
  await page.locator("[data-part=waterfall] progress").waitFor({ timeout: 30_000 });
  await page.locator(".work", { hasText: "what each effect costs" }).waitFor({ timeout: 30_000 });
  await page.keyboard.press("Escape");
  await page.locator("[data-part=waterfall]").getByRole("button", { name: "Compute" }).waitFor();
  await page.locator(".work").waitFor({ state: "detached" });
  await page.close();
});

test("the energy of the stated inputs is what the method says, by both ways of counting", async () => {
  const page = await station(`${TRAINED}&energy_of=hand&mean_g=7.26e-6`);
  const panel = page.locator(".outcome");
  const cells = async () => panel.locator("tbody tr").evaluateAll((all) => Object.fromEntries(all.map((r) => [r.cells[0].innerText, [r.cells[1].innerText, r.cells[2].innerText]])));
  // 0.1 V, 1 us, 7.26 uS: 72.6 fJ a device; 10 conversions of 1 pJ for 200 operations.
  await page.locator(".outcome", { hasText: /27\s548/ }).waitFor();
  const said = await cells();
  assert.deepEqual(said["GOP/s/W"].map((t) => t.replace(/\s/g, "")), ["27548", "11587"]);
  assert.deepEqual(said["Energy of a product"], ["7.26 pJ", "17.3 pJ"]);
  assert.deepEqual(said["Energy of an operation"], ["36.3 fJ", "86.3 fJ"]);
  assert.equal(said["Times v100-tensor"], undefined);
  await page.getByLabel("Compared with").selectOption("v100-tensor");
  await page.locator(".outcome", { hasText: "Times v100-tensor" }).waitFor();
  assert.deepEqual((await cells())["Times v100-tensor"], ["66.1", "27.8"]);
  await set(page, "Energy of driving a word line", "1p");
  await page.locator(".outcome", { hasText: "27.3 pJ" }).waitFor();
  // The figure over the bits follows what is compared, and the energy of a step.
  await page.locator("[data-part=energy] .figure canvas[data-drawn^=energy][data-drawn*=v100-tensor]").waitFor();
  await set(page, "Energy of a conversion step", "2f");
  await page.locator("[data-part=energy] .figure canvas[data-drawn*='2e-15']").waitFor();
  // As on the array: its own volts and mean.
  await page.getByLabel("Volts and conductance").selectOption("array");
  await page.locator("[data-part=energy]", { hasText: /The 3 word lines and 10 bit lines that the layer uses here: [\d.]+\smV, the root mean square/ }).waitFor();
  // Three lines are driven and ten converted; the array itself takes far less.
  await set(page, "Energy of driving a word line", "2p");
  await page.waitForFunction(() => /^16\.\d pJ$/.test(document.querySelector(".outcome tbody tr td:nth-child(3)")?.textContent.replace(/\s/g, " ")));
  await page.close();
});

test("the array is programmed pulse by pulse to its end, and its conductances are taken", async () => {
  const page = await station(`${TRAINED}&touch=0.0`);
  const ideal = await seen(page);
  const panel = page.locator("[data-part=programming]");
  const said = (name) => panel.locator(".written > div", { has: page.getByText(name, { exact: true }) }).locator("dd").innerText();
  await panel.getByRole("button", { name: "One pulse" }).click();
  await panel.locator(".written").waitFor();
  assert.equal(await said("Pulses, reads"), "1, 2");
  assert.match(await panel.locator(".caption").first().innerText(), /The last pulse: 3\.00 V on word line 1, bit line 1\./);
  await panel.getByRole("button", { name: "Ten pulses" }).click();
  await page.waitForFunction(() => /^11, /.test(document.querySelector(".written > div:nth-child(2) dd").textContent));
  assert.match(await panel.locator(".device-state").innerText(), /^Word line 1, bit line 1: (waits|within tolerance), \d+ pulses?, read last at/);
  await panel.getByRole("button", { name: "Go on to the end" }).click();
  await panel.getByRole("button", { name: "Use these conductances" }).waitFor({ timeout: 60_000 });
  const [, done, up] = /^(\d+) within tolerance, (\d+) given up, 0 wait$/.exec(await said("Devices"));
  assert.equal(Number(done) + Number(up), 100);
  assert.ok(Number(done) > 80, done);
  // Of those that carry weights, which are 42 of the 100.
  const [, share] = /^([\d.]+)\s% of the 42 devices that carry weights$/.exec(await said("Yield, as read last"));
  assert.match(await said("Pulses of a device"), /^\d+(\.5)? for the median of the 42 that carry weights, \d+ at most$/);
  const good = 0.42 * Number(share);
  assert.ok(Math.abs(good - Math.round(good)) < 0.05 && good > 41.5 - Number(up) && Number(share) <= 100, share);
  assert.match(await said("Energy of writing"), /^[\d.]+ .J: [\d.]+\s% in devices written/);
  await panel.locator(".figure canvas[data-drawn^=convergence]").waitFor();
  await panel.getByRole("button", { name: "Use these conductances" }).click();
  await rest(page);
  await panel.getByText("The array above has them.").waitFor();
  assert.equal(await effect(page, "programming").getByRole("checkbox").isChecked(), true);
  assert.match(await effect(page, "programming").innerText(), /programmed pulse by pulse/);
  const written = await seen(page);
  assert.notEqual(written[0], ideal[0]);
  assert.ok(Number.parseFloat(await fact(page, "error")) > 0.001);
  const [error, right] = [await fact(page, "error"), await accuracy(page)];
  // They are there after a reload, in what is saved, and undo takes them back.
  await page.waitForFunction(() => document.querySelector(".promise").textContent.includes("saved"));
  await page.reload();
  await rest(page);
  assert.deepEqual([await fact(page, "error"), await accuracy(page)], [error, right]);
  assert.match(await effect(page, "programming").innerText(), /programmed pulse by pulse/);
  await effect(page, "programming").getByRole("button", { name: "Take a stated error instead" }).click();
  await page.getByLabel("Relative error, at most", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await rest(page);
  assert.equal(await fact(page, "error"), error);
  await page.close();
});

test("a press while a pulse is given is not lost", async () => {
  const page = await station();
  await page.locator("[data-part=programming]").evaluate((panel) => {
    const press = (name) => [...panel.querySelectorAll("button")].find((b) => b.textContent === name).click();
    press("One pulse");
    press("One pulse");
    press("Program all");
  });
  await page.locator("[data-part=programming]").getByRole("button", { name: "Use these conductances" }).click({ timeout: 60_000 });
  await page.close();
});

test("programming pauses, and goes on from there", async () => {
  // With wires each read is a solution of its own, so that it takes a while.
  const page = await station(`${TRAINED}&array=32&effects=wires`);
  const panel = page.locator("[data-part=programming]");
  await panel.getByRole("button", { name: "Program all" }).click();
  await panel.locator(".written").waitFor();
  await panel.getByRole("button", { name: "Pause" }).click();
  await page.waitForFunction(() => document.querySelector("[data-part=programming]").getAttribute("aria-busy") === "false");
  await page.locator(".work").waitFor({ state: "detached" });
  const there = await panel.locator(".written").innerText();
  assert.match(there, /[1-9]\d* wait/);
  await panel.getByRole("button", { name: "Go on to the end" }).waitFor();
  // Nothing is done meanwhile: a piece of the work is drawn with the next frame.
  await page.evaluate(() => new Promise((done) => {
    const frame = (left) => (left === 0 ? done() : requestAnimationFrame(() => frame(left - 1)));
    frame(30);
  }));
  assert.equal(await panel.locator(".written").innerText(), there);
  await page.close();
});

test("a device that is dead by hand is dead when the array is programmed, and stays so after that", async () => {
  const page = await station(`${TRAINED}&devices=0.2.1_dead,0.0.0_stuck-on&touch=2.1`);
  const panel = page.locator("[data-part=programming]");
  await panel.getByRole("button", { name: "Program all" }).click();
  await panel.getByRole("button", { name: "Use these conductances" }).waitFor({ timeout: 60_000 });
  assert.match(await panel.locator(".device-state").innerText(), /^Word line 3, bit line 2: stuck, \d+ pulses, read last at 0\sS\./);
  await panel.getByRole("button", { name: "Use these conductances" }).click();
  await panel.getByText("The array above has them.").waitFor();
  await rest(page);
  assert.equal(await touched(page, "Conductance"), "0 S (dead)");
  await page.close();
});

test("a link and a reload show the same; another programming is another", async () => {
  const LINK = `${TRAINED}&effects=programming,drift,faults,wires,dac,adc&chip_sigma=0.4&sigma_from=hand&ohms=20&adc=6&dead=0.05&draw=3&devices=0.3.0_dead,0.0.0_3e-7&touch=3.0&colour=current`;
  const page = await station(LINK);
  const said = async (p) => [await accuracy(p), await fact(p, "error"), await touched(p, "Conductance"), await page.locator(".legend").first().innerText()];
  const here = await said(page);
  assert.equal(here[2], "0 S (dead)");
  await page.keyboard.press("n");
  await rest(page);
  assert.notEqual(await fact(page, "error"), here[1]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await rest(page);
  assert.deepEqual(await said(page), here);
  // So is another seed, of a network that is trained already.
  const go = (name) => page.locator("header nav").getByText(name, { exact: true }).click();
  await go("Device");
  await page.locator("summary", { hasText: "Settings for all devices" }).click();
  await set(page, "Seed", 2);
  await go("Crossbar");
  await rest(page);
  assert.notEqual(await fact(page, "error"), here[1]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await rest(page);
  assert.deepEqual(await said(page), here);
  await page.waitForTimeout(400);
  const link = new URL(page.url()).hash;
  await page.waitForFunction(() => document.querySelector(".promise").textContent.includes("saved"));
  await page.reload();
  await rest(page);
  assert.deepEqual(await said(page), here);
  await page.close();
  const other = await open();
  const there = await other.visit(link, { drawn: false });
  await rest(there);
  assert.deepEqual(await Promise.all([accuracy(there), fact(there, "error"), touched(there, "Conductance")]), here.slice(0, 3));
  clean(other);
  await other.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing, ${theme}, and it fits a phone`, async () => {
    const page = await station(`#station=crossbar&task=moons&train=erm&effects=levels,programming,drift,faults,law,wires,read-noise,dac,adc&falls=0&touch=0.0&theme=${theme}`);
    await page.locator("[data-part=programming]").getByRole("button", { name: "Ten pulses" }).click();
    await page.locator(".written").waitFor();
    await page.locator(".figures .view").first().getByRole("button", { name: "Show table" }).click();
    for (const how of await page.locator(".how-to summary").all()) await how.click();
    assert.deepEqual(await axe(page), []);
    await fitsPhone(page);
    await page.close();
  });
}

test("a moment that takes long is told, and given up for a newer wish", async () => {
  const page = await station(`${TRAINED}&array=64&effects=wires`);
  await effect(page, "law").getByRole("checkbox").check();
  await page.locator(".soon").waitFor();
  const begun = Date.now();
  await effect(page, "law").getByRole("checkbox").uncheck();
  await rest(page);
  assert.ok(Date.now() - begun < 5000, `${Date.now() - begun} ms`);
  assert.equal(await page.locator(".figures .wrong").count(), 0);
  await page.close();
  // On a small array it is soon there, and where the boundary takes minutes it is left out.
  const small = await station(`${TRAINED}&array=10&effects=wires,law&ohms=100000`);
  assert.ok(Number.parseFloat(await fact(small, "error")) > 0.1);
  await small.close();
});

test("a link that trains several networks may choose one of them", async () => {
  const page = await station("#station=crossbar&task=moons&train=erm,multinomial&run=ERM · moons&falls=0");
  await page.getByLabel("Network", { exact: true }).locator("option", { hasText: "multinomial" }).waitFor({ state: "attached" });
  await rest(page);
  assert.equal(await page.locator(".numbers h2").evaluate((h) => h.childNodes[0].textContent.trim()), "ERM · moons");
  // What is written of one is not on the array of another.
  const panel = page.locator("[data-part=programming]");
  await panel.getByRole("button", { name: "Program all" }).click();
  await panel.getByRole("button", { name: "Use these conductances" }).click({ timeout: 60_000 });
  await effect(page, "programming").getByText("programmed pulse by pulse").waitFor();
  await page.getByLabel("Network", { exact: true }).selectOption({ index: 1 });
  await page.getByLabel("Relative error, at most", { exact: true }).waitFor();
  await panel.getByText("This is an array as it was before").waitFor();
  await page.getByLabel("Network", { exact: true }).selectOption({ index: 0 });
  await effect(page, "programming").getByText("programmed pulse by pulse").waitFor();
  await page.close();
});

test("a file that is dropped here is told, whatever it is", async () => {
  const page = await station();
  await drop(page, [{ name: "limits.json", text: "[1, 2" }]);
  await page.locator(".notices", { hasText: "limits.json: taken as sweeps; the Device station says how it was read." }).waitFor();
  await page.close();
});

test("a teacher's link hides what it says", async () => {
  const page = await station(`${TRAINED}&hide=effects,waterfall,programming,energy,touch,export,settings,runs&touch=0.0`);
  for (const part of ["effects", "waterfall", "programming", "energy", "settings", "runs"]) assert.equal(await page.locator(`[data-part=${part}]`).count(), 0, part);
  assert.equal(await page.getByRole("button", { name: "Dead" }).count(), 0);
  assert.equal(await page.locator(".touched .facts").count(), 1);
  await page.close();
});
