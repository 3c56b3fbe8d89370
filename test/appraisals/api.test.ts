import { beforeEach, describe, expect, test } from "vitest";
import { implementation } from "#functions/appraisals/handlers.ts";
import { handler as onMilestones } from "#functions/appraisals/on-milestones.ts";
import { implementation as plans } from "#functions/plans/handlers.ts";
import type { Ratings, Report } from "#shared/appraisals/model.ts";
import { organisationRatingEntity } from "#shared/appraisals/organisation-item.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { readEvaluationFile } from "#shared/appraisals/store.ts";
import type { Part, PartEvaluation } from "#shared/cycles/part.ts";
import { unitEntity } from "#shared/people/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import type { Milestone } from "#shared/platform/milestones.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { counterAttributes, tallyEntity } from "#shared/reports/store.ts";
import { countersOf } from "#shared/reports/tally.ts";
import { plannedResult, planOf, ratingsOf, reportOn, resultId } from "#test/support/appraisal-samples.ts";
import { planAndApprove } from "#test/support/hot-operations.ts";
import { handBodies } from "#test/support/outbox.ts";
import { pending } from "#test/support/schedule.ts";
import { auditedActions, during, newWork, putPart, type Work } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([plans, implementation]);
const results = [plannedResult(1), plannedResult(2)];
const report = reportOn(planOf(results));

/** A part with an approved plan, on a day of the appraisal window. */
async function appraisable(over: Partial<Part> = {}): Promise<Work> {
  const work = await newWork(world, over);
  await planAndApprove(world, work);
  await world
    .table(work.agency)
    .write([world.table(work.agency).create(unitEntity, { id: work.part.unit, name: "Bina Marga" })]);
  world.travelTo(during.appraisal);
  return work;
}

/** Puts the part's unit below a new one. */
async function officeAbove(work: Work): Promise<Id<"unit">> {
  const table = world.table(work.agency);
  const office = newId("unit", Date.now());
  const unit = await table.get(unitEntity, { id: work.part.unit });
  if (unit === undefined) throw new Error("no unit");
  await table.write([
    table.create(unitEntity, { id: office, name: "Dinas" }),
    table.replace(unitEntity, unit, { id: unit.id, name: unit.name, parent: office }),
  ]);
  return office;
}

const at = (work: Work) => ({ ...work.params, evaluationId: work.evaluation });

const saveReport = async (work: Work, content: Report = report, version = 0) =>
  (
    await world.call(appraisalRoutes.saveReport, {
      as: work.employee,
      params: at(work),
      body: { version, report: content },
    })
  ).body;

const sendReport = async (work: Work) => {
  const { version } = await saveReport(work);
  const call = { as: work.employee, params: at(work), body: { version } };
  return (await world.call(appraisalRoutes.submitReport, call)).body;
};

const saveRatings = async (work: Work, ratings: Ratings = ratingsOf(), version = 0) =>
  (
    await world.call(appraisalRoutes.saveRatings, {
      as: work.appraiser,
      params: at(work),
      body: { version, ratings },
    })
  ).body;

const setPredicate = async (work: Work, unit: Id<"unit"> = work.part.unit, version = 0) =>
  (
    await world.call(appraisalRoutes.setOrganisationPredicate, {
      as: work.admin,
      params: { cycleId: work.cycle.id, evaluationId: work.evaluation, unitId: unit },
      body: { version, predicate: "good", reason: "Keputusan pimpinan." },
    })
  ).body;

const submission = (work: Work, version: number) => ({
  as: work.appraiser,
  params: at(work),
  body: { version },
});
const makeFinal = async (work: Work, version: number) =>
  (await world.call(appraisalRoutes.submitEvaluation, submission(work, version))).body;

/** Everything until a final result. */
async function finished(ratings: Ratings = ratingsOf(), over: Partial<Part> = {}) {
  const work = await appraisable(over);
  await sendReport(work);
  await setPredicate(work);
  const draft = await saveRatings(work, ratings);
  return { work, page: await makeFinal(work, draft.version) };
}

const readAs = async (work: Work, as: Actor) =>
  (await world.call(appraisalRoutes.readEvaluation, { as, params: at(work) })).body;

const actionBy = (work: Work, as: Actor) => ({ as, params: at(work) });

