import * as z from "zod";
import {
  AppraiserRef,
  AppraiserRole,
  type Assignment,
  Day,
  EmployeeKind,
  PostKind,
} from "../people/model.ts";
import { fullName, type Person } from "../people/person.ts";
import { sha256 } from "../platform/fields.ts";
import { idSchema } from "../platform/ids.ts";
import { type PartPlace, partIdOf, partIdSchema } from "../platform/part-id.ts";
import type { Cycle } from "./model.ts";
import {
  evaluationStates,
  evaluationWaitsFor,
  lateArrivals,
  planStates,
  planWaitsFor,
  predicates,
} from "./states.ts";

/** How the last submission arrived, where it came late; absent where it was on time. */
const arrival = z.enum(lateArrivals).optional();
/** When it came, where it came late: a window that is extended afterwards may take it in. */
const arrivedAt = z.string().optional();

const PartPlan = z.object({
  state: z.enum(planStates),
  /** Since when it is in that state. */
  since: z.string(),
  /** The last version submitted and the last approved; 0 where there is none. */
  submittedVersion: z.int(),
  approvedVersion: z.int(),
  /** Of the content of the last version submitted, so that the part's audit chain covers it. */
  hash: sha256.optional(),
  arrival,
  arrivedAt,
});

export const PartEvaluation = z.object({
  state: z.enum(evaluationStates),
  since: z.string(),
  /** The last final version; 0 where there is none. */
  version: z.int(),
  /** Of the final version in force, for the unit's distribution. */
  predicate: z.enum(predicates).optional(),
  /** Of the content of that version, so that the part's audit chain covers it. */
  hash: sha256.optional(),
  /** Of its report. */
  arrival,
  arrivedAt,
});
export type PartEvaluation = z.infer<typeof PartEvaluation>;

/**
 * One employee × cycle × stretch of days × one appraiser × one unit: what plan, evaluations and objections hang on.
 * Most people have one. A move closes part n and opens n + 1; a correction of a wrong appraiser changes the attribute.
 */
export const Part = z.object({
  id: partIdSchema,
  employeeId: idSchema("employee"),
  cycleId: idSchema("cycle"),
  number: z.int().min(1).max(99),
  from: Day,
  to: Day,
  unit: idSchema("unit"),
  appraiser: AppraiserRef.optional(),
  appraiserRole: AppraiserRole,
  /** As lists show them: who, which kind, which post. */
  name: z.string(),
  kind: EmployeeKind,
  post: z.string(),
  /** Decides which form a plan has: leaders (JPT) plan by perspective, the others by aspect. */
  postKind: PostKind.optional(),
  /** Heads of a unit: the unit's achievement is their work result (SE MenPANRB 3/2023). */
  headsUnit: idSchema("unit").optional(),
  /** Why the person is not appraised in this cycle; counted apart. */
  exclusion: z.object({ reason: z.string(), rule: z.string(), from: Day, to: Day }).optional(),
  /** Closed by a move: its last day has come and a later part carries on. */
  closedAt: z.string().optional(),
  plan: PartPlan,
  evaluations: z.record(idSchema("evaluation"), PartEvaluation),
  /** Receipts given out so far; the next is `<part>-<receipts + 1>`. */
  receipts: z.int(),
});
export type Part = z.infer<typeof Part>;

/** Why a part whose days all went to others is excluded. */
export const supersededReason = "superseded";

/** A part that a correction left without days: kept to be read, but neither listed nor counted. */
export function isSuperseded({ exclusion }: Pick<Part, "exclusion">): boolean {
  return exclusion?.reason === supersededReason;
}

/** Whose part it is and where, without how far it is: the head of every page about it. `version` is what a write must match. */
export const PartSummary = Part.omit({
  plan: true,
  evaluations: true,
  receipts: true,
  postKind: true,
}).extend({
  version: z.int(),
});

/** Whether an evaluation closed because its report came late and was not accepted. */
export function isDeclined({ state, arrival }: Pick<PartEvaluation, "state" | "arrival">): boolean {
  return state === "closed-without-report" && arrival !== undefined;
}

/** How a part stands in its appraiser's list. */
export type InboxGroup = "open" | "wait" | "done" | "excluded";

/** Open: something waits for the appraiser. Wait: only the employee's own steps are left. */
export function inboxGroup(part: Pick<Part, "exclusion" | "plan" | "evaluations">): InboxGroup {
  if (part.exclusion !== undefined) return "excluded";
  const waits = [
    planWaitsFor[part.plan.state],
    ...Object.values(part.evaluations).map(({ state }) => evaluationWaitsFor[state]),
  ];
  if (waits.includes("appraiser")) return "open";
  return waits.includes("employee") ? "wait" : "done";
}

/** The most complete first: ratings begun, reports in, plans submitted. */
export function inboxRank(part: Pick<Part, "plan" | "evaluations">): string {
  const states = Object.values(part.evaluations).map(({ state }) => state);
  if (states.includes("drafted")) return "1";
  if (states.includes("reported")) return "2";
  return part.plan.state === "submitted" ? "3" : "4";
}

/** A new part of a person, nothing started. */
export function newPart(
  person: Pick<Person, "id" | "name" | "titleBefore" | "titleAfter" | "kind">,
  cycle: Pick<Cycle, "id">,
  stretch: { from: Day; to: Day; assignment: Assignment },
  number: number,
  scope: { evaluations: readonly string[]; exclusion?: Part["exclusion"] },
  at: string,
): Part {
  const place: PartPlace = { employeeId: person.id, cycleId: cycle.id, number };
  const { assignment } = stretch;
  return {
    id: partIdOf(place),
    ...place,
    from: stretch.from,
    to: stretch.to,
    unit: assignment.unit,
    appraiser: assignment.appraiser,
    appraiserRole: assignment.role,
    name: fullName(person),
    kind: person.kind,
    post: assignment.position.title,
    postKind: assignment.position.kind,
    headsUnit: assignment.heads,
    exclusion: scope.exclusion,
    plan: { state: "draft", since: at, submittedVersion: 0, approvedVersion: 0 },
    evaluations: Object.fromEntries(
      scope.evaluations.map((id) => [id, { state: "not-started" as const, since: at, version: 0 }]),
    ) as Part["evaluations"],
    receipts: 0,
  };
}
