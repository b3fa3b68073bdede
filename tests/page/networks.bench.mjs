// How fast the page trains and draws: a step of each network in the browser, beside PyTorch's
// where it is there; searches, epochs and sweeps as a person starts them.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { open, SITE } from "./browser.mjs";

const ROUNDS = 3;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const asset = (start, end) => readdirSync(join(SITE, "assets")).find((name) => name.startsWith(start) && name.endsWith(end));

/** The training module in a page of the site, as its workers load it. */
async function loaded(browser) {
  const page = await browser.visit("", { drawn: false });
  await page.locator("#bench").waitFor();
  await page.evaluate(async ([glue, wasm]) => {
    window.train = await import(`${location.origin}${location.pathname}assets/${glue}`);
    await window.train.default({ module_or_path: `assets/${wasm}` });
  }, [asset("memrilab_train-", ".js"), asset("memrilab_train_bg-", ".wasm")]);
  return page;
}

/** Milliseconds of a step of 64 samples: the median of blocks. */
const step = (page, model) => page.evaluate((model) => {
  const bench = new window.train.StepBench(model, 64);
  for (let i = 0; i < 30; i += 1) bench.step();
  const blocks = Array.from({ length: 9 }, () => {
    const start = performance.now();
    for (let i = 0; i < 12; i += 1) bench.step();
    return (performance.now() - start) / 12;
  }).sort((a, b) => a - b);
  bench.free();
  return blocks[4];
}, model);

/** The same in PyTorch on one thread; null where `MEMRILAB_TORCH` names no Python that has it. */
function torch() {
  const { MEMRILAB_TORCH: python, MEMRILAB_TORCH_STEPS: script } = process.env;
  if (python === undefined || script === undefined) return null;
  const lines = execFileSync(python, [script, "--threads", "1", "--batch", "64"], { encoding: "utf8" }).split("\n");
  const said = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return Object.fromEntries(said.map((s) => [s.model, s.ms_per_step]));
}

/** Seconds of an epoch of LeNet-5 over 8,000 of the digits, the training alone. */
const epoch = (page) => page.evaluate(async ([images, labels]) => {
  const bytes = async (name) => new Uint8Array(await (await fetch(`assets/${name}`)).arrayBuffer());
  const data = window.train.Data.ordered("digits", await bytes(images), await bytes(labels), 8000, 100);
  const device = { device: "usability", usability: 0.5 };
  const layer = (outputs, activation) => ({ layer: "dense", outputs, activation });
  const conv = (outputs, padding) => ({ layer: "conv", outputs, kernel: 5, padding, pool: 2, activation: "relu" });
  const model = { name: "lenet5", input: { channels: 1, height: 28, width: 28 }, layers: [conv(6, 2), conv(16, 0), layer(120, "relu"), layer(84, "relu"), layer(10, "none")] };
  const config = { model, epochs: 1, batch: 64, rate: 2e-3, seed: 1 };
  const run = { model: "lenet5", method: "erm", trainings: 1, wave: 1, noise: { p1: 0, p2: 0, strength: null }, epochs: 1, batch: 64, rate: 2e-3, device, objective: { objective: "drift", draws: 1 }, seed: 1 };
  const start = performance.now();
  const trial = new window.train.Trial(data, JSON.stringify(run), JSON.stringify({ method: "erm", number: 0, point: [], config }), new Uint8Array());
  while (trial.epochs === 0) trial.step();
  const seconds = (performance.now() - start) / 1000;
  trial.free();
  data.free();
  return seconds;
}, [asset("digits-images", ""), asset("digits-labels", "")]);

/** Seconds from the button to the last of twelve trainings of BayesMulti on the moons, and the frames meanwhile. */
async function moons() {
  const browser = await open();
  const page = await browser.visit("#station=network&by=bayesmulti", { drawn: false });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.locator(".falling").waitFor({ timeout: 60_000 });
  // The second time the program is loaded.
  await page.getByRole("button", { name: "Remove BayesMulti · moons" }).click();
  await page.locator(".falling").waitFor({ state: "detached" });
  const seconds = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    [...document.querySelectorAll("button")].find((b) => b.textContent === "Train").click();
    const look = () => (document.querySelector(".falling") !== null && document.querySelector(".runs .state")?.textContent === "" ? resolve((performance.now() - start) / 1000) : requestAnimationFrame(look));
    look();
  }));
  await browser.close();
  return seconds;
}

