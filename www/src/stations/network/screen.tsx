// The Network station: data, network, training and device on the left, the figure in the
// middle, what the networks reach on the right.
import { useTold } from "../../state/use";
import { Boundary } from "../../ui/boundary";
import { useSession } from "../../ui/session";
import { Runs } from "../networks/runs";
import { Data } from "./data";
import { Drive } from "./drive";
import { Figures } from "./figures";
import { Numbers } from "./numbers";
import { Settings } from "./settings";

export function NetworkScreen() {
  const session = useSession();
  useTold(session.store);
  useTold(session.networks);
  useTold(session.engine);
  const of = `${session.networks.runs.length} ${session.networks.selected?.id}`;
  return (
    <main class="bench" id="bench" tabIndex={-1} aria-busy={session.networks.work !== null}>
      <section class="in" aria-label="What is trained, and how">
        <Boundary name="The data" of={of}><Data /></Boundary>
        <Boundary name="The settings" of={of}><Settings /></Boundary>
        <Boundary name="The training" of={of}><Drive /></Boundary>
        <Boundary name="The list of networks" of={of}><Runs /></Boundary>
      </section>
      <section class="figures" data-part="figures" aria-label="Figure">
        <Boundary name="The figure" of={of}><Figures /></Boundary>
      </section>
      <section class="numbers" data-part="numbers" aria-label="Numbers">
        <Boundary name="The numbers" of={of}><Numbers /></Boundary>
      </section>
    </main>
  );
}
