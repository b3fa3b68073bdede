// Light or dark: the person's choice, else the system's.
import { useLayoutEffect, useState } from "preact/hooks";
import { useProperties } from "./session";

const system = () => matchMedia("(prefers-color-scheme: dark)");

export function useDark(): boolean {
  const { theme } = useProperties();
  const [dark, setDark] = useState(() => system().matches);
  useLayoutEffect(() => {
    const query = system();
    const changed = () => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return theme === "auto" ? dark : theme === "dark";
}
