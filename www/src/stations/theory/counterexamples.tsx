// Networks for which Theorem 1 claims what is not so, every noise enumerated when asked for.
import type { CounterExample } from "../../generated/types";
import { useAsked } from "../../ui/asked";
import { plain } from "../../ui/format";
import { useSession } from "../../ui/session";
import { given } from "./words";

export function CounterExamples() {
  const session = useSession();
  const { value, problem } = useAsked("all", () => session.engine.any("counterExamples", {}));
  return (
    <section class="all" data-part="counterexamples" aria-label="Counter-examples">
      <h2>Counter-examples</h2>
      <p>Each of these networks says “yes” by a simple rule about its weights w, over the stored ones. All weights are halved, which the theorem admits at r = 0: what it claims is left of the vote stands beside what is left, added up over every noise there is.</p>
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      {value === null ? problem === "" && <p class="hint">The noises are being enumerated.</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of counter-examples">
          <table>
            <caption>Votes after all weights are halved, claimed and true</caption>
            <thead>
              <tr>
                <th scope="col">Network</th>
                <th scope="col">Says yes if</th>
                <th scope="col">p₁</th>
                <th scope="col">p₂</th>
                <th scope="col">Weights halved</th>
                <th scope="col">c</th>
                <th scope="col">Eq 24 claims at least</th>
                <th scope="col">What is so</th>
                <th scope="col">Exact bound</th>
                <th scope="col"><span class="unseen">Actions</span></th>
              </tr>
            </thead>
            <tbody>{value.map((e) => <Row key={e.name} example={e} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ example: e }: { example: CounterExample }) {
  const session = useSession();
  const set = () => session.change("set the theorem to a counter-example", (s) => ({
    ...s,
    properties: { ...s.properties, theoryC: e.c, theoryP1: e.law.p1, theoryP2: e.law.p2, theorySize: e.delta.length },
  }));
  return (
    <tr>
      <th scope="row">{e.name}</th>
      <td>{e.rule.replace(">=", "≥")}</td>
      <td class="number">{given(e.law.p1)}</td>
      <td class="number">{given(e.law.p2)}</td>
      <td class="number">{e.delta.length}</td>
      <td class="number">{given(e.c)}</td>
      <td class="number">{plain(e["published-bound"])}</td>
      <td class="number"><strong>{plain(e.actual)}</strong></td>
      <td class="number">{plain(e.exact)}</td>
      <td><button type="button" class="quiet" aria-label={`Set the sliders to ${e.name}`} title="Set c, p₁, p₂ and the number of weights to these" onClick={set}>set</button></td>
    </tr>
  );
}
