import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { implementation as reports } from "#functions/reports/handlers.ts";
import { keepNight, keepRecount, type NightlyCounts } from "#functions/reports/nights.ts";
import { handler as onRecounts } from "#functions/reports/on-milestones.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Unit } from "#shared/people/model.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import { reportRoutes } from "#shared/reports/routes.ts";
import { counterAttributes, type TallyRecord, talliesOfCycle, tallyEntity } from "#shared/reports/store.ts";
import { phaseCounters, total } from "#shared/reports/tally.ts";
import { phasesAt, recountEntity, trendEntity, unitsWithNights } from "#shared/reports/trend.ts";
import { handBodies } from "#test/support/outbox.ts";
import { openCycle } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([reports]);

interface Scene {
  readonly agency: Id<"agency">;
  readonly cycle: Cycle;
  readonly evaluation: Id<"evaluation">;
}

/** A semester whose plans are due from 1 to 15 July 2026, and whose results are rated from 1 to 15 January 2027. */
async function scene(): Promise<Scene> {
  const agency = world.agency();
  const cycle = await openCycle(world, agency);
  const evaluation = cycle.evaluations[0]?.id ?? expect.fail("no evaluation");
  return { agency, cycle, evaluation };
}

/** Adds to the agency's tally, or to a unit's. */
async function count(
  { agency, cycle }: Scene,
  counters: Readonly<Record<string, number>>,
  unit: string = total,
): Promise<void> {
  const place = { cycleId: cycle.id, unit };
  const set = { ...place, countedAt: "2026-12-31T16:59:59.000Z" };
  const table = world.table(agency);
  await table.write([table.add(tallyEntity, place, counterAttributes(counters), set)]);
}

/** What a recount would hand over. */
async function countsOf({ agency, cycle }: Scene, units: readonly Unit[] = []): Promise<NightlyCounts> {
  const tallies = new Map<string, TallyRecord>();
  for await (const tally of world.table(agency).each(talliesOfCycle(cycle.id, { exact: true })))
    tallies.set(tally.unit, tally);
  return { tallies, units };
}

async function night(where: Scene, at: string, units: readonly Unit[] = []): Promise<void> {
  const counts = await countsOf(where, units);
  await keepNight(world.table(where.agency), where.cycle, counts, Temporal.Instant.from(at));
}

/** Two o'clock at night in Jakarta of a day of January 2027. */
const nightOf = (day: number) => `2027-01-${String(day - 1).padStart(2, "0")}T19:00:00.000Z`;

const trend = async ({ agency, cycle }: Scene, phase: string, unit?: Unit["id"]) => {
  const as = world.actor({ agency, roles: ["planner"] });
  const query = { cycle: cycle.id, phase, ...(unit !== undefined && { unit }) };
  return (await world.call(reportRoutes.readMonitorTrend, { as, query })).body.items;
};

const unitNamed = (name: string, parent?: Unit): Unit => ({
  id: newId("unit", Date.now()),
  name,
  ...(parent !== undefined && { parent: parent.id }),
});

describe("the phases whose nights count", () => {
  test.each([
    ["the day before planning opens", "2026-06-30T16:59:59.000Z", []],
    ["the first minute of planning", "2026-06-30T17:00:00.000Z", ["planning"]],
    ["the night after planning closed", "2026-07-15T19:00:00.000Z", ["planning"]],
    ["the second night after it", "2026-07-17T19:00:00.000Z", []],
    ["the first night of the reports", "2027-01-01T19:00:00.000Z", ["evaluation"]],
    ["the night after the last deadline", "2027-01-15T19:00:00.000Z", ["evaluation"]],
    ["the second night after it", "2027-01-17T19:00:00.000Z", []],
  ])("on %s", async (_, at, expected) => {
    const { cycle, evaluation } = await scene();
    const phases = phasesAt(cycle, Temporal.Instant.from(at));
    expect(phases.map((phase) => (phase === evaluation ? "evaluation" : phase))).toEqual(expected);
  });
});

