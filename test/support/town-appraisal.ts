import { createHash } from "node:crypto";
import { ratingsOf, reportOn } from "#infra/local/demo/work-samples.ts";
import { newId } from "#shared/platform/ids.ts";
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

type Report = ReturnType<typeof reportOn>;

/** Attaches a file of these bytes, a PNG's, to somebody's first result; answers the piece of evidence that names it. */
export async function attachPng(town: Town, nip: string, bytes: Buffer, title: string) {
  const { params, work } = await evaluationOf(town, nip);
  const { evidence } = await town.as(nip);
  const [first] = reportOn(work).realisations;
  if (first === undefined) throw new Error(`${nip} has no result`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const facts = { name: `${title}.png`, type: "image/png" as const, size: bytes.length, sha256 };
  const file = { params: { ...params, fileId: newId("file", Date.now()) } };
  const { upload } = await evidence.attachFile({ ...file, body: { result: first.result, ...facts } });
  if (upload === null) throw new Error("the file is there already");
  await fetch(upload.url, { method: "PUT", headers: upload.headers, body: new Uint8Array(bytes) });
  await evidence.keepFile(file);
  return { kind: "file" as const, key: "berkas", title, fileId: file.params.fileId, ...facts };
}

/** Writes and sends somebody's report on all of their plan, or what `as` makes of it. */
export async function sendReport(
  town: Town,
  nip: string,
  as: (report: Report) => object = (report) => report,
): Promise<void> {
  const { params, work } = await evaluationOf(town, nip);
  const employee = await town.as(nip);
  const body = { version: 0, report: as(reportOn(work)) as Report };
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
