import type { VNode } from "preact";
import {
  appraisalTerms,
  appraisalVerdictText,
  predicateLabels,
  ratingLabels,
  ratingShortLabels,
} from "#shared/appraisals/messages.ts";
import { suggestedResultRating } from "#shared/appraisals/rules.ts";
import { useReader } from "../../app/me.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { hourglass } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Matrix } from "../../ui/matrix.tsx";
import { ClosedState, InfoNotice, Notice } from "../../ui/notice.tsx";
import { RuleNote } from "../../ui/rule-note.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { JudgementField } from "./judgement-field.tsx";
import { useKeys } from "./keys.tsx";
import { LateReport } from "./late-report.tsx";
import { Lines, oneMore } from "./lines.tsx";
import { NoReport } from "./no-report.tsx";
import { RatingFoot } from "./rating-foot.tsx";
import { type Finding, matrixOf } from "./ratings.ts";
import { Refusal } from "./refusal.tsx";
import { Room } from "./room.tsx";
import { Singles } from "./singles.tsx";
import { supervisorTexts as texts } from "./texts.ts";
import { type RatingFormProps, type RatingWork, useRatingForm } from "./use-rating-form.ts";

/** The two ratings with their reasons, the cell where they meet, the room, the words; and on to the next person. */
export function RatingForm(props: RatingFormProps): VNode {
  const { page, params, queue } = props;
  const work = useRatingForm(props);
  const { ratings, edit, predicate, windows, standing } = work;
  useKeys({ n: work.onward, submit: work.onward });
  return (
    <>
      <div class="stack rating-form">
        <Notices page={page} work={work} />
        <LateReport page={page} params={params} />
        {page.report === null && <NoReport page={page} params={params} report={windows.report} />}
        <Judgements page={page} work={work} />
        <PredicateCard work={work} />
        <Room page={page} own={predicate} until={windows.organisation.closesAt} />
        <Words work={work} />
        <Singles
          plan={page.plan?.content}
          ratings={ratings}
          onChange={(next) => edit((now) => ({ ...now, ...next }))}
        />
        <Questions page={page} questions={standing.questions} />
      </div>
      <RatingFoot page={page} work={work} hasNext={queue.next !== undefined} />
    </>
  );
}

interface PartProps {
  readonly page: EvaluationPage;
  readonly work: RatingWork;
}

/** What to know before rating: a write that was refused, the window, for whom this is a draft. */
function Notices({ page, work: { refused, forget, windows, decides } }: PartProps): VNode {
  const say = useSay();
  return (
    <>
      {refused !== undefined && <Refusal sending={refused} page={page} forget={forget} />}
      <WindowNotice windows={windows} />
      {!decides && <InfoNotice lead={say(texts.prepares)}>{say(texts.preparesMeaning)}</InfoNotice>}
      {page.rater?.draft?.origin === "bulk" && (
        <InfoNotice lead={say(texts.bulkDraft)}>{say(texts.bulkDraftMeaning)}</InfoNotice>
      )}
    </>
  );
}

function Judgements({ page, work }: PartProps): VNode {
  const say = useSay();
  const { ratings, edit } = work;
  return (
    <>
      <JudgementField
        aspect="result"
        judgement={ratings.result}
        report={page.report?.report}
        onChange={(result) => edit((now) => ({ ...now, result }))}
        rule={
          <RuleNote
            label={say(texts.criteria)}
            title={say(texts.criteriaTitle)}
            source={say(texts.criteriaSource)}
          >
            {say(texts.criteriaText)}
          </RuleNote>
        }
        hint={useHint(page, work)}
      />
      <JudgementField
        aspect="behaviour"
        judgement={ratings.behaviour}
        report={page.report?.report}
        onChange={(behaviour) => edit((now) => ({ ...now, behaviour }))}
        rule={
          <RuleNote
            label={say(texts.behaviourAside)}
            title={say(texts.behaviourRule)}
            source={say(texts.criteriaSource)}
          >
            {say(texts.behaviourText)}
          </RuleNote>
        }
      />
    </>
  );
}

