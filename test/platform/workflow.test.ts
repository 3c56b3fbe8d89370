import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluationWorkflow } from "#shared/appraisals/workflow.ts";
import { evaluationStates, planStates } from "#shared/cycles/states.ts";
import { ticketStates, ticketWorkflow } from "#shared/people/workflow.ts";
import { planWorkflow } from "#shared/plans/workflow.ts";
import {
  actionsIn,
  type StateOf,
  statesOf,
  transition,
  type Workflow,
  workflowDiagram,
} from "#shared/platform/workflow.ts";

const workflows: [string, Workflow, readonly string[]][] = [
  ["plan", planWorkflow, planStates],
  ["evaluation", evaluationWorkflow, evaluationStates],
  ["ticket", ticketWorkflow, ticketStates],
];

/** States reached from the initial one by any steps. */
function reachable(workflow: Workflow): Set<string> {
  const seen = new Set([workflow.initial]);
  for (let before = 0; before < seen.size; ) {
    before = seen.size;
    for (const step of Object.values(workflow.steps)) {
      if (step.from.some((state) => seen.has(state))) seen.add(step.to);
    }
  }
  return seen;
}

describe.each(workflows)("the workflow of a %s", (_name, workflow, states) => {
  test("names exactly the declared states, and each can be reached", () => {
    expect(statesOf(workflow).sort()).toEqual([...states].sort());
    expect([...reachable(workflow)].sort()).toEqual([...states].sort());
  });

  test("never leaves its states, whatever is tried", () => {
    const action = fc.constantFrom(...Object.keys(workflow.steps));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let state = workflow.initial;
        for (const tried of actions) {
          const step = transition(workflow, tried, state);
          if (step.allowed) state = step.to;
          expect(states).toContain(state);
        }
      }),
    );
  });

  test("a button is shown exactly where the rule allows its action to that actor", () => {
    for (const state of states) {
      for (const [action, step] of Object.entries(workflow.steps)) {
        const shown = actionsIn(workflow, state, step.by).includes(action);
        expect(shown).toBe(transition(workflow, action, state).allowed);
      }
    }
  });

  test("the diagram draws every step from every origin", () => {
    const drawn = workflowDiagram(workflow);
    const arrows = Object.values(workflow.steps).flatMap((step) => step.from);
    expect(drawn.match(/-->/g)).toHaveLength(arrows.length + 1);
    expect(drawn.startsWith("stateDiagram-v2\n")).toBe(true);
  });
});

test("a refused action names the states from which it is allowed", () => {
  expect(transition(planWorkflow, "approve", "draft")).toEqual({ allowed: false, from: ["submitted"] });
});

describe("a plan", () => {
  test.each([
    ["submit", "draft", "submitted"],
    ["return", "submitted", "returned"],
    ["submit", "returned", "submitted"],
    ["approve", "submitted", "approved"],
    ["amend", "approved", "amending"],
    ["submit", "amending", "submitted"],
    ["keep", "amending", "approved"],
  ] as const)("%s leads from %s to %s", (action, from, to) => {
    expect(transition(planWorkflow, action, from)).toEqual({ allowed: true, to });
  });

  test("is never approved by its owner", () => {
    for (const state of planStates) expect(actionsIn(planWorkflow, state, "owner")).not.toContain("approve");
  });
});

describe("an evaluation", () => {
  const refused: [
    "submit" | "withdraw" | "closeWithoutReport" | "reopen",
    StateOf<typeof evaluationWorkflow>,
  ][] = [
    ["submit", "not-started"],
    ["withdraw", "acknowledged"],
    ["closeWithoutReport", "reported"],
    ["reopen", "drafted"],
  ];
  test.each(refused)("cannot %s from %s", (action, state) => {
    expect(transition(evaluationWorkflow, action, state).allowed).toBe(false);
  });

  test("a rating drafted before the report leaves it waiting for the employee", () => {
    expect(transition(evaluationWorkflow, "prepare", "not-started")).toEqual({
      allowed: true,
      to: "not-started",
    });
  });

  test("silence and refusal both end in receipt without the employee", () => {
    expect(transition(evaluationWorkflow, "deemReceived", "submitted")).toMatchObject({
      to: "deemed-received",
    });
    expect(transition(evaluationWorkflow, "settleRefusal", "refused")).toMatchObject({
      to: "deemed-received",
    });
  });
});
