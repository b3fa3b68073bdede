// The level that is looked at in numbers, and what the paired test says of it.
import { useSession } from "../../ui/session";
import { counted, plain } from "../../ui/format";
import { How } from "../networks/how";
import { apart } from "./question";
import type { Results } from "./results";
import { nearChance, pairedWords, share, unfair, whereOf } from "./words";

export function Numbers({ results, at }: { results: Results; at: number }) {
  const level = results.levels[at];
  const { columns } = results;
  const digits = columns.some((c) => c.run.data.task === "digits");
  if (level === undefined) return <p class="empty">There is no level yet.</p>;
  return (
    <>
      <h2>{level.name}</h2>
      <p class="hint">{level.name.startsWith("U = ") ? "" : `U = ${plain(level.usability)}, `}σ = {plain(level.sigma)}{level.sigma === 0 ? ": nothing drifts" : ""}</p>
      <Table results={results} at={at} />
      <Draws results={results} at={at} />
      {digits && <p class="hint">The digits are the first 10,000 training images of MNIST; accuracy is that on the last 2,000 of them, this page’s own test part, not on MNIST’s test images.</p>}
      <How of="the interval" equation="mean ± t(0.975, n − 1) · sd / √n" inputs={`n draws of drift on one trained network, seed of the draws as in the header; ${columns.length === 0 ? "" : `${counted(results.cells[at]?.[0]?.draws.length ?? 0, "draw")} so far.`}`}
        decision="Each draw multiplies every stored weight by exp(σz) once and keeps it for all test samples (METHOD, sweep). The interval is about the draws; another training would give another network." />
      <h2>The paired test in words</h2>
      <Tests results={results} at={at} />
    </>
  );
}

function Table({ results, at }: { results: Results; at: number }) {
  const { networks } = useSession();
  return (
    <table class="methods level-table">
      <caption class="unseen">Networks at {results.levels[at]?.name}</caption>
      <thead><tr><th scope="col">Network</th><th scope="col">Mean</th><th scope="col">95 % interval</th><th scope="col">Worst draw</th></tr></thead>
      <tbody>
        {results.columns.map((column, c) => {
          const cell = results.cells[at]?.[c] ?? null;
          return (
            <tr key={column.id} class={networks.selected?.id === column.id ? "selected" : ""}>
              <th scope="row">{column.name}</th>
              <td class="number">{cell === null ? "–" : share(cell.mean)}</td>
              <td class="number">{cell?.spread == null ? "–" : `${share(cell.spread.low)}–${share(cell.spread.high)}`}</td>
              <td class="number">{cell === null ? "–" : share(cell.min)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Every draw at the level, by its number: the pairs of the test. */
function Draws({ results, at }: { results: Results; at: number }) {
  const drawn = results.drawn[at] ?? [];
  const count = Math.max(...drawn.map((d) => d.length), 0);
  if (count === 0) return null;
  return (
    <details class="how-to" open>
      <summary>{counted(count, "draw")} at {results.levels[at]?.name}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Every draw">
        <table>
          <caption class="unseen">Accuracy in every draw of the drift</caption>
          <thead><tr><th scope="col">Draw</th>{results.columns.map((c) => <th key={c.id} scope="col">{c.name}</th>)}</tr></thead>
          <tbody>
            {Array.from({ length: count }, (_, draw) => (
              <tr key={draw}><th scope="row">{draw}</th>{drawn.map((d, c) => <td key={c} class="number">{d[draw] == null ? "–" : share(d[draw])}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Tests({ results, at }: { results: Results; at: number }) {
  const { columns, reference, levels } = results;
  const [first, level] = [columns[reference], levels[at]];
  const others = columns.flatMap((column, c) => (c === reference ? [] : [{ column, c }]));
  if (first === undefined || level === undefined || others.length === 0) return <p class="hint">Two trained networks on the same data are needed; train another way too.</p>;
  const said = others.map(({ column, c }) => {
    const why = apart(column, first);
    if (why !== "") return `No comparison of ${column.name} with ${first.name}: ${why}.`;
    const [test, of, against] = [results.tests[at]?.[c] ?? null, results.cells[at]?.[c] ?? null, results.cells[at]?.[reference] ?? null];
    if (test === null || of === null || against === null) return `${whereOf(level)} ${column.name} and ${first.name} do not have two common draws yet; a test needs them.`;
    return pairedWords(level, column, first, test, nearChance(column, of) && nearChance(first, against));
  });
  return (
    <>
      {unfair(columns).map((sentence) => <p class="warnings" key={sentence}>{sentence}</p>)}
      <ul class="said">{said.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      <p class="hint">The p-values are not corrected for the number of comparisons. They are about these trained networks: trained from another seed, they differ by more than their draws do.</p>
      <How of="the paired test" equation="t = mean(d) / (sd(d) / √n), d = accuracy − accuracy of the other" inputs={`The draws that both networks have, draw k of one with draw k of the other; two-sided, n − 1 degrees of freedom. ${first.name} is what the others are compared with.`}
        decision="The same draws, the same architecture and the same number of trainings for each method (METHOD, paired comparison and equal budget)." />
    </>
  );
}
