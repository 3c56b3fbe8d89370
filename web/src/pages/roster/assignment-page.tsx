import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { appraiserRoleTexts, postKindTerms, postLevelTerms } from "#shared/people/messages.ts";
import type { AppraiserRole } from "#shared/people/model.ts";
import { api } from "../../data/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { AppraiserPicker } from "./appraiser-picker.tsx";
import { correctionOf, isActing, moveOf, type TypedAssignment, typedOf } from "./assignment-form.ts";
import { atHand } from "./career.ts";
import { SmallForm } from "./form.tsx";
import { peopleTexts } from "./people-texts.ts";
import { usePersonChange } from "./person-form.ts";
import type { AssignmentView, PersonView } from "./person-page.tsx";
import { useToday } from "./today.ts";
import { unitOptions, useUnits } from "./use-units.ts";

/** Another post, unit or appraiser from a day on. */
export function MovePage({ person }: { readonly person: PersonView }): VNode {
  const say = useSay();
  const today = useToday();
  const before = atHand(person.assignments, today);
  const [typed, setTyped] = useState<TypedAssignment>(() => ({ ...typedOf(before), from: today, to: "" }));
  const { form, at } = usePersonChange(
    person,
    () =>
      api.people.assignPerson({ body: moveOf(person.id, before, typed) as never, ifMatch: person.version }),
    say(peopleTexts.moved),
  );
  return (
    <SmallForm
      {...form}
      title={say(peopleTexts.moveTitle)}
      lead={say(peopleTexts.moveLead)}
      missing={useMissing(typed, true)}
    >
      <AssignmentFields typed={typed} onChange={setTyped} at={at} isMove />
    </SmallForm>
  );
}

interface CorrectProps {
  readonly person: PersonView;
  readonly assignment: AssignmentView;
}

/** What was entered wrongly from the start. */
export function CorrectPage({ person, assignment }: CorrectProps): VNode {
  const say = useSay();
  const [typed, setTyped] = useState<TypedAssignment>(() => typedOf(assignment));
  const { form, at } = usePersonChange(
    person,
    () =>
      api.people.correctAssignment({
        params: { assignmentId: assignment.id },
        body: correctionOf(person.id, assignment, typed) as never,
        ifMatch: person.version,
      }),
    say(peopleTexts.corrected),
  );
  return (
    <SmallForm
      {...form}
      title={say(peopleTexts.correctTitle)}
      lead={say(peopleTexts.correctLead)}
      missing={useMissing(typed, false)}
    >
      <AssignmentFields typed={typed} onChange={setTyped} at={at} isMove={false} />
    </SmallForm>
  );
}

function useMissing({ title, from }: TypedAssignment, isMove: boolean): string | undefined {
  const say = useSay();
  if (isMove && from === "") return say(peopleTexts.fromMissing);
  return title.trim() === "" ? say(peopleTexts.titleMissing) : undefined;
}

interface FieldsProps {
  readonly typed: TypedAssignment;
  readonly onChange: (typed: TypedAssignment) => void;
  /** What the service said of a field. */
  readonly at: (field: string) => string | undefined;
  readonly isMove: boolean;
}

function AssignmentFields({ typed, onChange, at, isMove }: FieldsProps): VNode {
  const say = useSay();
  const { branches } = useUnits();
  const set = (some: Partial<TypedAssignment>) => onChange({ ...typed, ...some });
  const notKnown = { value: "", label: say(peopleTexts.notKnown) };
  const endsBefore = typed.to !== "" && typed.to < typed.from ? say(peopleTexts.endsBefore) : undefined;
  const units = unitOptions(branches);
  return (
    <>
      {isMove && (
        <TextField
          label={say(peopleTexts.from)}
          type="date"
          value={typed.from}
          isRequired
          onInput={(from) => set({ from })}
          error={at("from")}
        />
      )}
      <TextField
        label={say(peopleTexts.to)}
        hint={say(isMove ? peopleTexts.toHint : peopleTexts.toCorrectHint)}
        type="date"
        value={typed.to}
        onInput={(to) => set({ to })}
        error={endsBefore ?? at("to")}
      />
      <div class="form-wide">
        <TextField
          label={say(peopleTexts.postTitle)}
          value={typed.title}
          maxLength={200}
          isRequired
          onInput={(title) => set({ title })}
          error={at("position")}
        />
      </div>
      <Select
        label={say(peopleTexts.postKind)}
        value={typed.kind}
        options={[notKnown, ...optionsOf(postKindTerms)]}
        onChange={(kind) => set({ kind })}
      />
      <Select
        label={say(peopleTexts.postLevel)}
        value={typed.level}
        options={[notKnown, ...optionsOf(postLevelTerms)]}
        onChange={(level) => set({ level })}
      />
      <Select
        label={say(peopleTexts.unit)}
        value={typed.unit}
        options={typed.unit === "" ? [notKnown, ...units] : units}
        onChange={(unit) => set({ unit })}
        error={at("unit")}
      />
      <Select
        label={say(peopleTexts.heads)}
        value={typed.heads}
        options={[{ value: "", label: say(peopleTexts.headsNone) }, ...units]}
        onChange={(heads) => set({ heads })}
        error={at("heads")}
      />
      <div class="form-wide">
        <AppraiserPicker
          value={typed.appraiser}
          onChange={(appraiser) => set({ appraiser })}
          error={at("appraiser")}
        />
      </div>
      <Select
        label={say(peopleTexts.role)}
        value={typed.role}
        options={Object.entries(appraiserRoleTexts).map(([value, text]) => ({ value, label: say(text) }))}
        onChange={(role) => set({ role: role as AppraiserRole })}
        error={at("role")}
      />
      {isMove && isActing(typed.role) && (
        <>
          <TextField
            label={say(peopleTexts.letter)}
            hint={say(peopleTexts.letterHint)}
            value={typed.letter}
            maxLength={100}
            onInput={(letter) => set({ letter })}
            error={at("mandate")}
          />
          <TextField
            label={say(peopleTexts.letterDate)}
            type="date"
            value={typed.letterDate}
            onInput={(letterDate) => set({ letterDate })}
          />
        </>
      )}
    </>
  );
}

function optionsOf(terms: Readonly<Record<string, string>>) {
  return Object.entries(terms).map(([value, label]) => ({ value, label }));
}
