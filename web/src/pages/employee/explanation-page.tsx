import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren, VNode } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { appraisalTerms } from "#shared/appraisals/messages.ts";
import { Refused } from "#shared/platform/client.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { Heading, TaskPage } from "../../app/page.tsx";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { read } from "../../data/queries.ts";
import { dayOf, momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Chip } from "../../ui/chip.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { circleCheck, info, rotateCcw } from "../../ui/icons.ts";
import { InfoNotice, Notice } from "../../ui/notice.tsx";
import { StickyFoot, TaskBar } from "../../ui/page-shell.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { appraiserName, useAppraiser } from "../../work/appraiser.ts";
import { type EvaluationPage, paramsOf } from "../../work/evaluations.ts";
import { windowStanding } from "../../work/windows.ts";
import { Equation } from "./explanation-equation.tsx";
import { ReceiptRefused, ReceiptWaits, Reception } from "./explanation-reception.tsx";
import { ExplanationSteps } from "./explanation-steps.tsx";
import { type Explanation, spokenOf } from "./explanation-words.ts";
import { ReadAloud } from "./read-aloud.tsx";
import { kindOf, type ReceiptKind, useReceiptArrival, useReceipts } from "./receipt.ts";
import { evaluationToExplain, isFinal, type MyEvaluation } from "./result-choice.ts";
import { useMyEvaluations } from "./result-data.ts";
import { resultTexts as texts } from "./result-texts.ts";
import "./result.css";

/** "Mengapa Baik?": why my result is what it is. */
export function ExplanationPage(): VNode {
  const say = useSay();
  const { evaluations, error, again } = useMyEvaluations();
  const [search] = useSearchParams();
  if (evaluations === undefined) {
    return <Frame>{error === null ? <PageWaits /> : <PageFailed error={error} again={again} />}</Frame>;
  }
  const wanted = { part: search.get("bagian"), evaluation: search.get("evaluasi") };
  const mine = evaluationToExplain(evaluations, wanted);
  if (mine === undefined) {
    return (
      <Frame>
        <EmptyState title={say(texts.none)}>{say(texts.noneNext)}</EmptyState>
      </Frame>
    );
  }
  return isFinal(mine) ? <Explained mine={mine} /> : <NotFinal {...mine} />;
}

interface FrameProps {
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** The page with its way back while there is nothing to explain. */
function Frame({ title, children }: FrameProps): VNode {
  const say = useSay();
  return (
    <TaskPage title={title ?? say(texts.title)} back={{ href: webPaths.result, label: say(texts.back) }}>
      {children}
    </TaskPage>
  );
}

function Explained({ mine }: { readonly mine: MyEvaluation }): VNode {
  const params = { cycleId: mine.cycle.id, partId: mine.part.id, evaluationId: mine.evaluation.id };
  const page = useQuery(read("appraisals", "readEvaluation", { params }));
  const explanation = useQuery(read("appraisals", "explainEvaluation", { params }));
  const error = page.error ?? explanation.error;
  // It was withdrawn at this very moment.
  if (error instanceof Refused && error.code === "appraisal.not-final") return <NotFinal {...mine} />;
  if (page.data !== undefined && explanation.data !== undefined) {
    return <Result page={page.data} explanation={explanation.data} />;
  }
  const again = () => {
    void page.refetch();
    void explanation.refetch();
  };
  return <Frame>{error === null ? <PageWaits /> : <PageFailed error={error} again={again} />}</Frame>;
}

interface ResultProps {
  readonly page: EvaluationPage;
  readonly explanation: Explanation;
}

function Result({ page, explanation }: ResultProps): VNode {
  const say = useSay();
  const { evaluation, final, actions } = page;
  const { question, equation, steps, notes, isProvisional } = explanation;
  const article = useRef<HTMLElement>(null);
  const step = useStepInView(article);
  const period = say(evaluation.title);
  const until = final === null ? undefined : lastMinuteBefore(final.deemedReceivedAt);
  const of = paramsOf(page);
  const said = useReceipts()(of);
  const arrived = useCallback((kind: ReceiptKind) => toast(say(texts[kind])), [say]);
  useReceiptArrival(of, arrived);
  return (
    <>
      <TaskBar
        back={{ href: webPaths.result, label: say(texts.back) }}
        title={step === undefined ? say(texts.title) : say(question)}
      >
        {step !== undefined && <span class="meta">{say(texts.step, { at: step, total: steps.length })}</span>}
        <ReadAloud sentences={spokenOf(explanation, say)} />
      </TaskBar>
      <article class="explanation stack" ref={article}>
        <div class="row">
          <Chip tone="nila" icon={info}>
            {evaluation.kind === "internal" ? say(texts.internal, { period }) : period}
          </Chip>
          {isProvisional && (
            <StateMark state="not-started" isChip>
              {say(appraisalTerms.provisional)}
            </StateMark>
          )}
        </div>
        <Heading title={say(question)} class="display" />
        <Settled page={page} />
        <Equation equation={equation} />
        <Reopened page={page} />
        <ExplanationSteps
          of={of}
          steps={steps}
          single={new Map(final?.ratings.results.map(({ result, rating }) => [result, rating]))}
        />
        <ReceptionNotice page={page} />
        {notes.map((note) => (
          <p key={note.id} class="meta">
            {say(note)}
          </p>
        ))}
        <WorkPaper />
      </article>
      {said?.refusal !== undefined && (
        <StickyFoot>
          <ReceiptRefused sending={said} of={of} />
        </StickyFoot>
      )}
      {until !== undefined && said !== undefined && said.refusal === undefined && (
        <ReceiptWaits kind={kindOf(said)} until={until} />
      )}
      {until !== undefined && said === undefined && actions.includes("acknowledge") && (
        <Reception page={page} until={until} />
      )}
    </>
  );
}

function Settled({ page: { part, final } }: Pick<ResultProps, "page">): VNode {
  const say = useSay();
  const reader = useReader();
  const { data: appraiser } = useAppraiser(part);
  const day = final === null ? "" : dayOf(final.submittedAt, reader);
  // Another may have taken over since.
  const isTheirs = appraiser !== undefined && appraiser.id === final?.submittedBy;
  return (
    <p class="lead">
      {isTheirs
        ? say(texts.settled, { name: appraiserName(appraiser), day })
        : say(texts.settledUnnamed, { day })}{" "}
      {say(texts.way)}
    </p>
  );
}

function Reopened({ page: { reopenings } }: Pick<ResultProps, "page">): VNode | null {
  const say = useSay();
  const last = reopenings.findLast(({ kind }) => kind === "reopened");
  if (last === undefined) return null;
  return (
    <Notice tone="abu" icon={rotateCcw}>
      {say(texts.reopened, { reason: last.reason })}
    </Notice>
  );
}

/** How the result reached its employee, and what they said to it. */
function ReceptionNotice({ page: { receipt } }: Pick<ResultProps, "page">): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (receipt === null) return null;
  const { kind, at, answer } = receipt;
  const moment = momentOf(at, reader);
  const words = { acknowledged: texts.acknowledgedAt, refused: texts.refusedAt, deemed: texts.deemedAt }[
    kind
  ];
  return (
    <Notice tone={kind === "refused" ? "kunyit" : "daun"} icon={circleCheck}>
      {say(words, { moment })}
      {answer !== "" && (
        <span class="said">
          <strong>{say(kind === "refused" ? texts.yourReason : texts.answerTitle)}</strong>
          <span class="own-words">{answer}</span>
        </span>
      )}
    </Notice>
  );
}

