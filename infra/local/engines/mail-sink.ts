import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { MailSink, StoredMail } from "./contract.ts";

/** Mail on disk, one JSON line each, appended before the sender has its answer. */
export class KeptMail implements MailSink {
  readonly #path: string | undefined;
  readonly #mails: StoredMail[];

  /** `path` undefined: in memory. */
  constructor(path: string | undefined) {
    this.#path = path;
    this.#mails = path === undefined ? [] : readLines(path);
  }

  add(mail: StoredMail): void {
    if (this.#path !== undefined) {
      mkdirSync(dirname(this.#path), { recursive: true });
      appendFileSync(this.#path, `${JSON.stringify(mail)}\n`);
    }
    this.#mails.push(mail);
  }

  list({ to, since }: { to?: string; since?: string } = {}): readonly StoredMail[] {
    const address = to?.toLowerCase();
    return this.#mails.filter((mail) => {
      const isFor = address === undefined || recipientsOf(mail).some((one) => bareAddress(one) === address);
      return isFor && (since === undefined || mail.at >= since);
    });
  }

  find(messageId: string): StoredMail | undefined {
    return this.#mails.find((mail) => mail.messageId === messageId);
  }
}

/** Everyone a mail goes to. */
export function recipientsOf({ to, cc, bcc }: Pick<StoredMail, "to" | "cc" | "bcc">): string[] {
  return [...to, ...cc, ...bcc];
}

/** The address alone, in lower case: `siti@x.go.id` of `"Siti" <Siti@x.go.id>`. */
export function bareAddress(text: string): string {
  return (/<([^>]*)>/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

/** The lines of a file; a last one cut by a kill was never acknowledged and is left out. */
function readLines(path: string): StoredMail[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  const cut = lines.pop() ?? "";
  if (cut !== "") appendFileSync(path, "\n");
  return lines.flatMap((line) => parseLine(line));
}

function parseLine(line: string): StoredMail[] {
  try {
    return [JSON.parse(line) as StoredMail];
  } catch {
    return [];
  }
}
