import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { numberText, targetText } from "#shared/plans/wording.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { readDecimal, writeDecimal } from "../../work/decimals.ts";
import type { Indicator, Measure } from "../../work/evaluations.ts";
import { MeasureLine } from "../../work/measure.tsx";
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

function ValueField(props: ValueFieldProps): VNode {
  const { indicator, reached, onChange, label, hint } = props;
  switch (indicator.target?.kind) {
    case "number":
    case "range":
      return <NumberField {...props} />;
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

/** Keeps what is typed as it is typed; what is no number is not kept as one. */
function NumberField({ indicator, reached, onChange, label, hint }: ValueFieldProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const value = reached?.kind === "number" ? reached.value : undefined;
  const [typed, setTyped] = useState("");
  const isOwn = readDecimal(typed, language) === value;
  const shown = isOwn ? typed : writeDecimal(value ?? "", language);
  const isWrong = isOwn && typed.trim() !== "" && value === undefined;
  const type = (text: string) => {
    setTyped(text);
    const number = readDecimal(text, language);
    onChange(number === undefined ? undefined : { kind: "number", value: number });
  };
  return (
    <TextField
      label={label}
      hint={hint}
      isFigure
      {...(indicator.unit !== "" && { qualifier: say(texts.reachedIn, { unit: indicator.unit }) })}
      value={shown}
      maxLength={20}
      onInput={type}
      {...(isWrong && { error: say(texts.noNumber) })}
    />
  );
}
