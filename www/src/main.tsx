// Starts the page: the program's module, what was saved, what the link says, then the screen.
import { render } from "preact";
import { App } from "./app";
import { offline } from "./offline";
import { becomeWriter, type Saved, Saver } from "./state/save";
import { Session } from "./state/session";
import { initialState } from "./state/store";
import { boot, unsupported } from "./work/boot";
import { loadScreens } from "./stations/networks/later";
import "./styles/page.css";

const page = document.getElementById("page") as HTMLElement;
const SCREENS_AFTER_MS = 800;

/** Why the page cannot start, where the person looks. */
function refuse(sentence: string): void {
  const main = document.createElement("main");
  main.className = "starting";
  const title = document.createElement("h1");
  title.textContent = "memrilab";
  const why = document.createElement("p");
  why.className = "wrong";
  why.setAttribute("role", "alert");
  why.textContent = sentence;
  main.append(title, why);
  page.replaceChildren(main);
}

async function loaded(): Promise<{ saver: Saver | null; saved: Saved | null; why: string }> {
  try {
    const saver = await Saver.open();
    const saved = await saver.load();
    return { saver: saved?.newer === true ? null : saver, saved, why: "A newer memrilab saved here." };
  } catch (error) {
    return { saver: null, saved: null, why: `This browser keeps nothing for this page (${error instanceof Error ? error.message : String(error)}). Save a project file.` };
  }
}

async function begin(): Promise<void> {
  const reason = unsupported();
  if (reason !== null) {
    refuse(reason);
    return;
  }
  let session: Session | null = null;
  const [{ seats, version }, { saver, saved, why }, writing] = await Promise.all([
    boot((lost) => session?.replaced(lost)),
    loaded(),
    becomeWriter(),
  ]);
  const here = new Session(seats, saved?.state ?? initialState(), saved?.content ?? new Map());
  session = here;
  here.version = version;
  for (const problem of saved?.problems ?? []) here.notices.problem(problem);
  if (writing.now) here.saveWith(saver, why);
  else readOnly(here, writing.later);

  // What the link says, unless it is this session's own: that may be a moment behind what was saved.
  const { hash } = location;
  const own = saved !== null && (history.state === MIRRORED || hash === here.linkHash);
  if (hash !== "" && !own) await here.follows(hash);
  if (saved === null && here.store.state.files.length === 0) await here.addSamples(["good"], "greeting");
  void here.follow();
  render(<App session={here} />, page);
  mirror(here);
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && void here.flush());
  offline(here.notices);
  // The other stations are there before someone goes to them.
  setTimeout(() => void loadScreens().catch(() => {}), SCREENS_AFTER_MS);
}

/** Another tab saves: this one only looks, until it is reloaded. */
function readOnly(session: Session, closed: Promise<void>): void {
  session.readOnly = true;
  session.saveWith(null, "Another tab saves.");
  session.notices.problem("memrilab is open in another tab, which saves. This tab is read-only: look around, but nothing you change here is kept.");
  void closed.then(() =>
    session.notices.problem("The other tab is closed. Reload to go on here with what it saved.", { label: "Reload", run: () => location.reload() }),
  );
}

/** Marks a URL that the page itself wrote; one that a person gives is marked by nothing. */
const MIRRORED = "mirrored";

/** Keeps the URL in step with the state, and the state with a URL that a person changes. */
function mirror(session: Session): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => history.replaceState(MIRRORED, "", `${location.pathname}${location.search}${session.linkHash}`);
  session.store.subscribe(() => {
    // Not put off by the next change: draws of drift come faster than that.
    timer ??= setTimeout(() => {
      timer = undefined;
      write();
    }, 250);
  });
  write();
  addEventListener("hashchange", () => {
    if (location.hash !== session.linkHash && location.hash !== "") void session.follows(location.hash);
  });
}

begin().catch((error: unknown) => refuse(`The page could not start: ${error instanceof Error ? error.message : String(error)}. Reload it.`));
