import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useNow, useReader } from "../../app/me.ts";
import { api } from "../../data/client.ts";
import { queries } from "../../data/queries.ts";
import { daysAway, momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { circleCheck, triangleAlert, undo2, users } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { ClosedState, Notice } from "../../ui/notice.tsx";
import { LongWork } from "../../ui/progress.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { type ImportView, StagePage } from "./import-stage.tsx";
import { importTexts } from "./import-texts.ts";

interface ViewProps {
  readonly view: ImportView;
}

/** The service applies or takes back, portion by portion. */
export function Work({ view }: ViewProps): VNode {
  const say = useSay();
  const isBack = view.state === "undoing";
  const total = isBack ? view.done : (view.chunks ?? 0);
  const done = isBack ? view.undone : view.done;
  const label = say(isBack ? importTexts.undoing : importTexts.applying);
  return (
    <StagePage
      title={say(isBack ? importTexts.undoingTitle : importTexts.applyingTitle)}
      lead={<strong>{view.fileName}</strong>}
      step={3}
    >
      <LongWork
        label={label}
        done={done}
        total={Math.max(total, 1)}
        count={total === 0 ? say(importTexts.preparing) : say(importTexts.portions, { done, total })}
      >
        <p class="meta">{say(importTexts.workLead)}</p>
      </LongWork>
    </StagePage>
  );
}

/** What came of it, and the way back. */
export function Applied({ view }: ViewProps): VNode {
  const say = useSay();
  const reader = useReader();
  const [isAsking, setAsking] = useState(false);
  const isLate = (view.undoUntil ?? "") < useNow();
  return (
    <StagePage title={say(importTexts.appliedTitle)} step={4}>
      <div class="stack">
        <Notice
          tone="daun"
          icon={circleCheck}
          role="status"
          lead={say(importTexts.appliedLead, {
            file: view.fileName,
            moment: momentOf(view.appliedAt ?? "", reader),
          })}
        >
          {view.preview?.headline[useLanguage()]}
        </Notice>
        {view.skipped > 0 && (
          <Notice tone="kunyit" icon={triangleAlert}>
            {say(importTexts.skipped, { count: view.skipped })}
          </Notice>
        )}
        {isLate ? <TooLate view={view} /> : <WayBack view={view} onAsk={() => setAsking(true)} />}
        <div class="row">
          <ButtonLink href={webPaths.people} icon={users} kind="primary">
            {say(importTexts.seePeople)}
          </ButtonLink>
          <Link href={webPaths.imports} isAlone>
            {say(importTexts.back)}
          </Link>
        </div>
      </div>
      <AskUndo view={view} isOpen={isAsking} onClose={() => setAsking(false)} />
    </StagePage>
  );
}

function WayBack({ view, onAsk }: ViewProps & { readonly onAsk: () => void }): VNode {
  const say = useSay();
  const reader = useReader();
  const until = view.undoUntil ?? "";
  const left = daysAway(until, useNow(), reader);
  return (
    <Card>
      <div class="stack">
        <p>
          <strong>{say(importTexts.undoUntil, { moment: momentOf(until, reader), left })}</strong>{" "}
          {say(importTexts.undoMeaning)}
        </p>
        <div class="row">
          <Button kind="dangerous" icon={undo2} onClick={onAsk}>
            {say(importTexts.undo)}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function TooLate({ view }: ViewProps): VNode {
  const moment = momentOf(view.undoUntil ?? "", useReader());
  return <ClosedState>{useSay()(importTexts.undoOver, { moment })}</ClosedState>;
}

interface AskProps extends ViewProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function AskUndo({ view, isOpen, onClose }: AskProps): VNode {
  const say = useSay();
  const undo = useMutation({
    mutationFn: () => api.people.undoImport({ params: { importId: view.id }, ifMatch: view.version }),
    onSuccess: (next) =>
      queries.setQueryData(["people", "readImport", { params: { importId: view.id } }], next),
  });
  return (
    <ActDialog
      isOpen={isOpen}
      title={say(importTexts.undoQuestion)}
      act={say(importTexts.undo)}
      kind="dangerous"
      write={undo}
      onAct={() => undo.mutate()}
      onClose={onClose}
    >
      <p>{say(importTexts.undoWill)}</p>
    </ActDialog>
  );
}

export function Undone({ view }: ViewProps): VNode {
  const say = useSay();
  return (
    <StagePage title={say(importTexts.undoneTitle)} step={4}>
      <div class="stack">
        <Notice tone="abu" icon={undo2} role="status">
          {say(importTexts.undoneLead, { file: view.fileName })}
        </Notice>
        {view.skipped > 0 && (
          <Notice tone="kunyit" icon={triangleAlert}>
            {say(importTexts.keptBehind, { count: view.skipped })}
          </Notice>
        )}
        <Link href={webPaths.imports} isAlone>
          {say(importTexts.back)}
        </Link>
      </div>
    </StagePage>
  );
}
