import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { standingTexts } from "#shared/people/messages.ts";
import type { Standing } from "#shared/people/model.ts";
import { api } from "../../data/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SmallForm } from "./form.tsx";
import { peopleTexts } from "./people-texts.ts";
import { usePersonChange } from "./person-form.ts";
import type { PersonView } from "./person-page.tsx";

const standings = Object.keys(standingTexts) as Standing[];

/** Address, legal standing, contract and retirement of somebody. */
export function FactsPage({ person }: { readonly person: PersonView }): VNode {
  const say = useSay();
  const [email, setEmail] = useState(person.email ?? "");
  const [standing, setStanding] = useState<Standing>(person.standing);
  const [standingFrom, setStandingFrom] = useState(person.standingFrom ?? "");
  const [contractEnd, setContractEnd] = useState(person.contractEnd ?? "");
  const [retirement, setRetirement] = useState(person.retirement ?? "");
  const body = {
    ...(email.trim() !== (person.email ?? "") && { email: email.trim() === "" ? null : email.trim() }),
    ...(standing !== person.standing && { standing }),
    ...(standingFrom !== "" && standingFrom !== person.standingFrom && { standingFrom }),
    ...(contractEnd !== "" && contractEnd !== person.contractEnd && { contractEnd }),
    ...(retirement !== "" && retirement !== person.retirement && { retirement }),
  };
  const { form, at } = usePersonChange(
    person,
    () => api.people.changePerson({ params: { employeeId: person.id }, body, ifMatch: person.version }),
    say(peopleTexts.factsSaved),
  );
  const hasContract = person.kind === "PPPK" || person.kind === "PPPK_PARUH_WAKTU";
  return (
    <SmallForm {...form} title={say(peopleTexts.changeFacts)} missing={undefined}>
      <TextField
        label={say(peopleTexts.email)}
        hint={say(peopleTexts.emailHint)}
        type="email"
        value={email}
        onInput={setEmail}
        error={at("email")}
      />
      <Select
        label={say(peopleTexts.standing)}
        value={standing}
        options={standings.map((value) => ({ value, label: say(standingTexts[value]) }))}
        onChange={(value) => setStanding(value as Standing)}
        error={at("standing")}
      />
      <TextField
        label={say(peopleTexts.standingFrom)}
        type="date"
        value={standingFrom}
        onInput={setStandingFrom}
        error={at("standingFrom")}
      />
      {hasContract && (
        <TextField
          label={say(peopleTexts.contractEnd)}
          type="date"
          value={contractEnd}
          onInput={setContractEnd}
          error={at("contractEnd")}
        />
      )}
      <TextField
        label={say(peopleTexts.retirement)}
        type="date"
        value={retirement}
        onInput={setRetirement}
        error={at("retirement")}
      />
    </SmallForm>
  );
}
