import type { ComponentChildren, VNode } from "preact";
import {
  aspectLabels,
  directionLabels,
  perspectiveLabels,
  planTerms,
  resultKindLabels,
} from "#shared/plans/messages.ts";
import { numberText, targetText } from "#shared/plans/wording.ts";
import { useSay } from "../i18n/language.ts";
import { Card } from "../ui/card.tsx";
import { Chip } from "../ui/chip.tsx";
import { behaviourNames } from "./behaviours.ts";
import type { Indicator, PlanContent, PlannedResult } from "./evaluations.ts";
import { planReadingTexts } from "./plan-texts.ts";
import "./plan-reading.css";

interface PlanReadingProps {
  readonly content: PlanContent;
  /** What hangs under a part of the plan: findings, notes. `path` as in the service's verdicts, `what` in words. */
  readonly beside?: (path: string, what: string) => ComponentChildren;
}

/** A plan as read: each result with its indicators and targets, the behaviour expected, and the annexes. */
export function PlanReading({ content, beside = () => undefined }: PlanReadingProps): VNode {
  return (
    <div class="stack">
      {content.results.map((result) => (
        <ResultCard key={result.id} result={result} beside={beside} />
      ))}
      <Expectations content={content} beside={beside} />
      <Annexes content={content} beside={beside} />
    </div>
  );
}

interface PartProps {
  readonly beside: NonNullable<PlanReadingProps["beside"]>;
}

function ResultCard({ result, beside }: PartProps & { readonly result: PlannedResult }): VNode {
  const say = useSay();
  const { serves, perspective } = result;
  return (
    <section class="card">
      <p class="caption">
        {say(resultKindLabels[result.kind])}
        {perspective !== null && ` · ${say(perspectiveLabels[perspective])}`}
      </p>
      <h2 class="plan-result">{result.text || say(planReadingTexts.noText)}</h2>
      {serves !== null && (
        <p class="meta">
          {say(planReadingTexts.serves, { text: serves.text })}{" "}
          {serves.provisional && <Chip tone="kunyit">{say(planTerms.provisionalParent)}</Chip>}
        </p>
      )}
      {beside(`results.${result.id}`, result.text)}
      {result.indicators.map((indicator) => (
        <IndicatorReading key={indicator.key} result={result} indicator={indicator} beside={beside} />
      ))}
    </section>
  );
}

function IndicatorReading({
  result,
  indicator,
  beside,
}: PartProps & {
  readonly result: PlannedResult;
  readonly indicator: Indicator;
}): VNode {
  const say = useSay();
  const { aspect, direction, baseline, duty } = indicator;
  const kind = [aspect && say(aspectLabels[aspect]), direction && say(directionLabels[direction])];
  return (
    <div class="plan-indicator">
      <p class="plan-indicator-name">{indicator.text || say(planReadingTexts.noText)}</p>
      <dl class="plan-facts">
        <div>
          <dt>{say(planReadingTexts.target)}</dt>
          <dd>{say(targetText(indicator))}</dd>
        </div>
        {baseline !== null && (
          <div>
            <dt>{say(planReadingTexts.baseline)}</dt>
            <dd>
              {say(numberText(baseline))} {indicator.unit}
            </dd>
          </div>
        )}
        {duty !== "" && (
          <div>
            <dt>{say(planReadingTexts.duty)}</dt>
            <dd>{duty}</dd>
          </div>
        )}
      </dl>
      <p class="caption">{kind.filter(Boolean).join(" · ")}</p>
      {beside(`results.${result.id}.indicators.${indicator.key}`, indicator.text)}
    </div>
  );
}

function Expectations({ content, beside }: PartProps & { readonly content: PlanContent }): VNode | null {
  const say = useSay();
  const given = Object.entries(content.expectations);
  if (given.length === 0) return null;
  return (
    <Card title={say(planReadingTexts.behaviour)}>
      <dl class="plan-expectations">
        {given.map(([value, text]) => {
          const name = say(behaviourNames[value as keyof typeof behaviourNames]);
          return (
            <div key={value}>
              <dt>{name}</dt>
              <dd>
                {text}
                {beside(`expectations.${value}`, name)}
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

const annexes = ["resources", "accountability", "consequences"] as const;

function Annexes({ content, beside }: PartProps & { readonly content: PlanContent }): VNode {
  const say = useSay();
  return (
    <>
      {annexes
        .filter((annex) => content[annex].length > 0)
        .map((annex) => (
          <Card key={annex} title={say(planTerms[annex])}>
            <ul class="plan-annex">
              {content[annex].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            {beside(annex, say(planTerms[annex]))}
          </Card>
        ))}
    </>
  );
}
