import { type Language, say, type Text, type TextValues } from "#shared/platform/text.ts";
import { Store, useStore } from "../app/store.ts";

/** The texts of one area of the app. Both languages are compulsory: a text without one does not compile. */
export type Catalogue = Readonly<Record<string, Text>>;

const kept = "kinerja.language";

/** The reader's language: the one they chose on this device, else Indonesian. */
export const language = new Store<Language>(localStorage.getItem(kept) === "en" ? "en" : "id");

language.watch((chosen) => {
  localStorage.setItem(kept, chosen);
  nameLanguage(chosen);
});
nameLanguage(language.get());

/** Screen readers pronounce by it, and browsers hyphenate. */
function nameLanguage(chosen: Language): void {
  document.documentElement.lang = chosen;
}

export function useLanguage(): Language {
  return useStore(language);
}

/** `const say = useSay(); say(texts.title, { name })`: a text in the reader's language. */
export function useSay(): (text: Text, values?: TextValues) => string {
  const chosen = useLanguage();
  return (text, values) => say(text, chosen, values);
}
