// The energy of a product, counted both ways side by side, from inputs that all stand there.
import type { Baseline, CrossbarFigure, Efficiency, EnergyInputs, EnergyOutcome } from "../../generated/types";
import type { Moment } from "../../state/crossbar/frames";
import { useAsked } from "../../ui/asked";
import { ChoiceControl, ChoiceField, NumberControl } from "../../ui/controls";
import { counted, grouped, plain, quantity } from "../../ui/format";
import { Figure } from "../../ui/figure";
import { useSession, useShown } from "../../ui/session";
import { How } from "../networks/how";
import { chipSource } from "./source";

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The part of the array that a product of the layer uses: its lines, their voltages, its devices. */
export function blockIn({ said: { about, block, touched } }: Moment): { rows: number; columns: number; volts: number; siemens: number } {
  const [, , from = 0, to = 0, columns = 0] = about.blocks[block] ?? [];
  const lines = Array.from({ length: to - from }, (_, at) => from + at);
  const devices = lines.flatMap((row) => Array.from(touched.conductance.subarray(row * about.size[1], row * about.size[1] + columns)));
  return { rows: lines.length, columns, volts: Math.sqrt(mean(lines.map((row) => (touched.inputs[row] ?? 0) ** 2))), siemens: mean(devices) };
}

export function EnergyView({ moment }: { moment: Moment }) {
  const session = useSession();
  const p = session.store.state.properties;
  const { said: { about, frame }, wanted } = moment;
  const byHand = p.energyFrom === "hand";
  const { rows, columns, volts, siemens } = byHand ? { rows: about.size[0], columns: about.size[1], volts: p.energyVolts, siemens: p.energySiemens } : blockIn(moment);
  const inputs: EnergyInputs = {
    rows, columns, v_read: volts, seconds: p.energySeconds, pulses: 1, devices_per_weight: p.energyDevices,
    conductances: { mean: siemens }, dac: p.energyDac, adc: p.energyAdc, samples: 1,
  };
  const baseline = p.energyBaseline === "" ? null : p.energyBaseline;
  const { value: known } = useAsked("baselines", () => session.engine.any("baselines", {}));
  const { value, problem } = useAsked(JSON.stringify([inputs, baseline]), () => session.engine.any("energy", { inputs, baseline }));
  return (
    <section class="panel energy" data-part="energy" aria-label="Energy">
      <h2>Energy of a product</h2>
      <div class="halves">
        <div class="inputs">
          <ChoiceControl name="energyFrom" labels={{ array: "as on the array", hand: "stated by hand" }} />
          {byHand ? <><NumberControl name="energyVolts" /><NumberControl name="energySiemens" /></> : (
            <p class="hint">The {rows} word lines and {columns} bit lines that the layer uses here: {quantity(volts, "V")}, the root mean square of its voltages for the sample on them, and {quantity(siemens, "S")}, the mean of its devices.</p>
          )}
          <NumberControl name="energySeconds" />
          <NumberControl name="energyDevices" />
          <NumberControl name="energyDac" />
          <NumberControl name="energyAdc" />
          <BaselineChoice known={known ?? []} />
        </div>
        <div>
          {problem !== "" && <p class="wrong" role="alert">{`${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`}</p>}
          {value !== null && <Outcome outcome={value} />}
          {problem === "" && <OverBits inputs={inputs} baseline={baseline} />}
          <div class="narrow"><NumberControl name="energyStep" /></div>
          <p class="why">This network takes {quantity(frame.watts * p.energySeconds, "J")} in the array for one sample, all its products together{wanted.wish.effects.wires === null ? "" : ", wires included"}.</p>
          <How of="the energy" equation="E = V² G t N; with converters + rows E_DAC + columns E_ADC; GOP/s/W = operations / E / 10⁹" inputs={`${rows} × ${columns} devices, V = ${quantity(volts, "V")}, G = ${quantity(siemens, "S")}, t = ${quantity(p.energySeconds, "s")}; ${value === null ? "" : counted(value.operations, "operation")} of a product, a multiply-accumulate being two.`}
            decision="Both ways of counting stand side by side, because published numbers leave the converters out (E2); no baseline is chosen for you." />
        </div>
      </div>
    </section>
  );
}

