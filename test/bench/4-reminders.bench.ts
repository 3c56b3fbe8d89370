import { beforeEach, test, vi } from "vitest";
import { handler as digests } from "#functions/reminders/on-digests.ts";
import { reminderRun } from "#infra/tools/budgets.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { partEntity, supervisorEntity } from "#shared/cycles/store.ts";
import { newId } from "#shared/platform/ids.ts";
import { edges } from "#test/support/edges.ts";
import {
  beginTown,
  buildTown,
  consume,
  ledgerOf,
  openTownCycle,
  personWrites,
  type Town,
  townInstant,
} from "#test/support/reminder-town.ts";
import { makePart } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";
import { isFull, report } from "./report.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));

const world = useWorld();
const supervisors = isFull ? 10_000 : 2000;
const pageSize = 100;

beforeEach(() => {
  beginTown(world, "2026-06-30T09:00");
});

/** Supervisors whose own plan is done and for each of whom one plan waits. Answers who they are, by pages. */
async function hireSupervisors({ table, offices, mayor }: Town, cycle: Cycle): Promise<string[][]> {
  const [unit] = offices;
  if (unit === undefined) throw new Error("a town has an office");
  const plan = { since: townInstant("2026-07-02T10:00"), submittedVersion: 1, approvedVersion: 0 };
  const pages: string[][] = [];
  for (let start = 0; start < supervisors; start += pageSize) {
    const ids = Array.from({ length: pageSize }, (_, n) =>
      newId("employee", world.now().epochMilliseconds + n),
    );
    const head = { kind: "official", id: mayor } as const;
    const writes = ids.flatMap((id, n) => [
      ...personWrites(table, id, unit, head, "Kepala Seksi", start + n),
      table.create(supervisorEntity, { cycleId: cycle.id, id, kind: "employee" }),
      table.create(
        partEntity,
        makePart(cycle, { unit, employeeId: id, appraiser: head, plan: { ...plan, state: "approved" } }),
      ),
      table.create(
        partEntity,
        makePart(cycle, { unit, appraiser: { kind: "employee", id }, plan: { ...plan, state: "submitted" } }),
      ),
    ]);
    for (let at = 0; at < writes.length; at += 100) await table.write(writes.slice(at, at + 100));
    pages.push(ids);
  }
  return pages;
}

test(`a reminder run for ${supervisors} supervisors`, async () => {
  const town = await buildTown(world, { offices: 1, chiefs: 0, staff: 0 });
  const cycle = await openTownCycle(world, town, { kind: "semester", year: 2026, index: 2 });
  const pages = await hireSupervisors(town, cycle);
  world.travelTo(townInstant("2026-07-08T08:00"));
  edges.reset();
  const start = performance.now();
  let requests = 0;
  for (const [at, people] of pages.entries()) {
    const message = { agency: town.agency, people };
    requests += (await world.measure(() => consume(digests, `page-${at}`, message))).requests;
  }
  const seconds = (performance.now() - start) / 1000;
  const sent = edges.mails.length;
  const mailed = new Set(edges.mails.map(({ to }) => to)).size;
  // Every message comes again, the last first.
  for (const [at, people] of [...pages.entries()].toReversed()) {
    await consume(digests, `again-${at}`, { agency: town.agency, people });
  }
  const entries = await ledgerOf(town, cycle, "planning");
  const step = entries.filter((entry) => entry.audience === "supervisor" && entry.step === "d7");
  const what = `reminders, ${supervisors.toLocaleString("en")} supervisors`;
  const note = `${Math.round(sent / seconds)} digests/s in one process here`;
  report({
    what: `${what}, calls against the minimum`,
    measured: (requests + sent) / (sent * reminderRun.callsPerDigest),
    unit: "×",
    most: reminderRun.callsRatio,
    note,
  });
  report({ what: `${what}, mailed`, measured: mailed, unit: "", least: supervisors });
  report({ what: `${what}, mails too many`, measured: edges.mails.length - mailed, unit: "", most: 0 });
  report({
    what: `${what}, missing in the ledger or without an end`,
    measured: supervisors - step.filter(({ state }) => state !== "claimed").length,
    unit: "",
    most: 0,
  });
});
