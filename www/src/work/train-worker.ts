// The worker's part for networks: the modules that train and draw them, and what is kept of
// data and weights between calls.
import networksAddress from "../../../pkg/memrilab_networks_bg.wasm?url";
import trainAddress from "../../../pkg/memrilab_train_bg.wasm?url";
import type { Data, Network } from "../../../pkg/memrilab_train.js";
import type { Table } from "../generated/types";
import type { CallName, DataAbout, DataSource, Failure, Input, Live, NetworkAbout, NetworkSource, Output, Plane, Trained } from "./messages";

type Loader = <M extends { default(from: { module_or_path: string }): Promise<{ memory: WebAssembly.Memory }> }>(load: () => Promise<M>, address: string) => () => Promise<M>;
export type Tell = (what: string, progress: { done: number; total: number }, live?: Live) => void;

/** What the worker lends. */
export interface Tools {
  later: Loader;
  wrong(code: string, message: string): Failure;
  /** Lets waiting messages in. */
  turn(): Promise<void>;
  cancelled(id: number): boolean;
}

type NetworkCalls = Extract<CallName, "dataAbout" | "pixels" | "plan" | "train" | "networkAbout" | "boundary" | "judged" | "layer" | "sweep" | "votes" | "certified" | "theory" | "counterExamples" | "spread" | "paired" | "networkPicture" | "networkSvg" | "networkTable" | "networkTableCsv">;
type Handlers = { [N in NetworkCalls]: (input: Input<N>, id: number, tell: Tell) => Promise<Output<N>> };

/** How often a training tells of itself, gives its weights, and what it can go on from. */
const TELL_MS = 90;
const WEIGHTS_MS = 300;
const CHECKPOINT_MS = 2000;
/** The longest piece of work without a turn for other messages. */
const BREATH_MS = 12;
/** Draws of a vote between two turns. */
const CASTS = 8;

/** The things most recently used; those that go are freed. */
export class Kept<T extends { free(): void }> {
  #all = new Map<string, Promise<T>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const there = this.#all.get(key) ?? make();
    this.#all.delete(key);
    this.#all.set(key, there);
    there.catch(() => this.#all.delete(key));
    while (this.#all.size > this.#most) {
      const [oldest] = this.#all.keys();
      if (oldest === undefined) break;
      const gone = this.#all.get(oldest);
      this.#all.delete(oldest);
      this.#later(gone);
    }
    return there;
  }

  /** Freed when whoever still works with it has had time to end. */
  #later(gone: Promise<T> | undefined): void {
    void gone?.then((thing) => this.#idle.push(thing), () => {});
  }

  #idle: T[] = [];

