import { dayOf, Temporal } from "../platform/clock.ts";
import { dateInWords, dayInWords, momentInWords, timeInWords } from "../platform/date-words.ts";
import { capitalised, type Language, say, type Text } from "../platform/text.ts";
import {
  closedWhat,
  common,
  digestLines,
  employeeTexts,
  escalationTexts,
  itemNames,
  lead,
  nouns,
  openedLines,
  reportPeriods,
  supervisorTexts,
  until,
} from "./messages.ts";
import type { Digest, DueMail, LateAppraiser, WaitingItem, Work } from "./rules.ts";
import {
  counted,
  linkMark,
  listed,
  type MailBody,
  type MailContext,
  numberInWords,
  plain,
  titleIn,
} from "./wording.ts";

type Section = Digest["sections"][number];

/** One section in words: what the subject says when it is the most urgent, its lines, and how the mail then ends. */
interface SectionWords {
  subject: string;
  lines: string[];
  closing: string[];
  button: Text;
  /** Whether the greeting runs into the first line, as in "Yth. Bapak/Ibu …, ada 5 pegawai …". */
  runsOn: boolean;
}

/** The whole digest: the first section gives subject, end and button; all sections give their lines. */
export function digestBody(digest: Digest, context: MailContext): MailBody {
  const { language } = context;
  const dear = say(common.dear, language, { name: plain(context.recipientName) });
  const sections = digest.sections.map((section) => sectionWords(section, digest, language));
  const [first] = sections;
  if (!first) throw new RangeError("a digest has at least one section");
  const lines = sections.flatMap((section) =>
    section.lines.map((line, index) => (index === 0 ? capitalised(line) : line)),
  );
  const [opening = "", ...others] = lines;
  const greeted = first.runsOn ? [`${dear} ${first.lines[0] ?? ""}`, ...others] : [dear, opening, ...others];
  return {
    subject: first.subject,
    paragraphs: [...greeted, ...agedLine(digest, language), ...first.closing],
    button: first.button[language],
  };
}

function sectionWords(section: Section, digest: Digest, language: Language): SectionWords {
  const { work } = section.mail;
  switch (work.audience) {
    case "employee":
      return employeeWords(section, work, language);
    case "supervisor":
      return supervisorWords(section, work, digest, language);
    default:
      return lateWords(section, work, language);
  }
}

function supervisorWords(
  section: Section,
  work: Extract<Work, { audience: "supervisor" }>,
  { aged, agedAfter }: Digest,
  language: Language,
): SectionWords {
  const { mail, daysLeft } = section;
  const kind = decisionKind(mail);
  const texts: Record<string, Text> & (typeof supervisorTexts)["appraisal" | "planning" | "organisation"] =
    supervisorTexts[kind];
  const noun = decisionNouns[kind];
  const yours = work.waitingForYou.length;
  const staff = work.waitingForStaff.length;
  const values = {
    ...timeValues(section, language),
    count: counted(yours, noun, language),
    countWord: numberInWords(yours, language),
    people: counted(yours, nouns.employee, language),
    others: counted(staff, nouns.otherEmployee, language),
    staff: counted(staff, nouns.employee, language),
  };
  const line = (text: Text) => say(text, language, values);
  const lastDay = daysLeft <= 0 && yours > 0;
  const first = yours === 0 ? texts.staff : staff > 0 ? texts.both : texts.yours;
  const onlyAged = yours === 0 && staff === 0;
  const subject = onlyAged
    ? say(digestLines.agedSubject, language, {
        count: counted(aged.length, nouns.item, language),
        limit: agedAfter,
      })
    : line(yours === 0 ? texts.subjectStaff : lastDay ? texts.subjectToday : texts.subject);
  return {
    subject: capitalised(subject),
    lines: [
      ...(onlyAged ? [] : [line(lastDay ? texts.today : first)]),
      ...(lastDay
        ? [line(digestLines.draftsStay)]
        : [line(isExtended(mail) ? texts.extended : texts.closes)]),
      ...lastReminder(section, values, language),
      ...nameLines(work, language),
      ...actsForLine(mail, language),
    ],
    closing: [say(lastDay ? digestLines.finishToday : digestLines.stop, language, { link: linkMark })],
    button: common.openList,
    runsOn: !lastDay && !onlyAged,
  };
}

