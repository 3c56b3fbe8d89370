import { beforeEach, describe, expect, test, vi } from "vitest";
import { defaultSettings } from "#shared/agencies/model.ts";
import { agencyEntity, settingsEntity } from "#shared/agencies/store.ts";
import { type Confirmation, confirmationEntity } from "#shared/appraisals/confirmation-item.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { evidenceRoutes } from "#shared/evidence/routes.ts";
import { officialEntity } from "#shared/people/store.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { writeOneTimeCode } from "#shared/platform/one-time-code.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { changed } from "#shared/platform/table/table.ts";
import { resultId } from "#test/support/appraisal-samples.ts";
import { type FileEvidence, newFile, useEvidenceWorld } from "#test/support/evidence-world.ts";
import { secretText, setSecrets } from "#test/support/secrets.ts";
import { during, type Work } from "#test/support/work.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

const world = useEvidenceWorld();

beforeEach(setSecrets);

interface Linked {
  readonly work: Work;
  /** Named by the report that was sent. */
  readonly file: FileEvidence;
  /** Kept, and named by none. */
  readonly unnamed: FileEvidence;
  readonly code: string;
  readonly confirmation: Confirmation;
}

/** A report with a file was sent, the mayor is its appraiser, and a link asks the mayor to confirm. */
async function linked(): Promise<Linked> {
  const work = await world.reporting();
  const [file, unnamed] = [await world.keptFile(work), await world.keptFile(work)];
  const params = { ...work.params, evaluationId: work.evaluation };
  const report = { realisations: [{ result: resultId(1), text: "Selesai", evidence: [file] }] };
  await world.call(appraisalRoutes.saveReport, { as: work.employee, params, body: { version: 0, report } });
  world.travelTo(during.appraisal);
  await world.call(appraisalRoutes.submitReport, { as: work.employee, params, body: { version: 1 } });
  const table = world.table(work.agency);
  const official = { id: newId("official", Date.now()), office: "Wali Kota" };
  const confirmation: Confirmation = {
    confirmationId: newId("confirmation", Date.now()),
    official: official.id,
    cycleId: work.cycle.id,
    evaluationId: work.evaluation,
    number: 1,
    state: "open",
    expiresAt: "2027-01-12T02:00:00.000Z",
    channel: "slip",
    drafts: [{ part: work.part.id, hash: "0".repeat(64), isConfirmed: false }],
    plans: [],
    askedBy: newId("member", Date.now()),
    askedByName: "Rina Ajudan",
    askedAt: during.appraisal,
  };
  await table.write([
    table.create(agencyEntity, {
      agencyId: work.agency,
      name: "Kota Pauh",
      zone: "Asia/Jakarta",
      preset: "pauh",
      mode: "mandiri",
      language: "id",
      createdAt: "2026-01-01T00:00:00.000Z",
    }),
    table.create(settingsEntity, defaultSettings),
    table.create(officialEntity, official),
    table.create(confirmationEntity, confirmation),
  ]);
  await changePart(work, { appraiser: { kind: "official", id: official.id } });
  const code = writeOneTimeCode(secretText("token"), "confirmation", {
    agencyId: work.agency,
    id: confirmation.confirmationId,
    number: 1,
  });
  return { work, file, unnamed, code, confirmation };
}

async function changePart({ agency, part }: Work, over: Partial<Part>): Promise<void> {
  const table = world.table(agency);
  const stored = await table.get(partEntity, placeOfPart(part.id));
  if (stored === undefined) throw new Error("the part is gone");
  await table.write([table.replace(partEntity, stored, changed(stored, over))]);
}

async function changeLink({ work, confirmation }: Linked, over: Partial<Confirmation>): Promise<void> {
  const table = world.table(work.agency);
  const stored = await table.get(confirmationEntity, confirmation);
  if (stored === undefined) throw new Error("the link is gone");
  await table.write([table.replace(confirmationEntity, stored, changed(stored, over))]);
}

const asking = ({ code, work, file }: Linked, over: { part?: Part["id"]; fileId?: Id<"file"> } = {}) => ({
  body: { code, part: work.part.id, fileId: file.fileId, ...over },
});
const refusal = async (link: Linked, over: Parameters<typeof asking>[1] = {}) =>
  (await world.refusal(evidenceRoutes.readLinkedFile, asking(link, over))).code;

describe("who follows a link to confirm", () => {
  test("opens the files of the reports that it is about, without an account", async () => {
    const link = await linked();
    const { agency, part, evaluation } = link.work;
    expect((await world.call(evidenceRoutes.readLinkedFile, asking(link))).body).toEqual({
      url: expect.stringContaining(`/kept/${agency}/${part.id}/${evaluation}/${link.file.fileId}`),
      fileName: "IMG_1.jpg",
      expiresAt: "2027-01-05T02:05:00.000Z",
    });
  });

  test("opens none of anybody else, none that is not there, and none that no sent report names", async () => {
    const [link, other] = [await linked(), await linked()];
    expect(await refusal(link, { part: other.work.part.id, fileId: other.file.fileId })).toBe("not-found");
    expect(await refusal(link, { fileId: other.file.fileId })).toBe("not-found");
    expect(await refusal(link, { fileId: newFile() })).toBe("not-found");
    expect(await refusal(link, { fileId: link.unnamed.fileId })).toBe("not-found");
  });

  test("opens none of whom it was confirmed for, or who has another appraiser or is excluded by now", async () => {
    const confirmed = await linked();
    const drafts = confirmed.confirmation.drafts.map((draft) => ({ ...draft, isConfirmed: true }));
    await changeLink(confirmed, { drafts });
    expect(await refusal(confirmed)).toBe("not-found");
    const moved = await linked();
    const appraiser = { kind: "employee", id: newId("employee", Date.now()) } as const;
    await changePart(moved.work, { appraiser });
    expect(await refusal(moved)).toBe("not-found");
    const excluded = await linked();
    const { from, to } = excluded.work.part;
    await changePart(excluded.work, { exclusion: { reason: "study", rule: "uji", from, to } as never });
    expect(await refusal(excluded)).toBe("not-found");
  });

  test.each([
    ["that was used", { state: "used" }, "confirmation.used"],
    ["whose days are over", { expiresAt: during.appraisal }, "confirmation.expired"],
    ["that another replaced", { number: 2 }, "confirmation.invalid"],
  ] as const)("opens nothing through a link %s", async (_, over, code) => {
    const link = await linked();
    await changeLink(link, over);
    expect(await refusal(link)).toBe(code);
  });

  test("opens nothing through a code that we did not write", async () => {
    const link = await linked();
    const forged = { ...link, code: `${link.code.slice(0, -1)}${link.code.endsWith("A") ? "B" : "A"}` };
    expect(await refusal(forged)).toBe("confirmation.invalid");
  });
});
