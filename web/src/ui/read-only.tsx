import type { ComponentChildren, VNode } from "preact";
import "./read-only.css";

interface ReadOnlyProps {
  readonly label: string;
  /** Why it cannot be changed: "Hanya dapat dibaca. Batas waktu sudah lewat." */
  readonly reason?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A value that was a field once. It can be read and copied, and does not look broken. */
export function ReadOnly({ label, reason, children }: ReadOnlyProps): VNode {
  return (
    <dl class="read-only">
      <dt>{label}</dt>
      <dd class="read-only-well">
        {children}
        {reason !== undefined && <p class="meta">{reason}</p>}
      </dd>
    </dl>
  );
}
