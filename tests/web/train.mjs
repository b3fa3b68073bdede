// The training module as a worker uses it, under Node: what it learns, the same bits from the
// same seed and after a checkpoint, errors with codes, and how far it is from what the same
// training gives natively (crates/web-train/examples/native.rs wrote it to a folder).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, native] = process.argv.slice(2);
const module = await import(pathToFileURL(join(root, "pkg/memrilab_train.js")));
module.initSync({ module: readFileSync(join(root, "pkg/memrilab_train_bg.wasm")) });
module.start();
const { Samples, Training, Sweep, StepBench } = module;

const fails = (work, code) =>
  assert.throws(work, (error) => error.code === code && error.message.length > 10);

/** Steps a job to its end; gives the number of steps. */
const finish = (job) => {
  let steps = 0;
  for (let told = job.step(); told !== undefined; told = job.step()) {
    assert.ok(told.done <= told.total);
    steps += 1;
  }
  assert.equal(job.step(), undefined, "what is over stays over");
  return steps;
};

const readCase = (name) => {
  const read = (file) => readFileSync(join(native, name, file));
  const said = JSON.parse(read("case.json"));
  const bytes = new Uint8Array(read("features"));
  const features = said.pixels ? bytes : new Float32Array(bytes.buffer);
  const samples = new Samples(features, Uint32Array.from(said.labels), said.classes, said.shape);
  return {
    ...said,
    config: JSON.stringify(said.config),
    samples,
    initial: read("initial.safetensors"),
    weights: read("weights.safetensors"),
  };
};

/** The numbers of a safetensors file, by tensor. */
const tensors = (file) => {
  const length = Number(file.buffer ? new DataView(file.buffer, file.byteOffset).getBigUint64(0, true) : 0);
  const header = JSON.parse(Buffer.from(file.subarray(8, 8 + length)));
  const data = Buffer.from(file.subarray(8 + length));
  const numbers = (offsets) => {
    const bytes = new Uint8Array(data.subarray(...offsets));
    return new Float32Array(bytes.buffer);
  };
  const named = Object.entries(header).filter(([name]) => name !== "__metadata__");
  return new Map(named.map(([name, { data_offsets }]) => [name, numbers(data_offsets)]));
};

/** Largest difference of two files of weights, and its norm as a share of the weights'. */
const distance = (a, b) => {
  let [most, difference, size] = [0, 0, 0];
  const other = tensors(b);
  for (const [name, numbers] of tensors(a)) {
    const there = other.get(name);
    assert.equal(numbers.length, there.length, name);
    numbers.forEach((x, i) => {
      most = Math.max(most, Math.abs(x - there[i]));
      difference += (x - there[i]) ** 2;
      size += x ** 2;
    });
  }
  return [most, Math.sqrt(difference / size)];
};

const moons = (change) => {
  const config = { model: { name: "moons", input: { channels: 2, height: 1, width: 1 }, layers: [
    { layer: "dense", outputs: 8, activation: "tanh" },
    { layer: "dense", outputs: 1, activation: "none" },
  ] }, epochs: 200, batch: 16, rate: 0.02, seed: 5 };
  return JSON.stringify({ ...config, ...change });
};

// Largest difference of a weight, norm of the differences over that of the weights, largest
// difference of an epoch's loss: docs/METHOD.md, "Training", says where these come from.
const MOST = {
  lenet5: [0.1, 0.1, 0.02],
  "lenet5-tanh": [2e-3, 1e-3, 1e-4],
  mlp: [2e-3, 1e-3, 1e-4],
  moons: [1e-5, 1e-5, 1e-6],
};

