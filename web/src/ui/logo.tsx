import type { VNode } from "preact";
import "./logo.css";

interface LogoProps {
  /** Pale where it only keeps company: an empty list. */
  readonly look?: "full" | "pale";
}

/** The kawung flower. The name stands beside it, so it is not read out. */
export function Logo({ look = "full" }: LogoProps): VNode {
  return (
    <svg class={`logo logo-${look}`} viewBox="0 0 30 30" aria-hidden="true">
      <g class="logo-petals">
        <ellipse cx="9" cy="9" rx="7" ry="4.4" transform="rotate(45 9 9)" />
        <ellipse cx="21" cy="9" rx="7" ry="4.4" transform="rotate(-45 21 9)" />
        <ellipse cx="9" cy="21" rx="7" ry="4.4" transform="rotate(-45 9 21)" />
        <ellipse cx="21" cy="21" rx="7" ry="4.4" transform="rotate(45 21 21)" />
      </g>
      <circle class="logo-heart" cx="15" cy="15" r="2.2" />
    </svg>
  );
}