describe("the employee's report", () => {
  test("is a draft of the employee's alone until it is sent", async () => {
    const work = await appraisable();
    await saveReport(work);
    for (const as of [work.appraiser, work.admin]) {
      const page = await readAs(work, as);
      expect(page).toMatchObject({ reportDraft: null, report: null, state: "not-started" });
      expect(JSON.stringify(page)).not.toContain("Register aduan");
    }
    expect((await readAs(work, work.employee)).reportDraft?.report).toEqual(report);
  });

  test("sent, waits for the appraiser, with a receipt and the plan that it reports on", async () => {
    const work = await appraisable();
    const page = await sendReport(work);
    expect(page).toMatchObject({ state: "reported", actions: ["retractReport"] });
    expect(page.report).toMatchObject({
      planVersion: 1,
      hash: contentDigest(report),
      receipt: `${work.part.id}-2`,
    });
    expect((await readAs(work, work.appraiser)).report?.report).toEqual(report);
    expect(await auditedActions(world, work)).toEqual(["plan.submit", "plan.approve", "evaluation.report"]);
  });

  test("empty is refused with what it lacks, and stays a draft", async () => {
    const work = await appraisable();
    const { version } = await saveReport(work, { realisations: [] });
    const call = { as: work.employee, params: at(work), body: { version } };
    const problem = await world.refusal(appraisalRoutes.submitReport, call);
    expect(problem).toMatchObject({ code: "report.incomplete", fields: [{ code: "report.empty" }] });
  });

  test("sends the draft that was read and no other", async () => {
    const work = await appraisable();
    const { version } = await saveReport(work);
    await saveReport(work, { realisations: report.realisations.slice(0, 1) }, version);
    const call = { as: work.employee, params: at(work), body: { version } };
    const problem = await world.refusal(appraisalRoutes.submitReport, call);
    expect(problem).toMatchObject({ code: "edit.conflict", current: { reportDraft: { version: 2 } } });
  });

  test("needs an approved plan", async () => {
    const work = await newWork(world);
    world.travelTo(during.appraisal);
    const { version } = await saveReport(work);
    const call = { as: work.employee, params: at(work), body: { version } };
    expect((await world.refusal(appraisalRoutes.submitReport, call)).code).toBe("appraisal.no-plan");
  });

  test("may be taken back until the appraiser has begun", async () => {
    const work = await appraisable();
    await sendReport(work);
    const back = await world.call(appraisalRoutes.retractReport, actionBy(work, work.employee));
    expect(back.body).toMatchObject({ state: "not-started", report: null, reportDraft: { version: 1 } });
    await world.call(appraisalRoutes.submitReport, {
      ...actionBy(work, work.employee),
      body: { version: 1 },
    });
    await saveRatings(work);
    const late = await world.refusal(appraisalRoutes.retractReport, actionBy(work, work.employee));
    expect(late).toMatchObject({
      code: "state.transition",
      title: expect.stringContaining("Draf penilaian"),
    });
  });

  test("late, is refused naming the window, and the draft stays", async () => {
    const work = await appraisable();
    const { version } = await saveReport(work);
    world.travelTo(during.afterAppraisal);
    const call = { as: work.employee, params: at(work), body: { version } };
    const problem = await world.refusal(appraisalRoutes.submitReport, call);
    expect(problem).toMatchObject({
      code: "window.closed",
      title: "Laporan pegawai Semester II 2026 sudah ditutup Jumat, 15 Januari 2027 pukul 23.59 WIB.",
    });
    expect((await readAs(work, work.employee)).reportDraft?.report).toEqual(report);
  });

  test("never sent, is closed as no report a day after its time is over, and may be opened again", async () => {
    const work = await appraisable();
    const early = await world.refusal(appraisalRoutes.closeWithoutReport, actionBy(work, work.appraiser));
    expect(early).toMatchObject({
      code: "report.window-open",
      title: expect.stringContaining("Sabtu, 16 Januari 2027 pukul 23.59 WIB"),
    });
    world.travelTo("2027-01-16T17:00:00.000Z");
    const closed = await world.call(appraisalRoutes.closeWithoutReport, actionBy(work, work.appraiser));
    expect(closed.body).toMatchObject({ state: "closed-without-report", actions: ["reopenReport"] });
    const opened = await world.call(appraisalRoutes.reopenReport, actionBy(work, work.appraiser));
    expect(opened.body.state).toBe("not-started");
  });
});

