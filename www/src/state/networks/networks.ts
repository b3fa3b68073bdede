// Everything a person can do with networks.
import type { Contender, Device } from "../../generated/types";
import { Crew } from "../../work/crew";
import type { DataAbout } from "../../work/messages";
import type { Device as Analysed } from "../../work/findings";
import type { Incoming } from "../intake";
import { newKey } from "../keys";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { configOf, dataOf, nameOf, type OwnData, type Run, type RunData, usabilityOf } from "./run";
import { Runner } from "./runner";
import { Sweeps } from "./sweeps";
import { Votes } from "./votes";
import { ballotOf, wantedOf } from "./wanted";
import { type Listener, Teller } from "../teller";

/** Bytes of all files of one's own data. */
const MOST_BYTES = 256 * 2 ** 20;
/** Drift models that are remembered. */
const MOST_MODELS = 1000;

export class Networks extends Teller {
  readonly #session: Session;
  readonly crew: Crew;
  readonly runner: Runner;
  readonly sweeps: Sweeps;
  readonly votes: Votes;
  /** Why the data that were given last are none. */
  dataProblem = "";
  #reading = false;
  /** How often data were given: the newest are taken, whichever are read first. */
  #given = 0;
  /** Drift models of analysed devices, by device, version and method. */
  #models = new Map<string, { device: Device | null; problem: string }>();

  constructor(session: Session) {
    super();
    this.#session = session;
    this.crew = new Crew(session.engine.seats, () => session.store.state.properties.workers);
    this.runner = new Runner(session, this.crew);
    this.sweeps = new Sweeps(session, this.crew);
    this.votes = new Votes(session, this.crew);
  }

  /** Also to its parts. */
  override subscribe(listener: Listener): () => void {
    const stops = [super.subscribe(listener), ...[this.runner, this.sweeps, this.votes].map((part) => part.subscribe(listener))];
    return () => stops.forEach((stop) => stop());
  }

