import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { planActionLabels, planStateLabels } from "#shared/plans/messages.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { useDraft } from "../../offline/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { arrowRight, cloudOff, hourglass, info } from "../../ui/icons.ts";
import { Link, LinkButton } from "../../ui/link.tsx";
import { InfoNotice, Notice } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { LateNotice } from "../../work/late-notice.tsx";
import { PlanReading } from "../../work/plan-reading.tsx";
import { ReasonDialog } from "../../work/reason-dialog.tsx";
import { DisownWay } from "./asked-tickets.tsx";
import { useKeys } from "./keys.tsx";
import type { PersonProps } from "./person-page.tsx";
import { findingsAt, type Note, notesToSend } from "./plan-notes.ts";
import { untilPrefetchedIsOld } from "./prefetch.ts";
import { Refusal } from "./refusal.tsx";
import { supervisorTexts as texts } from "./texts.ts";
import { approvePlan, planSubjectOf, returnPlan, useSendings } from "./writes.ts";

type PlanPage = Awaited<ReturnType<Api["plans"]["readPlan"]>>;
type PlanVersion = PlanPage["versions"][number];

interface PlanTaskProps extends PersonProps {
  readonly evaluation: string | undefined;
}

/** One person's plan, to be approved or returned with notes beside its parts. */
export function PlanTask(props: PlanTaskProps): VNode {
  const { row, cycle, evaluation } = props;
  const say = useSay();
  const params = { cycleId: cycle.id, partId: row.part };
  const { data, error, refetch } = useQuery({
    ...read("plans", "readPlan", { params }),
    staleTime: untilPrefetchedIsOld,
  });
  const { isPending, refused } = useSendings(planSubjectOf(row.part));
  if (data === undefined) {
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  }
  const version =
    data.versions.find(({ number }) => number === data.submittedVersion) ?? data.versions.at(-1);
  if (version === undefined) {
    return (
      <div class="person-read">
        <Notice tone="abu" icon={hourglass} lead={say(texts.notSentYet)}>
          {say(texts.notSentYetMeaning)}
        </Notice>
        <DisownWay rows={[row]} />
      </div>
    );
  }
  const isToDecide = data.actions.includes("approve") && (!isPending || refused !== undefined);
  return (
    <Decision
      {...props}
      key={version.number}
      page={data}
      version={version}
      isToDecide={isToDecide}
      isOnItsWay={isPending && refused === undefined}
      evaluation={evaluation}
    />
  );
}

interface DecisionProps extends PlanTaskProps {
  readonly page: PlanPage;
  readonly version: PlanVersion;
  readonly isToDecide: boolean;
  readonly isOnItsWay: boolean;
}

function Decision(props: DecisionProps): VNode {
  const { row, cycle, page, version, isToDecide, isOnItsWay, goOn } = props;
  const say = useSay();
  const reader = useReader();
  const params = { cycleId: cycle.id, partId: row.part };
  const written = useDraft<readonly Note[]>(`plan-notes/${row.part}/${version.number}`, []);
  const [isReturning, setReturning] = useState(false);
  const { refused } = useSendings(planSubjectOf(row.part));
  const notes = notesToSend(written.value);
  const write = (path: string, text: string) =>
    written.change([...written.value.filter((note) => note.path !== path), { path, text }]);

  const decided = (said: (typeof texts)["approvedToast"] | (typeof texts)["returnedToast"]) => {
    written.clear();
    toast(say(isReachable.get() ? said : texts.onDevice, { name: row.name }));
    goOn();
  };
  const approve = async () => {
    await approvePlan(params, version);
    decided(texts.approvedToast);
  };
  const sendBack = async (reason: string) => {
    await returnPlan(params, version, reason, notes);
    setReturning(false);
    decided(texts.returnedToast);
  };
  useKeys(isToDecide ? { submit: () => void approve() } : { n: goOn });
  const beside = (path: string, what: string) => (
    <PlanSlot
      path={path}
      what={what}
      version={version}
      text={written.value.find((note) => note.path === path)?.text}
      onWrite={isToDecide ? (text) => write(path, text) : undefined}
    />
  );
  return (
    <>
      <div class="person-read">
        <div class="row-apart">
          <h2 class="evidence-title">{say(texts.planTitle, { number: version.number })}</h2>
          <span class="meta">{say(planStateLabels[page.state])}</span>
        </div>
        <p class="caption">{say(texts.planSent, { moment: momentOf(version.submittedAt, reader) })}</p>
        {beside("", say(texts.wholePlan))}
        <PlanReading content={version.content} beside={beside} />
        <DisownWay rows={[row]} />
      </div>
      <div class="person-decide">
        <div class="stack rating-form">
          {refused !== undefined && <Refusal sending={refused} />}
          {isOnItsWay && (
            <Notice tone="kunyit" icon={cloudOff} role="status" lead={say(texts.sending)}>
              {say(texts.sendingMeaning)}
            </Notice>
          )}
          {page.late && (
            // Approving it accepts that, returning it does not.
            <LateNotice late={page.late}>{isToDecide && say(texts.lateDecidePlan)}</LateNotice>
          )}
          {version.questions.length > 0 && (
            <InfoNotice lead={say(texts.planFindings, { count: version.questions.length })} />
          )}
          <Decisions page={page} />
          {notes.length > 0 && (
            <Card title={say(texts.notes, { count: notes.length })} isQuiet>
              <ul class="trail">
                {notes.map(({ path, text }) => (
                  <li key={path}>{text}</li>
                ))}
              </ul>
              <p class="meta">{say(texts.approveWithNotes)}</p>
            </Card>
          )}
          <ToEvaluation {...props} />
        </div>
        <StickyFoot>
          {isToDecide ? (
            <>
              <Button onClick={() => setReturning(true)}>{say(planActionLabels.return)}</Button>
              <Button kind="primary" onClick={() => void approve()}>
                {say(texts.approve)}
              </Button>
            </>
          ) : (
            <>
              <span class="meta">{say(planStateLabels[page.state])}</span>
              <Button kind="primary" iconAfter={arrowRight} onClick={goOn}>
                {say(texts.next)}
              </Button>
            </>
          )}
        </StickyFoot>
      </div>
      <ReturnDialog
        isOpen={isReturning}
        name={`plan-return/${row.part}/${version.number}`}
        notes={notes.length}
        onClose={() => setReturning(false)}
        onReturn={(reason) => void sendBack(reason)}
      />
    </>
  );
}

