// The Network station: from a dropped sweep to a network that survives on that device; play,
// pause, step, reload; searches; digits; one's own data; what is refused, and in which words.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { AT_ONCE, axe, clean, DATA, drop, fitsPhone, open, PROGRAM, sweep } from "./browser.mjs";

let browser;
beforeEach(async () => {
  browser = await open();
});
afterEach(async () => {
  clean(browser);
  await browser.close();
});

const station = async (hash = "", from = browser) => {
  const page = await from.visit(`#station=network${hash}`, { drawn: false });
  await page.locator("#bench").waitFor();
  return page;
};
const train = (page) => page.getByRole("button", { name: /^Train( another)?$/ }).click();
/** Until nothing is trained or drawn any more. */
const rest = (page, timeout = 60_000) => page.waitForFunction(() => {
  const states = [...document.querySelectorAll(".runs .state")].map((s) => s.textContent);
  return document.querySelector(".work") === null && states.length > 0 && states.every((s) => !/epoch|waits|\d of/.test(s)) && document.querySelector(".falling .faint") === null;
}, null, { timeout });
const fact = (page, name) => page.locator(".numbers .facts div", { hasText: name }).locator("dd").first().innerText();
const falling = async (page) => Object.fromEntries(await page.locator(".falling tbody tr").evaluateAll((rows) => rows.map((r) => [r.querySelector("th").textContent, Number(r.querySelector("strong").textContent)])));
const weights = async (page, name) => {
  await page.locator(".runs").getByRole("button", { name, exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Weights (safetensors)" }).click()]);
  return readFileSync(await download.path());
};
const giveData = (page, files) => page.evaluate((files) => {
  const transfer = new DataTransfer();
  for (const { name, base64 } of files) transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
  const zone = document.querySelector("[data-drop=data]");
  for (const type of ["dragenter", "dragover", "drop"]) zone.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}, files.map(({ name, bytes, text }) => ({ name, base64: Buffer.from(bytes ?? text).toString("base64") })));

/** A dataset of images in IDX form. */
function idx(n, side, classes = 3) {
  const head = (...numbers) => Buffer.concat(numbers.map((v) => { const b = Buffer.alloc(4); b.writeUInt32BE(v); return b; }));
  const pixels = Buffer.alloc(n * side * side);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = (Math.floor(i / (side * side)) % classes) * 80 + ((i * 37) % 60);
  return [
    { name: "train-images-idx3-ubyte", bytes: Buffer.concat([head(0x803, n, side, side), pixels]) },
    { name: "train-labels-idx1-ubyte", bytes: Buffer.concat([head(0x801, n), Buffer.from(Uint8Array.from({ length: n }, (_, i) => i % classes))]) },
  ];
}

test("from a dropped sweep to a robust network, as the command line trains it", async () => {
  const page = await browser.visit();
  const text = sweep({ points: 41 });
  await drop(page, [{ name: "mine.csv", text }]);
  await page.waitForFunction(() => document.querySelector(".numbers h2")?.textContent.includes("mine.csv"));
  await page.getByRole("button", { name: "Network" }).click();
  await page.getByLabel("Trained for", { exact: true }).selectOption("device");
  await page.locator(".in", { hasText: /mine\.csv: U = / }).waitFor();
  await train(page);
  await page.getByLabel("Trained by").selectOption("multinomial");
  await train(page);
  await rest(page);
  await page.getByLabel("Looked at on").selectOption("device");
  await page.locator(".numbers h2", { hasText: "Accuracy at mine.csv" }).waitFor();
  await rest(page);
  const here = await falling(page);
  assert.deepEqual(Object.keys(here), ["ERM · moons", "multinomial · moons"]);
  // The command line, with the same file.
  const folder = mkdtempSync(join(tmpdir(), "memrilab-network-"));
  const file = join(folder, "mine.csv");
  writeFileSync(file, text);
  for (const [name, method] of [["ERM · moons", "erm"], ["multinomial · moons", "multinomial"]]) {
    const report = JSON.parse(execFileSync(PROGRAM, ["train", "run", "--method", method, "--device", file, "--levels", file, "--draws", "10", "--json"], { maxBuffer: 1 << 26 }));
    const { levels: [{ draws }], chosen } = report.methods[0];
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    await page.locator(".runs").getByRole("button", { name, exact: true }).click();
    // Weights agree to 1e-5 and accuracies are of 400 samples: at most one is told otherwise in a draw.
    assert.ok(Math.abs(here[name] - mean) < 0.0026, `${name}: ${here[name]} here, ${mean} on the command line`);
    assert.ok(Math.abs(Number(await fact(page, "Validation, its device")) - chosen.score) < 0.0026, `${chosen.score}`);
  }
  rmSync(folder, { recursive: true });
  // Digits, for the same device, with nothing said again but what is learned.
  await page.getByLabel("What is learned").selectOption("digits");
  await page.locator("summary", { hasText: "Network and training" }).click();
  await page.getByLabel("Network", { exact: true }).selectOption("mlp");
  await page.getByLabel("Epochs", { exact: true }).fill("1");
  await page.keyboard.press("Enter");
  await train(page);
  await page.waitForFunction(() => document.querySelectorAll(".gallery li").length === 24);
  await rest(page);
  assert.match(await fact(page, "For a device of"), /^mine\.csv/);
  assert.ok(Number(await fact(page, "Validation, no drift")) > 0.8);
  await page.close();
});

test("plain training falls as the slider moves, a robust network holds", async () => {
  const page = await station();
  await page.getByRole("button", { name: "Train a plain and a robust network" }).click();
  await rest(page);
  await page.locator(".figure canvas[data-drawn^=boundary]").waitFor();
  const at = async (u) => {
    await page.getByLabel("Usability looked at", { exact: true }).fill(String(u));
    await page.keyboard.press("Enter");
    await page.locator(".numbers h2", { hasText: `U = ${u}` }).waitFor();
    await rest(page);
    return falling(page);
  };
  const [exact, half] = [await at(1), await at(0.5)];
  assert.ok(exact["ERM · moons"] > 0.97, JSON.stringify(exact));
  assert.ok(half["ERM · moons"] < exact["ERM · moons"] - 0.15, JSON.stringify(half));
  assert.ok(half["multinomial · moons"] > half["ERM · moons"] + 0.08, JSON.stringify(half));
  await page.locator(".figure canvas[data-drawn*='\"usability\":0.5']").waitFor();
  // A table stands behind the figure.
  await page.getByRole("button", { name: "Show table" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".figure table tbody tr").length > 100);
  for (const tab of ["Training", "Weights"]) {
    await page.locator(".tabs").getByRole("button", { name: tab }).click();
    await page.waitForTimeout(200);
    assert.deepEqual(await axe(page), []);
  }
  // Undo takes a network away, and redo brings it back with what it learned.
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(Object.keys(await falling(page)), ["ERM · moons"]);
  await page.getByRole("button", { name: "Redo" }).click();
  await rest(page);
  assert.deepEqual(await falling(page), half);
  await page.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing at the station, ${theme}; it fits a phone`, async () => {
    const page = await station(`&theme=${theme}`);
    await page.locator(".welcome").waitFor();
    assert.deepEqual(await axe(page), []);
    await page.goto(`${browser.server.address}#station=network&theme=${theme}&moons_epochs=20&train=erm,bayesmulti&trials=3`);
    await page.locator(".falling tbody tr").nth(1).waitFor();
    await rest(page);
    await page.locator("summary", { hasText: "Network and training" }).click();
    for (const how of await page.locator(".how-to summary").all()) await how.click();
    assert.deepEqual(await axe(page), []);
    for (const tab of ["Boundary", "Training", "Search", "Weights"]) {
      await page.locator(".tabs").getByRole("button", { name: tab }).click();
      await page.waitForTimeout(150);
    }
    await fitsPhone(page);
    await page.close();
  });
}

test("a network is renamed while it is trained, letter by letter; Escape leaves its name", async () => {
  const page = await station("&moons_epochs=500");
  await page.getByLabel("Speed").selectOption("watch");
  await train(page);
  await page.locator(".drive", { hasText: /Epoch ([5-9]|\d\d+) of 500/ }).waitFor();
  const epoch = async () => Number(/Epoch (\d+)/.exec(await page.locator(".drive").innerText())[1]);
  const before = await epoch();
  await page.getByRole("button", { name: "Rename" }).click();
  const name = page.getByLabel("New name of ERM · moons");
  await name.fill("");
  await name.pressSequentially("drifting", { delay: 100 });
  assert.ok((await epoch()) > before, "the page was drawn meanwhile");
  await name.press("Enter");
  await page.locator(".runs button.name", { hasText: /^drifting$/ }).waitFor();
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByLabel("New name of drifting").fill("another");
  await page.getByLabel("New name of drifting").press("Escape");
  await page.locator(".runs button.name", { hasText: /^drifting$/ }).waitFor();
  // Neither Escape nor Space meant the training.
  const compare = page.getByLabel("Compare drifting");
  await compare.press("Space");
  assert.equal(await compare.isChecked(), true);
  assert.match(await page.locator(".runs .state").innerText(), /epoch/);
  await page.locator("#bench").press("Space");
  await page.locator(".runs .state", { hasText: "paused" }).waitFor();
  await page.close();
});

test("pause, step and a reload in the middle change nothing of the weights", async () => {
  const page = await station("&moons_epochs=300");
  await train(page);
  await rest(page);
  const whole = await weights(page, "ERM · moons");
  await page.getByLabel("Speed").selectOption("watch");
  await train(page);
  await page.locator(".drive", { hasText: /Epoch ([5-9]|\d\d) of 300/ }).waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.locator(".runs .state", { hasText: "paused" }).waitFor();
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.locator(".runs .state", { hasText: "paused" }).waitFor();
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await page.locator(".drive", { hasText: /Epoch (1[5-9]|[2-9]\d|1\d\d) of 300/ }).waitFor();
  await page.waitForTimeout(2500);
  await page.reload();
  await page.locator(".drive", { hasText: /Epoch \d+ of 300/ }).waitFor();
  await page.getByLabel("Speed").selectOption("full");
  await rest(page);
  assert.ok(whole.equals(await weights(page, "ERM · moons (2)")), "the same bytes");
  // What was trained survives a project file.
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save", exact: true }).click()]);
  const path = await download.path();
  const elsewhere = await open();
  const there = await station("", elsewhere);
  await drop(there, [{ name: "project.memrilab.json", bytes: readFileSync(path) }]);
  await there.locator(".notices", { hasText: "is open" }).waitFor();
  assert.equal(await there.locator(".runs > li").count(), 2);
  assert.ok(whole.equals(await weights(there, "ERM · moons (2)")));
  clean(elsewhere);
  await elsewhere.close();
  execFileSync(PROGRAM, ["device", "analyze", path, "--json"]);
  await page.close();
});

test("steps lead to the end, and another speed to no other place", async () => {
  const page = await station("&moons_epochs=3&speed=slow");
  // The button waits until the step before is done.
  for (let epoch = 0; epoch < 3; epoch += 1) await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.locator(".falling tbody tr").waitFor();
  assert.equal(await page.locator(".runs > li").count(), 1, "no step begins another network");
  const whole = await weights(page, "ERM · moons");
  await train(page);
  await page.getByLabel("Speed").selectOption("full");
  await rest(page);
  assert.ok(whole.equals(await weights(page, "ERM · moons (2)")));
  await page.close();
});

test("a search by its waves, the same with one, two and four workers, and from the link", async () => {
  const seen = [];
  for (const workers of [1, 2, 4]) {
    const page = await browser.context.newPage();
    await page.addInitScript(() => Object.defineProperty(navigator, "hardwareConcurrency", { value: 5 }));
    await page.goto(`${browser.server.address}#station=network&seen=search&trials=6&moons_epochs=20&workers=${workers}&train=bayesmulti`);
    await page.locator("#bench").waitFor();
    await page.waitForFunction(() => document.querySelectorAll("#bench table tbody tr").length >= 6, null, { timeout: 30_000 });
    await rest(page);
    await page.locator(".figure canvas[data-drawn^=simplex]").waitFor();
    seen.push(await page.locator("[aria-label='Trainings of the search'] table").innerText(), (await weights(page, "BayesMulti · moons")).toString("base64"));
    if (workers === 4) {
      await page.waitForFunction(() => location.hash.includes("train=bayesmulti"));
      assert.deepEqual(await axe(page), []);
    }
    // The next one begins from nothing.
    await page.getByRole("button", { name: "Remove BayesMulti · moons" }).click();
    await page.waitForFunction(() => document.querySelector(".promise")?.textContent?.endsWith("saved"));
    await page.close();
  }
  assert.deepEqual(seen.slice(2, 4), seen.slice(0, 2));
  assert.deepEqual(seen.slice(4), seen.slice(0, 2));
});

test("digits: a gallery of what the drifted network says, weights, and a stop at once", async () => {
  const page = await station("&task=digits&model=mlp&epochs=1");
  await train(page);
  await rest(page);
  await page.waitForFunction(() => document.querySelectorAll(".gallery li").length === 24);
  const missed = () => page.locator(".gallery li.missed").count();
  const before = await missed();
  await page.getByLabel("Usability looked at", { exact: true }).fill("0.15");
  await page.keyboard.press("Enter");
  await page.waitForFunction((n) => document.querySelectorAll(".gallery li.missed").length > n, before);
  await page.locator(".gallery canvas").first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.locator(".tabs").getByRole("button", { name: "Weights" }).click();
  await page.getByLabel("Layer").selectOption("1");
  await page.locator(".weights canvas[aria-label*=dense2]").first().waitFor();
  // Long work stops within a fifth of a second.
  await page.getByLabel("Trained by").selectOption("bayesmulti");
  await train(page);
  await page.locator(".work").waitFor();
  await page.waitForTimeout(1500);
  const stopped = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    document.querySelector(".work button").click();
    const look = () => (document.querySelector(".work") === null ? resolve(performance.now() - start) : requestAnimationFrame(look));
    look();
  }));
  assert.ok(stopped < AT_ONCE, `stopped after ${stopped} ms`);
  await page.close();
});

