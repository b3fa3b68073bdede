import { expect, test } from "vitest";
import type { FabricationCampaign } from "../src/generated/types";
import { bestOf } from "../src/state/fabrication";
import { Session } from "../src/state/session";
import { initialState } from "../src/state/store";
import type { Device } from "../src/work/findings";
import type { Seat } from "../src/work/pool";

const campaign = (values: (number | null)[], goal: FabricationCampaign["settings"]["goal"] = { aim: "maximise" }) =>
  ({
    memrilab: "campaign", name: "c", seed: 1, settings: { goal }, space: { variables: [] },
    experiments: values.map((value, at) => ({ id: at + 1, status: value === null ? "pending" : "measured", measured: value === null ? null : { value }, simulated: true, source: `virtual device ${at + 1}` })),
  }) as unknown as FabricationCampaign;

/** A worker that adds one measured experiment at each edit. */
const seat = {
  busy: false,
  generation: 0,
  async call(name: string, { campaign: text }: { campaign: string }) {
    if (name === "campaignNew") return JSON.stringify(campaign([]));
    const before = JSON.parse(text) as FabricationCampaign;
    if (name !== "campaignEdit") return text;
    return JSON.stringify(campaign([...before.experiments.map((e) => e.measured?.value ?? null), 0.5]));
  },
} as unknown as Seat;

test("the best is the largest, the smallest or the closest", () => {
  const values = [0.2, null, 0.9, 0.5];
  expect(bestOf(campaign(values))?.id).toBe(3);
  expect(bestOf(campaign(values, { aim: "minimise" }))?.id).toBe(1);
  expect(bestOf(campaign(values, { aim: "target", value: 0.55 }))?.id).toBe(4);
  expect(bestOf(campaign([null]))).toBeNull();
});

test("edits come in turn, and each can be undone", async () => {
  const session = new Session([seat], { ...initialState(), campaign: campaign([]) }, new Map());
  await Promise.all([session.fabrication.step(), session.fabrication.step(), session.fabrication.step()]);
  expect(session.fabrication.campaign?.experiments).toHaveLength(3);
  expect(session.fabrication.virtualCount).toBe(3);
  session.undo();
  expect(session.fabrication.campaign?.experiments).toHaveLength(2);
});

test("sweeps are handed over with their interval, and what it means is computed elsewhere", async () => {
  const edits: unknown[] = [];
  const listening = { ...seat, call: async (_: string, { campaign, edit }: { campaign: string; edit?: unknown }) => (edits.push(edit), campaign) } as unknown as Seat;
  const session = new Session([listening], { ...initialState(), campaign: { ...campaign([null]), method: "table" } }, new Map());
  const device = (usability: number | null) =>
    ({ id: "a.csv", name: "a", record: { dialect: "generic", methods: { corrected: { usability: 0.9 }, table: { usability, usability_low: 0.25, usability_high: null } } } }) as unknown as Device;
  await session.fabrication.take([device(null)], 1);
  expect(edits).toEqual([]);
  await session.fabrication.take([device(0.5)], 1);
  expect(edits).toEqual([{ edit: "measure", id: 1, usability: 0.5, low: 0.25, high: null, source: "a.csv", simulated: false }]);
});

test("a read-only tab plays nothing, and does not try for ever", async () => {
  const session = new Session([seat], { ...initialState(), campaign: campaign([]) }, new Map());
  session.readOnly = true;
  expect(await session.fabrication.step()).toBe(false);
  session.fabrication.play();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.fabrication.playing).toBe(false);
  expect(session.fabrication.campaign?.experiments).toHaveLength(0);
});

test("what was computed of a campaign that is no longer there is not taken, and play ends", async () => {
  let go = () => {};
  const late = { ...seat, call: async (name: string, input: { campaign: string }) => {
    await new Promise<void>((resolve) => { go = resolve; });
    return seat.call(name as never, input as never);
  } } as unknown as Seat;
  const session = new Session([late], { ...initialState(), campaign: campaign([]) }, new Map());
  const { fabrication } = session;
  fabrication.play();
  await new Promise((resolve) => setTimeout(resolve, 5));
  fabrication.close();
  go();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([fabrication.campaign, fabrication.playing]).toEqual([null, false]);
  // Another one is opened while a step is computed: it stays as it is, and is not played.
  session.undo();
  fabrication.play();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const other = campaign([0.1, null]);
  session.change("open another", (s) => ({ ...s, campaign: other }));
  go();
  await new Promise((resolve) => setTimeout(resolve, 5));
  go();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([fabrication.campaign, fabrication.playing]).toEqual([other, false]);
  expect(session.notices.list.some(({ text }) => text.includes("was not done"))).toBe(true);
});

test("an undo ends the play; it does not make again what was undone", async () => {
  const session = new Session([seat], { ...initialState(), campaign: campaign([]) }, new Map());
  session.set("labPause", 20);
  session.fabrication.play();
  while ((session.fabrication.campaign?.experiments.length ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  session.undo();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect([session.fabrication.campaign?.experiments.length, session.fabrication.playing]).toEqual([1, false]);
});
