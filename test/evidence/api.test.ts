import { describe, expect, test } from "vitest";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { readEvaluationFile } from "#shared/appraisals/store.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { evidenceRoutes } from "#shared/evidence/routes.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { resultId } from "#test/support/appraisal-samples.ts";
import {
  type FileEvidence,
  factsOf,
  newFile,
  paramsFor,
  photo,
  useEvidenceWorld,
} from "#test/support/evidence-world.ts";
import { gate } from "#test/support/gate.ts";
import { during, putPart, type Work } from "#test/support/work.ts";

const world = useEvidenceWorld();

const by = (work: Work, file: Id<"file">, as: Actor = work.employee) => ({
  as,
  params: paramsFor(work, file),
});
const keep = async (work: Work, file: Id<"file">) =>
  (await world.call(evidenceRoutes.keepFile, by(work, file))).body;
const fetchAs = async (work: Work, file: Id<"file">, as: Actor) =>
  (await world.call(evidenceRoutes.readFile, by(work, file, as))).body;
const fetchRefusal = async (work: Work, file: Id<"file">, as: Actor) =>
  (await world.refusal(evidenceRoutes.readFile, by(work, file, as))).status;
const at = (work: Work) => ({ ...work.params, evaluationId: work.evaluation });

const reportWith = (...evidence: FileEvidence[]) => ({
  realisations: [{ result: resultId(1), text: "Selesai", evidence }],
});
const save = async (work: Work, ...evidence: FileEvidence[]) =>
  (
    await world.call(appraisalRoutes.saveReport, {
      as: work.employee,
      params: at(work),
      body: { version: 0, report: reportWith(...evidence) },
    })
  ).body;
const submission = (work: Work, version = 1) => ({ as: work.employee, params: at(work), body: { version } });
async function send(work: Work, ...evidence: FileEvidence[]): Promise<void> {
  await save(work, ...evidence);
  world.travelTo(during.appraisal);
  await world.call(appraisalRoutes.submitReport, submission(work));
}
async function shelf(work: Work) {
  const table = world.table(work.agency);
  return (await readEvaluationFile(table, placeOfPart(work.part.id), work.evaluation))?.shelf?.files;
}

