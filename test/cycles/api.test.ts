import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { armCycle } from "#functions/cycles/arm.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { countParts } from "#functions/reports/count.ts";
import { agencyRoutes } from "#shared/agencies/routes.ts";
import { nationalHolidays } from "#shared/cycles/national-holidays.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { cycleEntity, partEntity, readCycles } from "#shared/cycles/store.ts";
import { personEntity } from "#shared/people/store.ts";
import { newId } from "#shared/platform/ids.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import type { Connection } from "#shared/platform/table/client.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { countedEntity } from "#shared/reports/store.ts";
import {
  deedsOf,
  onboard,
  planSemester,
  putRoster,
  storedCycle,
  storedParts,
  type TestAgency,
} from "#test/support/agencies.ts";
import { emptyQueues } from "#test/support/outbox.ts";
import { useOwnSchedule } from "#test/support/own-schedule.ts";
import { deliverSchedule, pending, tick, tickUntil } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));

const world = useWorld([agencies, cycles]);
useOwnSchedule(world);
beforeEach(emptyQueues);

/** Before the second semester begins: it opens at midnight of 1 July in Jakarta. */
const before = "2026-06-20T02:00:00.000Z";
const opening = "2026-06-30T17:00:00.000Z";

async function newAgency(at = before): Promise<TestAgency> {
  world.travelTo(at);
  return await onboard(world);
}

const semester = { period: { kind: "semester" as const, year: 2026, index: 2 } };

/** A connection on which writes wait until so many queries were answered. */
function writingAfter(queries: number): Connection {
  let answered = 0;
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const send = async (command: { constructor: { name: string } }) => {
    const isQuery = command.constructor.name === "QueryCommand";
    if (command.constructor.name === "TransactWriteCommand") await gate;
    const output = await world.connection.client.send(command as never);
    if (isQuery && ++answered === queries) open();
    return output;
  };
  return { ...world.connection, client: { send } as unknown as Connection["client"] };
}