function employeeWords(
  section: Section,
  work: Extract<Work, { audience: "employee" }>,
  language: Language,
): SectionWords {
  const { mail, daysLeft, covers } = section;
  const texts = employeeTexts[mail.windowStep === "planning" ? "planning" : "report"];
  const opened = covers.find(({ step }) => step === "open");
  const onlyOpened = mail.step.step === "open";
  const since =
    opened && opened.nominalDay !== mail.step.day
      ? say(openedLines.fromDay, language, {
          day: dateInWords(Temporal.PlainDate.from(opened.nominalDay), language),
        })
      : say(openedLines.fromToday, language);
  const values = {
    ...timeValues(section, language),
    since,
    day: dateInWords(closingDay(mail), language),
    period: reportPeriods[mail.periodKind][language],
  };
  const line = (text: Text) => say(text, language, values);
  const subject = onlyOpened ? texts.openedSubject : daysLeft <= 0 ? texts.subjectToday : texts.subject;
  const appraiser = work.appraiser
    ? say(openedLines.appraiser, language, {
        appraiser: plain(work.appraiser.name),
        position: plain(work.appraiser.position),
      })
    : openedLines.noAppraiser[language];
  return {
    subject: capitalised(line(subject)),
    lines: [
      ...(opened ? [line(texts.opened), appraiser] : []),
      ...(onlyOpened ? [] : [line(isExtended(mail) ? texts.extended : texts.awaited)]),
      ...lastReminder(section, timeValues(section, language), language),
      ...(daysLeft <= 0 ? [line(digestLines.draftsStay)] : []),
    ],
    closing: [say(onlyOpened ? openedLines.start : texts.continue, language, { link: linkMark })],
    button: onlyOpened ? common.start : common.continue,
    runsOn: true,
  };
}

function lateWords(
  section: Section,
  work: Extract<Work, { audience: "superior" | "admin" | "copy" }>,
  language: Language,
): SectionWords {
  const { mail } = section;
  const what = closedWhat[decisionKind(mail)][language];
  const values = {
    what,
    title: titleIn(mail.title, language),
    day: dayInWords(closingDay(mail), language),
    count: counted(work.late.length, nouns.appraiser, language),
    week: mail.step.step.replace("weekly-", ""),
    appraisers: lateNames(work.late, language),
    superior: work.audience === "copy" ? plain(work.superiorName) : "",
  };
  const line = (text: Text) => say(text, language, values);
  const toAdmin = work.audience === "admin" || (work.audience === "superior" && work.to === "admin");
  const subject = subjectOfLate(work, mail, toAdmin);
  const advice =
    work.audience === "copy"
      ? escalationTexts.copyTo
      : work.audience === "admin"
        ? escalationTexts.adminList
        : toAdmin
          ? escalationTexts.adminCan
          : escalationTexts.can;
  const details =
    work.audience === "superior"
      ? ([escalationTexts.detailsOne, escalationTexts.detailsTwo][work.late.length - 1] ??
        escalationTexts.detailsMany)
      : escalationTexts.details;
  return {
    subject:
      work.audience === "copy" ? say(subject, language, { title: `${what} ${values.title}` }) : line(subject),
    lines: [line(escalationTexts.late), line(advice), ...actsForLine(mail, language)],
    closing: [say(details, language, { link: linkMark })],
    button: common.details,
    runsOn: true,
  };
}

function subjectOfLate(
  work: Extract<Work, { audience: "superior" | "admin" | "copy" }>,
  mail: DueMail,
  toAdmin: boolean,
): Text {
  if (work.audience === "copy") return escalationTexts.subjectCopy;
  if (toAdmin) return escalationTexts.subjectAdmin;
  return mail.step.step === "escalation" ? escalationTexts.subject : escalationTexts.subjectAgain;
}

