// What is learned: two moons, the digits that ship with the page, or one's own samples.
import { fromFiles } from "../../state/intake";
import { classesOf, formOf, samplesOf } from "../../state/networks/run";
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { counted } from "../../ui/format";
import { Said } from "../../ui/said";
import { useSession, useShown } from "../../ui/session";

const TASKS = { moons: "two moons, made here", digits: "handwritten digits", own: "my own data" };

export function Data() {
  const session = useSession();
  const shown = useShown();
  const { networks, store } = session;
  const { task } = store.state.properties;
  const { data } = networks;
  if (!shown("data")) return null;
  return (
    <div data-part="data">
      <ChoiceControl name="task" labels={TASKS} />
      {task === "moons" && <NumberControl name="moonsNoise" />}
      {task === "own" && <Own />}
      {data !== null && (
        <p class="hint">
          {samplesOf(data)[0].toLocaleString("en").replace(/,/g, "\u202f")} samples to learn from, {samplesOf(data)[1].toLocaleString("en").replace(/,/g, "\u202f")} to choose by, {samplesOf(data)[2].toLocaleString("en").replace(/,/g, "\u202f")} for the test; {counted(classesOf(data), "class", "classes")} of {formOf(data).shape.height > 1 ? `${formOf(data).shape.height} × ${formOf(data).shape.width} pixels` : counted(formOf(data).shape.channels, "number")}.
          {task === "digits" && " They are the first 10\u202f000 training images of MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), so an accuracy here is not one on MNIST’s own test set."}
        </p>
      )}
    </div>
  );
}

/** Files of a dataset: a place to drop them, what was found, why it is none. */
function Own() {
  const { networks, store } = useSession();
  const { own } = store.state;
  const pick = () => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.onchange = () => void networks.give(fromFiles([...(input.files ?? [])]));
    input.click();
  };
  return (
    <div class="drop" data-drop="data">
      <p>{own === null ? "Drop a dataset here" : own.files.map((f) => f.name).join(", ")}</p>
      <p class="hint">Images and labels in IDX form (four files of MNIST, or two), or a table (CSV) with a column of classes; packed with gzip or not.</p>
      <p class="row"><button type="button" onClick={pick}>Choose files</button>{networks.reading && <span class="hint">Reading…</span>}</p>
      {networks.dataProblem !== "" && <p class="wrong" role="alert"><Said text={networks.dataProblem} /></p>}
    </div>
  );
}
