// The lab sheets, done in the browser: every number that a sheet says to check oneself by is
// on the page, where the sheet says it stands.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clean, open, ROOT } from "./browser.mjs";

const plainly = (text) => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();

/** A sheet: its links into the page, and its table of numbers. */
function sheet(name) {
  const text = readFileSync(join(ROOT, "docs/LABS", name), "utf8");
  const links = [...text.matchAll(/https:\/\/memrilab\.github\.io\/memrilab\/(#[^\s)]+)/g)].map((m) => m[1]);
  const [, table] = text.split("## Numbers to check yourself by");
  assert.ok(table, `${name} has its table`);
  const rows = table.split("\n").filter((l) => /^\| *\d/.test(l)).map((l) => l.split("|").slice(1, -1).map((c) => c.trim()));
  assert.ok(rows.every((r) => r.length === 4 && r.every((c) => c !== "")), `${name}: question, what, number, where`);
  return { name, links, rows };
}

/** The number of a row stands by itself in what the page shows. */
function stands(number, text) {
  const escaped = plainly(number).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\d.,−])${escaped}(?![\\d]|[.,]\\d)`).test(plainly(text));
}

/** Does a sheet's steps; `note` keeps what stands on the page at a question's place. */
async function done({ name, links, rows }, steps, sites) {
  const browser = await open();
  const noted = new Map();
  const note = (question, where, text) => noted.set(`${question}: ${where}`, [...(noted.get(`${question}: ${where}`) ?? []), text]);
  const page = await browser.context.newPage();
  assert.equal(links.length, sites, `links of ${name}: ${links}`);
  // As a person opens a link: by its address, in the same tab.
  const visit = async (hash) => {
    await page.goto("about:blank");
    await page.goto(`${browser.server.address}${hash}`);
    await page.locator("#bench").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".notices .problem, .notices [role=alert]").count(), 0, `${hash}: the page takes it as it is`);
  };
  try {
    await steps({ page, links, visit, note });
    if (process.env.MEMRILAB_LABS !== undefined) for (const [key, text] of noted) console.log(`${name} ${key} = ${text.map(plainly).join(" ; ")}`);
    const asked = new Set(rows.map(([question, , , where]) => `${question}: ${where}`));
    assert.deepEqual([...noted.keys()].filter((k) => !asked.has(k)), [], "what the steps read is in the table");
    for (const [question, what, number, where] of rows) {
      const texts = noted.get(`${question}: ${where}`);
      assert.ok(texts, `${name}, question ${question}: the page has no place “${where}”`);
      assert.ok(texts.some((t) => stands(number, t)), `${name}, question ${question}, ${what}: ${number} is not at “${where}”, where it says “${texts.map(plainly).join("” or “")}”`);
    }
    clean(browser);
  } finally {
    await browser.close();
  }
}

const set = async (page, label, value) => {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press("Enter");
};
/** Until nothing runs. */
const idle = async (page, pause = 120) => {
  await page.waitForTimeout(pause);
  await page.waitForFunction(() => document.querySelector("#bench")?.getAttribute("aria-busy") === "false" && document.querySelector(".work") === null, null, { timeout: 90_000 });
};
/** The text of a cell of a table, by the words its row begins with and the heading of its column. */
const cell = (page, table, row, column) => page.locator(table).first().evaluate((t, [r, c]) => {
  const heads = [...t.tHead.rows[0].cells].map((h) => h.innerText.trim());
  const found = [...t.tBodies[0].rows].find((one) => one.cells[0].innerText.trim().startsWith(r));
  const at = typeof c === "number" ? c : heads.findIndex((h) => h.startsWith(c));
  return found?.cells[at]?.innerText ?? `no row ${r} or no column ${c}`;
}, [row, column]);
const fact = (page, name, within = ".numbers") => page.locator(`${within} .facts div`, { hasText: name }).locator("dd").first().innerText();
const headline = (page, label) => page.locator(".headline", { has: page.locator(".label", { hasText: label }) }).innerText();

test("read a device", async () => {
  await done(sheet("read-a-device.md"), async ({ page, links: [link], visit, note }) => {
    await visit(link);
    assert.match(await page.locator(".tutorial h2").innerText(), /Read a device/);
    const device = async (name) => {
      await page.locator(".all").getByRole("button", { name, exact: true }).click();
      await page.locator(".numbers h2", { hasText: name }).waitFor();
      await idle(page);
    };
    const read = async (question, labels, columns = ["corrected"]) => {
      for (const label of labels) for (const column of columns) note(question, `Three methods, “${label}”, ${column}`, await cell(page, "table.methods", label, column));
    };
    await idle(page);
    await device("good.csv");
    await read(1, ["Usability U", "Length factor f", "Run l", "Spread σ"]);
    await device("non-monotonic.csv");
    await read(2, ["Usability U", "Length factor f", "Run l"]);
    await page.locator(".methods tr", { hasText: "Run l" }).getByRole("button").click();
    note(2, "“how is this computed?” of “Run l”, corrected", await page.locator(".explained dd").first().innerText());
    await page.locator(".methods tr", { hasText: "Run l" }).getByRole("button", { name: "hide" }).click();
    await page.getByText("Settings for all devices").click();
    await set(page, "Smoothing r", 0);
    await idle(page, 500);
    await read(3, ["Usability U", "Run l"]);
    await page.getByRole("button", { name: "Reset Smoothing r" }).click();
    await idle(page, 500);
    await set(page, "Required length", 60);
    await idle(page, 500);
    await read(4, ["Usability U"]);
    await page.getByRole("button", { name: "Reset Required length" }).click();
    await idle(page, 500);
    await device("noisy.csv");
    await read(5, ["Usability U", "95 % interval", "Spread σ", "Upper bound σ₉₅", "U with the other σ"]);
    await read(6, ["Usability U"], ["paper", "table"]);
    await device("good.csv");
    await read(6, ["Length factor f"], ["table"]);
    await device("noisy.csv");
    note(7, "The sweep, “Compliance”", await fact(page, "Compliance"));
    await read(7, ["Run l"], ["corrected", "paper"]);
    await page.getByLabel("Compliance", { exact: true }).selectOption("none");
    await idle(page, 500);
    await read(8, ["Usability U", "Spread σ", "Run l"]);
    await page.getByLabel("Compliance", { exact: true }).selectOption("auto");
    await page.getByRole("button", { name: "Draw a curve" }).click();
    await page.getByRole("button", { name: "with a dip" }).click();
    await page.locator(".numbers h2", { hasText: "drawn curve" }).waitFor();
    await idle(page, 500);
    await read(9, ["Usability U", "Run l"]);
    for (const cycles of [3, 12, 50]) {
      await set(page, "Cycles", cycles);
      await page.waitForFunction((n) => [...document.querySelectorAll(".numbers .facts div")].some((d) => d.innerText.trim() === `Cycles\n${n}`), cycles);
      await idle(page, 500);
      for (const label of ["Spread σ", "Upper bound σ₉₅", "U with the other σ"]) note(11, `Three methods, “${label}”, corrected, ${cycles} cycles`, await cell(page, "table.methods", label, "corrected"));
    }
  }, 1);
});

/** Until nothing is trained or drawn any more. */
const rest = async (page) => {
  await page.waitForTimeout(100);
  await page.waitForFunction(() => {
    const states = [...document.querySelectorAll(".runs .state")].map((s) => s.textContent);
    return document.querySelector(".work") === null && states.length > 0 && states.every((s) => !/epoch|waits|\d of/.test(s)) && document.querySelector(".falling strong") !== null && document.querySelector(".falling .faint") === null;
  }, null, { timeout: 90_000 });
};
/** Until all draws are there and the table has them. */
const drawn = async (page) => {
  await page.locator(".drawn-so-far", { hasText: "All" }).waitFor({ timeout: 90_000 });
  await idle(page, 400);
  await page.waitForFunction(() => !/of \d+ draws|–/.test(document.querySelector(".summary tbody")?.textContent ?? "–"));
};

test("survive", async () => {
  await done(sheet("survive.md"), async ({ page, links: [moons, digits, device], visit, note }) => {
    await visit(moons);
    const train = () => page.getByRole("button", { name: /^Train( another)?$/ }).click();
    const right = (name) => cell(page, "table.falling", name, "Right");
    const look = async (u) => {
      await set(page, "Usability looked at", u);
      await page.locator(".numbers h2", { hasText: `U = ${u} ` }).first().waitFor();
      await rest(page);
    };
    const tab = (name) => page.locator(".tabs").getByRole("button", { name }).click();
    await train();
    await rest(page);
    note(1, "Accuracy at U = 1", await right("ERM"));
    note(1, "ERM · moons, “Validation, its device”", await fact(page, "Validation, its device"));
    for (const u of [0.7, 0.5, 0.3]) {
      await look(u);
      note(2, `Accuracy at U = ${u}`, await right("ERM"));
    }
    await look(0.5);
    await tab("Weights");
    await page.locator(".figures .facts").waitFor();
    note(3, "tab “Weights”, dense1, “Moved by more than a tenth”", await fact(page, "Moved by more", ".figures"));
    const largest = async (question, of) => {
      await page.getByLabel("Layer").selectOption("1");
      await page.locator(".figures .facts", { hasText: "Weights of dense2" }).waitFor();
      await page.waitForTimeout(400);
      note(question, `tab “Weights”, dense2 of ${of}, “Weights of dense2”`, await fact(page, "Weights of dense2", ".figures"));
    };
    await largest(3, "ERM");
    await page.getByLabel("Trained by").selectOption("multinomial");
    await train();
    await rest(page);
    await largest(4, "multinomial");
    note(4, "Accuracy at U = 0.5", await right("multinomial"));
    for (const u of [0.3, 1]) {
      await look(u);
      note(4, `Accuracy at U = ${u}`, await right("multinomial"));
    }
    await page.getByLabel("Trained by").selectOption("bayesmulti");
    await train();
    await rest(page);
    await tab("Search");
    const searched = "[aria-label='Trainings of the search'] table";
    await page.locator(`${searched} tr.selected`).waitFor();
    note(5, "tab “Search”, the chosen row", await page.locator(`${searched} tr.selected`).innerText());
    await page.getByRole("button", { name: "Compare at every level" }).click();
    await page.locator("#bench.robustness").waitFor();
    await page.getByRole("button", { name: /^(Draw drift|Keep drawing)$/ }).first().click();
    await drawn(page);
    note(6, "The paired test in words, BayesMulti", await page.locator(".said li", { hasText: "BayesMulti" }).innerText());
    await page.locator(".numbers .warnings", { hasText: "not fair" }).waitFor();
    await page.locator(".compare").getByRole("button", { name: "Train what is missing" }).click();
    await page.locator(".compare", { hasText: "Each chosen method has a network" }).waitFor();
    await page.getByLabel("Compare ERM, best of 6 · moons").check();
    await page.getByLabel("Compare BayesMulti · moons").check();
    await drawn(page);
    await page.locator(".numbers .warnings").waitFor({ state: "detached" });
    note(7, "The paired test in words", await page.locator(".said li").innerText());
    note(7, "All levels, U = 1, ERM", await cell(page, "table.summary", "U = 1", "ERM"));
    note(7, "All levels, U = 0.5, ERM", await cell(page, "table.summary", "U = 0.5", "ERM"));
    await page.getByRole("button", { name: "Network", exact: true }).click();
    await page.locator(".runs").getByRole("button", { name: "ERM, best of 6 · moons", exact: true }).click();
    await tab("Search");
    await page.locator("caption", { hasText: "Trainings of ERM" }).waitFor();
    note(7, "Network station, tab “Search” of ERM, best of 6, the chosen row", await page.locator(`${searched} tr.selected`).innerText());

    await visit(digits);
    await drawn(page);
    for (const u of ["U = 1", "U = 0.4", "U = 0.2"]) for (const by of ["ERM", "multinomial"]) note(8, `All levels, ${u}, ${by}`, await cell(page, "table.summary", u, by));
    note(8, "The paired test in words", await page.locator(".said li").innerText());

    await visit(device);
    await page.locator(".in", { hasText: /noisy\.csv: U = / }).waitFor();
    note(9, "under “Trained for”", await page.locator(".in .hint", { hasText: "noisy.csv" }).innerText());
    await train();
    await page.getByLabel("Trained by").selectOption("multinomial");
    await train();
    await rest(page);
    await page.locator(".numbers h2", { hasText: "Accuracy at noisy.csv" }).waitFor();
    for (const by of ["ERM", "multinomial"]) note(9, `Accuracy at noisy.csv, ${by}`, await right(by));
    await page.getByRole("button", { name: "Compare at every level" }).click();
    await page.getByLabel("Levels", { exact: true }).selectOption("devices");
    await page.getByRole("button", { name: /^(Draw drift|Keep drawing)$/ }).first().click();
    await drawn(page);
    for (const name of ["good.csv", "non-monotonic.csv", "noisy.csv"]) for (const by of ["ERM", "multinomial"]) note(10, `All levels, ${name}, ${by}`, await cell(page, "table.summary", name, by));
  }, 3);
});

test("what the theorem promises", async () => {
  await done(sheet("what-the-theorem-promises.md"), async ({ page, links: [theorem, votes], visit, note }) => {
    await visit(theorem);
    await page.locator("[data-verdict]").waitFor();
    /** Sets the theorem; p₁ and p₂ never add up to more than 1 on the way. */
    const ask = async (c, p1, p2, weights) => {
      await set(page, "p₂, weights halved", 0);
      await set(page, "p₁, weights set to 0", p1);
      await set(page, "p₂, weights halved", p2);
      await set(page, "c, probability of the vote", c);
      await set(page, "Number of weights", weights);
      await idle(page, 250);
    };
    const published = () => headline(page, "As published");
    const how = (at) => page.locator(".how-to").nth(at);
    await how(0).locator("summary").click();
    note(1, "“As published”", await published());
    note(1, "“How is this computed?” of “As published”", await how(0).innerText());
    note(1, "“Exactly”", await headline(page, "Exactly"));
    for (const p2 of [0.01, 0.001]) {
      await ask(0.95, 0.3, p2, 5);
      note(2, `“As published”, p₂ = ${p2}`, await published());
    }
    await ask(0.95, 0.6, 0.25, 2);
    await page.locator("[data-verdict=agree]").waitFor();
    note(3, "“Exactly”", await headline(page, "Exactly"));
    const table = page.locator(".all table");
    const example = async (question, name, row) => {
      for (const column of ["Eq 24 claims at least", "What is so"]) note(question, `Counter-examples, ${row}, “${column}”`, await cell(page, ".all table", name, column));
    };
    await table.waitFor();
    await example(4, "A: one weight", "A");
    await example(5, "B: Bernoulli noise, eight weights", "B, eight weights");
    for (const weights of [68, 69]) {
      await ask(1, 0.3, 0.01, weights);
      note(6, `“As published”, ${weights} weights`, await published());
    }
    await ask(1, 0.3, 0.01, 61706);
    note(6, "the red sentence, 61 706 weights", await page.locator("[data-verdict=vacuous]").innerText());
    for (const p1 of [0.9, 0.99]) {
      await ask(0.99, p1, 0.001, 61706);
      note(7, `“The rest untouched”, p₁ = ${p1}`, await headline(page, "The rest untouched"));
    }

    await visit(votes);
    await page.getByRole("button", { name: "Cast votes" }).click({ timeout: 60_000 });
    const certified = async (sample) => {
      await page.waitForTimeout(250);
      await page.locator(".certificate", { hasText: `sample ${sample}` }).waitFor({ timeout: 60_000 });
      await idle(page, 250);
    };
    const certificate = async (question, when = "") => {
      note(question, `“Drift of a device”, headline${when}`, await page.locator(".certificate").innerText());
      note(question, `“Probability of the vote”${when}`, await fact(page, "Probability of the vote"));
    };
    await certified(0);
    await certificate(8);
    note(8, "“Gain common to all”", await fact(page, "Gain common to all"));
    await set(page, "Votes", 100);
    await certified(0);
    await certificate(9);
    await set(page, "Votes", 1000);
    await certified(0);
    await page.getByRole("button", { name: "Vote at the device’s σ" }).click();
    await certified(0);
    await certificate(10);
    note(10, "“One draw says it”", await fact(page, "One draw says it"));
    note(12, "Votes on one sample, class 0, theorem’s noise", await page.locator(".shares tbody tr td").first().innerText());
    await set(page, "Test sample", 4);
    await certified(4);
    await certificate(11);
    await set(page, "Test sample", 0);
    await certified(0);
    await page.getByRole("button", { name: "Take c and Θ from the votes" }).click();
    await idle(page, 250);
    note(12, "under “Take c and Θ from the votes”", await page.locator(".setting .hint", { hasText: "Taken from the votes" }).innerText());
    note(12, "the red sentence", await page.locator("[data-verdict=vacuous]").innerText());
  }, 2);
});

test("what the array costs", async () => {
  await done(sheet("what-the-array-costs.md"), async ({ page, links: [small, wide, all], visit, note }) => {
    const station = "#bench.crossbar";
    const settled = (network) => page.waitForFunction(([name, of]) => {
      const [title] = document.querySelector(".numbers h2")?.childNodes ?? [];
      return title?.textContent.trim() === name && document.querySelector(of)?.getAttribute("aria-busy") === "false";
    }, [network, station], { timeout: 60_000 });
    /** Until what is done shows: the text of a place is another one, and nothing is computed there. */
    const changes = async (place, around, act) => {
      const before = await page.evaluate((p) => document.querySelector(p)?.textContent ?? "", place);
      await act();
      await page.waitForFunction(([p, a, b]) => {
        const now = document.querySelector(p)?.textContent ?? "";
        return now !== "" && now !== b && document.querySelector(a)?.getAttribute("aria-busy") !== "true";
      }, [place, around, before], { timeout: 90_000 });
    };
    /** Whatever is done to devices and signals moves the outputs. */
    const moved = (act) => changes("[data-fact=error] dd", station, act);
    const pick = (label, option) => page.getByLabel(label, { exact: true }).selectOption({ label: option });
    const CODINGS = { bottom: "pair, one at the bottom", middle: "pair about the middle", reference: "reference column" };
    const coding = (name, by = moved) => by(() => pick("How a weight keeps its sign", CODINGS[name]));
    const effect = (name) => moved(() => page.locator(`[data-effect=${name}]`).getByRole("checkbox").click());
    const size = (name) => moved(() => pick("Size of an array", name));
    const touch = async (row, column, lines = 10) => {
      const canvas = page.locator(".figures .array canvas");
      const { width } = await canvas.boundingBox();
      const cell = (width - 37) / lines;
      await canvas.click({ position: { x: 34 + (column - 0.5) * cell, y: 22 + (row - 0.5) * cell } });
      await page.locator(".touched h2", { hasText: new RegExp(`^Word line ${row}, bit line ${column} `) }).waitFor();
    };
    /** The device that is looked at. */
    const touched = async (question, names, when = "") => {
      const [, row, column] = /^Word line (\d+), bit line (\d+)/.exec(await page.locator(".touched h2").innerText());
      for (const name of names) note(question, `W${row}, B${column}, “${name}”${when}`, await fact(page, name, ".touched"));
    };
    const right = async (question, when = "") => note(question, `“On the array”${when}`, await page.locator(".accuracy").innerText());
    const numbers = async (question, names, when = "") => {
      for (const name of names) note(question, `“${name}”${when}`, await fact(page, name));
    };

    await visit(small);
    assert.match(await page.locator(".tutorial h2").innerText(), /What the array costs/);
    await settled("ERM · moons");
    await touch(1, 1);
    await touched(1, ["Distance from rest", "Conductance", "Driver of its word line", "Current"]);
    await touch(3, 1);
    await touched(1, ["Driver of its word line"]);
    await touch(1, 1);
    await numbers(2, ["Power of a sample’s products"], `, ${CODINGS.bottom}`);
    for (const name of ["middle", "reference"]) {
      await coding(name);
      await touched(2, ["Conductance"], `, ${CODINGS[name]}`);
      await numbers(2, ["Power of a sample’s products"], `, ${CODINGS[name]}`);
    }
    const hint = () => page.locator("[data-part=settings] .hint", { hasText: "carry weights" }).innerText();
    note(2, `under “Size of an array”, ${CODINGS.reference}`, await hint());
    await coding("bottom");
    note(2, `under “Size of an array”, ${CODINGS.bottom}`, await hint());
    for (const [row, column] of [[6, 2], [5, 1]]) {
      await touch(row, column);
      await touched(3, ["Conductance"]);
      // One that is at the top of the window already is not moved by being stuck there.
      for (const state of ["Dead", "Stuck on", "As programmed"]) {
        const button = page.getByRole("group", { name: "State of the device" }).getByRole("button", { name: state, exact: true });
        await button.click();
        await page.waitForFunction(([b, of]) => b.getAttribute("aria-pressed") === "true" && document.querySelector(of)?.getAttribute("aria-busy") === "false", [await button.elementHandle(), station]);
        if (state !== "As programmed") await right(3, `, W${row}, B${column} ${state.toLowerCase()}`);
      }
    }
    await effect("read-noise");
    await moved(() => set(page, "Read noise of a device", 0.1));
    for (const name of ["bottom", "middle", "reference"]) {
      if (name !== "bottom") await coding(name);
      await numbers(4, ["Outputs off by"], `, ${CODINGS[name]}`);
      await right(4, `, ${CODINGS[name]}`);
    }
    await coding("bottom");
    await effect("read-noise");
    await effect("adc");
    await moved(() => set(page, "Bits of the ADC", 4));
    for (const range of [1, 2, 0.6, 0.2]) {
      if (range !== 1) await moved(() => set(page, "Range of the ADC", range));
      await numbers(5, ["Outputs off by", "Conversions"], `, range ${range}`);
      await right(5, `, range ${range}`);
    }
    await moved(() => set(page, "Range of the ADC", 1));
    for (const name of ["middle", "reference"]) {
      await coding(name);
      await numbers(6, ["Outputs off by"], `, ${CODINGS[name]}, each bit line`);
    }
    await moved(() => pick("Converted is", "the difference of a pair's"));
    for (const name of ["reference", "middle", "bottom"]) {
      // The outputs are the same now, the power is not.
      if (name !== "reference") await coding(name, (act) => changes("[data-fact=power] dd", station, act));
      await numbers(6, ["Outputs off by"], `, ${CODINGS[name]}, difference`);
    }

    await visit(wide);
    await settled("ERM · moons (2)");
    await touched(7, ["Driver of its word line", "Voltage across", "Current of its bit line"]);
    for (const column of [32, 1]) {
      await touch(3, column, 64);
      await touched(7, ["Voltage across"]);
    }
    await touch(1, 64, 64);
    await touched(8, ["Driver of its word line"]);
    for (const side of ["64 × 64", "32 × 32", "16 × 16", "10 × 10"]) {
      if (side !== "64 × 64") await size(side);
      await numbers(8, ["Lost to wires, at most"], `, ${side}`);
    }
    await size("64 × 64");
    const wired = async (when) => {
      await numbers(9, ["Lost to wires, at most"], when);
      await right(9, when);
    };
    for (const ohms of [100, 200]) {
      await moved(() => set(page, "Resistance of a segment", ohms));
      await wired(`, ${ohms} Ω`);
    }
    await size("32 × 32");
    await wired(", 200 Ω, 32 × 32");
    note(9, "under “Size of an array”, 32 × 32", await hint());
    await size("64 × 64");
    await coding("bottom");
    await wired(`, 200 Ω, ${CODINGS.bottom}`);

    await visit(all);
    await settled("multinomial · moons");
    const waterfall = ".waterfall:not(.faint)";
    /** Until all effects are computed for the network; the one before may stand there for a while. */
    const fallen = async (network) => {
      await pick("Network", network);
      await settled(network);
      await page.waitForFunction((of) => {
        const rows = [...(document.querySelector(of)?.tBodies[0].rows ?? [])];
        const software = document.querySelector(".software strong")?.textContent;
        return document.querySelector("[data-part=waterfall]")?.getAttribute("aria-busy") === "false" && rows.length === 9 && rows[0].cells[1].textContent === software;
      }, waterfall, { timeout: 90_000 });
    };
    const falls = async (question, rows, columns, of) => {
      for (const row of rows) for (const column of columns) note(question, `What each effect costs, ${of}, “${row}”, “${column}”`, await cell(page, waterfall, row, column));
    };
    await fallen("ERM · moons");
    await falls(10, ["Floating point", "+ ADC"], ["Accuracy"], "ERM");
    await falls(10, ["+ Drift", "+ Faulty devices", "+ Wire resistance"], ["Change"], "ERM");
    await falls(10, ["+ Drift", "+ Faulty devices", "+ ADC"], ["Alone"], "ERM");
    await falls(10, ["+ ADC"], ["95 % of programmings"], "ERM");
    await fallen("multinomial · moons");
    await falls(11, ["Floating point", "+ ADC"], ["Accuracy"], "multinomial");
    await falls(11, ["+ ADC"], ["95 % of programmings"], "multinomial");

    await moved(() => pick("Network", "ERM · moons"));
    await moved(() => page.locator(".effects").getByRole("button", { name: "All off" }).click());
    const panel = page.locator("[data-part=programming]");
    const program = async (question, names, when) => {
      if (await panel.locator(".written").count() > 0) {
        await panel.getByRole("button", { name: "Clear" }).click();
        await panel.locator(".written").waitFor({ state: "detached" });
      }
      await panel.getByRole("button", { name: "Program all" }).click();
      await panel.getByRole("button", { name: "Use these conductances" }).waitFor({ timeout: 90_000 });
      for (const name of names) note(question, `Programming, ${when}, “${name}”`, await fact(page, name, "[data-part=programming]"));
    };
    const WRITTEN = ["Yield, as read last", "Pulses, reads", "Time of the array", "Energy of writing"];
    await program(12, WRITTEN, "good.csv");
    await panel.getByText("How it is written").click();
    await set(page, "Tolerance", 0.01);
    await program(12, WRITTEN, "good.csv, tolerance 0.01");
    await set(page, "Tolerance", 0.05);
    await page.getByRole("button", { name: "Device", exact: true }).click();
    await page.locator(".all").getByRole("button", { name: "noisy.csv", exact: true }).click();
    await page.locator(".numbers h2", { hasText: "noisy.csv" }).waitFor();
    await page.getByRole("button", { name: "Crossbar", exact: true }).click();
    await page.locator("[data-part=settings] .hint", { hasText: "the run of noisy.csv" }).waitFor();
    await settled("ERM · moons");
    await panel.getByText("How it is written").click();
    for (const limit of [10, 100]) {
      await set(page, "Most pulses of a device", limit);
      await program(13, ["Yield, as read last", "Time of the array"], `noisy.csv, at most ${limit}`);
      await moved(() => panel.getByRole("button", { name: "Use these conductances" }).click());
      await right(13, `, at most ${limit} pulses`);
    }

    const spent = (act) => changes(".outcome", "[data-part=energy]", act);
    const give = (label, value) => spent(() => set(page, label, value));
    const efficiency = async (question, when, columns = ["Array only", "With converters"]) => {
      for (const column of columns) note(question, `Energy of a product, ${when}, “GOP/s/W”, “${column}”`, await cell(page, ".outcome", "GOP/s/W", column));
    };
    await spent(() => pick("Volts and conductance", "stated by hand"));
    await give("Mean conductance", "7.26u");
    await efficiency(14, "7.26 µS");
    await give("Voltage of every word line", 0.2);
    await give("Length of a read pulse", "50n");
    await give("Mean conductance", "36.3u");
    await efficiency(15, "36.3 µS", ["Array only"]);
    for (const joules of ["0.726p", "10p", "1p"]) {
      await give("Energy of converting a bit line", joules);
      if (joules !== "1p") await efficiency(16, joules.replace("p", " pJ"), ["With converters"]);
    }
    await give("Devices that count as one weight", 2);
    await efficiency(16, "2 devices", ["Array only"]);
    await give("Devices that count as one weight", 1);
    for (const name of ["v100-fp16", "v100-tensor"]) {
      await spent(() => page.getByLabel("Compared with", { exact: true }).selectOption(name));
      for (const column of ["Array only", "With converters"]) note(16, `Energy of a product, “Times ${name}”, “${column}”`, await cell(page, ".outcome", "Times", column));
    }
  }, 3);
});

test("each step of the sheets' tours marks a part of its station", async () => {
  const browser = await open();
  try {
    for (const [tour, station] of [["first-device", "device"], ["survive", "network"], ["theorem", "theory"], ["crossbar", "crossbar"]]) {
      const page = await browser.visit(`#station=${station}&tutorial=${tour}`, { drawn: false });
      for (let step = 1; step <= 6; step += 1) {
        await page.locator(".tutorial small", { hasText: `${step} of 6` }).waitFor();
        await page.locator("[data-part].meant").waitFor({ timeout: 10_000 }).catch(() => assert.fail(`${tour}, step ${step}: there is no such part at the station`));
        assert.equal(await page.locator(".meant").count(), 1);
        const top = await page.locator(".tutorial").evaluate((t) => t.getBoundingClientRect().top);
        assert.ok(top >= 0, `${tour}, step ${step}: the words are out of sight, at ${top}`);
        if (step < 6) await page.getByRole("button", { name: "Next" }).click();
      }
      assert.ok(await page.getByRole("button", { name: "Next" }).isDisabled());
      await page.close();
    }
    clean(browser);
  } finally {
    await browser.close();
  }
});
