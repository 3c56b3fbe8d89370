import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation } from "#functions/appraisals/handlers.ts";
import { implementation as identity } from "#functions/identity/handlers.ts";
import { implementation as plans } from "#functions/plans/handlers.ts";
import { defaultSettings } from "#shared/agencies/model.ts";
import { agencyEntity, settingsEntity } from "#shared/agencies/store.ts";
import type { Ratings } from "#shared/appraisals/model.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { evaluationEntity } from "#shared/appraisals/store.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { identityRoutes } from "#shared/identity/routes.ts";
import { memberEntity } from "#shared/identity/store.ts";
import type { ExternalOfficial } from "#shared/people/model.ts";
import { officialEntity, unitEntity } from "#shared/people/store.ts";
import { planRoutes } from "#shared/plans/routes.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type AuditEntry, auditEntity, auditSubject, chainBreak } from "#shared/platform/audit.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { system } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { changed } from "#shared/platform/table/table.ts";
import { newAide } from "#test/support/aide.ts";
import { plannedResult, planOf, ratingsOf, reportOn } from "#test/support/appraisal-samples.ts";
import { planAndApprove } from "#test/support/hot-operations.ts";
import { secrets, secretText, setSecrets } from "#test/support/secrets.ts";
import { during, openCycle, putPart } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

const world = useWorld([plans, implementation, identity]);
const results = [plannedResult(1), plannedResult(2)];
const report = reportOn(planOf(results));

beforeEach(setSecrets);

/** A mayor with some people whose reports are in, the aide who prepares, and the administrator. */
interface Office {
  readonly agency: Id<"agency">;
  readonly cycle: Cycle;
  readonly evaluationId: Id<"evaluation">;
  readonly official: ExternalOfficial;
  readonly mayor: Actor;
  readonly aide: Actor;
  readonly admin: Actor;
  readonly parts: readonly Part[];
}

