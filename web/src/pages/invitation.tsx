import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { webPaths } from "#shared/platform/web-paths.ts";
import { Page } from "../app/page.tsx";
import { explain } from "../data/refusals.ts";
import { useLanguage, useSay } from "../i18n/language.ts";
import { LanguageChoice } from "../i18n/language-choice.tsx";
import { beginSignIn } from "../session/oidc.ts";
import { openApi } from "../session/open-api.ts";
import { sessionTexts } from "../session/texts.ts";
import { Button } from "../ui/button.tsx";
import { logIn } from "../ui/icons.ts";
import { ErrorState } from "../ui/notice.tsx";

/** Where the letter's address leads: signing in links the account to the person whom the letter names. */
export function InvitationPage(): VNode {
  const say = useSay();
  const language = useLanguage();
  const [code] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    // Out of the address and the history: the code is good for whoever has it.
    history.replaceState(history.state, "", webPaths.invitation);
  }, []);
  const accept = async () => {
    const wish = { returnTo: webPaths.home, invitation: code, isAskedAnew: true };
    await beginSignIn(await openApi.findSignIn(), webPaths.signIn, wish);
  };
  return (
    <Page
      title={say(sessionTexts.invitationTitle)}
      lead={say(code === "" ? sessionTexts.invitationEmpty : sessionTexts.invitationLead)}
    >
      <div class="stack">
        {error !== undefined && <ErrorState lead={explain(error, language).title} />}
        {code !== "" && (
          <Button kind="primary" isWide icon={logIn} onClick={() => void accept().catch(setError)}>
            {say(sessionTexts.acceptInvitation)}
          </Button>
        )}
        <LanguageChoice />
      </div>
    </Page>
  );
}
