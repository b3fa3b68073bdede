// A board that drives an array, or the emulated one: limits, connecting, reading, arming,
// programming and inferring, in that order; a STOP that is always in sight while it is connected.
import type { Moment } from "../../state/crossbar/frames";
import { misfit } from "../../state/crossbar/limits";
import { useTold } from "../../state/use";
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { quantity } from "../../ui/format";
import { useSession } from "../../ui/session";
import { Figures } from "./hardware-figures";
import { Inferred } from "./hardware-inferred";
import { LimitsIn, LimitsTable } from "./hardware-limits";
import { useCrossbar } from "./use";

const TO = { emulator: "the built-in emulator", port: "a board on a serial port" };
const DIALECTS = { line: "the line protocol", "arc-one": "ArC ONE" };

export function HardwareView({ moment }: { moment: Moment }) {
  const { hardware } = useCrossbar();
  useTold(hardware);
  const { phase, why, problem } = hardware;
  return (
    <section class="panel hardware" data-part="hardware" aria-label="Hardware" aria-busy={phase === "connecting" || hardware.job !== null} data-phase={phase}>
      <h2>Hardware{" "}{hardware.board?.emulated === true && <span class="tag simulated">emulated board</span>}</h2>
      <p class="hint">The network on a real array, or on the built-in emulator of a board: the same bytes either way. A new connection only reads; pulses need the board to be armed.</p>
      {!hardware.ports && <p class="no-serial">This browser has no Web Serial; use Chrome or Edge on a computer, or the command line <code>memrilab hardware</code>; the emulator works here.</p>}
      {phase !== "connected" && <Connecting />}
      {why !== "" && <p class={/^Stopped as asked/.test(why) ? "ended" : "ended wrong"} role="alert">{why}{(hardware.measured ?? hardware.written) !== null && " What was measured stays."}</p>}
      {phase === "apart" && <Halted />}
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      {hardware.board !== null && <AboutBoard />}
      {phase === "connected" && <Work moment={moment} />}
      <Figures />
      <Inferred />
    </section>
  );
}

/** What the board said to the stop. */
function Halted() {
  const { board, halted } = useCrossbar().hardware;
  if (board === null || halted === null) return null;
  if (halted) return <p class="halted hint" role="status">The board confirmed that it stopped.</p>;
  if (board.dialect === "arc-one") return <p class="halted hint" role="status">An ArC ONE does not confirm a stop, and ends a pulse by itself.</p>;
  return <p class="halted wrong" role="alert">The board did not confirm that it stopped: switch off what drives the array.</p>;
}

function Connecting() {
  const session = useSession();
  const { hardware } = useCrossbar();
  const { boardDialect } = session.store.state.properties;
  const { emulator, limits, phase } = hardware;
  return (
    <div class="connecting">
      <div class="settings">
        {hardware.ports && <ChoiceControl name="boardTo" labels={TO} />}
        <ChoiceControl name="boardDialect" labels={DIALECTS} />
        {boardDialect === "arc-one" && !emulator && <p class="hint">An ArC ONE has no switch that watches its computer, no ramps and no compliance for a pulse; it was never tried with this program on an instrument.</p>}
      </div>
      <LimitsIn />
      <p class="row">
        <button type="button" class="main" aria-disabled={limits === "" || phase === "connecting"} onClick={() => void hardware.connect()}>{phase === "connecting" ? "Connecting" : emulator ? "Connect to the emulator" : "Choose a port and connect"}</button>
        {limits === "" && <span class="hint">First choose the file of limits.</span>}
      </p>
      {emulator ? <p class="hint">Its devices are those of the programming above, with their faults, wires and read noise, all after RESET; its time is counted, not waited for.</p> : <p class="hint">Nothing here was tried on a real instrument. Try resistors before devices, and keep a switch within reach that a hand can throw.</p>}
    </div>
  );
}

function AboutBoard() {
  const { hardware } = useCrossbar();
  const { board, phase } = hardware;
  if (board === null) return null;
  const { said: { board: told, limits }, device, emulated } = board;
  return (
    <>
      <p class="board">
        {phase === "connected" ? "Connected to " : "It was "}<strong>{told.name}</strong>: {told.limits.rows} word lines by {told.limits.columns} bit lines; {told["dead-man-ms"] === null ? "no dead man's switch." : `it goes safe by itself ${told["dead-man-ms"]} ms after the page falls silent.`}
        {emulated && (device !== "" ? ` Its devices climb the run of ${device}.` : " Its devices' response to pulses is assumed.")}
      </p>
      <details class="settings board-limits" open={phase === "connected" && !emulated}>
        <summary>Limits that count: the stricter of the file's and the board's</summary>
        <LimitsTable limits={limits} />
      </details>
    </>
  );
}

function Work({ moment }: { moment: Moment }) {
  const session = useSession();
  const { hardware } = useCrossbar();
  const { boardSet, boardReset, boardSeconds } = session.store.state.properties;
  const { board, armed, job } = hardware;
  const { options } = moment.wanted.wish.chip;
  if (board === null) return null;
  const { limits } = board.said;
  const wish = { rows: options.rows, columns: options.columns, read: options.v_read, seconds: boardSeconds };
  const arrays = moment.said.about.arrays > 1 ? `The network stands on ${moment.said.about.arrays} arrays, and a board has one; choose larger arrays above.` : "";
  const unfit = arrays || misfit(limits, { ...wish, pulses: [] });
  const unwritten = arrays || misfit(limits, { ...wish, pulses: [boardSet, boardReset] });
  const busy = job !== null;
  return (
    <div class="steps">
      <div class="step">
        <h3>Read</h3>
        <p class="row"><button type="button" aria-disabled={busy} onClick={() => hardware.read()}>Read all devices</button> <span class="hint">{limits.rows} × {limits.columns} at {quantity(Math.min(options.v_read, limits["read-volts"] ?? 0), "V")}; reading needs no arming.</span></p>
      </div>
      <div class="step" data-step="program">
        <h3>Program</h3>
        <details class="settings">
          <summary>Pulses: {quantity(boardSet, "V")} and {quantity(boardReset, "V")}, {quantity(boardSeconds, "s")}</summary>
          <NumberControl name="boardSet" />
          <NumberControl name="boardReset" />
          <NumberControl name="boardSeconds" />
          <p class="hint">Tolerance and most pulses are those of the programming above.</p>
        </details>
        {unwritten !== "" && <p class="wrong" role="alert">{unwritten}</p>}
        <label class={armed ? "check arm on" : "check arm"}>
          <input type="checkbox" role="switch" checked={armed} disabled={busy || unwritten !== ""} onClick={(e) => { e.preventDefault(); hardware.arm(!armed); }} /> <span><strong>{armed ? "Armed" : "Arm"}</strong>: pulses from {quantity(limits["least-volts"], "V")} to {quantity(limits["most-volts"], "V")}, at most {quantity(limits["pulse-seconds"], "s")} and {quantity(limits["compliance-amperes"], "A")}</span>
        </label>
        <p class="row"><button type="button" class="main" aria-disabled={busy || !armed || unwritten !== ""} onClick={() => armed && !busy && void hardware.program()}>Program the network</button> <span class="hint">{armed ? "It is disarmed when the programming ends." : "Arm it first."}</span></p>
      </div>
      <div class="step">
        <h3>Infer</h3>
        {unfit !== "" && <p class="wrong" role="alert">{unfit}</p>}
        <NumberControl name="boardSamples" />
        <p class="row"><button type="button" aria-disabled={busy || unfit !== ""} onClick={() => unfit === "" && hardware.infer()}>Infer test samples</button></p>
      </div>
    </div>
  );
}
