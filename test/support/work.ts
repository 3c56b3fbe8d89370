import { expect } from "vitest";
import { defaultSettings, type Settings } from "#shared/agencies/model.ts";
import { agencyEntity, settingsEntity } from "#shared/agencies/store.ts";
import type { Cycle, WindowKey } from "#shared/cycles/model.ts";
import { newPart, type Part } from "#shared/cycles/part.ts";
import { cycleEntity, partEntity } from "#shared/cycles/store.ts";
import { planCycle } from "#shared/cycles/timelines.ts";
import { extendWindow } from "#shared/cycles/windows.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type AuditEntry, auditEntity, auditSubject, chainBreak } from "#shared/platform/audit.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import { system } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import type { World } from "./world.ts";

/** One employee's part of a semester cycle, with the people around it. */
export interface Work {
  readonly agency: Id<"agency">;
  readonly cycle: Cycle;
  readonly part: Part;
  readonly evaluation: Id<"evaluation">;
  readonly employee: Actor;
  readonly appraiser: Actor;
  readonly admin: Actor;
  /** The path parameters of the part's routes. */
  readonly params: { readonly cycleId: string; readonly partId: string };
  /** The part as it is stored now. */
  stored(): Promise<Part & { version: number }>;
}

/** Days of the semester cycle that tests stand on, in UTC; planning runs 1–15 July, appraisal 1–15 January. */
export const during = {
  planning: "2026-07-06T02:00:00.000Z",
  afterPlanning: "2026-07-15T17:00:00.000Z",
  progress: "2026-10-01T02:00:00.000Z",
  appraisal: "2027-01-05T02:00:00.000Z",
  afterAppraisal: "2027-01-15T17:00:00.000Z",
} as const;

/** The second semester of 2026 of an agency in Jakarta, open. */
export async function openCycle(world: World, agency: Id<"agency">): Promise<Cycle> {
  const now = Date.now();
  const year = (of: number) => ({ year: of, status: "decreed" as const, source: "tests", daysOff: [] });
  const planned = planCycle({
    preset: "pauh",
    period: { kind: "semester", year: 2026, index: 2 },
    calendar: { zone: "Asia/Jakarta", workWeek: 5, years: [year(2026), year(2027)] },
    newEvaluationId: () => newId("evaluation", now),
  });
  if (planned.verdict === "refused") throw new Error(planned.code);
  const cycle: Cycle = { ...planned.plan, id: newId("cycle", now), state: "open" };
  await world.table(agency).write([world.table(agency).create(cycleEntity, cycle)]);
  return cycle;
}

/** A part as the opening puts it. */
export async function putPart(
  world: World,
  agency: Id<"agency">,
  cycle: Cycle,
  over: Partial<Part> & { unit: Id<"unit"> },
): Promise<Part> {
  const part = makePart(cycle, over);
  await world.table(agency).write([world.table(agency).create(partEntity, part)]);
  return part;
}

/** The same, not stored. */
export function makePart(cycle: Cycle, over: Partial<Part> & { unit: Id<"unit"> }): Part {
  const id = over.employeeId ?? newId("employee", Date.now());
  const assignment = {
    id: newId("assignment", Date.now()),
    employee: id,
    position: { title: "Analis" },
    unit: over.unit,
    appraiser: over.appraiser,
    role: "definitif" as const,
    from: "2024-01-01",
  };
  const stretch = { from: over.from ?? cycle.period.from, to: over.to ?? cycle.period.to, assignment };
  const evaluations = cycle.evaluations.map((evaluation) => evaluation.id);
  const person = {
    id,
    name: "Siti Aminah",
    kind: "PNS" as const,
    titleBefore: undefined,
    titleAfter: undefined,
  };
  const part = newPart(person, cycle, stretch, over.number ?? 1, { evaluations }, "2026-06-30T17:00:00.000Z");
  return { ...part, ...over };
}

/** An employee with an appraiser in a new agency's open cycle, on a day of the planning window. */
export async function newWork(world: World, over: Partial<Part> = {}): Promise<Work> {
  world.travelTo(during.planning);
  const agency = world.agency();
  const cycle = await openCycle(world, agency);
  const now = Date.now();
  const boss = newId("employee", now);
  const unit = newId("unit", now);
  const part = await putPart(world, agency, cycle, {
    unit,
    appraiser: { kind: "employee", id: boss },
    ...over,
  });
  const evaluation = cycle.evaluations[0]?.id;
  if (evaluation === undefined) throw new Error("a semester has one evaluation");
  return {
    agency,
    cycle,
    part,
    evaluation,
    employee: world.actor({ agency, employee: part.employeeId }),
    appraiser: world.actor({ agency, employee: boss }),
    admin: world.actor({ agency, roles: ["agencyAdmin"] }),
    params: { cycleId: cycle.id, partId: part.id },
    stored: async () => {
      const stored = await world.table(agency).get(partEntity, placeOfPart(part.id));
      if (stored === undefined) throw new Error("the part is gone");
      return stored;
    },
  };
}

/** Lets a window of the work's cycle close later, at this wall-clock minute. */
export async function extend(
  world: World,
  { agency, cycle }: Pick<Work, "agency" | "cycle">,
  key: WindowKey,
  closesAt: string,
): Promise<void> {
  const table = world.table(agency);
  const stored = await table.get(cycleEntity, cycle);
  if (stored === undefined) throw new Error("no cycle");
  const later = { closesAt, reason: "extension", note: "Tiba terlambat" } as const;
  const outcome = extendWindow(stored, key, later, world.now());
  if ("code" in outcome) throw new Error(outcome.code);
  await table.write([table.replace(cycleEntity, stored, outcome.cycle)]);
}

/** Gives the agency a profile, and settings that differ from the usual ones in this. */
export async function putSettings(
  world: World,
  agency: Id<"agency">,
  changes: Partial<Settings> = {},
): Promise<void> {
  const table = world.table(agency);
  const profile = { name: "Kota Pauh", zone: "Asia/Jakarta", preset: "pauh", mode: "mandiri" } as const;
  const createdAt = "2026-01-01T00:00:00.000Z";
  await table.write([
    table.create(agencyEntity, { ...profile, agencyId: agency, language: "id", createdAt }),
    table.create(settingsEntity, { ...defaultSettings, ...changes }),
  ]);
}

/** The part's audit chain, once it is seen to hold. */
export async function auditChain(
  world: World,
  { agency, part }: Pick<Work, "agency" | "part">,
): Promise<readonly AuditEntry[]> {
  const table = world.table(agency);
  const place = placeOfPart(part.id);
  const stored = await table.get(partEntity, place);
  const subject = auditSubject("part", keys.part(agency, place));
  const pattern = accessPattern([auditEntity], () => ({ partition: keys.audit(agency, subject, 1).pk }));
  const entries = (await table.queryTogether(pattern)).audit.map(({ version: _, ...entry }) => entry);
  expect(chainBreak(entries, stored?.[system].audit)).toBeUndefined();
  return entries;
}

export async function auditedActions(world: World, work: Work): Promise<string[]> {
  return (await auditChain(world, work)).map(({ action }) => action);
}
