import { Refused } from "#shared/platform/client.ts";
import { explain } from "../../data/refusals.ts";
import { useLanguage } from "../../i18n/language.ts";

/** Which field a refusal of its own kind is about. */
const fieldOf: Readonly<Record<string, string>> = {
  "assignment.own-appraiser": "appraiser",
  "assignment.circle": "appraiser",
  "assignment.dates": "to",
  "unit.parent": "parent",
};

/** What the service refused, beside its field; what belongs to none is left for the form. */
export function useFieldErrors(error: unknown) {
  const language = useLanguage();
  const explained = error === null || error === undefined ? undefined : explain(error, language);
  const field = error instanceof Refused ? fieldOf[error.code] : undefined;
  const at = (path: string): string | undefined => {
    if (explained === undefined) return undefined;
    if (field === path) return `${explained.title} ${explained.detail}`;
    return explained.fields.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
      ?.message;
  };
  const isPlaced = field !== undefined || (explained?.fields.length ?? 0) > 0;
  return { at, rest: isPlaced ? undefined : error };
}
