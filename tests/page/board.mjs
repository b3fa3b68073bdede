// A serial port that is not there: the page finds it in `navigator.serial`, and at its other end
// an emulated board keeps the real time, here beside the browser. What passes can be spoiled.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./browser.mjs";

const PACKAGE = join(ROOT, "pkg");

async function module() {
  const crossbar = await import(pathToFileURL(join(PACKAGE, "memrilab_crossbar.js")).href);
  crossbar.initSync({ module: readFileSync(join(PACKAGE, "memrilab_crossbar_bg.wasm")) });
  return crossbar;
}

/** What the page is given before it begins. */
function stub() {
  const port = new EventTarget();
  const log = { requests: 0, opened: [], closed: 0, text: "" };
  let open = false;
  let source = null;
  const end = (work) => {
    try {
      work();
    } catch {
      // It has ended already.
    }
  };
  Object.assign(port, {
    readable: null,
    writable: null,
    async open(options) {
      if (open) throw new DOMException("The port is already open.", "InvalidStateError");
      open = true;
      log.opened.push(options);
      port.readable = new ReadableStream({ start: (controller) => { source = controller; } });
      port.writable = new WritableStream({
        write(chunk) {
          log.text += String.fromCharCode(...chunk);
          // A page that goes leaves what it wrote behind.
          sessionStorage.setItem("written", log.text.slice(-200));
          window.toBoard([...chunk]).catch(() => {});
        },
      });
    },
    async close() {
      if (port.readable.locked || port.writable.locked) throw new TypeError("a stream is locked");
      open = false;
      log.closed += 1;
    },
  });
  const serial = {
    async requestPort() {
      log.requests += 1;
      if (!navigator.userActivation.isActive) throw new DOMException("Must be handling a user gesture", "SecurityError");
      if (window.noPort) throw new DOMException("No port selected by the user.", "NotFoundError");
      return port;
    },
  };
  Object.defineProperty(navigator, "serial", { value: serial, configurable: true });
  window.board = {
    log,
    from: (pieces) => pieces.forEach((piece) => end(() => source.enqueue(Uint8Array.from(piece)))),
    vanish() {
      end(() => source.error(new DOMException("The device has been lost.", "NetworkError")));
      port.dispatchEvent(new Event("disconnect"));
    },
  };
}

/** Puts the port into every page of a browser. `array` is what the board drives. */
export async function withBoard(context, { dialect = "line", array, seed = 1 }) {
  const { Emulated } = await module();
  const board = new Emulated(dialect, JSON.stringify(array), seed);
  const state = { heard: "", sent: 0, spoil: null, board };
  let timer;
  const turn = (page) => {
    clearTimeout(timer);
    board.tick(performance.now());
    for (let bytes = board.nextOutput(); bytes !== undefined; bytes = board.nextOutput()) {
      state.sent += 1;
      const said = state.spoil?.([...bytes], state.sent) ?? [...bytes];
      // In pieces, as a port gives them: one byte, two, three, and again.
      const pieces = [];
      for (let at = 0; at < said.length; at += 1 + (pieces.length % 3)) pieces.push(said.slice(at, at + 1 + (pieces.length % 3)));
      const whole = pieces.flat().length === said.length ? pieces : [said];
      void page.evaluate((p) => window.board?.from(p), whole).catch(() => {});
    }
    const due = board.deadline();
    if (due !== undefined) timer = setTimeout(() => turn(page), Math.max(due - performance.now(), 0));
  };
  await context.exposeBinding("toBoard", ({ page }, bytes) => {
    state.heard = (state.heard + String.fromCharCode(...bytes)).slice(-4000);
    board.feed(Uint8Array.from(bytes), performance.now());
    turn(page);
  });
  await context.addInitScript(stub);
  state.end = () => clearTimeout(timer);
  return state;
}

export const STOP = "\n>0 STOP*961D\n";
/** Devices of the standard window that rise in 64 pulses. */
export const ARRAY = {
  rows: 10, columns: 10,
  model: { response: { exponential: { g_min: 0.2e-6, g_max: 6e-6, pulses: 64, curvature: 20 } }, sigma: 0.02, memory: 0, step: 1, half_select: 0, v_set: 3, v_reset: -3 },
  wires: { input: 0, word: 0, bit: 0, output: 0 }, read_noise: 0, faults: { shares: { stuck_on: 0, stuck_off: 0, dead: 0 }, known: [] },
};
