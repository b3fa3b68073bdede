// Programming the array: pulse by pulse or to its end, and what came of it.
import type { CrossbarFigure, PulseCount, Written } from "../../generated/types";
import type { Moment } from "../../state/crossbar/frames";
import { countedOf } from "../../state/crossbar/places";
import { ASSUMED, type Job } from "../../state/crossbar/writer";
import { useTold } from "../../state/use";
import { NumberControl } from "../../ui/controls";
import { Figure } from "../../ui/figure";
import { counted, grouped, quantity } from "../../ui/format";
import { useSession, useShown } from "../../ui/session";
import { useDark } from "../../ui/theme";
import { How } from "../networks/how";
import { ArrayCanvas, Legend } from "./array";
import { scaleOf } from "./colours";
import type { Painted, Spot } from "./paint";
import { chipSource } from "./source";
import { useCrossbar } from "./use";
import { arrayOf, touchedSpot } from "./view";
import { percent, yieldWords } from "./words";

export function ProgrammingView({ moment }: { moment: Moment }) {
  const { writer } = useCrossbar();
  useTold(writer);
  const { job, playing, busy, problem, current } = writer;
  const done = job?.now?.result != null;
  const { about } = moment.said;
  return (
    <section class="panel" data-part="programming" aria-label="Programming" aria-busy={busy || playing}>
      <h2>Programming{about.arrays > 1 && ` of array ${arrayOf(moment) + 1}`} {job !== null && <span class="tag simulated">simulated devices</span>}</h2>
      <p class="hint">Each device is read, and given SET or RESET pulses until it is near its target; the rest of its lines sees half of each pulse.</p>
      <div class="row" role="group" aria-label="Pulses">
        <button type="button" disabled={playing} onClick={() => writer.pulses(1)}>{done && current ? "Begin anew: one pulse" : "One pulse"}</button>
        <button type="button" disabled={playing} onClick={() => writer.pulses(10)}>Ten pulses</button>
        {playing ? <button type="button" onClick={() => writer.pause()}>Pause</button> : <button type="button" class="main" onClick={() => void writer.play()}>{job === null || done || !current ? "Program all" : "Go on to the end"}</button>}
        {job !== null && <button type="button" class="quiet" disabled={playing} onClick={() => writer.clear()}>Clear</button>}
      </div>
      {problem !== "" && <p class="wrong" role="alert">{`${problem.charAt(0).toUpperCase()}${problem.slice(1)}`}</p>}
      {job !== null && !current && <p class="hint">This is an array as it was before; the next pulse begins with what is set now.</p>}
      {job?.now != null && <Progress job={job} />}
      <details class="settings">
        <summary>How it is written</summary>
        <NumberControl name="writeTolerance" />
        <NumberControl name="writeLimit" />
        <NumberControl name="writeMemory" />
        <NumberControl name="writeHalf" />
        <p class="hint">Pulses of 3 V and 1 µs, reads of 0.1 V and 1 µs. Wires, read noise and shares of faulty devices are those of the effects that are on, levels too; a device that was made faulty by hand is so here. A change counts from the next beginning.</p>
      </details>
    </section>
  );
}

const failed = ({ state }: Written) => typeof state === "object";

function paintedOf(job: Job, dark: boolean): Painted | null {
  const { now, config, key } = job;
  if (now === null) return null;
  const { rows, columns } = config.array;
  const spot = now.last.at(-1) ?? null;
  return {
    id: `${key} ${now.done}`, rows, columns, values: now.conductance,
    scale: scaleOf("conductance", job.wanted.wish.chip.options, dark),
    // Pale until it is written.
    used: now.devices.map((d) => d.state !== "waiting"),
    crossed: (at) => { const device = now.devices[at]; return device !== undefined && failed(device); },
    frames: [], selected: spot, dark,
  };
}

