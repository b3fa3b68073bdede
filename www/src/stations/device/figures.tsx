// The middle of the station: one figure at a time.
import { PROPERTIES } from "../../state/properties";
import { Figure } from "../../ui/figure";
import { counted } from "../../ui/format";
import { useProperties, useSession, useShown } from "../../ui/session";
import { Draw } from "./draw";
import type { Device } from "../../work/findings";
import { ALL_CHARTS, type Chart, compareSource, DEVICE_CHARTS, deviceSource, MOST_OVERLAID, overlaid } from "./sources";

export function Figures() {
  const session = useSession();
  const shown = useShown();
  const properties = useProperties();
  // A link may name a part that it hides.
  const part = properties.chart === "draw" ? "draw" : ALL_CHARTS.some((c) => c.chart === properties.chart) ? "all" : null;
  const chart = part !== null && !shown(part) ? "conductance" : properties.chart;
  const device = session.selected;
  const groups = [
    { label: "This device", charts: DEVICE_CHARTS },
    { label: "All devices", charts: shown("all") ? ALL_CHARTS : [] },
    { label: "Try", charts: shown("draw") ? [{ chart: "draw" as Chart, label: "Draw a curve" }] : [] },
  ];
  return (
    <section class="figures" data-part="figures" aria-label="Figure">
      <div class="tabs">
        {groups.filter((g) => g.charts.length > 0).map((g) => (
          <div key={g.label} role="group" aria-label={g.label}>
            <span class="tabs-label">{g.label}</span>
            {g.charts.map((c) => (
              <button type="button" key={c.chart} aria-pressed={chart === c.chart} title={`Key ${(PROPERTIES.chart.choices.indexOf(c.chart) + 1) % 10}`} onClick={() => session.set("chart", c.chart)}>{c.label}</button>
            ))}
          </div>
        ))}
      </div>
      {chart === "draw" ? <Draw /> : device === null ? <Nothing /> : <Chosen device={device} chart={chart} />}
    </section>
  );
}

function Chosen({ device, chart }: { device: Device; chart: Chart }) {
  const session = useSession();
  const shown = useShown();
  const properties = useProperties();
  const { method } = properties;
  const { devices } = session.engine;
  if (device.record.kind !== "sweep" && ["current", "current-log", "endurance"].includes(chart)) {
    return <p class="empty">{device.name} holds conductances after pulses, so it has no current against voltage. Choose Conductance or Spread.</p>;
  }
  const all = ALL_CHARTS.some((c) => c.chart === chart);
  const source = all
    ? compareSource(session, chart === "overlay" ? overlaid(session, properties) : devices, chart, method)
    : deviceSource(session, device, chart, method);
  const caption =
    chart === "overlay" ? `Mark devices in the table below to lay them over each other, ${MOST_OVERLAID} at most.`
    : all ? `${counted(devices.length, "device")} by the ${method} method.`
    : `${device.name}: ${device.record.dialect === "simulated" ? "simulated, not measured" : "measured"}.`;
  return (
    <>
      <Figure source={source} exports={shown("export")} />
      <p class="caption">{caption}</p>
    </>
  );
}

function Nothing() {
  const { engine, store } = useSession();
  const why =
    engine.work !== null ? "Reading…"
    : store.state.files.length > 0 ? "No device was found in these files. Each row on the left says why; “How it was read” lets you name units and columns."
    : "Nothing here yet. Drop sweeps anywhere on the page, or take a sample on the left.";
  return <p class="empty">{why}</p>;
}
