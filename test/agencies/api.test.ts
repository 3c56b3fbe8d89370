import { describe, expect, test } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { defaultSettings } from "#shared/agencies/model.ts";
import { agencyRoutes } from "#shared/agencies/routes.ts";
import { readAgency } from "#shared/agencies/store.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import { invitationIdOf } from "#shared/identity/invite.ts";
import { invitationEntity, membersOfAgency } from "#shared/identity/store.ts";
import { onboard } from "#test/support/agencies.ts";
import { collect } from "#test/support/collect.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([agencies]);

const kota = {
  name: "Kota Pauh",
  zone: "Asia/Makassar",
  preset: "pauh" as const,
  administrator: { name: "Rina", email: "rina@pauh.go.id" },
};

describe("onboarding", () => {
  test("makes the agency with settings, its first administrator and an open invitation, all or nothing", async () => {
    const as = world.actor({ roles: ["operator"] });
    const { body } = await world.call(agencyRoutes.onboardAgency, { as, body: kota });
    expect(body).toMatchObject({
      name: "Kota Pauh",
      zone: "Asia/Makassar",
      settings: defaultSettings,
      version: 1,
    });
    const table = world.table(body.agencyId);
    const [member, ...others] = await collect(table.each(membersOfAgency));
    expect(others).toEqual([]);
    expect(member).toMatchObject({ roles: ["agencyAdmin"], state: "invited", email: "rina@pauh.go.id" });
    if (member === undefined) throw new Error("no member");
    const invitationId = invitationIdOf(body.agencyId, member.memberId);
    expect(await table.get(invitationEntity, { invitationId })).toMatchObject({ state: "open", number: 1 });
  });

  test("asked again under its key answers the same agency as it is by now, also when eight ask at once", async () => {
    const as = world.actor({ roles: ["operator"] });
    const headers = { "idempotency-key": "onboard-once" };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.call(agencyRoutes.onboardAgency, { as, body: kota, headers })),
    );
    const ids = new Set(answers.map(({ body }) => body.agencyId));
    expect(ids.size).toBe(1);
    const [agency] = [...ids];
    if (agency === undefined) throw new Error("no agency");
    const admin = world.actor({ agency, roles: ["agencyAdmin"] });
    await world.call(agencyRoutes.configureAgency, { as: admin, body: { settings: { reminderHour: 9 } } });
    const again = await world.call(agencyRoutes.onboardAgency, { as, body: kota, headers });
    expect(again.body).toMatchObject({ agencyId: agency, settings: { reminderHour: 9 } });
    const other = { ...kota, name: "Kota Lain" };
    const problem = await world.refusal(agencyRoutes.onboardAgency, { as, body: other, headers });
    expect(problem.code).toBe("idempotency.reused");
  });

  test("is the operator's alone, and of a zone that exists", async () => {
    for (const role of ["agencyAdmin", "planner", "auditor", "employee"] as const) {
      const as = world.actor({ roles: [role] });
      expect((await world.refusal(agencyRoutes.onboardAgency, { as, body: kota })).code).toBe("forbidden");
      expect((await world.refusal(agencyRoutes.listAgencies, { as })).code).toBe("forbidden");
    }
    const as = world.actor({ roles: ["operator"] });
    const body = { ...kota, zone: "Asia/Nowhere" };
    expect((await world.refusal(agencyRoutes.onboardAgency, { as, body })).code).toBe("request.invalid");
  });
});

describe("the operator's list", () => {
  test("shows name, zone and preset of every agency, and nothing that lies inside", async () => {
    const { operator, agency, admin } = await onboard(world);
    await world.call(agencyRoutes.configureAgency, {
      as: admin,
      body: { name: "Pemerintah Kota Pauh", settings: { consequenceNote: "Rahasia instansi" } },
    });
    const all = [];
    let cursor: string | undefined;
    do {
      const { body } = await world.call(agencyRoutes.listAgencies, {
        as: operator,
        query: { limit: 2, cursor },
      });
      all.push(...body.items);
      cursor = body.next;
    } while (cursor !== undefined);
    const mine = all.find(({ agencyId }) => agencyId === agency);
    expect(Object.keys(mine ?? {}).sort()).toEqual(["agencyId", "createdAt", "name", "preset", "zone"]);
    expect(mine?.name).toBe("Pemerintah Kota Pauh");
    expect(JSON.stringify(all)).not.toMatch(/Rahasia|rina@|Rina/);
  });
});

