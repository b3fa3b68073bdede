// Boards: the built-in emulator, a port of a stubbed Web Serial, and all that must end a session.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { ARRAY, STOP, withBoard } from "./board.mjs";
import { axe, clean, fitsPhone, open } from "./browser.mjs";

let browser;
let board = null;
beforeEach(async () => {
  browser = await open();
  board = null;
});
afterEach(async () => {
  board?.end();
  clean(browser);
  await browser.close();
});

const LINK = "#station=crossbar&task=moons&train=erm&falls=0&window_from=standard&sigma_from=hand&tolerance=0.1";
const LIMITS = { rows: 10, columns: 10, "read-volts": 0.2, "least-volts": -3.5, "most-volts": 3.5, "pulse-seconds": 0.01, "compliance-amperes": 1e-3, "volts-per-second": 20_000 };
const panel = (page) => page.locator("[data-part=hardware]");
/** Presses what may not be pressed, too: that nothing comes of it is for the page to see to. */
const press = (page, name) => panel(page).getByRole("button", { name }).click({ force: true });
const stop = (page) => page.locator(".stop-bar").getByRole("button", { name: /^STOP/ }).click();
const phase = (page, wanted) => page.locator(`[data-part=hardware][data-phase=${wanted}]`).waitFor({ timeout: 15_000 });
const idle = (page, timeout = 120_000) => page.waitForFunction(() => document.querySelector("[data-part=hardware]").getAttribute("aria-busy") === "false", null, { timeout });
const ended = (page) => panel(page).locator(".ended").innerText();
/** What the panel says of the board's answer to the stop. */
const halted = (page) => panel(page).locator(".halted").innerText();
const CONFIRMED = "The board confirmed that it stopped.";
const UNCONFIRMED = "The board did not confirm that it stopped: switch off what drives the array.";
/** Until the board behind the port drives nothing: what it was told last may still be under way, and then it goes safe by itself. */
const safe = async (page) => {
  for (const until = Date.now() + 5000; board.board.energised() && Date.now() < until; ) await page.waitForTimeout(20);
  assert.equal(board.board.energised(), false);
};
const read = (page) => page.locator(".measured").getAttribute("data-read").then(Number);
const station = async (hash = LINK) => {
  const page = await browser.visit(hash, { drawn: false });
  await panel(page).waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => document.querySelector("#bench.crossbar").getAttribute("aria-busy") === "false");
  return page;
};
const limits = (page, text = JSON.stringify(LIMITS), name = "mine.json") => panel(page).locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
/** A board behind the stubbed port, and a page that is connected with it. */
const onPort = async ({ dialect = "line", link = "", ...more } = {}) => {
  board = await withBoard(browser.context, { dialect, array: { ...ARRAY, ...more } });
  const page = await station(`${LINK}&board=port&dialect=${dialect}${link}`);
  await limits(page);
  await press(page, "Choose a port and connect");
  return page;
};
const arm = async (page) => {
  await panel(page).getByRole("switch").click();
  await panel(page).locator(".arm.on").waitFor();
};
const infer = async (page) => {
  await press(page, "Infer test samples");
  await idle(page);
  return {
    accuracy: Number(await page.locator(".inferred .headline strong").innerText()),
    software: Number((await page.locator(".inferred .facts dd").first().innerText()).split(",")[0]),
    words: await page.locator(".inferred .why").innerText(),
  };
};
const log = (page) => page.evaluate(() => window.board.log);
/** The array of the board as it is saved: line, line, siemens, target, pulses. */
const saved = async (page) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Save as CSV")]);
  return readFileSync(await download.path(), "utf8").trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
};
/** Every pulse that went out: microvolts and microseconds. */
const pulses = async (page) => [...(await log(page)).text.matchAll(/PULSE \d+ \d+ (-?\d+) (\d+) -?\d+\*/g)].map(([, volts, seconds]) => [Number(volts), Number(seconds)]);
const hide = (page) => page.evaluate(() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
});
/** Notes all that is told of the stop, also what is soon told otherwise. */
const noteHalts = (page) => page.evaluate(() => {
  window.halts = [];
  const note = () => {
    const told = document.querySelector("[data-part=hardware] .halted")?.textContent;
    if (told !== undefined && told !== window.halts.at(-1)) window.halts.push(told);
  };
  new MutationObserver(note).observe(document.querySelector("[data-part=hardware]"), { childList: true, subtree: true, characterData: true });
});
const halts = (page) => page.evaluate(() => window.halts);
const program = async (page) => {
  await arm(page);
  await press(page, "Program the network");
  await page.locator(".board-facts").waitFor();
  await idle(page);
};

