import type { Station } from "../../ui/circuit";
import { later } from "../networks/later";

export const robustnessStation: Station = {
  id: "robustness",
  title: "Robustness",
  about: "Trained networks in; what they still get right on worse and worse devices out",
  lit: (session) => Object.keys(session.store.state.draws).length > 0,
  screen: later((all) => all.RobustnessScreen),
};