  /** Frees what was let go; call it when nothing works. */
  tidy(): void {
    for (const thing of this.#idle.splice(0)) thing.free();
  }
}

const keyOf = (data: DataSource): string =>
  data.task === "own" ? JSON.stringify([data.seed, data.files.map(({ name, key }) => [name, key])]) : JSON.stringify(data);

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

export function networkHandlers({ later, wrong, turn, cancelled }: Tools): Handlers {
  const loadTrain = later(() => import("../../../pkg/memrilab_train.js"), trainAddress);
  const loadNetworks = later(() => import("../../../pkg/memrilab_networks.js"), networksAddress);
  let started = false;
  const training = async () => {
    const module = await loadTrain().catch(() => {
      throw wrong("train-module", "the training program could not be loaded; check the connection and try again.");
    });
    if (!started) module.start();
    started = true;
    return module;
  };
  const networks = () =>
    loadNetworks().catch(() => {
      throw wrong("networks-module", "the program that draws networks could not be loaded; check the connection and try again.");
    });

  const datas = new Kept<Data>(3);
  const nets = new Kept<Network>(12);
  let working = 0;
  /** Does some work; what was let go is freed when nothing works. */
  const busy = async <T>(work: () => Promise<T>): Promise<T> => {
    working += 1;
    try {
      return await work();
    } finally {
      working -= 1;
      if (working === 0) {
        datas.tidy();
        nets.tidy();
      }
    }
  };

  const fetched = async (address: string) => {
    const response = await fetch(address).catch(() => null);
    if (response?.ok !== true) throw wrong("digits", "the digits could not be loaded; check the connection and try again.");
    return new Uint8Array(await response.arrayBuffer());
  };
  const dataOf = (source: DataSource): Promise<Data> =>
    datas.get(keyOf(source), async () => {
      const { Data } = await training();
      switch (source.task) {
        case "moons":
          return Data.moons(source.noise, source.seed);
        case "digits": {
          const [images, labels] = await Promise.all([fetched(source.images), fetched(source.labels)]);
          return Data.ordered("digits", images, labels, source.learn, source.choose);
        }
        case "own": {
          const files = source.files.map(async ({ name, blob }) => [name, await bytesOf(blob)]);
          return Data.files(await Promise.all(files), source.seed);
        }
      }
    });
  const networkOf = ({ key, blob }: NetworkSource): Promise<Network> =>
    nets.get(key, async () => {
      const { Network } = await training();
      return new Network(await bytesOf(blob));
    });

  const train = async ({ data: source, run, trial, checkpoint, epochs, pace }: Input<"train">, id: number, tell: Tell): Promise<Trained> => {
    const module = await training();
    const from = checkpoint === null ? new Uint8Array() : await bytesOf(checkpoint);
    // The training has data of its own: only while it begins must those that are kept stay.
    const job = await busy(async () => new module.Trial(await dataOf(source), JSON.stringify(run), JSON.stringify(trial), from));
    const owned = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : (bytes as Uint8Array<ArrayBuffer>));
    let sent = 0;
    const live = (weights: boolean, kept: boolean): Live => {
      const now = JSON.parse(job.now(sent)) as Pick<Live, "history" | "current">;
      const said = { ...now, from: sent, weights: weights ? owned(job.weights()) : null, checkpoint: kept ? owned(job.checkpoint()) : null };
      sent += now.history.length;
      return said;
    };
    try {
      const until = epochs === null ? Number.POSITIVE_INFINITY : (job.epochs ?? 0) + epochs;
      let [told, weighed, saved, breathed] = [0, 0, performance.now(), performance.now()];
      let [epoch, due] = [job.epochs, performance.now() + pace];
      for (;;) {
        const progress = job.step() as { done: number; total: number } | undefined;
        if (progress === undefined) return { outcome: JSON.parse(job.outcome()) as Trained["outcome"], live: live(true, false) };
        const now = performance.now();
        if (now - told >= TELL_MS) {
          const [weights, kept] = [now - weighed >= WEIGHTS_MS, now - saved >= CHECKPOINT_MS];
          tell(`training ${trial.number + 1}`, progress, live(weights, kept));
          told = now;
          if (weights) weighed = now;
          if (kept) saved = now;
        }
        // None while it is scored, which is soon over.
        const over = job.epochs;
        if (over !== undefined && over !== epoch) {
          if (over >= until) return { outcome: null, live: live(true, true) };
          while (pace > 0 && performance.now() < due && !cancelled(id)) await new Promise((resolve) => setTimeout(resolve, Math.min(20, pace)));
          due = performance.now() + pace;
        }
        epoch = over;
        if (now - breathed >= BREATH_MS) {
          await turn();
          breathed = performance.now();
        }
        if (cancelled(id)) return { outcome: null, live: live(true, true) };
      }
    } finally {
      job.free();
    }
  };

  const stopAt = (id: number) => {
    if (cancelled(id)) throw wrong("cancelled", "stopped");
  };

