import { readCycle } from "#shared/cycles/store.ts";
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
import { talliesOfCycle, totalOfCycle } from "#shared/reports/store.ts";
import { total } from "#shared/reports/tally.ts";
import { exportFileName, exportKey } from "./export-files.ts";

const downloadSeconds = 5 * 60;

export const implementation = implement(reportRoutes, {
  subjects: {},
  handlers: {
    readMonitor: async ({ query }, { table, now }) => {
      const {
        items: [tally],
      } = await table.query(totalOfCycle(query.cycle), { limit: 1 });
      const row = monitorRow(tally ?? { unit: total, counts: {} }, query.phase);
      return { countedAt: tally?.countedAt, now: isoInstant(now), total: { ...row, name: "" } };
    },

    readMonitorUnits: async ({ query }, { table, now }) => {
      const units = new Map((await readUnits(table)).map((unit) => [unit.id as string, unit]));
      const tallies = [];
      for await (const tally of table.each(talliesOfCycle(query.cycle))) tallies.push(tally);
      const items = tallies
        .filter(({ unit }) => unit !== total)
        .map((tally) => {
          const unit = units.get(tally.unit);
          return { ...monitorRow(tally, query.phase), name: unit?.name ?? "", parent: unit?.parent };
        });
      const countedAt = tallies
        .map((tally) => tally.countedAt)
        .sort()
        .at(-1);
      return { countedAt, now: isoInstant(now), items };
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
