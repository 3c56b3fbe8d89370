import type { ComponentChildren, VNode } from "preact";
import "./kawung.css";

interface KawungProps {
  readonly children?: ComponentChildren;
}

/** The cloth: white lines on nila. It stands in three places only: thank-you, tour strip, sign-in. */
export function Kawung({ children }: KawungProps): VNode {
  return <div class="kawung">{children}</div>;
}
