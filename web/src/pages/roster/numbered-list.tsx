import type { ComponentChildren, VNode } from "preact";
import { useEffect } from "preact/hooks";
import { PageFailed } from "../../app/failure.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import type { NumberedRows } from "./numbered-pages.ts";

interface NumberedListProps<Item> {
  readonly label: string;
  readonly count: number;
  readonly estimate: number;
  readonly rows: NumberedRows<Item>;
  readonly children: (item: Item) => ComponentChildren;
}

/** A list that reads its rows as they come into sight. */
export function NumberedList<Item>({
  label,
  count,
  estimate,
  rows,
  children,
}: NumberedListProps<Item>): VNode {
  if (rows.error !== null) return <PageFailed error={rows.error} />;
  return (
    <div class="card rows-card">
      <VirtualList label={label} count={count} estimate={estimate} keyOf={String}>
        {(row) => {
          const item = rows.at(row);
          return item === undefined ? <Blank onSeen={() => rows.need(row)} /> : children(item);
        }}
      </VirtualList>
    </div>
  );
}

/** Stands for a row whose page is on its way. */
function Blank({ onSeen }: { readonly onSeen: () => void }): VNode {
  useEffect(onSeen, []);
  return <div class="rows-blank" />;
}
