import { useState } from "preact/hooks";
import { useTold } from "../state/use";
import { Circuit, type Station } from "./circuit";
import { counted } from "./format";
import { saveProject } from "./keys";
import { useProperties, useSession, useShown } from "./session";

interface HeaderProps {
  stations: readonly Station[];
  helpOpen: boolean;
  onHelp(): void;
}

export function Header({ stations, helpOpen, onHelp }: HeaderProps) {
  const session = useSession();
  const shown = useShown();
  const { seed, theme } = useProperties();
  useTold(session);
  const { undoLabel, redoLabel } = session.store;
  const themes = { auto: "system", light: "light", dark: "dark" } as const;
  const following = { auto: "light", light: "dark", dark: "auto" } as const;
  return (
    <header class="top">
      <h1>memrilab</h1>
      <Circuit stations={stations} />
      <p class="promise">
        <span>seed {seed}</span>
        <span>nothing leaves this page</span>
        <span title={session.saving.why}>{session.readOnly ? "read-only" : session.saving.state === "off" ? "not saved" : session.saving.state}</span>
      </p>
      <div class="tools" role="toolbar" aria-label="Session">
        <button type="button" aria-disabled={undoLabel === null} title={undoLabel === null ? "Nothing to undo" : `Undo: ${undoLabel} (Ctrl+Z)`} onClick={() => session.undo()}>Undo</button>
        <button type="button" aria-disabled={redoLabel === null} title={redoLabel === null ? "Nothing to redo" : `Redo: ${redoLabel} (Ctrl+Shift+Z)`} onClick={() => session.redo()}>Redo</button>
        {shown("export") && <button type="button" title="Save a project file (Ctrl+S)" onClick={() => void saveProject(session)}>Save</button>}
        {shown("export") && <Share />}
        <button type="button" title="Light, dark or as the system" onClick={() => session.set("theme", following[theme])}>Theme: {themes[theme]}</button>
        {shown("help") && <button type="button" aria-expanded={helpOpen} title="Keys and help (?)" onClick={onHelp}>Help</button>}
      </div>
    </header>
  );
}

/** A link to this state; own files are not in it, and that is said. */
function Share() {
  const session = useSession();
  const [link, setLink] = useState<string | null>(null);
  const share = async () => {
    const address = `${location.origin}${location.pathname}${session.linkHash}`;
    const own = session.store.state.files.filter((f) => f.origin === "dropped").length;
    // A link trains again what the settings as they are would train.
    const networks = session.networks.runs.length - session.networks.madeHere.length;
    const left = [own > 0 ? counted(own, "file") : "", networks > 0 ? counted(networks, "network") : "", session.store.state.written === null ? "" : "programmed conductances"].filter((what) => what !== "");
    const without = left.length === 0 ? "" : ` Not in it: your ${left.join(" and ")}; send the project file for that.`;
    try {
      await navigator.clipboard.writeText(address);
      session.notices.tell(`The link is copied.${without}`);
    } catch {
      setLink(address);
      if (without !== "") session.notices.tell(without.trim());
    }
  };
  return (
    <>
      <button type="button" title="Copy a link to what you see" onClick={() => void share()}>Share</button>
      {link !== null && <input class="link" readOnly aria-label="Link to this state" value={link} onFocus={(e) => e.currentTarget.select()} />}
    </>
  );
}
