import { beforeEach, describe, expect, test, vi } from "vitest";
import { implementation } from "#functions/reminders/handlers.ts";
import { handler as mailEvents } from "#functions/reminders/on-mail-events.ts";
import { handler as notices } from "#functions/reminders/on-notices.ts";
import { type Confirmation, confirmationEntity } from "#shared/appraisals/confirmation-item.ts";
import { cycleCheckEntity, cycleEntity, partEntity } from "#shared/cycles/store.ts";
import { readInvitationCode } from "#shared/identity/invitation-code.ts";
import { newInvitation } from "#shared/identity/invite.ts";
import { invitationEntity, memberEntity } from "#shared/identity/store.ts";
import { importEntity } from "#shared/people/imports.ts";
import { addressHash, addressStateEntity, officialEntity } from "#shared/people/store.ts";
import type { Ticket } from "#shared/people/ticket.ts";
import { ticketEntity } from "#shared/people/ticket-store.ts";
import { newId } from "#shared/platform/ids.ts";
import { readOneTimeCode } from "#shared/platform/one-time-code.ts";
import { partIdOf } from "#shared/platform/part-id.ts";
import { changed } from "#shared/platform/table/table.ts";
import { nightElement } from "#shared/reminders/mail-style.ts";
import { reminderRoutes } from "#shared/reminders/routes.ts";
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
  type Town,
  tick,
  townInstant,
} from "../support/reminder-town.ts";
import { useWorld } from "../support/world.ts";

const tokenKey = "token-key-of-tests".repeat(4);

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));
vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  readRotatingSecret: async () => ({ current: "token-key-of-tests".repeat(4), previous: "" }),
}));

const world = useWorld([implementation]);
useOwnSchedule(world);

beforeEach(() => {
  beginTown(world, "2026-06-30T09:00");
  vi.stubEnv("TOKEN_KEY_SECRET", "arn:token-key");
});

const semester = { kind: "semester", year: 2026, index: 2 } as const;

/** A change as the relay tells it; false when the consumer took it. */
async function told(town: Town, entity: string, before: object | undefined, after: object): Promise<boolean> {
  return await consume(notices, "notice", { entity, agency: town.agency, before, after });
}

async function smallTown() {
  const town = await buildTown(world, { offices: 1, chiefs: 1, staff: 1 });
  const [chief] = town.chiefs;
  const [employee] = chief?.staff ?? [];
  if (chief === undefined || employee === undefined) throw new Error("too small a town");
  return { town, chief, employee };
}

/** A mayor with an address, who is asked to confirm one person's ratings by the second link. */
async function askedMayor(how: Partial<Confirmation> = {}) {
  const { town, employee } = await smallTown();
  const cycle = await openTownCycle(world, town, semester);
  const asked: Confirmation = {
    confirmationId: newId("confirmation", 1),
    official: town.mayor,
    cycleId: cycle.id,
    evaluationId: cycle.evaluations[0]?.id ?? expect.fail("no evaluation"),
    number: 2,
    state: "open",
    channel: "mail",
    expiresAt: townInstant("2026-07-07T09:00"),
    drafts: [
      {
        part: partIdOf({ employeeId: employee, cycleId: cycle.id, number: 1 }),
        hash: "0".repeat(64),
        isConfirmed: false,
      },
    ],
    plans: [],
    askedBy: newId("member", 1),
    askedByName: "Rina Ajudan",
    askedAt: townInstant("2026-06-30T09:00"),
    ...how,
  };
  const official = await town.table.get(officialEntity, { id: town.mayor });
  if (official === undefined) throw new Error("no mayor");
  const email = "walikota@contoh.go.id";
  await town.table.write([
    town.table.create(confirmationEntity, asked),
    town.table.replace(officialEntity, official, changed(official, { email })),
  ]);
  return { town, asked, mails: () => edges.mails.filter(({ to }) => to === email) };
}

