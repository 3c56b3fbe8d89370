import type { ComponentChildren, VNode } from "preact";
import type { Tone } from "./tone.ts";
import "./remark.css";
import "./tone.css";

interface RemarkProps {
  readonly tone: Extract<Tone, "daun" | "kunyit">;
  /** "Yang sudah baik", "Yang dapat ditingkatkan". */
  readonly heading: string;
  readonly children: ComponentChildren;
}

/** Somebody's own words. */
export function Remark({ tone, heading, children }: RemarkProps): VNode {
  return (
    <div class={`remark tone-${tone}`}>
      <p class="remark-heading">{heading}</p>
      <p>{children}</p>
    </div>
  );
}
