import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { webPaths } from "#shared/platform/web-paths.ts";
import { initialsOf } from "../app/initials.ts";
import { useMe } from "../app/me.ts";
import { menuOf, phoneItems } from "../app/menu.ts";
import { Page } from "../app/page.tsx";
import { RecordNote } from "../app/record-note.tsx";
import { outbox } from "../app/services.ts";
import { useStore } from "../app/store.ts";
import { appTexts } from "../app/texts.ts";
import { useThisDevice } from "../app/this-device.ts";
import { useInbox } from "../data/inbox.ts";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { LanguageChoice } from "../i18n/language-choice.tsx";
import { session } from "../session/session.ts";
import { sessionTexts } from "../session/texts.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Icon } from "../ui/icon.tsx";
import { cloudOff, logOut } from "../ui/icons.ts";
import { List, ListRow, Row } from "../ui/list-row.tsx";
import { Notice } from "../ui/notice.tsx";

/** Who is signed in, in which language and agency, and the way out. */
export function AccountPage(): VNode {
  const say = useSay();
  const { name, email, agency } = useMe();
  return (
    <Page title={say(appTexts.account)}>
      <div class="stack narrow">
        <Card>
          <Row
            start={<Avatar initials={initialsOf(name)} />}
            title={name}
            detail={email === undefined ? agency.name : `${agency.name} · ${email}`}
          />
        </Card>
        <RecordNote />
        <OtherPages />
        <OtherAgencies />
        <Card>
          <LanguageChoice />
        </Card>
        <Leaving />
      </div>
    </Page>
  );
}

/** What the menu of a phone has no room for. */
function OtherPages(): VNode | null {
  const say = useSay();
  const others = menuOf(useMe(), useInbox().appraises, webPaths.account).slice(phoneItems);
  if (others.length === 0) return null;
  return (
    <Card title={say(appTexts.otherPages)} isQuiet>
      <List>
        {others.map(({ path, label, icon }) => (
          <ListRow key={path} start={<Icon of={icon} />} title={say(label)} href={path} />
        ))}
      </List>
    </Card>
  );
}

function OtherAgencies(): VNode | null {
  const say = useSay();
  const state = useStore(session.state);
  if (state.kind !== "signed-in") return null;
  const others = state.agencies.filter(({ agencyId }) => agencyId !== state.me.agency.agencyId);
  if (others.length === 0) return null;
  return (
    <Card title={say(sessionTexts.agency)} isQuiet>
      {others.map(({ agencyId, name }) => (
        <Button key={agencyId} isWide onClick={() => void session.changeAgency(agencyId)}>
          {say(sessionTexts.changeAgency, { name })}
        </Button>
      ))}
    </Card>
  );
}

/** Asks first where something would be lost. */
function Leaving(): VNode {
  const say = useSay();
  const device = useThisDevice();
  const { pending } = useStore(outbox.state);
  const [isAsking, setAsking] = useState(false);
  const leave = () => void session.leave();
  return (
    <Card>
      <div class="stack">
        <p class="lead">{say(sessionTexts.leaveLead)}</p>
        {isAsking ? (
          <Notice
            tone="kunyit"
            icon={cloudOff}
            role="alert"
            action={
              <>
                <Button kind="dangerous" onClick={leave}>
                  {say(sessionTexts.leaveAnyway)}
                </Button>
                <Button onClick={() => setAsking(false)}>{say(common.cancel)}</Button>
              </>
            }
          >
            {say(sessionTexts.leavePending, { count: pending })}
          </Notice>
        ) : (
          <Button icon={logOut} onClick={pending > 0 ? () => setAsking(true) : leave}>
            {say(sessionTexts.leave, { device })}
          </Button>
        )}
      </div>
    </Card>
  );
}
