import { readAgency } from "#shared/agencies/store.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import { countFindings, type Finding } from "#shared/cycles/data-check.ts";
import { cycleStates, exclusionNames, findingTexts, windowName } from "#shared/cycles/messages.ts";
import type { Cycle, CyclePlan, WindowKey } from "#shared/cycles/model.ts";
import { outageEntity, recordedOutages } from "#shared/cycles/outages.ts";
import { readerOfPart } from "#shared/cycles/part-readers.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { cycleEntity, partsOfPerson, partsOfUnit, readCycle, readCycles } from "#shared/cycles/store.ts";
import { isNews, ticketView } from "#shared/cycles/ticket-view.ts";
import { missingEvaluations, planCycle, withMissingEvaluations } from "#shared/cycles/timelines.ts";
import { extendWindow, findWindow, windowsOf } from "#shared/cycles/windows.ts";
import { type CycleAction, cycleStateAfter } from "#shared/cycles/workflow.ts";
import { reachOf, requireReach } from "#shared/people/reach.ts";
import { dayOf, isoInstant, Temporal } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { milestoneEntity } from "#shared/platform/milestones.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { commit, create, isReplay } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { Page, PageRequest } from "#shared/platform/table/query.ts";
import { changed } from "#shared/platform/table/table.ts";
import { fill, type Language } from "#shared/platform/text.ts";
import { dryRun, mailsOfPerson } from "#shared/reminders/dry-run.ts";
import { policyOf } from "#shared/reminders/policy.ts";
import { readAppraiser } from "./appraiser.ts";
import { armCycle, armingMilestone } from "./arm.ts";
import { asItWouldOpen, checkRosterOf } from "./check.ts";
import { isRecordable, outageMilestone } from "./outages.ts";
import { readRoster } from "./roster.ts";
import { takeOpeningBack } from "./undo.ts";

/** Of any one thing so many people are named; the count is of all. */
const namedAtMost = 200;

