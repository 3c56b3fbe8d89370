import type { Text } from "#shared/platform/text.ts";
import type { Api } from "../../data/client.ts";

export type Explanation = Awaited<ReturnType<Api["appraisals"]["explainEvaluation"]>>;

/** The explanation as one hears it, in the order of its steps. */
export function spokenOf({ question, steps, notes }: Explanation, say: (text: Text) => string): string[] {
  const [evidence, ratings, matrix, rule, words] = steps;
  const sentences = [
    say(question),
    say(evidence.title),
    say(evidence.summary),
    ...evidence.results.flatMap(({ text, measures, rating }) => [
      rating === null ? text : `${text}: ${say(rating)}`,
      ...measures.map((measure) => say(measure.text)),
    ]),
    say(ratings.title),
    ...[ratings.result, ratings.behaviour].flatMap(({ label, summary, reason }) => [
      say(label),
      say(summary),
      reason,
    ]),
    say(matrix.title),
    say(matrix.summary),
    ...matrix.changes.map(({ text }) => say(text)),
    say(rule.title),
    ...rule.rules.map(({ role, citation }) => `${say(role)}: ${citation}`),
    say(words.title),
    ...words.strengths,
    ...words.improvements,
    ...notes.map((note) => say(note)),
  ];
  return sentences.filter((sentence) => sentence.trim() !== "");
}
