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
import { TextField } from "../../ui/text-field.tsx";
import { useFieldErrors } from "./field-errors.ts";
import { SmallForm } from "./form.tsx";
import { unitTexts } from "./unit-texts.ts";
import { type Official, useOfficials } from "./use-units.ts";

const list = `${webPaths.units}?pejabat`;

/** An official from outside: a new one (`baru`), or what is known of one, replaced as a whole. */
export function OfficialForm({ id }: { readonly id: string }): VNode {
  const { officials, error, again } = useOfficials();
  if (error !== null) return <PageFailed error={error} again={again} />;
  if (officials === undefined) return <PageWaits />;
  return <Fields official={officials.find((each) => each.id === id)} />;
}

function Fields({ official }: { readonly official: Official | undefined }): VNode {
  const say = useSay();
  const [, go] = useLocation();
  const [typed, setTyped] = useState({
    office: official?.office ?? "",
    name: official?.name ?? "",
    email: official?.email ?? "",
    nip: official?.nip ?? "",
    from: official?.from ?? "",
    to: official?.to ?? "",
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { office, ...others } = typed;
      const given = Object.entries(others).flatMap(([key, value]) =>
        value.trim() === "" ? [] : [[key, value.trim()] as const],
      );
      const body = { office: office.trim(), ...Object.fromEntries(given) };
      if (official === undefined) return await api.people.createOfficial({ body });
      const params = { officialId: official.id };
      return await api.people.changeOfficial({ params, body, ifMatch: official.version });
    },
    onSuccess: () => {
      refresh(["people/listOfficials"]);
      toast(say(unitTexts.officialSaved));
      go(list);
    },
    onError: () => refresh(["people/listOfficials"]),
  });
  const { at, rest } = useFieldErrors(error);
  const set = (some: Partial<typeof typed>) => setTyped({ ...typed, ...some });
  return (
    <SmallForm
      title={
        official === undefined
          ? say(unitTexts.addOfficial)
          : say(unitTexts.changeOfficial, { name: official.office })
      }
      {...(official !== undefined && { lead: say(unitTexts.changeOfficialLead) })}
      back={{ href: list, label: say(unitTexts.back) }}
      missing={typed.office.trim() === "" ? say(unitTexts.officeMissing) : undefined}
      isBusy={isPending}
      refusal={rest}
      onSave={() => mutate()}
    >
      <TextField
        label={say(unitTexts.office)}
        value={typed.office}
        maxLength={160}
        isRequired
        onInput={(office) => set({ office })}
        error={at("office")}
      />
      <TextField
        label={say(unitTexts.holder)}
        value={typed.name}
        maxLength={160}
        onInput={(name) => set({ name })}
        error={at("name")}
      />
      <TextField
        label={say(unitTexts.email)}
        type="email"
        value={typed.email}
        onInput={(email) => set({ email })}
        error={at("email")}
      />
      <TextField
        label={say(unitTexts.nip)}
        hint={say(unitTexts.nipHint)}
        isFigure
        value={typed.nip}
        maxLength={18}
        onInput={(nip) => set({ nip })}
        error={at("nip")}
      />
      <TextField
        label={say(unitTexts.from)}
        type="date"
        value={typed.from}
        onInput={(from) => set({ from })}
        error={at("from")}
      />
      <TextField
        label={say(unitTexts.to)}
        type="date"
        value={typed.to}
        onInput={(to) => set({ to })}
        error={at("to")}
      />
    </SmallForm>
  );
}
