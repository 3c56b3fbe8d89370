import { isoInstant, Temporal } from "../platform/clock.ts";
import type { Id } from "../platform/ids.ts";
import {
  type AgencyHealth,
  type AgencyNote,
  type Finding,
  findingCodes,
  type HealthNote,
  type ServiceHealth,
  type Unfinished,
} from "./model.ts";

/** Two ticks of the schedule: what the alarm `tick-missed` waits for, too. */
const tickMinutes = 30;
/** Longer than a message whose worker died stays hidden, so that it had its second try. */
const standsMinutes = 45;
/** A night was left out, with half a day for a slow one. */
const recountHours = 36;

export interface HealthFacts {
  readonly notes: readonly HealthNote[];
  readonly agencies: readonly Pick<AgencyHealth, "agencyId" | "name" | "zone">[];
  readonly deadLetters: ServiceHealth["deadLetters"];
}

type NoteOf<T extends HealthNote["topic"]> = Extract<HealthNote, { topic: T }>;
type Findings = readonly Omit<Finding, "agency">[];

/** What the operator is told: what needs somebody, the most urgent first, and how each agency is. */
export function healthOf(
  { notes, agencies, deadLetters }: HealthFacts,
  now: Temporal.Instant,
): Pick<ServiceHealth, "tick" | "findings" | "agencies"> {
  const tick = ofTopic(notes, "tick")[0];
  const byAgency = Map.groupBy(notes.filter(isOfAgency), ({ agencyId }) => agencyId);
  const names = new Map(agencies.map(({ agencyId, name }) => [agencyId, name]));
  const found: Findings = [
    ...findTick(tick, now),
    ...deadLetters
      .filter(({ count }) => count > 0)
      .map((dead) => ({ code: "dead-letters" as const, runbook: `queues.md#${dead.queue}`, ...dead })),
    ...findUnfinished(tick),
    ...[...byAgency].flatMap(([agencyId, own]) => findInAgency(agencyId, own, now)),
  ];
  const findings = found
    .filter(({ agencyId }) => agencyId === undefined || names.has(agencyId))
    .map((each) => ({ ...each, agency: each.agencyId && names.get(each.agencyId) }))
    .sort((a, b) => urgencyOf(a) - urgencyOf(b));
  return {
    ...(tick && { tick: { at: tick.seenAt, claimed: tick.claimed } }),
    findings,
    agencies: agencies.map((agency) => agencyHealth(agency, byAgency.get(agency.agencyId) ?? [])),
  };
}

function urgencyOf({ code }: Pick<Finding, "code">): number {
  return findingCodes.indexOf(code);
}

function findTick(tick: NoteOf<"tick"> | undefined, now: Temporal.Instant): Findings {
  if (tick !== undefined && !isOlder(tick.seenAt, { minutes: tickMinutes }, now)) return [];
  return [{ code: "tick-missed", runbook: "service.md#tick-missed", ...(tick && { since: tick.seenAt }) }];
}

function findUnfinished(tick: NoteOf<"tick"> | undefined): Findings {
  return (tick?.unfinished ?? []).map((each) => ({
    code: "work-unfinished" as const,
    runbook: "service.md#work-unfinished",
    ...each,
  }));
}

/** So many kinds of unfinished work are told; with more of them something larger is wrong. */
const mostUnfinished = 50;

/** Work whose moment has come, and how often it was handed over before. */
export interface DueWork {
  readonly agencyId: Id<"agency">;
  readonly kind: string;
  readonly at: string;
  readonly attempts: number;
}

/** What was handed over before and is due all the same, by agency and kind, the oldest first. */
export function unfinishedOf(due: readonly DueWork[]): Unfinished[] {
  const again = due.filter(({ attempts }) => attempts > 0);
  return [...Map.groupBy(again, ({ agencyId, kind }) => `${agencyId} ${kind}`).values()]
    .flatMap((all) => {
      const [first] = all.sort((a, b) => (a.at < b.at ? -1 : 1));
      return first === undefined
        ? []
        : [{ agencyId: first.agencyId, kind: first.kind, count: all.length, since: first.at }];
    })
    .sort((a, b) => (a.since < b.since ? -1 : 1))
    .slice(0, mostUnfinished);
}

