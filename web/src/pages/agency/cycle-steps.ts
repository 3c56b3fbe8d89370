import type { Text, TextValues } from "#shared/platform/text.ts";
import { cycleTexts } from "./cycle-texts.ts";

export type Say = (text: Text, values?: TextValues) => string;

/** A step of the reminders, of those to come or of a dry run. */
export interface ReminderStep {
  readonly at: string;
  readonly day: string;
  /** The window's key. */
  readonly window: string;
  readonly audience: string;
  readonly step: string;
  readonly covers: readonly {
    readonly step: string;
    readonly nominalDay: string;
    readonly moved?: string | undefined;
  }[];
  /** Why it falls on its day, where the service says so. */
  readonly why?: readonly string[];
}

/** What falls on one day and leaves together. */
export interface MailDay {
  readonly day: string;
  readonly at: string;
  readonly steps: readonly ReminderStep[];
}

/** Whether it goes past those who are late, to who is above them. */
export function isEscalation({ audience }: Pick<ReminderStep, "audience">): boolean {
  return audience === "superior" || audience === "admin";
}

/** Steps by the day on which they leave, in order; one of several calendars is told once. */
export function mailDays(steps: readonly ReminderStep[]): MailDay[] {
  const days = new Map<string, ReminderStep[]>();
  for (const step of steps) {
    const met = days.get(step.day) ?? [];
    const isKnown = met.some(
      (one) => one.window === step.window && one.audience === step.audience && one.step === step.step,
    );
    if (!isKnown) days.set(step.day, [...met, step]);
  }
  return [...days]
    .map(([day, met]) => ({ day, at: met[0]?.at ?? "", steps: met }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** "7 hari sebelum", "diteruskan ke atasan". */
export function stepInWords(step: string, say: Say): string {
  if (step === "open") return say(cycleTexts.stepOpen);
  if (step === "d0") return say(cycleTexts.stepLast);
  if (step === "escalation") return say(cycleTexts.stepEscalation);
  if (step.startsWith("weekly-")) return say(cycleTexts.stepWeekly, { week: step.slice(7) });
  if (step.startsWith("d")) return say(cycleTexts.stepBefore, { days: step.slice(1) });
  return say(cycleTexts.stepAdmin);
}

/** "−7", "ke atasan": below a mark, where there is no room for more. */
export function stepInShort(step: string, say: Say): string {
  if (step === "open") return say(cycleTexts.noteOpen);
  if (step === "escalation") return say(cycleTexts.noteEscalation);
  if (step.startsWith("weekly-")) return say(cycleTexts.noteWeekly);
  if (step.startsWith("d")) return step === "d0" ? "0" : `−${step.slice(1)}`;
  return say(cycleTexts.noteAdmin);
}

export function audienceInWords(audience: string, say: Say): string {
  const words: Readonly<Record<string, Text>> = {
    employee: cycleTexts.toEmployee,
    supervisor: cycleTexts.toSupervisor,
    superior: cycleTexts.toSuperior,
    admin: cycleTexts.toAdmin,
  };
  return say(words[audience] ?? cycleTexts.toAdmin);
}
