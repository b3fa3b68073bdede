// How a file was read, its first lines, and what to believe instead; a change is computed
// at once.
import { useEffect, useState } from "preact/hooks";
import type { FileSettings, ReadOptions } from "../../generated/types";
import { PROPERTIES } from "../../state/properties";
import type { FileEntry } from "../../state/store";
import { ChoiceField, NumberField, TextField } from "../../ui/controls";
import { Said } from "../../ui/said";
import { useSession } from "../../ui/session";
import type { FileRead } from "../../work/messages";

const UNITS = {
  voltage_unit: { label: "Voltage in", units: ["V", "mV", "uV", "kV"] },
  current_unit: { label: "Current in", units: ["A", "mA", "uA", "nA", "pA"] },
  resistance_unit: { label: "Resistance in", units: ["ohm", "kohm", "Mohm"] },
  conductance_unit: { label: "Conductance in", units: ["S", "mS", "uS", "nS"] },
} as const;
type UnitName = keyof typeof UNITS;

const ROLES: Record<UnitName, string> = {
  voltage_unit: "voltage", current_unit: "current", resistance_unit: "resistance", conductance_unit: "conductance",
};

export function Reading({ file, read }: { file: FileEntry; read: FileRead | null }) {
  const session = useSession();
  const report = read?.report ?? null;
  const said: Partial<ReadOptions> = file.settings.read ?? {};
  const settings = (next: Partial<FileSettings>) => session.setOf(file.id, without({ ...file.settings, ...next }));
  const reading = (next: Partial<ReadOptions>) => settings({ read: without({ ...said, ...next }) as ReadOptions });
  const roles = new Set(report?.columns.map((c) => c.role));
  const units = (Object.keys(UNITS) as UnitName[]).filter((u) => u === "voltage_unit" || u === "current_unit" || roles.has(ROLES[u]) || said[u] != null);
  const names = report?.columns.map((c) => c.name) ?? [];
  const { compliance, polarity } = file.settings;
  const kind = compliance == null ? "" : typeof compliance === "object" ? "given" : compliance;
  return (
    <div class="reading">
      {read !== null && read.sentences.length > 0 && <ul>{read.sentences.map((s, at) => <li key={at}><Said text={s} /></li>)}</ul>}
      <Preview file={file} />
      <fieldset>
        <legend>Read it otherwise</legend>
        {units.map((unit) => (
          <ChoiceField key={unit} label={UNITS[unit].label} value={said[unit] ?? ""} onChange={(v) => reading({ [unit]: v === "" ? null : v })}
            choices={[{ value: "", label: `as read${unitRead(report?.columns, ROLES[unit])}` }, ...UNITS[unit].units.map((u) => ({ value: u as string, label: u.replace("u", "µ").replace("ohm", "Ω") }))]} />
        ))}
        <TextField label="Voltage column" value={said.voltage_column ?? ""} hint="Its name, or its number from 1; empty: as read." suggestions={names} onChange={(v) => reading({ voltage_column: v.trim() === "" ? null : v.trim() })} />
        <TextField label="Current columns" value={(said.current_columns ?? []).join(", ")} hint="Names or numbers from 1, parted by commas; empty: as read." suggestions={names}
          onChange={(v) => reading({ current_columns: v.split(",").map((c) => c.trim()).filter((c) => c !== "") })} />
        <ChoiceField label="SET polarity of this file" value={polarity ?? ""} onChange={(v) => settings({ polarity: v === "" ? null : v })}
          choices={[{ value: "", label: "as for all" }, { value: "auto", label: "auto" }, { value: "positive", label: "positive" }, { value: "negative", label: "negative" }]} />
        <ChoiceField label="Compliance of this file" value={kind} onChange={(v) => settings({ compliance: v === "" ? null : v === "given" ? { given: 1e-4 } : (v as "auto" | "none") })}
          choices={[{ value: "", label: "as for all" }, { value: "auto", label: "auto" }, { value: "none", label: "none" }, { value: "given", label: "given" }]} />
        {typeof compliance === "object" && compliance !== null && <NumberField property={PROPERTIES.complianceA} value={compliance.given} onChange={(given) => settings({ compliance: { given } })} />}
        <p class="row"><button type="button" class="quiet" disabled={Object.keys(file.settings).length === 0} onClick={() => session.setOf(file.id, {})}>As it was read</button></p>
      </fieldset>
    </div>
  );
}

function unitRead(columns: readonly { role: string; unit: string }[] | undefined, role: string): string {
  const unit = columns?.find((c) => c.role === role)?.unit;
  return unit === undefined || unit === "" ? "" : ` (${unit})`;
}

/** Settings without those that say nothing. */
function without<T extends object>(settings: T): Partial<T> {
  const said = Object.entries(settings).filter(([, v]) => v !== null && v !== undefined && !(Array.isArray(v) && v.length === 0) && !(typeof v === "object" && Object.keys(v as object).length === 0));
  return Object.fromEntries(said) as Partial<T>;
}

const PREVIEW_BYTES = 4096;

/** The first lines of a text file, as text and nothing else. */
function Preview({ file }: { file: FileEntry }) {
  const session = useSession();
  const [lines, setLines] = useState<string | null>(null);
  useEffect(() => {
    const blob = file.content === null ? undefined : session.content.get(file.content);
    if (blob === undefined) return;
    let current = true;
    blob.slice(0, PREVIEW_BYTES).arrayBuffer().then((bytes) => current && setLines(textOf(new Uint8Array(bytes))), () => {});
    return () => {
      current = false;
    };
  }, [file.content]);
  return lines === null ? null : <pre class="preview" tabIndex={0} aria-label={`First lines of ${file.path}`}>{lines}</pre>;
}

/** Nothing for a workbook or another binary file. */
function textOf(bytes: Uint8Array): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!utf16 && bytes.includes(0)) return null;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return null;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return null;
  const text = new TextDecoder(utf16 ? "utf-16le" : "utf-8").decode(bytes);
  return text.split(/\r\n?|\n/).slice(0, 12).map((line) => (line.length > 160 ? `${line.slice(0, 160)}…` : line)).join("\n");
}
