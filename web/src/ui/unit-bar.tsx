import type { ComponentChildren, VNode } from "preact";
import { Way } from "./link.tsx";
import "./legend.css";
import "./list-row.css";
import "./unit-bar.css";

/** How many stand where; together they are everybody who counts. */
export interface UnitCounts {
  readonly done: number;
  readonly withSupervisor: number;
  readonly withEmployee: number;
  readonly notStarted: number;
}

const order = [
  "done",
  "withSupervisor",
  "withEmployee",
  "notStarted",
] as const satisfies (keyof UnitCounts)[];

interface UnitBarProps {
  readonly counts: UnitCounts;
  /** The counts in words; read out in place of the bar. */
  readonly label: string;
  readonly isLarge?: boolean;
}

/** Always in the same order, each with a ground of its own, so that it is read without colour. */
export function UnitBar({ counts, label, isLarge = false }: UnitBarProps): VNode {
  return (
    <div class={isLarge ? "unit-bar unit-bar-large" : "unit-bar"} role="img" aria-label={label}>
      {order
        .filter((part) => counts[part] > 0)
        .map((part) => (
          <span key={part} class={`unit-bar-part unit-bar-${part}`} style={{ flexGrow: counts[part] }} />
        ))}
    </div>
  );
}

interface UnitRowProps {
  readonly name: string;
  readonly detail?: string | undefined;
  readonly counts: UnitCounts;
  readonly label: string;
  /** The whole row leads there. */
  readonly href?: string | undefined;
  /** Who waits for whom, in words: "18 menunggu satu penilai". */
  readonly children: ComponentChildren;
}

/** One unit of many: its bar, how many of how many, and what keeps it. */
export function UnitRow(props: UnitRowProps): VNode {
  return (
    <li class="list-item">
      <UnitFigures {...props} />
    </li>
  );
}

/** The row itself, where something else is the item of the list. */
export function UnitFigures({ name, detail, counts, label, href, children }: UnitRowProps): VNode {
  const total = order.reduce((sum, part) => sum + counts[part], 0);
  return (
    <div class="unit-row">
      <div class="unit-row-name">
        {href === undefined ? (
          <strong>{name}</strong>
        ) : (
          <Way href={href} class="list-row-title list-row-way">
            {name}
          </Way>
        )}
        {detail !== undefined && <div class="caption">{detail}</div>}
      </div>
      <UnitBar counts={counts} label={label} />
      <span class="unit-row-count">
        <strong>{counts.done}</strong> / {total}
      </span>
      <div class="unit-row-state">{children}</div>
    </div>
  );
}

interface UnitLegendProps {
  readonly words: Readonly<Record<keyof UnitCounts, string>>;
  /** With them the legend says the numbers too. */
  readonly counts?: UnitCounts;
}

export function UnitLegend({ words, counts }: UnitLegendProps): VNode {
  return (
    <ul class="legend">
      {order.map((part) => (
        <li key={part} class="legend-item">
          <span class={`legend-swatch unit-bar-${part}`} />
          {counts !== undefined && <strong class="figures">{counts[part]}</strong>}
          {words[part]}
        </li>
      ))}
    </ul>
  );
}
