import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Rating, ratings } from "#shared/appraisals/matrix.ts";
import { appraisalVerdictText } from "#shared/appraisals/messages.ts";
import type { Ratings, Report } from "#shared/appraisals/model.ts";
import {
  bulkRatings,
  checkCloseWithoutReport,
  checkFinal,
  checkReport,
  checkWithdraw,
  type FinalContext,
  identicalTexts,
  outcomeOf,
  overallResultHint,
  repeatedTextVerdicts,
  suggestedResultRating,
} from "#shared/appraisals/rules.ts";
import type { AppraisalVerdictCode } from "#shared/appraisals/verdicts.ts";
import { behaviourValues } from "#shared/plans/berakhlak.ts";
import type { ResultKind } from "#shared/plans/model.ts";
import { isBlocked, type Verdict } from "#shared/platform/verdict.ts";
import {
  finalContext,
  plannedResult,
  planOf,
  ratingsOf,
  reportOn,
  resultId,
} from "#test/support/appraisal-samples.ts";

const plan = planOf([plannedResult(1), plannedResult(2), plannedResult(3, { kind: "additional" })]);
const codesOf = (verdicts: readonly Verdict[]) => verdicts.map((verdict) => verdict.code);
const finalCodes = (
  ratings: Ratings,
  context: FinalContext = finalContext(plan),
  origin: "individual" | "bulk" = "individual",
) => codesOf(checkFinal({ origin, ratings }, context));

const reason = "Empat dari lima hasil melampaui target.";
const onEvidence = { kind: "evidence", result: resultId(1), key: "b1" } as const;
const onFeedback = { kind: "feedback", id: "fb-1" } as const;

describe("a rating becomes final", () => {
  test("with both in the middle, one strength and one thing to improve", () => {
    expect(finalCodes(ratingsOf())).toEqual([]);
  });

  test.each([
    ["evidence of the report", onEvidence],
    ["recorded feedback", onFeedback],
    ["a document that the appraiser names", { kind: "document", title: "Berita acara", url: null }],
  ] as const)("off the middle with a reason and %s", (_words, basis) => {
    expect(finalCodes(ratingsOf({ behaviour: { rating: "above", reason, basis: [basis] } }))).toEqual([]);
  });

  const blocked: [string, AppraisalVerdictCode, Ratings, Partial<FinalContext>?][] = [
    ["before the plan is approved", "appraisal.no-plan", ratingsOf(), { plan: null }],
    ["before the employee has reported", "appraisal.no-report", ratingsOf(), { report: null }],
    [
      "before the organisation predicate is set",
      "appraisal.organisation-predicate-missing",
      ratingsOf(),
      { organisation: { unit: "Bina Marga", predicate: null } },
    ],
    [
      "without a rating of behaviour",
      "appraisal.rating-missing",
      ratingsOf({ behaviour: { rating: null, reason: "", basis: [] } }),
    ],
    [
      "above expectation without a reason",
      "appraisal.reason-missing",
      ratingsOf({ result: { rating: "above", reason: "", basis: [onEvidence] } }),
    ],
    [
      "below expectation with a reason that says nothing",
      "appraisal.reason-missing",
      ratingsOf({ behaviour: { rating: "below", reason: "kurang…!!!", basis: [onFeedback] } }),
    ],
    [
      "above expectation without evidence or feedback",
      "appraisal.basis-missing",
      ratingsOf({ result: { rating: "above", reason, basis: [] } }),
    ],
    [
      "on evidence that is not in the report",
      "appraisal.basis-unknown",
      ratingsOf({ result: { rating: "above", reason, basis: [{ ...onEvidence, key: "b9" }] } }),
    ],
    [
      "on feedback that was not recorded",
      "appraisal.basis-unknown",
      ratingsOf({ result: { rating: "above", reason, basis: [{ kind: "feedback", id: "fb-9" }] } }),
    ],
    [
      "with a single value below, without a word",
      "appraisal.reason-missing",
      ratingsOf({ behaviours: [{ value: "loyal", rating: "below", note: "" }] }),
    ],
    [
      "about a result of another plan",
      "appraisal.unknown-subject",
      ratingsOf({ results: [{ result: resultId(9), rating: "meets", note: "" }] }),
    ],
    ["without a strength", "appraisal.strength-missing", ratingsOf({ strengths: [" . "] })],
    ["without something to improve", "appraisal.improvement-missing", ratingsOf({ improvements: [] })],
    [
      "for the head of a unit, other than the unit's achievement",
      "appraisal.head-rating",
      ratingsOf(),
      { headsUnit: true, organisation: { unit: "Bina Marga", predicate: "exceptional" } },
    ],
  ];
  test.each(blocked)("never %s", (_words, code, ratings, over) => {
    const verdicts = checkFinal({ origin: "individual", ratings }, finalContext(plan, over));
    expect(codesOf(verdicts)).toEqual([code]);
    expect(isBlocked(verdicts)).toBe(true);
  });

  test("never from a bulk rating that was not confirmed for this person", () => {
    expect(finalCodes(ratingsOf(), finalContext(plan), "bulk")).toEqual(["appraisal.bulk-unconfirmed"]);
  });

  test("on one of several pieces of evidence of its own result, not of another", () => {
    const report = reportOn(plan);
    report.realisations[1]?.evidence.push({
      kind: "note",
      key: "b2",
      title: "Catatan",
      text: "Piket dibagi",
    });
    const on = (result: number, key: string) =>
      finalCodes(
        ratingsOf({
          result: { rating: "above", reason, basis: [{ kind: "evidence", result: resultId(result), key }] },
        }),
        finalContext(plan, { report }),
      );
    expect(on(2, "b2")).toEqual([]);
    expect(on(2, "b1")).toEqual([]);
    expect(on(1, "b2")).toEqual(["appraisal.basis-unknown"]);
  });

  test("with a reason of twelve letters, not of eleven", () => {
    const because = (text: string) =>
      finalCodes(ratingsOf({ result: { rating: "above", reason: text, basis: [onEvidence] } }));
    expect(because("tepat waktu 1!")).toEqual(["appraisal.reason-missing"]);
    expect(because("tepat waktu 12")).toEqual([]);
  });

  test("with single ratings covered by the whole's reason where they agree with it", () => {
    const results = [{ result: resultId(1), rating: "above", note: "" }] as const;
    const whole = ratingsOf({
      result: { rating: "above", reason, basis: [onEvidence] },
      results: [...results],
    });
    expect(finalCodes(whole)).toEqual([]);
    expect(finalCodes(ratingsOf({ results: [...results] }))).toEqual(["appraisal.reason-missing"]);
  });

  test("for the head of a unit, whose achievement is reason enough", () => {
    const context = finalContext(plan, {
      headsUnit: true,
      organisation: { unit: "Bina Marga", predicate: "exceptional" },
    });
    expect(finalCodes(ratingsOf({ result: { rating: "above", reason: "", basis: [] } }), context)).toEqual(
      [],
    );
  });

  test("every refusal has a sentence without open placeholders in both languages", () => {
    const verdicts = blocked.flatMap(([, , ratings, over]) =>
      checkFinal({ origin: "bulk", ratings }, finalContext(plan, over)),
    );
    for (const text of verdicts.map(appraisalVerdictText)) expect(text.id + text.en).not.toMatch(/\{\w+\}/);
  });
});