function findInAgency(agencyId: Id<"agency">, notes: readonly AgencyNote[], now: Temporal.Instant): Findings {
  const stands = ({ seenAt }: Pick<AgencyNote, "seenAt">) => isOlder(seenAt, { minutes: standsMinutes }, now);
  const openings = openingsIn(notes).filter(stands);
  const imports = importsIn(notes).filter(stands);
  const recounts = ofTopic(notes, "recount");
  const running = new Set(runningIn(notes).map(({ subject }) => subject));
  const drifted = recounts.filter(({ subject, differing }) => running.has(subject) && differing > 0);
  const proved = new Set(
    recounts.filter(({ at }) => !isOlder(at, { hours: recountHours }, now)).map(({ subject }) => subject),
  );
  // A cycle that has only just opened has had no night yet.
  const missed = runningIn(notes).filter(
    ({ subject, seenAt }) => !proved.has(subject) && isOlder(seenAt, { hours: recountHours }, now),
  );
  return [
    ...openings.map(({ seenAt }) => ({
      code: "opening-stands" as const,
      runbook: "functions.md#cycles-on-openings",
      agencyId,
      since: seenAt,
    })),
    ...imports.map(({ seenAt }) => ({
      code: "import-stands" as const,
      runbook: "functions.md#people-on-imports",
      agencyId,
      since: seenAt,
    })),
    ...drifted.map(({ at, differing }) => ({
      code: "tally-drift" as const,
      runbook: "service.md#tally-drift",
      agencyId,
      count: differing,
      since: at,
    })),
    ...missed.map(() => ({
      code: "recount-missed" as const,
      runbook: "functions.md#reports-on-milestones",
      agencyId,
    })),
  ];
}

function agencyHealth(
  agency: Pick<AgencyHealth, "agencyId" | "name" | "zone">,
  notes: readonly AgencyNote[],
): AgencyHealth {
  const { agencyId, name, zone } = agency;
  const recountedAt = ofTopic(notes, "recount")
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return {
    agencyId,
    name,
    zone,
    runningCycles: runningIn(notes).length,
    openings: openingsIn(notes),
    imports: importsIn(notes).map(({ subject, state, done, undone, chunks, seenAt }) => ({
      importId: subject,
      state,
      // Taking back walks the same chunks backwards.
      done: state === "undoing" ? undone : done,
      ...(chunks === undefined ? {} : { of: state === "undoing" ? done : chunks }),
      seenAt,
    })),
    mail: ofTopic(notes, "mail")
      .map(({ subject, sent, unknown, skipped, bounced }) => ({
        day: subject,
        sent,
        unknown,
        skipped,
        bounced,
      }))
      .sort((a, b) => (a.day < b.day ? 1 : -1)),
    ...(recountedAt === undefined ? {} : { recountedAt }),
  };
}

function runningIn(notes: readonly AgencyNote[]): NoteOf<"cycle">[] {
  return ofTopic(notes, "cycle").filter(isRunningCycle);
}

/** Cycles whose roster is being walked, with how many people were met so far; none, while the walk has not begun. */
function openingsIn(notes: readonly AgencyNote[]) {
  const walks = new Map(
    ofTopic(notes, "opening")
      .filter(({ done }) => !done)
      .map((walk) => [walk.subject, walk]),
  );
  return ofTopic(notes, "cycle")
    .filter(({ state }) => state === "scoping")
    .map((cycle) => {
      const { inScope = 0, excluded = 0, seenAt = cycle.seenAt } = walks.get(cycle.subject) ?? {};
      return {
        cycleId: cycle.subject,
        inScope,
        excluded,
        seenAt: seenAt > cycle.seenAt ? seenAt : cycle.seenAt,
      };
    });
}

/** States in which the service has something to do; in the others an administrator has. */
const atWork: readonly string[] = ["reading", "planning", "applying", "undoing"];

function importsIn(notes: readonly AgencyNote[]): NoteOf<"import">[] {
  return ofTopic(notes, "import").filter(({ state }) => atWork.includes(state));
}

/** A cycle that people work in, or whose people are being gathered. */
export function isRunningCycle({ state }: { readonly state: string }): boolean {
  return state === "scoping" || state === "open";
}

function isOlder(at: string, than: { minutes?: number; hours?: number }, now: Temporal.Instant): boolean {
  return at < isoInstant(now.subtract(Temporal.Duration.from(than)));
}

function isOfAgency(note: HealthNote): note is AgencyNote {
  return note.topic !== "tick";
}

function ofTopic<T extends HealthNote["topic"]>(notes: readonly HealthNote[], topic: T): NoteOf<T>[] {
  return notes.filter((note): note is NoteOf<T> => note.topic === topic);
}
