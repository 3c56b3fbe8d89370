import * as z from "zod";
import { AppraiserRole, Day } from "../people/model.ts";
import { TicketView } from "../people/ticket.ts";
import { bothLanguages } from "../platform/fields.ts";
import { idSchema } from "../platform/ids.ts";
import { PageQuery, pageModel } from "../platform/pages.ts";
import { can, route } from "../platform/route.ts";
import { findingCodes } from "./data-check.ts";
import { BothLanguages, Cycle, LocalDateTime, PeriodChoice, WindowKey } from "./model.ts";
import { Outage, outageReason } from "./outages.ts";
import { Part, PartEvaluation } from "./part.ts";
import { evaluationRules } from "./timelines.ts";

/** A cycle as people see it: without the calendar that it froze. */
export const CycleView = Cycle.omit({ calendar: true, unitCalendars: true }).extend({
  zone: z.string(),
  version: z.int(),
});

const PlanCycle = z.strictObject({ period: PeriodChoice });

const windowTimes = z.strictObject({ opensAt: LocalDateTime, closesAt: LocalDateTime });

/** What a planner may still change before the opening; what is left out stays. */
const ChangeCycle = z.strictObject({
  title: z.strictObject(BothLanguages.shape).optional(),
  cutOff: Day.optional(),
  opensAt: LocalDateTime.optional(),
  windows: z.record(z.string(), windowTimes).optional(),
});

const AddEvaluations = z.strictObject({ kind: z.enum(evaluationRules.map(({ kind }) => kind)) });

const ExtendWindow = z.strictObject({
  window: WindowKey,
  closesAt: LocalDateTime,
  reason: z.enum(["extension", "outage"]),
  note: z.string().trim().min(1).max(500),
});

/** When the service could not be reached, and why, as agencies read it. */
const RecordOutage = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  reason: outageReason,
});

const Subject = z.object({ id: z.string(), name: z.string() });

export const FindingView = z.object({
  code: z.string(),
  severity: z.enum(["blocks", "fix", "warning"]),
  what: bothLanguages,
  fix: bothLanguages,
  /** The window it is about, where it is about one. */
  window: z.string().optional(),
  /** How many it is about; the first of them are named. */
  count: z.int(),
  subjects: z.array(Subject),
});

export const DryRunView = z.object({
  inScope: z.int(),
  excluded: z.int(),
  excludedBy: z.record(z.string(), z.int()),
  /** The first of those who are excluded. */
  exclusions: z.array(
    Subject.extend({
      reason: z.string(),
      reasonName: bothLanguages,
      rule: z.string(),
      from: z.string(),
      to: z.string(),
    }),
  ),
  steps: z.array(
    z.object({
      at: z.string(),
      day: z.string(),
      window: z.string(),
      audience: z.string(),
      step: z.string(),
      /** The steps that met on this day, with where they would have been. */
      covers: z.array(z.object({ step: z.string(), nominalDay: z.string(), moved: z.string().optional() })),
      count: z.int(),
      recipients: z.array(Subject),
    }),
  ),
  /** Who would be mailed and cannot be: how many, and the first of them. */
  unreachableCount: z.int(),
  unreachable: z.array(Subject.extend({ reason: z.string() })),
});

/** Without predicates: a result is read on its own page, where the reading is recorded. */
export const PartView = Part.extend({
  evaluations: z.record(idSchema("evaluation"), PartEvaluation.omit({ predicate: true, hash: true })),
  version: z.int(),
});

/** Who appraises a part, as its people read it. */
const AppraiserView = z.object({
  id: z.union([idSchema("employee"), idSchema("official")]),
  name: z.string(),
  /** Held on the part's last day; of an external official the office. */
  post: z.string().optional(),
  role: AppraiserRole,
  /** For the part's own employee: their ticket “Penilai saya keliru”, until some days after it was decided. */
  ticket: TicketView.optional(),
});

const CheckQuery = PageQuery.extend({ code: z.enum(findingCodes).optional() });

const PartsQuery = PageQuery.extend({ unit: idSchema("unit").optional() });

