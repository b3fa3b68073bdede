// The table behind a figure.
import type { Table } from "../generated/types";
import { useState } from "preact/hooks";
import { plain } from "./format";

const PAGE = 200;

export function TableOf({ table, caption }: { table: Table; caption: string }) {
  const [shown, setShown] = useState(PAGE);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{table.columns.map((c, at) => <th key={at} scope="col">{c.unit === "" ? c.name : `${c.name} (${c.unit})`}</th>)}</tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shown).map((row, at) => (
            <tr key={at}>{row.map((cell, column) => <td key={column} class={typeof cell === "number" ? "number" : ""}>{typeof cell === "number" ? plain(cell, 4) : cell ?? "–"}</td>)}</tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + 5 * PAGE)}>
          {table.rows.length - shown} more rows
        </button>
      )}
    </div>
  );
}
