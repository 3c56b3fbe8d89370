import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useMe } from "../app/me.ts";
import { Page } from "../app/page.tsx";
import { outbox } from "../app/services.ts";
import { useStore } from "../app/store.ts";
import { appTexts } from "../app/texts.ts";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { LanguageChoice } from "../i18n/language-choice.tsx";
import { session } from "../session/session.ts";
import { sessionTexts } from "../session/texts.ts";

/** Who is signed in, in which language and agency, and the way out. */
export function AccountPage(): VNode {
  const say = useSay();
  const { name, email, agency } = useMe();
  return (
    <Page title={say(appTexts.account)}>
      <p>
        {name}
        {email !== undefined && ` · ${email}`}
      </p>
      <p>{agency.name}</p>
      <OtherAgencies />
      <LanguageChoice />
      <Leaving />
    </Page>
  );
}

function OtherAgencies(): VNode | null {
  const say = useSay();
  const state = useStore(session.state);
  if (state.kind !== "signed-in") return null;
  const others = state.agencies.filter(({ agencyId }) => agencyId !== state.agencyId);
  if (others.length === 0) return null;
  return (
    <section>
      <h2>{say(sessionTexts.agency)}</h2>
      {others.map(({ agencyId, name }) => (
        <button key={agencyId} type="button" onClick={() => void session.changeAgency(agencyId)}>
          {say(sessionTexts.changeAgency, { name })}
        </button>
      ))}
    </section>
  );
}

/** Asks first where something would be lost. */
function Leaving(): VNode {
  const say = useSay();
  const { pending } = useStore(outbox.state);
  const [isAsking, setAsking] = useState(false);
  const leave = () => void session.leave();
  return (
    <section>
      <p>{say(sessionTexts.leaveLead)}</p>
      {isAsking ? (
        <>
          <p role="alert">{say(sessionTexts.leavePending, { count: pending })}</p>
          <button type="button" onClick={leave}>
            {say(sessionTexts.leaveAnyway)}
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            {say(common.cancel)}
          </button>
        </>
      ) : (
        <button type="button" onClick={pending > 0 ? () => setAsking(true) : leave}>
          {say(sessionTexts.leave)}
        </button>
      )}
    </section>
  );
}
