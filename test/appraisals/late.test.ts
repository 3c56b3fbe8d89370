import { describe, expect, test } from "vitest";
import { implementation } from "#functions/appraisals/handlers.ts";
import { implementation as plans } from "#functions/plans/handlers.ts";
import type { Settings } from "#shared/agencies/model.ts";
import type { Report } from "#shared/appraisals/model.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { receiptsOfPart } from "#shared/cycles/receipts.ts";
import { evaluationWindow } from "#shared/cycles/windows.ts";
import { unitEntity } from "#shared/people/store.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { newId } from "#shared/platform/ids.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { plannedResult, planOf, ratingsOf, reportOn } from "#test/support/appraisal-samples.ts";
import { planAndApprove } from "#test/support/hot-operations.ts";
import {
  auditedActions,
  during,
  extend as extendWindow,
  newWork,
  putSettings,
  type Work,
} from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([plans, implementation]);
const report = reportOn(planOf([plannedResult(1), plannedResult(2)]));

/** The report's deadline, the last time that a phone got through before it, and the first time after it. */
const deadline = during.afterAppraisal;
const lastSeen = "2027-01-15T16:00:00.000Z";
const claimedAt = "2027-01-15T16:40:00.000Z";
const afterwards = "2027-01-16T02:00:00.000Z";

/** A part with an approved plan, an hour before reports are due. */
async function reportable(lateArrival: Settings["lateArrival"] = "appraiser-decides"): Promise<Work> {
  const work = await newWork(world);
  await putSettings(world, work.agency, { lateArrival });
  const table = world.table(work.agency);
  await planAndApprove(world, work);
  await table.write([table.create(unitEntity, { id: work.part.unit, name: "Bina Marga" })]);
  world.travelTo(during.appraisal);
  const place = { cycleId: work.cycle.id, evaluationId: work.evaluation, unitId: work.part.unit };
  const body = { version: 0, predicate: "good" as const, reason: "Keputusan pimpinan." };
  await world.call(appraisalRoutes.setOrganisationPredicate, { as: work.admin, params: place, body });
  world.travelTo(lastSeen);
  return work;
}

/** Reports and ratings are due on the same evening: whoever rates what came late needs a day more. */
const extend = (work: Work, step: "report" | "appraisal" = "appraisal") =>
  extendWindow(world, work, evaluationWindow({ id: work.evaluation }, step), "2027-01-20T23:59");

const at = (work: Work) => ({ ...work.params, evaluationId: work.evaluation });
const page = async (work: Work, as = work.employee) =>
  (await world.call(appraisalRoutes.readEvaluation, { as, params: at(work) })).body;

const save = async (work: Work, content: Report = report, version = 0) =>
  (
    await world.call(appraisalRoutes.saveReport, {
      as: work.employee,
      params: at(work),
      body: { version, report: content },
    })
  ).body.version;

const seal = (work: Work, content: Report = report) =>
  world.call(appraisalRoutes.sealReport, {
    as: work.employee,
    params: at(work),
    body: { hash: contentDigest(content) },
  });

const submission = (work: Work, body: object = {}) => ({
  as: work.employee,
  params: at(work),
  body: { version: 1, sealed: true as const, ...body },
});

const send = async (work: Work, body: object = {}) =>
  (await world.call(appraisalRoutes.submitReport, submission(work, body))).body;

const refusal = async (work: Work, body: object = {}) =>
  (await world.refusal(appraisalRoutes.submitReport, submission(work, body))).code;

/** What such a submission carries: written without a network, after this reading. */
async function tokenOf(work: Work) {
  return { windowToken: (await page(work)).windowToken ?? "", sealedAt: claimedAt };
}

async function lateReport(work: Work) {
  const token = await tokenOf(work);
  world.travelTo(afterwards);
  await save(work);
  return { token, answer: await send(work, token) };
}

const arrivalsOf = async ({ agency, part }: Work) =>
  (await world.table(agency).queryTogether(receiptsOfPart(placeOfPart(part.id)))).receipt.map(
    ({ what, arrival }) => `${what} ${arrival}`,
  );

const decline = (work: Work, as = work.appraiser) => ({
  as,
  params: at(work),
  body: { reason: "Batas waktu sudah diingatkan tiga kali." },
});

