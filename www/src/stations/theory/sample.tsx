// The test sample that is voted on: its number, its picture if it is one, its class.
import { useEffect, useRef } from "preact/hooks";
import { formOf, isPictures, type Run, samplesOf, sourceOf } from "../../state/networks/run";
import type { Ballot } from "../../state/networks/votes";
import { PROPERTIES } from "../../state/properties";
import { useAsked } from "../../ui/asked";
import { NumberField } from "../../ui/controls";
import { useProperties, useSession } from "../../ui/session";

export function Sample({ ballot: { run, sample } }: { ballot: Ballot }) {
  const session = useSession();
  const count = samplesOf(run.data)[2];
  const known = useKnown(run, sample);
  const { value } = known;
  return (
    <>
      <NumberField property={{ ...PROPERTIES.sample, high: count - 1, help: `From 0 to ${count - 1}: samples that the network has not seen.` }} value={sample} onChange={(n) => session.set("sample", n)} />
      {value !== null && known.current && (
        <div class="row sample">
          {value.pixels.length > 0 && <Picture pixels={value.pixels} run={run} sample={sample} />}
          <p>Its class is <strong>{value.label}</strong>; without noise the network says <strong>{value.says}</strong>.</p>
        </div>
      )}
      {known.problem !== "" && <p class="wrong" role="alert">{known.problem}</p>}
    </>
  );
}

/** Names of the classes, the sample's own, what the network says without noise, the pixels. */
function useKnown(run: Run, sample: number) {
  const { engine, store, content } = useSession();
  const { seed } = useProperties();
  const weights = store.state.progress[run.id]?.weights?.content;
  const blob = weights === undefined ? undefined : content.get(weights);
  const data = sourceOf(run.data, (k) => content.get(k));
  const there = weights !== undefined && blob !== undefined && data !== null;
  return useAsked(there ? `${run.id} ${weights} ${sample}` : null, async () => {
    if (!there) throw new Error("the network’s weights are no longer stored");
    const drift = { device: run.config.device, seed };
    const [about, [judged], [pixels]] = await Promise.all([
      engine.any("dataAbout", { data }),
      engine.any("judged", { network: { key: weights, blob }, data, drift, draws: 1, samples: [sample] }),
      isPictures(run.data) ? engine.any("pixels", { data, samples: [sample] }) : Promise.resolve([]),
    ]);
    const named = (at: number | undefined) => about.classes[at ?? -1] ?? "unknown";
    return { label: named(judged?.label), says: named(judged?.exact), pixels: pixels ?? new Uint8Array() };
  });
}

function Picture({ pixels, run, sample }: { pixels: Uint8Array; run: Run; sample: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = formOf(run.data).shape;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context == null || pixels.length !== width * height) return;
    const image = context.createImageData(width, height);
    pixels.forEach((grey, at) => image.data.set([grey, grey, grey, 255], 4 * at));
    context.putImageData(image, 0, 0);
  }, [pixels, width, height]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={`Test sample ${sample}, ${width} × ${height} pixels`} />;
}
