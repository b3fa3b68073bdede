// What goes in: files dropped or picked, sample devices, and how each file was read.
import type { FileEntry } from "../../state/store";
import { SAMPLES } from "../../state/properties";
import { bytes, counted } from "../../ui/format";
import { labels } from "../../ui/labels";
import { usePages } from "../../ui/pages";
import { pickFiles } from "../../ui/pick";
import { Said } from "../../ui/said";
import { useSession, useShown } from "../../ui/session";
import { useMemo, useState } from "preact/hooks";
import { Reading } from "./reading";

export function Files() {
  const session = useSession();
  const shown = useShown();
  const { files } = session.store.state;
  const greeting = files.every((f) => f.greeting === true);
  const names = useMemo(() => labels(files.map((f) => f.path)), [files]);
  const { shown: rows, more } = usePages(files.length);
  return (
    <div data-part="files">
      {shown("drop") && (
        <div class="drop">
          <p class="lead">{greeting ? "Drop your sweeps anywhere" : "Drop more sweeps anywhere"}</p>
          {greeting && <p class="hint">memrilab reads the current-voltage sweeps of a memristor and says how usable it is as a weight: how long its conductance rises, and how little it drifts from cycle to cycle. What you see is a simulated sample.</p>}
          <p class="row">
            <button type="button" onClick={() => pickFiles(session)}>Choose files</button>
            <button type="button" onClick={() => pickFiles(session, true)}>Choose a folder</button>
          </p>
        </div>
      )}
      {shown("samples") && (
        <p class="row samples">
          <span>Simulated samples:</span>
          {SAMPLES.map((name) => <button type="button" key={name} class="quiet" onClick={() => void session.addSamples([name])}>{name}</button>)}
        </p>
      )}
      {shown("files") && files.length > 0 && (
        <>
          <h2>{counted(files.length, "file")}</h2>
          <ul class="files">{files.slice(0, rows).map((file, at) => <FileRow key={file.id} file={file} label={names[at] ?? file.path} />)}</ul>
          {more}
          <p class="row">
            {files.length > 1 && <button type="button" class="quiet" onClick={() => session.clear()}>Remove all</button>}
            {files.some((f) => session.engine.fileState(f.id).status === "stopped") && <button type="button" onClick={() => session.engine.again()}>Analyse all again</button>}
          </p>
        </>
      )}
    </div>
  );
}

function FileRow({ file, label }: { file: FileEntry; label: string }) {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const { status, read, error, devices, skipped } = session.engine.fileState(file.id);
  const selected = session.selected?.file.id === file.id;
  const said =
    status === "waiting" ? "waiting"
    : status === "running" ? "being read"
    : error !== null ? ""
    : devices.length === 1 ? ""
    : devices.length > 1 ? counted(devices.length, "device")
    : skipped?.kind === "partner" ? "joined to another file"
    : "no sweep";
  return (
    <li class={selected ? "file selected" : "file"}>
      <div class="file-row">
        <button type="button" class="name" disabled={devices.length === 0} aria-pressed={selected} title={`${file.path}${file.bytes > 0 ? `, ${bytes(file.bytes)}` : ""}`} onClick={() => session.set("device", devices[0]?.id ?? file.path)}>{label}</button>
        <span class="state">{said}</span>
        <button type="button" class="quiet" aria-label={`Remove ${file.path}`} title="Remove this file" onClick={() => session.removeFile(file.id)}>×</button>
      </div>
      {error !== null && (
        <p class="wrong" role="alert">
          <Said text={error.message} />{" "}
          {(status === "stopped" || status === "failed") && <button type="button" onClick={() => session.engine.again(file.id)}>Analyse again</button>}
        </p>
      )}
      {error === null && devices.length === 0 && skipped !== null && status === "done" && <p class="hint"><Said text={skipped.reason} /></p>}
      {(read !== null || error !== null) && (
        <details open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
          <summary>How it was read</summary>
          {open && <Reading file={file} read={read} />}
        </details>
      )}
    </li>
  );
}
