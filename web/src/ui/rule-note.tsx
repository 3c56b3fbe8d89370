import type { ComponentChildren, VNode } from "preact";
import { Icon } from "./icon.tsx";
import { scale } from "./icons.ts";
import "./rule-note.css";

interface RuleNoteProps {
  /** What is pressed: "Kriteria". */
  readonly label: string;
  readonly title: string;
  readonly children: ComponentChildren;
  /** "PermenPANRB 6/2022, sejak 3 Februari 2022". */
  readonly source: string;
  readonly isOpen?: boolean;
}

/** The rule, one tap away from where it acts. */
export function RuleNote({ label, title, children, source, isOpen = false }: RuleNoteProps): VNode {
  return (
    <details class="rule" open={isOpen}>
      <summary class="rule-label">
        <Icon of={scale} size={16} />
        {label}
      </summary>
      <div class="rule-card">
        <p class="rule-title">
          <Icon of={scale} size={16} />
          {title}
        </p>
        <p class="rule-text">{children}</p>
        <p class="caption">{source}</p>
      </div>
    </details>
  );
}
