import { describe, expect, test } from "vitest";
import { implementation as reports } from "#functions/reports/handlers.ts";
import { handler as onRecounts } from "#functions/reports/on-milestones.ts";
import { handler as onTallies } from "#functions/reports/on-tallies.ts";
import { recountCycle } from "#functions/reports/recount.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { type Part, supersededReason } from "#shared/cycles/part.ts";
import { evaluationStates, planStates, predicates } from "#shared/cycles/states.ts";
import { cycleEntity, partEntity } from "#shared/cycles/store.ts";
import { unitEntity } from "#shared/people/store.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { milestone, milestoneEntity, milestonesOfSubject } from "#shared/platform/milestones.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { changed } from "#shared/platform/table/table.ts";
import { reportRoutes } from "#shared/reports/routes.ts";
import { countedEntity, counterAttributes, talliesOfCycle, tallyEntity } from "#shared/reports/store.ts";
import { countersOf, total } from "#shared/reports/tally.ts";
import { collect } from "#test/support/collect.ts";
import { handBodies } from "#test/support/outbox.ts";
import { SeededRandom } from "#test/support/random.ts";
import { atScale } from "#test/support/scale.ts";
import { openCycle, putPart } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([reports]);

interface Scene {
  readonly agency: Id<"agency">;
  readonly cycle: Cycle;
  readonly units: readonly Id<"unit">[];
  readonly parts: Part[];
}

async function scene(count: number, units = 3): Promise<Scene> {
  const agency = world.agency();
  const cycle = await openCycle(world, agency);
  const ids = Array.from({ length: units }, (_, n) => newId("unit", n));
  const table = world.table(agency);
  await table.write(ids.map((id, n) => table.create(unitEntity, { id, name: `Dinas ${n}` })));
  const parts = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      putPart(world, agency, cycle, {
        unit: ids[n % units] ?? newId("unit", 0),
        employeeId: newId("employee", n),
      }),
    ),
  );
  return { agency, cycle, units: ids, parts };
}

const told = (agency: Id<"agency">, part: Part) => ({
  entity: "part",
  agency,
  after: { id: part.id, employeeId: part.employeeId, cycleId: part.cycleId, number: part.number },
  versionAfter: 1,
});

async function stored({ agency }: Scene, part: Part): Promise<Stored<Part>> {
  const found = await world.table(agency).get(partEntity, placeOfPart(part.id));
  if (found === undefined) throw new Error("the part is gone");
  return found;
}

async function change(where: Scene, part: Part, fields: Partial<Part>): Promise<void> {
  const table = world.table(where.agency);
  const now = await stored(where, part);
  await table.write([table.replace(partEntity, now, changed(now, fields))]);
}

/** The tallies as text, without zeros. */
async function counts({ agency, cycle }: Scene): Promise<string[]> {
  const tallies = await collect(world.table(agency).each(talliesOfCycle(cycle.id, { exact: true })));
  return tallies
    .flatMap(({ unit, counts: of }) =>
      Object.entries(of)
        .filter(([, count]) => count !== 0)
        .map(([counter, count]) => `${unit} ${counter} ${count}`),
    )
    .sort();
}

async function wholeCount(where: Scene): Promise<string[]> {
  const sums = new Map<string, number>();
  for (const part of where.parts) {
    const now = await stored(where, part);
    for (const counter of countersOf(now))
      for (const unit of [now.unit as string, total])
        sums.set(`${unit} ${counter}`, (sums.get(`${unit} ${counter}`) ?? 0) + 1);
  }
  return [...sums].map(([name, count]) => `${name} ${count}`).sort();
}

