import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { AppraiserRef } from "#shared/people/model.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { FieldError } from "../../ui/field.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { usePeopleSearch } from "./people-search.ts";
import { peopleTexts } from "./people-texts.ts";
import { useAppraiserName } from "./use-appraiser-name.ts";
import { useOfficials, useUnits } from "./use-units.ts";

interface PickerProps {
  readonly value: AppraiserRef | undefined;
  readonly onChange: (value: AppraiserRef) => void;
  readonly error: string | undefined;
}

/** Who appraises: somebody of the roster by name or NIP, or an official from outside. */
export function AppraiserPicker({ value, onChange, error }: PickerProps): VNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const name = useAppraiserName(value?.id);
  const group = useRef<HTMLFieldSetElement>(null);
  const choose = (next: AppraiserRef) => {
    onChange(next);
    setOpen(false);
    // What was pressed is gone; the focus stays with the question.
    requestAnimationFrame(() => group.current?.querySelector("button")?.focus());
  };
  return (
    <fieldset
      ref={group}
      class="field"
      aria-describedby={error === undefined ? undefined : "appraiser-error"}
    >
      <legend class="field-label">{say(peopleTexts.appraiser)}</legend>
      <div class="picker-choice">
        <bdi>{value === undefined ? say(peopleTexts.noAppraiser) : name}</bdi>
        <LinkButton isAlone onClick={() => setOpen(!isOpen)}>
          {say(isOpen ? common.cancel : peopleTexts.otherAppraiser)}
        </LinkButton>
      </div>
      {isOpen && <Candidates onChoose={choose} />}
      <FieldError id="appraiser-error" text={error} />
    </fieldset>
  );
}

function Candidates({ onChoose }: { readonly onChoose: (choice: AppraiserRef) => void }): VNode {
  const say = useSay();
  const [typed, setTyped] = useState("");
  const { wanted, people, isSearching } = usePeopleSearch(typed);
  const { officials = [] } = useOfficials();
  const { nameOf } = useUnits();
  const isLookedFor = wanted.kind === "name" || wanted.kind === "nip";
  const result =
    wanted.kind === "too-short"
      ? say(peopleTexts.tooShort)
      : isLookedFor && isSearching
        ? say(peopleTexts.searching)
        : isLookedFor && people !== undefined
          ? say(peopleTexts.found, { count: people.length })
          : "";
  const text = typed.trim().toLocaleLowerCase("id");
  const fitting = officials.filter(({ office, name = "" }) =>
    `${office} ${name}`.toLocaleLowerCase("id").includes(text),
  );
  return (
    <div>
      <SearchField
        label={say(peopleTexts.findAppraiser)}
        clearLabel={say(peopleTexts.clear)}
        value={typed}
        onInput={setTyped}
        result={result}
      />
      <div class="picker-found">
        {wanted.kind !== "nothing" &&
          people
            ?.slice(0, 20)
            .map(({ id, name, post, unit }) => (
              <Option
                key={id}
                name={name}
                detail={[post, nameOf(unit)].filter(Boolean).join(" · ")}
                onChoose={() => onChoose({ kind: "employee", id: id as never })}
              />
            ))}
        {fitting.map(({ id, office, name }) => (
          <Option
            key={id}
            name={name ?? office}
            detail={`${say(peopleTexts.officials)} · ${office}`}
            onChoose={() => onChoose({ kind: "official", id: id as never })}
          />
        ))}
      </div>
    </div>
  );
}

interface OptionProps {
  readonly name: string;
  readonly detail: string;
  readonly onChoose: () => void;
}

function Option({ name, detail, onChoose }: OptionProps): VNode {
  return (
    <button type="button" class="picker-option" onClick={onChoose}>
      <bdi>{name}</bdi>
      <span>
        <bdi>{detail}</bdi>
      </span>
    </button>
  );
}
