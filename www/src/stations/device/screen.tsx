// The Device station: what goes in on the left, the figure in the middle, the numbers on
// the right, all devices below.
import { useTold } from "../../state/use";
import { useProperties, useSession, useShown } from "../../ui/session";
import { Boundary } from "../../ui/boundary";
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
  const of = `${session.selected?.id} ${session.selected?.version}`;
  if (view === "report") return <Boundary name="The report" of={of}><Report /></Boundary>;
  return (
    <main class="bench" id="bench" tabIndex={-1} aria-busy={session.busy}>
      <section class="in" aria-label="What goes in">
        <Boundary name="The list of files" of={of}><Files /></Boundary>
        {shown("settings") && <Settings />}
      </section>
      <Boundary name="The figure" of={of}><Figures /></Boundary>
      <Boundary name="The numbers" of={of}><Numbers /></Boundary>
      {shown("all") && <Boundary name="The table of devices" of={of}><AllDevices /></Boundary>}
    </main>
  );
}
