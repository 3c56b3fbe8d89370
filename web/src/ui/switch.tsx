import type { VNode } from "preact";
import { useId } from "preact/hooks";
import "./switch.css";

interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  /** The state as a word: "nyala", "mati". */
  readonly word: string;
  readonly onChange: (isOn: boolean) => void;
}

/** Takes effect at once; what has to be sent first is a choice in a form. */
export function Switch({ label, hint, isOn, word, onChange }: SwitchProps): VNode {
  const hintId = useId();
  return (
    <label class="switch">
      <span class="switch-label">
        {label}
        {hint !== undefined && (
          <span class="switch-hint" id={hintId}>
            {hint}
          </span>
        )}
      </span>
      <span class="switch-word" aria-hidden="true">
        {word}
      </span>
      <input
        class="switch-input"
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
