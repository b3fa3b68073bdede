// What is compared: the methods, how often each is trained, and for which device.
import type { Contender, Device } from "../../generated/types";
import { configOf, METHOD_NAMES, searches, usabilityOf } from "../../state/networks/run";
import { METHODS, type Properties } from "../../state/properties";
import type { Session } from "../../state/session";
import { NumberControl } from "../../ui/controls";
import { plain } from "../../ui/format";
import { useProperties, useSession } from "../../ui/session";

/** With several methods each gets the same number of trainings. */
const asked = (p: Properties): Properties => (p.compareMethods.length > 1 ? { ...p, tune: "search" } : p);

/** How often each is trained, where that is more than once. */
const budgetOf = (session: Session) => (asked(session.store.state.properties).tune === "search" ? `, with ${session.store.state.properties.trials} trainings each` : "");

/** The chosen methods that have no run with the settings as they are. */
export function missingOf(session: Session): Contender[] {
  const { properties, runs } = session.store.state;
  const { data, target } = session.networks;
  const chosen = METHODS.filter((m) => properties.compareMethods.includes(m));
  const { device } = target;
  if (data === null || device === null) return chosen;
  const there = new Set(runs.map((run) => JSON.stringify([run.data, run.config])));
  return chosen.filter((method) => !there.has(JSON.stringify([data, configOf(asked(properties), method, device)])));
}

export function trainMissing(session: Session): void {
  const missing = missingOf(session);
  const { tune } = asked(session.store.state.properties);
  if (tune !== session.store.state.properties.tune) {
    session.set("tune", tune);
    session.notices.tell("Every method is now the best of several trainings; “Its settings” at the Network station says so, and can be set back there.");
  }
  for (const method of missing) if (session.networks.train(method) === null) return;
}

export function TrainMissing() {
  const session = useSession();
  const missing = missingOf(session);
  const { compareMethods } = session.store.state.properties;
  return (
    <>
      <p class="row"><button type="button" class="wide" aria-disabled={missing.length === 0} onClick={() => missing.length > 0 && trainMissing(session)}>Train what is missing</button></p>
      <p class="hint">{compareMethods.length === 0 ? "Choose a method first." : missing.length === 0 ? "Each chosen method has a network with these settings." : `Missing${budgetOf(session)}: ${missing.map((m) => METHOD_NAMES[m]).join(", ")}.`}</p>
    </>
  );
}

const inWords = (device: Device) => (device.device === "usability" ? `a device of usability ${plain(device.usability)}, σ = ${plain(-Math.log(device.usability), 3)}` : `${device.name}, usability ${plain(usabilityOf(device))}`);

export function Compare() {
  const session = useSession();
  const p = useProperties();
  const { target, dataProblem } = session.networks;
  const many = p.compareMethods.length > 1;
  const toggle = (method: Contender, on: boolean) => session.set("compareMethods", METHODS.filter((m) => (m === method ? on : p.compareMethods.includes(m))));
  const [only] = p.compareMethods as readonly Contender[];
  return (
    <section data-part="training" class="compare">
      <h2>What is compared</h2>
      <fieldset class="checks">
        <legend>Ways of training</legend>
        {METHODS.map((method) => (
          <label class="check" key={method}><input type="checkbox" checked={p.compareMethods.includes(method)} onChange={(e) => toggle(method, e.currentTarget.checked)} /> {METHOD_NAMES[method]}</label>
        ))}
      </fieldset>
      {(many || (only !== undefined && searches(p, only))) && <NumberControl name="trials" />}
      <p class="hint">{many
        ? `The same budget for all: ${p.trials} trainings, of which the best by the validation samples is kept.`
        : only === undefined ? "" : searches(p, only) ? `The best of ${p.trials} trainings is kept.` : "One training, with the settings of the Network station."}</p>
      <p class="hint">Trained for {target.device === null ? "a device that is not there yet" : inWords(target.device)}. <button type="button" class="quiet" onClick={() => session.set("station", "network")}>Change it at the Network station</button></p>
      {target.problem !== "" && <p class="wrong" role="alert">{target.problem}</p>}
      {dataProblem !== "" && <p class="wrong" role="alert">{dataProblem}</p>}
      <TrainMissing />
    </section>
  );
}
