import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { Way } from "./link.tsx";
import "./card.css";

interface CardProps {
  readonly title?: string;
  /** Opposite the title: a link, a chip, a count. */
  readonly action?: ComponentChildren;
  /** A small heading over the card's own kind of content, as over a list. */
  readonly isQuiet?: boolean;
  /** Text, list or form; never another card. */
  readonly children: ComponentChildren;
}

export function Card({ title, action, isQuiet = false, children }: CardProps): VNode {
  const hasHead = title !== undefined || action !== undefined;
  return (
    <section class="card">
      {hasHead && (
        <div class="card-head">
          {title !== undefined && <h2 class={classes(isQuiet && "card-quiet")}>{title}</h2>}
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

interface CardLinkProps {
  readonly href: string;
  readonly icon: string;
  readonly children: ComponentChildren;
}

/** A small card that leads to a page; two of them stand beside each other. */
export function CardLink({ href, icon, children }: CardLinkProps): VNode {
  return (
    <Way href={href} class="card card-link">
      <Icon of={icon} />
      <span>{children}</span>
    </Way>
  );
}