describe("a sealed report", () => {
  test("whose hash was recorded before the deadline is on time, proven; its draft may follow for a day", async () => {
    const work = await reportable();
    await seal(work);
    world.travelTo(afterwards);
    await save(work);
    const answer = await send(work);
    expect(answer).toMatchObject({ state: "reported", late: null, report: { arrival: "on-time-proven" } });
    expect(await arrivalsOf(work)).toEqual(["plan on-time", "report on-time-proven"]);
    expect((await page(work, work.appraiser)).actions).not.toContain("declineReport");
  });

  test("is late when it is not exactly what was sealed, was sealed too late, or the day is over", async () => {
    const work = await reportable();
    await seal(work, { realisations: [] });
    world.travelTo(afterwards);
    await save(work);
    expect(await refusal(work)).toBe("window.closed");
    const sealing = { as: work.employee, params: at(work), body: { hash: contentDigest(report) } };
    expect((await world.refusal(appraisalRoutes.sealReport, sealing)).code).toBe("window.closed");
    const other = await reportable();
    await seal(other);
    world.travelTo(afterwards);
    await save(other);
    world.travelTo("2027-01-16T17:00:00.000Z");
    expect(await refusal(other)).toBe("window.closed");
    const draft = { as: other.employee, params: at(other), body: { version: 1, report } };
    expect((await world.refusal(appraisalRoutes.saveReport, draft)).code).toBe("window.closed");
  });

  test("does not replace what was closed without a report", async () => {
    const work = await reportable();
    await seal(work);
    world.travelTo("2027-01-16T17:00:00.000Z");
    const closing = { as: work.appraiser, params: at(work) };
    await world.call(appraisalRoutes.closeWithoutReport, closing);
    expect(await refusal(work)).toBe("state.transition");
  });

  test("keeps its evaluation from being closed without it for as long as it may follow", async () => {
    const work = await reportable();
    await seal(work);
    world.travelTo("2027-01-16T16:59:00.000Z");
    const closing = { as: work.appraiser, params: at(work) };
    expect((await world.refusal(appraisalRoutes.closeWithoutReport, closing)).code).toBe(
      "report.window-open",
    );
    await save(work);
    expect((await send(work)).state).toBe("reported");
  });
});

