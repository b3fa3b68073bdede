// Trains what was asked for: a plan for each run, its trials on the crew, what came out into
// the state. A run that was running when the page was closed goes on.
import type { Outcome, Trial } from "../../generated/types";
import type { Crew } from "../../work/crew";
import { type Live, WorkError } from "../../work/messages";
import { newKey } from "../keys";
import type { Session } from "../session";
import type { State } from "../store";
import { bestOf, better, classesOf, formOf, NOT_BEGUN, type Run, type RunProgress, sourceOf } from "./run";
import { Teller } from "../teller";

/** What is known of a training while it runs; not saved. */
export interface Training {
  number: number;
  live: Live | null;
  /** Its weights as they are now, under a key that changes with them. */
  weights: { key: string; blob: Blob } | null;
  done: number;
  total: number;
}

interface Active {
  abort: AbortController;
  trainings: Map<number, Training>;
  /** Stops after so many epochs. */
  epochs: number | null;
}

const PACES = { full: 0, watch: 60, slow: 400 } as const;

export class Runner extends Teller {
  readonly #session: Session;
  readonly #crew: Crew;
  #active = new Map<string, Active>();
  #layers = new Map<string, readonly string[]>();
  /** Trainings that were stopped in the middle, as they were last, by run. */
  #last = new Map<string, Training>();

  constructor(session: Session, crew: Crew) {
    super();
    this.#session = session;
    this.#crew = crew;
  }

