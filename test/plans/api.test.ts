import { describe, expect, test } from "vitest";
import { implementation as appraisals } from "#functions/appraisals/handlers.ts";
import { implementation } from "#functions/plans/handlers.ts";
import type { Settings } from "#shared/agencies/model.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { outageEntity } from "#shared/cycles/outages.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import type { PlannedResult } from "#shared/plans/model.ts";
import { planRoutes } from "#shared/plans/routes.ts";
import { readPlanFile } from "#shared/plans/store.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { newId } from "#shared/platform/ids.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { changed } from "#shared/platform/table/table.ts";
import { indicator, plannedResult, planOf, resultId } from "#test/support/appraisal-samples.ts";
import {
  auditedActions,
  during,
  extend,
  newWork,
  putPart,
  putSettings,
  type Work,
} from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([implementation, appraisals]);

const saveDraft = (work: Work, result: PlannedResult, version = 0, order = 1) =>
  world.call(planRoutes.saveResultDraft, {
    as: work.employee,
    params: { ...work.params, resultId: result.id },
    body: { version, order, result },
  });

async function savePlan(work: Work, results = [plannedResult(1), plannedResult(2)]) {
  const { results: _, ...frame } = planOf([]);
  await world.call(planRoutes.savePlanFrame, {
    as: work.employee,
    params: work.params,
    body: { version: 0, frame },
  });
  for (const [at, result] of results.entries()) await saveDraft(work, result, 0, at + 1);
}

const submit = async (work: Work) =>
  (await world.call(planRoutes.submitPlan, { as: work.employee, params: work.params, body: {} })).body;

async function submitted(work: Work) {
  await savePlan(work);
  const plan = await submit(work);
  const version = plan.versions.find(({ number }) => number === plan.submittedVersion);
  if (version === undefined) throw new Error("no version");
  return { plan, version };
}

const approve = async (work: Work, version: { number: number; hash: string }) =>
  (
    await world.call(planRoutes.approvePlan, {
      as: work.appraiser,
      params: work.params,
      body: { version: version.number, hash: version.hash },
    })
  ).body;

const readAs = async (work: Work, who: "employee" | "appraiser" | "admin") =>
  (await world.call(planRoutes.readPlan, { as: work[who], params: work.params })).body;

describe("drafts", () => {
  test("each is kept as it was typed, half filled or not, and is never the plan", async () => {
    const work = await newWork(world);
    const half = plannedResult(1, { text: "", indicators: [] });
    const saved = await saveDraft(work, half);
    expect(saved.body).toMatchObject({ version: 1, order: 1, result: half, savedAt: during.planning });
    const page = await readAs(work, "employee");
    expect(page.draft?.results).toHaveLength(1);
    expect(page).toMatchObject({ state: "draft", versions: [], submittedVersion: 0 });
    expect(page.draft?.findings.map(({ code }) => code)).toContain("plan.result-text");
  });

  test("are seen by their employee only, until they are submitted", async () => {
    const work = await newWork(world);
    await savePlan(work);
    for (const who of ["appraiser", "admin"] as const) {
      const page = await readAs(work, who);
      expect(page.draft).toBeNull();
      expect(JSON.stringify(page)).not.toContain("Hasil kerja nomor 1");
    }
  });

  test("a save over another's is refused with the draft as it is, and loses nothing", async () => {
    const work = await newWork(world);
    await saveDraft(work, plannedResult(1, { text: "dari ponsel" }));
    const problem = await world.refusal(planRoutes.saveResultDraft, {
      as: work.employee,
      params: { ...work.params, resultId: resultId(1) },
      body: { version: 0, order: 1, result: plannedResult(1, { text: "dari laptop" }) },
    });
    expect(problem).toMatchObject({
      code: "edit.conflict",
      current: { version: 1, result: { text: "dari ponsel" } },
    });
  });

  test("a save whose answer was lost is answered again under its key, and written once", async () => {
    const work = await newWork(world);
    const call = {
      as: work.employee,
      params: { ...work.params, resultId: resultId(1) },
      body: { version: 0, order: 1, result: plannedResult(1) },
      headers: { "idempotency-key": "save-0001" },
    };
    const first = await world.call(planRoutes.saveResultDraft, call);
    expect((await world.call(planRoutes.saveResultDraft, call)).body).toEqual(first.body);
    const other = { ...call, body: { ...call.body, order: 2 } };
    expect((await world.refusal(planRoutes.saveResultDraft, other)).code).toBe("idempotency.reused");
  });

  test("is not saved under another result's address, and is taken away only as it was read", async () => {
    const work = await newWork(world);
    const params = { ...work.params, resultId: resultId(2) };
    const body = { version: 0, order: 1, result: plannedResult(1) };
    const misplaced = await world.refusal(planRoutes.saveResultDraft, { as: work.employee, params, body });
    expect(misplaced).toMatchObject({ code: "request.invalid", fields: [{ path: "result.id" }] });
    await saveDraft(work, plannedResult(1));
    const remove = (headers: Record<string, string>) => ({
      as: work.employee,
      params: { ...work.params, resultId: resultId(1) },
      headers,
    });
    expect((await world.refusal(planRoutes.removeResultDraft, remove({}))).code).toBe("request.invalid");
    expect((await world.refusal(planRoutes.removeResultDraft, remove({ "if-match": "7" }))).code).toBe(
      "edit.conflict",
    );
    expect((await world.call(planRoutes.removeResultDraft, remove({ "if-match": "1" }))).status).toBe(204);
    expect((await world.call(planRoutes.removeResultDraft, remove({ "if-match": "1" }))).status).toBe(204);
    expect((await readAs(work, "employee")).draft?.results).toEqual([]);
  });
});

