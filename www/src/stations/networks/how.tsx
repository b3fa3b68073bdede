// "How is this computed?" under a number: the equation, what went in, the decision.

interface Props {
  /** What the number is, for a reader who hears the button. */
  of: string;
  equation: string;
  inputs: string;
  decision: string;
}

export function How({ of, equation, inputs, decision }: Props) {
  return (
    <details class="how-to">
      <summary>How is this computed?<span class="unseen"> It is {of}.</span></summary>
      <p><code>{equation}</code></p>
      {inputs !== "" && <p>{inputs}</p>}
      <p class="hint">{decision}</p>
    </details>
  );
}