describe("a report that came late without proof", () => {
  test("stands as late where the appraiser decides: page, list and receipt say so", async () => {
    const work = await reportable();
    const { answer } = await lateReport(work);
    const facts = { closesAt: deadline, lastSeenAt: lastSeen, claimedAt, receivedAt: afterwards };
    expect(answer).toMatchObject({
      state: "reported",
      report: { arrival: "late-appraiser-decides" },
      late: { ...facts, arrival: "late-appraiser-decides", decision: null },
    });
    expect(await arrivalsOf(work)).toEqual(["plan on-time", "report late-appraiser-decides"]);
    const seen = await page(work, work.appraiser);
    expect(seen.late).toMatchObject(facts);
    expect(seen.actions).toContain("declineReport");
    const query = { cycle: work.cycle.id };
    const { items } = (await world.call(appraisalRoutes.readInbox, { as: work.appraiser, query })).body;
    expect(items[0]?.waiting).toMatchObject([{ what: "evaluation", arrival: "late-appraiser-decides" }]);
  });

  test("is refused with the window's refusal where the agency refuses it", async () => {
    const work = await reportable("refuse");
    const token = await tokenOf(work);
    world.travelTo(afterwards);
    await save(work);
    expect(await refusal(work, token)).toBe("window.closed");
  });

  test("is accepted by making its rating final, and the explanation says that it came late", async () => {
    const work = await reportable();
    await lateReport(work);
    await extend(work);
    const rating = { as: work.appraiser, params: at(work), body: { version: 0, ratings: ratingsOf() } };
    await world.call(appraisalRoutes.saveRatings, rating);
    const final = { as: work.appraiser, params: at(work), body: { version: 1 } };
    const { body } = await world.call(appraisalRoutes.submitEvaluation, final);
    expect(body.late?.decision).toMatchObject({ kind: "accepted", by: work.appraiser.employee });
    const reading = { as: work.employee, params: at(work) };
    const { notes } = (await world.call(appraisalRoutes.explainEvaluation, reading)).body;
    expect(notes.map(({ id }) => id).join(" ")).toContain("tiba terlambat");
  });

  test("is declined with a reason: the evaluation closes without it, its receipt and the reason stay", async () => {
    const work = await reportable();
    await lateReport(work);
    const { body } = await world.call(appraisalRoutes.declineReport, decline(work));
    expect(body).toMatchObject({ state: "closed-without-report", report: null });
    const seen = await page(work);
    expect(seen.late?.decision).toMatchObject({
      kind: "declined",
      reason: "Batas waktu sudah diingatkan tiga kali.",
      by: work.appraiser.employee,
    });
    expect(seen.reportDraft?.report).toEqual(report);
    expect(await arrivalsOf(work)).toContain("report late-appraiser-decides");
    expect((await auditedActions(world, work)).slice(-2)).toEqual([
      "evaluation.report.late-appraiser-decides",
      "evaluation.declineReport",
    ]);
    await world.call(appraisalRoutes.reopenReport, { as: work.appraiser, params: at(work) });
    expect((await work.stored()).evaluations[work.evaluation]?.arrival).toBeUndefined();
  });

  test("is late no more once the deadline was extended past its arrival", async () => {
    const work = await reportable();
    await lateReport(work);
    await extend(work, "report");
    expect((await world.refusal(appraisalRoutes.declineReport, decline(work))).code).toBe("report.not-late");
    const seen = await page(work, work.appraiser);
    expect(seen.late).toBeNull();
    expect(seen.actions).not.toContain("declineReport");
  });

  test("is marked in the appraiser's lists until the deadline is extended past its arrival, also once rating has begun", async () => {
    const work = await reportable();
    await lateReport(work);
    const query = { cycle: work.cycle.id };
    const marks = async () => {
      const lists = [appraisalRoutes.readInbox, appraisalRoutes.readTeam] as const;
      const rows = await Promise.all(lists.map((list) => world.call(list, { as: work.appraiser, query })));
      return rows.flatMap(({ body }) => body.items[0]?.waiting.map(({ state, arrival }) => [state, arrival]));
    };
    const late = ["reported", "late-appraiser-decides"];
    expect(await marks()).toEqual([late, late]);
    await extend(work, "report");
    const inTime = ["reported", undefined];
    expect(await marks()).toEqual([inTime, inTime]);
    world.travelTo("2027-01-21T02:00:00.000Z");
    const rating = { as: work.appraiser, params: at(work), body: { version: 0, ratings: ratingsOf() } };
    await world.call(appraisalRoutes.saveRatings, rating);
    const drafted = ["drafted", undefined];
    expect(await marks()).toEqual([drafted, drafted]);
  });

  test("may be taken back and sent anew once there is time again, and is then on time", async () => {
    const work = await reportable();
    await lateReport(work);
    await extend(work, "report");
    await world.call(appraisalRoutes.retractReport, { as: work.employee, params: at(work) });
    expect((await work.stored()).evaluations[work.evaluation]?.arrival).toBeUndefined();
    expect(await send(work)).toMatchObject({ late: null, report: { arrival: "on-time" } });
  });

  test("uses its token up: the same one brings nothing in again", async () => {
    const work = await reportable();
    const { token } = await lateReport(work);
    await world.call(appraisalRoutes.declineReport, decline(work));
    await world.call(appraisalRoutes.reopenReport, { as: work.appraiser, params: at(work) });
    expect(await refusal(work, token)).toBe("window.closed");
  });

  test("two devices with one token bring in one", async () => {
    const work = await reportable();
    const token = await tokenOf(work);
    world.travelTo(afterwards);
    await save(work);
    const both = [send(work, token), send(work, token)];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await arrivalsOf(work)).toEqual(["plan on-time", "report late-appraiser-decides"]);
  });

  test("only a late one is declined, and only by its appraiser", async () => {
    const work = await reportable();
    await save(work);
    await world.call(appraisalRoutes.submitReport, { ...submission(work), body: { version: 1 } });
    expect((await world.refusal(appraisalRoutes.declineReport, decline(work))).code).toBe("report.not-late");
    const late = await reportable();
    await lateReport(late);
    const stranger = world.actor({ agency: late.agency, employee: newId("employee", 1) });
    for (const as of [late.employee, stranger, late.admin]) {
      const { status } = await world.refusal(appraisalRoutes.declineReport, decline(late, as));
      expect([403, 404]).toContain(status);
    }
  });
});