  const handlers: Handlers = {
    dataAbout: async ({ data }) => JSON.parse((await dataOf(data)).about()) as DataAbout,
    async pixels({ data, samples }) {
      const all = await dataOf(data);
      return samples.map((sample) => all.pixels(sample));
    },
    plan: async ({ run, form, outcomes }) => JSON.parse((await networks()).plan(JSON.stringify(run), JSON.stringify(form), JSON.stringify(outcomes))) as Output<"plan">,
    train,
    networkAbout: async ({ network }) => JSON.parse((await networkOf(network)).about()) as NetworkAbout,
    async boundary({ network, data, drift, draws, columns, rows }) {
      const [net, all] = await Promise.all([networkOf(network), dataOf(data)]);
      return JSON.parse(net.boundary(all, JSON.stringify(drift.device), drift.seed, draws, columns, rows)) as Plane;
    },
    async judged({ network, data, drift, draws, samples }) {
      const [net, all] = await Promise.all([networkOf(network), dataOf(data)]);
      return JSON.parse(net.judged(all, JSON.stringify(drift.device), drift.seed, draws, Uint32Array.from(samples))) as Output<"judged">;
    },
    async layer({ network, layer, drift, draw }) {
      return (await networkOf(network)).layer(layer, JSON.stringify(drift.device), drift.seed, draw);
    },
    async sweep({ network, data, devices, config }, id, tell) {
      const module = await training();
      const [net, all] = await Promise.all([networkOf(network), dataOf(data)]);
      const job = new module.Sweep(net, all, JSON.stringify(devices), JSON.stringify(config));
      try {
        for (let told = job.step(); told !== undefined; told = job.step()) {
          tell("drawing drift", told);
          await turn();
          stopAt(id);
        }
        return JSON.parse(job.results()) as Output<"sweep">;
      } finally {
        job.free();
      }
    },
    async votes({ network, data, sample, config, from, to }, id, tell) {
      const module = await training();
      const [net, all] = await Promise.all([networkOf(network), dataOf(data)]);
      const votes = new module.Votes(net, all, sample, JSON.stringify(config));
      try {
        const casts = new Uint32Array(2 * (to - from));
        for (let at = from; at < to; at += CASTS) {
          casts.set(votes.cast(at, Math.min(at + CASTS, to)), 2 * (at - from));
          tell("voting", { done: at - from, total: to - from });
          await turn();
          stopAt(id);
        }
        return casts;
      } finally {
        votes.free();
      }
    },
    async certified({ network, data, sample, config, casts }) {
      const module = await training();
      const [net, all] = await Promise.all([networkOf(network), dataOf(data)]);
      const votes = new module.Votes(net, all, sample, JSON.stringify(config));
      try {
        return JSON.parse(votes.certified(casts)) as Output<"certified">;
      } finally {
        votes.free();
      }
    },
    theory: async ({ c, p1, p2, parameters }) => JSON.parse((await networks()).theoryOf(c, p1, p2, parameters)) as Output<"theory">,
    counterExamples: async () => JSON.parse((await networks()).counterExamples()) as Output<"counterExamples">,
    spread: async ({ accuracies }) => JSON.parse((await networks()).spreadOf(Float64Array.from(accuracies))) as Output<"spread">,
    paired: async ({ a, b }) => JSON.parse((await networks()).pairedTest(Float64Array.from(a), Float64Array.from(b))) as Output<"paired">,
    networkPicture: async ({ figure, request }) => (await networks()).networkPicture(JSON.stringify(figure), JSON.stringify(request)),
    networkSvg: async ({ figure, request }) => (await networks()).networkSvg(JSON.stringify(figure), JSON.stringify(request)),
    networkTable: async ({ figure, request }) => JSON.parse((await networks()).networkTable(JSON.stringify(figure), JSON.stringify(request))) as Table,
    networkTableCsv: async ({ figure, request }) => (await networks()).networkTableCsv(JSON.stringify(figure), JSON.stringify(request)),
  };
  // What is kept must stay as long as something works with it; a training keeps nothing.
  const wrapped = Object.entries(handlers).map(([name, handler]) => [name, name === "train" ? handler : (input: never, id: number, tell: Tell) => busy(() => (handler as (i: never, id: number, t: Tell) => Promise<unknown>)(input, id, tell))]);
  return Object.fromEntries(wrapped) as Handlers;
}
