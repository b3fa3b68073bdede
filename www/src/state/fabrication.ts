// What a person does to a campaign: each edit is computed by a worker from the text of
// the campaign, and is undone like any other change.
import type { Ask, Edit, Experiment, FabricationCampaign, Laboratory, Measured, Proposals } from "../generated/types";
import type { Device } from "../work/findings";
import { WorkError } from "../work/messages";
import type { Incoming } from "./intake";
import type { Session } from "./session";
import { Teller } from "./teller";

/** What the model has to say of a campaign, while that is the newest. */
interface Asked {
  of: FabricationCampaign;
  ask: string;
  proposals: Proposals | null;
  problem: string;
}

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

export class Fabrication extends Teller {
  readonly #session: Session;
  #queue: Promise<unknown> = Promise.resolve();
  #asked: Asked | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #playing = false;
  /** The campaign that the last edit made: another one was opened, undone or put away since. */
  #made: FabricationCampaign | null = null;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  get campaign(): FabricationCampaign | null {
    return this.#session.store.state.campaign;
  }

  get laboratory(): Laboratory {
    const { labCycles, seed } = this.#session.store.state.properties;
    return { noise: 0.02, cycles: labCycles, compliance: 1.5e-5, seed };
  }

  // -- edits ---------------------------------------------------------------------------

  /** Edits come one after another, each of the campaign that the one before made. */
  #inTurn<T>(work: () => Promise<T>): Promise<T | null> {
    const done = this.#queue.then(work).catch((error: unknown) => {
      this.#session.notices.problem(error instanceof WorkError || error instanceof Error ? sentence(error) : "The campaign could not be changed.");
      return null;
    });
    this.#queue = done;
    return done;
  }

  /** Takes over what was made of `base`; false where that is not the campaign any more, or the tab is read-only. */
  #take(label: string, base: FabricationCampaign | null, text: string, planned: (before: boolean) => boolean = (before) => before): boolean {
    if (this.campaign !== base) {
      if (this.campaign !== null) this.#session.notices.problem(`The campaign became another while this was computed: “${label}” was not done.`);
      return false;
    }
    const campaign = JSON.parse(text) as FabricationCampaign;
    if (!this.#session.change(label, (s) => ({ ...s, campaign, planned: planned(s.planned) }))) return false;
    this.#made = campaign;
    return true;
  }

  edit(edit: Edit, label: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const { campaign } = this;
      if (campaign === null) return false;
      const text = await this.#session.engine.any("campaignEdit", { campaign: JSON.stringify(campaign), edit });
      return this.#take(label, campaign, text, (before) => before || edit.edit === "plan");
    }).then((done) => done === true);
  }

  begin(): Promise<boolean> {
    return this.#inTurn(async () => {
      const base = this.campaign;
      const campaign = await this.#session.engine.any("campaignNew", { name: "campaign" });
      const { seed } = this.#session.store.state.properties;
      return this.#take("begin a campaign", base, await this.#session.engine.any("campaignEdit", { campaign, edit: { edit: "plan", seed } }), () => false);
    }).then((done) => done === true);
  }

  /** How many experiments a link can make again: those of a campaign that was made by the virtual laboratory alone. */
  get virtualCount(): number {
    const { campaign, planned, properties } = this.#session.store.state;
    if (campaign === null || planned || campaign.seed !== properties.seed) return 0;
    const made = campaign.experiments;
    return made.every((e, at) => e.id === at + 1 && e.simulated && e.status === "measured" && e.source === `virtual device ${e.id}`) ? made.length : 0;
  }

  /** Makes the virtual experiments of a link, unless a campaign with real ones is here. */
  async follow(count: number): Promise<void> {
    if (this.campaign !== null && this.virtualCount === 0 && this.campaign.experiments.length > 0) {
      this.#session.notices.problem("The link shows a virtual campaign; yours stays, put it away to see the other.");
      return;
    }
    if (this.virtualCount === count) return;
    if (await this.begin()) this.#play(() => ({ budget: count, pause: 0 }));
  }

  open({ path, blob }: Incoming): Promise<boolean> {
    this.pause();
    return this.#inTurn(async () => {
      const base = this.campaign;
      if (!this.#take(`open ${path}`, base, await this.#session.engine.any("campaignOpen", { blob }), () => true)) return false;
      this.#session.set("station", "fabrication");
      this.#session.notices.tell(`${path} is open. Undo brings back the campaign that was here.`);
      return true;
    }).then((done) => done === true);
  }

  close(): void {
    this.pause();
    this.#session.change("put the campaign away", (s) => ({ ...s, campaign: null }));
  }

  tell(id: number, measured: Measured, source: string, simulated: boolean): Promise<boolean> {
    return this.edit({ edit: "tell", id, measured, source, simulated }, `tell experiment ${id}`);
  }

  // -- suggestions ---------------------------------------------------------------------

  /** The next recipes of this campaign, asked for once; null while they are computed. */
  proposals(ask: Ask): { proposals: Proposals | null; problem: string } {
    const { campaign } = this;
    if (campaign === null) return { proposals: null, problem: "" };
    const key = JSON.stringify(ask);
    if (this.#asked?.of !== campaign || this.#asked.ask !== key) {
      const asked: Asked = { of: campaign, ask: key, proposals: null, problem: "" };
      this.#asked = asked;
      this.#session.engine.any("campaignSuggest", { campaign: JSON.stringify(campaign), ask }).then(
        (proposals) => {
          asked.proposals = proposals;
          if (this.#asked === asked) this.announce();
        },
        (error: unknown) => {
          asked.problem = sentence(error);
          if (this.#asked === asked) this.announce();
        },
      );
    }
    return this.#asked;
  }

  // -- the virtual laboratory ------------------------------------------------------------

  get playing(): boolean {
    return this.#playing;
  }

  /** Makes and measures one virtual device: what is pending first, else what is suggested. */
  step(id?: number): Promise<boolean> {
    const edit: Edit = id === undefined ? { edit: "laboratory", laboratory: this.laboratory } : { edit: "laboratory", laboratory: this.laboratory, id };
    return this.edit(edit, id === undefined ? "make a virtual device" : `make experiment ${id} virtually`);
  }

  play(): void {
    this.#play(() => {
      const { labBudget, labPause } = this.#session.store.state.properties;
      return { budget: labBudget, pause: labPause };
    });
  }

  /** Step by step until so many experiments are made, and as long as nobody makes the campaign another. */
  #play(until: () => { budget: number; pause: number }): void {
    if (this.#playing) return;
    this.#playing = true;
    this.#made = this.campaign;
    this.announce();
    const next = async () => {
      const { budget, pause } = until();
      const made = this.campaign?.experiments.filter((e) => e.status !== "pending").length ?? 0;
      if (!this.#playing || this.campaign !== this.#made || made >= budget || !(await this.step())) {
        this.pause();
        return;
      }
      if (this.#playing) this.#timer = setTimeout(() => void next(), pause);
    };
    void (this.campaign === null ? this.begin() : Promise.resolve(true)).then((begun) => (begun ? next() : this.pause()));
  }

  pause(): void {
    clearTimeout(this.#timer);
    if (!this.#playing) return;
    this.#playing = false;
    this.announce();
  }

  // -- sweeps become values --------------------------------------------------------------

  /** Sweeps dropped on an experiment: read, analysed, told with their interval. */
  async measure(id: number, incoming: Incoming[]): Promise<void> {
    const recipe = () => JSON.stringify([this.campaign?.space.variables, this.campaign?.experiments.find((e) => e.id === id)?.recipe]);
    const asked = recipe();
    const added = await this.#session.add(incoming);
    if (added.length === 0) return;
    const devices = await this.#devicesOf(new Set(added));
    if (devices.length === 0) {
      this.#session.notices.problem(`No device was found in what was dropped on experiment ${id}; the Device station says why.`);
      return;
    }
    if (recipe() !== asked) {
      this.#session.notices.problem(`Experiment ${id} became another while its sweeps were analysed; they are at the Device station, and told to no experiment.`);
      return;
    }
    await this.take(devices, id);
  }

  /** Devices as measurements of an experiment; more than one of them are replicates. */
  async take(devices: readonly Device[], id: number): Promise<void> {
    let to: number | null = id;
    for (const device of devices) {
      const result = device.record.methods[this.campaign?.method ?? "corrected"];
      if (result?.usability == null) {
        this.#session.notices.problem(`${device.name} has no usability, because it needs two cycles with values; tell it as failed, or measure more cycles.`);
        continue;
      }
      if (to === null) to = await this.#again(id);
      if (to === null) return;
      const simulated = device.record.dialect === "simulated";
      const { usability, usability_low: low, usability_high: high } = result;
      if (await this.edit({ edit: "measure", id: to, usability, low, high, source: device.id, simulated }, `tell experiment ${to}`)) to = null;
    }
  }

  /** Another experiment with the same recipe. */
  async #again(id: number): Promise<number | null> {
    const recipe = this.campaign?.experiments.find((e) => e.id === id)?.recipe;
    const variables = this.campaign?.space.variables;
    if (recipe === undefined || variables === undefined) return null;
    const words = variables.map((v, at): [string, string] => [v.name, Array.isArray(recipe[at]) ? recipe[at].join("/") : String(recipe[at])]);
    if (!(await this.edit({ edit: "add", words }, "add a replicate"))) return null;
    return this.campaign?.experiments.at(-1)?.id ?? null;
  }

  /** A device whose name tells its recipe becomes an experiment. */
  async offer(device: Device): Promise<void> {
    if (this.campaign === null && !(await this.begin())) return;
    const { campaign } = this;
    if (campaign === null) return;
    const words = await this.#session.engine.any("campaignRecipe", { campaign: JSON.stringify(campaign), items: device.record.recipe });
    if (words === null) {
      const wanted = campaign.space.variables.map((v) => v.name).join(", ");
      this.#session.notices.problem(`The name of ${device.name} does not tell all of a recipe; the campaign needs ${wanted}.`);
      return;
    }
    if (!(await this.edit({ edit: "add", words }, `add ${device.label}`))) return;
    const id = this.campaign?.experiments.at(-1)?.id;
    if (id !== undefined) await this.take([device], id);
    this.#session.notices.tell(`${device.label} is experiment ${id} of the campaign.`);
  }

  /** Waits until the files are analysed. */
  #devicesOf(files: ReadonlySet<string>): Promise<readonly Device[]> {
    const { engine } = this.#session;
    const found = () => engine.devices.filter((d) => files.has(d.file.id));
    return new Promise((resolve) => {
      const look = () => {
        if (this.#session.busy) return;
        stop();
        resolve(found());
      };
      const stops = [engine.subscribe(look), this.#session.subscribe(look)];
      const stop = () => stops.forEach((s) => s());
      setTimeout(look, 50);
    });
  }
}

/** The best so far: the largest, the smallest or the closest, as the campaign wants. */
export function bestOf(campaign: FabricationCampaign): Experiment | null {
  const { goal } = campaign.settings;
  const worth = (value: number) => (goal.aim === "target" ? -Math.abs(value - goal.value) : goal.aim === "minimise" ? -value : value);
  let best: Experiment | null = null;
  for (const experiment of campaign.experiments) {
    if (experiment.status !== "measured" || experiment.measured === null) continue;
    if (best?.measured == null || worth(experiment.measured.value) > worth(best.measured.value)) best = experiment;
  }
  return best;
}
