import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { search, x } from "./icons.ts";
import "./search-field.css";

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly clearLabel: string;
  /** "12 pegawai cocok": said while somebody types. */
  readonly result?: string;
}

export function SearchField({ label, value, onInput, clearLabel, result = "" }: SearchFieldProps): VNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onInput("");
    input.current?.focus();
  };
  return (
    <search class="search-field">
      <label class="unseen" for={id}>
        {label}
      </label>
      <Icon of={search} />
      <input
        ref={input}
        id={id}
        class="input"
        type="search"
        placeholder={label}
        autoComplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {value !== "" && (
        <button type="button" class="search-clear" aria-label={clearLabel} onClick={clear}>
          <Icon of={x} size={16} />
        </button>
      )}
      <p class="caption search-result" role="status">
        {result}
      </p>
    </search>
  );
}
