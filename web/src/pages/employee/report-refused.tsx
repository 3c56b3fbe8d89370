import type { VNode } from "preact";
import { Refused } from "#shared/platform/client.ts";
import { useReader } from "../../app/me.ts";
import { outbox } from "../../app/services.ts";
import { explain } from "../../data/refusals.ts";
import { common } from "../../i18n/common.ts";
import { timeOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { fileDraft } from "../../offline/kept-file.ts";
import type { Sending } from "../../offline/queue.ts";
import { Button } from "../../ui/button.tsx";
import { ConflictView } from "../../ui/conflict-view.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import type { EvaluationPage, PlanContent, Report } from "../../work/evaluations.ts";
import { realisationOf } from "../../work/report-reading.tsx";
import type { ReportDraft } from "./report-draft.ts";
import { isSameReport } from "./report-edit.ts";
import { reportPageTexts as texts } from "./report-texts.ts";

interface SaveRefusedProps {
  readonly refused: Sending;
  readonly draft: ReportDraft;
  readonly plan: PlanContent;
}

type Served = NonNullable<EvaluationPage["reportDraft"]>;

/** A save that was not taken: two versions to choose from, or why, and that nothing is lost. */
export function SaveRefused({ refused, draft, plan }: SaveRefusedProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const reader = useReader();
  const { refusal } = refused;
  const current = refusal?.current as Served | undefined;
  const file = fileOf(refused, draft.report);
  if (refusal?.code !== "edit.conflict" || current === undefined || refused.file !== undefined) {
    const { title, detail, fields } = explain(new Refused(refusal?.status ?? 500, refusal), language);
    return (
      <ErrorState
        lead={title}
        action={
          <div class="row">
            <Button onClick={() => void outbox.insist(refused)}>{say(common.tryAgain)}</Button>
            {file === undefined ? (
              <Button onClick={() => void outbox.giveUp(refused)}>{say(texts.leaveIt)}</Button>
            ) : (
              <Button onClick={() => void draft.detach(file.result, file.evidence)}>
                {say(texts.fileGone)}
              </Button>
            )}
          </div>
        }
      >
        {file !== undefined && `“${file.evidence.title}”: `}
        {fields.length > 0 ? fields.map(({ message }) => message).join(" ") : detail} {say(texts.nothingLost)}
      </ErrorState>
    );
  }
  const keep = async (kept: "mine" | "theirs") => {
    if (kept === "mine") return await outbox.insist(refused);
    await outbox.giveUp(refused);
    draft.drop();
  };
  return (
    <ConflictView
      question={say(texts.conflict)}
      mine={{
        source: say(texts.mine),
        content: <Differences report={draft.report} other={current.report} plan={plan} />,
      }}
      theirs={{
        source: say(texts.theirs, { time: timeOf(current.savedAt, reader) }),
        content: <Differences report={current.report} other={draft.report} plan={plan} />,
      }}
      keepLabel={say(texts.keepChosen)}
      missing={say(texts.chooseFirst)}
      onKeep={(kept) => void keep(kept)}
    />
  );
}

/** The file that was not taken, as the report names it. */
function fileOf({ file }: Sending, { realisations }: Report) {
  for (const { result, evidence } of realisations)
    for (const one of evidence)
      if (one.kind === "file" && file === fileDraft(one.fileId)) return { result, evidence: one };
  return undefined;
}

interface DifferencesProps {
  readonly report: Report;
  readonly other: Report;
  readonly plan: PlanContent;
}

/** The results that differ, as one of the two versions has them. */
function Differences({ report, other, plan }: DifferencesProps): VNode {
  const say = useSay();
  const one = (of: Report, result: PlanContent["results"][number]) => ({
    realisations: [realisationOf(of, result)].filter((found) => found !== undefined),
  });
  const different = plan.results.filter((result) => !isSameReport(one(report, result), one(other, result)));
  return (
    <span class="stack">
      {different.map((result) => (
        <span key={result.id}>
          <strong>{result.text}</strong>
          <br />
          {realisationOf(report, result)?.text || say(texts.noWords)}
        </span>
      ))}
    </span>
  );
}
