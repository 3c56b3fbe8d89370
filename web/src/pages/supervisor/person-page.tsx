import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren, VNode } from "preact";
import { useEffect } from "preact/hooks";
import { useLocation, useParams, useSearchParams } from "wouter-preact";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { TaskPage } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { assistedPeople, peopleOf, type TeamRow } from "../../data/inbox.ts";
import { queries, read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { chevronRight } from "../../ui/icons.ts";
import { Way } from "../../ui/link.tsx";
import { NoPermission } from "../../ui/notice.tsx";
import { useDesk } from "./desk.ts";
import { EvaluationTask } from "./evaluation-task.tsx";
import { KeyHelp, useHelp, useKeys } from "./keys.tsx";
import { PlanTask } from "./plan-task.tsx";
import { prefetchedMilliseconds } from "./prefetch.ts";
import { evaluationOf, isOfCycle, taskOf } from "./queue.ts";
import { QueuePane } from "./queue-pane.tsx";
import { type Queue, useQueue } from "./sitting.ts";
import { supervisorTexts as texts } from "./texts.ts";
import "./supervisor.css";

/** What waits for me of one person, and whatever else there is to read of them. */
export function PersonPage(): VNode {
  const { part = "" } = useParams<{ part: string }>();
  // Nothing typed for one person may be on the screen of the next.
  return <Person key={part} part={part} />;
}

function Person({ part }: { readonly part: string }): VNode {
  const { cycles, error: cyclesError, again } = useCycle();
  const cycle = cycles?.find((one) => isOfCycle(part, one));
  const { inbox, row, isKnown, error } = useRow(part, cycle);
  const queue = useQueue(inbox, part);
  const failure = cyclesError ?? error;
  if (row !== undefined && cycle !== undefined) {
    return <Work row={row} cycle={cycle} queue={queue} />;
  }
  if (failure !== null) return <PageFailed error={failure} again={again} />;
  const isMissing = isKnown || (cycles !== undefined && cycle === undefined);
  return isMissing ? <NotMine /> : <PageWaits />;
}

/** The person's line, from those who wait, else from all of my people. */
function useRow(part: string, cycle: Cycle | undefined) {
  const { official } = useDesk();
  const id = cycle?.id ?? "";
  const list = official === undefined ? peopleOf("readInbox", id) : assistedPeople(official, id);
  const waiting = useQuery({ ...list, enabled: cycle !== undefined });
  const found = waiting.data?.find((row) => row.part === part);
  const isElsewhere = waiting.data !== undefined && found === undefined;
  const isOwn = official === undefined;
  const team = useQuery({ ...peopleOf("readTeam", id), enabled: isElsewhere && isOwn });
  return {
    inbox: waiting.data,
    row: found ?? team.data?.find((row) => row.part === part),
    isKnown: team.data !== undefined || (isElsewhere && !isOwn),
    error: waiting.error ?? team.error,
  };
}

function NotMine(): VNode {
  const say = useSay();
  const { list } = useDesk();
  return (
    <TaskPage title={say(texts.tabMine)} back={{ href: list, label: say(texts.back) }}>
      <NoPermission lead={say(texts.notMine)}>{say(texts.notMineMeaning)}</NoPermission>
    </TaskPage>
  );
}

/** What the pages of one person share: who it is, where in the queue, and the way on. */
export interface PersonProps {
  readonly row: TeamRow;
  readonly cycle: Cycle;
  readonly queue: Queue;
  /** To the next person, or to the list where there is none. */
  readonly goOn: () => void;
}

interface WorkProps extends Omit<PersonProps, "goOn"> {}

function Work({ row, cycle, queue }: WorkProps): VNode {
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const help = useHelp();
  const evaluation = evaluationOf(row, search.get("evaluasi"));
  const { official, list, personAt } = useDesk();
  // Plans are decided on by the appraiser alone.
  const wantsPlan = official === undefined && (search.has("rencana") || taskOf(row) === "plan");
  usePrefetch(queue.next, cycle);
  const to = (person: TeamRow | undefined) => {
    if (person !== undefined) navigate(personAt(person.part));
  };
  const goOn = () => {
    // The list says itself that nobody waits; what was done last stays said beside it.
    if (queue.next === undefined) navigate(list);
    else to(queue.next);
  };
  useKeys({ j: () => to(queue.after), k: () => to(queue.before), "?": () => help[1](true) });
  const props = { row, cycle, queue, goOn };
  return (
    <PersonFrame row={row} queue={queue} end={<KeyHelp isOpen={help[0]} onOpen={help[1]} />}>
      {wantsPlan || evaluation === undefined ? (
        <PlanTask {...props} evaluation={evaluation} />
      ) : (
        <EvaluationTask {...props} evaluation={evaluation} />
      )}
    </PersonFrame>
  );
}

interface FrameProps {
  readonly row: TeamRow;
  readonly queue: Queue;
  readonly end: ComponentChildren;
  readonly children: ComponentChildren;
}

function PersonFrame({ row, queue, end, children }: FrameProps): VNode {
  const say = useSay();
  const { list } = useDesk();
  const { place } = queue;
  return (
    <div class="person">
      <QueuePane queue={queue} part={row.part} end={end} />
      <TaskPage
        title={row.name}
        back={{ href: list, label: say(texts.back) }}
        start={<Avatar initials={initialsOf(row.name)} size="middle" />}
        detail={row.post}
        end={place > 0 && <Place queue={queue} />}
      >
        {children}
      </TaskPage>
    </div>
  );
}

/** Where in the queue one is; it leads to the next person, and what is typed here stays a draft. */
function Place({ queue: { seats, place, next } }: Pick<FrameProps, "queue">): VNode {
  const say = useSay();
  const { personAt } = useDesk();
  const words = (
    <span class="caption person-place">
      {say(texts.placeBefore)}
      <br />
      <strong class="figures">{say(texts.place, { at: place, all: seats.length })}</strong>
    </span>
  );
  if (next === undefined) return words;
  return (
    <Way href={personAt(next.part)} class="person-skip">
      {words}
      <Icon of={chevronRight} label={say(texts.skip)} />
    </Way>
  );
}

/** Reads the next person's page while this one's is looked at. */
function usePrefetch(next: TeamRow | undefined, cycle: Cycle): void {
  const part = next?.part;
  const evaluation = next && evaluationOf(next, null);
  const { official } = useDesk();
  const isPlan = official === undefined && next !== undefined && taskOf(next) === "plan";
  useEffect(() => {
    if (part === undefined) return;
    const params = { cycleId: cycle.id, partId: part };
    const page = isPlan
      ? queries.prefetchQuery({ ...read("plans", "readPlan", { params }), staleTime: prefetchedMilliseconds })
      : evaluation &&
        queries.prefetchQuery({
          ...read("appraisals", "readEvaluation", { params: { ...params, evaluationId: evaluation } }),
          staleTime: prefetchedMilliseconds,
        });
    void page;
  }, [part, evaluation, isPlan, cycle.id]);
}
