import type { Station } from "../../ui/circuit";
import { later } from "../networks/later";

export const theoryStation: Station = {
  id: "theory",
  title: "Theory",
  about: "A network’s votes under noise in; what is proved of its robustness, and what is not, out",
  lit: ({ store }) => store.state.runs.some((run) => store.state.progress[run.id]?.weights != null),
  screen: later((all) => all.TheoryScreen),
};
