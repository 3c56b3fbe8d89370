import type { VNode } from "preact";
import { explain } from "../data/refusals.ts";
import { useLanguage } from "../i18n/language.ts";
import { ErrorState } from "../ui/notice.tsx";

/** What the service said to a write, beside what was written; nothing as long as it has said nothing. */
export function Refusal({ error }: { readonly error: unknown }): VNode | null {
  const language = useLanguage();
  if (error === null || error === undefined) return null;
  const { title, detail } = explain(error, language);
  return <ErrorState lead={title}>{detail}</ErrorState>;
}
