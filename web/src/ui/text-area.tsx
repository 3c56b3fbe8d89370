import type { ComponentChildren, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { classes } from "./classes.ts";
import { Field, type FieldProps } from "./field.tsx";
import "./text-area.css";

interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  /** Lines that are there before anything is written. */
  readonly lines?: number;
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  /** Within the frame, under the text: evidence, and adding some. */
  readonly children?: ComponentChildren;
}

/** Grows with what is written: nobody scrolls in a slit. */
export function TextArea({
  value,
  onInput,
  onBlur,
  lines = 2,
  maxLength,
  isRequired,
  children,
  ...field
}: TextAreaProps): VNode {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    const borders = element.offsetHeight - element.clientHeight;
    element.style.height = `${element.scrollHeight + borders}px`;
  }, [value]);
  const text = (names: object) => (
    <textarea
      {...names}
      ref={area}
      class="input text-area"
      rows={lines}
      maxLength={maxLength}
      aria-required={isRequired}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
  return (
    <Field {...field}>
      {(names) =>
        children === undefined ? (
          text(names)
        ) : (
          <div class={classes("text-area-frame", field.error !== undefined && "text-area-wrong")}>
            {text(names)}
            <div class="text-area-foot">{children}</div>
          </div>
        )
      }
    </Field>
  );
}
