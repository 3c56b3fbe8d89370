import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { roleNames } from "#shared/identity/messages.ts";
import { announce } from "../../app/announce.tsx";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { CheckGroup } from "../../ui/check-group.tsx";
import { send as sendIcon } from "../../ui/icons.ts";
import { TextField } from "../../ui/text-field.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { isAddress } from "../../work/addresses.ts";
import { type GivenRole, givenRoles } from "./members.ts";
import { settingsTexts } from "./settings-texts.ts";

/** Name, address, roles; the letter leaves as soon as it is sent. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }): VNode {
  const say = useSay();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<readonly GivenRole[]>([]);
  const [isTried, setTried] = useState(false);
  const invite = useMutation({
    mutationFn: () =>
      api.identity.inviteMember({ body: { name: name.trim(), email: email.trim(), roles: [...roles] } }),
    onSuccess: () => {
      refresh(["identity/listMembers"]);
      const done = say(settingsTexts.invited, { email: email.trim() });
      toast(done);
      announce(done);
      onClose();
    },
  });
  const isWhole = name.trim() !== "" && isAddress(email) && roles.length > 0;
  const send = () => {
    setTried(true);
    if (isWhole) invite.mutate();
  };
  const when = (isWrong: boolean, text: string) => (isTried && isWrong ? text : undefined);
  return (
    <ActDialog
      title={say(settingsTexts.invite)}
      act={say(settingsTexts.sendInvitation)}
      icon={sendIcon}
      write={invite}
      onAct={send}
      onClose={onClose}
    >
      <p class="lead">{say(settingsTexts.inviteLead)}</p>
      <TextField
        label={say(settingsTexts.personName)}
        value={name}
        onInput={setName}
        maxLength={160}
        isRequired
        error={when(name.trim() === "", say(settingsTexts.personNameMissing))}
      />
      <TextField
        label={say(settingsTexts.email)}
        type="email"
        value={email}
        onInput={setEmail}
        maxLength={254}
        isRequired
        error={when(!isAddress(email), say(settingsTexts.emailWrong))}
      />
      <CheckGroup
        label={say(settingsTexts.roles)}
        options={givenRoles.map((value) => ({ value, label: say(roleNames[value]) }))}
        values={roles}
        onChange={setRoles}
        error={when(roles.length === 0, say(settingsTexts.rolesMissing))}
      />
    </ActDialog>
  );
}