/** Read, arm, program, infer: from an array that knows nothing to one that tells the moons. */
async function taught(page) {
  await phase(page, "connected");
  assert.equal(await panel(page).getByRole("switch").isChecked(), false);
  await press(page, "Program the network");
  assert.equal(await page.locator(".board-facts").count(), 0, "nothing is programmed unless armed");
  await press(page, "Read all devices");
  await page.locator(".measured[data-read='100']").waitFor();
  const before = await infer(page);
  assert.ok(before.accuracy < 0.8, `${before.accuracy} before anything was programmed`);
  await arm(page);
  await press(page, "Program the network");
  await page.locator(".board-facts").waitFor();
  await idle(page);
  const facts = await page.locator(".board-facts").innerText();
  assert.match(facts, /Yield, as read last\s+(9[5-9](\.\d)?|100)\s% of the 42 devices that carry weights/);
  const [, done] = /(\d+) within tolerance, \d+ given up, 0 wait/.exec(facts);
  assert.ok(Number(done) >= 95, facts);
  await panel(page).locator(".figure canvas[data-drawn^=convergence]").waitFor();
  assert.equal(await panel(page).getByRole("switch").isChecked(), false, "disarmed when it ends");
  const after = await infer(page);
  assert.ok(after.software > 0.95);
  assert.ok(after.accuracy > 0.9, `${after.accuracy}`);
  assert.ok(Math.abs(after.accuracy - after.software) <= 0.05, `${after.accuracy} on the board, ${after.software} in software`);
  assert.match(after.words, /^The board tells (as many|\d+ (fewer|more)) of 100 samples right/);
}

test("the emulator is read, armed, programmed, and classifies the moons", async () => {
  const page = await station();
  assert.equal(await page.locator(".stop-bar").count(), 0);
  await press(page, "Connect to the emulator");
  await taught(page);
  assert.match(await panel(page).locator(".board").innerText(), /Connected to memrilab-emulator: 10 word lines by 10 bit lines; it goes safe by itself 500 ms/);
  assert.equal(await page.locator(".stop-bar .state").innerText(), "memrilab-emulator: connected, not armed");
  await page.keyboard.press("Escape");
  await phase(page, "apart");
  assert.equal(await ended(page), "Stopped as asked. What was measured stays.");
  assert.equal(await halted(page), CONFIRMED);
  assert.equal(await page.locator(".inferred").count(), 1);
  assert.equal(await read(page), 100);
  assert.match(await page.locator(".board-facts").innerText(), /, 0 wait/);
  await page.close();
});

