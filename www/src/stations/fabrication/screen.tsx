// The Fabrication station: the plan on the left, the figure in the middle, what to make
// next and why on the right, all experiments below.
import { useTold } from "../../state/use";
import { Boundary } from "../../ui/boundary";
import { useSession, useShown } from "../../ui/session";
import { Experiments } from "./experiments";
import { Next } from "./next";
import { Plan } from "./plan";
import { Plots } from "./plots";

export function FabricationScreen() {
  const session = useSession();
  const shown = useShown();
  useTold(session.store);
  // Whether it is busy is told by both.
  useTold(session);
  useTold(session.engine);
  useTold(session.fabrication);
  const { campaign } = session.fabrication;
  const of = `${campaign?.experiments.length} ${campaign?.experiments.at(-1)?.status}`;
  return (
    <main class="bench" id="bench" tabIndex={-1} aria-busy={session.busy}>
      <section class="in" aria-label="The plan">
        <Boundary name="The plan" of={of}><Plan campaign={campaign} /></Boundary>
      </section>
      <section class="figures" data-part="figures" aria-label="Figure">
        <Boundary name="The figure" of={of}>{campaign === null ? <Welcome /> : <Plots campaign={campaign} />}</Boundary>
      </section>
      <section class="numbers" data-part="numbers" aria-label="What to make next">
        <Boundary name="What to make next" of={of}>{campaign === null ? <p class="empty">The next recipe stands here once there is a campaign.</p> : <Next campaign={campaign} />}</Boundary>
      </section>
      {campaign !== null && shown("all") && <Boundary name="The table of experiments" of={of}><Experiments campaign={campaign} /></Boundary>}
    </main>
  );
}

function Welcome() {
  const { fabrication } = useSession();
  return (
    <div class="empty welcome">
      <p>A campaign asks which device to make next: you make and measure it, its usability goes in, and the next recipe comes out. It learns from each device, so that few have to be made.</p>
      <p class="row">
        <button type="button" onClick={() => void fabrication.begin()}>Begin with the paper’s 8400 recipes</button>
        <button type="button" onClick={() => fabrication.play()}>Try it in the virtual laboratory</button>
      </p>
      <p class="hint">The virtual laboratory needs no furnace: a formula stands in for it, guided by what the paper tells of each variable, and everything it makes is marked as simulated. Drop a campaign file anywhere to open it.</p>
    </div>
  );
}