/** What the rating of the results follows from: of a head the unit's predicate, of others the single results. */
function useHint(page: EvaluationPage, { ratings, headRating }: RatingWork): string | undefined {
  const say = useSay();
  if (headRating !== undefined) {
    const unit = page.rater?.organisation.name ?? "";
    return say(texts.headResult, { unit, rating: say(ratingLabels[headRating]) });
  }
  const suggested = suggestedResultRating(
    (page.plan?.content.results ?? []).map(({ id, kind }) => ({
      kind,
      rating: ratings.results.find((one) => one.result === id)?.rating ?? null,
    })),
  );
  if (suggested === null || suggested === ratings.result.rating) return undefined;
  return say(texts.suggested, { rating: say(ratingShortLabels[suggested]) });
}

/** The cell where both ratings meet. */
function PredicateCard({ work: { ratings, predicate } }: Pick<PartProps, "work">): VNode {
  const say = useSay();
  const { result, behaviour } = ratings;
  const outcome =
    predicate === undefined
      ? ""
      : say(texts.outcome, {
          result: say(ratingShortLabels[result.rating ?? "meets"]),
          behaviour: say(ratingShortLabels[behaviour.rating ?? "meets"]),
          predicate: say(predicateLabels[predicate]),
        });
  return (
    <Card>
      <Matrix
        rowsName={say(texts.rowsName)}
        columnsName={say(texts.columnsName)}
        {...matrixOf(result.rating, behaviour.rating, say)}
        outcome={outcome}
        isOutcomeUnseen
      />
      <RuleNote
        label={say(texts.matrixRule)}
        title={say(appraisalTerms.predicate)}
        source={say(texts.criteriaSource)}
      >
        {say(texts.matrixText)}
      </RuleNote>
    </Card>
  );
}

/** What is good and what could be better, and behind both fields the way to more: from the one the Tab key leads to the other. */
function Words({ work: { ratings, edit } }: Pick<PartProps, "work">): VNode {
  const say = useSay();
  const strengths = {
    lines: ratings.strengths,
    onChange: (lines: string[]) => edit((now) => ({ ...now, strengths: lines })),
  };
  const improvements = {
    lines: ratings.improvements,
    onChange: (lines: string[]) => edit((now) => ({ ...now, improvements: lines })),
  };
  return (
    <>
      <div class="rating-words">
        <Lines label={say(appraisalTerms.strength)} {...strengths} />
        <Lines label={say(appraisalTerms.improvement)} {...improvements} />
      </div>
      <div class="row-apart rating-more">
        <MoreLines label={say(texts.addStrength)} {...strengths} />
        <MoreLines label={say(texts.addImprovement)} {...improvements} />
      </div>
    </>
  );
}

function MoreLines({ lines, label, onChange }: Parameters<typeof Lines>[0]): VNode | null {
  const more = oneMore(lines);
  if (more === undefined) return null;
  return (
    <LinkButton isAlone onClick={() => onChange(more)}>
      {label}
    </LinkButton>
  );
}

function WindowNotice({ windows }: Pick<RatingWork, "windows">): VNode | null {
  const say = useSay();
  const reader = useReader();
  const { state, opensAt, closesAt } = windows.appraisal;
  if (state === "closed") {
    return (
      <ClosedState lead={say(texts.windowClosed, { moment: momentOf(closesAt, reader) })}>
        {say(texts.windowClosedMeaning)}
      </ClosedState>
    );
  }
  if (state === "not-yet") {
    return (
      <Notice
        tone="kunyit"
        icon={hourglass}
        lead={say(texts.windowNotYet, { moment: momentOf(opensAt, reader) })}
      >
        {say(texts.windowNotYetMeaning)}
      </Notice>
    );
  }
  return null;
}

/** What the criteria and the service point out; none of it is in the way. */
function Questions({
  page,
  questions,
}: {
  readonly page: EvaluationPage;
  readonly questions: readonly Finding[];
}) {
  const say = useSay();
  const repeated = page.rater?.repeated ?? [];
  if (questions.length + repeated.length === 0) return null;
  return (
    <Notice tone="kunyit" icon={hourglass} lead={say(texts.questions)}>
      <span class="question-list">
        {questions.map((question) => (
          <span key={question.code + question.path}>{say(appraisalVerdictText(question))}</span>
        ))}
        {repeated.map(({ text, people }) => (
          <span key={text}>{say(texts.repeated, { people: people.join(", "), text })}</span>
        ))}
      </span>
    </Notice>
  );
}
