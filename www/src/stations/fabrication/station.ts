import type { Station } from "../../ui/circuit";
import { FabricationScreen } from "./screen";

export const fabricationStation: Station = {
  id: "fabrication",
  title: "Fabrication",
  about: "Recipes and measured devices in; the next recipe to make out",
  lit: (session) => (session.fabrication.campaign?.experiments.length ?? 0) > 0,
  screen: FabricationScreen,
};
