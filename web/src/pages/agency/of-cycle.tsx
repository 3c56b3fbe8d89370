import type { VNode } from "preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useMay } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { type Catalogue, useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

const texts = {
  noCycle: { id: "Belum ada siklus penilaian.", en: "There is no appraisal cycle yet." },
  plan: { id: "Rencanakan siklus", en: "Plan a cycle" },
} as const satisfies Catalogue;

interface OfCycleProps {
  /** What this page will show once there is a cycle. */
  readonly next: string;
  readonly draw: (cycle: Cycle, cycles: readonly Cycle[]) => VNode;
}

/** A page about the cycle at hand; what stands in its place while it is not known, and where there is none. */
export function OfCycle({ next, draw }: OfCycleProps): VNode {
  const say = useSay();
  const mayPlan = useMay("cycles.plan");
  const { cycle, cycles, error, again } = useCycle();
  if (cycle !== undefined) return draw(cycle, cycles ?? []);
  if (cycles === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={again} />;
  return (
    <Page title={say(texts.noCycle)}>
      <EmptyState
        title={next}
        action={
          mayPlan && (
            <ButtonLink kind="primary" href={webPaths.cycles}>
              {say(texts.plan)}
            </ButtonLink>
          )
        }
      />
    </Page>
  );
}
