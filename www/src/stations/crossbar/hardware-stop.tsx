// The STOP of a board. It stands apart from the panel, so that nothing that fails there takes it along.
import { useTold } from "../../state/use";
import { useCrossbar } from "./use";

/** Fixed on the screen, above everything, as long as a board is connected. */
export function StopBar() {
  const { hardware } = useCrossbar();
  useTold(hardware);
  const { phase, armed, job, board } = hardware;
  if (phase === "apart") return null;
  return (
    <div class={armed ? "stop-bar armed" : "stop-bar"} role="region" aria-label="Board">
      <span class="state" role="status">{phase === "connecting" ? "Connecting" : `${board?.said.board.name ?? ""}: ${armed ? "ARMED" : "connected, not armed"}${job === null ? "" : `; ${{ read: "reading", program: "programming", infer: "inferring" }[job.name]}`}`}</span>
      {job !== null && <progress value={job.done} max={job.total} aria-label="Work of the board" />}
      {job !== null && <button type="button" onClick={() => hardware.cancel()}>Cancel</button>}
      <button type="button" class="stop" onClick={() => hardware.end("Stopped as asked.")}>STOP <kbd>Esc</kbd></button>
    </div>
  );
}