async function newOffice(
  people = 2,
  fields: Partial<ExternalOfficial> = {},
  assist: { from: string; to?: string } | null = { from: "2026-07-01" },
): Promise<Office> {
  world.travelTo(during.planning);
  const agency = world.agency();
  const table = world.table(agency);
  const now = Date.now();
  const profile = {
    agencyId: agency,
    name: "Kota Pauh",
    zone: "Asia/Jakarta",
    preset: "pauh" as const,
    mode: "mandiri" as const,
    language: "id" as const,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  const official = { id: newId("official", now), office: "Wali Kota", name: "H. Surya", ...fields };
  const unit = newId("unit", now);
  await table.write([
    table.create(agencyEntity, profile),
    table.create(settingsEntity, defaultSettings),
    table.create(officialEntity, official),
    table.create(unitEntity, { id: unit, name: "Bina Marga" }),
  ]);
  const admin = world.actor({ agency, roles: ["agencyAdmin"] });
  const mayor = world.actor({ agency, roles: ["official"], official: official.id });
  const aide = await newAide(world, agency, assist === null ? [] : [{ official: official.id, ...assist }]);
  const cycle = await openCycle(world, agency);
  const evaluationId = cycle.evaluations[0]?.id;
  if (evaluationId === undefined) throw new Error("a semester has one evaluation");
  const parts: Part[] = [];
  for (let at = 1; at <= people; at++) {
    const appraiser = { kind: "official", id: official.id } as const;
    const part = await putPart(world, agency, cycle, { unit, appraiser, name: `Pegawai ${at}` });
    const employee = world.actor({ agency, employee: part.employeeId });
    const params = { cycleId: part.cycleId, partId: part.id };
    await planAndApprove(world, { employee, appraiser: mayor, params });
    parts.push(part);
  }
  world.travelTo(during.appraisal);
  const office = { agency, cycle, evaluationId, official, mayor, aide, admin, parts };
  for (const part of parts) await sendReport(office, part);
  await world.call(appraisalRoutes.setOrganisationPredicate, {
    as: admin,
    params: { cycleId: cycle.id, evaluationId, unitId: unit },
    body: { version: 0, predicate: "good", reason: "Keputusan pimpinan." },
  });
  return office;
}

const at = ({ cycle, evaluationId }: Office, part: Part) => ({
  cycleId: cycle.id,
  partId: part.id,
  evaluationId,
});

async function sendReport(office: Office, part: Part): Promise<void> {
  const as = world.actor({ agency: office.agency, employee: part.employeeId });
  const params = at(office, part);
  await world.call(appraisalRoutes.saveReport, { as, params, body: { version: 0, report } });
  await world.call(appraisalRoutes.submitReport, { as, params, body: { version: 1 } });
}

const prepare = async (office: Office, part: Part, version = 0, ratings: Ratings = ratingsOf()) =>
  (
    await world.call(appraisalRoutes.saveRatings, {
      as: office.aide,
      params: at(office, part),
      body: { version, ratings },
    })
  ).body;

const placeOf = ({ official, cycle, evaluationId }: Office) => ({
  officialId: official.id,
  cycleId: cycle.id,
  evaluationId,
});

const asking = (office: Office, parts: readonly Part[] = office.parts, as = office.aide) => ({
  as,
  params: placeOf(office),
  body: { parts: parts.map(({ id }) => id) },
});

/** The code of a link that is handed over. */
async function handedOver(office: Office, parts: readonly Part[] = office.parts): Promise<string> {
  const { body } = await world.call(appraisalRoutes.askConfirmation, asking(office, parts));
  return body.link?.split("#")[1] ?? "";
}

const look = async (code: string) =>
  (await world.call(appraisalRoutes.readConfirmation, { body: { code } })).body;
const refusedLook = async (code: string) =>
  (await world.refusal(appraisalRoutes.readConfirmation, { body: { code } })).code;

const shownOf = async (code: string, part: Part) => {
  const person = (await look(code)).people.find((one) => one.part === part.id);
  return { code, part: part.id, hash: person?.draft?.hash ?? "" };
};
const confirm = async (code: string, part: Part) =>
  (await world.call(appraisalRoutes.confirmPrepared, { body: await shownOf(code, part) })).body;

const stateOf = async ({ agency, evaluationId }: Office, part: Part) =>
  (await world.table(agency).get(partEntity, placeOfPart(part.id)))?.evaluations[evaluationId]?.state;

/** The part's audit chain, once it is seen to hold. */
async function audited({ agency }: Office, part: Part): Promise<readonly AuditEntry[]> {
  const table = world.table(agency);
  const place = placeOfPart(part.id);
  const stored = await table.get(partEntity, place);
  const subject = auditSubject("part", keys.part(agency, place));
  const pattern = accessPattern([auditEntity], () => ({ partition: keys.audit(agency, subject, 1).pk }));
  const entries = (await table.queryTogether(pattern)).audit.map(({ version: _, ...entry }) => entry);
  expect(chainBreak(entries, stored?.[system].audit)).toBeUndefined();
  return entries;
}

const onlyPart = ({ parts: [part] }: Office): Part => part ?? expect.fail("nobody to appraise");

describe("who assists an external official", () => {
  test("sees that official's inbox and the page of each person in it", async () => {
    const office = await newOffice();
    const params = { officialId: office.official.id };
    const query = { cycle: office.cycle.id };
    const inbox = await world.call(appraisalRoutes.readAssistedInbox, { as: office.aide, params, query });
    expect(inbox.body.items.map(({ part }) => part).sort()).toEqual(office.parts.map(({ id }) => id).sort());
    const page = await world.call(appraisalRoutes.readEvaluation, {
      as: office.aide,
      params: at(office, onlyPart(office)),
    });
    expect(page.body).toMatchObject({ actions: ["rate"], rater: { draft: null } });
    expect(page.body.report?.report).toEqual(report);
  });

  test("drafts ratings, and the draft says who wrote it", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    expect(await prepare(office, part)).toMatchObject({ version: 1, preparedBy: office.aide.member });
    const own = await world.call(appraisalRoutes.saveRatings, {
      as: office.mayor,
      params: at(office, part),
      body: { version: 1, ratings: ratingsOf() },
    });
    expect(own.body.preparedBy).toBeUndefined();
  });

  test.each([
    ["submitEvaluation", { version: 1 }],
    ["withdrawEvaluation", undefined],
    ["reopenEvaluation", { reason: "Keliru." }],
    ["closeWithoutReport", undefined],
    ["reopenReport", undefined],
  ] as const)("cannot decide: %s is the official's alone, and is told so", async (name, body) => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    const problem = await world.refusal(appraisalRoutes[name], {
      as: office.aide,
      params: at(office, part),
      body,
    } as never);
    expect(problem).toMatchObject({
      status: 403,
      code: "official.decides",
      title: "Hanya Pejabat Penilai yang memutuskan ini.",
    });
    expect(await stateOf(office, part)).toBe("drafted");
  });

  test("cannot decide on plans either, nor fill in drafts for several at once", async () => {
    const office = await newOffice(1);
    const { cycle, evaluationId } = office;
    const params = { cycleId: cycle.id, partId: onlyPart(office).id };
    const plan = { as: office.aide, params, body: { version: 1, hash: "0".repeat(64) } };
    expect((await world.refusal(planRoutes.approvePlan, plan)).code).toBe("not-found");
    const bulk = {
      as: office.aide,
      params: { cycleId: cycle.id, evaluationId },
      body: { parts: [onlyPart(office).id] },
    };
    expect((await world.refusal(appraisalRoutes.draftInBulk, bulk)).code).toBe("not-found");
  });

  test("prepares nothing for themself", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const own = { ...office.aide, employee: part.employeeId };
    const params = at(office, part);
    const save = { as: own, params, body: { version: 0, ratings: ratingsOf() } };
    expect((await world.refusal(appraisalRoutes.saveRatings, save)).code).toBe("not-found");
    expect((await world.call(appraisalRoutes.readEvaluation, { as: own, params })).body.rater).toBeNull();
    await prepare(office, part);
    const ask = await world.refusal(appraisalRoutes.askConfirmation, asking(office, office.parts, own));
    expect(ask.code).toBe("not-found");
  });

  test("reads no result once it is final", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    await confirm(await handedOver(office), part);
    for (const route of [appraisalRoutes.readEvaluation, appraisalRoutes.explainEvaluation]) {
      const problem = await world.refusal(route, { as: office.aide, params: at(office, part) });
      expect(problem.code).toBe("not-found");
    }
  });
});

