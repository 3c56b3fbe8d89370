import type { VNode } from "preact";
import { explain } from "../../data/refusals.ts";
import { useLanguage } from "../../i18n/language.ts";
import { ErrorState } from "../../ui/notice.tsx";

/** A refusal within a dialog. */
export function Failed({ error }: { readonly error: Error | null }): VNode | null {
  const language = useLanguage();
  if (error === null) return null;
  const { title, detail } = explain(error, language);
  return <ErrorState lead={title}>{detail}</ErrorState>;
}
