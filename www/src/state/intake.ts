// Files from a drop, a picker or the clipboard: folders walked, names made unique.

export interface Incoming {
  path: string;
  blob: Blob;
}

/** Most files taken from one drop. */
export const MOST_FILES = 4096;

const { compare } = new Intl.Collator("en", { numeric: true });
/** As a person orders names: `device 2` before `device 10`. */
const inOrder = (files: Incoming[]) => files.sort((a, b) => compare(a.path, b.path));

const sidecar = (path: string) => path.split("/").some((part) => part.startsWith("."));

/** What a drop holds; folders are walked, hidden files are left out. */
export async function fromDrop(transfer: DataTransfer): Promise<Incoming[]> {
  // Entries must be taken before anything is awaited: the transfer is emptied then.
  const entries = [...transfer.items].filter((i) => i.kind === "file").map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  const text = transfer.getData("text/plain");
  const found: Incoming[] = [];
  if (entries.some((entry) => entry !== null)) {
    for (const entry of entries) if (entry !== null) await walk(entry, found);
  } else {
    found.push(...fromFiles(plain));
  }
  if (found.length === 0 && text.trim() !== "") found.push({ path: "dropped.csv", blob: new Blob([text]) });
  return inOrder(found);
}

async function walk(entry: FileSystemEntry, found: Incoming[]): Promise<void> {
  if (found.length > MOST_FILES || sidecar(entry.name)) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)).catch(() => null);
    if (file !== null) found.push({ path: entry.fullPath.replace(/^\//, ""), blob: file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
    if (some.length === 0) break;
    children.push(...some);
  }
  for (const child of children) await walk(child, found);
}

export function fromFiles(files: readonly File[]): Incoming[] {
  const named = files.map((file) => ({ path: file.webkitRelativePath || file.name || "pasted", blob: file }));
  return inOrder(named.filter(({ path }) => !sidecar(path)));
}

/** A path that no file has yet: `a.csv`, `a (2).csv`. */
export function uniquePath(path: string, taken: ReadonlySet<string>): string {
  if (!taken.has(path)) return path;
  const dot = path.lastIndexOf(".");
  const [stem, end] = dot > path.lastIndexOf("/") + 1 ? [path.slice(0, dot), path.slice(dot)] : [path, ""];
  for (let n = 2; ; n += 1) {
    const next = `${stem} (${n})${end}`;
    if (!taken.has(next)) return next;
  }
}
