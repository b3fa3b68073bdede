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
  /** It was left, by Enter and Escape, too. */
  onLeave?: () => void;
  /** Whether it begins with the focus. */
  focused?: boolean;
  id?: string;
  class?: string;
  inputMode?: "decimal";
  disabled?: boolean;
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
  /** Escape takes back what is half typed, and stops nothing else. */
  const pressed = (e: TargetedKeyboardEvent<HTMLInputElement>) => {
    const here = e.currentTarget;
    if (e.key === "Escape" && (text !== null || onLeave !== undefined)) {
      e.preventDefault();
      setText(null);
      here.value = value;
      here.blur();
    } else if (e.key === "Enter" && onLeave !== undefined) here.blur();
  };
  return (
    <input
      {...rest} ref={input} type="text" value={text ?? value}
      onKeyDown={pressed}
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
