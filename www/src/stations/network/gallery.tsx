// Test samples, what drifted copies of the network say of them, and how sure they are.
import { useEffect, useRef } from "preact/hooks";
import type { Judged } from "../../generated/types";
import { classesOf, formOf, isPictures, type Run, samplesOf } from "../../state/networks/run";
import { dataNow, weightsNow } from "../../state/networks/now";
import { lookedAt } from "../../state/networks/wanted";
import { useAsked } from "../../ui/asked";
import { plain } from "../../ui/format";
import { useSession } from "../../ui/session";

const DRAWS = 20;
const SHOWN = 24;

export function Gallery({ run }: { run: Run }) {
  const session = useSession();
  const { seed, gallery } = session.store.state.properties;
  const device = lookedAt(session);
  const total = samplesOf(run.data)[2];
  const first = Math.min(Math.floor(gallery / SHOWN) * SHOWN, Math.max(total - 1, 0));
  const samples = Array.from({ length: Math.min(SHOWN, total - first) }, (_, i) => first + i);
  const [network, data] = [weightsNow(session, run), dataNow(session, run)];
  const pictures = isPictures(run.data);
  const key = network === null || data === null ? null : JSON.stringify([network.key, device, seed, first]);
  const { value, problem } = useAsked(key, async () => {
    if (network === null || data === null) throw new Error("there are no weights yet");
    const [judged, seen] = await Promise.all([
      session.engine.any("judged", { network, data, drift: { device, seed }, draws: DRAWS, samples }),
      pictures ? session.engine.any("pixels", { data, samples }) : [],
    ]);
    return { judged, seen, first };
  });
  const { height, width } = formOf(run.data).shape;
  const name = (c: number) => (run.data.task === "own" ? (run.data.own.classes[c] ?? String(c)) : String(c));
  const right = value?.judged.filter((j) => j.says === j.label).length ?? 0;
  return (
    <>
      {problem !== "" && <p class="wrong" role="alert">{problem}</p>}
      {value === null ? <p class="empty">What the network says of each sample stands here once the training has begun.</p> : pictures ? (
        <ul class="gallery" aria-label="Test samples">
          {value.judged.map((j, at) => (
            <li key={j.sample} class={j.says === j.label ? "" : "missed"}>
              <Pixels bytes={value.seen[at]} width={width} height={height} label={`Sample ${j.sample}, a ${name(j.label)}`} />
              <span>{verdict(j, name)}</span>
            </li>
          ))}
        </ul>
      ) : <Rows judged={value.judged} name={name} />}
      <p class="row">
        <button type="button" disabled={first === 0} onClick={() => session.set("gallery", first - SHOWN)}>Earlier</button>
        <button type="button" disabled={first + SHOWN >= total} onClick={() => session.set("gallery", first + SHOWN)}>Later</button>
        <span class="hint">Test samples {first} to {first + samples.length - 1} of {total}; {right} of these {samples.length} are told right by most of {DRAWS} drifted copies, of {classesOf(run.data)} classes.</span>
      </p>
    </>
  );
}

function verdict(j: Judged, name: (c: number) => string): string {
  const sure = `${Math.round(100 * j.share)} %`;
  return j.says === j.label ? `${name(j.says)} · ${sure}` : `says ${name(j.says)}, is ${name(j.label)} · ${sure}`;
}

/** A picture of bytes, dark on light as it is printed. */
export function Pixels({ bytes, width, height, label }: { bytes: Uint8Array | undefined; width: number; height: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context == null || bytes?.length !== width * height) return;
    const image = context.createImageData(width, height);
    bytes.forEach((b, i) => image.data.set([255 - b, 255 - b, 255 - b, 255], 4 * i));
    context.putImageData(image, 0, 0);
  }, [bytes, width, height]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
}

function Rows({ judged, name }: { judged: readonly Judged[]; name(c: number): string }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Test samples">
      <table>
        <caption>What drifted copies say of test samples</caption>
        <thead><tr><th scope="col">Sample</th><th scope="col">Is</th><th scope="col">Says</th><th scope="col">Share</th><th scope="col">Without drift</th></tr></thead>
        <tbody>
          {judged.map((j) => (
            <tr key={j.sample}>
              <th scope="row">{j.sample}</th><td>{name(j.label)}</td><td class={j.says === j.label ? "" : "wrong"}>{name(j.says)}{j.says === j.label ? "" : " (wrong)"}</td><td class="number">{plain(j.share, 2)}</td><td>{name(j.exact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
