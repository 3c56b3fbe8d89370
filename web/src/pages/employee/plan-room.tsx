import type { VNode } from "preact";
import { PageFailed } from "../../app/failure.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { useSay } from "../../i18n/language.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { PlanView } from "./plan-draft.ts";
import { planTexts as texts } from "./plan-texts.ts";
import type { Place } from "./today-duties.ts";
import { type PlanDesk, useMyPlan, usePlanDesk } from "./use-plan.ts";

interface RoomProps {
  /** The page with the plan on it. */
  readonly draw: (desk: PlanDesk) => VNode;
  /** The page with something in its place. */
  readonly instead: (body: VNode) => VNode;
}

/** Any page about my plan: waits for it, says what went wrong, or that there is none. */
export function PlanRoom({ draw, instead }: RoomProps): VNode {
  const { place, parts, view, error, again } = useMyPlan();
  if (error !== null) return instead(<PageFailed error={error} again={again} />);
  if (place !== undefined && view !== undefined) {
    return <Desk key={place.part.id} place={place} view={view} draw={draw} instead={instead} />;
  }
  return instead(parts?.length === 0 ? <NoPlan /> : <PageWaits />);
}

function Desk({
  place,
  view,
  draw,
  instead,
}: RoomProps & { readonly place: Place; readonly view: PlanView }) {
  const desk = usePlanDesk(place, view);
  return desk.isRead ? draw(desk) : instead(<PageWaits />);
}

function NoPlan(): VNode {
  const say = useSay();
  return <EmptyState title={say(texts.noPlan)}>{say(texts.noPlanNext)}</EmptyState>;
}
