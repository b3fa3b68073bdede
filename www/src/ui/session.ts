// The session for every component, and what they read of it.
import { createContext } from "preact";
import { useContext, useLayoutEffect, useReducer } from "preact/hooks";
import type { Part, Properties, PropertyName } from "../state/properties";
import type { Session } from "../state/session";
import { useTold } from "../state/use";

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("a component stands outside of the session");
  return session;
}

/** The properties; the component is drawn again when any of them changes. */
export function useProperties(): Properties {
  const { store } = useSession();
  useTold(store);
  return store.state.properties;
}

/** One property; the component is drawn again only when that one changes. */
export function useProperty<N extends PropertyName>(name: N): Properties[N] {
  const { store } = useSession();
  const value = store.state.properties[name];
  const [, again] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(() => store.subscribe(() => !Object.is(store.state.properties[name], value) && again(undefined)), [store, name, value]);
  return value;
}

/** Whether a part of the page is shown: a teacher's link may hide it. */
export function useShown(): (part: Part) => boolean {
  const { hide } = useProperties();
  return (part) => !hide.includes(part);
}
