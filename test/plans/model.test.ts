import { describe, expect, test } from "vitest";
import { behaviourValues, berakhlak } from "#shared/plans/berakhlak.ts";
import { PlanContent, SavePlanFrame, SaveResultDraft } from "#shared/plans/model.ts";
import { dayText, measureText, numberText, targetText } from "#shared/plans/wording.ts";
import { indicator, plannedResult, planOf, resultId } from "#test/support/appraisal-samples.ts";

const smallest = {
  version: 0,
  order: 1,
  result: {
    id: resultId(1),
    kind: "main",
    text: "Jalan berlubang ditangani",
    indicators: [{ key: "a", text: "Waktu" }],
  },
};

describe("what clients send", () => {
  test("may leave out what is not decided yet", () => {
    const saved = SaveResultDraft.parse(smallest);
    expect(saved.result.indicators[0]).toMatchObject({
      target: null,
      unit: "",
      direction: null,
      family: null,
    });
  });

  test.each([
    ["at the top", { ...smallest, approved: true }],
    ["in the result", { ...smallest, result: { ...smallest.result, weight: 40 } }],
    [
      "in an indicator",
      { ...smallest, result: { ...smallest.result, indicators: [{ key: "a", text: "", score: 1 }] } },
    ],
  ])("is refused with an undeclared field %s", (_where, body) => {
    expect(SaveResultDraft.safeParse(body).success).toBe(false);
  });

  test.each([
    ["a number that is no decimal", { target: { kind: "number", value: "1e3" } }],
    ["a day that is none", { target: { kind: "date", day: "2026-02-30" } }],
    ["a text beyond its limit", { text: "a".repeat(501) }],
    ["a control character", { text: "a\u0000b" }],
    ["a line break in a unit", { unit: "jam\nkerja" }],
  ])("is refused with %s", (_what, over) => {
    const result = { ...smallest.result, indicators: [{ key: "a", text: "Waktu", ...over }] };
    expect(SaveResultDraft.safeParse({ ...smallest, result }).success).toBe(false);
  });

  test("is trimmed and composed, so that equal texts are equal bytes", () => {
    const saved = SaveResultDraft.parse({
      ...smallest,
      result: { ...smallest.result, text: "  cafe\u0301 " },
    });
    expect(saved.result.text).toBe("caf\u00e9");
  });

  test("names behaviour values of the seven only", () => {
    const frame = (expectations: object) => ({
      version: 0,
      frame: { approach: "quantitative", expectations },
    });
    expect(SavePlanFrame.safeParse(frame({ loyal: "Hadir tepat waktu" })).success).toBe(true);
    expect(SavePlanFrame.safeParse(frame({ obedient: "x" })).success).toBe(false);
  });
});

test("what is stored loses undeclared fields and keeps everything else", () => {
  const plan = planOf([plannedResult(1)]);
  expect(PlanContent.parse({ ...plan, results: [{ ...plan.results[0], secret: 1 }] })).toEqual(plan);
});

describe("BerAKHLAK", () => {
  test("has the seven values in their order, each with three guides", () => {
    expect(behaviourValues.map((value) => berakhlak[value].name.id)).toEqual([
      "Berorientasi Pelayanan",
      "Akuntabel",
      "Kompeten",
      "Harmonis",
      "Loyal",
      "Adaptif",
      "Kolaboratif",
    ]);
    for (const value of behaviourValues) expect(new Set(berakhlak[value].guides).size).toBe(3);
  });
});

describe("targets in words", () => {
  test.each([
    ["lower is better in time", {}, "paling lama 48 jam", "within 48 jam"],
    ["lower is better", { aspect: "quality" as const }, "paling banyak 48 jam", "at most 48 jam"],
    [
      "higher is better",
      { direction: "maximise" as const, target: { kind: "number" as const, value: "1200.5" }, unit: "orang" },
      "paling sedikit 1.200,5 orang",
      "at least 1,200.5 orang",
    ],
    [
      "a range",
      { target: { kind: "range" as const, from: "60", to: "85" }, unit: "persen" },
      "60–85 persen",
      "60–85 persen",
    ],
    [
      "a day",
      { target: { kind: "date" as const, day: "2026-12-31" } },
      "paling lambat 31 Desember 2026",
      "by 31 December 2026",
    ],
    ["none", { target: null }, "belum bertarget", "no target yet"],
  ])("%s", (_words, over, id, en) => {
    expect(targetText(indicator(over))).toEqual({ id, en });
  });

  test.each([
    ["1234567.25", "1.234.567,25", "1,234,567.25"],
    ["-1200", "-1.200", "-1,200"],
    ["0.5", "0,5", "0.5"],
    ["999", "999", "999"],
  ])("%s is written %s and %s", (value, id, en) => {
    expect(numberText(value)).toEqual({ id, en });
  });

  test("a day is written without leading zero, a text as it stands", () => {
    expect(dayText("2027-02-08").id).toBe("8 Februari 2027");
    expect(measureText({ kind: "text", text: "Selesai lebih awal" }, "jam").id).toBe("Selesai lebih awal");
  });
});
