import type { HotOperation } from "#infra/tools/budgets.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { unitEntity } from "#shared/people/store.ts";
import { planRoutes } from "#shared/plans/routes.ts";
import { shortDigest } from "#shared/platform/digest.ts";
import { changed } from "#shared/platform/table/table.ts";
import { reportRoutes } from "#shared/reports/routes.ts";
import { counterAttributes, tallyEntity } from "#shared/reports/store.ts";
import { countersOf, total } from "#shared/reports/tally.ts";
import { plannedResult, planOf, ratingsOf, reportOn } from "./appraisal-samples.ts";
import { during, newWork, putPart, type Work } from "./work.ts";
import type { World } from "./world.ts";

type Deed = () => Promise<unknown>;

const results = [plannedResult(1), plannedResult(2)];
const report = reportOn(planOf(results));

/** Each hot operation with what comes before it; answers the operation itself, ready to be measured. */
export const hotDeeds: Readonly<Record<HotOperation, (world: World) => Promise<Deed>>> = {
  openPlan: async (world) => {
    const work = await drafted(world);
    return () => readPlan(world, work);
  },
  openEvaluation: async (world) => {
    const work = await appraisable(world);
    await saveReport(world, work);
    return () =>
      world.call(appraisalRoutes.readEvaluation, { as: work.employee, params: evaluationOf(work) });
  },
  addDraft: async (world) => {
    const work = await drafted(world);
    return () => saveDraft(world, work, 3);
  },
  saveDraft: async (world) => {
    const work = await drafted(world);
    return () => saveDraft(world, work, 1, 1);
  },
  saveReport: async (world) => {
    const work = await appraisable(world);
    await saveReport(world, work);
    return () => saveReport(world, work, 1);
  },
  submitPlan: async (world) => {
    const work = await drafted(world);
    return () => submitPlan(world, work);
  },
  makeFinal: async (world) => {
    const work = await appraisable(world);
    const version = await rated(world, work);
    return () => makeFinal(world, work, version);
  },
  readInbox: async (world) => {
    const work = await newWork(world);
    for (let n = 0; n < 24; n++) await putWorkedPart(world, work);
    const query = { cycle: work.cycle.id };
    return () => world.call(appraisalRoutes.readInbox, { as: work.appraiser, query });
  },
  approvePlan: async (world) => {
    const work = await drafted(world);
    const hash = await submitPlan(world, work);
    return () => approvePlan(world, work, hash);
  },
  readMonitor: async (world) => {
    const work = await newWork(world);
    const table = world.table(work.agency);
    const million = Object.fromEntries(countersOf(work.part).map((counter) => [counter, 999_999]));
    const place = { cycleId: work.cycle.id, unit: total };
    const set = { ...place, countedAt: during.planning };
    await table.write([table.add(tallyEntity, place, counterAttributes(million), set)]);
    const as = world.actor({ agency: work.agency, roles: ["planner"] });
    const query = { cycle: work.cycle.id, phase: work.evaluation };
    return () => world.call(reportRoutes.readMonitor, { as, query });
  },
};

/** A part of the same appraiser as it is after half a year: hashes, and the marks of six requests. */
async function putWorkedPart(world: World, { agency, cycle, part, evaluation }: Work): Promise<void> {
  const { unit, appraiser } = part;
  const hash = "0".repeat(64);
  const since = during.planning;
  const place = await putPart(world, agency, cycle, {
    unit,
    appraiser,
    plan: { state: "approved", since, submittedVersion: 1, approvedVersion: 1, hash },
    evaluations: { [evaluation]: { state: "reported", since, version: 1, hash } },
  });
  const table = world.table(agency);
  for (let n = 0; n < 6; n++) {
    const stored = await table.get(partEntity, place);
    if (stored === undefined) throw new Error("the part is gone");
    const request = { key: shortDigest(`key ${n}`), bodyHash: shortDigest(`body ${n}`) };
    await table.write([table.replace(partEntity, stored, changed(stored, {}), { request })]);
  }
}

/** Somebody whose plan of two results is drafted, not submitted. */
export async function drafted(world: World, over: Parameters<typeof newWork>[1] = {}): Promise<Work> {
  const work = await newWork(world, over);
  await saveFrame(world, work);
  for (const n of [1, 2]) await saveDraft(world, work, n);
  return work;
}

/** Whose plan it is, and who approves it. */
type Planner = Pick<Work, "employee" | "appraiser" | "params">;

/** A plan of the first two results, approved as it was submitted. */
export async function planAndApprove(world: World, who: Planner): Promise<void> {
  for (const n of [1, 2]) await saveDraft(world, who, n);
  await approvePlan(world, who, await submitPlan(world, who));
}

export async function saveFrame(world: World, { employee, params }: Work): Promise<void> {
  const { results: _, ...frame } = planOf([]);
  await world.call(planRoutes.savePlanFrame, { as: employee, params, body: { version: 0, frame } });
}

export async function saveDraft(world: World, work: Planner, n: number, version = 0): Promise<void> {
  const result = plannedResult(n);
  await world.call(planRoutes.saveResultDraft, {
    as: work.employee,
    params: { ...work.params, resultId: result.id },
    body: { version, order: n, result },
  });
}

export async function readPlan(world: World, { employee, params }: Work): Promise<void> {
  await world.call(planRoutes.readPlan, { as: employee, params });
}

/** Submits and answers the hash of the version. */
export async function submitPlan(world: World, { employee, params }: Planner): Promise<string> {
  const { body } = await world.call(planRoutes.submitPlan, { as: employee, params, body: {} });
  return body.versions[0]?.hash ?? "";
}

export async function approvePlan(world: World, { appraiser, params }: Planner, hash: string): Promise<void> {
  await world.call(planRoutes.approvePlan, { as: appraiser, params, body: { version: 1, hash } });
}

/** Somebody with an approved plan, on a day of the appraisal window. */
async function appraisable(world: World): Promise<Work> {
  const work = await drafted(world);
  await approvePlan(world, work, await submitPlan(world, work));
  const table = world.table(work.agency);
  await table.write([table.create(unitEntity, { id: work.part.unit, name: "Bina Marga" })]);
  world.travelTo(during.appraisal);
  return work;
}

const evaluationOf = (work: Work) => ({ ...work.params, evaluationId: work.evaluation });

async function saveReport(world: World, work: Work, version = 0): Promise<number> {
  const call = { as: work.employee, params: evaluationOf(work), body: { version, report } };
  return (await world.call(appraisalRoutes.saveReport, call)).body.version;
}

/** Reported, the unit's predicate set, rated; answers the version of the ratings. */
async function rated(world: World, work: Work): Promise<number> {
  const params = evaluationOf(work);
  const version = await saveReport(world, work);
  await world.call(appraisalRoutes.submitReport, { as: work.employee, params, body: { version } });
  await world.call(appraisalRoutes.setOrganisationPredicate, {
    as: work.admin,
    params: { cycleId: work.cycle.id, evaluationId: work.evaluation, unitId: work.part.unit },
    body: { version: 0, predicate: "good", reason: "Keputusan pimpinan." },
  });
  const body = { version: 0, ratings: ratingsOf() };
  const draft = await world.call(appraisalRoutes.saveRatings, { as: work.appraiser, params, body });
  await world.call(appraisalRoutes.readEvaluation, { as: work.appraiser, params });
  return draft.body.version;
}

async function makeFinal(world: World, work: Work, version: number): Promise<void> {
  const call = { as: work.appraiser, params: evaluationOf(work), body: { version } };
  await world.call(appraisalRoutes.submitEvaluation, call);
}
