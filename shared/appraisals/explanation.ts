import { citation, type LegalRule, type LegalTopic, legalBasisAt } from "#shared/agencies/legal-basis.ts";
import { behaviourValues, berakhlak } from "#shared/plans/berakhlak.ts";
import type { Indicator, PlanContent, PlannedResult, Target } from "#shared/plans/model.ts";
import { standing } from "#shared/plans/rules.ts";
import { measureText, numberText, targetText } from "#shared/plans/wording.ts";
import { fill, type Text } from "#shared/platform/text.ts";
import { neighbours, predicateOf, type Rating, ratings } from "./matrix.ts";
import {
  judgementLabels,
  organisationPredicateLabels,
  predicateLabels,
  ratingLabels,
  ratingShortLabels,
  resultCriteria,
} from "./messages.ts";
import type { EvaluationVersion, Explanation, Judgement } from "./model.ts";

/** What an explanation needs besides the evaluation itself. */
export interface ExplanationContext {
  /** The plan version that was appraised. */
  readonly plan: PlanContent;
  /** Texts of the feedback that ratings rest on, by id, as far as the reader may see them. */
  readonly feedback: ReadonlyMap<string, string>;
  /** How many feedbacks were recorded in the period. */
  readonly feedbackCount: number;
}

type Final = Pick<
  EvaluationVersion,
  "kind" | "period" | "report" | "ratings" | "isProvisional" | "organisationPredicate" | "headsUnit"
>;

/**
 * "Mengapa Baik?": evidence, ratings, matrix, rule, words, in this order, with what would have changed the predicate.
 * Throws where the evaluation has no two ratings: only final evaluations are explained.
 */
export function explain(evaluation: Final, context: ExplanationContext): Explanation {
  const { result, behaviour } = evaluation.ratings;
  if (!result.rating || !behaviour.rating) throw new TypeError("only a final evaluation can be explained");
  const predicate = predicateLabels[predicateOf(result.rating, behaviour.rating)];
  return {
    question: fill({ id: "Mengapa {predicate}?", en: "Why {predicate}?" }, { predicate }),
    equation: {
      result: ratingShortLabels[result.rating],
      behaviour: ratingShortLabels[behaviour.rating],
      predicate,
    },
    isProvisional: evaluation.isProvisional,
    steps: [
      evidenceStep(evaluation, context),
      ratingsStep(evaluation, result.rating, behaviour.rating, context),
      matrixStep(result.rating, behaviour.rating),
      ruleStep(evaluation),
      wordsStep(evaluation),
    ],
    notes: notesFor(evaluation),
  };
}

type StepOf<K extends Explanation["steps"][number]["kind"]> = Extract<
  Explanation["steps"][number],
  { kind: K }
>;

function evidenceStep({ report, ratings: given }: Final, { plan }: ExplanationContext): StepOf<"evidence"> {
  const evidence = report.realisations.reduce((sum, one) => sum + one.evidence.length, 0);
  return {
    number: 1,
    kind: "evidence",
    title: { id: "Buktinya", en: "The evidence" },
    summary: fill(
      {
        id: "{evidence} bukti untuk {results} hasil kerja",
        en: "{evidence} {evidence:piece|pieces} of evidence for {results} {results:result|results}",
      },
      { evidence, results: plan.results.length },
    ),
    results: plan.results.map((planned) => {
      const realisation = report.realisations.find((one) => one.result === planned.id);
      const single = given.results.find((one) => one.result === planned.id);
      return {
        result: planned.id,
        kind: planned.kind,
        text: planned.text,
        rating: single ? ratingShortLabels[single.rating] : null,
        note: single?.note ?? "",
        measures: planned.indicators.map((one) => measureOf(one, realisation?.reached[one.key] ?? null)),
        realisation: realisation?.text ?? "",
        obstacles: realisation?.obstacles ?? "",
        evidence: realisation?.evidence ?? [],
      };
    }),
  };
}

