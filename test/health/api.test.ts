import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { implementation as health } from "#functions/health/handlers.ts";
import { handler as onHealth } from "#functions/health/on-health.ts";
import { healthRoutes } from "#shared/health/routes.ts";
import { allNotes, healthEntity } from "#shared/health/store.ts";
import { subscriptions } from "#shared/platform/events.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { onboard, planSemester } from "#test/support/agencies.ts";
import { emptyQueues, handBodies } from "#test/support/outbox.ts";
import { useOwnSchedule } from "#test/support/own-schedule.ts";
import { SeededRandom } from "#test/support/random.ts";
import { deliverSchedule, tick } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));
const dead = vi.hoisted(() => ({ letters: [] as { queue: string; count: number }[] }));
vi.mock("#shared/platform/dead-letters.ts", () => ({ countDeadLetters: async () => dead.letters }));

const world = useWorld([agencies, cycles, health]);
useOwnSchedule(world);
beforeEach(() => {
  emptyQueues();
  dead.letters = [];
});

const read = async () =>
  (await world.call(healthRoutes.readHealth, { as: world.actor({ roles: ["operator"] }) })).body;
const ofAgency = async (agency: Id<"agency">) =>
  (await read()).agencies.find(({ agencyId }) => agencyId === agency) ?? expect.fail("no such agency");

const opening = (agency: Id<"agency">, cycleId: Id<"cycle">, version: number) => ({
  entity: "opening",
  agency,
  after: { cycleId, inScope: version * 100, excluded: version, done: false },
  versionAfter: version,
});
const cycleIn = (agency: Id<"agency">, id: Id<"cycle">, state: string, version = 1) => ({
  entity: "cycle",
  agency,
  after: { id, state },
  versionAfter: version,
});

describe("the operator's page", () => {
  test("is two queries, at forty agencies too, and reads no agency's own items", async () => {
    const before = await world.measure(read);
    expect(before.commands).toEqual(["Query", "Query"]);
    for (let n = 0; n < 40; n++) {
      const { agency } = await onboard(world);
      const id = newId("cycle", n);
      await handBodies(onHealth, [cycleIn(agency, id, "scoping"), opening(agency, id, 1)]);
    }
    const { commands, units, result } = await world.measure(read);
    expect(commands).toEqual(["Query", "Query"]);
    expect(result.isWhole).toBe(true);
    expect(result.agencies.length).toBeGreaterThanOrEqual(40);
    // Half a unit for each 4 KB of two notes of some 300 bytes an agency, and of its line in the list.
    expect(units - before.units).toBeLessThanOrEqual(5);
  });

  test("tells of dead letters by queue, and of the last tick", async () => {
    dead.letters = [
      { queue: "tallies", count: 0 },
      { queue: "digests", count: 3 },
    ];
    world.travelTo("2026-09-01T02:15:00.000Z");
    await tick();
    const told = await read();
    expect(told.deadLetters).toEqual(dead.letters);
    expect(told.findings).toContainEqual({
      code: "dead-letters",
      runbook: "queues.md#digests",
      queue: "digests",
      count: 3,
    });
    expect(told.tick?.at).toBe("2026-09-01T02:15:00.000Z");
    expect(told.findings.map(({ code }) => code)).not.toContain("tick-missed");
  });

  test.each(["agencyAdmin", "planner", "auditor", "performanceTeam", "employee"] as const)(
    "is for operators alone: %s is refused",
    async (role) => {
      const as = world.actor({ roles: [role] });
      expect(await world.refusal(healthRoutes.readHealth, { as })).toMatchObject({ code: "forbidden" });
    },
  );
});

