// The device that is looked at: its numbers, and what can be done to it.
import { changeOf, type Change, withChange } from "../../state/crossbar/devices";
import type { Moment } from "../../state/crossbar/frames";
import { blocksOf, leftBy, partAt } from "../../state/crossbar/places";
import { useAsked } from "../../ui/asked";
import { NumberField } from "../../ui/controls";
import { counted, quantity } from "../../ui/format";
import { useSession, useShown } from "../../ui/session";
import { arrayOf, faultsNow, touchedSpot } from "./view";
import { partWords, percent } from "./words";

const FAULTS = [["stuck-on", "Stuck on"], ["stuck-off", "Stuck off"], ["dead", "Dead"]] as const;

export function Touched({ moment }: { moment: Moment }) {
  const session = useSession();
  const { chipDevices } = session.store.state.properties;
  const spot = touchedSpot(session, moment);
  const clear = () => session.change("take back what was done to devices", (s) => ({ ...s, properties: { ...s.properties, chipDevices: [] } }));
  return (
    <div class="touched" data-part="touch">
      {spot === null ? <p class="hint" id="touched">Touch a device of the array to see its numbers and to change it.</p> : <Device moment={moment} row={spot.row} column={spot.column} />}
      {chipDevices.length > 0 && <p class="row"><span class="hint">{counted(chipDevices.length, "device is", "devices are")} changed by hand.</span> <button type="button" onClick={clear}>All as programmed</button></p>}
    </div>
  );
}

function Device({ moment, row, column }: { moment: Moment; row: number; column: number }) {
  const session = useSession();
  const shown = useShown();
  const { about, touched } = moment.said;
  const { wish } = moment.wanted;
  const { coding, window } = wish.chip.options;
  const array = arrayOf(moment);
  const at = row * about.size[1] + column;
  const [target, g, volts, current] = [touched.target[at] ?? 0, touched.conductance[at] ?? 0, touched.volts[at] ?? 0, touched.current[at] ?? 0];
  const fault = faultsNow(moment).get(at) ?? null;
  const span = window.g_max - window.g_min;
  const rest = coding === "one-sided" ? window.g_min : (window.g_min + window.g_max) / 2;
  const facts: [string, string][] = [
    ["Conductance", `${quantity(g, "S", 4)}${fault === null ? "" : ` (${fault.replace("-", " ")})`}`],
    ["Target", quantity(target, "S", 4)],
    ["Off its target by", target === 0 ? "–" : percent(g / target - 1)],
    ["Distance from rest", `${percent((g - rest) / span)} of the window`],
    ["Voltage across", quantity(volts, "V", 4)],
    ["Driver of its word line", quantity(touched.inputs[row] ?? 0, "V", 4)],
    ["Current", quantity(current, "A", 4)],
    ["Current of its bit line", quantity(touched.outputs[column] ?? 0, "A", 4)],
  ];
  return (
    <>
      <h2 id="touched">Word line {row + 1}, bit line {column + 1} <small>{partWords(partAt(blocksOf(about, coding), about, coding, array, row, column))}</small></h2>
      <dl class="facts" aria-live="polite">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {shown("touch") && !session.readOnly && <Changes moment={moment} array={array} row={row} column={column} />}
    </>
  );
}

function Changes({ moment, array, row, column }: { moment: Moment; array: number; row: number; column: number }) {
  const session = useSession();
  const { chipDevices } = session.store.state.properties;
  const { chip } = moment.wanted.wish;
  const { window } = chip.options;
  const place = { array, row, column };
  const change = changeOf(chipDevices, place);
  const name = `word line ${row + 1}, bit line ${column + 1}`;
  // As the network asks for them, without what was done by hand.
  const base = { ...chip, key: `${moment.wanted.asked} as asked`, set: [], written: {} };
  const asked = useAsked(`${base.key} ${array}`, () => session.engine.any("chipTargets", { chip: base, array }));
  const original = chip.written[array]?.[row * chip.options.columns + column] ?? asked.value?.conductance[row * chip.options.columns + column] ?? window.g_min;
  const set = (label: string, to: Change | null, gesture = "") =>
    session.change(label, (s) => ({ ...s, properties: { ...s.properties, chipDevices: withChange(s.properties.chipDevices, place, to) } }), gesture);
  const value = typeof change === "number" ? change : change === null ? original : leftBy(change, window);
  return (
    <>
      <NumberField
        property={{ type: "number", key: "", label: "Conductance asked for", unit: "S", initial: original, low: 0, high: 1000 * window.g_max, slider: [window.g_min, window.g_max], prefixed: true, help: change === null ? "As the network asks for; effects come on top." : "Set by hand." }}
        value={value}
        onChange={(g) => set(`set the conductance of ${name}`, g === original ? null : g, `device ${array} ${row} ${column}`)}
      />
      <div class="row" role="group" aria-label="State of the device">
        <button type="button" aria-pressed={change === null} onClick={() => set(`leave ${name} as programmed`, null)}>As programmed</button>
        {FAULTS.map(([fault, label]) => <button type="button" key={fault} aria-pressed={change === fault} onClick={() => set(`make ${name} ${fault.replace("-", " ")}`, fault)}>{label}</button>)}
      </div>
    </>
  );
}