/** Where the agency's record lies elsewhere, no page of ours passes for it. */
function WorkPaper(): VNode | null {
  const say = useSay();
  const { data } = useQuery(read("agencies", "readAgency"));
  return data?.mode === "pendamping" ? <p class="caption work-paper">{say(texts.workPaper)}</p> : null;
}

/** What is awaited and from whom; never what the result might be. */
function NotFinal({ cycle, part, evaluation, state }: MyEvaluation): VNode {
  const say = useSay();
  const reader = useReader();
  const { data: appraiser } = useAppraiser(part);
  const period = say(evaluation.title);
  const until = (window: typeof evaluation.windows.report) =>
    momentOf(windowStanding(window, cycle.zone, evaluation.period.to).closesAt, reader);
  const name = appraiser === undefined ? say(texts.yourAppraiser) : appraiserName(appraiser);
  const of = { cycleId: cycle.id, partId: part.id, evaluationId: evaluation.id };
  // It was reopened before what was said to it arrived.
  const said = useReceipts()(of);
  const awaited =
    state === "closed-without-report"
      ? say(texts.waitsNobody)
      : state === "not-started"
        ? say(texts.waitsReport, { moment: until(evaluation.windows.report) })
        : say(texts.waitsAppraiser, { name, moment: until(evaluation.windows.appraisal) });
  return (
    <Frame title={say(texts.notFinal, { period })}>
      {said?.refusal !== undefined && <ReceiptRefused sending={said} of={of} />}
      <InfoNotice lead={awaited}>{state !== "closed-without-report" && say(texts.resultNext)}</InfoNotice>
    </Frame>
  );
}

const minute = 60_000;

/** "Until 23.59" of the day before, as every other deadline is said. */
function lastMinuteBefore(instant: string): string {
  return new Date(Date.parse(instant) - minute).toISOString();
}

/** Which step of the path is being read; undefined while one is still above them. */
function useStepInView(article: { readonly current: HTMLElement | null }): number | undefined {
  const [step, setStep] = useState<number>();
  useEffect(() => {
    const look = () => {
      const steps = [...(article.current?.querySelectorAll(".path-step") ?? [])];
      const line = innerHeight / 3;
      const above = steps.filter((element) => element.getBoundingClientRect().top < line).length;
      setStep(scrollY === 0 || above === 0 ? undefined : above);
    };
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, [article]);
  return step;
}
