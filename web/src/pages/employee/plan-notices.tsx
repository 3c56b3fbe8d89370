import type { VNode } from "preact";
import { stepNames } from "#shared/cycles/messages.ts";
import { useNow, useReader } from "../../app/me.ts";
import { useStore } from "../../app/store.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { LinkButton } from "../../ui/link.tsx";
import { InfoNotice, ReturnedNotice } from "../../ui/notice.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { appraiserName, useAppraiser } from "../../work/appraiser.ts";
import { ClosedWindow } from "../../work/closed-window.tsx";
import { DeadlineWords } from "../../work/deadline.tsx";
import { OnItsWay } from "./on-its-way.tsx";
import { RefusedWrites } from "./plan-refused.tsx";
import { notesOf } from "./plan-standing.ts";
import { planTexts as texts } from "./plan-texts.ts";
import { planStanding } from "./today-duties.ts";
import type { PlanDesk } from "./use-plan.ts";

/** How the plan stands, above everything else on its pages. */
export function PlanNotices({ desk }: { readonly desk: PlanDesk }): VNode {
  return (
    <>
      <RefusedWrites desk={desk} />
      <Submission desk={desk} />
      <Standing desk={desk} />
    </>
  );
}

function Standing({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const { data: appraiser } = useAppraiser(desk.part);
  const { view, submission } = desk;
  if (desk.part.exclusion !== undefined) return <InfoNotice>{say(texts.excluded)}</InfoNotice>;
  if (submission !== undefined) return null;
  const since = momentOf(view.since, reader);
  switch (view.state) {
    case "submitted": {
      const name = appraiser === undefined ? say(texts.theAppraiser) : appraiserName(appraiser);
      return <InfoNotice>{say(texts.submittedOn, { moment: since, name })}</InfoNotice>;
    }
    case "approved":
      return <InfoNotice>{say(texts.approvedOn, { moment: since })}</InfoNotice>;
    case "amending":
      return <InfoNotice>{say(texts.amendingMeaning, { version: view.approvedVersion })}</InfoNotice>;
    case "draft":
    case "returned": {
      const standing = planStanding(desk, now);
      if (standing.state !== "open") return <ClosedWindow standing={standing} step={stepNames.planning} />;
      return view.state === "returned" ? <Returned desk={desk} /> : null;
    }
  }
}

function Returned({ desk }: { readonly desk: PlanDesk }): VNode {
  const say = useSay();
  const now = useNow();
  const notes = notesOf(desk);
  const done = notes.filter(({ isDone }) => isDone).length;
  return (
    <ReturnedNotice
      lead={say(texts.returned, { count: notes.length })}
      {...(done > 0 && {
        aside: <StateMark state="done">{say(texts.addressed, { count: done })}</StateMark>,
      })}
    >
      <DeadlineWords standing={planStanding(desk, now)} lead={texts.resendBy} />
    </ReturnedNotice>
  );
}

/** The submission on its way, which can be taken back as long as it has not gone. */
function Submission({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const say = useSay();
  const isOnline = useStore(isReachable);
  const { submission, sealedAt } = desk;
  if (submission === undefined || submission.refusal !== undefined) return null;
  if (isOnline && sealedAt === undefined) return <InfoNotice lead={say(texts.sending)} />;
  return (
    <OnItsWay
      sealedAt={sealedAt}
      lead={say(texts.onItsWay)}
      meaning={say(texts.onItsWayMeaning)}
      action={
        <LinkButton onClick={() => void desk.decide(submission, false)}>{say(texts.takeBack)}</LinkButton>
      }
    />
  );
}
