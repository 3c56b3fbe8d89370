import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { initialsOf } from "../../app/initials.ts";
import { useMay, useReader } from "../../app/me.ts";
import { read } from "../../data/queries.ts";
import { dayOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { reminderTexts } from "./reminders-texts.ts";

/** Where other pages lead to: `/pengingat#mati`. */
const place = "mati";

/** Whom mail no longer reaches, each with the page where the address is corrected. */
export function DeadAddresses(): VNode | null {
  const say = useSay();
  const reader = useReader();
  const mayReadPeople = useMay("people.read");
  const section = useRef<HTMLDivElement>(null);
  const { data } = useQuery(read("reminders", "listDeadAddresses", { query: { limit: 200 } }));
  const isKnown = data !== undefined;
  useEffect(() => {
    if (isKnown && location.hash === `#${place}`) section.current?.scrollIntoView();
  }, [isKnown]);
  if (data === undefined) return null;
  return (
    <div id={place} ref={section}>
      <Card title={say(reminderTexts.dead)} action={<span class="meta figures">{data.items.length}</span>}>
        {data.items.length === 0 ? (
          <p class="meta">{say(reminderTexts.deadNone)}</p>
        ) : (
          <>
            <p class="meta">{say(reminderTexts.deadLead)}</p>
            <List label={say(reminderTexts.dead)}>
              {data.items.map(({ id, name, since }) => (
                <ListRow
                  key={id}
                  start={<Avatar initials={initialsOf(name)} />}
                  title={name}
                  detail={say(reminderTexts.deadSince, { day: dayOf(since, reader) })}
                  {...(mayReadPeople && id.startsWith("emp_") && { href: pathTo(webPaths.person, { id }) })}
                />
              ))}
            </List>
          </>
        )}
      </Card>
    </div>
  );
}
