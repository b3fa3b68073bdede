// The step of training and the pass forward in wasm, timed from outside: a line of JSON a model.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [root, models = "lenet5,mlp", batch = "64", steps = "100"] = process.argv.slice(2);
const folder = join(resolve(root), "pkg");
const module = await import(pathToFileURL(join(folder, "memrilab_train.js")));
module.initSync({ module: readFileSync(join(folder, "memrilab_train_bg.wasm")) });

const BLOCKS = 9;
/** Median and least milliseconds of a call, over blocks. */
const time = (work) => {
  const each = Math.max(1, Math.round(Number(steps) / BLOCKS));
  // The first calls run while the engine still compiles.
  for (let i = 0; i < 2 * each; i += 1) work();
  const blocks = Array.from({ length: BLOCKS }, () => {
    const start = performance.now();
    for (let i = 0; i < each; i += 1) work();
    return (performance.now() - start) / each;
  }).sort((a, b) => a - b);
  return [blocks[(BLOCKS - 1) / 2], blocks[0]];
};

for (const model of models.split(",")) {
  const bench = new module.StepBench(model, Number(batch));
  const [step, leastStep] = time(() => bench.step());
  const [forward, leastForward] = time(() => bench.forward());
  bench.free();
  console.log(
    JSON.stringify({
      model,
      batch: Number(batch),
      kernel: module.kernel(),
      ms_per_step: step,
      ms_per_forward: forward,
      least_ms_per_step: leastStep,
      least_ms_per_forward: leastForward,
    }),
  );
}