describe("mail that a change calls for", () => {
  test("an invitation is mailed once with a code that we can read, however often it is told", async () => {
    const { town } = await smallTown();
    const invitee = { name: "Budi", email: "budi@contoh.go.id", roles: ["planner"] as const };
    const { member, invitation } = newInvitation(town.agency, invitee, world.now());
    await town.table.write([
      town.table.create(memberEntity, member),
      town.table.create(invitationEntity, invitation),
    ]);
    for (let time = 0; time < 3; time++)
      expect(await told(town, "invitation", undefined, invitation)).toBe(false);
    const mails = edges.mails.filter(({ to }) => to === "budi@contoh.go.id");
    expect(mails.length).toBe(1);
    expect(mails[0]?.text).toContain("perencana periode");
    const code = /undangan#(\S+)/.exec(mails[0]?.text ?? "")?.[1] ?? "";
    expect(readInvitationCode(tokenKey, code.replace(/\.$/, ""))).toEqual({
      agencyId: town.agency,
      invitationId: invitation.invitationId,
      number: 1,
    });
  });

  test("sent again under a new number it is mailed again; withdrawn, redeemed or printed it is not", async () => {
    const { town } = await smallTown();
    const invitee = { name: "Budi", email: "budi@contoh.go.id", roles: ["planner"] as const };
    const { member, invitation } = newInvitation(town.agency, invitee, world.now());
    const again = { ...invitation, number: 2 };
    await town.table.write([
      town.table.create(memberEntity, member),
      town.table.create(invitationEntity, again),
    ]);
    await told(town, "invitation", undefined, invitation);
    expect(edges.mails).toEqual([]);
    await told(town, "invitation", invitation, again);
    expect(edges.mails.length).toBe(1);
    await told(town, "invitation", again, { ...again, state: "redeemed" });
    await told(town, "invitation", undefined, { ...again, number: 3, channel: "slip" });
    expect(edges.mails.length).toBe(1);
  });

  test("an official is asked to confirm once for each link, with nobody's name or result in the mail", async () => {
    const { town, asked, mails } = await askedMayor();
    await told(town, "confirmation", undefined, { ...asked, number: 1 });
    await told(town, "confirmation", undefined, { ...asked, channel: "slip" });
    await told(town, "confirmation", asked, asked);
    expect(mails()).toEqual([]);
    for (let time = 0; time < 2; time++) await told(town, "confirmation", { ...asked, number: 1 }, asked);
    expect(mails()).toHaveLength(1);
    const [mail] = mails();
    expect(mail?.subject).toBe("Menunggu konfirmasi Bapak/Ibu: penilaian 1 pegawai");
    expect(mail?.text).toContain("Rina Ajudan telah menyiapkan penilaian");
    expect(mail?.text).toContain("Selasa, 7 Juli 2026");
    const code = /konfirmasi#(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
    expect(readOneTimeCode(tokenKey, "confirmation", code.replace(/\.$/, ""))).toEqual({
      agencyId: town.agency,
      id: asked.confirmationId,
      number: 2,
    });
  });

  test("an official who is asked about plans is mailed whose decision that is, by the same link's rules", async () => {
    const part = partIdOf({ employeeId: newId("employee", 1), cycleId: newId("cycle", 1), number: 1 });
    const plans = [{ part, version: 1, hash: "0".repeat(64), decision: null }];
    const { town, asked, mails } = await askedMayor({ evaluationId: undefined, drafts: [], plans });
    for (let time = 0; time < 2; time++) await told(town, "confirmation", { ...asked, number: 1 }, asked);
    expect(mails().map(({ subject }) => subject)).toEqual(["Menunggu keputusan Bapak/Ibu: SKP 1 pegawai"]);
    expect(mails()[0]?.text).toContain("Rina Ajudan meminta keputusan Bapak/Ibu atas SKP");
    expect(mails()[0]?.text).toContain("konfirmasi#");
  });

  test.each([
    ["expired", { expiresAt: townInstant("2026-06-30T08:00") }],
    ["done its work", { state: "used" as const }],
  ])("an official is not mailed a link that has %s", async (_, how) => {
    const { town, asked, mails } = await askedMayor(how);
    await told(town, "confirmation", undefined, asked);
    expect(mails()).toEqual([]);
  });

  test("a returned plan and a final result are mailed to their employee, once each", async () => {
    const { town, employee } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    const id = partIdOf({ employeeId: employee, cycleId: cycle.id, number: 1 });
    await move(town, cycle, employee, { plan: "returned" }, townInstant("2026-07-06T10:00"));
    for (let time = 0; time < 2; time++) await told(town, "part", { id }, { id });
    await move(town, cycle, employee, { evaluation: "submitted" }, townInstant("2027-01-06T10:00"));
    for (let time = 0; time < 2; time++) await told(town, "part", { id }, { id });
    const mails = edges.mails.filter(({ to }) => to === addressOf(employee));
    expect(mails.map(({ subject }) => subject)).toEqual([
      "SKP Anda dikembalikan untuk diperbaiki",
      "Hasil evaluasi kinerja Anda dapat dibaca",
    ]);
    expect(mails[0]?.text).toContain("Rabu, 15 Juli 2026");
  });

  test("a late report that was declined is mailed to its employee, once; one that never came is not", async () => {
    const { town, employee } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    const id = partIdOf({ employeeId: employee, cycleId: cycle.id, number: 1 });
    const closed = { evaluation: "closed-without-report" } as const;
    await move(town, cycle, employee, closed, townInstant("2027-01-18T09:00"));
    await told(town, "part", { id }, { id });
    expect(edges.mails.filter(({ to }) => to === addressOf(employee))).toEqual([]);
    const late = { ...closed, arrival: "late-appraiser-decides" } as const;
    await move(town, cycle, employee, late, townInstant("2027-01-18T10:00"));
    for (let time = 0; time < 2; time++) await told(town, "part", { id }, { id });
    const mails = edges.mails.filter(({ to }) => to === addressOf(employee));
    expect(mails.map(({ subject }) => subject)).toEqual(["Laporan Anda tiba terlambat dan tidak diterima"]);
    expect(mails[0]?.text).toContain(`/laporan?siklus=${cycle.id}`);
  });

  test("of two changes told side by side the later one mails, and neither waits for the other", async () => {
    const { town, employee } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    const place = { employeeId: employee, cycleId: cycle.id, number: 1 };
    const versions: (number | undefined)[] = [];
    for (const plan of ["submitted", "returned"] as const) {
      await move(town, cycle, employee, { plan }, townInstant("2026-07-06T10:00"));
      versions.push((await town.table.get(partEntity, place))?.version);
    }
    const id = partIdOf(place);
    const event = { entity: "part", agency: town.agency, before: { id }, after: { id } };
    const waits = await Promise.all(
      versions.map((versionAfter) => consume(notices, "notice", { ...event, versionAfter })),
    );
    expect(waits).toEqual([false, false]);
    expect(edges.mails.filter(({ to }) => to === addressOf(employee))).toHaveLength(1);
  });

  test("a part that is new, or whose result is older than what is noted of mail, is not mailed", async () => {
    const { town, employee } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    const id = partIdOf({ employeeId: employee, cycleId: cycle.id, number: 1 });
    await move(town, cycle, employee, { evaluation: "submitted" }, townInstant("2027-01-06T10:00"));
    await told(town, "part", undefined, { id });
    world.travelTo(townInstant("2028-01-10T10:00"));
    await told(town, "part", { id }, { id });
    expect(edges.mails.filter(({ to }) => to === addressOf(employee))).toEqual([]);
  });

  test("a decided ticket is mailed to its employee once; what is still open, withdrawn or opened anew is not", async () => {
    const { town, employee } = await smallTown();
    const ticket: Ticket = {
      employeeId: employee,
      number: 1,
      state: "declined",
      openedBy: "employee",
      openedAt: townInstant("2026-06-30T08:00"),
      name: "Siti",
    };
    const inState = (state: Ticket["state"]) => ({ ...ticket, state });
    await town.table.write([town.table.create(ticketEntity, ticket)]);
    for (const [before, after] of [
      ["answered", "corrected"],
      ["open", "answered"],
      ["open", "withdrawn"],
      ["declined", "declined"],
    ] as const)
      await told(town, "ticket", inState(before), inState(after));
    expect(edges.mails).toEqual([]);
    for (let time = 0; time < 2; time++) await told(town, "ticket", inState("open"), ticket);
    expect(edges.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [addressOf(employee), "Penilai Anda tidak diubah"],
    ]);
    expect(edges.mails[0]?.text).toContain("/hari-ini");
  });

  test("an import's end is told to whoever began it", async () => {
    const { town } = await smallTown();
    const { member } = newInvitation(
      town.agency,
      { name: "Rina", email: "rina@contoh.go.id", roles: ["agencyAdmin"] },
      world.now(),
    );
    const job = {
      id: newId("import", 1),
      state: "failed" as const,
      fileName: "pegawai.xlsx",
      createdAt: townInstant("2026-06-30T09:00"),
      createdBy: member.memberId,
      problem: { code: "file.no-spreadsheet", id: "bukan lembar kerja.", en: "not a spreadsheet." },
      done: 0,
      undone: 0,
      skipped: 0,
    };
    await town.table.write([town.table.create(memberEntity, member), town.table.create(importEntity, job)]);
    await told(town, "import", { ...job, state: "reading" }, job);
    expect(edges.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ["rina@contoh.go.id", "Impor data pegawai gagal: pegawai.xlsx"],
    ]);
  });

  test("what a check finds before an opening is told to every administrator once, and nothing found to nobody", async () => {
    const { town } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    const stored = await town.table.get(cycleEntity, cycle);
    if (stored === undefined) throw new Error("no cycle");
    const members = ["rina", "tono", "lama"].map((name) => ({
      ...newInvitation(
        town.agency,
        { name, email: `${name}@contoh.go.id`, roles: [name === "tono" ? "planner" : "agencyAdmin"] },
        world.now(),
      ).member,
      state: name === "lama" ? ("inactive" as const) : ("active" as const),
    }));
    await town.table.write(members.map((member) => town.table.create(memberEntity, member)));
    const check = {
      cycleId: cycle.id,
      at: townInstant("2026-06-29T08:00"),
      opensAt: townInstant("2026-07-01T00:00"),
      toMend: [
        { code: "person.no-appraiser" as const, count: 4 },
        { code: "person.dead-address" as const, count: 2 },
      ],
    };
    const tell = async (toMend: typeof check.toMend, state: "planned" | "cancelled") => {
      const known = await town.table.get(cycleCheckEntity, check);
      const next = { ...check, toMend };
      const current = await town.table.get(cycleEntity, cycle);
      if (current === undefined) throw new Error("no cycle");
      await town.table.write([
        known === undefined
          ? town.table.create(cycleCheckEntity, next)
          : town.table.replace(cycleCheckEntity, known, next),
        town.table.replace(cycleEntity, current, changed(current, { state })),
      ]);
      expect(await told(town, "cycleCheck", undefined, { cycleId: cycle.id })).toBe(false);
    };
    await tell([], "planned");
    await tell(check.toMend, "cancelled");
    expect(edges.mails.filter(({ subject }) => subject.startsWith("Perlu perhatian"))).toEqual([]);
    for (let time = 0; time < 2; time++) await tell(check.toMend, "planned");
    const mails = edges.mails.filter(({ subject }) => subject.startsWith("Perlu perhatian: 6"));
    expect(mails.map(({ to }) => to)).toContain("rina@contoh.go.id");
    expect(mails.map(({ to }) => to)).not.toContain("tono@contoh.go.id");
    expect(mails.map(({ to }) => to)).not.toContain("lama@contoh.go.id");
    expect(new Set(mails.map(({ to }) => to)).size).toBe(mails.length);
    expect(mails[0]?.text).toContain("4 × tanpa penilai; 2 × alamat surel mati");
  });

  test("what was not sent comes again and is then sent; a crash after sending sends a second time, no more", async () => {
    const { town } = await smallTown();
    const invitee = { name: "Budi", email: "budi@contoh.go.id", roles: ["planner"] as const };
    const { member, invitation } = newInvitation(town.agency, invitee, world.now());
    await town.table.write([
      town.table.create(memberEntity, member),
      town.table.create(invitationEntity, invitation),
    ]);
    edges.answer = () => ({ outcome: { outcome: "unknown" }, leaves: true });
    expect(await told(town, "invitation", undefined, invitation)).toBe(true);
    edges.answer = () => undefined;
    // The first worker may still be at it.
    expect(await told(town, "invitation", undefined, invitation)).toBe(true);
    world.pass({ minutes: 4 });
    expect(await told(town, "invitation", undefined, invitation)).toBe(false);
    expect(await told(town, "invitation", undefined, invitation)).toBe(false);
    expect(edges.mails.length).toBe(2);
  });
});

