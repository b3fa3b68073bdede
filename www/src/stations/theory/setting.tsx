// The setting that the theorem is asked about: a vote, its noise, a number of weights.
import type { Certified } from "../../generated/types";
import { NumberControl } from "../../ui/controls";
import { useProperties, useSession } from "../../ui/session";
import { atLeast, given, weights } from "./words";

interface Props {
  /** Why there are no bounds at this setting. */
  problem: string;
  /** Whether bounds of another setting are still in sight. */
  kept: boolean;
  /** What the votes on a sample gave, once they are complete. */
  certified: Certified | null;
}

export function Setting({ problem, kept, certified }: Props) {
  const { theoryP1: p1, theoryP2: p2 } = useProperties();
  return (
    <div class="setting" data-part="settings">
      <h2>Theorem 1 is asked about</h2>
      <NumberControl name="theoryC" />
      <NumberControl name="theoryP1" />
      <NumberControl name="theoryP2" />
      {problem === "" ? <p class="hint">p₃ = {given(Math.max(1 - p1 - p2, 0))} of the weights stay as they are.</p> : <p class="wrong" role="alert">{sentence(problem)}{kept && " The figure and the numbers are those of the last setting."}</p>}
      <NumberControl name="theorySize" />
      {certified !== null && <Take certified={certified} />}
    </div>
  );
}

/** The vote's own c and number of weights, as one change. */
function Take({ certified: { published: { c, theta } } }: { certified: Certified }) {
  const session = useSession();
  const { theoryC, theorySize } = useProperties();
  const taken = theoryC === c && theorySize === theta;
  const take = () => session.change("take c and Θ from the votes", (s) => ({ ...s, properties: { ...s.properties, theoryC: c, theorySize: theta } }));
  return (
    <>
      <p class="row"><button type="button" aria-disabled={taken} onClick={() => { if (!taken) take(); }}>Take c and Θ from the votes</button></p>
      <p class="hint">{taken ? "Taken from the votes: " : "The votes say "}c ≥ {atLeast(c)} and Θ = {weights(theta)}.</p>
    </>
  );
}

/** What the program refuses, with the names that stand on the page. */
function sentence(text: string): string {
  const named = text.replace(/\bp1\b/g, "p₁").replace(/\bp2\b/g, "p₂").replace(/\d+\.\d{5,}/g, (n) => given(Number(n)));
  return /[.!?]$/.test(named) ? named : `${named}.`;
}
