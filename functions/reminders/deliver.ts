import { isoInstant } from "#shared/platform/clock.ts";
import { log } from "#shared/platform/log.ts";
import { type MailOutcome, sendMail } from "#shared/platform/mail.ts";
import { type Stored, system } from "#shared/platform/table/entity.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";
import { claimStep, expireClaim, mayRelease, settleSent, settleSkipped } from "#shared/reminders/ledger.ts";
import type { LedgerEntry, LedgerName } from "#shared/reminders/model.ts";
import type { MailDecision } from "#shared/reminders/rules.ts";
import { mailDayEntity, type ReminderRecord, recordOf, reminderEntity } from "#shared/reminders/store.ts";
import { type PersonMail, renderFor } from "./decide.ts";
import { mailDayOf } from "./facts.ts";
import { countMail } from "./mail-counts.ts";
import type { Visited } from "./people.ts";
import type { Scene } from "./scene.ts";

/** What became of a decision. `raced`: another run wrote first, so that it must be decided anew. */
export type Delivery = "done" | "raced" | "busy";

/**
 * Carries out a decision: claims and skips are written in one transaction with the person's mail day, then the mail
 * leaves, then the claims are settled. A crash in between leaves the claims to their lease; nothing is ever resent.
 */
export async function deliver(
  scene: Scene,
  person: Visited,
  mails: readonly PersonMail[],
  decision: MailDecision,
  run: string,
): Promise<Delivery> {
  const names = new Map(mails.map(({ step }) => [step.key, step.name]));
  const record = (entry: LedgerEntry) => recordOf(nameOf(names, entry.key), entry, person.id);
  const claims =
    decision.decision === "send" ? decision.keys.map((key) => record(claimed(scene, key, run))) : [];
  const skips = decision.skips.map(({ key, reason }) =>
    record(entryOf(settleSkipped(undefined, { key, reason }, scene.now))),
  );
  const writes = [
    ...(claims.length === 0 ? [] : [mailDayWrite(scene, person, claims)]),
    ...[...claims, ...skips].map((entry) => scene.table.create(reminderEntity, entry)),
  ];
  if (!(await written(scene, writes))) return "raced";
  countMail(scene.mailed, "skipped", skips.length);
  if (decision.decision !== "send") return "done";
  const mail = renderFor(scene, person, decision.digest);
  const outcome = await sendMail({ ...mail, to: person.email ?? "", tags: tagsOf(scene, person, claims) });
  return await settle(scene, person, claims, outcome, run);
}

function mailDayWrite(scene: Scene, person: Visited, claims: readonly ReminderRecord[]): Write {
  return scene.table.create(mailDayEntity, mailDay(scene, person, claims));
}

function mailDay(scene: Scene, person: Visited, claims: readonly ReminderRecord[]) {
  const day = mailDayOf(scene, person).toString();
  return { person: person.id, day, at: isoInstant(scene.now), names: [...claims] };
}

/** Finds the mail's steps again when it comes back. */
function tagsOf(scene: Scene, person: Visited, claims: readonly ReminderRecord[]): Record<string, string> {
  return {
    agency: scene.table.agency,
    person: person.id,
    day: mailDayOf(scene, person).toString(),
    // "#" is not allowed in a tag.
    step: (claims[0]?.key ?? "").replaceAll("#", "@"),
  };
}

/** One request, whatever came of it. What was refused did not leave and gives its claims back, or is skipped for good. */
async function settle(
  scene: Scene,
  person: Visited,
  claims: readonly ReminderRecord[],
  outcome: MailOutcome,
  run: string,
): Promise<Delivery> {
  const { table, now } = scene;
  const move = (toEntry: (claim: ReminderRecord) => LedgerEntry) =>
    table.write(
      claims.map((claim) =>
        table.replaceVersion(
          reminderEntity,
          { ...claim, leaseUntil: undefined, ...toEntry(claim) },
          { version: 1 },
        ),
      ),
    );
  const fields = { agency: table.agency, kind: "reminder", count: claims.length };
  switch (outcome.outcome) {
    case "sent":
      log("mail.sent", { ...fields, messageId: outcome.messageId });
      await move((claim) => entryOf(settleSent(claim, { messageId: outcome.messageId, run }, now)));
      countMail(scene.mailed, "sent");
      return "done";
    case "unknown":
      log("mail.unknown", fields);
      await move((claim) => expireClaim({ ...claim, leaseUntil: isoInstant(now) }, now));
      countMail(scene.mailed, "unknown");
      return "done";
    case "refused":
      if (outcome.because === "address") {
        await move(({ key }) => entryOf(settleSkipped(undefined, { key, reason: "dead-address" }, now)));
        countMail(scene.mailed, "skipped", claims.length);
        return "done";
      }
      await release(scene, person, claims, run);
      throw new Error("the mail service refuses our mail");
    case "busy":
      await release(scene, person, claims, run);
      return "busy";
  }
}

/** The mail certainly did not leave: the claims and the day are free again, for a later try. */
async function release(
  scene: Scene,
  person: Visited,
  claims: readonly ReminderRecord[],
  run: string,
): Promise<void> {
  const { table } = scene;
  if (!claims.every((claim) => mayRelease(claim, run)))
    throw new Error("a claim of another run is not ours to give back");
  await table.write([
    table.remove(mailDayEntity, asWritten(mailDay(scene, person, claims))),
    ...claims.map((claim) => table.remove(reminderEntity, asWritten(claim))),
  ]);
}

/** Content as this run itself created it a moment ago. */
function asWritten<Content>(content: Content): Stored<Content> {
  return { ...content, version: 1, [system]: { requests: [] } };
}

/** Marks claims of dead workers whose lease is over; somebody else may have done so in between. */
export async function expireClaims(scene: Scene, entries: readonly Stored<ReminderRecord>[]): Promise<void> {
  for (const entry of entries) {
    const next = { ...entry, leaseUntil: undefined, ...expireClaim(entry, scene.now) };
    const isOurs = await written(scene, [scene.table.replace(reminderEntity, entry, next)]);
    if (isOurs) countMail(scene.mailed, "unknown");
    log("mail.unknown", { agency: scene.table.agency, kind: "reminder" });
  }
}

async function written({ table }: Scene, writes: readonly Write[]): Promise<boolean> {
  try {
    await table.write(writes);
    return true;
  } catch (error) {
    if (error instanceof WriteRefused) return false;
    throw error;
  }
}

function claimed({ now, policy }: Scene, key: string, run: string): LedgerEntry {
  return entryOf(claimStep(undefined, { key, run, leaseMinutes: policy.leaseMinutes }, now));
}

/** A step that this run alone holds can be moved on; anything else is our mistake. */
function entryOf(verdict: ReturnType<typeof claimStep>): LedgerEntry {
  if ("entry" in verdict) return verdict.entry;
  throw new Error(`a step in the state ${verdict.refused} cannot be moved on`);
}

function nameOf(names: ReadonlyMap<string, LedgerName>, key: string): LedgerName {
  const name = names.get(key);
  if (name === undefined) throw new Error("a decision is about the steps that it was asked about");
  return name;
}
