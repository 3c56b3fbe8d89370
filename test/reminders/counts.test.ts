import { beforeEach, describe, expect, test, vi } from "vitest";
import { handler as digests } from "#functions/reminders/on-digests.ts";
import { supervisorsOfCycle } from "#shared/cycles/store.ts";
import { collect } from "../support/collect.ts";
import { edges } from "../support/edges.ts";
import { beginTown, buildTown, consume, move, openTownCycle, townInstant } from "../support/reminder-town.ts";
import { useWorld } from "../support/world.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));

const world = useWorld();

beforeEach(() => {
  beginTown(world, "2026-06-30T09:00");
});

/**
 * What a digest made just before sending cannot do without: one query (who is unfinished), one batch (their parts and the
 * person's mail days as they are in the table), one claim, one mail, one settlement.
 */
const callsPerDigest = 5;

describe("a page of supervisors", () => {
  test("costs at most 5 % more calls than its digests cannot do without", { timeout: 120_000 }, async () => {
    const town = await buildTown(world, { offices: 1, chiefs: 99, staff: 1 });
    const cycle = await openTownCycle(world, town, { kind: "semester", year: 2026, index: 2 });
    const since = townInstant("2026-07-02T10:00");
    const staff = town.chiefs.flatMap((chief) => chief.staff);
    await Promise.all(staff.map((id) => move(town, cycle, id, { plan: "submitted" }, since)));
    const superiors = [...town.heads, ...town.chiefs.map(({ id }) => id)];
    await Promise.all(superiors.map((id) => move(town, cycle, id, { plan: "approved" }, since)));
    const supervisors = await collect(town.table.each(supervisorsOfCycle(cycle.id)));
    const chiefs = supervisors.map(({ id }) => id).filter((id) => id !== town.mayor && id !== town.heads[0]);
    expect(chiefs.length).toBe(99);

    world.travelTo(townInstant("2026-07-08T08:00"));
    const message = { agency: town.agency, people: chiefs };
    const { requests, commands } = await world.measure(() => consume(digests, "page", message));
    expect(edges.mails.length).toBe(99);
    const perDigest = (requests + edges.mails.length) / edges.mails.length;
    expect(perDigest, JSON.stringify(countOf(commands))).toBeLessThanOrEqual(1.05 * callsPerDigest);

    const again = await world.measure(() => consume(digests, "again", message));
    expect(edges.mails.length).toBe(99);
    // Nobody is looked at a second time: agency, cycles, people, addresses, ledger.
    expect(again.requests / chiefs.length).toBeLessThanOrEqual(0.25);
  });
});

function countOf(commands: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(commands, (name) => name)].map(([name, all]) => [name, all.length]),
  );
}
