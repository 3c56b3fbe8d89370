import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { headResultRating } from "#shared/appraisals/distribution.ts";
import { predicateOf } from "#shared/appraisals/matrix.ts";
import {
  appraisalTerms,
  appraisalVerdictText,
  predicateLabels,
  ratingLabels,
  ratingShortLabels,
} from "#shared/appraisals/messages.ts";
import type { Ratings } from "#shared/appraisals/model.ts";
import { suggestedResultRating } from "#shared/appraisals/rules.ts";
import { announce } from "../../app/announce.tsx";
import { useReader } from "../../app/me.ts";
import { useStore } from "../../app/store.ts";
import { toast } from "../../app/toasts.tsx";
import { queries, read } from "../../data/queries.ts";
import { momentOf, timeOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { arrowRight, hourglass } from "../../ui/icons.ts";
import { Key } from "../../ui/key.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { Matrix, MiniMatrix } from "../../ui/matrix.tsx";
import { ClosedState, InfoNotice, Notice } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { RuleNote } from "../../ui/rule-note.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { useDesk } from "./desk.ts";
import { JudgementField } from "./judgement-field.tsx";
import { useKeys } from "./keys.tsx";
import { LateReport } from "./late-report.tsx";
import { Lines, oneMore } from "./lines.tsx";
import { NoReport } from "./no-report.tsx";
import type { PersonProps } from "./person-page.tsx";
import { type Finding, findingsOf, matrixOf, standingOfRatings } from "./ratings.ts";
import { Refusal } from "./refusal.tsx";
import { Room } from "./room.tsx";
import { Singles } from "./singles.tsx";
import { notePace } from "./sitting.ts";
import { supervisorTexts as texts } from "./texts.ts";
import { useRatings } from "./use-ratings.ts";
import { useAppraisalWindows } from "./windows.ts";
import { type EvaluationParams, letGo, subjectOf, submitRatings, useSendings } from "./writes.ts";

const submitKeys = ["Ctrl", "↵"] as const;

interface RatingFormProps extends PersonProps {
  readonly page: EvaluationPage;
  readonly params: EvaluationParams;
}

/** The two ratings with their reasons, the cell where they meet, the room, the words; and on to the next person. */
export function RatingForm({ page, params, row, cycle, queue, goOn }: RatingFormProps): VNode {
  const say = useSay();
  const organisation = page.rater?.organisation;
  const headRating =
    organisation?.isHead === true && organisation.predicate !== null
      ? headResultRating(organisation.predicate)
      : undefined;
  const start = headRating && { result: { rating: headRating, reason: "", basis: [] } };
  const { ratings, version, change, save, isTyping, forget } = useRatings(params, page, start ?? {});
  const { refused, isPending } = useSendings(subjectOf(params));
  const windows = useAppraisalWindows(cycle, params.evaluationId);
  const begunAt = useRef(performance.now());
  const [isLeaving, setLeaving] = useState(false);

  const { missing, awaited, questions } = standingOfRatings(findingsOf(ratings, page));
  const { result, behaviour } = ratings;
  const predicate =
    result.rating === null || behaviour.rating === null
      ? undefined
      : predicateOf(result.rating, behaviour.rating);
  const matrix = matrixOf(result.rating, behaviour.rating, say);
  const outcome =
    predicate === undefined
      ? ""
      : say(texts.outcome, {
          result: say(ratingShortLabels[result.rating ?? "meets"]),
          behaviour: say(ratingShortLabels[behaviour.rating ?? "meets"]),
          predicate: say(predicateLabels[predicate]),
        });
  const isOpenNow = windows.appraisal.state === "open";
  // Whoever prepares for an official keeps drafts and decides nothing.
  const decides = useDesk().official === undefined;
  const mayFinish = decides && missing.length === 0 && awaited.length === 0 && isOpenNow;

  const edit = (next: (now: Ratings) => Ratings) => {
    // What was refused was about what stood there before.
    if (refused?.route === "submitEvaluation") void letGo(refused);
    change(next);
  };
  const leave = async (isFinal: boolean) => {
    if (isLeaving) return;
    setLeaving(true);
    notePace(performance.now() - begunAt.current);
    const isConfirming = page.rater?.draft?.origin === "bulk" || version === 0;
    await save(isFinal && isConfirming);
    if (isFinal && predicate !== undefined) {
      await submitRatings(params, version);
      countIn(page, predicate);
      toast(say(texts.submittedToast, { name: row.name, predicate: say(predicateLabels[predicate]) }));
    } else if (isTyping) toast(say(texts.keptToast, { name: row.name }));
    goOn();
  };
  const onward = () => {
    if (mayFinish) void leave(true);
    else if (missing.length === 0 || !decides) void leave(false);
    else announce(missingWords(missing, say));
  };
  useKeys({ n: onward, submit: onward });

  const suggested = suggestedResultRating(
    (page.plan?.content.results ?? []).map(({ id, kind }) => ({
      kind,
      rating: ratings.results.find((one) => one.result === id)?.rating ?? null,
    })),
  );
  return (
    <>
      <div class="stack rating-form">
        {refused !== undefined && <Refusal sending={refused} page={page} forget={forget} />}
        <WindowNotice windows={windows} />
        {!decides && <InfoNotice lead={say(texts.prepares)}>{say(texts.preparesMeaning)}</InfoNotice>}
        {page.rater?.draft?.origin === "bulk" && (
          <InfoNotice lead={say(texts.bulkDraft)}>{say(texts.bulkDraftMeaning)}</InfoNotice>
        )}
        <LateReport page={page} params={params} />
        {page.report === null && <NoReport page={page} params={params} report={windows.report} />}
        <JudgementField
          aspect="result"
          judgement={result}
          report={page.report?.report}
          onChange={(next) => edit((now) => ({ ...now, result: next }))}
          rule={
            <RuleNote
              label={say(texts.criteria)}
              title={say(texts.criteriaTitle)}
              source={say(texts.criteriaSource)}
            >
              {say(texts.criteriaText)}
            </RuleNote>
          }
          hint={
            headRating !== undefined
              ? say(texts.headResult, {
                  unit: organisation?.name ?? "",
                  rating: say(ratingLabels[headRating]),
                })
              : suggested !== null && suggested !== result.rating
                ? say(texts.suggested, { rating: say(ratingShortLabels[suggested]) })
                : undefined
          }
        />
        <JudgementField
          aspect="behaviour"
          judgement={behaviour}
          report={page.report?.report}
          onChange={(next) => edit((now) => ({ ...now, behaviour: next }))}
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
        <Card>
          <Matrix
            rowsName={say(texts.rowsName)}
            columnsName={say(texts.columnsName)}
            {...matrix}
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
        <Room page={page} own={predicate} until={windows.organisation.closesAt} />
        <div class="rating-words">
          <Lines
            label={say(appraisalTerms.strength)}
            lines={ratings.strengths}
            onChange={(strengths) => edit((now) => ({ ...now, strengths }))}
          />
          <Lines
            label={say(appraisalTerms.improvement)}
            lines={ratings.improvements}
            onChange={(improvements) => edit((now) => ({ ...now, improvements }))}
          />
        </div>
        <div class="row-apart rating-more">
          <MoreLines
            lines={ratings.strengths}
            label={say(texts.addStrength)}
            onChange={(strengths) => edit((now) => ({ ...now, strengths }))}
          />
          <MoreLines
            lines={ratings.improvements}
            label={say(texts.addImprovement)}
            onChange={(improvements) => edit((now) => ({ ...now, improvements }))}
          />
        </div>
        <Singles
          plan={page.plan?.content}
          ratings={ratings}
          onChange={(next) => edit((now) => ({ ...now, ...next }))}
        />
        <Questions page={page} questions={questions} />
      </div>
      <StickyFoot>
        <span class="rating-outcome">
          <MiniMatrix row={matrix.row} column={matrix.column} />
          <span>
            <span class="unseen">{say(texts.predicate)}</span>
            <strong class="rating-predicate">
              {predicate === undefined ? shortOf(missing[0], say) : say(predicateLabels[predicate])}
            </strong>
            {predicate !== undefined && page.evaluation.provisional && (
              <span class="caption"> {say(texts.provisional)}</span>
            )}
            <br />
            <span class="caption">
              {predicate !== undefined && missing.length > 0 ? (
                missingWords(missing, say)
              ) : (
                <Saved page={page} isTyping={isTyping} isPending={isPending} />
              )}
            </span>
          </span>
        </span>
        <Button
          kind="primary"
          {...(queue.next !== undefined && { iconAfter: arrowRight })}
          isBusy={isLeaving}
          missing={decides && missing.length > 0 && missingWords(missing, say)}
          isMissingUnseen
          onClick={onward}
        >
          {say(wordOf(mayFinish || (decides && missing.length > 0), queue.next !== undefined))}{" "}
          <span class="rating-keys" aria-hidden="true">
            {submitKeys.map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </span>
        </Button>
      </StickyFoot>
    </>
  );
}

/** Behind both fields: from the one the Tab key leads to the other. */
function MoreLines({ lines, label, onChange }: Parameters<typeof Lines>[0]): VNode | null {
  const more = oneMore(lines);
  if (more === undefined) return null;
  return (
    <LinkButton isAlone onClick={() => onChange(more)}>
      {label}
    </LinkButton>
  );
}

function wordOf(mayFinish: boolean, hasNext: boolean) {
  if (mayFinish) return hasNext ? texts.next : texts.submitLast;
  return hasNext ? texts.keepAndNext : texts.keepDraft;
}

const shortWords = {
  "appraisal.reason-missing": texts.missingReason,
  "appraisal.basis-missing": texts.missingBasis,
  "appraisal.strength-missing": texts.missingStrength,
  "appraisal.improvement-missing": texts.missingImprovement,
} as const;

/** What is missing, so short that it fits beside the button. */
function shortOf(finding: Finding | undefined, say: ReturnType<typeof useSay>): string {
  if (finding === undefined) return "";
  if (finding.path === "result.rating") return say(texts.chooseResult);
  if (finding.path === "behaviour.rating") return say(texts.chooseBehaviour);
  const known = shortWords[finding.code as keyof typeof shortWords];
  return say(known ?? texts.missingOther);
}

function missingWords(missing: readonly Finding[], say: ReturnType<typeof useSay>): string {
  const what = shortOf(missing[0], say);
  return missing.length === 1 ? what : say(texts.missingMore, { what, count: missing.length - 1 });
}

interface SavedProps {
  readonly page: EvaluationPage;
  readonly isTyping: boolean;
  readonly isPending: boolean;
}

/** Whether what was typed is safe, and where. */
function Saved({ page, isTyping, isPending }: SavedProps): VNode {
  const say = useSay();
  const reader = useReader();
  const isOnline = useStore(isReachable);
  const savedAt = page.rater?.draft?.savedAt;
  if (!isOnline && (isTyping || isPending)) return <>{say(texts.onDevice)}</>;
  if (isTyping || isPending) return <>{say(texts.saving)}</>;
  if (savedAt === undefined || savedAt === "") return <>{say(texts.drafted)}</>;
  return <>{say(texts.saved, { time: timeOf(savedAt, reader) })}</>;
}

function WindowNotice({
  windows,
}: {
  readonly windows: ReturnType<typeof useAppraisalWindows>;
}): VNode | null {
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

/** Pages of others that are read already count this person in: their room is what is left behind this one. */
function countIn(page: EvaluationPage, predicate: keyof typeof predicateLabels): void {
  const unit = page.rater?.organisation.unit;
  const cached = { queryKey: read("appraisals", "readEvaluation", { params: nobody }).queryKey.slice(0, 2) };
  queries.setQueriesData<EvaluationPage>(cached, (other) => {
    const headroom = other?.rater?.headroom;
    if (!other?.rater || !headroom || other.rater.organisation.unit !== unit) return other;
    const counts = { ...headroom.counts, [predicate]: headroom.counts[predicate] + 1 };
    return {
      ...other,
      rater: { ...other.rater, headroom: { ...headroom, counts, rated: headroom.rated + 1 } },
    };
  });
}

const nobody = { cycleId: "", partId: "", evaluationId: "" };
