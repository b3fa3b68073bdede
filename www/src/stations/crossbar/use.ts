// The crossbar of the session, for the components of its station.
import { type Crossbar, crossbarOf } from "../../state/crossbar/crossbar";
import { useTold } from "../../state/use";
import { useSession } from "../../ui/session";

export const useCrossbar = (): Crossbar => crossbarOf(useSession());

/** The same; the component is drawn again whenever a moment of the chip is there. */
export function useMoment(): Crossbar {
  const crossbar = useCrossbar();
  useTold(crossbar.frames);
  return crossbar;
}
