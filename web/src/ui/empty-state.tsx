import type { ComponentChildren, VNode } from "preact";
import { Logo } from "./logo.tsx";
import "./empty-state.css";

interface EmptyStateProps {
  /** "Tidak ada yang perlu Anda kerjakan hari ini." */
  readonly title: string;
  /** What comes next, and when. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

export function EmptyState({ title, children, action }: EmptyStateProps): VNode {
  return (
    <div class="empty-state">
      <Logo look="pale" />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}