function ToEvaluation({ row, evaluation, page }: DecisionProps): VNode | null {
  const say = useSay();
  if (evaluation === undefined || page.approvedVersion === 0) return null;
  const href = `${pathTo(webPaths.rating, { part: row.part })}?evaluasi=${evaluation}`;
  return (
    <Link href={href} isAlone>
      {say(texts.planSecond)}
    </Link>
  );
}

/** What was decided before, with its reason. */
function Decisions({ page: { decisions } }: { readonly page: PlanPage }): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (decisions.length === 0) return null;
  return (
    <Card title={say(texts.trail)} isQuiet>
      <ul class="trail">
        {decisions.map(({ version, decision, decidedAt, reason }) => (
          <li key={version}>
            {say(decision === "approved" ? texts.decidedApproved : texts.decidedReturned, {
              moment: momentOf(decidedAt, reader),
            })}{" "}
            {reason}
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface PlanSlotProps {
  readonly path: string;
  readonly what: string;
  readonly version: PlanVersion;
  readonly text: string | undefined;
  /** Absent: the plan is not mine to decide on now. */
  readonly onWrite: ((text: string) => void) | undefined;
}

/** Under a part of the plan: what the checks ask about it, and my note. */
function PlanSlot({ path, what, version, text, onWrite }: PlanSlotProps): VNode {
  const say = useSay();
  const [isWriting, setWriting] = useState(false);
  return (
    <div class="plan-slot">
      {findingsAt(version, path).map((finding) => (
        <p key={finding.code + finding.path} class="plan-finding">
          <Icon of={info} size={16} /> <span>{say(finding.text)}</span>
        </p>
      ))}
      {onWrite !== undefined &&
        (isWriting || (text !== undefined && text !== "") ? (
          <TextArea
            label={say(texts.noteOn, { what: shortened(what) })}
            value={text ?? ""}
            onInput={onWrite}
            maxLength={1000}
          />
        ) : (
          <LinkButton isAlone onClick={() => setWriting(true)}>
            {say(texts.addNote)} <span class="unseen">{shortened(what)}</span>
          </LinkButton>
        ))}
    </div>
  );
}

const shortest = 60;

function shortened(text: string): string {
  return text.length <= shortest ? text : `${text.slice(0, shortest)}…`;
}

interface ReturnDialogProps {
  readonly isOpen: boolean;
  /** Of the draft in which the reason is kept. */
  readonly name: string;
  readonly notes: number;
  readonly onClose: () => void;
  readonly onReturn: (reason: string) => void;
}

function ReturnDialog({ isOpen, name, notes, onClose, onReturn }: ReturnDialogProps): VNode {
  const say = useSay();
  const reason = useDraft(name, "");
  return (
    <ReasonDialog
      isOpen={isOpen}
      title={say(texts.returnTitle)}
      act={say(planActionLabels.return)}
      label={say(texts.returnReason)}
      hint={say(texts.returnHint, { count: notes })}
      reason={reason.value}
      onReason={reason.change}
      missing={say(texts.missingReason)}
      onAct={() => {
        reason.clear();
        onReturn(reason.value.trim());
      }}
      onClose={onClose}
    />
  );
}
