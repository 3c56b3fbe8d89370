import type { ComponentProps, VNode } from "preact";
import { initialsOf } from "../../app/initials.ts";
import type { TeamRow } from "../../data/inbox.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";

interface PeopleListProps {
  readonly label: string;
  readonly rows: readonly TeamRow[];
  /** What stands in a person's row beside face, name and post. */
  readonly rowOf: (row: TeamRow) => Partial<ComponentProps<typeof Row>>;
}

/** Longer lists draw only what is seen. */
const mostDrawn = 200;
const usualHeight = 62;

export function PeopleList({ label, rows, rowOf }: PeopleListProps): VNode {
  const propsOf = (row: TeamRow) => ({
    start: <Avatar initials={initialsOf(row.name)} />,
    title: row.name,
    detail: row.post,
    ...rowOf(row),
  });
  if (rows.length > mostDrawn) {
    const at = (index: number) => rows[index] as TeamRow;
    return (
      <VirtualList label={label} count={rows.length} estimate={usualHeight} keyOf={(index) => at(index).part}>
        {(index) => <Row {...propsOf(at(index))} />}
      </VirtualList>
    );
  }
  return (
    <List label={label}>
      {rows.map((row) => (
        <ListRow key={row.part} {...propsOf(row)} />
      ))}
    </List>
  );
}
