import type { MailSink, StoredMail } from "../engines/contract.ts";
import { bareAddress } from "../engines/mail-sink.ts";
import type { Letter, LetterLine, LetterList } from "./control-answers.ts";
import type { Desk } from "./desk.ts";

const pageSize = 40;

/** A page of what was sent, newest first, without its contents; `after` so many. */
export async function listLetters(mail: MailSink, desk: Desk, after: number): Promise<LetterList> {
  const all = mail.list();
  const newestFirst = all.toReversed();
  const page = newestFirst.slice(after, after + pageSize);
  const names = await desk.namesOf(page);
  const next = after + page.length;
  return {
    total: all.length,
    bounced: all.filter(hasBounced).length,
    items: page.map((one) => lineOf(one, names, desk)),
    ...(next < all.length ? { next } : {}),
  };
}

/** One letter as it looked, and why it was sent; undefined where there is none. */
export async function readLetter(mail: MailSink, desk: Desk, id: string): Promise<Letter | undefined> {
  const found = mail.find(id);
  if (found === undefined) return undefined;
  const names = await desk.namesOf([found]);
  const { html, text } = found;
  return { ...lineOf(found, names, desk), html, text, why: await desk.why(found) };
}

function lineOf(mail: StoredMail, names: ReadonlyMap<string, string>, desk: Desk): LetterLine {
  const { messageId: id, at, subject } = mail;
  const to = mail.to.map(bareAddress).join(", ");
  const step = desk.stepOf(mail);
  return {
    id,
    at,
    to,
    name: names.get(id) ?? to,
    subject,
    ...(step === undefined ? {} : { step }),
    hasBounced: hasBounced(mail),
  };
}

function hasBounced({ outcome }: StoredMail): boolean {
  return Object.values(outcome).includes("bounced");
}
