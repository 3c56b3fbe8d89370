import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { appTexts } from "../../app/texts.ts";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { peopleOf, type TeamRow } from "../../data/inbox.ts";
import { daysAway, momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { arrowRight, chevronRight } from "../../ui/icons.ts";
import { Link, LinkButton, Way } from "../../ui/link.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { StateSign } from "../../ui/state-mark.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AskedTickets, DisownWay } from "./asked-tickets.tsx";
import { BulkList } from "./bulk.tsx";
import { useLedUnits } from "./led-units.ts";
import { WaitingMark } from "./marks.tsx";
import { PeopleList } from "./people-list.tsx";
import { evaluationOf, groupsOf, unreported, waitsSince } from "./queue.ts";
import { beginSitting, useMinutesLeft } from "./sitting.ts";
import { supervisorTexts as texts } from "./texts.ts";
import { useAppraisalWindows } from "./windows.ts";
import { useRefused } from "./writes.ts";
import "./supervisor.css";

/** Who waits for me, and how long it will take. */
export function InboxPage(): VNode {
  const say = useSay();
  const { cycle, cycles, error: cyclesError, again } = useCycle();
  const inbox = useQuery({ ...peopleOf("readInbox", cycle?.id ?? ""), enabled: cycle !== undefined });
  // Back at the list: whoever goes on from here begins to count anew.
  useEffect(() => beginSitting(), []);
  if (cycle !== undefined && inbox.data !== undefined) return <Inbox cycle={cycle} rows={inbox.data} />;
  if (cycles !== undefined && cycle === undefined) {
    return (
      <Page title={say(texts.tabMine)}>
        <EmptyState title={say(texts.noCycle)}>{say(texts.noCycleNext)}</EmptyState>
      </Page>
    );
  }
  const failure = cyclesError ?? inbox.error;
  if (failure === null) return <PageWaits />;
  return (
    <PageFailed
      error={failure}
      again={() => {
        again();
        void inbox.refetch();
      }}
    />
  );
}

interface InboxProps {
  readonly cycle: Cycle;
  readonly rows: readonly TeamRow[];
}

function Inbox({ cycle, rows }: InboxProps): VNode {
  const say = useSay();
  const [search] = useSearchParams();
  const tab = search.get("daftar");
  const [isPicking, setPicking] = useState(false);
  const { open, waiting } = groupsOf(rows);
  const { data: team } = useQuery(peopleOf("readTeam", cycle.id));
  const done = team?.filter(({ group }) => group === "done");
  const [first] = open;
  const suffix = search.has("siklus") ? `&siklus=${search.get("siklus")}` : "";
  const href = (list: string) => `${webPaths.inbox}?daftar=${list}${suffix}`;
  return (
    <Page
      title={open.length === 0 ? say(texts.waitTitleNone) : say(texts.waitTitle, { count: open.length })}
      lead={<Lead cycle={cycle} rows={rows} />}
    >
      <div class="stack">
        <RefusedWrites rows={[...rows, ...(team ?? [])]} />
        <AskedTickets />
        {first !== undefined && (
          <div class="start-way">
            <ButtonLink
              href={pathTo(webPaths.rating, { part: first.part })}
              kind="primary"
              isWide
              iconAfter={arrowRight}
            >
              {say(texts.start)}
            </ButtonLink>
          </div>
        )}
        <Tabs
          label={say(texts.lists)}
          tabs={[
            {
              href: webPaths.inbox + (suffix && `?${suffix.slice(1)}`),
              label: say(texts.tabMine),
              count: open.length,
              isCurrent: tab === null,
            },
            {
              href: href("pegawai"),
              label: say(texts.tabTheirs),
              count: waiting.length,
              isCurrent: tab === "pegawai",
            },
            {
              href: href("selesai"),
              label: say(texts.tabDone),
              ...(done !== undefined && { count: done.length }),
              isCurrent: tab === "selesai",
            },
          ]}
        />
        {tab === "pegawai" ? (
          <Theirs rows={waiting} />
        ) : tab === "selesai" ? (
          <Done rows={done} />
        ) : (
          <Mine cycle={cycle} rows={rows} isPicking={isPicking} setPicking={setPicking} />
        )}
        <LedUnits cycle={cycle} />
        <DisownWay rows={[...rows, ...(team ?? [])]} />
      </div>
      {tab === null && !isPicking && waiting.length > 0 && (
        <div class="wait-strip">
          <StateSign state="with-employee" />
          <span>
            <strong>{say(texts.waitForThem, { count: waiting.length })}</strong>, {say(texts.reminded)}
          </span>
          <Way
            href={href("pegawai")}
            class="wait-strip-way"
            aria-label={say(texts.waitForThem, { count: waiting.length })}
          >
            <Icon of={chevronRight} />
          </Way>
        </div>
      )}
    </Page>
  );
}

