// What the session does when things come at unlucky moments.
import { expect, it } from "vitest";
import { Session } from "../src/state/session";
import { initialState } from "../src/state/store";
import type { Seat } from "../src/work/pool";

const seatOf = (call: (name: string) => Promise<unknown>) => ({ busy: false, generation: 0, relieve: () => {}, call }) as unknown as Seat;
const file = (path: string) => ({ id: path, path, bytes: 1, origin: "dropped" as const, content: path, settings: {} });

it("is at rest when a follow that was overtaken ends last", async () => {
  let go = () => {};
  const session = new Session([seatOf(async () => (await new Promise<void>((resolve) => { go = resolve; }), Uint32Array.of(0, 1)))], initialState(), new Map());
  session.change("add", (s) => ({ ...s, files: [file("a"), file("b")] }));
  const first = session.follow();
  session.clear();
  await session.follow();
  expect(session.busy).toBe(false);
  go();
  await first;
  expect(session.busy).toBe(false);
});

it("stays read-only while it follows a link, which it shows all the same", async () => {
  let go = () => {};
  const session = new Session([seatOf(async () => (await new Promise<void>((resolve) => { go = resolve; }), Uint8Array.of(1)))], initialState(), new Map());
  session.readOnly = true;
  const following = session.follows("#sample=good");
  await Promise.resolve();
  expect(session.readOnly).toBe(true);
  go();
  await following;
  expect([session.readOnly, session.store.state.files.map((f) => f.path)]).toEqual([true, ["good.csv"]]);
  expect([session.fixed("seed"), session.fixed("chart")]).toEqual([true, false]);
});
