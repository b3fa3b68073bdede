// The space, editable: a row a variable; what is wrong is told and nothing is lost.
import { useState } from "preact/hooks";
import type { FabricationCampaign, Kind, Variable } from "../../generated/types";
import { TextField } from "../../ui/controls";
import { useSession } from "../../ui/session";
import { unitOf } from "./words";

export function SpaceEditor({ campaign }: { campaign: FabricationCampaign }) {
  const { fabrication } = useSession();
  const { variables } = campaign.space;
  const plan = (next: Variable[], label: string) => void fabrication.edit({ edit: "plan", space: { ...campaign.space, variables: next } }, label);
  return (
    <>
      {variables.map((variable, at) => (
        <fieldset key={variable.name}>
          <legend>{variable.name}{variable.unit === "" ? "" : ` (${unitOf(variable)})`}</legend>
          <Levels variable={variable} onChange={(kind) => plan(variables.map((v, i) => (i === at ? { ...v, kind } : v)), `change ${variable.name}`)} />
          {variables.length > 1 && campaign.experiments.length === 0 && (
            <p class="row"><button type="button" class="quiet" onClick={() => plan(variables.filter((_, i) => i !== at), `remove ${variable.name}`)}>Remove this variable</button></p>
          )}
        </fieldset>
      ))}
      {campaign.experiments.length === 0 ? <NewVariable onAdd={(variable) => plan([...variables, variable], `add ${variable.name}`)} /> : <p class="hint">Variables can be added or removed while there is no experiment; levels at any time.</p>}
    </>
  );
}

function Levels({ variable, onChange }: { variable: Variable; onChange(kind: Kind): void }) {
  const { kind } = variable;
  const [problem, setProblem] = useState("");
  const items = kind.kind === "levels" ? kind.values.map(String) : kind.kind === "categories" ? kind.names : kind.kind === "range" ? [String(kind.low), String(kind.high)] : kind.parts;
  const hint = kind.kind === "levels" ? "Numbers, parted by blanks or commas." : kind.kind === "categories" ? "Names, parted by commas." : kind.kind === "range" ? "The lower and the upper end." : "The parts of a mixture.";
  const set = (text: string) => {
    const said = (kind.kind === "categories" || kind.kind === "simplex" ? text.split(",") : text.split(/[\s,;]+/)).map((t) => t.trim()).filter((t) => t !== "");
    const numbers = said.map(Number);
    if ((kind.kind === "levels" || kind.kind === "range") && numbers.some((n) => !Number.isFinite(n))) {
      setProblem(`“${said[numbers.findIndex((n) => !Number.isFinite(n))]}” is not a number; nothing was changed.`);
      return;
    }
    setProblem("");
    if (kind.kind === "levels") onChange({ ...kind, values: numbers });
    else if (kind.kind === "range") onChange({ ...kind, low: numbers[0] ?? kind.low, high: numbers[1] ?? kind.high });
    else if (kind.kind === "categories") onChange({ ...kind, names: said, descriptors: [] });
    else onChange({ ...kind, parts: said });
  };
  return (
    <>
      <TextField label={kind.kind === "categories" ? "Categories" : kind.kind === "range" ? "Range" : kind.kind === "simplex" ? "Parts" : "Levels"} value={items.join(", ")} hint={hint} onChange={set} />
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      {(kind.kind === "levels" || kind.kind === "range") && (
        <label class="check"><input type="checkbox" checked={kind.log} onChange={(e) => onChange({ ...kind, log: e.currentTarget.checked })} /> equal ratios count, not equal differences</label>
      )}
    </>
  );
}

function NewVariable({ onAdd }: { onAdd(variable: Variable): void }) {
  const [name, setName] = useState("");
  const [unit, setUnit] = useState("");
  const [items, setItems] = useState("");
  const said = items.split(",").map((t) => t.trim()).filter((t) => t !== "");
  const numbers = said.map(Number);
  const kind: Kind = numbers.every(Number.isFinite) ? { kind: "levels", values: numbers, log: false } : { kind: "categories", names: said, descriptors: [] };
  return (
    <fieldset>
      <legend>Another variable</legend>
      <TextField label="Name" value={name} live onChange={setName} />
      <TextField label="Unit" value={unit} live onChange={setUnit} />
      <TextField label="Levels or categories" value={items} live hint="Parted by commas; names make categories." onChange={setItems} />
      <p class="row"><button type="button" disabled={name.trim() === "" || said.length < 2} onClick={() => { onAdd({ name: name.trim(), unit: unit.trim(), kind }); setName(""); setUnit(""); setItems(""); }}>Add</button></p>
    </fieldset>
  );
}
