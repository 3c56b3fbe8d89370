import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { evaluationActionLabels } from "#shared/appraisals/messages.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { dropDraft } from "../../offline/drafts.ts";
import { fileDraft } from "../../offline/kept-file.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { circleCheck } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { arrivalNames } from "../../work/arrival-names.ts";
import { EvaluationMark } from "../../work/evaluation-mark.tsx";
import { addressOf, type EvaluationPage, paramsOf, type Report } from "../../work/evaluations.ts";
import { ReportReading } from "../../work/report-reading.tsx";
import type { WindowStanding } from "../../work/windows.ts";
import { reportPageTexts as texts } from "./report-texts.ts";
import "./report.css";

interface ReportSentProps {
  readonly page: EvaluationPage;
  readonly window: WindowStanding;
}

/** The report as it was sent, with its receipt; it can be taken back while the appraiser has not begun. */
export function ReportSent({ page, window }: ReportSentProps): VNode {
  const say = useSay();
  const reader = useReader();
  const { report, plan, state, final, actions } = page;
  useEffect(() => forgetFiles(report?.report), [report]);
  const canRetract = actions.includes("retractReport") && window.state === "open";
  return (
    <div class="stack">
      <p>
        <EvaluationMark state={state} isChip />
      </p>
      {report !== null && (
        <Notice
          tone="daun"
          icon={circleCheck}
          lead={say(texts.sent)}
          action={
            <>
              <details class="receipt">
                <summary>{say(texts.receiptCode)}</summary>
                <code>{report.receipt}</code>
              </details>
              {canRetract && <Retract page={page} />}
              {final !== null && <ResultLink page={page} />}
            </>
          }
        >
          {say(texts.sentLead, {
            moment: momentOf(report.submittedAt, reader),
            count: report.receipt.split("-").at(-1) ?? "",
          })}{" "}
          {report.arrival !== "on-time" &&
            `${say(texts.arrived, { arrival: say(arrivalNames[report.arrival]) })} `}
          {canRetract && say(texts.retractable, { moment: momentOf(window.closesAt, reader) })}
          {state === "drafted" && say(texts.begun)}
        </Notice>
      )}
      {plan !== null && <ReportReading of={paramsOf(page)} plan={plan.content} report={report?.report} />}
    </div>
  );
}

/** What was sent lies with the service; the phone has better use for the room. */
function forgetFiles(report: Report | undefined): void {
  for (const { evidence } of report?.realisations ?? [])
    for (const one of evidence) if (one.kind === "file") void dropDraft(fileDraft(one.fileId));
}

function ResultLink({ page }: Pick<ReportSentProps, "page">): VNode {
  const say = useSay();
  return (
    <ButtonLink kind="primary" href={addressOf(webPaths.explanation, paramsOf(page))}>
      {say(texts.toResult)}
    </ButtonLink>
  );
}

function Retract({ page }: Pick<ReportSentProps, "page">): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const params = paramsOf(page);
  const retract = useMutation({
    mutationFn: () => api.appraisals.retractReport({ params }),
    onSuccess: (answer) => {
      queries.setQueryData(read("appraisals", "readEvaluation", { params }).queryKey, answer);
      refresh(["cycles/listParts", "appraisals/readEvaluation"]);
      toast(say(texts.retracted));
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{say(evaluationActionLabels.retractReport)}</Button>
      <ActDialog
        isOpen={isAsking}
        title={say(texts.retractAsk)}
        act={say(evaluationActionLabels.retractReport)}
        write={retract}
        onAct={() => retract.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{say(texts.retractMeaning)}</p>
      </ActDialog>
    </>
  );
}
