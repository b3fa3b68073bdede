// Controls of one property: value and unit in sight, typed or moved, and reset.
import { useId, useState } from "preact/hooks";
import { admitted, type NumberProperty, PROPERTIES, type Property, type PropertyName, type Properties } from "../state/properties";
import { plain, quantity, typed } from "./format";
import { useProperty, useSession } from "./session";
import { TextInput } from "./text-input";

type NumberName = { [N in PropertyName]: Properties[N] extends number ? N : never }[PropertyName];
type ChoiceName = { [N in PropertyName]: (typeof PROPERTIES)[N] extends { type: "choice" } ? N : never }[PropertyName];

interface NumberFieldProps {
  property: NumberProperty;
  value: number;
  disabled?: boolean;
  onChange(value: number): void;
}

/** A slider with its number; what is typed is brought into range and told. */
export function NumberField({ property, value, disabled = false, onChange }: NumberFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState("");
  const { low, high, unit = "", log = false, prefixed = log && unit !== "" } = property;
  const toSlider = (v: number) => (log ? Math.log10(v) : v);
  const fromSlider = (v: number) => (log ? 10 ** v : v);
  const [from, to] = property.slider ?? [low, high];
  const step = property.whole ? 1 : log ? 0.05 : (to - from) / 200;
  // A prefix belongs to a unit; without one there are six digits, and counts are whole.
  const shownAs = (v: number) => (prefixed ? quantity(v, "").trim() : property.whole ? String(v) : String(Number(v.toPrecision(6))));
  const settle = (said: string) => {
    const meant = typed(said, unit);
    if (!Number.isFinite(meant)) {
      setProblem(`“${said.slice(0, 40)}” is not a number${unit === "" ? "" : ` in ${unit}`}; ${shownAs(value)} stays.`);
      return;
    }
    const checked = admitted(property, meant);
    setProblem(checked.problem ?? "");
    onChange(checked.value as number);
  };
  return (
    <div class="field">
      <label for={id}>{property.label}</label>
      <div class="field-row">
        {property.slider !== null && <input
          type="range" aria-label={`${property.label}, slider`} tabIndex={-1} min={toSlider(from)} max={toSlider(to)} step={step} value={toSlider(value)} disabled={disabled}
          onInput={(e) => {
            setProblem("");
            const moved = fromSlider(Number(e.currentTarget.value));
            onChange(property.whole ? Math.round(moved) : Number(moved.toPrecision(3)));
          }}
        />}
        <TextInput id={id} inputMode="decimal" class="number" value={shownAs(value)} disabled={disabled} aria-invalid={problem !== ""} aria-describedby={`${id}-help`} onEnter={settle} />
        {unit !== "" && <span class="unit">{unit}</span>}
        <button type="button" class="quiet" aria-disabled={disabled || value === property.initial} title={`Reset to ${plain(property.initial)}`} aria-label={`Reset ${property.label}`} onClick={() => { setProblem(""); onChange(property.initial); }}>↺</button>
      </div>
      <p class={problem === "" ? "hint" : "wrong"} id={`${id}-help`}>{problem === "" ? property.help : problem}</p>
    </div>
  );
}

export function NumberControl({ name }: { name: NumberName }) {
  const session = useSession();
  const value = useProperty(name);
  return <NumberField property={PROPERTIES[name] as NumberProperty} value={value} disabled={session.fixed(name)} onChange={(value) => session.set(name, value)} />;
}

interface ChoiceFieldProps<T extends string> {
  label: string;
  help?: string | undefined;
  value: T;
  choices: readonly { value: T; label: string }[];
  disabled?: boolean;
  onChange(value: T): void;
}

export function ChoiceField<T extends string>({ label, help, value, choices, disabled = false, onChange }: ChoiceFieldProps<T>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} disabled={disabled} aria-describedby={`${id}-help`} onChange={(e) => onChange(e.currentTarget.value as T)}>
        {choices.map((c) => <option key={c.value} value={c.value}>{c.label}</option>)}
      </select>
      {help !== undefined && <p class="hint" id={`${id}-help`}>{help}</p>}
    </div>
  );
}

export function ChoiceControl({ name, labels = {} }: { name: ChoiceName; labels?: Record<string, string> }) {
  const session = useSession();
  const value = useProperty(name);
  const property: Property = PROPERTIES[name];
  const choices = property.choices.map((value) => ({ value, label: labels[value] ?? value }));
  return (
    <ChoiceField label={property.label} help={property.help} value={value as string} choices={choices} disabled={session.fixed(name)}
      onChange={(value) => session.set(name, value as Properties[typeof name])} />
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  hint?: string;
  suggestions?: readonly string[];
  /** Whether each letter is told, and not only what is entered. */
  live?: boolean;
  onChange(value: string): void;
}

export function TextField({ label, value, hint, suggestions = [], live = false, onChange }: TextFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <TextInput id={id} value={value} list={`${id}-list`} aria-describedby={`${id}-help`} onEnter={onChange} onType={live ? onChange : undefined} />
      <datalist id={`${id}-list`}>{suggestions.map((s) => <option key={s} value={s} />)}</datalist>
      {hint !== undefined && <p class="hint" id={`${id}-help`}>{hint}</p>}
    </div>
  );
}
