import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { stepNames } from "#shared/cycles/messages.ts";
import { useReader } from "../../app/me.ts";
import { read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { dateOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { arrowRight } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/list-row.tsx";
import { ReturnedNotice } from "../../ui/notice.tsx";
import { Segments } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StateSign } from "../../ui/state-mark.tsx";
import { ClosedWindow } from "../../work/closed-window.tsx";
import { DeadlineWords, WindowStrip } from "../../work/deadline.tsx";
import { usePlanOf } from "../../work/plan-read.ts";
import type { Duty } from "./today-duties.ts";
import { planSteps, reportSteps, type Step } from "./today-steps.ts";
import { todayTexts as texts } from "./today-texts.ts";
import { placeOfDuty, useDutyTitle } from "./today-words.ts";

/** The next thing expected: until when, how far it is, what is open, and the way there. */
export function DutyCard({ duty }: { readonly duty: Duty }): VNode {
  return (
    <Card title={useDutyTitle(duty)}>
      <div class="stack">
        <PartDays {...duty} />
        {duty.kind === "result" ? <ResultBody duty={duty} /> : <WindowedBody duty={duty} />}
      </div>
    </Card>
  );
}

/** Which days it is about, where a transfer has cut the period. */
function PartDays({ cycle, part }: Duty): VNode | null {
  const say = useSay();
  const { language } = useReader();
  if (part.from === cycle.period.from && part.to === cycle.period.to) return null;
  const days = { from: dateOf(part.from, language), to: dateOf(part.to, language) };
  return <p class="meta">{say(texts.partDays, days)}</p>;
}

function ResultBody({ duty }: { readonly duty: Duty }): VNode {
  const say = useSay();
  return (
    <>
      <p class="lead">{say(texts.resultMeaning)}</p>
      <ButtonLink href={placeOfDuty(duty)} kind="primary" isWide iconAfter={arrowRight}>
        {say(texts.readResult)}
      </ButtonLink>
    </>
  );
}

type Windowed = Extract<Duty, { readonly kind: "plan" | "report" }>;

function WindowedBody({ duty }: { readonly duty: Windowed }): VNode {
  const say = useSay();
  const { standing, kind, part } = duty;
  const isReturned = kind === "plan" && part.plan.state === "returned";
  if (standing.state === "closed") {
    return (
      <>
        <ClosedWindow standing={standing} step={stepNames[kind === "plan" ? "planning" : "report"]} />
        <ButtonLink href={placeOfDuty(duty)} isWide>
          {say(texts.open)}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <p class="lead">
        <DeadlineWords standing={standing} lead={isReturned ? texts.resendUntil : texts.expectedUntil} />
      </p>
      <WindowStrip standing={standing} />
      {kind === "report" ? <ReportProgress duty={duty} /> : <PlanProgress duty={duty} />}
    </>
  );
}

function PlanProgress({ duty }: { readonly duty: Windowed }): VNode {
  const say = useSay();
  const { part } = duty;
  const { data, isBehind, isLoading } = usePlanOf(part);
  if (isBehind) return <Go duty={duty} label={say(texts.open)} />;
  const returned = part.plan.state === "returned" ? data?.decisions.at(-1) : undefined;
  if (returned !== undefined) {
    return (
      <>
        <ReturnedNotice lead={say(texts.returnedNotes, { count: returned.notes.length })}>
          {say(texts.returnedBy)}
        </ReturnedNotice>
        <Go duty={duty} label={say(texts.mend)} />
      </>
    );
  }
  const steps = data?.draft ? planSteps(data.draft) : undefined;
  return <Progress duty={duty} steps={steps} isAsking={isLoading} isPlan />;
}

function ReportProgress({ duty }: { readonly duty: Windowed }): VNode {
  const say = useSay();
  const { part } = duty;
  const { data, isLoading } = useQuery(
    read("appraisals", "readEvaluation", {
      params: {
        cycleId: part.cycleId,
        partId: part.id,
        evaluationId: duty.kind === "report" ? duty.evaluation.id : "",
      },
    }),
  );
  if (part.plan.approvedVersion === 0) {
    return (
      <>
        <p class="lead">{say(texts.reportNeedsPlan)}</p>
        <Go duty={duty} label={say(texts.open)} />
      </>
    );
  }
  const results = data?.plan?.content.results;
  const steps = results && reportSteps(results, data?.reportDraft ?? undefined);
  return <Progress duty={duty} steps={steps} isAsking={isLoading} />;
}

interface ProgressProps {
  readonly duty: Windowed;
  /** Absent until they are known. */
  readonly steps: readonly Step[] | undefined;
  readonly isAsking: boolean;
  readonly isPlan?: boolean;
}

/** Names of what is open that fit on a phone's first screen. */
const named = 3;

function Progress({ duty, steps, isAsking, isPlan = false }: ProgressProps): VNode {
  const say = useSay();
  if (isAsking) return <Skeleton label={say(common.loading)} shape="rows" />;
  if (steps === undefined) return <Go duty={duty} label={say(texts.open)} />;
  const open = steps.filter(({ lacks }) => lacks !== undefined);
  const counts = { open: open.length, done: steps.length - open.length, all: steps.length };
  const isBegun = steps.some(({ lacks }) => lacks !== "notWritten");
  return (
    <>
      {steps.length === 0 ? (
        <strong>{say(texts.noResultYet)}</strong>
      ) : (
        <>
          <Segments
            parts={steps.map(({ lacks }) => (lacks === undefined ? "done" : "open"))}
            label={say(texts.writtenOf, counts)}
          />
          <strong>{say(open.length === 0 ? texts.allWritten : texts.leftOf, counts)}</strong>
        </>
      )}
      {open.length > 0 && (
        <List isDense>
          {open.slice(0, named).map(({ id, text, lacks }) => (
            <ListRow
              key={id}
              start={<StateSign state={lacks === "notWritten" ? "not-started" : "with-employee"} />}
              title={text}
              endDetail={lacks && say(texts[lacks])}
            />
          ))}
        </List>
      )}
      {open.length > named && <p class="meta">{say(texts.moreOpen, { count: open.length - named })}</p>}
      <Go duty={duty} label={say(isBegun && (!isPlan || steps.length > 0) ? texts.continue : texts.begin)} />
    </>
  );
}

function Go({ duty, label }: { readonly duty: Duty; readonly label: string }): VNode {
  return (
    <ButtonLink href={placeOfDuty(duty)} kind="primary" isWide iconAfter={arrowRight}>
      {label}
    </ButtonLink>
  );
}
