import type { Station } from "../../ui/circuit";
import { later } from "../networks/later";

export const networkStation: Station = {
  id: "network",
  title: "Network",
  about: "Data and a device in; a network that is trained to survive on it out",
  lit: (session) => session.networks.runs.length > 0,
  screen: later((all) => all.NetworkScreen),
};
