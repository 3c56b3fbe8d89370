import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { readEnv } from "./env.ts";

/** A mail to one person. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Come back with bounces. SES allows letters, digits and `_-.@` in them, up to 256 characters. */
  readonly tags: Readonly<Record<string, string>>;
  /** An iCalendar file that goes with it. */
  readonly calendar?: string;
}

/**
 * What became of a mail. `refused` and `busy` certainly did not leave; `unknown` may have, since SES took the call and
 * no answer came, and there is no idempotency key to ask with.
 */
export type MailOutcome =
  | { readonly outcome: "sent"; readonly messageId: string }
  | { readonly outcome: "refused"; readonly because: "address" | "service" }
  | { readonly outcome: "busy" }
  | { readonly outcome: "unknown" };

let client: SESv2Client | undefined;

/** The SDK must not try again by itself: after a time-out it would send the mail a second time. */
function mailService(): SESv2Client {
  client ??= new SESv2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000 },
  });
  return client;
}

/** Pauses between tries that SES throttled; about eight seconds in all. */
const pauses = [250, 500, 1_000, 2_000, 4_000];

/**
 * Sends one mail at the rate that this environment may use. A throttled call is tried again, for it did not send; an
 * unclear one never is.
 */
export async function sendMail(mail: OutgoingMail): Promise<MailOutcome> {
  const { MAIL_FROM, MAIL_CONFIGURATION_SET, MAIL_PER_SECOND } = readEnv("mail");
  const command = new SendEmailCommand({
    FromEmailAddress: MAIL_FROM,
    ConfigurationSetName: MAIL_CONFIGURATION_SET,
    Destination: { ToAddresses: [mail.to] },
    EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    Content: { Simple: simpleContent(mail) },
  });
  for (let attempt = 0; ; attempt++) {
    await turn(MAIL_PER_SECOND);
    const outcome = await tryOnce(command);
    const pause = pauses[attempt];
    if (outcome.outcome !== "busy" || pause === undefined) return outcome;
    await sleep(pause * (0.5 + Math.random() / 2));
  }
}

async function tryOnce(command: SendEmailCommand): Promise<MailOutcome> {
  try {
    const { MessageId } = await mailService().send(command);
    return MessageId === undefined ? { outcome: "unknown" } : { outcome: "sent", messageId: MessageId };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Throttled, and over the quota of the day: SES says so before it takes a mail. */
const throttles = [
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "LimitExceededException",
] as const;

/** The connection never stood, so nothing was said. */
const unconnected = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"] as const;

/** What an error of SES means for the mail. */
export function outcomeOf(error: unknown): MailOutcome {
  const { name, code, $metadata } = error as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  if (throttles.some((each) => each === name) || status === 429) return { outcome: "busy" };
  if (unconnected.some((each) => each === code)) return { outcome: "busy" };
  if (name === "BadRequestException") return { outcome: "refused", because: "address" };
  if (status >= 400 && status < 500) return { outcome: "refused", because: "service" };
  return { outcome: "unknown" };
}

function simpleContent({ subject, text, html, calendar }: OutgoingMail) {
  const inUtf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  return {
    Subject: inUtf8(subject),
    Body: { Text: inUtf8(text), Html: inUtf8(html) },
    ...(calendar === undefined
      ? {}
      : {
          Attachments: [
            {
              RawContent: Buffer.from(calendar),
              FileName: "batas-waktu.ics",
              ContentType: "text/calendar; charset=utf-8; method=PUBLISH",
            },
          ],
        }),
  };
}

let nextTurn = 0;

/** Evenly spaced turns, so that no second holds more than the rate, however many visits go side by side. */
async function turn(perSecond: number): Promise<void> {
  const now = performance.now();
  const mine = Math.max(now, nextTurn);
  nextTurn = mine + 1000 / perSecond;
  if (mine > now) await sleep(mine - now);
}

async function sleep(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