describe("no bare rating", () => {
  const judgement = fc.record({
    rating: fc.constantFrom(...ratings, null),
    reason: fc.constantFrom("", "ok", reason),
    basis: fc.subarray([onEvidence, onFeedback]),
  });

  test("whatever is sent, a final rating off the middle has its reason and its evidence or feedback", () => {
    fc.assert(
      fc.property(judgement, judgement, (result, behaviour) => {
        const isFinal = !isBlocked(
          checkFinal({ origin: "individual", ratings: ratingsOf({ result, behaviour }) }, finalContext(plan)),
        );
        const isComplete = [result, behaviour].every(
          (one) =>
            one.rating === "meets" || (one.rating !== null && one.reason === reason && one.basis.length > 0),
        );
        expect(isFinal).toBe(isComplete);
      }),
    );
  });
});

type Item = { kind: ResultKind; rating: Rating | null };
const items = (pattern: string): Item[] =>
  pattern.split("").map((letter) => ({
    kind: letter === letter.toUpperCase() ? "main" : "additional",
    rating: letter.toUpperCase() === "A" ? "above" : letter.toUpperCase() === "B" ? "below" : "meets",
  }));

describe("the criteria of the overall result (capitals: main results; A above, M meets, B below)", () => {
  test.each([
    ["AAAAM", "above", "most above, no main one below"],
    ["AAAb", "above", "an additional one below does not count"],
    ["AAAB", "meets", "one main below is a small part, the rest at least as expected"],
    ["MMMMB", "meets", "a small part of main results below"],
    ["AAMM", "meets", "half above is not most"],
    ["BBBM", "below", "most below"],
    ["BBB", "below", "all below"],
    ["MMbb", null, "half below is no longer most at least as expected, though no main one is"],
    ["BBMMM", "meets", "two of five main results below are still a small part"],
    ["BBMM", null, "half and half: the criteria are silent"],
    ["", null, "nothing rated"],
  ] as const)("%s suggests %s: %s", (pattern, rating, _words) => {
    expect(suggestedResultRating(items(pattern))).toBe(rating);
  });

  test("are silent while a result is not rated", () => {
    expect(suggestedResultRating([...items("AAA"), { kind: "main", rating: null }])).toBeNull();
  });

  test("do not depend on the order of results", () => {
    const item = fc.record({
      kind: fc.constantFrom<ResultKind>("main", "additional"),
      rating: fc.constantFrom<Rating>(...ratings),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (list) => {
        expect(suggestedResultRating([...list].reverse())).toBe(suggestedResultRating(list));
      }),
    );
  });
});

