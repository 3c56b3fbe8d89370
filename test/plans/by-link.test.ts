import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation as appraisals } from "#functions/appraisals/handlers.ts";
import { implementation } from "#functions/plans/handlers.ts";
import { confirmationEntity } from "#shared/appraisals/confirmation-item.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity } from "#shared/cycles/store.ts";
import type { ExternalOfficial } from "#shared/people/model.ts";
import { officialEntity } from "#shared/people/store.ts";
import { planRoutes } from "#shared/plans/routes.ts";
import { readPlanFile } from "#shared/plans/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import { changed } from "#shared/platform/table/table.ts";
import { newAide } from "#test/support/aide.ts";
import { plannedResult } from "#test/support/appraisal-samples.ts";
import { saveDraft, submitPlan } from "#test/support/hot-operations.ts";
import { setSecrets } from "#test/support/secrets.ts";
import { auditChain, during, openCycle, putPart, putSettings } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

const world = useWorld([implementation, appraisals]);

beforeEach(setSecrets);

/** A mayor whose people have sent their plans, and the aide who asks. */
interface Office {
  readonly agency: Id<"agency">;
  readonly cycle: Cycle;
  readonly official: ExternalOfficial;
  readonly mayor: Actor;
  readonly aide: Actor;
  readonly parts: readonly Part[];
}

async function newOffice(people = 2, fields: Partial<ExternalOfficial> = {}): Promise<Office> {
  world.travelTo(during.planning);
  const agency = world.agency();
  const now = Date.now();
  const official = { id: newId("official", now), office: "Wali Kota", name: "H. Surya", ...fields };
  await putSettings(world, agency);
  await world.table(agency).write([world.table(agency).create(officialEntity, official)]);
  const mayor = world.actor({ agency, roles: ["official"], official: official.id });
  const aide = await newAide(world, agency, [{ official: official.id, from: "2026-07-01" }]);
  const cycle = await openCycle(world, agency);
  const appraiser = { kind: "official", id: official.id } as const;
  const unit = newId("unit", now);
  const parts: Part[] = [];
  for (let at = 1; at <= people; at++) {
    parts.push(await putPart(world, agency, cycle, { unit, appraiser, name: `Pegawai ${at}` }));
  }
  const office = { agency, cycle, official, mayor, aide, parts };
  for (const part of parts) {
    for (const n of [1, 2]) await saveDraft(world, planner(office, part), n);
    await submitPlan(world, planner(office, part));
  }
  return office;
}

const planner = ({ agency, mayor }: Office, { employeeId, cycleId, id }: Part) => ({
  employee: world.actor({ agency, employee: employeeId }),
  appraiser: mayor,
  params: { cycleId, partId: id },
});

const placeOf = ({ official, cycle }: Office) => ({ officialId: official.id, cycleId: cycle.id });

const asking = (office: Office, parts: readonly Part[] = office.parts, as = office.aide) => ({
  as,
  params: placeOf(office),
  body: { parts: parts.map(({ id }) => id) },
});

/** The code of a link that is handed over. */
async function handedOver(office: Office, parts: readonly Part[] = office.parts): Promise<string> {
  const { body } = await world.call(appraisalRoutes.askPlanDecisions, asking(office, parts));
  return body.link?.split("#")[1] ?? "";
}

const look = async (code: string) =>
  (await world.call(appraisalRoutes.readConfirmation, { body: { code } })).body;
const refusedLook = async (code: string) =>
  (await world.refusal(appraisalRoutes.readConfirmation, { body: { code } })).code;

async function shownOf(code: string, { id }: Part) {
  const shown = (await look(code)).plans.find(({ part }) => part === id);
  return {
    code,
    part: id as string,
    version: shown?.plan?.version ?? 1,
    hash: shown?.plan?.hash ?? "0".repeat(64),
  };
}
type Shown = Awaited<ReturnType<typeof shownOf>> & { readonly isSeenAnew?: boolean };

const approve = async (body: Shown) => (await world.call(planRoutes.approveAskedPlan, { body })).body;
const refusedApproval = async (body: Shown) =>
  (await world.refusal(planRoutes.approveAskedPlan, { body })).code;
const reason = "Target 82 persen belum sesuai perjanjian kinerja.";
const sendBack = async (body: Shown) =>
  (await world.call(planRoutes.returnAskedPlan, { body: { ...body, reason } })).body;
const refusedReturn = async (body: Shown) =>
  (await world.refusal(planRoutes.returnAskedPlan, { body: { ...body, reason } })).code;

const fileOf = async ({ agency }: Office, { id }: Pick<Part, "id">) => {
  const file = await readPlanFile(world.table(agency), placeOfPart(id), { drafts: false });
  return file ?? expect.fail("the part is gone");
};
const stateOf = async (office: Office, part: Part) => (await fileOf(office, part)).part.plan.state;

