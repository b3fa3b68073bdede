import { useEffect, useRef } from "preact/hooks";
import { KEYS } from "./keys";

/** The sheet of keys and of what the page does with data; it covers nothing. */
export function Help({ onClose }: { onClose(): void }) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
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
      <h3>For teachers</h3>
      <p>
        A link holds the settings, the figure, the sample devices and a drawn curve. Add <code>&amp;hide=settings,export</code> to hide parts
        (drop, samples, settings, draw, methods, all, export, files, help) and <code>&amp;tutorial=first-device</code> for a guided tour.
      </p>
    </aside>
  );
}
