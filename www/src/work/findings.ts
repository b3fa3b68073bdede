// What the groups have found so far, looked up once for everyone who asks.
import type { DeviceRecord, Options } from "../generated/types";
import type { DeviceKey, FileEntry } from "../state/store";
import { labels } from "../ui/labels";
import type { Analyzed, Failure, FileRead } from "./messages";

export type Status = "waiting" | "running" | "done" | "failed" | "stopped";

export interface Device {
  /** Unique and stable: path and block. */
  readonly id: string;
  readonly key: DeviceKey;
  readonly name: string;
  /** A short name that tells it from the others. */
  readonly label: string;
  readonly file: FileEntry;
  readonly record: DeviceRecord;
  /** What its numbers were made with, its file's own settings apart. */
  readonly options: Options;
  readonly group: string;
  /** Its place among the devices of its group. */
  readonly index: number;
  /** Changes whenever the numbers may have. */
  readonly version: number;
}

export interface Skipped {
  readonly file: string;
  readonly kind: string;
  readonly reason: string;
}

export interface FileState {
  readonly status: Status;
  readonly read: FileRead | null;
  readonly error: Failure | null;
  readonly devices: readonly Device[];
  /** Why it, or a part of it, gave no device. */
  readonly skipped: Skipped | null;
}

/** The part of a group that is looked at. */
export interface Finding {
  readonly id: string;
  readonly files: readonly FileEntry[];
  readonly status: Status;
  readonly result: Analyzed | null;
  readonly error: Failure | null;
  readonly version: number;
}

export const deviceId = (key: DeviceKey): string => (key.block === "" ? key.file : `${key.file}|${key.block}`);
const fileName = (path: string) => path.split(/[/\\]/).at(-1) ?? path;

const WAITING: FileState = { status: "waiting", read: null, error: null, devices: [], skipped: null };

export class Findings {
  /** Every analysed device but the removed ones, in the order of the files. */
  readonly devices: readonly Device[];
  /** Why the files that gave no device gave none. */
  readonly skipped: readonly Skipped[];
  readonly #files = new Map<string, FileState>();

  constructor(groups: Iterable<Finding>, removed: ReadonlySet<string>) {
    const all = [...groups];
    this.devices = labelled(all.flatMap((group) => devicesOf(group, removed)));
    this.skipped = all.flatMap((group) => group.result?.document.skipped ?? []);
    const devices = byFile(this.devices);
    for (const { files, status, result, error } of all) {
      for (const file of files) {
        const read = result?.files.find((r) => r.path === file.path) ?? null;
        const skipped = result?.document.skipped.find((s) => s.file === file.path) ?? null;
        this.#files.set(file.id, { status, read, error: error ?? read?.error ?? null, devices: devices.get(file.id) ?? [], skipped });
      }
    }
  }

  file(id: string): FileState {
    return this.#files.get(id) ?? WAITING;
  }
}

function byFile(devices: readonly Device[]): Map<string, Device[]> {
  const groups = new Map<string, Device[]>();
  for (const device of devices) {
    const group = groups.get(device.file.id);
    if (group === undefined) groups.set(device.file.id, [device]);
    else group.push(device);
  }
  return groups;
}

type Unlabelled = Omit<Device, "label">;

function devicesOf({ id, files, result, version }: Finding, removed: ReadonlySet<string>): Unlabelled[] {
  if (result === null) return [];
  return result.document.devices.flatMap((record, index): Unlabelled[] => {
    const key = { file: record.file, block: record.block };
    const file = files.find((f) => f.path === record.file);
    if (file === undefined || removed.has(deviceId(key))) return [];
    const name = record.block === "" ? fileName(record.file) : `${fileName(record.file)} [${record.block}]`;
    return [{ id: deviceId(key), key, name, file, record, options: result.document.options, group: id, index, version }];
  });
}

function labelled(devices: readonly Unlabelled[]): Device[] {
  const made = labels(devices.map((device) => device.name));
  return devices.map((device, at) => ({ ...device, label: made[at] ?? device.name }));
}
