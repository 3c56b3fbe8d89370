import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { plus } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/list-row.tsx";
import { wallClockAt } from "../../ui/wall-clock.ts";
import { periodInWords } from "./cycle-lanes.ts";
import { CycleState } from "./cycle-state.tsx";
import { cycleTexts } from "./cycle-texts.ts";
import { localMoment } from "./local-time.ts";
import { PlanCycleDialog } from "./plan-cycle-dialog.tsx";
import "./cycle.css";

/** The agency's cycles, the newest period first. */
export function CyclesPage(): VNode {
  const say = useSay();
  const { cycles, error, again } = useCycle();
  const [isPlanning, setPlanning] = useState(false);
  const plan = (
    <Button kind="primary" icon={plus} onClick={() => setPlanning(true)}>
      {say(cycleTexts.plan)}
    </Button>
  );
  const hasSome = cycles !== undefined && cycles.length > 0;
  return (
    <Page title={say(cycleTexts.title)} lead={say(cycleTexts.lead)} {...(hasSome && { actions: plan })}>
      {cycles === undefined ? (
        error === null ? (
          <PageWaits />
        ) : (
          <PageFailed error={error} again={again} />
        )
      ) : hasSome ? (
        <Card>
          <div class="cycles">
            <List label={say(cycleTexts.title)}>
              {cycles.map((cycle) => (
                <CycleRow key={cycle.id} cycle={cycle} />
              ))}
            </List>
          </div>
        </Card>
      ) : (
        <Card>
          <EmptyState title={say(cycleTexts.none)} action={plan}>
            {say(cycleTexts.noneNext)}
          </EmptyState>
        </Card>
      )}
      {isPlanning && <PlanCycleDialog cycles={cycles ?? []} onClose={() => setPlanning(false)} />}
    </Page>
  );
}

function CycleRow({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const reader = useReader();
  const { id, title, period, opened, state } = cycle;
  return (
    <ListRow
      title={title[reader.language]}
      href={pathTo(webPaths.cycle, { id })}
      detail={
        <>
          <div>{periodInWords(period, say, reader.language)}</div>
          {state !== "cancelled" && <div>{openingInWords(cycle, say, reader)}</div>}
        </>
      }
      end={<CycleState cycle={cycle} />}
      {...(opened && { endDetail: say(cycleTexts.ofPeople, { count: opened.inScope }) })}
    />
  );
}

/** When it opens, or opened; one whose opening was taken back has no moment. */
function openingInWords(
  { opensAt, openedAt, held, zone }: Cycle,
  say: ReturnType<typeof useSay>,
  reader: ReturnType<typeof useReader>,
): string {
  if (held === true) return say(cycleTexts.held);
  const here = { ...reader, zone };
  if (openedAt === undefined) return say(cycleTexts.opensAt, { moment: localMoment(opensAt, here) });
  return say(cycleTexts.openedAt, { moment: localMoment(wallClockAt(openedAt, zone), here) });
}
