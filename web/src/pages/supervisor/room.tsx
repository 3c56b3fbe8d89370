import type { VNode } from "preact";
import type { Predicate } from "#shared/appraisals/matrix.ts";
import {
  appraisalTerms,
  breachText,
  distributionRuleTexts,
  organisationPredicateLabels,
  predicateLabels,
} from "#shared/appraisals/messages.ts";
import { useReader } from "../../app/me.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { HeadroomBar } from "../../ui/headroom-bar.tsx";
import { hourglass, scale } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { RuleNote } from "../../ui/rule-note.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { roomOf } from "./room-left.ts";
import { supervisorTexts as texts } from "./texts.ts";

interface RoomProps {
  readonly page: EvaluationPage;
  /** The predicate that the person at hand would get. */
  readonly own: Predicate | undefined;
  /** When the organisation's predicate is due, an instant. */
  readonly until: string;
}

/** How many carry which predicate, the room that the pattern leaves, and whose predicate it follows. It never blocks. */
export function Room({ page: { rater }, own, until }: RoomProps): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (rater === null) return null;
  const { predicate: organisation, name } = rater.organisation;
  if (organisation === null) {
    return (
      <Notice tone="kunyit" icon={hourglass} lead={say(texts.organisationAwaited, { unit: name })}>
        {say(texts.organisationAwaitedMeaning, { moment: momentOf(until, reader) })}
      </Notice>
    );
  }
  const { headroom } = rater;
  const room = headroom && roomOf(headroom, organisation, own);
  const label = (predicate: Predicate) => say(predicateLabels[predicate]);
  return (
    <section class="room">
      <div class="row-apart">
        <h2 class="room-title">{say(texts.roomTitle)}</h2>
        <span class="meta">
          {say(texts.organisation)} <strong>{say(organisationPredicateLabels[organisation])}</strong>
        </span>
      </div>
      {room !== null && (
        <HeadroomBar
          total={room.total}
          groups={room.groups.map(({ predicate, ...group }) => ({ ...group, label: label(predicate) }))}
          limit={room.limit && { group: label(room.limit.predicate), people: room.limit.people }}
          own={own && label(own)}
          {...(room.limit && {
            limitLabel: say(texts.limit, {
              predicate: label(room.limit.predicate),
              count: room.limit.people,
            }),
          })}
          roomLabel={(left) =>
            left < 0 ? say(texts.roomOver, { count: -left }) : say(texts.room, { count: left })
          }
          summary={say(texts.roomSummary, {
            groups: room.groups.map(({ predicate, people }) => `${label(predicate)} ${people}`).join(", "),
            total: room.total,
          })}
        />
      )}
      {room?.breach !== undefined && (
        <Notice tone="kunyit" icon={scale} lead={say(texts.breach)}>
          {say(breachText(room.breach, room.total))}
          {room.breach.reason === "pattern" && ` ${say(texts.breachMeaning)}`}
        </Notice>
      )}
      <RuleNote
        label={say(texts.distributionRule)}
        title={say(appraisalTerms.distribution)}
        source={say(texts.distributionSource)}
      >
        {say(distributionRuleTexts[organisation])}
      </RuleNote>
    </section>
  );
}
