// What the network still tells right on its arrays, and where the rest went.
import type { Moment } from "../../state/crossbar/frames";
import { plain, quantity } from "../../ui/format";
import { How } from "../networks/how";
import { clippedWords, comparedWords, conversionsWords, percent, rightOf } from "./words";

export function Numbers({ moment }: { moment: Moment }) {
  const { about, frame, touched } = moment.said;
  const { accuracy, software, error, tally, watts } = frame;
  const { effects, chip } = moment.wanted.wish;
  const clipped = clippedWords(tally);
  return (
    <>
      <h2>{moment.wanted.run.name} <span class="tag simulated">simulated array</span></h2>
      <p class="headline accuracy"><span class="label">On the array</span> <strong>{accuracy.toFixed(4)}</strong> <span class="by">{rightOf(accuracy, about.samples)}</span></p>
      <p class="headline software"><span class="label">In floating point</span> <strong>{software.toFixed(4)}</strong> <span class="by">{rightOf(software, about.samples)}</span></p>
      <p class="why">{comparedWords(accuracy, software, about.samples)}</p>
      <How of="the accuracy on the array" equation="samples told right / samples, each product I_j = Σ_i V_i G_ij solved with every effect" inputs={`${about.samples} test samples of the moons, one programming (number ${moment.wanted.wish.look.draw}, seed ${moment.wanted.wish.look.seed}).`}
        decision="Each effect has random numbers of its own, so switching one leaves the others as they are; the waterfall below gives the mean over many programmings." />
      {clipped.map((sentence) => <p class="warnings" key={sentence}>{sentence} {/ADC/.test(sentence) ? "A wider range clips less and rounds more coarsely." : "Such inputs are larger than any the network was trained on."}</p>)}
      <dl class="facts">
        <div data-fact="error"><dt>Outputs off by</dt><dd>{plain(error)} (root mean square)</dd></div>
        <div data-fact="lost"><dt>Lost to wires, at most</dt><dd>{effects.wires === null ? "nothing: wires are ideal" : `${percent(Math.max(touched.lost, 0))} of the largest driver voltage`}</dd></div>
        <div data-fact="power"><dt>Power of a sample’s products</dt><dd>{quantity(watts, "W")}</dd></div>
        <div data-fact="clipped"><dt>Conversions</dt><dd>{conversionsWords(tally)}</dd></div>
      </dl>
      <How of="the error of the outputs" equation="√ mean (z_chip − z)²" inputs={`z is the output before the decision, whose sign is the class; over the ${about.samples} samples.`} decision="It tells of harm before samples change sides." />
      <How of="the voltage that wires take" equation="max over devices of 1 − (V_word − V_bit)/V_driver" inputs={`The sample on the word lines, ${chip.options.rows} × ${chip.options.columns} devices and ${effects.wires === null ? "no resistance" : quantity(effects.wires.word, "Ω")} a segment.`} decision="Every word-line and bit-line segment is a resistance of its own in one sparse system, which is solved exactly." />
    </>
  );
}
