import * as z from "zod";
import { idSchema } from "../platform/ids.ts";
import { can, route } from "../platform/route.ts";
import { ExportJob, exportKinds } from "./exports.ts";

const count = z.int();
const counts = z.record(z.string(), count);
const phase = z.union([z.literal("planning"), idSchema("evaluation")]);

const MonitorRowView = z.object({
  unit: z.string(),
  name: z.string(),
  parent: idSchema("unit").optional(),
  total: count,
  done: count,
  waitingForAppraiser: count,
  waitingForEmployee: count,
  notStarted: count,
  withoutEvaluation: count,
  late: count,
  states: counts,
  excluded: count,
  excludedBy: counts,
  predicates: counts,
});

const MonitorQuery = z.strictObject({ cycle: idSchema("cycle"), phase });

const OrderExport = z.strictObject({
  kind: z.enum(exportKinds),
  format: z.enum(["csv", "xlsx"]),
  cycle: idSchema("cycle").optional(),
  phase: phase.optional(),
});

const ExportView = ExportJob.omit({ orderedBy: true }).extend({
  version: z.int(),
  /** Where to fetch the file, for a few minutes; absent until it is ready. */
  download: z.object({ url: z.string(), fileName: z.string() }).optional(),
});

export const reportRoutes = {
  readMonitor: route({
    method: "GET",
    path: "/v1/monitor",
    access: can("monitor.read"),
    summary:
      "How far the agency is in a phase, true within five seconds, exclusions apart; a unit's head sees the own units.",
    query: MonitorQuery,
    returns: z.object({ countedAt: z.string().optional(), now: z.string(), total: MonitorRowView }),
  }),
  readMonitorUnits: route({
    method: "GET",
    path: "/v1/monitor/units",
    access: can("monitor.read"),
    summary: "The same by unit.",
    query: MonitorQuery,
    returns: z.object({ countedAt: z.string().optional(), now: z.string(), items: z.array(MonitorRowView) }),
  }),
  readMonitorTrend: route({
    method: "GET",
    path: "/v1/monitor/trend",
    access: can("monitor.read-trend"),
    summary:
      "How far the whole agency, or one of its first units with all below it, was in a phase, counted once a night while it runs: the last hundred nights; one that was missed is not there.",
    query: MonitorQuery.extend({ unit: idSchema("unit").optional() }),
    returns: z.object({
      items: z.array(z.object({ day: z.string(), at: z.string(), total: count, done: count })),
    }),
  }),
  orderExport: route({
    method: "POST",
    path: "/v1/exports",
    access: can("reports.export", { fresh: true }),
    summary: "Order a table as CSV or XLSX: the monitor, the parts of a cycle, or the roster.",
    body: OrderExport,
    returns: ExportView,
    status: 201,
    errors: ["export.cycle-missing"],
  }),
  readExport: route({
    method: "GET",
    path: "/v1/exports/{exportId}",
    access: can("reports.export", { fresh: true }),
    summary: "Whether an ordered table is ready, and where to fetch it.",
    returns: ExportView,
  }),
} as const;
