// What is done with a board that is connected: reading all of it, writing the array of a network,
// sending test samples through it. Whatever ends one, what was measured was told.
import type * as Module from "../../../pkg/memrilab_crossbar.js";
import type { Action, ArrayOutcome, PenNow, Targets, WorkbenchAbout } from "../generated/types";
import { countedOf, levelled } from "../state/crossbar/places";
import type { Linked } from "./link";
import type { Connected, FromLink, Job } from "./link-messages";
import type { ChipSource } from "./messages";

export interface Hands {
  readonly module: typeof Module;
  readonly link: Linked;
  readonly limits: Connected["limits"];
  tell(message: FromLink): void;
  cancelled(): boolean;
}

/** How often the page is told, and the longest piece of work without a turn for its messages. */
const TELL_MS = 80;
const BREATH_MS = 12;

/** Tells now and then; gives the page its turn. */
function pace(tell: () => void) {
  let told = performance.now();
  let breathed = told;
  return async () => {
    const now = performance.now();
    if (now - told >= TELL_MS) {
      told = now;
      tell();
    }
    if (now - breathed >= BREATH_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      breathed = performance.now();
    }
  };
}

/** Both sides of an array, as the limits and the board leave them. */
const sizeOf = (limits: Connected["limits"]): [number, number] => [limits.rows ?? 0, limits.columns ?? 0];

async function read({ link, limits, tell, cancelled }: Hands, { volts }: Extract<Job, { job: "read" }>): Promise<void> {
  const [rows, columns] = sizeOf(limits);
  const total = rows * columns;
  const siemens = new Float64Array(total).fill(Number.NaN);
  const hits = new Array<boolean>(total).fill(false);
  let done = 0;
  const say = () => tell({ type: "measured", measured: { rows, columns, siemens: siemens.slice(), hits: [...hits] }, progress: { done, total } });
  const step = pace(say);
  try {
    for (; done < total && !cancelled(); done += 1) {
      const { amperes: [current = Number.NaN], compliance } = await link.ask({ kind: "read", row: Math.floor(done / columns), column: done % columns, volts });
      siemens[done] = current / volts;
      hits[done] = compliance;
      await step();
    }
  } finally {
    say();
  }
}

/** The network on an array of its own. */
async function benched(module: typeof Module, { weights, noise, seed, options, set }: ChipSource): Promise<Module.Bench> {
  const bench = new module.Bench(new Uint8Array(await weights.arrayBuffer()), noise, seed, JSON.stringify(options));
  try {
    const about = JSON.parse(bench.about()) as WorkbenchAbout;
    if (about.arrays !== 1) throw new Error(`the network stands on ${about.arrays} arrays, and a board has one; choose larger arrays, or a smaller network`);
    const here = set.filter(([, row, column]) => row < about.size[0] && column < about.size[1]);
    if (here.length > 0) bench.set(JSON.stringify(here));
    return bench;
  } catch (error) {
    bench.free();
    throw error;
  }
}

async function program({ module, link, tell, cancelled }: Hands, { chip, levels, options }: Extract<Job, { job: "program" }>): Promise<void> {
  const { rows, columns, window } = chip.options;
  const bench = await benched(module, chip);
  const asked = JSON.parse(bench.targets(0)) as Targets;
  const targets: Targets = { ...asked, conductance: [...levelled(asked.conductance, window, levels)] };
  bench.free();
  const pen = new module.Pen(JSON.stringify(targets), JSON.stringify(options));
  const say = () => tell({ type: "written", written: { rows, columns, targets: Float64Array.from(targets.conductance), counted: countedOf(targets), tolerance: options.tolerance, now: JSON.parse(pen.now()) as PenNow } });
  const step = pace(say);
  // A pulse is answered with the reading that is asked for next.
  let after: number | null = null;
  try {
    say();
    for (let said = pen.next(); said !== undefined && !cancelled(); said = pen.next()) {
      const action = JSON.parse(said) as Action;
      if (action.kind === "pulse") {
        const { row, column, volts, seconds } = action;
        after = (await link.ask({ kind: "pulse", row, column, volts, seconds, read: options.v_read })).amperes[0] ?? null;
      } else {
        const { row, column } = action;
        after ??= (await link.ask({ kind: "read", row, column, volts: options.v_read })).amperes[0] ?? Number.NaN;
        pen.told(after / options.v_read);
        after = null;
      }
      await step();
    }
  } finally {
    say();
    pen.free();
    // Nothing stays armed without work.
    if (!link.ended) {
      await link.ask({ kind: "disarm" }).catch(() => {});
      tell({ type: "armed", armed: link.armed });
    }
  }
}

async function infer({ module, link, limits, tell, cancelled }: Hands, { chip, samples }: Extract<Job, { job: "infer" }>): Promise<void> {
  const bench = await benched(module, chip);
  const [rows] = sizeOf(limits);
  const most = limits["read-volts"] ?? 0;
  const outputs: number[] = [];
  let [done, products, cut] = [0, 0, 0];
  const say = () => {
    if (done === 0) return;
    const outcome = JSON.parse(bench.judged(outputs)) as ArrayOutcome;
    tell({ type: "inferred", inferred: { outcome, products, cut }, progress: { done, total: samples } });
  };
  const step = pace(say);
  try {
    for (; done < samples && !cancelled(); done += 1) {
      const sample = new module.Sample(bench, done);
      try {
        for (let wanted = sample.wanted(); wanted !== undefined; wanted = sample.wanted()) {
          // What is beyond the limits for reading is cut there, as a converter cuts it.
          const volts = Array.from({ length: rows }, (_, row) => Math.min(Math.max(wanted?.[row] ?? 0, -most), most));
          cut += volts.filter((v, row) => v !== (wanted?.[row] ?? 0)).length;
          sample.told((await link.ask({ kind: "product", volts })).amperes);
          products += 1;
          await step();
        }
        outputs.push(...(sample.outputs() ?? []));
      } finally {
        sample.free();
      }
    }
  } finally {
    say();
    bench.free();
  }
}

export function worked(hands: Hands, job: Job): Promise<void> {
  switch (job.job) {
    case "read":
      return read(hands, job);
    case "program":
      return program(hands, job);
    case "infer":
      return infer(hands, job);
  }
}
