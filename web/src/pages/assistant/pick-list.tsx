import type { VNode } from "preact";
import { initialsOf } from "../../app/initials.ts";
import type { TeamRow } from "../../data/inbox.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Card } from "../../ui/card.tsx";
import { Link } from "../../ui/link.tsx";
import { assistantTexts as texts } from "./texts.ts";

interface PickListProps {
  readonly title: string;
  readonly hint: string;
  readonly rows: readonly TeamRow[];
  /** Whoever is not to go into the next link. */
  readonly left: ReadonlySet<string>;
  readonly onToggle: (part: string) => void;
  /** Where what was prepared for somebody can be changed; absent where nothing is. */
  readonly editAt?: (part: string) => string;
}

/** People whom the official can be asked about now. */
export function PickList({ title, hint, rows, left, onToggle, editAt }: PickListProps): VNode | null {
  const say = useSay();
  if (rows.length === 0) return null;
  return (
    <Card title={title} isQuiet>
      <p class="meta">{hint}</p>
      <ul class="pick-list">
        {rows.map((row) => (
          <li key={row.part} class="pick">
            <input
              type="checkbox"
              checked={!left.has(row.part)}
              aria-label={say(texts.take, { name: row.name })}
              onChange={() => onToggle(row.part)}
            />
            <Avatar initials={initialsOf(row.name)} size="middle" />
            <span class="pick-name">
              <strong>{row.name}</strong>
              <span class="meta">{row.post}</span>
            </span>
            {editAt !== undefined && (
              <Link href={editAt(row.part)} isAlone>
                {say(texts.edit)}
                <span class="unseen"> {row.name}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
