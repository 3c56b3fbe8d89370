/**
 * Every key of the one table, and nothing else builds keys.
 *
 * A key starts with the agency (`A#<agency>#…`, an id of fixed length) or belongs to a listed global class, so an
 * agency's data cannot be addressed without naming the agency. `keyClasses` are the same patterns for IAM's
 * `dynamodb:LeadingKeys`; a test proves that each key belongs to exactly one class and that no two entities collide.
 */
import type { Id } from "../ids.ts";
import type { PartPlace } from "../part-id.ts";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Attributes of our own begin with an underscore, so that content may have an `expiresAt` of its own. */
export const tableAttributes = { partitionKey: "pk", sortKey: "sk", timeToLive: "_expiresAt" } as const;

/** The four generic indexes; all are made at the first deployment, since only one may change per update. */
export const tableIndexes = {
  team: { partitionKey: "teamPk", sortKey: "teamSk" },
  unit: { partitionKey: "unitPk", sortKey: "unitSk" },
  due: { partitionKey: "duePk", sortKey: "dueSk" },
  reserve: { partitionKey: "reservePk", sortKey: "reserveSk" },
} as const;

export type IndexName = keyof typeof tableIndexes;

/** Partition key patterns by class (`*` stands for any text), the unit in which functions are granted access. */
export const keyClasses = {
  agency: "A#*#AGENCY",
  units: "A#*#UNITS",
  officials: "A#*#OFFICIALS",
  person: "A#*#E#*",
  nip: "A#*#NIP#*",
  names: "A#*#NAMES",
  mailAddress: "A#*#ADDRESS#*",
  members: "A#*#MEMBERS",
  invitations: "A#*#INVITATIONS",
  confirmations: "A#*#CONFIRMATIONS",
  imports: "A#*#IMPORT#*",
  exports: "A#*#EXPORTS",
  cycles: "A#*#CYCLES",
  outages: "A#*#OUTAGES",
  milestones: "A#*#MILESTONES#*",
  supervisors: "A#*#C#*#SUPERVISORS",
  organisationPredicates: "A#*#C#*#PREDICATES",
  tally: "A#*#C#*#TALLY",
  counted: "A#*#C#*#COUNTED",
  trend: "A#*#C#*#TREND",
  reminders: "A#*#C#*#REMINDERS#*",
  mailDays: "A#*#MAILED#*",
  mailCounts: "A#*#MAILCOUNTS",
  round: "A#*#ROUND#*",
  survey: "A#*#SURVEY#*",
  audit: "A#*#AUDIT#*",
  login: "LOGIN#*",
  session: "SESSION#*",
  issuer: "ISSUER#*",
  document: "DOCUMENT#*",
  directory: "DIRECTORY",
  health: "HEALTH",
} as const;

export type KeyClass = keyof typeof keyClasses;

/**
 * The classes that belong to no agency: logins, sessions, issuers, the verify page, the operator's directory, what the
 * operator sees of the service's health.
 * @internal Tests hold every key against it.
 */
export const globalKeyClasses = [
  "login",
  "session",
  "issuer",
  "document",
  "directory",
  "health",
] as const satisfies KeyClass[];

/** The partition keys of the indexes, as IAM patterns; `due` crosses agencies and only the sweeper may read it. */
export const indexKeyPatterns = {
  team: "A#*#S#*",
  unit: "A#*#U#*",
  due: "DUE#*",
  reserve: "A#*#R#*",
} as const satisfies Record<IndexName, string>;

/** Milestones are spread over this many partitions of the `due` index. */
export const dueShards = 8;

type Agency = Id<"agency">;

/** The prefix of all keys of one agency. */
export function agencyPrefix(agency: Agency): string {
  return `A#${agency}#`;
}

const of = (agency: Agency, rest: string) => `A#${agency}#${rest}`;
const cyclePartition = (agency: Agency, cycle: Id<"cycle">, rest: string) => of(agency, `C#${cycle}#${rest}`);
const number2 = (n: number) => String(n).padStart(2, "0");
const sequence = (n: number) => String(n).padStart(8, "0");

