import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useNow, useReader } from "../../app/me.ts";
import { api } from "../../data/client.ts";
import { queries, read } from "../../data/queries.ts";
import { explain } from "../../data/refusals.ts";
import { momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { hourglass } from "../../ui/icons.ts";
import { ErrorState, Notice } from "../../ui/notice.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import type { WindowStanding } from "../../work/windows.ts";
import { supervisorTexts as texts } from "./texts.ts";
import { type EvaluationParams, showEvaluation } from "./writes.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

interface NoReportProps {
  readonly page: EvaluationPage;
  readonly params: EvaluationParams;
  readonly report: WindowStanding;
}

/** The employee has not reported: until when that may still come, and what can be done once it may not. */
export function NoReport({ page, params, report }: NoReportProps): VNode {
  const say = useSay();
  const reader = useReader();
  const language = useLanguage();
  const now = useNow();
  // What was sealed in time may still arrive for a day.
  const until = new Date(Date.parse(report.closesAt) + day).toISOString();
  const isOver = Date.parse(now) >= Date.parse(until) + minute;
  const mayStillArrive = report.state === "closed" && !isOver;
  const close = useMutation({
    mutationFn: () => api.appraisals.closeWithoutReport({ params }),
    onSuccess: (answer) => {
      queries.setQueryData(read("appraisals", "readEvaluation", { params }).queryKey, answer);
      showEvaluation(params, "closed-without-report");
    },
  });
  const moment = momentOf(mayStillArrive ? until : report.closesAt, reader);
  return (
    <>
      <Notice
        tone="kunyit"
        icon={hourglass}
        lead={say(texts.noReport)}
        action={
          isOver &&
          page.actions.includes("closeWithoutReport") && (
            <Button isBusy={close.isPending} onClick={() => close.mutate()}>
              {say(texts.closeNoReport)}
            </Button>
          )
        }
      >
        {say(isOver ? texts.noReportClosed : mayStillArrive ? texts.noReportGrace : texts.noReportOpen, {
          moment,
        })}
      </Notice>
      {close.error !== null && (
        <ErrorState lead={explain(close.error, language).title}>
          {explain(close.error, language).detail}
        </ErrorState>
      )}
    </>
  );
}
