import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren, VNode } from "preact";
import { appraisalTerms, evaluationStateLabels } from "#shared/appraisals/messages.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { read } from "../../data/queries.ts";
import { dayOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { InfoNotice } from "../../ui/notice.tsx";
import { Remark } from "../../ui/remark.tsx";
import { StateSign } from "../../ui/state-mark.tsx";
import { addressOf, type EvaluationPage, paramsOf } from "../../work/evaluations.ts";
import { MeasureReading } from "../../work/measure.tsx";
import { criteriaTexts as texts } from "./criteria-texts.ts";
import { type AtHand, EvaluationAtHand } from "./evaluation-at-hand.tsx";
import { lacksOf, realisationFor } from "./report-edit.ts";
import { lackWords } from "./report-texts.ts";
import { useMyEvaluations } from "./result-data.ts";
import "./criteria.css";

/** What I reached so far and what is missing; no predicate, no comparison with anybody. */
export function PositionPage(): VNode {
  const say = useSay();
  return (
    <EvaluationAtHand title={say(texts.positionTitle)}>
      {(found) => (
        <div class="two-panes">
          <div class="stack">
            <p class="lead">{say(texts.positionLead)}</p>
            <Reached {...found} />
          </div>
          <LastWords {...found} />
        </div>
      )}
    </EvaluationAtHand>
  );
}

function Reached({ cycle, part, evaluation }: AtHand): VNode {
  const say = useSay();
  const params = { cycleId: cycle.id, partId: part.id, evaluationId: evaluation.id };
  // Whoever opens a final result has read it; that is done where it is explained, not here.
  const isUnread = part.evaluations[evaluation.id]?.state === "submitted";
  const { data, error, refetch } = useQuery({
    ...read("appraisals", "readEvaluation", { params }),
    enabled: !isUnread,
  });
  if (isUnread) {
    return (
      <InfoNotice
        lead={say(evaluationStateLabels.submitted)}
        action={
          <ButtonLink kind="primary" href={addressOf(webPaths.explanation, params)}>
            {say(texts.toResult)}
          </ButtonLink>
        }
      />
    );
  }
  if (data !== undefined) return <Targets page={data} />;
  return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
}

function Targets({ page }: { readonly page: EvaluationPage }): VNode {
  const say = useSay();
  const plan = page.plan?.content;
  const report = page.report?.report ?? page.reportDraft?.report;
  if (plan === undefined) return <p class="lead">{say(texts.noPlan)}</p>;
  return (
    <>
      <Card title={say(texts.targets)}>
        <div class="stack">
          <p class="meta">
            <Source page={page} />
          </p>
          <List>
            {plan.results.map((planned) => (
              <li key={planned.id} class="list-item position-result">
                <h3>{planned.text}</h3>
                {planned.indicators.map((indicator) => (
                  <MeasureReading
                    key={indicator.key}
                    indicator={indicator}
                    reached={report && realisationFor(report, planned.id).reached[indicator.key]}
                  />
                ))}
              </li>
            ))}
          </List>
        </div>
      </Card>
      <Missing page={page} plan={plan} />
    </>
  );
}

function Source({ page: { report, reportDraft } }: { readonly page: EvaluationPage }): VNode {
  const say = useSay();
  const reader = useReader();
  if (report !== null) return <>{say(texts.fromSent, { day: dayOf(report.submittedAt, reader) })}</>;
  return <>{say(reportDraft === null ? texts.noReport : texts.fromDraft)}</>;
}

interface MissingProps {
  readonly page: EvaluationPage;
  readonly plan: NonNullable<EvaluationPage["plan"]>["content"];
}

function Missing({ page, plan }: MissingProps): VNode {
  const say = useSay();
  const report = page.report?.report ?? page.reportDraft?.report ?? { realisations: [] };
  const lacks = lacksOf(report, plan);
  const isComplete = lacks.every((lack) => lack === undefined);
  return (
    <Card title={say(texts.missing)}>
      {isComplete ? (
        <p class="lead">{say(texts.missingNone)}</p>
      ) : (
        <List isDense>
          {lacks.map((lack, at) => {
            const planned = plan.results[at];
            if (lack === undefined || planned === undefined) return null;
            return (
              <ListRow
                key={planned.id}
                start={<StateSign state={lack === "evidence" ? "with-employee" : "not-started"} />}
                title={planned.text}
                endDetail={say(lackWords(lack))}
                {...(page.report === null && {
                  href: `${addressOf(webPaths.report, paramsOf(page))}&hasil=${at + 1}`,
                })}
              />
            );
          })}
        </List>
      )}
      {page.report === null && (
        <ButtonLink href={addressOf(webPaths.report, paramsOf(page))}>{say(texts.toReport)}</ButtonLink>
      )}
    </Card>
  );
}

/** Of the last result that was received; before the first one, what was written about the plan. */
function LastWords(found: AtHand): VNode {
  const say = useSay();
  const { evaluations } = useMyEvaluations();
  const received = evaluations?.find(({ state }) =>
    ["acknowledged", "refused", "deemed-received"].includes(state),
  );
  const params = {
    cycleId: received?.cycle.id ?? "",
    partId: received?.part.id ?? "",
    evaluationId: received?.evaluation.id ?? "",
  };
  const { data } = useQuery({
    ...read("appraisals", "readEvaluation", { params }),
    enabled: received !== undefined,
  });
  const words = data?.final?.ratings;
  if (words === undefined || received === undefined) return <WordsOnPlan {...found} />;
  return (
    <WordsCard from={say(texts.wordsFrom, { period: say(received.evaluation.title) })}>
      {words.strengths.map((text) => (
        <Remark key={text} tone="daun" heading={say(appraisalTerms.strength)}>
          {text}
        </Remark>
      ))}
      {words.improvements.map((text) => (
        <Remark key={text} tone="kunyit" heading={say(appraisalTerms.improvement)}>
          {text}
        </Remark>
      ))}
    </WordsCard>
  );
}

function WordsOnPlan({ cycle, part }: AtHand): VNode {
  const say = useSay();
  const reader = useReader();
  const { data } = useQuery(read("plans", "readPlan", { params: { cycleId: cycle.id, partId: part.id } }));
  const said = data?.decisions.filter(({ reason }) => reason !== "") ?? [];
  const last = said.reduce<(typeof said)[number] | undefined>(
    (latest, one) => (latest === undefined || one.decidedAt > latest.decidedAt ? one : latest),
    undefined,
  );
  if (last === undefined) {
    return (
      <WordsCard>
        <p class="lead">{say(texts.noWords)}</p>
      </WordsCard>
    );
  }
  const day = dayOf(last.decidedAt, reader);
  return (
    <WordsCard>
      <Remark
        tone={last.decision === "returned" ? "kunyit" : "daun"}
        heading={say(last.decision === "returned" ? texts.returnedWith : texts.approvedWith, { day })}
      >
        {last.reason}
      </Remark>
    </WordsCard>
  );
}

function WordsCard({ from, children }: { readonly from?: string; readonly children: ComponentChildren }) {
  const say = useSay();
  return (
    <Card title={say(texts.words)}>
      <div class="stack">
        {from !== undefined && <p class="meta">{from}</p>}
        {children}
      </div>
    </Card>
  );
}
