import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import { Way } from "./link.tsx";
import "./list-row.css";

interface ListProps {
  /** What the list holds, for those who do not see what stands above it. */
  readonly label?: string;
  /** Lines within a text: lower, and each under a hairline. */
  readonly isDense?: boolean;
  readonly children: ComponentChildren;
}

export function List({ label, isDense = false, children }: ListProps): VNode {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role from a list without marks
    <ul class={classes("list", isDense && "list-dense")} role="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface ListRowProps {
  /** Avatar, state sign or picture. */
  readonly start?: ComponentChildren;
  /** Over the title: what it is, where the title is a name. */
  readonly above?: ComponentChildren;
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
export function Row({
  start,
  above,
  title,
  detail,
  end,
  endDetail,
  href,
  isCurrent = false,
}: ListRowProps): VNode {
  return (
    <div class={classes("list-row", isCurrent && "list-row-current")}>
      {start}
      <div class="list-row-main">
        {above !== undefined && <div class="list-row-detail">{above}</div>}
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