describe("submitting", () => {
  test("makes one immutable version with a receipt, the part's state and an audit entry, all or nothing", async () => {
    const work = await newWork(world);
    const { plan, version } = await submitted(work);
    expect(plan).toMatchObject({ state: "submitted", submittedVersion: 1, approvedVersion: 0 });
    expect(version.content.results.map(({ id }) => id)).toEqual([resultId(1), resultId(2)]);
    expect(version.hash).toBe(contentDigest(version.content));
    expect(plan.receipts).toEqual([
      expect.objectContaining({ number: `${work.part.id}-1`, hash: version.hash, arrival: "on-time" }),
    ]);
    const part = await work.stored();
    expect(part).toMatchObject({ receipts: 1, plan: { state: "submitted", hash: version.hash } });
    expect(await auditedActions(world, work)).toEqual(["plan.submit"]);
  });

  test("a plan that lacks something is refused with each field, and stays a draft", async () => {
    const work = await newWork(world);
    await savePlan(work, [plannedResult(1, { indicators: [indicator({ target: null })] })]);
    const problem = await world.refusal(planRoutes.submitPlan, {
      as: work.employee,
      params: work.params,
      body: {},
      headers: { "accept-language": "id" },
    });
    expect(problem).toMatchObject({ code: "plan.incomplete", status: 422 });
    expect(problem.fields).toEqual([
      {
        path: `results.${resultId(1)}.indicators.waktu.target`,
        code: "plan.target-missing",
        message: expect.stringContaining("belum bertarget"),
      },
    ]);
    expect(await work.stored()).toMatchObject({ version: 1, plan: { state: "draft" } });
  });

  test("a draft changed between reading and writing is a conflict, and nothing is half applied", async () => {
    const work = await newWork(world);
    await savePlan(work);
    const spoiled = spoilBeforeTransaction(async () => {
      await saveDraft(work, plannedResult(1, { text: "tergesa" }), 1);
    });
    const problem = await spoiled(() =>
      world.refusal(planRoutes.submitPlan, { as: work.employee, params: work.params, body: {} }),
    );
    expect(problem).toMatchObject({
      code: "edit.conflict",
      current: { state: "draft", draft: { results: [{ result: { text: "tergesa" } }, {}] } },
    });
    const file = await readPlanFile(world.table(work.agency), placeOfPart(work.part.id));
    expect(file).toMatchObject({ versions: [], receipts: [], part: { version: 1 } });
    expect(await submit(work)).toMatchObject({ state: "submitted" });
  });

  test("two at once make one version; the loser is answered with the plan as it is", async () => {
    const work = await newWork(world);
    await savePlan(work);
    const call = () => world.send(planRoutes.submitPlan, request(work));
    const answers = await Promise.all([call(), call(), call(), call()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const file = await readPlanFile(world.table(work.agency), placeOfPart(work.part.id));
    expect(file?.versions).toHaveLength(1);
    expect(file?.receipts).toHaveLength(1);
  });

  test("a replay after the answer was lost, even after the deadline, gives the plan and no second receipt", async () => {
    const work = await newWork(world);
    await savePlan(work);
    const call = {
      as: work.employee,
      params: work.params,
      body: {},
      headers: { "idempotency-key": "submit-0001" },
    };
    const first = await world.call(planRoutes.submitPlan, call);
    world.travelTo(during.afterPlanning);
    const again = await world.call(planRoutes.submitPlan, call);
    expect(again.body).toEqual(first.body);
    expect((await work.stored()).receipts).toBe(1);
  });

  test("a stale If-Match is refused with the plan as it is", async () => {
    const work = await newWork(world);
    await savePlan(work);
    const call = { as: work.employee, params: work.params, body: {}, headers: { "if-match": "9" } };
    const problem = await world.refusal(planRoutes.submitPlan, call);
    expect(problem).toMatchObject({
      code: "edit.conflict",
      current: { state: "draft", part: { version: 1 } },
    });
  });

  test("questions go with the version to the appraiser and block nothing", async () => {
    const work = await newWork(world);
    await savePlan(work, [plannedResult(1, { indicators: [indicator({ baseline: null })] })]);
    await submit(work);
    const page = await readAs(work, "appraiser");
    expect(page.versions[0]?.questions).toEqual([
      expect.objectContaining({ code: "plan.baseline-missing", weight: "question" }),
    ]);
    expect(page.actions).toEqual(["return", "approve"]);
  });

  test("who is excluded from the cycle submits nothing", async () => {
    const exclusion = { reason: "unpaid-leave", rule: "CLTN", from: "2026-07-01", to: "2026-12-31" };
    const work = await newWork(world, { exclusion });
    await savePlan(work);
    const problem = await world.refusal(planRoutes.submitPlan, {
      as: work.employee,
      params: work.params,
      body: {},
    });
    expect(problem.code).toBe("part.excluded");
  });
});

describe("deciding", () => {
  test("a return carries its reason and notes, and the employee goes on from the drafts as they were", async () => {
    const work = await newWork(world);
    const { version } = await submitted(work);
    const path = `results.${resultId(1)}.text`;
    const notes = [{ path, text: "Sebutkan wilayahnya." }];
    const returned = await world.call(planRoutes.returnPlan, {
      as: work.appraiser,
      params: work.params,
      body: { version: version.number, reason: "Belum terukur.", notes },
    });
    expect(returned.body.state).toBe("returned");
    const page = await readAs(work, "employee");
    expect(page.decisions).toEqual([
      expect.objectContaining({ version: 1, decision: "returned", reason: "Belum terukur.", notes }),
    ]);
    expect(page.draft?.results).toHaveLength(2);
    expect(page.actions).toEqual(["submit"]);
    await saveDraft(work, plannedResult(1, { text: "Jalan mantap di Kecamatan Pauh" }), 1);
    expect(await submit(work)).toMatchObject({ submittedVersion: 2, approvedVersion: 0 });
  });

  test("a return without a reason is refused", async () => {
    const work = await newWork(world);
    await submitted(work);
    const problem = await world.refusal(planRoutes.returnPlan, {
      as: work.appraiser,
      params: work.params,
      body: { version: 1, reason: " " },
    });
    expect(problem).toMatchObject({ code: "request.invalid", fields: [{ path: "reason" }] });
  });

  test("approves by number and hash, so that nobody approves what they did not see", async () => {
    const work = await newWork(world);
    const { version } = await submitted(work);
    const unseen = { version: version.number, hash: "0".repeat(64) };
    const call = { as: work.appraiser, params: work.params, body: unseen };
    const problem = await world.refusal(planRoutes.approvePlan, call);
    expect(problem).toMatchObject({ code: "edit.conflict", current: { state: "submitted" } });
    expect(await approve(work, version)).toMatchObject({ state: "approved", approvedVersion: 1 });
    expect(await auditedActions(world, work)).toEqual(["plan.submit", "plan.approve"]);
  });

  test("a second decision on the same version is refused with the state in words", async () => {
    const work = await newWork(world);
    const { version } = await submitted(work);
    await approve(work, version);
    const problem = await world.refusal(planRoutes.returnPlan, {
      as: work.appraiser,
      params: work.params,
      body: { version: 1, reason: "Terlambat." },
    });
    expect(problem).toMatchObject({ code: "state.transition", title: expect.stringContaining("Ditetapkan") });
  });

  test("an external official decides like any appraiser", async () => {
    const mayor = newId("official", Date.now());
    const work = await newWork(world, { appraiser: { kind: "official", id: mayor } });
    const { version } = await submitted(work);
    const official = world.actor({ agency: work.agency, official: mayor, roles: ["official"] });
    const answer = await approve({ ...work, appraiser: official }, version);
    expect(answer.decisions[0]?.decidedBy).toBe(mayor);
  });
});

describe("amending", () => {
  async function approvedWork() {
    const work = await newWork(world);
    const { version } = await submitted(work);
    await approve(work, version);
    world.travelTo(during.progress);
    return work;
  }
  const amend = (work: Work) => world.call(planRoutes.amendPlan, { as: work.employee, params: work.params });

  test("in mid-year keeps every version, and the approved one in force until the next is approved", async () => {
    const work = await approvedWork();
    expect((await amend(work)).body).toMatchObject({ state: "amending", approvedVersion: 1 });
    await saveDraft(work, plannedResult(3), 0, 3);
    const second = await submit(work);
    expect(second).toMatchObject({ state: "submitted", submittedVersion: 2, approvedVersion: 1 });
    const version = second.versions.find(({ number }) => number === 2);
    expect(version?.basedOn).toBe(1);
    const approved = await approve(work, version ?? { number: 0, hash: "" });
    expect(approved).toMatchObject({ state: "approved", approvedVersion: 2 });
    expect(approved.history.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("begins with the drafts as the approved version is, whatever was typed since", async () => {
    const work = await approvedWork();
    await saveDraft(work, plannedResult(1, { text: "coret-coret" }), 1);
    await saveDraft(work, plannedResult(9), 0, 9);
    const { body } = await amend(work);
    expect(body.state).toBe("amending");
    const drafts = (await readAs(work, "employee")).draft?.results.map(({ result }) => result);
    expect(drafts).toEqual([plannedResult(1), plannedResult(2)]);
  });

  test("given up, leaves the approved version and drafts as they were", async () => {
    const work = await approvedWork();
    await amend(work);
    await saveDraft(work, plannedResult(1, { text: "berubah pikiran" }), 1);
    const kept = await world.call(planRoutes.keepPlan, { as: work.employee, params: work.params });
    expect(kept.body).toMatchObject({ state: "approved", approvedVersion: 1, submittedVersion: 1 });
    const drafts = (await readAs(work, "employee")).draft?.results;
    expect(drafts?.[0]?.result.text).toBe(plannedResult(1).text);
  });
});

describe("windows", () => {
  const late = (work: Work, headers: Record<string, string> = {}) =>
    world.refusal(planRoutes.submitPlan, { as: work.employee, params: work.params, body: {}, headers });

  test("a late submission names the window and its end in words, and the drafts stay", async () => {
    const work = await newWork(world);
    await savePlan(work);
    world.travelTo(during.afterPlanning);
    const problem = await late(work);
    expect(problem).toMatchObject({
      code: "window.closed",
      title: "Perencanaan SKP sudah ditutup Rabu, 15 Juli 2026 pukul 23.59 WIB.",
      detail: expect.stringContaining("tetap tersimpan"),
    });
    expect((await late(work, { "accept-language": "en" })).title).toBe(
      "Planning (SKP) closed on Wednesday, 15 July 2026 at 23:59 WIB.",
    );
    expect((await readAs(work, "employee")).draft?.results).toHaveLength(2);
  });

  test("the closing minute still counts", async () => {
    const work = await newWork(world);
    await savePlan(work);
    world.travelTo("2026-07-15T16:59:59.999Z");
    expect(await submit(work)).toMatchObject({ state: "submitted" });
  });

  test("before the opening it is too early", async () => {
    const work = await newWork(world);
    await savePlan(work);
    world.travelTo("2026-06-30T16:59:59.999Z");
    expect(await late(work)).toMatchObject({
      code: "window.not-yet",
      title: "Perencanaan SKP dibuka Rabu, 1 Juli 2026 pukul 00.00 WIB.",
    });
  });

  test("an extension is seen at once, though cycles are kept for a minute", async () => {
    const work = await newWork(world);
    await savePlan(work);
    world.travelTo(during.afterPlanning);
    expect((await late(work)).code).toBe("window.closed");
    const table = world.table(work.agency);
    const cycle = await table.get(cycleEntity, work.cycle);
    if (cycle === undefined) throw new Error("no cycle");
    const extension = {
      closesAt: "2026-07-20T23:59",
      reason: "extension" as const,
      note: "Gangguan",
      at: during.afterPlanning,
    };
    const planning = { ...cycle.windows.planning, extensions: [extension] };
    const windows = { ...cycle.windows, planning };
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, { windows }))]);
    expect(await submit(work)).toMatchObject({ state: "submitted" });
  });

  test("who joined after the planning window plans in what is left of the period", async () => {
    const work = await newWork(world, { from: "2026-09-01" });
    world.travelTo(during.progress);
    await savePlan(work);
    expect(await submit(work)).toMatchObject({ state: "submitted" });
  });

  test("a plan returned after the deadline may still be put right", async () => {
    const work = await newWork(world);
    await submitted(work);
    world.travelTo(during.afterPlanning);
    const body = { version: 1, reason: "Tambahkan satuan." };
    await world.call(planRoutes.returnPlan, { as: work.appraiser, params: work.params, body });
    expect(await submit(work)).toMatchObject({ state: "submitted", submittedVersion: 2 });
  });

  test("in a cycle that was taken back nothing is accepted", async () => {
    const work = await newWork(world);
    await savePlan(work);
    const table = world.table(work.agency);
    const cycle = await table.get(cycleEntity, work.cycle);
    if (cycle === undefined) throw new Error("no cycle");
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, { state: "planned" }))]);
    world.travelTo(during.afterPlanning);
    expect((await late(work)).code).toBe("state.transition");
  });
});

