import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { evaluationStateLabels } from "#shared/appraisals/messages.ts";
import { exclusionNames } from "#shared/cycles/messages.ts";
import { planStateLabels } from "#shared/plans/messages.ts";
import { pathTo as addressTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { useMe, useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { dateOf, dayOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Link } from "../../ui/link.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import type { Place } from "./monitor-address.ts";
import type { Phase } from "./monitor-phase.ts";
import { monitorTexts } from "./monitor-texts.ts";
import {
  type MonitorRow,
  type Part,
  queuesOf,
  type Standing,
  standingOf,
  type UnitNode,
} from "./monitor-tree.ts";
import { stateOf } from "./monitor-units.tsx";

interface PeopleProps {
  readonly cycle: Cycle;
  readonly phase: Phase;
  readonly node: UnitNode;
  readonly place: Place;
  /** Read anew whenever they are others. */
  readonly rows: readonly MonitorRow[];
}

/** The people of one unit, whoever is waited for first; and for whom they wait. */
export function People({ cycle, phase, node, place, rows }: PeopleProps): VNode {
  const say = useSay();
  const { parts, hasMore, error, more, again } = useParts(cycle.id, node.id, rows);
  if (parts === undefined) return error === null ? <PageWaits /> : <PageFailed error={error} again={again} />;
  const { standing } = place;
  const shown = inOrder(parts, phase).filter(
    (part) => standing === undefined || standingOf(part, phase.id) === standing,
  );
  return (
    <>
      <Queues parts={parts} phase={phase} />
      <Card
        title={say(monitorTexts.people, { unit: node.name })}
        action={<span class="meta">{say(monitorTexts.peopleCount, { count: shown.length })}</span>}
      >
        {shown.length === 0 && (
          <p class="monitor-nothing">
            {say(monitorTexts.peopleNothing)}{" "}
            <Link href={place.to({ status: undefined })}>{say(monitorTexts.showAll)}</Link>
          </p>
        )}
        <PeopleRows parts={shown} phase={phase} label={say(monitorTexts.people, { unit: node.name })} />
        {hasMore && <Button onClick={more}>{say(monitorTexts.morePeople)}</Button>}
      </Card>
    </>
  );
}

/** As many as the service gives at once. */
const pageSize = 200;

function useParts(cycleId: Cycle["id"], unit: string, rows: readonly MonitorRow[]) {
  const { data, error, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["cycles", "listParts", "ofUnit", cycleId, unit],
    queryFn: ({ pageParam }) =>
      api.cycles.listParts({ params: { cycleId }, query: { unit, limit: pageSize, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const readWith = useRef(rows);
  useEffect(() => {
    if (readWith.current !== rows) void refetch();
    readWith.current = rows;
  }, [rows, refetch]);
  return {
    parts: data?.pages.flatMap(({ items }) => items),
    hasMore: hasNextPage,
    error,
    more: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}

const urgency: readonly (Standing | undefined)[] = [
  "withSupervisor",
  "withEmployee",
  "notStarted",
  "done",
  "excluded",
  undefined,
];

function inOrder(parts: readonly Part[], { id }: Phase): readonly Part[] {
  const rank = (part: Part) => urgency.indexOf(standingOf(part, id));
  return [...parts].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** More rows than these are drawn as they are seen. */
const mostRows = 200;

interface RowsProps {
  readonly parts: readonly Part[];
  readonly phase: Phase;
  readonly label: string;
}

function PeopleRows({ parts, phase, label }: RowsProps): VNode {
  const rowOf = usePersonRow(phase);
  if (parts.length <= mostRows) {
    return (
      <List label={label}>
        {parts.map((part) => (
          <ListRow key={part.id} {...rowOf(part)} />
        ))}
      </List>
    );
  }
  return (
    <VirtualList label={label} count={parts.length} estimate={62} keyOf={(index) => parts[index]?.id ?? ""}>
      {(index) => {
        const part = parts[index];
        return part === undefined ? null : <Row {...rowOf(part)} />;
      }}
    </VirtualList>
  );
}

function usePersonRow(phase: Phase) {
  const say = useSay();
  const reader = useReader();
  const { language } = reader;
  return (part: Part) => {
    const { exclusion, evaluations, plan } = part;
    const standing = standingOf(part, phase.id);
    const state = phase.id === "planning" ? plan : evaluations[phase.id];
    const label =
      phase.id === "planning" ? planStateLabels[plan.state] : labelOf(evaluations[phase.id]?.state);
    const reasons: Readonly<Record<string, (typeof exclusionNames)[keyof typeof exclusionNames]>> =
      exclusionNames;
    return {
      start: <Avatar initials={initialsOf(part.name)} />,
      title: part.name,
      href: addressTo(webPaths.person, { id: part.employeeId }),
      detail:
        exclusion === undefined ? (
          <bdi>{part.post}</bdi>
        ) : (
          <>
            {say(monitorTexts.rule, {
              reason: reasons[exclusion.reason]?.[language] ?? exclusion.reason,
              rule: exclusion.rule,
            })}
            <br />
            {say(monitorTexts.days, {
              from: dateOf(exclusion.from, language),
              to: dateOf(exclusion.to, language),
            })}
          </>
        ),
      end: standing !== undefined && (
        <StateMark state={stateOf[standing]}>
          {standing === "excluded"
            ? say(monitorTexts.excluded)
            : standing === "notStarted"
              ? say(monitorTexts.notStarted)
              : label && say(label)}
        </StateMark>
      ),
      ...(isWaitedFor(standing) &&
        state !== undefined && {
          endDetail: say(monitorTexts.waitingSince, { day: dayOf(state.since, reader) }),
        }),
    };
  };
}

function labelOf(state: keyof typeof evaluationStateLabels | undefined) {
  return state === undefined ? undefined : evaluationStateLabels[state];
}

function isWaitedFor(standing: Standing | undefined): boolean {
  return standing === "withSupervisor" || standing === "withEmployee";
}

/** Who waits for whom: each appraiser with how many, then the employees themselves. */
function Queues({ parts, phase }: Pick<RowsProps, "parts" | "phase">): VNode | null {
  const say = useSay();
  const { employeeId } = useMe();
  const names = new Map(parts.map((part) => [part.employeeId as string, part.name]));
  const queues = queuesOf(parts, phase.id);
  const themselves = parts.filter((part) => {
    const standing = standingOf(part, phase.id);
    return standing === "withEmployee" || standing === "notStarted";
  }).length;
  if (queues.length === 0 && themselves === 0) return null;
  return (
    <Card title={say(monitorTexts.whoWaits)}>
      <List>
        {queues.map(({ appraiser, count }) => (
          <Queue
            key={appraiser?.id ?? ""}
            appraiser={appraiser}
            count={count}
            name={appraiser && names.get(appraiser.id)}
            isMe={appraiser !== undefined && appraiser.id === employeeId}
          />
        ))}
        {themselves > 0 && (
          <ListRow
            title={say(monitorTexts.employeesThemselves)}
            end={
              <StateMark state="with-employee">{say(monitorTexts.queue, { count: themselves })}</StateMark>
            }
          />
        )}
      </List>
    </Card>
  );
}

interface QueueProps {
  readonly appraiser: Part["appraiser"];
  readonly count: number;
  /** Known where the appraiser sits in the unit too. */
  readonly name: string | undefined;
  readonly isMe: boolean;
}

/** One appraiser and how many wait for them. */
function Queue({ appraiser, count, name, isMe }: QueueProps): VNode {
  const say = useSay();
  const [employee, official] = appraiser?.kind === "employee" ? [appraiser.id] : [undefined, appraiser?.id];
  const person = useQuery({
    ...read("people", "readPerson", { params: { employeeId: employee ?? "" } }),
    enabled: name === undefined && employee !== undefined,
  });
  const officials = useQuery({ ...read("people", "listOfficials"), enabled: official !== undefined });
  const found = officials.data?.items.find(({ id }) => id === official);
  const unnamed = appraiser === undefined ? monitorTexts.noAppraiser : monitorTexts.otherAppraiser;
  return (
    <ListRow
      title={name ?? person.data?.name ?? found?.name ?? found?.office ?? say(unnamed)}
      {...(found?.name !== undefined && { detail: found.office })}
      end={
        <StateMark state="with-supervisor" tone="kunyit">
          {say(isMe ? monitorTexts.queueSelf : monitorTexts.queue, { count })}
        </StateMark>
      }
    />
  );
}
