// The networks that were asked for: which one is looked at, which are laid over each other.
import { useState } from "preact/hooks";
import type { Run } from "../../state/networks/run";
import { deviceWords } from "../../state/networks/wanted";
import { counted } from "../../ui/format";
import { saveAs, fileStem } from "../../ui/save-as";
import { useSession, useShown } from "../../ui/session";
import { TextInput } from "../../ui/text-input";

export function Runs({ exports = true }: { exports?: boolean }) {
  const session = useSession();
  const shown = useShown();
  const { networks, store } = session;
  if (networks.runs.length === 0 || !shown("runs")) return null;
  const marked = networks.runs.filter((r) => store.state.properties.runs.includes(r.name));
  return (
    <div data-part="runs">
      <h2>{counted(networks.runs.length, "network")}</h2>
      <ul class="files runs">{networks.runs.map((run) => <Row key={run.id} run={run} exports={exports} />)}</ul>
      {networks.runs.length > 1 && (
        <p class="hint">
          {marked.length === 0 ? "All networks on the same data are compared; mark some to compare only those." : `${counted(marked.length, "network is", "networks are")} compared.`}{" "}
          {marked.length > 0 && <button type="button" class="quiet" onClick={() => session.set("runs", [])}>Unmark</button>}
        </p>
      )}
    </div>
  );
}

/** What is going on with a run, in a word or two. */
export function stateOf(session: ReturnType<typeof useSession>, run: Run): string {
  const { status, outcomes } = session.networks.runner.progress(run.id);
  const under = session.networks.runner.under(run.id);
  const of = run.config.trainings;
  if (status === "running") {
    const epoch = under[0]?.live?.history.length ?? 0;
    return of === 1 ? (under.length === 0 ? "waits" : `epoch ${epoch} of ${run.config.epochs}`) : `${outcomes.length} of ${of}`;
  }
  if (status === "done") return "";
  if (status === "failed") return "failed";
  const epoch = session.networks.runner.latest(run.id)?.live?.history.length;
  if (of === 1) return epoch === undefined ? "paused" : `paused at epoch ${epoch} of ${run.config.epochs}`;
  return `paused, ${outcomes.length} of ${of}`;
}

function Row({ run, exports }: { run: Run; exports: boolean }) {
  const session = useSession();
  const shown = useShown();
  const [naming, setNaming] = useState(false);
  const [refused, setRefused] = useState("");
  const { networks, store } = session;
  const { properties } = store.state;
  const { status, problem, weights } = networks.runner.progress(run.id);
  const selected = networks.selected?.id === run.id;
  const marked = properties.runs.includes(run.name);
  const mark = () => session.set("runs", marked ? properties.runs.filter((n) => n !== run.name) : [...properties.runs, run.name]);
  const saved = () => {
    const file = networks.weights(run);
    if (file !== null) saveAs(file.blob, `${fileStem(file.name)}.safetensors`);
  };
  return (
    <li class={selected ? "file selected" : "file"}>
      <div class="file-row">
        <input type="checkbox" checked={marked} aria-label={`Compare ${run.name}`} title="Compare" onChange={mark} />
        {naming ? (
          <TextInput class="name" aria-label={`New name of ${run.name}`} value={run.name} focused onEnter={(name) => setRefused(networks.rename(run.id, name))} onLeave={() => setNaming(false)} />
        ) : (
          <button type="button" class="name" aria-pressed={selected} title={`${run.name}: ${run.config.method}, trained for ${deviceWords(run.config.device)}, seed ${run.config.seed}`} onClick={() => session.set("run", run.name)}>{run.name}</button>
        )}
        <span class="state">{stateOf(session, run)}</span>
        {status === "running" && <button type="button" class="quiet" aria-label={`Pause ${run.name}`} title="Pause" onClick={() => networks.runner.pause(run.id)}>❚❚</button>}
        {status === "paused" && <button type="button" class="quiet" aria-label={`Go on with ${run.name}`} title="Go on" onClick={() => networks.runner.play(run.id)}>▶</button>}
        {status === "failed" && <button type="button" class="quiet" aria-label={`Try ${run.name} again`} title="Try again" onClick={() => networks.runner.play(run.id)}>↻</button>}
        <button type="button" class="quiet" aria-label={`Remove ${run.name}`} title="Remove this network" onClick={() => networks.remove(run.id)}>×</button>
      </div>
      {refused !== "" && <p class="wrong" role="alert">{refused}</p>}
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      {selected && exports && (
        <p class="row small">
          <button type="button" class="quiet" onClick={() => setNaming(true)}>Rename</button>
          {weights !== null && shown("export") && <button type="button" class="quiet" title="Weights as safetensors; `memrilab robust sweep --weights` reads them" onClick={saved}>Weights (safetensors)</button>}
        </p>
      )}
    </li>
  );
}
