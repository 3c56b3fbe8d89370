import type { VNode } from "preact";
import type { Language } from "#shared/platform/text.ts";
import { sessionTexts } from "../session/texts.ts";
import { language, useLanguage, useSay } from "./language.ts";

/** Each language by its own name: whoever is lost in one finds the other. */
const names: Readonly<Record<Language, string>> = { id: "Bahasa Indonesia", en: "English" };

export function LanguageChoice(): VNode {
  const say = useSay();
  const chosen = useLanguage();
  return (
    <fieldset class="language">
      <legend>{say(sessionTexts.language)}</legend>
      {(Object.keys(names) as Language[]).map((each) => (
        <label key={each} lang={each}>
          <input type="radio" name="language" checked={each === chosen} onChange={() => language.set(each)} />
          {names[each]}
        </label>
      ))}
    </fieldset>
  );
}
