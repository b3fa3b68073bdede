import type { Station } from "../../ui/circuit";
import { DeviceScreen } from "./screen";

export const deviceStation: Station = {
  id: "device",
  title: "Device",
  about: "Sweeps in; conductance curve, usability and drift model out",
  lit: (session) => session.engine.devices.length > 0,
  screen: DeviceScreen,
};
