// A layer's weights as a picture: as trained, as the device stores them, and after a draw of drift.
import { useEffect, useRef } from "preact/hooks";
import type { NetworkAbout } from "../../work/messages";
import type { Run } from "../../state/networks/run";
import { weightsNow } from "../../state/networks/now";
import { factsOf, shades } from "../../state/networks/weights";
import { deviceWords, lookedAt } from "../../state/networks/wanted";
import { useAsked } from "../../ui/asked";
import { ChoiceField, NumberControl } from "../../ui/controls";
import { counted, plain } from "../../ui/format";
import { fileStem, saveAs } from "../../ui/save-as";
import { useSession, useShown } from "../../ui/session";

export function Layers({ run }: { run: Run }) {
  const session = useSession();
  const shown = useShown();
  const { properties } = session.store.state;
  const { seed, drawNumber } = properties;
  const device = lookedAt(session);
  const network = weightsNow(session, run);
  const about = useAsked(network === null ? null : `${run.id} ${network.key.startsWith("live") ? "live" : network.key}`, () => {
    if (network === null) throw new Error("there are no weights yet");
    return session.engine.any("networkAbout", { network });
  });
  const layers = about.value?.layers ?? [];
  const layer = Math.min(properties.layer, Math.max(layers.length - 1, 0));
  const key = network === null || layers.length === 0 ? null : JSON.stringify([network.key, layer, device, seed, drawNumber]);
  const weights = useAsked(key, async () => {
    if (network === null) throw new Error("there are no weights yet");
    return { layer, numbers: await session.engine.any("layer", { network, layer, drift: { device, seed }, draw: drawNumber }) };
  });
  const problem = about.problem || weights.problem;
  if (problem !== "") return <p class="wrong" role="alert">{problem}</p>;
  const shape = weights.value === null ? undefined : layers[weights.value.layer];
  if (weights.value === null || shape === undefined) return <p class="empty">The weights stand here once the training has begun.</p>;
  return (
    <>
      <div class="row choose">
        <ChoiceField label="Layer" value={String(layer)} choices={layers.map((l, at) => ({ value: String(at), label: `${l.name}: ${l.rows} × ${l.columns}${l.analog ? "" : ", digital"}` }))} onChange={(v) => session.set("layer", Number(v))} />
        <NumberControl name="drawNumber" />
      </div>
      <Pictures shape={shape} numbers={weights.value.numbers} />
      {shown("export") && <p class="row"><button type="button" onClick={() => weights.value !== null && saveAs(csvOf(shape.columns, weights.value.numbers), `${fileStem(run.name)}_${shape.name}.csv`, "text/csv")}>CSV</button></p>}
      <p class="caption">{device.device === "measured" ? "Stored along the run of the device, where only some weights have a place; then each times exp(σz)." : `A device with ${deviceWords(device)} stores every weight exactly; then each is multiplied by exp(σz).`} Rows are outputs, columns inputs; blue is negative, orange positive, white 0. The full colour stands for the largest weight as trained and for all beyond.</p>
    </>
  );
}

/** The weights as a table: row, column, as trained, as stored, after the drift. */
function csvOf(columns: number, numbers: Float32Array): string {
  const count = numbers.length / 3;
  const rows = Array.from({ length: count }, (_, i) => [Math.floor(i / columns), i % columns, numbers[i], numbers[count + i], numbers[2 * count + i]].join(","));
  return ["row,column,trained,stored,drifted", ...rows, ""].join("\n");
}

function Pictures({ shape, numbers }: { shape: NetworkAbout["layers"][number]; numbers: Float32Array }) {
  const count = shape.rows * shape.columns;
  const [trained, stored, drifted] = [0, 1, 2].map((i) => numbers.subarray(i * count, (i + 1) * count)) as [Float32Array, Float32Array, Float32Array];
  const facts = factsOf(trained, stored, drifted);
  const parts: [string, Float32Array][] = [["As trained", trained]];
  if (facts.stored > 0) parts.push(["As the device stores it", stored]);
  parts.push(["After the drift", drifted]);
  return (
    <>
      <div class="weights">
        {parts.map(([name, part]) => (
          <figure key={name}>
            <Matrix rows={shape.rows} columns={shape.columns} weights={part} most={facts.largest} label={`${shape.name}, ${name.toLowerCase()}: ${shape.rows} by ${shape.columns} weights`} />
            <figcaption>{name}</figcaption>
          </figure>
        ))}
      </div>
      <dl class="facts">
        <div><dt>Weights of {shape.name}</dt><dd>{counted(count, "weight")}, the largest {plain(facts.largest)}</dd></div>
        {facts.stored > 0 && <div><dt>Changed by storing</dt><dd>{plain(100 * facts.stored, 2)} % of them</dd></div>}
        <div><dt>Moved by more than a tenth</dt><dd>{plain(100 * facts.moved, 3)} % of them by this draw of the drift</dd></div>
        <div><dt>Largest after the drift</dt><dd>{plain(facts.largestDrifted)}; no weight changes its sign</dd></div>
      </dl>
    </>
  );
}

function Matrix({ rows, columns, weights, most, label }: { rows: number; columns: number; weights: Float32Array; most: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context == null) return;
    const image = context.createImageData(columns, rows);
    image.data.set(shades(weights, most));
    context.putImageData(image, 0, 0);
  }, [weights, most, rows, columns]);
  return <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={label} style={{ aspectRatio: `${columns} / ${rows}` }} />;
}