test("one's own data: images of another size, tables, and what is no data", async () => {
  const page = await station("&task=own&epochs=2");
  await train(page);
  await page.locator(".in .wrong", { hasText: "There are no data yet" }).waitFor();
  const refused = async (files, words) => {
    await giveData(page, files);
    await page.locator(".in .wrong", { hasText: words }).waitFor();
  };
  await refused([{ name: "sweep.csv", text: sweep() }], "sweep.csv");
  await refused([{ name: "one.csv", text: "a,class\n1,red\n2,red\n3,red\n" }], "at least two classes");
  await refused([idx(60, 9)[0]], "labels is missing");
  await refused([{ name: "notes.txt", text: "no data here" }], "notes.txt");
  await giveData(page, idx(90, 9));
  await page.locator(".in", { hasText: "9 × 9 pixels" }).waitFor();
  assert.equal(await page.locator(".in .wrong").count(), 0, "the sentence goes when data come");
  await page.locator("summary", { hasText: "Network and training" }).click();
  await page.getByLabel("Network", { exact: true }).selectOption("lenet5");
  await train(page);
  await page.locator(".runs .wrong", { hasText: "28" }).waitFor();
  await page.getByLabel("Network", { exact: true }).selectOption("auto");
  await page.getByLabel("Epochs", { exact: true }).fill("30");
  await page.keyboard.press("Enter");
  await train(page);
  await page.locator(".falling tbody tr").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".gallery li").length > 0);
  const table = ["a,b,class", ...Array.from({ length: 120 }, (_, i) => `${i % 10},${(i * 3) % 7},${(i % 10) > 4 ? "high" : "low"}`)].join("\n");
  await giveData(page, [{ name: "table.csv", text: table }]);
  await page.locator(".in", { hasText: "2 classes of 2 numbers" }).waitFor();
  await train(page);
  await page.waitForFunction(() => document.querySelectorAll(".falling tbody tr").length === 1 && document.querySelector(".falling")?.textContent.includes("table"));
  await page.locator(".figures table", { hasText: "high" }).waitFor();
  await page.close();
});

