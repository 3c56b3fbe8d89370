import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { FieldError } from "./field.tsx";
import "./check-group.css";

interface CheckGroupProps<Value extends string> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly hint?: string | undefined;
  }[];
  readonly values: readonly Value[];
  readonly onChange: (values: readonly Value[]) => void;
  readonly error?: string | undefined;
}

/** Any number of a few, as a form sends them; of one of a few `Segmented` is the choice. */
export function CheckGroup<Value extends string>(props: CheckGroupProps<Value>): VNode {
  const { label, hint, options, values, onChange, error } = props;
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const choose = (value: Value, isOn: boolean) =>
    onChange(
      options.map((option) => option.value).filter((one) => (one === value ? isOn : values.includes(one))),
    );
  return (
    <fieldset class="check-group" aria-describedby={described}>
      <legend class="field-label">{label}</legend>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} class="check">
          <input
            class="check-input"
            type="checkbox"
            checked={values.includes(option.value)}
            onChange={(event) => choose(option.value, event.currentTarget.checked)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <span class="check-hint">{option.hint}</span>}
          </span>
        </label>
      ))}
      <FieldError id={`${id}-error`} text={error} />
    </fieldset>
  );
}