export const implementation = implement(cycleRoutes, {
  subjects: { "reader-of-part": readerOfPart },
  handlers: {
    listCycles: async (_input, { table }) => {
      const cycles = await readCycles(table);
      return { items: cycles.sort((a, b) => (a.period.from < b.period.from ? 1 : -1)).map(cycleView) };
    },

    planCycle: async ({ body }, context) => {
      const { table, now } = context;
      const agency = await readAgency(table);
      const request = {
        preset: agency.profile.preset,
        period: body.period,
        calendar: agencyCalendar(agency),
        newEvaluationId: () => newId("evaluation", now.epochMilliseconds),
      };
      const verdict = planCycle(request);
      if (verdict.verdict === "refused") throw refusedPlan(verdict);
      const id = await newCycleId(context, verdict.plan);
      const cycle: Cycle = { ...verdict.plan, id, state: "planned" };
      const at = isoInstant(now);
      const created = await create(context, cycleEntity, "cycle.planned", cycle, [
        table.create(milestoneEntity, armingMilestone(cycle, 1, at)),
      ]);
      await armCycle(table, id, at);
      return cycleView(created);
    },

    readCycle: async ({ params }, context) => cycleView(await cycleOf(context, params.cycleId)),

    changeCycle: async ({ params, body }, context) =>
      await rearmed(context, params.cycleId, "cycle.changed", (cycle) => {
        requirePlanned(cycle);
        const { windows = {}, ...fields } = body;
        const { held, ...plan } = changed(cycle, fields as Partial<Cycle>);
        // Who says when it opens lets go of a cycle whose opening was taken back.
        const keepsHeld = held === true && fields.opensAt === undefined;
        const next: Cycle = keepsHeld ? { ...plan, held } : plan;
        return Object.entries(windows).reduce(withWindow(context.language), next);
      }),

    addEvaluations: async ({ params, body: { kind } }, context) => {
      const known = await cycleOf(context, params.cycleId);
      if (missingEvaluations(known, kind).length === 0) return cycleView(known);
      const newEvaluationId = () => newId("evaluation", context.now.epochMilliseconds);
      return await rearmed(context, params.cycleId, "cycle.evaluations-added", (cycle) => {
        requirePlanned(cycle);
        return changed(cycle, withMissingEvaluations(cycle, kind, newEvaluationId));
      });
    },

    cancelCycle: async ({ params }, context) =>
      await rearmed(context, params.cycleId, "cycle.cancelled", (cycle) => moved(cycle, "cancel")),

    checkCycle: async ({ params, query }, { table, now, cursors }) => {
      const cycle = await planOf(table, params.cycleId);
      const { day, findings, names } = await checkRosterOf(table, cycle, now);
      const wanted = query.code === undefined ? findings : findings.filter(({ code }) => code === query.code);
      const { items, next } = cursors.answer(pageOf(wanted, cursors.page(query)));
      return {
        checkedAt: isoInstant(now),
        day,
        counts: countFindings(findings),
        findings: items.map((finding) => findingView(finding, cycle, names)),
        ...(next === undefined ? {} : { next }),
      };
    },

    dryRunCycle: async ({ params, query }, { table, now }) => {
      const cycle = await planOf(table, params.cycleId);
      const day = dayOf(now, cycle.calendar.zone).toString();
      const { people, officials, names } = await readRoster(table, day);
      const { settings } = await readAgency(table);
      const run = dryRun({ plan: cycle, people, officials, policy: policyOf(settings), day });
      const named = (id: string) => ({ id, name: names.get(id) ?? id });
      const steps =
        query.person === undefined ? run.steps : mailsOfPerson(run, query.person).flatMap((one) => one.steps);
      return {
        inScope: run.scope.inScope,
        excluded: run.scope.excluded,
        excludedBy: run.scope.excludedBy as Record<string, number>,
        exclusions: run.scope.people
          .filter((one) => one.scope === "excluded")
          .slice(0, namedAtMost)
          .map((one) => ({ ...named(one.personId), ...one, reasonName: exclusionNames[one.reason] })),
        steps: steps.map((step) => ({
          ...step,
          count: step.recipients.length,
          recipients: step.recipients.slice(0, namedAtMost).map(named),
        })),
        unreachableCount: run.unreachable.length,
        unreachable: run.unreachable
          .slice(0, namedAtMost)
          .map(({ personId, reason }) => ({ ...named(personId), reason })),
      };
    },

    extendWindow: async ({ params, body }, context) =>
      await rearmed(context, params.cycleId, "cycle.extended", (cycle) => {
        if (cycle.state === "cancelled")
          throw new AppError("state.transition", { values: { state: cycleStates[cycle.state] } });
        const { window, ...extension } = body;
        const outcome = extendWindow(cycle, window, extension, context.now);
        if ("code" in outcome) throw new AppError(outcome.code);
        const { windows, evaluations } = outcome.cycle;
        const state = cycleStateAfter("reopen", cycle.state) ?? cycle.state;
        return changed(cycle, { windows, evaluations, state });
      }),

    recordOutage: async ({ body }, context) => {
      const [from, to] = [instantText(body.from), instantText(body.to)];
      if (!isRecordable({ from, to }, context.now)) throw new AppError("outage.span");
      const recordedAt = isoInstant(context.now);
      const outage = { id: derivedId("outage", from, to), from, to, reason: body.reason, recordedAt };
      return await create(context, outageEntity, "outage.recorded", outage, [
        context.table.create(milestoneEntity, outageMilestone("outage.spread", outage)),
      ]);
    },

    listOutages: async ({ query }, { table, cursors }) =>
      cursors.answer(await table.query(recordedOutages, cursors.page(query))),

    undoOpening: async ({ params }, context) => {
      const cycle = await cycleOf(context, params.cycleId);
      return cycleView(await takeOpeningBack(context, cycle));
    },

    listParts: async ({ params, query }, context) => {
      const { actor, table, cursors } = context;
      if ((await readCycle(table, params.cycleId)) === undefined) throw new AppError("not-found");
      if (query.unit !== undefined) {
        requireReach(await reachOf(context), query.unit);
        return cursors.answer(
          await table.query(partsOfUnit(query.unit, params.cycleId), cursors.page(query)),
        );
      }
      if (actor.employee === undefined) return { items: [] };
      const parts = await table.queryTogether(partsOfPerson(actor.employee, params.cycleId));
      return { items: parts.part };
    },

    readPart: async ({ subject }) => subject.part,

    readAppraiser: async ({ subject: { part } }, { actor, table, now }) => {
      const found = await readAppraiser(table, part);
      if (found === undefined) throw new AppError("not-found");
      const { ticket, ...appraiser } = found;
      if (actor.employee !== part.employeeId || ticket === undefined || !isNews(ticket, now))
        return appraiser;
      return { ...appraiser, ticket: ticketView(ticket, await readAgency(table), now) };
    },
  },
});

export const handler = serve(implementation);

/** An instant as it is stored, whatever offset it was sent with. */
function instantText(instant: string): string {
  return isoInstant(Temporal.Instant.from(instant));
}

