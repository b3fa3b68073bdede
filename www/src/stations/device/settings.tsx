// The settings of the analysis of all files.
import { ChoiceControl, NumberControl } from "../../ui/controls";
import { useProperties } from "../../ui/session";

export function Settings() {
  const { compliance } = useProperties();
  return (
    <details class="settings" data-part="settings">
      <summary>Settings for all devices</summary>
      <NumberControl name="requiredLength" />
      <ChoiceControl name="compliance" />
      {compliance === "given" && <NumberControl name="complianceA" />}
      <ChoiceControl name="polarity" />
      <NumberControl name="readVoltage" />
      <NumberControl name="smoothing" />
      <ChoiceControl name="window" labels={{ operative: "operative: the run", all: "all points" }} />
      <ChoiceControl name="bound" />
      <NumberControl name="bootstrap" />
      <NumberControl name="seed" />
    </details>
  );
}
