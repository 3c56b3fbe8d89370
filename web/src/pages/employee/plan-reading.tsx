import type { VNode } from "preact";
import { targetText } from "#shared/plans/wording.ts";
import { useSay } from "../../i18n/language.ts";
import type { PlacedResult } from "./plan-draft.ts";
import { planTexts as texts } from "./plan-texts.ts";

/** A result in two lines: what is to be achieved, and by which targets. */
export function PlacedReading({ placed: { result } }: { readonly placed: PlacedResult }): VNode {
  const say = useSay();
  return (
    <>
      <span class="plan-reading-line">{result.text || say(texts.untitled)}</span>
      {result.indicators.map((indicator) => (
        <span key={indicator.key} class="plan-reading-line meta">
          {[indicator.text, say(targetText(indicator))].filter(Boolean).join(", ")}
        </span>
      ))}
    </>
  );
}