describe("planning", () => {
  test("proposes phases and windows, writes them with an audit entry, and plans every instant", async () => {
    const agency = await newAgency();
    const { body } = await world.call(cycleRoutes.planCycle, { as: agency.admin, body: semester });
    expect(body).toMatchObject({
      state: "planned",
      version: 1,
      opensAt: "2026-07-01T00:00",
      zone: "Asia/Jakarta",
    });
    const plan = await pending(world, agency.agency, body.id);
    expect(plan.filter(({ kind }) => kind === "cycle.open").map(({ at }) => at)).toEqual([opening]);
    expect(plan.filter(({ kind }) => kind === "cycle.close")).toHaveLength(1);
    expect(plan.filter(({ kind }) => kind.startsWith("reminder.")).length).toBeGreaterThan(10);
  });

  test("adds the quarters and the year for part-time PPPK alone, as the data check asks, until the cycle opens", async () => {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 25, (person, n) =>
      n === 22 ? { ...person, kind: "PPPK_PARUH_WAKTU" } : person,
    );
    const cycle = await planSemester(world, agency);
    const as = agency.admin;
    const params = { cycleId: cycle };
    const found = async () =>
      (await world.call(cycleRoutes.checkCycle, { as, params })).body.findings
        .filter(({ code }) => code === "person.needs-quarterly")
        .map(({ subjects }) => subjects.map(({ id }) => id));
    const add = () =>
      world.call(cycleRoutes.addEvaluations, { as, params, body: { kind: "PPPK_PARUH_WAKTU" } });
    expect(await found()).toEqual([[roster.people[22]?.id]]);
    const query = { code: "person.needs-quarterly" as const };
    const [lack] = (await world.call(cycleRoutes.checkCycle, { as, params, query })).body.findings;
    expect(lack?.fix.id).toContain("dibuka: Triwulan III 2026, Triwulan IV 2026, Tahun 2026.");
    const { evaluations } = (await add()).body;
    expect(evaluations.map(({ periodKind, period, onlyFor }) => [periodKind, period.from, onlyFor])).toEqual([
      ["semester", "2026-07-01", undefined],
      ["quarter", "2026-07-01", ["PPPK_PARUH_WAKTU"]],
      ["quarter", "2026-10-01", ["PPPK_PARUH_WAKTU"]],
      ["annual", "2026-01-01", ["PPPK_PARUH_WAKTU"]],
    ]);
    expect(await found()).toEqual([]);
    expect((await add()).body.evaluations).toEqual(evaluations);
    expect(await deedsOf(world, agency.agency, cycle)).toEqual(["cycle.planned", "cycle.evaluations-added"]);
    const reminded = (await pending(world, agency.agency, cycle)).map(({ name }) => name);
    expect(reminded.some((name) => name.includes(`${evaluations[1]?.id}.report`))).toBe(true);
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    const parts = await storedParts(world, agency.agency, roster.people.slice(21, 23), cycle);
    const [semesterly, ...ruled] = evaluations.map(({ id }) => id as string);
    expect(parts.map((part) => Object.keys(part.evaluations).sort())).toEqual([[semesterly], ruled.sort()]);
  });

  test("adds no evaluation to a cycle that has opened, nor for people of whom no rule speaks", async () => {
    const agency = await newAgency();
    await putRoster(world, agency.agency, 3);
    const cycle = await planSemester(world, agency);
    const to = { as: agency.admin, params: { cycleId: cycle } };
    const body = { kind: "PNS" as never };
    expect((await world.refusal(cycleRoutes.addEvaluations, { ...to, body })).code).toBe("request.invalid");
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    const late = await world.refusal(cycleRoutes.addEvaluations, {
      ...to,
      body: { kind: "PPPK_PARUH_WAKTU" },
    });
    expect(late).toMatchObject({
      code: "state.transition",
      title: "Tindakan ini tidak dapat dilakukan pada status “Berjalan”.",
    });
    const english = await world.refusal(cycleRoutes.addEvaluations, {
      ...to,
      body: { kind: "PPPK_PARUH_WAKTU" },
      headers: { "accept-language": "en" },
    });
    expect(english.title).toBe("This cannot be done in the state “Open”.");
    expect((await storedCycle(world, agency.agency, cycle)).evaluations).toHaveLength(1);
  });

  test("the same request again answers the same cycle, under another body it is refused", async () => {
    const { admin, agency } = await newAgency();
    const headers = { "idempotency-key": "plan-once" };
    const first = await world.call(cycleRoutes.planCycle, { as: admin, body: semester, headers });
    const second = await world.call(cycleRoutes.planCycle, { as: admin, body: semester, headers });
    expect(second.body).toEqual(first.body);
    const other = { period: { ...semester.period, index: 1 } };
    const problem = await world.refusal(cycleRoutes.planCycle, { as: admin, body: other, headers });
    expect(problem.code).toBe("idempotency.reused");
    expect(await readCycles(world.table(agency))).toHaveLength(1);
  });

  test("of eight planners who all looked before any wrote, one makes the period's cycle", async () => {
    const { admin, agency } = await newAgency();
    const planners = 8;
    // Each reads the agency and its cycles; nobody writes before all have read.
    const table = new AgencyTable(writingAfter(planners * 2), agency);
    const plan = cycles.handlers["planCycle"] as unknown as (
      input: { body: typeof semester },
      context: object,
    ) => Promise<unknown>;
    const outcomes = await Promise.allSettled(
      Array.from({ length: planners }, (_, n) => {
        const mark = { key: `planner-${n}`, bodyHash: "" };
        const auditActor = { member: admin.member, login: admin.login, request: `r${n}` };
        return plan({ body: semester }, { actor: admin, table, now: world.now(), mark, auditActor });
      }),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readCycles(world.table(agency))).toHaveLength(1);
  });

  test("a second cycle of a period is refused until the first one is cancelled", async () => {
    const { admin, agency } = await newAgency();
    const first = await planSemester(world, { admin, agency, operator: admin });
    expect((await world.refusal(cycleRoutes.planCycle, { as: admin, body: semester })).code).toBe(
      "cycle.exists",
    );
    await world.call(cycleRoutes.cancelCycle, { as: admin, params: { cycleId: first } });
    const second = await planSemester(world, { admin, agency, operator: admin });
    expect(second).not.toBe(first);
    expect(await pending(world, agency, first)).toMatchObject([{ kind: "cycle.arm" }, { kind: "cycle.arm" }]);
  });

  test("a year whose holidays are not known blocks planning until the agency enters it", async () => {
    const { admin } = await newAgency();
    const body = { period: { kind: "semester" as const, year: 2028, index: 2 } };
    const problem = await world.refusal(cycleRoutes.planCycle, { as: admin, body });
    expect(problem).toMatchObject({ code: "calendar.year-missing", title: expect.stringContaining("2029") });
    const year = { version: 0, year: 2029, added: [{ date: "2029-01-01", name: "Tahun Baru" }], removed: [] };
    await world.call(agencyRoutes.changeCalendar, { as: admin, body: year });
    await world.call(cycleRoutes.planCycle, { as: admin, body });
  });

  test("what does not fit is refused: unknown window, closing before opening, a period that is none", async () => {
    const agency = await newAgency();
    const params = { cycleId: await planSemester(world, agency) };
    const refused = async (windows: Record<string, { opensAt: string; closesAt: string }>) =>
      await world.refusal(cycleRoutes.changeCycle, { as: agency.admin, params, body: { windows } });
    const times = { opensAt: "2026-07-01T00:00", closesAt: "2026-07-20T23:59" };
    expect((await refused({ unknown: times })).code).toBe("cycle.window-unknown");
    const backwards = { ...times, closesAt: "2026-06-30T00:00" };
    const { evaluations } = await storedCycle(world, agency.agency, params.cycleId);
    for (const [key, name] of [
      ["planning", "Perencanaan SKP"],
      [`${evaluations[0]?.id}.appraisal`, "Penilaian Semester II 2026"],
    ] as const) {
      expect(await refused({ [key]: backwards })).toMatchObject({
        code: "cycle.window-order",
        title: `Jendela waktu ${name} tutup sebelum buka.`,
      });
    }
    const fifth = { period: { kind: "quarter" as const, year: 2026, index: 5 } };
    const problem = await world.refusal(cycleRoutes.planCycle, { as: agency.admin, body: fifth });
    expect(problem.code).toBe("cycle.period-unknown");
  });

  test("moving the opening moves its milestone; nobody plans what has opened", async () => {
    const agency = await newAgency();
    const params = { cycleId: await planSemester(world, agency) };
    const body = { opensAt: "2026-07-03T07:30" };
    await world.call(cycleRoutes.changeCycle, { as: agency.admin, params, body });
    const moved = (await pending(world, agency.agency, params.cycleId)).filter(
      ({ kind }) => kind === "cycle.open",
    );
    expect(moved.map(({ at }) => at)).toEqual(["2026-07-03T00:30:00.000Z"]);
    world.travelTo("2026-07-03T00:30:00.000Z");
    await tick();
    await deliverSchedule();
    for (const definition of [cycleRoutes.changeCycle, cycleRoutes.cancelCycle] as const) {
      const problem = await world.refusal(definition, { as: agency.admin, params, body: {} } as never);
      expect(problem.code).toBe("state.transition");
    }
  });

  test("planning twice what is planned adds and takes nothing, also after a crash before it", async () => {
    const agency = await newAgency();
    const id = await planSemester(world, agency);
    const table = world.table(agency.agency);
    const cycle = await storedCycle(world, agency.agency, id);
    // A change whose request died after its transaction: the arming milestone alone tells of it.
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, { opensAt: "2026-07-02T00:00" }))]);
    await tick();
    await deliverSchedule();
    const once = await pending(world, agency.agency, id);
    expect(once.find(({ kind }) => kind === "cycle.open")?.at).toBe("2026-07-01T17:00:00.000Z");
    await armCycle(table, id, before);
    expect(await pending(world, agency.agency, id)).toEqual(once);
  });
});