describe("a file as evidence", () => {
  test("is asked for, sent, kept, named by the report, and then opened by its appraiser", async () => {
    const work = await world.reporting();
    const file = newFile();
    const asked = await world.attach(work, {}, file);
    expect(asked).toMatchObject({ id: file, state: "awaited", ...factsOf(photo) });
    world.arrive(work, file);
    expect(await keep(work, file)).toMatchObject({ id: file, state: "kept", upload: null });
    expect(world.object(work, file, "kept")).toEqual(photo);
    const { name, type, size, sha256 } = factsOf(photo);
    const evidence = {
      kind: "file",
      key: "f1",
      title: "Foto",
      fileId: file,
      name,
      type,
      size,
      sha256,
    } as const;
    await send(work, evidence);

    const page = await world.call(appraisalRoutes.readEvaluation, { as: work.appraiser, params: at(work) });
    expect(page.body.report?.report.realisations[0]?.evidence).toEqual([evidence]);
    expect(await fetchAs(work, file, work.appraiser)).toEqual({
      url: expect.stringContaining(`/kept/${work.agency}/${work.part.id}/${work.evaluation}/${file}`),
      fileName: "IMG_1.jpg",
      expiresAt: "2027-01-05T02:05:00.000Z",
    });
  });

  test("asked for again is the same place with another address, until it is kept", async () => {
    const work = await world.reporting();
    const file = newFile();
    await world.attach(work, {}, file);
    world.pass({ minutes: 20 });
    expect(await world.attach(work, {}, file)).toMatchObject({
      upload: { expiresAt: "2026-10-01T02:35:00.000Z" },
    });
    expect(await shelf(work)).toHaveLength(1);
    world.arrive(work, file);
    await keep(work, file);
    expect(await world.attach(work, {}, file)).toMatchObject({ state: "kept", upload: null });
    expect(await keep(work, file)).toMatchObject({ state: "kept" });
  });

  test("is one thing only: its id with other facts is refused", async () => {
    const work = await world.reporting();
    const file = newFile();
    await world.attach(work, {}, file);
    for (const other of [{ size: 5 }, { sha256: "0".repeat(64) }, { result: resultId(2) }]) {
      expect(await world.attachRefusal(work, other, file)).toBe("edit.conflict");
    }
  });

  test("sent once more after it was kept changes nothing of what is read", async () => {
    const work = await world.reporting();
    const { fileId } = await world.keptFile(work);
    world.arrive(work, fileId, Buffer.from("\xff\xd8\xff something else", "latin1"));
    await keep(work, fileId);
    expect(world.object(work, fileId, "kept")).toEqual(photo);
  });

  test("that has not arrived is not kept", async () => {
    const work = await world.reporting();
    const { id } = await world.attach(work);
    const refusal = await world.refusal(evidenceRoutes.keepFile, by(work, id));
    expect(refusal).toMatchObject({ status: 409, code: "evidence.not-arrived" });
    expect((await world.refusal(evidenceRoutes.keepFile, by(work, newFile()))).status).toBe(404);
  });

  test.each([
    ["a web page", Buffer.from("<!DOCTYPE html><script>alert(1)</script>")],
    ["a PDF that says it is a photo", Buffer.from("%PDF-1.7 not a photo at all")],
    ["a photo of another length", Buffer.concat([photo, photo])],
  ])("that turns out to be %s is refused in words, and never kept", async (_, bytes) => {
    const work = await world.reporting();
    const size = bytes.length === photo.length * 2 ? photo.length : bytes.length;
    const { id } = await world.attach(work, { size });
    world.arrive(work, id, bytes);
    const refusal = await world.refusal(evidenceRoutes.keepFile, by(work, id));
    expect(refusal).toMatchObject({ status: 422, code: "evidence.wrong-type" });
    expect(refusal.title).toContain("bukan foto (JPEG, PNG, WebP) atau PDF");
    expect(world.object(work, id, "kept")).toBeUndefined();
    expect(await fetchRefusal(work, id, work.employee)).toBe(404);
  });

  test.each([
    ["a drawing with scripts", { type: "image/svg+xml" as never }],
    ["more than 5 MB", { size: 5 * 1024 * 1024 + 1 }],
    ["nothing", { size: 0 }],
  ])("may not be %s", async (_, over) => {
    expect(await world.attachRefusal(await world.reporting(), over)).toBe("request.invalid");
  });

  test("has room beside nine others of its result, and no more", async () => {
    const work = await world.reporting();
    const files = Array.from({ length: 10 }, newFile);
    for (const file of files) await world.attach(work, {}, file);
    expect(await world.attachRefusal(work)).toBe("evidence.full");
    await world.attach(work, {}, files[0]);
    await world.attach(work, { result: resultId(2) });
    world.pass({ hours: 24 });
    await world.attach(work);
    expect(await shelf(work)).toHaveLength(1);
  });

  test("is for a result of the plan", async () => {
    expect(await world.attachRefusal(await world.reporting(), { result: resultId(9) })).toBe("not-found");
  });

  test("may be attached and removed only while the report is written and its window is open", async () => {
    const work = await world.reporting();
    const evidence = await world.keptFile(work);
    await send(work, evidence);
    const remove = async () =>
      (await world.refusal(evidenceRoutes.removeFile, by(work, evidence.fileId))).code;
    expect(await world.attachRefusal(work)).toBe("state.transition");
    expect(await remove()).toBe("state.transition");
    await world.call(appraisalRoutes.retractReport, { as: work.employee, params: at(work) });
    await world.attach(work);
    // What a sealed report names may follow as long as that may.
    world.travelTo("2027-01-16T16:59:00.000Z");
    await world.attach(work);
    world.travelTo("2027-02-01T02:00:00.000Z");
    expect(await world.attachRefusal(work)).toBe("window.closed");
    expect(await remove()).toBe("window.closed");
    expect(world.object(work, evidence.fileId, "kept")).toEqual(photo);
  });

  test("removed is deleted, also by a second try", async () => {
    const work = await world.reporting();
    const { fileId } = await world.keptFile(work);
    await world.call(evidenceRoutes.removeFile, by(work, fileId));
    expect(world.object(work, fileId, "kept")).toBeUndefined();
    expect(await shelf(work)).toEqual([]);
    expect(await fetchRefusal(work, fileId, work.employee)).toBe(404);
    await world.call(evidenceRoutes.removeFile, by(work, fileId));
  });
});