export const cycleRoutes = {
  listCycles: route({
    method: "GET",
    path: "/v1/cycles",
    access: can("cycles.read"),
    summary: "The agency's cycles, the newest period first.",
    returns: z.object({ items: z.array(CycleView) }),
  }),
  planCycle: route({
    method: "POST",
    path: "/v1/cycles",
    access: can("cycles.plan"),
    summary: "Plan a cycle: every phase and evaluation with its windows, as the agency's preset proposes.",
    body: PlanCycle,
    returns: CycleView,
    status: 201,
    errors: ["cycle.period-unknown", "calendar.year-missing", "cycle.exists"],
  }),
  readCycle: route({
    method: "GET",
    path: "/v1/cycles/{cycleId}",
    access: can("cycles.read"),
    summary: "One cycle with its windows as they are in force.",
    returns: CycleView,
  }),
  changeCycle: route({
    method: "PATCH",
    path: "/v1/cycles/{cycleId}",
    access: can("cycles.plan"),
    summary: "Change title, cut-off, opening or windows of a cycle that has not opened yet.",
    body: ChangeCycle,
    returns: CycleView,
    errors: ["state.transition", "cycle.window-unknown", "cycle.window-order"],
  }),
  addEvaluations: route({
    method: "POST",
    path: "/v1/cycles/{cycleId}/evaluations",
    access: can("cycles.plan"),
    summary:
      "Add what a rule demands for one kind of people, for them alone: the quarters and the year of part-time PPPK.",
    body: AddEvaluations,
    returns: CycleView,
    errors: ["state.transition"],
  }),
  cancelCycle: route({
    method: "POST",
    path: "/v1/cycles/{cycleId}/cancellation",
    access: can("cycles.plan"),
    summary: "Cancel a cycle that has not opened yet.",
    returns: CycleView,
    errors: ["state.transition"],
  }),
  checkCycle: route({
    method: "GET",
    path: "/v1/cycles/{cycleId}/check",
    access: can("cycles.plan"),
    summary: "The data check: everything that would go wrong, gravest first, each with its remedy.",
    query: CheckQuery,
    returns: z.object({
      checkedAt: z.string(),
      day: Day,
      /** All that was found; `findings` are a page of it, or of those with `code`. */
      counts: z.array(z.object({ code: z.string(), severity: FindingView.shape.severity, count: z.int() })),
      findings: z.array(FindingView),
      next: z.string().optional(),
    }),
  }),
  dryRunCycle: route({
    method: "GET",
    path: "/v1/cycles/{cycleId}/dry-run",
    access: can("cycles.plan"),
    summary: "The dry run: who is in scope, who is excluded and why, and who would be mailed when.",
    query: z.strictObject({ person: z.union([idSchema("employee"), idSchema("official")]).optional() }),
    returns: DryRunView,
  }),
  extendWindow: route({
    method: "POST",
    path: "/v1/cycles/{cycleId}/extensions",
    access: can("cycles.extend"),
    summary: "Let a window close later, or open it again; reminders are planned anew.",
    body: ExtendWindow,
    returns: CycleView,
    errors: ["cycle.extension-shrinks", "cycle.extension-past", "cycle.window-unknown", "state.transition"],
  }),
  recordOutage: route({
    method: "POST",
    path: "/v1/service/outages",
    access: can("outages.manage"),
    summary:
      "Record that the service could not be reached: every agency's windows that were open in it are extended, within half an hour.",
    body: RecordOutage,
    returns: Outage,
    status: 201,
    errors: ["outage.span", "edit.conflict"],
  }),
  listOutages: route({
    method: "GET",
    path: "/v1/service/outages",
    access: can("outages.manage"),
    summary: "The recorded outages, the last first.",
    query: PageQuery,
    returns: pageModel(Outage),
  }),
  undoOpening: route({
    method: "POST",
    path: "/v1/cycles/{cycleId}/opening/undo",
    access: can("cycles.plan"),
    summary: "Take an opening back while nobody has started.",
    returns: CycleView,
    errors: ["state.transition", "cycle.started"],
  }),
  listParts: route({
    method: "GET",
    path: "/v1/cycles/{cycleId}/parts",
    access: can("parts.read"),
    summary: "My own parts of the cycle; with `unit`, everyone's of a unit, for those who may see them.",
    query: PartsQuery,
    returns: pageModel(PartView),
  }),
  readPart: route({
    method: "GET",
    path: "/v1/cycles/{cycleId}/parts/{partId}",
    access: can("parts.read", { when: "reader-of-part" }),
    summary: "One part: whose, which days, which appraiser, and how far plan and evaluations are.",
    returns: PartView,
  }),
  readAppraiser: route({
    method: "GET",
    path: "/v1/cycles/{cycleId}/parts/{partId}/appraiser",
    access: can("parts.read", { when: "reader-of-part" }),
    summary: "Who appraises a part: name, post, and in which capacity; not found while nobody does.",
    returns: AppraiserView,
  }),
} as const;
