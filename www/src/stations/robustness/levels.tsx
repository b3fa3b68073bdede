// The levels, how many draws at each, and the button that draws them.
import { useRef } from "preact/hooks";
import { sweepOf, levelsOf, trained } from "../../state/networks/wanted";
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { counted, seconds } from "../../ui/format";
import { useProperties, useSession } from "../../ui/session";

export function Levels() {
  const session = useSession();
  const { levelsFrom } = useProperties();
  return (
    <section data-part="levels" class="levels">
      <h2>Draws of drift</h2>
      <ChoiceControl name="levelsFrom" labels={{ usability: "usabilities in equal steps", devices: "devices of the Device station" }} />
      {levelsFrom === "usability" ? <NumberControl name="levelCount" /> : <Measured />}
      <NumberControl name="sweepDraws" />
      <Play />
      {session.networks.sweeps.problem !== "" && <p class="wrong" role="alert">{session.networks.sweeps.problem}</p>}
    </section>
  );
}

/** Which analysed devices are levels, and why others are not. */
function Measured() {
  const session = useSession();
  const { devices } = session.engine;
  const levels = levelsOf(session).length;
  const not = devices.flatMap((d) => {
    const { problem } = session.networks.deviceOf(d);
    return problem === "" ? [] : [`${d.label}: ${problem}`];
  });
  return (
    <>
      <p class="hint">{devices.length === 0 ? "No device is analysed yet: drop sweeps anywhere." : `${counted(levels, "device")} of ${devices.length}.`}</p>
      {not.slice(0, 3).map((why) => <p class="wrong" role="alert" key={why}>{why}</p>)}
      {not.length > 3 && <p class="wrong">{not.length - 3} more devices cannot be drawn.</p>}
    </>
  );
}

function Play() {
  const session = useSession();
  const { sweep } = useProperties();
  const { sweeps } = session.networks;
  const wanted = sweepOf(session);
  const { done, total } = sweeps.progress(wanted);
  const all = total > 0 && done === total;
  const { working } = sweeps;
  const left = useLeft(done, total, sweep && working);
  const none = trained(session).length === 0;
  const said = none ? (sweep ? "Drawing begins when a network is trained." : "")
    : session.readOnly ? "This tab is read-only: it draws nothing."
    : all ? `All ${counted(total, "draw")} are there.${sweep ? " Those of new networks and levels follow by themselves." : ""}`
    : `${done} of ${counted(total, "draw")}${left === null ? "" : `, ${seconds(left)} left`}`;
  return (
    <>
      <p class="row">
        <button type="button" class="wide" aria-pressed={sweep} onClick={() => session.set("sweep", !sweep)}>{sweep ? (all ? "Draw no more" : "Stop") : all ? "Keep drawing" : "Draw drift"}</button>
      </p>
      {total > 0 && !all && <progress class="drawing" value={done} max={total} aria-label="Draws of drift" />}
      <p class="hint drawn-so-far">{said}</p>
    </>
  );
}

/** How long still, by how fast it went since it began; null while nobody can know. */
function useLeft(done: number, total: number, working: boolean): number | null {
  const began = useRef<{ at: number; done: number } | null>(null);
  if (!working) began.current = null;
  else if (began.current === null || began.current.done > done) began.current = { at: performance.now(), done };
  if (began.current === null) return null;
  const [elapsed, more] = [performance.now() - began.current.at, done - began.current.done];
  return elapsed < 500 || more === 0 ? null : (elapsed / more) * (total - done);
}