describe("ratings", () => {
  test("may be drafted before the report, and that leaves it waiting for the employee", async () => {
    const work = await appraisable();
    expect(await saveRatings(work)).toMatchObject({ version: 1, origin: "individual" });
    expect((await work.stored()).evaluations[work.evaluation]?.state).toBe("not-started");
    await sendReport(work);
    await saveRatings(work, ratingsOf(), 1);
    expect((await work.stored()).evaluations[work.evaluation]?.state).toBe("drafted");
  });

  test("drafted are never seen by the employee or by who oversees", async () => {
    const work = await appraisable();
    await sendReport(work);
    const secret = "Rahasia penilai yang belum ditetapkan";
    await saveRatings(work, ratingsOf({ strengths: [secret] }));
    for (const as of [work.employee, work.admin]) {
      const page = await readAs(work, as);
      expect(page).toMatchObject({ rater: null, final: null });
      expect(JSON.stringify(page)).not.toContain(secret);
    }
    expect((await readAs(work, work.appraiser)).rater?.draft?.ratings.strengths).toEqual([secret]);
  });

  test("of two devices at once keep the first, and the other gets the draft as it is", async () => {
    const work = await appraisable();
    await sendReport(work);
    const texts = ["satu", "dua", "tiga"];
    const answers = await Promise.allSettled(
      texts.map((text) => saveRatings(work, ratingsOf({ strengths: [text] }))),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const kept = (await readAs(work, work.appraiser)).rater?.draft;
    expect(kept?.version).toBe(1);
    const body = { version: 0, ratings: ratingsOf({ strengths: ["empat"] }) };
    const problem = await world.refusal(appraisalRoutes.saveRatings, {
      ...actionBy(work, work.appraiser),
      body,
    });
    expect(problem).toMatchObject({ code: "edit.conflict", current: { version: 1, ratings: kept?.ratings } });
  });

  test("whose answer was lost are answered again under their key, also the first ones", async () => {
    const work = await appraisable();
    await sendReport(work);
    const call = {
      ...actionBy(work, work.appraiser),
      body: { version: 0, ratings: ratingsOf() },
      headers: { "idempotency-key": "ratings-0001" },
    };
    const first = await world.call(appraisalRoutes.saveRatings, call);
    const again = await world.call(appraisalRoutes.saveRatings, call);
    expect(again.body).toEqual(first.body);
  });

  test("show what is missing, what the criteria suggest and where words were used for several people", async () => {
    const work = await appraisable();
    const colleague = await putPart(world, work.agency, work.cycle, {
      unit: work.part.unit,
      appraiser: work.part.appraiser,
      name: "Budi Santoso",
    });
    const singles = results.map(({ id }) => ({ result: id, rating: "above" as const, note: "" }));
    const ratings = ratingsOf({ results: singles, result: { rating: "above", reason: "", basis: [] } });
    await saveRatings(work, ratings);
    await saveRatings({ ...work, params: { ...work.params, partId: colleague.id } }, ratingsOf());
    const rater = (await readAs(work, work.appraiser)).rater;
    expect(rater?.suggestedResult).toBe("above");
    const codes = rater?.findings.map(({ code }) => code);
    expect(codes).toContain("appraisal.reason-missing");
    expect(codes).toContain("appraisal.organisation-predicate-missing");
    expect(codes).toContain("appraisal.text-repeated");
    expect(rater?.repeated[0]?.people.sort()).toEqual(["Budi Santoso", "Siti Aminah"]);
  });

  test("in bulk are drafts only: each is saved for its person before it can be final, and no draft is overwritten", async () => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const bare = await putPart(world, work.agency, work.cycle, {
      unit: work.part.unit,
      appraiser: work.part.appraiser,
    });
    const bulk = (as: Actor, parts: Part["id"][]) => ({
      as,
      params: { cycleId: work.cycle.id, evaluationId: work.evaluation },
      body: { parts },
    });
    const both = bulk(work.appraiser, [work.part.id, bare.id]);
    const first = await world.call(appraisalRoutes.draftInBulk, both);
    expect(first.body.items).toEqual([
      { part: work.part.id, outcome: "drafted" },
      { part: bare.id, outcome: "no-plan" },
    ]);
    const again = await world.call(appraisalRoutes.draftInBulk, bulk(work.appraiser, [work.part.id]));
    expect(again.body.items).toEqual([{ part: work.part.id, outcome: "kept" }]);
    const problem = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, 1));
    expect(problem.fields?.map((field) => field.code)).toContain("appraisal.bulk-unconfirmed");
    const saved = await saveRatings(work, ratingsOf(), 1);
    expect(await makeFinal(work, saved.version)).toMatchObject({ state: "submitted" });
    const stranger = world.actor({ agency: work.agency, employee: newId("employee", Date.now()) });
    const foreign = await world.refusal(appraisalRoutes.draftInBulk, bulk(stranger, [work.part.id]));
    expect(foreign.status).toBe(404);
  });

  test("are no longer saved once the result is final", async () => {
    const { work } = await finished();
    const body = { version: 1, ratings: ratingsOf() };
    const problem = await world.refusal(appraisalRoutes.saveRatings, {
      ...actionBy(work, work.appraiser),
      body,
    });
    expect(problem.code).toBe("state.transition");
  });
});

describe("the order of the period", () => {
  test("a rating is final only after the organisation predicate; the draft is kept", async () => {
    const work = await appraisable();
    await sendReport(work);
    const { version } = await saveRatings(work);
    const early = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, version));
    expect(early).toMatchObject({ code: "appraisal.organisation-first", status: 409 });
    expect((await readAs(work, work.appraiser)).rater?.draft?.version).toBe(version);
    await setPredicate(work);
    expect(await makeFinal(work, version)).toMatchObject({
      state: "submitted",
      final: { predicate: "good" },
    });
  });

  test("the nearest unit above that has a predicate governs", async () => {
    const work = await appraisable();
    const table = world.table(work.agency);
    const office = await officeAbove(work);
    const section = newId("unit", Date.now());
    await table.write([table.create(unitEntity, { id: section, name: "Seksi", parent: work.part.unit })]);
    await setPredicate(work, office);
    await sendReport(work);
    const { version } = await saveRatings(work);
    const page = await makeFinal(work, version);
    expect(page.final?.organisationPredicate).toBe("good");
    expect((await readAs(work, work.appraiser)).rater?.organisation).toMatchObject({
      name: "Bina Marga",
      predicate: "good",
    });
  });

  test("a predicate that changed while it was kept refuses once, and the next try has the new one", async () => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const { version } = await saveRatings(work);
    await readAs(work, work.appraiser);
    const table = world.table(work.agency);
    const ref = { cycleId: work.cycle.id, evaluationId: work.evaluation, unit: work.part.unit };
    const current = await table.get(organisationRatingEntity, ref);
    if (current === undefined) throw new Error("no predicate");
    await table.write([table.replace(organisationRatingEntity, current, { ...current, predicate: "poor" })]);
    const refused = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, version));
    expect(refused.code).toBe("edit.conflict");
    expect((await makeFinal(work, version)).final?.organisationPredicate).toBe("poor");
  });

  test("a predicate set elsewhere a moment ago counts, though predicates are kept for a minute", async () => {
    const work = await appraisable();
    await sendReport(work);
    const { version } = await saveRatings(work);
    expect((await readAs(work, work.appraiser)).rater?.organisation.predicate).toBeNull();
    const table = world.table(work.agency);
    const rating = {
      cycleId: work.cycle.id,
      evaluationId: work.evaluation,
      unit: work.part.unit,
      predicate: "good" as const,
      reason: "",
      setAt: during.appraisal,
      setBy: work.admin.member,
      onBehalf: false,
    };
    await table.write([table.create(organisationRatingEntity, rating)]);
    expect(await makeFinal(work, version)).toMatchObject({ state: "submitted" });
  });

  test("outside the appraisal window nothing becomes final", async () => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const { version } = await saveRatings(work);
    world.travelTo(during.afterAppraisal);
    const late = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, version));
    expect(late).toMatchObject({ code: "window.closed", title: expect.stringContaining("Penilaian") });
  });

  test("without a report nothing becomes final", async () => {
    const work = await appraisable();
    await setPredicate(work);
    const { version } = await saveRatings(work);
    const refused = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, version));
    expect(refused.code).toBe("state.transition");
  });
});

