import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { handler as digests } from "#functions/reminders/on-digests.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { extendWindow } from "#shared/cycles/windows.ts";
import type { Ticket } from "#shared/people/ticket.ts";
import { ticketEntity } from "#shared/people/ticket-store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { milestone, milestoneEntity, milestonesOfSubject } from "#shared/platform/milestones.ts";
import { useConnection } from "#shared/platform/table/client.ts";
import { changed } from "#shared/platform/table/table.ts";
import { collect } from "../support/collect.ts";
import { edges } from "../support/edges.ts";
import { useOwnSchedule } from "../support/own-schedule.ts";
import {
  addressOf,
  beginTown,
  buildTown,
  consume,
  daysOfMail,
  drain,
  ledgerOf,
  move,
  openTownCycle,
  planTownCycle,
  redeliver,
  type Town,
  tick,
  townDay,
  townInstant,
} from "../support/reminder-town.ts";
import { atScale } from "../support/scale.ts";
import { useWorld } from "../support/world.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));

const world = useWorld();
useOwnSchedule(world);

beforeEach(() => {
  beginTown(world, "2026-06-30T09:00");
});

const semester = { kind: "semester", year: 2026, index: 2 } as const;

interface Small {
  readonly town: Town;
  readonly cycle: Cycle;
  readonly chief: Town["chiefs"][number];
}

/** One office, one head, one chief for whom plans of two people wait since the second day. */
async function smallTown(): Promise<Small> {
  const town = await buildTown(world, { offices: 1, chiefs: 1, staff: 2 });
  const cycle = await openTownCycle(world, town, semester);
  const [chief] = town.chiefs;
  if (chief === undefined) throw new Error("a town has a chief");
  const since = townInstant("2026-07-02T10:00");
  await Promise.all([
    ...[...town.heads, chief.id].map((id) => move(town, cycle, id, { plan: "approved" }, since)),
    ...chief.staff.map((id) => move(town, cycle, id, { plan: "submitted" }, since)),
  ]);
  return { town, cycle, chief };
}

async function at(local: string, delivery: Parameters<typeof tick>[0] = {}): Promise<void> {
  world.travelTo(townInstant(local));
  await tick(delivery);
}

const morningOf = (day: number) => `2026-07-${String(day).padStart(2, "0")}T08:00`;

/** The ledger of the planning window: "supervisor.d7 sent". */
async function statesOf({ town, cycle }: Small, person: string): Promise<string[]> {
  const entries = await ledgerOf(town, cycle, "planning");
  return entries
    .filter(({ personId }) => personId === person)
    .map((entry) => `${entry.audience}.${entry.step} ${entry.reason ?? entry.state}`)
    .sort();
}

