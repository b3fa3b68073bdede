// The benchmark in wasm: the same file, read and analysed, timed from outside.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(import.meta.url);
const [folder, cycles, points, draws] = process.argv.slice(2);
const module = require(join(resolve(folder), "memrilab_parity.js"));
const bytes = module.bench_file(Number(cycles), Number(points));

const time = (work) => {
  const start = performance.now();
  const result = work();
  return [(performance.now() - start) / 1000, result];
};
const [secondsRead, sweep] = time(() => module.bench_read(bytes));
const [secondsAnalyze, analysed] = time(() => module.bench_analyze(sweep, Number(draws)));
if (analysed !== Number(cycles)) throw new Error(`${analysed} of ${cycles} cycles were analysed`);
console.log(
  JSON.stringify({
    schema: 1,
    bytes: bytes.length,
    seconds_read: secondsRead,
    seconds_analyze: secondsAnalyze,
    threads: 1,
  }),
);