describe("nobody else", () => {
  /** Everything that an assistant may do, tried by somebody who may not. */
  async function expectNothing(office: Office, as: Actor): Promise<void> {
    const part = onlyPart(office);
    const params = at(office, part);
    const body = { version: 0, ratings: ratingsOf() };
    const query = { cycle: office.cycle.id };
    const inbox = { as, params: { officialId: office.official.id }, query };
    const problems = [
      await world.refusal(appraisalRoutes.readAssistedInbox, inbox),
      await world.refusal(appraisalRoutes.readEvaluation, { as, params }),
      await world.refusal(appraisalRoutes.saveRatings, { as, params, body }),
      await world.refusal(appraisalRoutes.submitEvaluation, { as, params, body: { version: 1 } }),
      await world.refusal(appraisalRoutes.askConfirmation, asking(office, office.parts, as)),
      await world.refusal(appraisalRoutes.readAsked, { as, params: placeOf(office) }),
    ];
    expect(problems.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  }

  test("who assists another official of the agency finds nothing", async () => {
    const office = await newOffice(1);
    const other = { id: newId("official", Date.now()), office: "Wakil Wali Kota" };
    const table = world.table(office.agency);
    await table.write([table.create(officialEntity, other)]);
    const neighbour = await newAide(world, office.agency, [{ official: other.id, from: "2026-07-01" }]);
    await expectNothing(office, neighbour);
    const own = { as: neighbour, params: { officialId: other.id }, query: { cycle: office.cycle.id } };
    expect((await world.call(appraisalRoutes.readAssistedInbox, own)).body.items).toEqual([]);
    // Nor does a draft that is ready go out in the name of the wrong official.
    await prepare(office, onlyPart(office));
    const foreign = { ...asking(office, office.parts, neighbour) };
    const asked = { ...foreign, params: { ...foreign.params, officialId: other.id } };
    expect((await world.refusal(appraisalRoutes.askConfirmation, asked)).code).toBe("not-found");
  });

  test.each([
    ["whose last day has passed", { from: "2026-07-01", to: "2027-01-04" }],
    ["whose first day is to come", { from: "2027-01-06" }],
    ["who was never named", null],
  ])("somebody %s finds nothing", async (_, assist) => {
    const office = await newOffice(1, {}, assist);
    await expectNothing(office, office.aide);
  });

  test("the last day counts in the agency's zone", async () => {
    const office = await newOffice(1, {}, { from: "2026-07-01", to: "2027-01-05" });
    const call = {
      as: office.aide,
      params: { officialId: office.official.id },
      query: { cycle: office.cycle.id },
    };
    world.travelTo("2027-01-05T16:59:00.000Z");
    expect((await world.call(appraisalRoutes.readAssistedInbox, call)).body.items).toHaveLength(1);
    world.travelTo("2027-01-05T17:00:00.000Z");
    expect((await world.refusal(appraisalRoutes.readAssistedInbox, call)).code).toBe("not-found");
  });

  test("somebody of another agency finds nothing, whomever they assist there", async () => {
    const [office, elsewhere] = [await newOffice(1), await newOffice(1)];
    await expectNothing(office, elsewhere.aide);
  });

  test("a deactivated assistant finds nothing", async () => {
    const office = await newOffice(1);
    const table = world.table(office.agency);
    const member = await table.get(memberEntity, { memberId: office.aide.member });
    if (member === undefined) throw new Error("no aide");
    await table.write([table.replace(memberEntity, member, changed(member, { state: "inactive" }))]);
    await expectNothing(office, office.aide);
  });
});

describe("naming an assistant", () => {
  const naming = (office: Office, assists: object[], as = office.admin) => ({
    as,
    params: { memberId: office.aide.member },
    body: { assists } as never,
  });

  test("holds from the day that is named, and is told to whoever was named", async () => {
    const office = await newOffice(1, {}, null);
    const { id: official } = office.official;
    const me = async () => (await world.call(identityRoutes.readMe, { as: office.aide })).body.assists;
    expect(await me()).toBeUndefined();
    const { body } = await world.call(
      identityRoutes.changeMember,
      naming(office, [{ official, from: "2027-01-05" }]),
    );
    expect(body.assists).toEqual([{ official, from: "2027-01-05" }]);
    expect(await me()).toEqual([official]);
    await prepare(office, onlyPart(office));
  });

  test("is refused for an official of nowhere, days that end before they begin, and more than ten", async () => {
    const office = await newOffice(1);
    const { id: official } = office.official;
    const stranger = naming(office, [{ official: newId("official", 1), from: "2027-01-05" }]);
    expect((await world.refusal(identityRoutes.changeMember, stranger)).code).toBe("not-found");
    const backwards = naming(office, [{ official, from: "2027-01-05", to: "2027-01-04" }]);
    expect((await world.refusal(identityRoutes.changeMember, backwards)).code).toBe("request.invalid");
    const many = naming(office, Array(11).fill({ official, from: "2027-01-05" }));
    expect((await world.refusal(identityRoutes.changeMember, many)).code).toBe("request.invalid");
    const own = naming(office, [{ official, from: "2027-01-05" }], office.aide);
    expect((await world.refusal(identityRoutes.changeMember, own)).code).toBe("forbidden");
  });
});

describe("asking for confirmation", () => {
  test("goes to the official's mail where there is one: who asks never sees the link", async () => {
    const office = await newOffice(1, { email: "walikota@pauh.go.id" });
    await prepare(office, onlyPart(office));
    const { body } = await world.call(appraisalRoutes.askConfirmation, asking(office));
    expect(body).toMatchObject({ channel: "mail", state: "open", askedByName: "Rina Ajudan" });
    expect(JSON.stringify(body)).not.toContain("konfirmasi");
    const asked = await world.call(appraisalRoutes.readAsked, { as: office.aide, params: placeOf(office) });
    expect(asked.body.asked?.link).toBeUndefined();
  });

  test("without mail answers a link to hand over, whose code no server's log sees", async () => {
    const office = await newOffice(1);
    await prepare(office, onlyPart(office));
    const { body } = await world.call(appraisalRoutes.askConfirmation, asking(office));
    expect(body.channel).toBe("slip");
    expect(body.link).toMatch(/^https:\/\/kinerja\.example\/konfirmasi#agc_\w+\.cfm_\w+\.1\.[\w-]{22}$/);
    const asked = await world.call(appraisalRoutes.readAsked, { as: office.aide, params: placeOf(office) });
    expect(asked.body.asked).toMatchObject({ drafts: [{ isConfirmed: false }] });
    expect(asked.body.asked?.link).toBeUndefined();
  });

  test("is refused for what could not become final, naming the person and what is missing", async () => {
    const office = await newOffice(2);
    const [first, second] = office.parts;
    if (first === undefined || second === undefined) throw new Error("two people");
    await prepare(office, first);
    await prepare(office, second, 0, ratingsOf({ strengths: [] }));
    const problem = await world.refusal(appraisalRoutes.askConfirmation, asking(office));
    expect(problem).toMatchObject({
      code: "appraisal.incomplete",
      fields: [{ path: `parts.${second.id}`, message: expect.stringContaining("Pegawai 2: ") }],
    });
  });

  test("is refused for somebody without a draft", async () => {
    const office = await newOffice(1);
    expect((await world.refusal(appraisalRoutes.askConfirmation, asking(office))).code).toBe("not-found");
  });
});

describe("the official's page", () => {
  test("shows each person with ratings, predicate and reasons, to whoever holds the link", async () => {
    const office = await newOffice(2);
    const basis = [{ kind: "document" as const, title: "Register aduan", url: null }];
    const reason = "Waktu tanggap turun dari 72 menjadi 41 jam.";
    const ratings = ratingsOf({ result: { rating: "above", reason, basis } });
    for (const part of office.parts) await prepare(office, part, 0, ratings);
    const page = await look(await handedOver(office));
    expect(page).toMatchObject({
      agency: { name: "Kota Pauh" },
      official: { office: "Wali Kota", name: "H. Surya" },
      askedByName: "Rina Ajudan",
      people: [
        {
          name: "Pegawai 1",
          state: "prepared",
          draft: { predicate: "good", ratings: { result: { reason } } },
        },
        { name: "Pegawai 2", state: "prepared" },
      ],
    });
  });

  test("says where a report came late; confirming its rating accepts it in the official's name", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const table = world.table(office.agency);
    const item = await table.get(evaluationEntity, { part: part.id, evaluation: office.evaluationId });
    if (item === undefined) throw new Error("no report");
    const late = {
      arrival: "late-appraiser-decides" as const,
      closesAt: during.appraisal,
      lastSeenAt: during.progress,
      receivedAt: "2027-01-15T18:00:00.000Z",
      receipt: item.report?.receipt ?? "",
      decision: null,
    };
    await table.write([table.replace(evaluationEntity, item, changed(item, { late }))]);
    await prepare(office, part);
    const code = await handedOver(office);
    expect((await look(code)).people).toMatchObject([{ draft: { isLate: true } }]);
    await confirm(code, part);
    const employee = world.actor({ agency: office.agency, employee: part.employeeId });
    const page = await world.call(appraisalRoutes.readEvaluation, { as: employee, params: at(office, part) });
    expect(page.body.late?.decision).toMatchObject({ kind: "accepted", by: office.official.id });
  });

  test("confirming submits in the official's own name; the audit says who prepared and that it came by the link", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    const code = await handedOver(office);
    expect(await confirm(code, part)).toMatchObject({ state: "confirmed", predicate: "good" });
    const employee = world.actor({ agency: office.agency, employee: part.employeeId });
    const page = await world.call(appraisalRoutes.readEvaluation, { as: employee, params: at(office, part) });
    expect(page.body.final).toMatchObject({ submittedBy: office.official.id, predicate: "good" });
    const last = (await audited(office, part)).at(-1);
    expect(last).toMatchObject({
      action: "evaluation.submit",
      actor: {
        official: office.official.id,
        preparedBy: office.aide.member,
        confirmation: expect.stringMatching(/^cfm_\w+\.1$/),
      },
    });
  });

  test("what the official drafted in person is not said to be prepared by another", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    const body = { version: 1, ratings: ratingsOf() };
    await world.call(appraisalRoutes.saveRatings, { as: office.mayor, params: at(office, part), body });
    await confirm(await handedOver(office), part);
    expect((await audited(office, part)).at(-1)).toMatchObject({ actor: { preparedBy: null } });
  });

  test("the official puts a rating right and confirms that", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    const code = await handedOver(office);
    const basis = [{ kind: "document" as const, title: "Catatan rapat", url: null }];
    const behaviour = { rating: "below" as const, reason: "Tiga kali tidak hadir tanpa kabar.", basis };
    const shown = await shownOf(code, part);
    const corrected = await world.call(appraisalRoutes.correctPrepared, {
      body: { ...shown, ratings: ratingsOf({ behaviour }) },
    });
    expect(corrected.body).toMatchObject({ state: "prepared", draft: { predicate: "poor" } });
    const stale = await world.refusal(appraisalRoutes.confirmPrepared, { body: shown });
    expect(stale.code).toBe("confirmation.changed");
    expect(await confirm(code, part)).toMatchObject({ predicate: "poor" });
  });

  test("a correction that could not become final is kept, and confirming it names what is missing", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    const code = await handedOver(office);
    const behaviour = { rating: "below" as const, reason: "", basis: [] };
    const body = { ...(await shownOf(code, part)), ratings: ratingsOf({ behaviour }) };
    const corrected = await world.call(appraisalRoutes.correctPrepared, { body });
    const codes = corrected.body.draft?.findings.map((finding) => finding.code);
    expect(codes).toContain("appraisal.reason-missing");
    const problem = await world.refusal(appraisalRoutes.confirmPrepared, { body: await shownOf(code, part) });
    expect(problem.code).toBe("appraisal.incomplete");
  });
});

