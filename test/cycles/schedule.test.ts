import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { handler as onMilestones } from "#functions/cycles/on-milestones.ts";
import { handler as onOpenings } from "#functions/cycles/on-openings.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import {
  claimMilestone,
  Milestone,
  milestone,
  milestoneEntity,
  replanMilestones,
} from "#shared/platform/milestones.ts";
import { changed } from "#shared/platform/table/table.ts";
import {
  deedsOf,
  onboard,
  planSemester,
  putRoster,
  storedCycle,
  storedParts,
} from "#test/support/agencies.ts";
import { emptyQueues, handBodies, takeMessages } from "#test/support/outbox.ts";
import { useOwnSchedule } from "#test/support/own-schedule.ts";
import { SeededRandom } from "#test/support/random.ts";
import { atScale } from "#test/support/scale.ts";
import { deliverSchedule, pending, tick, tickUntil } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));
const logged = vi.hoisted(() => [] as [string, { agency?: string }][]);
vi.mock("#shared/platform/log.ts", async (original) => ({
  ...(await original<object>()),
  log: (event: string, fields: object) => logged.push([event, fields]),
}));

const world = useWorld([agencies, cycles]);
useOwnSchedule(world);
beforeEach(emptyQueues);

const before = "2026-06-29T02:00:00.000Z";
const opening = "2026-06-30T17:00:00.000Z";

async function planned(people = 3, zone = "Asia/Jakarta") {
  world.travelTo(before);
  const agency = await onboard(world, { zone });
  const roster = await putRoster(world, agency.agency, people);
  const cycle = await planSemester(world, agency);
  return { ...agency, roster, cycle };
}

const whole = ["cycle.planned", "cycle.opened", "cycle.scoped"];

describe("the opening moment", () => {
  test("opens by itself in the agency's zone, not a tick before", async () => {
    const east = await planned(1, "Asia/Jayapura");
    const west = await planned(1, "Asia/Jakarta");
    const states = async () =>
      Promise.all([east, west].map(async (one) => (await storedCycle(world, one.agency, one.cycle)).state));
    world.travelTo("2026-06-30T14:45:00.000Z");
    await tickUntil(world, "2026-06-30T14:45:00.000Z");
    expect(await states()).toEqual(["planned", "planned"]);
    await tickUntil(world, "2026-06-30T15:00:00.000Z");
    expect(await states()).toEqual(["open", "planned"]);
    world.travelTo(opening);
    await tickUntil(world, opening);
    expect(await states()).toEqual(["open", "open"]);
  });

  test("missed by three days is caught up with by one tick, once, and with everybody", async () => {
    const { agency, cycle, roster } = await planned(45);
    world.travelTo("2026-07-03T17:07:00.000Z");
    await tick();
    await deliverSchedule();
    expect(await storedCycle(world, agency, cycle)).toMatchObject({
      state: "open",
      opened: { inScope: 45, excluded: 0 },
    });
    expect(await storedParts(world, agency, roster.people, cycle)).toHaveLength(45);
    expect(await deedsOf(world, agency, cycle)).toEqual(whole);
  });

  test("that was past already when the cycle was planned is owed all the same", async () => {
    world.travelTo("2026-07-10T02:00:00.000Z");
    const agency = await onboard(world);
    const cycle = await planSemester(world, agency);
    await tickUntil(world, "2026-07-10T02:15:00.000Z");
    expect((await storedCycle(world, agency.agency, cycle)).state).toBe("open");
  });

  test("and the closing both missed: the cycle opens, and then it closes", async () => {
    const { agency, cycle } = await planned(2);
    world.travelTo("2027-06-01T00:00:00.000Z");
    await tickUntil(world, "2027-06-01T01:00:00.000Z");
    expect(await deedsOf(world, agency, cycle)).toEqual([...whole, "cycle.closed"]);
  });

  test("is one write that takes effect at once, whatever the number of people", async () => {
    const { agency, cycle } = await planned(40);
    world.travelTo(opening);
    await tick();
    const [message] = takeMessages("cycles-milestones").filter((body) =>
      JSON.stringify(body).includes("open"),
    );
    const { commands } = await world.measure(() => handBodies(onMilestones, [message]));
    expect(commands.filter((name) => !["Get", "Query"].includes(name))).toEqual(["TransactWrite"]);
    expect((await storedCycle(world, agency, cycle)).state).toBe("scoping");
  });
});

