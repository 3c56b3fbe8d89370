import type { VNode } from "preact";
import "./card.css";
import "./skeleton.css";

interface SkeletonProps {
  /** "Memuat". */
  readonly label: string;
  readonly shape: "rows" | "text" | "card";
  readonly count?: number;
}

/** The shape of what will stand here. It does not flicker: on a slow phone that costs more than it comforts. */
export function Skeleton({ label, shape, count = 3 }: SkeletonProps): VNode {
  return (
    <div class={`skeleton skeleton-${shape}`} role="status">
      <span class="unseen">{label}</span>
      {Array.from({ length: count }, (_, index) => (
        <Bone key={index} shape={shape} />
      ))}
    </div>
  );
}

function Bone({ shape }: Pick<SkeletonProps, "shape">): VNode {
  if (shape === "text") return <div class="bone bone-line" />;
  return (
    <div class={shape === "card" ? "card bone-row" : "bone-row"}>
      <div class="bone bone-face" />
      <div class="bone-lines">
        <div class="bone bone-line" />
        <div class="bone bone-short" />
      </div>
    </div>
  );
}
