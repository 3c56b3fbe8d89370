import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain, rulesCited } from "#shared/appraisals/explanation.ts";
import { predicateOf, type Rating, ratings } from "#shared/appraisals/matrix.ts";
import { Explanation } from "#shared/appraisals/model.ts";
import {
  finalOf,
  plannedResult,
  planOf,
  ratingsOf,
  reportOn,
  resultId,
} from "#test/support/appraisal-samples.ts";

const plan = planOf([plannedResult(1, { text: "Laporan jalan berlubang" }), plannedResult(2)]);
const context = { plan, feedback: new Map([["fb-1", "Membagi piket tanpa diminta."]]), feedbackCount: 3 };
const reason = "Waktu tanggap tujuh jam lebih cepat.";
const rated = (result: Rating, behaviour: Rating) =>
  ratingsOf({
    result: { rating: result, reason, basis: [{ kind: "evidence", result: resultId(1), key: "b1" }] },
    behaviour: { rating: behaviour, reason, basis: [{ kind: "feedback", id: "fb-1" }] },
    behaviours: [{ value: "collaborative", rating: "above", note: "Membagi piket" }],
    results: [
      { result: resultId(1), rating: "above", note: "Tujuh jam lebih cepat" },
      { result: resultId(2), rating: "meets", note: "" },
    ],
  });

const shown = explain(finalOf(plan, rated("above", "meets")), context);
const [evidence, judgements, matrix, rule, words] = shown.steps;

describe("“Mengapa Baik?”", () => {
  test("asks with the predicate, and says the equation", () => {
    expect(shown.question.id).toBe("Mengapa Baik?");
    expect([shown.equation.result.id, shown.equation.behaviour.id, shown.equation.predicate.id]).toEqual([
      "Di Atas",
      "Sesuai",
      "Baik",
    ]);
  });

  test("goes from evidence to ratings, matrix, rule and words, in this order", () => {
    expect(shown.steps.map((step) => [step.number, step.kind])).toEqual([
      [1, "evidence"],
      [2, "ratings"],
      [3, "matrix"],
      [4, "rule"],
      [5, "words"],
    ]);
  });

  test("1: shows each result's baseline, target and reached value with its evidence", () => {
    expect(evidence.summary.id).toBe("2 bukti untuk 2 hasil kerja");
    expect(evidence.results[0]).toMatchObject({
      text: "Laporan jalan berlubang",
      rating: { id: "Di Atas" },
      note: "Tujuh jam lebih cepat",
      measures: [
        {
          text: { id: "Waktu tanggap laporan jalan, awal 72, target paling lama 48 jam, tercapai 41 jam" },
          standing: "better",
        },
      ],
      evidence: [{ title: "Register aduan" }],
    });
  });

  test("2: gives each rating its reason, what it rests on, and the criterion", () => {
    expect(judgements.result.summary.id).toBe(
      "1 dari 2 hasil kerja di atas ekspektasi, 1 sesuai, tidak ada hasil kerja utama di bawah.",
    );
    expect(judgements.result.criterion?.id).toContain("tidak ada hasil kerja utama di bawahnya");
    expect(judgements.result.basis[0]?.id).toBe("Bukti pada “Laporan jalan berlubang”");
    expect(judgements.behaviour.basis[0]?.id).toBe("Membagi piket tanpa diminta.");
    expect(judgements.behaviour.summary.id).toBe("1 nilai BerAKHLAK, 3 umpan balik tercatat.");
    expect(judgements.values).toEqual([
      {
        value: "collaborative",
        name: { id: "Kolaboratif", en: "Collaborative (Kolaboratif)" },
        rating: { id: "Di Atas", en: "Above" },
        note: "Membagi piket",
      },
    ]);
  });

  test("3: lights the cell where row and column meet, best row on top", () => {
    expect(matrix.rows.map((row) => row.map((cell) => cell.mark))).toEqual([
      ["path", "lit", "path"],
      ["plain", "path", "plain"],
      ["plain", "path", "plain"],
    ]);
    expect(matrix.rows[0]?.map((cell) => cell.label.id)).toEqual(["Kurang", "Baik", "Sangat Baik"]);
  });

  test("3: says what would have changed it, and what would not", () => {
    expect(matrix.changes.map((change) => change.text.id)).toEqual([
      "Bila hasil kerja dinilai Di Bawah Ekspektasi, predikatnya menjadi Butuh Perbaikan.",
      "Bila hasil kerja dinilai Sesuai Ekspektasi, predikatnya tetap Baik.",
      "Bila perilaku kerja dinilai Di Bawah Ekspektasi, predikatnya menjadi Kurang.",
      "Bila perilaku kerja dinilai Di Atas Ekspektasi, predikatnya menjadi Sangat Baik.",
    ]);
  });

  test("4: cites the rules in force in the appraised period", () => {
    expect(rule.rules.map((one) => one.citation)).toEqual(["PermenPANRB 6/2022", "SE MenPANRB 3/2023"]);
    expect(rulesCited({ to: "2021-12-31" }).map((one) => one.rule.id)).toEqual(["permenpanrb-8-2021"]);
    expect(rulesCited({ to: "2022-12-31" }).map((one) => one.rule.id)).toEqual(["permenpanrb-6-2022"]);
  });

  test("5: ends with the appraiser's own words", () => {
    expect([words.strengths, words.improvements]).toEqual([
      ["Tanggap laporan turun dari 72 ke 41 jam."],
      ["Kabari pelapor sebelum pekerjaan dimulai."],
    ]);
  });
});