describe("a night", () => {
  test("is kept once however often it is counted, by the first; a missed one is never made up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ day: fc.integer({ min: 2, max: 16 }), hour: fc.integer({ min: 0, max: 20 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (runs) => {
          const where = await scene();
          const state = `${phaseCounters(where.evaluation)}submitted`;
          await count(where, {
            "plan.approved": 100,
            [`${phaseCounters(where.evaluation)}not-started`]: 100,
          });
          const inOrder = runs.toSorted((a, b) => a.day - b.day || a.hour - b.hour);
          const expected = new Map<string, { at: string; done: number }>();
          let done = 0;
          for (const { day, hour } of inOrder) {
            const at = Temporal.Instant.from(nightOf(day)).add({ hours: hour }).toString();
            // Somebody finishes before each run; two workers do it side by side.
            await count(where, { [state]: 1, [`${phaseCounters(where.evaluation)}not-started`]: -1 });
            done += 1;
            await Promise.all([night(where, at), night(where, at)]);
            const key = `2027-01-${String(day).padStart(2, "0")}`;
            if (!expected.has(key)) expected.set(key, { at: new Date(at).toISOString(), done });
          }
          const kept = await trend(where, where.evaluation);
          expect(kept).toEqual(
            [...expected].map(([day, first]) => ({ day, at: first.at, total: 100, done: first.done })),
          );
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  test("says what the monitor says at that moment", async () => {
    const where = await scene();
    const prefix = phaseCounters(where.evaluation);
    await count(where, {
      "plan.approved": 9,
      [`${prefix}not-started`]: 4,
      [`${prefix}submitted`]: 3,
      [`${prefix}reported`]: 2,
      "excluded.study-leave": 5,
    });
    await night(where, nightOf(8));
    const as = world.actor({ agency: where.agency, roles: ["planner"] });
    const query = { cycle: where.cycle.id, phase: where.evaluation };
    const { total: all, done } = (await world.call(reportRoutes.readMonitor, { as, query })).body.total;
    expect(await trend(where, where.evaluation)).toEqual([
      { day: "2027-01-08", at: nightOf(8), total: all, done },
    ]);
    expect({ all, done }).toEqual({ all: 9, done: 3 });
  });

  test("in which nobody was counted yet is not kept as a night of nothing", async () => {
    const where = await scene();
    await night(where, nightOf(8));
    await count(where, { "excluded.study-leave": 5 });
    await night(where, nightOf(9));
    expect(await trend(where, where.evaluation)).toEqual([]);
  });

  test("takes no read beside the recount's, and a put for the agency and each of its first units in the phase that runs; out of every window nothing", async () => {
    const where = await scene();
    const [works, health] = [unitNamed("Bina Marga"), unitNamed("Kesehatan")];
    for (const unit of [total, works.id, health.id])
      await count(where, { [`${phaseCounters(where.evaluation)}submitted`]: 3 }, unit);
    const counts = await countsOf(where, [works, health]);
    const kept = (at: string) =>
      keepNight(world.table(where.agency), where.cycle, counts, Temporal.Instant.from(at));
    expect((await world.measure(() => kept(nightOf(8)))).commands).toEqual(["Put", "Put", "Put"]);
    expect((await world.measure(() => kept("2026-10-01T19:00:00.000Z"))).commands).toEqual([]);
  });

  test("of a first unit has everybody below it, and is the first one that was counted; units below have none", async () => {
    const where = await scene();
    const city = unitNamed("Kota");
    const [works, health] = [unitNamed("Bina Marga", city), unitNamed("Kesehatan", city)];
    const roads = unitNamed("Jalan", works);
    const units = [city, works, health, roads];
    const prefix = phaseCounters(where.evaluation);
    await count(where, { [`${prefix}submitted`]: 2 }, works.id);
    await count(where, { [`${prefix}submitted`]: 1, [`${prefix}reported`]: 4 }, roads.id);
    await count(where, { [`${prefix}reported`]: 5 }, health.id);
    await count(where, { [`${prefix}submitted`]: 3, [`${prefix}reported`]: 9 });
    await night(where, nightOf(8), units);
    await count(where, { [`${prefix}submitted`]: 1 }, works.id);
    await night(where, nightOf(8), units);
    const kept = { day: "2027-01-08", at: nightOf(8) };
    expect(await trend(where, where.evaluation, works.id)).toEqual([{ ...kept, total: 7, done: 3 }]);
    expect(await trend(where, where.evaluation, health.id)).toEqual([{ ...kept, total: 5, done: 0 }]);
    expect(await trend(where, where.evaluation, roads.id)).toEqual([]);
    expect(await trend(where, "planning", works.id)).toEqual([]);
    expect(await trend(where, where.evaluation)).toEqual([{ ...kept, total: 12, done: 3 }]);
  });
});

describe("the units of which nights are kept", () => {
  const city = unitNamed("Kota");
  const offices = [unitNamed("Bina Marga", city), unitNamed("Kesehatan", city)];
  const names = (units: readonly Unit[]) => unitsWithNights(units).map(({ name }) => name);

  test("are those at the first parting of the ways, at most a hundred", () => {
    expect(names([city, ...offices, unitNamed("Jalan", offices[0])])).toEqual(["Bina Marga", "Kesehatan"]);
    expect(names(offices)).toEqual(["Bina Marga", "Kesehatan"]);
    const ministry = unitNamed("Kementerian");
    expect(names([ministry, unitNamed("Sekretariat", ministry)])).toEqual(["Sekretariat"]);
    expect(names([])).toEqual([]);
    const many = Array.from({ length: 130 }, (_, n) => unitNamed(`Dinas ${n}`, city));
    expect(names([city, ...many])).toHaveLength(100);
  });
});

describe("the course", () => {
  test.each([
    [28, 1],
    [100, 3.5],
    [130, 3.5],
  ])("of %i nights is one query of at most %f units, the last hundred in order", async (nights, most) => {
    const where = await scene();
    const table = world.table(where.agency);
    const days = Array.from({ length: nights }, (_, n) =>
      Temporal.PlainDate.from("2027-01-01").add({ days: n }).toString(),
    );
    const { cycle, evaluation } = where;
    for (const day of days)
      await table.write([
        table.create(trendEntity, {
          cycleId: cycle.id,
          phase: evaluation,
          day,
          at: `${day}T19:00:00.000Z`,
          total: 999_999,
          done: 999_998,
        }),
      ]);
    const { result, commands, units } = await world.measure(() => trend(where, evaluation));
    expect(commands).toEqual(["Query"]);
    expect(units).toBeLessThanOrEqual(most);
    expect(result.map(({ day }) => day)).toEqual(days.slice(-100));
    expect(await trend(where, "planning")).toEqual([]);
  });

  test("of a unit is one query of as little, whatever the agency keeps beside it", async () => {
    const where = await scene();
    const units = [unitNamed("Bina Marga"), unitNamed("Kesehatan")];
    const [works] = units;
    for (const unit of [total, ...units.map(({ id }) => id)])
      await count(where, { [`${phaseCounters(where.evaluation)}submitted`]: 3 }, unit);
    for (let day = 2; day <= 16; day++) await night(where, nightOf(day), units);
    const measured = await world.measure(() => trend(where, where.evaluation, works?.id));
    expect(measured.commands).toEqual(["Query"]);
    expect(measured.units).toBeLessThanOrEqual(1);
    expect(measured.result).toHaveLength(15);
  });

  test("is of the whole agency, and so not for the head of a unit", async () => {
    const { agency, cycle } = await scene();
    const as = world.actor({ agency, roles: ["unitHead"] });
    const query = { cycle: cycle.id, phase: "planning" };
    expect(await world.refusal(reportRoutes.readMonitorTrend, { as, query })).toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the nightly recount", () => {
  test("keeps the night and what it found, once for a message that comes twice", async () => {
    const where = await scene();
    const { agency, cycle, evaluation } = where;
    const table = world.table(agency);
    await count(where, { [`${phaseCounters(evaluation)}submitted`]: 3 });
    const first = milestone({ subject: cycle.id, kind: "cycle.recount", at: nightOf(8), name: "" });
    await table.write([table.create(milestoneEntity, first)]);
    const body = { agency, subject: first.subject, kind: first.kind, at: first.at, name: "" };
    world.travelTo("2027-01-07T19:14:00.000Z");
    expect(await handBodies(onRecounts, [body, body])).toEqual([]);
    expect(await trend(where, evaluation)).toEqual([
      { day: "2027-01-08", at: "2027-01-07T19:14:00.000Z", total: 3, done: 3 },
    ]);
    // The tally has three whom no part bears out: in its one counter.
    expect(await table.get(recountEntity, { cycleId: cycle.id })).toMatchObject({
      at: "2027-01-07T19:14:00.000Z",
      caughtUp: 0,
      differing: 1,
    });
  });

  test("that comes late never replaces a newer one", async () => {
    const agency = world.agency();
    const table = world.table(agency);
    const id = newId("cycle", 1);
    const keep = (at: string, differing: number) =>
      keepRecount(table, { id }, { caughtUp: 0, differing }, Temporal.Instant.from(at));
    await keep(nightOf(9), 0);
    await keep(nightOf(8), 7);
    expect(await table.get(recountEntity, { cycleId: id })).toMatchObject({ at: nightOf(9), differing: 0 });
  });
});