describe("who is mailed", () => {
  /** Somebody's ticket, opened at that time of the agency's zone. */
  async function openTicket(
    { table, staff }: { table: Town["table"]; staff: Id<"employee"> },
    local: string,
  ) {
    const ticket: Ticket = {
      employeeId: staff,
      number: 1,
      state: "open",
      openedBy: "employee",
      openedAt: townInstant(local),
      name: `Pegawai ${local.slice(8, 10)}`,
    };
    await table.write([table.create(ticketEntity, ticket)]);
  }

  test("an administrator reads how many tickets have waited too long, and which is the oldest, in a mail that leaves anyway", async () => {
    const town = await buildTown(world, { offices: 1, chiefs: 1, staff: 3 });
    await openTownCycle(world, town, semester);
    const [first, second, third] = town.chiefs[0]?.staff ?? [];
    if (first === undefined || second === undefined || third === undefined) throw new Error("three people");
    await openTicket({ table: town.table, staff: second }, "2026-06-30T10:00");
    await openTicket({ table: town.table, staff: first }, "2026-06-29T10:00");
    await openTicket({ table: town.table, staff: third }, "2026-07-07T10:00");
    await at(morningOf(8));
    const mails = edges.mails.filter(({ to }) => to === town.administrator);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(
      'Menunggu lebih dari 5 hari kerja: 2 tiket "Penilai saya keliru" (terlama: Pegawai 29, sejak Senin, 29 Juni 2026).',
    );
    const others = edges.mails.filter(({ to, text }) => to !== town.administrator && text.includes("tiket"));
    expect(others).toEqual([]);
  });

  test("for tickets alone an administrator gets no mail", async () => {
    const { town, chief } = await smallTown();
    await openTicket({ table: town.table, staff: chief.staff[0] ?? expect.fail() }, "2026-06-29T10:00");
    await at(morningOf(8));
    expect(edges.mails.filter(({ to }) => to === town.administrator)).toEqual([]);
  });

  test("who is done gets nothing, and the ledger says why", async () => {
    const small = await smallTown();
    await Promise.all(
      small.chief.staff.map((id) =>
        move(small.town, small.cycle, id, { plan: "approved" }, townInstant("2026-07-03T10:00")),
      ),
    );
    await at(morningOf(8));
    expect(edges.mails).toEqual([]);
    const states = await statesOf(small, small.chief.id);
    expect(states).toContain("supervisor.d7 done");
    expect(states).toContain("employee.d7 done");
  });

  test("after three days without service the latest step alone is sent, on the next working day", async () => {
    const small = await smallTown();
    const address = addressOf(small.chief.id);
    // The 8th and the 10th are missed; the 11th is a Saturday.
    await at(morningOf(11));
    expect(edges.mails).toEqual([]);
    await at("2026-07-12T08:00");
    await at(morningOf(13));
    expect(daysOfMail(address)).toEqual(["2026-07-13"]);
    expect(await statesOf(small, small.chief.id)).toEqual(
      expect.arrayContaining(["supervisor.d14 superseded", "supervisor.d3 sent", "supervisor.d7 superseded"]),
    );
    await at(morningOf(14));
    expect(daysOfMail(address)).toEqual(["2026-07-13", "2026-07-14"]);
  });

  test("a late tick in the evening waits for the next morning", async () => {
    const { chief } = await smallTown();
    await at("2026-07-08T19:30");
    expect(edges.mails).toEqual([]);
    await at(morningOf(9));
    expect(daysOfMail(addressOf(chief.id))).toEqual(["2026-07-09"]);
  });

  test("two cycles that meet on a day are one mail with both", async () => {
    const { town, chief, cycle } = await smallTown();
    // A quarter beside the semester: its planning closes on Friday the 10th, on which the semester's third day falls.
    const quarter = await planTownCycle(world, town, { kind: "quarter", year: 2026, index: 3 });
    await at("2026-07-02T10:00");
    await at("2026-07-02T10:15");
    const since = townInstant("2026-07-02T11:00");
    await Promise.all(chief.staff.map((id) => move(town, quarter, id, { plan: "submitted" }, since)));
    await at(morningOf(10), { times: 2 });
    const mails = edges.mails.filter(
      ({ to, at: left }) => to === addressOf(chief.id) && townDay(left) === "2026-07-10",
    );
    expect(mails.length).toBe(1);
    expect(mails[0]?.text).toContain(cycle.title.id);
    expect(mails[0]?.text).toContain(quarter.title.id);
  });

  test("an extension makes new steps, and none repeats on the day of its former's mail", async () => {
    const { town, chief, cycle } = await smallTown();
    await at(morningOf(8));
    world.travelTo(townInstant("2026-07-08T09:00"));
    await extendPlanning(town, cycle, "2026-07-22T23:59");
    for (let day = 8; day <= 22; day++) await at(`2026-07-${String(day).padStart(2, "0")}T09:15`);
    // Seven days before the new deadline, Sunday's step on Friday, the day before and the day itself.
    expect(daysOfMail(addressOf(chief.id))).toEqual(
      [8, 15, 17, 21, 22].map((day) => townDay(townInstant(morningOf(day)))),
    );
    const [first, second] = edges.mails.filter(({ to }) => to === addressOf(chief.id));
    expect(first?.subject).not.toContain("diperpanjang");
    expect(second?.subject).toContain("diperpanjang");
  });

  test("without an address, or with a dead one, the step is skipped with that reason", async () => {
    const small = await smallTown();
    edges.answer = () => ({ outcome: { outcome: "refused", because: "address" }, leaves: false });
    await at(morningOf(8));
    expect(await statesOf(small, small.chief.id)).toContain("supervisor.d7 dead-address");
    expect(edges.failed).toEqual([]);
  });
});

