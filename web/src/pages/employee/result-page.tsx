import type { VNode } from "preact";
import { dayText } from "#shared/plans/wording.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { dayOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import type { Sending } from "../../offline/queue.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Link } from "../../ui/link.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { EvaluationMark } from "../../work/evaluation-mark.tsx";
import { addressOf, type paramsOf } from "../../work/evaluations.ts";
import { kindOf, useReceipts } from "./receipt.ts";
import { type MyEvaluation, type NextStep, nextStepOf } from "./result-choice.ts";
import { useMyEvaluations } from "./result-data.ts";
import { resultTexts as texts } from "./result-texts.ts";
import "./result.css";

/** All my evaluations, of every part and period, with where each stands. */
export function ResultPage(): VNode {
  const say = useSay();
  const { evaluations, error, again } = useMyEvaluations();
  return (
    <Page title={say(texts.title)}>
      {evaluations !== undefined && <Evaluations evaluations={evaluations} />}
      {evaluations === undefined && error === null && <PageWaits />}
      {evaluations === undefined && error !== null && <PageFailed error={error} again={again} />}
    </Page>
  );
}

function Evaluations({ evaluations }: { readonly evaluations: readonly MyEvaluation[] }): VNode {
  const say = useSay();
  if (evaluations.length === 0) {
    return <EmptyState title={say(texts.none)}>{say(texts.noneNext)}</EmptyState>;
  }
  return (
    <div class="result-list">
      {evaluations.map((one) => (
        <EvaluationCard key={`${one.part.id} ${one.evaluation.id}`} {...one} />
      ))}
    </div>
  );
}

function EvaluationCard(one: MyEvaluation): VNode {
  const say = useSay();
  const reader = useReader();
  const { cycle, evaluation, part, state, since } = one;
  const of = { cycleId: cycle.id, partId: part.id, evaluationId: evaluation.id };
  const said = useReceipts()(of);
  const from = part.from > evaluation.period.from ? part.from : evaluation.period.from;
  const to = part.to < evaluation.period.to ? part.to : evaluation.period.to;
  const days = say(texts.days, { from: say(dayText(from)), to: say(dayText(to)) });
  return (
    <Card title={say(evaluation.title)}>
      <div class="stack">
        <div class="meta">
          <p>{say(evaluation.label)}</p>
          <p>{say(texts.yourPart, { post: part.post, days })}</p>
        </div>
        {said === undefined ? (
          <div class="row">
            <EvaluationMark state={state} isChip />
            <span class="meta">{say(texts.since, { day: dayOf(since, reader) })}</span>
          </div>
        ) : (
          <StateMark state="unsent" isChip>
            {say(saidWords(said))}
          </StateMark>
        )}
        <NextStepLink step={said === undefined ? nextStepOf(one) : "read"} of={of} />
      </div>
    </Card>
  );
}

function saidWords(said: Sending) {
  if (said.refusal !== undefined) return texts.notTaken;
  return kindOf(said) === "refused" ? texts.refusalWaits : texts.receiptWaits;
}

interface NextStepLinkProps {
  readonly step: NextStep;
  readonly of: ReturnType<typeof paramsOf>;
}

function NextStepLink({ step, of }: NextStepLinkProps): VNode | null {
  const say = useSay();
  if (step === "none") return null;
  const path = step === "read" ? webPaths.explanation : webPaths.report;
  const label = { read: texts.toExplanation, report: texts.toReport, see: texts.toSent }[step];
  return (
    <p>
      <Link href={addressOf(path, of)} isAlone>
        {say(label)}
      </Link>
    </p>
  );
}