function cycleView(cycle: Stored<Cycle>) {
  return { ...cycle, zone: cycle.calendar.zone };
}

async function cycleOf({ table }: Pick<CallContext, "table">, id: Id<"cycle">): Promise<Stored<Cycle>> {
  const cycle = await readCycle(table, id, { fresh: true });
  if (cycle === undefined) throw new AppError("not-found");
  return cycle;
}

async function planOf(table: CallContext["table"], id: Id<"cycle">): Promise<Stored<Cycle>> {
  return await asItWouldOpen(table, await cycleOf({ table }, id));
}

/** A change of the plan and the milestone that plans its instants anew, together; then the plan at once. */
async function rearmed(
  context: CallContext,
  id: Id<"cycle">,
  action: string,
  decide: (cycle: Stored<Cycle>) => Cycle,
) {
  const { table, now } = context;
  const cycle = await cycleOf(context, id);
  const at = isoInstant(now);
  const next = await commit(context, { kind: cycleEntity, current: cycle }, action, () => ({
    next: decide(cycle),
    writes: [table.create(milestoneEntity, armingMilestone(cycle, cycle.version + 1, at))],
  }));
  await armCycle(table, id, at);
  return cycleView(next);
}

/** What a cycle evaluates is frozen by its opening. */
function requirePlanned({ state }: Cycle): void {
  if (state !== "planned") throw new AppError("state.transition", { values: { state: cycleStates[state] } });
}

function moved(cycle: Stored<Cycle>, action: CycleAction): Cycle {
  const state = cycleStateAfter(action, cycle.state);
  if (state === undefined)
    throw new AppError("state.transition", { values: { state: cycleStates[cycle.state] } });
  return changed(cycle, { state });
}

/**
 * One cycle of a kind for a period: its id is made of both, and of how many were cancelled before it, so that of two
 * planners at once the table refuses one. A replayed request meets the cycle that it made.
 */
async function newCycleId({ table, mark }: CallContext, plan: CyclePlan): Promise<Id<"cycle">> {
  const cycles = await readCycles(table);
  const replayed = cycles.find((cycle) => isReplay(cycle, mark));
  if (replayed !== undefined) return replayed.id;
  const { kind, period } = plan;
  const same = cycles.filter((cycle) => cycle.kind === kind && cycle.period.from === period.from);
  if (same.some(({ state }) => state !== "cancelled")) throw new AppError("cycle.exists");
  return derivedId("cycle", table.agency, kind, period.from, String(same.length));
}

function refusedPlan(verdict: Extract<ReturnType<typeof planCycle>, { verdict: "refused" }>): AppError {
  if (verdict.code === "calendar.year-missing") {
    return new AppError(verdict.code, { values: { years: verdict.years.join(", ") } });
  }
  return new AppError(verdict.code);
}

/** The plan with one window's times replaced; a refusal names the window in that language. */
function withWindow(language: Language) {
  return <P extends CyclePlan>(plan: P, [key, times]: [string, { opensAt: string; closesAt: string }]): P => {
    const named = findWindow(plan, key as WindowKey);
    if (named === undefined) throw new AppError("cycle.window-unknown");
    if (times.opensAt >= times.closesAt) {
      throw new AppError("cycle.window-order", { values: { window: windowName(named)[language] } });
    }
    const copy = structuredClone(plan);
    const window = windowsOf(copy).find((one) => one.key === key)?.window;
    if (window !== undefined) Object.assign(window, times);
    return copy;
  };
}

/** A finding in words, with the first of those whom it names. */
function findingView(
  { code, severity, subjects, values, window }: Finding,
  cycle: CyclePlan,
  names: ReadonlyMap<string, string>,
) {
  const named = window && findWindow(cycle, window);
  const said = { ...values, ...(named && { window: windowName(named) }) };
  return {
    code,
    severity,
    what: fill(findingTexts[code].what, said),
    fix: fill(findingTexts[code].fix, said),
    ...(window && { window }),
    count: subjects.length,
    subjects: subjects.slice(0, namedAtMost).map((id) => ({ id, name: names.get(id) ?? id })),
  };
}

/** A page of a list that is made anew for each request; the position is how many came before. */
function pageOf<T>(list: readonly T[], { limit, after }: PageRequest): Page<T> {
  const start = Number(after?.["start"] ?? 0);
  const items = list.slice(start, start + limit);
  const end = start + items.length;
  return end < list.length ? { items, next: { start: String(end) } } : { items };
}
