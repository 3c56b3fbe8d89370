import type { VNode } from "preact";
import { say as sayIn, type Text } from "#shared/platform/text.ts";
import { useMe } from "../../app/me.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { printer } from "../../ui/icons.ts";
import { InfoNotice } from "../../ui/notice.tsx";
import { QrCode } from "../slips/qr-code.tsx";
import "../slips/slips.css";
import { callOf, type Official } from "./official.ts";
import { assistantTexts as texts, confirmationPaper as words } from "./texts.ts";

/** A link that was answered, to be handed over. */
export interface Handed {
  readonly link: string;
  readonly title: Text;
  readonly expiresAt: string;
  readonly askedByName: string;
  readonly drafts: readonly unknown[];
  readonly plans: readonly unknown[];
}

interface LinkSheetsProps {
  readonly handed: readonly Handed[];
  readonly official: Official;
  readonly onDone: () => void;
}

/** The link as it will lie on paper, or be scanned from this screen. Nothing of it is kept once this is left. */
export function LinkSheets({ handed, official, onDone }: LinkSheetsProps): VNode {
  const say = useSay();
  return (
    <div class="stack">
      <div class="stack slip-tools">
        <InfoNotice lead={say(texts.secretLead)}>{say(texts.secretMeaning)}</InfoNotice>
        <div class="row">
          <Button kind="primary" icon={printer} onClick={() => window.print()}>
            {say(texts.print)}
          </Button>
          <Button onClick={onDone}>{say(texts.done)}</Button>
        </div>
      </div>
      <div class="slips">
        {handed.map((one) => (
          <LinkPaper key={one.link} handed={one} official={official} />
        ))}
      </div>
    </div>
  );
}

interface LinkPaperProps {
  readonly handed: Handed;
  readonly official: Official;
}

function LinkPaper({ handed, official }: LinkPaperProps): VNode {
  const { agency } = useMe();
  const say = (text: Text, values?: Readonly<Record<string, string | number>>) =>
    sayIn(text, agency.language, values);
  const { link, title, expiresAt, askedByName, drafts, plans } = handed;
  const isAboutPlans = plans.length > 0;
  return (
    <article class="slip" lang={agency.language}>
      <header class="slip-head">
        <p class="slip-kind">
          {say(isAboutPlans ? words.plansTitle : words.title)} · {agency.name}
        </p>
        <h2 class="slip-name">{callOf(official)}</h2>
        <p>{say(words.people, { count: drafts.length + plans.length, evaluation: say(title) })}</p>
      </header>
      <div class="slip-facts">
        <p>{say(words.preparedBy, { name: askedByName })}</p>
        <p>{say(words.until, { moment: momentOf(expiresAt, agency) })}</p>
      </div>
      <QrCode text={link} label={say(words.qr, { official: callOf(official) })} />
      <ol class="slip-steps">
        <li>{say(words.step1)}</li>
        <li>{say(isAboutPlans ? words.step2Plans : words.step2)}</li>
        <li>{say(words.step3)}</li>
      </ol>
      <p class="slip-link">{link}</p>
    </article>
  );
}
