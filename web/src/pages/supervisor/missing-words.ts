import type { useSay } from "../../i18n/language.ts";
import type { Finding } from "./ratings.ts";
import { supervisorTexts as texts } from "./texts.ts";

const shortWords = {
  "appraisal.reason-missing": texts.missingReason,
  "appraisal.basis-missing": texts.missingBasis,
  "appraisal.strength-missing": texts.missingStrength,
  "appraisal.improvement-missing": texts.missingImprovement,
} as const;

/** What is missing, so short that it fits beside the button. */
export function shortOf(finding: Finding | undefined, say: ReturnType<typeof useSay>): string {
  if (finding === undefined) return "";
  if (finding.path === "result.rating") return say(texts.chooseResult);
  if (finding.path === "behaviour.rating") return say(texts.chooseBehaviour);
  const known = shortWords[finding.code as keyof typeof shortWords];
  return say(known ?? texts.missingOther);
}

/** The first that is missing, and how many more. */
export function missingWords(missing: readonly Finding[], say: ReturnType<typeof useSay>): string {
  const what = shortOf(missing[0], say);
  return missing.length === 1 ? what : say(texts.missingMore, { what, count: missing.length - 1 });
}
