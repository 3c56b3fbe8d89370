import { useRef, useState } from "preact/hooks";
import { headResultRating } from "#shared/appraisals/distribution.ts";
import { type Predicate, predicateOf, type Rating } from "#shared/appraisals/matrix.ts";
import { predicateLabels } from "#shared/appraisals/messages.ts";
import type { Ratings } from "#shared/appraisals/model.ts";
import { announce } from "../../app/announce.tsx";
import { toast } from "../../app/toasts.tsx";
import { queries, read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { useDesk } from "./desk.ts";
import { missingWords } from "./missing-words.ts";
import type { PersonProps } from "./person-page.tsx";
import { findingsOf, standingOfRatings } from "./ratings.ts";
import { notePace } from "./sitting.ts";
import { supervisorTexts as texts } from "./texts.ts";
import { useRatings } from "./use-ratings.ts";
import { useAppraisalWindows } from "./windows.ts";
import { type EvaluationParams, letGo, subjectOf, submitRatings, useSendings } from "./writes.ts";

export interface RatingFormProps extends PersonProps {
  readonly page: EvaluationPage;
  readonly params: EvaluationParams;
}

/** One person's ratings as they stand, and what may be done with them. */
export interface RatingWork {
  readonly ratings: Ratings;
  readonly edit: (next: (now: Ratings) => Ratings) => void;
  /** What the organisation's predicate means for whoever heads it; undefined for everybody else. */
  readonly headRating: Rating | undefined;
  readonly standing: ReturnType<typeof standingOfRatings>;
  /** Undefined until both ratings are chosen. */
  readonly predicate: Predicate | undefined;
  readonly windows: ReturnType<typeof useAppraisalWindows>;
  /** Whoever prepares for an official keeps drafts and decides nothing. */
  readonly decides: boolean;
  readonly mayFinish: boolean;
  /** Makes the result final where it may be, keeps the draft otherwise, and goes to the next person. */
  readonly onward: () => void;
  readonly isLeaving: boolean;
  /** Typed, and in no write yet. */
  readonly isTyping: boolean;
  /** Written on the device, and not yet with the service. */
  readonly isPending: boolean;
  /** The write that the service did not take. */
  readonly refused: ReturnType<typeof useSendings>["refused"];
  readonly forget: () => void;
}

export function useRatingForm({ page, params, row, cycle, goOn }: RatingFormProps): RatingWork {
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
  const standing = standingOfRatings(findingsOf(ratings, page));
  const { missing, awaited } = standing;
  const { result, behaviour } = ratings;
  const predicate =
    result.rating === null || behaviour.rating === null
      ? undefined
      : predicateOf(result.rating, behaviour.rating);
  const decides = useDesk().official === undefined;
  const isComplete = missing.length === 0 && awaited.length === 0;
  const mayFinish = decides && isComplete && windows.appraisal.state === "open";

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
      const said = isReachable.get() ? texts.submittedToast : texts.onDevice;
      toast(say(said, { name: row.name, predicate: say(predicateLabels[predicate]) }));
    } else if (isTyping) toast(say(texts.keptToast, { name: row.name }));
    goOn();
  };
  const onward = () => {
    if (mayFinish) void leave(true);
    else if (missing.length === 0 || !decides) void leave(false);
    else announce(missingWords(missing, say));
  };
  return {
    ratings,
    edit,
    headRating,
    standing,
    predicate,
    windows,
    decides,
    mayFinish,
    onward,
    isLeaving,
    isTyping,
    isPending,
    refused,
    forget,
  };
}

/** Pages of others that are read already count this person in: their room is what is left behind this one. */
function countIn(page: EvaluationPage, predicate: Predicate): void {
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
