import * as z from "zod";
import type { Id } from "../platform/ids.ts";
import { idSchema } from "../platform/ids.ts";
import type { PartPlace } from "../platform/part-id.ts";
import { entity, type Stored } from "../platform/table/entity.ts";
import { agencyPrefix, indexKeys, keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { findingCodes } from "./data-check.ts";
import { Cycle } from "./model.ts";
import { inboxGroup, inboxRank, isSuperseded, Part } from "./part.ts";

/** Whether people's parts of the cycle follow them: from its opening until it closes. */
export function isRunning({ state }: Pick<Cycle, "state">): boolean {
  return state === "scoping" || state === "open";
}

export const cycleEntity = entity({
  name: "cycle",
  keyClass: "cycles",
  schema: 1,
  model: Cycle,
  key: (agency, ref: Pick<Cycle, "id">) => keys.cycle(agency, ref.id),
});

/** All cycles of the agency, the oldest first. `A#<a>#CYCLES` */
export const cyclesOfAgency = accessPattern([cycleEntity], (agency) => ({
  partition: `${agencyPrefix(agency)}CYCLES`,
}));

export const partEntity = entity({
  name: "part",
  keyClass: "person",
  schema: 1,
  model: Part,
  key: (agency, ref: PartPlace) => keys.part(agency, ref),
  indexes: (agency, part) => {
    if (isSuperseded(part)) return {};
    const group = inboxGroup(part);
    const place = `${part.employeeId}#${part.number}`;
    return {
      ...indexKeys.unit(agency, part.unit, `C#${part.cycleId}#${group}#${place}`),
      ...(part.appraiser === undefined
        ? {}
        : indexKeys.team(
            agency,
            part.appraiser.id,
            `C#${part.cycleId}#${group}#${inboxRank(part)}#${place}`,
          )),
    };
  },
});

/** What an appraiser has in a cycle. Index `team`: `A#<a>#S#<appraiser>` / `C#<cycle>#<group>#<rank>#…` */
export function partsOfAppraiser(
  appraiser: string,
  cycle: Id<"cycle">,
  group?: "open" | "wait" | "done" | "excluded",
) {
  return accessPattern([partEntity], (agency) => ({
    index: "team",
    partition: indexKeys.team(agency, appraiser, "").teamPk,
    beginsWith: group === undefined ? `C#${cycle}#` : `C#${cycle}#${group}#`,
  }));
}

/**
 * An appraiser's inbox: what waits for the appraiser, the most complete first, then what waits for the employees.
 * Index `team`: `A#<a>#S#<appraiser>` / `C#<cycle>#open#…` to `C#<cycle>#wait#…`
 */
export function waitingParts(appraiser: string, cycle: Id<"cycle">) {
  return accessPattern([partEntity], (agency) => ({
    index: "team",
    partition: indexKeys.team(agency, appraiser, "").teamPk,
    between: [`C#${cycle}#open#`, `C#${cycle}#wait#~`],
  }));
}

/** Everyone of a unit in a cycle. Index `unit`: `A#<a>#U#<unit>` / `C#<cycle>#<group>#…` */
export function partsOfUnit(unit: Id<"unit">, cycle: Id<"cycle">) {
  return accessPattern([partEntity], (agency) => ({
    index: "unit",
    partition: indexKeys.unit(agency, unit, "").unitPk,
    beginsWith: `C#${cycle}#`,
  }));
}

/** A person's parts of a cycle, without what hangs on them being asked for. `A#<a>#E#<e>` / `C#<cycle>#…` */
export function partsOfPerson(employee: Id<"employee">, cycle: Id<"cycle">) {
  return accessPattern([partEntity], (agency) => ({
    partition: keys.employee(agency, employee).pk,
    beginsWith: `C#${cycle}#PART#`,
  }));
}

/** A cycle's appraisers, whom its reminders visit: internal and external ones. */
export const supervisorEntity = entity({
  name: "supervisor",
  keyClass: "supervisors",
  schema: 1,
  model: z.object({
    cycleId: idSchema("cycle"),
    id: z.string(),
    kind: z.enum(["employee", "official"]),
    /** The unit whose calendar decides on which day the reminder leaves; absent for externals. */
    unit: idSchema("unit").optional(),
  }),
  key: (agency, ref: { cycleId: Id<"cycle">; id: string }) => keys.supervisor(agency, ref.cycleId, ref.id),
});

/** `A#<a>#C#<c>#SUPERVISORS` */
export function supervisorsOfCycle(cycle: Id<"cycle">) {
  return accessPattern([supervisorEntity], (agency) => ({
    partition: keys.supervisor(agency, cycle, "").pk,
  }));
}

/** How far the walk over the roster is: units in order of their ids, and within one the index's position. */
const Opening = z.object({
  cycleId: idSchema("cycle"),
  /** The opening that it belongs to; one that was taken back and came again is walked anew. */
  openedAt: z.string(),
  unit: idSchema("unit").optional(),
  after: z.record(z.string(), z.string()).optional(),
  inScope: z.int(),
  excluded: z.int(),
  /** Grows with each chunk; the cycle carries it in the end as proof of what was found. */
  hash: z.string(),
  done: z.boolean(),
});
export type Opening = z.infer<typeof Opening>;

export const openingEntity = entity({
  name: "opening",
  keyClass: "milestones",
  schema: 1,
  model: Opening,
  key: (agency, ref: Pick<Opening, "cycleId">) => keys.job(agency, ref.cycleId, "OPENING"),
});

/** What the data check still finds on the working day before an opening: the write of it mails the administrators. */
export const CycleCheck = z.object({
  cycleId: idSchema("cycle"),
  /** The milestone's instant: of one check, however often it is made. */
  at: z.string(),
  opensAt: z.string(),
  toMend: z.array(z.object({ code: z.enum(findingCodes), count: z.int() })),
});
export type CycleCheck = z.infer<typeof CycleCheck>;

export const cycleCheckEntity = entity({
  name: "cycleCheck",
  keyClass: "milestones",
  schema: 1,
  model: CycleCheck,
  key: (agency, ref: Pick<CycleCheck, "cycleId">) => keys.job(agency, ref.cycleId, "CHECK"),
});

const keptMilliseconds = 60_000;
const kept = new Map<string, { at: number; cycle: Stored<Cycle> }>();

/**
 * A cycle for a request, up to 60 s old: its windows only ever grow, so an old copy can only refuse too early, and a
 * refusal reads again (`fresh`). Undefined where there is none.
 */
export async function readCycle(
  table: AgencyTable,
  id: Id<"cycle">,
  options: { fresh?: boolean } = {},
): Promise<Stored<Cycle> | undefined> {
  const name = `${table.agency} ${id}`;
  const known = kept.get(name);
  const now = performance.now();
  if (known !== undefined && options.fresh !== true && now - known.at < keptMilliseconds) return known.cycle;
  const cycle = await table.get(cycleEntity, { id });
  if (cycle === undefined) kept.delete(name);
  else kept.set(name, { at: now, cycle });
  return cycle;
}

/** Every cycle of the agency; there are a few a year. */
export async function readCycles(table: AgencyTable): Promise<Stored<Cycle>[]> {
  const cycles: Stored<Cycle>[] = [];
  for await (const cycle of table.each(cyclesOfAgency, 50)) cycles.push(cycle);
  return cycles;
}
