import type { VNode } from "preact";
import { cycleStates } from "#shared/cycles/messages.ts";
import { useReader } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { shortDate } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { type State, StateMark } from "../../ui/state-mark.tsx";
import type { Tone } from "../../ui/tone.ts";
import { dayAt } from "../../ui/wall-clock.ts";
import { cycleTexts } from "./cycle-texts.ts";

const looks: Readonly<Record<Cycle["state"], { readonly state: State; readonly tone?: Tone }>> = {
  planned: { state: "draft" },
  scoping: { state: "with-employee" },
  open: { state: "done" },
  closed: { state: "done", tone: "abu" },
  cancelled: { state: "not-started" },
};

interface CycleStateProps {
  readonly cycle: Pick<Cycle, "state" | "openedAt" | "zone">;
  readonly isChip?: boolean;
}

/** "Direncanakan", "Berjalan sejak 14 Des". */
export function CycleState({ cycle: { state, openedAt, zone }, isChip = false }: CycleStateProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const hasBegun = state === "open" && openedAt !== undefined;
  return (
    <StateMark {...looks[state]} isChip={isChip}>
      {hasBegun
        ? say(cycleTexts.runsSince, { day: shortDate(dayAt(openedAt, zone), language) })
        : say(cycleStates[state])}
    </StateMark>
  );
}
