import { calendarKeyOf, calendarsOf } from "#shared/cycles/calendar.ts";
import type { Cycle, WindowKey } from "#shared/cycles/model.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import type { Language } from "#shared/platform/text.ts";
import { explainMail, explainStep } from "#shared/reminders/explain.ts";
import type { Mail } from "#shared/reminders/mail.ts";
import { skipTexts } from "#shared/reminders/messages.ts";
import type { Audience, PlannedStep, StepId } from "#shared/reminders/model.ts";
import { deadlineDay, planOf, remindedWindows } from "#shared/reminders/policy.ts";
import type { DueStep, MailDecision, Skip } from "#shared/reminders/rules.ts";
import { decideFor, mailsOf, type PersonMail, renderFor } from "./decide.ts";
import { type Facts, readFacts } from "./facts.ts";
import { readPeople } from "./people.ts";
import type { Scene } from "./scene.ts";
import { stepsOfPerson } from "./steps.ts";
import { readLedger, type Visit, withSuperiors } from "./visit.ts";

/** A step to come, and why it falls on its day. */
export interface ComingStep extends PlannedStep {
  readonly window: WindowKey;
  readonly calendar: string;
  readonly why: string[];
}

/** Every step of a cycle that is still to come, by each of its calendars, in order of time. */
export function comingSteps(scene: Scene, cycle: Cycle, language: Language): ComingStep[] {
  const now = isoInstant(scene.now);
  return plannedSteps(scene, cycle)
    .filter(({ at }) => at > now)
    .map(({ deadline, ...step }) => ({ ...step, why: explainStep(step, deadline, language) }));
}

/** When the next step comes for one of these audiences. */
export function nextInstant(
  steps: readonly ComingStep[],
  audiences: readonly Audience[],
): string | undefined {
  return steps.find(({ audience }) => audiences.includes(audience))?.at;
}

/** The step of that name that comes next, else the last there was; for people of the agency's own calendar. */
export function firstStep(
  scene: Scene,
  cycle: Cycle,
  wanted: { step: StepId; window?: WindowKey | undefined },
): PlannedStep | undefined {
  const steps = plannedSteps(scene, cycle).filter(
    ({ step, window, calendar }) =>
      step === wanted.step &&
      (wanted.window ?? window) === window &&
      calendar === calendarKeyOf(cycle, undefined),
  );
  return steps.find(({ at }) => at > isoInstant(scene.now)) ?? steps.at(-1);
}

function plannedSteps({ policy }: Pick<Scene, "policy">, cycle: Cycle) {
  return calendarsOf(cycle)
    .flatMap(({ key: calendar }) =>
      remindedWindows(cycle).flatMap((reminded) =>
        planOf(cycle, reminded, policy, calendar).steps.map((step) => ({
          ...step,
          calendar,
          window: reminded.named.key,
          deadline: deadlineDay(reminded.named.window),
        })),
      ),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What would become of a person's steps, and the mail if there were one. */
export interface Foreseen {
  readonly view: {
    id: string;
    name: string;
    decision: MailDecision["decision"];
    subject?: string;
    until?: string;
    why: string[];
    skipped: {
      window: string;
      step: string;
      reason: Skip["reason"];
      why: (typeof skipTexts)[Skip["reason"]];
    }[];
  };
  readonly mail?: Mail;
}

/**
 * What the run would decide about these people at an instant, with the facts of now and by the run's own functions;
 * nothing is written. `only` leaves out steps, and then looks past the ledger: how would that mail look?
 */
export async function foreseeAt(
  scene: Scene,
  ids: readonly string[],
  at: string,
  language: Language,
  only?: (due: DueStep) => boolean,
): Promise<Foreseen[]> {
  const then: Scene = { ...scene, now: Temporal.Instant.from(at) };
  const people = await readPeople(then, ids);
  const all = people.map((person) => ({ person, steps: stepsOfPerson(then, person) }));
  const { ledger } = await readLedger(then, only === undefined ? all.flatMap(({ steps }) => steps) : []);
  const open = all.map(({ person, steps }) => ({
    person,
    steps: steps.filter(({ key, due }) => !ledger.has(key) && (only?.(due) ?? true)),
  }));
  const visits = await withSuperiors(then, open);
  const read = visits.map(async (visit) => {
    const facts = await readFacts(then, visit.person, visit.steps);
    return foresee(then, visit, only === undefined ? facts : { ...facts, history: [] }, language);
  });
  return await Promise.all(read);
}

function foresee(
  scene: Scene,
  { person, steps, superior }: Visit,
  facts: Facts,
  language: Language,
): Foreseen {
  const mails = mailsOf(scene, person, steps, facts, superior);
  const decision = decideFor(scene, person, mails, new Map(), facts);
  const common = {
    id: person.id,
    name: person.name,
    decision: decision.decision,
    skipped: decision.skips.map((skip) => skippedStep(mails, skip)),
  };
  if (decision.decision === "wait") return { view: { ...common, why: [], until: decision.until } };
  if (decision.decision === "nothing") return { view: { ...common, why: [] } };
  const { subject, text, html } = renderFor(scene, person, decision.digest);
  const why = explainMail(decision.digest, language);
  return { view: { ...common, subject, why }, mail: { subject, text, html } };
}

function skippedStep(mails: readonly PersonMail[], { key, reason }: Skip) {
  const name = mails.find(({ step }) => step.key === key)?.step.name;
  return { window: name?.window ?? "", step: name?.step ?? "", reason, why: skipTexts[reason] };
}
