import type { ComponentChildren, VNode } from "preact";
import type { Rating } from "#shared/appraisals/matrix.ts";
import { type Shape, ShapeMark } from "../ui/shape-mark.tsx";
import "./rating-mark.css";

const shapes: Readonly<Record<Rating, Shape>> = { below: "below", meets: "as", above: "above" };

interface RatingMarkProps {
  readonly rating: Rating;
  /** "Di Atas", "Di Atas Ekspektasi". */
  readonly children: ComponentChildren;
}

/** A rating that was given: its shape and its word. It has no traffic-light colour. */
export function RatingMark({ rating, children }: RatingMarkProps): VNode {
  return (
    <span class={`rating-mark rating-${rating}`}>
      <ShapeMark of={shapes[rating]} /> {children}
    </span>
  );
}
