import type { Notice } from "../state/notices";
import { useTold } from "../state/use";
import { Said } from "./said";
import { useSession } from "./session";

/** What went wrong, or what was done; read out by a screen reader. */
export function NoticeList({ kind }: { kind: Notice["kind"] }) {
  const { notices } = useSession();
  useTold(notices);
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.list.filter((notice) => notice.kind === kind).map((notice) => (
        <p key={notice.id} class={notice.kind}>
          <span><Said text={notice.text} /></span>
          {notice.action !== undefined && <button type="button" onClick={notice.action.run}>{notice.action.label}</button>}
          <button type="button" class="quiet" aria-label="Dismiss this message" onClick={() => notices.dismiss(notice.id)}>×</button>
        </p>
      ))}
    </div>
  );
}
