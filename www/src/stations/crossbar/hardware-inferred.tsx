// What test samples came to on the board, beside the network in floating point.
import type { ArrayOutcome } from "../../generated/types";
import { counted, grouped, plain } from "../../ui/format";
import { How } from "../networks/how";
import { useCrossbar } from "./use";
import { percent, rightOf } from "./words";

const four = (share: number) => share.toFixed(4);

/** The board against floating point, in a sentence. */
export function outcomeWords({ points, array, software }: ArrayOutcome): string {
  const lost = Math.round((software.share - array.share) * points);
  if (lost === 0) return `The board tells as many of ${counted(points, "sample")} right as the network in floating point does.`;
  return `The board tells ${Math.abs(lost)} ${lost > 0 ? "fewer" : "more"} of ${counted(points, "sample")} right than the network in floating point does.`;
}

export function Inferred() {
  const { hardware } = useCrossbar();
  const { inferred } = hardware;
  if (inferred === null) return null;
  const { outcome, products, cut } = inferred;
  const { points, array, software, agreement, rms_error: error, rms_software: size } = outcome;
  const [low, high] = array.interval;
  const facts: [string, string][] = [
    ["In floating point", `${four(software.share)}, ${rightOf(software.share, points)}`],
    ["Same class on both", percent(agreement)],
    ["Outputs off by", `${plain(error)}, r.m.s.; in floating point they are ${plain(size)}`],
    ["Products", grouped(products)],
  ];
  return (
    <div class="inferred" data-samples={points}>
      <p class="headline"><span class="label">Accuracy on the board</span> <strong>{four(array.share)}</strong> <span class="interval">{four(low)}–{four(high)}, {rightOf(array.share, points)}</span></p>
      <p class="why">{outcomeWords(outcome)}{cut > 0 && ` ${counted(cut, "voltage")} beyond the limits for reading ${cut === 1 ? "was" : "were"} cut there.`}</p>
      <dl class="facts written">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <How of="the accuracy on the board" equation="right / samples; interval: Clopper and Pearson's, 95 %" inputs={`The first ${counted(points, "test sample")} of the moons; each layer is a product on the board, its activation is computed here.`} decision="Software is the same network in floating point on the same samples." />
    </div>
  );
}
