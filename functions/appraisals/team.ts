import type { TeamRow } from "#shared/appraisals/routes.ts";
import { inboxGroup, type Part } from "#shared/cycles/part.ts";
import { evaluationWaitsFor, planWaitsFor } from "#shared/cycles/states.ts";
import type { Id } from "#shared/platform/ids.ts";

/** A part as a line of its appraiser's lists. */
export function teamRow(part: Part): TeamRow {
  const { employeeId, name, post, unit, from, to, plan } = part;
  return {
    part: part.id,
    employeeId,
    name,
    post,
    unit,
    from,
    to,
    group: inboxGroup(part),
    plan,
    evaluations: evaluationsOf(part),
    waiting: part.exclusion === undefined ? waitingOf(part) : [],
  };
}

function evaluationsOf({ evaluations }: Part) {
  return Object.entries(evaluations).map(([id, evaluation]) => ({
    ...evaluation,
    id: id as Id<"evaluation">,
  }));
}

/** What of a part waits for whom, and since when. */
function waitingOf(part: Part): TeamRow["waiting"] {
  const plan = { what: "plan" as const, ...part.plan, waitsFor: planWaitsFor[part.plan.state] };
  const evaluations = evaluationsOf(part).map((one) => ({
    what: "evaluation" as const,
    ...one,
    evaluation: one.id,
    waitsFor: evaluationWaitsFor[one.state],
  }));
  return [plan, ...evaluations].flatMap(({ waitsFor, ...one }) =>
    waitsFor === "nobody" ? [] : [{ ...one, waitsFor }],
  );
}