describe("on the real engine", () => {
  test("histories of duplicated, re-ordered, partly lost messages and two consumers end with no wrong total", async () => {
    for (let seed = 1; seed <= atScale(60, 200); seed++) {
      const random = new SeededRandom(seed);
      const where = await scene(random.integer(1, 4));
      const queue = where.parts.map((part) => told(where.agency, part));
      for (let n = random.integer(2, 6); n > 0; n--) {
        const part = random.pick(where.parts);
        const now = await stored(where, part);
        await change(
          where,
          part,
          random.next() < 0.5
            ? { unit: random.pick(where.units) }
            : { plan: { ...now.plan, state: random.pick(planStates) } },
        );
        const copies = random.integer(0, 2);
        for (let copy = 0; copy < copies; copy++)
          queue.splice(random.integer(0, queue.length), 0, told(where.agency, part));
        if (random.next() < 0.6) {
          const batches = [queue.splice(0, 2), queue.splice(0, 2)].filter((batch) => batch.length > 0);
          await Promise.all(batches.map((batch) => handBodies(onTallies, batch)));
        }
      }
      await handBodies(onTallies, [...queue, ...where.parts.map((part) => told(where.agency, part))]);
      expect({ seed, counts: await counts(where) }).toEqual({ seed, counts: await wholeCount(where) });
    }
  }, 180_000);

  test("a part counted by eight consumers at once is counted once", async () => {
    const where = await scene(1);
    const [part] = where.parts;
    if (part === undefined) throw new Error("no part");
    const given = await Promise.all(
      Array.from({ length: 8 }, () => handBodies(onTallies, [told(where.agency, part)])),
    );
    await handBodies(onTallies, given.flat());
    expect(await counts(where)).toEqual(await wholeCount(where));
  });

  test("poison goes back alone; the batch's other messages count", async () => {
    const where = await scene(3);
    const poison = [
      "no json",
      { entity: "part" },
      { ...told(where.agency, where.parts[0] as Part), after: { id: 7 } },
    ];
    const good = where.parts.map((part) => told(where.agency, part));
    expect(await handBodies(onTallies, [poison[0], ...good, poison[1], poison[2]])).toEqual(poison);
    expect(await counts(where)).toEqual(await wholeCount(where));
  });

  test("a message of a part that is not there, and one of another agency's, change nothing", async () => {
    const where = await scene(1);
    const elsewhere = await scene(1);
    const [part] = where.parts;
    if (part === undefined) throw new Error("no part");
    expect(await handBodies(onTallies, [told(elsewhere.agency, part)])).toEqual([]);
    expect(await counts(elsewhere)).toEqual([]);
  });

  test("a hundred changes of one cycle take at most three written units a part", async () => {
    const where = await scene(100, 4);
    const messages = where.parts.map((part) => told(where.agency, part));
    await handBodies(onTallies, messages);
    for (const part of where.parts) {
      const now = await stored(where, part);
      await change(where, part, { plan: { ...now.plan, state: "submitted" } });
    }
    const { commands, units } = await world.measure(() => handBodies(onTallies, messages));
    expect(commands.filter((name) => name === "TransactWrite")).toHaveLength(4);
    // Each part and its ledger row are read consistently: two units that are no writes.
    expect((units - 2 * 100) / 100).toBeLessThanOrEqual(3);
  });
});

describe("the dashboard", () => {
  test.each([
    ["a semester", 1, 0.5],
    ["a year of quarters", 5, 0.5],
    ["a year of months", 13, 1],
  ])(
    "is one read at any number of people, in %s with all states met of %i evaluations %f units",
    async (_, count, least) => {
      const where = await scene(1);
      const quarters = Array.from({ length: count }, () => newId("evaluation", Date.now()));
      const every = planStates.flatMap((state) => [
        ...countersOf({ ...(where.parts[0] as Part), plan: { ...(where.parts[0] as Part).plan, state } }),
        ...evaluationStates.flatMap((of) =>
          predicates.flatMap((predicate) =>
            countersOf({
              ...(where.parts[0] as Part),
              evaluations: Object.fromEntries(
                quarters.map((id) => [id, { state: of, since: "", version: 1, predicate }]),
              ) as Part["evaluations"],
            }),
          ),
        ),
        "excluded.pre-retirement-leave",
      ]);
      const million = Object.fromEntries([...new Set(every)].map((counter) => [counter, 999_999]));
      const table = world.table(where.agency);
      const place = { cycleId: where.cycle.id, unit: total };
      const set = { ...place, countedAt: "2026-12-31T16:59:59.000Z" };
      await table.write([table.add(tallyEntity, place, counterAttributes(million), set)]);
      const as = world.actor({ agency: where.agency, roles: ["planner"] });
      const query = { cycle: where.cycle.id, phase: quarters[0] ?? "" };
      const { result, commands, units } = await world.measure(() =>
        world.call(reportRoutes.readMonitor, { as, query }),
      );
      expect({ commands, units }).toEqual({ commands: ["Query"], units: least });
      expect(result.body.total).toMatchObject({ total: 8 * 999_999, states: { reported: 999_999 } });
      expect(Object.keys(result.body.total.predicates)).toHaveLength(5);
    },
  );

  test("adds up: every part is in one state of a phase, and the excluded stand apart", async () => {
    const where = await scene(5);
    const [first, second] = where.parts;
    if (first === undefined || second === undefined) throw new Error("no parts");
    await change(where, first, {
      exclusion: { reason: "study-leave", rule: "SK", from: first.from, to: first.to },
    });
    await change(where, second, { plan: { ...second.plan, state: "submitted" } });
    await handBodies(
      onTallies,
      where.parts.map((part) => told(where.agency, part)),
    );
    const as = world.actor({ agency: where.agency, roles: ["planner"] });
    const query = { cycle: where.cycle.id, phase: "planning" };
    const { body } = await world.call(reportRoutes.readMonitor, { as, query });
    expect(body.total).toMatchObject({
      total: 4,
      done: 0,
      waitingForAppraiser: 1,
      waitingForEmployee: 0,
      notStarted: 3,
      excluded: 1,
      excludedBy: { "study-leave": 1 },
    });
    const units = (await world.call(reportRoutes.readMonitorUnits, { as, query })).body;
    expect(units.items.reduce((sum, row) => sum + row.total + row.excluded, 0)).toBe(5);
    expect(units.items.map(({ name }) => name).sort()).toEqual(["Dinas 0", "Dinas 1", "Dinas 2"]);
    expect(units.countedAt).toBe(body.countedAt);
  });
});

