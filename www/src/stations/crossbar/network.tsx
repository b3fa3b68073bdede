// What goes on the arrays: which network, arrays of which size, devices of which window.
import { deviceNow } from "../../state/crossbar/device";
import { STANDARD_WINDOW } from "../../state/crossbar/effects";
import { chosenRun, moonsRuns } from "../../state/crossbar/wish";
import { METHOD_NAMES } from "../../state/networks/run";
import { ChoiceControl, ChoiceField, NumberControl } from "../../ui/controls";
import { counted, quantity } from "../../ui/format";
import { Said } from "../../ui/said";
import { useSession } from "../../ui/session";
import { useCrossbar } from "./use";

export const WINDOWS = { device: "that of the device", standard: `${quantity(STANDARD_WINDOW.g_min, "S")} to ${quantity(STANDARD_WINDOW.g_max, "S")}` };
export const CODINGS = { "one-sided": "pair, one at the bottom", centred: "pair about the middle", reference: "reference column" };
const SIZES = { "10": "10 × 10", "16": "16 × 16", "32": "32 × 32", "64": "64 × 64" };

export function NetworkIn() {
  const session = useSession();
  const run = chosenRun(session);
  const runs = moonsRuns(session);
  if (run === null) return null;
  return (
    <div class="part" data-part="runs">
      <ChoiceField label="Network" value={run.name} choices={runs.map(({ name }) => ({ value: name, label: name }))} onChange={(name) => session.set("run", name)} />
      <p class="hint">Trained by {METHOD_NAMES[run.config.method]} on the moons. <button type="button" class="quiet" onClick={() => session.set("station", "network")}>Train another</button></p>
    </div>
  );
}

export function ArrayIn() {
  const { moment, wanted } = useCrossbar().frames;
  const about = wanted === null ? undefined : moment?.said.about;
  return (
    <>
      <ChoiceControl name="chipSize" labels={SIZES} />
      {about !== undefined && <p class="hint">{counted(about.arrays, "array")}, of whose devices {about.used} carry weights; biases stand on a word line of their own.</p>}
      <ChoiceControl name="chipCoding" labels={CODINGS} />
      <ChoiceControl name="chipWindow" labels={WINDOWS} />
      <WindowIs />
    </>
  );
}

/** Which window it is, and why it is not that of the device. */
function WindowIs() {
  const session = useSession();
  const { wanted } = useCrossbar().frames;
  const { chipWindow } = session.store.state.properties;
  const device = deviceNow(session);
  if (wanted === null) return null;
  const { window: { g_min, g_max }, windowOf } = wanted.taken;
  const between = `${quantity(g_min, "S")} to ${quantity(g_max, "S")}`;
  if (windowOf === "device") return <p class="hint">{between}: the run of {device.name}.</p>;
  const why = chipWindow === "standard" ? "" : device.problem !== "" ? ` ${device.problem}` : ` ${device.name} has no run of two points.`;
  return <p class="hint">{between}, an assumption (METHOD 5).<Said text={why} /></p>;
}

/** Another draw of everything that is random. */
export function Another() {
  const session = useSession();
  const { chipDraw } = session.store.state.properties;
  return (
    <>
      <NumberControl name="chipDraw" />
      <p class="row"><button type="button" title="Key n" onClick={() => session.set("chipDraw", chipDraw + 1)}>Another programming</button></p>
    </>
  );
}
