import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { TaskPage } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { ticketTexts as texts } from "./ticket-texts.ts";
import { useUnits } from "./use-units.ts";

type Ticket = Awaited<ReturnType<Api["people"]["listTickets"]>>["items"][number];

/** The tickets that wait for a decision, the oldest first; who decides on them sees the next. */
export function TicketsPage(): VNode {
  const say = useSay();
  const { data, error, refetch } = useQuery(read("people", "listTickets", { query: { limit: 200 } }));
  const tickets = data?.items;
  return (
    <TaskPage title={say(texts.title)} back={{ href: webPaths.monitor, label: say(texts.toMonitor) }}>
      {tickets === undefined ? (
        error === null ? (
          <PageWaits />
        ) : (
          <PageFailed error={error} again={() => void refetch()} />
        )
      ) : tickets.length === 0 ? (
        <EmptyState title={say(texts.none)}>{say(texts.noneNext)}</EmptyState>
      ) : (
        <div class="stack">
          <p class="lead">{say(texts.lead)}</p>
          <Card>
            <List label={say(texts.list)}>
              {tickets.map((ticket) => (
                <TicketRow key={ticket.employeeId} ticket={ticket} />
              ))}
            </List>
          </Card>
          {data?.next !== undefined && <p class="meta">{say(texts.more, { count: tickets.length })}</p>}
        </div>
      )}
    </TaskPage>
  );
}

function TicketRow({ ticket }: { readonly ticket: Ticket }): VNode {
  const say = useSay();
  const { nameOf } = useUnits();
  const { employeeId, name, post, unit, openedBy, recorded, day } = ticket;
  return (
    <ListRow
      start={<Avatar initials={initialsOf(name)} />}
      title={name}
      detail={
        <>
          <bdi>{[post, nameOf(unit)].filter(Boolean).join(" · ")}</bdi>
          <br />
          {say(openedBy === "employee" ? texts.byEmployee : texts.byAppraiser)} {say(texts.recorded)}:{" "}
          <bdi>{recorded?.name ?? say(texts.nobody)}</bdi>
        </>
      }
      end={
        <StateMark state={day > agedDays ? "overdue" : "with-supervisor"}>
          {say(texts.day, { day })}
        </StateMark>
      }
      href={pathTo(webPaths.ticket, { id: employeeId })}
    />
  );
}

/** What waits longer than five working days is late. */
const agedDays = 5;
