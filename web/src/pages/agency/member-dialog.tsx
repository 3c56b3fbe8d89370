import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { roleNames } from "#shared/identity/messages.ts";
import { announce } from "../../app/announce.tsx";
import { useMe } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { refresh } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { CheckGroup } from "../../ui/check-group.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { mail, triangleAlert } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { AssistsField, wrongDays } from "./assists-field.tsx";
import { type Assist, givenRoles, type Member, splitRoles } from "./members.ts";
import { settingsTexts } from "./settings-texts.ts";

interface MemberDialogProps {
  readonly member: Member;
  readonly onClose: () => void;
}

/** One member: the roles that are given here, and whether they may sign in at all. */
export function MemberDialog({ member, onClose }: MemberDialogProps): VNode {
  const say = useSay();
  const { memberId: mine } = useMe();
  const { memberId, name, email, state, version } = member;
  const { chosen, kept } = splitRoles(member.roles);
  const [roles, setRoles] = useState(chosen);
  const [assists, setAssists] = useState<readonly Assist[]>(member.assists ?? []);
  const [isTried, setTried] = useState(false);
  const params = { memberId };
  const finish = (text: string) => () => {
    refresh(["identity/listMembers", ...(memberId === mine ? ["identity/readMe"] : [])]);
    toast(text);
    announce(text);
    onClose();
  };
  const saveRoles = useMutation({
    mutationFn: () =>
      api.identity.changeMember({
        params,
        body: { roles: [...roles, ...kept], assists: [...assists] },
        ifMatch: version,
      }),
    onSuccess: finish(say(settingsTexts.rolesSaved, { name })),
  });
  const isActive = state !== "inactive";
  const changeState = useMutation({
    mutationFn: () =>
      api.identity.changeMember({
        params,
        body: { state: isActive ? "inactive" : "active" },
        ifMatch: version,
      }),
    onSuccess: finish(say(isActive ? settingsTexts.deactivated : settingsTexts.activated, { name })),
  });
  const again = useMutation({
    mutationFn: () => api.identity.inviteAgain({ params }),
    onSuccess: finish(say(settingsTexts.invited, { email: email ?? name })),
  });
  const isEmpty = roles.length + kept.length === 0;
  const save = () => {
    setTried(true);
    if (!isEmpty && !assists.some(wrongDays)) saveRoles.mutate();
  };
  return (
    <Dialog
      isOpen
      mustAnswer
      title={name}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <>
          <Button
            kind={isActive ? "dangerous" : "secondary"}
            isBusy={changeState.isPending}
            onClick={() => changeState.mutate()}
          >
            {say(isActive ? settingsTexts.deactivate : settingsTexts.activate)}
          </Button>
          <Button kind="primary" isBusy={saveRoles.isPending} onClick={save}>
            {say(settingsTexts.saveRoles)}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p class="lead">{email ?? say(settingsTexts.noAddress)}</p>
        {memberId === mine && (
          <Notice tone="kunyit" icon={triangleAlert}>
            {say(settingsTexts.yourselfLead)}
          </Notice>
        )}
        <CheckGroup
          label={say(settingsTexts.roles)}
          hint={
            kept.length === 0
              ? undefined
              : say(settingsTexts.rolesKept, {
                  roles: kept.map((role) => say(roleNames[role])).join(", "),
                })
          }
          options={givenRoles.map((value) => ({ value, label: say(roleNames[value]) }))}
          values={roles}
          onChange={setRoles}
          error={isTried && isEmpty ? say(settingsTexts.rolesMissing) : undefined}
        />
        <AssistsField values={assists} onChange={setAssists} isTried={isTried} />
        <p class="meta">{say(settingsTexts.within)}</p>
        {state === "invited" && email !== undefined && (
          <div class="stack">
            <Button icon={mail} isBusy={again.isPending} onClick={() => again.mutate()}>
              {say(settingsTexts.inviteAgain)}
            </Button>
            <p class="meta">{say(settingsTexts.inviteAgainHint)}</p>
          </div>
        )}
        <Refusal error={saveRoles.error ?? changeState.error ?? again.error} />
      </div>
    </Dialog>
  );
}
