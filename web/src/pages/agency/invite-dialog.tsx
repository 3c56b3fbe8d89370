import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { roleNames } from "#shared/identity/messages.ts";
import { announce } from "../../app/announce.tsx";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { refresh } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { CheckGroup } from "../../ui/check-group.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { send as sendIcon } from "../../ui/icons.ts";
import { TextField } from "../../ui/text-field.tsx";
import { isAddress } from "../../work/addresses.ts";
import { Refusal } from "../../work/refusal.tsx";
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
    <Dialog
      isOpen
      mustAnswer
      title={say(settingsTexts.invite)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say(common.cancel)}</Button>
          <Button kind="primary" icon={sendIcon} isBusy={invite.isPending} onClick={send}>
            {say(settingsTexts.sendInvitation)}
          </Button>
        </>
      }
    >
      <div class="stack">
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
        <Refusal error={invite.error} />
      </div>
    </Dialog>
  );
}
