import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import { refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useFieldErrors } from "./field-errors.ts";
import { SmallForm } from "./form.tsx";
import { unitTexts } from "./unit-texts.ts";
import { type Branch, withBelow } from "./unit-tree.ts";
import { type Unit, unitOptions, useUnits } from "./use-units.ts";

/** A unit to be added (`baru`), or one to be renamed, moved or ended. */
export function UnitForm({ id }: { readonly id: string }): VNode {
  const { branches, byId, isKnown, error, again } = useUnits();
  if (error !== null) return <PageFailed error={error} again={again} />;
  if (!isKnown) return <PageWaits />;
  return <Fields unit={byId.get(id)} branches={branches} />;
}

interface FieldsProps {
  /** Absent: a new one. */
  readonly unit: Unit | undefined;
  readonly branches: readonly Branch<Unit>[];
}

function Fields({ unit, branches }: FieldsProps): VNode {
  const say = useSay();
  const [, go] = useLocation();
  const isNew = unit === undefined;
  const [name, setName] = useState(unit?.name ?? "");
  const [parent, setParent] = useState<string>(unit?.parent ?? (isNew ? (branches[0]?.unit.id ?? "") : ""));
  const [from, setFrom] = useState("");
  const [to, setTo] = useState(unit?.to ?? "");
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const place = parent === "" || parent === unit?.parent ? {} : { parent: parent as never };
      if (isNew)
        return await api.people.createUnit({
          body: { name: name.trim(), ...place, ...(from !== "" && { from }) },
        });
      return await api.people.changeUnit({
        params: { unitId: unit.id },
        body: {
          ...(name.trim() !== unit.name && { name: name.trim() }),
          ...place,
          ...(to !== "" && to !== unit.to && { to }),
        },
        ifMatch: unit.version,
      });
    },
    onSuccess: () => {
      refresh(["people/listUnits"]);
      toast(say(isNew ? unitTexts.added : unitTexts.saved));
      go(webPaths.units);
    },
    onError: () => refresh(["people/listUnits"]),
  });
  const { at, rest } = useFieldErrors(error);
  const within = unit === undefined ? new Set<string>() : withBelow(branches, unit.id);
  const options = unitOptions(branches).filter(({ value }) => !within.has(value));
  const mayBeTop = isNew || unit.parent === undefined;
  return (
    <SmallForm
      title={isNew ? say(unitTexts.add) : say(unitTexts.changeThis, { name: unit.name })}
      back={{ href: webPaths.units, label: say(unitTexts.back) }}
      missing={name.trim() === "" ? say(unitTexts.nameMissing) : undefined}
      isBusy={isPending}
      refusal={rest}
      onSave={() => mutate()}
    >
      <div class="form-wide">
        <TextField
          label={say(unitTexts.name)}
          value={name}
          maxLength={160}
          isRequired
          onInput={setName}
          error={at("name")}
        />
      </div>
      <div class="form-wide">
        <Select
          label={say(unitTexts.parent)}
          {...(!mayBeTop && { hint: say(unitTexts.rootStays) })}
          value={parent}
          options={mayBeTop ? [{ value: "", label: say(unitTexts.noParent) }, ...options] : options}
          onChange={setParent}
          error={at("parent")}
        />
      </div>
      {isNew ? (
        <TextField
          label={say(unitTexts.from)}
          type="date"
          value={from}
          onInput={setFrom}
          error={at("from")}
        />
      ) : (
        <TextField
          label={say(unitTexts.to)}
          hint={say(unitTexts.toHint)}
          type="date"
          value={to}
          onInput={setTo}
          error={at("to")}
        />
      )}
    </SmallForm>
  );
}
