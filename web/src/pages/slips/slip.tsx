import type { VNode } from "preact";
import { say as sayIn, type Text } from "#shared/platform/text.ts";
import { useMe } from "../../app/me.ts";
import type { Api } from "../../data/client.ts";
import { momentOf } from "../../i18n/format.ts";
import { QrCode } from "./qr-code.tsx";
import { paperTexts } from "./texts.ts";

export type Slip = Awaited<ReturnType<Api["identity"]["printSlips"]>>["slips"][number];

/** What one person gets on paper. It is in the agency's language, whatever its administrator reads. */
export function SlipPaper({ slip }: { readonly slip: Slip }): VNode {
  const { agency } = useMe();
  const say = (text: Text, values?: Readonly<Record<string, string>>) => sayIn(text, agency.language, values);
  const { name, unit, nipMasked, password, validUntil, link } = slip;
  return (
    <article class="slip" lang={agency.language}>
      <header class="slip-head">
        <p class="slip-kind">
          {say(paperTexts.title)} · {agency.name}
        </p>
        <h2 class="slip-name">{name}</h2>
        <p>
          {unit !== undefined && `${unit} · `}
          {say(paperTexts.nip, { nip: nipMasked })}
        </p>
      </header>
      <dl class="slip-facts">
        <Fact name={say(paperTexts.userName)}>{say(paperTexts.userNameIsNip)}</Fact>
        <Fact name={say(paperTexts.password)}>
          {password === undefined ? (
            say(paperTexts.ownPassword)
          ) : (
            <code class="slip-password">{password}</code>
          )}
        </Fact>
        <Fact name={say(paperTexts.until)}>{momentOf(validUntil, agency)}</Fact>
      </dl>
      <QrCode text={link} label={say(paperTexts.qr, { name })} />
      <ol class="slip-steps">
        <li>{say(paperTexts.step1)}</li>
        <li>{say(paperTexts.step2)}</li>
        <li>{say(password === undefined ? paperTexts.step3Own : paperTexts.step3)}</li>
      </ol>
      <p class="slip-link">{link}</p>
    </article>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: VNode | string;
}

function Fact({ name, children }: FactProps): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
