import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { exclusionReasonTexts } from "#shared/people/messages.ts";
import type { ExclusionReason } from "#shared/people/model.ts";
import { api } from "../../data/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { plus, trash2 } from "../../ui/icons.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SmallForm } from "./form.tsx";
import { peopleTexts } from "./people-texts.ts";
import { usePersonChange } from "./person-form.ts";
import type { PersonView } from "./person-page.tsx";

const reasons = Object.keys(exclusionReasonTexts) as ExclusionReason[];

/** A stretch as it is being typed. */
interface Typed {
  readonly key: number;
  readonly reason: ExclusionReason;
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

const nothingTyped = { reason: "unpaid-leave", rule: "", from: "", to: "", note: "" } as const;

/** The stretches in which somebody is not appraised, each with its reason and what it rests on. */
export function ExclusionsPage({ person }: { readonly person: PersonView }): VNode {
  const say = useSay();
  const [typed, setTyped] = useState<readonly Typed[]>(() =>
    person.exclusions.map((each, key) => ({ ...nothingTyped, ...each, key }) as Typed),
  );
  const exclusions = typed.map(({ reason, rule, from, to, note }) => ({
    reason,
    rule: rule.trim(),
    from,
    ...(to !== "" && { to }),
    ...(note.trim() !== "" && { note: note.trim() }),
  }));
  const { form, at } = usePersonChange(
    person,
    () =>
      api.people.setExclusions({
        params: { employeeId: person.id },
        body: { exclusions },
        ifMatch: person.version,
      }),
    say(peopleTexts.exclusionsSaved),
  );
  const replace = (next: Typed) => setTyped(typed.map((each) => (each.key === next.key ? next : each)));
  const add = () =>
    setTyped([...typed, { ...nothingTyped, key: Math.max(-1, ...typed.map(({ key }) => key)) + 1 }]);
  const missing = exclusions.some(({ from }) => from === "")
    ? say(peopleTexts.fromMissing)
    : exclusions.some(({ rule }) => rule === "")
      ? say(peopleTexts.ruleMissing)
      : undefined;
  return (
    <SmallForm
      {...form}
      title={say(peopleTexts.setExclusions)}
      lead={say(peopleTexts.exclusionsLead)}
      missing={missing}
    >
      {typed.map((each, index) => (
        <ExclusionFields
          key={each.key}
          number={index + 1}
          value={each}
          error={(field) => at(`exclusions.${index}.${field}`)}
          onChange={replace}
          onRemove={() => setTyped(typed.filter(({ key }) => key !== each.key))}
        />
      ))}
      <div class="form-wide">
        <Button icon={plus} onClick={add}>
          {say(peopleTexts.addExclusion)}
        </Button>
      </div>
    </SmallForm>
  );
}

interface FieldsProps {
  readonly number: number;
  readonly value: Typed;
  readonly error: (field: string) => string | undefined;
  readonly onChange: (value: Typed) => void;
  readonly onRemove: () => void;
}

function ExclusionFields({ number, value, error, onChange, onRemove }: FieldsProps): VNode {
  const say = useSay();
  const { reason, rule, from, to, note } = value;
  const endsBefore = to !== "" && to < from ? say(peopleTexts.endsBefore) : undefined;
  return (
    <fieldset class="exclusion form-wide">
      <legend>
        <strong>{say(peopleTexts.exclusion, { number })}</strong>
      </legend>
      <div class="form-fields">
        <div class="form-wide">
          <Select
            label={say(peopleTexts.exclusionReason)}
            value={reason}
            options={reasons.map((each) => ({ value: each, label: say(exclusionReasonTexts[each]) }))}
            onChange={(next) => onChange({ ...value, reason: next as ExclusionReason })}
            error={error("reason")}
          />
        </div>
        <TextField
          label={say(peopleTexts.rule)}
          hint={say(peopleTexts.ruleHint)}
          value={rule}
          maxLength={300}
          isRequired
          onInput={(next) => onChange({ ...value, rule: next })}
          error={error("rule")}
        />
        <TextField
          label={say(peopleTexts.note)}
          value={note}
          maxLength={500}
          onInput={(next) => onChange({ ...value, note: next })}
          error={error("note")}
        />
        <TextField
          label={say(peopleTexts.from)}
          type="date"
          value={from}
          isRequired
          onInput={(next) => onChange({ ...value, from: next })}
          error={error("from")}
        />
        <TextField
          label={say(peopleTexts.to)}
          type="date"
          value={to}
          onInput={(next) => onChange({ ...value, to: next })}
          error={endsBefore ?? error("to")}
        />
      </div>
      <Button kind="quiet" icon={trash2} onClick={onRemove}>
        {say(peopleTexts.removeExclusion)}
        <span class="unseen"> {say(peopleTexts.exclusion, { number })}</span>
      </Button>
    </fieldset>
  );
}
