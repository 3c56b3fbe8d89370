import type { ComponentChildren, VNode } from "preact";
import { LiveRegion } from "../../app/announce.tsx";
import { Page } from "../../app/page.tsx";
import { momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { LanguageChoice } from "../../i18n/language-choice.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { AllAtOnce, type AllAtOnceProps } from "./all-at-once.tsx";
import type { Confirmation } from "./link.ts";
import { confirmationTexts as texts } from "./texts.ts";

interface WaitingPageProps extends AllAtOnceProps {
  readonly page: Confirmation;
  readonly title: string;
  readonly lead: string;
  /** Why all at once did not go through. */
  readonly error: unknown;
  readonly children: ComponentChildren;
}

/** What waits for the official: who asks for what and until when, each of it, and all at once. */
export function WaitingPage({ page, title, lead, error, children, ...all }: WaitingPageProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const { agency, official, expiresAt } = page;
  return (
    <Page
      title={title}
      lead={
        <>
          {say(texts.dear, { official: official.name ?? official.office })} {lead}
        </>
      }
    >
      <div class="stack confirmation">
        <p class="meta">
          {say(texts.until, { moment: momentOf(expiresAt, { language, zone: agency.zone }) })}
        </p>
        {children}
        <Refusal error={error} />
        <LanguageChoice />
      </div>
      <AllAtOnce {...all} />
      <LiveRegion />
    </Page>
  );
}