describe("a chosen overall result that the criteria do not carry is questioned with the figures", () => {
  const rated = (
    chosen: Rating,
    ...singles: [Rating, Rating, Rating]
  ): Pick<Ratings, "result" | "results"> => ({
    result: { rating: chosen, reason, basis: [] },
    results: singles.map((rating, at) => ({ result: resultId(at + 1), rating, note: reason })),
  });

  // Results 1 and 2 are main ones, 3 is additional.
  test.each<[string, Pick<Ratings, "result" | "results">, AppraisalVerdictCode[]]>([
    [
      "Di Atas with a main result below",
      rated("above", "above", "below", "above"),
      ["appraisal.above-main-below"],
    ],
    ["Di Atas with few above", rated("above", "above", "meets", "meets"), ["appraisal.above-not-most"]],
    ["Di Atas as it should be", rated("above", "above", "above", "below"), []],
    [
      "Sesuai with half the main ones below",
      rated("meets", "meets", "below", "meets"),
      ["appraisal.meets-main-below"],
    ],
    [
      "Sesuai with most below",
      rated("meets", "below", "below", "meets"),
      ["appraisal.meets-main-below", "appraisal.meets-not-most"],
    ],
    [
      "Sesuai where Di Atas is earned",
      rated("meets", "above", "above", "meets"),
      ["appraisal.could-be-above"],
    ],
    ["Di Bawah with few below", rated("below", "below", "meets", "meets"), ["appraisal.below-not-most"]],
    ["Di Bawah as it should be", rated("below", "below", "below", "meets"), []],
  ])("%s", (_words, ratings, codes) => {
    const hints = overallResultHint(ratings, plan);
    expect(codesOf(hints)).toEqual(codes);
    expect(isBlocked(hints)).toBe(false);
  });

  test("the suggested rating itself is never questioned", () => {
    const single = fc.constantFrom<Rating>(...ratings);
    fc.assert(
      fc.property(single, single, single, (a, b, c) => {
        const suggested = suggestedResultRating([
          { kind: "main", rating: a },
          { kind: "main", rating: b },
          { kind: "additional", rating: c },
        ]);
        fc.pre(suggested !== null);
        expect(overallResultHint(rated(suggested ?? "meets", a, b, c), plan)).toEqual([]);
      }),
    );
  });
});

describe("a report", () => {
  const empty = { reached: {}, text: "", evidence: [], obstacles: "" };
  const full = reportOn(plan).realisations;
  const [first, ...others] = full;
  if (!first) throw new Error("the sample report is empty");

  test.each([
    ["a reached value", { reached: { waktu: { kind: "number", value: "41" } } }],
    ["a text", { text: "Selesai" }],
    ["an obstacle", { obstacles: "Alat rusak" }],
    ["a piece of evidence", { evidence: first.evidence }],
  ] as const)("on one result, with nothing but %s, is a report", (_what, over) => {
    const realisations = [
      { result: resultId(1), ...empty, ...structuredClone(over) },
      { result: resultId(2), ...empty },
    ];
    const verdicts = checkReport({ realisations } as Report, plan);
    expect(isBlocked(verdicts)).toBe(false);
    const missing = verdicts.filter((verdict) => verdict.code === "report.realisation-missing");
    expect(missing.map((verdict) => verdict.values["result"])).toEqual([2, 3]);
  });

  test("on every result with evidence has no finding", () => {
    expect(checkReport({ realisations: full }, plan)).toEqual([]);
  });

  test.each<[string, Report["realisations"], AppraisalVerdictCode[], boolean]>([
    ["without content is refused", [{ result: resultId(1), ...empty }], ["report.empty"], true],
    [
      "on a result of another plan is refused",
      [...full, { ...first, result: resultId(9) }],
      ["report.unknown-result"],
      true,
    ],
    [
      "on an indicator of another plan is refused",
      [{ ...first, reached: { lain: { kind: "number", value: "1" } } }, ...others],
      ["report.unknown-result"],
      true,
    ],
    ["naming a result twice is refused", [...full, first], ["report.repeated"], true],
    ["that leaves a result out is questioned", others, ["report.realisation-missing"], false],
    [
      "without evidence is questioned",
      [{ ...first, evidence: [] }, ...others],
      ["report.evidence-missing"],
      false,
    ],
    [
      "of obstacles alone is a report",
      [{ result: resultId(1), ...empty, obstacles: "Alat rusak" }, ...others],
      ["report.evidence-missing"],
      false,
    ],
  ])("%s", (_words, realisations, codes, blocks) => {
    const verdicts = checkReport({ realisations }, plan);
    expect(codesOf(verdicts)).toEqual(codes);
    expect(isBlocked(verdicts)).toBe(blocks);
  });
});

