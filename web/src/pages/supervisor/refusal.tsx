import type { VNode } from "preact";
import { ratingShortLabels } from "#shared/appraisals/messages.ts";
import type { RatingDraft, Ratings } from "#shared/appraisals/model.ts";
import { useReader } from "../../app/me.ts";
import { outbox } from "../../app/services.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import type { Sending } from "../../offline/queue.ts";
import { ConflictView } from "../../ui/conflict-view.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { supervisorTexts as texts } from "./texts.ts";
import { letGo } from "./writes.ts";

interface RefusalProps {
  readonly sending: Sending;
  readonly page?: EvaluationPage;
  /** Takes what the service has in place of what stands here. */
  readonly forget?: () => void;
}

/** A write that the service did not take. What was typed is kept; the person decides. */
export function Refusal({ sending, forget }: RefusalProps): VNode {
  const say = useSay();
  const { refusal, route } = sending;
  if (route === "saveRatings" && refusal?.code === "edit.conflict" && refusal.current !== undefined) {
    return <Conflict sending={sending} current={refusal.current as RatingDraft} forget={forget} />;
  }
  const fields = refusal?.fields ?? [];
  return (
    <ErrorState
      lead={refusal?.title || say(texts.refusedSubmit)}
      action={
        <span class="row">
          <LinkButton isAlone onClick={() => void letGo(sending)}>
            {say(texts.goOn)}
          </LinkButton>
          <LinkButton isAlone onClick={() => void outbox.insist(sending)}>
            {say(texts.again)}
          </LinkButton>
        </span>
      }
    >
      {refusal?.detail} {fields.map(({ message }) => message).join(" ")}
    </ErrorState>
  );
}

interface ConflictProps {
  readonly sending: Sending;
  readonly current: RatingDraft;
  readonly forget: (() => void) | undefined;
}

function Conflict({ sending, current, forget }: ConflictProps): VNode {
  const say = useSay();
  const reader = useReader();
  const mine = (sending.input.body as { ratings: Ratings }).ratings;
  const summary = ({ result, behaviour, strengths, improvements }: Ratings) =>
    say(texts.versionSummary, {
      result: result.rating === null ? say(texts.noRating) : say(ratingShortLabels[result.rating]),
      behaviour: behaviour.rating === null ? say(texts.noRating) : say(ratingShortLabels[behaviour.rating]),
      words: [...strengths, ...improvements].join(" "),
    });
  return (
    <ConflictView
      question={say(texts.conflict)}
      mine={{ source: say(texts.mine), content: summary(mine) }}
      theirs={{
        source: say(texts.theirs, { moment: momentOf(current.savedAt, reader) }),
        content: summary(current.ratings),
      }}
      keepLabel={say(texts.keep)}
      missing={say(texts.keepMissing)}
      onKeep={(kept) => {
        if (kept === "mine") return void outbox.insist(sending);
        forget?.();
        void letGo(sending);
      }}
    />
  );
}
