import { stepNames } from "#shared/cycles/messages.ts";
import type { Text, TextValues } from "#shared/platform/text.ts";
import type { Api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { reminderTexts } from "./reminders-texts.ts";

type Reminders = Awaited<ReturnType<Api["reminders"]["listReminders"]>>;
export type ComingStep = Reminders["steps"][number];
export type Foreseen = Reminders["items"][number];
export type LedgerEntry = Awaited<ReturnType<Api["reminders"]["readReminderLedger"]>>["items"][number];

/** "7 hari sebelum batas" of `d7`. */
export function stepWords(step: string): { readonly text: Text; readonly values: TextValues } {
  const count = Number(/\d+$/.exec(step)?.[0] ?? 0);
  const text = step.startsWith("weekly")
    ? reminderTexts.stepWeekly
    : (namedSteps[step] ?? reminderTexts.stepBefore);
  return { text, values: { count } };
}

const namedSteps: Readonly<Record<string, Text>> = {
  open: reminderTexts.stepOpen,
  d0: reminderTexts.stepOn,
  escalation: reminderTexts.stepEscalation,
  "admin-list": reminderTexts.stepAdmin,
};

/** Whose mails; of what a newer service may name the name itself stands. */
export function audienceWords(audience: string): Text {
  const known: Readonly<Record<string, Text>> = {
    employee: reminderTexts.employee,
    supervisor: reminderTexts.supervisor,
    superior: reminderTexts.superior,
    admin: reminderTexts.admin,
    copy: reminderTexts.copy,
  };
  return known[audience] ?? { id: audience, en: audience };
}

export type WindowKey = "planning" | `${Cycle["evaluations"][number]["id"]}.${Step}`;
type Step = "report" | "organisation" | "appraisal";
const steps: readonly Step[] = ["report", "organisation", "appraisal"];

/** A window that reminds somebody: what is done in it, and of which period. */
export interface RemindedWindow {
  readonly key: WindowKey;
  readonly step: Text;
  readonly title: Text;
}

/** Of every evaluation what is reported, set and appraised, and the plans; the latest first. */
export function remindedWindows({ title, evaluations }: Cycle): readonly RemindedWindow[] {
  return [
    { key: "planning" as const, step: stepNames.planning, title },
    ...evaluations.flatMap(({ id, title: evaluationTitle }) =>
      steps.map((step) => ({ key: `${id}.${step}` as const, step: stepNames[step], title: evaluationTitle })),
    ),
  ];
}

/** Steps to come by their day, in order of time. */
export function byDay(
  coming: readonly ComingStep[],
): readonly (readonly [day: string, steps: readonly ComingStep[]])[] {
  const days = new Map<string, ComingStep[]>();
  for (const step of coming) days.set(step.day, [...(days.get(step.day) ?? []), step]);
  return [...days];
}

/** Whoever gets a mail first, then who has to wait for one, then the others. */
export function inOrder(people: readonly Foreseen[]): readonly Foreseen[] {
  const ranks = ["send", "wait", "nothing"];
  const rank = ({ decision }: Foreseen) => ranks.indexOf(decision);
  return [...people].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** How many get what. */
export function decisionsOf(people: readonly Foreseen[]) {
  const count = (wanted: Foreseen["decision"]) => people.filter(({ decision }) => decision === wanted).length;
  return { send: count("send"), wait: count("wait"), nothing: count("nothing") };
}

/** The step whose mail a person would get at an instant: the first that was not left out for them. */
export function stepOf(person: Foreseen, coming: readonly ComingStep[], at: string): ComingStep | undefined {
  const isSkipped = ({ step, window }: ComingStep) =>
    person.skipped.some((skip) => skip.step === step && skip.window === window);
  const audiences = person.id.startsWith("emp_")
    ? ["employee", "supervisor", "superior"]
    : ["supervisor", "superior"];
  const due = coming.filter((step) => step.at === at && audiences.includes(step.audience));
  return due.find((step) => !isSkipped(step)) ?? due[0];
}

/** Each reason once: a person's steps are often left out for the same. */
export function reasonsOf({ skipped }: Foreseen): readonly Text[] {
  return [...new Map(skipped.map(({ reason, why }) => [reason, why])).values()];
}

export const ledgerStates = [
  "sent",
  "skipped",
  "unknown",
  "claimed",
] as const satisfies readonly LedgerEntry["state"][];

/** How many entries are in each state, those that there are. */
export function ledgerCounts(entries: readonly LedgerEntry[]) {
  return ledgerStates
    .map((state) => ({ state, count: entries.filter((entry) => entry.state === state).length }))
    .filter(({ count }) => count > 0);
}
