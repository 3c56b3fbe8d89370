import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useReader } from "../../app/me.ts";
import { read } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { OutageDialog } from "./outage-dialog.tsx";
import { outageTexts as texts } from "./outage-texts.ts";

const shown = 10;

/** When the service could not be reached, as it was recorded; and recording one. */
export function OutagesCard(): VNode {
  const say = useSay();
  const reader = useReader();
  const [isRecording, setRecording] = useState(false);
  const { data } = useQuery(read("cycles", "listOutages", { query: { limit: shown } }));
  const outages = data?.items ?? [];
  return (
    <Card
      title={say(texts.title)}
      action={<Button onClick={() => setRecording(true)}>{say(texts.record)}</Button>}
    >
      {data !== undefined && outages.length === 0 && <p class="lead">{say(texts.none)}</p>}
      {outages.length > 0 && (
        <List label={say(texts.title)}>
          {outages.map(({ id, from, to, reason }) => (
            <ListRow
              key={id}
              title={reason}
              detail={say(texts.span, { from: momentOf(from, reader), to: momentOf(to, reader) })}
            />
          ))}
        </List>
      )}
      {isRecording && <OutageDialog onClose={() => setRecording(false)} />}
    </Card>
  );
}