/** Achievement shows baseline, target and reached value in one line. */
function measureOf(indicator: Indicator, reached: Target | null) {
  const parts: Text[] = [{ id: indicator.text, en: indicator.text }];
  if (indicator.baseline !== null) {
    parts.push(fill({ id: "awal {value}", en: "from {value}" }, { value: numberText(indicator.baseline) }));
  }
  parts.push(fill({ id: "target {value}", en: "target {value}" }, { value: targetText(indicator) }));
  parts.push(
    reached
      ? fill(
          { id: "tercapai {value}", en: "reached {value}" },
          { value: measureText(reached, indicator.unit) },
        )
      : { id: "belum dilaporkan", en: "not reported" },
  );
  const text = { id: parts.map((part) => part.id).join(", "), en: parts.map((part) => part.en).join(", ") };
  return { text, standing: standing(indicator, reached) };
}

function ratingsStep(
  evaluation: Final,
  result: Rating,
  behaviour: Rating,
  context: ExplanationContext,
): StepOf<"ratings"> {
  const given = evaluation.ratings;
  return {
    number: 2,
    kind: "ratings",
    title: { id: "Dua penilaian", en: "Two ratings" },
    summary: {
      id: "Hasil kerja dan perilaku kerja masing-masing dinilai terhadap ekspektasi pimpinan.",
      en: "Work result and work behaviour are each rated against the leader's expectation.",
    },
    result: {
      ...shownJudgement(given.result, result, context),
      summary: evaluation.headsUnit
        ? headSummary(evaluation)
        : resultSummary(given.results, context.plan.results),
      criterion: evaluation.headsUnit ? null : resultCriteria[result],
    },
    behaviour: {
      ...shownJudgement(given.behaviour, behaviour, context),
      summary: behaviourSummary(given.behaviours, context.feedbackCount),
      criterion: null,
    },
    values: given.behaviours.map(({ value, rating, note }) => {
      return { value, name: berakhlak[value].name, rating: ratingShortLabels[rating], note };
    }),
  };
}

function shownJudgement({ reason, basis }: Judgement, rating: Rating, context: ExplanationContext) {
  return { rating, label: ratingLabels[rating], reason, basis: basis.map((one) => basisText(one, context)) };
}

function basisText(basis: Judgement["basis"][number], { feedback, plan }: ExplanationContext): Text {
  switch (basis.kind) {
    case "document":
      return { id: basis.title, en: basis.title };
    case "feedback": {
      const text = feedback.get(basis.id);
      if (text !== undefined) return { id: text, en: text };
      return { id: "Umpan balik yang tercatat", en: "A recorded feedback" };
    }
    case "evidence": {
      const result = plan.results.find((one) => one.id === basis.result)?.text ?? "";
      return fill({ id: "Bukti pada “{result}”", en: "Evidence of “{result}”" }, { result });
    }
  }
}

function resultSummary(singles: Final["ratings"]["results"], planned: readonly PlannedResult[]): Text {
  if (singles.length === 0) {
    return { id: "Hasil kerja dinilai secara keseluruhan.", en: "The results were rated as a whole." };
  }
  const mainIds = new Set<string>(planned.filter((one) => one.kind === "main").map((one) => one.id));
  const count = (rating: Rating) => singles.filter((one) => one.rating === rating).length;
  const mainBelow = singles.filter((one) => one.rating === "below" && mainIds.has(one.result)).length;
  const below: Text = mainBelow
    ? { id: "{mainBelow} hasil kerja utama di bawah.", en: "{mainBelow} main results below." }
    : { id: "tidak ada hasil kerja utama di bawah.", en: "no main result below." };
  const whole = {
    id: `{above} dari {total} hasil kerja di atas ekspektasi, {meets} sesuai, ${below.id}`,
    en: `{above} of {total} results above expectation, {meets} as expected, ${below.en}`,
  };
  return fill(whole, { above: count("above"), meets: count("meets"), total: planned.length, mainBelow });
}

function headSummary({ organisationPredicate }: Final): Text {
  return fill(
    {
      id: "Anda memimpin unit: capaian unit ({predicate}) adalah rating hasil kerja Anda.",
      en: "You head the unit: the unit's achievement ({predicate}) is your work result.",
    },
    { predicate: organisationPredicateLabels[organisationPredicate] },
  );
}

function behaviourSummary(singles: Final["ratings"]["behaviours"], feedback: number): Text {
  const rated = singles.length || behaviourValues.length;
  return fill(
    {
      id: "{rated} nilai BerAKHLAK, {feedback} umpan balik tercatat.",
      en: "{rated} BerAKHLAK {rated:value|values}, {feedback} {feedback:feedback|feedbacks} recorded.",
    },
    { rated, feedback },
  );
}

