import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { webPaths } from "#shared/platform/web-paths.ts";
import { Page } from "../app/page.tsx";
import { explain } from "../data/refusals.ts";
import { useLanguage, useSay } from "../i18n/language.ts";
import { LanguageChoice } from "../i18n/language-choice.tsx";
import { codeIn } from "../session/invitation-code.ts";
import { beginSignIn } from "../session/oidc.ts";
import { openApi } from "../session/open-api.ts";
import { sessionTexts } from "../session/texts.ts";
import { Button } from "../ui/button.tsx";
import { arrowRight, logIn } from "../ui/icons.ts";
import { ErrorState } from "../ui/notice.tsx";
import { TextField } from "../ui/text-field.tsx";

/** Where the letter's address leads; opened without a code, it asks for the one on the slip. */
export function InvitationPage(): VNode {
  const [code, setCode] = useState(codeOfAddress);
  useEffect(() => {
    const leave = () => {
      // Out of the address and the history: the code is good for whoever has it.
      if (location.hash !== "") history.replaceState(history.state, "", webPaths.invitation);
    };
    // A link that is pasted into the address while this page is open only changes what stands behind `#`.
    const follow = () => {
      setCode(codeOfAddress());
      leave();
    };
    leave();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return code === "" ? <CodeQuestion onCode={setCode} /> : <Invited key={code} code={code} />;
}

function codeOfAddress(): string {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Signing in links the account to the person whom the invitation names. */
function Invited({ code }: { readonly code: string }): VNode {
  const say = useSay();
  const language = useLanguage();
  const [error, setError] = useState<unknown>();
  const accept = async () => {
    const wish = { returnTo: webPaths.home, invitation: code, isAskedAnew: true };
    await beginSignIn(await openApi.findSignIn(), webPaths.signIn, wish);
  };
  return (
    <Page title={say(sessionTexts.invitationTitle)} lead={say(sessionTexts.invitationLead)}>
      <div class="stack">
        {error !== undefined && <ErrorState lead={explain(error, language).title} />}
        <Button kind="primary" isWide icon={logIn} onClick={() => void accept().catch(setError)}>
          {say(sessionTexts.acceptInvitation)}
        </Button>
        <LanguageChoice />
      </div>
    </Page>
  );
}

function CodeQuestion({ onCode }: { readonly onCode: (code: string) => void }): VNode {
  const say = useSay();
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const take = (event: Event) => {
    event.preventDefault();
    const code = codeIn(text);
    if (code === undefined) setWrong(true);
    else onCode(code);
  };
  return (
    <Page title={say(sessionTexts.codeTitle)} lead={say(sessionTexts.codeLead)}>
      <form class="stack" onSubmit={take}>
        <TextField
          label={say(sessionTexts.code)}
          hint={say(sessionTexts.codeHint)}
          error={isWrong ? say(sessionTexts.codeWrong) : undefined}
          value={text}
          maxLength={400}
          onInput={(typed) => {
            setText(typed);
            setWrong(false);
          }}
        />
        <Button kind="primary" type="submit" isWide iconAfter={arrowRight}>
          {say(sessionTexts.useCode)}
        </Button>
        <p class="caption">{say(sessionTexts.noCode)}</p>
        <LanguageChoice />
      </form>
    </Page>
  );
}