describe("no bare rating", () => {
  const strong = { rating: "above" as const, reason: "Tanggap laporan turun dari 72 ke 41 jam." };
  const refusals: [string, Partial<Ratings>, string][] = [
    [
      "above without a reason",
      { result: { ...strong, reason: "", basis: [{ kind: "evidence", result: resultId(1), key: "b1" }] } },
      "appraisal.reason-missing",
    ],
    ["above without evidence", { result: { ...strong, basis: [] } }, "appraisal.basis-missing"],
    [
      "resting on evidence that the report does not have",
      { result: { ...strong, basis: [{ kind: "evidence", result: resultId(1), key: "b9" }] } },
      "appraisal.basis-unknown",
    ],
    [
      "resting on feedback that nobody recorded",
      { behaviour: { ...strong, basis: [{ kind: "feedback", id: "fb-1" }] } },
      "appraisal.basis-unknown",
    ],
    ["without a strength", { strengths: [] }, "appraisal.strength-missing"],
    ["without something to improve", { improvements: ["-"] }, "appraisal.improvement-missing"],
    ["without a rating", { behaviour: { rating: null, reason: "", basis: [] } }, "appraisal.rating-missing"],
  ];

  test.each(refusals)("a result %s is refused, and the draft stays", async (_, over, code) => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const { version } = await saveRatings(work, ratingsOf(over));
    const problem = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, version));
    expect(problem).toMatchObject({ code: "appraisal.incomplete", status: 422 });
    expect(problem.fields?.map((field) => field.code)).toContain(code);
    expect((await work.stored()).evaluations[work.evaluation]?.state).toBe("drafted");
  });

  test("with reason and evidence it is final, and the predicate follows from the matrix", async () => {
    const basis = [{ kind: "evidence" as const, result: resultId(1), key: "b1" }];
    const above = { ...strong, basis };
    const { work, page } = await finished(ratingsOf({ result: above, behaviour: above }));
    expect(page.final).toMatchObject({ predicate: "very-good", isProvisional: true, number: 1 });
    expect((await work.stored()).evaluations[work.evaluation]).toMatchObject({
      state: "submitted",
      version: 1,
      predicate: "very-good",
      hash: page.final?.hash,
    });
  });

  test("the head of a unit has the unit's achievement as work result", async () => {
    const unit = newId("unit", Date.now());
    const work = await appraisable({ unit, headsUnit: unit });
    await sendReport(work);
    await setPredicate(work);
    const basis = [{ kind: "evidence" as const, result: resultId(1), key: "b1" }];
    const other = await saveRatings(work, ratingsOf({ result: { ...strong, basis } }));
    const problem = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, other.version));
    expect(problem.fields?.map((field) => field.code)).toContain("appraisal.head-rating");
    const same = await saveRatings(work, ratingsOf(), other.version);
    expect((await makeFinal(work, same.version)).final).toMatchObject({ headsUnit: true, predicate: "good" });
  });

  test("the head of a section is rated as staff where only the office above has a predicate", async () => {
    const unit = newId("unit", Date.now());
    const work = await appraisable({ unit, headsUnit: unit });
    await setPredicate(work, await officeAbove(work));
    await sendReport(work);
    const basis = [{ kind: "evidence" as const, result: resultId(1), key: "b1" }];
    const draft = await saveRatings(work, ratingsOf({ result: { ...strong, basis } }));
    expect((await makeFinal(work, draft.version)).final).toMatchObject({ headsUnit: false });
  });
});

