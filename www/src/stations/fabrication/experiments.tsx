// All experiments in one table: tell values, drop sweeps on a row, paste from a spreadsheet.
import { useState } from "preact/hooks";
import type { Experiment, FabricationCampaign } from "../../generated/types";
import { fromDrop } from "../../state/intake";
import { typed, counted, plain } from "../../ui/format";
import { usePages } from "../../ui/pages";
import { saveAs } from "../../ui/save-as";
import { useSession } from "../../ui/session";
import { TextInput } from "../../ui/text-input";
import { unitOf, valueOf } from "./words";

export function Experiments({ campaign }: { campaign: FabricationCampaign }) {
  const { experiments, space } = campaign;
  const { shown, more } = usePages(experiments.length);
  return (
    <section class="all" data-part="all" aria-label="All experiments">
      <div class="row"><h2>{counted(experiments.length, "experiment")}</h2></div>
      <Add campaign={campaign} />
      {experiments.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of all experiments">
          <table>
            <thead>
              <tr>
                <th scope="col">No.</th>
                {space.variables.map((v) => <th key={v.name} scope="col">{v.name}{v.unit === "" ? "" : ` (${unitOf(v)})`}</th>)}
                <th scope="col">{campaign.objective}</th>
                <th scope="col">95 % interval</th>
                <th scope="col">Expected</th>
                <th scope="col">From</th>
                <th scope="col">Note</th>
                <th scope="col"><span class="unseen">Actions</span></th>
              </tr>
            </thead>
            <tbody>{[...experiments].reverse().slice(0, shown).map((e) => <Row key={e.id} experiment={e} campaign={campaign} />)}</tbody>
          </table>
          {more}
        </div>
      )}
    </section>
  );
}

function Row({ experiment: e, campaign }: { experiment: Experiment; campaign: FabricationCampaign }) {
  const session = useSession();
  const { fabrication } = session;
  const [over, setOver] = useState(false);
  const pending = e.status === "pending";
  const m = e.measured;
  const drop = {
    onDragOver: (event: DragEvent) => { event.preventDefault(); setOver(true); },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      void fromDrop(event.dataTransfer).then((files) => fabrication.measure(e.id, files));
    },
  };
  const sweeps = async () => {
    try {
      const csv = await session.engine.any("campaignSweeps", { campaign: JSON.stringify(campaign), id: e.id, laboratory: fabrication.laboratory });
      await session.add([{ path: `virtual device ${e.id}.csv`, blob: new Blob([csv]) }]);
      session.set("station", "device");
    } catch (error) {
      session.notices.problem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <tr class={over ? "over" : pending ? "pending" : ""} data-drop={pending ? "experiment" : undefined} {...(pending ? drop : {})}>
      <th scope="row">{e.id}</th>
      {campaign.space.variables.map((v, at) => <td key={v.name} class="number">{valueOf(e.recipe[at])}</td>)}
      <td>{pending ? <Tell experiment={e} /> : e.status === "failed" ? "failed" : <strong>{plain(m?.value)}</strong>} {e.simulated && <span class="tag simulated">simulated</span>}</td>
      <td class="number">{m?.low == null || m.high == null ? (m?.sd == null ? "–" : `± ${plain(m.sd, 2)} (sd)`) : `${plain(m.low, 2)}–${plain(m.high, 2)}`}</td>
      <td class="number">{e.expected === null ? "–" : `${plain(e.expected[0])} ± ${plain(e.expected[1], 2)}`}</td>
      <td>{e.source === "" ? "–" : e.source}</td>
      <td><TextInput class="note" aria-label={`Note on experiment ${e.id}`} value={e.note} onEnter={(note) => void fabrication.edit({ edit: "note", id: e.id, note }, `note on experiment ${e.id}`)} /></td>
      <td class="actions">
        {pending && <button type="button" class="quiet" title="The virtual laboratory makes and measures it" onClick={() => void fabrication.step(e.id)}>virtual</button>}
        {pending && <button type="button" class="quiet" title="It was made and gave no value" onClick={() => void fabrication.edit({ edit: "fail", id: e.id }, `experiment ${e.id} failed`)}>failed</button>}
        {!pending && e.simulated && <button type="button" class="quiet" title="Its sweeps, at the Device station" onClick={() => void sweeps()}>sweeps</button>}
        {!pending && <button type="button" class="quiet" aria-label={`take back experiment ${e.id}`} title="It is pending again" onClick={() => void fabrication.edit({ edit: "take-back", id: e.id }, `take experiment ${e.id} back`)}>take back</button>}
        <button type="button" class="quiet" aria-label={`Remove experiment ${e.id}`} onClick={() => void fabrication.edit({ edit: "remove", ids: [e.id] }, `remove experiment ${e.id}`)}>×</button>
      </td>
    </tr>
  );
}

