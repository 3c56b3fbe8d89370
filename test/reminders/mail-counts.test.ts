import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { handler as digests } from "#functions/reminders/on-digests.ts";
import { handler as mailEvents } from "#functions/reminders/on-mail-events.ts";
import { handler as notices } from "#functions/reminders/on-notices.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { newInvitation } from "#shared/identity/invite.ts";
import { invitationEntity, memberEntity } from "#shared/identity/store.ts";
import { useConnection } from "#shared/platform/table/client.ts";
import { mailCountEntity } from "#shared/reminders/store.ts";
import { edges } from "../support/edges.ts";
import { useOwnSchedule } from "../support/own-schedule.ts";
import {
  addressOf,
  beginTown,
  buildTown,
  consume,
  ledgerOf,
  move,
  openTownCycle,
  redeliver,
  type Town,
  tick,
  townInstant,
} from "../support/reminder-town.ts";
import { useWorld } from "../support/world.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));
vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  readRotatingSecret: async () => ({ current: "token-key-of-tests".repeat(4), previous: "" }),
}));

const world = useWorld();
useOwnSchedule(world);

beforeEach(() => {
  beginTown(world, "2026-06-30T09:00");
  vi.stubEnv("TOKEN_KEY_SECRET", "arn:token-key");
});

const morning = "2026-07-08T08:00";
const none = { sent: 0, unknown: 0, skipped: 0, bounced: 0 };

/** One office, one chief for whom plans of two people wait. */
async function smallTown() {
  const town = await buildTown(world, { offices: 1, chiefs: 1, staff: 2 });
  const cycle = await openTownCycle(world, town, { kind: "semester", year: 2026, index: 2 });
  const [chief] = town.chiefs;
  if (chief === undefined) throw new Error("a town has a chief");
  const since = townInstant("2026-07-02T10:00");
  await Promise.all([
    ...[...town.heads, chief.id].map((id) => move(town, cycle, id, { plan: "approved" }, since)),
    ...chief.staff.map((id) => move(town, cycle, id, { plan: "submitted" }, since)),
  ]);
  return { town, cycle, chief };
}

const counted = async ({ table }: Town, day = morning.slice(0, 10)) => {
  const found = await table.get(mailCountEntity, { day });
  const { sent, unknown, skipped, bounced } = found ?? none;
  return { sent, unknown, skipped, bounced };
};

/** What the ledger says: mails that left or may have, and steps that were not mailed. */
async function inLedger(town: Town, cycle: Cycle) {
  const entries = await ledgerOf(town, cycle, "planning");
  const of = (state: string) => entries.filter((entry) => entry.state === state);
  const mails = (state: string) =>
    new Set(of(state).map(({ recipient, personId }) => recipient ?? personId)).size;
  return { ...none, sent: mails("sent"), unknown: mails("unknown"), skipped: of("skipped").length };
}

describe("the counts of a day's mails", () => {
  test("are what the ledger says, however often messages come", async () => {
    const { town, cycle } = await smallTown();
    world.travelTo(townInstant(morning));
    await tick({ times: 3, fired: 2 });
    expect(await counted(town)).toEqual(await inLedger(town, cycle));
    expect((await counted(town)).sent).toBe(edges.mails.length);
    expect((await counted(town)).sent).toBeGreaterThan(0);
    expect((await counted(town)).skipped).toBeGreaterThan(0);
  });

  test("hold a mail without an answer apart, once", async () => {
    const { town, cycle } = await smallTown();
    edges.answer = () => ({ outcome: { outcome: "unknown" }, leaves: true });
    world.travelTo(townInstant(morning));
    await tick({ times: 2 });
    expect(await counted(town)).toEqual(await inLedger(town, cycle));
    expect(await counted(town)).toMatchObject({ sent: 0, unknown: edges.mails.length });
  });

  test("are kept of a page of which one mail was refused and comes again", async () => {
    const { town, cycle, chief } = await smallTown();
    edges.answer = ({ to }) =>
      to === addressOf(chief.id)
        ? { outcome: { outcome: "refused", because: "sender" } as never, leaves: false }
        : undefined;
    world.travelTo(townInstant(morning));
    await tick();
    expect(await counted(town)).toEqual(await inLedger(town, cycle));
    edges.answer = () => undefined;
    redeliver();
    world.travelTo(townInstant("2026-07-08T08:15"));
    await tick();
    expect(await counted(town)).toEqual(await inLedger(town, cycle));
  });

  test("are too small, and never too large, where the count itself was lost", async () => {
    const { town, cycle, chief } = await smallTown();
    world.travelTo(townInstant(morning));
    const { client } = world.connection;
    let isLost = true;
    useConnection({
      ...world.connection,
      client: {
        send: async (command: never) => {
          if (isLost && (command as object) instanceof UpdateCommand) throw new Error("killed");
          return await client.send(command);
        },
      } as unknown as typeof client,
    });
    const message = { agency: town.agency, people: [chief.id] };
    expect(await consume(digests, "page", message)).toBe(true);
    isLost = false;
    expect(await consume(digests, "again", message)).toBe(false);
    useConnection(world.connection);
    expect((await inLedger(town, cycle)).sent).toBe(1);
    expect(await counted(town)).toEqual(none);
    expect(edges.mails).toHaveLength(1);
  });

  test("have an invitation once, and a bounce once for its mail", async () => {
    const { town } = await smallTown();
    const invitee = { name: "Budi", email: "budi@contoh.go.id", roles: ["planner"] as const };
    const { member, invitation } = newInvitation(town.agency, invitee, world.now());
    const { table } = town;
    await table.write([table.create(memberEntity, member), table.create(invitationEntity, invitation)]);
    const event = { entity: "invitation", agency: town.agency, after: invitation };
    world.travelTo("2026-07-08T16:59:59.000Z");
    for (let time = 0; time < 3; time++) await consume(notices, "notice", event);
    expect(await counted(town)).toEqual({ ...none, sent: 1 });
    // A day of the service begins at midnight in Jakarta.
    world.travelTo("2026-07-08T17:00:00.000Z");
    const back = {
      detail: {
        eventType: "Bounce",
        mail: { messageId: "m1", tags: { agency: [town.agency] } },
        bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: "budi@contoh.go.id" }] },
      },
    };
    for (let time = 0; time < 3; time++) await consume(mailEvents, "bounce", back);
    expect(await counted(town)).toEqual({ ...none, sent: 1 });
    expect(await counted(town, "2026-07-09")).toEqual({ ...none, bounced: 1 });
  });
});
