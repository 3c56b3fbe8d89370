/**
 * Who may do what. A role is given by an administrator and kept with the membership; being someone's appraiser,
 * superior or head of unit is a *relation*, computed from the data at each request and never stored as a role.
 */
export const roles = [
  "operator",
  "agencyAdmin",
  "planner",
  "unitHead",
  "performanceTeam",
  "surveyManager",
  "auditor",
  "employee",
  /** An external appraiser (mayor, governor, minister) who chose to sign in. */
  "official",
] as const;

export type Role = (typeof roles)[number];

const everyone = roles;
const people = ["employee", "official"] as const;
const administrators = ["agencyAdmin"] as const;
const planners = ["agencyAdmin", "planner"] as const;
const overseers = ["agencyAdmin", "planner", "performanceTeam", "auditor"] as const;

/** Each permission with the roles that hold it. Where a route also names a relation, both must hold. */
export const permissions = {
  "me.read": everyone,
  "agencies.onboard": ["operator"],
  "agencies.list": ["operator"],
  "health.read": ["operator"],
  "outages.manage": ["operator"],
  "agency.read": everyone,
  "agency.configure": administrators,
  "members.manage": administrators,
  "units.read": everyone,
  "units.manage": administrators,
  /** The head of a unit only as far as the own unit and those below it. */
  "people.read": [...overseers, "unitHead"],
  "people.read-all": overseers,
  "people.manage": administrators,
  /** “Penilai saya keliru”: to say so of one's own appraiser, and as an appraiser of somebody who is not one's own. */
  "ticket.open": ["employee"],
  "ticket.answer": people,
  "ticket.read": everyone,
  "roster.import": administrators,
  "roster.export": administrators,
  "cycles.read": everyone,
  "cycles.plan": planners,
  "cycles.extend": planners,
  "parts.read": everyone,
  /** Anyone's plans and final evaluations, without being their employee or appraiser. Drafts stay with who writes them. */
  "parts.oversee": ["agencyAdmin", "performanceTeam", "auditor"],
  "plan.read": everyone,
  "plan.write": people,
  "plan.submit": people,
  "plan.decide": people,
  "evaluation.read": everyone,
  "evaluation.report": people,
  "evaluation.rate": people,
  /** Drafting ratings, as the appraiser or as somebody who assists an external official; the draft decides nothing. */
  "evaluation.prepare": everyone,
  "evaluation.acknowledge": people,
  "organisation-predicate.set": ["agencyAdmin", "planner", "unitHead", "official", "employee"],
  "organisation-predicate.read": everyone,
  "inbox.read": people,
  "team.read": people,
  "monitor.read": [...overseers, "unitHead"],
  /** Nights are kept of the whole agency alone. */
  "monitor.read-trend": overseers,
  "reminders.read": [...planners, "auditor"],
  "reports.export": [...planners, "auditor"],
  "audit.read": ["agencyAdmin", "auditor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** What must hold between the caller and the thing named in the path; each area's functions compute it. */
export const relations = [
  "own-part",
  "appraiser-of-part",
  /** The appraiser, or whoever assists the external official who is. */
  "preparer-of-part",
  "assistant-of-official",
  "reader-of-part",
  "reader-of-employee",
  "appraiser-of-employee",
  /** The employee, the appraiser on record, and whoever manages people. */
  "party-to-ticket",
  "asked-by-ticket",
  "opener-of-ticket",
  "head-above-unit",
] as const;

export type Relation = (typeof relations)[number];

export function holds(held: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return held.some((role) => allowed.includes(role));
}
