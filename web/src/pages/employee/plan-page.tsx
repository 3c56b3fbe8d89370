import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation, useSearchParams } from "wouter-preact";
import { planActionLabels, planStateLabels } from "#shared/plans/messages.ts";
import { targetText } from "#shared/plans/wording.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { useNow } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { api } from "../../data/client.ts";
import { useCycle } from "../../data/cycles.ts";
import { common } from "../../i18n/common.ts";
import { dateOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SupervisorNote } from "../../ui/field.tsx";
import { plus } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Select } from "../../ui/select.tsx";
import { type State, StateMark } from "../../ui/state-mark.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { DeadlineWords, WindowStrip } from "../../work/deadline.tsx";
import { useMyPart } from "../../work/my-parts.ts";
import { addressOf } from "./address.ts";
import { CopyPlan } from "./plan-copy.tsx";
import type { PlacedResult } from "./plan-draft.ts";
import { Failed } from "./plan-failed.tsx";
import { useNoteProps } from "./plan-field.ts";
import { PlanFoot } from "./plan-foot.tsx";
import { PlanHistory } from "./plan-history.tsx";
import { PlanNotices } from "./plan-notices.tsx";
import { PlanRoom } from "./plan-room.tsx";
import { PlanRule } from "./plan-rule.tsx";
import { SavedChip } from "./plan-saved.tsx";
import { about, blocking, findingsOf, isWritable, notesOf, questions } from "./plan-standing.ts";
import { planTexts as texts } from "./plan-texts.ts";
import { planStanding } from "./today-duties.ts";
import { type PlanDesk, refreshPlan } from "./use-plan.ts";
import "./plan.css";

const marks: Readonly<Record<PlanDesk["view"]["state"], State>> = {
  draft: "draft",
  submitted: "with-supervisor",
  returned: "with-employee",
  approved: "done",
  amending: "draft",
};

/** My plan: how it stands, its results, and the way out. */
export function PlanPage(): VNode {
  const say = useSay();
  const title = (desk: PlanDesk) => say(texts.title, { title: say(desk.cycle.title) });
  return (
    <PlanRoom
      instead={(body) => (
        <Page title={say(texts.noTitle)}>
          <Choices />
          {body}
        </Page>
      )}
      draw={(desk) => (
        <Page title={title(desk)} lead={<Lead desk={desk} />} actions={<SavedHere desk={desk} />}>
          <Choices />
          <div class="plan">
            <div class="stack">
              <PlanNotices desk={desk} />
              <Results desk={desk} />
              <OtherNotes desk={desk} />
              <Questions desk={desk} />
            </div>
            <div class="stack">
              <FrameLink desk={desk} />
              <Changes desk={desk} />
              <PlanHistory view={desk.view} />
              <PlanRule of="signing" label={say(texts.whoSigns)} />
            </div>
          </div>
          <PlanFoot desk={desk} />
        </Page>
      )}
    />
  );
}

