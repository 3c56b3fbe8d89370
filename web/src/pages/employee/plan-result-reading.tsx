import type { VNode } from "preact";
import { aspectLabels, perspectiveLabels } from "#shared/plans/messages.ts";
import { numberText, targetText } from "#shared/plans/wording.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { cornerDownRight } from "../../ui/icons.ts";
import { ReadOnly } from "../../ui/read-only.tsx";
import type { Indicator, PlannedResult } from "./plan-draft.ts";
import { columnsOf } from "./plan-standing.ts";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";

/** A result as it was sent or approved: nothing of it looks like a field. */
export function ResultReading({
  desk,
  result,
}: {
  readonly desk: PlanDesk;
  readonly result: PlannedResult;
}): VNode {
  const say = useSay();
  return (
    <Card title={result.text || say(texts.untitled)}>
      <div class="stack">
        {result.serves !== null && (
          <p class="lead">
            <Icon of={cornerDownRight} size={16} /> {say(texts.mendukung)}:{" "}
            <strong>{result.serves.text}</strong>
            {result.serves.provisional && ` (${say(texts.provisional)})`}
          </p>
        )}
        {result.perspective !== null && columnsOf(desk).hasPerspective && (
          <ReadOnly label={say(texts.perspective)}>{say(perspectiveLabels[result.perspective])}</ReadOnly>
        )}
        {result.indicators.map((indicator) => (
          <IndicatorReading key={indicator.key} indicator={indicator} />
        ))}
      </div>
    </Card>
  );
}

function IndicatorReading({ indicator }: { readonly indicator: Indicator }): VNode {
  const say = useSay();
  const { aspect, text, baseline, duty } = indicator;
  const from = baseline === null ? "" : ` (${say(texts.baseline)}: ${say(numberText(baseline))})`;
  return (
    <>
      <ReadOnly
        label={
          aspect === null ? say(texts.indicator) : `${say(texts.indicator)}, ${say(aspectLabels[aspect])}`
        }
      >
        {text}
      </ReadOnly>
      <ReadOnly label={say(texts.target)}>
        {say(targetText(indicator))}
        {from}
      </ReadOnly>
      {duty !== "" && <ReadOnly label={say(texts.duty)}>{duty}</ReadOnly>}
    </>
  );
}
