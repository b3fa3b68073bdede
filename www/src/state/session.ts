// One visit: the store, what analyses it, what saves it, and everything a person can do.
import type { FileSettings } from "../generated/types";
import { Engine } from "../work/engine";
import type { Device } from "../work/findings";
import { type Failure, WorkError } from "../work/messages";
import { optionsOf } from "../work/options";
import type { Seat } from "../work/pool";
import { decodeDrawn, type Drawn, drawnOf, encodeDrawn, modelOf, preset } from "./drawn";
import { only, propertiesOf } from "./elsewhere";
import { Fabrication } from "./fabrication";
import { Networks } from "./networks/networks";
import { packed, unpacked } from "./networks/packed";
import { fromHash, toHash } from "./hash";
import { type Incoming, MOST_FILES, uniquePath } from "./intake";
import { Jobs } from "./jobs";
import { newKey } from "./keys";
import { Notices } from "./notices";
import { toProject } from "./project";
import { initialProperties, PROPERTIES, type Properties, type PropertyName } from "./properties";
import type { Saver } from "./save";
import { type DeviceKey, type FileEntry, type State, Store } from "./store";
import { Teller } from "./teller";

export const DRAWN_PATH = "drawn curve.csv";
/** How a drawn curve's file is called, and how what the simulator writes begins. */
const DRAWN = /^drawn curve( \(\d+\))?\.csv$/;
const SIMULATED = "# simulated by memrilab";
const SAVE_AFTER_MS = 400;
/** While changes come without a pause, as draws do. */
const SAVE_AT_LATEST_MS = 3000;

/** Who changes something: in a read-only tab only the link that it was opened with may. */
type By = "person" | "link";

export type Saving = { state: "saved" | "saving" | "off"; why: string };


export class Session extends Teller {
  readonly store: Store;
  readonly engine: Engine;
  readonly notices = new Notices();
  readonly fabrication = new Fabrication(this);
  readonly networks: Networks;
  readonly jobs = new Jobs();
  readonly content: Map<string, Blob>;
  version = "";
  saving: Saving = { state: "off", why: "Nothing is saved yet." };
  #readOnly = false;
  #saver: Saver | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first change came that is not saved yet. */
  #unsaved: number | null = null;

  constructor(seats: readonly Seat[], state: State, content: Map<string, Blob>) {
    super();
    this.store = new Store(state);
    this.content = content;
    this.engine = new Engine(seats, (key) => this.content.get(key));
    this.networks = new Networks(this);
    this.store.subscribe(() => {
      this.#followSoon();
      this.#saveSoon();
    });
  }

  // -- what is saved ---------------------------------------------------------------

  get readOnly(): boolean {
    return this.#readOnly;
  }

  set readOnly(value: boolean) {
    this.#readOnly = value;
    this.announce();
  }

  saveWith(saver: Saver | null, why = ""): void {
    this.#saver = saver;
    if (saver === null) this.#say({ state: "off", why });
    else this.#saveSoon();
  }