/** Where what was written lies, as long as something can be written. */
function SavedHere({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const now = useNow();
  return isWritable(desk, now) && desk.results.length > 0 ? <SavedChip saving={desk.saving} /> : null;
}

/** The state in its official word; while it is mine to send, until when. */
function Lead({ desk }: { readonly desk: PlanDesk }): VNode {
  const say = useSay();
  const now = useNow();
  const { view } = desk;
  const standing = planStanding(desk, now);
  const isDue = view.state === "draft" && standing.state === "open" && desk.part.exclusion === undefined;
  return (
    <span class="plan-lead">
      <StateMark state={marks[view.state]}>{say(planStateLabels[view.state])}</StateMark>
      {isDue && (
        <span>
          <DeadlineWords standing={standing} lead={texts.dueBy} />
        </span>
      )}
    </span>
  );
}

/** Which cycle, and which part of it, where there are several. */
function Choices(): VNode | null {
  const say = useSay();
  const { cycles = [] } = useCycle();
  const { cycle, part, parts = [] } = useMyPart();
  const [, setSearch] = useSearchParams();
  const language = useLanguage();
  const known = cycles.filter(({ state }) => state !== "planned" && state !== "cancelled");
  if (known.length < 2 && parts.length < 2) return null;
  return (
    <div class="stack plan-choices">
      {known.length > 1 && (
        <Select
          label={say(texts.whichCycle)}
          value={cycle?.id ?? ""}
          onChange={(id) => setSearch({ siklus: id })}
          options={known.map(({ id, title }) => ({ value: id, label: say(title) }))}
        />
      )}
      {parts.length > 1 && cycle !== undefined && (
        <Tabs
          label={say(texts.whichPart)}
          tabs={parts.map((one) => ({
            href: addressOf(webPaths.plan, { cycle, part: one }),
            label: say(texts.partOf, { from: shortDay(one.from, language), to: shortDay(one.to, language) }),
            isCurrent: one.id === part?.id,
          }))}
        />
      )}
    </div>
  );
}

/** "1 Oktober 2026": a tab has no room for the weekday. */
function shortDay(date: string, language: "id" | "en"): string {
  return dateOf(date, language).replace(/^\S+\s/, "");
}

function Results({ desk }: { readonly desk: PlanDesk }): VNode {
  const say = useSay();
  const now = useNow();
  const [, navigate] = useLocation();
  const [isCopying, setCopying] = useState(false);
  const canWrite = isWritable(desk, now);
  const results = canWrite || desk.submission !== undefined ? desk.results : readResults(desk);
  const add = () => navigate(addressOf(pathTo(webPaths.planResult, { result: desk.add() }), desk));
  const standing = planStanding(desk, now);
  return (
    <Card title={say(texts.results)} {...(canWrite && { action: <PlanRule of="result" /> })}>
      {results.length === 0 ? (
        <>
          {canWrite && standing.state === "open" && <WindowStrip standing={standing} />}
          <EmptyState title={say(texts.noResult)}>{canWrite && say(texts.noResultNext)}</EmptyState>
        </>
      ) : (
        <List label={say(texts.results)}>
          {results.map((placed) => (
            <ResultRow key={placed.result.id} desk={desk} placed={placed} canWrite={canWrite} />
          ))}
        </List>
      )}
      {canWrite && (
        <div class="row plan-add">
          <Button icon={plus} {...(results.length === 0 && { kind: "primary" as const })} onClick={add}>
            {say(texts.addResult)}
          </Button>
          <Button kind="quiet" onClick={() => setCopying(true)}>
            {say(texts.copy)}
          </Button>
        </div>
      )}
      <CopyPlan desk={desk} isOpen={isCopying} onClose={() => setCopying(false)} />
    </Card>
  );
}

/** Where nothing is being written: the version that lies with the appraiser, else the one in force, else the draft as it is. */
function readResults({ view, results }: PlanDesk): readonly PlacedResult[] {
  const shown = view.state === "approved" ? view.approvedVersion : view.submittedVersion;
  const version = view.versions.find(({ number }) => number === shown);
  const isDraft = view.state === "draft" || view.state === "returned" || view.state === "amending";
  if (version === undefined || isDraft) return results;
  return version.content.results.map((result, at) => ({ order: at + 1, result }));
}

interface ResultRowProps {
  readonly desk: PlanDesk;
  readonly placed: PlacedResult;
  readonly canWrite: boolean;
}

function ResultRow({ desk, placed: { result }, canWrite }: ResultRowProps): VNode {
  const say = useSay();
  const targets = result.indicators.map((indicator) => say(targetText(indicator)));
  return (
    <ListRow
      title={result.text || say(texts.untitled)}
      detail={targets.join(" · ")}
      end={canWrite && <ResultMark desk={desk} id={result.id} />}
      href={addressOf(pathTo(webPaths.planResult, { result: result.id }), desk)}
    />
  );
}

function ResultMark({ desk, id }: { readonly desk: PlanDesk; readonly id: string }): VNode {
  const say = useSay();
  const open = about(notesOf(desk), id).filter(({ isDone }) => !isDone);
  if (open.length > 0) {
    return <StateMark state="with-employee">{say(texts.noted, { count: open.length })}</StateMark>;
  }
  const lacking = blocking(about(findingsOf(desk), id));
  if (lacking.length > 0) {
    return <StateMark state="not-started">{say(texts.lacking, { count: lacking.length })}</StateMark>;
  }
  const isChecked = desk.local.results[id] === undefined;
  return isChecked ? (
    <StateMark state="done">{say(texts.complete)}</StateMark>
  ) : (
    <StateMark state="draft">{say(texts.unchecked)}</StateMark>
  );
}

/** What the appraiser remarked about the plan as a whole, or about something that is gone. */
function OtherNotes({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const say = useSay();
  const noteProps = useNoteProps(desk);
  const ids = desk.results.map(({ result }) => result.id);
  const others = notesOf(desk).filter((note) => ids.every((id) => about([note], id).length === 0));
  const reason = desk.view.state === "returned" ? desk.view.decisions.at(-1)?.reason : undefined;
  if (others.length === 0 && !reason) return null;
  return (
    <Card title={say(texts.notes)} isQuiet>
      {reason && <p class="plan-reason">{reason}</p>}
      {others.map((note) => (
        <SupervisorNote key={note.path} {...noteProps(note)} />
      ))}
    </Card>
  );
}

/** What hinders nothing but is asked; it goes along with the plan. */
function Questions({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const say = useSay();
  const now = useNow();
  const asked = questions(findingsOf(desk));
  const lacking = blocking(findingsOf(desk)).filter(({ path }) => path === "results");
  if (!isWritable(desk, now) || asked.length + lacking.length === 0 || desk.results.length === 0) return null;
  return (
    <Card title={say(texts.questions)} isQuiet>
      <div class="stack">
        <ul class="plan-questions">
          {[...lacking, ...asked].map(({ code, path, text }) => (
            <li key={`${code}/${path}`}>{say(text)}</li>
          ))}
        </ul>
        <p class="meta">{say(texts.questionsMeaning)}</p>
      </div>
    </Card>
  );
}

function FrameLink({ desk }: { readonly desk: PlanDesk }): VNode {
  const say = useSay();
  const count = Object.values(desk.frame.expectations).filter((text) => text.trim() !== "").length;
  return (
    <Card>
      <List>
        <ListRow
          title={say(texts.frame)}
          detail={say(texts.frameDetail, { count })}
          href={addressOf(webPaths.planFrame, desk)}
        />
      </List>
    </Card>
  );
}

/** Beginning to amend what is approved, and giving that up. */
function Changes({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const { actions } = desk.view;
  if (desk.submission !== undefined) return null;
  return (
    <>
      {actions.includes("amend") && (
        <Change desk={desk} action="amend" ask={texts.amendAsk} meaning={texts.amendMeaning} />
      )}
      {actions.includes("keep") && (
        <Change desk={desk} action="keep" ask={texts.keepAsk} meaning={texts.keepMeaning} />
      )}
    </>
  );
}

interface ChangeProps {
  readonly desk: PlanDesk;
  readonly action: "amend" | "keep";
  readonly ask: (typeof texts)[keyof typeof texts];
  readonly meaning: (typeof texts)[keyof typeof texts];
}

function Change({ desk, action, ask, meaning }: ChangeProps): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const params = { cycleId: desk.part.cycleId, partId: desk.part.id };
  const change = useMutation({
    mutationFn: () => (action === "amend" ? api.plans.amendPlan({ params }) : api.plans.keepPlan({ params })),
    onSuccess: () => {
      desk.forget();
      setAsking(false);
      refreshPlan();
    },
  });
  return (
    <>
      <Button isWide onClick={() => setAsking(true)}>
        {say(planActionLabels[action])}
      </Button>
      <Dialog
        isOpen={isAsking}
        title={say(ask)}
        closeLabel={say(common.close)}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onClick={() => setAsking(false)}>{say(common.cancel)}</Button>
            <Button
              kind={action === "keep" ? "dangerous" : "primary"}
              isBusy={change.isPending}
              onClick={() => change.mutate()}
            >
              {say(planActionLabels[action])}
            </Button>
          </>
        }
      >
        <div class="stack">
          <p>{say(meaning)}</p>
          <Failed error={change.error} />
        </div>
      </Dialog>
    </>
  );
}