describe("the outcome", () => {
  const two = (result: Rating | null, behaviour: Rating | null) =>
    ratingsOf({
      result: { rating: result, reason, basis: [] },
      behaviour: { rating: behaviour, reason, basis: [] },
    });

  test("is provisional for an internal (semester) evaluation and official otherwise", () => {
    expect(outcomeOf("internal", two("above", "meets"))).toEqual({ predicate: "good", isProvisional: true });
    expect(outcomeOf("periodic", two("above", "meets"))).toEqual({ predicate: "good", isProvisional: false });
    expect(outcomeOf("annual", two("above", "above"))).toEqual({
      predicate: "very-good",
      isProvisional: false,
    });
  });

  test("does not exist before both ratings do", () => {
    expect(outcomeOf("annual", two("above", null))).toBeNull();
    expect(outcomeOf("annual", two(null, "meets"))).toBeNull();
  });
});

describe("texts used for several people", () => {
  const person = (subject: string, strength: string) => ({
    subject,
    ratings: ratingsOf({ strengths: [strength], improvements: [`Untuk ${subject}`] }),
  });

  test("are pointed out whatever their case, spaces and punctuation", () => {
    const found = identicalTexts([
      person("a", "Tepat waktu."),
      person("b", "tepat  WAKTU"),
      person("c", "Teliti"),
    ]);
    expect(found).toEqual([{ text: "Tepat waktu.", subjects: ["a", "b"] }]);
    const [verdict] = repeatedTextVerdicts(found);
    expect(verdict && appraisalVerdictText(verdict).id).toContain("“Tepat waktu.” dipakai untuk 2 orang");
  });

  test("come most repeated first", () => {
    const found = identicalTexts([
      ...["a", "b"].map((subject) => person(subject, "Tepat waktu")),
      ...["c", "d", "e"].map((subject) => person(subject, "Teliti")),
    ]);
    expect(found.map(({ subjects }) => subjects)).toEqual([
      ["c", "d", "e"],
      ["a", "b"],
    ]);
  });

  test("repeated for one person are that person's own", () => {
    const twice = { subject: "a", ratings: ratingsOf({ strengths: ["Teliti", "Teliti"] }) };
    expect(identicalTexts([twice])).toEqual([]);
  });

  test("empty ones do not count", () => {
    expect(identicalTexts([person("a", ""), person("b", "…")])).toEqual([]);
  });
});

describe("a bulk rating", () => {
  test("is everything in the middle, and a draft that says so", () => {
    const ratings = bulkRatings(plan, behaviourValues);
    expect(ratings.results).toHaveLength(3);
    expect(ratings.behaviours).toHaveLength(7);
    expect(finalCodes(ratings, finalContext(plan), "bulk")).toEqual([
      "appraisal.bulk-unconfirmed",
      "appraisal.strength-missing",
      "appraisal.improvement-missing",
    ]);
  });
});

test("a result may be withdrawn only before it is read", () => {
  expect(checkWithdraw({ readAt: null })).toEqual([]);
  expect(codesOf(checkWithdraw({ readAt: "2027-01-25T02:00:00.000Z" }))).toEqual(["appraisal.already-read"]);
});

test("“belum ada laporan” waits until no report can arrive any more, and names that moment", () => {
  const until = { id: "Jumat, 15 Januari 2027", en: "Friday, 15 January 2027" };
  expect(checkCloseWithoutReport({ mayArrive: false, until })).toEqual([]);
  const [verdict] = checkCloseWithoutReport({ mayArrive: true, until });
  expect(verdict && appraisalVerdictText(verdict).id).toContain("sampai Jumat, 15 Januari 2027");
});
