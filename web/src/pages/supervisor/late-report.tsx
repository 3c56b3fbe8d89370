import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { evaluationActionLabels } from "#shared/appraisals/messages.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { queries, read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { useDraft } from "../../offline/drafts.ts";
import { Button } from "../../ui/button.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { LateNotice } from "../../work/late-notice.tsx";
import { ReasonDialog } from "../../work/reason-dialog.tsx";
import { supervisorTexts as texts } from "./texts.ts";
import { type EvaluationParams, showEvaluation } from "./writes.ts";

interface LateReportProps {
  readonly page: EvaluationPage;
  readonly params: EvaluationParams;
}

/** That the report came late, and what its appraiser makes of that: rating it accepts it, declining it takes a reason. */
export function LateReport({ page, params }: LateReportProps): VNode | null {
  const say = useSay();
  const [isDeclining, setDeclining] = useState(false);
  const { late, actions } = page;
  if (late === null) return null;
  const { decision } = late;
  const mayDecline = actions.includes("declineReport");
  return (
    <>
      <LateNotice
        late={late}
        action={
          mayDecline && (
            <Button onClick={() => setDeclining(true)}>{say(evaluationActionLabels.declineReport)}</Button>
          )
        }
      >
        {mayDecline && say(texts.lateDecide)}
        {decision?.kind === "accepted" && say(texts.lateAccepted)}
        {decision?.kind === "declined" && say(texts.lateDeclined, { reason: decision.reason })}
      </LateNotice>
      {isDeclining && <DeclineDialog params={params} onClose={() => setDeclining(false)} />}
    </>
  );
}

interface DeclineDialogProps {
  readonly params: EvaluationParams;
  readonly onClose: () => void;
}

function DeclineDialog({ params, onClose }: DeclineDialogProps): VNode {
  const say = useSay();
  const reason = useDraft(`late-decline/${params.partId}/${params.evaluationId}`, "");
  const text = reason.value.trim();
  const decline = useMutation({
    mutationFn: () => api.appraisals.declineReport({ params, body: { reason: text } }),
    onSuccess: (answer) => {
      reason.clear();
      queries.setQueryData(read("appraisals", "readEvaluation", { params }).queryKey, answer);
      showEvaluation(params, "closed-without-report");
      toast(say(texts.declinedToast));
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={say(evaluationActionLabels.declineReport)}
      act={say(evaluationActionLabels.declineReport)}
      label={say(texts.declineReason)}
      hint={say(texts.declineHint)}
      reason={reason.value}
      onReason={reason.change}
      missing={say(texts.missingReason)}
      write={decline}
      onAct={() => decline.mutate()}
      onClose={onClose}
    />
  );
}