describe("before the opening", () => {
  const excluded = (n: number) => n === 7;
  async function planned() {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 45, (person, n) => ({
      ...person,
      ...(n === 9 ? { email: undefined } : {}),
      exclusions: excluded(n) ? [{ reason: "unpaid-leave", rule: "SK 800/12/2025", from: "2026-01-01" }] : [],
      assignments: person.assignments.map(({ appraiser, ...rest }) =>
        n === 31 || appraiser === undefined ? rest : { ...rest, appraiser },
      ),
    }));
    return { ...agency, roster, params: { cycleId: await planSemester(world, agency) } };
  }

  test("the data check names what would go wrong by the person's name, with its remedy", async () => {
    const { admin, params } = await planned();
    const { findings } = (await world.call(cycleRoutes.checkCycle, { as: admin, params })).body;
    const subjects = findings.flatMap((finding) => finding.subjects.map(({ name }) => [finding.code, name]));
    expect(subjects).toContainEqual([expect.stringContaining("appraiser"), "Pegawai 31"]);
    expect(subjects).toContainEqual(["person.no-email", "Pegawai 9"]);
    expect(JSON.stringify(findings)).not.toMatch(/\{\w+\}/);
    expect(findings.every(({ what, fix }) => what.id && what.en && fix.id && fix.en)).toBe(true);
  });

  test("the data check calls a window out of order by its name, and gives its key apart", async () => {
    const agency = await newAgency();
    await putRoster(world, agency.agency, 3);
    const params = { cycleId: await planSemester(world, agency) };
    const { evaluations } = await storedCycle(world, agency.agency, params.cycleId);
    const window = `${evaluations[0]?.id}.organisation`;
    const windows = { [window]: { opensAt: "2027-01-01T00:00", closesAt: "2027-01-20T23:59" } };
    await world.call(cycleRoutes.changeCycle, { as: agency.admin, params, body: { windows } });
    const query = { code: "cycle.window-order" as const };
    const { findings } = (await world.call(cycleRoutes.checkCycle, { as: agency.admin, params, query })).body;
    expect(findings).toMatchObject([
      {
        window,
        what: { id: "Urutan waktu Predikat kinerja organisasi Semester II 2026 tidak masuk akal." },
      },
    ]);
  });

  test("the data check lets only the head of a root be without appraiser, not the others in it", async () => {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 45, (person, n) => ({
      ...person,
      assignments: person.assignments.map(({ appraiser, ...rest }) => ({
        ...rest,
        ...([0, 3, 20].includes(n) || appraiser === undefined ? {} : { appraiser }),
        ...(n % 20 === 0 ? { heads: rest.unit } : {}),
      })),
    }));
    const params = { cycleId: await planSemester(world, agency) };
    const { findings } = (await world.call(cycleRoutes.checkCycle, { as: agency.admin, params })).body;
    const without = findings.filter(({ code }) => code === "person.no-appraiser");
    expect(without.flatMap(({ subjects }) => subjects.map(({ id }) => id)).sort()).toEqual(
      [roster.people[3]?.id ?? "", roster.people[20]?.id ?? ""].sort(),
    );
  });

  test("the data check looks for a delegation with whom it concerns, not with their appraiser", async () => {
    const check = async (delegated: (n: number) => boolean) => {
      const agency = await newAgency();
      await putRoster(world, agency.agency, 3, (person, n) => ({
        ...person,
        assignments: person.assignments.map((assignment) => ({
          ...assignment,
          position: { title: "Guru", kind: "fungsional" as const },
          role: delegated(n) ? ("delegasi" as const) : ("definitif" as const),
        })),
      }));
      const params = { cycleId: await planSemester(world, agency) };
      const { findings } = (await world.call(cycleRoutes.checkCycle, { as: agency.admin, params })).body;
      return findings.map(({ code }) => code).includes("appraiser.below-pengawas");
    };
    expect(await check((n) => n > 0)).toBe(false);
    expect(await check((n) => n === 0)).toBe(true);
  });

  describe("of a whole agency", () => {
    /** Nobody has an address, and all but the first have an appraiser whom the roster does not know. */
    async function inDisorder() {
      const agency = await newAgency();
      const unknown = newId("employee", 1);
      const roster = await putRoster(world, agency.agency, 260, ({ email: _email, ...person }, n) => ({
        ...person,
        exclusions:
          n > 0 && n <= 210 ? [{ reason: "state-office", rule: "Keppres 1/2026", from: "2026-01-01" }] : [],
        assignments: person.assignments.map((one) => ({
          ...one,
          appraiser: { kind: "employee" as const, id: unknown },
        })),
      }));
      return { ...agency, roster, params: { cycleId: await planSemester(world, agency) } };
    }

    test("the data check comes in pages that hold every finding once, with counts of all", async () => {
      const { admin, params } = await inDisorder();
      const found: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < 9; pages++) {
        const query = { limit: 20, ...(cursor === undefined ? {} : { cursor }) };
        const { body } = await world.call(cycleRoutes.checkCycle, { as: admin, params, query });
        expect(body.counts).toEqual([
          { code: "person.appraiser-unknown", severity: "fix", count: 1 },
          { code: "person.no-email", severity: "warning", count: 50 },
        ]);
        found.push(
          ...body.findings.flatMap(({ subjects, code }) =>
            code === "person.no-email" ? (subjects[0]?.id ?? []) : code,
          ),
        );
        cursor = body.next;
        if (cursor === undefined) break;
      }
      expect(found).toHaveLength(51);
      expect(new Set(found).size).toBe(51);
      const query = { code: "person.appraiser-unknown" as const };
      const { body } = await world.call(cycleRoutes.checkCycle, { as: admin, params, query });
      expect(body.findings.map(({ code, count }) => [code, count])).toEqual([
        ["person.appraiser-unknown", 50],
      ]);
    });

    test("of any one thing two hundred people are named, and all are counted", async () => {
      const { admin, params, roster, agency } = await inDisorder();
      const excluded = (await world.call(cycleRoutes.dryRunCycle, { as: admin, params })).body;
      expect(excluded).toMatchObject({ inScope: 50, excluded: 210, unreachableCount: 50 });
      expect(excluded.exclusions).toHaveLength(200);
      const table = world.table(agency);
      for (const { id } of roster.people) {
        const person = await table.get(personEntity, { id });
        if (person !== undefined)
          await table.write([table.replace(personEntity, person, changed(person, { exclusions: [] }))]);
      }
      const run = (await world.call(cycleRoutes.dryRunCycle, { as: admin, params })).body;
      expect(run).toMatchObject({ inScope: 260, unreachableCount: 260 });
      expect(run.unreachable).toHaveLength(200);
      const query = { code: "person.appraiser-unknown" as const };
      const [unknown] = (await world.call(cycleRoutes.checkCycle, { as: admin, params, query })).body
        .findings;
      expect(unknown?.count).toBe(260);
      expect(unknown?.subjects).toHaveLength(200);
    });

    test("is read with one query a unit and one for a hundred addresses", async () => {
      const agency = await newAgency();
      const roster = await putRoster(world, agency.agency, 260);
      const params = { cycleId: await planSemester(world, agency) };
      const { commands } = await world.measure(() =>
        world.call(cycleRoutes.checkCycle, { as: agency.admin, params }),
      );
      // Agency, units and officials are a query each.
      expect(commands.filter((name) => name === "Query")).toHaveLength(roster.units.length + 3);
      expect(commands.filter((name) => name === "BatchGet")).toHaveLength(3);
    });
  });

  test("the dry run counts scope and exclusions with their reason, and names whom each step would mail", async () => {
    const { admin, params, roster } = await planned();
    const run = (await world.call(cycleRoutes.dryRunCycle, { as: admin, params })).body;
    expect(run).toMatchObject({ inScope: 44, excluded: 1, excludedBy: { "unpaid-leave": 1 } });
    expect(run.exclusions).toMatchObject([{ name: "Pegawai 7", rule: "SK 800/12/2025", from: "2026-07-01" }]);
    expect(run.unreachable).toContainEqual(
      expect.objectContaining({ name: "Pegawai 9", reason: "no-address" }),
    );
    const everyone = run.steps.find(({ audience }) => audience === "employee");
    expect(everyone).toMatchObject({ count: 43 });
    const chief = roster.people[20]?.id ?? "";
    const his = (await world.call(cycleRoutes.dryRunCycle, { as: admin, params, query: { person: chief } }))
      .body;
    expect(his.steps.length).toBeGreaterThan(5);
    expect(his.steps.every(({ recipients }) => recipients.some(({ id }) => id === chief))).toBe(true);
  });

  test("a day off that the agency enters after planning counts for dry run, opening and reminders", async () => {
    const { admin, agency, params } = await planned();
    const steps = async () => (await world.call(cycleRoutes.dryRunCycle, { as: admin, params })).body.steps;
    const [last] = (await steps()).filter(({ audience, step }) => audience === "supervisor" && step === "d0");
    expect(last?.day).toBe("2026-07-15");
    const year = {
      version: 0,
      year: 2026,
      added: [{ date: "2026-07-15", name: "Hari jadi kota" }],
      removed: [],
    };
    await world.call(agencyRoutes.changeCalendar, { as: admin, body: year });
    expect((await steps()).some(({ day }) => day === "2026-07-15")).toBe(false);
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    const cycle = await storedCycle(world, agency, params.cycleId);
    expect(cycle.calendar.years.find(({ year: of }) => of === 2026)?.daysOff).toHaveLength(
      (nationalHolidays.find(({ year: of }) => of === 2026)?.daysOff.length ?? 0) + 1,
    );
    const reminders = (await pending(world, agency, params.cycleId)).filter(
      ({ kind }) => kind === "reminder.step",
    );
    expect(reminders.some(({ at }) => at.startsWith("2026-07-15"))).toBe(false);
  });
});

