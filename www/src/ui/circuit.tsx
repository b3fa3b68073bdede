// The loop as navigation: each station a component on one wire, lit once it has data.
import type { ComponentType } from "preact";
import type { Properties } from "../state/properties";
import { useSession } from "./session";
import { useTold } from "../state/use";
import type { Session } from "../state/session";

export interface Station {
  id: Properties["station"];
  title: string;
  /** What goes in and what comes out. */
  about: string;
  lit(session: Session): boolean;
  screen: ComponentType;
}

/** A memristor's symbol between two pieces of wire. */
function Symbol() {
  return (
    <svg viewBox="0 0 72 24" width="72" height="24" aria-hidden="true">
      <path class="wire" d="M0 12h12M60 12h12" />
      <rect class="body" x="12" y="4" width="48" height="16" />
      <path class="trace" d="M12 12h7V8h8v8h8V8h8v8h8v-4h9" />
      <path class="bar" d="M57 4v16" />
    </svg>
  );
}

export function Circuit({ stations }: { stations: readonly Station[] }) {
  const session = useSession();
  useTold(session.store);
  useTold(session.engine);
  const { station } = session.store.state.properties;
  return (
    <nav class="circuit" aria-label="Stations">
      <ol>
        {stations.map((s) => (
          <li key={s.id}>
            <button type="button" class={s.lit(session) ? "station lit" : "station"} aria-current={station === s.id ? "page" : undefined} title={s.about} onClick={() => session.set("station", s.id)}>
              <Symbol />
              <span>{s.title}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
