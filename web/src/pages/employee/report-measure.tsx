import type { VNode } from "preact";
import { numberText, targetText } from "#shared/plans/wording.ts";
import { useSay } from "../../i18n/language.ts";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { Indicator, Measure } from "../../work/evaluations.ts";
import { MeasureLine } from "../../work/measure.tsx";
import { NumberField } from "../../work/number-field.tsx";
import { reportPageTexts as texts } from "./report-texts.ts";
import "./report.css";

interface MeasureFieldProps {
  readonly indicator: Indicator;
  readonly reached: Measure | undefined;
  readonly onChange: (reached: Measure | undefined) => void;
}

/** What was reached for one indicator, asked for as its target is: a number, a day, or words. */
export function MeasureField(props: MeasureFieldProps): VNode {
  const { indicator, reached } = props;
  const say = useSay();
  const values = { target: say(targetText(indicator)) };
  const hint =
    indicator.baseline === null
      ? say(texts.targetOnly, values)
      : say(texts.before, { ...values, baseline: say(numberText(indicator.baseline)) });
  const named = { label: indicator.text || say(texts.reached), hint };
  return (
    <div class="reached">
      <ValueField {...props} {...named} />
      {reached !== undefined && <MeasureLine indicator={indicator} reached={reached} />}
    </div>
  );
}

interface ValueFieldProps extends MeasureFieldProps {
  readonly label: string;
  readonly hint: string;
}

function ValueField({ indicator, reached, onChange, label, hint }: ValueFieldProps): VNode {
  const say = useSay();
  switch (indicator.target?.kind) {
    case "number":
    case "range":
      return (
        <NumberField
          label={label}
          hint={hint}
          {...(indicator.unit !== "" && { qualifier: say(texts.reachedIn, { unit: indicator.unit }) })}
          value={reached?.kind === "number" ? reached.value : null}
          onChange={(value) => onChange(value === null ? undefined : { kind: "number", value })}
          noNumber={say(texts.noNumber)}
        />
      );
    case "date":
      return (
        <TextField
          label={label}
          hint={hint}
          type="date"
          value={reached?.kind === "date" ? reached.day : ""}
          onInput={(day) => onChange(day === "" ? undefined : { kind: "date", day })}
        />
      );
    default:
      return (
        <TextArea
          label={label}
          hint={hint}
          lines={1}
          maxLength={500}
          value={reached?.kind === "text" ? reached.text : ""}
          onInput={(text) => onChange(text === "" ? undefined : { kind: "text", text })}
        />
      );
  }
}