describe("the summary of the results", () => {
  const three = planOf([plannedResult(1), plannedResult(2), plannedResult(3, { kind: "additional" })]);
  const summary = (...given: Rating[]) => {
    const results = given.map((rating, at) => ({ result: resultId(at + 1), rating, note: "" }));
    const evaluation = finalOf(three, { ...rated("meets", "meets"), results, behaviours: [] });
    return explain(evaluation, { ...context, plan: three }).steps[1];
  };

  test.each<[string, Rating[]]>([
    [
      "2 dari 3 hasil kerja di atas ekspektasi, 0 sesuai, 1 hasil kerja utama di bawah.",
      ["above", "below", "above"],
    ],
    [
      "0 dari 3 hasil kerja di atas ekspektasi, 2 sesuai, tidak ada hasil kerja utama di bawah.",
      ["meets", "meets", "below"],
    ],
    ["Hasil kerja dinilai secara keseluruhan.", []],
  ])("%s", (text, given) => {
    expect(summary(...given).result.summary.id).toBe(text);
  });

  test("all seven values count where behaviour was rated as a whole", () => {
    expect(summary().behaviour.summary.id).toBe("7 nilai BerAKHLAK, 3 umpan balik tercatat.");
  });
});

test("each result stands with its own report, and one that was not reported says so", () => {
  const [first, second] = reportOn(plan).realisations;
  if (!first || !second) throw new Error("the sample report is empty");
  const report = { realisations: [{ ...second, text: "Kedua", obstacles: "Hujan" }] };
  const [step] = explain(finalOf(plan, rated("meets", "meets"), { report }), context).steps;
  expect(step.summary.id).toBe("1 bukti untuk 2 hasil kerja");
  expect(step.results.map((one) => [one.realisation, one.obstacles, one.evidence.length])).toEqual([
    ["", "", 0],
    ["Kedua", "Hujan", 1],
  ]);
  expect(step.results[0]?.measures[0]).toMatchObject({
    text: { id: "Waktu tanggap laporan jalan, awal 72, target paling lama 48 jam, belum dilaporkan" },
    standing: null,
  });
});

test("an internal evaluation says that its predicate is provisional and without number", () => {
  expect(shown.notes[0]?.id).toContain("Predikat ini sementara");
  const official = explain(
    finalOf(plan, rated("above", "meets"), { kind: "annual", isProvisional: false }),
    context,
  );
  expect(official.notes.map((note) => note.id)).toEqual(["“Telah menerima” tidak berarti menyetujui."]);
});

test("the head of a unit reads that the unit's achievement is their work result", () => {
  const head = explain(finalOf(plan, rated("meets", "meets"), { headsUnit: true }), context);
  expect(head.steps[1].result.summary.id).toBe(
    "Anda memimpin unit: capaian unit (Baik) adalah rating hasil kerja Anda.",
  );
  expect(head.steps[1].result.criterion).toBeNull();
});

test("a feedback that the reader may not see is named, not shown", () => {
  const hidden = explain(finalOf(plan, rated("above", "meets")), { ...context, feedback: new Map() });
  expect(hidden.steps[1].behaviour.basis[0]?.id).toBe("Umpan balik yang tercatat");
});

test("without both ratings there is nothing to explain", () => {
  const half = ratingsOf({ behaviour: { rating: null, reason: "", basis: [] } });
  expect(() => explain(finalOf(plan, half), context)).toThrow(TypeError);
});

test("whatever the ratings, the lit cell is the predicate, every text is filled, and the answer fits its shape", () => {
  const rating = fc.constantFrom(...ratings);
  fc.assert(
    fc.property(rating, rating, (result, behaviour) => {
      const explanation = explain(finalOf(plan, rated(result, behaviour)), context);
      const lit = explanation.steps[2].rows.flat().filter((cell) => cell.mark === "lit");
      expect(lit.map((cell) => cell.predicate)).toEqual([predicateOf(result, behaviour)]);
      expect(JSON.stringify(explanation)).not.toMatch(/\{\w+\}/);
      expect(Explanation.parse(explanation)).toEqual(explanation);
    }),
  );
});
