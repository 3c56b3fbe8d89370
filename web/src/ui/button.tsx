import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { Way } from "./link.tsx";
import "./button.css";

/** One primary a screen. Quiet is text alone; dangerous is outlined in secang. */
type ButtonKind = "primary" | "secondary" | "quiet" | "dangerous";

interface Looks {
  readonly kind?: ButtonKind | undefined;
  /** As wide as there is room. */
  readonly isWide?: boolean | undefined;
  /** One of `icons.ts`, before the words. */
  readonly icon?: string | undefined;
  /** After the words: where it leads. */
  readonly iconAfter?: string | undefined;
  readonly children: ComponentChildren;
}

interface ButtonProps extends Looks {
  readonly type?: "button" | "submit";
  readonly onClick?: () => void;
  /** What is still missing, in words; it stands beside the button, which does nothing until then. */
  readonly missing?: ComponentChildren;
  /** Where the page says beside the button anyway what is missing: then it is only read out with it. */
  readonly isMissingUnseen?: boolean;
  /** At work: it keeps its place and its focus, and a second press does nothing. */
  readonly isBusy?: boolean;
}

export function Button(props: ButtonProps): VNode {
  const { type = "button", onClick, missing, isMissingUnseen = false, isBusy = false, ...looks } = props;
  const missingId = useId();
  const isMissing = missing !== undefined && missing !== null && missing !== false;
  const isStill = isMissing || isBusy;
  const press = (event: Event) => {
    // Not `disabled`: whoever tabs to it must hear why it does nothing.
    if (isStill) event.preventDefault();
    else onClick?.();
  };
  const button = (
    <button
      type={type}
      class={lookOf(looks, isMissing)}
      aria-disabled={isStill || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={isMissing ? missingId : undefined}
      onClick={press}
    >
      <Face {...looks} />
    </button>
  );
  if (!isMissing) return button;
  return (
    <div class="button-with-missing">
      <span class={isMissingUnseen ? "unseen" : "button-missing"} id={missingId}>
        {missing}
      </span>
      {button}
    </div>
  );
}

interface ButtonLinkProps extends Looks {
  readonly href: string;
}

/** Leads to a page, and is the main thing to do. */
export function ButtonLink({ href, ...looks }: ButtonLinkProps): VNode {
  return (
    <Way href={href} class={lookOf(looks, false)}>
      <Face {...looks} />
    </Way>
  );
}

interface IconButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly onClick: () => void;
  /** A switch such as "read aloud": whether it is on. */
  readonly isPressed?: boolean | undefined;
}

/** Only where everybody knows the sign: back, close, read aloud. */
export function IconButton({ icon, label, onClick, isPressed }: IconButtonProps): VNode {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-pressed={isPressed}
      title={label}
      onClick={onClick}
    >
      <Icon of={icon} />
    </button>
  );
}

function Face({ icon, iconAfter, children }: Looks): VNode {
  return (
    <>
      {icon !== undefined && <Icon of={icon} />}
      <span>{children}</span>
      {iconAfter !== undefined && <Icon of={iconAfter} />}
    </>
  );
}

function lookOf({ kind = "secondary", isWide = false }: Looks, isMissing: boolean): string {
  return classes("button", `button-${kind}`, isWide && "button-wide", isMissing && "button-still");
}
