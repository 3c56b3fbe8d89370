import { describe, expect, test } from "vitest";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { readEvaluationFile } from "#shared/appraisals/store.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { extendWindow } from "#shared/cycles/windows.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { milestonesOfSubject } from "#shared/platform/milestones.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { changed } from "#shared/platform/table/table.ts";
import { resultId } from "#test/support/appraisal-samples.ts";
import { type FileEvidence, useEvidenceWorld } from "#test/support/evidence-world.ts";
import { gate } from "#test/support/gate.ts";
import { handBodies } from "#test/support/outbox.ts";
import type { Work } from "#test/support/work.ts";

const world = useEvidenceWorld();
const { handler } = await import("#functions/evidence/on-milestones.ts");

const sweepsOf = async ({ agency, part }: Work) => {
  const planned = [];
  for await (const one of world.table(agency).each(milestonesOfSubject(part.id)))
    if (one.kind === "evidence.sweep") planned.push(one);
  return planned;
};
const shelf = async ({ agency, part, evaluation }: Work) =>
  (await readEvaluationFile(world.table(agency), placeOfPart(part.id), evaluation))?.shelf?.files ?? [];
const isThere = (work: Work, { fileId }: FileEvidence) => world.object(work, fileId, "kept") !== undefined;

/** Names these files in the report's draft. */
async function name(work: Work, ...evidence: FileEvidence[]): Promise<void> {
  const report = { realisations: [{ result: resultId(1), text: "Selesai", evidence }] };
  const params = { ...work.params, evaluationId: work.evaluation };
  await world.call(appraisalRoutes.saveReport, { as: work.employee, params, body: { version: 0, report } });
}

/** What the tick hands over, at the instant for which it was planned. */
async function due(work: Work): Promise<object> {
  const [planned] = await sweepsOf(work);
  if (planned === undefined) throw new Error("no sweep is planned");
  world.travelTo(planned.at);
  const { subject, kind, at, name: called } = planned;
  return { agency: work.agency, subject, kind, at, name: called };
}

const sweep = async (work: Work) => expect(await handBodies(handler, [await due(work)])).toEqual([]);

describe("files that nothing names", () => {
  test("are gone with their entries wherever the first try ended, and what is named is there", async () => {
    let isThrough = false;
    for (let calls = 0; !isThrough; calls++) {
      const work = await world.reporting();
      const [named, left] = [await world.keptFile(work), await world.keptFile(work)];
      await name(work, named);
      const body = await due(work);
      gate.kill(calls);
      isThrough = (await handBodies(handler, [body])).length === 0;
      gate.revive();
      expect(await handBodies(handler, [body])).toEqual([]);
      expect((await shelf(work)).map(({ id }) => id)).toEqual([named.fileId]);
      expect([isThere(work, named), isThere(work, left)]).toEqual([true, false]);
      expect(await sweepsOf(work)).toEqual([]);
      if (isThrough) expect(calls).toBeGreaterThan(5);
    }
  });

  test("go a week after the report can no longer be written; what the draft names stays", async () => {
    const work = await world.reporting();
    const [named, left] = [await world.keptFile(work), await world.keptFile(work)];
    await name(work, named);
    // For both at once: the second finds it planned.
    expect(await sweepsOf(work)).toHaveLength(1);
    await sweep(work);
    expect((await shelf(work)).map(({ id }) => id)).toEqual([named.fileId]);
    expect([isThere(work, named), isThere(work, left)]).toEqual([true, false]);
    expect(await sweepsOf(work)).toEqual([]);
  });

  test("stay while an extension lets the report be written, and go after that", async () => {
    const work = await world.reporting();
    const left = await world.keptFile(work);
    const [first] = await sweepsOf(work);
    const table = world.table(work.agency);
    const cycle = await table.get(cycleEntity, { id: work.cycle.id });
    if (cycle === undefined || first === undefined) throw new Error("nothing to extend");
    const outcome = extendWindow(
      cycle,
      `${work.evaluation}.report`,
      { closesAt: "2027-01-31T23:59", reason: "extension", note: "uji" },
      Temporal.Instant.from("2027-01-05T02:00:00.000Z"),
    );
    if (!("cycle" in outcome)) throw new Error(outcome.code);
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, outcome.cycle))]);
    await sweep(work);
    expect(isThere(work, left)).toBe(true);
    const [second, ...others] = await sweepsOf(work);
    expect(others).toEqual([]);
    expect(second?.at).toBe("2027-02-07T17:00:00.000Z");
    await sweep(work);
    expect(isThere(work, left)).toBe(false);
    expect(await shelf(work)).toEqual([]);
  });
});