describe("a final result", () => {
  test("made twice at once is one version", async () => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const { version } = await saveRatings(work);
    const send = () =>
      world.send(appraisalRoutes.submitEvaluation, {
        as: work.appraiser,
        params: at(work),
        text: JSON.stringify({ version }),
      });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const file = await fileOf(work);
    expect(file.finals).toHaveLength(1);
    expect(file.part.receipts).toBe(3);
  });

  test("of a draft that changed in between is refused whole", async () => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const { version } = await saveRatings(work);
    await saveRatings(work, ratingsOf({ strengths: ["diubah"] }), version);
    const problem = await world.refusal(appraisalRoutes.submitEvaluation, submission(work, version));
    expect(problem).toMatchObject({ code: "edit.conflict", current: { rater: { draft: { version: 2 } } } });
    expect((await fileOf(work)).finals).toEqual([]);
  });

  test("replayed under its key, even after the window, has one effect", async () => {
    const work = await appraisable();
    await sendReport(work);
    await setPredicate(work);
    const { version } = await saveRatings(work);
    const call = { ...submission(work, version), headers: { "idempotency-key": "final-0001" } };
    const first = await world.call(appraisalRoutes.submitEvaluation, call);
    world.travelTo(during.afterAppraisal);
    expect((await world.call(appraisalRoutes.submitEvaluation, call)).body.final).toEqual(first.body.final);
    expect((await fileOf(work)).finals).toHaveLength(1);
  });

  test("is seen by its employee with the explanation, from evidence to what would have changed it", async () => {
    const { work } = await finished();
    const page = await readAs(work, work.employee);
    expect(page).toMatchObject({ state: "submitted", actions: ["acknowledge", "refuse"] });
    expect(page.final).toMatchObject({ predicate: "good", label: { id: "Baik" } });
    const params = at(work);
    const explained = await world.call(appraisalRoutes.explainEvaluation, { as: work.employee, params });
    expect(explained.body.question.id).toBe("Mengapa Baik?");
    expect(explained.body.steps.map(({ kind }) => kind)).toEqual([
      "evidence",
      "ratings",
      "matrix",
      "rule",
      "words",
    ]);
    expect(explained.body.steps[2].changes).toHaveLength(4);
  });

  test("is explained only while it is in force", async () => {
    const work = await appraisable();
    const call = { as: work.employee, params: at(work) };
    expect((await world.refusal(appraisalRoutes.explainEvaluation, call)).code).toBe("appraisal.not-final");
  });

  test("may be withdrawn until its employee has opened it, and then no more", async () => {
    const { work } = await finished();
    const back = await world.call(appraisalRoutes.withdrawEvaluation, actionBy(work, work.appraiser));
    expect(back.body).toMatchObject({ state: "drafted", final: null, reopenings: [{ kind: "withdrawn" }] });
    expect((await work.stored()).evaluations[work.evaluation]).not.toHaveProperty("predicate");
    expect((await readAs(work, work.employee)).final).toBeNull();
    const again = await makeFinal(work, 1);
    expect(again).toMatchObject({ state: "submitted", final: { number: 2 }, readAt: null });
    const opened = await readAs(work, work.employee);
    expect(opened.readAt).toBe(during.appraisal);
    const late = await world.refusal(appraisalRoutes.withdrawEvaluation, actionBy(work, work.appraiser));
    expect(late.code).toBe("appraisal.already-read");
  });

  test("is not marked as read by its appraiser or by who oversees, and by its explanation it is", async () => {
    const { work } = await finished();
    await readAs(work, work.appraiser);
    await readAs(work, work.admin);
    expect((await fileOf(work)).item?.readAt).toBeNull();
    await world.call(appraisalRoutes.explainEvaluation, { as: work.employee, params: at(work) });
    expect((await fileOf(work)).item?.readAt).toBe(during.appraisal);
  });

  test("opened and withdrawn at the same moment is either seen and kept, or not seen and taken back", async () => {
    for (let round = 0; round < 6; round++) {
      const { work } = await finished();
      const withdraw = () =>
        world.send(appraisalRoutes.withdrawEvaluation, { as: work.appraiser, params: at(work) });
      const [page, answer] = await Promise.all([readAs(work, work.employee), withdraw()]);
      const wasSeen = page.final !== null;
      expect(answer.status === 200).toBe(!wasSeen);
    }
  });

  test("is received with an answer, which does not mean agreeing; silence and refusal block nothing", async () => {
    const { work } = await finished();
    const call = { ...actionBy(work, work.employee), body: { answer: "Terima kasih." } };
    const page = (await world.call(appraisalRoutes.acknowledgeEvaluation, call)).body;
    expect(page).toMatchObject({
      state: "acknowledged",
      receipt: { kind: "acknowledged", answer: "Terima kasih." },
      final: { predicate: "good" },
    });
    expect((await readAs(work, work.appraiser)).receipt?.answer).toBe("Terima kasih.");
    const second = await finished();
    const refusal = {
      ...actionBy(second.work, second.work.employee),
      body: { reason: "Bukti tidak dibaca." },
    };
    const refused = (await world.call(appraisalRoutes.refuseEvaluation, refusal)).body;
    expect(refused).toMatchObject({ state: "refused", final: { predicate: "good" } });
  });

  test("is reopened with a reason; the earlier version and the trail are kept", async () => {
    const { work } = await finished();
    await readAs(work, work.employee);
    const body = { reason: "Bukti tambahan diterima." };
    const call = { ...actionBy(work, work.appraiser), body };
    const page = (await world.call(appraisalRoutes.reopenEvaluation, call)).body;
    expect(page.reopenings).toEqual([
      expect.objectContaining({ kind: "reopened", version: 1, from: "submitted", ...body }),
    ]);
    expect((await makeFinal(work, 1)).final?.number).toBe(2);
    expect((await fileOf(work)).finals.map(({ number }) => number)).toEqual([1, 2]);
    expect((await auditedActions(world, work)).slice(-2)).toEqual(["evaluation.reopen", "evaluation.submit"]);
  });
});

