// Builds the site: hashed files, no inlined data, every address relative.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { digits, isDigits } from "./build/digits";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names the build after what is in it, and writes the service worker with its lists of files. */
function serviceWorker(): Plugin {
  return {
    name: "memrilab-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const digest = createHash("sha256");
      const files = Object.keys(bundle).filter((name) => name !== "index.html").sort();
      for (const name of files) {
        const part = bundle[name];
        if (part !== undefined) digest.update(name).update(part.type === "chunk" ? part.code : part.source);
      }
      const version = digest.digest("hex").slice(0, 12);
      const page = bundle["index.html"];
      if (page?.type !== "asset" || typeof page.source !== "string") throw new Error("index.html is not in the bundle");
      page.source = page.source.replace("__BUILD__", version);
      const others = ["./", "icon.svg", "memrilab.webmanifest"];
      const source = readFileSync(here("src/service-worker.js"), "utf8")
        .replace("__BUILD__", version)
        .replace('"__FILES__"', JSON.stringify([...others, ...files.filter((name) => !isDigits(name))]))
        .replace('"__LATER__"', JSON.stringify(files.filter(isDigits)));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

export default defineConfig({
  base: "./",
  build: {
    outDir: here("../target/site"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: "es", plugins: () => [digits()] },
  server: { fs: { allow: [here("..")] } },
  plugins: [digits(), serviceWorker()],
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
