import type { ComponentChildren, VNode } from "preact";
import { Link as Route } from "wouter-preact";
import { classes } from "./classes.ts";
import "./link.css";

interface LinkProps {
  readonly href: string;
  /** Outside a sentence: then it is as tall as a finger. */
  readonly isAlone?: boolean;
  readonly children: ComponentChildren;
}

export function Link({ href, isAlone = false, children }: LinkProps): VNode {
  return (
    <Way href={href} class={classes("link", isAlone && "link-alone")}>
      {children}
    </Way>
  );
}

interface WayProps {
  readonly href: string;
  readonly class: string;
  readonly "aria-current"?: "page" | "step" | "true" | undefined;
  readonly "aria-label"?: string | undefined;
  readonly children: ComponentChildren;
}

/** An address within the app is gone to without loading a page; any other one is the browser's. */
export function Way({ href, children, ...rest }: WayProps): VNode {
  if (href.startsWith("/")) {
    return (
      <Route href={href} {...rest}>
        {children}
      </Route>
    );
  }
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}

interface LinkButtonProps {
  readonly onClick: () => void;
  readonly isAlone?: boolean;
  readonly isDisabled?: boolean;
  readonly children: ComponentChildren;
}

/** Reads as a link and does something here: "Coba sekarang", "Sudah saya perbaiki". */
export function LinkButton({
  onClick,
  isAlone = false,
  isDisabled = false,
  children,
}: LinkButtonProps): VNode {
  return (
    <button
      type="button"
      class={classes("link", isAlone && "link-alone")}
      disabled={isDisabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
