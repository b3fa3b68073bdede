// What the draws say: means here, intervals and tests from the workers, each asked for once.
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Paired, Spread } from "../../generated/types";
import type { Session } from "../../state/session";
import { type Asked, useAsked } from "../../ui/asked";
import { useSession } from "../../ui/session";
import { apart, type Drawn, type Question, questionOf, referenceOf } from "./question";

export interface Cell {
  /** Accuracies that are there, in the order of the draws. */
  readonly draws: readonly number[];
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** From two draws on. */
  readonly spread: Spread | null;
}

/** A network against the reference, on the draws that both have. */
export interface Test {
  readonly common: number;
  readonly paired: Paired;
}

export interface Results extends Question {
  readonly reference: number;
  /** By level, then by network; null without a draw. */
  readonly cells: readonly (readonly (Cell | null)[])[];
  readonly tests: readonly (readonly (Test | null)[])[];
  readonly ofLayers: readonly { readonly name: string; readonly cell: Cell | null }[];
}

/** How often what grows is looked at again. */
const PACE_MS = 200;
/** How many answers are kept. */
const MOST = 4000;
const kept = new WeakMap<Session, Map<string, Promise<unknown>>>();

function once<T>(session: Session, key: string, ask: () => Promise<T>): Promise<T> {
  const all = kept.get(session) ?? new Map<string, Promise<unknown>>();
  kept.set(session, all);
  if (all.size > MOST) all.clear();
  const asked = (all.get(key) as Promise<T> | undefined) ?? ask();
  all.set(key, asked);
  asked.catch(() => all.delete(key));
  return asked;
}

async function cellOf(session: Session, drawn: Drawn): Promise<Cell | null> {
  const draws = drawn.filter((a) => a !== null);
  if (draws.length === 0) return null;
  const spread = draws.length < 2 ? null : await once(session, `spread ${draws.join()}`, () => session.engine.any("spread", { accuracies: draws }));
  const mean = spread?.mean ?? draws.reduce((sum, a) => sum + a, 0) / draws.length;
  return { draws, mean, min: Math.min(...draws), max: Math.max(...draws), spread };
}

async function testOf(session: Session, of: Drawn, against: Drawn): Promise<Test | null> {
  const [a, b]: [number[], number[]] = [[], []];
  of.forEach((accuracy, number) => {
    const other = against[number] ?? null;
    if (accuracy === null || other === null) return;
    a.push(accuracy);
    b.push(other);
  });
  if (a.length < 2) return null;
  return { common: a.length, paired: await once(session, `paired ${a.join()} ${b.join()}`, () => session.engine.any("paired", { a, b })) };
}

async function answered(session: Session, question: Question): Promise<Results> {
  const { columns, drawn, layers } = question;
  const reference = referenceOf(columns);
  const first = columns[reference];
  const tests = drawn.map((row) => Promise.all(columns.map((column, at) => {
    const [of, against] = [row[at], row[reference]];
    if (at === reference || first === undefined || of === undefined || against === undefined || apart(column, first) !== "") return null;
    return testOf(session, of, against);
  })));
  const cells = drawn.map((row) => Promise.all(row.map((d) => cellOf(session, d))));
  const ofLayers = layers.map(async ({ name, drawn: d }) => ({ name, cell: await cellOf(session, d) }));
  return { ...question, reference, cells: await Promise.all(cells), tests: await Promise.all(tests), ofLayers: await Promise.all(ofLayers) };
}

/** The newest question, but while only draws are added not more often than a person can follow. */
function usePaced(question: Question): { key: string; question: Question; newest: boolean } {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const taken = useRef<{ key: string; shape: string; at: number; question: Question } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shape = JSON.stringify([question.columns, question.levels, question.selected]);
  const key = `${shape} ${JSON.stringify([question.drawn, question.layers, question.clean])}`;
  const before = taken.current;
  const now = performance.now();
  if (before === null || before.shape !== shape || now - before.at >= PACE_MS) {
    if (before?.key !== key) taken.current = { key, shape, at: now, question };
  } else if (before.key !== key && timer.current === undefined) {
    timer.current = setTimeout(() => {
      timer.current = undefined;
      again(undefined);
    }, before.at + PACE_MS - now);
  }
  const { key: takenKey, question: takenQuestion } = taken.current ?? { key, question };
  return { key: takenKey, question: takenQuestion, newest: takenKey === key };
}

export function useResults(): Asked<Results> {
  const session = useSession();
  const { key, question, newest } = usePaced(questionOf(session));
  const asked = useAsked(key, () => answered(session, question));
  return { ...asked, current: asked.current && newest };
}