const audited = ({ agency }: Office, part: Part) => auditChain(world, { agency, part });

async function changePart({ agency }: Office, id: PartId, fields: Partial<Part>): Promise<void> {
  const table = world.table(agency);
  const part = await table.get(partEntity, placeOfPart(id));
  if (part === undefined) throw new Error("no part");
  await table.write([table.replace(partEntity, part, changed(part, fields))]);
}

/** The employee puts the plan right and sends it again. */
async function sendAnew(office: Office, part: Part): Promise<void> {
  await saveDraft(world, planner(office, part), 3);
  await submitPlan(world, planner(office, part));
}

const onlyPart = ({ parts: [part] }: Office): Part => part ?? expect.fail("nobody");
const two = ({ parts: [first, second] }: Office): readonly [Part, Part] => {
  if (first === undefined || second === undefined) throw new Error("two people");
  return [first, second];
};

describe("asking for decisions on plans", () => {
  test("goes to the official's mail where there is one: who asks never sees the link", async () => {
    const office = await newOffice(1, { email: "walikota@pauh.go.id" });
    const { body } = await world.call(appraisalRoutes.askPlanDecisions, asking(office));
    expect(body).toMatchObject({ channel: "mail", state: "open", askedByName: "Rina Ajudan", drafts: [] });
    expect(JSON.stringify(body)).not.toContain("konfirmasi");
  });

  test("without mail answers a link to hand over, once; how far it is may be read", async () => {
    const office = await newOffice();
    const { body } = await world.call(appraisalRoutes.askPlanDecisions, asking(office));
    expect(body.link).toMatch(/^https:\/\/kinerja\.example\/konfirmasi#agc_\w+\.cfm_\w+\.1\.[\w-]{22}$/);
    await approve(await shownOf(body.link?.split("#")[1] ?? "", two(office)[0]));
    const read = await world.call(appraisalRoutes.readPlansAsked, {
      as: office.aide,
      params: placeOf(office),
    });
    expect(read.body.asked?.plans.map(({ decision }) => decision)).toEqual(["approved", null]);
    expect(read.body.asked?.link).toBeUndefined();
  });

  test("is refused for a plan that waits for nobody, and for somebody whom another appraises", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    await changePart(office, part.id, { appraiser: { kind: "official", id: newId("official", 1) } });
    const foreign = await world.refusal(appraisalRoutes.askPlanDecisions, asking(office));
    expect(foreign.code).toBe("not-found");
    await changePart(office, part.id, { appraiser: { kind: "official", id: office.official.id } });
    await approve(await shownOf(await handedOver(office), part));
    const done = await world.refusal(appraisalRoutes.askPlanDecisions, asking(office));
    expect(done.code).toBe("state.transition");
  });

  test("is for the official's assistant alone, and never about the assistant's own plan", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const stranger = await newAide(world, office.agency, []);
    const own = { ...office.aide, employee: part.employeeId };
    for (const as of [stranger, own]) {
      const problem = await world.refusal(appraisalRoutes.askPlanDecisions, asking(office, office.parts, as));
      expect(problem.code).toBe("not-found");
    }
    const read = { as: stranger, params: placeOf(office) };
    expect((await world.refusal(appraisalRoutes.readPlansAsked, read)).code).toBe("not-found");
  });

  test("leaves the assistant no way to decide", async () => {
    const office = await newOffice(1);
    const { params } = planner(office, onlyPart(office));
    const body = { version: 1, hash: "0".repeat(64) };
    const problem = await world.refusal(planRoutes.approvePlan, { as: office.aide, params, body });
    expect(problem.code).toBe("not-found");
  });
});

