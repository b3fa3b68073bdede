// Loss and accuracy of the compared networks, epoch by epoch.
import type { Epoch, TrainingEpoch } from "../../generated/types";
import { taskName } from "../../state/networks/run";
import { epochsNow } from "../../state/networks/now";
import { Figure } from "../../ui/figure";
import { useSession, useShown } from "../../ui/session";
import { networkSource } from "../networks/source";

const MOST = 8;
const shownAs = (e: Epoch): TrainingEpoch => ({ epoch: e.epoch, loss: e.loss, accuracy: e.accuracy, validation_loss: null, validation_accuracy: e.validation });

export function TrainingPlot() {
  const session = useSession();
  const shown = useShown();
  const { compared, selected } = session.networks;
  const of = compared.length > MOST ? compared.slice(-MOST) : compared;
  const runs = of.map((run) => {
    const { epochs, open } = epochsNow(session, run);
    return { name: run.name, epochs: [...epochs, ...(open === null ? [] : [open])].map(shownAs), best: null };
  });
  const id = runs.map((r) => `${r.name} ${r.epochs.length} ${r.epochs.at(-1)?.loss}`).join("; ");
  const name = selected === null ? "networks" : taskName(selected.data);
  return (
    <>
      <Figure source={networkSource(session, id, `${name}_training`, { chart: "training", name, runs })} exports={shown("export")} />
      <p class="caption">While learning, noise is injected, so a robust network’s loss is higher there; the validation samples are told without noise.{compared.length > MOST ? ` The last ${MOST} networks are drawn; mark those you want.` : ""}</p>
    </>
  );
}
