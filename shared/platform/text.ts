/** The languages that people read the service in; Indonesian is the default. */
export type Language = "id" | "en";

/**
 * One message in every language, with `{name}` placeholders. Both are compulsory: a missing one does not compile.
 * `{count:person waits|people wait}` is the first for one and the second for any other number; Indonesian needs none.
 */
export type Text = Readonly<Record<Language, string>>;

export type TextValues = Readonly<Record<string, string | number>>;

/** Fills the placeholders of a message. A placeholder without a value stays visible, so that a test finds it. */
export function say(text: Text, language: Language, values: TextValues = {}): string {
  return text[language].replace(
    /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return String(one === undefined ? value : String(value) === "1" ? one : many);
    },
  );
}

/** With a capital letter at its beginning, as a sentence or a line of its own has. */
export function capitalised(words: string): string {
  const [first = "", ...rest] = words;
  return first.toUpperCase() + rest.join("");
}

/** What a placeholder may hold: a value alike in every language, or a text of its own. */
export type Filling = string | number | Text;

/** Fills the placeholders in every language at once, for pages that keep both. */
export function fill(text: Text, values: Readonly<Record<string, Filling>>): Text {
  return { id: say(text, "id", valuesIn("id", values)), en: say(text, "en", valuesIn("en", values)) };
}

function valuesIn(language: Language, values: Readonly<Record<string, Filling>>): TextValues {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, v]) => [name, typeof v === "object" ? v[language] : v]));
}
