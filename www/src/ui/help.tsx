import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FormatInfo } from "../generated/types";
import { PARTS } from "../state/properties";
import { KEYS } from "./keys";
import { useProperties, useSession } from "./session";
import { TUTORIALS } from "./tours";

/** The sheet of keys and of what the page does with data; it covers nothing. */
export function Help({ onClose }: { onClose(): void }) {
  const sheet = useRef<HTMLElement>(null);
  const session = useSession();
  const { letters } = useProperties();
  const [formats, setFormats] = useState<readonly FormatInfo[]>([]);
  useLayoutEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => (before instanceof HTMLElement && before.isConnected ? before.focus() : undefined);
  }, []);
  useEffect(() => {
    session.engine.any("formats", {}).then(setFormats, () => {});
  }, []);
  return (
    <aside class="help" ref={sheet} tabIndex={-1} aria-label="Help">
      <header>
        <h2>Help</h2>
        <button type="button" onClick={onClose}>Close</button>
      </header>
      <p>
        Drop sweeps anywhere on the page: comma-, tab- or blank-separated text, .xls and .xlsx, of Keithley, Keysight, ArC and other
        instruments. Each file is read, its conductance along the outward leg is drawn, and its <em>usability</em> is computed: how
        long the conductance rises, times exp(−σ) of its spread from cycle to cycle.
      </p>
      <p>
        Everything is computed in this browser. No file leaves the page, there is no account and no tracking. Your session is kept in this
        browser's storage, which browsers may clear; a project file (Save) keeps it for good and opens on the command line too.
      </p>
      <h3>Keys</h3>
      <table>
        <tbody>
          {KEYS.map((k) => (
            <tr key={k.keys}>
              <th scope="row"><kbd>{k.keys}</kbd></th>
              <td>{k.does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label><input type="checkbox" checked={letters} onChange={(e) => session.set("letters", e.currentTarget.checked)} /> Keys of a single letter or digit do something</label>
      <h3>What is read</h3>
      <details>
        <summary>{formats.length} formats of files</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label="Formats of files">
          <table>
            <thead><tr><th scope="col">Format</th><th scope="col">Files</th><th scope="col">Told by</th></tr></thead>
            <tbody>{formats.map((f) => <tr key={f.dialect}><th scope="row">{f.name}</th><td>{f.extensions}</td><td>{f.recognised_by}</td></tr>)}</tbody>
          </table>
        </div>
      </details>
      <h3>For teachers</h3>
      <p>
        A link holds the settings, the figure, the sample devices, a drawn curve, and networks that it trains again. Add <code>&amp;hide=settings,export</code> to hide
        parts ({PARTS.join(", ")}) and <code>&amp;tutorial=</code> with {Object.keys(TUTORIALS).map((name, at) => <Fragment key={name}>{at > 0 && ", "}<code>{name}</code></Fragment>)} for a guided tour.
      </p>
    </aside>
  );
}
