// Votes on one sample: of which network, under which noise, how many; what they say so far.
import { type Ballot, type Cast, Votes } from "../../state/networks/votes";
import { useAsked } from "../../ui/asked";
import { NumberControl } from "../../ui/controls";
import { useProperties, useSession, useShown } from "../../ui/session";
import { sourceOf } from "../../state/networks/run";
import { Runs } from "../networks/runs";
import { Sample } from "./sample";
import { given, whole } from "./words";

export interface Props {
  /** What the settings ask for; null without a trained network. */
  ballot: Ballot | null;
  vote: Cast | null;
}

export function VotesOnSample({ ballot, vote }: Props) {
  const shown = useShown();
  return (
    <div class="votes" data-part="votes">
      <h2>Votes on one sample</h2>
      <Runs exports={false} />
      {ballot === null || vote === null ? <Untrained /> : (
        <>
          <Sample ballot={ballot} />
          {shown("settings") && (
            <>
              <NumberControl name="voteSigma" />
              <NumberControl name="voteDraws" />
              <NumberControl name="voteAlpha" />
            </>
          )}
          <Casting ballot={ballot} vote={vote} />
          {vote.problem !== "" && <p class="wrong" role="alert">{vote.problem}</p>}
        </>
      )}
    </div>
  );
}

function Untrained() {
  const session = useSession();
  const { networks } = session;
  const run = networks.selected;
  if (run !== null && networks.runner.progress(run.id).status === "running") return <p class="hint">The network is being trained; it can vote in a moment.</p>;
  return (
    <>
      <p class="hint">{run === null ? "There is no network yet: train one, and its votes give c." : "This network is not trained yet; its votes give c once it is."}</p>
      <p class="row"><button type="button" onClick={() => session.set("station", "network")}>Train a network</button></p>
    </>
  );
}

function Casting({ ballot, vote: { done, counts, certified, problem } }: { ballot: Ballot; vote: Cast }) {
  const session = useSession();
  const { vote: wanted } = useProperties();
  const { votes } = session.networks;
  const total = Votes.total(ballot);
  const begun = wanted && (votes.working || done > 0);
  if (session.readOnly) return <p class="hint">This tab is read-only: votes are cast in the tab that saves.</p>;
  return (
    <>
      <p class="row">
        {wanted && certified === null && problem === "" ? (
          <button type="button" onClick={() => session.set("vote", false)}>Stop</button>
        ) : wanted ? (
          <button type="button" onClick={() => session.set("vote", false)}>Clear the votes</button>
        ) : (
          <button type="button" onClick={() => session.set("vote", true)}>Cast votes</button>
        )}
        {wanted && certified !== null && <span class="hint">Another sample or setting votes anew.</span>}
      </p>
      {begun && certified === null && (
        <p class="row casting">
          <progress value={done} max={total} aria-label="Votes cast" />
          <span>{whole(done)} of {whole(total)}</span>
        </p>
      )}
      {done > 0 && <Shares ballot={ballot} counts={counts} done={done} />}
    </>
  );
}

/** What share of the votes each class has, under both noises. */
function Shares({ ballot: { run, config }, counts, done }: { ballot: Ballot; counts: Cast["counts"]; done: number }) {
  const { engine, content } = useSession();
  const data = sourceOf(run.data, (k) => content.get(k));
  const { value: about } = useAsked(data === null ? null : run.id, async () => (data === null ? null : engine.any("dataAbout", { data })));
  // Classes without a vote have no place in the list.
  const voted = Object.entries(counts);
  const share = (n: number) => <td class="number"><span class="bar" aria-hidden="true"><span style={{ width: `${(100 * n) / done}%` }} /></span> <span class="share">{((100 * n) / done).toFixed(1)} %</span></td>;
  return (
    <table class="shares">
      <caption>{whole(done)} votes of each noise</caption>
      <thead><tr><th scope="col">Class</th><th scope="col">Theorem’s noise<br />p₁ {given(config.law.p1)}, p₂ {given(config.law.p2)}</th><th scope="col">Log-normal<br />σ {given(config.sigma)}</th></tr></thead>
      <tbody>{voted.map(([at, [noise, drift]]) => <tr key={at}><th scope="row">{about?.classes[Number(at)] ?? at}</th>{share(noise)}{share(drift)}</tr>)}</tbody>
    </table>
  );
}
