import type { VNode } from "preact";
import { appraisalVerdicts } from "#shared/appraisals/verdicts.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { circleAlert, cornerDownRight } from "../../ui/icons.ts";
import { RuleNote } from "../../ui/rule-note.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import type { PlannedResult, Realisation } from "../../work/evaluations.ts";
import { type Lack, lackOf, withEvidence, withoutEvidence, withReached } from "./report-edit.ts";
import { EvidenceField } from "./report-evidence.tsx";
import type { FileDesk } from "./report-files.tsx";
import { MeasureField } from "./report-measure.tsx";
import { reportPageTexts as texts } from "./report-texts.ts";
import "./report.css";

interface ResultFieldsProps {
  /** What is typed here is kept under it. */
  readonly name: string;
  readonly planned: PlannedResult;
  /** Its place in the plan, from 1, as findings name it. */
  readonly at: number;
  readonly realisation: Realisation;
  readonly desk: FileDesk;
  readonly onChange: (realisation: Realisation) => void;
  /** The rule in force, as it is cited. */
  readonly rule: string;
}

/** One result of the plan: what was reached, in words, with evidence and obstacles. */
export function ResultFields({
  name,
  planned,
  at,
  realisation,
  desk,
  onChange,
  rule,
}: ResultFieldsProps): VNode {
  const say = useSay();
  const put = (part: Partial<Realisation>) => onChange({ ...realisation, ...part });
  const { serves } = planned;
  return (
    <Card title={planned.text}>
      <div class="stack report-fields">
        {serves !== null && serves.text !== "" && (
          <p class="lead report-serves">
            <Icon of={cornerDownRight} size={16} />
            <span>
              {say(texts.supports)} <strong>{serves.text}</strong>
            </span>
          </p>
        )}
        {planned.indicators.map((indicator) => (
          <MeasureField
            key={indicator.key}
            indicator={indicator}
            reached={realisation.reached[indicator.key]}
            onChange={(reached) => onChange(withReached(realisation, indicator.key, reached))}
          />
        ))}
        <TextArea
          label={say(texts.words)}
          hint={say(texts.wordsHint)}
          lines={3}
          maxLength={2000}
          value={realisation.text}
          onInput={(text) => put({ text })}
        />
        <EvidenceField
          name={name}
          evidence={realisation.evidence}
          desk={desk}
          onPut={(evidence) => onChange(withEvidence(realisation, evidence))}
          onRemove={(key) => onChange(withoutEvidence(realisation, key))}
        />
        <TextArea
          label={say(texts.obstacles)}
          qualifier={say(texts.optional)}
          maxLength={2000}
          value={realisation.obstacles}
          onInput={(obstacles) => put({ obstacles })}
        />
        <Finding lack={lackOf(realisation)} at={at} />
        <RuleNote label={say(texts.ruleLabel)} title={say(texts.ruleTitle)} source={rule}>
          {say(texts.ruleText)}
        </RuleNote>
      </div>
    </Card>
  );
}

const findings = {
  realisation: appraisalVerdicts["report.realisation-missing"].text,
  evidence: appraisalVerdicts["report.evidence-missing"].text,
} as const satisfies Record<Lack, unknown>;

/** What the service would point out, before it is asked. */
function Finding({ lack, at }: { readonly lack: Lack | undefined; readonly at: number }): VNode {
  const say = useSay();
  return (
    <div aria-live="polite">
      {lack !== undefined && (
        <p class="report-finding">
          <Icon of={circleAlert} size={16} />
          <span>{say(findings[lack], { result: at })}</span>
        </p>
      )}
    </div>
  );
}
