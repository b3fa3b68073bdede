// The Crossbar station: network, arrays and effects on the left, the array and the boundary in
// the middle, what is still told right on the right; what each effect costs, programming and
// energy below.
import { useEffect, useRef } from "preact/hooks";
import { moonsRuns } from "../../state/crossbar/wish";
import { Boundary } from "../../ui/boundary";
import { Said } from "../../ui/said";
import { useSession, useShown } from "../../ui/session";
import { EffectsIn } from "./effects";
import { FallsView } from "./falls";
import { EnergyView } from "./energy";
import { HardwareView } from "./hardware";
import { StopBar } from "./hardware-stop";
import { ArrayIn, NetworkIn } from "./network";
import { Numbers } from "./numbers";
import { ProgrammingView } from "./programming";
import { Touched } from "./touch";
import { useAll, useBusy, useMoment } from "./use";
import { ArrayView, BoundaryView } from "./view";

/** A plain network is trained at once where there is none for the arrays; once in a visit. */
const begun = new WeakSet<object>();
function useNetwork(): void {
  const session = useSession();
  const missing = moonsRuns(session).length === 0 && !session.readOnly && !session.busy && !session.networks.making;
  // A device may be read first.
  const needed = missing && Object.values(session.networks.target).some((said) => said !== null && said !== "");
  useEffect(() => {
    if (!needed || begun.has(session)) return;
    begun.add(session);
    if (session.networks.train("erm", true, PLAIN) !== null) session.notices.tell("A plain network is being trained on the moons, because there was none for the arrays.");
  }, [needed]);
}
const PLAIN = { task: "moons", tune: "as-set" } as const;

export function CrossbarScreen() {
  const session = useSession();
  const shown = useShown();
  const crossbar = useAll();
  const { frames } = crossbar;
  const bench = useRef<HTMLElement>(null);
  useBusy(bench, crossbar);
  useEffect(() => frames.follow(), []);
  useNetwork();
  const { problem } = frames;
  // Of a network that is gone nothing is shown.
  const moment = moonsRuns(session).length === 0 ? null : frames.moment;
  const of = `${moment?.wanted.key} ${problem}`;
  return (
    <main class="bench crossbar" id="bench" tabIndex={-1} ref={bench}>
      <section class="in" aria-label="What goes on the arrays">
        <Boundary name="What goes on the arrays" of={of}>
          {shown("runs") && <NetworkIn />}
          {shown("settings") && <div class="part" data-part="settings"><ArrayIn /></div>}
          {shown("effects") && <EffectsIn />}
        </Boundary>
      </section>
      <section class="figures" data-part="figures" aria-label="The array and the boundary">
        <Boundary name="The array" of={of}>
          {problem !== "" && <p class="wrong" role="alert"><Said text={sentence(problem)} />{moment !== null && " What is shown is the last that could be computed."} <button type="button" onClick={() => frames.again()}>Try again</button></p>}
          {moment === null ? problem === "" && <Welcome /> : (
            <>
              <div class="views"><ArrayView moment={moment} /><BoundaryView moment={moment} /></div>
              <Touched moment={moment} />
            </>
          )}
        </Boundary>
      </section>
      <section class="numbers" data-part="numbers" aria-label="Numbers of the array">
        <Boundary name="The numbers" of={of}>{moment === null ? <p class="empty">What the network tells right on the array stands here once there is one.</p> : <Numbers moment={moment} />}</Boundary>
      </section>
      {moment !== null && (
        <div class="all below">
          {shown("waterfall") && <Boundary name="What each effect costs" of={of}><FallsView /></Boundary>}
          {shown("programming") && <Boundary name="The programming" of={of}><ProgrammingView moment={moment} /></Boundary>}
          {shown("hardware") && <Boundary name="The hardware" of={of}><HardwareView moment={moment} /></Boundary>}
          {shown("energy") && <Boundary name="The energy" of={of}><EnergyView moment={moment} /></Boundary>}
        </div>
      )}
      <Boundary name="The stop of the board" of={of}><StopBar /></Boundary>
    </main>
  );
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

function Welcome() {
  const session = useSession();
  const { frames } = useMoment();
  const run = moonsRuns(session).at(-1);
  const training = run !== undefined && session.networks.runner.progress(run.id).status === "running";
  return (
    <div class="empty welcome">
      <p>A trained network stands here on an array of devices, and you see what wires, converters, drift and faults leave of it.</p>
      {training ? <p>{run.name} is being trained; it stands here in a moment.</p> : run !== undefined ? <p>{frames.why}</p> : (
        <>
          <p>There is no network for it yet: it takes one of the moons.</p>
          <p class="row"><button type="button" onClick={() => void session.networks.train("erm", true, PLAIN)}>Train a plain network</button></p>
        </>
      )}
    </div>
  );
}
