import { beforeEach, expect, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { handler as onMilestones } from "#functions/cycles/on-milestones.ts";
import { spreadOutage } from "#functions/cycles/outages.ts";
import type { WindowKey } from "#shared/cycles/model.ts";
import { outageCovers, recordedOutages } from "#shared/cycles/outages.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { findWindow } from "#shared/cycles/windows.ts";
import { auditEntity, auditSubject } from "#shared/platform/audit.ts";
import { Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { deedsOf, onboard, planSemester, putRoster, storedCycle } from "#test/support/agencies.ts";
import { emptyQueues, handBodies, takeMessages } from "#test/support/outbox.ts";
import { useOwnSchedule } from "#test/support/own-schedule.ts";
import { deliverSchedule, pending, tick, tickUntil } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));

const world = useWorld([agencies, cycles]);
useOwnSchedule(world);
beforeEach(emptyQueues);

/** The last evening of planning, in Jakarta. */
const outage = {
  from: "2026-07-15T20:00:00+07:00",
  to: "2026-07-15T23:30:00+07:00",
  reason: "Pusat data padam.",
};
const afterwards = "2026-07-15T17:20:00.000Z";

async function opened(zone = "Asia/Jakarta") {
  world.travelTo("2026-06-30T16:50:00.000Z");
  const agency = await onboard(world, { zone });
  await putRoster(world, agency.agency, 1);
  const cycle = await planSemester(world, agency);
  return { ...agency, cycle };
}

const operator = () => world.actor({ roles: ["operator"] });

async function record(body = outage, as = operator()) {
  return (await world.call(cycleRoutes.recordOutage, { as, body })).body;
}

const planningOf = async (agency: Id<"agency">, cycle: Id<"cycle">) =>
  findWindow(await storedCycle(world, agency, cycle), "planning" as WindowKey)?.window;

/** Both steps: to every agency, then within each. */
async function passOn(): Promise<void> {
  for (const _ of ["spread", "apply"]) {
    await tick();
    await deliverSchedule();
  }
}

test("an outage that is recorded extends every agency's open windows, with its reason, and plans reminders anew", async () => {
  const jakarta = await opened();
  const makassar = await opened("Asia/Makassar");
  await tickUntil(world, "2026-06-30T17:15:00.000Z");
  world.travelTo(afterwards);
  const recorded = await record();
  expect(recorded).toMatchObject({
    from: "2026-07-15T13:00:00.000Z",
    to: "2026-07-15T16:30:00.000Z",
    recordedAt: afterwards,
  });
  await passOn();
  for (const { agency, cycle } of [jakarta, makassar]) {
    expect(await planningOf(agency, cycle)).toMatchObject({
      extensions: [
        { closesAt: "2026-07-16T23:59", reason: "outage", note: "Pusat data padam.", outage: recorded.id },
      ],
    });
    expect(await deedsOf(world, agency, cycle)).toContain("cycle.extended");
    const reminders = (await pending(world, agency, cycle)).filter(
      ({ details }) => details["window"] === "planning" && details["deadlineVersion"] === 2,
    );
    expect(reminders.length).toBeGreaterThan(0);
    expect(await pending(world, agency, recorded.id)).toEqual([]);
  }
});

test("handed over twice, or begun anew from the start, it extends once", async () => {
  const { agency, cycle } = await opened();
  await tickUntil(world, "2026-06-30T17:15:00.000Z");
  world.travelTo(afterwards);
  const recorded = await record();
  await tick();
  const spread = takeMessages("cycles-milestones");
  expect(await handBodies(onMilestones, [...spread, ...spread])).toEqual([]);
  await tick();
  const apply = takeMessages("cycles-milestones");
  // Of two at once one loses the race, comes again and finds it done.
  const lost = await handBodies(onMilestones, [...apply, ...apply]);
  expect(await handBodies(onMilestones, lost)).toEqual([]);
  const once = await storedCycle(world, agency, cycle);
  // A worker that died at the end of the first step does the whole of it again.
  await spreadOutage(recorded);
  await passOn();
  expect((await storedCycle(world, agency, cycle)).version).toBe(once.version);
  expect((await planningOf(agency, cycle))?.extensions).toHaveLength(1);
  const { outage: kept } = await world.table(agency).queryTogether(recordedOutages);
  expect(kept).toHaveLength(1);
});

test("recorded so late that the new closing time is over too, it is on record and extends nothing", async () => {
  const { agency, cycle } = await opened();
  await tickUntil(world, "2026-06-30T17:15:00.000Z");
  world.travelTo("2026-07-18T02:00:00.000Z");
  await record();
  await passOn();
  expect((await planningOf(agency, cycle))?.extensions).toEqual([]);
  expect((await world.table(agency).queryTogether(recordedOutages)).outage).toHaveLength(1);
});

test("covers a stretch only as a whole", async () => {
  const { agency } = await opened();
  world.travelTo(afterwards);
  await record();
  await passOn();
  const covers = (from: string, to: string) =>
    outageCovers(world.table(agency), { from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) });
  expect(await covers("2026-07-15T13:00:00Z", "2026-07-15T16:30:00Z")).toBe(true);
  expect(await covers("2026-07-15T12:59:59Z", "2026-07-15T16:30:00Z")).toBe(false);
  expect(await covers("2026-07-15T13:00:00Z", "2026-07-15T16:30:01Z")).toBe(false);
});

test.each([
  ["ends before it begins", { ...outage, from: outage.to, to: outage.from }],
  ["is not over yet", { ...outage, to: "2026-07-16T01:00:00+07:00" }],
  ["lasted longer than 31 days", { ...outage, from: "2026-06-14T20:00:00+07:00" }],
])("one that %s is refused", async (_name, body) => {
  world.travelTo(afterwards);
  expect((await world.refusal(cycleRoutes.recordOutage, { as: operator(), body })).code).toBe("outage.span");
});

test("only the operator records and reads them; the same one twice is one", async () => {
  world.travelTo(afterwards);
  const as = operator();
  const recorded = await record(outage, as);
  const again = await world.refusal(cycleRoutes.recordOutage, { as, body: outage });
  expect(again.code).toBe("edit.conflict");
  const list = await world.call(cycleRoutes.listOutages, { as });
  expect(list.body.items).toEqual([recorded]);
  const subject = auditSubject("outage", keys.outage(as.agency, recorded.to, recorded.id));
  const trail = accessPattern([auditEntity], (agency) => ({ partition: keys.audit(agency, subject, 1).pk }));
  expect((await world.table(as.agency).queryTogether(trail)).audit).toMatchObject([
    { action: "outage.recorded", actor: { member: as.member } },
  ]);
  for (const role of ["agencyAdmin", "planner", "auditor", "employee"] as const) {
    const other = world.actor({ agency: as.agency, roles: [role] });
    expect((await world.refusal(cycleRoutes.recordOutage, { as: other, body: outage })).status).toBe(403);
    expect((await world.refusal(cycleRoutes.listOutages, { as: other })).status).toBe(403);
  }
});
