import * as z from "zod";
import { isoInstant, type Temporal } from "./clock.ts";
import { sha256 } from "./digest.ts";
import { milestoneKinds } from "./events.ts";
import { groupsOf } from "./groups.ts";
import { idSchema } from "./ids.ts";
import { entity, type Stored } from "./table/entity.ts";
import { dueShards, indexKeys, keys } from "./table/keys.ts";
import { accessPattern } from "./table/query.ts";
import { type AgencyTable, changed } from "./table/table.ts";
import { type Write, WriteRefused } from "./table/write.ts";

const kinds = Object.keys(milestoneKinds) as [keyof typeof milestoneKinds];

/**
 * Work that has an instant. While it is pending it stands in the `due` index; the sweeper claims it by moving `due`
 * ten minutes on and hands it to its area, whose effect removes it. So a missed, doubled or late tick does no harm.
 */
export const Milestone = z.object({
  /** What it belongs to: a cycle's, a person's or an import's id. */
  subject: z.string(),
  kind: z.enum(kinds),
  /** The instant for which it was planned. */
  at: z.string(),
  /** Tells milestones of one kind and instant apart: a window's key, a step. */
  name: z.string(),
  /** When it is to be looked at next. */
  due: z.string(),
  attempts: z.int(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Milestone = z.infer<typeof Milestone>;

export const milestoneEntity = entity({
  name: "milestone",
  keyClass: "milestones",
  schema: 1,
  model: Milestone,
  key: (agency, ref: Pick<Milestone, "subject" | "at" | "kind" | "name">) =>
    keys.milestone(agency, ref.subject, ref.at, `${ref.kind}#${ref.name}`),
  indexes: (agency, milestone) =>
    indexKeys.due(
      shardOf(milestone.subject),
      milestone.due,
      `${agency}#${milestone.subject}#${milestone.kind}#${milestone.name}`,
    ),
});

/** What is still planned for a subject, in order of time. `A#<a>#MILESTONES#<subject>` */
export function milestonesOfSubject(subject: string) {
  return accessPattern([milestoneEntity], (agency) => ({
    partition: keys.milestone(agency, subject, "", "").pk,
    between: ["0", "9999"],
  }));
}

export function milestone(
  planned: Pick<Milestone, "subject" | "kind" | "at" | "name"> & { details?: Milestone["details"] },
): Milestone {
  return { details: {}, ...planned, due: planned.at, attempts: 0 };
}

/** The claim holds this long; when its worker died, the next tick after it hands the work out again. */
const claimMinutes = 10;

/** Takes a due milestone for one hand-over. False where another sweeper was first or its effect is done. */
export async function claimMilestone(
  table: AgencyTable,
  current: Stored<Milestone>,
  now: Temporal.Instant,
): Promise<boolean> {
  const due = isoInstant(now.add({ minutes: claimMinutes }));
  const next = changed(current, { due, attempts: current.attempts + 1 });
  try {
    await table.write([table.replace(milestoneEntity, current, next)]);
    return true;
  } catch (error) {
    if (error instanceof WriteRefused) return false;
    throw error;
  }
}

/** The message that hands a milestone to its area. */
export const MilestoneMessage = z.object({
  agency: idSchema("agency"),
  subject: z.string(),
  kind: z.enum(kinds),
  at: z.string(),
  name: z.string(),
});
export type MilestoneMessage = z.infer<typeof MilestoneMessage>;

/** The milestone behind a message, or undefined when its effect is done already. */
export async function openMilestone(
  table: AgencyTable,
  message: MilestoneMessage,
): Promise<Stored<Milestone> | undefined> {
  return await table.get(milestoneEntity, message);
}

/** Its effect is complete: it will not come again. Done twice is done. */
export async function completeMilestone(table: AgencyTable, milestone: Stored<Milestone>): Promise<void> {
  try {
    await table.write([table.remove(milestoneEntity, milestone)]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    const current = await table.get(milestoneEntity, milestone);
    if (current !== undefined) await table.write([table.remove(milestoneEntity, current)]);
  }
}

/** Which milestones a new plan may add and take away. */
export interface Replanning {
  /** Whether a planned one that is not there is still to come; else it has happened and must not come again. */
  isOwed(milestone: Milestone): boolean;
  /** Whether the plan governs a milestone at all; others of the subject stay as they are. */
  governs(milestone: Milestone): boolean;
}

/** Conditional puts and deletes that go out side by side. */
const writersAtOnce = 25;

/**
 * Leads what is pending for a subject to a plan: what is owed and missing is added, what the plan no longer holds is
 * taken away. What the plan holds and is pending stays, also when it is overdue or claimed: a change of plan on the
 * morning after an outage must not swallow what the next tick would have caught up with. Safe to repeat.
 */
export async function replanMilestones(
  table: AgencyTable,
  subject: string,
  plan: readonly Milestone[],
  { isOwed, governs }: Replanning,
): Promise<void> {
  const present = new Map<string, Stored<Milestone>>();
  for await (const one of table.each(milestonesOfSubject(subject))) present.set(nameOf(one), one);
  const names = new Set(plan.map(nameOf));
  const writes: Write[] = [
    ...plan
      .filter((one) => !present.has(nameOf(one)) && isOwed(one))
      .map((one) => table.create(milestoneEntity, one)),
    ...[...present.values()]
      .filter((one) => !names.has(nameOf(one)) && governs(one))
      .map((one) => table.remove(milestoneEntity, one)),
  ];
  for (const some of groupsOf(writes, writersAtOnce)) {
    await Promise.all(some.map((write) => forgiving(table, write)));
  }
}

/** Plans one more milestone; one that is planned already stays as it is. */
export async function planMilestone(table: AgencyTable, planned: Milestone): Promise<void> {
  await forgiving(table, table.create(milestoneEntity, planned));
}

/** Whoever planned or removed the same thing in between did what we wanted. */
async function forgiving(table: AgencyTable, write: Write): Promise<void> {
  try {
    await table.write([write]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

function nameOf({ at, kind, name }: Pick<Milestone, "at" | "kind" | "name">): string {
  return `${at}#${kind}#${name}`;
}

function shardOf(subject: string): number {
  return Number.parseInt(sha256(subject).slice(0, 8), 16) % dueShards;
}
