// How fast the page is, in one run on this machine: prints one JSON object.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA, drop, open, PROGRAM, ready } from "./browser.mjs";
import { crossbar } from "./crossbar.bench.mjs";
import { networks } from "./networks.bench.mjs";

const SWEEPS = join(DATA, "perovskite_nanowire_iv/sweeps");
const ROUNDS = 3;
const [CYCLES, POINTS, DRAWS] = [100, 11_000, 200];

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Seconds from the last byte of the first load to the first figure. */
async function interactive() {
  const browser = await open();
  const page = await browser.visit();
  const seconds = await page.evaluate(() => {
    const wanted = /\.(js|css|wasm)$/;
    const last = Math.max(...performance.getEntriesByType("resource").filter((r) => wanted.test(new URL(r.name).pathname) && !r.name.includes("sw.js")).map((r) => r.responseEnd));
    const drawn = performance.getEntriesByName("first figure")[0].startTime;
    return Math.max(drawn - last, 0) / 1000;
  });
  await browser.close();
  return seconds;
}

/** Seconds from the drop of every measured device to the last of them analysed and drawn. */
async function devices() {
  if (!existsSync(SWEEPS)) return null;
  const browser = await open();
  const page = await browser.visit();
  const files = readdirSync(SWEEPS).sort().map((name) => ({ name, bytes: readFileSync(join(SWEEPS, name)) }));
  await page.evaluate(() => addEventListener("drop", () => { window.dropped = performance.now(); }, { capture: true }));
  await drop(page, files);
  const seconds = await page.waitForFunction((n) => {
    const done = document.querySelectorAll(".all tbody tr").length === n && document.querySelector(".work") === null;
    const drawn = document.querySelector(".figure canvas")?.dataset.drawn?.includes("conductance");
    return done && drawn ? (performance.now() - window.dropped) / 1000 : false;
  }, files.length, { timeout: 60_000, polling: "raf" }).then((handle) => handle.jsonValue());
  await browser.close();
  return seconds;
}

/** A large file: seconds to the figure, the frames meanwhile, and how soon it stops. */
async function large() {
  const browser = await open();
  const page = await browser.visit();
  await page.evaluate(([cycles, points]) => {
    const leg = points / 4;
    const volts = Array.from({ length: points }, (_, i) => {
      const at = ((i % leg) / leg) * 6;
      return [at, 6 - at, -at, at - 6][Math.floor(i / leg)];
    });
    const rows = volts.map((v, i) => {
      const row = [v.toExponential(16)];
      for (let k = 0; k < cycles; k += 1) row.push((v * 2e-8 * Math.exp((9 * (i % leg)) / leg + 0.1 * Math.sin(7 * k) + 0.05 * Math.sin(i * (13 + k)))).toExponential(16));
      return row.join(",");
    });
    window.large = new Blob([["Voltage (V)", ...Array.from({ length: cycles }, (_, k) => `Current cycle ${k + 1} (A)`)].join(","), "\n", rows.join("\n"), "\n"]);
  }, [CYCLES, POINTS]);
  const begin = (name) => page.evaluate((name) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([window.large], name));
    window.gaps = [];
    window.watching = true;
    let last = performance.now();
    const frame = (now) => {
      window.gaps.push(now - last);
      last = now;
      if (window.watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    window.dropped = performance.now();
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, name);

  await begin("first.csv");
  await page.locator(".work").waitFor();
  await page.waitForTimeout(100);
  const stop = await page.evaluate(() => new Promise((resolve) => {
    const start = performance.now();
    document.querySelector(".work button").click();
    const look = () => (document.querySelector(".work") === null ? resolve(performance.now() - start) : requestAnimationFrame(look));
    look();
  }));
  await page.getByRole("button", { name: "Remove first.csv" }).click();
  await begin("second.csv");
  const seconds = await page.waitForFunction(() => {
    const named = document.querySelector(".numbers h2")?.textContent?.includes("second.csv");
    const drawn = document.querySelector(".work") === null && document.querySelector(".figure canvas")?.dataset.drawn !== undefined;
    return named && drawn ? (performance.now() - window.dropped) / 1000 : false;
  }, null, { timeout: 60_000, polling: "raf" }).then((handle) => handle.jsonValue());
  const { gaps, bytes } = await page.evaluate(() => {
    window.watching = false;
    return { gaps: window.gaps.slice(1), bytes: window.large.size };
  });
  await browser.close();
  const native = JSON.parse(execFileSync(PROGRAM, ["bench", "analyze", "--cycles", `${CYCLES}`, "--points", `${POINTS}`, "--bootstrap", `${DRAWS}`, "--json"]));
  return { bytes, stop_ms: stop, seconds, native_s: native.seconds_read + native.seconds_analyze, frames: gaps.length, late_frames: gaps.filter((g) => g > 34).length, longest_frame_ms: Math.max(...gaps) };
}

/** Milliseconds of work of the page in a second at rest. */
async function rest() {
  const browser = await open();
  const page = await browser.visit("#sample=good");
  await page.waitForTimeout(1500);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value;
  const before = await busy();
  await page.waitForTimeout(3000);
  const spent = (await busy()) - before;
  await browser.close();
  return (1000 * spent) / 3;
}

/** Milliseconds from taking a recipe up to the next suggestion in sight: 60 devices, 8400 recipes, the fit included. */
async function suggest() {
  const browser = await open();
  const page = await browser.visit("#station=fabrication&lab_pause=0&lab_budget=60&plot=importance", { drawn: false });
  await page.locator(".welcome").waitFor();
  await page.getByRole("button", { name: "Try it in the virtual laboratory" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 60, null, { timeout: 120_000 });
  await page.locator(".next li strong").first().waitFor();
  await page.waitForTimeout(1500);
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    times.push(await page.evaluate(() => new Promise((resolve) => {
      const said = () => document.querySelector(".next li strong")?.textContent ?? "";
      const before = said();
      const start = performance.now();
      [...document.querySelectorAll(".next button")].find((b) => b.textContent === "Take up").click();
      const look = () => (said() !== "" && said() !== before ? resolve(performance.now() - start) : requestAnimationFrame(look));
      look();
    })));
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".all tbody tr").length === 60);
    await page.waitForTimeout(1000);
  }
  await browser.close();
  return median(times);
}

const repeated = async (work) => {
  const values = [];
  for (let round = 0; round < ROUNDS; round += 1) values.push(await work());
  return values;
};

const starts = await repeated(interactive);
const drops = await repeated(devices);
const big = await repeated(large);
const of = (key) => median(big.map((b) => b[key]));
process.stdout.write(`${JSON.stringify({
  rounds: ROUNDS,
  interactive_s: median(starts),
  devices29_s: drops[0] === null ? null : median(drops),
  large_bytes: big[0].bytes,
  large_s: of("seconds"),
  large_native_s: of("native_s"),
  analyze_ratio: median(big.map((b) => b.seconds / b.native_s)),
  large_late_frames: of("late_frames"),
  large_frames: of("frames"),
  large_longest_frame_ms: of("longest_frame_ms"),
  cancel_ms: Math.max(...big.map((b) => b.stop_ms)),
  rest_ms_per_s: await rest(),
  suggest_ms: await suggest(),
  ...(await networks()),
  ...(await crossbar()),
})}\n`);