describe("the official's page", () => {
  test("shows each plan with results and indicators, to whoever holds the link", async () => {
    const office = await newOffice();
    const page = await look(await handedOver(office));
    expect(page).toMatchObject({
      official: { office: "Wali Kota", name: "H. Surya" },
      askedByName: "Rina Ajudan",
      evaluation: null,
      people: [],
      cycle: { title: { id: expect.stringContaining("2026") } },
    });
    const [shown] = page.plans;
    expect(shown).toMatchObject({
      name: "Pegawai 1",
      state: "asked",
      plan: { version: 1, isLate: false, isAmendment: false },
    });
    const results = shown?.plan?.content.results;
    expect(results).toEqual([plannedResult(1), plannedResult(2)]);
  });

  test("approves in the official's own name; the audit says by which link, and who asked", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const code = await handedOver(office);
    expect(await approve(await shownOf(code, part))).toMatchObject({ state: "approved", plan: null });
    const file = await fileOf(office, part);
    expect(file.part.plan).toMatchObject({ state: "approved", approvedVersion: 1 });
    expect(file.decisions).toMatchObject([{ decision: "approved", decidedBy: office.official.id }]);
    expect((await audited(office, part)).at(-1)).toMatchObject({
      action: "plan.approve",
      actor: {
        official: office.official.id,
        askedBy: office.aide.member,
        preparedBy: null,
        confirmation: expect.stringMatching(/^cfm_\w+\.1$/),
      },
    });
  });

  test("returns with a reason, by the rules of plans: without one nothing is returned", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const code = await handedOver(office);
    const shown = await shownOf(code, part);
    const silent = await world.refusal(planRoutes.returnAskedPlan, { body: { ...shown, reason: " " } });
    expect(silent.code).toBe("request.invalid");
    expect(await stateOf(office, part)).toBe("submitted");
    expect(await sendBack(shown)).toMatchObject({ state: "returned" });
    const file = await fileOf(office, part);
    expect(file.part.plan.state).toBe("returned");
    expect(file.decisions).toMatchObject([{ decision: "returned", reason, decidedBy: office.official.id }]);
    expect((await audited(office, part)).at(-1)?.action).toBe("plan.return");
  });

  test("says where a plan came late, or amends one that is in force", async () => {
    const office = await newOffice();
    const [late, amended] = two(office);
    const { plan } = (await fileOf(office, late)).part;
    await changePart(office, late.id, {
      plan: { ...plan, arrival: "late-appraiser-decides", arrivedAt: during.afterPlanning },
    });
    await approve(await shownOf(await handedOver(office, [amended]), amended));
    const { employee, params } = planner(office, amended);
    await world.call(planRoutes.amendPlan, { as: employee, params });
    await sendAnew(office, amended);
    const { plans } = await look(await handedOver(office));
    expect(plans.map((one) => [one.plan?.isLate, one.plan?.isAmendment])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});

describe("the link", () => {
  test("has done its work with the last plan: used twice it says so and changes nothing", async () => {
    const office = await newOffice();
    const [first, second] = two(office);
    const code = await handedOver(office);
    const shown = await shownOf(code, second);
    await sendBack(await shownOf(code, first));
    expect((await look(code)).plans.map(({ state }) => state)).toEqual(["returned", "asked"]);
    await approve(shown);
    const audits = (await audited(office, second)).length;
    expect(await refusedLook(code)).toBe("confirmation.used");
    expect(await refusedApproval(shown)).toBe("confirmation.used");
    expect(await audited(office, second)).toHaveLength(audits);
  });

  test("decides on each plan once: a lost answer is told again, the other decision is refused", async () => {
    const office = await newOffice();
    const [first] = two(office);
    const code = await handedOver(office);
    const shown = await shownOf(code, first);
    await sendBack(shown);
    const audits = (await audited(office, first)).length;
    expect(await sendBack(shown)).toMatchObject({ state: "returned", plan: null });
    expect(await refusedApproval(shown)).toBe("state.transition");
    expect(await audited(office, first)).toHaveLength(audits);
    // What was sent again since is a matter for another link.
    await sendAnew(office, first);
    const { hash } = (await fileOf(office, first)).versions.at(-1) ?? expect.fail("no version");
    const anew = { ...shown, version: 2, hash, isSeenAnew: true };
    expect(await refusedApproval(anew)).toBe("state.transition");
    expect(await refusedReturn(anew)).toBe("state.transition");
    expect(await stateOf(office, first)).toBe("submitted");
  });

  test("never decides on a version that came after it was made without its being shown anew", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const code = await handedOver(office);
    const before = await shownOf(code, part);
    const { appraiser, params } = planner(office, part);
    await world.call(planRoutes.returnPlan, { as: appraiser, params, body: { version: 1, reason } });
    await sendAnew(office, part);
    expect(await refusedApproval(before)).toBe("confirmation.changed");
    expect(await refusedApproval({ ...before, isSeenAnew: true })).toBe("confirmation.changed");
    const now = await shownOf(code, part);
    expect((await look(code)).plans).toMatchObject([{ state: "changed", plan: { version: 2 } }]);
    expect(await refusedApproval(now)).toBe("confirmation.changed");
    expect(await refusedReturn(now)).toBe("confirmation.changed");
    expect(await refusedApproval({ ...now, hash: before.hash, isSeenAnew: true })).toBe(
      "confirmation.changed",
    );
    expect(await stateOf(office, part)).toBe("submitted");
    await approve({ ...now, isSeenAnew: true });
    expect((await fileOf(office, part)).part.plan).toMatchObject({ state: "approved", approvedVersion: 2 });
  });

  test("holds a version that is sent again unchanged for another one: it was returned in between", async () => {
    const office = await newOffice(1);
    const part = onlyPart(office);
    const code = await handedOver(office);
    const { appraiser, params } = planner(office, part);
    await world.call(planRoutes.returnPlan, { as: appraiser, params, body: { version: 1, reason } });
    await submitPlan(world, planner(office, part));
    expect((await look(code)).plans).toMatchObject([{ state: "changed" }]);
  });

  test("expires after seven days", async () => {
    const office = await newOffice(1);
    const code = await handedOver(office);
    const shown = await shownOf(code, onlyPart(office));
    world.pass({ days: 7 });
    expect(await refusedApproval(shown)).toBe("confirmation.expired");
  });

  test("is void once another was asked for", async () => {
    const office = await newOffice(1);
    const [old, newer] = [await handedOver(office), await handedOver(office)];
    const shown = await shownOf(newer, onlyPart(office));
    expect(await refusedApproval({ ...shown, code: old })).toBe("confirmation.invalid");
    await approve(shown);
  });

  test("is another one than that about ratings: neither voids the other", async () => {
    const office = await newOffice(1);
    const code = await handedOver(office);
    const [evaluation] = office.cycle.evaluations;
    const confirmation = await world
      .table(office.agency)
      .get(confirmationEntity, { confirmationId: code.split(".")[1] as Id<"confirmation"> });
    expect(confirmation).toMatchObject({ number: 1, official: office.official.id });
    const params = { ...placeOf(office), evaluationId: evaluation?.id ?? "" };
    const asked = await world.call(appraisalRoutes.readAsked, { as: office.aide, params });
    expect(asked.body.asked).toBeNull();
    const ratings = { code, part: onlyPart(office).id, hash: "0".repeat(64) };
    const problem = await world.refusal(appraisalRoutes.confirmPrepared, { body: ratings });
    expect(problem.code).toBe("confirmation.changed");
  });

  test("is void once the official has left the office", async () => {
    const office = await newOffice(1, { to: "2026-07-06" });
    const shown = await shownOf(await handedOver(office), onlyPart(office));
    world.pass({ days: 1 });
    expect(await refusedApproval(shown)).toBe("confirmation.invalid");
  });

  test("leaves alone who has another appraiser or is not appraised by now, and what was decided in person", async () => {
    const office = await newOffice(4);
    const [moved, excluded, decided, left] = office.parts as [Part, Part, Part, Part];
    const code = await handedOver(office);
    const shown = await Promise.all(office.parts.map((part) => shownOf(code, part)));
    await changePart(office, moved.id, {
      appraiser: { kind: "employee", id: newId("employee", Date.now()) },
    });
    const exclusion = { reason: "leave", rule: "leave", from: "2026-07-01", to: "2026-12-31" };
    await changePart(office, excluded.id, { exclusion });
    const { appraiser, params } = planner(office, decided);
    const body = { version: 1, hash: shown[2]?.hash ?? "" };
    await world.call(planRoutes.approvePlan, { as: appraiser, params, body });
    const states = (await look(code)).plans.map(({ state, plan }) => [state, plan === null]);
    expect(states).toEqual([
      ["settled", true],
      ["settled", true],
      ["settled", true],
      ["asked", false],
    ]);
    for (const one of shown.slice(0, 3)) {
      expect(await refusedApproval(one)).toBe("state.transition");
      expect(await refusedReturn(one)).toBe("state.transition");
    }
    await approve(await shownOf(code, left));
  });

  test("reaches nobody for whom it was not made", async () => {
    const office = await newOffice();
    const [first, second] = two(office);
    const code = await handedOver(office, [first]);
    const { hash } = (await fileOf(office, second)).versions[0] ?? expect.fail("no version");
    const other = { code, part: second.id, version: 1, hash, isSeenAnew: true };
    expect(await refusedApproval(other)).toBe("confirmation.changed");
    expect(await stateOf(office, second)).toBe("submitted");
  });

  test("late is told which window closed", async () => {
    const office = await newOffice(1);
    world.travelTo("2026-12-30T02:00:00.000Z");
    const code = await handedOver(office);
    const shown = await shownOf(code, onlyPart(office));
    world.travelTo("2027-01-02T02:00:00.000Z");
    expect(await refusedApproval(shown)).toBe("window.closed");
    expect(await stateOf(office, onlyPart(office))).toBe("submitted");
  });

  test("two taps on two plans at once both arrive", async () => {
    const office = await newOffice(3);
    const code = await handedOver(office);
    const shown = await Promise.all(office.parts.map((part) => shownOf(code, part)));
    const answers = await Promise.all(
      shown.map((body) => world.send(planRoutes.approveAskedPlan, { text: JSON.stringify(body) })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await refusedLook(code)).toBe("confirmation.used");
  });
});
