import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Refused } from "#shared/platform/client.ts";
import { Page } from "../../app/page.tsx";
import { explain } from "../../data/refusals.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { LanguageChoice } from "../../i18n/language-choice.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { dropCode, takeCode } from "./link.ts";
import { pageOf } from "./page-of-link.ts";
import { PlansToDecide } from "./plans-to-decide.tsx";
import { RatingsToConfirm } from "./ratings-to-confirm.tsx";
import { confirmationTexts as texts } from "./texts.ts";
import "./confirmation.css";

/** Where the link leads: whoever follows it needs no account, and is asked to decide and nothing else. */
export function ConfirmationPage(): VNode {
  const say = useSay();
  const [code, setCode] = useState(takeCode);
  useEffect(() => {
    const follow = () => setCode(takeCode());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  if (code === "") {
    return <Page title={say(texts.noCode)} lead={say(texts.noCodeMeaning)} children={<LanguageChoice />} />;
  }
  return <Followed key={code} code={code} />;
}

function Followed({ code }: { readonly code: string }): VNode {
  const say = useSay();
  const language = useLanguage();
  const { data, error, refetch } = useQuery({ ...pageOf(code), refetchOnWindowFocus: false });
  if (data !== undefined) {
    return data.evaluation === null ? (
      <PlansToDecide code={code} page={data} />
    ) : (
      <RatingsToConfirm code={code} page={data} evaluation={data.evaluation} />
    );
  }
  if (error === null) return <Page title={say(texts.reading)} children={null} />;
  const { title, detail } = explain(error, language);
  if (error instanceof Refused && error.status === 410) {
    dropCode();
    return (
      <Page title={title} lead={detail}>
        <LanguageChoice />
      </Page>
    );
  }
  return (
    <Page title={say(texts.unread)}>
      <ErrorState lead={title} action={<Button onClick={() => void refetch()}>{say(texts.again)}</Button>}>
        {detail}
      </ErrorState>
    </Page>
  );
}
