import type { VNode } from "preact";
import type { Language } from "#shared/platform/text.ts";
import { sessionTexts } from "../session/texts.ts";
import { Segmented } from "../ui/segmented.tsx";
import { language, useLanguage, useSay } from "./language.ts";

/** Each language by its own name: whoever is lost in one finds the other. */
const names: Readonly<Record<Language, string>> = { id: "Bahasa Indonesia", en: "English" };

export function LanguageChoice(): VNode {
  const say = useSay();
  const chosen = useLanguage();
  return (
    <Segmented
      label={say(sessionTexts.language)}
      options={(Object.keys(names) as Language[]).map((value) => ({ value, label: names[value] }))}
      value={chosen}
      onChange={(value) => language.set(value)}
    />
  );
}
