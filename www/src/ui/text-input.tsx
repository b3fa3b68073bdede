// A text that is typed. What stands in it stays until it is entered, however often the page is
// drawn meanwhile: an input that is only given its value would lose what is half typed.
import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
  value: string;
  /** What was typed, once it is entered: by Enter, or by going elsewhere. */
  onEnter(text: string): void;
  /** What stands there, with each letter. */
  onType?: ((text: string) => void) | undefined;
  onLeave?: () => void;
  onKeyDown?: (event: TargetedKeyboardEvent<HTMLInputElement>) => void;
  /** Whether it begins with the focus. */
  focused?: boolean;
  id?: string;
  class?: string;
  inputMode?: "decimal";
  list?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

export function TextInput({ value, focused = false, onEnter, onType, onLeave, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState<string | null>(null);
  useLayoutEffect(() => {
    if (focused) input.current?.focus();
  }, []);
  return (
    <input
      {...rest} ref={input} type="text" value={text ?? value}
      onInput={(e) => {
        setText(e.currentTarget.value);
        onType?.(e.currentTarget.value);
      }}
      onChange={(e) => {
        setText(null);
        onEnter(e.currentTarget.value);
      }}
      onBlur={() => {
        setText(null);
        onLeave?.();
      }}
    />
  );
}