describe("an extension", () => {
  const appraisal = (cycle: { evaluations: readonly { id: string }[] }) =>
    `${cycle.evaluations[0]?.id}.appraisal`;

  async function opened() {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 3);
    const params = { cycleId: await planSemester(world, agency) };
    world.travelTo(opening);
    await tick();
    await deliverSchedule();
    return { ...agency, roster, params };
  }

  test("plans the steps anew for the new deadline, keeps what is overdue, and moves the closing", async () => {
    const { admin, agency, params } = await opened();
    const cycle = await storedCycle(world, agency, params.cycleId);
    // Down for three days over the last days of planning: its steps are pending and overdue.
    world.travelTo("2026-07-16T01:30:00.000Z");
    const overdue = (await pending(world, agency, cycle.id)).filter(({ at }) => at <= "2026-07-16T01:30");
    expect(overdue.some(({ kind }) => kind === "reminder.step")).toBe(true);
    const body = {
      window: appraisal(cycle),
      closesAt: "2027-02-20T23:59",
      reason: "extension" as const,
      note: "Diminta banyak unit.",
    };
    await world.call(cycleRoutes.extendWindow, { as: admin, params, body });
    const now = await pending(world, agency, cycle.id);
    for (const { name } of overdue.filter(({ kind }) => kind.startsWith("reminder.")))
      expect(now.map((one) => one.name)).toContain(name);
    const steps = now.filter(({ details }) => details["window"] === body.window);
    expect(steps.length).toBeGreaterThan(3);
    expect(new Set(steps.map(({ details }) => details["deadlineVersion"]))).toEqual(new Set([2]));
    expect(now.filter(({ kind }) => kind === "cycle.close").map(({ at }) => at)).toEqual([
      "2027-02-20T17:00:00.000Z",
    ]);
  });

  test("opens a closed cycle again, which then closes at its new end", async () => {
    const { admin, agency, params } = await opened();
    const closing = (await pending(world, agency, params.cycleId)).find(({ kind }) => kind === "cycle.close");
    world.travelTo(closing?.at ?? "");
    await tick();
    await deliverSchedule();
    const cycle = await storedCycle(world, agency, params.cycleId);
    expect(cycle.state).toBe("closed");
    const body = {
      window: appraisal(cycle),
      closesAt: "2027-03-31T23:59",
      reason: "outage" as const,
      note: "Gangguan jaringan.",
    };
    const answer = await world.call(cycleRoutes.extendWindow, { as: admin, params, body });
    expect(answer.body).toMatchObject({ state: "open", version: cycle.version + 1 });
    world.travelTo("2027-03-31T17:00:00.000Z");
    await tick();
    await deliverSchedule();
    expect((await storedCycle(world, agency, params.cycleId)).state).toBe("closed");
  });

  test("that died before it planned anew is not overtaken by the old closing", async () => {
    const { agency, params } = await opened();
    const closing = (await pending(world, agency, params.cycleId)).find(({ kind }) => kind === "cycle.close");
    const table = world.table(agency);
    const cycle = await storedCycle(world, agency, params.cycleId);
    const { planning } = cycle.windows;
    const extension = { closesAt: "2027-05-01T23:59", reason: "extension", note: "x", at: before } as const;
    const windows = { ...cycle.windows, planning: { ...planning, extensions: [extension] } };
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, { windows }))]);
    world.travelTo(closing?.at ?? "");
    await tick();
    await deliverSchedule();
    expect((await storedCycle(world, agency, params.cycleId)).state).toBe("open");
  });

  test("only ever grows, lies ahead, and is none of a cancelled cycle's", async () => {
    const { admin, agency, params } = await opened();
    const extend = async (closesAt: string) => {
      const body = { window: "planning", closesAt, reason: "extension" as const, note: "x" };
      return (await world.refusal(cycleRoutes.extendWindow, { as: admin, params, body })).code;
    };
    expect(await extend("2026-07-15T23:59")).toBe("cycle.extension-shrinks");
    world.travelTo("2026-09-01T00:00:00.000Z");
    expect(await extend("2026-08-01T23:59")).toBe("cycle.extension-past");
    const table = world.table(agency);
    const cycle = await storedCycle(world, agency, params.cycleId);
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, { state: "cancelled" }))]);
    expect(await extend("2026-12-01T23:59")).toBe("state.transition");
  });
});

