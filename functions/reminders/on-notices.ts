import * as z from "zod";
import { deadAfterBounces } from "#shared/cycles/data-check.ts";
import { isDeclined } from "#shared/cycles/part.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { importStates } from "#shared/people/imports.ts";
import { addressHash, addressStateEntity } from "#shared/people/store.ts";
import { ticketStates } from "#shared/people/workflow.ts";
import { isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { consume } from "#shared/platform/consume.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { sendMail } from "#shared/platform/mail.ts";
import { type PartId, partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { renderNotice } from "#shared/reminders/mail.ts";
import { noticeEntity } from "#shared/reminders/store.ts";
import { keepMailCounts } from "./mail-counts.ts";
import {
  checkNotices,
  confirmationNotice,
  contractNotices,
  type DueNotice,
  declinedNotice,
  importNotice,
  invitationNotice,
  resultNotice,
  returnedNotice,
  ticketNotice,
} from "./notices.ts";

/**
 * Mail that a change calls for. A change is mailed once, however often it is told; only a crash between sending and
 * noting it sends twice, since who waits for an invitation or a result must not miss it.
 */
export const handler = consume("notices", ChangeEvent, async (event, { now }) => {
  const table = new AgencyTable(functionConnection(), event.agency);
  for (const due of await noticesOf(table, event, now)) await sendNotice(table, due, now);
});

const InvitationChange = z.object({
  invitationId: idSchema("invitation"),
  number: z.int(),
  state: z.string(),
  channel: z.string(),
});
const ConfirmationChange = z.object({
  confirmationId: idSchema("confirmation"),
  number: z.int(),
  channel: z.string(),
});
const PartChange = z.object({ id: partIdSchema });
const CheckChange = z.object({ cycleId: idSchema("cycle") });
const ContractListChange = z.object({ day: z.string() });
const TicketChange = z.object({ employeeId: idSchema("employee"), state: z.enum(ticketStates) });
const ImportChange = z.object({ id: idSchema("import"), state: z.enum(importStates) });

/** What a change calls for. The message says that it happened; whether it still holds is looked up. */
async function noticesOf(
  table: AgencyTable,
  { entity, before, after, versionAfter }: ChangeEvent,
  now: Temporal.Instant,
): Promise<DueNotice[]> {
  if (after === undefined) return [];
  switch (entity) {
    case "invitation": {
      const told = InvitationChange.parse(after);
      const known = InvitationChange.safeParse(before).data;
      if (told.channel !== "mail" || told.state !== "open" || known?.number === told.number) return [];
      return present([await invitationNotice(table, told, now)]);
    }
    case "confirmation": {
      const told = ConfirmationChange.parse(after);
      const known = ConfirmationChange.safeParse(before).data;
      if (told.channel !== "mail" || known?.number === told.number) return [];
      return present([await confirmationNotice(table, told, now)]);
    }
    case "part":
      // In a part that is new, nothing is returned or final.
      return before === undefined
        ? []
        : await partNotices(table, PartChange.parse(after).id, versionAfter, now);
    case "ticket": {
      const told = TicketChange.parse(after);
      const isDecided = told.state === "corrected" || told.state === "declined";
      if (!isDecided || TicketChange.safeParse(before).data?.state === told.state) return [];
      return present([await ticketNotice(table, told)]);
    }
    case "import": {
      const told = ImportChange.parse(after);
      const ends = told.state === "applied" || told.state === "failed";
      if (!ends || ImportChange.safeParse(before).data?.state === told.state) return [];
      return present([await importNotice(table, told)]);
    }
    case "cycleCheck":
      return await checkNotices(table, CheckChange.parse(after));
    case "contractList":
      return await contractNotices(table, ContractListChange.parse(after), now);
    default:
      return [];
  }
}

/** Older than any message that waits, younger than any note of what was sent. */
const forgottenAfterDays = 365;

/**
 * A message says of a part only that it changed; what it has to tell is read from it. What was told already is noted,
 * so that every later change of the part finds it done.
 */
async function partNotices(
  table: AgencyTable,
  id: PartId,
  version: number | undefined,
  now: Temporal.Instant,
): Promise<DueNotice[]> {
  const part = await table.get(partEntity, placeOfPart(id));
  // A change that another has followed leaves it to that one's message, so that two do not meet over one mail.
  if (part === undefined || part.version > (version ?? part.version)) return [];
  const { plan, evaluations } = part;
  const oldest = isoInstant(now.subtract({ hours: 24 * forgottenAfterDays }));
  const isReturned = plan.state === "returned" && plan.since > oldest;
  const finals = Object.entries(evaluations).filter(
    ([, { state, since }]) => state === "submitted" && since > oldest,
  );
  const declined = Object.entries(evaluations).filter(([, one]) => isDeclined(one) && one.since > oldest);
  return present([
    isReturned ? await returnedNotice(table, { id, since: plan.since }, now) : undefined,
    ...(await Promise.all(
      finals.map(([evaluation, { version }]) => resultNotice(table, { id, evaluation, version }, now)),
    )),
    ...(await Promise.all(
      declined.map(([evaluation, { since }]) => declinedNotice(table, { id, evaluation, since })),
    )),
  ]);
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}

/** While one worker sends, another that got the same message waits; when it died, the other takes over. */
const leaseMinutes = 3;

async function sendNotice(table: AgencyTable, due: DueNotice, now: Temporal.Instant): Promise<void> {
  const claim = await claimNotice(table, due, now);
  if (claim === undefined) return;
  const settle = async (fields: Partial<typeof claim> & { state: "sent" | "skipped" }) => {
    const at = isoInstant(now);
    const settled = { ...changed(claim, fields), leaseUntil: undefined, at };
    await table.write([table.replace(noticeEntity, claim, settled)]);
    await keepMailCounts(table, new Map([[fields.state, 1]]), now);
  };
  const { email } = due.recipient;
  if (email === undefined) return await settle({ state: "skipped", reason: "no-address" });
  const state = await table.get(addressStateEntity, { addressHash: addressHash(email) });
  if ((state?.bounces ?? 0) >= deadAfterBounces)
    return await settle({ state: "skipped", reason: "dead-address" });
  const outcome = await sendMail({ ...rendered(due), to: email, tags: tagsOf(table, due) });
  const fields = { agency: table.agency, kind: due.notice.kind };
  if (outcome.outcome === "sent") {
    log("mail.sent", { ...fields, messageId: outcome.messageId });
    return await settle({ state: "sent", messageId: outcome.messageId });
  }
  if (outcome.outcome === "refused" && outcome.because === "address")
    return await settle({ state: "skipped", reason: "dead-address" });
  // At least once: the claim runs out and the message comes again.
  log("mail.unknown", fields);
  throw new Error(`a notice was not sent: ${outcome.outcome}`);
}

/** The claim on a notice, or undefined where it is settled. Throws while somebody else is at it. */
async function claimNotice(
  table: AgencyTable,
  { recipient, name }: DueNotice,
  now: Temporal.Instant,
): Promise<Stored<typeof noticeEntity extends { model: z.ZodType<infer N> } ? N : never> | undefined> {
  const ref = { recipient: recipient.id, name };
  const leaseUntil = isoInstant(now.add({ minutes: leaseMinutes }));
  const claim = { ...ref, state: "claimed" as const, at: isoInstant(now), leaseUntil };
  const known = await table.get(noticeEntity, ref);
  if (known !== undefined && known.state !== "claimed") return undefined;
  if (known !== undefined && (known.leaseUntil ?? "") > isoInstant(now))
    throw new Error("another worker is sending this notice");
  await table.write([
    known === undefined ? table.create(noticeEntity, claim) : table.replace(noticeEntity, known, claim),
  ]);
  return await table.get(noticeEntity, ref);
}

function rendered({ notice, recipient, agency, link }: DueNotice) {
  const { language, name: agencyName } = agency.profile;
  return renderNotice(notice, { language, recipientName: recipient.name, agencyName, link });
}

function tagsOf(table: AgencyTable, { recipient, name }: DueNotice): Record<string, string> {
  // Instants hold ":", which is not allowed in a tag.
  return { agency: table.agency, person: recipient.id, notice: name.replace(/[^A-Za-z0-9_\-.@]/g, "-") };
}
