import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { evaluationActionLabels } from "#shared/appraisals/messages.ts";
import { useReader } from "../../app/me.ts";
import { useStore } from "../../app/store.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { dayOf, momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { useDraft } from "../../offline/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { type EvaluationPage, paramsOf } from "../../work/evaluations.ts";
import { Refusal } from "../../work/refusal.tsx";
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
  const isOnline = useStore(isReachable);
  const { acknowledge } = useReceiving(page);
  const missing = isOnline ? undefined : say(texts.needsNetwork);
  return (
    <>
      {open === undefined && <Refusal error={acknowledge.error} />}
      <StickyFoot>
        <p class="meta">
          {say(texts.notAgreeing)} <strong>{dayOf(until, reader)}</strong>.
        </p>
        <Button onClick={() => setOpen("answer")}>{say(texts.answer)}</Button>
        <Button
          kind="primary"
          isBusy={acknowledge.isPending}
          missing={missing}
          onClick={() => acknowledge.mutate("")}
        >
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
  const { value, change, clear } = useDraft(`answer/${page.part.id}/${page.evaluation.id}`, "");
  const { acknowledge } = useReceiving(page, clear);
  const isOnline = useStore(isReachable);
  const missing =
    value.trim() === "" ? say(texts.answerMissing) : isOnline ? undefined : say(texts.needsNetwork);
  return (
    <Dialog
      isOpen
      title={say(texts.answerTitle)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          isBusy={acknowledge.isPending}
          missing={missing}
          onClick={() => acknowledge.mutate(value.trim())}
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
        <Refusal error={acknowledge.error} />
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
  const { value, change, clear } = useDraft(`refusal/${page.part.id}/${page.evaluation.id}`, "");
  const { refuse } = useReceiving(page, clear);
  const isOnline = useStore(isReachable);
  const missing =
    value.trim() === "" ? say(texts.refuseMissing) : isOnline ? undefined : say(texts.needsNetwork);
  return (
    <Dialog
      isOpen
      title={say(texts.refuseTitle)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(common.cancel)}</Button>
          <Button
            kind="dangerous"
            isBusy={refuse.isPending}
            missing={missing}
            onClick={() => refuse.mutate(value.trim())}
          >
            {say(texts.sendRefusal)}
          </Button>
        </>
      }
    >
      <div class="stack">
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
        <Refusal error={refuse.error} />
      </div>
    </Dialog>
  );
}

/** The two writes; afterwards the page is what the service says, and what was typed is forgotten. */
function useReceiving(page: EvaluationPage, forget?: () => void) {
  const say = useSay();
  const params = paramsOf(page);
  const done = (answer: EvaluationPage, words: string) => {
    forget?.();
    queries.setQueryData(read("appraisals", "readEvaluation", { params }).queryKey, answer);
    refresh(["cycles/listParts"]);
    toast(words);
  };
  return {
    acknowledge: useMutation({
      mutationFn: (answer: string) => api.appraisals.acknowledgeEvaluation({ params, body: { answer } }),
      onSuccess: (answer) => done(answer, say(texts.acknowledged)),
    }),
    refuse: useMutation({
      mutationFn: (reason: string) => api.appraisals.refuseEvaluation({ params, body: { reason } }),
      onSuccess: (answer) => done(answer, say(texts.refused)),
    }),
  };
}