describe("nobody is mailed twice for a step", () => {
  test("three workers that decide about the same person at the same time send one mail", async () => {
    const { town, chief } = await smallTown();
    await decideTogether(town, chief.id, (command) => command);
    await drain();
    expect(daysOfMail(addressOf(chief.id))).toEqual(["2026-07-08"]);
  });

  test("planted: with a table that forgets conditions they send three", async () => {
    const { town, chief } = await smallTown();
    await decideTogether(town, chief.id, withoutConditions);
    expect(daysOfMail(addressOf(chief.id)).length).toBe(3);
  });

  test("planted: with a ledger that forgets claims a message that comes again sends again", async () => {
    const { town, chief } = await smallTown();
    world.travelTo(townInstant(morningOf(8)));
    const { connection } = world;
    const message = { agency: town.agency, people: [chief.id] };
    for (const send of [forgetful(connection), connection]) {
      useConnection(send);
      await consume(digests, "again", message);
    }
    expect(daysOfMail(addressOf(chief.id))).toEqual(["2026-07-08", "2026-07-08"]);
  });

  test("a mail without an answer is unknown, never sent again, and the next step covers it", async () => {
    const small = await smallTown();
    edges.answer = () => ({ outcome: { outcome: "unknown" }, leaves: true });
    await at(morningOf(8));
    edges.answer = () => undefined;
    await at("2026-07-08T08:15", { fired: 2, times: 2 });
    await at(morningOf(9));
    expect(await statesOf(small, small.chief.id)).toContain("supervisor.d7 unknown");
    expect(daysOfMail(addressOf(small.chief.id))).toEqual(["2026-07-08"]);
    await at(morningOf(10));
    expect(daysOfMail(addressOf(small.chief.id))).toEqual(["2026-07-08", "2026-07-10"]);
  });

  test("what the mail service throttled did not leave, and leaves later the same day", async () => {
    const small = await smallTown();
    let refusals = 2;
    edges.answer = () => (refusals-- > 0 ? { outcome: { outcome: "busy" }, leaves: false } : undefined);
    await at(morningOf(8));
    expect(daysOfMail(addressOf(small.chief.id))).toEqual(["2026-07-08"]);
    expect(await statesOf(small, small.chief.id)).toContain("supervisor.d7 sent");
  });

  test("a crash after any write, message or mail between tick and settled ledger: sent once, or unknown and listed", {
    timeout: 240_000,
  }, async () => {
    const seen: string[] = [];
    for (let call = 0; ; call += atScale(5, 1)) {
      const outcome = await crashedRun(afterCall(call));
      if (outcome === "no crash") break;
      seen.push(outcome);
    }
    expect(seen.length).toBeGreaterThan(atScale(4, 20));
    expect(seen).toContain("sent");
  });

  test("a crash between claim and mail, or between mail and settled ledger, ends unknown", async () => {
    const toChief = (when: Moment) => (moment: Moment, mailTo: string | undefined, chief: string) =>
      moment === when && mailTo === chief;
    expect(await crashedRun(toChief("before"))).toBe("unknown, not sent");
    expect(await crashedRun(toChief("after"))).toBe("unknown, sent");
  });
});

/** As the route does: the window grows, and everything of the cycle is planned anew. */
async function extendPlanning(town: Town, { id }: Cycle, closesAt: string): Promise<void> {
  const { table } = town;
  const cycle = await table.get(cycleEntity, { id });
  if (cycle === undefined) throw new Error("no cycle");
  const outcome = extendWindow(
    cycle,
    "planning",
    { closesAt, reason: "extension", note: "surat" },
    world.now(),
  );
  if (!("cycle" in outcome)) throw new Error(outcome.code);
  const at = isoInstant(world.now());
  await table.write([
    table.replace(cycleEntity, cycle, { ...changed(cycle, {}), windows: outcome.cycle.windows }),
    table.create(milestoneEntity, milestone({ subject: id, kind: "cycle.arm", at, name: "extended" })),
  ]);
}

type Moment = "before" | "after";
/** Whether the process dies at this moment of a call; of a mail its address and that of the chief are known. */
type Death = (moment: Moment, mailTo: string | undefined, chief: string) => boolean;

/** Death after the n-th call to table, queue or mail service; before the first for 0. */
function afterCall(dying: number): Death {
  let calls = 0;
  return (moment) => (moment === "after" ? ++calls === dying : dying === 0);
}

