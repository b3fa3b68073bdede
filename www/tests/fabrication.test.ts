import { expect, test } from "vitest";
import type { FabricationCampaign } from "../src/generated/types";
import { bestOf } from "../src/state/fabrication";
import { Session } from "../src/state/session";
import { initialState } from "../src/state/store";
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

test("a read-only tab plays nothing, and does not try for ever", async () => {
  const session = new Session([seat], { ...initialState(), campaign: campaign([]) }, new Map());
  session.readOnly = true;
  expect(await session.fabrication.step()).toBe(false);
  session.fabrication.play();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.fabrication.playing).toBe(false);
  expect(session.fabrication.campaign?.experiments).toHaveLength(0);
});
