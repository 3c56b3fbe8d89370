import { beforeEach, describe, expect, test, vi } from "vitest";
import { upcomingMilestones } from "#infra/local/desk/milestones.ts";
import { namesOf, stepOf, whyOf } from "#infra/local/desk/sent-mail.ts";
import { directoryEntity } from "#shared/agencies/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import { edges } from "../support/edges.ts";
import {
  beginTown,
  buildTown,
  openTownCycle,
  type Town,
  tick,
  townInstant,
} from "../support/reminder-town.ts";
import { useWorld } from "../support/world.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));

const world = useWorld();

beforeEach(() => {
  beginTown(world, "2026-06-30T09:00");
});

const semester = { kind: "semester", year: 2026, index: 2 } as const;

async function smallTown(): Promise<Town> {
  const town = await buildTown(world, { offices: 1, chiefs: 1, staff: 1 });
  const { agency } = town;
  const entry = { agencyId: agency, name: `Kota ${agency}`, zone: "Asia/Jakarta", preset: "pauh" } as const;
  await world
    .platform()
    .write([world.platform().create(directoryEntity, { ...entry, createdAt: isoInstant(world.now()) })]);
  return town;
}

/** The town's own lines: other tests' towns lie in the same table. */
async function linesOf(town: Town): Promise<string[]> {
  const found = await upcomingMilestones(world.platform(), world.now());
  return found
    .filter(({ agency }) => agency === undefined || agency.endsWith(town.agency))
    .map(({ local, title, reminds }) => `${local} ${title}${reminds ? " (surel)" : ""}`);
}

describe("the milestones of the control page", () => {
  test("are what the sweeper will do and what windows do by themselves, in order of time and in words", async () => {
    const town = await smallTown();
    await openTownCycle(world, town, semester);
    world.travelTo(townInstant("2027-01-08T07:50"));
    expect((await linesOf(town)).slice(0, 9)).toEqual([
      "2027-01-08T08:00 Pengingat −7 dan −3 (surel)",
      "2027-01-11T08:00 Pengingat −1 (surel)",
      "2027-01-12T08:00 Pengingat −3 · Pengingat hari terakhir (surel)",
      "2027-01-12T23:59 Batas predikat organisasi",
      "2027-01-13T08:00 Diteruskan ke atasan (surel)",
      "2027-01-14T08:00 Pengingat −1 (surel)",
      "2027-01-15T08:00 Pengingat hari terakhir (surel)",
      "2027-01-15T23:59 Laporan pegawai ditutup · Penilaian ditutup",
      "2027-01-16T00:00 Masa keberatan dibuka",
    ]);
  });

  test("name no housekeeping, and nothing that has happened", async () => {
    const town = await smallTown();
    const at = townInstant("2026-07-05T02:00");
    const kinds = ["cycle.recount", "reminder.again", "assignment.effective"] as const;
    const planned = kinds.map((kind) => milestone({ subject: "one", kind, at, name: "" }));
    await town.table.write(planned.map((one) => town.table.create(milestoneEntity, one)));
    expect(await linesOf(town)).toEqual(["2026-07-05T02:00 Penugasan mulai berlaku"]);
    world.travelTo(at);
    expect(await linesOf(town)).toEqual([]);
  });
});

describe("a sent mail on the control page", () => {
  test("is somebody's, names its step, and says why it left", async () => {
    const town = await smallTown();
    const [head] = town.heads;
    await openTownCycle(world, town, semester);
    world.travelTo(townInstant("2026-07-08T08:00"));
    await tick();
    const mails = edges.mails
      .filter(({ tags }) => tags["agency"] === town.agency)
      .map(({ to, tags }) => ({ messageId: to, tags }));
    const toHead = mails.find(({ tags }) => tags["person"] === head);
    const toAdmin = mails.find(({ messageId }) => messageId === town.administrator);
    if (toHead === undefined || toAdmin === undefined) throw new Error("a reminder is missing");
    const names = await namesOf(world.platform(), mails);
    expect(names.get(toHead.messageId)).toMatch(/^Pegawai \d+$/);
    expect(names.get(toAdmin.messageId)).toBe("Rina");
    expect([stepOf(toHead), stepOf(toAdmin)]).toEqual(["−7", "−7"]);
    const why = ["Ini pengingat 7 hari sebelum batas waktu Rabu, 15 Juli 2026."];
    expect(await whyOf(world.platform(), toHead)).toEqual(why);
  });

  test("that followed an event says so; one of which nothing is known says nothing", async () => {
    const town = await smallTown();
    const of = (tags: Record<string, string>) => ({ messageId: "1", tags });
    const notice = of({ agency: town.agency, person: "mbr_unknown", notice: "invitation.inv_1.1" });
    expect(await whyOf(world.platform(), notice)).toEqual([
      "Penerima diundang untuk masuk. Dikirim segera, bukan pengingat.",
    ]);
    expect((await namesOf(world.platform(), [notice, of({})])).size).toBe(0);
    expect([stepOf(notice), stepOf(of({})), await whyOf(world.platform(), of({}))]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    const lost = of({ agency: town.agency, person: "emp_x", step: "cyc_x@planning@1@employee@d7@emp_x" });
    expect(await whyOf(world.platform(), lost)).toEqual([]);
  });
});