/** A bounce as EventBridge puts it into the queue. */
function bounce(
  mail: { to: string; tags: Readonly<Record<string, string>> },
  messageId: string,
  type = "Permanent",
) {
  const tags = Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]]));
  return {
    source: "aws.ses",
    "detail-type": "Email Bounced",
    detail: {
      eventType: "Bounce",
      mail: { messageId, tags },
      bounce: { bounceType: type, bouncedRecipients: [{ emailAddress: mail.to }] },
    },
  };
}

describe("mail that comes back", () => {
  test("the second bounce makes the address dead: listed, skipped, and noted at the step", async () => {
    const { town, chief, employee } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    await move(town, cycle, employee, { plan: "submitted" }, townInstant("2026-07-02T10:00"));
    await move(town, cycle, chief.id, { plan: "approved" }, townInstant("2026-07-02T10:00"));
    const state = () => town.table.get(addressStateEntity, { addressHash: addressHash(addressOf(chief.id)) });
    const as = world.actor({ agency: town.agency, roles: ["planner"] });
    const dead = async () => (await world.call(reminderRoutes.listDeadAddresses, { as })).body.items;
    for (const [day, id] of [
      ["2026-07-08", "m1"],
      ["2026-07-10", "m2"],
    ] as const) {
      world.travelTo(townInstant(`${day}T08:00`));
      await tick();
      const mail = edges.mails.filter(({ to }) => to === addressOf(chief.id)).at(-1);
      if (mail === undefined) throw new Error("no mail to bounce");
      if (id === "m2") expect(await dead()).toEqual([]);
      await consume(mailEvents, "e0", bounce(mail, `${id}-transient`, "Transient"));
      for (let time = 0; time < 2; time++) await consume(mailEvents, "e1", bounce(mail, id));
    }
    expect((await state())?.bounces).toBe(2);
    expect((await dead()).map(({ id }) => id)).toEqual([chief.id]);
    world.travelTo(townInstant("2026-07-14T08:00"));
    await tick();
    const entries = (await ledgerOf(town, cycle, "planning")).filter(
      ({ personId, audience }) => personId === chief.id && audience === "supervisor",
    );
    expect(entries.find(({ step }) => step === "d1")?.reason).toBe("dead-address");
    expect(
      entries
        .filter(({ bouncedAt }) => bouncedAt !== undefined)
        .map(({ step }) => step)
        .sort(),
    ).toEqual(["d3", "d7"]);
  });
});

