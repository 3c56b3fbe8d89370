import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation, useSearchParams } from "wouter-preact";
import { mostAtOnce } from "#shared/appraisals/limits.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useMe } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { assistedPeople, type TeamRow } from "../../data/inbox.ts";
import { read, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { NoPermission } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Select } from "../../ui/select.tsx";
import { deskOf } from "../supervisor/desk.ts";
import { WaitingMark } from "../supervisor/marks.tsx";
import { PeopleList } from "../supervisor/people-list.tsx";
import { evaluationOf, groupsOf } from "../supervisor/queue.ts";
import { beginSitting } from "../supervisor/sitting.ts";
import "../supervisor/supervisor.css";
import { AskedSoFar, AskRefused } from "./asked.tsx";
import { type Handed, LinkSheets } from "./link-sheets.tsx";
import { callOf, type Official } from "./official.ts";
import { PickList } from "./pick-list.tsx";
import { assistantTexts as texts } from "./texts.ts";

/** Whose ratings one prepares for an external official, and what the official is asked to confirm. */
export function PreparingPage(): VNode {
  const say = useSay();
  const { assists = [] } = useMe();
  const [search] = useSearchParams();
  const { cycle, cycles, error, again } = useCycle();
  const officials = useQuery(read("people", "listOfficials"));
  const wanted = search.get("untuk");
  const id = assists.find((one) => one === wanted) ?? assists[0];
  const official = officials.data?.items.find((one) => one.id === id);
  if (id === undefined) {
    return (
      <Page title={say(texts.title)}>
        <NoPermission lead={say(texts.notNamed)}>{say(texts.notNamedMeaning)}</NoPermission>
      </Page>
    );
  }
  if (cycles !== undefined && cycle === undefined) {
    return (
      <Page title={say(texts.title)}>
        <EmptyState title={say(texts.noCycle)}>{say(texts.noCycleNext)}</EmptyState>
      </Page>
    );
  }
  if (cycle !== undefined && official !== undefined)
    return <Prepared key={official.id} cycle={cycle} official={official} all={officials.data?.items ?? []} />;
  const failure = error ?? officials.error;
  return failure === null ? <PageWaits /> : <PageFailed error={failure} again={again} />;
}

interface PreparedProps {
  readonly cycle: Cycle;
  readonly official: Official;
  readonly all: readonly Official[];
}

