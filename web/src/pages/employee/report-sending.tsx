import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Refused } from "#shared/platform/client.ts";
import { useStore } from "../../app/store.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { explain } from "../../data/refusals.ts";
import { common } from "../../i18n/common.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { type EvaluationPage, paramsOf } from "../../work/evaluations.ts";
import type { WindowStanding } from "../../work/windows.ts";
import type { ReportDraft } from "./report-draft.ts";
import { isSameReport, type Lack } from "./report-edit.ts";
import { lackWords, reportPageTexts as texts } from "./report-texts.ts";

interface ReportSendingProps {
  readonly page: EvaluationPage;
  readonly draft: ReportDraft;
  readonly lacks: readonly (Lack | undefined)[];
  readonly window: WindowStanding;
  readonly goTo: (at: number) => void;
}

/** How far the report is, and sending it. What is missing is asked about, once, and never in the way. */
export function ReportSending({ page, draft, lacks, window, goTo }: ReportSendingProps): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const send = useSend(page, draft);
  const first = lacks.findIndex((lack) => lack !== undefined);
  const isEmpty = lacks.every((lack) => lack === "realisation");
  const done = lacks.filter((lack) => lack === undefined).length;
  const missing = useHindrance(isEmpty);
  const sendNow = () => {
    setAsking(false);
    send.mutate();
  };
  return (
    <>
      {send.error !== null && <SendFailed error={send.error} />}
      <StickyFoot>
        <span>
          <strong>{say(texts.done, { done, total: lacks.length })}</strong>
          <br />
          <span class="caption">
            {first < 0
              ? say(texts.ready)
              : say(texts.lacks, { at: first + 1, lack: say(lackWords(lacks[first])) })}
          </span>
        </span>
        {window.state === "open" && (
          <Button
            kind="primary"
            isBusy={send.isPending}
            missing={missing}
            onClick={first < 0 ? sendNow : () => setAsking(true)}
          >
            {say(texts.send)}
          </Button>
        )}
      </StickyFoot>
      <Dialog
        isOpen={isAsking}
        title={say(texts.incompleteTitle)}
        closeLabel={say(common.close)}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onClick={sendNow}>{say(texts.sendAnyway)}</Button>
            <Button
              kind="primary"
              onClick={() => {
                setAsking(false);
                goTo(first);
              }}
            >
              {say(texts.completeFirst)}
            </Button>
          </>
        }
      >
        <div class="stack">
          <ul>
            {lacks.map((lack, at) =>
              lack === undefined ? null : (
                <li key={at}>{say(texts.lacks, { at: at + 1, lack: say(lackWords(lack)) })}</li>
              ),
            )}
          </ul>
          <p class="lead">{say(texts.incompleteLead)}</p>
        </div>
      </Dialog>
    </>
  );
}

/** Why it cannot be sent now. */
function useHindrance(isEmpty: boolean): string | undefined {
  const say = useSay();
  const isOnline = useStore(isReachable);
  if (isEmpty) return say(texts.emptyReport);
  return isOnline ? undefined : say(texts.needsNetwork);
}

/** The last changes have not arrived yet: what would be sent is not what is shown. */
class StillSaving extends Error {}

function useSend(page: EvaluationPage, draft: ReportDraft) {
  const say = useSay();
  const params = paramsOf(page);
  const query = read("appraisals", "readEvaluation", { params });
  return useMutation({
    mutationFn: async () => {
      await draft.flush();
      const { reportDraft } = await queries.fetchQuery({ ...query, staleTime: 0 });
      if (reportDraft === null || !isSameReport(reportDraft.report, draft.report)) throw new StillSaving();
      return await api.appraisals.submitReport({ params, body: { version: reportDraft.version } });
    },
    onSuccess: (answer) => {
      queries.setQueryData(query.queryKey, answer);
      refresh(["cycles/listParts", "appraisals/readEvaluation"]);
      draft.drop();
      toast(say(texts.sent), answer.report?.receipt);
    },
  });
}

function SendFailed({ error }: { readonly error: Error }): VNode {
  const say = useSay();
  const language = useLanguage();
  if (error instanceof StillSaving) return <ErrorState lead={say(texts.stillSaving)} />;
  const { title, detail, fields } = explain(error, language);
  return (
    <ErrorState lead={title}>
      {error instanceof Refused && fields.length > 0
        ? fields.map(({ message }) => message).join(" ")
        : detail}
    </ErrorState>
  );
}