  /** Tells, at most some times a second; what ends is told at once. */
  #tell(ended = false): void {
    this.announcePaced(ended ? 0 : 70);
  }

  progress(id: string): RunProgress {
    return this.#session.store.state.progress[id] ?? NOT_BEGUN;
  }

  /** The trainings of a run that are under way. */
  under(id: string): readonly Training[] {
    return [...(this.#active.get(id)?.trainings.values() ?? [])].sort((a, b) => a.number - b.number);
  }

  /** The training to look at: one under way, or the last that was stopped in the middle. */
  latest(id: string): Training | null {
    return this.under(id)[0] ?? this.#last.get(id) ?? null;
  }

  /** Whether something of a run is at work, be it one step. */
  busy(id: string): boolean {
    return this.#active.has(id);
  }

  /** Names of the layers with a noise of their own, once its plan was made. */
  layers(id: string): readonly string[] {
    return this.#layers.get(id) ?? [];
  }

  get working(): boolean {
    return this.#active.size > 0;
  }

  #set(id: string, change: (before: RunProgress) => RunProgress): void {
    this.#session.store.show((s) => ({ ...s, progress: { ...s.progress, [id]: change(s.progress[id] ?? NOT_BEGUN) } }));
    this.#tell();
  }

  /** Brings what runs up to date with the state. */
  follow(state: State): void {
    const wanted = new Map(state.runs.map((run) => [run.id, run]));
    for (const [id, active] of this.#active) {
      const stopped = active.epochs === null && state.progress[id]?.status !== "running";
      if (stopped || !wanted.has(id)) active.abort.abort();
    }
    if (this.#session.readOnly) return;
    for (const run of wanted.values()) {
      if (state.progress[run.id]?.status === "running" && !this.#active.has(run.id)) void this.#go(run, null);
    }
  }

  play(id: string): void {
    if (this.#session.readOnly) return;
    this.#set(id, (p) => (p.status === "done" ? p : { ...p, status: "running", problem: "" }));
  }

  pause(id: string): void {
    this.#set(id, (p) => (p.status === "running" ? { ...p, status: "paused" } : p));
    this.#active.get(id)?.abort.abort();
  }

  /** One epoch more, then a pause. */
  step(id: string): void {
    const run = this.#session.store.state.runs.find((r) => r.id === id);
    if (run === undefined || this.#session.readOnly || this.#active.has(id) || this.progress(id).status === "done") return;
    void this.#go(run, 1);
  }

  pauseAll(): void {
    for (const id of this.#active.keys()) this.pause(id);
  }

  /** Another speed: what runs is taken up again with it. */
  paced(): void {
    for (const [id, active] of this.#active) if (this.progress(id).status === "running") active.abort.abort();
  }

  async #go(run: Run, epochs: number | null): Promise<void> {
    const active: Active = { abort: new AbortController(), trainings: new Map(), epochs };
    this.#active.set(run.id, active);
    this.#tell(true);
    try {
      for (;;) {
        if (active.abort.signal.aborted) return;
        const { outcomes } = this.progress(run.id);
        const plan = await this.#session.engine.any("plan", { run: run.config, form: formOf(run.data), outcomes });
        this.#layers.set(run.id, plan.layers);
        if (active.abort.signal.aborted) return;
        if (plan.trials.length === 0) {
          this.#ended(run);
          return;
        }
        const trials = epochs === null ? plan.trials : plan.trials.slice(0, 1);
        const ends = await Promise.allSettled(trials.map((trial) => this.#train(run, trial, active)));
        for (const end of ends) if (end.status === "rejected") throw end.reason;
        const whole = ends.every((end) => end.status === "fulfilled" && end.value);
        if (!whole || (epochs !== null && plan.total > 1)) return;
      }
    } catch (error) {
      const failure = error instanceof WorkError ? error : new WorkError({ code: "internal", message: String(error) });
      if (failure.code === "checkpoint") {
        // What it was to go on from is of another run or damaged: the trainings under way begin anew.
        for (const key of Object.values(this.progress(run.id).under)) this.#forget(key);
        this.#set(run.id, (p) => ({ ...p, under: {} }));
      } else if (failure.code !== "cancelled") {
        this.#set(run.id, (p) => ({ ...p, status: "failed", problem: sentence(failure) }));
      }
    } finally {
      this.#active.delete(run.id);
      this.#tell(true);
      this.follow(this.#session.store.state);
    }
  }

  #ended(run: Run): void {
    this.#set(run.id, (p) => {
      const converged = p.outcomes.some((o) => o.score !== null);
      if (converged) return { ...p, status: "done", under: {}, problem: learnedNothing(run, p.outcomes) };
      const stopped = p.outcomes[0]?.stopped;
      const where = stopped?.reason === "diverged" ? ` in epoch ${stopped.epoch}, batch ${stopped.batch}` : "";
      return { ...p, status: "failed", under: {}, problem: `The loss was no longer a number${where}: the learning rate of ${run.config.rate} is too high. Lower it and train again.` };
    });
  }

  /** One trial; whether it came to its end. */
  async #train(run: Run, trial: Trial, active: Active): Promise<boolean> {
    const source = sourceOf(run.data, (key) => this.#session.content.get(key));
    if (source === null) throw new WorkError({ code: "lost-bytes", message: "The data of this run are no longer stored in this browser; give them again and train anew." });
    const before = this.#last.get(run.id);
    const seen = before?.number === trial.number ? before : null;
    const training: Training = { number: trial.number, live: seen?.live ?? null, weights: seen?.weights ?? null, done: 0, total: 0 };
    active.trainings.set(trial.number, training);
    const key = this.progress(run.id).under[trial.number];
    const checkpoint = key === undefined ? null : (this.#session.content.get(key) ?? null);
    const pace = PACES[this.#session.store.state.properties.speed];
    const heard = (live: Live | undefined) => {
      if (live === undefined) return;
      const history = [...(training.live?.history.slice(0, live.from) ?? []), ...live.history];
      training.live = { ...live, from: 0, history, weights: null, checkpoint: null };
      if (live.weights !== null) training.weights = { key: `live ${run.id} ${trial.number} ${newKey()}`, blob: new Blob([live.weights]) };
      if (live.checkpoint !== null) this.#keep(run.id, trial.number, live.checkpoint);
    };
    const input = { data: source, run: run.config, trial, checkpoint, epochs: active.epochs, pace };
    try {
      const { outcome, live } = await this.#crew.run("train", input, active.abort.signal, (told) => {
        training.done = told.progress.done;
        training.total = told.progress.total;
        heard(told.live);
        this.#tell();
      });
      heard(live);
      if (outcome === null) {
        this.#last.set(run.id, training);
        return false;
      }
      this.#last.delete(run.id);
      this.#finished(run.id, outcome, live.weights);
      return true;
    } finally {
      active.trainings.delete(trial.number);
    }
  }

  /** What a training can go on from. */
  #keep(id: string, number: number, bytes: Uint8Array<ArrayBuffer>): void {
    const key = newKey();
    this.#session.content.set(key, new Blob([bytes]));
    this.#forget(this.progress(id).under[number]);
    this.#set(id, (p) => ({ ...p, under: { ...p.under, [number]: key } }));
  }

  /** Bytes that nothing names any more. */
  #forget(key: string | undefined): void {
    if (key !== undefined) this.#session.content.delete(key);
  }

  #finished(id: string, outcome: Outcome, weights: Uint8Array<ArrayBuffer> | null): void {
    this.#set(id, (p) => {
      const { [String(outcome.trial.number)]: key, ...under } = p.under;
      this.#forget(key);
      const outcomes = [...p.outcomes.filter((o) => o.trial.number !== outcome.trial.number), outcome];
      const best = p.outcomes.find((o) => o.trial.number === p.weights?.of) ?? null;
      if (weights === null || !better(outcome, best)) return { ...p, outcomes, under };
      const content = newKey();
      this.#session.content.set(content, new Blob([weights]));
      this.#forget(p.weights?.content);
      return { ...p, outcomes, under, weights: { content, bytes: weights.byteLength, of: outcome.trial.number } };
    });
  }
}

/** What to know of a network that learned nothing; empty if it learned something. */
function learnedNothing(run: Run, outcomes: readonly Outcome[]): string {
  const best = bestOf(outcomes);
  const classes = classesOf(run.data);
  // A network that only guesses has the loss ln(classes).
  const [loss, guessing] = [best?.history.at(-1)?.loss ?? 0, Math.log(classes)];
  if (best === null || loss < 0.98 * guessing || best.clean > 1 / classes + 0.1) return "";
  const rate = Number(best.trial.config.rate.toPrecision(3));
  return `It learned nothing: its loss is ${Number(loss.toPrecision(3))}, and guessing has ${Number(guessing.toPrecision(3))}. The learning rate of ${rate} is too high, or the noise too strong; lower it and train again.`;
}

function sentence(failure: WorkError): string {
  const text = failure.message.charAt(0).toUpperCase() + failure.message.slice(1);
  switch (failure.code) {
    case "broken":
      return `The training stopped inside the program (${failure.message}); your other runs are safe. Take a smaller network or fewer samples.`;
    case "silent":
      return `The training was stopped: ${failure.message}. Go on, or take fewer samples a step.`;
    case "lost":
      return "The workers of this page do not answer; reload the page, and the training goes on.";
    default:
      return /[.!?]$/.test(text) ? text : `${text}.`;
  }
}
