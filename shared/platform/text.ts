/** The languages that people read the service in; Indonesian is the default. */
export type Language = "id" | "en";

/** One message in every language, with `{name}` placeholders. Both are compulsory: a missing one does not compile. */
export type Text = Readonly<Record<Language, string>>;

export type TextValues = Readonly<Record<string, string | number>>;

/** Fills the placeholders of a message. A placeholder without a value stays visible, so that a test finds it. */
export function say(text: Text, language: Language, values: TextValues = {}): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
