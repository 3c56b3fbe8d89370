import { Temporal } from "../platform/clock.ts";
import { dayInWords } from "../platform/date-words.ts";
import { type Language, say, type Text } from "../platform/text.ts";
import { explanations, nouns } from "./messages.ts";
import type { StepId, StepNote } from "./model.ts";
import { daysBefore } from "./policy.ts";
import type { Digest } from "./rules.ts";
import { counted, plain } from "./wording.ts";

type Section = Digest["sections"][number];

/** "Mengapa surel ini?": for each section of a digest, which step it is, why on this day, and what is open. */
export function explainMail(digest: Digest, language: Language): string[] {
  const aged =
    digest.aged.length > 0
      ? [say(explanations.aged, language, { count: counted(digest.aged.length, nouns.item, language) })]
      : [];
  return [...digest.sections.flatMap((section) => explainSection(section, language)), ...aged];
}

/** Why one planned step falls on its day: what it stands for, and how it was moved and merged. */
export function explainStep(
  step: { step: StepId; covers: readonly StepNote[] },
  deadline: Temporal.PlainDate,
  language: Language,
): string[] {
  const note = step.covers.find((candidate) => candidate.step === step.step);
  const moved = note?.moved
    ? [
        say(explanations[note.moved], language, {
          day: dayInWords(Temporal.PlainDate.from(note.nominalDay), language),
        }),
      ]
    : [];
  const merged =
    step.covers.length > 1 ? [say(explanations.merged, language, { count: step.covers.length })] : [];
  const deadlineWords = dayInWords(deadline, language);
  return [
    say(stepText(step.step), language, stepValues(step.step, deadlineWords, language)),
    ...moved,
    ...merged,
  ];
}

function explainSection({ mail }: Section, language: Language): string[] {
  const deadline = Temporal.PlainDateTime.from(mail.closesLocal).toPlainDate();
  return [
    ...explainStep(mail.step, deadline, language),
    ...(mail.deadlineVersion > 1 ? [explanations.extended[language]] : []),
    ...workLines(mail.work, language),
    ...(mail.actsFor ? [say(explanations.actsFor, language, { name: plain(mail.actsFor.name) })] : []),
  ];
}

function workLines(work: Section["mail"]["work"], language: Language): string[] {
  const line = (text: Text, count: number, noun = nouns.item as (typeof nouns)["item" | "appraiser"]) =>
    count === 0 ? [] : [say(text, language, { count: counted(count, noun, language) })];
  switch (work.audience) {
    case "employee":
      return line(explanations.own, work.own.length);
    case "supervisor":
      return [
        ...line(explanations.yours, work.waitingForYou.length),
        ...line(explanations.staff, work.waitingForStaff.length),
      ];
    case "copy":
      return [explanations.copy[language]];
    default:
      return line(explanations.late, work.late.length, nouns.appraiser);
  }
}

type Numbered = `d${number}` | `weekly-${number}`;

/** Steps that are no number of days or weeks; each has its own reason. */
const namedSteps: Readonly<Record<Exclude<StepId, Numbered>, Text>> = {
  open: explanations.open,
  escalation: explanations.escalation,
  "admin-list": explanations.adminList,
};

function stepText(step: StepId): Text {
  if (!isNumbered(step)) return namedSteps[step];
  if (step === "d0") return explanations.onDay;
  return step.startsWith("weekly-") ? explanations.weekly : explanations.before;
}

function isNumbered(step: StepId): step is Numbered {
  return !(step in namedSteps);
}

function stepValues(step: StepId, deadline: string, language: Language): Record<string, string> {
  const days = counted(daysBefore(step) ?? 0, nouns.day, language);
  return { deadline, days, week: step.replace("weekly-", "") };
}
