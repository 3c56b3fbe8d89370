import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Refused } from "#shared/platform/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { hourglass, info } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { type State, StateMark } from "../../ui/state-mark.tsx";
import { PlanReading } from "../../work/plan-reading.tsx";
import { ReasonDialog } from "../../work/reason-dialog.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { findingsAt } from "../supervisor/plan-notes.ts";
import { type Asked, approveOne, returnOne } from "./link.ts";
import { planDecisionTexts as texts } from "./plan-texts.ts";

type Plan = NonNullable<Asked["plan"]>;

interface PlanCardProps {
  readonly code: string;
  readonly asked: Asked;
  readonly isBusy: boolean;
  readonly onChange: (asked: Asked) => void;
  /** It is not as it was shown. */
  readonly onStale: () => void;
}

const marks: Readonly<Record<"approved" | "returned" | "settled", State>> = {
  approved: "done",
  returned: "with-employee",
  settled: "not-started",
};

/** One person's plan: what it says, and what the official does with it. */
export function PlanCard(props: PlanCardProps): VNode {
  const { asked } = props;
  const say = useSay();
  const { name, post, state, plan } = asked;
  const mark = state === "approved" || state === "returned" ? state : "settled";
  return (
    <Card title={name}>
      <div class="stack confirmation-person">
        <p class="meta">{post}</p>
        {plan === null ? (
          <StateMark state={marks[mark]}>{say(texts[mark])}</StateMark>
        ) : (
          <>
            {state === "changed" && (
              <Notice tone="kunyit" icon={hourglass} lead={say(texts.changed)}>
                {say(texts.changedMeaning)}
              </Notice>
            )}
            {plan.isLate && (
              <Notice tone="kunyit" icon={hourglass} lead={say(texts.late)}>
                {say(texts.lateMeaning)}
              </Notice>
            )}
            {plan.isAmendment && <p class="meta">{say(texts.amendment)}</p>}
            <div class="confirmation-plan">
              <Questions plan={plan} path="" />
              <PlanReading content={plan.content} beside={(path) => <Questions plan={plan} path={path} />} />
            </div>
            <Acts {...props} />
          </>
        )}
      </div>
    </Card>
  );
}

/** What the checks ask about one part of the plan. */
function Questions({ plan, path }: { readonly plan: Plan; readonly path: string }): VNode {
  const say = useSay();
  return (
    <>
      {findingsAt(plan, path).map((finding) => (
        <p key={finding.code + finding.path} class="confirmation-question">
          <Icon of={info} size={16} /> <span>{say(finding.text)}</span>
        </p>
      ))}
    </>
  );
}

function Acts({ code, asked, isBusy, onChange, onStale }: PlanCardProps): VNode {
  const say = useSay();
  const [isReturning, setReturning] = useState(false);
  const [reason, setReason] = useState("");
  const { name, state } = asked;
  const onError = (error: unknown) => {
    if (!(error instanceof Refused) || error.status !== 409) return;
    setReturning(false);
    onStale();
  };
  const approve = useMutation({
    mutationFn: () => approveOne(code, asked),
    onSuccess: onChange,
    onError,
  });
  const sendBack = useMutation({
    mutationFn: () => returnOne(code, asked, reason.trim()),
    onSuccess: (next) => {
      setReturning(false);
      onChange(next);
    },
    onError,
  });
  const isDeciding = approve.isPending || sendBack.isPending || isBusy;
  return (
    <>
      <Refusal error={approve.error} />
      <div class="row confirmation-acts">
        <Button isBusy={isDeciding} onClick={() => setReturning(true)}>
          {say(texts.return)}
          <span class="unseen"> {name}</span>
        </Button>
        <Button isBusy={isDeciding} onClick={() => approve.mutate()}>
          {say(state === "changed" ? texts.approveSeen : texts.approve)}
          <span class="unseen"> {name}</span>
        </Button>
      </div>
      <ReasonDialog
        isOpen={isReturning}
        title={say(texts.returnTitle, { name })}
        act={say(texts.return)}
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        reason={reason}
        onReason={setReason}
        missing={say(texts.reasonMissing)}
        write={sendBack}
        onAct={() => sendBack.mutate()}
        onClose={() => setReturning(false)}
      />
    </>
  );
}