describe("ticks", () => {
  test(
    "duplicated, missing, late and side by side do every milestone exactly once in effect",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const random = new SeededRandom(seed);
          emptyQueues();
          const { agency, cycle, roster } = await planned(2);
          let kept: unknown[] = [];
          for (let quarter = 0; quarter < 12; quarter++) {
            world.travelTo(`2026-06-30T${String(16 + Math.floor(quarter / 4)).padStart(2, "0")}:00:00.000Z`);
            world.pass({ minutes: (quarter % 4) * 15 + random.integer(0, 14) });
            if (random.next() < 0.3) continue;
            await Promise.all(Array.from({ length: random.integer(1, 3) }, tick));
            const told = [...takeMessages("cycles-milestones"), ...kept];
            kept = told.filter(() => random.next() < 0.4);
            const twice = random.next() < 0.5 ? [...told, ...told] : told;
            await handBodies(onMilestones, twice);
            const walks = takeMessages("openings");
            kept.push(...(await handBodies(onOpenings, [...walks, ...walks]).then(() => [])));
          }
          world.travelTo("2026-06-30T20:00:00.000Z");
          await tickUntil(world, "2026-06-30T21:00:00.000Z");
          expect(await deedsOf(world, agency, cycle)).toEqual(whole);
          expect(await storedParts(world, agency, roster.people, cycle)).toHaveLength(2);
          const kinds = (await pending(world, agency, cycle)).map(({ kind }) => kind);
          expect(kinds).not.toContain("cycle.open");
          expect(kinds.filter((kind) => kind === "cycle.close")).toHaveLength(1);
        }),
        { numRuns: atScale(6, 200) },
      );
    },
    atScale(120_000, 1_800_000),
  );

  test("claim a milestone for ten minutes; when its worker is gone, it is handed out again", async () => {
    const { cycle } = await planned();
    world.travelTo(opening);
    const handed = async () => {
      await tick();
      return takeMessages("cycles-milestones").filter(
        (body) => JSON.stringify(body).includes(cycle) && JSON.stringify(body).includes("cycle.open"),
      ).length;
    };
    expect(await handed()).toBe(1);
    expect(await handed()).toBe(0);
    world.pass({ minutes: 9, seconds: 59 });
    expect(await handed()).toBe(0);
    world.pass({ seconds: 1 });
    expect(await handed()).toBe(1);
  });

  test("of eight sweepers at once, one is given each claim", async () => {
    const { agency, cycle } = await planned();
    const [one] = await pending(world, agency, cycle);
    if (one === undefined) throw new Error("nothing planned");
    const table = world.table(agency);
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => claimMilestone(table, one, world.now())),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test("pass over a milestone that cannot be read, log it, and hand over all others of its shard", async () => {
    world.travelTo(before);
    const agency = world.agency();
    const table = world.table(agency);
    const subjects = Array.from({ length: 120 }, (_, n) => `one-${n}`);
    const plan = (subject: string) =>
      milestone({ subject, kind: "assignment.effective", at: isoInstant(world.now()), name: "" });
    for (const subject of subjects) await table.write([table.create(milestoneEntity, plan(subject))]);
    // As a newer release plans it, in every shard: of a kind that this one does not know.
    const newer = { ...milestoneEntity, model: Milestone.extend({ kind: z.string() }) };
    const unknown = subjects.map((subject) => ({ ...plan(subject), kind: "cycle.celebrate" }));
    for (const one of unknown) await table.write([table.create(newer as never, one as never)]);
    await tick();
    const handed = takeMessages("people-milestones").map((body) => (body as { subject: string }).subject);
    expect(handed.filter((subject) => subjects.includes(subject)).sort()).toEqual([...subjects].sort());
    const told = logged.filter(
      ([event, fields]) => event === "milestone.unknown" && fields.agency === agency,
    );
    expect(told).toHaveLength(unknown.length);
    expect(told[0]?.[1]).toEqual({ agency, job: expect.stringMatching(/^one-/), kind: "cycle.celebrate" });
  });

  test("hand over a backlog of hundreds whole, each once", async () => {
    world.travelTo(before);
    const agency = world.agency();
    const table = world.table(agency);
    const subjects = Array.from({ length: 260 }, (_, n) => `subject-${n}`);
    const plan = (subject: string) =>
      milestone({ subject, kind: "assignment.effective", at: isoInstant(world.now()), name: "v1" });
    for (const subject of subjects) await table.write([table.create(milestoneEntity, plan(subject))]);
    await tick();
    const handed = takeMessages("people-milestones").map((body) => (body as { subject: string }).subject);
    expect(handed.filter((subject) => subjects.includes(subject)).sort()).toEqual([...subjects].sort());
  });
});

describe("a change of plan", () => {
  test("overtakes a milestone that was handed over already", async () => {
    const { agency, admin, cycle } = await planned();
    world.travelTo(opening);
    await tick();
    const body = { opensAt: "2026-07-05T08:00" };
    await world.call(cycleRoutes.changeCycle, { as: admin, params: { cycleId: cycle }, body });
    await deliverSchedule();
    expect((await storedCycle(world, agency, cycle)).state).toBe("planned");
    world.travelTo("2026-07-05T01:00:00.000Z");
    await tickUntil(world, "2026-07-05T01:00:00.000Z");
    expect((await storedCycle(world, agency, cycle)).state).toBe("open");
  });

  test("never opens a cycle whose opening was taken back, though its milestone is still there", async () => {
    const { agency, cycle } = await planned();
    const table = world.table(agency);
    const stored = await storedCycle(world, agency, cycle);
    await table.write([table.replace(cycleEntity, stored, changed(stored, { held: true }))]);
    world.travelTo(opening);
    await tickUntil(world, opening);
    expect((await storedCycle(world, agency, cycle)).state).toBe("planned");
  });

  test("leaves what it does not govern, and what is overdue", async () => {
    world.travelTo(before);
    const table = world.table(world.agency());
    const one = (kind: "assignment.effective" | "reminder.again", at: string) =>
      milestone({ subject: "s", kind, at, name: "" });
    const overdue = one("assignment.effective", "2026-06-01T00:00:00.000Z");
    const own = one("reminder.again", "2026-06-02T00:00:00.000Z");
    const gone = one("assignment.effective", "2026-06-03T00:00:00.000Z");
    const past = one("assignment.effective", "2026-06-04T00:00:00.000Z");
    for (const each of [overdue, own, gone]) await table.write([table.create(milestoneEntity, each)]);
    await replanMilestones(table, "s", [overdue, past], {
      isOwed: ({ at }) => at > before,
      governs: ({ kind }) => kind === "assignment.effective",
    });
    const left = await pending(world, table.agency, "s");
    expect(left.map(({ at }) => at)).toEqual([overdue.at, own.at]);
  });
});
