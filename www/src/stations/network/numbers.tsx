// What the networks reach: at the usability that is looked at, and in their own training.
import { useRef } from "preact/hooks";
import { bestOf, METHOD_NAMES, type Run } from "../../state/networks/run";
import { deviceWords, LOOK_DRAWS, lookedAt, lookOf, trained } from "../../state/networks/wanted";
import { counted, plain } from "../../ui/format";
import { useSession } from "../../ui/session";
import { How } from "../networks/how";
import { stateOf } from "../networks/runs";

export function Numbers() {
  const session = useSession();
  const { networks } = session;
  const run = networks.selected;
  if (run === null) return <p class="empty">What a network reaches stands here once one is trained.</p>;
  return (
    <>
      <Falling />
      <Chosen run={run} />
      <p class="row">
        <button type="button" onClick={() => session.set("station", "robustness")}>Compare at every level</button>
        <button type="button" onClick={() => session.set("station", "theory")}>What can be proved?</button>
      </p>
    </>
  );
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** The accuracy of each compared network at the usability that is looked at. */
function Falling() {
  const session = useSession();
  const device = lookedAt(session);
  const last = useRef(new Map<string, string>());
  const runs = trained(session);
  if (runs.length === 0) return <p class="empty">Accuracies under drift stand here when the first training is done.</p>;
  const said = runs.map((run) => {
    const draws = session.networks.sweeps.draws(lookOf(session, run));
    const text = draws.length === 0 ? null : plain(mean(draws));
    if (text !== null) last.current.set(run.id, text);
    return { run, text: text ?? last.current.get(run.id) ?? "…", fresh: draws.length === LOOK_DRAWS };
  });
  return (
    <>
      <h2>Accuracy at {deviceWords(device)} <span class="tag simulated">simulated drift</span></h2>
      <table class="falling">
        <caption class="unseen">Mean accuracy on the test samples over {LOOK_DRAWS} draws of the drift</caption>
        <thead><tr><th scope="col">Network</th><th scope="col">Right</th></tr></thead>
        <tbody>
          {said.map(({ run, text, fresh }) => (
            <tr key={run.id} class={session.networks.selected?.id === run.id ? "selected" : ""}>
              <th scope="row">{run.name}</th>
              <td class={fresh ? "number" : "number faint"}><strong>{text}</strong></td>
            </tr>
          ))}
        </tbody>
      </table>
      {session.networks.sweeps.problem !== "" && <p class="wrong" role="alert">{session.networks.sweeps.problem}</p>}
      <How of="this accuracy" equation="mean over draws of (samples told right / samples), each stored weight times exp(σz)" inputs={`${LOOK_DRAWS} draws of the drift, the same for every network, on the test samples; ${device.device === "measured" ? `${device.name} has σ = ${plain(device.model.sigma)}` : `${deviceWords(device)} gives σ = ${plain(Math.max(-Math.log(device.usability), 0))}`}.`} decision="METHOD 3: drift multiplies the stored weights of the crossbar; biases are digital." />
    </>
  );
}

/** The selected network: how it was trained, and what came of it. */
function Chosen({ run }: { run: Run }) {
  const session = useSession();
  const { outcomes, status } = session.networks.runner.progress(run.id);
  const best = bestOf(outcomes);
  const { config } = run;
  const state = stateOf(session, run);
  const facts: [string, string][] = [
    ["Trained by", METHOD_NAMES[config.method] + (config.trainings > 1 ? `, the best of ${config.trainings}` : "")],
    ["For a device of", deviceWords(config.device)],
    ["Epochs", `${config.epochs}, ${counted(config.batch, "sample")} a step, learning rate ${plain(best?.trial.config.rate ?? config.rate)}`],
    ["Seed", String(config.seed)],
  ];
  if (best !== null) {
    facts.push(["Validation, no drift", plain(best.clean)], [config.objective.objective === "drift" ? "Validation, its device" : "Training samples", plain(best.score)], ["Last loss", plain(best.history.at(-1)?.loss)]);
  }
  return (
    <>
      <h2>{run.name} {state !== "" && <span class="tag">{state}</span>}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {best !== null && <How of="the choice" equation={config.objective.objective === "drift" ? "score = mean accuracy on the validation samples over draws of the device’s drift" : "score = accuracy on the training samples, no drift"} inputs={config.objective.objective === "drift" ? `${config.objective.draws} draws; draws of the test are others.` : ""} decision="METHOD 6: the authors’ code chooses by the second, which knows nothing of the device; the default here is the first." />}
      {status === "done" && config.trainings > 1 && <p class="why">Training {(best?.trial.number ?? 0) + 1} of {config.trainings} was chosen; the tab “Search” shows them all.</p>}
    </>
  );
}
