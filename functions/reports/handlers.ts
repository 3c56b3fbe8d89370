import { readCycle } from "#shared/cycles/store.ts";
import { type Reach, reaches, reachOf } from "#shared/people/reach.ts";
import { readUnits } from "#shared/people/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { downloadAddress } from "#shared/platform/objects.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { create } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type ExportJob, exportEntity } from "#shared/reports/exports.ts";
import { monitorRow } from "#shared/reports/monitor.ts";
import { reportRoutes } from "#shared/reports/routes.ts";
import { type TallyRecord, talliesOfCycle, totalOfCycle } from "#shared/reports/store.ts";
import { sumOfCounts, total } from "#shared/reports/tally.ts";
import { nightsOfPhase, nightsOfUnit } from "#shared/reports/trend.ts";
import { exportFileName, exportKey } from "./export-files.ts";

const downloadSeconds = 5 * 60;
/** No window is as long. */
const mostNights = 100;

export const implementation = implement(reportRoutes, {
  subjects: {},
  handlers: {
    readMonitor: async ({ query }, context) => {
      const tally = await totalWithin(context, query.cycle, await reachOf(context));
      const row = monitorRow(tally ?? { unit: total, counts: {} }, query.phase);
      return { countedAt: tally?.countedAt, now: isoInstant(context.now), total: { ...row, name: "" } };
    },

    readMonitorUnits: async ({ query }, context) => {
      const { table, now } = context;
      const units = new Map((await readUnits(table)).map((unit) => [unit.id as string, unit]));
      const tallies = await talliesWithin(context, query.cycle, await reachOf(context));
      const items = tallies.map((tally) => {
        const unit = units.get(tally.unit);
        return { ...monitorRow(tally, query.phase), name: unit?.name ?? "", parent: unit?.parent };
      });
      return { countedAt: lastCounted(tallies), now: isoInstant(now), items };
    },

    readMonitorTrend: async ({ query: { cycle, phase, unit } }, { table }) => {
      const limit = { limit: mostNights };
      const { items } =
        unit === undefined
          ? await table.query(nightsOfPhase(cycle, phase), limit)
          : await table.query(nightsOfUnit(cycle, unit, phase), limit);
      return {
        items: items.map(({ day, at, total: all, done }) => ({ day, at, total: all, done })).reverse(),
      };
    },

    orderExport: async ({ body }, context) => {
      const { actor, mark, now, language } = context;
      const { cycle, ...wanted } = body;
      if (wanted.kind !== "roster") await requireCycle(context, cycle);
      const id =
        mark === undefined
          ? newId("export", now.epochMilliseconds)
          : derivedId("export", actor.member, mark.key);
      const job: ExportJob = {
        ...wanted,
        id,
        cycleId: cycle,
        language,
        state: "ordered",
        orderedAt: isoInstant(now),
        orderedBy: actor.member,
      };
      return await create(context, exportEntity, "export.ordered", job);
    },

    readExport: async ({ params }, { actor, table }) => {
      const job = await table.get(exportEntity, { id: params.exportId });
      if (job === undefined) throw new AppError("not-found");
      return job.state === "ready" ? { ...job, download: await downloadOf(actor.agency, job) } : job;
    },
  },
});

export const handler = serve(implementation);

/** What a caller may see of the agency in one row: all of it, or the units of the head's own tree added up. */
async function totalWithin(
  context: CallContext,
  cycle: Id<"cycle">,
  reach: Reach,
): Promise<(Pick<TallyRecord, "unit" | "counts"> & { countedAt: string | undefined }) | undefined> {
  if (reach === "everyone") {
    const { items } = await context.table.query(totalOfCycle(cycle), { limit: 1 });
    return items[0];
  }
  const tallies = await talliesWithin(context, cycle, reach);
  return { unit: total, counts: sumOfCounts(tallies), countedAt: lastCounted(tallies) };
}

async function talliesWithin(
  { table }: CallContext,
  cycle: Id<"cycle">,
  reach: Reach,
): Promise<TallyRecord[]> {
  const tallies: TallyRecord[] = [];
  for await (const tally of table.each(talliesOfCycle(cycle)))
    if (tally.unit !== total && reaches(reach, tally.unit as Id<"unit">)) tallies.push(tally);
  return tallies;
}

function lastCounted(tallies: readonly TallyRecord[]): string | undefined {
  return tallies
    .map(({ countedAt }) => countedAt)
    .sort()
    .at(-1);
}

async function requireCycle({ table }: CallContext, id: Id<"cycle"> | undefined): Promise<void> {
  const cycle = id === undefined ? undefined : await readCycle(table, id);
  if (cycle === undefined) throw new AppError("export.cycle-missing");
}

async function downloadOf(agency: Parameters<typeof exportKey>[0], job: Stored<ExportJob>) {
  const fileName = exportFileName(job);
  const url = await downloadAddress(
    readEnv("exports").EXPORTS_BUCKET,
    exportKey(agency, job),
    fileName,
    downloadSeconds,
  );
  return { url, fileName };
}
