import { readAgency } from "#shared/agencies/store.ts";
import { type Cycle, WindowKey } from "#shared/cycles/model.ts";
import { cycleEntity, partsOfUnit, supervisorsOfCycle } from "#shared/cycles/store.ts";
import { deadlineVersion, findWindow } from "#shared/cycles/windows.ts";
import { readUnits } from "#shared/people/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { consume, type MessageContext } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import {
  completeMilestone,
  type Milestone,
  MilestoneMessage,
  milestoneEntity,
  openMilestone,
  milestone as plannedMilestone,
} from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { Audience, type PlannedStep, StepId } from "#shared/reminders/model.ts";
import { planOf, policyOf, remindedWindows } from "#shared/reminders/policy.ts";
import { sendAdministrators, sendAgain, sendPages } from "./digest-messages.ts";

/**
 * Begins a step that is due: hands everyone whom it may concern to the workers, a page a message, and keeps how far it
 * came. Who gets what is decided at each visit, so this may begin twice.
 */
export const handler = consume("reminders-milestones", MilestoneMessage, async (message, context) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const found = await openMilestone(table, message);
  if (found === undefined) return;
  const done =
    found.kind === "reminder.again" ? await visitAgain(table, found) : await beginStep(table, found, context);
  if (done !== undefined) await completeMilestone(table, done);
});

async function visitAgain(table: AgencyTable, found: Stored<Milestone>): Promise<Stored<Milestone>> {
  await sendAgain(table.agency, found.details);
  return found;
}

/** The milestone to complete, or undefined where its step now lies later. */
async function beginStep(
  table: AgencyTable,
  found: Stored<Milestone>,
  { now }: MessageContext,
): Promise<Stored<Milestone> | undefined> {
  const cycle = await table.get(cycleEntity, { id: idSchema("cycle").parse(found.subject) });
  if (cycle === undefined || !stillReminds(cycle)) return found;
  const planned = await plannedStep(table, cycle, found);
  if (planned === undefined) return found;
  if (planned.step.at > isoInstant(now)) return await postpone(table, found, planned.step.at);
  // After an outage only the latest due step speaks; its visits record the earlier ones.
  if (planned.later.some(({ at }) => at > planned.step.at && at <= isoInstant(now))) return found;
  return planned.step.audience === "employee"
    ? await visitEmployees(table, cycle, found)
    : await visitSupervisors(table, cycle, found, planned.step.audience);
}

/**
 * A cycle that is over, or whose opening was taken back, reminds of nothing. One that is about to open has no parts yet:
 * the step comes again when its claim is over.
 */
function stillReminds(cycle: Cycle): boolean {
  if (cycle.state === "open") return true;
  if (cycle.state === "scoping" || (cycle.state === "planned" && cycle.held !== true))
    throw new Error("the cycle is not open yet");
  return false;
}

/** The step as it is planned now; undefined where its deadline has moved since, and newer steps stand for it. */
async function plannedStep(
  table: AgencyTable,
  cycle: Cycle,
  { details }: Milestone,
): Promise<{ step: PlannedStep; later: PlannedStep[] } | undefined> {
  const key = WindowKey.parse(details["window"]);
  const window = findWindow(cycle, key)?.window;
  if (window === undefined || deadlineVersion(window) !== Number(details["deadlineVersion"]))
    return undefined;
  const { settings } = await readAgency(table);
  const audience = Audience.parse(details["audience"]);
  const reminded = remindedWindows(cycle).find((one) => one.named.key === key && one.audience === audience);
  if (reminded === undefined) return undefined;
  const { steps } = planOf(cycle, reminded, policyOf(settings), String(details["calendar"]));
  const index = steps.findIndex(({ step }) => step === StepId.parse(details["step"]));
  const step = steps[index];
  return step && { step, later: steps.slice(index + 1) };
}

/** The agency has chosen a later hour since the step was planned. */
async function postpone(table: AgencyTable, found: Stored<Milestone>, at: string): Promise<undefined> {
  const { subject, kind, name, details } = found;
  await table.write([
    table.remove(milestoneEntity, found),
    table.create(milestoneEntity, plannedMilestone({ subject, kind, at, name, details })),
  ]);
  return undefined;
}

const readAtOnce = 500;

/** Administrators first: who of them also supervises then gets both in one mail. */
async function visitSupervisors(
  table: AgencyTable,
  cycle: Cycle,
  found: Stored<Milestone>,
  audience: Audience,
): Promise<Stored<Milestone>> {
  if (audience === "admin") {
    await sendAdministrators(table.agency, cycle.id);
    return found;
  }
  let current = found;
  let after = cursorOf(current);
  if (after === undefined) await sendAdministrators(table.agency, cycle.id);
  do {
    const request = { limit: readAtOnce, ...(after === undefined ? {} : { after }) };
    const page = await table.query(supervisorsOfCycle(cycle.id), request);
    await sendPages(
      table.agency,
      page.items.map(({ id }) => id),
    );
    after = page.next;
    if (after !== undefined) current = await keepCursor(table, current, { after: JSON.stringify(after) });
  } while (after !== undefined);
  return current;
}

/** Unit by unit, in the order of their ids. Small units share a page; the cursor stands behind whole pages only. */
async function visitEmployees(
  table: AgencyTable,
  cycle: Cycle,
  found: Stored<Milestone>,
): Promise<Stored<Milestone>> {
  const units = (await readUnits(table)).map(({ id }) => id).sort();
  const reached = String(found.details["unit"] ?? "");
  let current = found;
  let waiting: string[] = [];
  for (const unit of units.filter((id) => id > reached)) {
    const people = new Set<string>();
    for await (const part of table.each(partsOfUnit(unit, cycle.id))) {
      if (part.exclusion === undefined) people.add(part.employeeId);
    }
    waiting.push(...people);
    if (waiting.length < readAtOnce) continue;
    await sendPages(table.agency, waiting);
    waiting = [];
    current = await keepCursor(table, current, { unit });
  }
  await sendPages(table.agency, waiting);
  return current;
}

function cursorOf({ details }: Milestone): Record<string, string> | undefined {
  const after = details["after"];
  return typeof after === "string" ? (JSON.parse(after) as Record<string, string>) : undefined;
}

async function keepCursor(
  table: AgencyTable,
  current: Stored<Milestone>,
  cursor: Milestone["details"],
): Promise<Stored<Milestone>> {
  const next = changed(current, { details: { ...current.details, ...cursor } });
  await table.write([table.replace(milestoneEntity, current, next)]);
  return { ...current, ...next, version: current.version + 1 };
}
