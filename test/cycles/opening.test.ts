import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { handler as onMilestones } from "#functions/cycles/on-milestones.ts";
import { handler as onOpenings } from "#functions/cycles/on-openings.ts";
import { handler as onPeople } from "#functions/cycles/on-people.ts";
import { openingEntity, supervisorsOfCycle } from "#shared/cycles/store.ts";
import { personEntity } from "#shared/people/store.ts";
import { useConnection } from "#shared/platform/table/client.ts";
import { changed } from "#shared/platform/table/table.ts";
import {
  deedsOf,
  onboard,
  planSemester,
  putRoster,
  storedCycle,
  storedParts,
} from "#test/support/agencies.ts";
import { type Crash, mortal, runUntil } from "#test/support/crashes.ts";
import { watchMemory } from "#test/support/memory.ts";
import { emptyQueues, handBodies, takeMessages } from "#test/support/outbox.ts";
import { useOwnSchedule } from "#test/support/own-schedule.ts";
import { atScale } from "#test/support/scale.ts";
import { deliverSchedule, tick, tickUntil } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));

const world = useWorld([agencies, cycles]);
useOwnSchedule(world);
beforeEach(emptyQueues);

const opening = "2026-06-30T17:00:00.000Z";
const whole = ["cycle.planned", "cycle.opened", "cycle.scoped"];

async function planned(people: number) {
  world.travelTo("2026-06-29T02:00:00.000Z");
  const agency = await onboard(world);
  const roster = await putRoster(world, agency.agency, people);
  const cycle = await planSemester(world, agency);
  world.travelTo(opening);
  return { ...agency, roster, cycle };
}

/** A cycle that has taken effect, its walk over the roster not begun. */
async function scoping(people: number) {
  const plan = await planned(people);
  await tick();
  await handBodies(onMilestones, takeMessages("cycles-milestones"));
  const [walk] = takeMessages("openings");
  return { ...plan, walk };
}

describe("the walk over the roster", () => {
  test("puts one part per person with one put each, lists each appraiser once, and holds one chunk in memory", async () => {
    const { agency, cycle, roster, walk } = await scoping(600);
    const grownMegabytes = watchMemory();
    const { commands } = await world.measure(() => handBodies(onOpenings, [walk]));
    expect(grownMegabytes()).toBeLessThan(20);
    const puts = commands.filter((name) => name === "Put").length;
    const chunks = roster.units.length;
    // Beside the people: the job's mark per chunk and its beginning; refused puts are not observed.
    expect(puts).toBeLessThanOrEqual(600 + 31 + chunks + 1);
    expect(commands.length / 600).toBeLessThan(1.4);
    expect(await storedParts(world, agency, roster.people, cycle)).toHaveLength(600);
    expect(await storedCycle(world, agency, cycle)).toMatchObject({
      state: "open",
      opened: { inScope: 600, excluded: 0 },
    });
    const listed = [];
    for await (const one of world.table(agency).each(supervisorsOfCycle(cycle))) listed.push(one.id);
    expect(listed).toHaveLength(31);
    expect(new Set(listed).size).toBe(31);
  }, 60_000);

  test("goes on in a further message before its time is up", async () => {
    const { agency, cycle, roster, walk } = await scoping(60);
    let left = 15_000 + 2;
    const walkChunkwise = async (body: unknown) =>
      await onOpenings(
        { Records: [{ messageId: "m", body: JSON.stringify(body) }] } as Parameters<typeof onOpenings>[0],
        { getRemainingTimeInMillis: () => left-- },
      );
    let messages = 0;
    for (let bodies = [walk]; bodies.length > 0; bodies = takeMessages("openings")) {
      messages += 1;
      left = 15_000;
      await walkChunkwise(bodies[0]);
    }
    expect(messages).toBeGreaterThan(2);
    expect(await storedParts(world, agency, roster.people, cycle)).toHaveLength(60);
  });

  test("by two workers at once gives everyone one part, and counts everyone once", async () => {
    const { agency, cycle, roster, walk } = await scoping(90);
    await Promise.all([handBodies(onOpenings, [walk]), handBodies(onOpenings, [walk])]);
    await handBodies(onOpenings, [walk]);
    expect(await storedParts(world, agency, roster.people, cycle)).toHaveLength(90);
    expect(await storedCycle(world, agency, cycle)).toMatchObject({ opened: { inScope: 90, excluded: 0 } });
  });

  test("that was lost with its message is begun again by the next ticks", async () => {
    const { agency, cycle } = await scoping(5);
    for (let lost = 0; lost < 4; lost++) {
      world.pass({ minutes: 15 });
      await tick();
      await handBodies(onMilestones, takeMessages("cycles-milestones"));
      emptyQueues();
    }
    await tickUntil(world, "2026-06-30T18:15:00.000Z");
    expect((await storedCycle(world, agency, cycle)).state).toBe("open");
  });

  test("meets somebody who moves meanwhile, and leaves one part where they are now", async () => {
    const { agency, cycle, roster, walk } = await scoping(45);
    const mover = roster.people[3];
    if (mover === undefined) throw new Error("no people");
    const table = world.table(agency);
    const stored = await table.get(personEntity, mover);
    if (stored === undefined) throw new Error("gone");
    const assignments = stored.assignments.map((one) => ({ ...one, unit: roster.units[2] ?? one.unit }));
    await table.write([table.replace(personEntity, stored, changed(stored, { assignments }))]);
    const event = { entity: "person", agency, after: { id: mover.id } };
    await Promise.all([handBodies(onOpenings, [walk]), handBodies(onPeople, [event])]);
    await deliverSchedule();
    const parts = await storedParts(world, agency, [mover], cycle);
    expect(parts).toMatchObject([{ number: 1, unit: roster.units[2] }]);
    expect((await storedCycle(world, agency, cycle)).state).toBe("open");
  });
});