test("a link trains for a device that it brings, and once only", async () => {
  const link = "&moons_epochs=20&sample=good,noisy&device=noisy.csv&target=device&look_on=device&train=erm,multinomial";
  const page = await station(link);
  for (let opened = 1; opened <= 2; opened += 1) {
    await page.locator(".falling tbody tr").nth(1).waitFor();
    await rest(page);
    assert.deepEqual(Object.keys(await falling(page)), ["ERM · moons", "multinomial · moons"]);
    assert.match(await page.locator(".numbers h2").first().innerText(), /noisy\.csv/);
    assert.equal(await page.locator(".notices [role=alert]").count(), 0);
    await page.waitForFunction(() => document.querySelector(".promise")?.textContent?.endsWith("saved"));
    await page.goto("about:blank");
    await page.goto(`${browser.server.address}#station=network${link}`);
    await page.waitForTimeout(1500);
  }
  await page.close();
});

test("settings that cannot be get a sentence where they stand", async () => {
  const page = await station("&by=multinomial&p1=0.7&p2=0.6");
  await page.locator(".in .wrong", { hasText: "p₁ + p₂ is 1.3" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Train", exact: true }).isDisabled());
  await page.getByLabel("What is learned").selectOption("digits");
  await page.getByLabel("Trained by").selectOption("erm");
  await page.locator("summary", { hasText: "Network and training" }).click();
  await page.getByLabel("Learning rate", { exact: true }).fill("10");
  await page.keyboard.press("Enter");
  await page.getByLabel("Epochs", { exact: true }).fill("1");
  await page.keyboard.press("Enter");
  await train(page);
  await page.locator(".runs .wrong", { hasText: /learning rate of 10 is too high/ }).waitFor();
  await page.close();
});

test("the real MNIST, dropped", async (t) => {
  const folder = join(DATA, "mnist");
  const names = ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];
  if (!names.every((name) => existsSync(join(folder, name)))) {
    t.skip("the files of MNIST are not here");
    return;
  }
  const page = await station("&task=own&model=mlp&epochs=1");
  await giveData(page, names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })));
  await page.locator(".in", { hasText: "10 classes of 28 × 28 pixels" }).waitFor();
  await train(page);
  await rest(page);
  assert.ok(Number(await fact(page, "Validation, no drift")) > 0.85);
  await page.close();
});
