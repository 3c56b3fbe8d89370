import type { VNode } from "preact";
import { predicateLabels } from "#shared/appraisals/messages.ts";
import { useReader } from "../../app/me.ts";
import { useStore } from "../../app/store.ts";
import { timeOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { Button } from "../../ui/button.tsx";
import { arrowRight } from "../../ui/icons.ts";
import { Key } from "../../ui/key.tsx";
import { MiniMatrix } from "../../ui/matrix.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { missingWords, shortOf } from "./missing-words.ts";
import { matrixOf } from "./ratings.ts";
import { supervisorTexts as texts } from "./texts.ts";
import type { RatingWork } from "./use-rating-form.ts";

const submitKeys = ["Ctrl", "↵"] as const;

interface RatingFootProps {
  readonly page: EvaluationPage;
  readonly work: RatingWork;
  readonly hasNext: boolean;
}

/** The predicate as it comes about, whether what was typed is safe, and the way on. */
export function RatingFoot({ page, work, hasNext }: RatingFootProps): VNode {
  const say = useSay();
  const { ratings, predicate, decides, mayFinish } = work;
  const { missing } = work.standing;
  const { row, column } = matrixOf(ratings.result.rating, ratings.behaviour.rating, say);
  const wantsMore = decides && missing.length > 0;
  return (
    <StickyFoot>
      <span class="rating-outcome">
        <MiniMatrix row={row} column={column} />
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
              <Saved page={page} work={work} />
            )}
          </span>
        </span>
      </span>
      <Button
        kind="primary"
        {...(hasNext && { iconAfter: arrowRight })}
        isBusy={work.isLeaving}
        missing={wantsMore && missingWords(missing, say)}
        isMissingUnseen
        onClick={work.onward}
      >
        {say(wordOf(mayFinish || wantsMore, hasNext))}{" "}
        <span class="rating-keys" aria-hidden="true">
          {submitKeys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}
        </span>
      </Button>
    </StickyFoot>
  );
}

function wordOf(mayFinish: boolean, hasNext: boolean) {
  if (mayFinish) return hasNext ? texts.next : texts.submitLast;
  return hasNext ? texts.keepAndNext : texts.keepDraft;
}

/** Whether what was typed is safe, and where. */
function Saved({
  page,
  work: { isTyping, isPending },
}: Pick<RatingFootProps, "page" | "work">): VNode | null {
  const say = useSay();
  const reader = useReader();
  const isOnline = useStore(isReachable);
  const savedAt = page.rater?.draft?.savedAt;
  if (!isOnline && (isTyping || isPending)) return <>{say(texts.onDevice)}</>;
  if (isTyping || isPending) return <>{say(texts.saving)}</>;
  if (savedAt === undefined) return null;
  if (savedAt === "") return <>{say(texts.drafted)}</>;
  return <>{say(texts.saved, { time: timeOf(savedAt, reader) })}</>;
}