describe("the nightly recount", () => {
  test("counts what was never told, and finds nothing else", async () => {
    const where = await scene(7);
    await handBodies(
      onTallies,
      where.parts.slice(0, 4).map((part) => told(where.agency, part)),
    );
    for (const part of where.parts.slice(3, 5))
      await change(where, part, { unit: where.units[2] as Id<"unit"> });
    const outcome = await recountCycle(world.table(where.agency), where.cycle.id);
    expect(outcome).toMatchObject({ caughtUp: 4, differing: 0 });
    expect(await counts(where)).toEqual(await wholeCount(where));
    expect(await recountCycle(world.table(where.agency), where.cycle.id)).toMatchObject({
      caughtUp: 0,
      differing: 0,
    });
  });

  test("counts a part that lost its days and stands in no list any more", async () => {
    const where = await scene(2);
    const table = world.table(where.agency);
    await handBodies(
      onTallies,
      where.parts.map((part) => told(where.agency, part)),
    );
    const [part] = where.parts;
    if (part === undefined) throw new Error("no part");
    const exclusion = { reason: supersededReason, rule: "x", from: part.from, to: part.to };
    await change(where, part, { exclusion });
    expect(await recountCycle(table, where.cycle.id)).toMatchObject({ caughtUp: 1, differing: 0 });
    expect(await counts(where)).toEqual(await wholeCount(where));
  });

  test("finds a tally that the ledger does not bear out, in a unit and in the total", async () => {
    const where = await scene(3);
    const table = world.table(where.agency);
    await handBodies(
      onTallies,
      where.parts.map((part) => told(where.agency, part)),
    );
    const wrong = { cycleId: where.cycle.id, unit: total };
    await table.write([table.add(tallyEntity, wrong, counterAttributes({ "plan.draft": 1 }), wrong)]);
    expect((await recountCycle(table, where.cycle.id)).differing).toBe(1);
    const row = { cycleId: where.cycle.id, part: where.parts[0]?.id ?? "" };
    await table.write([table.forget(countedEntity, row)]);
    // The part is counted once more: all three of its counters are one too many, in its unit and in the total.
    expect((await recountCycle(table, where.cycle.id)).differing).toBe(6);
  });

  test("comes every night while the cycle runs, and ends when it has closed", async () => {
    const where = await scene(1);
    const table = world.table(where.agency);
    const first = milestone({
      subject: where.cycle.id,
      kind: "cycle.recount",
      at: "2026-09-01T19:00:00.000Z",
      name: "",
    });
    await table.write([table.create(milestoneEntity, first)]);
    const planned = async () =>
      (await collect(table.each(milestonesOfSubject(where.cycle.id)))).map(({ at }) => at);
    const body = { agency: where.agency, subject: first.subject, kind: first.kind, name: "" };
    world.travelTo("2026-09-01T19:14:00.000Z");
    await handBodies(onRecounts, [
      { ...body, at: first.at },
      { ...body, at: first.at },
    ]);
    expect(await planned()).toEqual(["2026-09-02T19:00:00.000Z"]);
    const cycle = await table.get(cycleEntity, where.cycle);
    if (cycle === undefined) throw new Error("gone");
    await table.write([table.replace(cycleEntity, cycle, changed(cycle, { state: "closed" }))]);
    world.travelTo("2026-09-05T00:00:00.000Z");
    await handBodies(onRecounts, [{ ...body, at: "2026-09-02T19:00:00.000Z" }]);
    expect(await planned()).toEqual([]);
  });
});
