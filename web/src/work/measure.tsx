import type { VNode } from "preact";
import { measureText, numberText, targetText } from "#shared/plans/wording.ts";
import type { Text } from "#shared/platform/text.ts";
import { useSay } from "../i18n/language.ts";
import { AchievementLine } from "../ui/achievement-line.tsx";
import type { Indicator, Measure } from "./evaluations.ts";
import { reportTexts } from "./report-texts.ts";
import "./report-reading.css";

interface MeasureReadingProps {
  readonly indicator: Indicator;
  readonly reached: Measure | undefined;
}

/** One indicator: from where, to where, and what was reached; as a line where all three are numbers. */
export function MeasureReading({ indicator, reached }: MeasureReadingProps): VNode {
  const words = useMeasureWords(indicator, reached);
  return (
    <div class="measure">
      <p class="measure-name">{indicator.text}</p>
      <MeasureLine indicator={indicator} reached={reached} fallback={<p class="meta">{words}</p>} />
    </div>
  );
}

interface MeasureLineProps extends MeasureReadingProps {
  /** Where no line can be drawn: a day, a text, a target without a beginning. */
  readonly fallback: VNode;
}

export function MeasureLine({ indicator, reached, fallback }: MeasureLineProps): VNode {
  const say = useSay();
  const summary = `${indicator.text}: ${useMeasureWords(indicator, reached)}`;
  const { baseline, target, direction, unit } = indicator;
  if (baseline === null || target?.kind !== "number") return fallback;
  if (reached !== undefined && reached.kind !== "number") return fallback;
  return (
    <AchievementLine
      baseline={Number(baseline)}
      target={Number(target.value)}
      reached={reached && Number(reached.value)}
      isLessBetter={direction === "minimise"}
      summary={summary}
      labels={{
        baseline: say(reportTexts.baseline, { value: say(numberText(baseline)) }),
        target: say(reportTexts.target, { value: say(targetText(indicator)) }),
        reached: reached === undefined ? say(reportTexts.notReached) : say(measureText(reached, unit)),
      }}
    />
  );
}

/** "awal 72, target paling lama 48 jam, tercapai 41 jam". */
export function useMeasureWords(indicator: Indicator, reached: Measure | undefined): string {
  const say = useSay();
  const { baseline, unit } = indicator;
  const filled = (text: Text, value: Text) => say(text, { value: say(value) });
  const parts = [
    ...(baseline === null ? [] : [filled(reportTexts.baseline, numberText(baseline))]),
    filled(reportTexts.target, targetText(indicator)),
    reached === undefined
      ? say(reportTexts.notReached)
      : filled(reportTexts.reached, measureText(reached, unit)),
  ];
  return parts.join(", ");
}
