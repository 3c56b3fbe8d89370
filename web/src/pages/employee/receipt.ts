import { useEffect } from "preact/hooks";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { keepDraft } from "../../offline/drafts.ts";
import type { Sending } from "../../offline/queue.ts";
import { type EvaluationPage, paramsOf } from "../../work/evaluations.ts";

type Params = ReturnType<typeof paramsOf>;
type Ref = Pick<Params, "partId" | "evaluationId">;

/** What one says to a final result: that it was received, or that one refuses it. */
export type ReceiptKind = "acknowledged" | "refused";

const routes = { acknowledged: "acknowledgeEvaluation", refused: "refuseEvaluation" } as const;

function subjectOf({ partId, evaluationId }: Ref): string {
  return `receipt/${partId}/${evaluationId}`;
}

/** The draft's name of the words that go with it. */
export function receiptDraft(kind: ReceiptKind, { partId, evaluationId }: Ref): string {
  return `${kind === "acknowledged" ? "answer" : "refusal"}/${partId}/${evaluationId}`;
}

/** Settles when it is on the device; without a network it goes out by itself once there is one. */
export async function giveReceipt(page: EvaluationPage, kind: ReceiptKind, words: string): Promise<void> {
  const params = paramsOf(page);
  const whither = { subject: subjectOf(params), refreshes: ["cycles/listParts"] };
  if (kind === "acknowledged")
    await outbox.put("appraisals", routes[kind], { params, body: { answer: words } }, whither);
  else await outbox.put("appraisals", routes[kind], { params, body: { reason: words } }, whither);
}

export function kindOf({ route }: Pick<Sending, "route">): ReceiptKind {
  return route === routes.refused ? "refused" : "acknowledged";
}

/** What was said on this device to a result and has not arrived, by what names it. */
export function useReceipts(): (of: Ref) => Sending | undefined {
  const { waiting } = useStore(outbox.state);
  return (of) => waiting.find(({ subject }) => subject === subjectOf(of));
}

/** Gives up what the service did not take: the words lie where they were typed, and the pages show what there is now. */
export async function takeReceiptBack(sending: Sending, of: Params): Promise<void> {
  const { answer = "", reason = "" } = sending.input.body as { answer?: string; reason?: string };
  const words = answer + reason;
  if (words !== "") await keepDraft(receiptDraft(kindOf(sending), of), words);
  const reads = ["appraisals/readEvaluation", "appraisals/explainEvaluation"];
  await outbox.giveUp({ ...sending, refreshes: [...sending.refreshes, ...reads] });
}

/** Says that it has arrived, for as long as the result's page is open. */
export function useReceiptArrival(of: Ref, say: (kind: ReceiptKind) => void): void {
  const subject = subjectOf(of);
  useEffect(
    () =>
      outbox.arrival.watch((arrival) => {
        if (arrival?.sending.subject === subject) say(kindOf(arrival.sending));
      }),
    [subject, say],
  );
}
