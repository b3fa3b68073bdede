import { describe, expect, it } from "vitest";
import { EXAMPLE, emulatorLimits, isLimitsFile, LIMIT_FIELDS, misfit } from "../src/state/crossbar/limits";
import { fieldsOf } from "../src/stations/crossbar/hardware-limits";
import { knownOf } from "../src/stations/crossbar/hardware-figures";
import { outcomeWords } from "../src/stations/crossbar/hardware-inferred";
import type { PenNow } from "../src/generated/types";
import { Port, serialOf } from "../src/work/port";

const wish = { rows: 10, columns: 10, read: 0.1, pulses: [3, -3], seconds: 1e-6 };

describe("limits", () => {
  it("say in a sentence what they do not allow", () => {
    const limits = emulatorLimits(10);
    expect(misfit(limits, wish)).toBe("");
    expect(misfit({ ...limits, rows: 3 }, wish)).toMatch(/10 × 10 devices, but the limits and the board leave 3 × 10/);
    expect(misfit({ ...limits, "read-volts": 0.05 }, wish)).toMatch(/^The network is read at 0.1 V, but the limits allow 0.05 V/);
    expect(misfit({ ...limits, "least-volts": 0 }, wish)).toMatch(/^The inputs of the network have both signs/);
    expect(misfit({ ...limits, "most-volts": 2 }, wish)).toMatch(/^A pulse of 3 V is outside the limits, \u22125 V to 2 V/);
    expect(misfit({ ...limits, "least-volts": -2 }, wish)).toMatch(/^A pulse of \u22123 V is outside/);
    expect(misfit(limits, { ...wish, seconds: 0.2 })).toMatch(/^A pulse of 0.2 s is longer than the limits allow, 0.1 s/);
    expect(misfit(EXAMPLE, { ...wish, pulses: [], seconds: 1 })).toBe("");
  });
  it("are a file with all fields, and nothing else", () => {
    expect(Object.keys(EXAMPLE).sort()).toEqual(LIMIT_FIELDS.map(([field]) => field).sort());
    expect(fieldsOf(JSON.stringify(EXAMPLE))).toEqual(EXAMPLE);
    for (const text of ["", "[1]", "null", "{", "3"]) expect(fieldsOf(text)).toBeNull();
    expect(isLimitsFile({ name: "a", text: "{}" })).toBe(true);
    for (const said of [null, undefined, {}, { name: "a" }, { name: "a", text: "x".repeat(5000) }]) expect(isLimitsFile(said)).toBe(false);
  });
});

describe("what is known of a board", () => {
  const measured = { rows: 2, columns: 3, siemens: Float64Array.of(1, 2, Number.NaN, 4, 5, 6), hits: [false, true, false, false, false, false] };
  const device = (conductance: number | null) => ({ pulses: 2, conductance, state: "done" as const });
  const now: PenNow = { devices: [device(10), device(null)], convergence: [], progress: { done: 1, total: 2 }, reads: 3, pulses: 4, yield_share: 0.5 };
  const written = { rows: 1, columns: 2, targets: Float64Array.of(11, 12), counted: 1, tolerance: 0.05, now };
  it("is the newer of what was read and written, where the smaller array stands in the corner", () => {
    expect(knownOf({ measured: null, written: null, readLast: false })).toBeNull();
    const known = knownOf({ measured, written, readLast: false });
    expect([...(known?.siemens ?? [])]).toEqual([10, 2, Number.NaN, 4, 5, 6]);
    expect([...(known?.targets ?? [])]).toEqual([11, 12, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(known?.hits[1]).toBe(true);
    expect([...(knownOf({ measured, written, readLast: true })?.siemens ?? [])].slice(0, 2)).toEqual([1, 2]);
  });
});

it("compares the board with software in one sentence", () => {
  const accuracy = (share: number) => ({ share, interval: [0.9, 1] as [number, number] });
  const outcome = { points: 100, array: accuracy(0.97), software: accuracy(0.98), agreement: 0.99, rms_error: 0.1, rms_software: 3 };
  expect(outcomeWords(outcome)).toBe("The board tells 1 fewer of 100 samples right than the network in floating point does.");
  expect(outcomeWords({ ...outcome, array: accuracy(1) })).toMatch(/2 more of 100/);
  expect(outcomeWords({ ...outcome, array: accuracy(0.98) })).toMatch(/as many of 100/);
});

describe("a port", () => {
  const made = (broken = false) => {
    const log: string[] = [];
    const streams: { source?: ReadableStreamDefaultController<Uint8Array> } = {};
    const listeners: (() => void)[] = [];
    const port = {
      readable: null as ReadableStream<Uint8Array> | null,
      writable: null as WritableStream<Uint8Array> | null,
      async open(options: object) {
        log.push(JSON.stringify(options));
        port.readable = new ReadableStream({ start: (c) => void (streams.source = c) });
        port.writable = new WritableStream({ write: (chunk) => { if (broken) throw new Error("no wire"); log.push([...chunk].join()); } });
      },
      async close() {
        expect(port.readable?.locked).toBe(false);
        expect(port.writable?.locked).toBe(false);
        log.push("closed");
      },
      addEventListener: (_: string, listener: () => void) => void listeners.push(listener),
    };
    return { port, log, streams, listeners };
  };
  const settings = { baud: 921_600, even_parity: true, stop: [9, 9] };
  const heard = () => {
    const all: string[] = [];
    return { all, bytes: (b: Uint8Array) => void all.push([...b].join()), lost: (why: string) => void all.push(why) };
  };
  it("writes in order, ends with the stop, and closes", async () => {
    const { port, log, streams } = made();
    const told = heard();
    const open = await Port.open(port, settings, told);
    open.write(Uint8Array.of(1));
    open.write(Uint8Array.of(2));
    streams.source?.enqueue(Uint8Array.of(7));
    await new Promise((resolve) => setTimeout(resolve));
    let halted = () => {};
    const ending = open.end(new Promise<void>((resolve) => { halted = resolve; }));
    open.write(Uint8Array.of(3));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log).not.toContain("closed");
    streams.source?.enqueue(Uint8Array.of(8));
    await new Promise((resolve) => setTimeout(resolve));
    halted();
    await ending;
    await open.end(Promise.resolve());
    expect(log).toEqual(['{"baudRate":921600,"dataBits":8,"stopBits":1,"parity":"even","flowControl":"none"}', "1", "2", "9,9", "closed"]);
    expect(told.all).toEqual(["7", "8"]);
  });
  it("that vanishes or cannot be written says so", async () => {
    const { port, log, streams, listeners } = made();
    const told = heard();
    const open = await Port.open(port, settings, told);
    streams.source?.error(new Error("The device has been lost."));
    await new Promise((resolve) => setTimeout(resolve));
    expect(told.all).toEqual(["The device has been lost"]);
    await open.end(Promise.resolve());
    for (const listener of listeners) listener();
    expect(told.all).toHaveLength(1);
    expect(log.at(-2)).toBe("9,9");
    const other = made(true);
    const said = heard();
    const broken = await Port.open(other.port, settings, said);
    broken.write(Uint8Array.of(1));
    await new Promise((resolve) => setTimeout(resolve));
    expect(said.all).toEqual(["no wire"]);
    await broken.end(Promise.resolve());
    expect(other.log.at(-1)).toBe("closed");
  });
  it("is there only where the browser has it", () => {
    expect(serialOf({})).toBeNull();
    expect(serialOf({ serial: undefined })).toBeNull();
  });
});
