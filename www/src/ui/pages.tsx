// Long lists, a page at a time.
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";

const PAGE = 200;

/** How many of `total` rows are shown, and the button that shows more. */
export function usePages(total: number): { shown: number; more: ComponentChild } {
  const [shown, setShown] = useState(PAGE);
  const more = total > shown && (
    <button type="button" onClick={() => setShown(shown + 5 * PAGE)}>{total - shown} more rows</button>
  );
  return { shown, more };
}
