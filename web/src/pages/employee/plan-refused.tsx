import type { VNode } from "preact";
import { stepNames } from "#shared/cycles/messages.ts";
import { Refused } from "#shared/platform/client.ts";
import { useNow, useReader } from "../../app/me.ts";
import { explain } from "../../data/refusals.ts";
import { timeOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import type { Sending } from "../../offline/queue.ts";
import { Card } from "../../ui/card.tsx";
import { ConflictView } from "../../ui/conflict-view.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { ClosedWindow } from "../../work/closed-window.tsx";
import type { Frame, PlacedResult } from "./plan-draft.ts";
import { PlacedReading } from "./plan-reading.tsx";
import { planTexts as texts } from "./plan-texts.ts";
import { planStanding } from "./today-duties.ts";
import type { PlanDesk } from "./use-plan.ts";

/** What the service refused, each with what the person can do about it. */
export function RefusedWrites({ desk }: { readonly desk: PlanDesk }): VNode | null {
  if (desk.refused.length === 0) return null;
  return (
    <>
      {desk.refused.map((sending) =>
        sending.refusal?.code === "edit.conflict" && sending.route !== "submitPlan" ? (
          <Conflict key={sending.id} desk={desk} sending={sending} />
        ) : (
          <Refusal key={sending.id} desk={desk} sending={sending} />
        ),
      )}
    </>
  );
}

interface RefusedProps {
  readonly desk: PlanDesk;
  readonly sending: Sending;
}

function Refusal({ desk, sending }: RefusedProps): VNode {
  const say = useSay();
  const now = useNow();
  const { refusal, route } = sending;
  const error = new Refused(refusal?.status ?? 0, refusal?.title ? refusal : undefined);
  const { title, detail, fields } = explain(error, useLanguage());
  const isSubmission = route === "submitPlan";
  const standing = planStanding(desk, now);
  return (
    <>
      <ErrorState
        lead={isSubmission ? `${say(texts.refusedSubmission)} ${title}` : `${say(texts.notSaved)} ${title}`}
        action={
          <>
            {!isSubmission && (
              <LinkButton onClick={() => void desk.decide(sending, true)}>{say(texts.tryAgain)}</LinkButton>
            )}
            <LinkButton onClick={() => void desk.decide(sending, false)}>
              {say(isSubmission ? texts.dismiss : texts.drop)}
            </LinkButton>
          </>
        }
      >
        {fields.length === 0 ? detail : fields.map(({ message }) => message).join(" ")}
      </ErrorState>
      {refusal?.code === "window.closed" && standing.state === "closed" && (
        <ClosedWindow standing={standing} step={stepNames.planning} />
      )}
    </>
  );
}

/** Two versions beside each other; nothing is merged in silence. */
function Conflict({ desk, sending }: RefusedProps): VNode {
  const say = useSay();
  const reader = useReader();
  const { current } = sending.refusal ?? {};
  const theirs = current as { readonly savedAt?: string } | undefined;
  return (
    <Card>
      <ConflictView
        question={say(texts.twoVersions)}
        mine={{
          source: say(texts.mine, { time: timeOf(sending.madeAt, reader) }),
          content: <VersionReading content={sending.input.body} />,
        }}
        theirs={{
          source: theirs?.savedAt
            ? say(texts.theirsAt, { time: timeOf(theirs.savedAt, reader) })
            : say(texts.theirs),
          content: <VersionReading content={current} />,
        }}
        keepLabel={say(texts.keepChosen)}
        missing={say(texts.chooseOne)}
        onKeep={(kept) => void desk.decide(sending, kept === "mine")}
      />
    </Card>
  );
}

function VersionReading({ content }: { readonly content: unknown }): VNode {
  const say = useSay();
  if (typeof content !== "object" || content === null) return <>{say(texts.removedThere)}</>;
  if ("result" in content) return <PlacedReading placed={content as PlacedResult} />;
  const { frame } = content as { readonly frame?: Frame };
  return <>{Object.values(frame?.expectations ?? {}).join(" · ") || say(texts.untitled)}</>;
}
