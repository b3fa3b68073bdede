// What the votes of a network prove about the drift of a device.
import type { Certificate as Proof, Sampled } from "../../generated/types";
import { PROPERTIES } from "../../state/properties";
import { plain } from "../../ui/format";
import { useSession } from "../../ui/session";
import { How } from "../networks/how";
import type { Props } from "./votes";
import { atLeast, given, proved, weights, whole } from "./words";

export function Certificate({ ballot, vote }: Props) {
  const certified = vote?.certified ?? null;
  return (
    <>
      <h2>Drift of a device</h2>
      <p class="why">Drift moves every weight, so r = Θ, and Theorem 1 would need p₁^Θ &gt; 1.5 − c: of a device’s drift it says nothing (T11). Votes under log-normal noise on the weights do.</p>
      {ballot === null ? <p class="hint">A trained network’s votes on a sample are certified here.</p>
        : certified?.lognormal == null ? <p class="hint">{vote !== null && vote.done > 0 ? "The certificate stands here once all votes are cast." : `Cast votes of ${ballot.run.name} to certify what it says of sample ${ballot.sample}.`}</p>
        : <Proved {...certified.lognormal} name={ballot.run.name} sample={ballot.sample} />}
    </>
  );
}

function Proved({ sampled, certificate: of, name, sample }: { sampled: Sampled; certificate: Proof; name: string; sample: number }) {
  const { s, d, agreed, draws, alpha } = sampled;
  const p = atLeast(of["p-lower"]);
  const vote = `${whole(agreed)} of ${whole(draws)}`;
  return (
    <>
      <p class="headline certificate">
        <span class="label">{name}, sample {sample}</span> <strong>{of.abstain ? "abstains" : `R = ${plain(of.radius)}`}</strong> <span class="by">{vote} votes agree</span>
      </p>
      <p class="why">
        {of.abstain
          ? `The vote is too close to call: its probability may be as low as ${p}, and above one half is needed. Nothing is certified; less noise, more votes or another sample may help.`
          : "The vote keeps its class as long as the logarithms of the weights change by less than R together, by the root of their sum of squares."}
      </p>
      <dl class="facts">
        <div><dt>Probability of the vote</dt><dd>at least {p}, with confidence {given(100 * (1 - alpha))} %</dd></div>
        {!of.abstain && <div><dt>Gain common to all</dt><dd>off by a factor below {plain(1 + of["gain-max"], 4)}</dd></div>}
      </dl>
      <How of="the radius" equation="R = σ Φ⁻¹(p), p by Clopper and Pearson; common gain exp(R/√d)" inputs={`${vote} votes, σ = ${given(s)}, α = ${given(alpha)}, d = ${weights(d)} that are not 0.`}
        decision="Smoothing in the logarithm of the weights: signs never change, and weights of 0 stay 0. Half-spaces show that no larger radius is true for every network (T11)." />
      {!of.abstain && <Device sampled={sampled} of={of} />}
      <p class="hint">The guarantee is for the vote, not for one noisy network, and for the class the vote says, be it right or wrong.{of["p-sigma"] !== null && !of.abstain && " Only “one draw says it” is about one network."}</p>
    </>
  );
}

/** What holds on the device that the network was trained for. */
function Device({ sampled, of }: { sampled: Sampled; of: Proof }) {
  const session = useSession();
  const { s, d, "sigma-device": sigma } = sampled;
  if (sigma === null) return <p class="why">The device that it was trained for does not drift.</p>;
  return (
    <>
      <h3>Trained for a device of σ = {given(sigma)}</h3>
      <dl class="facts">
        <div><dt>The vote keeps its class</dt><dd>{proved(of["p-keep"])}</dd></div>
        <div><dt>One draw says it</dt><dd>{proved(of["p-sigma"])}</dd></div>
      </dl>
      {s !== sigma && sigma <= PROPERTIES.voteSigma.high && sigma >= PROPERTIES.voteSigma.low && (
        <p class="row"><button type="button" onClick={() => session.set("voteSigma", sigma)}>Vote at the device’s σ</button></p>
      )}
      <How of="what holds on the device" equation="vote: max(F((R/σ_D)²), 2 F(F⁻¹(p) σ²/(σ² + σ_D²)) − 1, 0); one draw: F(F⁻¹(p) (σ/σ_D)²) for σ_D ≥ σ, else 1 − F(F⁻¹(1 − p) (σ/σ_D)²)"
        inputs={`σ_D = ${given(sigma)}, F is χ² with d = ${whole(d)}. The drift stays inside R with probability ${atLeast(of["p-ball"] ?? 0)}; the mean vote over the drift is at least ${atLeast(of["p-conv"] ?? 0)}.`}
        decision="With many weights only votes at the device’s own σ say anything: there the bound for one draw is p itself (T11). What is lost in storing a weight is not in it." />
    </>
  );
}
