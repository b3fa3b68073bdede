// The browser's own picker, for those who do not drag.
import { fromFiles } from "../state/intake";
import type { Session } from "../state/session";

export function pickFiles(session: Session, folder = false): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folder;
  input.onchange = () => {
    const files = fromFiles([...(input.files ?? [])]);
    if (files.length > 0) void session.add(files);
  };
  input.click();
}