describe("sealed drafts", () => {
  const seal = (work: Work, hash: string) =>
    world.call(planRoutes.sealPlanDraft, { as: work.employee, params: work.params, body: { hash } });
  const sealed = (work: Work) => ({
    as: work.employee,
    params: work.params,
    body: { sealed: true as const },
  });

  async function sealedWork() {
    const work = await newWork(world);
    const content = planOf([plannedResult(1), plannedResult(2)]);
    world.travelTo("2026-07-15T16:58:00.000Z");
    await seal(work, contentDigest(content));
    world.travelTo("2026-07-16T01:00:00.000Z");
    await savePlan(work);
    return work;
  }

  test("whose hash the server recorded before the deadline is on time, proven, for a day", async () => {
    const work = await sealedWork();
    const { body } = await world.call(planRoutes.submitPlan, sealed(work));
    expect(body).toMatchObject({ state: "submitted", receipts: [{ arrival: "on-time-proven" }] });
  });

  test("is late when the content is not exactly what was sealed, or the day is over", async () => {
    const work = await sealedWork();
    await saveDraft(work, plannedResult(2, { text: "diubah kemudian" }), 1, 2);
    expect((await world.refusal(planRoutes.submitPlan, sealed(work))).code).toBe("window.closed");
    const other = await sealedWork();
    world.travelTo("2026-07-16T17:00:00.000Z");
    expect((await world.refusal(planRoutes.submitPlan, sealed(other))).code).toBe("window.closed");
  });

  describe("that nothing proves", () => {
    const lastSeen = "2026-07-15T16:30:00.000Z";
    const claimedAt = "2026-07-15T16:50:00.000Z";
    const deadline = "2026-07-15T17:00:00.000Z";

    /** Written without a network after the last reading; the phone gets through an hour after the deadline. */
    async function offlineWork(lateArrival: Settings["lateArrival"]) {
      const work = await newWork(world);
      await putSettings(world, work.agency, { lateArrival });
      world.travelTo(lastSeen);
      const { windowToken } = (await readPlan(work)).body;
      world.travelTo("2026-07-15T18:00:00.000Z");
      await savePlan(work);
      const body = { sealed: true as const, windowToken: windowToken ?? "", sealedAt: claimedAt };
      return { ...work, submission: { as: work.employee, params: work.params, body } };
    }

    const readPlan = (work: Work, as = work.employee) =>
      world.call(planRoutes.readPlan, { as, params: work.params });

    test("are submitted as late where the appraiser decides; receipt and part say so, with what is known and claimed", async () => {
      const work = await offlineWork("appraiser-decides");
      const { body } = await world.call(planRoutes.submitPlan, work.submission);
      const lateness = { closesAt: deadline, lastSeenAt: lastSeen, claimedAt };
      expect(body).toMatchObject({
        state: "submitted",
        windowToken: null,
        receipts: [{ arrival: "late-appraiser-decides", lateness }],
      });
      expect((await work.stored()).plan).toMatchObject({ arrival: "late-appraiser-decides" });
      expect(await auditedActions(world, work)).toEqual(["plan.submit.late-appraiser-decides"]);
      const { hash } = body.versions[0] ?? expect.fail("no version");
      const approval = { as: work.appraiser, params: work.params, body: { version: 1, hash } };
      expect((await world.call(planRoutes.approvePlan, approval)).body.state).toBe("approved");
    });

    test("are late no more once planning was extended past their arrival: not on their page, nor in the inbox", async () => {
      const work = await offlineWork("appraiser-decides");
      await world.call(planRoutes.submitPlan, work.submission);
      const query = { cycle: work.cycle.id };
      const seen = async () => {
        const { late } = (await readPlan(work, work.appraiser)).body;
        const { body } = await world.call(appraisalRoutes.readInbox, { as: work.appraiser, query });
        return [late?.arrival, body.items[0]?.waiting[0]?.arrival];
      };
      expect(await seen()).toEqual(["late-appraiser-decides", "late-appraiser-decides"]);
      await extend(world, work, "progress", "2027-02-26T23:59");
      expect(await seen()).toEqual(["late-appraiser-decides", "late-appraiser-decides"]);
      await extend(world, work, "planning", "2026-07-20T23:59");
      expect(await seen()).toEqual([undefined, undefined]);
    });

    test("are refused with their window where the agency refuses them", async () => {
      const work = await offlineWork("refuse");
      expect((await world.refusal(planRoutes.submitPlan, work.submission)).code).toBe("window.closed");
    });

    test("are accepted where a recorded outage covers the stretch, else left to the appraiser", async () => {
      const covering = {
        id: newId("outage", 1),
        from: "2026-07-15T16:00:00.000Z",
        to: deadline,
        reason: "Listrik padam",
        recordedAt: deadline,
      };
      const arrivals = [];
      for (const outage of [covering, { ...covering, from: "2026-07-15T16:31:00.000Z" }]) {
        const work = await offlineWork("accept-in-outage");
        const table = world.table(work.agency);
        await table.write([table.create(outageEntity, outage)]);
        const { body } = await world.call(planRoutes.submitPlan, work.submission);
        arrivals.push(body.receipts[0]?.arrival);
      }
      expect(arrivals).toEqual(["late-accepted", "late-appraiser-decides"]);
    });

    test("need a token that is their own, of before the deadline, within a day", async () => {
      const work = await offlineWork("appraiser-decides");
      const other = await offlineWork("appraiser-decides");
      const { body } = work.submission;
      const refused = async (change: object, as = work.employee) => {
        const call = { ...work.submission, as, body: { ...body, ...change } };
        return (await world.refusal(planRoutes.submitPlan, call)).code;
      };
      expect(await refused({ windowToken: other.submission.body.windowToken })).toBe("window.closed");
      expect(await refused({ windowToken: `${body.windowToken}x` })).toBe("window.closed");
      expect(await refused({ windowToken: undefined })).toBe("window.closed");
      expect(await refused({ sealed: undefined })).toBe("window.closed");
      const elsewhere = { ...work.employee, login: newId("login", 1) };
      expect(await refused({}, elsewhere)).toBe("window.closed");
      world.travelTo("2026-07-16T17:00:00.000Z");
      expect(await refused({})).toBe("window.closed");
    });

    test("get no token once the window has closed, and nobody but their employee gets one", async () => {
      const work = await newWork(world);
      expect((await readPlan(work)).body.windowToken).toMatch(/^\d+\./);
      expect((await readPlan(work, work.appraiser)).body.windowToken).toBeNull();
      world.travelTo(deadline);
      expect((await readPlan(work)).body.windowToken).toBeNull();
    });
  });

  test("keeps the first time at which a hash arrived", async () => {
    const work = await newWork(world);
    const first = await seal(work, "a".repeat(64));
    world.pass({ hours: 3 });
    expect((await seal(work, "a".repeat(64))).body).toEqual(first.body);
    expect(first.body.receivedAt).toBe(during.planning);
  });
});

