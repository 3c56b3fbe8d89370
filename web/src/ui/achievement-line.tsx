import type { VNode } from "preact";
import { type Achievement, achievementPlaces } from "./achievement.ts";
import "./achievement-line.css";

interface AchievementLineProps extends Achievement {
  /** "Waktu tanggap laporan: dari 72 ke 41 jam, target paling lama 48 jam." */
  readonly summary: string;
  /** Under the line: "awal 72", "target 48", "41". Absent in a table, whose head explains the signs. */
  readonly labels?: { readonly baseline: string; readonly target: string; readonly reached?: string };
}

export function AchievementLine({ summary, labels, ...achievement }: AchievementLineProps): VNode {
  const { baseline, target, reached } = achievementPlaces(achievement);
  const at = (place: number) => ({ left: `${place * 100}%` });
  const from = Math.min(baseline, reached ?? baseline);
  const to = Math.max(baseline, reached ?? baseline);
  return (
    <div class="achievement" role="img" aria-label={summary}>
      <div class="achievement-track">
        <span class="achievement-way" style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }} />
        <span class="achievement-target" style={at(target)} />
        <span class="achievement-baseline" style={at(baseline)} />
        {reached !== undefined && <span class="achievement-reached" style={at(reached)} />}
      </div>
      {labels !== undefined && (
        <div class="achievement-labels">
          <span>{labels.baseline}</span>
          <span>{labels.target}</span>
          <span>{labels.reached}</span>
        </div>
      )}
    </div>
  );
}