function Lead({ cycle, rows }: InboxProps): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const { open } = groupsOf(rows);
  const late = unreported(rows);
  const minutes = useMinutesLeft(open.length);
  const evaluation = open.map((row) => evaluationOf(row, null)).find((id) => id !== undefined);
  const { appraisal } = useAppraisalWindows(cycle, evaluation ?? cycle.evaluations.at(-1)?.id ?? "");
  const at = appraisal.state === "not-yet" ? appraisal.opensAt : appraisal.closesAt;
  const window = {
    "not-yet": texts.opens,
    open: texts.closes,
    closed: texts.windowClosed,
  }[appraisal.state];
  return (
    <>
      {late > 0 && say(texts.unreported, { count: late })}{" "}
      {say(window, { moment: momentOf(at, reader), away: daysAway(at, now, reader) })}{" "}
      {minutes !== undefined && say(texts.estimate, { minutes })}
    </>
  );
}

/** Since when, in as few words as the end of a row holds. */
export function useAge(): (instant: string | undefined) => string {
  const reader = useReader();
  const now = useNow();
  return (instant) => (instant === undefined ? "" : daysAway(instant, now, reader));
}

interface MineProps extends InboxProps {
  readonly isPicking: boolean;
  readonly setPicking: (isPicking: boolean) => void;
}

function Mine({ cycle, rows, isPicking, setPicking }: MineProps): VNode {
  const say = useSay();
  const age = useAge();
  const { ready, plans, open, waiting } = groupsOf(rows);
  if (open.length === 0) {
    const title = waiting.length > 0 ? texts.nobodyWaitsYet : texts.nobodyWaits;
    return <EmptyState title={say(title)}>{say(texts.nobodyWaitsNext)}</EmptyState>;
  }
  const rowOf = (row: TeamRow) => ({
    href: pathTo(webPaths.rating, { part: row.part }),
    end: <WaitingMark row={row} />,
    endDetail: age(waitsSince(row, "appraiser")),
  });
  if (isPicking) return <BulkList cycle={cycle} rows={ready} onEnd={() => setPicking(false)} />;
  return (
    <>
      {ready.length > 0 && (
        <Card
          title={say(texts.ready, { count: ready.length })}
          isQuiet
          action={
            ready.length > 1 && (
              <LinkButton isAlone onClick={() => setPicking(true)}>
                {say(texts.pick)}
              </LinkButton>
            )
          }
        >
          <PeopleList label={say(texts.ready, { count: ready.length })} rows={ready} rowOf={rowOf} />
        </Card>
      )}
      {plans.length > 0 && (
        <Card title={say(texts.plans, { count: plans.length })} isQuiet>
          <PeopleList label={say(texts.plans, { count: plans.length })} rows={plans} rowOf={rowOf} />
        </Card>
      )}
    </>
  );
}

function Theirs({ rows }: Pick<InboxProps, "rows">): VNode {
  const say = useSay();
  const age = useAge();
  if (rows.length === 0) return <EmptyState title={say(texts.noneTheirs)} />;
  return (
    <Card title={say(texts.waitFor, { count: rows.length })} isQuiet>
      <PeopleList
        label={say(texts.waitFor, { count: rows.length })}
        rows={rows}
        rowOf={(row) => ({
          href: pathTo(webPaths.rating, { part: row.part }),
          end: <WaitingMark row={row} />,
          endDetail: age(waitsSince(row, "employee")),
        })}
      />
    </Card>
  );
}

function Done({ rows }: { readonly rows: readonly TeamRow[] | undefined }): VNode {
  const say = useSay();
  if (rows === undefined) return <PageWaits />;
  if (rows.length === 0) return <EmptyState title={say(texts.nobodyYet)} />;
  return (
    <Card title={say(texts.done, { count: rows.length })} isQuiet>
      <PeopleList
        label={say(texts.done, { count: rows.length })}
        rows={rows}
        rowOf={(row) => ({
          href: pathTo(webPaths.rating, { part: row.part }),
          end: <WaitingMark row={row} />,
        })}
      />
    </Card>
  );
}

/** Somebody's ratings did not arrive while the next person was rated already. */
function RefusedWrites({ rows }: Pick<InboxProps, "rows">): VNode {
  const say = useSay();
  return (
    <>
      {useRefused().map(({ sending, part }) => (
        <ErrorState
          key={sending.id}
          lead={say(texts.refusedTitle, { name: rows.find((row) => row.part === part)?.name ?? "" })}
          action={
            <Link href={pathTo(webPaths.rating, { part })} isAlone>
              {say(texts.open)}
            </Link>
          }
        >
          {sending.refusal?.title}
        </ErrorState>
      ))}
    </>
  );
}

/** Who leads units from above finds their predicates from here. */
function LedUnits({ cycle }: Pick<InboxProps, "cycle">): VNode | null {
  const say = useSay();
  const { units } = useLedUnits(cycle);
  if (units === undefined || units.length === 0) return null;
  return (
    <Link href={webPaths.organisation} isAlone>
      {say(appTexts.organisation)}
    </Link>
  );
}
