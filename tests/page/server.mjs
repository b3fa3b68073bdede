// Serves a folder as GitHub Pages does: under a sub-path, with its types and its ten
// minutes of caching, and without any header of its own. What is served may be changed.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** @returns {Promise<{address: string, served: string[], folder: string, close(): Promise<void>}>} */
export function serve(folder, under = "/memrilab/") {
  const state = { folder, served: [], address: "", close: async () => {} };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    state.served.push(path);
    const inside = path.startsWith(under) ? path.slice(under.length) : null;
    const file = inside === null ? null : normalize(join(state.folder, inside === "" ? "index.html" : inside));
    if (file === null || !file.startsWith(state.folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": statSync(file).size,
      "cache-control": "max-age=600",
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      state.address = `http://localhost:${server.address().port}${under}`;
      state.close = () => new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      });
      resolve(state);
    });
  });
}
