// What Theorem 1 claims at the setting, what is so, and whether the claim may be believed.
import type { Certified } from "../../generated/types";
import { plain } from "../../ui/format";
import { How } from "../networks/how";
import { given, reach, verdict, weights } from "./words";

export function Claims({ certified }: { certified: Certified }) {
  const { published, exact, l0 } = certified;
  const { c, law: { p1, p2 }, theta } = published;
  const inputs = `c = ${given(c)}, p₁ = ${given(p1)}, p₂ = ${given(p2)}, p₃ = ${given(1 - p1 - p2)}, Θ = ${weights(theta)}.`;
  const { kind, text } = verdict(certified);
  const wrong = kind === "vacuous" || kind === "unsafe";
  return (
    <>
      <h2>Theorem 1</h2>
      <p class="hint">Up to so many weights may change arbitrarily while each of the others is kept or halved, and the vote keeps its class; even at 0 all may be halved.</p>
      <p class="headline"><span class="label">As published</span> <strong>{reach(published.certified)}</strong> <span class="by">{published.radius === null ? "eq 2 gives no number" : `eq 2: r = ${plain(published.radius, 2)}`}</span></p>
      <How of="the published claim" equation="c − 1 + p₁^r (1 − p₂)^(Θ − r) > 1/2 (eq 24), solved for r (eq 2)" inputs={inputs}
        decision={`The largest whole r above one half counts, else nothing is certified (T8). At r = 0 the left side is ${plain(published.bound)}.`} />
      <p class="headline"><span class="label">Exactly</span> <strong>{reach(exact.certified)}</strong> <span class="by">worst case at r = 0: {plain(exact.bound < 1e-15 ? 0 : exact.bound)}</span></p>
      <How of="the exact claim" equation="min over B_r of Σ ρ μ less what the mass 1 − c takes from the largest ρ down > 1/2" inputs={inputs}
        decision={`μ is the probability of a class of noises, ρ its likelihood ratio after the change. No function with this c does worse, and one does as badly; the minimum is at r weights changed and the rest halved (T3). A closed form that is safe, but not always tight, gives ${exact.closed_form > 0 ? plain(exact.closed_form) : "nothing"} at r = 0 (T4).`} />
      <p class={wrong ? "why wrong" : "why"} data-verdict={kind}>{text}</p>
      <p class="headline"><span class="label">The rest untouched</span> <strong>{l0.radius !== null && l0.radius >= theta ? "all weights" : reach(l0.radius)}</strong></p>
      <p class="why">{l0.radius === null ? "No change of a weight is certified." : `${l0.radius === 0 ? "Not one weight" : l0.radius >= theta ? "All of them" : `Up to ${weights(l0.radius)}`} may change arbitrarily if all others stay as they are, however many there are.`}</p>
      <How of="the number of weights that may change while the rest stays" equation="c − 1 + p₁^r > 1/2" inputs={`c = ${given(c)}, p₁ = ${given(p1)}; Θ does not matter.`} decision="Exact, and true for any number of weights (T9)." />
      <p class="hint">All three hold for a vote over noisy weights, one draw for each weight. The paper’s networks are trained with noise and then run without it, so there is no vote to which they apply (T10).</p>
    </>
  );
}
