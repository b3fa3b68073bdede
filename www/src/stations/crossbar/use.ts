// The crossbar of the session, for the components of its station.
import { options, type RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer } from "preact/hooks";
import { type Crossbar, crossbarOf } from "../../state/crossbar/crossbar";
import type { Frames } from "../../state/crossbar/frames";
import type { Session } from "../../state/session";
import { useTold } from "../../state/use";
import { useSession } from "../../ui/session";

export const useCrossbar = (): Crossbar => crossbarOf(useSession());

/** The same; the component is drawn again whenever a moment of the chip is there. */
export function useMoment(): Crossbar {
  const crossbar = useCrossbar();
  useTold(crossbar.frames);
  return crossbar;
}

/** For how long at most the page waits for a moment that was asked for. */
const PATIENCE_MS = 50;

/**
 * While this component stands, the page's turn waits for the moment that is under way: what one
 * drags is painted first, the words around it follow.
 */
export function useMomentFirst(frames: Frames): void {
  useEffect(() => {
    const before = options.debounceRendering;
    let ended = false;
    options.debounceRendering = (render) => {
      // Whoever changed the state may be heard before those who ask for the moment.
      queueMicrotask(() => {
        if (ended || !frames.behind) {
          render();
          return;
        }
        let due = true;
        const once = () => {
          stop();
          clearTimeout(timer);
          if (due) render();
          due = false;
        };
        const timer = setTimeout(once, PATIENCE_MS);
        const stop = frames.subscribe(() => requestAnimationFrame(() => setTimeout(once)));
      });
    };
    return () => {
      ended = true;
      if (before === undefined) delete options.debounceRendering;
      else options.debounceRendering = before;
    };
  }, [frames]);
}

/**
 * Marks the bench as busy as soon as anything is asked for, though the page takes its turn later,
 * and as at rest only with the turn that shows what came of it.
 */
export function useBusy(bench: RefObject<HTMLElement | null>, { frames }: Crossbar): void {
  const session = useSession();
  const busy = () => session.busy || !frames.settled;
  const mark = (is: boolean) => bench.current?.setAttribute("aria-busy", String(is));
  useLayoutEffect(() => mark(busy()));
  useLayoutEffect(() => {
    const stops = sourcesOf(session, frames).map((source) => source.subscribe(() => busy() && mark(true)));
    return () => stops.forEach((stop) => stop());
  }, []);
}

const sourcesOf = (session: Session, frames: Frames) => [session, session.store, session.networks, session.engine, frames];

/** Draws the component again when the state is another, or a moment is there. */
export function useAll(): Crossbar {
  const session = useSession();
  const crossbar = crossbarOf(session);
  const [, again] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(() => {
    const stops = sourcesOf(session, crossbar.frames).map((source) => source.subscribe(() => again(undefined)));
    return () => stops.forEach((stop) => stop());
  }, []);
  useMomentFirst(crossbar.frames);
  return crossbar;
}
