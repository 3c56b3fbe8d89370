import type { ComponentChildren, VNode } from "preact";
import "./numbered-path.css";

interface NumberedPathProps {
  readonly steps: readonly {
    readonly title: string;
    readonly lead?: ComponentChildren;
    readonly content: ComponentChildren;
  }[];
}

/** How one thing follows from another: from the evidence to the predicate. */
export function NumberedPath({ steps }: NumberedPathProps): VNode {
  return (
    <ol class="path">
      {steps.map(({ title, lead, content }, index) => (
        <li key={title} class="path-step">
          <span class="path-number" aria-hidden="true">
            {index + 1}
          </span>
          <div class="path-main">
            <h2 class="path-title">{title}</h2>
            {lead !== undefined && <p class="meta">{lead}</p>}
            <div class="path-content">{content}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}
