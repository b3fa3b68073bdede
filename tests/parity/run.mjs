// The wasm side of the comparison: prints the lines of the cases.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(import.meta.url);
const module = require(join(resolve(process.argv[2]), "memrilab_parity.js"));
console.log(module.cases());