describe("taking an opening back", () => {
  async function opened() {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 30);
    const params = { cycleId: await planSemester(world, agency) };
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    expect((await storedCycle(world, agency.agency, params.cycleId)).state).toBe("open");
    return { ...agency, roster, params };
  }

  test("holds the cycle: no tick opens it, until its planner says when; then it opens with everyone as they are", async () => {
    const { admin, agency, params, roster } = await opened();
    const undone = await world.call(cycleRoutes.undoOpening, { as: admin, params });
    expect(undone.body).toMatchObject({ state: "planned", held: true });
    await tickUntil(world, "2026-06-30T19:00:00.000Z");
    expect((await storedCycle(world, agency, params.cycleId)).state).toBe("planned");
    const [first, second] = roster.people;
    if (first === undefined || second === undefined) throw new Error("no people");
    const table = world.table(agency);
    const person = await table.get(personEntity, { id: second.id });
    if (person === undefined) throw new Error("gone");
    const assignments = person.assignments.map((one) => ({ ...one, unit: roster.units[1] ?? one.unit }));
    await table.write([table.replace(personEntity, person, changed(person, { assignments }))]);
    await world.call(cycleRoutes.changeCycle, { as: admin, params, body: { opensAt: "2026-07-02T00:00" } });
    world.travelTo("2026-07-01T17:00:00.000Z");
    await tickUntil(world, "2026-07-01T17:15:00.000Z");
    const cycle = await storedCycle(world, agency, params.cycleId);
    expect(cycle).toMatchObject({ state: "open", opened: { inScope: 30, excluded: 0 } });
    const parts = await storedParts(world, agency, roster.people, params.cycleId);
    expect(parts).toHaveLength(30);
    expect(parts.find(({ employeeId }) => employeeId === second.id)?.unit).toBe(roster.units[1]);
  });

  test("is refused once somebody has started, and keeps what they wrote", async () => {
    const { admin, agency, params, roster } = await opened();
    const table = world.table(agency);
    const [part] = await storedParts(world, agency, roster.people.slice(0, 1), params.cycleId);
    if (part === undefined) throw new Error("no part");
    await countParts(table, [part.id]);
    const plan = { ...part.plan, state: "submitted" as const, submittedVersion: 1 };
    await table.write([table.replace(partEntity, part, changed(part, { plan }))]);
    await countParts(table, [part.id]);
    const problem = await world.refusal(cycleRoutes.undoOpening, { as: admin, params });
    expect(problem.code).toBe("cycle.started");
    expect((await table.get(partEntity, placeOfPart(part.id)))?.plan.state).toBe("submitted");
    expect(await table.get(countedEntity, { cycleId: part.cycleId, part: part.id })).toBeDefined();
  });

  test("the same request again answers the cycle as it is", async () => {
    const { admin, params } = await opened();
    const headers = { "idempotency-key": "undo-once" };
    const first = await world.call(cycleRoutes.undoOpening, { as: admin, params, headers });
    const again = await world.call(cycleRoutes.undoOpening, { as: admin, params, headers });
    expect(again.body).toEqual(first.body);
    expect((await world.refusal(cycleRoutes.undoOpening, { as: admin, params })).code).toBe(
      "state.transition",
    );
  });
});

