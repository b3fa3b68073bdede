// A screen that the first visit does not wait for.
import type { ComponentType } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";

type Screens = typeof import("./screens");

let screens: Screens | null = null;
let loading: Promise<Screens> | null = null;

/** Loads the screens, again where that failed. */
export function loadScreens(): Promise<Screens> {
  loading ??= import("./screens").then((all) => (screens = all));
  loading.catch(() => (loading = null));
  return loading;
}

export function later(pick: (all: Screens) => ComponentType): ComponentType {
  return function Later() {
    const [all, setAll] = useState(screens);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (all === null && !failed) loadScreens().then(setAll, () => setFailed(true));
    }, [failed]);
    // Always the same: a screen hears itself what concerns it, and is not drawn again with the page.
    const screen = useMemo(() => {
      const Screen = all === null ? null : pick(all);
      return Screen === null ? null : <Screen />;
    }, [all]);
    if (screen !== null) return screen;
    return (
      <main class="bench" id="bench" tabIndex={-1} aria-busy={!failed}>
        <section class="figures">
          {failed ? <p class="wrong" role="alert">This station could not be loaded; check the connection. <button type="button" onClick={() => setFailed(false)}>Try again</button></p> : <p class="empty">The station is being loaded.</p>}
        </section>
      </main>
    );
  };
}
