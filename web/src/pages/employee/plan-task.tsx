import type { VNode } from "preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { TaskPage } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import { addressOf } from "./address.ts";
import { PlanFoot } from "./plan-foot.tsx";
import { PlanRoom } from "./plan-room.tsx";
import { SavedChip } from "./plan-saved.tsx";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";

interface PlanTaskProps {
  /** Without a desk: while there is no plan to name. */
  readonly title: (desk: PlanDesk | undefined) => string;
  readonly draw: (desk: PlanDesk) => VNode;
}

/** One thing of my plan on a page of its own, with the way back to the plan and what is still to be done at its foot. */
export function PlanTask({ title, draw }: PlanTaskProps): VNode {
  const label = useSay()(texts.back);
  return (
    <PlanRoom
      instead={(body) => (
        <TaskPage title={title(undefined)} back={{ href: webPaths.plan, label }}>
          {body}
        </TaskPage>
      )}
      draw={(desk) => (
        <TaskPage
          title={title(desk)}
          back={{ href: addressOf(webPaths.plan, desk), label }}
          end={desk.view.draft !== null && <SavedChip saving={desk.saving} />}
        >
          {draw(desk)}
          <PlanFoot desk={desk} />
        </TaskPage>
      )}
    />
  );
}