describe("the time for returning a result", () => {
  const planned = async (work: Work) => await pending(world, work.agency, work.part.id);

  /** What the sweeper hands over on the day. */
  const handOver = async (work: Work, milestones: readonly Milestone[]) => {
    world.travelTo("2027-01-26T02:00:00.000Z");
    const bodies = milestones.map((one) => ({ agency: work.agency, ...one }));
    expect(await handBodies(onMilestones, bodies)).toEqual([]);
  };

  test("is planned with the result: who says nothing for fourteen working days has received it, once", async () => {
    const { work, page: before } = await finished();
    const [due, ...others] = await planned(work);
    expect(others).toEqual([]);
    expect(due).toMatchObject({ kind: "evaluation.deemed", at: "2027-01-25T17:00:00.000Z" });
    expect(before.final?.deemedReceivedAt).toBe(due?.at);
    if (due === undefined) expect.fail("nothing is planned");
    await handOver(work, [due]);
    await handOver(work, [due]);
    const page = await readAs(work, work.employee);
    expect(page).toMatchObject({
      state: "deemed-received",
      receipt: { kind: "deemed", at: "2027-01-26T02:00:00.000Z" },
      final: { predicate: "good" },
    });
    const actions = await auditedActions(world, work);
    expect(actions.filter((action) => action === "evaluation.deemReceived")).toHaveLength(1);
    expect((await work.stored()).evaluations[work.evaluation]?.predicate).toBe("good");
    expect(await planned(work)).toEqual([]);
  });

  test("over, leaves an answer as it is", async () => {
    const { work } = await finished();
    const call = { ...actionBy(work, work.employee), body: { answer: "" } };
    await world.call(appraisalRoutes.acknowledgeEvaluation, call);
    await handOver(work, await planned(work));
    expect(await readAs(work, work.employee)).toMatchObject({
      state: "acknowledged",
      receipt: { kind: "acknowledged" },
    });
    expect(await planned(work)).toEqual([]);
  });

  test("of a result that was taken back does not count for the one made anew", async () => {
    const { work } = await finished();
    const [first] = await planned(work);
    if (first === undefined) expect.fail("nothing is planned");
    await world.call(appraisalRoutes.withdrawEvaluation, actionBy(work, work.appraiser));
    world.travelTo("2027-01-12T02:00:00.000Z");
    await makeFinal(work, 1);
    const [, second, ...others] = await planned(work);
    expect(second?.at).toBe("2027-02-01T17:00:00.000Z");
    expect(others).toEqual([]);
    await handOver(work, [first]);
    expect((await readAs(work, work.appraiser)).state).toBe("submitted");
    if (second === undefined) expect.fail("nothing is planned");
    await handOver(work, [second]);
    expect((await readAs(work, work.appraiser)).state).toBe("deemed-received");
  });

  test("over at the moment of an answer: one of them holds, and the other finds it", async () => {
    for (let round = 0; round < 4; round++) {
      const { work } = await finished();
      const [due] = await planned(work);
      world.travelTo("2027-01-26T02:00:00.000Z");
      const answer = { ...actionBy(work, work.employee), body: { answer: "" } };
      const body = { agency: work.agency, ...due };
      const [given, back] = await Promise.all([
        world.send(appraisalRoutes.acknowledgeEvaluation, answer),
        handBodies(onMilestones, [body]),
      ]);
      expect(await handBodies(onMilestones, back)).toEqual([]);
      const { state } = (await work.stored()).evaluations[work.evaluation] ?? {};
      expect(state).toBe(given.status === 200 ? "acknowledged" : "deemed-received");
    }
  });
});