describe("what planners see", () => {
  test("the next step with who would get what and why is what then happens", async () => {
    const { town, chief, employee } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    await move(town, cycle, employee, { plan: "submitted" }, townInstant("2026-07-02T10:00"));
    await move(town, cycle, chief.id, { plan: "approved" }, townInstant("2026-07-02T10:00"));
    world.travelTo(townInstant("2026-07-07T15:00"));
    const as = world.actor({ agency: town.agency, roles: ["planner"] });
    const { body } = await world.call(reminderRoutes.listReminders, { as, query: { cycle: cycle.id } });
    expect(body.at).toBe(townInstant("2026-07-08T08:00"));
    expect(body.steps[0]).toMatchObject({ at: body.at, step: "d7" });
    const foreseen = body.items.find(({ id }) => id === chief.id);
    expect(foreseen).toMatchObject({ decision: "send" });
    expect(foreseen?.why.join(" ")).toContain("15 Jul");

    const query = { cycle: cycle.id, person: chief.id, step: "d7", window: "planning" };
    const { body: preview } = await world.call(reminderRoutes.previewReminder, { as, query });
    edges.mails = [];
    world.travelTo(townInstant("2026-07-08T08:00"));
    await tick();
    const left = edges.mails.find(({ to }) => to === addressOf(chief.id));
    expect(left?.subject).toBe(foreseen?.subject);
    // Letter for letter, but for what a reader's dark screen makes of it: a preview is of paper.
    const html = left?.html.replace(nightElement, "");
    expect(html).not.toBe(left?.html);
    expect(preview.mail).toEqual({ subject: left?.subject, text: left?.text, html });
    expect(preview.mail?.text).not.toMatch(/\d{16}/);

    const ledger = { cycle: cycle.id, window: "planning", step: "d7", limit: 200 };
    const { body: rows } = await world.call(reminderRoutes.readReminderLedger, { as, query: ledger });
    expect(
      rows.items.find(({ personId, audience }) => personId === chief.id && audience === "supervisor"),
    ).toMatchObject({
      state: "sent",
      name: expect.stringContaining("Pegawai"),
    });
    // Looked at afterwards it is the same mail still.
    const { body: past } = await world.call(reminderRoutes.previewReminder, { as, query });
    expect(past.decision).not.toBe("nothing");
  });

  test("the ledger pages through all shards, and whose worker died is shown as unknown", async () => {
    const { town, employee, chief } = await smallTown();
    const cycle = await openTownCycle(world, town, semester);
    await move(town, cycle, employee, { plan: "submitted" }, townInstant("2026-07-02T10:00"));
    await move(town, cycle, chief.id, { plan: "approved" }, townInstant("2026-07-02T10:00"));
    edges.watch = async (moment) => {
      if (moment === "before" && isMailing()) throw new Error("killed");
    };
    world.travelTo(townInstant("2026-07-08T08:00"));
    await tick();
    edges.watch = async () => undefined;
    world.pass({ minutes: 11 });
    const as = world.actor({ agency: town.agency, roles: ["auditor"] });
    const all: { personId: string; state: string }[] = [];
    let cursor: string | undefined;
    do {
      const query = {
        cycle: cycle.id,
        window: "planning",
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const { body } = await world.call(reminderRoutes.readReminderLedger, { as, query });
      all.push(...body.items);
      cursor = body.next;
    } while (cursor !== undefined);
    expect(all.length).toBe((await ledgerOf(town, cycle, "planning")).length);
    expect(all.filter(({ state }) => state === "claimed")).toEqual([]);
    expect(all.some(({ personId, state }) => personId === chief.id && state === "unknown")).toBe(true);
  });
});

/** Whether the mail service is being called, as against a queue. */
function isMailing(): boolean {
  return (new Error().stack ?? "").includes("sendMailEdge");
}
