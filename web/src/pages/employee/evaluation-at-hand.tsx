import type { ComponentChildren, VNode } from "preact";
import { useSearchParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useNow } from "../../app/me.ts";
import { TaskPage } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useSay } from "../../i18n/language.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type Part, useMyPart } from "../../work/my-parts.ts";
import { criteriaTexts as texts } from "./criteria-texts.ts";
import { evaluationToReport } from "./report-edit.ts";

/** My part and the evaluation that comes next. */
export interface AtHand {
  readonly cycle: Cycle;
  readonly part: Part;
  readonly evaluation: Cycle["evaluations"][number];
}

interface EvaluationAtHandProps {
  readonly title: string;
  readonly children: (found: AtHand) => ComponentChildren;
}

/** A page about the evaluation at hand, with what stands there while there is none. */
export function EvaluationAtHand({ title, children }: EvaluationAtHandProps): VNode {
  const say = useSay();
  const now = useNow();
  const [search] = useSearchParams();
  const { cycle, part, parts, error, again } = useMyPart();
  const wanted = search.get("evaluasi");
  const evaluation = cycle && part && evaluationToReport(cycle, part, wanted, now);
  return (
    <TaskPage
      title={title}
      back={{ href: webPaths.today, label: say(texts.back) }}
      {...(evaluation !== undefined && { detail: say(evaluation.title) })}
    >
      {parts === undefined && (error === null ? <PageWaits /> : <PageFailed error={error} again={again} />)}
      {parts !== undefined && evaluation === undefined && (
        <EmptyState title={say(texts.none)}>{say(texts.noneNext)}</EmptyState>
      )}
      {cycle !== undefined &&
        part !== undefined &&
        evaluation !== undefined &&
        children({ cycle, part, evaluation })}
    </TaskPage>
  );
}