describe("a report that names files", () => {
  test("is refused while one has not arrived, or is not as the report says, and the draft stays", async () => {
    const work = await world.reporting();
    const evidence = await world.keptFile(work);
    const { id } = await world.attach(work);
    world.travelTo(during.appraisal);
    const wrong = [
      { ...evidence, fileId: id },
      { ...evidence, fileId: newFile() },
      { ...evidence, sha256: "0".repeat(64) },
    ];
    let version = 0;
    for (const one of wrong) {
      const body = { version, report: reportWith(one) };
      const saved = await world.call(appraisalRoutes.saveReport, {
        as: work.employee,
        params: at(work),
        body,
      });
      version = saved.body.version;
      const refusal = await world.refusal(appraisalRoutes.submitReport, submission(work, version));
      expect(refusal).toMatchObject({ code: "report.incomplete", fields: [{ code: "report.file-missing" }] });
      expect(refusal.fields?.[0]?.message).toContain("“Foto register” belum sampai");
    }
  });

  test("is not sent past a file that is taken away at that moment, nor is a file taken from one being sent", async () => {
    const work = await world.reporting();
    const evidence = await world.keptFile(work);
    await save(work, evidence);
    world.travelTo(during.appraisal);
    gate.before("TransactWrite", 1, async () => {
      await world.call(evidenceRoutes.removeFile, by(work, evidence.fileId));
    });
    const conflict = await world.refusal(appraisalRoutes.submitReport, submission(work));
    expect(conflict.code).toBe("edit.conflict");
    const missing = await world.refusal(appraisalRoutes.submitReport, submission(work));
    expect(missing.code).toBe("report.incomplete");

    const other = await world.reporting();
    const named = await world.keptFile(other);
    await save(other, named);
    world.travelTo(during.appraisal);
    gate.before("TransactWrite", 1, async () => {
      await world.call(appraisalRoutes.submitReport, submission(other));
    });
    const late = await world.refusal(evidenceRoutes.removeFile, by(other, named.fileId));
    expect(late.code).toBe("state.transition");
    expect(world.object(other, named.fileId, "kept")).toEqual(photo);
  });
});

