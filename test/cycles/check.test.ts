import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { handler as onMilestones } from "#functions/cycles/on-milestones.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { type CycleCheck, cycleCheckEntity, cycleEntity } from "#shared/cycles/store.ts";
import type { Person } from "#shared/people/person.ts";
import { addressHash, addressStateEntity } from "#shared/people/store.ts";
import type { Id } from "#shared/platform/ids.ts";
import { changed } from "#shared/platform/table/table.ts";
import { onboard, planSemester, putRoster, storedCycle } from "#test/support/agencies.ts";
import { emptyQueues, handBodies, takeMessages } from "#test/support/outbox.ts";
import { deliverSchedule, pending, tick, tickUntil } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));

const world = useWorld([agencies, cycles]);
beforeEach(emptyQueues);

/** The cycle opens at midnight of Wednesday 1 July 2026 in Jakarta; the day before is a working day. */
const checkAt = "2026-06-30T01:00:00.000Z";

const withoutAppraiser = (person: Person): Person => ({
  ...person,
  assignments: person.assignments.map(({ appraiser: _appraiser, ...rest }) => rest),
});

async function planned(change: (person: Person, index: number) => Person = (person) => person) {
  world.travelTo("2026-06-22T02:00:00.000Z");
  const agency = await onboard(world);
  const roster = await putRoster(world, agency.agency, 45, change);
  return { ...agency, roster, cycle: await planSemester(world, agency) };
}

const checkOf = async (agency: Id<"agency">, cycleId: Id<"cycle">): Promise<CycleCheck | undefined> =>
  await world.table(agency).get(cycleCheckEntity, { cycleId });

describe("on the working day before the opening", () => {
  test("the data check is made at eight, once, and keeps what is to be mended", async () => {
    const { agency, cycle, roster } = await planned((person, index) =>
      index === 3 || index === 25 ? withoutAppraiser(person) : person,
    );
    const dead = { addressHash: addressHash(roster.people[7]?.email ?? ""), bounces: 2 };
    const table = world.table(agency);
    await table.write([table.create(addressStateEntity, dead)]);
    world.travelTo("2026-06-30T00:45:00.000Z");
    await tickUntil(world, "2026-06-30T00:45:00.000Z");
    expect(await checkOf(agency, cycle)).toBeUndefined();
    await tickUntil(world, checkAt);
    const check = await checkOf(agency, cycle);
    expect(check).toMatchObject({
      at: checkAt,
      opensAt: "2026-06-30T17:00:00.000Z",
      toMend: [
        { code: "person.no-appraiser", count: 2 },
        { code: "person.dead-address", count: 1 },
      ],
      version: 1,
    });
    expect((await pending(world, agency, cycle)).map(({ kind }) => kind)).not.toContain("cycle.check");
  });

  test("handed over twice it is written once, and the cycle still opens", async () => {
    const { agency, cycle } = await planned();
    world.travelTo(checkAt);
    await tick();
    const told = takeMessages("cycles-milestones");
    await handBodies(onMilestones, [...told, ...told]);
    expect(await checkOf(agency, cycle)).toMatchObject({ version: 1, toMend: [] });
    world.travelTo("2026-06-30T17:00:00.000Z");
    await tickUntil(world, "2026-06-30T17:15:00.000Z");
    expect((await storedCycle(world, agency, cycle)).state).toBe("open");
  });

  test("is not made for a cycle that was put off, cancelled or held meanwhile", async () => {
    const put = await planned();
    await world.call(cycleRoutes.changeCycle, {
      as: put.admin,
      params: { cycleId: put.cycle },
      body: { opensAt: "2026-07-06T08:00" },
    });
    const gone = await planned();
    await world.call(cycleRoutes.cancelCycle, { as: gone.admin, params: { cycleId: gone.cycle } });
    const held = await planned();
    const stored = await storedCycle(world, held.agency, held.cycle);
    const table = world.table(held.agency);
    await table.write([table.replace(cycleEntity, stored, changed(stored, { held: true }))]);
    world.travelTo(checkAt);
    await tick();
    await deliverSchedule();
    for (const { agency, cycle } of [put, gone, held]) expect(await checkOf(agency, cycle)).toBeUndefined();
    // Monday's opening is preceded by Friday.
    world.travelTo("2026-07-03T01:00:00.000Z");
    await tickUntil(world, "2026-07-03T01:00:00.000Z");
    expect((await checkOf(put.agency, put.cycle))?.at).toBe("2026-07-03T01:00:00.000Z");
  });
});
