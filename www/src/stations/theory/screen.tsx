// The Theory station: a setting and votes on the left, both bounds in the middle, what is
// certified on the right, networks for which the theorem is wrong below.
import { useTold } from "../../state/use";
import { NOTHING } from "../../state/networks/votes";
import { ballotAsked } from "../../state/networks/wanted";
import { Boundary } from "../../ui/boundary";
import { useAsked } from "../../ui/asked";
import { Figure } from "../../ui/figure";
import { useProperties, useSession, useShown } from "../../ui/session";
import { networkSource } from "../networks/source";
import { Certificate } from "./certificate";
import { Claims } from "./claims";
import { CounterExamples } from "./counterexamples";
import { Setting } from "./setting";
import { VotesOnSample } from "./votes";

export function TheoryScreen() {
  const session = useSession();
  const shown = useShown();
  // Whether it is busy is told by both.
  useTold(session);
  useTold(session.engine);
  useTold(session.networks);
  const { theoryC: c, theoryP1: p1, theoryP2: p2, theorySize: parameters, vote: wanted } = useProperties();
  const asked = { c, p1, p2, parameters };
  const key = JSON.stringify(asked);
  const { value, current, problem } = useAsked(key, () => session.engine.any("theory", asked));
  const ballot = ballotAsked(session);
  // The votes follow the state a moment later; what was stopped is gone at once.
  const vote = ballot === null ? null : wanted ? session.networks.votes.of(ballot) : NOTHING;
  return (
    <main class="bench theory" id="bench" tabIndex={-1} aria-busy={session.busy || !current}>
      <section class="in" aria-label="The setting and the votes">
        <Boundary name="The setting" of={key}>{shown("settings") ? <Setting problem={problem} kept={value !== null} certified={vote?.certified ?? null} /> : problem !== "" && <p class="wrong" role="alert">{problem}</p>}</Boundary>
        {shown("votes") && <Boundary name="The votes" of={key}><VotesOnSample ballot={ballot} vote={vote} /></Boundary>}
      </section>
      <section class="figures" data-part="figures" aria-label="Figure">
        <Boundary name="The figure" of={key}>
          {value === null ? <p class="empty">{problem === "" ? "Both bounds are being computed." : "There are no bounds at this setting."}</p> : (
            <>
              <Figure source={networkSource(session, JSON.stringify([value.figure.c, value.figure.p1, value.figure.p2, value.figure.parameters]), "theorem 1", { chart: "theory", ...value.figure })} exports={shown("export")} />
              <p class="caption">What is left of the vote in the worst case, as published and exactly; above one half it keeps its class. Where only the published line is above, the theorem promises what is not so.</p>
            </>
          )}
        </Boundary>
      </section>
      <section class="numbers" data-part="numbers" aria-label="What is certified">
        <Boundary name="What is certified" of={key}>
          {value === null ? <p class="empty">What is certified stands here once the bounds are computed.</p> : <Claims certified={value.certified} />}
          {shown("votes") && <Certificate ballot={ballot} vote={vote} />}
        </Boundary>
      </section>
      {shown("counterexamples") && <Boundary name="The table of counter-examples" of={key}><CounterExamples /></Boundary>}
    </main>
  );
}
