import type { Station } from "../../ui/circuit";
import { later } from "../networks/later";

export const crossbarStation: Station = {
  id: "crossbar",
  title: "Crossbar",
  about: "A trained network and a device in; the network on an array of such devices, and what that costs, out",
  lit: ({ store: { state } }) => state.runs.some((run) => run.data.task === "moons" && state.progress[run.id]?.weights != null),
  screen: later((all) => all.CrossbarScreen),
};