describe("a crash between any two calls of an opening", () => {
  /** The whole of it, in a process that may die anywhere; then a new process takes over with the next ticks. */
  async function openThrough(people: number, where: Crash | undefined) {
    emptyQueues();
    const plan = await planned(people);
    useConnection(mortal(world.connection));
    const run = await runUntil(where, async () => {
      await tick();
      await deliverSchedule();
    });
    useConnection(world.connection);
    // What the dead process held of its queues is lost here for good: the milestone alone brings it back.
    emptyQueues();
    await tickUntil(world, "2026-06-30T17:45:00.000Z");
    return { ...plan, run };
  }

  test.each(["lost", "answer-lost"] as const)(
    "loses nobody and doubles nobody, its call's %s",
    async (effect) => {
      let died = true;
      // Of every five calls each of the two ways takes another one.
      let at = effect === "lost" ? 0 : atScale(-3, 0);
      while (died) {
        at += atScale(5, 1);
        const { agency, cycle, roster, run: dying } = await openThrough(3, { at, effect });
        const parts = await storedParts(world, agency, roster.people, cycle);
        const people = new Set(parts.map(({ employeeId }) => employeeId)).size;
        died = dying.died;
        expect({ at, parts: parts.length, people }).toEqual({ at, parts: 3, people: 3 });
        expect({ at, deeds: await deedsOf(world, agency, cycle) }).toEqual({ at, deeds: whole });
        expect(await storedCycle(world, agency, cycle)).toMatchObject({
          state: "open",
          opened: { inScope: 3, excluded: 0 },
        });
      }
      expect(at).toBeGreaterThan(20);
    },
    240_000,
  );

  test("does at most one chunk again", async () => {
    const { agency, cycle, walk } = await scoping(60);
    useConnection(mortal(world.connection));
    const puts = async (where: Crash | undefined) =>
      (await world.measure(() => runUntil(where, () => handBodies(onOpenings, [walk])))).commands.filter(
        (name) => name === "Put",
      ).length;
    // The last mark's answer is lost after three chunks of twenty people.
    const first = await puts({ at: 60, effect: "answer-lost" });
    const job = await world.table(agency).get(openingEntity, { cycleId: cycle });
    const rest = await puts(undefined);
    useConnection(world.connection);
    const people = 60 + 4;
    expect(first + rest).toBeLessThanOrEqual(people + 6 + 20);
    expect(job?.inScope ?? 0).toBeGreaterThanOrEqual(20);
  });
});
