import { describe, expect, test } from "vitest";
import {
  evaluationsOf,
  evaluationToExplain,
  nextStepOf,
} from "../../web/src/pages/employee/result-choice.ts";

type Cycles = Parameters<typeof evaluationsOf>[0];
type Parts = Parameters<typeof evaluationsOf>[1];

const evaluation = (id: string, from: string, to: string) => ({ id, period: { from, to } });
const cycles = [
  { id: "new", evaluations: [evaluation("s2", "2026-07-01", "2026-12-31")] },
  {
    id: "old",
    evaluations: [evaluation("q1", "2026-01-01", "2026-03-31"), evaluation("q2", "2026-04-01", "2026-06-30")],
  },
] as unknown as Cycles;
const part = (id: string, to: string, states: Record<string, string>, over: object = {}) => ({
  id,
  to,
  evaluations: Object.fromEntries(
    Object.entries(states).map(([name, state]) => [name, { state, since: to }]),
  ),
  ...over,
});
const parts = new Map([
  ["new", [part("n1", "2026-09-30", { s2: "submitted" }), part("n2", "2026-12-31", { s2: "reported" })]],
  [
    "old",
    [
      part("o1", "2026-06-30", { q1: "acknowledged", q2: "drafted" }),
      part("o2", "2026-06-30", { q1: "acknowledged" }, { exclusion: { reason: "superseded" } }),
    ],
  ],
]) as unknown as Parts;

describe("my evaluations", () => {
  const all = evaluationsOf(cycles, parts);

  test("are those of all my parts and cycles, the newest first, without parts that are not appraised", () => {
    expect(all.map((one) => `${one.part.id} ${one.evaluation.id}`)).toEqual([
      "n2 s2",
      "n1 s2",
      "o1 q2",
      "o1 q1",
    ]);
  });

  test.each<[string, string | null, string | null, string | undefined]>([
    ["the latest final one", null, null, "n1 s2"],
    ["the one that the address names", "o1", "q1", "o1 q1"],
    ["the named part's, also while it is not final", "n2", null, "n2 s2"],
    ["none that is not mine", "somebody", null, undefined],
  ])("explained is %s", (_, wantedPart, wantedEvaluation, expected) => {
    const found = evaluationToExplain(all, { part: wantedPart, evaluation: wantedEvaluation });
    expect(found && `${found.part.id} ${found.evaluation.id}`).toBe(expected);
  });

  test.each([
    ["not-started", "report"],
    ["reported", "see"],
    ["drafted", "see"],
    ["submitted", "read"],
    ["refused", "read"],
    ["closed-without-report", "none"],
  ] as const)("%s leads on to: %s", (state, step) => {
    expect(nextStepOf({ state })).toBe(step);
  });
});