/** LeNet-5 on the digits as a person trains it: the frames of the page meanwhile; then the sweep. */
async function digits() {
  const browser = await open();
  const page = await browser.visit("#station=network&task=digits&epochs=2&seen=training", { drawn: false });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.locator(".drive", { hasText: /Epoch/ }).waitFor({ timeout: 60_000 });
  const gaps = await page.evaluate(() => new Promise((resolve) => {
    const [gaps, start] = [[], performance.now()];
    let last = start;
    const frame = (now) => {
      gaps.push(now - last);
      last = now;
      if (now - start < 1500) requestAnimationFrame(frame);
      else resolve(gaps.slice(1));
    };
    requestAnimationFrame(frame);
  }));
  await page.locator(".falling").waitFor({ timeout: 60_000 });
  const switched = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    [...document.querySelectorAll(".station")].find((b) => b.textContent.includes("Robustness")).click();
    const look = () => (document.querySelector(".station[aria-current=page]")?.textContent.includes("Robustness") ? resolve(performance.now() - start) : requestAnimationFrame(look));
    look();
  }));
  await page.getByRole("button", { name: "Draw drift" }).first().waitFor();
  const [first, level] = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    [...document.querySelectorAll("button")].find((b) => b.textContent === "Draw drift").click();
    let first = null;
    const look = () => {
      const done = Number(/^(\d+) of/.exec(document.querySelector(".work span:nth-of-type(2)")?.textContent ?? "")?.[1] ?? 0);
      const seconds = (performance.now() - start) / 1000;
      if (done >= 1) first ??= seconds;
      // One draw of each of ten levels, then the other nine of the first level.
      if (done >= 19) resolve([first, seconds]);
      else requestAnimationFrame(look);
    };
    look();
  }));
  await browser.close();
  return { first, level, switched, gaps };
}

const repeated = async (work) => {
  const values = [];
  for (let round = 0; round < ROUNDS; round += 1) values.push(await work());
  return values;
};

/** Everything, as the keys of the benchmark of the page. */
export async function networks() {
  const browser = await open();
  const page = await loaded(browser);
  const steps = { lenet5: [], mlp: [], torch: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    steps.lenet5.push(await step(page, "lenet5"));
    steps.mlp.push(await step(page, "mlp"));
    const there = torch();
    if (there !== null) steps.torch.push(there);
  }
  const epochs = await repeated(() => epoch(page));
  await browser.close();
  const seconds = await repeated(moons);
  const trained = await repeated(digits);
  const [lenet, mlp] = [median(steps.lenet5), median(steps.mlp)];
  const torchOf = (model) => (steps.torch.length === 0 ? null : median(steps.torch.map((t) => t[model])));
  const over = (here, model) => (torchOf(model) === null ? null : here / torchOf(model));
  const gaps = trained.flatMap((t) => t.gaps);
  return {
    lenet_step_ms: lenet,
    mlp_step_ms: mlp,
    torch_lenet_step_ms: torchOf("lenet5"),
    torch_mlp_step_ms: torchOf("mlp"),
    lenet_over_torch: over(lenet, "lenet5"),
    mlp_over_torch: over(mlp, "mlp"),
    moons_s: median(seconds),
    epoch_s: median(epochs),
    sweep_first_draw_s: median(trained.map((t) => t.first)),
    sweep_first_level_s: median(trained.map((t) => t.level)),
    switch_ms: median(trained.map((t) => t.switched)),
    training_frames: gaps.length,
    training_late_frames: gaps.filter((g) => g > 34).length,
    training_longest_frame_ms: Math.max(...gaps),
  };
}

if (process.argv[1]?.endsWith("networks.bench.mjs")) process.stdout.write(`${JSON.stringify(await networks())}\n`);
