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
const { Samples, Data, Trial, Network, Sweep, Votes, StepBench } = module;
const networks = await import(pathToFileURL(join(root, "pkg/memrilab_networks.js")));
networks.initSync({ module: readFileSync(join(root, "pkg/memrilab_networks_bg.wasm")) });

const EXACT = { device: "usability", usability: 1 };
/** One training of a configuration, as a run of the page holds it. */
const training = (config, train, { validation = train, test = train, checkpoint = new Uint8Array() } = {}) => {
  const data = Data.of(train, validation, test);
  const run = { model: null, method: "erm", trainings: 1, wave: 1, noise: { p1: 0, p2: 0, strength: null }, epochs: 1, batch: 1, rate: 1, device: EXACT, objective: { objective: "drift", draws: 1 }, seed: 1 };
  return new Trial(data, JSON.stringify(run), `{"method":"erm","number":0,"point":[],"config":${config}}`, checkpoint);
};
const sweepOf = (weights, samples, usabilities, config) => {
  const devices = usabilities.map((usability) => ({ device: "usability", usability }));
  return new Sweep(new Network(weights), Data.of(samples, samples, samples), JSON.stringify(devices), JSON.stringify(config));
};

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
      const validation = all.part(first.map((i) => (i % 100) + 200));
      const trial = training(moons({ noise }), all.part(first), { validation });
      assert.ok(finish(trial) > 1, "the work is done in steps");
      const { history, stopped, engine, score, clean } = JSON.parse(trial.outcome());
      assert.deepEqual([history.length, stopped], [200, { reason: "finished" }]);
      assert.ok(Math.abs(score - clean) < 1e-12 && clean > 0.95, "an exact device loses nothing");
      assert.ok(history[199].validation > 0.95, `${history[199].validation}`);
      assert.ok(history[199].loss < history[0].loss / 2);
      assert.match(engine, /candle.*simd128/);
      // Of the weights that came out, exact and drifting.
      const sweep = sweepOf(trial.weights(), all, [0.1, 1], { first: 0, draws: 5, seed: 1, which: "matrices" });
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
        const trial = training(short, samples);
        finish(trial);
        return trial;
      };
      const whole = once();
      assert.deepEqual(whole.weights(), once().weights());
      const begun = training(short, samples);
      begun.step();
      const checkpoint = begun.checkpoint();
      begun.free();
      const resumed = training(short, samples, { checkpoint });
      finish(resumed);
      assert.deepEqual(resumed.weights(), whole.weights(), name);
      assert.equal(resumed.outcome(), whole.outcome());
      assert.equal(whole.checkpoint(), undefined, "what is over cannot be gone on with");
      fails(() => training(config, samples, { checkpoint }), "checkpoint");
      fails(() => training(short, samples.part(Uint32Array.of(0, 1)), { checkpoint }), "checkpoint");
    }
  },
  "a training begins with the native bits and ends near them"() {
    for (const [name, most] of Object.entries(MOST)) {
      const there = readCase(name);
      const trial = training(there.config, there.samples);
      assert.deepEqual(Buffer.from(trial.weights()), there.initial, `${name}: initial weights`);
      finish(trial);
      const here = trial.weights();
      const [largest, relative] = distance(here, there.weights);
      const { history } = JSON.parse(trial.outcome());
      const losses = history.map((epoch, i) => Math.abs(epoch.loss - there.history[i].loss));
      const apart = [largest, relative, Math.max(...losses)];
      const [weight, norm, loss] = apart.map((x) => x.toExponential(1));
      console.log(`${name}: weights are ${weight} apart, ${norm} of their norm, losses ${loss}, from ${there.engine}`);
      assert.ok(apart.every((x, i) => x <= most[i]), `${name}: ${apart}`);
      assert.ok(history.at(-1).loss < 0.7 * history[0].loss, `${name}: ${history.map((e) => e.loss)}`);
      // The same draws of drift on the same weights.
      const sweep = sweepOf(there.weights, there.samples, [0.2, 0.6, 1], there.sweep);
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
    fails(() => training("{}", samples), "form");
    fails(() => training(moons({ batch: 0 }), samples), "setting");
    fails(() => training(moons({ noise: { layers: [{ dropout: { rate: 1 } }] } }), samples), "analog");
    fails(() => training(moons(), two(new Uint8Array(6), [0, 1], "3")), "model");
    fails(() => training(moons(), samples, { checkpoint: new Uint8Array(9) }), "checkpoint");
    fails(() => new Network(new Uint8Array(9)), "model");
    const trial = training(moons(), samples);
    fails(() => trial.outcome(), "not-finished");
    const sweep = (usability, draws) => sweepOf(trial.weights(), samples, [usability], { first: 0, draws, seed: 1, which: "matrices" });
    fails(() => sweep(0, 1), "analog");
    fails(() => sweep(0.5, 0), "setting");
    fails(() => sweep(0.5, 1).results(), "not-finished");
    fails(() => Data.files([["digits", Uint8Array.of(1, 2, 3)]], 1), "data");
    fails(() => Data.files([["V.csv", new TextEncoder().encode("V,I\n0,1e-9\n1,2e-9\n")]], 1), "data");
    fails(() => Data.moons(-1, 1), "data");
  },
  "a search is planned in waves, whatever order they come back in"() {
    const data = Data.moons(0.1, 1);
    const { form, samples, classes, pixels } = JSON.parse(data.about());
    assert.deepEqual([form, samples, classes, pixels], [{ shape: { channels: 2, height: 1, width: 1 }, classes: 2 }, [200, 400, 400], ["0", "1"], false]);
    const run = { model: "moons:5", method: "bayesmulti", trainings: 5, wave: 2, noise: { p1: 0, p2: 0, strength: null }, epochs: 20, batch: 16, rate: 0.03, device: { device: "usability", usability: 0.5 }, objective: { objective: "drift", draws: 4 }, seed: 3 };
    const plan = (outcomes) => JSON.parse(networks.plan(JSON.stringify(run), JSON.stringify(form), JSON.stringify(outcomes)));
    const outcomes = [];
    const waves = [];
    for (let { trials, layers } = plan(outcomes); trials.length > 0; { trials } = plan(outcomes)) {
      assert.deepEqual(layers ?? ["dense1", "dense2"], ["dense1", "dense2"]);
      waves.push(trials.map((t) => t.number));
      // The second of a wave comes back first; the plan waits for the other.
      for (const trial of [...trials].reverse()) {
        const job = new Trial(data, JSON.stringify(run), JSON.stringify(trial), new Uint8Array());
        finish(job);
        outcomes.push(JSON.parse(job.outcome()));
        const left = plan(outcomes).trials.map((t) => t.number);
        if (trial !== trials[0]) assert.deepEqual(left, [trials[0].number]);
      }
    }
    assert.deepEqual(waves, [[0, 1], [2, 3], [4]]);
    const best = Math.max(...outcomes.map((o) => o.score));
    assert.equal(outcomes.find((o) => o.trial.number === plan(outcomes).best).score, best);
    fails(() => networks.plan(JSON.stringify({ ...run, rate: 99 }), JSON.stringify(form), "[]"), "setting");
    fails(() => networks.plan(JSON.stringify({ ...run, model: "lenet5" }), JSON.stringify(form), "[]"), "model");
    fails(() => networks.plan(JSON.stringify(run), JSON.stringify(form), JSON.stringify([{ ...outcomes[0], trial: { ...outcomes[0].trial, number: 0 } }, outcomes[0]])), "setting");
  },
  "what is looked at is what a sweep draws"() {
    const data = Data.moons(0.1, 1);
    const all = Samples.moons(400, 0.1, 5);
    const trial = training(moons({ epochs: 60 }), all);
    finish(trial);
    const network = new Network(trial.weights());
    const about = JSON.parse(network.about());
    assert.deepEqual([about.model, about.layers.map((l) => [l.name, l.rows, l.columns, l.analog])], ["moons", [["dense1", 8, 2, true], ["dense2", 1, 8, true]]]);
    const device = JSON.stringify({ device: "usability", usability: 0.4 });
    const samples = Uint32Array.from({ length: 400 }, (_, i) => i);
    const sweep = new Sweep(network, data, `[${device}]`, '{"first":0,"draws":1,"seed":7,"which":"matrices"}');
    finish(sweep);
    const [{ draws: [accuracy] }] = JSON.parse(sweep.results());
    const judged = JSON.parse(network.judged(data, device, 7, 1, samples));
    assert.equal(judged.filter((j) => j.says === j.label).length / 400, accuracy, "the same draw tells the same samples right");
    assert.ok(judged.every((j) => j.share === 1 && j.votes.length === 2));
    const plane = JSON.parse(network.boundary(data, device, 7, 1, 30, 20));
    assert.equal(plane.share.length, 600);
    assert.ok(plane.share.every((p) => p === 0 || p === 1) && plane.clean.length > 10);
    assert.equal(plane.points.filter(([, , , right]) => right).length / 400, accuracy);
    const [trained, stored, drifted] = [0, 1, 2].map((i) => network.layer(0, device, 7, 0).subarray(16 * i, 16 * i + 16));
    assert.deepEqual(trained, stored, "a usability alone stores every weight exactly");
    drifted.forEach((w, i) => assert.equal(Math.sign(w), Math.sign(trained[i])));
    assert.ok(drifted.some((w, i) => Math.abs(w - trained[i]) > 0.2 * Math.abs(trained[i])));
    fails(() => network.layer(2, device, 7, 0), "setting");
    fails(() => network.judged(data, device, 7, 0, samples), "setting");
    fails(() => network.judged(data, device, 7, 1, Uint32Array.of(400)), "data");
    fails(() => network.boundary(data, '{"device":"usability","usability":2}', 7, 1, 30, 20), "analog");
    // Votes: the same in one piece and in two.
    const config = { law: { p1: 0.1, p2: 0.1 }, sigma: 0.1, device: 0.5, votes: { selection: 10, draws: 90, alpha: 0.01 }, seed: 1 };
    const votes = () => new Votes(network, data, 0, JSON.stringify(config));
    const whole = votes().cast(0, 100);
    assert.deepEqual([...whole], [...votes().cast(0, 30), ...votes().cast(30, 100)]);
    const certified = JSON.parse(votes().certified(whole));
    assert.ok(certified.lognormal.certificate.radius > 0 && certified.lognormal.sampled.d === 24, JSON.stringify(certified.lognormal));
    assert.equal(certified.exact.theta, 24);
    fails(() => votes().certified(whole.subarray(0, 100)), "setting");
  },
  "theory, tests and figures need no tensors"() {
    const { certified, figure } = JSON.parse(networks.theoryOf(0.95, 0.3, 0.1, 5));
    // (ln .55 - 5 ln .9) / (ln .3 - ln .9)
    assert.ok(Math.abs(certified.published.radius - 0.064658) < 1e-6, `${certified.published.radius}`);
    assert.deepEqual([figure.along_r.length, figure.along_c.at(-1).at], [6, 1]);
    fails(() => networks.theoryOf(0.95, 0.7, 0.7, 5), "analog");
    const examples = JSON.parse(networks.counterExamples());
    assert.ok(examples.length >= 4 && examples.every((e) => e["published-bound"] > 0.5 && e.actual < 0.5));
    const paired = JSON.parse(networks.pairedTest(Float64Array.of(0.9, 0.8, 0.85), Float64Array.of(0.7, 0.75, 0.72)));
    // Differences .2, .05, .13: mean .12667, sd .07506, t = 2.9229 on two degrees of freedom.
    assert.ok(Math.abs(paired.t - 2.9229) < 1e-3 && Math.abs(paired.p - 0.0998) < 1e-3, JSON.stringify(paired));
    assert.equal(networks.spreadOf(Float64Array.of(1)), "null");
    const chart = JSON.stringify({ chart: "theory", ...figure });
    assert.ok(networks.networkPicture(chart, '{"width":600}').length > 1000);
    assert.match(networks.networkSvg(chart, '{"width":600,"dark":true}'), /^<svg/);
    assert.match(networks.networkTableCsv(chart, "{}"), /published/);
    fails(() => networks.networkPicture(chart, '{"width":1}'), "figure");
    fails(() => networks.networkPicture('{"chart":"theory"}', "{}"), "form");
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