  /** Brings trainings, draws and votes up to date with the state. */
  follow(): void {
    this.runner.follow(this.#session.store.state);
    this.sweeps.want(wantedOf(this.#session));
    this.votes.want(ballotOf(this.#session));
  }

  // -- data ------------------------------------------------------------------------------

  get reading(): boolean {
    return this.#reading;
  }

  /** The data that the settings ask for; null where none were given. */
  get data(): RunData | null {
    const { properties, own } = this.#session.store.state;
    return dataOf(properties, own);
  }

  /** Files to learn from: read by a worker first, taken over if they are data. */
  async give(incoming: readonly Incoming[]): Promise<boolean> {
    if (incoming.length === 0) return this.#refuse("Nothing that could be read was dropped; drop the files of a dataset.");
    if (incoming.reduce((sum, { blob }) => sum + blob.size, 0) > MOST_BYTES) return this.#refuse("The files have more than 256 MiB together; give fewer samples, or train with the command line.");
    const named = incoming.map(({ path, blob }) => ({ name: path, key: newKey(), blob }));
    const { seed } = this.#session.store.state.properties;
    this.#reading = true;
    this.dataProblem = "";
    this.announce();
    const turn = ++this.#given;
    const before = this.#session.store.state.own;
    let about: DataAbout;
    try {
      about = await this.#session.engine.any("dataAbout", { data: { task: "own", seed, files: named } });
    } catch (error) {
      if (turn !== this.#given) return false;
      this.#reading = false;
      const why = error instanceof Error ? error.message : String(error);
      return this.#refuse(`${named.map((f) => f.name).join(", ")}: ${why}. A table (CSV) with a column of classes is read, and images and labels in IDX form.`);
    }
    if (turn !== this.#given) return false;
    this.#reading = false;
    if (this.#session.store.state.own !== before) return this.#refuse("Other data came while these were read; drop them again if they are meant.");
    const files = named.map(({ name, key, blob }) => {
      this.#session.content.set(key, blob);
      return { name, bytes: blob.size, content: key };
    });
    const own: OwnData = { files, form: about.form, classes: about.classes, samples: about.samples, pixels: about.pixels };
    const label = files.length === 1 ? `give ${files[0]?.name}` : `give ${files.length} files of data`;
    const done = this.#session.change(label, (s) => ({ ...s, own, properties: { ...s.properties, task: "own" } }));
    this.announce();
    return done;
  }

  #refuse(why: string): false {
    this.dataProblem = why;
    this.announce();
    return false;
  }

  // -- devices ----------------------------------------------------------------------------

  /** An analysed device as something to train for: null while it is asked for, or with the reason why not. */
  deviceOf(analysed: Analysed, method = this.#session.store.state.properties.method): { device: Device | null; problem: string } {
    const key = `${analysed.id} ${analysed.version} ${method}`;
    const there = this.#models.get(key);
    if (there !== undefined) return there;
    const asked: { device: Device | null; problem: string } = { device: null, problem: "" };
    if (this.#models.size >= MOST_MODELS) this.#models.clear();
    this.#models.set(key, asked);
    this.#session.engine.about(analysed.group, "drift", { group: analysed.group, device: analysed.index, method }).then(
      (model) => {
        const options = { mapping: "corrected", preserve: "median", "required-len": this.#session.store.state.properties.requiredLength } as const;
        asked.device = { device: "measured", name: analysed.name, model, options };
        this.announce();
      },
      (error: unknown) => {
        // Asked again when the device is another: its version is part of the key.
        asked.problem = error instanceof Error ? error.message : String(error);
        this.announce();
      },
    );
    return asked;
  }

  /** The device that is trained for, or why there is none. */
  get target(): { device: Device | null; problem: string } {
    const { properties } = this.#session.store.state;
    if (properties.target === "usability") return { device: { device: "usability", usability: properties.usability }, problem: "" };
    const { selected } = this.#session;
    if (selected === null) return { device: null, problem: "There is no device yet: drop sweeps anywhere, or take a usability." };
    return this.deviceOf(selected);
  }

  // -- runs ---------------------------------------------------------------------------------

  get runs(): readonly Run[] {
    return this.#session.store.state.runs;
  }

  /** The run that is looked at: the selected one, else the newest. */
  get selected(): Run | null {
    const { runs, properties } = this.#session.store.state;
    return runs.find((r) => r.name === properties.run) ?? runs.at(-1) ?? null;
  }

  /** The runs that are laid over each other: those on the same data as the selected one; the marked ones of them, if any are. */
  get compared(): readonly Run[] {
    const { properties } = this.#session.store.state;
    const data = JSON.stringify(this.selected?.data ?? null);
    const alike = this.runs.filter((r) => JSON.stringify(r.data) === data);
    const marked = alike.filter((r) => properties.runs.includes(r.name));
    return marked.length > 0 ? marked : alike;
  }

  /** Trains by a method with the settings as they are, but for those given; gives the run's id. */
  train(method: Contender = this.#session.store.state.properties.trainBy, begin = true, but: Partial<Properties> = {}): string | null {
    const { own } = this.#session.store.state;
    const properties = { ...this.#session.store.state.properties, ...but };
    const data = dataOf(properties, own);
    const { device, problem } = this.target;
    if (data === null) {
      this.#refuse("There are no data yet: drop the files of a dataset here, or take moons or digits.");
      return null;
    }
    if (device === null) {
      this.#session.notices.problem(problem === "" ? "The device is still being read; try again in a moment." : problem);
      return null;
    }
    const { runs } = this.#session.store.state;
    const config = configOf(properties, method, device);
    const id = newKey();
    const name = nameOf(config, data, new Set(runs.map((r) => r.name)));
    if (!this.#session.change(`train ${name}`, (s) => ({ ...s, runs: [...s.runs, { id, name, data, config }] }))) return null;
    this.#session.store.show((s) => ({ ...s, properties: { ...s.properties, run: name } }));
    if (begin) this.runner.play(id);
    return id;
  }

  /** Gives a run another name; a sentence if it cannot have it. */
  rename(id: string, name: string): string {
    const before = this.runs.find((r) => r.id === id)?.name;
    const said = name.trim().slice(0, 80);
    if (before === undefined || said === "" || said === before) return "";
    if (this.runs.some((r) => r.name === said)) return `Another network is called “${said}”; ${before} keeps its name.`;
    // Marks and the selection go by names.
    const named = (n: string) => (n === before ? said : n);
    this.#session.change("rename a run", (s) => ({
      ...s,
      runs: s.runs.map((r) => (r.id === id ? { ...r, name: said } : r)),
      properties: { ...s.properties, run: named(s.properties.run), runs: s.properties.runs.map(named) },
    }));
    return "";
  }

  remove(id: string): void {
    const name = this.runs.find((r) => r.id === id)?.name ?? "a run";
    this.#session.change(`remove ${name}`, (s) => ({ ...s, runs: s.runs.filter((r) => r.id !== id) }));
  }

  /** Methods whose runs a link can make again: those trained with the settings as they are. */
  get madeHere(): readonly Contender[] {
    return this.#session.store.state.properties.target === "usability" ? this.#asSet : [];
  }

  /** Methods that have a run with the settings as they are. */
  get #asSet(): readonly Contender[] {
    const { data } = this;
    const { device } = this.target;
    const { properties } = this.#session.store.state;
    if (data === null || data.task === "own" || device === null) return [];
    const same = (run: Run) => JSON.stringify([run.data, run.config]) === JSON.stringify([data, configOf(properties, run.config.method, device)]);
    return [...new Set(this.runs.filter(same).map((r) => r.config.method))];
  }

  /** Whether trainings of a link wait for their device. */
  making = false;

  /** Trains what a link says, unless it is there; for a device of the link once that is read. */
  make(methods: readonly string[]): void {
    const { run: chosen } = this.#session.store.state.properties;
    const begun = () => {
      const { device, problem } = this.target;
      // While files are read, another device than the link's may stand for it.
      const reading = this.#session.busy || (device === null && problem === "");
      if (this.#session.store.state.properties.target === "device" && reading) return false;
      const there = new Set<string>(this.#asSet);
      for (const method of methods) if (!there.has(method)) this.train(method as Contender);
      // Whoever trains selects; the link may have chosen one of them.
      if (this.runs.some((r) => r.name === chosen)) this.#session.store.show((s) => ({ ...s, properties: { ...s.properties, run: chosen } }));
      return true;
    };
    if (begun()) return;
    this.making = true;
    const again = () => {
      if (stops.length === 0) return;
      const stopped = stops.splice(0);
      this.making = !begun();
      if (!this.making) for (const stop of stopped) stop();
      else stops.push(...stopped);
    };
    const stops = [this.#session, this.#session.engine, this].map((source) => source.subscribe(again));
  }

  /** Weights as a file, and its name. */
  weights(run: Run): { blob: Blob; name: string } | null {
    const content = this.#session.store.state.progress[run.id]?.weights?.content;
    const blob = content === undefined ? undefined : this.#session.content.get(content);
    return blob === undefined ? null : { blob, name: `${run.name} U=${usabilityOf(run.config.device).toPrecision(2)}` };
  }

  stop(): void {
    this.runner.pauseAll();
    this.sweeps.stop();
    if (this.#session.store.state.properties.sweep) this.#session.store.set("sweep", false);
    this.votes.want(null);
    if (this.#session.store.state.properties.vote) this.#session.store.set("vote", false);
  }

  /** What is going on, for the status line: how far, and how much of it is whole; null at rest. */
  get work(): { what: string; done: number; whole: number; total: number } | null {
    const running = this.runs.filter((r) => this.runner.under(r.id).length > 0);
    const [first] = running;
    if (first !== undefined) {
      const sum = (of: (run: Run) => number) => running.reduce((all, run) => all + of(run), 0);
      const whole = sum((r) => this.runner.progress(r.id).outcomes.length);
      const parts = running.flatMap((r) => this.runner.under(r.id)).reduce((all, t) => all + (t.total === 0 ? 0 : t.done / t.total), 0);
      const what = running.length === 1 ? `training ${first.name}` : `training ${running.length} networks`;
      return { what, done: whole + parts, whole, total: sum((r) => r.config.trainings) };
    }
    const { properties } = this.#session.store.state;
    if (this.sweeps.working && properties.station === "robustness") {
      const { done, total } = this.sweeps.progress(wantedOf(this.#session));
      return { what: "drawing drift", done, whole: done, total };
    }
    const ballot = this.votes.working ? ballotOf(this.#session) : null;
    if (ballot === null) return null;
    const { done } = this.votes.of(ballot);
    return { what: "voting", done, whole: done, total: Votes.total(ballot) };
  }
}