function Progress({ job }: { job: Job }) {
  const session = useSession();
  const shown = useShown();
  const dark = useDark();
  const { writer, frames } = useCrossbar();
  const { now, config } = job;
  if (now === null) return null;
  const { rows, columns } = config.array;
  const spot = touchedSpot(session, frames.moment);
  const pulses = now.devices.reduce((sum, d) => sum + d.pulses, 0);
  const count = (is: (d: Written) => boolean) => now.devices.filter(is).length;
  const { result } = now;
  const of = countedOf(config.targets);
  const facts: [string, string][] = [
    ["Devices", `${count((d) => d.state === "done")} within tolerance, ${count(failed)} given up, ${count((d) => d.state === "waiting")} wait`],
    ["Pulses, reads", `${grouped(pulses)}, ${grouped(now.reads)}`],
    ["Time of the array", quantity(now.seconds, "s")],
  ];
  if (result !== null) {
    facts.push(
      ["Yield, as read last", yieldWords(result.yield_share, of)],
      ["Yield, as it is", percent(result.yield_true)],
      ["Pulses of a device", pulsesWords(result.pulses, of)],
      ["Energy of writing", `${quantity(result.energy.total, "J")}: ${percent(result.energy.selected / result.energy.total)} in devices written, ${percent(result.energy.half_selected / result.energy.total)} half-selected, ${percent(result.energy.reads / result.energy.total)} in reads`],
    );
  }
  const figure: CrossbarFigure = {
    chart: "convergence", name: `${of} of ${rows} × ${columns} devices`, devices: of, tolerance: config.options.tolerance, steps: now.convergence, yield_share: result?.yield_share ?? null,
  };
  const used = frames.wanted?.wish.chip.written[job.array];
  const taken = used !== undefined && result !== null && used.every((g, at) => g === result.conductance[at]) && frames.wanted?.wish.effects.programming != null;
  return (
    <>
      <div class="views">
        <div class="view">
          <ArrayCanvas label={`The array as far as it is programmed: ${facts[0]?.[1]}.`} of={`${job.key} ${now.done} ${dark}`} painted={() => paintedOf(job, dark)} selected={spot} onSelect={({ row, column }) => session.set("chipTouch", `${row}.${column}`)} />
          <Legend scale={scaleOf("conductance", job.wanted.wish.chip.options, dark)} />
          <p class="caption">{last(now.last)} Pale devices wait, crossed ones were given up.</p>
          {spot !== null && <p class="hint device-state" aria-live="polite">{stateWords(spot, now.devices[spot.row * columns + spot.column])}</p>}
        </div>
        <div class="view">
          <Figure source={chipSource(session, `${job.key} ${now.done}`, "programming", figure)} exports={shown("export")} />
        </div>
      </div>
      <dl class="facts written">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <p class="hint">{job.device !== "" ? `Pulses climb the run of ${job.device}, σ = ${Number(config.array.model.sigma.toPrecision(3))}; the way down is taken to be the way up.` : `No device gives the window: a rise in ${ASSUMED.pulses} pulses that saturates (A = ${ASSUMED.curvature}) is assumed.`}</p>
      {result !== null && (
        <p class="row"><button type="button" class="main" aria-disabled={taken} onClick={() => !taken && writer.use()}>Use these conductances</button>{taken && <span class="hint">The array above has them.</span>}</p>
      )}
      <How of="the yield" equation="share of devices with |G/target − 1| ≤ tolerance" inputs={`${counted(of, "device")} that carry weights (the others rest at the bottom of the window, where most begin, and would flatter it), tolerance ${percent(config.options.tolerance)}, at most ${config.options.pulse_limit} pulses each, two passes.`} decision="By the last read of each device; as it is can be less, because later pulses disturb what was written, and only a simulation knows it." />
    </>
  );
}

/** Pulses of the devices that count. */
export const pulsesWords = ({ median, max }: PulseCount, of: number): string => `${median} for the median of the ${of} that carry weights, ${grouped(max)} at most`;

const WHY = { "pulse-limit": "given up at the limit of pulses", stuck: "stuck", lost: "lost after it was written" } as const;

/** How far one device is. */
function stateWords({ row, column }: Spot, device: Written | undefined): string {
  if (device === undefined) return "";
  const { state, pulses, conductance } = device;
  const how = typeof state === "object" ? WHY[state.failed] : state === "done" ? "within tolerance" : "waits";
  return `Word line ${row + 1}, bit line ${column + 1}: ${how}, ${counted(pulses, "pulse")}${conductance === null ? "" : `, read last at ${quantity(conductance, "S", 4)}`}.`;
}

/** What was done last, in words. */
function last(actions: NonNullable<Job["now"]>["last"]): string {
  const pulse = actions.findLast((a) => a.kind === "pulse");
  if (pulse === undefined) return "";
  return `The last pulse: ${quantity(pulse.volts, "V")} on word line ${pulse.row + 1}, bit line ${pulse.column + 1}.`;
}
