// The operator's file of limits: chosen or dropped, shown field by field, put away.
import { useRef, useState } from "preact/hooks";
import { EXAMPLE, LIMIT_FIELDS, MOST_TEXT } from "../../state/crossbar/limits";
import { quantity } from "../../ui/format";
import { saveAs } from "../../ui/save-as";
import { useSession } from "../../ui/session";
import { useCrossbar } from "./use";

/** The fields of a text that is limits, as far as it has them. */
export function fieldsOf(text: string): Record<string, number> | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null && !Array.isArray(said) ? (said as Record<string, number>) : null;
  } catch {
    return null;
  }
}

export function LimitsIn() {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const { hardware } = useCrossbar();
  const [problem, setProblem] = useState("");
  const { limits } = session.store.state;
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = file.size > MOST_TEXT ? "" : await file.text();
    if (fieldsOf(text) === null) {
      setProblem(`${file.name} is no file of limits: a JSON object with ${LIMIT_FIELDS.length} fields; save the example and write your own into it.`);
      return;
    }
    setProblem("");
    session.change(`choose the limits ${file.name}`, (s) => ({ ...s, limits: { name: file.name, text } }));
  };
  const shown = fieldsOf(hardware.limits);
  return (
    <div class="limits" data-drop="limits" onDrop={(e) => void take(e.dataTransfer?.files[0])}>
      <div class="row">
        <button type="button" onClick={() => input.current?.click()}>Choose limits</button>
        <input ref={input} hidden type="file" accept=".json,application/json" aria-label="File of limits" onChange={(e) => { void take(e.currentTarget.files?.[0]); e.currentTarget.value = ""; }} />
        <button type="button" class="quiet" onClick={() => saveAs(`${JSON.stringify(EXAMPLE, null, 2)}\n`, "limits.json", "application/json")}>Save an example</button>
        {limits !== null && <button type="button" class="quiet" onClick={() => session.change("put the limits away", (s) => ({ ...s, limits: null }))}>Put {limits.name} away</button>}
      </div>
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      <p class="hint">{limits !== null ? `The limits of ${limits.name}, kept in this browser; they are in no link and no project file.` : hardware.emulator ? "Without a file the emulator has limits of its own, which nothing real should have." : "What the array stands is written down by who operates it, in a file; none are built in. Choose it, or drop it here."}</p>
      {shown !== null && <LimitsTable limits={shown} />}
    </div>
  );
}

export function LimitsTable({ limits }: { limits: Readonly<Record<string, number>> }) {
  return (
    <dl class="facts limits-table">
      {LIMIT_FIELDS.map(([field, name, unit]) => {
        const value = limits[field];
        return <div key={field}><dt>{name}</dt><dd>{typeof value !== "number" ? "missing" : unit === "" ? value : quantity(value, unit)}</dd></div>;
      })}
    </dl>
  );
}