describe("who may", () => {
  test("a stranger, a colleague, a later appraiser and another agency find nothing", async () => {
    const work = await newWork(world);
    const { version } = await submitted(work);
    const now = Date.now();
    const strangers = [
      world.actor({ agency: work.agency, employee: newId("employee", now) }),
      world.actor({ agency: work.agency, roles: ["planner"] }),
      world.actor({ agency: work.agency, roles: ["unitHead"], employee: newId("employee", now) }),
      world.actor({ employee: work.part.employeeId, roles: ["employee", "agencyAdmin"] }),
    ];
    const { params } = work;
    const resultParams = { ...params, resultId: resultId(1) };
    const draft = { version: 1, order: 1, result: plannedResult(1) };
    const { results: _, ...frame } = planOf([]);
    for (const as of strangers) {
      const isOtherAgency = as.agency !== work.agency;
      const refusals = [
        world.refusal(planRoutes.readPlan, { as, params }),
        world.refusal(planRoutes.submitPlan, { as, params, body: {} }),
        world.refusal(planRoutes.amendPlan, { as, params }),
        world.refusal(planRoutes.keepPlan, { as, params }),
        world.refusal(planRoutes.copyPlan, { as, params, body: { from: work.part.id } }),
        world.refusal(planRoutes.saveResultDraft, { as, params: resultParams, body: draft }),
        world.refusal(planRoutes.savePlanFrame, { as, params, body: { version: 1, frame } }),
        world.refusal(planRoutes.sealPlanDraft, { as, params, body: { hash: "b".repeat(64) } }),
        world.refusal(planRoutes.approvePlan, { as, params, body: { version: 1, hash: version.hash } }),
        world.refusal(planRoutes.returnPlan, { as, params, body: { version: 1, reason: "x" } }),
      ];
      for (const { status } of await Promise.all(refusals)) {
        expect([403, 404]).toContain(status);
        if (isOtherAgency) expect(status).toBe(404);
      }
    }
  });

  test("an employee neither approves nor returns their own plan, even as their own appraiser", async () => {
    const employeeId = newId("employee", Date.now());
    const work = await newWork(world, { employeeId, appraiser: { kind: "employee", id: employeeId } });
    const { version } = await submitted(work);
    const call = { as: work.employee, params: work.params, body: { version: 1, hash: version.hash } };
    expect((await world.refusal(planRoutes.approvePlan, call)).status).toBe(404);
  });

  test("an appraiser writes no draft and submits nothing for the employee", async () => {
    const work = await newWork(world);
    const call = { as: work.appraiser, params: work.params, body: {} };
    expect((await world.refusal(planRoutes.submitPlan, call)).status).toBe(404);
  });

  test("a part's address under another cycle is not found", async () => {
    const work = await newWork(world);
    const params = { ...work.params, cycleId: newId("cycle", Date.now()) };
    expect((await world.refusal(planRoutes.readPlan, { as: work.employee, params })).status).toBe(404);
    const call = { as: work.employee, params, body: {} };
    expect((await world.refusal(planRoutes.submitPlan, call)).status).toBe(404);
  });
});

