import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useCallback } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { evaluationStateLabels } from "#shared/appraisals/messages.ts";
import { exclusionNames, stepNames } from "#shared/cycles/messages.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useNow } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Link } from "../../ui/link.tsx";
import { ClosedState, InfoNotice } from "../../ui/notice.tsx";
import { ClosedWindow } from "../../work/closed-window.tsx";
import { addressOf, type EvaluationPage, type PlanContent, paramsOf } from "../../work/evaluations.ts";
import { type Part, useMyPart } from "../../work/my-parts.ts";
import { ReportReading } from "../../work/report-reading.tsx";
import { type WindowStanding, windowStanding } from "../../work/windows.ts";
import { OnItsWay } from "./on-its-way.tsx";
import { useIsWaiting, useReportArrival, useReportDraft } from "./report-draft.ts";
import { evaluationToReport } from "./report-edit.ts";
import { ReportForm } from "./report-form.tsx";
import { ReportFrame } from "./report-frame.tsx";
import { SaveRefused } from "./report-refused.tsx";
import { ReportSent } from "./report-sent.tsx";
import { reportPageTexts as texts } from "./report-texts.ts";

/** What I reached, with the evidence, for one evaluation of my part. */
export function ReportPage(): VNode {
  const { cycle, part, parts, error, again } = useMyPart();
  const say = useSay();
  if (error !== null && parts === undefined)
    return (
      <ReportFrame>
        <PageFailed error={error} again={again} />
      </ReportFrame>
    );
  if (parts === undefined)
    return (
      <ReportFrame>
        <PageWaits />
      </ReportFrame>
    );
  if (cycle === undefined || part === undefined) {
    return (
      <ReportFrame>
        <EmptyState title={say(texts.noCycle)}>{say(texts.noCycleNext)}</EmptyState>
      </ReportFrame>
    );
  }
  if (part.exclusion !== undefined) return <Excluded exclusion={part.exclusion} />;
  return <ReportOfPart cycle={cycle} part={part} />;
}

function Excluded({ exclusion: { reason, rule } }: { exclusion: NonNullable<Part["exclusion"]> }): VNode {
  const say = useSay();
  const name = exclusionNames[reason as keyof typeof exclusionNames];
  return (
    <ReportFrame>
      <InfoNotice lead={say(texts.excluded)}>
        {say(texts.excludedBecause, { reason: name === undefined ? reason : say(name), rule })}
      </InfoNotice>
    </ReportFrame>
  );
}

interface OfPartProps {
  readonly cycle: Cycle;
  readonly part: Part;
}

function ReportOfPart({ cycle, part }: OfPartProps): VNode {
  const now = useNow();
  const [search] = useSearchParams();
  const evaluation = evaluationToReport(cycle, part, search.get("evaluasi"), now);
  const params = { cycleId: cycle.id, partId: part.id, evaluationId: evaluation?.id ?? noEvaluation };
  // Whoever opens a final result has read it; that is done where it is explained, not here.
  const isUnread = evaluation !== undefined && part.evaluations[evaluation.id]?.state === "submitted";
  const { data, error, refetch } = useQuery({
    ...read("appraisals", "readEvaluation", { params }),
    enabled: evaluation !== undefined && !isUnread,
  });
  const say = useSay();
  const arrived = useCallback((receipt: string | undefined) => toast(say(texts.sent), receipt), []);
  useReportArrival(params.evaluationId, arrived);
  if (evaluation === undefined) {
    return (
      <ReportFrame>
        <EmptyState title={say(texts.noCycle)}>{say(texts.noCycleNext)}</EmptyState>
      </ReportFrame>
    );
  }
  const name = say(evaluation.title);
  if (isUnread) return <Unread detail={name} address={addressOf(webPaths.explanation, params)} />;
  if (data === undefined) {
    return (
      <ReportFrame detail={name}>
        {error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />}
      </ReportFrame>
    );
  }
  const report = windowStanding(evaluation.windows.report, cycle.zone, now);
  const progress = windowStanding(cycle.windows.progress, cycle.zone, now);
  return <Standing key={data.evaluation.id} page={data} report={report} progress={progress} />;
}