/** Every item's key, by entity, in the order of `keyClasses`. */
export const keys = {
  agency: (a: Agency): Key => ({ pk: of(a, "AGENCY"), sk: "PROFILE" }),
  settings: (a: Agency): Key => ({ pk: of(a, "AGENCY"), sk: "SETTINGS" }),
  calendarYear: (a: Agency, year: number): Key => ({ pk: of(a, "AGENCY"), sk: `CALENDAR#${year}` }),
  columnMapping: (a: Agency): Key => ({ pk: of(a, "AGENCY"), sk: "COLUMNS" }),

  unit: (a: Agency, unit: Id<"unit">): Key => ({ pk: of(a, "UNITS"), sk: unit }),
  official: (a: Agency, official: Id<"official">): Key => ({ pk: of(a, "OFFICIALS"), sk: official }),

  employee: (a: Agency, e: Id<"employee">): Key => ({ pk: of(a, `E#${e}`), sk: "PROFILE" }),
  /** “Penilai saya keliru”: at most one about a person. */
  ticket: (a: Agency, e: Id<"employee">): Key => ({ pk: of(a, `E#${e}`), sk: "TICKET" }),
  part: (a: Agency, p: PartPlace): Key => ({ pk: of(a, `E#${p.employeeId}`), sk: partPrefix(p) }),
  planVersion: (a: Agency, p: PartPlace, version: number): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#PLAN#v${sequence(version)}`,
  }),
  planDecision: (a: Agency, p: PartPlace, version: number): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#PLAN#v${sequence(version)}#DECISION`,
  }),
  planFrame: (a: Agency, p: PartPlace): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#~FRAME`,
  }),
  draft: (a: Agency, p: PartPlace, result: string): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#~DRAFT#${result}`,
  }),
  evaluation: (a: Agency, p: PartPlace, evaluation: Id<"evaluation">): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#EVAL#${evaluation}`,
  }),
  evaluationVersion: (a: Agency, p: PartPlace, evaluation: Id<"evaluation">, version: number): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#EVAL#${evaluation}#v${sequence(version)}`,
  }),
  reportDraft: (a: Agency, p: PartPlace, evaluation: Id<"evaluation">): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#EVAL#${evaluation}#REPORT`,
  }),
  ratingDraft: (a: Agency, p: PartPlace, evaluation: Id<"evaluation">): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#EVAL#${evaluation}#RATINGS`,
  }),
  evidenceShelf: (a: Agency, p: PartPlace, evaluation: Id<"evaluation">): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#EVAL#${evaluation}#FILES`,
  }),
  receipt: (a: Agency, p: PartPlace, n: number): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#RECEIPT#${sequence(n)}`,
  }),
  seal: (a: Agency, p: PartPlace, hash: string): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#~SEAL#${hash}`,
  }),
  objection: (a: Agency, p: PartPlace, evaluation: Id<"evaluation">): Key => ({
    pk: of(a, `E#${p.employeeId}`),
    sk: `${partPrefix(p)}#OBJECTION#${evaluation}`,
  }),
  logEntry: (a: Agency, e: Id<"employee">, day: string, id: string): Key => ({
    pk: of(a, `E#${e}#LOG#${day.slice(0, 7)}`),
    sk: `${day}#${id}`,
  }),
  feedback: (a: Agency, e: Id<"employee">, at: string, id: string): Key => ({
    pk: of(a, `E#${e}#FEEDBACK`),
    sk: `${at}#${id}`,
  }),

  nipClaim: (a: Agency, nip: string): Key => ({ pk: of(a, `NIP#${nip}`), sk: "CLAIM" }),
  name: (a: Agency, name: string, e: Id<"employee">): Key => ({
    pk: of(a, "NAMES"),
    sk: `${name.toLowerCase()}#${e}`,
  }),
  mailAddress: (a: Agency, addressHash: string, person: string): Key => ({
    pk: of(a, `ADDRESS#${addressHash}`),
    sk: `PERSON#${person}`,
  }),
  mailAddressState: (a: Agency, addressHash: string): Key => ({
    pk: of(a, `ADDRESS#${addressHash}`),
    sk: "STATE",
  }),
  /** The list of people whom mail no longer reaches; "DEAD" is no hash. */
  deadAddress: (a: Agency, person: string): Key => ({ pk: of(a, "ADDRESS#DEAD"), sk: `PERSON#${person}` }),

  member: (a: Agency, m: Id<"member">): Key => ({ pk: of(a, "MEMBERS"), sk: m }),
  invitation: (a: Agency, i: Id<"invitation">): Key => ({ pk: of(a, "INVITATIONS"), sk: i }),
  /** What the account of an invitation by slip was given to sign in with. */
  slipAccount: (a: Agency, i: Id<"invitation">): Key => ({ pk: of(a, "INVITATIONS"), sk: `${i}#ACCOUNT` }),

  /** The link by which an external official confirms what was prepared. */
  confirmation: (a: Agency, c: Id<"confirmation">): Key => ({ pk: of(a, "CONFIRMATIONS"), sk: c }),

  import: (a: Agency, i: Id<"import">): Key => ({ pk: of(a, `IMPORT#${i}`), sk: "JOB" }),
  importChunk: (a: Agency, i: Id<"import">, kind: "ROWS" | "OPS" | "DONE", n: number): Key => ({
    pk: of(a, `IMPORT#${i}`),
    sk: `${kind}#${sequence(n)}`,
  }),
  export: (a: Agency, x: Id<"export">): Key => ({ pk: of(a, "EXPORTS"), sk: x }),

  cycle: (a: Agency, c: Id<"cycle">): Key => ({ pk: of(a, "CYCLES"), sk: c }),
  /** By its end, so that those which had not ended at an instant lie together. */
  outage: (a: Agency, to: string, o: string): Key => ({ pk: of(a, "OUTAGES"), sk: `${to}#${o}` }),
  milestone: (a: Agency, subject: string, at: string, kind: string): Key => ({
    pk: of(a, `MILESTONES#${subject}`),
    sk: `${at}#${kind}`,
  }),
  /** A long piece of work about a subject, so that it resumes where it stopped. */
  job: (a: Agency, subject: string, name: string): Key => ({
    pk: of(a, `MILESTONES#${subject}`),
    sk: `JOB#${name}`,
  }),
  supervisor: (a: Agency, c: Id<"cycle">, supervisor: string): Key => ({
    pk: cyclePartition(a, c, "SUPERVISORS"),
    sk: supervisor,
  }),
  organisationPredicate: (a: Agency, c: Id<"cycle">, e: Id<"evaluation">, unit: Id<"unit">): Key => ({
    pk: cyclePartition(a, c, "PREDICATES"),
    sk: `${e}#${unit}`,
  }),
  tally: (a: Agency, c: Id<"cycle">, unit: string): Key => ({ pk: cyclePartition(a, c, "TALLY"), sk: unit }),
  counted: (a: Agency, c: Id<"cycle">, part: string): Key => ({
    pk: cyclePartition(a, c, "COUNTED"),
    sk: part,
  }),
  /** How far a phase was on a night. */
  trend: (a: Agency, c: Id<"cycle">, phase: string, day: string): Key => ({
    pk: cyclePartition(a, c, "TREND"),
    sk: `${phase}#${day}`,
  }),
  /** The same of one unit with all below it; "UNIT" is no phase. */
  unitTrend: (a: Agency, c: Id<"cycle">, unit: Id<"unit">, phase: string, day: string): Key => ({
    pk: cyclePartition(a, c, "TREND"),
    sk: `UNIT#${unit}#${phase}#${day}`,
  }),
  /** What the last recount found; "RECOUNT" is no phase. */
  recount: (a: Agency, c: Id<"cycle">): Key => ({ pk: cyclePartition(a, c, "TREND"), sk: "RECOUNT" }),
  reminder: (a: Agency, r: ReminderPlace): Key => ({
    pk: cyclePartition(a, r.cycleId, `REMINDERS#${r.window}#${r.deadlineVersion}#${r.shard}`),
    sk: `${r.step}#${r.person}`,
  }),
  mailDay: (a: Agency, person: string, day: string): Key => ({ pk: of(a, `MAILED#${person}`), sk: day }),
  /** A mail sent at once; `name` says of which change. */
  notice: (a: Agency, person: string, name: string): Key => ({
    pk: of(a, `MAILED#${person}`),
    sk: `NOTICE#${name}`,
  }),

  mailCount: (a: Agency, day: string): Key => ({ pk: of(a, "MAILCOUNTS"), sk: day }),

  round: (a: Agency, round: string): Key => ({ pk: of(a, `ROUND#${round}`), sk: "ROUND" }),
  opinion: (a: Agency, round: string, rater: string): Key => ({
    pk: of(a, `ROUND#${round}`),
    sk: `OPINION#${rater}`,
  }),
  surveyAnswer: (a: Agency, service: string, shard: number, token: string): Key => ({
    pk: of(a, `SURVEY#${service}#${number2(shard)}`),
    sk: token,
  }),

  audit: (a: Agency, subject: string, n: number): Key => ({ pk: of(a, `AUDIT#${subject}`), sk: sequence(n) }),

  login: (issuer: string, subject: string): Key => ({ pk: `LOGIN#${issuer}#${subject}`, sk: "PROFILE" }),
  membership: (issuer: string, subject: string, a: Agency): Key => ({
    pk: `LOGIN#${issuer}#${subject}`,
    sk: `MEMBERSHIP#${a}`,
  }),
  session: (id: Id<"session">): Key => ({ pk: `SESSION#${id}`, sk: "SESSION" }),
  issuer: (id: string): Key => ({ pk: `ISSUER#${id}`, sk: "ISSUER" }),
  document: (code: string): Key => ({ pk: `DOCUMENT#${code}`, sk: "DOCUMENT" }),
  directoryEntry: (a: Agency): Key => ({ pk: "DIRECTORY", sk: a }),
  healthTick: (): Key => ({ pk: "HEALTH", sk: "TICK" }),
  healthNote: (a: Agency, topic: string, subject: string): Key => ({
    pk: "HEALTH",
    sk: `${a}#${topic}#${subject}`,
  }),
} as const;