/** A run that dies; then the service comes back. What became of the mail to the chief. */
async function crashedRun(isTime: Death): Promise<string> {
  edges.reset();
  world.travelTo(townInstant("2026-06-30T09:00"));
  useConnection(world.connection);
  const small = await smallTown();
  world.travelTo(townInstant(morningOf(8)));
  let isDead = false;
  edges.watch = async (moment, mailTo) => {
    if (isDead) throw new Error("dead");
    if (isTime(moment, mailTo, addressOf(small.chief.id))) {
      isDead = true;
      throw new Error("killed");
    }
  };
  useConnection(watched(world.connection));
  await tick().catch(() => undefined);
  const hasCrashed = isDead;
  edges.watch = async () => undefined;
  useConnection(world.connection);
  // What was not delivered comes again: invisible for some minutes, claims of milestones for ten, leases for ten.
  for (const time of ["08:07", "08:15", "08:30", "08:45", "09:00"]) {
    redeliver();
    await at(`2026-07-08T${time}`);
  }
  const { town, cycle, chief } = small;
  const entries = await ledgerOf(town, cycle, "planning");
  const states = entries.filter(({ step }) => step === "d7").map(({ state }) => state);
  expect(states).not.toContain("claimed");
  // The head, the chief and two people as employees; the mayor's is the administrator's; head and chief as supervisors.
  expect(states.length).toBeGreaterThanOrEqual(6);
  const left = (await collect(town.table.each(milestonesOfSubject(cycle.id)))).filter(
    ({ kind, at: due }) => kind.startsWith("reminder.") && due <= isoInstant(world.now()),
  );
  expect(left).toEqual([]);
  const mine = entries.find(
    ({ personId, audience, step }) => personId === chief.id && audience === "supervisor" && step === "d7",
  );
  const mails = daysOfMail(addressOf(chief.id)).length;
  if (!hasCrashed) return "no crash";
  if (mine?.state === "sent") {
    expect(mails).toBe(1);
    return "sent";
  }
  expect(mine?.state).toBe("unknown");
  expect(mails).toBeLessThanOrEqual(1);
  return mails === 1 ? "unknown, sent" : "unknown, not sent";
}

type Connection = Parameters<typeof useConnection>[0];

/**
 * The table behind the same watcher as queues and mail. Reads are not counted: to die after one leaves the same behind as
 * to die before it.
 */
function watched(connection: Connection): Connection {
  return withSend(connection, async (command) => {
    await edges.watch("before");
    if (!changesTheTable(command)) return await connection.client.send(command as never);
    const output = await connection.client.send(command as never);
    await edges.watch("after");
    return output;
  });
}

function changesTheTable(command: unknown): boolean {
  return [PutCommand, DeleteCommand, UpdateCommand, TransactWriteCommand].some(
    (kind) => command instanceof kind,
  );
}

/** Three workers with the same page, none of whom writes before all have decided. */
async function decideTogether(
  town: Town,
  person: string,
  change: (command: unknown) => unknown,
): Promise<void> {
  world.travelTo(townInstant(morningOf(8)));
  const { connection } = world;
  const { promise: allDecided, resolve } = Promise.withResolvers<void>();
  let decided = 0;
  useConnection(
    withSend(connection, async (command) => {
      if (command instanceof TransactWriteCommand) {
        if (++decided === 3) resolve();
        await allDecided;
      }
      return await connection.client.send(change(command) as never);
    }),
  );
  const message = { agency: town.agency, people: [person] };
  await Promise.all(["a", "b", "c"].map((id) => consume(digests, id, message)));
  useConnection(connection);
}

/** A table that says yes to claims and mail days and keeps none. */
function forgetful(connection: Connection): Connection {
  return withSend(connection, async (command) => {
    const isClaim = command instanceof TransactWriteCommand || command instanceof PutCommand;
    return isClaim ? {} : await connection.client.send(command as never);
  });
}

/** A table that does not look at conditions. */
function withoutConditions(command: unknown): unknown {
  if (!(command instanceof TransactWriteCommand)) return command;
  for (const { Put } of command.input.TransactItems ?? []) {
    if (Put === undefined) continue;
    Reflect.deleteProperty(Put, "ConditionExpression");
    Reflect.deleteProperty(Put, "ExpressionAttributeNames");
    Reflect.deleteProperty(Put, "ExpressionAttributeValues");
  }
  return command;
}

function withSend(connection: Connection, send: (command: unknown) => Promise<unknown>): Connection {
  return { ...connection, client: { send } as unknown as Connection["client"] };
}