describe("the link", () => {
  test("has done its work with the last person: used twice it says so and changes nothing", async () => {
    const office = await newOffice(2);
    const [first, second] = office.parts;
    if (first === undefined || second === undefined) throw new Error("two people");
    for (const part of office.parts) await prepare(office, part);
    const code = await handedOver(office);
    const shown = await shownOf(code, second);
    await confirm(code, first);
    expect((await look(code)).people.map(({ state }) => state)).toEqual(["confirmed", "prepared"]);
    await world.call(appraisalRoutes.confirmPrepared, { body: shown });
    const audits = (await audited(office, second)).length;
    expect(await refusedLook(code)).toBe("confirmation.used");
    const again = await world.refusal(appraisalRoutes.confirmPrepared, { body: shown });
    expect(again).toMatchObject({
      status: 410,
      code: "confirmation.used",
      detail: expect.stringContaining("Tidak ada lagi"),
    });
    expect(await audited(office, second)).toHaveLength(audits);
  });

  test("confirms each person once: a lost answer is told again, a reopened result is not made final again", async () => {
    const office = await newOffice(2);
    const [first] = office.parts;
    if (first === undefined) throw new Error("two people");
    for (const part of office.parts) await prepare(office, part);
    const code = await handedOver(office);
    const shown = await shownOf(code, first);
    await world.call(appraisalRoutes.confirmPrepared, { body: shown });
    const repeated = await world.call(appraisalRoutes.confirmPrepared, { body: shown });
    expect(repeated.body).toMatchObject({ state: "confirmed", predicate: "good" });
    await world.call(appraisalRoutes.reopenEvaluation, {
      as: office.mayor,
      params: at(office, first),
      body: { reason: "Bukti baru." },
    });
    await world.call(appraisalRoutes.confirmPrepared, { body: shown });
    expect(await stateOf(office, first)).toBe("drafted");
  });

  test("never confirms a draft that changed after it was made without its being shown anew", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await prepare(office, part);
    const code = await handedOver(office);
    const before = await shownOf(code, part);
    await prepare(office, part, 1, ratingsOf({ strengths: ["Sesuatu yang lain sama sekali."] }));
    const old = await world.refusal(appraisalRoutes.confirmPrepared, { body: before });
    expect(old.code).toBe("confirmation.changed");
    const claimed = { ...before, isSeenAnew: true };
    expect((await world.refusal(appraisalRoutes.confirmPrepared, { body: claimed })).code).toBe(
      "confirmation.changed",
    );
    const now = await shownOf(code, part);
    expect((await look(code)).people[0]).toMatchObject({ state: "changed" });
    const silent = await world.refusal(appraisalRoutes.confirmPrepared, { body: now });
    expect(silent.code).toBe("confirmation.changed");
    expect(await stateOf(office, part)).toBe("drafted");
    const seen = { ...now, isSeenAnew: true };
    await world.call(appraisalRoutes.confirmPrepared, { body: seen });
    expect(await stateOf(office, part)).toBe("submitted");
  });

  test("expires after seven days", async () => {
    const office = await newOffice(1);
    await prepare(office, onlyPart(office));
    const code = await handedOver(office);
    const shown = await shownOf(code, onlyPart(office));
    world.pass({ days: 7, seconds: -1 });
    await look(code);
    world.pass({ seconds: 1 });
    expect(await refusedLook(code)).toBe("confirmation.expired");
    const late = await world.refusal(appraisalRoutes.confirmPrepared, { body: shown });
    expect(late).toMatchObject({ status: 410, detail: expect.stringContaining("Minta yang baru") });
  });

  test("is void once another was asked for", async () => {
    const office = await newOffice(1);
    await prepare(office, onlyPart(office));
    const [old, newer] = [await handedOver(office), await handedOver(office)];
    expect(await refusedLook(old)).toBe("confirmation.invalid");
    await look(newer);
  });

  test("that we did not write is void: another number, another official's, an invitation's", async () => {
    const office = await newOffice(1);
    await prepare(office, onlyPart(office));
    const code = await handedOver(office);
    const [agency, id, , mac] = code.split(".");
    const forged = [
      `${agency}.${id}.2.${mac}`,
      `${agency}.cfm_${"0".repeat(26)}.1.${mac}`,
      `${agency}.${id?.replace("cfm_", "inv_")}.1.${mac}`,
      `${code}.${mac}`,
      "x".repeat(90),
    ];
    for (const text of forged) expect(await refusedLook(text), text).toBe("confirmation.invalid");
  });

  test("outlives one rotation of the key that signs it", async () => {
    const office = await newOffice(1);
    await prepare(office, onlyPart(office));
    const code = await handedOver(office);
    const rotate = (current: string, previous: string) => {
      secrets["token"] = JSON.stringify({ current: secretText(current), previous: secretText(previous) });
    };
    rotate("token-2", "token");
    await look(code);
    rotate("token-3", "token-2");
    expect(await refusedLook(code)).toBe("confirmation.invalid");
  });

  test("is void once the official has left the office", async () => {
    const office = await newOffice(1, { to: "2027-01-05" });
    await prepare(office, onlyPart(office));
    const code = await handedOver(office);
    await look(code);
    world.pass({ days: 1 });
    expect(await refusedLook(code)).toBe("confirmation.invalid");
  });

  test("leaves alone who has another appraiser by now, and what the official finished in person", async () => {
    const office = await newOffice(3);
    const [moved, finished, left] = office.parts;
    if (moved === undefined || finished === undefined || left === undefined) throw new Error("three");
    for (const part of office.parts) await prepare(office, part);
    const code = await handedOver(office);
    const shown = await shownOf(code, moved);
    const table = world.table(office.agency);
    const part = await table.get(partEntity, placeOfPart(moved.id));
    if (part === undefined) throw new Error("no part");
    const appraiser = { kind: "employee" as const, id: newId("employee", Date.now()) };
    await table.write([table.replace(partEntity, part, changed(part, { appraiser }))]);
    await world.call(appraisalRoutes.submitEvaluation, {
      as: office.mayor,
      params: at(office, finished),
      body: { version: 1 },
    });
    const states = (await look(code)).people.map(({ state, draft }) => [state, draft === null]);
    expect(states).toEqual([
      ["settled", true],
      ["settled", true],
      ["prepared", false],
    ]);
    const problem = await world.refusal(appraisalRoutes.confirmPrepared, { body: shown });
    expect(problem.code).toBe("state.transition");
    await confirm(code, left);
  });

  test("late is told which window closed", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    world.travelTo("2027-01-14T02:00:00.000Z");
    await prepare(office, part);
    const code = await handedOver(office);
    world.travelTo(during.afterAppraisal);
    const problem = await world.refusal(appraisalRoutes.confirmPrepared, { body: await shownOf(code, part) });
    expect(problem.code).toBe("window.closed");
  });

  test("two taps on two people at once both arrive", async () => {
    const office = await newOffice(3);
    for (const part of office.parts) await prepare(office, part);
    const code = await handedOver(office);
    const shown = await Promise.all(office.parts.map((part) => shownOf(code, part)));
    const answers = await Promise.all(
      shown.map((body) => world.send(appraisalRoutes.confirmPrepared, { text: JSON.stringify(body) })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await refusedLook(code)).toBe("confirmation.used");
  });
});
