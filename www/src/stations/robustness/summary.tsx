// All levels in one table.
import { useSession } from "../../ui/session";
import type { Results } from "./results";
import { share, verdictOf } from "./words";

export function Summary({ results, at, draws }: { results: Results; at: number; draws: number }) {
  const session = useSession();
  const { columns, levels, cells, tests, reference } = results;
  const first = columns[reference];
  return (
    <section class="all" data-part="all" aria-label="All levels">
      <div class="row"><h2>All levels</h2></div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of all levels">
        <table class="summary">
          <caption>Mean accuracy ± half of its 95 % interval{columns.length > 1 && first !== undefined ? `; better or worse: than ${first.name} in the paired test, p < .01` : ""}</caption>
          <thead><tr><th scope="col">Level</th>{columns.map((c) => <th scope="col" key={c.id}>{c.name}</th>)}</tr></thead>
          <tbody>
            {levels.map((level, l) => (
              <tr key={l} class={l === at ? "selected" : ""}>
                <th scope="row"><button type="button" aria-pressed={l === at} onClick={() => session.set("level", l)}>{level.name}</button></th>
                {columns.map((column, c) => {
                  const cell = cells[l]?.[c] ?? null;
                  const verdict = verdictOf(tests[l]?.[c] ?? null);
                  const few = cell !== null && cell.draws.length < draws ? ` (${cell.draws.length} of ${draws} draws)` : "";
                  return <td class="number" key={column.id}>{cell === null ? "–" : `${share(cell.mean)}${cell.spread === null ? "" : ` ± ${share((cell.spread.high - cell.spread.low) / 2)}`}${few}`}{verdict !== null && <strong> {verdict}</strong>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
