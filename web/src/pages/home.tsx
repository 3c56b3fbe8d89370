import type { VNode } from "preact";
import { useMe, useNow, useReader } from "../app/me.ts";
import { Page } from "../app/page.tsx";
import { momentOf } from "../i18n/format.ts";
import type { Catalogue } from "../i18n/language.ts";
import { useSay } from "../i18n/language.ts";

const texts = {
  greeting: { id: "Selamat datang, {name}", en: "Welcome, {name}" },
  now: { id: "Sekarang {now}.", en: "It is {now}." },
} as const satisfies Catalogue;

/** Who I am, in which agency, and what time it is for the service. */
export function HomePage(): VNode {
  const say = useSay();
  const { name, agency } = useMe();
  const now = momentOf(useNow(), useReader());
  return (
    <Page title={say(texts.greeting, { name })}>
      <p>{agency.name}</p>
      <p>{say(texts.now, { now })}</p>
    </Page>
  );
}
