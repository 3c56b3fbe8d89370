import { Temporal } from "../platform/clock.ts";
import { dateInWords, dayInWords, instantInWords } from "../platform/date-words.ts";
import { fill, type Language, say, type Text } from "../platform/text.ts";
import { digestBody } from "./digest-mail.ts";
import { mailStyle, nightElement } from "./mail-style.ts";
import { common, type NoticeKind, noticeTexts, nouns } from "./messages.ts";
import type { Digest } from "./rules.ts";
import { counted, linkMark, type MailBody, type MailContext, plain, titleIn } from "./wording.ts";

/** A mail ready to be handed over. Subject: one line. Text and HTML say the same. */
export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** So many contracts that end on one day. */
export interface ContractsEnding {
  readonly end: string;
  readonly count: number;
}

/** Mails sent at once, with the facts they need. None has a place for a predicate, a rating, feedback or a NIP. */
export type Notice =
  | {
      kind: "returned" | "returnedWhole";
      appraiser: string;
      title: Text;
      on: string;
      notes: number;
      due: string;
    }
  | { kind: "reportDeclined"; appraiser: string; title: Text; on: string }
  | { kind: "result"; title: Text; objectionUntil: string }
  | { kind: "ticketCorrected" | "ticketDeclined" }
  | { kind: "objectionReceived"; number: string; at: string; zone: string; decider: string }
  | { kind: "objectionDecider"; number: string; due: string }
  | { kind: "invitation"; role: Text; validUntil: string; zone: string }
  | {
      kind: "confirmation" | "planDecisions";
      assistant: string;
      title: Text;
      people: number;
      validUntil: string;
      zone: string;
    }
  | { kind: "agencyOnboarded"; validUntil: string; zone: string }
  | {
      kind: "importFinished";
      file: string;
      applied: number;
      refused: number;
      warned: number;
      undoUntil: string;
      zone: string;
    }
  | { kind: "importFailed"; file: string; problem: Text }
  | { kind: "contractList"; ends: readonly ContractsEnding[]; today: string }
  | {
      kind: "adminAttention";
      findings: readonly { what: Text; count: number }[];
      before: string;
      zone: string;
    };

/** The reminder of the day: all of a person's sections in one mail, the most urgent first. */
export function renderDigest(digest: Digest, context: MailContext): Mail {
  return assemble(digestBody(digest, context), context);
}

/** A mail that is sent at once. */
export function renderNotice(notice: Notice, context: MailContext): Mail {
  const { language } = context;
  const texts: { subject: Text; lines: readonly Text[] } = noticeTexts[notice.kind];
  const values = { ...valuesOf(notice, language), agency: plain(context.agencyName), link: linkMark };
  return assemble(
    {
      subject: say(texts.subject, language, values),
      paragraphs: [
        say(common.dear, language, { name: plain(context.recipientName) }),
        ...texts.lines.map((line) => say(line, language, values)),
      ],
      button: common[noticeButtons[notice.kind]][language],
    },
    context,
  );
}

const noticeButtons = {
  returned: "continue",
  returnedWhole: "continue",
  reportDeclined: "details",
  result: "read",
  ticketCorrected: "continue",
  ticketDeclined: "details",
  objectionReceived: "details",
  objectionDecider: "details",
  invitation: "signIn",
  confirmation: "confirm",
  planDecisions: "decide",
  agencyOnboarded: "signIn",
  importFinished: "details",
  importFailed: "details",
  contractList: "openList",
  adminAttention: "openList",
} as const satisfies Record<NoticeKind, keyof typeof common>;

