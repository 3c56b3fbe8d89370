import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import type { Tone } from "./tone.ts";
import "./chip.css";
import "./tone.css";

interface ChipProps {
  readonly tone?: Tone;
  readonly icon?: string;
  /** Outlined: a state that asks for nothing, such as "Tersambung". */
  readonly isOutlined?: boolean;
  readonly children: ComponentChildren;
}

export function Chip({ tone = "abu", icon, isOutlined = false, children }: ChipProps): VNode {
  return (
    <span class={classes("chip", `tone-${tone}`, isOutlined && "chip-outlined")}>
      {icon !== undefined && <Icon of={icon} size={16} />}
      <span>{children}</span>
    </span>
  );
}

interface ChipButtonProps extends ChipProps {
  readonly onClick: () => void;
  /** Of something that is chosen or not: whether it is. */
  readonly isPressed?: boolean | undefined;
}

/** A chip that can be pressed: a piece of evidence, adding one. */
export function ChipButton({
  tone = "abu",
  icon,
  isOutlined = false,
  isPressed,
  children,
  onClick,
}: ChipButtonProps) {
  return (
    <button
      type="button"
      class={classes("chip", "chip-button", `tone-${tone}`, isOutlined && "chip-outlined")}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      {icon !== undefined && <Icon of={icon} size={16} />}
      <span>{children}</span>
    </button>
  );
}
