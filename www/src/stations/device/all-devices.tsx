// Every device in one table: sort, select, overlay, remove, export.
import type { Document } from "../../generated/types";
import { PROPERTIES } from "../../state/properties";
import type { Session } from "../../state/session";
import { counted } from "../../ui/format";
import { saveAs } from "../../ui/save-as";
import { usePages } from "../../ui/pages";
import { useProperties, useSession, useShown } from "../../ui/session";
import type { Device } from "../../work/findings";
import { COLUMNS, type Sort, sorted } from "./columns";

export function AllDevices() {
  const session = useSession();
  const shown = useShown();
  const properties = useProperties();
  const { devices, skipped } = session.engine;
  const { shown: rows, more } = usePages(devices.length);
  if (devices.length === 0) return null;
  const overlay = new Set(properties.overlay);
  const marked = devices.filter((d) => overlay.has(d.id));
  const mark = (ids: readonly string[]) => session.set("overlay", ids.slice(0, PROPERTIES.overlay.most));
  const sortBy = (sort: Sort) => {
    const again = properties.sort === sort;
    if (again && properties.descending) session.set("sort", "read");
    else session.set("sort", sort);
    session.set("descending", again && !properties.descending);
  };
  return (
    <section class="all" data-part="all" aria-label="All devices">
      <div class="row">
        <h2>{counted(devices.length, "device")}{skipped.length > 0 && <small>, {counted(skipped.length, "file or part", "files or parts")} without</small>}</h2>
        <button type="button" disabled={marked.length < 2} onClick={() => { session.set("chart", "overlay"); document.querySelector(".figures")?.scrollIntoView({ block: "nearest" }); }}>Overlay{marked.length > 0 && ` ${marked.length}`}</button>
        <button type="button" disabled={marked.length === 0} onClick={() => { session.removeDevices(marked); mark([]); }}>Remove{marked.length > 0 && ` ${marked.length}`}</button>
        {shown("export") && <Exports devices={devices} />}
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of all devices">
        <table>
          <thead>
            <tr>
              <th scope="col"><input type="checkbox" aria-label="Mark all" checked={marked.length === devices.length} onChange={(e) => mark(e.currentTarget.checked ? devices.map((d) => d.id) : [])} /></th>
              {COLUMNS.map((c) => (
                <th key={c.sort} scope="col" aria-sort={properties.sort !== c.sort ? "none" : properties.descending ? "descending" : "ascending"}>
                  <button type="button" onClick={() => sortBy(c.sort)}>{c.label}<span aria-hidden="true">{properties.sort !== c.sort ? "" : properties.descending ? " ↓" : " ↑"}</span></button>
                </th>
              ))}
              <th scope="col">Kind</th>
              <th scope="col"><span class="unseen">Remove</span></th>
            </tr>
          </thead>
          <tbody>
            {sorted(devices, properties).slice(0, rows).map((d) => (
              <tr key={d.id} class={d.id === session.selected?.id ? "selected" : ""}>
                <td><input type="checkbox" aria-label={`Mark ${d.name}`} checked={overlay.has(d.id)} onChange={(e) => mark(e.currentTarget.checked ? [...properties.overlay, d.id] : properties.overlay.filter((id) => id !== d.id))} /></td>
                {COLUMNS.map((c) =>
                  c.sort === "name" ? (
                    <th key={c.sort} scope="row"><button type="button" class="name" aria-pressed={d.id === session.selected?.id} title={d.name} onClick={() => session.set("device", d.id)}>{c.text(d, properties.method)}</button></th>
                  ) : (
                    <td key={c.sort} class="number">{c.text(d, properties.method)}</td>
                  ),
                )}
                <td>{d.record.dialect === "simulated" ? "simulated" : "measured"}</td>
                <td><button type="button" class="quiet" aria-label={`Remove ${d.name}`} title="Remove" onClick={() => session.removeDevices([d])}>×</button></td>
              </tr>
            ))}
          </tbody>
        </table>
        {more}
      </div>
    </section>
  );
}

/** A row for each device and method, from the workers that hold the devices. */
async function csvOf({ engine }: Session, devices: readonly Device[]): Promise<string> {
  const groups = new Map<string, number[]>();
  for (const { group, index } of devices) groups.set(group, [...(groups.get(group) ?? []), index]);
  const parts = await Promise.all([...groups].map(([group, indices]) => engine.about(group, "csv", { group, devices: indices })));
  return parts.map((part, at) => (at === 0 ? part : part.slice(part.indexOf("\n") + 1))).join("");
}

function Exports({ devices }: { devices: readonly Device[] }) {
  const session = useSession();
  const csv = async () => {
    try {
      saveAs(await csvOf(session, devices), "devices.csv", "text/csv");
    } catch (error) {
      session.notices.problem(`The table could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const json = () => {
    const [first] = devices;
    if (first === undefined) return;
    if (devices.some((d) => JSON.stringify(d.options) !== JSON.stringify(first.options))) {
      session.notices.problem("Some devices were analysed with other settings, because the work was stopped; choose “Analyse all again” first.");
      return;
    }
    const document: Document = {
      schema: 1,
      version: session.version,
      options: first.options,
      devices: devices.map((d) => d.record),
      skipped: [...session.engine.skipped],
    };
    saveAs(JSON.stringify(document, null, 1), "devices.json", "application/json");
  };
  return (
    <>
      <button type="button" title="A row for each device and method" onClick={() => void csv()}>CSV</button>
      <button type="button" title="Everything, in the form of the command line" onClick={json}>JSON</button>
    </>
  );
}
