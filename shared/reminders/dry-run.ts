import { calendarKeyOf, calendarsOf } from "../cycles/calendar.ts";
import { type CheckedOfficial, type CheckedPerson, deadAfterBounces } from "../cycles/data-check.ts";
import type { CyclePlan, WindowKey } from "../cycles/model.ts";
import { type Scope, scopeOf } from "../cycles/scope.ts";
import type { Audience, ReminderPolicy, StepId, StepNote } from "./model.ts";
import { planOf, type RemindedWindow, remindedWindows } from "./policy.ts";

/** One step of the cycle and who would be mailed if nothing were done until then. */
export interface DryRunStep {
  at: string;
  day: string;
  window: WindowKey;
  audience: Audience;
  step: StepId;
  covers: StepNote[];
  recipients: string[];
}

/** Somebody who would be mailed and cannot be. */
export interface Unreachable {
  personId: string;
  reason: "no-address" | "dead-address";
}

export interface DryRun {
  scope: Scope;
  steps: DryRunStep[];
  unreachable: Unreachable[];
}

/** What opening the cycle would do (Uji coba pembukaan): who is in scope, and who would be mailed when, at the most. */
export function dryRun(input: {
  plan: CyclePlan;
  people: readonly CheckedPerson[];
  officials: readonly CheckedOfficial[];
  policy: ReminderPolicy;
  day: string;
}): DryRun {
  const scope = scopeOf(input.people, input.plan);
  const inScope = new Set(scope.people.filter((one) => one.scope === "in").map((one) => one.personId));
  const employees = input.people.filter((person) => inScope.has(person.id));
  const everyone = groupsAround(employees, input);
  const concerned = new Map(
    input.plan.evaluations.map(({ id }) => [id, groupsAround(concernedBy(id, employees, scope), input)]),
  );
  // Who leads a unit is asked for its predicate, whomever the unit's evaluation is of.
  const groupsOf = ({ named: { step, evaluation } }: RemindedWindow) =>
    (step === "organisation" ? undefined : evaluation && concerned.get(evaluation.id)) ?? everyone;
  const steps = calendarsOf(input.plan).flatMap(({ key }) =>
    remindedWindows(input.plan).flatMap((reminded) => {
      const members = groupsOf(reminded)[reminded.audience].filter((one) => calendarOf(one, input) === key);
      return key === "agency" || members.length > 0 ? stepsFor(input, reminded, key, members) : [];
    }),
  );
  return {
    scope,
    steps: steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    unreachable: [...new Set([...everyone.employee, ...everyone.supervisor])].flatMap(unreachable),
  };
}

type Groups = Readonly<Record<Audience, readonly (CheckedPerson | CheckedOfficial)[]>>;

/** Some employees, who appraises them, and who stands above those. */
function groupsAround(
  employees: readonly CheckedPerson[],
  input: Pick<Parameters<typeof dryRun>[0], "people" | "officials" | "day">,
): Groups {
  const appraisers = new Set(employees.flatMap((person) => appraiserOf(person, input.day) ?? []));
  const supervisors = input.people.filter((person) => appraisers.has(person.id));
  const superiors = new Set(supervisors.flatMap((person) => appraiserOf(person, input.day) ?? []));
  return {
    employee: employees,
    supervisor: [...supervisors, ...input.officials.filter((official) => appraisers.has(official.id))],
    superior: input.people.filter((person) => superiors.has(person.id)),
    admin: [],
  };
}

/** The employees who take part in an evaluation. */
function concernedBy(
  evaluation: CyclePlan["evaluations"][number]["id"],
  employees: readonly CheckedPerson[],
  { people }: Scope,
): readonly CheckedPerson[] {
  const ids = new Set(
    people.flatMap((one) => (one.scope === "in" && one.evaluations.includes(evaluation) ? one.personId : [])),
  );
  return employees.filter(({ id }) => ids.has(id));
}

/** One person's mails of a dry run, one a day: what meets on a day is one mail. */
export function mailsOfPerson(run: DryRun, personId: string): { day: string; steps: DryRunStep[] }[] {
  const byDay = Map.groupBy(
    run.steps.filter((step) => step.recipients.includes(personId)),
    (step) => step.day,
  );
  return [...byDay].map(([day, steps]) => ({ day, steps }));
}

function stepsFor(
  input: { plan: CyclePlan; policy: ReminderPolicy },
  reminded: RemindedWindow,
  calendarKey: string,
  members: readonly (CheckedPerson | CheckedOfficial)[],
): DryRunStep[] {
  const recipients = members.filter((one) => unreachable(one).length === 0).map((one) => one.id);
  return planOf(input.plan, reminded, input.policy, calendarKey).steps.map((step) => ({
    ...step,
    window: reminded.named.key,
    recipients,
  }));
}

function unreachable(one: CheckedPerson | CheckedOfficial): Unreachable[] {
  if (!one.email) return [{ personId: one.id, reason: "no-address" }];
  const dead = "bounces" in one && one.bounces >= deadAfterBounces;
  return dead ? [{ personId: one.id, reason: "dead-address" }] : [];
}

function calendarOf(one: CheckedPerson | CheckedOfficial, input: { plan: CyclePlan; day: string }): string {
  const unit = "assignments" in one ? assignmentOn(one, input.day)?.unitId : undefined;
  return calendarKeyOf(input.plan, unit);
}

function appraiserOf(person: CheckedPerson, day: string): string | undefined {
  return assignmentOn(person, day)?.appraiserId;
}

function assignmentOn(person: CheckedPerson, day: string): CheckedPerson["assignments"][number] | undefined {
  return person.assignments.find(({ from, to }) => from <= day && day <= (to ?? day));
}
