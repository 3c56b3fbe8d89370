import { describe, expect, test } from "vitest";
import { Report, SaveRatings, SaveReport } from "#shared/appraisals/model.ts";
import { plannedResult, planOf, ratingsOf, reportOn, resultId } from "#test/support/appraisal-samples.ts";

const report = reportOn(planOf([plannedResult(1)]));
const withEvidence = (evidence: object) => ({
  version: 0,
  report: { realisations: [{ result: resultId(1), evidence: [evidence] }] },
});

describe("what employees and appraisers send", () => {
  test("may be as short as a result with one piece of evidence, or two ratings not chosen yet", () => {
    const link = { kind: "link", key: "b1", title: "Register", url: "https://contoh.go.id/a" };
    const saved = SaveReport.parse(withEvidence(link));
    expect(saved.report.realisations[0]).toMatchObject({ text: "", obstacles: "", reached: {} });
    const ratings = SaveRatings.parse({ version: 0, ratings: { result: {}, behaviour: {} } }).ratings;
    expect(ratings).toMatchObject({ result: { rating: null, basis: [] }, strengths: [] });
  });

  test.each([
    ["javascript:alert(1)"],
    ["data:text/html,x"],
    ["file:///etc/passwd"],
    ["ftp://contoh.go.id/a"],
    ["tanpa skema"],
  ])("is refused with a link to %s", (url) => {
    expect(SaveReport.safeParse(withEvidence({ kind: "link", key: "b1", title: "x", url })).success).toBe(
      false,
    );
  });

  test.each([
    ["beside the ratings", { version: 0, ratings: ratingsOf(), predicate: "very-good" }],
    ["in a rating", { version: 0, ratings: { ...ratingsOf(), result: { rating: "meets", weight: 2 } } }],
    ["that is no rating", { version: 0, ratings: { ...ratingsOf(), result: { rating: "excellent" } } }],
    ["that is a predicate", { version: 0, ratings: { ...ratingsOf(), result: { rating: "good" } } }],
  ])("is refused with an undeclared field or word %s", (_where, body) => {
    expect(SaveRatings.safeParse(body).success).toBe(false);
  });

  test("is refused with an undeclared field inside a reached value", () => {
    const realisation = {
      result: resultId(1),
      reached: { waktu: { kind: "number", value: "41", verified: true } },
    };
    expect(SaveReport.safeParse({ version: 0, report: { realisations: [realisation] } }).success).toBe(false);
  });
});

test("what is stored loses undeclared fields and keeps everything else", () => {
  const [realisation] = report.realisations;
  expect(Report.parse({ realisations: [{ ...realisation, verifiedBy: "x" }] })).toEqual(report);
});
