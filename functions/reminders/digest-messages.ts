import * as z from "zod";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";

/** A page of people to be visited is never longer. */
export const pageSize = 100;

/**
 * Who is to be visited: a page of people, or a cycle's administrators. What is due for them is looked up on the spot, so
 * that a message may come twice, late or after another about the same people.
 */
export const DigestMessage = z.object({
  agency: idSchema("agency"),
  people: z.array(z.string()).max(pageSize).default([]),
  administratorsOf: idSchema("cycle").optional(),
  /** How often the mail service was too busy for them. */
  tries: z.int().default(0),
});
export type DigestMessage = z.infer<typeof DigestMessage>;

/** Hands people to the workers, a page a message. */
export async function sendPages(agency: Id<"agency">, people: readonly string[]): Promise<void> {
  const pages = Array.from({ length: Math.ceil(people.length / pageSize) }, (_, page) =>
    people.slice(page * pageSize, (page + 1) * pageSize),
  );
  await sendMessages(
    "digests",
    pages.map((page) => ({ body: { agency, people: page }, group: agency })),
  );
}

export async function sendAdministrators(agency: Id<"agency">, cycle: Id<"cycle">): Promise<void> {
  await sendMessages("digests", [{ body: { agency, administratorsOf: cycle }, group: agency }]);
}

/** Busy means minutes, not hours: 30 s, then twice as long each time, up to the 15 min that SQS can delay. */
const firstPauseSeconds = 30;
const longestPauseSeconds = 900;
const mostTries = 10;

/** Comes back to people for whom the mail service was too busy. After an hour or so it fails, and rings an alarm. */
export async function sendLater(message: DigestMessage): Promise<void> {
  const tries = message.tries + 1;
  if (tries > mostTries) throw new Error("the mail service has been too busy for too long");
  const delaySeconds = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** message.tries);
  await sendMessages("digests", [{ body: { ...message, tries }, group: message.agency, delaySeconds }]);
}

/** What a milestone for a later visit carries; its details hold texts only. */
const separator = ",";

/** Plans a later visit. The same people at the same instant are planned once. */
export async function planAgain(
  table: AgencyTable,
  who: { people: readonly string[]; administratorsOf?: Id<"cycle"> },
  until: string,
): Promise<void> {
  const people = [...who.people].sort();
  // Not the cycle: what is planned for a cycle is planned anew after an extension, and this must stay.
  const subject = people[0] ?? who.administratorsOf ?? table.agency;
  const details = {
    people: people.join(separator),
    ...(who.administratorsOf === undefined ? {} : { administratorsOf: who.administratorsOf }),
  };
  const at = isoInstant(Temporal.Instant.from(until));
  const name = contentDigest(details).slice(0, 16);
  try {
    await table.write([
      table.create(milestoneEntity, milestone({ subject, kind: "reminder.again", at, name, details })),
    ]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/** The visit behind such a milestone. */
export async function sendAgain(
  agency: Id<"agency">,
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  const people = String(details["people"] ?? "")
    .split(separator)
    .filter((id) => id !== "");
  await sendPages(agency, people);
  const cycle = idSchema("cycle").safeParse(details["administratorsOf"]);
  if (cycle.success) await sendAdministrators(agency, cycle.data);
}