/** A value typed in: `0.61`, or `0.61 ± 0.02` with its standard deviation. */
function Tell({ experiment: e }: { experiment: Experiment }) {
  const { fabrication, notices } = useSession();
  const [text, setText] = useState("");
  const tell = () => {
    if (text.trim() === "") return;
    const [value, sd] = text.split(/±|\+-/).map((part) => typed(part));
    if (value === undefined || !Number.isFinite(value) || (sd !== undefined && !(sd >= 0))) {
      notices.problem(`“${text.slice(0, 40)}” is no value of experiment ${e.id}; type 0.61, or 0.61 ± 0.02 with its standard deviation.`);
      return;
    }
    void fabrication.tell(e.id, { value, sd: sd ?? null, low: null, high: null, method: "" }, "typed in", false);
  };
  return <input type="text" class="tell" placeholder="value, or drop sweeps" aria-label={`Value of experiment ${e.id}`} value={text} onInput={(event) => setText(event.currentTarget.value)} onChange={tell} />;
}

/** A recipe of one's own, or rows of a spreadsheet. */
function Add({ campaign }: { campaign: FabricationCampaign }) {
  const { fabrication } = useSession();
  const { variables } = campaign.space;
  const [words, setWords] = useState<Record<string, string>>({});
  const [table, setTable] = useState("");
  const template = () => {
    const heading = variables.map((v) => (v.unit === "" ? v.name : `${v.name} (${v.unit})`));
    saveAs(`${[...heading, campaign.objective, "sd", "note"].join(",")}\n`, "experiments.csv", "text/csv");
  };
  return (
    <details class="add">
      <summary>Add experiments</summary>
      <form class="row" onSubmit={(event) => { event.preventDefault(); void fabrication.edit({ edit: "add", words: variables.map((v): [string, string] => [v.name, words[v.name] ?? ""]) }, "add a recipe"); }}>
        {variables.map((v) => (
          <label key={v.name}>{v.name}{v.unit === "" ? "" : ` (${unitOf(v)})`}{" "}
            {v.kind.kind === "categories" ? (
              <select value={words[v.name] ?? ""} onChange={(event) => setWords({ ...words, [v.name]: event.currentTarget.value })}><option value="" />{v.kind.names.map((n) => <option key={n} value={n}>{n}</option>)}</select>
            ) : (
              <input type="text" class="number" value={words[v.name] ?? ""} onInput={(event) => setWords({ ...words, [v.name]: event.currentTarget.value })} />
            )}
          </label>
        ))}
        <button type="submit">Add</button>
      </form>
      <label class="paste">Rows of a spreadsheet, with their heading; PENDING or FAILED may stand for a value
        <textarea rows={3} value={table} onInput={(event) => setTable(event.currentTarget.value)} />
      </label>
      <p class="row">
        <button type="button" disabled={table.trim() === ""} onClick={() => void fabrication.edit({ edit: "table", text: table }, "add a table").then((done) => done && setTable(""))}>Add the rows</button>
        <button type="button" class="quiet" onClick={template}>An empty table</button>
      </p>
    </details>
  );
}
