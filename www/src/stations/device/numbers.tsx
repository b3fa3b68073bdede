// The numbers of the selected device: one headline, three methods side by side, and how
// each comes about.
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { Method } from "../../generated/types";
import { PROPERTIES } from "../../state/properties";
import { plain, quantity } from "../../ui/format";
import { Said } from "../../ui/said";
import { useProperties, useSession, useShown } from "../../ui/session";
import type { Device } from "../../work/findings";
import { QUANTITIES, whyTheyDiffer } from "./explain";

export function Numbers() {
  const session = useSession();
  const device = session.selected;
  return (
    <section class="numbers" data-part="numbers" aria-label="Numbers">
      {device === null ? <p class="empty">The numbers of a device stand here once there is one.</p> : <Of device={device} />}
    </section>
  );
}

function Of({ device }: { device: Device }) {
  const session = useSession();
  const properties = useProperties();
  const shown = useShown();
  const { method } = properties;
  const { record } = device;
  const result = record.methods[method];
  const measured = record.dialect !== "simulated";
  return (
    <>
      <h2>{device.name} <span class={measured ? "tag" : "tag simulated"}>{measured ? "measured" : "simulated"}</span></h2>
      {result !== undefined && (
        <p class="headline">
          <span class="label">Usability</span> <strong>{plain(result.usability)}</strong>
          {result.usability_low !== null && result.usability_high !== null && <span class="interval">{plain(result.usability_low, 2)} to {plain(result.usability_high, 2)} (95 %)</span>}
          <span class="by">by the {method} method{result.usability === null ? ": it needs two cycles with values" : ""}</span>
        </p>
      )}
      {result === undefined && <p class="wrong" role="alert">The {method} method gives no result for this device; “Worth knowing” below says why. Take another method, or another compliance in the settings.</p>}
      {shown("methods") && <Methods device={device} />}
      {shown("methods") && whyTheyDiffer(record).map((sentence) => <p key={sentence} class="why">{sentence}</p>)}
      <Warnings of={record.warnings} />
      <Facts device={device} />
      <p class="row">
        <button type="button" onClick={() => session.set("view", "report")}>Report of this device</button>
        {record.recipe.length > 0 && <button type="button" title="Its name tells how it was made" onClick={() => void session.fabrication.offer(device)}>Take as an experiment</button>}
      </p>
    </>
  );
}

/** What a reader of the numbers should know. */
export function Warnings({ of }: { of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <h3>Worth knowing</h3>
      <ul class="warnings">{of.map((warning, at) => <li key={at}><Said text={warning} /></li>)}</ul>
    </>
  );
}

function Methods({ device }: { device: Device }) {
  const session = useSession();
  const properties = useProperties();
  const [open, setOpen] = useState<string | null>(null);
  const { methods } = device.record;
  const all = PROPERTIES.method.choices.filter((m) => methods[m] !== undefined);
  return (
    <table class="methods">
      <caption>Three methods</caption>
      <thead>
        <tr>
          <td />
          {all.map((m) => (
            <th key={m} scope="col"><button type="button" aria-pressed={properties.method === m} title={`Use the ${m} method`} onClick={() => session.set("method", m)}>{m}</button></th>
          ))}
        </tr>
      </thead>
      <tbody>
        {QUANTITIES.map((q) => (
          <Fragment key={q.id}>
            <tr>
              <th scope="row">
                {q.label}
                <button type="button" class="how" aria-expanded={open === q.id} onClick={() => setOpen(open === q.id ? null : q.id)}>{open === q.id ? "hide" : "how is this computed?"}</button>
              </th>
              {all.map((m) => <td key={m} class={properties.method === m ? "number chosen" : "number"}>{methods[m] === undefined ? "–" : q.value(methods[m])}</td>)}
            </tr>
            {open === q.id && (
              <tr class="explained">
                <td colSpan={all.length + 1}><Explained device={device} quantity={q.id} all={all} /></td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

export function Explained({ device, quantity: id, all }: { device: Device; quantity: string; all: readonly Method[] }) {
  const { options } = device;
  const q = QUANTITIES.find((one) => one.id === id);
  return (
    <dl>
      {all.map((m) => {
        const result = device.record.methods[m];
        const said = result === undefined ? null : q?.explain(m, result, options) ?? null;
        return said === null ? null : (
          <div key={m}>
            <dt>{m}</dt>
            <dd>
              <code>{said.equation}</code>
              {said.inputs !== "" && <span>{said.inputs}</span>}
              <span class="hint">{said.decision}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** What the sweep says apart from usability. */
export function Facts({ device }: { device: Device }) {
  const { record: r } = device;
  const spread = (q: { low: number; high: number; count: number } | null, unit: string) =>
    q === null || q.count < 2 ? "" : ` (${quantity(q.low, unit)} to ${quantity(q.high, unit)}, quartiles of ${q.count} cycles)`;
  const facts: [string, string][] = [
    ["Cycles", String(r.cycles)],
    ["Points of a cycle", String(r.points)],
    [r.polarity === null ? "Largest voltage" : `Largest voltage, ${r.polarity} side`, quantity(r.v_max, "V")],
    ["Voltage step", quantity(r.v_step, "V")],
    ["SET voltage", quantity(r.v_set, "V") + spread(r.switching.v_set, "V")],
    ["RESET voltage", quantity(r.v_reset, "V") + spread(r.switching.v_reset, "V")],
    [r.read_voltage === null ? "On/off ratio" : `On/off ratio at ${quantity(r.read_voltage, "V")}`, r.on_off_ratio === null && r.read_voltage !== null ? "not reached by the sweep" : plain(r.on_off_ratio)],
    ["Compliance", quantity(r.compliance_a, "A") + (r.clipped_fraction === null || r.clipped_fraction === 0 ? "" : ` (${(100 * r.clipped_fraction).toFixed(0)} % of the leg)`)],
  ];
  const recipe = r.recipe.map((item): [string, string] => [item.name, `${item.value}${item.unit === "" ? "" : ` ${unitOf(item.unit)}`}`]);
  return (
    <>
      <h3>The sweep</h3>
      <List of={facts} />
      {recipe.length > 0 && <><h3>As its file says</h3><List of={recipe} /></>}
    </>
  );
}

/** Units as they are printed: `um` is µm, `C` a temperature. */
const unitOf = (unit: string) => (unit === "C" ? "°C" : unit.replace(/^u(?=[mAVS])/, "µ"));

function List({ of }: { of: readonly [string, string][] }) {
  return (
    <dl class="facts">
      {of.filter(([, value]) => value !== "–").map(([name, value], at) => (
        <div key={at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
