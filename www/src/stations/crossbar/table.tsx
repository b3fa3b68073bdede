// The numbers behind the array, device by device.
import { useState } from "preact/hooks";
import type { Table } from "../../generated/types";
import type { Moment } from "../../state/crossbar/frames";
import { fileStem, saveAs } from "../../ui/save-as";
import { useShown } from "../../ui/session";
import { TableOf } from "../../ui/table-of";

const COLUMNS = [["word line", ""], ["bit line", ""], ["carries a weight", ""], ["target", "S"], ["conductance", "S"], ["voltage across", "V"], ["current", "A"]] as const;

function tableOf({ said: { about, touched } }: Moment): Table {
  const across = about.size[1];
  return {
    columns: COLUMNS.map(([name, unit]) => ({ name, unit })),
    rows: Array.from(touched.conductance, (g, at) => [
      Math.floor(at / across) + 1, (at % across) + 1, touched.used[at] === true ? "yes" : "no", touched.target[at] ?? null, g, touched.volts[at] ?? null, touched.current[at] ?? null,
    ]),
  };
}

function csvOf({ columns, rows }: Table): string {
  const head = columns.map((c) => (c.unit === "" ? c.name : `${c.name} (${c.unit})`)).join(",");
  return [head, ...rows.map((row) => row.map((v) => v ?? "").join(",")), ""].join("\n");
}

export function ArrayTable({ moment }: { moment: Moment }) {
  const shown = useShown();
  const [open, setOpen] = useState(false);
  const name = `${moment.wanted.run.name} array`;
  return (
    <>
      <p class="row">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Hide table" : "Show table"}</button>
        {shown("export") && <button type="button" onClick={() => saveAs(csvOf(tableOf(moment)), `${fileStem(name)}.csv`, "text/csv")}>CSV</button>}
      </p>
      {open && <TableOf table={tableOf(moment)} caption="Devices of the array" />}
    </>
  );
}
