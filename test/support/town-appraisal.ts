import { ratingsOf, reportOn } from "#infra/local/demo/work-samples.ts";
import { type Town, townWork } from "./small-town.ts";

type Ratings = ReturnType<typeof ratingsOf>;

/** Somebody's one evaluation in a town's cycle, as the routes name it. */
export async function evaluationOf(town: Town, nip: string) {
  const [part] = (await (await town.as(nip)).cycles.listParts({ params: { cycleId: town.cycle.id } })).items;
  const [evaluation] = town.cycle.evaluations;
  if (part === undefined || evaluation === undefined) throw new Error(`${nip} has nothing to be appraised`);
  const params = { cycleId: town.cycle.id, partId: part.id, evaluationId: evaluation.id };
  return { part, params, work: townWork(part.id) };
}

/** Writes and sends somebody's report on all of their plan. */
export async function sendReport(town: Town, nip: string): Promise<void> {
  const { params, work } = await evaluationOf(town, nip);
  const employee = await town.as(nip);
  const body = { version: 0, report: reportOn(work) };
  const { version } = await employee.appraisals.saveReport({ params, body });
  await employee.appraisals.submitReport({ params, body: { version } });
}

/** The unit's predicate, which everybody's result waits for. */
export async function setPredicate(town: Town, nip: string): Promise<void> {
  const { part, params } = await evaluationOf(town, nip);
  const admin = await town.as(town.administrator);
  await admin.appraisals.setOrganisationPredicate({
    params: { cycleId: params.cycleId, evaluationId: params.evaluationId, unitId: part.unit },
    body: { version: 0, predicate: "good", reason: "Atas nama pimpinan organisasi di atasnya." },
  });
}

/** Makes somebody's result final: results above, behaviour as expected, which gives "Baik". */
export async function rate(
  town: Town,
  appraiser: string,
  nip: string,
  over: Partial<Ratings> = {},
): Promise<void> {
  const { part, params, work } = await evaluationOf(town, nip);
  const { appraisals } = await town.as(appraiser);
  const ratings = { ...ratingsOf(work, part.name), ...over };
  const { version } = await appraisals.saveRatings({ params, body: { version: 0, ratings } });
  await appraisals.submitEvaluation({ params, body: { version } });
}
