import { Temporal } from "../platform/clock.ts";
import type { Filling, Language } from "../platform/text.ts";
import { missingYears, provisionalYears } from "./calendar.ts";
import type { CyclePlan, WindowKey } from "./model.ts";
import { periodTitle } from "./period-names.ts";
import { type Scope, type ScopedPerson, scopeOf } from "./scope.ts";
import { evaluationRules, missingEvaluations, reachOf } from "./timelines.ts";
import { evaluationWindow, windowsOf } from "./windows.ts";

/** What the data check asks of a person. Findings carry ids only, never a NIP. */
export interface CheckedPerson extends ScopedPerson {
  nip?: string;
  email?: string;
  /** How often mail to the address came back; from the second on it is dead. */
  bounces: number;
  /** Whether the post may appraise by its rank: pejabat pengawas and above. */
  mayAppraiseByRank: boolean;
  /** Who heads a unit that has none above may have a blank appraiser: it means the agency's head. */
  headsRoot: boolean;
  assignments: readonly {
    from: string;
    to?: string;
    unitId?: string;
    appraiserId?: string;
    /** Appraised by delegation: it is recorded with whom it concerns, not with the appraiser. */
    isDelegated?: boolean;
  }[];
}

/** An appraiser who is no civil servant: mayor, governor, minister. */
export interface CheckedOfficial {
  id: string;
  email?: string;
}

/** What is known when a cycle is about to open. */
export interface CheckInput {
  people: readonly CheckedPerson[];
  officials: readonly CheckedOfficial[];
  plan: CyclePlan;
  /** The day whose assignments count: today, or the day of opening. */
  day: string;
}

