import { expect, test } from "vitest";
import { newId } from "#shared/platform/ids.ts";
import { monitorRow } from "#shared/reports/monitor.ts";
import { countersOf, hasStarted } from "#shared/reports/tally.ts";
import { makePart, openCycle } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld();

test("what came late and was taken is counted by phase, among all the others", async () => {
  const cycle = await openCycle(world, world.agency());
  const unit = newId("unit", 1);
  const evaluation = cycle.evaluations[0]?.id ?? expect.fail("a semester has one evaluation");
  const since = "2027-01-16T02:00:00.000Z";
  const plan = { state: "approved", since, submittedVersion: 1, approvedVersion: 1 } as const;
  const reported = { state: "reported", since, version: 0 } as const;
  const parts = [
    makePart(cycle, { unit, plan, evaluations: { [evaluation]: reported } }),
    makePart(cycle, {
      unit,
      plan,
      evaluations: { [evaluation]: { ...reported, arrival: "late-appraiser-decides" } },
    }),
    makePart(cycle, { unit, plan: { ...plan, arrival: "late-accepted" } }),
    // Declined: it was not taken.
    makePart(cycle, {
      unit,
      plan,
      evaluations: {
        [evaluation]: { ...reported, state: "closed-without-report", arrival: "late-appraiser-decides" },
      },
    }),
  ];
  const counts: Record<string, number> = {};
  for (const counter of parts.flatMap(countersOf)) counts[counter] = (counts[counter] ?? 0) + 1;
  expect(monitorRow({ unit, counts }, evaluation)).toMatchObject({ total: 4, late: 1 });
  expect(monitorRow({ unit, counts }, "planning")).toMatchObject({ total: 4, done: 4, late: 1 });
  expect(hasStarted(counts)).toBe(true);
});
