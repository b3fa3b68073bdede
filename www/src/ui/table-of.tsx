// The table behind a figure.
import type { Table } from "../generated/types";
import { cell } from "./format";
import { usePages } from "./pages";

export function TableOf({ table, caption }: { table: Table; caption: string }) {
  const { shown, more } = usePages(table.rows.length);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${caption}`}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{table.columns.map((c, at) => <th key={at} scope="col">{c.unit === "" ? c.name : `${c.name} (${c.unit})`}</th>)}</tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shown).map((row, at) => (
            <tr key={at}>{row.map((value, column) => <td key={column} class={typeof value === "number" ? "number" : ""}>{typeof value === "number" ? cell(value) : value ?? "–"}</td>)}</tr>
          ))}
        </tbody>
      </table>
      {more}
    </div>
  );
}
