// What is learned: two moons, the digits that ship with the page, or one's own samples.
import { classesOf, formOf, type RunData, samplesOf } from "../../state/networks/run";
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { counted, grouped } from "../../ui/format";
import { pick } from "../../ui/pick";
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
      {data !== null && <Found data={data} />}
    </div>
  );
}

/** What the data are, in words. */
function Found({ data }: { data: RunData }) {
  const [learn, choose, test] = samplesOf(data);
  const { height, width, channels } = formOf(data).shape;
  return (
    <p class="hint">
      {grouped(learn)} samples to learn from, {grouped(choose)} to choose by, {grouped(test)} for the test; {counted(classesOf(data), "class", "classes")} of {height > 1 ? `${height} × ${width} pixels` : counted(channels, "number")}.
      {data.task === "digits" && ` They are the first ${grouped(10_000)} training images of MNIST (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0), so an accuracy here is not one on MNIST’s own test set.`}
    </p>
  );
}

/** Files of a dataset: a place to drop them, what was found, why it is none. */
function Own() {
  const { networks, store } = useSession();
  const { own } = store.state;
  return (
    <div class="drop" data-drop="data">
      <p>{own === null ? "Drop a dataset here" : own.files.map((f) => f.name).join(", ")}</p>
      <p class="hint">Images and labels in IDX form (four files of MNIST, or two), or a table (CSV) with a column of classes; packed with gzip or not.</p>
      <p class="row"><button type="button" onClick={() => pick((files) => void networks.give(files))}>Choose files</button>{networks.reading && <span class="hint">Reading…</span>}</p>
      {networks.dataProblem !== "" && <p class="wrong" role="alert"><Said text={networks.dataProblem} /></p>}
    </div>
  );
}
