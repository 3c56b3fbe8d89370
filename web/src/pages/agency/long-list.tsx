import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Text } from "#shared/platform/text.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";

type RowProps = Parameters<typeof Row>[0];

interface LongListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly rowOf: (item: Item) => RowProps;
  /** On the button that shows the others: "Tampilkan {count} lainnya". */
  readonly restText: Text;
}

/** So many stand there at first: what comes below the list stays in reach of a thumb. */
const atFirst = 12;
/** More rows than these are drawn as they are seen. */
const mostRows = 200;

/** A list that shows its beginning, and the whole on request. */
export function LongList<Item>({ label, items, keyOf, rowOf, restText }: LongListProps<Item>): VNode {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  const rest = items.length - atFirst;
  if (isWhole && items.length > mostRows) {
    return (
      <VirtualList
        label={label}
        count={items.length}
        estimate={80}
        keyOf={(index) => {
          const item = items[index];
          return item === undefined ? "" : keyOf(item);
        }}
      >
        {(index) => {
          const item = items[index];
          return item === undefined ? null : <Row {...rowOf(item)} />;
        }}
      </VirtualList>
    );
  }
  return (
    <>
      <List label={label}>
        {items.slice(0, isWhole ? undefined : atFirst).map((item) => (
          <ListRow key={keyOf(item)} {...rowOf(item)} />
        ))}
      </List>
      {!isWhole && rest > 0 && (
        <Button isWide onClick={() => setWhole(true)}>
          {say(restText, { count: rest })}
        </Button>
      )}
    </>
  );
}