describe("a note", () => {
  test("is the newest state whatever the order, the doubles and the consumers side by side", async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new SeededRandom(seed);
      const { agency } = await onboard(world);
      const id = newId("cycle", seed);
      const newest = random.integer(2, 6);
      const queue: object[] = [];
      for (let version = 1; version <= newest; version++)
        for (let copy = random.integer(1, 2); copy > 0; copy--)
          queue.splice(random.integer(0, queue.length), 0, opening(agency, id, version));
      const half = random.integer(0, queue.length);
      await handBodies(onHealth, [cycleIn(agency, id, "scoping")]);
      expect(await handBodies(onHealth, queue.slice(0, half))).toEqual([]);
      const sides = [queue.slice(half), queue.slice(half)].map((side) => handBodies(onHealth, side));
      expect(await Promise.all(sides)).toEqual([[], []]);
      const { openings } = await ofAgency(agency);
      expect({ seed, openings }).toMatchObject({
        seed,
        openings: [{ inScope: newest * 100, excluded: newest }],
      });
    }
  }, 60_000);

  test("holds nothing of what a person is called or wrote, whatever a message says", async () => {
    const { agency } = await onboard(world);
    const secrets = {
      name: "Siti Aminah",
      nip: "198001012005012001",
      note: "kinerja kurang",
      predicate: "poor",
    };
    const told = [
      ["cycle", { id: newId("cycle", 1), state: "open" }],
      ["opening", { cycleId: newId("cycle", 1), inScope: 1, excluded: 0, done: true }],
      ["import", { id: newId("import", 1), state: "applying", done: 1, undone: 0 }],
      ["recount", { cycleId: newId("cycle", 1), at: "2026-09-01T19:00:00.000Z", caughtUp: 0, differing: 0 }],
      ["mailCount", { day: "2026-09-01", sent: 1 }],
    ] as const;
    expect(told.map(([entity]) => entity).sort()).toEqual(Object.keys(subscriptions.health.entities).sort());
    for (const [entity, after] of told)
      await handBodies(onHealth, [
        { entity, agency, after: { ...after, ...secrets, createdBy: secrets }, versionAfter: 1 },
      ]);
    const { items } = await world.platform().query(healthEntity, allNotes, { limit: 1000 });
    expect(items.filter((note) => "agencyId" in note && note.agencyId === agency)).toHaveLength(told.length);
    for (const secret of Object.values(secrets)) expect(JSON.stringify(items)).not.toContain(secret);
  });

  test("of something that was taken away, or of another entity, is none; poison comes back", async () => {
    const { agency } = await onboard(world);
    const id = newId("cycle", 1);
    const gone = { entity: "opening", agency, before: { cycleId: id }, versionBefore: 3 };
    const other = { entity: "part", agency, after: { id: "x" }, versionAfter: 1 };
    const poison = { ...cycleIn(agency, id, "open"), after: { id } };
    expect(await handBodies(onHealth, [gone, other, poison])).toEqual([poison]);
    expect((await ofAgency(agency)).runningCycles).toBe(0);
  });

  test("stays as long as its thing runs, and longer than any dead letter when it is over", async () => {
    const { agency } = await onboard(world);
    const id = newId("cycle", 1);
    const expires = (state: string) =>
      healthEntity.expiresAt?.({
        topic: "cycle",
        agencyId: agency,
        subject: id,
        source: 1,
        state,
        seenAt: "2026-09-01T00:00:00.000Z",
      });
    expect(expires("open")).toBeUndefined();
    expect(expires("closed")).toBe(Date.parse("2026-09-16T00:00:00.000Z") / 1000);
  });
});

describe("a tick", () => {
  test("that comes late or twice never takes the note back", async () => {
    world.travelTo("2026-09-01T03:00:00.000Z");
    await tick();
    world.travelTo("2026-09-01T02:45:00.000Z");
    await tick();
    world.travelTo("2026-09-01T03:01:00.000Z");
    expect((await read()).tick?.at).toBe("2026-09-01T03:00:00.000Z");
  });

  test("tells what it had handed over before and finds again, until that is done", async () => {
    world.travelTo("2026-10-01T02:00:00.000Z");
    const agency = await onboard(world);
    await planSemester(world, agency, 1, 2027);
    const unfinished = async () =>
      (await read()).findings.filter(
        ({ code, agencyId }) => code === "work-unfinished" && agencyId === agency.agency,
      );
    // Arming the cycle is due at once; its message is lost.
    await tick();
    emptyQueues();
    expect(await unfinished()).toEqual([]);
    world.pass({ minutes: 15 });
    await tick();
    expect(await unfinished()).toMatchObject([
      { kind: "cycle.arm", count: 1, agency: "Kota Pauh", runbook: "service.md#work-unfinished" },
    ]);
    await deliverSchedule();
    world.pass({ minutes: 15 });
    await tick();
    expect(await unfinished()).toEqual([]);
  });
});