function matrixStep(result: Rating, behaviour: Rating): StepOf<"matrix"> {
  const bestFirst = [...ratings].reverse();
  const mark = (row: Rating, column: Rating) => {
    if (row === result && column === behaviour) return "lit";
    return row === result || column === behaviour ? "path" : "plain";
  };
  return {
    number: 3,
    kind: "matrix",
    title: { id: "Bertemu di matriks", en: "They meet in the matrix" },
    summary: fill(
      {
        id: "Hasil kerja {result} dan perilaku kerja {behaviour} bertemu pada {predicate}.",
        en: "Work result “{result}” and work behaviour “{behaviour}” meet at {predicate}.",
      },
      {
        result: ratingLabels[result],
        behaviour: ratingLabels[behaviour],
        predicate: predicateLabels[predicateOf(result, behaviour)],
      },
    ),
    rows: bestFirst.map((row) =>
      ratings.map((column) => {
        const predicate = predicateOf(row, column);
        const label = predicateLabels[predicate];
        return { result: row, behaviour: column, predicate, label, mark: mark(row, column) };
      }),
    ),
    changes: changesFor(result, behaviour),
  };
}

/** One sentence per neighbouring cell: which single change of rating leads to which predicate, or to the same. */
function changesFor(result: Rating, behaviour: Rating): StepOf<"matrix">["changes"] {
  const now = predicateOf(result, behaviour);
  const other: Text = {
    id: "Bila {what} dinilai {rating}, predikatnya menjadi {predicate}.",
    en: "Had {what} been rated “{rating}”, the predicate would be {predicate}.",
  };
  const same: Text = {
    id: "Bila {what} dinilai {rating}, predikatnya tetap {predicate}.",
    en: "Had {what} been rated “{rating}”, the predicate would still be {predicate}.",
  };
  return neighbours(result, behaviour).map((cell) => {
    const values = {
      what: judgementLabels[cell.changed],
      rating: ratingLabels[cell.rating],
      predicate: predicateLabels[cell.predicate],
    };
    return { ...cell, text: fill(cell.predicate === now ? same : other, values) };
  });
}

/** What each cited rule is cited for, in the order of the path from unit to person. */
const cited: readonly { topic: LegalTopic; role: Text }[] = [
  { topic: "predicate", role: { id: "Matriks predikat", en: "The predicate matrix" } },
  {
    topic: "organisation",
    role: {
      id: "Predikat kinerja organisasi dan urutan penetapan",
      en: "Organisation predicate and order of setting",
    },
  },
];

/** The rules in force on the last day of the appraised period, whatever is in force today. */
export function rulesCited(period: {
  readonly to: string;
}): { rule: LegalRule; topic: LegalTopic; role: Text }[] {
  return cited.flatMap(({ topic, role }) =>
    legalBasisAt(period.to, topic).map((rule) => ({ rule, topic, role })),
  );
}

function ruleStep({ period }: Final): StepOf<"rule"> {
  return {
    number: 4,
    kind: "rule",
    title: { id: "Aturannya", en: "The rule" },
    summary: {
      id: "Aturan yang berlaku pada masa yang dinilai.",
      en: "The rule in force in the appraised period.",
    },
    rules: rulesCited(period).map(({ rule, topic, role }) => ({
      id: rule.id,
      citation: citation(rule, topic),
      title: rule.title,
      role,
    })),
  };
}

function wordsStep({ ratings: given }: Final): StepOf<"words"> {
  return {
    number: 5,
    kind: "words",
    title: { id: "Kata penilai Anda", en: "In your appraiser's words" },
    summary: {
      id: "Yang sudah baik dan yang dapat ditingkatkan.",
      en: "What went well and what can be improved.",
    },
    strengths: given.strengths,
    improvements: given.improvements,
  };
}

function notesFor({ isProvisional }: Final): Text[] {
  const receipt: Text = {
    id: "“Telah menerima” tidak berarti menyetujui.",
    en: "“I have received it” does not mean agreeing.",
  };
  const provisional: Text = {
    id: "Predikat ini sementara: evaluasi internal, bukan evaluasi periodik atau tahunan resmi, dan tidak bernomor.",
    en: "This predicate is provisional: an internal evaluation, not an official periodic or annual one, without number.",
  };
  return isProvisional ? [provisional, receipt] : [receipt];
}
