// The Device station: what goes in on the left, the figure in the middle, the numbers on
// the right, all devices below.
import { useTold } from "../../state/use";
import { useProperties, useSession, useShown } from "../../ui/session";
import { AllDevices } from "./all-devices";
import { Figures } from "./figures";
import { Files } from "./files";
import { Numbers } from "./numbers";
import { Report } from "./report";
import { Settings } from "./settings";

export function DeviceScreen() {
  const session = useSession();
  const shown = useShown();
  const { view } = useProperties();
  useTold(session.engine);
  useTold(session);
  if (view === "report") return <Report />;
  return (
    <main class="bench" id="bench" tabIndex={-1} aria-busy={session.busy}>
      <section class="in" aria-label="What goes in">
        <Files />
        {shown("settings") && <Settings />}
      </section>
      <Figures />
      <Numbers />
      {shown("all") && <AllDevices />}
    </main>
  );
}
