// The plane of the moons as networks see it whose weights drift.
import { type Run, usabilityOf } from "../../state/networks/run";
import { dataNow, weightsNow } from "../../state/networks/now";
import { deviceWords, lookedAt } from "../../state/networks/wanted";
import { useAsked } from "../../ui/asked";
import { Figure } from "../../ui/figure";
import { plain } from "../../ui/format";
import { useSession, useShown } from "../../ui/session";
import { networkSource } from "../networks/source";

const DRAWS = 40;
const [COLUMNS, ROWS] = [60, 45];

export function BoundaryPlot({ run }: { run: Run }) {
  const session = useSession();
  const shown = useShown();
  const { seed } = session.store.state.properties;
  const device = lookedAt(session);
  const [network, data] = [weightsNow(session, run), dataNow(session, run)];
  const key = network === null || data === null ? null : JSON.stringify([network.key, device, seed, run.name]);
  const { value, problem } = useAsked(key, async () => {
    if (network === null || data === null) throw new Error("there are no weights yet");
    const drift = { device, seed };
    const plane = await session.engine.any("boundary", { network, data, drift, draws: DRAWS, columns: COLUMNS, rows: ROWS });
    return { plane, name: run.name, usability: usabilityOf(device), key };
  });
  if (problem !== "") return <p class="wrong" role="alert">{problem}</p>;
  if (value === null) return <p class="empty">The boundary stands here once the training has begun.</p>;
  const { plane } = value;
  const source = networkSource(session, `${value.key} ${value.name}`, `${value.name}_boundary_U${plain(value.usability)}`, {
    chart: "boundary", name: value.name, x: plane.x, y: plane.y, columns: plane.columns, rows: plane.rows, share: plane.share,
    draws: DRAWS, usability: value.usability, on: null, clean: plane.clean,
    points: plane.points.map(([x, y, label, right]) => ({ x, y, class: label, right })),
  });
  return (
    <>
      <Figure source={source} exports={shown("export")} />
      <p class="caption">
        Colour: how many of {DRAWS} drifted copies of the network say class 1 there; line: the network without drift. Points are the test samples. It was trained for {deviceWords(run.config.device)}.
      </p>
    </>
  );
}
