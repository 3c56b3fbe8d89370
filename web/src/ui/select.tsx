import type { VNode } from "preact";
import { Field, type FieldProps } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { chevronDown } from "./icons.ts";
import "./select.css";

interface SelectProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The system's own list: on a phone nothing is better. */
export function Select({ value, onChange, options, ...field }: SelectProps): VNode {
  return (
    <Field {...field}>
      {(names) => (
        <div class="select">
          <select
            {...names}
            class="input"
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon of={chevronDown} />
        </div>
      )}
    </Field>
  );
}