const MOST_BITS = 12;

/** What converters of more and more bits leave of it. */
function OverBits({ inputs, baseline }: { inputs: EnergyInputs; baseline: string | null }) {
  const session = useSession();
  const shown = useShown();
  const { energyStep } = session.store.state.properties;
  const key = JSON.stringify([inputs, baseline, energyStep]);
  const { value } = useAsked(key, async () => {
    const bits = Array.from({ length: MOST_BITS }, (_, at) => at + 1);
    const all = await Promise.all(bits.map((b) => session.engine.any("energy", { inputs: { ...inputs, adc: energyStep * 2 ** b }, baseline })));
    const [first] = all;
    if (first === undefined) throw new Error("no converter is given");
    const figure: CrossbarFigure = {
      chart: "energy", name: `${inputs.rows} × ${inputs.columns} devices`,
      assumed: `${quantity(energyStep, "J")} a conversion step · ${quantity(inputs.v_read, "V")} · ${quantity(inputs.seconds, "s")}`,
      array_only: first.array_only.gops_per_watt,
      bits: all.map((e, at) => ({ bits: at + 1, gops_per_watt: e.with_converters.gops_per_watt })),
      baseline: first.baseline === null ? null : { name: first.baseline.name, gops_per_watt: first.baseline.gops_per_watt },
    };
    return { figure, key };
  });
  return value === null ? null : <Figure source={chipSource(session, value.key, "energy_over_bits", value.figure)} exports={shown("export")} />;
}

function BaselineChoice({ known }: { known: readonly Baseline[] }) {
  const session = useSession();
  const { energyBaseline: chosen } = useSession().store.state.properties;
  const others = chosen === "" || known.some((b) => b.name === chosen) ? [] : [{ value: chosen, label: chosen }];
  const choices = [{ value: "", label: "nothing" }, ...known.map((b) => ({ value: b.name, label: `${b.name}, ${plain(b.gops_per_watt)} GOP/s/W` })), ...others];
  return <ChoiceField label="Compared with" help={known.find((b) => b.name === chosen)?.source} value={chosen} choices={choices} onChange={(name) => session.set("energyBaseline", name)} />;
}

const whole = (v: number) => (v >= 100 ? grouped(Math.round(v)) : plain(v));

const ROWS: readonly { name: string; said(e: Efficiency): string }[] = [
  { name: "Energy of a product", said: (e) => quantity(e.joules_per_product, "J") },
  { name: "Energy of an operation", said: (e) => `${plain(1e15 * e.joules_per_operation)} fJ` },
  { name: "GOP/s/W", said: (e) => whole(e.gops_per_watt) },
  { name: "Power without a pause", said: (e) => quantity(e.watts, "W") },
];

function Outcome({ outcome }: { outcome: EnergyOutcome }) {
  const { array_only: array, with_converters: all, baseline } = outcome;
  const rows = baseline === null ? ROWS : [...ROWS, { name: `Times ${baseline.name}`, said: (e: Efficiency) => (e.times_baseline === null ? "–" : plain(e.times_baseline)) }];
  return (
    <table class="methods outcome">
      <caption>Energy of {counted(outcome.operations, "operation")}</caption>
      <thead><tr><th scope="col">Counted</th><th scope="col">Array only</th><th scope="col">With converters</th></tr></thead>
      <tbody>{rows.map(({ name, said }) => <tr key={name}><th scope="row">{name}</th><td class="number">{said(array)}</td><td class="number">{said(all)}</td></tr>)}</tbody>
    </table>
  );
}
