import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import type { Tone } from "./tone.ts";
import "./data-table.css";
import "./tone.css";

interface Column<Item> {
  readonly key: string;
  readonly head: string;
  readonly cell: (item: Item) => ComponentChildren;
  readonly isFigure?: boolean;
  /** Names the row: a heading on the phone's card. One of the columns has it. */
  readonly isName?: boolean;
}

interface DataTableProps<Item> {
  /** What the table holds. */
  readonly caption: string;
  readonly isCaptionUnseen?: boolean;
  readonly columns: readonly Column<Item>[];
  readonly rows: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** A row that asks for attention has an edge; what is wrong stands in its cell. */
  readonly toneOf?: (item: Item) => Tone | undefined;
}

/** Rows on a wide screen, a card each on a phone. It stays a table for those who listen, whatever it looks like. */
export function DataTable<Item>(props: DataTableProps<Item>): VNode {
  const { caption, isCaptionUnseen = false, columns, rows, keyOf, toneOf } = props;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: a table that is laid out as cards loses its roles without them
    <table class="table" role="table">
      <caption class={isCaptionUnseen ? "unseen" : "table-caption"}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, head, isFigure = false }) => (
            <th key={key} scope="col" role="columnheader" class={classes(isFigure && "table-figure")}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((item) => {
          const tone = toneOf?.(item);
          return (
            <tr
              key={keyOf(item)}
              role="row"
              class={classes(tone !== undefined && `table-marked tone-${tone}`)}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} item={item} />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: as above
  );
}

interface CellProps<Item> {
  readonly column: Column<Item>;
  readonly item: Item;
}

function Cell<Item>({ column: { head, cell, isFigure = false, isName = false }, item }: CellProps<Item>) {
  const content = cell(item);
  if (isName) {
    return (
      // biome-ignore lint/a11y/noRedundantRoles: as above
      <th scope="row" role="rowheader" class="table-name">
        {content}
      </th>
    );
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <td role="cell" data-head={head} class={classes(isFigure && "table-figure")}>
      <div class="table-value">{content}</div>
    </td>
  );
}

interface CellNoteProps {
  readonly tone: Tone;
  /** What stands in the cell. */
  readonly value: ComponentChildren;
  /** What is wrong with it, and the remedy. */
  readonly children: ComponentChildren;
}

/** A mistake stands in its cell, with the remedy. */
export function CellNote({ tone, value, children }: CellNoteProps): VNode {
  return (
    <div class={`cell-note tone-${tone}`}>
      <div>{value}</div>
      <div class="cell-note-text">{children}</div>
    </div>
  );
}
