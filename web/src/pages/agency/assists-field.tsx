import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useNow, useReader } from "../../app/me.ts";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { plus, trash2 } from "../../ui/icons.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { dayAt } from "../../ui/wall-clock.ts";
import type { Assist } from "./members.ts";
import { settingsTexts } from "./settings-texts.ts";

/** The service keeps no more for one person. */
const most = 10;

/** What keeps a stretch of days from being saved. */
export function wrongDays({ from, to }: Assist): "none" | "backwards" | undefined {
  if (from === "") return "none";
  return to !== undefined && to < from ? "backwards" : undefined;
}

interface AssistsFieldProps {
  readonly values: readonly Assist[];
  readonly onChange: (values: readonly Assist[]) => void;
  /** Saving was tried: what is wrong is said. */
  readonly isTried: boolean;
}

/** The external officials for whom somebody prepares ratings, each from a day on; absent where the agency has none. */
export function AssistsField({ values, onChange, isTried }: AssistsFieldProps): VNode | null {
  const say = useSay();
  const now = useNow();
  const { zone } = useReader();
  const { data } = useQuery(read("people", "listOfficials"));
  const [first, ...others] = data?.items ?? [];
  if (first === undefined) return null;
  const options = [first, ...others].map(({ id, name, office }) => ({
    value: id as string,
    label: name === undefined ? office : `${office}, ${name}`,
  }));
  const change = (at: number, fields: Partial<Assist>) =>
    onChange(values.map((one, place) => (place === at ? { ...one, ...fields } : one)));
  const wrong = { none: say(settingsTexts.assistsNone), backwards: say(settingsTexts.assistsWrong) };
  return (
    <fieldset class="stack assists">
      <legend class="field-label">{say(settingsTexts.assists)}</legend>
      <p class="field-hint">{say(settingsTexts.assistsHint)}</p>
      {values.map((value, at) => {
        const problem = isTried ? wrongDays(value) : undefined;
        const label = options.find((option) => option.value === value.official)?.label ?? "";
        return (
          <div key={at} class="assists-one">
            <Select
              label={say(settingsTexts.assistsOfficial)}
              value={value.official}
              options={options}
              onChange={(official) => change(at, { official: official as Assist["official"] })}
            />
            <TextField
              label={say(settingsTexts.assistsFrom)}
              type="date"
              value={value.from}
              onInput={(from) => change(at, { from })}
              error={problem && wrong[problem]}
            />
            <TextField
              label={say(settingsTexts.assistsTo)}
              type="date"
              value={value.to ?? ""}
              onInput={(to) => change(at, { to: to === "" ? undefined : to })}
            />
            <IconButton
              icon={trash2}
              label={say(settingsTexts.assistsRemove, { official: label })}
              onClick={() => onChange(values.filter((_, place) => place !== at))}
            />
          </div>
        );
      })}
      {values.length < most && (
        <div>
          <Button
            icon={plus}
            onClick={() => onChange([...values, { official: first.id, from: dayAt(now, zone) }])}
          >
            {say(settingsTexts.assistsAdd)}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
