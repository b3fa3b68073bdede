// The keyboard: one table, which the help sheet shows and the page obeys.
import { useLayoutEffect } from "preact/hooks";
import { type Part, PROPERTIES, type Properties } from "../state/properties";
import type { Session } from "../state/session";
import { sorted } from "../stations/device/columns";
import { saveAs } from "./save-as";

export interface Key {
  keys: string;
  does: string;
  /** The part of the page that it belongs to: hidden with it. */
  part?: Part;
  /** Whether an event is this key. */
  is(event: KeyboardEvent): boolean;
  run(session: Session, page: PageActions, event: KeyboardEvent): void;
  /** The station that it belongs to; every station if absent. */
  station?: Properties["station"];
}

export interface PageActions {
  toggleHelp(): void;
  closeHelp(): void;
  pickFiles(): void;
}

const letter = (key: string) => (e: KeyboardEvent) => e.key === key && !e.ctrlKey && !e.metaKey && !e.altKey;
const control = (key: string, shift = false) => (e: KeyboardEvent) => e.key.toLowerCase() === key && (e.ctrlKey || e.metaKey) && e.shiftKey === shift;

const FIGURES = PROPERTIES.chart.choices;

function next(session: Session, by: number): void {
  const devices = sorted(session.engine.devices, session.store.state.properties);
  const at = devices.findIndex((d) => d.id === session.selected?.id);
  const device = devices[Math.min(Math.max(at + by, 0), devices.length - 1)];
  if (device !== undefined) session.set("device", device.id);
}

export async function saveProject(session: Session): Promise<void> {
  try {
    saveAs(await session.project(), "project.memrilab.json");
    session.notices.tell("The project file is saved among your downloads; this page and `memrilab device analyze` open it.");
  } catch (error) {
    session.notices.problem(`The project file could not be made: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export const KEYS: readonly Key[] = [
  { keys: "?", does: "show or hide this sheet", part: "help", is: letter("?"), run: (_, page) => page.toggleHelp() },
  { keys: "o", does: "choose files", part: "drop", is: letter("o"), run: (_, page) => page.pickFiles() },
  { keys: "j", does: "next device", station: "device", is: letter("j"), run: (s) => next(s, 1) },
  { keys: "k", does: "previous device", station: "device", is: letter("k"), run: (s) => next(s, -1) },
  {
    keys: "1 to 9, 0", does: "figure by its place", is: (e) => /^[0-9]$/.test(e.key) && !e.ctrlKey && !e.metaKey && !e.altKey,
    run: (s, _, e) => {
      const at = (Number(e.key) + 9) % 10;
      const { station } = s.store.state.properties;
      if (station === "device") s.set("chart", FIGURES[at] ?? "conductance");
      else if (station === "fabrication") s.set("plot", PROPERTIES.plot.choices[at] ?? "progress");
      else if (station === "network") s.set("netPlot", PROPERTIES.netPlot.choices[at] ?? "boundary");
      else if (station === "robustness") s.set("robustPlot", PROPERTIES.robustPlot.choices[at] ?? "robustness");
      else if (station === "crossbar") s.set("chipColour", PROPERTIES.chipColour.choices[at] ?? "conductance");
    },
  },
  { keys: "t", does: "train a network", part: "training", station: "network", is: letter("t"), run: (s) => void s.networks.train() },
  {
    keys: "Space", does: "pause the training, or go on", part: "training", station: "network", is: letter(" "),
    run: (s) => {
      const id = s.networks.selected?.id;
      if (id === undefined) return;
      if (s.networks.runner.progress(id).status === "running") s.networks.runner.pause(id);
      else s.networks.runner.play(id);
    },
  },
  { keys: "n", does: "another programming of the array", part: "effects", station: "crossbar", is: letter("n"), run: (s) => s.set("chipDraw", s.store.state.properties.chipDraw + 1) },
  { keys: "v", does: "make a virtual device", station: "fabrication", is: letter("v"), run: (s) => void s.fabrication.step() },
  {
    keys: "m", does: "next method", station: "device", is: letter("m"),
    run: (s) => {
      const { choices } = PROPERTIES.method;
      s.set("method", choices[(choices.indexOf(s.store.state.properties.method) + 1) % choices.length] ?? "corrected");
    },
  },
  { keys: "d", does: "draw a curve", part: "draw", station: "device", is: letter("d"), run: (s) => s.set("chart", "draw") },
  { keys: "p", does: "report of the device", station: "device", is: letter("p"), run: (s) => s.set("view", s.store.state.properties.view === "report" ? "bench" : "report") },
  { keys: "Ctrl+Z", does: "undo", is: control("z"), run: (s) => s.undo() },
  { keys: "Ctrl+Shift+Z", does: "redo", is: (e) => control("z", true)(e) || control("y")(e), run: (s) => s.redo() },
  { keys: "Ctrl+S", does: "save a project file", part: "export", is: control("s"), run: (s) => void saveProject(s) },
  {
    keys: "Esc", does: "stop what runs, close this sheet", is: letter("Escape"),
    run: (s, page) => {
      page.closeHelp();
      s.stop();
    },
  },
];

const typing = (target: EventTarget | null) =>
  target instanceof HTMLInputElement ? !["checkbox", "range", "button"].includes(target.type) : target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** What a person means to press with Space. */
const pressable = (target: EventTarget | null) => target instanceof Element && target.closest("button, summary, a, input, [role=button]") !== null;

export function useKeys(session: Session, page: PageActions): void {
  // Before the page takes its next turn, like all that listens: a key that is pressed at once is heard.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (typing(event.target) && event.key !== "Escape") || (event.key === " " && pressable(event.target))) return;
      const { station } = session.store.state.properties;
      const key = KEYS.find((k) => k.is(event) && (k.station ?? station) === station);
      const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
      const { hide } = session.store.state.properties;
      if (key === undefined || (key.part !== undefined && hide.includes(key.part)) || (letter && event.key !== "?" && !session.store.state.properties.letters)) return;
      event.preventDefault();
      key.run(session, page, event);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [session]);
}