describe("a transfer", () => {
  test("gives each part to who was the appraiser then; the former one finishes theirs, neither sees the other's", async () => {
    const work = await newWork(world, { to: "2026-09-30", closedAt: "2026-09-30T17:00:00.000Z" });
    const { version } = await submitted(work);
    world.travelTo(during.progress);
    const newBoss = newId("employee", Date.now());
    const second = await putPart(world, work.agency, work.cycle, {
      unit: newId("unit", Date.now()),
      appraiser: { kind: "employee", id: newBoss },
      employeeId: work.part.employeeId,
      number: 2,
      from: "2026-10-01",
    });
    const later = world.actor({ agency: work.agency, employee: newBoss });
    const secondParams = { ...work.params, partId: second.id };
    const hidden = (as: typeof later, params: typeof work.params) =>
      world.refusal(planRoutes.readPlan, { as, params });
    expect((await hidden(later, work.params)).status).toBe(404);
    expect((await hidden(work.appraiser, secondParams)).status).toBe(404);
    expect(await approve(work, version)).toMatchObject({ state: "approved" });

    const copied = await world.call(planRoutes.copyPlan, {
      as: work.employee,
      params: secondParams,
      body: { from: work.part.id, results: [resultId(2)] },
    });
    expect(copied.body.draft?.results.map(({ result }) => result)).toEqual([plannedResult(2)]);
    const submittedSecond = await submit({ ...work, params: secondParams });
    expect(submittedSecond.state).toBe("submitted");
    expect(submittedSecond.receipts[0]?.number).toBe(`${second.id}-1`);
  });

  test("copying again changes nothing, and what was drafted stays as it is", async () => {
    const work = await newWork(world);
    await submitted(work);
    const call = { as: work.employee, params: work.params, body: { from: work.part.id } };
    await saveDraft(work, plannedResult(1, { text: "sudah saya ubah" }), 1);
    const { body } = await world.call(planRoutes.copyPlan, call);
    expect(body.draft?.results.map(({ result }) => result.text)).toEqual([
      "sudah saya ubah",
      plannedResult(2).text,
    ]);
  });

  test("one copies from one's own parts only, and only what was submitted", async () => {
    const work = await newWork(world);
    const theirs = await putPart(world, work.agency, work.cycle, {
      unit: work.part.unit,
      appraiser: { kind: "employee", id: newId("employee", Date.now()) },
    });
    const copy = (from: string) =>
      world.refusal(planRoutes.copyPlan, {
        as: work.employee,
        params: work.params,
        body: { from: from as typeof theirs.id },
      });
    expect((await copy(theirs.id)).status).toBe(404);
    expect((await copy(work.part.id)).code).toBe("plan.source-empty");
  });
});

function request(work: Work) {
  return { as: work.employee, params: work.params, text: "{}", headers: {} };
}

/** Does something between a request's query and its transaction, once. */
function spoilBeforeTransaction(spoil: () => Promise<void>) {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const { client } = world.connection;
    const send = client.send.bind(client);
    let done = false;
    client.send = (async (command: object) => {
      if (!done && command.constructor.name === "TransactWriteCommand") {
        done = true;
        await spoil();
      }
      return await send(command as never);
    }) as typeof client.send;
    try {
      return await work();
    } finally {
      client.send = send as typeof client.send;
    }
  };
}
