// What test samples came to on the board, beside the network in floating point.
import type { ArrayOutcome } from "../../generated/types";
import { counted, grouped, plain } from "../../ui/format";
import { How } from "../networks/how";
import { useCrossbar } from "./use";
import { percent, rightOf } from "./words";

const four = (share: number) => share.toFixed(4);

/** The board against floating point, in a sentence. */
export function outcomeWords({ samples, accuracy, software }: ArrayOutcome): string {
  const lost = Math.round((software - accuracy) * samples);
  if (lost === 0) return `The board tells as many of ${counted(samples, "sample")} right as the network in floating point does.`;
  return `The board tells ${Math.abs(lost)} ${lost > 0 ? "fewer" : "more"} of ${counted(samples, "sample")} right than the network in floating point does.`;
}

export function Inferred() {
  const { hardware } = useCrossbar();
  const { inferred } = hardware;
  if (inferred === null) return null;
  const { outcome, products, cut } = inferred;
  const { samples, accuracy, interval, software, agreement, error } = outcome;
  const facts: [string, string][] = [
    ["In floating point", `${four(software)}, ${rightOf(software, samples)}`],
    ["Same class on both", percent(agreement)],
    ["Difference of outputs, r.m.s.", plain(error)],
    ["Products", grouped(products)],
  ];
  return (
    <div class="inferred" data-samples={samples}>
      <p class="headline"><span class="label">Accuracy on the board</span> <strong>{four(accuracy)}</strong> <span class="interval">{four(interval[0])}–{four(interval[1])}, {rightOf(accuracy, samples)}</span></p>
      <p class="why">{outcomeWords(outcome)}{cut > 0 && ` ${counted(cut, "voltage")} beyond the limits for reading ${cut === 1 ? "was" : "were"} cut there.`}</p>
      <dl class="facts written">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <How of="the accuracy on the board" equation="right / samples; interval: Clopper and Pearson's, 95 %" inputs={`The first ${counted(samples, "test sample")} of the moons; each layer is a product on the board, its activation is computed here.`} decision="Software is the same network in floating point on the same samples." />
    </div>
  );
}
