import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useNow, useReader } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { numberOf, shortDate, wallMomentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TrendLine } from "../../ui/trend-line.tsx";
import { wallClockAt } from "../../ui/wall-clock.ts";
import type { Phase } from "./monitor-phase.ts";
import { monitorTexts } from "./monitor-texts.ts";
import type { Figures } from "./monitor-tree.ts";

interface MonitorCourseProps {
  readonly cycle: Cycle;
  readonly phase: Phase;
  readonly figures: Figures;
  /** One of the units at the top; absent for the whole agency. */
  readonly unit?: string | undefined;
}

/** How it came to this: the nights that were counted, and how it is now. Nothing, before the first night. */
export function MonitorCourse(props: MonitorCourseProps): VNode | null {
  const { cycle, phase, figures, unit } = props;
  const { total, done } = figures;
  const say = useSay();
  const { language } = useReader();
  const { zone } = cycle;
  const now = wallClockAt(useNow(), zone);
  const query = { cycle: cycle.id, phase: phase.id, ...(unit !== undefined && { unit }) };
  const { data, isLoading } = useQuery(read("reports", "readMonitorTrend", { query }));
  const nights = (data?.items ?? []).map((night) => ({ ...night, local: wallClockAt(night.at, zone) }));
  const last = nights.at(-1);
  if (isLoading)
    return (
      <div class="monitor-course">
        <h2 class="meta">{say(monitorTexts.course)}</h2>
        <Skeleton label={say(common.loading)} shape="text" count={4} />
      </div>
    );
  if (last === undefined) return null;
  const isOver = phase.closesAt < now;
  const points = nights.map((night) => ({ at: timeOf(night.local), done: night.done, total: night.total }));
  const dayOf = (local: string) => shortDate(local.slice(0, 10), language);
  const more = done - last.done;
  const change =
    more === 0 ? monitorTexts.courseSame : more > 0 ? monitorTexts.courseMore : monitorTexts.courseFewer;
  const row = (when: string, of: { done: number; total: number }) =>
    [when, numberOf(of.done, language), numberOf(of.total, language)] as const;
  return (
    <div class="monitor-course">
      <h2 class="meta">{say(monitorTexts.course)}</h2>
      <TrendLine
        label={say(monitorTexts.course)}
        from={Math.min(timeOf(phase.opensAt), timeOf(nights[0]?.local ?? phase.opensAt))}
        to={Math.max(timeOf(phase.closesAt), timeOf(last.local))}
        deadline={timeOf(phase.closesAt)}
        now={timeOf(now)}
        points={isOver ? points : [...points, { at: timeOf(now), done, total }]}
        marks={{
          first: dayOf(phase.opensAt),
          today: say(monitorTexts.courseToday),
          deadline: say(monitorTexts.courseDeadline, { day: dayOf(phase.closesAt) }),
        }}
        head={[say(monitorTexts.courseWhen), say(monitorTexts.finished), say(monitorTexts.courseAll)]}
        rows={[
          ...nights.map((night) => row(wallMomentOf(night.local, { language, zone }), night)),
          row(say(monitorTexts.courseNow), { done, total }),
        ]}
      />
      <p class="caption">{say(change, { count: Math.abs(more), day: dayOf(last.local) })}</p>
    </div>
  );
}

/** A wall-clock minute as a number to measure with; no instant. */
function timeOf(local: string): number {
  return Date.parse(`${local}:00Z`);
}