describe("organisation predicates", () => {
  /** A mayor above the head of an office, who appraises the office's people. */
  async function office() {
    const work = await appraisable();
    const mayor = newId("official", Date.now());
    const { appraiser: head } = work;
    if (head.employee === undefined) throw new Error("the head is an employee");
    await putPart(world, work.agency, work.cycle, {
      unit: work.part.unit,
      appraiser: { kind: "official", id: mayor },
      employeeId: head.employee,
    });
    const official = world.actor({ agency: work.agency, official: mayor, roles: ["official"] });
    const params = { cycleId: work.cycle.id, evaluationId: work.evaluation, unitId: work.part.unit };
    const body = { version: 0, predicate: "exceptional" as const };
    return { work, head, official, params, body };
  }

  test("are set by the leader above: the appraiser of the unit's head", async () => {
    const { work, official, params, body } = await office();
    const set = await world.call(appraisalRoutes.setOrganisationPredicate, { as: official, params, body });
    expect(set.body).toMatchObject({ predicate: "exceptional", setBy: official.official, onBehalf: false });
    const query = { cycle: work.cycle.id, evaluation: work.evaluation };
    const list = await world.call(appraisalRoutes.listOrganisationPredicates, { as: work.employee, query });
    expect(list.body.items).toEqual([set.body]);
  });

  test("are not set by the unit's own head, nor by anybody else in it", async () => {
    const { work, head, params, body } = await office();
    for (const as of [head, work.employee, world.actor({ agency: work.agency, roles: ["unitHead"] })]) {
      const problem = await world.refusal(appraisalRoutes.setOrganisationPredicate, { as, params, body });
      expect(problem.code).toBe("forbidden");
    }
  });

  test("are set by the appraiser of a head who is listed in the office above, and not by that head", async () => {
    const work = await appraisable();
    const unit = await officeAbove(work);
    const [leader, head] = [newId("employee", Date.now()), newId("employee", Date.now())];
    const place = { employeeId: head, unit: work.part.unit, headsUnit: unit };
    await putPart(world, work.agency, work.cycle, { ...place, appraiser: { kind: "employee", id: leader } });
    const call = (employee: Id<"employee">) => ({
      as: world.actor({ agency: work.agency, employee }),
      params: { cycleId: work.cycle.id, evaluationId: work.evaluation, unitId: unit },
      body: { version: 0, predicate: "good" as const, reason: "" },
    });
    const route = appraisalRoutes.setOrganisationPredicate;
    expect((await world.refusal(route, call(head))).code).toBe("forbidden");
    expect((await world.call(route, call(leader))).body).toMatchObject({ onBehalf: false });
  });

  test("are not set by the head over the unit's own sub-heads, nor by an outsider who appraises somebody in it", async () => {
    const { work, head, params, body } = await office();
    const { unit } = work.part;
    const deputy = newId("employee", Date.now());
    const outsider = newId("employee", Date.now());
    const put = (over: Partial<Part>) => putPart(world, work.agency, work.cycle, { unit, ...over });
    await put({ employeeId: deputy, appraiser: work.part.appraiser });
    await put({ appraiser: { kind: "employee", id: deputy } });
    await put({ appraiser: { kind: "employee", id: outsider } });
    for (const as of [head, world.actor({ agency: work.agency, employee: outsider })]) {
      const problem = await world.refusal(appraisalRoutes.setOrganisationPredicate, { as, params, body });
      expect(problem.code).toBe("forbidden");
    }
  });

  test("may be set on the leader's behalf by a planner, with a reason, and that is recorded", async () => {
    const { work, params, body } = await office();
    const planner = world.actor({ agency: work.agency, roles: ["planner"] });
    const bare = await world.refusal(appraisalRoutes.setOrganisationPredicate, { as: planner, params, body });
    expect(bare.code).toBe("organisation-predicate.reason");
    const reason = "Surat Wali Kota 12/2027";
    const call = { as: planner, params, body: { ...body, reason } };
    const set = await world.call(appraisalRoutes.setOrganisationPredicate, call);
    expect(set.body).toMatchObject({ onBehalf: true, setBy: planner.member, reason, version: 1 });
  });

  test("change only over the version that was read, with a reason", async () => {
    const { official, params, body } = await office();
    const set = (version: number, reason: string) => ({
      as: official,
      params,
      body: { ...body, version, predicate: "poor" as const, reason },
    });
    await world.call(appraisalRoutes.setOrganisationPredicate, { as: official, params, body });
    const route = appraisalRoutes.setOrganisationPredicate;
    expect((await world.refusal(route, set(1, ""))).code).toBe("organisation-predicate.reason");
    expect(await world.refusal(route, set(0, "Koreksi"))).toMatchObject({
      code: "edit.conflict",
      current: { predicate: "exceptional", version: 1 },
    });
    expect((await world.call(route, set(1, "Koreksi"))).body).toMatchObject({
      predicate: "poor",
      version: 2,
    });
  });

  test("are set within their window only", async () => {
    const { official, params, body } = await office();
    world.travelTo("2027-01-12T17:00:00.000Z");
    const late = await world.refusal(appraisalRoutes.setOrganisationPredicate, {
      as: official,
      params,
      body,
    });
    expect(late).toMatchObject({ code: "window.closed", title: expect.stringContaining("12 Januari 2027") });
  });

  test("give their room before rating, by the counts of everyone whom they govern", async () => {
    const work = await appraisable();
    await setPredicate(work);
    const table = world.table(work.agency);
    const ref = { cycleId: work.cycle.id, unit: work.part.unit };
    const at = (evaluation: Partial<PartEvaluation>) => ({
      ...work.part,
      evaluations: { [work.evaluation]: { ...work.part.evaluations[work.evaluation], ...evaluation } },
    });
    const rated = at({ state: "submitted", predicate: "good" } as const);
    const people = [...Array(6).fill(rated), ...Array(4).fill(at({ state: "reported" }))] as Part[];
    const counted = Object.groupBy(people.flatMap(countersOf), (counter) => counter);
    const counts = Object.entries(counted).map(([counter, all = []]) => [counter, all.length] as const);
    await table.write([
      table.add(tallyEntity, ref, counterAttributes(Object.fromEntries(counts)), {
        unit: work.part.unit,
        countedAt: during.appraisal,
      }),
    ]);
    const rater = (await readAs(work, work.appraiser)).rater;
    expect(rater?.headroom).toMatchObject({
      total: 10,
      rated: 6,
      counts: { good: 6, "very-good": 0 },
      room: { good: 1 },
      cap: { good: 7 },
    });
    expect(rater?.organisation.rule?.id).toContain("paling banyak 70 persen");
  });
});

describe("inbox and team", () => {
  let work: Work;
  const boss = () => work.appraiser;
  beforeEach(async () => {
    work = await newWork(world);
  });

  const put = (over: Partial<Part>) =>
    putPart(world, work.agency, work.cycle, {
      unit: work.part.unit,
      appraiser: work.part.appraiser,
      ...over,
    });
  const plan = (state: Part["plan"]["state"]) => ({
    plan: { state, since: during.planning, submittedVersion: 1, approvedVersion: 0 },
  });
  const evaluation = (state: Part["evaluations"][Id<"evaluation">]["state"]) => ({
    evaluations: { [work.evaluation]: { state, since: during.planning, version: 0 } },
  });
  const inbox = async (query: object = {}) =>
    (await world.call(appraisalRoutes.readInbox, { as: boss(), query: { cycle: work.cycle.id, ...query } }))
      .body;

  test("show what waits for the appraiser, the most complete first, then what waits for the people", async () => {
    await put({ name: "Rencana dikirim", ...plan("submitted") });
    await put({ name: "Laporan masuk", ...plan("approved"), ...evaluation("reported") });
    await put({ name: "Draf penilaian", ...plan("approved"), ...evaluation("drafted") });
    await put({ name: "Selesai", ...plan("approved"), ...evaluation("submitted") });
    const exclusion = { reason: "unpaid-leave", rule: "CLTN", from: "2026-07-01", to: "2026-12-31" };
    await put({ name: "Cuti", exclusion });
    const { items, counts } = await inbox();
    expect(items.map(({ name }) => name)).toEqual([
      "Draf penilaian",
      "Laporan masuk",
      "Rencana dikirim",
      "Siti Aminah",
    ]);
    expect(counts).toEqual({ open: 3, wait: 1 });
    expect(items[2]?.waiting).toContainEqual({
      what: "plan",
      state: "submitted",
      since: during.planning,
      waitsFor: "appraiser",
    });
    const team = await world.call(appraisalRoutes.readTeam, { as: boss(), query: { cycle: work.cycle.id } });
    expect(team.body.items.map(({ group }) => group).sort()).toEqual([
      "done",
      "excluded",
      "open",
      "open",
      "open",
      "wait",
    ]);
  });

  test("page without losing or doubling anybody, and count only what one page holds", async () => {
    for (let n = 0; n < 6; n++) await put({ name: `Pegawai ${n}`, ...plan("submitted") });
    const first = await inbox({ limit: 4 });
    expect(first).toMatchObject({ items: { length: 4 } });
    expect(first.counts).toBeUndefined();
    const second = await inbox({ limit: 4, cursor: first.next });
    const all = [...first.items, ...second.items].map(({ part }) => part);
    expect(new Set(all).size).toBe(7);
  });

  test("show a caller's own people only", async () => {
    const other = world.actor({ agency: work.agency, employee: newId("employee", Date.now()) });
    for (const as of [other, world.actor({ employee: boss().employee ?? newId("employee", 1) })]) {
      const { body } = await world.call(appraisalRoutes.readTeam, { as, query: { cycle: work.cycle.id } });
      expect(body.items).toEqual([]);
    }
  });
});

