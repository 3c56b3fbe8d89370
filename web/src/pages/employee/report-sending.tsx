import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useStore } from "../../app/store.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import type { WindowStanding } from "../../work/windows.ts";
import { OnItsWay } from "./on-its-way.tsx";
import type { ReportDraft } from "./report-draft.ts";
import type { Lack } from "./report-edit.ts";
import { lackWords, reportPageTexts as texts } from "./report-texts.ts";

interface ReportSendingProps {
  readonly draft: ReportDraft;
  readonly lacks: readonly (Lack | undefined)[];
  readonly window: WindowStanding;
  readonly goTo: (at: number) => void;
}

/** How far the report is, and sending it. What is missing is asked about, once, and never in the way. */
export function ReportSending({ draft, lacks, window, goTo }: ReportSendingProps): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const isOnline = useStore(isReachable);
  const first = lacks.findIndex((lack) => lack !== undefined);
  const isEmpty = lacks.every((lack) => lack === "realisation");
  const done = lacks.filter((lack) => lack === undefined).length;
  const sendNow = () => {
    setAsking(false);
    void draft.send();
  };
  return (
    <>
      {draft.isSending && (!isOnline || draft.sealedAt !== undefined) && (
        <OnItsWay sealedAt={draft.sealedAt} lead={say(texts.queued)} meaning={say(texts.queuedNext)} />
      )}
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
            isBusy={draft.isSending}
            missing={isEmpty && say(texts.emptyReport)}
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