const tests = {
  "the inner loops use SIMD"() {
    assert.match(module.kernel(), /simd128/);
  },
  "moons are learned, on weights that are noisy or not"() {
    const noises = [undefined, { layers: [{ "log-normal": { sigma: 0.3 } }], site: "weight", "mean-preserving": true }];
    for (const noise of noises) {
      const all = Samples.moons(300, 0.1, 1);
      const first = Uint32Array.from({ length: 200 }, (_, i) => i);
      const training = new Training(moons({ noise }), all.part(first), all.part(first.map((i) => (i % 100) + 200)));
      assert.ok(finish(training) > 1, "the work is done in steps");
      const { history, epoch, stopped, warning, engine } = JSON.parse(training.history());
      assert.deepEqual([history.length, epoch, stopped, warning], [200, 200, { reason: "finished" }, null]);
      assert.ok(history[199].validation > 0.95, `${history[199].validation}`);
      assert.ok(history[199].loss < history[0].loss / 2);
      assert.match(engine, /candle.*simd128/);
      // Of the weights that came out, exact and drifting.
      const sweep = new Sweep(training.weights(), all, Float64Array.of(0.1, 1), '{"first":0,"draws":5,"seed":1,"which":"matrices"}');
      finish(sweep);
      const [drifted, exact] = JSON.parse(sweep.results());
      assert.deepEqual([exact.usability, exact.sigma, exact.draws.length], [1, 0, 5]);
      assert.ok(exact.draws.every((share) => share > 0.9 && share === exact.draws[0]), `${exact.draws}`);
      assert.ok(drifted.draws.some((share) => share < exact.draws[0]));
    }
  },
  "the same seed gives the same bits, and so does a training that was interrupted"() {
    for (const name of ["moons", "lenet5"]) {
      const { config, samples } = readCase(name);
      const short = JSON.stringify({ ...JSON.parse(config), epochs: 2 });
      const once = () => {
        const training = new Training(short, samples);
        finish(training);
        return training;
      };
      const whole = once();
      assert.deepEqual(whole.weights(), once().weights());
      const begun = new Training(short, samples);
      begun.step();
      const checkpoint = begun.checkpoint();
      begun.free();
      const resumed = Training.resume(short, samples, checkpoint);
      finish(resumed);
      assert.deepEqual(resumed.weights(), whole.weights(), name);
      assert.equal(resumed.history(), whole.history());
      fails(() => Training.resume(config, samples, checkpoint), "checkpoint");
      fails(() => Training.resume(short, samples.part(Uint32Array.of(0, 1)), checkpoint), "checkpoint");
    }
  },
  "a training begins with the native bits and ends near them"() {
    for (const [name, most] of Object.entries(MOST)) {
      const there = readCase(name);
      const training = new Training(there.config, there.samples);
      assert.deepEqual(Buffer.from(training.weights()), there.initial, `${name}: initial weights`);
      finish(training);
      const here = training.weights();
      const [largest, relative] = distance(here, there.weights);
      const { history } = JSON.parse(training.history());
      const losses = history.map((epoch, i) => Math.abs(epoch.loss - there.history[i].loss));
      const apart = [largest, relative, Math.max(...losses)];
      const [weight, norm, loss] = apart.map((x) => x.toExponential(1));
      console.log(`${name}: weights are ${weight} apart, ${norm} of their norm, losses ${loss}, from ${there.engine}`);
      assert.ok(apart.every((x, i) => x <= most[i]), `${name}: ${apart}`);
      assert.ok(history.at(-1).loss < 0.7 * history[0].loss, `${name}: ${history.map((e) => e.loss)}`);
      // The same draws of drift on the same weights.
      const sweep = new Sweep(there.weights, there.samples, Float64Array.of(0.2, 0.6, 1), JSON.stringify(there.sweep));
      finish(sweep);
      JSON.parse(sweep.results()).forEach((level, i) => {
        assert.equal(level.sigma, there.accuracies[i].sigma);
        level.draws.forEach((accuracy, d) => {
          const other = Math.abs(accuracy - there.accuracies[i].draws[d]) * there.labels.length;
          assert.ok(other < 1.5, `${name}: ${other} samples are told otherwise`);
        });
      });
    }
  },
  "the benchmark's step lowers the loss"() {
    const bench = new StepBench("mlp:4-8-3", 16);
    const first = bench.step();
    for (let i = 0; i < 50; i += 1) bench.step();
    assert.ok(bench.step() < first);
    assert.ok(Number.isFinite(bench.forward()));
    fails(() => new StepBench("lenet6", 64), "model");
  },
  "errors have a code and a sentence"() {
    const two = (features, labels = [0, 1], shape = "2") =>
      new Samples(features, Uint32Array.from(labels), ["a", "b"], shape);
    const samples = two(Float32Array.of(0, 0, 1, 1));
    assert.equal(samples.length, 2);
    fails(() => two([0, 0, 1, 1]), "data");
    fails(() => two(Float32Array.of(0, 0, 1)), "data");
    fails(() => two(Float32Array.of(0, 0, 1, NaN)), "data");
    fails(() => two(new Uint8Array(4), [0, 2]), "data");
    fails(() => two(new Uint8Array(4), [0, 1], "2 by 1"), "data");
    fails(() => samples.part(Uint32Array.of(2)), "data");
    fails(() => Samples.moons(1, 0.1, 1), "data");
    fails(() => new Training("{}", samples), "form");
    fails(() => new Training(moons({ batch: 0 }), samples), "setting");
    fails(() => new Training(moons({ noise: { layers: [{ dropout: { rate: 1 } }] } }), samples), "analog");
    fails(() => new Training(moons(), two(new Uint8Array(6), [0, 1], "3")), "model");
    fails(() => Training.resume(moons(), samples, new Uint8Array(9)), "checkpoint");
    fails(() => new Sweep(new Uint8Array(9), samples, Float64Array.of(0.5), '{"first":0,"draws":1,"seed":1,"which":"matrices"}'), "model");
    const training = new Training(moons(), samples);
    const sweep = (usability, draws) =>
      new Sweep(training.weights(), samples, Float64Array.of(usability), `{"first":0,"draws":${draws},"seed":1,"which":"matrices"}`);
    fails(() => sweep(0, 1), "analog");
    fails(() => sweep(0.5, 0), "setting");
    fails(() => sweep(0.5, 1).results(), "not-finished");
    finish(training);
    fails(() => training.checkpoint(), "finished");
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    test();
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.stack ?? error.message ?? error}`);
  }
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;
