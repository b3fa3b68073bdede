// The columns of the table of devices, and its order.
import type { Properties } from "../../state/properties";
import { plain, quantity } from "../../ui/format";
import type { Device } from "../../work/findings";

export type Sort = Properties["sort"];

interface Column {
  sort: Sort;
  label: string;
  text(device: Device, method: Properties["method"]): string;
  /** What is sorted by; null comes last. */
  by(device: Device, method: Properties["method"]): number | string | null;
}

export const COLUMNS: readonly Column[] = [
  { sort: "name", label: "Device", text: (d) => d.label, by: (d) => d.name },
  { sort: "cycles", label: "Cycles", text: (d) => String(d.record.cycles), by: (d) => d.record.cycles },
  { sort: "points", label: "Points", text: (d) => String(d.record.points), by: (d) => d.record.points },
  { sort: "v_set", label: "V SET", text: (d) => quantity(d.record.v_set, "V"), by: (d) => d.record.v_set },
  { sort: "v_reset", label: "V RESET", text: (d) => quantity(d.record.v_reset, "V"), by: (d) => d.record.v_reset },
  { sort: "on_off", label: "On/off", text: (d) => plain(d.record.on_off_ratio), by: (d) => d.record.on_off_ratio },
  { sort: "compliance", label: "Compliance", text: (d) => quantity(d.record.compliance_a, "A"), by: (d) => d.record.compliance_a },
  { sort: "run", label: "Run", text: (d, m) => String(d.record.methods[m]?.run_length ?? "–"), by: (d, m) => d.record.methods[m]?.run_length ?? null },
  { sort: "sigma", label: "σ", text: (d, m) => plain(d.record.methods[m]?.sigma), by: (d, m) => d.record.methods[m]?.sigma ?? null },
  { sort: "usability", label: "Usability", text: (d, m) => plain(d.record.methods[m]?.usability), by: (d, m) => d.record.methods[m]?.usability ?? null },
];

export function sorted(devices: readonly Device[], { sort, descending, method }: Pick<Properties, "sort" | "descending" | "method">): readonly Device[] {
  const column = COLUMNS.find((c) => c.sort === sort);
  if (column === undefined) return devices;
  const sign = descending ? -1 : 1;
  return [...devices].sort((a, b) => {
    const [x, y] = [column.by(a, method), column.by(b, method)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === "string" || typeof y === "string") return sign * String(x).localeCompare(String(y), undefined, { numeric: true });
    return sign * (x - y);
  });
}
