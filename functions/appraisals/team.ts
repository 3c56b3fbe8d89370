import type { TeamRow } from "#shared/appraisals/routes.ts";
import { lateByNow } from "#shared/cycles/late-now.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { inboxGroup, type Part } from "#shared/cycles/part.ts";
import { evaluationWaitsFor, planWaitsFor } from "#shared/cycles/states.ts";
import { readCycle } from "#shared/cycles/store.ts";
import { evaluationWindow } from "#shared/cycles/windows.ts";
import { latePlan } from "#shared/plans/late.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** Parts of a cycle as lines of their appraiser's lists. Only where something came late the windows of now are read. */
export async function teamRows(
  table: AgencyTable,
  cycleId: Id<"cycle">,
  parts: readonly Part[],
): Promise<TeamRow[]> {
  const cycle = parts.some(cameLate) ? await readCycle(table, cycleId, { fresh: true }) : undefined;
  return parts.map((part) => teamRow(cycle === undefined ? part : withLateNow(part, cycle)));
}

function cameLate({ plan, evaluations }: Part): boolean {
  return [plan, ...Object.values(evaluations)].some(({ arrival }) => arrival !== undefined);
}

/** An extension may have taken in what came late. */
function withLateNow(part: Part, cycle: Cycle): Part {
  const evaluations = evaluationsOf(part).map(({ id, ...evaluation }) => {
    const arrival = lateByNow(cycle, evaluationWindow({ id }, "report"), part.unit, evaluation);
    return [id, { ...evaluation, arrival }] as const;
  });
  return {
    ...part,
    plan: { ...part.plan, arrival: latePlan(part, cycle) },
    evaluations: Object.fromEntries(evaluations) as Part["evaluations"],
  };
}

function teamRow(part: Part): TeamRow {
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
