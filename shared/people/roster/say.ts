import { type Language, say, type Text } from "#shared/platform/text.ts";
import { standingTexts } from "../messages.ts";
import { Standing } from "../model.ts";
import type { Verdict } from "./model.ts";
import { type Proposal, proposalReasons } from "./proposal.ts";
import { verdictTexts } from "./verdict-texts.ts";

const proposalText = { id: " Usulan: {name}.", en: " Proposed: {name}." } satisfies Text;
const suggestionText = {
  id: ' Mungkin maksudnya "{name}"?',
  en: ' Perhaps "{name}" is meant?',
} satisfies Text;

/** The sentence of a verdict: what is wrong or was done, and what to do. */
export function sayVerdict(verdict: Verdict, language: Language): string {
  const { found = "", became = "", values = {} } = verdict;
  const { standing: standingCode, proposal, suggestion } = values;
  const standing = Standing.safeParse(standingCode);
  const optional = (text: Text, value: string | number | undefined) =>
    value === undefined ? "" : say(text, language, { name: value });
  return say(verdictTexts[verdict.code], language, {
    found,
    became,
    ...values,
    ...(standing.success && { standing: standingTexts[standing.data][language] }),
    proposal: optional(proposalText, proposal),
    suggestion: optional(suggestionText, suggestion),
  });
}

/** Why this appraiser is proposed. */
export function sayProposal(proposal: Proposal, language: Language): string {
  return say(proposalReasons[proposal.reason], language, proposal.values);
}
