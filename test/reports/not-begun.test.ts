import { describe, expect, test } from "vitest";
import type { Part } from "#shared/cycles/part.ts";
import type { PlanState } from "#shared/cycles/states.ts";
import { newId } from "#shared/platform/ids.ts";
import { type MonitorPhase, monitorRow } from "#shared/reports/monitor.ts";
import { countersOf, hasStarted } from "#shared/reports/tally.ts";

const evaluation = newId("evaluation", 0);
const since = "2026-07-01T00:00:00.000Z";

function partWith(
  state: PlanState,
  submittedVersion: number,
): Pick<Part, "exclusion" | "plan" | "evaluations"> {
  return {
    exclusion: undefined,
    plan: { state, since, submittedVersion, approvedVersion: state === "approved" ? submittedVersion : 0 },
    evaluations: { [evaluation]: { state: "not-started", since, version: 0 } },
  };
}

/** The counts of one part, as the tally holds them. */
const countsOf = (part: Parameters<typeof countersOf>[0]) =>
  Object.fromEntries(countersOf(part).map((counter) => [counter, 1]));

const rowOf = (part: Parameters<typeof countersOf>[0], phase: MonitorPhase = evaluation) =>
  monitorRow({ unit: "TOTAL", counts: countsOf(part) }, phase);

describe("an evaluation without a report", () => {
  test.each([
    ["draft", 0, "not begun", { notStarted: 1, waitingForEmployee: 0 }],
    ["submitted", 1, "waiting for the employee", { notStarted: 0, waitingForEmployee: 1 }],
    ["returned", 1, "waiting for the employee", { notStarted: 0, waitingForEmployee: 1 }],
    ["approved", 1, "waiting for the employee", { notStarted: 0, waitingForEmployee: 1 }],
  ] as const)("with a plan %s (version %i) is %s", (state, version, _name, expected) => {
    expect(rowOf(partWith(state, version))).toMatchObject({ total: 1, ...expected });
  });

  test("of which nothing was begun does not keep an opening from being taken back", () => {
    expect(hasStarted(countsOf(partWith("draft", 0)))).toBe(false);
    expect(hasStarted(countsOf(partWith("submitted", 1)))).toBe(true);
  });
});