export const findingCodes = [
  "calendar.year-missing",
  "calendar.year-provisional",
  "cycle.window-order",
  "person.no-appraiser",
  "person.no-unit",
  "person.duplicate-nip",
  "person.own-appraiser",
  "person.appraiser-circle",
  "person.appraiser-unknown",
  "person.uncovered-days",
  "person.dead-address",
  "person.no-email",
  "person.needs-quarterly",
  "appraiser.not-in-service",
  "appraiser.below-pengawas",
  "appraiser.external-no-email",
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `blocks`: the cycle cannot open so. `fix`: those people would be without a way through. `warning`: good to know. */
export type Severity = "blocks" | "fix" | "warning";

/** One thing to look at before opening: what, how grave, about whom, and further words for its sentence and its fix. */
export interface Finding {
  code: FindingCode;
  severity: Severity;
  subjects: string[];
  values?: Record<string, Filling>;
  /** The window it is about. */
  window?: WindowKey;
}

/** Everything that would go wrong, gravest first. Only people in scope are looked at; the excluded need no appraiser. */
export function dataCheck(input: CheckInput): Finding[] {
  const scope = scopeOf(input.people, input.plan);
  const inScope = peopleIn(input.people, scope);
  const findings = [
    ...calendarFindings(input.plan),
    ...windowFindings(input.plan),
    ...inScope.flatMap((person) => personFindings(person, input)),
    ...duplicateNips(input.people),
    ...circles(inScope, input.day),
    ...appraiserFindings(inScope, input),
  ];
  const order: Record<Severity, number> = { blocks: 0, fix: 1, warning: 2 };
  return findings.sort((a, b) => order[a.severity] - order[b.severity]);
}

/** How many findings there are of each kind and severity, gravest first as the findings are. */
export function countFindings(
  findings: readonly Finding[],
): { code: FindingCode; severity: Severity; count: number }[] {
  const alike = Map.groupBy(findings, ({ code, severity }) => `${severity} ${code}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ code: first.code, severity: first.severity, count: group.length }];
  });
}

/** How many each finding is about that somebody must mend before the opening, or that keeps mail from people. */
export function findingsToMend(findings: readonly Finding[]): { code: FindingCode; count: number }[] {
  const urgent = findings.filter(
    ({ code, severity }) => severity !== "warning" || code === "person.dead-address",
  );
  return [...Map.groupBy(urgent, ({ code }) => code)].map(([code, alike]) => ({
    code,
    count: new Set(alike.flatMap(({ subjects }, at) => (subjects.length === 0 ? [`${at}`] : subjects))).size,
  }));
}

/** Days of a person in service and in the period that no assignment covers, as stretches. */
export function uncoveredStretches(
  person: Pick<CheckedPerson, "assignments" | "serviceFrom" | "serviceTo">,
  plan: Pick<CyclePlan, "period">,
): { from: string; to: string }[] {
  const start = max(person.serviceFrom ?? plan.period.from, plan.period.from);
  const end = min(person.serviceTo ?? plan.period.to, plan.period.to);
  const stretches: { from: string; to: string }[] = [];
  let next = start;
  for (const assignment of [...person.assignments].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (assignment.from > next) stretches.push({ from: next, to: min(shift(assignment.from, -1), end) });
    if (assignment.to === undefined || assignment.to >= end) return stretches.filter(isForward);
    next = max(next, shift(assignment.to, 1));
  }
  if (next <= end) stretches.push({ from: next, to: end });
  return stretches.filter(isForward);
}

function isForward(stretch: { from: string; to: string }): boolean {
  return stretch.from <= stretch.to;
}

function personFindings(person: CheckedPerson, input: CheckInput): Finding[] {
  const assignment = assignmentOn(person, input.day);
  const findings: Finding[] = [];
  const add = (code: FindingCode, severity: Severity, values?: Record<string, Filling>) =>
    findings.push({ code, severity, subjects: [person.id], ...(values ? { values } : {}) });
  if (assignment) {
    if (!assignment.unitId) add("person.no-unit", "fix");
    if (!assignment.appraiserId && !person.headsRoot) add("person.no-appraiser", "fix");
    if (assignment.appraiserId === person.id) add("person.own-appraiser", "fix");
  }
  for (const stretch of uncoveredStretches(person, input.plan)) {
    add("person.uncovered-days", assignment ? "warning" : "fix", stretch);
  }
  if (!person.email) add("person.no-email", "warning");
  else if (person.bounces >= deadAfterBounces) add("person.dead-address", "warning");
  const rule = evaluationRules.find((candidate) => candidate.kind === person.kind);
  const missing = missingEvaluations(input.plan, person.kind).map(periodTitle);
  if (rule && missing.length > 0) {
    const inWords = (language: Language) => missing.map((title) => title[language]).join(", ");
    const evaluations = { id: inWords("id"), en: inWords("en") };
    add("person.needs-quarterly", "warning", { rule: rule.rule, evaluations });
  }
  return findings;
}

/** An address is dead after its second bounce. */
export const deadAfterBounces = 2;

function appraiserFindings(inScope: readonly CheckedPerson[], input: CheckInput): Finding[] {
  const people = new Map(input.people.map((person) => [person.id, person]));
  const officials = new Map(input.officials.map((official) => [official.id, official]));
  const reports = new Map<string, string[]>();
  for (const person of inScope) {
    const appraiser = assignmentOn(person, input.day)?.appraiserId;
    if (appraiser && appraiser !== person.id)
      reports.set(appraiser, [...(reports.get(appraiser) ?? []), person.id]);
  }
  return [...reports].flatMap(([appraiserId, subjects]): Finding[] => {
    const official = officials.get(appraiserId);
    if (official) {
      const code = "appraiser.external-no-email";
      return official.email ? [] : [{ code, severity: "warning", subjects: [appraiserId] }];
    }
    const appraiser = people.get(appraiserId);
    if (!appraiser) return [{ code: "person.appraiser-unknown", severity: "fix", subjects }];
    const findings: Finding[] = [];
    if (!inServiceOn(appraiser, input.day))
      findings.push({
        code: "appraiser.not-in-service",
        severity: "fix",
        subjects: [appraiserId, ...subjects],
      });
    // Heads of school and puskesmas appraise by delegation: rank is a warning, never an error (field practice).
    if (!appraiser.mayAppraiseByRank && subjects.some((id) => !isDelegated(people.get(id), input.day)))
      findings.push({ code: "appraiser.below-pengawas", severity: "warning", subjects: [appraiserId] });
    return findings;
  });
}

function isDelegated(person: CheckedPerson | undefined, day: string): boolean {
  return person !== undefined && assignmentOn(person, day)?.isDelegated === true;
}

function inServiceOn(person: CheckedPerson, day: string): boolean {
  const serves = (person.serviceFrom ?? day) <= day && day <= (person.serviceTo ?? day);
  const away = person.exclusions.some(
    (exclusion) =>
      exclusion.reason !== "other-system" && exclusion.from <= day && day <= (exclusion.to ?? day),
  );
  return serves && !away;
}

function duplicateNips(people: readonly CheckedPerson[]): Finding[] {
  const holders = new Map<string, string[]>();
  for (const person of people) {
    if (person.nip) holders.set(person.nip, [...(holders.get(person.nip) ?? []), person.id]);
  }
  return [...holders.values()]
    .filter((subjects) => subjects.length > 1)
    .map((subjects) => ({ code: "person.duplicate-nip", severity: "fix", subjects }));
}

/** Each circle once, in the order of who appraises whom. Someone appraising themself is found apart. */
function circles(people: readonly CheckedPerson[], day: string): Finding[] {
  const appraiserOf = new Map(people.map((person) => [person.id, assignmentOn(person, day)?.appraiserId]));
  const settled = new Set<string>();
  const findings: Finding[] = [];
  for (const { id } of people) {
    const path: string[] = [];
    let current: string | undefined = id;
    while (current !== undefined && !settled.has(current) && !path.includes(current)) {
      path.push(current);
      current = appraiserOf.get(current);
    }
    if (current !== undefined && path.includes(current)) {
      const subjects = path.slice(path.indexOf(current));
      if (subjects.length > 1) findings.push({ code: "person.appraiser-circle", severity: "fix", subjects });
    }
    for (const visited of path) settled.add(visited);
  }
  return findings;
}

function calendarFindings(plan: CyclePlan): Finding[] {
  const missing = missingYears(plan.calendar, reachOf(plan));
  const provisional = provisionalYears(plan.calendar, reachOf(plan));
  return [
    ...missing.map(
      (year): Finding => ({
        code: "calendar.year-missing",
        severity: "blocks",
        subjects: [],
        values: { year: String(year) },
      }),
    ),
    ...provisional.map(
      (year): Finding => ({
        code: "calendar.year-provisional",
        severity: "warning",
        subjects: [],
        values: { year: String(year) },
      }),
    ),
  ];
}

/** The windows an agency changed by hand, where they no longer make sense together. */
function windowFindings(plan: CyclePlan): Finding[] {
  const misplaced = plan.evaluations.flatMap((evaluation) => {
    const { organisation, appraisal, report, objection } = evaluation.windows;
    const isWrong = {
      organisation: organisation.closesAt > appraisal.closesAt,
      report: report.opensAt > appraisal.closesAt,
      objection: objection.closesAt < appraisal.closesAt,
    };
    const steps = ["organisation", "report", "objection"] as const;
    return steps.filter((step) => isWrong[step]).map((step) => evaluationWindow(evaluation, step));
  });
  const early = windowsOf(plan)
    .filter(({ window }) => window.opensAt < plan.opensAt)
    .map(({ key }) => key);
  return [...new Set([...misplaced, ...early])].map((window) => ({
    code: "cycle.window-order",
    severity: "fix",
    subjects: [],
    window,
  }));
}

function peopleIn(people: readonly CheckedPerson[], scope: Scope): CheckedPerson[] {
  const ids = new Set(
    scope.people.filter((verdict) => verdict.scope === "in").map((verdict) => verdict.personId),
  );
  return people.filter((person) => ids.has(person.id));
}

function assignmentOn(person: CheckedPerson, day: string): CheckedPerson["assignments"][number] | undefined {
  return person.assignments.find((assignment) => assignment.from <= day && day <= (assignment.to ?? day));
}

function shift(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function max(a: string, b: string): string {
  return a > b ? a : b;
}

function min(a: string, b: string): string {
  return a < b ? a : b;
}
