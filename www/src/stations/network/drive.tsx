// Play, pause, step and speed.
import { ChoiceControl } from "../../ui/controls";
import { plain, seconds } from "../../ui/format";
import { useSession, useShown } from "../../ui/session";

export function Drive() {
  const session = useSession();
  const shown = useShown();
  const { networks, store } = session;
  const { p1, p2, trainBy, tune } = store.state.properties;
  const run = networks.selected;
  const progress = run === null ? null : networks.runner.progress(run.id);
  const impossible = trainBy === "multinomial" && tune === "as-set" && p1 + p2 > 1 + 1e-12;
  if (!shown("training")) return null;
  const step = () => {
    const id = run !== null && progress?.status === "paused" ? run.id : networks.train(trainBy, false);
    if (id !== null) networks.runner.step(id);
  };
  return (
    <div class="drive" role="group" aria-label="Training">
      <p class="row">
        <button type="button" class="main" disabled={impossible} onClick={() => networks.train()}>{networks.runs.length === 0 ? "Train" : "Train another"}</button>
        {run !== null && progress?.status === "running" && <button type="button" onClick={() => networks.runner.pause(run.id)}>Pause</button>}
        {run !== null && progress?.status === "paused" && <button type="button" onClick={() => networks.runner.play(run.id)}>Go on</button>}
        <button type="button" disabled={impossible || progress?.status === "running" || (run !== null && networks.runner.busy(run.id))} title="One epoch, then a pause" onClick={step}>Step</button>
      </p>
      <ChoiceControl name="speed" labels={{ full: "as fast as it goes", watch: "to watch: 16 epochs a second", slow: "slow: an epoch in 0.4 s" }} />
      <Live />
    </div>
  );
}

/** How the selected training goes. */
function Live() {
  const { networks } = useSession();
  const run = networks.selected;
  const [training] = run === null ? [] : networks.runner.under(run.id);
  if (run === null || training === undefined) return null;
  const now = training.live?.current ?? training.live?.history.at(-1) ?? null;
  return (
    <p class="hint" aria-live="off">
      {run.config.trainings > 1 && `Training ${training.number + 1} of ${run.config.trainings}. `}
      {now === null ? `Begins in ${seconds(500)}.` : `Epoch ${now.epoch} of ${run.config.epochs}: loss ${plain(now.loss)}, ${plain(100 * now.accuracy)} % right while learning.`}
    </p>
  );
}
