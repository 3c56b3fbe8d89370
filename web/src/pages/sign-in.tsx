import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { Page } from "../app/page.tsx";
import { safeReturn } from "../app/paths.ts";
import { PageWaits } from "../app/waiting.tsx";
import { explain } from "../data/refusals.ts";
import { common } from "../i18n/common.ts";
import { useLanguage, useSay } from "../i18n/language.ts";
import { LanguageChoice } from "../i18n/language-choice.tsx";
import { beginSignIn, finishSignIn, isReturn, SignInFailed, type Wish } from "../session/oidc.ts";
import { openApi } from "../session/open-api.ts";
import { type AgencyOfLogin, session } from "../session/session.ts";
import { sessionTexts } from "../session/texts.ts";
import { Button } from "../ui/button.tsx";
import { landmark, logIn } from "../ui/icons.ts";
import { Link } from "../ui/link.tsx";
import { ErrorState } from "../ui/notice.tsx";

type Step =
  | { readonly kind: "ready" }
  | { readonly kind: "going" | "finishing" | "done" }
  | { readonly kind: "failed"; readonly error: unknown }
  | {
      readonly kind: "choosing";
      readonly agencies: readonly AgencyOfLogin[];
      readonly current: string;
      readonly go: () => void;
    };

/** The way in, and the address to which the provider sends people back. */
export function SignInPage(): VNode {
  const say = useSay();
  const language = useLanguage();
  const [step, setStep] = useState<Step>({ kind: "ready" });
  const [, navigate] = useLocation();

  // Once: the address is read as it was when the page was opened.
  useEffect(() => {
    const search = new URLSearchParams(location.search);
    const fail = (error: unknown) => setStep({ kind: "failed", error });
    if (isReturn(search)) {
      setStep({ kind: "finishing" });
      finish(search).catch(fail);
    } else if (search.has("lapis")) begin(search).catch(fail);
  }, []);

  const begin = async (search: URLSearchParams) => {
    setStep({ kind: "going" });
    await beginSignIn(await openApi.findSignIn(), webPaths.signIn, wishOf(search));
  };

  const finish = async (search: URLSearchParams) => {
    const { body, wish } = await finishSignIn(search, webPaths.signIn);
    const { agencies, me, isOtherPerson } = await session.signIn(body);
    const go = () =>
      isOtherPerson ? location.replace(wish.returnTo) : navigate(wish.returnTo, { replace: true });
    const hasToChoose = agencies.length > 1 && wish.invitation === undefined && wish.agencyId === undefined;
    if (wish.isForOtherTab === true) {
      setStep({ kind: "done" });
      window.close();
    } else if (hasToChoose) setStep({ kind: "choosing", agencies, current: me.agency.agencyId, go });
    else go();
  };

  switch (step.kind) {
    case "going":
    case "finishing":
      return (
        <>
          <p role="status">{say(sessionTexts[step.kind])}</p>
          <PageWaits />
        </>
      );
    case "done":
      return <p role="status">{say(sessionTexts.done)}</p>;
    case "choosing":
      return (
        <AgencyChoice
          agencies={step.agencies}
          choose={(agencyId) => (agencyId === step.current ? step.go() : void session.changeAgency(agencyId))}
        />
      );
    case "ready":
    case "failed":
      return (
        <Page title={say(sessionTexts.title)} lead={say(sessionTexts.lead)}>
          <div class="stack">
            {step.kind === "failed" && <ErrorState>{sentenceOf(step.error)}</ErrorState>}
            <Button
              kind="primary"
              isWide
              icon={logIn}
              onClick={() =>
                void begin(new URLSearchParams(location.search)).catch((error: unknown) =>
                  setStep({ kind: "failed", error }),
                )
              }
            >
              {say(common.signIn)}
            </Button>
            <Link href={webPaths.invitation} isAlone>
              {say(sessionTexts.haveSlip)}
            </Link>
            <LanguageChoice />
          </div>
        </Page>
      );
  }

  function sentenceOf(error: unknown): string {
    if (error instanceof SignInFailed) return say(sessionTexts[error.why]);
    const { title, detail } = explain(error, language);
    return `${title} ${detail}`;
  }
}

/** What the address says of the sign-in that is to begin. */
function wishOf(search: URLSearchParams): Wish {
  const isForOtherTab = search.has("lapis");
  const agencyId = search.get("instansi") as AgencyOfLogin["agencyId"] | null;
  return {
    returnTo: safeReturn(search.get("ke")),
    ...(agencyId === null ? {} : { agencyId }),
    isForOtherTab,
    isAskedAnew: !isForOtherTab,
  };
}

interface AgencyChoiceProps {
  readonly agencies: readonly AgencyOfLogin[];
  readonly choose: (agencyId: AgencyOfLogin["agencyId"]) => void;
}

function AgencyChoice({ agencies, choose }: AgencyChoiceProps): VNode {
  const say = useSay();
  return (
    <Page title={say(sessionTexts.chooseAgency)} lead={say(sessionTexts.chooseAgencyLead)}>
      <div class="stack">
        {agencies.map(({ agencyId, name }) => (
          <Button key={agencyId} isWide icon={landmark} onClick={() => choose(agencyId)}>
            {name}
          </Button>
        ))}
      </div>
    </Page>
  );
}