describe("who may", () => {
  test("strangers, later appraisers and other agencies find nothing of an evaluation", async () => {
    const { work } = await finished();
    const now = Date.now();
    const strangers = [
      world.actor({ agency: work.agency, employee: newId("employee", now) }),
      world.actor({ agency: work.agency, employee: newId("employee", now), roles: ["unitHead", "planner"] }),
      world.actor({ employee: work.part.employeeId, roles: ["employee", "agencyAdmin"] }),
      world.actor({ ...(work.appraiser.employee ? { employee: work.appraiser.employee } : {}) }),
    ];
    const { readEvaluation, explainEvaluation, saveReport: putReport, ...others } = appraisalRoutes;
    for (const as of strangers) {
      const call = { as, params: at(work) };
      const refusals = await Promise.all([
        world.refusal(readEvaluation, call),
        world.refusal(explainEvaluation, call),
        world.refusal(putReport, { ...call, body: { version: 1, report } }),
        world.refusal(others.submitReport, { ...call, body: { version: 1 } }),
        world.refusal(others.retractReport, call),
        world.refusal(others.reopenReport, call),
        world.refusal(others.saveRatings, { ...call, body: { version: 1, ratings: ratingsOf() } }),
        world.refusal(others.submitEvaluation, { ...call, body: { version: 1 } }),
        world.refusal(others.withdrawEvaluation, call),
        world.refusal(others.reopenEvaluation, { ...call, body: { reason: "x" } }),
        world.refusal(others.acknowledgeEvaluation, { ...call, body: {} }),
        world.refusal(others.refuseEvaluation, { ...call, body: { reason: "x" } }),
        world.refusal(others.closeWithoutReport, call),
      ]);
      for (const { status } of refusals) {
        expect([403, 404]).toContain(status);
        if (as.agency !== work.agency) expect(status).toBe(404);
      }
    }
  });

  test("an employee does not rate, and an appraiser does not report or acknowledge", async () => {
    const { work } = await finished();
    const rating = { ...actionBy(work, work.employee), body: { version: 1, ratings: ratingsOf() } };
    expect((await world.refusal(appraisalRoutes.saveRatings, rating)).status).toBe(404);
    const receiving = { ...actionBy(work, work.appraiser), body: {} };
    expect((await world.refusal(appraisalRoutes.acknowledgeEvaluation, receiving)).status).toBe(404);
  });

  test("a former appraiser finishes their own stretch, with its own days, and no other", async () => {
    const { work, page } = await finished(ratingsOf(), {
      to: "2026-09-30",
      closedAt: "2026-09-30T17:00:00.000Z",
    });
    expect(page.evaluation.period).toEqual({ from: "2026-07-01", to: "2026-09-30" });
    expect(page.final?.period).toEqual({ from: "2026-07-01", to: "2026-09-30" });
    const later = newId("employee", Date.now());
    const second = await putPart(world, work.agency, work.cycle, {
      unit: newId("unit", Date.now()),
      appraiser: { kind: "employee", id: later },
      employeeId: work.part.employeeId,
      number: 2,
      from: "2026-10-01",
    });
    const successor = world.actor({ agency: work.agency, employee: later });
    const theirs = { ...at(work), partId: second.id };
    const hidden = [
      world.refusal(appraisalRoutes.readEvaluation, { as: successor, params: at(work) }),
      world.refusal(appraisalRoutes.readEvaluation, { as: work.appraiser, params: theirs }),
    ];
    for (const { status } of await Promise.all(hidden)) expect(status).toBe(404);
    const own = await world.call(appraisalRoutes.readEvaluation, { as: successor, params: theirs });
    expect(own.body.evaluation.period).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  });

  test("an evaluation that the part or its cycle does not have is not found", async () => {
    const work = await appraisable();
    const params = { ...at(work), evaluationId: newId("evaluation", Date.now()) };
    const read = await world.refusal(appraisalRoutes.readEvaluation, { as: work.employee, params });
    expect(read.status).toBe(404);
    const save = { as: work.employee, params, body: { version: 0, report } };
    expect((await world.refusal(appraisalRoutes.saveReport, save)).status).toBe(404);
  });
});

async function fileOf(work: Work) {
  const table = world.table(work.agency);
  const file = await readEvaluationFile(table, placeOfPart(work.part.id), work.evaluation);
  if (file === undefined) throw new Error("no evaluation");
  return file;
}