test("the emulated devices are those that are set, and so is what is written on them", async () => {
  const EFFECTS = "&effects=levels,faults,read-noise&g_levels=30&stuck_on=0&stuck_off=0&dead=0&read_noise=0.01&devices=0.2.1_dead,0.0.0_2e-6";
  const first = async (page) => {
    await press(page, "Connect to the emulator");
    await phase(page, "connected");
    await press(page, "Read all devices");
    await page.locator(".measured[data-read='100']").waitFor();
    await idle(page);
    return saved(page);
  };
  const page = await station(`${LINK}${EFFECTS}`);
  const there = await first(page);
  // With read noise no two devices read the same.
  assert.ok(new Set(there.map(([, , siemens]) => siemens)).size > 90);
  await program(page);
  const rows = await saved(page);
  const at = (row, column) => rows.find((r) => r[0] === row && r[1] === column);
  // 30 levels over 0.2 to 6 µS are 0.2 µS apart.
  assert.ok(rows.every(([, , , target]) => Math.abs(target / 2e-7 - Math.round(target / 2e-7)) < 1e-6));
  assert.ok(Math.abs(at(1, 1)[3] / 2e-6 - 1) < 1e-9, "the target that was set by hand");
  assert.ok(Math.abs(at(3, 2)[2]) < 1e-12, "dead by hand");
  const near = rows.filter(([, , siemens, target]) => Math.abs(siemens / target - 1) < 0.15);
  assert.ok(near.length > 85, `${near.length} near their targets`);
  const [, up] = /(\d+) given up, 0 wait/.exec(await page.locator(".board-facts").innerText());
  assert.ok(Number(up) >= 1);
  await page.locator(".measured canvas").focus();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await panel(page).getByText(/^Word line 3, bit line 2: 0\sS, to be .*, given up\.$/).waitFor();
  // The same seed gives the same devices, another one others.
  await stop(page);
  await phase(page, "apart");
  assert.deepEqual(await first(page), there);
  await page.close();
  const other = await station(`${LINK}${EFFECTS}&seed=2`);
  assert.notDeepEqual(await first(other), there);
  await other.close();
});

test("the emulator keeps the limits of a file, and a voltage that they cut is told", async () => {
  const page = await station(`${LINK}&board_samples=400`);
  await limits(page, JSON.stringify({ ...LIMITS, "read-volts": 0.05, "most-volts": 1.5 }));
  await panel(page).getByText("The limits of mine.json").waitFor();
  await press(page, "Connect to the emulator");
  await phase(page, "connected");
  await panel(page).getByText("The network is read at 0.1 V, but the limits allow 0.05 V").first().waitFor();
  assert.equal(await panel(page).getByRole("switch").isDisabled(), true);
  // All devices are read with as much as is allowed.
  await press(page, "Read all devices");
  await page.locator(".measured[data-read='100']").waitFor();
  await stop(page);
  await phase(page, "apart");
  // Put away, those of the emulator count again; at 0.1 V some test samples are beyond.
  await press(page, "Put mine.json away");
  await panel(page).getByText("Without a file the emulator has limits of its own").waitFor();
  await press(page, "Connect to the emulator");
  await phase(page, "connected");
  await panel(page).getByText("to 5.00 V, at most 100 ms").waitFor();
  assert.doesNotMatch((await infer(page)).words, /cut/);
  await stop(page);
  await phase(page, "apart");
  await limits(page, JSON.stringify({ ...LIMITS, "read-volts": 0.1 }));
  await panel(page).getByText("The limits of mine.json").waitFor();
  await press(page, "Connect to the emulator");
  await phase(page, "connected");
  assert.match((await infer(page)).words, / [1-9]\d* voltages? beyond the limits for reading (was|were) cut there\.$/);
  await page.close();
});

test("a network on several arrays is not written on the one of a board", async () => {
  const page = await station(`${LINK}&hidden=30`);
  await press(page, "Connect to the emulator");
  await phase(page, "connected");
  await panel(page).getByText(/^The network stands on \d+ arrays, and a board has one/).first().waitFor();
  assert.equal(await panel(page).getByRole("switch").isDisabled(), true);
  assert.equal(await panel(page).getByRole("button", { name: "Infer test samples" }).getAttribute("aria-disabled"), "true");
  await page.close();
});

test("the emulated ArC ONE does the same", async () => {
  const page = await station(`${LINK}&dialect=arc-one&board_samples=40`);
  await press(page, "Connect to the emulator");
  await phase(page, "connected");
  await arm(page);
  await press(page, "Program the network");
  await page.locator(".board-facts").waitFor();
  await idle(page);
  const { accuracy, software } = await infer(page);
  assert.ok(accuracy > 0.9 && software > 0.9, `${accuracy} of ${software}`);
  await stop(page);
  assert.equal(await halted(page), "An ArC ONE does not confirm a stop, and ends a pulse by itself.");
  await page.close();
});

