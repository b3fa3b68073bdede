// A run's weights as they are now: of the training under way, or the best that is done.
import type { Epoch } from "../../generated/types";
import type { DataSource, NetworkSource } from "../../work/messages";
import type { Session } from "../session";
import { bestOf, type Run, sourceOf } from "./run";

/** The weights to look at; null before there are any. */
export function weightsNow(session: Session, run: Run): NetworkSource | null {
  const kept = session.store.state.progress[run.id]?.weights;
  const blob = kept == null ? undefined : session.content.get(kept.content);
  if (kept != null && blob !== undefined) return { key: kept.content, blob };
  return session.networks.runner.under(run.id).find((t) => t.weights !== null)?.weights ?? session.networks.runner.latest(run.id)?.weights ?? null;
}

export const dataNow = (session: Session, run: Run): DataSource | null => sourceOf(run.data, (key) => session.content.get(key));

/** The epochs to show: those of the best training that is done, else of the one under way; and whether the last is not over. */
export function epochsNow(session: Session, run: Run): { epochs: readonly Epoch[]; open: Epoch | null } {
  const best = bestOf(session.networks.runner.progress(run.id).outcomes);
  if (best !== null) return { epochs: best.history, open: null };
  const diverged = session.networks.runner.progress(run.id).outcomes[0];
  const live = session.networks.runner.latest(run.id)?.live;
  return { epochs: live?.history ?? diverged?.history ?? [], open: live?.current ?? null };
}
