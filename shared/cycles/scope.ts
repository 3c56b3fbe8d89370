import type { EmployeeKind, ExclusionReason } from "../people/model.ts";
import { dayAfter } from "../people/rules.ts";
import { Temporal } from "../platform/clock.ts";
import { dateInWords } from "../platform/date-words.ts";
import type { CyclePlan, Evaluation } from "./model.ts";
import { evaluationsFor } from "./timelines.ts";

/** Reasons that an administrator records; the remaining one follows from dates alone. */
type RecordedReason = Exclude<ExclusionReason, "after-cut-off">;

/** The rule or practice on which each stands, where the exclusion names none. */
export const exclusionRules = {
  "unpaid-leave": "PermenPANRB 8/2021 (CLTN)",
  "temporary-dismissal": "PermenPANRB 8/2021 (diberhentikan sementara)",
  "pre-retirement-leave": "PermenPANRB 8/2021 (MPP)",
  "state-office": "PermenPANRB 8/2021 (pejabat negara atau lembaga nonstruktural)",
  "study-leave": "PermenPANRB 8/2021 (tugas belajar, dibebaskan dari jabatan)",
  "other-system": "dinilai di sistem lain",
} as const satisfies Record<RecordedReason, string>;

/** Reasons that follow from dates alone. */
export type ServiceReason = "after-cut-off" | "left-before" | "left-early";

/** What the rules of scope ask of a person; days are ISO dates, both ends inclusive. */
export interface ScopedPerson {
  id: string;
  kind: EmployeeKind;
  /** First day in service of the agency, when it is known and lies after the period's beginning it is a joiner. */
  serviceFrom?: string;
  /** Last day in service: retirement, end of contract, transfer to another agency. */
  serviceTo?: string;
  exclusions: readonly { reason: RecordedReason; from: string; to?: string; rule?: string }[];
}

export interface InScope {
  personId: string;
  scope: "in";
  /** The days that count: the period cut to the person's service. Leave of absence by exclusion is listed, not cut. */
  from: string;
  to: string;
  joiner: boolean;
  leaver: boolean;
  pauses: { reason: RecordedReason; from: string; to: string }[];
  evaluations: Evaluation["id"][];
}

export interface OutOfScope {
  personId: string;
  scope: "excluded";
  reason: RecordedReason | ServiceReason;
  rule: string;
  from: string;
  to: string;
}

/** Whether one person belongs to a cycle (docs/rules.md#exclusions). A transfer, a sanction, maternity or sick leave are no reasons to leave it. */
export function scopeOfPerson(
  person: ScopedPerson,
  plan: Pick<CyclePlan, "period" | "cutOff" | "evaluations">,
): InScope | OutOfScope {
  const { period } = plan;
  const from = later(person.serviceFrom ?? period.from, period.from);
  const to = earlier(person.serviceTo ?? period.to, period.to);
  if (from > to || daysBetween(from, to) < minimumOf(plan)) return outOfService(person, plan);
  const pauses = person.exclusions
    .map((exclusion) => ({
      reason: exclusion.reason,
      from: later(exclusion.from, from),
      to: earlier(exclusion.to ?? to, to),
      rule: exclusion.rule ?? exclusionRules[exclusion.reason],
    }))
    .filter((pause) => pause.from <= pause.to)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const longest = pauses.reduce<(typeof pauses)[number] | undefined>(
    (best, pause) =>
      best && daysBetween(best.from, best.to) >= daysBetween(pause.from, pause.to) ? best : pause,
    undefined,
  );
  if (longest && daysBetween(from, to) - coveredDays(pauses) < minimumOf(plan)) {
    return { personId: person.id, scope: "excluded", ...longest };
  }
  return {
    personId: person.id,
    scope: "in",
    from,
    to,
    joiner: from > period.from,
    leaver: to < period.to,
    pauses: pauses.map(({ rule: _rule, ...pause }) => pause),
    evaluations: evaluationsFor(plan, person.kind)
      .filter((evaluation) => evaluation.period.from <= to && evaluation.period.to >= from)
      .map((evaluation) => evaluation.id),
  };
}

export interface Scope {
  people: (InScope | OutOfScope)[];
  inScope: number;
  excluded: number;
  excludedBy: Partial<Record<RecordedReason | ServiceReason, number>>;
}

/** The scope of a whole roster as of one instant; the excluded are counted apart, by reason. */
export function scopeOf(
  people: readonly ScopedPerson[],
  plan: Pick<CyclePlan, "period" | "cutOff" | "evaluations">,
): Scope {
  const verdicts = people.map((person) => scopeOfPerson(person, plan));
  const excludedBy: Scope["excludedBy"] = {};
  for (const verdict of verdicts) {
    if (verdict.scope === "excluded") excludedBy[verdict.reason] = (excludedBy[verdict.reason] ?? 0) + 1;
  }
  const inScope = verdicts.filter((verdict) => verdict.scope === "in").length;
  return { people: verdicts, inScope, excluded: verdicts.length - inScope, excludedBy };
}

function outOfService(person: ScopedPerson, plan: Pick<CyclePlan, "period" | "cutOff">): OutOfScope {
  const { period, cutOff } = plan;
  const reason: ServiceReason =
    person.serviceTo !== undefined && person.serviceTo < period.from
      ? "left-before"
      : person.serviceFrom !== undefined && person.serviceFrom > cutOff
        ? "after-cut-off"
        : "left-early";
  return {
    personId: person.id,
    scope: "excluded",
    reason,
    // Read by people, like the papers that an administrator names.
    rule: `batas ${dateInWords(Temporal.PlainDate.from(cutOff), "id")}`,
    from: person.serviceFrom ?? period.from,
    to: person.serviceTo ?? period.to,
  };
}

/** Days from the cut-off to the end: so many a person must at least be there for, whichever end is missing. */
function minimumOf(plan: Pick<CyclePlan, "period" | "cutOff">): number {
  return daysBetween(plan.cutOff, plan.period.to);
}

/** Both days counted. Most people of a roster share their dates, so each pair is counted once. */
function daysBetween(from: string, to: string): number {
  const known = counted.get(from + to);
  if (known !== undefined) return known;
  const days = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days + 1;
  if (counted.size >= countedAtMost) counted.clear();
  counted.set(from + to, days);
  return days;
}

const counted = new Map<string, number>();
const countedAtMost = 2000;

/** Days covered by pauses sorted by their start; overlapping ones count once. */
function coveredDays(pauses: readonly { from: string; to: string }[]): number {
  let covered = 0;
  let until = "";
  for (const pause of pauses) {
    const from = pause.from > until ? pause.from : dayAfter(until);
    if (from > pause.to) continue;
    covered += daysBetween(from, pause.to);
    until = pause.to;
  }
  return covered;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
