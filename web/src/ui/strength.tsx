import type { VNode } from "preact";
import type { Tone } from "./tone.ts";
import "./strength.css";
import "./tone.css";

interface StrengthProps {
  /** How many of the bars are full. */
  readonly level: number;
  readonly of: 3 | 4;
  readonly tone?: Tone;
}

/** Beside its word: how sure a proposal is, how strong an answer. */
export function Strength({ level, of, tone = "nila" }: StrengthProps): VNode {
  const width = of * 6 - 2;
  return (
    <svg
      class={`strength tone-${tone}`}
      viewBox={`0 0 ${width} 16`}
      width={width}
      height="16"
      aria-hidden="true"
    >
      {Array.from({ length: of }, (_, index) => {
        const height = 5 + (index * 11) / (of - 1);
        return (
          <rect
            key={index}
            class={index < level ? "strength-full" : "strength-empty"}
            x={index * 6}
            y={16 - height}
            width="4"
            height={height}
            rx="1.5"
          />
        );
      })}
    </svg>
  );
}
