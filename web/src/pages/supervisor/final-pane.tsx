import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import {
  appraisalTerms,
  evaluationActionLabels,
  predicateLabels,
  ratingLabels,
} from "#shared/appraisals/messages.ts";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { arrowRight, cloudOff } from "../../ui/icons.ts";
import { Matrix } from "../../ui/matrix.tsx";
import { ClosedState, Notice } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Remark } from "../../ui/remark.tsx";
import { EvaluationMark } from "../../work/evaluation-mark.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { ReasonDialog } from "../../work/reason-dialog.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { LateReport } from "./late-report.tsx";
import type { PersonProps } from "./person-page.tsx";
import { matrixOf } from "./ratings.ts";
import { supervisorTexts as texts } from "./texts.ts";
import type { EvaluationParams } from "./writes.ts";

interface FinalPaneProps extends PersonProps {
  readonly page: EvaluationPage;
  readonly params: EvaluationParams;
  /** The ratings are in the outbox, to be made final. */
  readonly isOnItsWay: boolean;
}

/** What became of an evaluation, and what its appraiser may still do with it. */
export function FinalPane(props: FinalPaneProps): VNode {
  const { page, queue, goOn, isOnItsWay } = props;
  const say = useSay();
  return (
    <>
      <div class="stack rating-form">
        {isOnItsWay ? (
          <Notice tone="kunyit" icon={cloudOff} role="status" lead={say(texts.sending)}>
            {say(texts.sendingMeaning)}
          </Notice>
        ) : page.state === "closed-without-report" ? (
          <ClosedState lead={say(texts.closedNoReport)}>{say(texts.closedNoReportMeaning)}</ClosedState>
        ) : (
          <Final page={page} />
        )}
        <LateReport page={page} params={props.params} />
        <Trail page={page} />
        {!isOnItsWay && <Steps {...props} />}
      </div>
      {queue.next !== undefined && (
        <StickyFoot>
          <EvaluationMark state={isOnItsWay ? "submitted" : page.state} />
          <Button kind="primary" iconAfter={arrowRight} onClick={goOn}>
            {say(texts.next)}
          </Button>
        </StickyFoot>
      )}
    </>
  );
}

function Final({ page }: Pick<FinalPaneProps, "page">): VNode | null {
  const say = useSay();
  const reader = useReader();
  const { final, readAt, receipt } = page;
  if (final === null) return null;
  const { result, behaviour, strengths, improvements } = final.ratings;
  return (
    <>
      <Card title={say(texts.finalTitle, { predicate: say(predicateLabels[final.predicate]) })}>
        <p class="meta final-when">
          {say(texts.finalAt, { moment: momentOf(final.submittedAt, reader) })}{" "}
          {readAt === null ? say(texts.unread) : say(texts.readAt, { moment: momentOf(readAt, reader) })}
        </p>
        <Matrix
          rowsName={say(texts.rowsName)}
          columnsName={say(texts.columnsName)}
          {...matrixOf(result.rating, behaviour.rating, say)}
          outcome=""
        />
        {[
          { name: say(texts.resultTitle), ...result },
          { name: say(texts.behaviourTitle), ...behaviour },
        ].map(({ name, rating, reason }) => (
          <p key={name}>
            <strong>
              {name}: {rating !== null && say(ratingLabels[rating])}
            </strong>{" "}
            {reason}
          </p>
        ))}
      </Card>
      {strengths.map((line) => (
        <Remark key={line} tone="daun" heading={say(appraisalTerms.strength)}>
          {line}
        </Remark>
      ))}
      {improvements.map((line) => (
        <Remark key={line} tone="kunyit" heading={say(appraisalTerms.improvement)}>
          {line}
        </Remark>
      ))}
      {receipt !== null && receipt.answer !== "" && (
        <Card title={say(texts.answer)}>
          <p class="own-words">{receipt.answer}</p>
        </Card>
      )}
    </>
  );
}

function Trail({ page: { reopenings } }: Pick<FinalPaneProps, "page">): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (reopenings.length === 0) return null;
  return (
    <Card title={say(texts.trail)} isQuiet>
      <ul class="trail">
        {reopenings.map(({ kind, version, at, reason }) => (
          <li key={at}>
            {say(kind === "withdrawn" ? texts.trailWithdrawn : texts.trailReopened, {
              version,
              moment: momentOf(at, reader),
            })}{" "}
            {reason}
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Step = "withdraw" | "reopen" | "reopenReport";

/** Taking a result back: without a word while nobody has read it, with a reason later; letting somebody report after all. */
function Steps({ page, params }: FinalPaneProps): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const { actions, readAt } = page;
  const take = useMutation({
    mutationFn: (step: Step) => {
      if (step === "withdraw") return api.appraisals.withdrawEvaluation({ params });
      if (step === "reopen") return api.appraisals.reopenEvaluation({ params, body: { reason } });
      return api.appraisals.reopenReport({ params });
    },
    onSuccess: (answer, step) => {
      setAsking(false);
      queries.setQueryData(read("appraisals", "readEvaluation", { params }).queryKey, answer);
      refresh(["appraisals/readInbox", "appraisals/readTeam"]);
      const done = { withdraw: texts.withdrawn, reopen: texts.reopened, reopenReport: texts.reportReopened };
      toast(say(done[step]));
    },
    // Its employee may have read it meanwhile.
    onError: () => refresh(["appraisals/readEvaluation"]),
  });
  const mayWithdraw = actions.includes("withdraw") && readAt === null;
  const mayReopen = actions.includes("reopen") && !mayWithdraw;
  return (
    <div class="stack">
      {!isAsking && <Refusal error={take.error} />}
      {mayWithdraw && (
        <div>
          <p class="meta">{say(texts.withdrawHint)}</p>
          <Button isBusy={take.isPending} onClick={() => take.mutate("withdraw")}>
            {say(evaluationActionLabels.withdraw)}
          </Button>
        </div>
      )}
      {mayReopen && (
        <div>
          <Button onClick={() => setAsking(true)}>{say(evaluationActionLabels.reopen)}</Button>
        </div>
      )}
      {actions.includes("reopenReport") && (
        <div>
          <Button isBusy={take.isPending} onClick={() => take.mutate("reopenReport")}>
            {say(evaluationActionLabels.reopenReport)}
          </Button>
        </div>
      )}
      <ReasonDialog
        isOpen={isAsking}
        title={say(texts.reopenTitle)}
        act={say(evaluationActionLabels.reopen)}
        label={say(texts.reopenReason)}
        hint={say(texts.reopenHint)}
        reason={reason}
        onReason={setReason}
        missing={say(texts.missingReason)}
        write={take}
        onAct={() => take.mutate("reopen")}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
