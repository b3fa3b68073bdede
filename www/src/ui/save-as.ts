// Handing a file to the person: a link that is clicked and forgotten.

/** A name that any file system takes. */
export function fileStem(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^[._]+|[._]+$/g, "");
  // Of a long name both ends are kept, which tell devices apart.
  return (safe.length > 100 ? `${safe.slice(0, 50)}..${safe.slice(-48)}` : safe) || "memrilab";
}

export function saveAs(content: Blob | string, name: string, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
