import type { ComponentChildren, VNode } from "preact";
import { useReader } from "../../app/me.ts";
import { percentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { UnitBar, UnitLegend } from "../../ui/unit-bar.tsx";
import { monitorTexts } from "./monitor-texts.ts";
import type { Figures } from "./monitor-tree.ts";

interface MonitorTotalProps {
  readonly figures: Figures;
  /** Beside it: how it came to this. */
  readonly children?: ComponentChildren;
}

/** The answer: how many of how many, and where the others stand. */
export function MonitorTotal({ figures, children }: MonitorTotalProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const { total, done, excluded, late } = figures;
  return (
    <Card>
      <div class="monitor-total">
        <div>
          <div class="big-number">{percentOf(total === 0 ? 0 : done / total, language)}</div>
          <p class="meta">
            <strong class="ink">{say(monitorTexts.ofTotal, { done, total })}</strong>{" "}
            {say(monitorTexts.finished)}
            {late > 0 && <>, {say(monitorTexts.late, { count: late })}</>}
            {excluded > 0 && <>, {say(monitorTexts.outside, { count: excluded })}</>}
          </p>
        </div>
        <div>
          <UnitBar isLarge counts={figures} label={useBarWords()(figures)} />
          <UnitLegend words={useStandingWords()} counts={figures} />
        </div>
        {children}
      </div>
    </Card>
  );
}

/** What the standings are called. */
export function useStandingWords() {
  const say = useSay();
  return {
    done: say(monitorTexts.done),
    withSupervisor: say(monitorTexts.withSupervisor),
    withEmployee: say(monitorTexts.withEmployee),
    notStarted: say(monitorTexts.notStarted),
    excluded: say(monitorTexts.excluded),
  };
}

/** The counts of a bar in words. */
export function useBarWords(): (figures: Figures) => string {
  const say = useSay();
  return ({ done, withSupervisor, withEmployee, notStarted }) =>
    say(monitorTexts.bar, { done, withSupervisor, withEmployee, notStarted });
}
