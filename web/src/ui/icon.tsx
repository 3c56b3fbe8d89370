import type { VNode } from "preact";
import "./icon.css";

interface IconProps {
  /** One of `icons.ts`. */
  readonly of: string;
  /** Only where the icon stands alone: back, close, read aloud. Beside a word it says nothing. */
  readonly label?: string;
  /** In pixels at the usual size of text; it grows with the text. */
  readonly size?: 14 | 16 | 20 | 24;
}

export function Icon({ of, label, size = 20 }: IconProps): VNode {
  const shape = <path d={of} />;
  const drawing = { class: `icon icon-${size}`, viewBox: "0 0 24 24" };
  if (label === undefined) {
    return (
      <svg {...drawing} aria-hidden="true">
        {shape}
      </svg>
    );
  }
  return (
    <svg {...drawing} role="img" aria-label={label}>
      {shape}
    </svg>
  );
}