/** "Budi (3) dan Sari (5)": counts only, never whose appraisals they are. */
function lateNames(late: readonly LateAppraiser[], language: Language): string {
  return listed(
    late.map(({ name, count }) => `${plain(name)} (${count})`),
    language,
  );
}

function nameLines(work: Extract<Work, { audience: "supervisor" }>, language: Language): string[] {
  const line = (text: Text, items: readonly WaitingItem[]) =>
    items.length === 0
      ? []
      : [
          say(text, language, {
            count: items.length,
            names: listed(
              items.map((item) => plain(item.name)),
              language,
            ),
          }),
        ];
  return [
    ...line(digestLines.waitingForYou, work.waitingForYou),
    ...line(digestLines.waitingForStaff, work.waitingForStaff),
  ];
}

/** Nobody else is told of tickets, so the longest-waiting is named. */
function withOldest(
  tickets: string,
  items: readonly WaitingItem[],
  zone: string,
  language: Language,
): string {
  const oldest = items.reduce((a, b) => (b.since < a.since ? b : a));
  const day = dayInWords(dayOf(Temporal.Instant.from(oldest.since), zone), language);
  return say(digestLines.agedOldest, language, { tickets, name: plain(oldest.name), day });
}

function agedLine({ aged, agedAfter, sections }: Digest, language: Language): string[] {
  const zone = sections[0]?.mail.zone;
  if (aged.length === 0 || zone === undefined) return [];
  const kinds = [...Map.groupBy(aged, (item) => item.kind)];
  const items = kinds
    .map(([kind, same]) => {
      const all = counted(same.length, itemNames[kind], language);
      return kind === "ticket" ? withOldest(all, same, zone, language) : all;
    })
    .join(", ");
  return [say(digestLines.aged, language, { items, limit: agedAfter })];
}

/** The mail of the last step before a deadline that lies on a later day says so. */
function lastReminder(section: Section, values: { deadline: string }, language: Language): string[] {
  const isLast = section.covers.some(({ step }) => step === "d0") && section.daysLeft > 0;
  return isLast ? [say(digestLines.lastWorkingDay, language, { day: values.deadline })] : [];
}

function actsForLine(mail: DueMail, language: Language): string[] {
  return mail.actsFor ? [say(digestLines.actsFor, language, { name: plain(mail.actsFor.name) })] : [];
}

function timeValues(section: Section, language: Language) {
  const { mail, daysLeft, covers } = section;
  const closes = Temporal.PlainDateTime.from(mail.closesLocal);
  const deadline = dayInWords(closes.toPlainDate(), language);
  const left =
    daysLeft <= 0
      ? say(lead.today, language, { time: timeInWords(closes, language) })
      : daysLeft === 1
        ? lead.tomorrow[language]
        : say(lead.days, language, { days: counted(daysLeft, nouns.day, language) });
  const isLast = daysLeft > 0 && covers.some(({ step }) => step === "d0");
  return {
    title: titleIn(mail.title, language),
    moment: momentInWords(closes, mail.zone, language),
    deadline,
    lead: isLast ? say(lead.last, language, { lead: left }) : left,
    until: say(isExtended(mail) ? until.extended : until.planned, language, { day: deadline }),
  };
}

function isExtended(mail: DueMail): boolean {
  return mail.deadlineVersion > 1;
}

function closingDay(mail: DueMail): Temporal.PlainDate {
  return Temporal.PlainDateTime.from(mail.closesLocal).toPlainDate();
}

function decisionKind(mail: DueMail): keyof typeof supervisorTexts {
  return mail.windowStep === "planning" || mail.windowStep === "organisation" ? mail.windowStep : "appraisal";
}

const decisionNouns = {
  appraisal: nouns.appraisal,
  planning: nouns.plan,
  organisation: nouns.predicate,
} as const;
