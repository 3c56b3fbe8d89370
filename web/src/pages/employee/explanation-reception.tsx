import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { evaluationActionLabels } from "#shared/appraisals/messages.ts";
import { Refused } from "#shared/platform/client.ts";
import { useReader } from "../../app/me.ts";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { explain } from "../../data/refusals.ts";
import { common } from "../../i18n/common.ts";
import { dayOf, momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { useDraft } from "../../offline/drafts.ts";
import type { Sending } from "../../offline/queue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { type EvaluationPage, paramsOf } from "../../work/evaluations.ts";
import { Refusal } from "../../work/refusal.tsx";
import { giveReceipt, kindOf, type ReceiptKind, receiptDraft, takeReceiptBack } from "./receipt.ts";
import { resultTexts as texts } from "./result-texts.ts";

interface ReceptionProps {
  readonly page: EvaluationPage;
  /** Until when one may answer: the last minute before silence counts as receipt. */
  readonly until: string;
}

/** What one says to a result: received, received with an answer, or refused with a reason. */
export function Reception({ page, until }: ReceptionProps): VNode {
  const say = useSay();
  const reader = useReader();
  const [open, setOpen] = useState<"answer" | "refuse">();
  const give = useGiving(page, "acknowledged");
  return (
    <>
      {open === undefined && <Refusal error={give.error} />}
      <StickyFoot>
        <p class="meta">
          {say(texts.notAgreeing)} <strong>{dayOf(until, reader)}</strong>.
        </p>
        <Button onClick={() => setOpen("answer")}>{say(texts.answer)}</Button>
        <Button kind="primary" isBusy={give.isPending} onClick={() => give.mutate("")}>
          {say(evaluationActionLabels.acknowledge)}
        </Button>
      </StickyFoot>
      {open === "answer" && (
        <AnswerDialog
          page={page}
          until={until}
          onClose={() => setOpen(undefined)}
          onRefuse={() => setOpen("refuse")}
        />
      )}
      {open === "refuse" && <RefuseDialog page={page} until={until} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface SayingProps extends ReceptionProps {
  readonly onClose: () => void;
}

function AnswerDialog({
  page,
  until,
  onClose,
  onRefuse,
}: SayingProps & { readonly onRefuse: () => void }): VNode {
  const say = useSay();
  const moment = momentOf(until, useReader());
  const { value, change, clear } = useDraft(receiptDraft("acknowledged", paramsOf(page)), "");
  const give = useGiving(page, "acknowledged", clear);
  return (
    <Dialog
      isOpen
      title={say(texts.answerTitle)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          isBusy={give.isPending}
          missing={value.trim() === "" && say(texts.answerMissing)}
          onClick={() => give.mutate(value.trim())}
        >
          {say(texts.sendAnswer)}
        </Button>
      }
    >
      <div class="stack">
        <p>{say(texts.answerLead)}</p>
        <TextArea
          label={say(texts.answerLabel)}
          hint={say(texts.answerReaders, { moment })}
          lines={4}
          maxLength={2000}
          value={value}
          onInput={change}
        />
        <Refusal error={give.error} />
        <p>
          <LinkButton isAlone onClick={onRefuse}>
            {say(texts.refuseInstead)}
          </LinkButton>
        </p>
      </div>
    </Dialog>
  );
}

function RefuseDialog({ page, until, onClose }: SayingProps): VNode {
  const say = useSay();
  const moment = momentOf(until, useReader());
  const { value, change, clear } = useDraft(receiptDraft("refused", paramsOf(page)), "");
  const give = useGiving(page, "refused", clear);
  return (
    <ActDialog
      title={say(texts.refuseTitle)}
      act={say(texts.sendRefusal)}
      kind="dangerous"
      missing={value.trim() === "" && say(texts.refuseMissing)}
      write={give}
      onAct={() => give.mutate(value.trim())}
      onClose={onClose}
    >
      <p>{say(texts.refuseLead)}</p>
      <TextArea
        label={say(texts.refuseLabel)}
        hint={say(texts.refuseReaders, { moment })}
        lines={4}
        maxLength={2000}
        isRequired
        value={value}
        onInput={change}
      />
    </ActDialog>
  );
}

/** Puts it on its way; what was typed is forgotten as soon as it waits there. */
function useGiving(page: EvaluationPage, kind: ReceiptKind, forget?: () => void) {
  return useMutation({
    mutationFn: async (words: string) => await giveReceipt(page, kind, words),
    ...(forget !== undefined && { onSuccess: forget }),
  });
}

interface ReceiptWaitsProps {
  readonly kind: ReceiptKind;
  readonly until: string;
}

/** It lies on the device: in place of the buttons, since it is said and need not be said again. */
export function ReceiptWaits({ kind, until }: ReceiptWaitsProps): VNode {
  const say = useSay();
  const moment = momentOf(until, useReader());
  const isOnline = useStore(isReachable);
  return (
    <StickyFoot>
      <div role="status">
        <div class="row">
          <StateMark state="unsent" isChip>
            {say(kind === "refused" ? texts.refusalWaits : texts.receiptWaits)}
          </StateMark>
        </div>
        {!isOnline && <p class="meta">{say(texts.waitsForSignal, { moment })}</p>}
      </div>
    </StickyFoot>
  );
}

interface ReceiptRefusedProps {
  readonly sending: Sending;
  readonly of: ReturnType<typeof paramsOf>;
}

/** The service did not take it: why, and what there is instead. */
export function ReceiptRefused({ sending, of }: ReceiptRefusedProps): VNode {
  const say = useSay();
  const { refusal } = sending;
  const { title, detail, remedy } = explain(new Refused(refusal?.status ?? 500, refusal), useLanguage());
  return (
    <ErrorState
      lead={say(kindOf(sending) === "refused" ? texts.refusalNotTaken : texts.receiptNotTaken)}
      action={
        <div class="row">
          {/* Something else of the evaluation was written at that very moment. */}
          {remedy === "compare" && (
            <Button onClick={() => void outbox.insist(sending)}>{say(texts.sendAgain)}</Button>
          )}
          <Button onClick={() => void takeReceiptBack(sending, of)}>{say(texts.seeNow)}</Button>
        </div>
      }
    >
      {title} {detail}
    </ErrorState>
  );
}