function Prepared({ cycle, official, all }: PreparedProps): VNode {
  const say = useSay();
  const { data: rows, error, refetch } = useQuery(assistedPeople(official.id, cycle.id));
  const [handed, setHanded] = useState<readonly Handed[]>();
  useEffect(() => beginSitting(), []);
  if (rows === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  if (handed !== undefined) {
    return (
      <Page title={say(texts.paperTitle)}>
        <LinkSheets handed={handed} official={official} onDone={() => setHanded(undefined)} />
      </Page>
    );
  }
  return (
    <Page title={say(texts.title)} lead={say(texts.lead, { official: callOf(official) })}>
      <div class="stack">
        <OfficialChoice official={official} all={all} />
        <Work cycle={cycle} official={official} rows={rows} onHanded={setHanded} />
      </div>
    </Page>
  );
}

/** Whoever assists several chooses for whom. */
function OfficialChoice({ official, all }: Omit<PreparedProps, "cycle">): VNode | null {
  const say = useSay();
  const { assists = [] } = useMe();
  const [, navigate] = useLocation();
  if (assists.length < 2) return null;
  return (
    <Select
      label={say(texts.choose)}
      value={official.id}
      onChange={(id) => navigate(`${webPaths.preparing}?${new URLSearchParams({ untuk: id })}`)}
      options={all
        .filter(({ id }) => assists.includes(id))
        .map((one) => ({ value: one.id, label: callOf(one) }))}
    />
  );
}

interface WorkProps extends Omit<PreparedProps, "all"> {
  readonly rows: readonly TeamRow[];
  readonly onHanded: (handed: readonly Handed[]) => void;
}

function Work({ cycle, official, rows, onHanded }: WorkProps): VNode {
  const say = useSay();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { pending } = useStore(outbox.state);
  const { ready, plans, open } = groupsOf(rows);
  const drafted = ready.filter(isDrafted);
  const reported = ready.filter((row) => !isDrafted(row));
  const others = rows.filter((row) => !open.includes(row));
  const isPicked = ({ part }: TeamRow) => !left.has(part);
  const picked = { plans: plans.filter(isPicked), drafts: drafted.filter(isPicked) };
  const count = picked.plans.length + picked.drafts.length;
  const ask = useMutation({
    mutationFn: () => askFor(cycle, official, picked),
    onSuccess: (asked) => {
      refresh(["appraisals/readAsked", "appraisals/readPlansAsked", "appraisals/readAssistedInbox"]);
      const links = asked.filter((one): one is Handed => one.link !== undefined);
      if (links.length > 0) onHanded(links);
      else toast(say(texts.sentToast));
    },
  });
  const toggle = (part: string) => {
    const next = new Set(left);
    if (!next.delete(part)) next.add(part);
    setLeft(next);
  };
  if (rows.length === 0) return <EmptyState title={say(texts.nobody)}>{say(texts.nobodyNext)}</EmptyState>;
  const desk = deskOf(official.id);
  const rowOf = (row: TeamRow) => ({ href: desk.personAt(row.part), end: <WaitingMark row={row} /> });
  const missing =
    pending > 0
      ? say(texts.askUnsent)
      : count === 0
        ? say(texts.askMissing)
        : tooMany(picked) > 0 && say(texts.askMany, { count: tooMany(picked) });
  return (
    <>
      <AskedSoFar cycle={cycle} official={official} />
      <PickList
        title={say(texts.plans, { count: plans.length })}
        hint={say(texts.plansHint)}
        rows={plans}
        left={left}
        onToggle={toggle}
      />
      <PickList
        title={say(texts.drafted, { count: drafted.length })}
        hint={say(texts.draftedHint)}
        rows={drafted}
        left={left}
        onToggle={toggle}
        editAt={desk.personAt}
      />
      {reported.length > 0 && (
        <Card title={say(texts.reported, { count: reported.length })} isQuiet>
          <PeopleList label={say(texts.reported, { count: reported.length })} rows={reported} rowOf={rowOf} />
        </Card>
      )}
      {others.length > 0 && (
        <Card title={say(texts.others, { count: others.length })} isQuiet>
          <PeopleList label={say(texts.others, { count: others.length })} rows={others} rowOf={rowOf} />
        </Card>
      )}
      <AskRefused error={ask.error} />
      {plans.length + drafted.length > 0 && (
        <StickyFoot>
          <Button kind="primary" isWide isBusy={ask.isPending} missing={missing} onClick={() => ask.mutate()}>
            {say(picked.drafts.length > 0 ? texts.ask : texts.askPlans, { count })}
          </Button>
        </StickyFoot>
      )}
    </>
  );
}

function isDrafted({ waiting }: TeamRow): boolean {
  return waiting.some(({ state }) => state === "drafted");
}

interface Picked {
  readonly plans: readonly TeamRow[];
  readonly drafts: readonly TeamRow[];
}

/** How many of what there is too much of may go into one link; 0 where all may. */
function tooMany({ plans, drafts }: Picked): number {
  if (plans.length > mostAtOnce.plans) return mostAtOnce.plans;
  return drafts.length > mostAtOnce.drafts ? mostAtOnce.drafts : 0;
}

/** One link about plans, and one for each evaluation that the chosen people wait in; nearly always one in all. */
async function askFor(cycle: Cycle, official: Official, { plans, drafts }: Picked) {
  const parts = new Map<string, TeamRow["part"][]>();
  for (const row of drafts) {
    const evaluation = evaluationOf(row, null);
    if (evaluation !== undefined) parts.set(evaluation, [...(parts.get(evaluation) ?? []), row.part]);
  }
  const asked: (Omit<Handed, "link"> & { link?: string | undefined })[] = [];
  for (const [evaluationId, ids] of parts) {
    const params = { officialId: official.id, cycleId: cycle.id, evaluationId };
    const answer = await api.appraisals.askConfirmation({ params, body: { parts: ids } });
    const evaluation = cycle.evaluations.find(({ id }) => id === evaluationId);
    asked.push({ ...answer, title: evaluation?.title ?? cycle.title });
  }
  if (plans.length > 0) {
    const params = { officialId: official.id, cycleId: cycle.id };
    const body = { parts: plans.map(({ part }) => part) };
    asked.push({ ...(await api.appraisals.askPlanDecisions({ params, body })), title: cycle.title });
  }
  return asked;
}
