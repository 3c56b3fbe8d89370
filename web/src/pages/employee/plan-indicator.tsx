import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { aspectLabels, directionLabels, planTerms } from "#shared/plans/messages.ts";
import { boundOf } from "#shared/plans/wording.ts";
import { capitalised } from "#shared/platform/text.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { SupervisorNote } from "../../ui/field.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { NumberField } from "../../work/number-field.tsx";
import type { Indicator, Target } from "./plan-draft.ts";
import type { useBeside } from "./plan-field.ts";
import { PlanRule } from "./plan-rule.tsx";
import { columnsOf } from "./plan-standing.ts";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";

interface IndicatorFormProps {
  readonly desk: PlanDesk;
  /** Of findings and notes about it. */
  readonly path: string;
  readonly indicator: Indicator;
  readonly title: string;
  readonly beside: ReturnType<typeof useBeside>;
  readonly onChange: (next: Indicator) => void;
  readonly onRemove?: () => void;
}

/** What is measured, by how much it should be, and from where it starts. */
export function IndicatorForm({
  desk,
  path,
  indicator,
  title,
  beside,
  onChange,
  onRemove,
}: IndicatorFormProps): VNode {
  const say = useSay();
  const { hasAspect } = columnsOf(desk);
  const set = (change: Partial<Indicator>) => onChange({ ...indicator, ...change });
  const aspect = beside(`${path}.aspect`);
  const whole = beside(path);
  return (
    <Card
      title={title}
      {...(onRemove !== undefined && {
        action: <LinkButton onClick={onRemove}>{say(texts.removeIndicator)}</LinkButton>,
      })}
    >
      <div class="stack plan-fields">
        {whole.note !== undefined && <SupervisorNote {...whole.note} />}
        {hasAspect && (
          <>
            <Segmented
              label={say(texts.aspect)}
              action={<PlanRule of="aspect" />}
              options={(Object.keys(aspectLabels) as (keyof typeof aspectLabels)[]).map((value) => ({
                value,
                label: say(aspectLabels[value]),
              }))}
              value={indicator.aspect ?? undefined}
              onChange={(value) => set({ aspect: value })}
              error={aspect.error}
            />
            {aspect.note !== undefined && <SupervisorNote {...aspect.note} />}
          </>
        )}
        <TextArea
          label={say(planTerms.indicator)}
          value={indicator.text}
          onInput={(text) => set({ text })}
          lines={1}
          maxLength={500}
          isRequired
          {...beside(`${path}.text`, say(texts.indicatorHint))}
        />
        <TargetFields path={path} indicator={indicator} beside={beside} set={set} />
        <NumberField
          label={say(texts.baseline)}
          value={indicator.baseline}
          onChange={(baseline) => set({ baseline })}
          noNumber={say(texts.noNumber)}
          {...beside(`${path}.baseline`, say(texts.baselineHint))}
        />
        <TextArea
          label={say(texts.duty)}
          value={indicator.duty}
          onInput={(duty) => set({ duty })}
          lines={1}
          maxLength={300}
          {...beside(`${path}.duty`, say(texts.dutyHint))}
        />
      </div>
    </Card>
  );
}

type Kind = Target["kind"];

interface TargetFieldsProps extends Pick<IndicatorFormProps, "path" | "indicator" | "beside"> {
  readonly set: (change: Partial<Indicator>) => void;
}

/** A number, a range, a day or words. */
function TargetFields({ path, indicator, beside, set }: TargetFieldsProps): VNode {
  const say = useSay();
  const { target } = indicator;
  // Nothing is stored of a kind until something of it was written.
  const [chosen, setChosen] = useState<Kind>(target?.kind ?? "number");
  const kind = target?.kind ?? chosen;
  const choose = (next: Kind) => {
    setChosen(next);
    if (target !== null && next !== target.kind) set({ target: null });
  };
  const besideTarget = beside(`${path}.target`);
  return (
    <div class="stack">
      <Segmented
        label={say(texts.targetKind)}
        action={<PlanRule of="target" />}
        options={(["number", "range", "date", "text"] as const).map((value) => ({
          value,
          label: say(texts[value]),
        }))}
        value={kind}
        onChange={choose}
      />
      {kind === "number" && <NumberTarget path={path} indicator={indicator} beside={beside} set={set} />}
      {kind === "range" && <RangeTarget path={path} indicator={indicator} beside={beside} set={set} />}
      {kind === "date" && (
        <TextField
          label={say(texts.latest)}
          type="date"
          value={target?.kind === "date" ? target.day : ""}
          onInput={(day) => set({ target: day === "" ? null : { kind, day } })}
          {...besideTarget}
        />
      )}
      {kind === "text" && (
        <TextArea
          label={say(texts.target)}
          value={target?.kind === "text" ? target.text : ""}
          onInput={(text) => set({ target: text === "" ? null : { kind, text } })}
          maxLength={500}
          {...besideTarget}
        />
      )}
    </div>
  );
}

