// One store: an immutable state, changes with a name, undo and redo.
import type { DeviceModel, FabricationCampaign, FileSettings } from "../generated/types";
import type { LimitsFile } from "./crossbar/limits";
import type { WrittenArrays } from "./crossbar/written";
import type { OwnData, Run, RunProgress } from "./networks/run";
import { initialProperties, PROPERTIES, type Properties, type PropertyName } from "./properties";
import { Teller } from "./teller";

/** Where a file came from; its bytes lie beside the state, under `content`. */
export interface FileEntry {
  readonly id: string;
  /** Unique among the files. */
  readonly path: string;
  readonly bytes: number;
  readonly origin: "dropped" | "sample" | "drawn";
  /** Key of its bytes; none for a file that is made by the simulator. */
  readonly content: string | null;
  /** What a drawn curve is simulated with. */
  readonly model?: Partial<DeviceModel>;
  readonly settings: Partial<FileSettings>;
  /** Put there by the page itself; goes when something is added. */
  readonly greeting?: boolean;
}

/** A device: the file it came from and the block within it. */
export interface DeviceKey {
  readonly file: string;
  readonly block: string;
}

export interface State {
  readonly properties: Properties;
  readonly files: readonly FileEntry[];
  readonly removed: readonly DeviceKey[];
  /** The campaign of fabrication, in the form of its file. */
  readonly campaign: FabricationCampaign | null;
  /** Whether its plan is no longer the paper's: then a link cannot make it again. */
  readonly planned: boolean;
  /** Networks that were asked for. */
  readonly runs: readonly Run[];
  /** Data that a person gave to learn from. */
  readonly own: OwnData | null;
  /** What programming made of the arrays of a network, where it is taken. */
  readonly written: WrittenArrays | null;
  /** What the operator allows a board; neither in a link nor in a project file, because it is of one array. */
  readonly limits: LimitsFile | null;
  /** What came of the runs, by their ids; undo does not take it back. */
  readonly progress: Readonly<Record<string, RunProgress>>;
  /** Accuracies under drift, draw by draw, by what was drawn; undo does not take them back. */
  readonly draws: Readonly<Record<string, readonly (number | null)[]>>;
}

export function initialState(): State {
  return { properties: initialProperties(), files: [], removed: [], campaign: null, planned: false, runs: [], own: null, written: null, limits: null, progress: {}, draws: {} };
}

interface Moment {
  state: State;
  label: string;
}

const MOST_MOMENTS = 200;
const SAME_GESTURE_MS = 700;

export type Listener = () => void;

export class Store extends Teller {
  #state: State;
  #past: Moment[] = [];
  #future: Moment[] = [];
  #gesture = { key: "", at: 0 };
  #now: () => number;

  constructor(state: State = initialState(), now: () => number = () => performance.now()) {
    super();
    this.#state = state;
    this.#now = now;
  }

  get state(): State {
    return this.#state;
  }

  /** A change that can be undone. Changes with the same `gesture` in quick succession are one. */
  change(label: string, next: (state: State) => State, gesture = ""): void {
    const state = next(this.#state);
    if (state === this.#state) return;
    const now = this.#now();
    const same = gesture !== "" && gesture === this.#gesture.key && now - this.#gesture.at < SAME_GESTURE_MS;
    if (!same) {
      this.#past.push({ state: this.#state, label });
      if (this.#past.length > MOST_MOMENTS) this.#past.shift();
    }
    this.#gesture = { key: gesture, at: now };
    this.#future = [];
    this.#replace(state);
  }

  /** A change of what is shown, which no one would undo. */
  show(next: (state: State) => State): void {
    const state = next(this.#state);
    if (state !== this.#state) this.#replace(state);
  }

  /** Sets a property, undoable or not as the table says. */
  set<N extends PropertyName>(name: N, value: Properties[N]): void {
    const next = (state: State): State =>
      Object.is(state.properties[name], value)
        ? state
        : { ...state, properties: { ...state.properties, [name]: value } };
    const property = PROPERTIES[name];
    if (property.undo === true) this.change(`change ${property.label.toLowerCase()}`, next, name);
    else this.show(next);
  }

  get undoLabel(): string | null {
    return this.#past.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.#future.at(-1)?.label ?? null;
  }

  undo(): string | null {
    const moment = this.#past.pop();
    if (moment === undefined) return null;
    this.#future.push({ state: this.#state, label: moment.label });
    this.#back(moment.state);
    return moment.label;
  }

  redo(): string | null {
    const moment = this.#future.pop();
    if (moment === undefined) return null;
    this.#past.push({ state: this.#state, label: moment.label });
    this.#back(moment.state);
    return moment.label;
  }

  /** Undo takes back data and settings; what is looked at stays, and what was computed. */
  #back(to: State): void {
    const shown = Object.fromEntries(
      (Object.keys(PROPERTIES) as PropertyName[])
        .filter((name) => PROPERTIES[name].undo !== true)
        .map((name) => [name, this.#state.properties[name]]),
    );
    this.#gesture = { key: "", at: 0 };
    const { progress, draws } = this.#state;
    this.#replace({ ...to, progress, draws, properties: { ...to.properties, ...shown } });
  }

  #replace(state: State): void {
    this.#state = state;
    this.announce();
  }
}
