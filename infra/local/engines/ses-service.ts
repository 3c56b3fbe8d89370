import { randomUUID } from "node:crypto";
import { type Answer, AwsError, jsonAnswer } from "./aws-error.ts";
import type { EngineOptions, MailEvent, StoredMail } from "./contract.ts";
import type { Faults } from "./faults.ts";
import type { Need } from "./iam/authorize.ts";
import { parseMembers, textMember } from "./json-request.ts";
import { bareAddress, type KeptMail, recipientsOf } from "./mail-sink.ts";
import { headerOf, readRawMail } from "./raw-mail.ts";
import type { Call, Input, Service, WholeRequest } from "./service.ts";

type Draft = Omit<StoredMail, "messageId" | "at" | "outcome">;

interface Content {
  Data?: string;
}

interface EmailContent {
  Simple?: {
    Subject?: Content;
    Body?: { Text?: Content; Html?: Content };
    Headers?: { Name: string; Value: string }[];
  };
  Raw?: { Data: string };
}

const mostRecipients = 50;
const simulator = "@simulator.amazonses.com";

/** SES v2's SendEmail: keeps every mail, bounces where it is told to, and reports what became of it. */
export function sesService(
  options: Pick<EngineOptions, "now" | "region" | "accountId" | "mail" | "onMailEvent">,
  sink: KeptMail,
  faults: Faults,
): Service {
  const limiter = new SendRate();

  function read(request: WholeRequest) {
    const path = request.url.split("?", 1)[0];
    if (request.method !== "POST" || path !== "/v2/email/outbound-emails") {
      throw new AwsError(
        404,
        "UnknownOperationException",
        `The local SES does not answer ${request.method} ${path}.`,
      );
    }
    return { operation: "SendEmail", input: parseMembers(request.body) };
  }

  function needs({ input }: Call): Need[] {
    const draft = readDraft(input);
    const context = (key: string) => contextValue(key, draft);
    const identity = identityOf(draft.from);
    // A raw message is a permission of its own, also in version 2 of the API.
    const action = contentOf(input).Raw === undefined ? "ses:SendEmail" : "ses:SendRawEmail";
    const fallback = `arn:aws:ses:${options.region}:${options.accountId}:identity/${bareAddress(draft.from)}`;
    const resources = [identity?.arn ?? fallback];
    const set = options.mail.configurationSets.find(({ name }) => name === draft.configurationSet);
    if (set !== undefined) resources.push(set.arn);
    return resources.map((resource) => ({ action, resource, context }));
  }

  function identityOf(from: string) {
    const address = bareAddress(from);
    const { identities } = options.mail;
    return (
      identities.find(({ name }) => name.toLowerCase() === address) ??
      identities.find(({ name }) => address.endsWith(`@${name.toLowerCase()}`))
    );
  }

  async function answer({ input }: Call): Promise<Answer> {
    const draft = readDraft(input);
    check(draft);
    if (!limiter.admits(faults.get().mailPerSecond)) {
      throw new AwsError(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
    }
    const mail = {
      ...draft,
      messageId: randomUUID(),
      at: new Date(options.now()).toISOString(),
      outcome: fates(draft),
    };
    sink.add(mail);
    if (draft.configurationSet !== undefined) setImmediate(() => report(mail, draft.configurationSet ?? ""));
    return jsonAnswer("ses", { MessageId: mail.messageId });
  }

  function check(draft: Draft): void {
    const recipients = recipientsOf(draft);
    if (identityOf(draft.from) === undefined) {
      const message = `Email address is not verified. The following identities failed the check in region ${options.region.toUpperCase()}: ${draft.from}`;
      throw new AwsError(400, "MessageRejected", message);
    }
    const set = draft.configurationSet;
    if (set !== undefined && !options.mail.configurationSets.some(({ name }) => name === set)) {
      throw new AwsError(400, "BadRequestException", `Configuration set <${set}> does not exist.`);
    }
    if (recipients.length === 0)
      throw new AwsError(400, "BadRequestException", "Missing required header 'To'.");
    if (recipients.length > mostRecipients) {
      throw new AwsError(400, "BadRequestException", `Recipient count exceeds ${mostRecipients}.`);
    }
    const wrong = recipients.find((one) => !/^[^\s@<>]+@[^\s@<>]+$/.test(bareAddress(one)));
    if (wrong !== undefined)
      throw new AwsError(400, "BadRequestException", "Local address contains control or whitespace");
  }

  function fates(draft: Draft): StoredMail["outcome"] {
    const { mailBounceAddresses, mailBounceRate } = faults.get();
    const always = new Set(mailBounceAddresses.map((address) => address.toLowerCase()));
    const outcome = recipientsOf(draft).map((recipient) => {
      const address = bareAddress(recipient);
      if (address === `complaint${simulator}`) return [address, "complained"] as const;
      const bounces =
        always.has(address) || address === `bounce${simulator}` || faults.happens(mailBounceRate);
      return [address, bounces ? "bounced" : "delivered"] as const;
    });
    return Object.fromEntries(outcome);
  }

  function report(mail: StoredMail, configurationSet: string): void {
    for (const event of mailEvents(mail, configurationSet)) options.onMailEvent?.(event);
  }

  return { read, needs, answer };
}

/** At most so many mails in any stretch of one second, in real time as the account's quota is. */
class SendRate {
  #sent: number[] = [];

  admits(perSecond: number): boolean {
    if (perSecond <= 0) return true;
    const now = performance.now();
    this.#sent = this.#sent.filter((at) => at > now - 1000);
    if (this.#sent.length >= perSecond) return false;
    this.#sent.push(now);
    return true;
  }
}

function contentOf(input: Input): EmailContent {
  return (input["Content"] ?? {}) as EmailContent;
}

function readDraft(input: Input): Draft {
  const destination = (input["Destination"] ?? {}) as Record<string, string[] | undefined>;
  const tags = (input["EmailTags"] ?? []) as { Name: string; Value: string }[];
  const from = textMember(input, "FromEmailAddress");
  const envelope = {
    from,
    to: destination["ToAddresses"] ?? [],
    cc: destination["CcAddresses"] ?? [],
    bcc: destination["BccAddresses"] ?? [],
    replyTo: (input["ReplyToAddresses"] ?? []) as string[],
    tags: Object.fromEntries(tags.map(({ Name, Value }) => [Name, Value])),
    configurationSet: textMember(input, "ConfigurationSetName") || undefined,
  };
  const { Simple, Raw } = contentOf(input);
  if (Raw !== undefined) return rawDraft(envelope, Raw.Data);
  if (Simple === undefined) {
    throw new AwsError(
      400,
      "BadRequestException",
      "The local SES takes simple and raw content; there are no templates.",
    );
  }
  return {
    ...envelope,
    subject: Simple.Subject?.Data ?? "",
    text: Simple.Body?.Text?.Data ?? "",
    html: Simple.Body?.Html?.Data ?? "",
    headers: (Simple.Headers ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
  };
}

function rawDraft(envelope: Omit<Draft, "subject" | "text" | "html" | "headers">, data: string): Draft {
  const { headers, text, html } = readRawMail(Buffer.from(data, "base64").toString());
  const named = headerOf(headers, "to")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const isAddressed = recipientsOf(envelope).length > 0;
  const from = envelope.from || headerOf(headers, "from");
  return {
    ...envelope,
    from,
    to: isAddressed ? envelope.to : named,
    subject: headerOf(headers, "subject"),
    text,
    html,
    headers,
  };
}

function contextValue(key: string, draft: Draft) {
  switch (key) {
    case "ses:fromaddress":
      return bareAddress(draft.from);
    case "ses:fromdisplayname":
      return /^\s*"?([^"<]*?)"?\s*</.exec(draft.from)?.[1];
    case "ses:recipients":
      return recipientsOf(draft).map(bareAddress);
    default:
      return undefined;
  }
}

/** SES's event documents for one mail: that it was sent, then one for each kind of outcome. */
function mailEvents(mail: StoredMail, configurationSet: string): MailEvent[] {
  const of = (outcome: string) =>
    Object.keys(mail.outcome).filter((address) => mail.outcome[address] === outcome);
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  const about = {
    timestamp: mail.at,
    messageId: mail.messageId,
    source: mail.from,
    destination: recipientsOf(mail).map(bareAddress),
    headersTruncated: false,
    tags: { "ses:configuration-set": [configurationSet], ...tags },
    commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.messageId, subject: mail.subject },
  };
  const event = (eventType: MailEvent["eventType"], details: Record<string, unknown>): MailEvent => ({
    configurationSet,
    eventType,
    document: { eventType, mail: about, [eventType.toLowerCase()]: details },
  });
  const events = [event("Send", {})];
  const [delivered, bounced, complained] = [of("delivered"), of("bounced"), of("complained")];
  if (delivered.length > 0) events.push(event("Delivery", { timestamp: mail.at, recipients: delivered }));
  if (bounced.length > 0) {
    events.push(
      event("Bounce", {
        timestamp: mail.at,
        feedbackId: randomUUID(),
        bounceType: "Permanent",
        bounceSubType: "General",
        bouncedRecipients: bounced.map((emailAddress) => ({
          emailAddress,
          action: "failed",
          status: "5.1.1",
        })),
      }),
    );
  }
  if (complained.length > 0) {
    const complainedRecipients = complained.map((emailAddress) => ({ emailAddress }));
    events.push(event("Complaint", { timestamp: mail.at, feedbackId: randomUUID(), complainedRecipients }));
  }
  return events;
}
