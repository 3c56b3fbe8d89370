import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { announce } from "../../app/announce.tsx";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { isAddress } from "../../work/addresses.ts";
import { type Preset, presetTexts } from "../../work/preset-texts.ts";
import { operatorTexts } from "./texts.ts";

const zones = {
  "Asia/Jakarta": operatorTexts.wib,
  "Asia/Pontianak": operatorTexts.wibPontianak,
  "Asia/Makassar": operatorTexts.wita,
  "Asia/Jayapura": operatorTexts.wit,
} as const;

/** Name, zone, method, first administrator; what lies inside an agency is for its own people. */
export function OnboardDialog({ onClose }: { readonly onClose: () => void }): VNode {
  const say = useSay();
  const [name, setName] = useState("");
  const [zone, setZone] = useState<string>("Asia/Jakarta");
  const [preset, setPreset] = useState<Preset>("lampung-pns");
  const [administrator, setAdministrator] = useState("");
  const [email, setEmail] = useState("");
  const [isTried, setTried] = useState(false);
  const onboard = useMutation({
    mutationFn: () =>
      api.agencies.onboardAgency({
        body: {
          name: name.trim(),
          zone,
          preset,
          administrator: { name: administrator.trim(), email: email.trim() },
        },
      }),
    onSuccess: (agency) => {
      refresh(["agencies/listAgencies"]);
      const done = say(operatorTexts.onboarded, { name: agency.name, email: email.trim() });
      toast(done);
      announce(done);
      onClose();
    },
  });
  const isWhole = name.trim().length >= 3 && administrator.trim() !== "" && isAddress(email);
  const send = () => {
    setTried(true);
    if (isWhole) onboard.mutate();
  };
  const when = (isWrong: boolean, text: string) => (isTried && isWrong ? text : undefined);
  return (
    <ActDialog
      title={say(operatorTexts.onboard)}
      act={say(operatorTexts.onboard)}
      write={onboard}
      onAct={send}
      onClose={onClose}
    >
      <p class="lead">{say(operatorTexts.onboardLead)}</p>
      <TextField
        label={say(operatorTexts.name)}
        value={name}
        onInput={setName}
        maxLength={160}
        isRequired
        error={when(name.trim().length < 3, say(operatorTexts.nameShort))}
      />
      <Select
        label={say(operatorTexts.zone)}
        hint={say(operatorTexts.zoneHint)}
        value={zone}
        onChange={setZone}
        options={Object.entries(zones).map(([value, label]) => ({ value, label: say(label) }))}
      />
      <Select
        label={say(operatorTexts.preset)}
        hint={say(operatorTexts.presetHint)}
        value={preset}
        onChange={(value) => setPreset(value as Preset)}
        options={Object.entries(presetTexts).map(([value, label]) => ({ value, label: say(label) }))}
      />
      <TextField
        label={say(operatorTexts.administratorName)}
        value={administrator}
        onInput={setAdministrator}
        maxLength={160}
        isRequired
        error={when(administrator.trim() === "", say(operatorTexts.nameMissing))}
      />
      <TextField
        label={say(operatorTexts.email)}
        type="email"
        value={email}
        onInput={setEmail}
        maxLength={254}
        isRequired
        error={when(!isAddress(email), say(operatorTexts.emailWrong))}
      />
    </ActDialog>
  );
}
