// The network, how it is trained, and for which device.
import { METHOD_NAMES, searches, usabilityOf } from "../../state/networks/run";
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { plain } from "../../ui/format";
import { useSession, useShown } from "../../ui/session";

export function Settings() {
  const session = useSession();
  const shown = useShown();
  const { properties } = session.store.state;
  const { task, trainBy, tune } = properties;
  if (!shown("training")) return null;
  const search = searches(properties, trainBy);
  return (
    <div data-part="training">
      <ChoiceControl name="trainBy" labels={METHOD_NAMES} />
      {trainBy !== "bayesmulti" && <ChoiceControl name="tune" labels={{ "as-set": trainBy === "erm" ? "one training as it stands" : "one training, noise as set here", search: "the best of several trainings" }} />}
      {search ? <NumberControl name="trials" /> : <Noise />}
      <Target />
      <details class="settings">
        <summary>Network and training</summary>
        {task === "moons" ? <NumberControl name="hidden" /> : <ChoiceControl name="model" labels={{ auto: "as suits the data", mlp: "dense layers (MLP)", lenet5: "LeNet-5" }} />}
        <NumberControl name={task === "moons" ? "moonsEpochs" : "epochs"} />
        <NumberControl name={task === "moons" ? "moonsRate" : "rate"} />
        {task !== "moons" && <NumberControl name="netBatch" />}
        <ChoiceControl name="objective" labels={{ drift: "accuracy under the device’s drift", clean: "accuracy on the training samples" }} />
        {(tune === "search" || trainBy === "bayesmulti") && <NumberControl name="wave" />}
        <NumberControl name="objectiveDraws" />
        <NumberControl name="seed" />
        <NumberControl name="workers" />
      </details>
    </div>
  );
}

/** The noise of one training. */
function Noise() {
  const { trainBy, p1, p2 } = useSession().store.state.properties;
  if (trainBy === "erm") return null;
  if (trainBy !== "multinomial") return <NumberControl name="strength" />;
  return (
    <>
      <NumberControl name="p1" />
      <NumberControl name="p2" />
      {p1 + p2 > 1 + 1e-12
        ? <p class="wrong" role="alert">p₁ + p₂ is {plain(p1 + p2)}, and three probabilities add up to 1: lower one of them.</p>
        : <p class="hint">The rest, {plain(Math.max(1 - p1 - p2, 0))}, stays as it is.</p>}
    </>
  );
}

/** The device that is trained for. */
function Target() {
  const session = useSession();
  const { target } = session.store.state.properties;
  const { device, problem } = session.networks.target;
  return (
    <>
      <ChoiceControl name="target" labels={{ usability: "a usability", device: "the device of the Device station" }} />
      {target === "usability" ? <NumberControl name="usability" /> : (
        <p class={problem === "" ? "hint" : "wrong"} role={problem === "" ? undefined : "alert"}>
          {problem !== "" ? problem
            : device?.device === "measured" ? `${device.name}: U = ${plain(usabilityOf(device))}, σ = ${plain(device.model.sigma)}, a run of ${device.model.run_end - device.model.run_start} points.`
            : "The device is being read."}
        </p>
      )}
    </>
  );
}
