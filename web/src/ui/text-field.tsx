import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { classes } from "./classes.ts";
import { Field, type FieldProps } from "./field.tsx";

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly type?: "text" | "email" | "tel" | "date" | "time" | "month";
  /** For figures: a keyboard of digits, and digits of one width. Never `type="number"`, which swallows what is wrong. */
  readonly isFigure?: boolean;
  readonly name?: string;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  /** Words that the browser offers while one types; anything else may be written too. */
  readonly suggestions?: readonly string[];
}

export function TextField({
  value,
  onInput,
  onBlur,
  type = "text",
  isFigure = false,
  name,
  autoComplete = "off",
  maxLength,
  isRequired,
  suggestions,
  ...field
}: TextFieldProps): VNode {
  const listId = useId();
  return (
    <Field {...field}>
      {(names) => (
        <>
          <input
            {...names}
            class={classes("input", isFigure && "input-figure")}
            type={type}
            inputMode={isFigure ? "decimal" : undefined}
            name={name}
            autoComplete={autoComplete}
            maxLength={maxLength}
            aria-required={isRequired}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
            onBlur={onBlur}
            list={suggestions && listId}
          />
          {suggestions !== undefined && (
            <datalist id={listId}>
              {suggestions.map((word) => (
                <option key={word} value={word} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}