/** "Paling lama | 36 | jam", with what belongs to the three below them. */
function NumberTarget({ path, indicator, beside, set }: TargetFieldsProps): VNode {
  const say = useSay();
  const { target, aspect } = indicator;
  const { note, error, hint } = beside(`${path}.target`);
  return (
    <>
      <div class="plan-target">
        <DirectionField path={path} indicator={indicator} beside={beside} set={set} aspect={aspect} />
        <NumberField
          label={say(texts.target)}
          value={target?.kind === "number" ? target.value : null}
          onChange={(value) => set({ target: value === null ? null : { kind: "number", value } })}
          noNumber={say(texts.noNumber)}
          error={error}
        />
        <UnitField path={path} indicator={indicator} beside={beside} set={set} />
      </div>
      {hint !== undefined && <p class="field-hint plan-below">{hint}</p>}
      {note !== undefined && <SupervisorNote {...note} />}
    </>
  );
}

function RangeTarget({ path, indicator, beside, set }: TargetFieldsProps): VNode {
  const say = useSay();
  const stored = indicator.target?.kind === "range" ? indicator.target : undefined;
  // One end alone is no range yet; it waits here for the other.
  const [ends, setEnds] = useState({ from: stored?.from ?? null, to: stored?.to ?? null });
  const { note, error, hint } = beside(`${path}.target`);
  const change = (next: typeof ends) => {
    setEnds(next);
    const { from, to } = next;
    set({ target: from === null || to === null ? null : { kind: "range", from, to } });
  };
  return (
    <>
      <div class="plan-target">
        <NumberField
          label={say(texts.from)}
          value={ends.from}
          onChange={(from) => change({ ...ends, from })}
          noNumber={say(texts.noNumber)}
          error={error}
        />
        <NumberField
          label={say(texts.to)}
          value={ends.to}
          onChange={(to) => change({ ...ends, to })}
          noNumber={say(texts.noNumber)}
        />
        <UnitField path={path} indicator={indicator} beside={beside} set={set} />
      </div>
      <DirectionField path={path} indicator={indicator} beside={beside} set={set} aspect={null} />
      {hint !== undefined && <p class="field-hint plan-below">{hint}</p>}
      {note !== undefined && <SupervisorNote {...note} />}
    </>
  );
}

function UnitField({ path, indicator, beside, set }: TargetFieldsProps): VNode {
  const say = useSay();
  const { hint: _, ...unit } = beside(`${path}.unit`);
  return (
    <TextField
      label={say(texts.unit)}
      value={indicator.unit}
      onInput={(text) => set({ unit: text })}
      maxLength={40}
      suggestions={say(texts.units).split(", ")}
      {...unit}
    />
  );
}

function DirectionField({
  path,
  indicator,
  beside,
  set,
  aspect,
}: TargetFieldsProps & { readonly aspect: Indicator["aspect"] }): VNode {
  const say = useSay();
  const { hint: _, ...direction } = beside(`${path}.direction`);
  const options = (Object.keys(directionLabels) as (keyof typeof directionLabels)[]).map((value) => ({
    value: value as string,
    label: capitalised(say(boundOf(value, aspect), { value: "" }).trim()),
  }));
  return (
    <Select
      label={say(texts.direction)}
      value={indicator.direction ?? ""}
      onChange={(value) => set({ direction: value === "" ? null : (value as Indicator["direction"]) })}
      options={[{ value: "", label: say(texts.chooseDirection) }, ...options]}
      {...direction}
    />
  );
}
