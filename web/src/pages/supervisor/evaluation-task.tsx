import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { PageFailed } from "../../app/failure.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { NoPermission } from "../../ui/notice.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { DisownWay } from "./asked-tickets.tsx";
import { EvidencePane } from "./evidence-pane.tsx";
import { FinalPane } from "./final-pane.tsx";
import type { PersonProps } from "./person-page.tsx";
import { untilPrefetchedIsOld } from "./prefetch.ts";
import { RatingForm } from "./rating-form.tsx";
import { supervisorTexts as texts } from "./texts.ts";
import { subjectOf, useSendings } from "./writes.ts";

interface EvaluationTaskProps extends PersonProps {
  readonly evaluation: string;
}

/** One person's evaluation: the evidence, and beside it the ratings or what became of them. */
export function EvaluationTask(props: EvaluationTaskProps): VNode {
  const { row, cycle, evaluation } = props;
  const say = useSay();
  const params = { cycleId: cycle.id, partId: row.part, evaluationId: evaluation };
  const { data, error, refetch } = useQuery({
    ...read("appraisals", "readEvaluation", { params }),
    staleTime: untilPrefetchedIsOld,
  });
  const { last, refused } = useSendings(subjectOf(params));
  // What a step answers leaves out what only the appraiser needs.
  const isHalf = data !== undefined && data.rater === null && isRateable(data);
  useEffect(() => {
    if (isHalf) void refetch();
  }, [isHalf, refetch]);
  if (row.group === "excluded") {
    return <NoPermission lead={say(texts.excludedPerson)}>{data?.part.exclusion?.rule}</NoPermission>;
  }
  if (data === undefined) {
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  }
  if (isHalf) return <PageWaits />;
  const isOnItsWay = last === "submitEvaluation" && refused === undefined;
  return (
    <>
      <div class="person-read">
        <EvidencePane page={data} />
        <DisownWay rows={[row]} />
      </div>
      <div class="person-decide">
        {isRateable(data) && !isOnItsWay ? (
          <RatingForm {...props} page={data} params={params} />
        ) : (
          <FinalPane {...props} page={data} params={params} isOnItsWay={isOnItsWay} />
        )}
      </div>
    </>
  );
}

function isRateable({ actions }: EvaluationPage): boolean {
  return actions.includes("rate") || actions.includes("prepare");
}