function valuesOf(notice: Notice, language: Language): Record<string, string> {
  const day = (date: string) => dayInWords(Temporal.PlainDate.from(date), language);
  const moment = (at: string, zone: string) => instantInWords(Temporal.Instant.from(at), zone, language);
  switch (notice.kind) {
    case "returned":
    case "returnedWhole":
      return {
        appraiser: plain(notice.appraiser),
        title: titleIn(notice.title, language),
        notes: counted(notice.notes, nouns.note, language),
        day: day(notice.on),
        due: day(notice.due),
      };
    case "reportDeclined":
      return {
        appraiser: plain(notice.appraiser),
        title: titleIn(notice.title, language),
        day: day(notice.on),
      };
    case "result":
      return { title: titleIn(notice.title, language), due: day(notice.objectionUntil) };
    case "ticketCorrected":
    case "ticketDeclined":
      return {};
    case "objectionReceived":
      return {
        number: plain(notice.number),
        moment: moment(notice.at, notice.zone),
        decider: plain(notice.decider),
      };
    case "objectionDecider":
      return { number: plain(notice.number), due: day(notice.due) };
    case "invitation":
      return { role: titleIn(notice.role, language), moment: moment(notice.validUntil, notice.zone) };
    case "confirmation":
    case "planDecisions":
      return {
        assistant: plain(notice.assistant),
        title: titleIn(notice.title, language),
        people: counted(notice.people, nouns.employee, language),
        moment: moment(notice.validUntil, notice.zone),
      };
    case "agencyOnboarded":
      return { zone: notice.zone, moment: moment(notice.validUntil, notice.zone) };
    case "importFinished":
      return {
        file: plain(notice.file),
        applied: counted(notice.applied, nouns.row, language),
        refused: counted(notice.refused, nouns.row, language),
        warned: counted(notice.warned, nouns.row, language),
        moment: moment(notice.undoUntil, notice.zone),
      };
    case "importFailed":
      return { file: plain(notice.file), problem: titleIn(notice.problem, language) };
    case "contractList":
      return contractValues(notice.ends, notice.today, language);
    case "adminAttention":
      return {
        items: counted(
          notice.findings.reduce((sum, finding) => sum + finding.count, 0),
          nouns.item,
          language,
        ),
        moment: moment(notice.before, notice.zone),
        list: notice.findings
          .map(
            ({ what, count }) => `${count} × ${titleIn(fill(what, { count }), language).replace(/\.$/, "")}`,
          )
          .join("; "),
      };
  }
}

/** More days of end than these are counted together; the list itself has them all. */
const endsNamed = 5;

function contractValues(ends: readonly ContractsEnding[], today: string, language: Language) {
  const count = (some: readonly ContractsEnding[]) =>
    counted(
      some.reduce((sum, one) => sum + one.count, 0),
      nouns.contract,
      language,
    );
  const dayOfEnd = ({ end }: ContractsEnding) => dateInWords(Temporal.PlainDate.from(end), language);
  const line = (one: ContractsEnding) => {
    const { days } = Temporal.PlainDate.from(today).until(one.end, { largestUnit: "days" });
    const values = { day: dayOfEnd(one), days: counted(days, nouns.day, language) };
    return say(common.contractsEnding, language, { ...values, contracts: count([one]) });
  };
  const later = ends.slice(endsNamed);
  const rest = later.length === 0 ? [] : [say(common.contractsLater, language, { contracts: count(later) })];
  const [first] = ends;
  return {
    contracts: count(ends),
    day: first === undefined ? "" : dayOfEnd(first),
    list: [...ends.slice(0, endsNamed).map(line), ...rest].join("; "),
  };
}

function assemble(body: MailBody, context: MailContext): Mail {
  const { language } = context;
  const link = safeLink(context.link);
  const note = context.agencyNote ? [plainNote(context.agencyNote)] : [];
  const paragraphs = [...body.paragraphs, ...note];
  const footer = say(common.footer, language, { agency: plain(context.agencyName) });
  const subject = oneLine(body.subject);
  return {
    subject,
    text: `${paragraphs.map((line) => line.replaceAll(linkMark, link)).join("\n\n")}\n\n-- \n${footer}\n`,
    html: htmlOf({
      subject,
      agency: plain(context.agencyName),
      paragraphs,
      footer,
      link,
      button: body.button,
      language,
    }),
  };
}

/** The agency's own sentence may be longer than a name, never more than one paragraph. */
function plainNote(note: string): string {
  return (
    note
      .match(/[\s\S]{1,100}/g)
      ?.map(plain)
      .join(" ") ?? ""
  );
}

/** Headers end at a line break, so a subject must not have one, whoever typed what. */
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** Throws on anything but an absolute http(s) address: a mail must not carry a script. */
function safeLink(link: string): string {
  const url = new URL(link);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new TypeError("a mail's link must be http(s)");
  return url.href;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function htmlOf(mail: {
  subject: string;
  agency: string;
  paragraphs: readonly string[];
  footer: string;
  link: string;
  button: string;
  language: Language;
}): string {
  const href = escapeHtml(mail.link);
  const shown = escapeHtml(mail.link.replace(/^https?:\/\//, ""));
  const paragraphs = mail.paragraphs.map(
    (line) => `<p>${escapeHtml(line).replaceAll(linkMark, `<a href="${href}">${shown}</a>`)}</p>`,
  );
  return `<!doctype html>
<html lang="${mail.language}">
<head>
<meta charset="utf-8">
<base target="_blank">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(mail.subject)}</title>
<style>${mailStyle}</style>
${nightElement}
</head>
<body>
<header><b>Kinerja</b> · ${escapeHtml(mail.agency)}</header>
<main>
${paragraphs.join("\n")}
<a class="go" href="${href}">${escapeHtml(mail.button)}</a>
</main>
<footer>${escapeHtml(mail.footer)}</footer>
</body>
</html>
`;
}
