// The Robustness station: what is compared and how often it drifts on the left, the figure
// in the middle, the level that is looked at in numbers on the right, all levels below.
import { levelAt, trained } from "../../state/networks/wanted";
import { useTold } from "../../state/use";
import { Boundary } from "../../ui/boundary";
import { useSession, useShown } from "../../ui/session";
import { Runs } from "../networks/runs";
import { Compare, TrainMissing } from "./compare";
import { Levels } from "./levels";
import { Numbers } from "./numbers";
import { Plots } from "./plots";
import { useResults } from "./results";
import { Summary } from "./summary";

export function RobustnessScreen() {
  const session = useSession();
  const shown = useShown();
  // Whether it is busy is told by each of them.
  useTold(session);
  useTold(session.store);
  useTold(session.engine);
  useTold(session.networks);
  const { value: results, current, problem } = useResults();
  const none = trained(session).length === 0;
  const at = Math.min(levelAt(session)?.at ?? 0, Math.max((results?.levels.length ?? 1) - 1, 0));
  const of = `${session.networks.runs.length} ${results?.levels.length} ${results?.columns.length}`;
  const ready = !none && results !== null && results.columns.length > 0;
  return (
    <main class="bench robustness" id="bench" tabIndex={-1} aria-busy={session.busy || session.networks.sweeps.working || !current}>
      <section class="in" aria-label="What is compared">
        <Boundary name="What is compared" of={of}>
          {shown("training") && <Compare />}
          <Runs exports={false} />
          {shown("levels") && <Levels />}
        </Boundary>
      </section>
      <section class="figures" data-part="figures" aria-label="Figure">
        <Boundary name="The figure" of={of}>
          {problem !== "" && <p class="wrong" role="alert">The draws could not be put together: {problem}</p>}
          {ready ? results.levels.length === 0 ? <p class="empty">There is no level yet: analyse a device at the Device station, or take usabilities in equal steps.</p> : <Plots results={results} at={at} /> : <Welcome />}
        </Boundary>
      </section>
      <section class="numbers" data-part="numbers" aria-label="Numbers of the level">
        <Boundary name="The numbers" of={of}>{ready ? <Numbers results={results} at={at} /> : <p class="empty">The accuracies stand here once a network is trained and drift is drawn.</p>}</Boundary>
      </section>
      {ready && results.levels.length > 0 && shown("all") && <Boundary name="The table of levels" of={of}><Summary results={results} at={at} draws={session.store.state.properties.sweepDraws} /></Boundary>}
    </main>
  );
}

function Welcome() {
  const session = useSession();
  const shown = useShown();
  const training = session.networks.runs.some((r) => session.networks.runner.progress(r.id).status === "running");
  return (
    <div class="empty welcome">
      <p>Networks trained in different ways are put on worse and worse devices: at each level their weights drift some times, the same way for all, and what they still tell right is counted.</p>
      {training ? <p>The first network is being trained; its draws can begin when it is done.</p> : (
        <>
          <p>No network is trained yet.</p>
          {shown("training") && <TrainMissing />}
          <p class="row"><button type="button" class="quiet" onClick={() => session.set("station", "network")}>To the Network station</button></p>
        </>
      )}
    </div>
  );
}