describe("parts", () => {
  test("are one's own, a unit's for those who oversee, and nobody else's", async () => {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 25);
    const params = { cycleId: await planSemester(world, agency) };
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    const [chief, mine, other] = roster.people;
    const actor = (employee: typeof mine) =>
      world.actor({ agency: agency.agency, ...(employee === undefined ? {} : { employee: employee.id }) });
    const own = (await world.call(cycleRoutes.listParts, { as: actor(mine), params })).body.items;
    expect(own).toMatchObject([{ employeeId: mine?.id, name: "Pegawai 1", appraiser: { id: chief?.id } }]);
    const unit = roster.units[0] ?? "";
    const asked = { as: actor(mine), params, query: { unit } };
    expect((await world.refusal(cycleRoutes.listParts, asked)).code).toBe("forbidden");
    const all = await world.call(cycleRoutes.listParts, {
      as: agency.admin,
      params,
      query: { unit, limit: 50 },
    });
    expect(all.body.items).toHaveLength(20);
    const place = { ...params, partId: own[0]?.id ?? "" };
    expect((await world.call(cycleRoutes.readPart, { as: actor(chief), params: place })).body.id).toBe(
      place.partId,
    );
    expect((await world.refusal(cycleRoutes.readPart, { as: actor(other), params: place })).code).toBe(
      "not-found",
    );
  });

  test("name their appraiser, with post and capacity, to whoever may read them", async () => {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 25);
    const params = { cycleId: await planSemester(world, agency) };
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    const [chief, mine, other] = roster.people;
    const as = world.actor({ agency: agency.agency, employee: mine?.id as never });
    const [own] = (await world.call(cycleRoutes.listParts, { as, params })).body.items;
    const place = { ...params, partId: own?.id ?? "" };
    expect((await world.call(cycleRoutes.readAppraiser, { as, params: place })).body).toEqual({
      id: chief?.id,
      name: chief?.name,
      post: chief?.assignments[0]?.position.title,
      role: "definitif",
    });
    const stranger = world.actor({ agency: agency.agency, employee: other?.id as never });
    const asked = world.refusal(cycleRoutes.readAppraiser, { as: stranger, params: place });
    expect((await asked).code).toBe("not-found");
    const atTheTop = world.actor({ agency: agency.agency, employee: chief?.id as never });
    const [top] = (await world.call(cycleRoutes.listParts, { as: atTheTop, params })).body.items;
    const above = { as: atTheTop, params: { ...params, partId: top?.id ?? "" } };
    const mayor = (await world.call(cycleRoutes.readAppraiser, above)).body;
    expect(mayor).toMatchObject({ id: top?.appraiser?.id, post: "Wali Kota" });
  });

  test("of the own unit and those below it are read by who heads it, and no others", async () => {
    const agency = await newAgency();
    const roster = await putRoster(world, agency.agency, 60);
    const params = { cycleId: await planSemester(world, agency) };
    world.travelTo(opening);
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    const [top = "", one = "", other = ""] = roster.units;
    const head = (at: number) =>
      world.actor({ agency: agency.agency, roles: ["unitHead"], employee: roster.people[at]?.id as never });
    const list = (at: number, unit: string) => ({ as: head(at), params, query: { unit, limit: 50 } });
    for (const [at, unit] of [
      [0, top],
      [0, other],
      [20, one],
    ] as const) {
      expect((await world.call(cycleRoutes.listParts, list(at, unit))).body.items).toHaveLength(20);
    }
    for (const unit of [top, other]) {
      expect((await world.refusal(cycleRoutes.listParts, list(20, unit))).code).toBe("forbidden");
    }
    const [theirs] = (await world.call(cycleRoutes.listParts, list(0, other))).body.items;
    const place = { ...params, partId: theirs?.id ?? "" };
    expect((await world.call(cycleRoutes.readPart, { as: head(0), params: place })).body.id).toBe(theirs?.id);
    expect((await world.refusal(cycleRoutes.readPart, { as: head(20), params: place })).code).toBe(
      "not-found",
    );
  });
});
