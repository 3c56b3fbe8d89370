import * as z from "zod";
import { deadAfterBounces } from "#shared/cycles/data-check.ts";
import { addressHash, addressStateEntity, peopleOfAddress } from "#shared/people/store.ts";
import { isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";
import { settleSent } from "#shared/reminders/ledger.ts";
import { addMails, deadAddressEntity, mailDayEntity, reminderEntity } from "#shared/reminders/store.ts";

/** What SES says of a mail, as EventBridge puts it into the queue; tags are the ones that we gave it. */
const MailEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())).default({}) }),
    bounce: z
      .object({ bounceType: z.string(), bouncedRecipients: z.array(z.object({ emailAddress: z.string() })) })
      .optional(),
    complaint: z.object({ complainedRecipients: z.array(z.object({ emailAddress: z.string() })) }).optional(),
  }),
});
type MailEvent = z.infer<typeof MailEvent>;

/**
 * Bounces and complaints: each counts once for its address, the second makes it dead, and the
 * ledger says that the mail came back.
 */
export const handler = consume("mail-events", MailEvent, async (event, { now }) => {
  const { mail } = event.detail;
  const agency = idSchema("agency").safeParse(mail.tags["agency"]?.[0]);
  if (!agency.success) return;
  const table = new AgencyTable(functionConnection(), agency.data);
  const tag = (name: string) => mail.tags[name]?.[0];
  for (const address of addressesOf(event)) {
    const bounces = await countBounce(table, address, mail.messageId, now);
    if (bounces >= deadAfterBounces) await listDead(table, address, tag("person"), now);
  }
  await noteInLedger(table, { person: tag("person"), day: tag("day") }, mail.messageId, now);
  log("mail.bounced", { agency: table.agency, messageId: mail.messageId });
});

/** A full mailbox or a busy server (`Transient`) says nothing about the address. */
function addressesOf({ detail: { bounce, complaint } }: MailEvent): string[] {
  const bounced = bounce === undefined || bounce.bounceType === "Transient" ? [] : bounce.bouncedRecipients;
  return [...bounced, ...(complaint?.complainedRecipients ?? [])].map(({ emailAddress }) => emailAddress);
}

/** Remembered, so that an event told twice counts once. */
const keptMessages = 8;

/** How often mails to an address came back by now. */
async function countBounce(
  table: AgencyTable,
  email: string,
  messageId: string,
  now: Temporal.Instant,
): Promise<number> {
  const ref = { addressHash: addressHash(bareAddress(email)) };
  const known = await table.get(addressStateEntity, ref);
  if (known?.messages?.includes(messageId)) return known.bounces;
  const next = {
    ...ref,
    bounces: (known?.bounces ?? 0) + 1,
    lastBounceAt: isoInstant(now),
    messages: [...(known?.messages ?? []), messageId].slice(-keptMessages),
  };
  await table.write([
    known === undefined
      ? table.create(addressStateEntity, next)
      : table.replace(addressStateEntity, known, next),
    addMails(table, { bounced: 1 }, now),
  ]);
  return next.bounces;
}

/** `siti@x.go.id` of `"Siti" <siti@x.go.id>`: SES repeats the form in which we wrote it. */
function bareAddress(text: string): string {
  return /<([^>]*)>/.exec(text)?.[1] ?? text;
}

/** Everyone who has that address, and whom the mail was for, stands in the operators' list. */
async function listDead(
  table: AgencyTable,
  email: string,
  person: string | undefined,
  now: Temporal.Instant,
): Promise<void> {
  const { mailAddress } = await table.queryTogether(peopleOfAddress(bareAddress(email)), 100);
  const people = new Set([
    ...mailAddress.map((one) => one.person),
    ...(person === undefined ? [] : [person]),
  ]);
  for (const each of people) {
    const dead = { person: each, addressHash: addressHash(bareAddress(email)), since: isoInstant(now) };
    const known = await table.get(deadAddressEntity, dead);
    if (known?.addressHash === dead.addressHash) continue;
    await table.write([
      known === undefined
        ? table.create(deadAddressEntity, dead)
        : table.replace(deadAddressEntity, known, dead),
    ]);
  }
}

/** Notes on each step of the mail that it came back. For one that was `unknown` it is the proof that it left. */
async function noteInLedger(
  table: AgencyTable,
  { person, day }: { person: string | undefined; day: string | undefined },
  messageId: string,
  now: Temporal.Instant,
): Promise<void> {
  if (person === undefined || day === undefined) return;
  const mailed = await table.get(mailDayEntity, { person, day });
  for (const name of mailed?.names ?? []) {
    const entry = await table.get(reminderEntity, name);
    if (entry === undefined || entry.bouncedAt !== undefined) continue;
    const settled =
      entry.state === "unknown" ? settleSent(entry, { messageId }, now) : { refused: entry.state };
    const next = { ...changed(entry, "entry" in settled ? settled.entry : {}), bouncedAt: isoInstant(now) };
    try {
      await table.write([table.replace(reminderEntity, entry, next)]);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
    }
  }
}