function Unread({ detail, address }: { readonly detail: string; readonly address: string }): VNode {
  const say = useSay();
  return (
    <ReportFrame detail={detail}>
      <InfoNotice
        lead={say(evaluationStateLabels.submitted)}
        action={
          <ButtonLink kind="primary" href={address}>
            {say(texts.toResult)}
          </ButtonLink>
        }
      />
    </ReportFrame>
  );
}

/** Stands in the question until an evaluation is known; it is not asked before. */
const noEvaluation = "" as never;

interface StandingProps {
  readonly page: EvaluationPage;
  /** When reports may be sent, and when they may be drafted. */
  readonly report: WindowStanding;
  readonly progress: WindowStanding;
}

/** What can be done now, by the evaluation's state and its windows. */
function Standing({ page, report, progress }: StandingProps): VNode {
  const say = useSay();
  const isWaiting = useIsWaiting(page);
  const { plan, state, evaluation } = page;
  const name = say(evaluation.title);
  if (state === "closed-without-report") {
    return (
      <ReportFrame detail={name}>
        <ClosedState lead={say(texts.withoutReport)}>
          {page.late?.decision?.kind === "declined" &&
            `${say(texts.lateDeclined, { reason: page.late.decision.reason })} `}
          {say(texts.withoutReportNext)}
        </ClosedState>
      </ReportFrame>
    );
  }
  if (state !== "not-started") {
    return (
      <ReportFrame detail={name}>
        <ReportSent page={page} window={report} />
      </ReportFrame>
    );
  }
  if (plan === null) return <NoPlan detail={name} />;
  const isOpen = report.state === "open" || (report.state === "not-yet" && progress.state === "open");
  if (isOpen) return <ReportForm page={page} plan={plan.content} window={report} />;
  return (
    <ReportFrame detail={name}>
      {isWaiting && <Waiting page={page} plan={plan.content} />}
      <OutOfTime page={page} window={report} />
    </ReportFrame>
  );
}

function NoPlan({ detail }: { readonly detail: string }): VNode {
  const say = useSay();
  return (
    <ReportFrame detail={detail}>
      <InfoNotice
        lead={say(texts.noPlan)}
        action={
          <Link href={webPaths.plan} isAlone>
            {say(texts.toPlan)}
          </Link>
        }
      >
        {say(texts.noPlanNext)}
      </InfoNotice>
    </ReportFrame>
  );
}

interface WaitingProps {
  readonly page: EvaluationPage;
  readonly plan: PlanContent;
}

/** Sent before the deadline and still in the outbox after it: on its way, or refused. */
function Waiting({ page, plan }: WaitingProps): VNode | null {
  const say = useSay();
  const draft = useReportDraft(page);
  const { refused, isSending, sealedAt } = draft;
  if (refused !== undefined) return <SaveRefused refused={refused} draft={draft} plan={plan} />;
  if (!isSending) return null;
  return <OnItsWay sealedAt={sealedAt} lead={say(texts.queued)} meaning={say(texts.queuedNext)} />;
}

/** Too early, or too late: which window, until when, who can extend it; and what was written. */
function OutOfTime({
  page,
  window,
}: {
  readonly page: EvaluationPage;
  readonly window: WindowStanding;
}): VNode {
  const say = useSay();
  const { plan, reportDraft, evaluation } = page;
  return (
    <div class="stack">
      <ClosedWindow
        standing={window}
        step={{
          id: `${stepNames.report.id} ${evaluation.title.id}`,
          en: `${stepNames.report.en}, ${evaluation.title.en}`,
        }}
      />
      {plan !== null && reportDraft !== null && (
        <>
          <h2>{say(texts.draftKept)}</h2>
          <ReportReading of={paramsOf(page)} plan={plan.content} report={reportDraft.report} heading="h3" />
        </>
      )}
    </div>
  );
}
