// The browser's own picker, for those who do not drag.
import { fromFiles, type Incoming } from "../state/intake";
import type { Session } from "../state/session";

/** Hands over the files that a person picks. */
export function pick(take: (files: Incoming[]) => void, folder = false): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folder;
  input.onchange = () => {
    const files = fromFiles([...(input.files ?? [])]);
    if (files.length > 0) take(files);
  };
  input.click();
}

/** Sweeps for the Device station. */
export const pickFiles = (session: Session, folder = false) => pick((files) => void session.add(files), folder);