describe("who may open a file", () => {
  test("its employee at once; appraiser and who oversees once a report that names it was sent", async () => {
    const work = await world.reporting();
    const evidence = await world.keptFile(work);
    const unnamed = await world.keptFile(work);
    await fetchAs(work, evidence.fileId, work.employee);
    for (const as of [work.appraiser, work.admin])
      expect(await fetchRefusal(work, evidence.fileId, as)).toBe(404);
    await send(work, evidence);
    for (const as of [work.employee, work.appraiser, work.admin]) await fetchAs(work, evidence.fileId, as);
    expect(await fetchRefusal(work, unnamed.fileId, work.appraiser)).toBe(404);
    await world.call(appraisalRoutes.retractReport, { as: work.employee, params: at(work) });
    expect(await fetchRefusal(work, evidence.fileId, work.appraiser)).toBe(404);
  });

  test("nobody else: strangers, other agencies, heads and planners without the part, a former appraiser", async () => {
    const work = await world.reporting();
    const evidence = await world.keptFile(work);
    await send(work, evidence);
    const now = Date.now();
    const { agency, part, appraiser } = work;
    const strangers = [
      world.actor({ agency, employee: newId("employee", now) }),
      world.actor({ agency, employee: newId("employee", now), roles: ["employee", "unitHead", "planner"] }),
      world.actor({ employee: part.employeeId, roles: ["employee", "agencyAdmin"] }),
      world.actor({ ...(appraiser.employee && { employee: appraiser.employee }) }),
    ];
    for (const as of strangers) {
      expect(await fetchRefusal(work, evidence.fileId, as)).toBe(404);
      const call = by(work, evidence.fileId, as);
      for (const refusal of [
        await world.refusal(evidenceRoutes.keepFile, call),
        await world.refusal(evidenceRoutes.removeFile, call),
        await world.refusal(evidenceRoutes.attachFile, { ...call, body: factsOf(photo) }),
      ])
        expect(refusal.status).toBe(404);
    }

    const table = world.table(agency);
    const stored = await table.get(partEntity, placeOfPart(part.id));
    if (stored === undefined) throw new Error("no part");
    const corrected = { kind: "employee" as const, id: newId("employee", now) };
    await table.write([table.replace(partEntity, stored, { ...stored, appraiser: corrected })]);
    expect(await fetchRefusal(work, evidence.fileId, appraiser)).toBe(404);
    await fetchAs(work, evidence.fileId, world.actor({ agency, employee: corrected.id }));
    expect(world.object(work, evidence.fileId, "kept")).toEqual(photo);
  });

  test("the appraiser of one stretch opens nothing of another, nor does a file of one lie in another", async () => {
    const work = await world.reporting();
    const evidence = await world.keptFile(work);
    await send(work, evidence);
    const later = newId("employee", Date.now());
    const second = await putPart(world, work.agency, work.cycle, {
      unit: newId("unit", Date.now()),
      appraiser: { kind: "employee", id: later },
      employeeId: work.part.employeeId,
      number: 2,
      from: "2026-10-01",
    });
    const successor = world.actor({ agency: work.agency, employee: later });
    expect(await fetchRefusal(work, evidence.fileId, successor)).toBe(404);
    const theirs = { ...work, params: { ...work.params, partId: second.id } };
    for (const as of [work.employee, work.appraiser, successor])
      expect(await fetchRefusal(theirs, evidence.fileId, as)).toBe(404);
  });
});

describe("whatever is lost on the way", () => {
  test("between any two calls, the same steps again end with the file kept once, and the report names it", async () => {
    let isThrough = false;
    for (let calls = 0; !isThrough; calls++) {
      const work = await world.reporting();
      const file = newFile();
      const steps = async () => {
        await world.attach(work, {}, file);
        world.arrive(work, file);
        await keep(work, file);
      };
      gate.kill(calls);
      isThrough = await steps().then(
        () => true,
        () => false,
      );
      gate.revive();
      await steps();
      expect(await shelf(work)).toMatchObject([{ id: file, state: "kept" }]);
      expect(world.object(work, file, "kept")).toEqual(photo);
      if (isThrough) expect(calls).toBeGreaterThan(4);
    }
  });

  test("two devices at once lose no file of the other", async () => {
    const work = await world.reporting();
    const files = Array.from({ length: 3 }, newFile);
    await Promise.all(files.map((file) => world.attach(work, {}, file)));
    expect((await shelf(work))?.map(({ id }) => id).sort()).toEqual([...files].sort());
  });

  test("two devices at once do not pass the limit together", async () => {
    const work = await world.reporting();
    for (let n = 0; n < 9; n++) await world.attach(work);
    gate.before("TransactWrite", 1, async () => void (await world.attach(work)));
    expect(await world.attachRefusal(work)).toBe("evidence.full");
    expect(await shelf(work)).toHaveLength(10);
  });
});
