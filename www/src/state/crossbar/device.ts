// What the arrays take over from the Device station: sigma of the drift, the window of
// conductances, how pulses move a device.
import type { ConductanceWindow, DriftModel } from "../../generated/types";
import type { Session } from "../session";
import { STANDARD_WINDOW } from "./effects";

export interface DeviceNow {
  readonly name: string;
  /** Null while it is read, or where there is none. */
  readonly model: DriftModel | null;
  readonly reading: boolean;
  /** Why there is none. */
  readonly problem: string;
}

export function deviceNow(session: Session): DeviceNow {
  const { selected } = session;
  if (selected === null) return { name: "", model: null, reading: session.busy, problem: session.busy ? "" : "There is no device at the Device station." };
  const { device, problem } = session.networks.deviceOf(selected);
  const model = device?.device === "measured" ? device.model : null;
  return { name: selected.name, model, reading: model === null && problem === "", problem };
}

/** The conductances between which a device rises; null for a run that is none. */
export function runWindow({ conductance, run_start: from, run_end: to }: DriftModel): ConductanceWindow | null {
  const run = conductance.slice(from, to);
  const [g_min, g_max] = [Math.min(...run), Math.max(...run)];
  return run.length > 1 && g_min > 0 && g_max > g_min ? { g_min, g_max } : null;
}

export interface Taken {
  readonly window: ConductanceWindow;
  readonly windowOf: "device" | "standard";
  readonly sigma: number;
  readonly sigmaOf: "device" | "hand";
}

/** The window and the sigma that hold, and where each is from; null while the device is read. */
export function takenOf(session: Session): Taken | null {
  const { chipWindow, chipSigma, chipSigmaFrom } = session.store.state.properties;
  const device = deviceNow(session);
  if (device.reading && (chipWindow === "device" || chipSigmaFrom === "device")) return null;
  const run = chipWindow === "device" && device.model !== null ? runWindow(device.model) : null;
  const measured = chipSigmaFrom === "device" ? device.model : null;
  return {
    window: run ?? STANDARD_WINDOW,
    windowOf: run === null ? "standard" : "device",
    sigma: measured?.sigma ?? chipSigma,
    sigmaOf: measured === null ? "hand" : "device",
  };
}
