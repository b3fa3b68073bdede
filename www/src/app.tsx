// The shell: header, notices, the station, a drop anywhere, the keyboard.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { fromDrop, fromFiles, type Incoming } from "./state/intake";
import type { Session } from "./state/session";
import { crossbarStation } from "./stations/crossbar/station";
import { deviceStation } from "./stations/device/station";
import { fabricationStation } from "./stations/fabrication/station";
import { networkStation } from "./stations/network/station";
import { theoryStation } from "./stations/theory/station";
import { robustnessStation } from "./stations/robustness/station";
import { Boundary } from "./ui/boundary";
import type { Station } from "./ui/circuit";
import { counted } from "./ui/format";
import { Header } from "./ui/header";
import { Help } from "./ui/help";
import { useKeys } from "./ui/keys";
import { NoticeList } from "./ui/notices";
import { SessionContext, useProperties } from "./ui/session";
import { useDark } from "./ui/theme";
import { Tutorial } from "./ui/tutorial";
import { WorkLine } from "./ui/work-line";
import { pickFiles } from "./ui/pick";

/** The stations that work, in the order of the loop. */
export const STATIONS: readonly Station[] = [deviceStation, fabricationStation, networkStation, robustnessStation, theoryStation, crossbarStation];

export function App({ session }: { session: Session }) {
  return (
    <SessionContext.Provider value={session}>
      <Shell session={session} />
    </SessionContext.Provider>
  );
}

function Shell({ session }: { session: Session }) {
  const [help, setHelp] = useState(false);
  const [over, setOver] = useState(false);
  const dark = useDark();
  const { station } = useProperties();
  const actions = useMemo(
    () => ({ toggleHelp: () => setHelp((h) => !h), closeHelp: () => setHelp(false), pickFiles: () => pickFiles(session) }),
    [session],
  );
  useKeys(session, actions);
  useDropAnywhere(session, setOver);
  useKeptFocus();
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }, [dark]);
  const Screen = (STATIONS.find((s) => s.id === station) ?? deviceStation).screen;
  return (
    <>
      <a class="skip" href="#bench" onClick={(e) => { e.preventDefault(); document.getElementById("bench")?.focus(); }}>Skip to the figure</a>
      <Header stations={STATIONS} helpOpen={help} onHelp={actions.toggleHelp} />
      <NoticeList kind="problem" />
      {help && <Help onClose={actions.closeHelp} />}
      <Tutorial />
      <Boundary name="This station" of={station}><Screen /></Boundary>
      <aside class="foot" aria-label="What goes on">
        <NoticeList kind="told" />
        <WorkLine />
      </aside>
      {over && <p class="drop-veil" aria-hidden="true">Drop your sweeps</p>}
    </>
  );
}

/** Where what had the focus has gone, the focus goes to the station, not to the top of the page. */
function useKeptFocus(): void {
  useLayoutEffect(() => {
    let last: Element | null = null;
    const focused = (e: FocusEvent) => {
      last = e.target instanceof Element ? e.target : null;
    };
    const gone = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      document.getElementById("bench")?.focus({ preventScroll: true });
    });
    addEventListener("focusin", focused);
    gone.observe(document.body, { childList: true, subtree: true });
    return () => {
      removeEventListener("focusin", focused);
      gone.disconnect();
    };
  }, []);
}

/** Files dropped or pasted anywhere are taken; a drop never leaves the page. */
function useDropAnywhere(session: Session, setOver: (over: boolean) => void): void {
  const depth = useRef(0);
  useLayoutEffect(() => {
    /** Elsewhere than at the Device station nothing shows that they came, nor what is wrong with them. */
    const sweeps = async (files: Incoming[]) => {
      const { station } = session.store.state.properties;
      const { length } = await session.add(files);
      const [first] = files;
      if (length > 0 && station !== "device") session.notices.tell(`${length === 1 && first !== undefined ? first.path : counted(length, "file")}: taken as sweeps; the Device station says how it was read.`);
    };
    const listeners = {
      dragenter: (e: DragEvent) => {
        e.preventDefault();
        depth.current += 1;
        setOver(true);
      },
      dragleave: () => {
        depth.current = Math.max(depth.current - 1, 0);
        if (depth.current === 0) setOver(false);
      },
      dragover: (e: DragEvent) => e.preventDefault(),
      drop: (e: DragEvent) => {
        e.preventDefault();
        depth.current = 0;
        setOver(false);
        // Some places take what is dropped on them themselves; data to learn from are given, and whatever else is dropped is sweeps.
        const place = e.target instanceof Element ? e.target.closest<HTMLElement>("[data-drop]")?.dataset.drop : undefined;
        if (e.dataTransfer !== null && (place === undefined || place === "data")) void fromDrop(e.dataTransfer).then<unknown>((files) => (place === "data" ? session.networks.give(files) : sweeps(files)));
      },
    };
    const paste = (e: ClipboardEvent) => {
      if (e.target instanceof HTMLInputElement || e.target instanceof HTMLTextAreaElement || e.clipboardData === null) return;
      const files = fromFiles([...e.clipboardData.files]);
      const text = e.clipboardData.getData("text/plain");
      if (files.length > 0) void sweeps(files);
      else if (text.trim() !== "") void sweeps([{ path: "pasted.csv", blob: new Blob([text]) }]);
      else return;
      e.preventDefault();
    };
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    addEventListener("paste", paste);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
      removeEventListener("paste", paste);
    };
  }, [session]);
}