  #say(saving: Saving): void {
    this.saving = saving;
    this.announce();
  }

  #saveSoon(): void {
    if (this.#saver === null) return;
    if (this.saving.state !== "saving") this.#say({ state: "saving", why: "Saving in this browser." });
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#unsaved ??= now;
    this.#timer = setTimeout(() => void this.flush(), Math.max(Math.min(SAVE_AFTER_MS, this.#unsaved + SAVE_AT_LATEST_MS - now), 0));
  }

  /** Saves now; called when the page is hidden, too. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#unsaved = null;
    if (this.#saver === null) return;
    try {
      await this.#saver.save(() => this.store.state, this.content);
      // What changed meanwhile is saved next.
      if (this.#unsaved === null) this.#say({ state: "saved", why: "Saved in this browser. Browsers may clear it; a project file is yours." });
    } catch (error) {
      const why = `Not saved in this browser (${error instanceof Error ? error.message : String(error)}). Save a project file.`;
      this.#say({ state: "off", why });
      this.notices.problem(why);
    }
  }

  // -- what is analysed ------------------------------------------------------------

  #following: ReturnType<typeof setTimeout> | undefined;
  /** The state that the engine was last brought up to. */
  #followed: State | null = null;
  #follows = 0;

  /** At the latest in a moment, however fast changes come. */
  #followSoon(): void {
    this.#following ??= setTimeout(() => {
      this.#following = undefined;
      void this.follow();
    }, 30);
  }

  async follow(): Promise<void> {
    const { state } = this.store;
    const turn = ++this.#follows;
    await this.engine.follow(state);
    // One that was overtaken may end later than the newest.
    if (turn === this.#follows) this.#followed = state;
    this.networks.follow();
    this.announce();
  }

  /** Whether what is shown may still change by itself. */
  get busy(): boolean {
    return this.engine.work !== null || this.#followed !== this.store.state;
  }

  /** The device that the numbers are about. */
  get selected(): Device | null {
    const { devices } = this.engine;
    const wanted = this.store.state.properties.device;
    return devices.find((d) => d.id === wanted) ?? devices.find((d) => d.key.file === wanted) ?? devices[0] ?? null;
  }

  // -- what a person does ------------------------------------------------------------

  /** Whether a read-only tab keeps this property as it is: what is looked at may change, what is kept may not. */
  fixed(name: PropertyName): boolean {
    return this.#readOnly && PROPERTIES[name].undo === true;
  }

  set<N extends PropertyName>(name: N, value: Properties[N]): void {
    if (PROPERTIES[name].undo === true && !this.#allowed()) return;
    this.store.set(name, value);
    if (name === "speed") this.networks.runner.paced();
  }

  #allowed(): boolean {
    if (!this.#readOnly) return true;
    this.notices.problem("This tab is read-only, because memrilab is open in another one; go on there, or close it and reload here.");
    return false;
  }

  change(label: string, next: (state: State) => State, gesture = "", by: By = "person"): boolean {
    if (by === "person" && !this.#allowed()) return false;
    this.store.change(label, next, gesture);
    return true;
  }

  #entry(path: string, blob: Blob, origin: FileEntry["origin"], taken: Set<string>, settings: Partial<FileSettings> = {}): FileEntry {
    const content = newKey();
    this.content.set(content, blob);
    const unique = uniquePath(path, taken);
    taken.add(unique);
    return { id: newKey(), path: unique, bytes: blob.size, origin, content, settings };
  }

  #taken(): Set<string> {
    return new Set(this.store.state.files.filter((f) => f.greeting !== true).map((f) => f.path));
  }

  /** Adds files; a project or a campaign among them is opened. Gives the keys of what was added. */
  async add(incoming: Incoming[]): Promise<string[]> {
    if (!this.#allowed()) return [];
    if (incoming.length === 0) {
      this.notices.problem("Nothing that could be read was dropped; drop files or folders with sweeps.");
      return [];
    }
    const rest: Incoming[] = [];
    for (const file of incoming) {
      if (/\.json$/i.test(file.path) && ((await this.#openedAsProject(file)) || (await this.#openedAsCampaign(file)))) continue;
      rest.push(file);
    }
    if (rest.length === 0) return [];
    const left = rest.splice(MOST_FILES);
    if (left.length > 0) this.notices.problem(`Only the first ${MOST_FILES} files are taken, in the order of their names; drop the others after some are removed.`);
    const taken = this.#taken();
    const entries = rest.map(({ path, blob }) => this.#entry(path, blob, "dropped", taken));
    const first = entries[0];
    const label = entries.length === 1 && first !== undefined ? `add ${first.path}` : `add ${entries.length} files`;
    this.change(label, (state) => withFiles(state, entries));
    if (first !== undefined) this.store.show((s) => shown(s, first.path));
    void navigator.storage?.persist?.().catch(() => false);
    return entries.map((entry) => entry.id);
  }

  async #openedAsCampaign(file: Incoming): Promise<boolean> {
    const head = await file.blob.slice(0, 4096).text().catch(() => "");
    if (!/^\s*\{/.test(head) || !/"memrilab"\s*:\s*"campaign"/.test(head)) return false;
    await this.fabrication.open(file);
    return true;
  }

  async addSamples(names: readonly string[], by: By | "greeting" = "person"): Promise<void> {
    if (by === "person" && !this.#allowed()) return;
    const made = await Promise.all(names.map(async (name) => ({ name, bytes: await this.engine.any("sample", { name }) })));
    // Nothing is awaited from here on, so the paths stay unique.
    const taken = this.#taken();
    const entries: FileEntry[] = [];
    for (const { name, bytes } of made) {
      const there = this.store.state.files.some((f) => f.origin === "sample" && f.path === `${name}.csv` && f.greeting !== true);
      if (there) continue;
      const entry = this.#entry(`${name}.csv`, new Blob([bytes]), "sample", taken);
      entries.push(by === "greeting" ? { ...entry, greeting: true } : entry);
    }
    const first = entries[0];
    if (first === undefined) return;
    if (by === "greeting") this.store.show((s) => ({ ...s, files: [...s.files, ...entries] }));
    else if (this.change(entries.length === 1 ? `add the sample ${names[0]}` : "add samples", (s) => withFiles(s, entries), "", by)) {
      this.store.show((s) => shown(s, first.path));
    }
  }

  /** The drawn curve, made if there is none yet. */
  draw(drawn: Drawn = preset("rising"), gesture = "", by: By = "person"): void {
    const there = this.store.state.files.find((f) => f.origin === "drawn");
    const model = modelOf(drawn);
    const done = this.change("draw a curve", (state) => {
      if (there !== undefined) {
        return { ...state, files: state.files.map((f) => (f.id === there.id ? { ...f, model } : f)) };
      }
      const entry: FileEntry = { id: newKey(), path: uniquePath(DRAWN_PATH, this.#taken()), bytes: 0, origin: "drawn", content: null, model, settings: {} };
      return withFiles(state, [entry]);
    }, gesture, by);
    if (done && there === undefined) this.store.show((s) => shown(s, s.files.find((f) => f.origin === "drawn")?.path ?? ""));
  }

  get drawn(): Drawn | null {
    const model = this.store.state.files.find((f) => f.origin === "drawn")?.model;
    return model === undefined ? null : drawnOf(model);
  }

  setOf(fileId: string, settings: Partial<FileSettings>): void {
    this.change("change how a file is read", (state) => ({
      ...state,
      files: state.files.map((f) => (f.id === fileId ? { ...f, settings } : f)),
    }), `settings ${fileId}`);
  }

  removeFile(fileId: string): void {
    const path = this.store.state.files.find((f) => f.id === fileId)?.path ?? "a file";
    this.change(`remove ${path}`, (state) => ({ ...state, files: state.files.filter((f) => f.id !== fileId) }));
  }

  removeDevices(devices: readonly Device[]): void {
    const [first] = devices;
    if (first === undefined) return;
    const gone = new Set(devices.map((d) => d.id));
    const label = devices.length === 1 ? `remove ${first.name}` : `remove ${devices.length} devices`;
    const left = this.engine.devices.filter((d) => !gone.has(d.id));
    // A file goes with its last device, unless it is the other half of one that stays.
    const empty = new Set(devices.map((d) => d.file.id).filter((id) => left.every((d) => d.file.id !== id)));
    const keys: DeviceKey[] = devices.filter((d) => !empty.has(d.file.id)).map((d) => d.key);
    const partners = new Set(devices.filter((d) => empty.has(d.file.id)).flatMap((d) => d.record.partner ?? []));
    this.change(label, (state) => ({
      ...state,
      files: state.files.filter((f) => !empty.has(f.id) && !partners.has(f.path)),
      removed: [...state.removed, ...keys],
    }));
  }

  clear(): void {
    this.change("remove everything", (state) => ({ ...state, files: [], removed: [] }));
  }

  /** Stops everything that runs. */
  stop(): void {
    this.fabrication.pause();
    this.networks.stop();
    this.jobs.stop();
    if (this.engine.work !== null) this.engine.stop();
  }

  undo(): void {
    if (!this.#allowed()) return;
    const label = this.#renamed(() => this.store.undo());
    this.notices.tell(label === null ? "There is nothing to undo." : `Undone: ${label}.`);
  }

  /** What is selected and marked by its name stays so when undo gives it another. */
  #renamed(work: () => string | null): string | null {
    const before = new Map(this.store.state.runs.map((r) => [r.id, r.name]));
    const label = work();
    const now = new Map(this.store.state.runs.flatMap((r) => [[before.get(r.id) ?? r.name, r.name]]));
    const named = (name: string) => now.get(name) ?? name;
    const { run, runs } = this.store.state.properties;
    if (named(run) !== run || runs.some((name) => named(name) !== name)) {
      this.store.show((s) => ({ ...s, properties: { ...s.properties, run: named(run), runs: runs.map(named) } }));
    }
    return label;
  }

  redo(): void {
    if (!this.#allowed()) return;
    const label = this.#renamed(() => this.store.redo());
    this.notices.tell(label === null ? "There is nothing to redo." : `Done again: ${label}.`);
  }

  // -- links and project files -------------------------------------------------------

  /** The properties with those that the files imply: what a link holds. */
  get linkHash(): string {
    return this.#hash(true);
  }

  #hash(linkOnly: boolean): string {
    const { files } = this.store.state;
    const said = Object.entries(this.store.state.properties).filter(([name]) => linkOnly || PROPERTIES[name as PropertyName].linkOnly !== true);
    const properties = { ...initialProperties(), ...Object.fromEntries(said), virtual: linkOnly ? this.fabrication.virtualCount : 0, train: linkOnly ? this.networks.madeHere : [] } as Properties;
    const samples = files.filter((f) => f.origin === "sample" && f.greeting !== true).map((f) => f.path.replace(/( \(\d+\))?\.csv$/, ""));
    const { drawn } = this;
    return toHash({ ...properties, samples: [...new Set(samples)], drawn: drawn === null ? "" : encodeDrawn(drawn) });
  }

  /** Takes over what a link says; its samples and its drawn curve replace those that are there, not one's own files. */
  async follows(hash: string): Promise<void> {
    const { properties, problems } = fromHash(hash);
    for (const problem of problems) this.notices.problem(problem);
    const drawn = properties.drawn === "" ? null : decodeDrawn(properties.drawn);
    if (properties.drawn !== "" && drawn === null) this.notices.problem("The drawn curve in the link is damaged; it is ignored.");
    const said = { ...properties, samples: [], drawn: "" };
    if (properties.samples.length > 0 || drawn !== null) {
      const own = (f: FileEntry) => f.origin === "dropped" || (f.origin === "drawn" && drawn === null);
      this.store.change("follow a link", (s) => ({ ...s, properties: { ...s.properties, ...only(said, true) }, files: s.files.filter(own) }));
      if (this.store.state.files.length > 0) this.notices.tell("The devices of the link stand beside your own.");
      if (properties.samples.length > 0) await this.addSamples(properties.samples, "link");
      if (drawn !== null) this.draw(drawn, "", "link");
    } else {
      this.store.change("follow a link", (s) => ({ ...s, properties: { ...s.properties, ...only(said, true) } }));
    }
    // A link that selects none selects what it brought.
    const { device } = said.device === "" ? this.store.state.properties : said;
    this.store.show((s) => ({ ...s, properties: { ...s.properties, ...only(said, false), device } }));
    if (said.virtual > 0) void this.fabrication.follow(said.virtual);
    if (said.train.length > 0) this.networks.make(said.train);
    const path = said.device.split("|")[0] ?? "";
    if (path !== "" && !this.store.state.files.some((f) => f.path === path)) {
      this.notices.problem(`The link is about “${path.slice(0, 120)}”, and files are not in a link; ask its sender for the project file.${said.target === "device" ? " Until then networks are trained for the device that is selected here." : ""}`);
    }
  }

  async #openedAsProject({ path, blob }: Incoming): Promise<boolean> {
    try {
      const project = await this.engine.any("openProject", { blob });
      if (project === null) return false;
      const { properties } = fromHash(project.page);
      const simulated = project.files.find((f) => DRAWN.test(f.path) && new TextDecoder().decode(f.bytes.subarray(0, SIMULATED.length)) === SIMULATED);
      const drawn = properties.drawn === "" ? null : decodeDrawn(properties.drawn);
      const taken = new Set<string>();
      const files = project.files.map((file): FileEntry => {
        if (file === simulated && drawn !== null) {
          taken.add(file.path);
          return { id: newKey(), path: file.path, bytes: 0, origin: "drawn", content: null, model: modelOf(drawn), settings: file.settings };
        }
        return this.#entry(file.path, new Blob([file.bytes]), "dropped", taken, file.settings);
      });
      const networks = await unpacked(project.networks, this.content);
      const { settings, problems } = propertiesOf(project.options);
      for (const problem of problems) this.notices.problem(`${path}: ${problem}`);
      const said = { ...properties, ...settings, samples: [], drawn: "" };
      this.change(`open ${path}`, (s) => ({ properties: { ...s.properties, ...only(said, true) }, files, removed: project.removed, campaign: project.campaign, planned: true, runs: networks.runs, own: networks.own, written: networks.written, limits: s.limits, progress: { ...s.progress, ...networks.progress }, draws: { ...s.draws, ...networks.draws } }));
      this.store.show((s) => ({ ...s, properties: { ...s.properties, ...only(said, false) } }));
      const found = networks.runs.length === 0 ? "" : ` and ${networks.runs.length === 1 ? "one network" : `${networks.runs.length} networks`}`;
      this.notices.tell(`${path} is open: ${files.length === 1 ? "one file" : `${files.length} files`}${found}. Undo brings back what was here.`);
    } catch (error) {
      this.notices.problem(error instanceof WorkError ? `${path}: ${error.message}` : `${path} cannot be opened: ${String(error)}`);
    }
    return true;
  }

  async project(): Promise<Blob> {
    const { state } = this.store;
    const bytesOf = async (file: FileEntry): Promise<Blob> => {
      if (file.model !== undefined) return new Blob([await this.engine.any("simulate", { model: file.model, seed: 1 })]);
      const blob = file.content === null ? undefined : this.content.get(file.content);
      if (blob === undefined) throw new WorkError({ code: "lost-bytes", message: `${file.path} is no longer stored; drop it again first.` });
      return blob;
    };
    return toProject(state, this.version, optionsOf(state.properties), this.#hash(false), bytesOf, await packed(state, this.content));
  }

  replaced(why: Failure): void {
    if (why.code === "broken" || why.code === "silent") {
      this.notices.problem(`A worker was replaced: ${why.message}. Everything it held is analysed again when needed.`);
    }
  }
}

function withFiles(state: State, entries: readonly FileEntry[]): State {
  const kept = state.files.filter((f) => f.greeting !== true);
  const paths = new Set(entries.map((e) => e.path));
  return { ...state, files: [...kept, ...entries], removed: state.removed.filter((k) => !paths.has(k.file)) };
}

function shown(state: State, device: string): State {
  return { ...state, properties: { ...state.properties, device } };
}
