import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import { Way } from "./link.tsx";
import "./list-row.css";

interface ListProps {
  /** What the list holds, for those who do not see what stands above it. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

export function List({ label, children }: ListProps): VNode {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role from a list without marks
    <ul class="list" role="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface ListRowProps {
  /** Avatar, state sign or picture. */
  readonly start?: ComponentChildren;
  readonly title: string;
  readonly detail?: ComponentChildren;
  /** On the right: the state, over one count. */
  readonly end?: ComponentChildren;
  readonly endDetail?: ComponentChildren;
  /** The whole row leads there. */
  readonly href?: string;
  readonly isCurrent?: boolean;
}

export function ListRow(props: ListRowProps): VNode {
  return (
    <li class="list-item">
      <Row {...props} />
    </li>
  );
}

/** The row itself, where something else is the item of the list. */
export function Row({ start, title, detail, end, endDetail, href, isCurrent = false }: ListRowProps): VNode {
  return (
    <div class={classes("list-row", isCurrent && "list-row-current")}>
      {start}
      <div class="list-row-main">
        {href === undefined ? (
          <span class="list-row-title">{title}</span>
        ) : (
          <Way href={href} class="list-row-title list-row-way" aria-current={isCurrent ? "true" : undefined}>
            {title}
          </Way>
        )}
        {detail !== undefined && <div class="list-row-detail">{detail}</div>}
      </div>
      {(end !== undefined || endDetail !== undefined) && (
        <div class="list-row-end">
          {end}
          {endDetail !== undefined && <div class="list-row-detail">{endDetail}</div>}
        </div>
      )}
    </div>
  );
}