export interface ReminderPlace {
  readonly cycleId: Id<"cycle">;
  /** The window whose deadline it reminds of, such as `appraisal` or an evaluation's step. */
  readonly window: string;
  readonly deadlineVersion: number;
  readonly shard: number;
  readonly step: string;
  readonly person: string;
}

/** The common beginning of a part and everything that hangs on it. */
export function partPrefix(p: Pick<PartPlace, "cycleId" | "number">): string {
  return `C#${p.cycleId}#PART#${number2(p.number)}`;
}

/**
 * A part and what hangs on it, without its employee's drafts and seals: `~` sorts after every letter, so that what only
 * the employee reads, and what only the employee makes more, lies behind all that others read.
 */
export function settledRange(p: Pick<PartPlace, "cycleId" | "number">): readonly [string, string] {
  return [partPrefix(p), `${partPrefix(p)}#~`];
}

/** Keys in the indexes. */
export const indexKeys = {
  team: (a: Agency, appraiser: string, rest: string) => ({ teamPk: of(a, `S#${appraiser}`), teamSk: rest }),
  unit: (a: Agency, unit: string, rest: string) => ({ unitPk: of(a, `U#${unit}`), unitSk: rest }),
  reserve: (a: Agency, list: string, rest: string) => ({ reservePk: of(a, `R#${list}`), reserveSk: rest }),
  due: (shard: number, at: string, rest: string) => ({ duePk: `DUE#${shard}`, dueSk: `${at}#${rest}` }),
} as const;
