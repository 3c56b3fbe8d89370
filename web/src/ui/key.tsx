import type { ComponentChildren, VNode } from "preact";
import "./key.css";

interface KeyProps {
  readonly children: ComponentChildren;
}

/** A key that does the same; only where there is a keyboard. */
export function Key({ children }: KeyProps): VNode {
  return <kbd class="key">{children}</kbd>;
}