test("a board on a stubbed serial port is programmed and classifies the moons", async () => {
  const page = await onPort();
  await taught(page);
  const { requests, opened } = await log(page);
  assert.equal(requests, 1);
  assert.deepEqual(opened, [{ baudRate: 115_200, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" }]);
  // What the page says it read is what the devices have.
  const real = board.board.conductance();
  const rows = await saved(page);
  assert.deepEqual(rows.map(([row, column]) => [row, column]), Array.from({ length: 100 }, (_, at) => [Math.floor(at / 10) + 1, (at % 10) + 1]));
  rows.forEach(([, , siemens], at) => assert.ok(Math.abs(siemens / real[at] - 1) < 1e-3, `${siemens} of ${real[at]}`));
  await noteHalts(page);
  await stop(page);
  await phase(page, "apart");
  await panel(page).locator(".halted").waitFor();
  assert.deepEqual(await halts(page), [CONFIRMED], "nothing is told before it is known");
  await page.waitForFunction(() => window.board.log.closed === 1);
  assert.ok((await log(page)).text.endsWith(STOP));
  assert.equal(board.board.energised(), false);
  await page.close();
});

test("an ArC ONE is opened with its speed and its parity", async () => {
  const page = await onPort({ dialect: "arc-one" });
  await phase(page, "connected");
  await press(page, "Read all devices");
  await page.locator(".measured[data-read='100']").waitFor({ timeout: 60_000 });
  assert.deepEqual((await log(page)).opened, [{ baudRate: 921_600, dataBits: 8, stopBits: 1, parity: "even", flowControl: "none" }]);
  assert.match(await panel(page).locator(".board").innerText(), /no dead man's switch/);
  await page.close();
});

/** In the middle of a programming: some devices are written, and it goes on. */
const programming = async (page) => {
  await phase(page, "connected");
  await arm(page);
  await press(page, "Program the network");
  await page.waitForFunction(() => Number(document.querySelector(".measured")?.dataset.read ?? 0) > 5, null, { timeout: 30_000 });
};
const after = async (page, why) => {
  await phase(page, "apart");
  assert.match(await ended(page), why);
  assert.match(await ended(page), /What was measured stays\.$/);
  assert.ok((await read(page)) > 5);
  assert.match(await page.locator(".board-facts").innerText(), /[1-9]\d* wait/);
  assert.ok((await log(page)).text.endsWith(STOP), (await log(page)).text.slice(-60));
  await safe(page);
  assert.equal(await page.locator(".stop-bar").count(), 0);
};

test("a port that vanishes in the middle of programming", async () => {
  const page = await onPort();
  await programming(page);
  await page.evaluate(() => window.board.vanish());
  await after(page, /^The port is gone: (The device has been lost|it was unplugged); plug the board in and connect again\./);
  assert.equal(await halted(page), UNCONFIRMED);
  // It can be connected again, and what was measured gives way to what is measured then.
  await press(page, "Choose a port and connect");
  await phase(page, "connected");
  assert.equal(await page.locator(".measured").count(), 0);
  await page.close();
});

test("programming is cancelled: the board is disarmed and stays; a reload in the middle of it writes the stop", async () => {
  const page = await onPort();
  await programming(page);
  await page.locator(".stop-bar").getByRole("button", { name: "Cancel" }).click();
  await idle(page);
  await phase(page, "connected");
  assert.equal(await panel(page).getByRole("switch").isChecked(), false);
  assert.equal(board.board.energised(), false);
  assert.match(await page.locator(".board-facts").innerText(), /[1-9]\d* wait/);
  // Read again, the array is as it is, not as it was written.
  await press(page, "Read all devices");
  await page.locator(".measured[data-read='100']").waitFor();
  await programming(page);
  await page.reload();
  assert.ok((await page.evaluate(() => sessionStorage.getItem("written"))).endsWith(STOP));
  await safe(page);
  await page.close();
});

test("pulses are those that are set, and a stop in the middle of them keeps all that was measured", async () => {
  const page = await onPort({ link: "&v_set=2.75&v_reset=-2.5&pulse_s=2e-3" });
  await programming(page);
  await stop(page);
  await after(page, /^Stopped as asked\./);
  const sent = await pulses(page);
  assert.ok(sent.length > 5);
  for (const [volts, seconds] of sent) assert.ok((volts === 2_750_000 || volts === -2_500_000) && seconds === 2000, `${volts} µV, ${seconds} µs`);
  // The answer to the last one may have come too late.
  const [, counted] = /Pulses, reads\s+(\d+), /.exec(await page.locator(".board-facts").innerText());
  assert.ok(sent.length - Number(counted) <= 1, `${counted} of ${sent.length}`);
  // The next stop is not confirmed by what was said to this one.
  await press(page, "Choose a port and connect");
  await phase(page, "connected");
  await noteHalts(page);
  board.spoil = () => [];
  await stop(page);
  await panel(page).locator(".halted").waitFor();
  assert.deepEqual(await halts(page), [UNCONFIRMED]);
  await page.close();
});

test("the program that speaks with the board dies: the page itself stops the board", async () => {
  await browser.context.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(address, options) {
        super(address, options);
        if (options?.name === "memrilab board") window.speaker = this;
      }
    };
  });
  const dies = () => page.evaluate(() => window.speaker.onerror(new ErrorEvent("error", { message: "out of memory" })));
  const page = await onPort();
  await programming(page);
  await dies();
  await after(page, /^The board was stopped, because the program that speaks with it did: out of memory\./);
  assert.equal(await halted(page), UNCONFIRMED);
  // Also when it dies before the board's answer to a stop is known.
  await press(page, "Choose a port and connect");
  await phase(page, "connected");
  board.spoil = () => [];
  await stop(page);
  await phase(page, "apart");
  await dies();
  await panel(page).locator(".halted").waitFor();
  assert.equal(await halted(page), UNCONFIRMED);
  assert.match(await ended(page), /^Stopped as asked\./);
  await page.close();
});

test("garbage in the middle of programming", async () => {
  const page = await onPort();
  await programming(page);
  const from = board.sent;
  board.spoil = (bytes, at) => (at > from ? [0xff, 0x00, 0x41, 0x0a, ...bytes] : bytes);
  await after(page, /the link is not clean: check the cable/);
  await page.close();
});

test("silence in the middle of programming", async () => {
  const page = await onPort();
  await programming(page);
  board.spoil = () => [];
  await after(page, /^No answer to a (reading|pulse) within \d+ ms; check the cable and the power of the board\./i);
  assert.equal(await halted(page), UNCONFIRMED);
  await page.close();
});

test("nobody answers, no port is chosen, limits that are none", async () => {
  const page = await onPort();
  await phase(page, "connected");
  // The port is still being closed, because the board is waited for, when it is opened again.
  board.spoil = () => [];
  await stop(page);
  await phase(page, "apart");
  await press(page, "Choose a port and connect");
  await phase(page, "apart");
  assert.match(await ended(page), /^No board answered within \d+ ms; check the port, its power and the dialect/);
  await page.evaluate(() => { window.noPort = true; });
  await press(page, "Choose a port and connect");
  await panel(page).getByText("No port was chosen.").waitFor();
  await limits(page, JSON.stringify({ ...LIMITS, "most-volts": 40 }));
  await press(page, "Choose a port and connect");
  await phase(page, "apart");
  assert.match(await ended(page), /No port was chosen|`?most-volts`?: 40; it must be above 0 and at most 12/);
  await page.evaluate(() => { window.noPort = false; });
  await press(page, "Choose a port and connect");
  await panel(page).getByText("it must be above 0 and at most 12").waitFor();
  await limits(page, "[1, 2", "list.json");
  await panel(page).getByText("list.json is no file of limits").waitFor();
  await page.close();
});

test("without limits nothing is opened; limits that forbid the pulses say so, and stay after a reload", async () => {
  board = await withBoard(browser.context, { array: ARRAY });
  const page = await station(`${LINK}&board=port`);
  await press(page, "Choose a port and connect");
  assert.equal((await log(page)).requests, 0);
  await panel(page).getByText("First choose the file of limits.").waitFor();
  await limits(page, JSON.stringify({ ...LIMITS, "most-volts": 1.5, "least-volts": -1.5 }));
  // Twice at once it is one connection.
  await page.evaluate(() => [1, 2].forEach(() => document.querySelector(".connecting button.main").click()));
  await phase(page, "connected");
  assert.equal((await log(page)).requests, 1);
  await panel(page).getByText("A pulse of 3 V is outside the limits, \u22121.5 V to 1.5 V").waitFor();
  assert.equal(await panel(page).getByRole("switch").isDisabled(), true);
  await page.waitForFunction(() => document.querySelector(".promise").textContent.includes("saved"));
  await page.reload();
  // Also one that is not armed is told that the page goes.
  assert.ok((await page.evaluate(() => sessionStorage.getItem("written"))).endsWith(STOP));
  await panel(page).getByText("The limits of mine.json").waitFor({ timeout: 60_000 });
  assert.doesNotMatch(page.url(), /1\.5/);
  await page.close();
});

test("a reload, another station and a hidden page stop a board that is armed", async () => {
  const page = await onPort();
  await phase(page, "connected");
  // One that is not armed and has nothing to do may wait unseen.
  await hide(page);
  await arm(page);
  // Armed and idle, it is kept alive.
  await page.waitForTimeout(1500);
  assert.equal(await panel(page).locator(".arm.on").count(), 1);
  assert.equal(board.board.energised(), true);
  await page.reload();
  assert.ok((await page.evaluate(() => sessionStorage.getItem("written"))).endsWith(STOP));
  await panel(page).waitFor({ timeout: 60_000 });
  await safe(page);

  await press(page, "Choose a port and connect");
  await phase(page, "connected");
  await arm(page);
  await page.locator("header nav").getByText("Theory", { exact: true }).click();
  await page.waitForFunction((stop) => window.board.log.text.endsWith(stop), STOP);
  await page.locator("header nav").getByText("Crossbar", { exact: true }).click();
  await panel(page).getByText("The page went to another station, so the board was stopped.").waitFor({ timeout: 60_000 });
  assert.equal(board.board.energised(), false);

  await press(page, "Choose a port and connect");
  await phase(page, "connected");
  await arm(page);
  await hide(page);
  await phase(page, "apart");
  assert.match(await ended(page), /^The page was hidden/);
  assert.ok((await log(page)).text.endsWith(STOP));
  await page.close();
});

test("without Web Serial a sentence says so, and the emulator works", async () => {
  await browser.context.addInitScript(() => Object.defineProperty(navigator, "serial", { value: undefined, configurable: true }));
  const page = await station(`${LINK}&board=port`);
  await panel(page).getByText("This browser has no Web Serial; use Chrome or Edge on a computer, or the command line memrilab hardware; the emulator works here.").waitFor();
  assert.equal(await page.getByLabel("Connect to").count(), 0);
  await press(page, "Connect to the emulator");
  await phase(page, "connected");
  await page.close();
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing, ${theme}, and it fits a phone`, async () => {
    const page = await station(`${LINK}&theme=${theme}`);
    await press(page, "Connect to the emulator");
    await phase(page, "connected");
    await press(page, "Read all devices");
    await page.locator(".measured[data-read='100']").waitFor();
    await arm(page);
    assert.deepEqual(await axe(page), []);
    await press(page, "Program the network");
    await page.locator(".board-facts").waitFor();
    await idle(page);
    await infer(page);
    for (const how of await panel(page).locator("summary").all()) await how.click();
    await fitsPhone(page);
    assert.equal(await page.locator(".stop-bar .stop").isVisible(), true);
    await page.close();
  });
}
