// What a board measured: its array, read or being written, and how near it is to its targets.
import { useState } from "preact/hooks";
import type { CrossbarFigure, Written as Device } from "../../generated/types";
import type { Hardware } from "../../state/crossbar/hardware";
import { Figure } from "../../ui/figure";
import { counted, grouped, quantity } from "../../ui/format";
import { saveAs } from "../../ui/save-as";
import { useSession, useShown } from "../../ui/session";
import { useDark } from "../../ui/theme";
import { ArrayCanvas, Legend } from "./array";
import { scaleOf } from "./colours";
import type { Spot } from "./paint";
import { chipSource } from "./source";
import { useCrossbar } from "./use";
import { yieldWords } from "./words";

/** All that is known of the devices of a board. */
export interface Known {
  readonly rows: number;
  readonly columns: number;
  /** Not a number where nothing was measured. */
  readonly siemens: Float64Array;
  readonly targets: Float64Array | null;
  readonly devices: readonly (Device | null)[];
  readonly hits: readonly boolean[];
}

/** What was read and what was written, the newer over the older. */
export function knownOf({ measured, written, readLast }: Pick<Hardware, "measured" | "written" | "readLast">): Known | null {
  const [rows, columns] = [Math.max(measured?.rows ?? 0, written?.rows ?? 0), Math.max(measured?.columns ?? 0, written?.columns ?? 0)];
  if (rows === 0) return null;
  const siemens = new Float64Array(rows * columns).fill(Number.NaN);
  const devices = new Array<Device | null>(rows * columns).fill(null);
  const hits = new Array<boolean>(rows * columns).fill(false);
  const targets = written === null ? null : new Float64Array(rows * columns).fill(Number.NaN);
  const each = (of: { rows: number; columns: number }, put: (from: number, to: number) => void) => {
    for (let row = 0; row < of.rows; row += 1) for (let column = 0; column < of.columns; column += 1) put(row * of.columns + column, row * columns + column);
  };
  if (measured !== null) each(measured, (from, to) => {
    siemens[to] = measured.siemens[from] ?? Number.NaN;
    hits[to] = measured.hits[from] === true;
  });
  if (written !== null) each(written, (from, to) => {
    const device = written.now.devices[from] ?? null;
    devices[to] = device;
    const there = siemens[to] ?? Number.NaN;
    siemens[to] = readLast && !Number.isNaN(there) ? there : (device?.conductance ?? there);
    if (targets !== null) targets[to] = written.targets[from] ?? Number.NaN;
  });
  return { rows, columns, siemens, targets, devices, hits };
}

const failed = (device: Device | null) => typeof device?.state === "object";
const csvOf = ({ columns, siemens, targets, devices }: Known) =>
  ["word line,bit line,conductance (S),target (S),pulses", ...[...siemens].map((g, at) => [Math.floor(at / columns) + 1, (at % columns) + 1, Number.isNaN(g) ? "" : g, targets === null || Number.isNaN(targets[at]) ? "" : targets[at], devices[at]?.pulses ?? ""].join(","))].join("\n");

export function Figures() {
  const session = useSession();
  const shown = useShown();
  const dark = useDark();
  const { hardware, frames } = useCrossbar();
  const [spot, setSpot] = useState<Spot | null>(null);
  const known = knownOf(hardware);
  const options = frames.wanted?.wish.chip.options;
  if (known === null || options === undefined) return null;
  const { rows, columns, siemens, devices, hits } = known;
  const { written, version, phase } = hardware;
  const read = siemens.filter((g) => !Number.isNaN(g));
  const scale = scaleOf("conductance", options, dark);
  const id = `board ${version}`;
  const painted = () => ({
    id, rows, columns, scale,
    // Pale, so that the colour of what was not read says nothing.
    values: siemens.map((g) => (Number.isNaN(g) ? scale.low : g)),
    used: [...siemens].map((g) => !Number.isNaN(g)),
    crossed: (at: number) => failed(devices[at] ?? null) || hits[at] === true,
    frames: [], selected: spot, dark,
  });
  const figure: CrossbarFigure | null = written === null ? null : {
    chart: "convergence", name: `${written.counted} of ${written.rows} × ${written.columns} devices of the board`, devices: written.counted,
    tolerance: written.tolerance, steps: written.now.convergence, yield_share: hardware.job === null ? written.now.yield_share : null,
  };
  return (
    <>
      <div class="views">
        <div class="view measured" data-read={read.length}>
          <ArrayCanvas label={`The array of the board, ${rows} word lines by ${columns} bit lines: ${read.length} devices were read.`} of={`${id} ${dark} ${spot?.row} ${spot?.column}`} painted={painted} selected={spot} onSelect={setSpot} />
          <Legend scale={scale} />
          <p class="caption">Measured: {read.length} of {counted(rows * columns, "device")}. Pale ones were not read; crossed ones were given up or reached the compliance.</p>
          {spot !== null && <p class="hint device-state" aria-live="polite">{spotWords(known, spot)}</p>}
          {phase !== "connecting" && shown("export") && <p class="row"><button type="button" onClick={() => saveAs(csvOf(known), "board_conductance.csv", "text/csv")}>Save as CSV</button></p>}
        </div>
        {figure !== null && written !== null && written.now.convergence.length > 0 && (
          <div class="view"><Figure source={chipSource(session, id, "board_programming", figure)} exports={shown("export")} /></div>
        )}
      </div>
      {written !== null && <WrittenFacts written={written} />}
    </>
  );
}

function WrittenFacts({ written: { now, counted: of } }: { written: NonNullable<Hardware["written"]> }) {
  const count = (is: (d: Device) => boolean) => now.devices.filter(is).length;
  const facts: [string, string][] = [
    ["Devices", `${count((d) => d.state === "done")} within tolerance, ${count(failed)} given up, ${count((d) => d.state === "waiting")} wait`],
    ["Pulses, reads", `${grouped(now.pulses)}, ${grouped(now.reads)}`],
    ["Yield, as read last", yieldWords(now.yield_share, of)],
  ];
  return <dl class="facts written board-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function spotWords({ columns, siemens, targets, devices, hits }: Known, { row, column }: Spot): string {
  const at = row * columns + column;
  const [g, target, device] = [siemens[at] ?? Number.NaN, targets?.[at] ?? Number.NaN, devices[at] ?? null];
  const parts = [
    Number.isNaN(g) ? "not read" : `${quantity(g, "S", 4)}${hits[at] === true ? ", at the compliance" : ""}`,
    ...(Number.isNaN(target) ? [] : [`to be ${quantity(target, "S", 4)}`]),
    ...(device === null ? [] : [`after ${counted(device.pulses, "pulse")}`, ...(failed(device) ? ["given up"] : [])]),
  ];
  return `Word line ${row + 1}, bit line ${column + 1}: ${parts.join(", ")}.`;
}
