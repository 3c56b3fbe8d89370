import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren, VNode } from "preact";
import { predicateLabels } from "#shared/appraisals/messages.ts";
import { exclusionNames, findingNames, orderNames } from "#shared/cycles/messages.ts";
import { predicates } from "#shared/cycles/states.ts";
import type { Text } from "#shared/platform/text.ts";
import { pathTo as addressTo, webPaths } from "#shared/platform/web-paths.ts";
import { useMay, useMe, useReader } from "../../app/me.ts";
import type { Api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useInbox } from "../../data/inbox.ts";
import { read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { dateOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import {
  inbox,
  landmark,
  listChecks,
  mail,
  messageCircleQuestionMark,
  triangleAlert,
  userSearch,
} from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useMyPart } from "../../work/my-parts.ts";
import type { Place } from "./monitor-address.ts";
import type { Monitor } from "./monitor-data.ts";
import { closingOf, type Phase } from "./monitor-phase.ts";
import { monitorTexts } from "./monitor-texts.ts";
import {
  type Figures,
  flatten,
  type MonitorRow,
  standingOf,
  type UnitNode,
  ungoverned,
} from "./monitor-tree.ts";

interface AsideProps {
  readonly cycle: Cycle;
  readonly phase: Phase;
  readonly node: UnitNode;
  readonly isTop: boolean;
  readonly monitor: Monitor;
  readonly place: Place;
}

/** What waits for the reader: before everything else on a phone, beside the units on a wide screen. */
export function MonitorFirst({ cycle, phase, node, isTop, monitor }: AsideProps): VNode {
  const { employeeId } = useMe();
  const missing = useMissingPredicates(cycle, phase, monitor, node);
  const mayPlan = useMay("cycles.plan");
  return (
    <div class="stack monitor-first">
      {isTop && employeeId !== undefined && <Duties phase={phase} />}
      {isTop && mayPlan && <Decisions cycle={cycle} missing={missing} />}
    </div>
  );
}

/** Beside the figures or below them: the order of the period, and who is not counted. */
export function MonitorAside({ cycle, phase, node, monitor, place }: AsideProps): VNode {
  const missing = useMissingPredicates(cycle, phase, monitor, node);
  const isEvaluation = phase.id !== "planning";
  return (
    <div class="stack monitor-rest">
      {isEvaluation && <Order cycle={cycle} phase={phase} figures={node.figures} missing={missing} />}
      <Outside figures={node.figures} place={place} />
      {isEvaluation && <Distribution counts={node.figures.predicates} />}
    </div>
  );
}

/** The units of a tree that wait for an organisation predicate; undefined until that is known, and for plans. */
function useMissingPredicates(
  cycle: Cycle,
  { id }: Phase,
  { rows }: Monitor,
  node: UnitNode,
): readonly MonitorRow[] | undefined {
  const { data: units } = useQuery(read("people", "listUnits"));
  const { data } = useQuery({
    ...read("appraisals", "listOrganisationPredicates", {
      query: { cycle: cycle.id, evaluation: id, limit: 200 },
    }),
    enabled: id !== "planning",
  });
  // Of more units than one page the rest is not known, and nothing is said of them.
  if (units === undefined || data === undefined || data.next !== undefined) return undefined;
  const within = new Set(flatten(node).map((each) => each.node.id));
  const rated = new Set(data.items.map(({ unit }) => unit as string));
  return ungoverned(rows, units.items, rated).filter(({ unit }) => within.has(unit));
}

interface MissingProps {
  readonly missing: readonly MonitorRow[] | undefined;
}

/** What only an administrator can mend, each with the page where it is mended. */
function Decisions({ cycle, missing = [] }: { readonly cycle: Cycle } & MissingProps): VNode | null {
  const say = useSay();
  const { data: check, isLoading: isChecking } = useQuery(
    read("cycles", "checkCycle", { params: { cycleId: cycle.id }, query: { limit: 1 } }),
  );
  const { data: dead, isLoading: isCounting } = useQuery(
    read("reminders", "listDeadAddresses", { query: { limit: 200 } }),
  );
  const tickets = useTickets();
  if (isChecking || isCounting) return <Skeleton label={say(common.loading)} shape="card" count={2} />;
  if (check === undefined || dead === undefined || tickets === undefined) return null;
  const toCycle = addressTo(webPaths.cycle, { id: cycle.id });
  const names: Readonly<Record<string, Text>> = findingNames;
  const sayFinding = (code: string, many: number) => {
    const name = names[code];
    return name === undefined ? code : say(name, { count: many });
  };
  const findings = check.counts.filter(({ severity }) => severity !== "warning");
  const others = [tickets.length, missing.length, dead.items.length].filter((many) => many > 0);
  const count = findings.length + others.length;
  return (
    <Card title={count === 0 ? say(monitorTexts.noDecisions) : say(monitorTexts.decisionsTitle, { count })}>
      <List>
        {findings.map(({ code, severity, count: many }) => (
          <ListRow
            key={code}
            start={<Icon of={code === "person.no-appraiser" ? userSearch : triangleAlert} />}
            title={`${many} ${sayFinding(code, many)}`}
            detail={
              <>
                {say(severity === "blocks" ? monitorTexts.blocksOpening : monitorTexts.needsMending)}{" "}
                <Link href={toCycle}>{say(monitorTexts.toCheck)}</Link>
              </>
            }
          />
        ))}
        <TicketsRow tickets={tickets} />
        {missing.length > 0 && (
          <ListRow
            start={<Icon of={landmark} />}
            title={say(monitorTexts.predicatesMissing, { count: missing.length })}
            detail={
              <>
                <NamesOf rows={missing} />{" "}
                <Link href={webPaths.organisation}>{say(monitorTexts.toPredicates)}</Link>
              </>
            }
          />
        )}
        {dead.items.length > 0 && (
          <ListRow
            start={<Icon of={mail} />}
            title={say(monitorTexts.deadAddresses, { count: dead.items.length })}
            detail={
              <>
                {say(monitorTexts.deadMeaning)}{" "}
                <Link href={`${webPaths.reminders}?siklus=${cycle.id}#mati`}>{say(monitorTexts.see)}</Link>
              </>
            }
          />
        )}
      </List>
    </Card>
  );
}

type Ticket = Awaited<ReturnType<Api["people"]["listTickets"]>>["items"][number];

/** Tickets “Penilai saya keliru”, for who can put an appraiser right: the oldest first. Undefined until they are known. */
function useTickets(): readonly Ticket[] | undefined {
  const mayDecide = useMay("people.manage");
  const { data } = useQuery({
    ...read("people", "listTickets", { query: { limit: 200 } }),
    enabled: mayDecide,
  });
  return mayDecide ? data?.items : [];
}

function TicketsRow({ tickets }: { readonly tickets: readonly Ticket[] }): VNode | null {
  const say = useSay();
  const { data: units } = useQuery(read("people", "listUnits"));
  const [oldest] = tickets;
  if (oldest === undefined) return null;
  const names = [
    ...new Set(tickets.map(({ unit }) => units?.items.find(({ id }) => id === unit)?.name ?? "")),
  ];
  const [only = ""] = names;
  const values = { count: tickets.length, unit: only };
  return (
    <ListRow
      start={<Icon of={messageCircleQuestionMark} />}
      title={say(monitorTexts.tickets, { day: oldest.day })}
      detail={
        <>
          {say(
            names.length === 1 && only !== "" ? monitorTexts.ticketsOfUnit : monitorTexts.ticketsCount,
            values,
          )}{" "}
          <Link href={webPaths.tickets}>{say(monitorTexts.toTickets)}</Link>
        </>
      }
    />
  );
}

const mostNames = 3;

function NamesOf({ rows }: { readonly rows: readonly MonitorRow[] }): VNode {
  const say = useSay();
  const rest = rows.length - mostNames;
  return (
    <>
      {rows
        .slice(0, mostNames)
        .map(({ name }) => name)
        .join(", ")}
      {rest > 0 && <> {say(monitorTexts.more, { count: rest })}</>}
    </>
  );
}

/** Leaders are in the monitor like everyone: what waits for the reader in person. */
function Duties({ phase }: { readonly phase: Phase }): VNode {
  const say = useSay();
  const { open } = useInbox();
  const { part } = useMyPart();
  const standing = part && standingOf(part, phase.id);
  const isOwnOpen = standing === "withEmployee" || standing === "notStarted";
  const [ownText, ownPath] =
    phase.id === "planning" || standing === "notStarted"
      ? ([monitorTexts.dutyPlan, webPaths.plan] as const)
      : ([monitorTexts.dutyReport, webPaths.report] as const);
  return (
    <Card title={say(monitorTexts.duties)}>
      {open === 0 && !isOwnOpen ? (
        <p class="meta">{say(monitorTexts.dutyNothing)}</p>
      ) : (
        <List>
          {open > 0 && (
            <ListRow
              start={<Icon of={inbox} />}
              title={say(monitorTexts.dutyInbox, { count: open })}
              detail={
                <>
                  {say(monitorTexts.dutyInboxMeaning)}{" "}
                  <Link href={webPaths.inbox}>{say(monitorTexts.open)}</Link>
                </>
              }
            />
          )}
          {isOwnOpen && (
            <ListRow
              start={<Icon of={listChecks} />}
              title={say(ownText)}
              detail={<Link href={ownPath}>{say(monitorTexts.open)}</Link>}
            />
          )}
        </List>
      )}
    </Card>
  );
}

interface OrderProps extends MissingProps {
  readonly cycle: Cycle;
  readonly phase: Phase;
  readonly figures: Figures;
}

/** What comes before what (SE MenPANRB 3/2023), until when, and how much of it is still to come. */
function Order({ cycle, phase, figures, missing }: OrderProps): VNode | null {
  const say = useSay();
  const { language } = useReader();
  const evaluation = cycle.evaluations.find(({ id }) => id === phase.id);
  if (evaluation === undefined) return null;
  const { report, organisation, appraisal } = evaluation.windows;
  const reports = figures.withEmployee + figures.notStarted;
  const stateOf = (count: number | undefined, text: Text) =>
    count === undefined ? "" : count === 0 ? say(monitorTexts.orderDone) : say(text, { count });
  const steps = [
    {
      title: say(orderNames.report),
      state: stateOf(reports, monitorTexts.orderReports),
      until: closingOf(report),
    },
    {
      title: say(orderNames.organisation),
      state: stateOf(missing?.length, monitorTexts.orderPredicates),
      until: closingOf(organisation),
    },
    { title: say(orderNames.distribution), state: say(monitorTexts.orderPatterns) },
    {
      title: say(orderNames.appraisal),
      state: stateOf(figures.withSupervisor, monitorTexts.orderAppraisals),
      until: closingOf(appraisal),
    },
  ];
  return (
    <Card title={say(monitorTexts.order)}>
      <ol class="monitor-order">
        {steps.map(({ title, state, until }) => (
          <li key={title}>
            <strong>{title}</strong>
            <div class="caption">
              {[state, until && say(monitorTexts.orderUntil, { day: dateOf(until.slice(0, 10), language) })]
                .filter(Boolean)
                .join(", ")}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Whoever is not appraised here, by reason; apart from them those who are appraised in another system, and those with other evaluations. */
function Outside({ figures, place }: { readonly figures: Figures; readonly place: Place }): VNode {
  const say = useSay();
  const { language } = useReader();
  const names: Readonly<Record<string, Text>> = exclusionNames;
  const { [elsewhere]: inOther = 0, ...reasons } = figures.excludedBy;
  const own = figures.excluded - inOther;
  const lines = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  const { withoutEvaluation } = figures;
  return (
    <Card
      title={say(monitorTexts.outsideTitle)}
      action={
        figures.excluded > 0 && (
          <Link href={place.to({ status: "excluded" })} isAlone>
            {say(monitorTexts.list)}
          </Link>
        )
      }
    >
      {figures.excluded + withoutEvaluation === 0 ? (
        <p class="meta">{say(monitorTexts.outsideNobody)}</p>
      ) : (
        <dl class="monitor-figures">
          {own > 0 && <Figure name={say(monitorTexts.excludedTotal)} count={own} isSum />}
          {lines.map(([reason, count]) => (
            <Figure key={reason} name={names[reason]?.[language] ?? reason} count={count} />
          ))}
          {inOther > 0 && <Figure name={names[elsewhere]?.[language] ?? elsewhere} count={inOther} isSum />}
          {withoutEvaluation > 0 && (
            <Figure name={say(monitorTexts.withoutEvaluation)} count={withoutEvaluation} isSum />
          )}
        </dl>
      )}
    </Card>
  );
}

const elsewhere = "other-system";

interface FigureProps {
  readonly name: ComponentChildren;
  readonly count: number;
  readonly isSum?: boolean;
}

function Figure({ name, count, isSum = false }: FigureProps): VNode {
  return (
    <div class={isSum ? "monitor-figure monitor-figure-sum" : "monitor-figure"}>
      <dt>{name}</dt>
      <dd class="figures">{count}</dd>
    </div>
  );
}

/** Of fewer people than these a spread would point at single ones. */
const fewest = 5;

/** What was given so far. No colours: people are not red. */
function Distribution({ counts }: { readonly counts: Readonly<Record<string, number>> }): VNode | null {
  const say = useSay();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return (
    <Card title={say(monitorTexts.distribution)} action={<span class="meta figures">{total}</span>}>
      {total < fewest ? (
        <p class="meta">{say(monitorTexts.distributionFew, { count: total })}</p>
      ) : (
        <dl class="monitor-figures">
          {predicates.map((predicate) => (
            <Figure key={predicate} name={say(predicateLabels[predicate])} count={counts[predicate] ?? 0} />
          ))}
        </dl>
      )}
    </Card>
  );
}
