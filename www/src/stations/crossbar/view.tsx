// The middle of the station: the array beside what the network says over the plane.
import type { Fault, Hover } from "../../generated/types";
import type { Moment } from "../../state/crossbar/frames";
import { blocksOf } from "../../state/crossbar/places";
import type { Session } from "../../state/session";
import { ChoiceField, NumberField } from "../../ui/controls";
import { Figure } from "../../ui/figure";
import { PROPERTIES } from "../../state/properties";
import { useSession, useShown } from "../../ui/session";
import { useDark } from "../../ui/theme";
import { ArrayCanvas, Legend } from "./array";
import { type Colour, scaleOf } from "./colours";
import type { Painted, Spot } from "./paint";
import { boundarySource } from "./source";
import { ArrayTable } from "./table";
import { useCrossbar } from "./use";

const COLOURS: Readonly<Record<Colour, string>> = { conductance: "Conductance", voltage: "Voltage across", current: "Current" };

/** The device that is looked at, if the array has it. */
export function touchedSpot(session: Session, moment: Moment | null): Spot | null {
  const [row, column] = session.store.state.properties.chipTouch.split(".").map(Number);
  const [rows, columns] = moment?.said.about.size ?? [0, 0];
  return row !== undefined && column !== undefined && Number.isInteger(row) && Number.isInteger(column) && row >= 0 && column >= 0 && row < rows && column < columns ? { row, column } : null;
}

/** The number of the array that is looked at. */
export const arrayOf = ({ said: { about, block } }: Moment): number => about.blocks[block]?.[1] ?? 0;

/** The fault of each device that has one, by its place in the array. */
export const faultsNow = ({ said: { about, touched } }: Moment): ReadonlyMap<number, Fault> => new Map(touched.faults.map((f) => [f.row * about.size[1] + f.column, f.fault]));

function paintedOf(session: Session, moment: Moment, colour: Colour, dark: boolean): Painted {
  const { about, block, touched } = moment.said;
  const { options } = moment.wanted.wish.chip;
  const array = arrayOf(moment);
  const faults = faultsNow(moment);
  return {
    id: moment.wanted.key,
    rows: about.size[0], columns: about.size[1],
    values: colour === "conductance" ? touched.conductance : colour === "voltage" ? touched.volts : touched.current,
    scale: scaleOf(colour, options, dark),
    used: touched.used,
    crossed: (at) => faults.has(at),
    frames: blocksOf(about, options.coding).filter((b) => b.array === array).map((b) => ({ rows: b.rows, width: b.width, active: b.number === block })),
    selected: touchedSpot(session, moment),
    dark,
  };
}

export function ArrayView({ moment }: { moment: Moment }) {
  const session = useSession();
  const dark = useDark();
  const { frames } = useCrossbar();
  const { chipColour, chipTouch } = session.store.state.properties;
  const { about, block } = moment.said;
  const { options } = moment.wanted.wish.chip;
  const faulty = faultsNow(moment).size;
  const scale = scaleOf(chipColour, options, dark);
  const label = `Array ${arrayOf(moment) + 1} of ${about.arrays}, ${about.size[0]} word lines by ${about.size[1]} bit lines, coloured by ${COLOURS[chipColour].toLowerCase()}; ${faulty === 0 ? "no device is faulty" : `${faulty} faulty`}.`;
  return (
    <div class="view">
      <div class="tabs"><div role="group" aria-label="Colour of the array">{PROPERTIES.chipColour.choices.map((c) => <button type="button" key={c} aria-pressed={chipColour === c} onClick={() => session.set("chipColour", c)}>{COLOURS[c]}</button>)}</div>{frames.behind && <span class="hint soon">is being computed</span>}</div>
      <ArrayCanvas
        label={label} of={`${moment.wanted.key} ${chipColour} ${chipTouch} ${dark}`} describedBy="touched" selected={touchedSpot(session, moment)}
        painted={() => (frames.moment === null ? null : paintedOf(session, frames.moment, session.store.state.properties.chipColour, dark))}
        follow={(paint) => frames.paint(paint)} onSelect={({ row, column }) => session.set("chipTouch", `${row}.${column}`)}
      />
      <Legend scale={scale} />
      <p class="caption">W are word lines, driven from the left; B bit lines, read below. Framed is what carries a layer, solid the one at work{faulty > 0 ? `; crossed ${faulty === 1 ? "is one faulty device" : `are ${faulty} faulty devices`}` : ""}.</p>
      {about.blocks.length > 1 && <BlockChoice moment={moment} block={block} />}
      <ArrayTable moment={moment} />
    </div>
  );
}

/** Which layer drives the array. */
function BlockChoice({ moment, block }: { moment: Moment; block: number }) {
  const session = useSession();
  const { about } = moment.said;
  const where = (b: ReturnType<typeof blocksOf>[number]) => `layer ${b.layer + 1}: ${about.arrays > 1 ? `array ${b.array + 1}, ` : ""}W${b.rows[0] + 1} to W${b.rows[1]}`;
  const choices = blocksOf(about, moment.wanted.wish.chip.options.coding).map((b) => ({ value: String(b.number), label: where(b) }));
  return <ChoiceField label={PROPERTIES.chipBlock.label} value={String(block)} choices={choices} onChange={(v) => session.set("chipBlock", Number(v))} />;
}

export function BoundaryView({ moment }: { moment: Moment }) {
  const session = useSession();
  const shown = useShown();
  const { frames } = useCrossbar();
  const { sample } = session.store.state.properties;
  const { about, points } = moment.said;
  const picked = ({ x, y }: Hover) => {
    const near = nearest(points, numberOf(x), numberOf(y));
    if (near !== null) session.set("sample", near);
  };
  const at = Math.min(sample, about.samples - 1);
  return (
    <div class="view">
      {moment.wanted.wish.look.cells === null ? <p class="empty">With a nonlinear read and wires the boundary on so many devices takes too long; it is left out.</p>
        : <Figure source={boundarySource(session, frames)} exports={shown("export")} onPick={picked} picks="Enter puts that sample on the word lines." />}
      <p class="caption">Colour: the class that the array says there; line: where the network in floating point changes its mind. Points are the test samples.</p>
      <NumberField
        property={{ ...PROPERTIES.sample, label: "Sample on the word lines", high: about.samples - 1, slider: [0, about.samples - 1], help: sampleWords(points, at) }}
        value={at} onChange={(n) => session.set("sample", n)}
      />
    </div>
  );
}

function sampleWords(points: Float64Array, at: number): string {
  const [x, y, label] = points.subarray(4 * at, 4 * at + 3);
  const coordinate = (v: number | undefined) => (v ?? 0).toFixed(2).replace("-", "\u2212");
  return label === undefined ? "" : `At (${coordinate(x)}, ${coordinate(y)}), of class ${label}; or choose a point of the figure.`;
}

const numberOf = (text: string) => Number(/[-\u2212]?\d[\d.]*(e[-\u2212]?\d+)?/.exec(text)?.[0].replace(/\u2212/g, "-"));

/** The number of the sample that lies nearest to a place; null where the place is none. */
export function nearest(points: ArrayLike<number>, x: number, y: number): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; 4 * at < points.length; at += 1) {
    const away = ((points[4 * at] ?? 0) - x) ** 2 + ((points[4 * at + 1] ?? 0) - y) ** 2;
    if (away < least) [best, least] = [at, away];
  }
  return best;
}