describe("settings", () => {
  test("change field by field, keep the rest, and are their agency's alone", async () => {
    const [one, other] = [await onboard(world), await onboard(world)];
    const body = { language: "en" as const, settings: { workingWeek: "six-days" as const } };
    await world.call(agencyRoutes.configureAgency, { as: one.admin, body });
    const read = (await world.call(agencyRoutes.readAgency, { as: one.admin })).body;
    expect(read).toMatchObject({ language: "en", settings: { ...defaultSettings, workingWeek: "six-days" } });
    expect((await world.call(agencyRoutes.readAgency, { as: other.admin })).body.settings).toEqual(
      defaultSettings,
    );
    const employee = world.actor({ agency: one.agency });
    expect((await world.refusal(agencyRoutes.configureAgency, { as: employee, body })).code).toBe(
      "forbidden",
    );
  });

  test("changed twice upon one version: the second is told, with what is there now", async () => {
    const { admin } = await onboard(world);
    const { version } = (await world.call(agencyRoutes.readAgency, { as: admin })).body;
    const change = (reminderHour: number) =>
      world.send(agencyRoutes.configureAgency, {
        as: admin,
        text: JSON.stringify({ settings: { reminderHour } }),
        headers: { "idempotency-key": `change-hour-${reminderHour}`, "if-match": String(version) },
      });
    const answers = await Promise.all([change(7), change(9)]);
    const kept = answers.find(({ status }) => status === 200)?.body;
    const told = { code: "edit.conflict", current: kept };
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject(told);
    expect((await world.call(agencyRoutes.readAgency, { as: admin })).body).toEqual(kept);
  });
});

describe("the agency's calendar", () => {
  test("adds days to a national year and takes days from it", async () => {
    const { admin, agency } = await onboard(world);
    const body = { year: 2026, added: [{ date: "2026-08-07", name: "Hari jadi" }], removed: ["2026-12-24"] };
    const changeUpon = async (version: number, removed: string[]) =>
      await world.call(agencyRoutes.changeCalendar, { as: admin, body: { ...body, removed, version } });
    await changeUpon(0, body.removed);
    await changeUpon(1, []);
    await changeUpon(2, body.removed);
    const { years } = agencyCalendar(await readAgency(world.table(agency)));
    const days = years.find(({ year }) => year === 2026)?.daysOff ?? [];
    expect(days).toContainEqual({ date: "2026-08-07", name: "Hari jadi", kind: "local" });
    expect(days.map(({ date }) => date)).toContain("2026-12-25");
    expect(days.map(({ date }) => date)).not.toContain("2026-12-24");
    const read = (await world.call(agencyRoutes.readCalendar, { as: admin })).body;
    expect(read.years).toEqual([{ ...body, version: 3 }]);
    // The national year stays as it is: what was taken from it can be put back.
    const national = read.national.find(({ year }) => year === 2026);
    expect(national?.daysOff).toContainEqual(
      expect.objectContaining({ date: "2026-12-24", kind: "joint-leave" }),
    );
    expect(national).toMatchObject({ status: "decreed", source: expect.stringMatching(/./) });
  });

  test("of a year that two administrators change at once: the second is told, with what is there now", async () => {
    const { admin } = await onboard(world);
    const change = (version: number, removed: string[], headers = {}) =>
      world.send(agencyRoutes.changeCalendar, {
        as: admin,
        text: JSON.stringify({ version, year: 2026, added: [], removed }),
        headers: { "idempotency-key": `calendar-${crypto.randomUUID()}`, ...headers },
      });
    const first = await Promise.all([change(0, ["2026-12-24"]), change(0, ["2026-03-20"])]);
    expect(first.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = first.find(({ status }) => status === 200)?.body;
    const told = { code: "edit.conflict", current: kept };
    expect(first.find(({ status }) => status === 409)?.body).toMatchObject(told);
    // Whoever changes what they never saw, or saw as it was before, is told too.
    for (const unseen of [await change(0, []), await change(2, []), await change(1, [], { "if-match": "7" })])
      expect(unseen).toMatchObject({ status: 409, body: told });
    expect(await change(1, [])).toMatchObject({ status: 200, body: { version: 2, removed: [] } });
    const repeated = { "idempotency-key": "calendar-once" };
    for (let time = 0; time < 2; time++)
      expect(await change(2, ["2026-12-24"], repeated)).toMatchObject({ status: 200, body: { version: 3 } });
  });

  test("refuses days that are not of its year: they would be looked for in vain", async () => {
    const { admin } = await onboard(world);
    for (const body of [
      { version: 0, year: 2026, added: [{ date: "2027-01-01", name: "x" }], removed: [] },
      { version: 0, year: 2026, added: [], removed: ["2025-12-31"] },
    ])
      expect((await world.refusal(agencyRoutes.changeCalendar, { as: admin, body })).code).toBe(
        "request.invalid",
      );
  });
});
