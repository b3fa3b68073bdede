// Which figure shows what, and where it is composed.
import type { Comparison, FigureRequest } from "../../generated/types";
import type { Properties } from "../../state/properties";
import type { Session } from "../../state/session";
import type { FigureSource } from "../../ui/figure";
import { fileStem } from "../../ui/save-as";
import type { Device } from "../../work/findings";

export type Chart = Properties["chart"];

export const DEVICE_CHARTS: readonly { chart: Chart; label: string }[] = [
  { chart: "conductance", label: "Conductance" },
  { chart: "current", label: "I–V" },
  { chart: "current-log", label: "log I–V" },
  { chart: "spread", label: "Spread" },
  { chart: "endurance", label: "Endurance" },
];
export const ALL_CHARTS: readonly { chart: Chart; label: string }[] = [
  { chart: "overlay", label: "Overlay" },
  { chart: "ranking", label: "Ranking" },
  { chart: "methods", label: "Methods" },
  { chart: "histogram", label: "Histogram" },
];

/** A figure of one device, composed by the worker that holds it. */
export function deviceSource(session: Session, device: Device, chart: Chart, method: Properties["method"]): FigureSource {
  const request = { chart, device: device.index, method } as FigureRequest;
  const { group, version } = device;
  const input = (r: FigureRequest) => ({ group, request: { ...request, ...r } });
  return {
    id: `${group} ${version} ${device.index} ${chart} ${method}`,
    name: `${fileStem(device.name)}_${chart}${chart === "conductance" || chart === "spread" ? `_${method}` : ""}`,
    grows: chart !== "endurance",
    request,
    picture: (r) => session.engine.about(group, "picture", input(r)),
    svg: (r) => session.engine.about(group, "svg", input(r)),
    table: (r) => session.engine.about(group, "table", input(r)),
    csv: (r) => session.engine.about(group, "tableCsv", input(r)),
  };
}

/** What a chart of several devices needs of them. */
async function comparison(session: Session, devices: readonly Device[], chart: Chart, method: Properties["method"], named: "name" | "label"): Promise<Comparison> {
  const usability = (d: Device, m = method) => d.record.methods[m]?.usability ?? null;
  switch (chart) {
    case "overlay": {
      const curve = async (d: Device) => ({ ...(await session.engine.about(d.group, "curve", { group: d.group, device: d.index, method })), name: d[named] });
      return { curves: await Promise.all(devices.map(curve)) };
    }
    case "methods":
      return { methods: devices.map((d) => ({ name: d[named], corrected: usability(d, "corrected"), paper: usability(d, "paper"), table: usability(d, "table") })) };
    case "histogram":
      return { usability: devices.flatMap((d) => usability(d) ?? []) };
    default:
      return {
        scores: devices.flatMap((d) => {
          const result = d.record.methods[method];
          if (result === undefined) return [];
          return [{ name: d[named], usability: result.usability, low: result.usability_low, high: result.usability_high, length_factor: result.length_factor }];
        }),
      };
  }
}

/** A figure of several devices, composed by whichever worker is free. */
export function compareSource(session: Session, devices: readonly Device[], chart: Chart, method: Properties["method"]): FigureSource {
  const request = { chart, method } as FigureRequest;
  const input = async (r: FigureRequest, named: "name" | "label" = "label") => ({ of: await comparison(session, devices, chart, method, named), request: { ...request, ...r } });
  return {
    id: `${devices.map((d) => `${d.id} ${d.version}`).join(" ")} ${chart} ${method}`,
    name: `devices_${chart}${chart === "methods" ? "" : `_${method}`}`,
    grows: chart === "overlay",
    request,
    picture: async (r) => session.engine.any("comparePicture", await input(r)),
    svg: async (r) => session.engine.any("compareSvg", await input(r)),
    table: async (r) => session.engine.any("compareTable", await input(r)),
    csv: async (r) => session.engine.any("compareTableCsv", await input(r, "name")),
  };
}

/** Most curves in one figure. */
export const MOST_OVERLAID = 12;

/** The devices that are laid over each other: the first of those marked, else the selected one. */
export function overlaid(session: Session, properties: Properties): readonly Device[] {
  const marked = session.engine.devices.filter((d) => properties.overlay.includes(d.id));
  if (marked.length > 0) return marked.slice(0, MOST_OVERLAID);
  return session.selected === null ? [] : [session.selected];
}
