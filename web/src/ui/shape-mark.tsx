import type { VNode } from "preact";

/** Below, as and above what was expected. The font has none of these signs. */
export type Shape = "below" | "as" | "above";

const drawings: Readonly<Record<Shape, string>> = {
  below: "M2 3h12L8 13z",
  as: "M3 4h10a1 1 0 0 1 0 3H3a1 1 0 0 1 0-3zm0 5h10a1 1 0 0 1 0 3H3a1 1 0 0 1 0-3z",
  above: "M2 13h12L8 3z",
};

export function ShapeMark({ of }: { readonly of: Shape }): VNode {
  return (
    <svg class="shape-mark" viewBox="0 0 16 16" width="16" height="16" fill="currentcolor" aria-hidden="true">
      <path d={drawings[of]} />
    </svg>
  );
}
