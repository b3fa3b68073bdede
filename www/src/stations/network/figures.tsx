// The middle of the station: one figure at a time, and the usability it is looked at.
import type { Run } from "../../state/networks/run";
import type { Properties } from "../../state/properties";
import { ownDevice } from "../../state/networks/wanted";
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { plain } from "../../ui/format";
import { useSession } from "../../ui/session";
import { BoundaryPlot } from "./boundary";
import { Gallery } from "./gallery";
import { Layers } from "./layers";
import { SearchPlot } from "./search";
import { TrainingPlot } from "./training";

type Plot = Properties["netPlot"];

const PLOTS: readonly { plot: Plot; label: string; fits(run: Run | null, task: Properties["task"]): boolean }[] = [
  { plot: "boundary", label: "Boundary", fits: (run, task) => (run === null ? task : run.data.task) === "moons" },
  { plot: "gallery", label: "Samples", fits: (run, task) => (run === null ? task : run.data.task) !== "moons" },
  { plot: "training", label: "Training", fits: () => true },
  { plot: "search", label: "Search", fits: (run) => (run?.config.trainings ?? 0) > 1 },
  { plot: "layers", label: "Weights", fits: () => true },
];

export function Figures() {
  const session = useSession();
  const { networks, store } = session;
  const { netPlot, task } = store.state.properties;
  const run = networks.selected;
  const plots = PLOTS.filter((p) => p.fits(run, task));
  const plot = plots.some((p) => p.plot === netPlot) ? netPlot : plots[0]?.plot;
  return (
    <>
      <div class="tabs">
        <div role="group" aria-label="Figures of the network">
          {plots.map((p) => <button type="button" key={p.plot} aria-pressed={plot === p.plot} onClick={() => session.set("netPlot", p.plot)}>{p.label}</button>)}
        </div>
      </div>
      {run === null ? <Welcome /> : (
        <>
          {plot !== "training" && plot !== "search" && <Look />}
          {plot === "boundary" && <BoundaryPlot key={run.id} run={run} />}
          {plot === "gallery" && <Gallery key={run.id} run={run} />}
          {plot === "training" && <TrainingPlot />}
          {plot === "search" && <SearchPlot key={run.id} run={run} />}
          {plot === "layers" && <Layers key={run.id} run={run} />}
        </>
      )}
    </>
  );
}

/** On which device the network is looked at. */
function Look() {
  const session = useSession();
  const own = ownDevice(session);
  const on = own !== null && session.store.state.properties.lookOn === "device";
  return (
    <div class="look">
      {own !== null && <ChoiceControl name="lookOn" labels={{ usability: "a usability", device: own.name }} />}
      {on ? <p class="hint">σ = {plain(own.model.sigma)}, and a run of {own.model.run_end - own.model.run_start} points to store weights on.</p> : <NumberControl name="look" />}
    </div>
  );
}

function Welcome() {
  const session = useSession();
  const { networks } = session;
  const both = () => {
    networks.train("erm");
    networks.train("multinomial");
  };
  return (
    <div class="empty welcome">
      <p>A network’s weights are stored as conductances, and those drift. Train one network plainly and one with noise injected, then drag the usability down and see which of them still tells the classes apart.</p>
      <p class="row">
        <button type="button" onClick={both}>Train a plain and a robust network</button>
      </p>
      <p class="hint">Everything is trained in this browser; the first time, the training program is loaded (0.6 MB).</p>
    </div>
  );
}
