// A report of one device, made to be printed: figures, numbers, how they come about, how
// the file was read, the settings.
import { useEffect, useState } from "preact/hooks";
import { type Common, NAMES, PROPERTIES, type Properties, type PropertyName } from "../../state/properties";
import { plain, quantity } from "../../ui/format";
import { Said } from "../../ui/said";
import { useProperties, useSession } from "../../ui/session";
import type { Device } from "../../work/findings";
import { QUANTITIES, whyTheyDiffer } from "./explain";
import { Explained, Facts, Warnings } from "./numbers";
import { type Chart, deviceSource } from "./sources";

export function Report() {
  const session = useSession();
  const device = session.selected;
  return (
    <main class="report" id="bench" tabIndex={-1}>
      <p class="row no-print">
        <button type="button" onClick={() => session.set("view", "bench")}>Back</button>
        <button type="button" disabled={device === null} onClick={() => print()}>Print</button>
      </p>
      {device === null ? <p class="empty">There is no device to report; go back and drop a sweep.</p> : <Of key={device.id} device={device} />}
    </main>
  );
}

/** What the numbers were computed with: every property that a change of can be undone. */
const SETTINGS = NAMES.filter((name) => PROPERTIES[name].undo === true);

function settingOf(name: PropertyName, properties: Properties): string {
  const { unit } = PROPERTIES[name] as Common;
  const value = properties[name];
  if (name === "complianceA" && properties.compliance !== "given") return "–";
  if (name === "readVoltage" && value === 0) return "a tenth of the largest voltage";
  return typeof value === "number" && unit !== undefined && unit.length === 1 ? quantity(value, unit) : `${String(value)}${unit === undefined ? "" : ` ${unit}`}`;
}

function Of({ device }: { device: Device }) {
  const session = useSession();
  const properties = useProperties();
  const { method } = properties;
  const { record } = device;
  const result = record.methods[method];
  const methods = PROPERTIES.method.choices.filter((m) => record.methods[m] !== undefined);
  const charts: Chart[] = record.kind === "sweep" ? ["conductance", "current-log", "spread", "endurance"] : ["conductance", "spread"];
  const read = session.engine.fileState(device.file.id).read;
  return (
    <article>
      <h2>{device.name}</h2>
      <p>{record.dialect === "simulated" ? "Simulated, not measured." : "Measured."} File {record.file}{record.partner === null ? "" : ` with ${record.partner}`}. memrilab {session.version}.</p>
      {result !== undefined && <p class="headline"><span class="label">Usability</span> <strong>{plain(result.usability)}</strong> {result.usability_low !== null && <span class="interval">{plain(result.usability_low, 2)} to {plain(result.usability_high, 2)} (95 %)</span>} <span class="by">by the {method} method</span></p>}
      <div class="report-figures">{charts.map((chart) => <StillFigure key={chart} device={device} chart={chart} />)}</div>
      <h3>Three methods</h3>
      <table>
        <thead><tr><td />{methods.map((m) => <th key={m} scope="col">{m}</th>)}</tr></thead>
        <tbody>
          {QUANTITIES.map((q) => (
            <tr key={q.id}>
              <th scope="row">{q.label}</th>
              {methods.map((m) => { const r = record.methods[m]; return <td key={m} class="number">{r === undefined ? "–" : q.value(r)}</td>; })}
            </tr>
          ))}
        </tbody>
      </table>
      {whyTheyDiffer(record).map((s) => <p key={s}>{s}</p>)}
      <Warnings of={record.warnings} />
      <h3>How the numbers come about</h3>
      {QUANTITIES.map((q) => <section key={q.id}><h4>{q.label}</h4><Explained device={device} quantity={q.id} all={[method]} /></section>)}
      <Facts device={device} />
      <h3>How the file was read</h3>
      <ul>{read?.sentences.map((s, at) => <li key={at}><Said text={s} /></li>)}</ul>
      <h3>Settings</h3>
      <dl class="facts">{SETTINGS.map((name) => <div key={name}><dt>{PROPERTIES[name].label}</dt><dd>{settingOf(name, properties)}</dd></div>)}</dl>
      {record.settings != null && <p>For this file only: <code>{JSON.stringify(record.settings)}</code></p>}
    </article>
  );
}

/** A figure that does not change, as a picture: it prints sharp. */
function StillFigure({ device, chart }: { device: Device; chart: Chart }) {
  const session = useSession();
  const { method } = useProperties();
  const [address, setAddress] = useState("");
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let made = "";
    let current = true;
    const source = deviceSource(session, device, chart, method);
    source.svg({ ...source.request, width: 520, dark: false, scale: 1 }).then((svg) => {
      if (!current) return;
      setProblem("");
      made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      setAddress(made);
    }, (error: Error) => current && setProblem(error.message));
    return () => {
      current = false;
      if (made !== "") URL.revokeObjectURL(made);
    };
  }, [device.id, device.version, chart, method]);
  if (problem !== "") return <p class="wrong">{problem}</p>;
  return address === "" ? <p class="hint">drawing…</p> : <img src={address} alt={`${chart} of ${device.name}`} />;
}
