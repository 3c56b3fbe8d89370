import { describe, expect, test } from "vitest";
import { cycleEntity } from "#shared/cycles/store.ts";
import { memberIdOf } from "#shared/identity/invite.ts";
import { invitationEntity, memberEntity, membersOfAgency } from "#shared/identity/store.ts";
import type { Person } from "#shared/people/person.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import {
  nipEntity,
  peopleOfAddress,
  peopleOfUnit,
  personEntity,
  readOfficials,
  readUnits,
} from "#shared/people/store.ts";
import { auditEntity, auditSubject, chainBreak } from "#shared/platform/audit.ts";
import type { Id } from "#shared/platform/ids.ts";
import { contentOf, system } from "#shared/platform/table/entity.ts";
import { changed } from "#shared/platform/table/table.ts";
import { collect } from "#test/support/collect.ts";
import { gate } from "#test/support/gate.ts";
import { stored as objects } from "#test/support/objects.ts";
import { type House, importEvent, onImports, usePeopleWorld } from "#test/support/people-world.ts";
import { sent } from "#test/support/queue.ts";
import {
  appraiserColumns,
  type GeneratedRoster,
  makeRoster,
  type RosterRecord,
  rosterCsv,
  rosterDefects,
  rosterXlsx,
} from "#test/support/roster.ts";
import { openCycle } from "#test/support/work.ts";

const world = usePeopleWorld();

const params = (importId: string) => ({ params: { importId } });
const byNip = (people: readonly Person[]) => new Map(people.map((person) => [person.nip, person]));

/** The same roster with some records changed or left out. */
function altered(
  roster: GeneratedRoster,
  change: (record: RosterRecord, index: number) => RosterRecord | undefined,
) {
  return { ...roster, records: roster.records.flatMap((record, index) => change(record, index) ?? []) };
}

async function applied(house: House, roster: GeneratedRoster, how: Parameters<typeof world.apply>[2] = {}) {
  const { id } = await world.upload(house, rosterCsv(roster));
  const job = await world.apply(house, id, how);
  expect(job).toMatchObject({ state: "applied", skipped: 0 });
  return job;
}

describe("a preview", () => {
  const roster = makeRoster({ people: 150, defects: rosterDefects });

  test("counts every row, says a verdict for each defect by row and column, and changes nothing", async () => {
    const house = await world.house();
    const before = await world.content(house);
    const { id, preview } = await world.upload(house, rosterXlsx(roster));
    expect(preview?.rows).toBe(roster.records.length);
    expect((preview?.accepted ?? 0) + (preview?.refused ?? 0)).toBe(preview?.rows);
    expect(preview?.joined).toBeLessThanOrEqual(preview?.accepted ?? 0);
    const { items, next } = (
      await world.call(peopleRoutes.readVerdicts, { as: house.admin, ...params(id), query: { page: 1 } })
    ).body;
    expect(next).toBeUndefined();
    const silent = ["role-plt"];
    for (const { defect, rows } of roster.defects.filter((each) => !silent.includes(each.defect))) {
      const said = items.filter(({ row }) => rows.includes(row));
      expect(said.length, defect).toBeGreaterThan(0);
      expect(
        said.every(({ text }) => text.id !== "" && text.en !== "" && !/\{\w+\}/.test(text.id + text.en)),
      ).toBe(true);
    }
    const refused = new Set(items.filter(({ outcome }) => outcome === "refused").map(({ row }) => row));
    expect(refused.size).toBe(preview?.refused);
    expect(await world.content(house)).toEqual(before);
  });

  test("shows every row once, with what is said of it and whom we propose; no NIP in full", async () => {
    const house = await world.house();
    const { id, preview } = await world.upload(house, rosterXlsx(roster));
    const rowsOf = async (outcome?: "ready" | "repaired" | "warned" | "refused") => {
      const query = { page: 1, ...(outcome !== undefined && { outcome }) };
      return (await world.call(peopleRoutes.readRows, { as: house.admin, ...params(id), query })).body.items;
    };
    const all = await rowsOf();
    expect(all.map(({ row }) => row)).toEqual(roster.records.map((_, index) => index + 2));
    for (const outcome of ["ready", "repaired", "warned", "refused"] as const) {
      const some = await rowsOf(outcome);
      expect(some).toEqual(all.filter((row) => row.outcome === outcome));
      expect(some.length, outcome).toBe(preview?.outcomes[outcome]);
    }
    expect(preview?.outcomes.refused).toBe(preview?.refused);
    const [short] = roster.defects.find(({ defect }) => defect === "nip-short")?.rows ?? [];
    const refused = all.find(({ row }) => row === short);
    expect(refused).toMatchObject({
      outcome: "refused",
      name: roster.records[(short ?? 0) - 2]?.NAMA,
      verdicts: [{ column: "nip", code: "nip.length" }],
    });
    const text = JSON.stringify(all);
    expect(roster.records.filter(({ NIP }) => text.includes(NIP))).toEqual([]);
    const named = all.filter(
      ({ appraiser }) => appraiser !== undefined && appraiser.confidence === undefined,
    );
    expect(named.every(({ appraiser }) => appraiser?.name !== "")).toBe(true);
    const proposed = all.flatMap(({ appraiser }) => appraiser?.confidence ?? []);
    const { high = 0, medium = 0, low = 0 } = preview?.confidence ?? {};
    expect(high + medium + low).toBe(preview?.proposed);
    expect(proposed.length).toBe(preview?.proposed);
    expect(proposed.length).toBeGreaterThan(0);
  });

  test("comes in pages that together hold every change once", async () => {
    const house = await world.house();
    const { id, preview } = await world.upload(house, rosterCsv(makeRoster({ people: 450 })));
    const names = new Set<string>();
    let page: number | undefined = 1;
    let pages = 0;
    for (; page !== undefined; pages++) {
      const { body }: { body: { items: { employee: string }[]; next?: number | undefined } } =
        await world.call(peopleRoutes.readChanges, {
          as: house.admin,
          ...params(id),
          query: { page },
        });
      for (const { employee } of body.items) names.add(employee);
      page = body.next;
    }
    expect([pages, names.size]).toEqual([preview?.pages.changes, preview?.joined]);
  });

  test("that the bucket has forgotten is not found, not an error of ours", async () => {
    const house = await world.house();
    const { id } = await world.upload(house, rosterXlsx(roster));
    objects.clear();
    const refusal = await world.refusal(peopleRoutes.readVerdicts, { as: house.admin, ...params(id) });
    expect(refusal.code).toBe("not-found");
  });

  test.each([
    ["text", Buffer.from("ini bukan lembar kerja"), "roster.no-header"],
    ["a PDF", Buffer.from("%PDF-1.7 …"), "file.pdf"],
    ["a broken archive", Buffer.from("PK\u0003\u0004 and then nothing"), "file.broken"],
  ])(
    "of %s fails with words in both languages; a right file put there afterwards is previewed",
    async (_, file, code) => {
      const house = await world.house();
      const failed = await world.upload(house, file);
      expect(failed).toMatchObject({ state: "failed", problem: { code } });
      expect(failed.problem?.id).toMatch(/\.$/);
      expect(await world.arrive(house, failed.id, rosterXlsx(roster))).toMatchObject({ state: "ready" });
      expect((await world.job(house, failed.id)).problem).toBeUndefined();
    },
  );
});

describe("the agency's own headers", () => {
  const own = (roster: GeneratedRoster) => {
    const [header = "", ...rows] = rosterCsv(roster).toString().split("\r\n");
    const named = header.replace("UNIT_KERJA", "Tempat Tugas").replace("JENJANG", "Kamar");
    return Buffer.from([named, ...rows].join("\r\n"));
  };

  test("are named where they are unknown; once mapped the same file is read again, and the next one at once", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 20 });
    const failed = await world.upload(house, own(roster));
    expect(failed).toMatchObject({ state: "failed", problem: { code: "roster.column-missing" } });
    expect(failed.header).toEqual({ unknown: ["Kamar", "Tempat Tugas"], missing: ["unit"] });
    const columns = { "Tempat Tugas": "unit", Kamar: "ignore" };
    const mapping = { as: house.admin, ...params(failed.id), body: { columns } };
    expect((await world.call(peopleRoutes.mapColumns, mapping)).body.state).toBe("reading");
    const ready = await world.work(house, failed.id);
    expect(ready).toMatchObject({ state: "ready", header: { unknown: [], missing: [] } });
    expect(ready.preview?.joined).toBe(roster.records.length);
    expect(await world.upload(house, own(roster))).toMatchObject({ state: "ready" });
  });

  test("cannot mean a column that there is not", async () => {
    const house = await world.house();
    const { id } = await world.upload(house, own(makeRoster({ people: 5 })));
    const body = { columns: { Kamar: "room" } };
    const refusal = await world.refusal(peopleRoutes.mapColumns, { as: house.admin, ...params(id), body });
    expect(refusal.code).toBe("import.column-unknown");
  });
});

describe("applying", () => {
  test("all rows is refused while rows are refused, and does it all where none is", async () => {
    const house = await world.house();
    const wrong = await world.upload(house, rosterCsv(makeRoster({ people: 40, defects: ["nip-short"] })));
    const body = { rows: "all" as const };
    const refusal = await world.refusal(peopleRoutes.applyImport, {
      as: house.admin,
      ...params(wrong.id),
      body,
    });
    expect([refusal.code, refusal.title]).toEqual(["import.refused-rows", "1 baris ditolak."]);
    const roster = makeRoster({ people: 40 });
    await applied(house, roster, { rows: "all" });
    expect(await world.everyone(house)).toHaveLength(roster.records.length);
  });

  test("gives each person unit, appraiser, dates, claim, address and invitation as the file says", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 70 });
    const { id } = await applied(house, roster);
    const people = byNip(await world.everyone(house));
    const units = new Map((await readUnits(house.table)).map((unit) => [unit.id as string, unit]));
    const offices = new Map((await readOfficials(house.table)).map((one) => [one.id as string, one.office]));
    expect([...offices.values()]).toEqual(["Wali Kota"]);
    for (const record of roster.records) {
      const person = people.get(record.NIP);
      const [assignment] = person?.assignments ?? [];
      if (person === undefined || assignment === undefined) expect.fail(record.NIP);
      expect(person.assignments).toHaveLength(1);
      const unit = units.get(assignment.unit);
      expect([unit?.name, units.get(unit?.parent ?? "")?.name]).toEqual([
        record.UNIT_KERJA,
        record.UNIT_INDUK,
      ]);
      const appraiser = assignment.appraiser;
      const named = appraiser?.kind === "official" ? offices.get(appraiser.id) : appraiser?.id;
      expect(named).toBe(record.ATASAN_EKSTERNAL || people.get(record.NIP_ATASAN)?.id);
      expect([assignment.from, person.email]).toEqual([record.TMT_JABATAN, record.EMAIL]);
      expect(await house.table.get(nipEntity, { nip: record.NIP })).toMatchObject({ employee: person.id });
      const [address] = await collect(house.table.each(peopleOfAddress(record.EMAIL)));
      expect(address?.person).toBe(person.id);
    }
    const members = await collect(house.table.each(membersOfAgency));
    expect(members.map(({ state, employeeId }) => [state, employeeId]).sort()).toEqual(
      [...people.values()].map((person) => ["invited", person.id]).sort(),
    );
    const [member] = members;
    const invitation = member && invitationOf(house, member.memberId);
    expect(await invitation).toMatchObject({ state: "open", channel: "mail" });
    expect((await world.job(house, id)).application).toMatchObject({ rows: "valid", invite: true });
  });

  test("leaves each person and unit with an audit chain that ends at its head", async () => {
    const house = await world.house();
    await applied(house, makeRoster({ people: 30 }));
    for (const { id } of await world.everyone(house)) {
      const person = await house.table.get(personEntity, { id });
      const subject = auditSubject("person", personEntity.key(house.agency, { id }));
      const entry = await house.table.get(auditEntity, { subject, sequence: 1 });
      expect(
        chainBreak(entry === undefined ? [] : [contentOf(entry)], person?.[system].audit),
      ).toBeUndefined();
      expect(entry).toMatchObject({ action: "import.applied" });
    }
  });

  test("invites nobody where that is not wanted", async () => {
    const house = await world.house();
    await applied(house, makeRoster({ people: 10 }), { invite: false });
    expect(await collect(house.table.each(membersOfAgency))).toEqual([]);
  });

  test.each(["none", "high", "all"] as const)(
    "a file without appraisers gives those proposals that are confirmed: %s",
    async (proposals) => {
      const house = await world.house();
      const roster = makeRoster({ people: 80 });
      const { id, preview } = await world.upload(house, rosterCsv(roster, appraiserColumns));
      expect(preview?.proposed).toBe(preview?.accepted);
      const shown = (
        await world.call(peopleRoutes.readProposals, { as: house.admin, ...params(id), query: { page: 1 } })
      ).body.items;
      expect(shown).toHaveLength(preview?.proposed ?? 0);
      await world.apply(house, id, { proposals });
      const appraised = (await world.everyone(house)).filter(({ assignments }) => assignments[0]?.appraiser);
      const confirmed = shown.filter(({ confidence }) => proposals === "all" || confidence === proposals);
      expect(appraised).toHaveLength(confirmed.length);
      if (proposals === "all") expect(appraised).toHaveLength(roster.records.length);
    },
  );

  test("whoever was edited meanwhile is left as they are, alone, and counted", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 40 });
    await applied(house, roster);
    const victim = (await world.everyone(house)).find(({ kind, rank }) => kind === "PNS" && rank !== "III/a");
    if (victim === undefined) expect.fail("nobody");
    const { id } = await world.upload(
      house,
      rosterCsv(altered(roster, (record) => ({ ...record, GOLONGAN: "III/a", JENIS: "PNS" }))),
    );
    const body = { rows: "valid" as const };
    await world.call(peopleRoutes.applyImport, { as: house.admin, ...params(id), body });
    // After the plan is laid down and the first chunk's people are read, somebody else saves one of them.
    const edit = async () => {
      const employeeId = victim.id;
      const change = { as: house.admin, params: { employeeId }, body: { email: "baru@contoh.go.id" } };
      await world.call(peopleRoutes.changePerson, change);
    };
    let edited = false;
    gate.before("TransactWrite", 2, async () => {
      edited = true;
      await edit();
    });
    const job = await world.work(house, id);
    expect(edited).toBe(true);
    expect(job).toMatchObject({ state: "applied", skipped: 1 });
    const after = await world.everyone(house);
    expect(after.find((person) => person.id === victim.id)).toMatchObject({
      email: "baru@contoh.go.id",
      rank: victim.rank,
    });
    const others = after.filter((person) => person.id !== victim.id);
    expect(others.every(({ kind, rank }) => kind !== "PNS" || rank === "III/a")).toBe(true);
  });

  test("a file that was replaced after its preview is previewed again instead of applied", async () => {
    const house = await world.house();
    const { id } = await world.upload(house, rosterCsv(makeRoster({ people: 20 })));
    const body = { rows: "valid" as const };
    await world.call(peopleRoutes.applyImport, { as: house.admin, ...params(id), body });
    const other = rosterCsv(makeRoster({ people: 30, seed: 2 }));
    objects.set(`uploads/${house.agency}/imports/${id}/file`, other);
    const job = await world.work(house, id);
    expect(job).toMatchObject({ state: "ready", preview: { rows: 30 } });
    expect(await world.everyone(house)).toEqual([]);
  });

  test("a file that is gone by then fails with words", async () => {
    const house = await world.house();
    const { id } = await world.upload(house, rosterCsv(makeRoster({ people: 5 })));
    const body = { rows: "valid" as const };
    await world.call(peopleRoutes.applyImport, { as: house.admin, ...params(id), body });
    objects.clear();
    expect(await world.work(house, id)).toMatchObject({ state: "failed", problem: { code: "file.empty" } });
  });

  test("goes on in a further message when the time of one is nearly over", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 60 });
    const { id } = await world.upload(house, rosterCsv(roster));
    const body = { rows: "valid" as const };
    await world.call(peopleRoutes.applyImport, { as: house.admin, ...params(id), body });
    expect(await world.deliver(onImports, importEvent(house, id, "planning"), 10_000)).toBe(true);
    expect(await world.job(house, id)).toMatchObject({ state: "applying", done: 0 });
    expect(sent).toHaveLength(1);
    expect(await world.deliver(onImports, sent[0]?.body)).toBe(true);
    expect(await world.job(house, id)).toMatchObject({ state: "applied" });
    expect(await world.everyone(house)).toHaveLength(roster.records.length);
  });

  test("two files with the same people at the same time make each person once", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 40 });
    const jobs = [await world.upload(house, rosterCsv(roster)), await world.upload(house, rosterCsv(roster))];
    const body = { rows: "valid" as const };
    for (const { id } of jobs)
      await world.call(peopleRoutes.applyImport, { as: house.admin, ...params(id), body });
    const done = await Promise.all(jobs.map(({ id }) => world.work(house, id)));
    expect(done.map(({ state }) => state)).toEqual(["applied", "applied"]);
    const people = await world.everyone(house);
    expect(people.map(({ nip }) => nip)).toEqual(roster.records.map(({ NIP }) => NIP).sort());
    for (const { nip, id } of people) {
      expect((await house.table.get(nipEntity, { nip }))?.employee).toBe(id);
    }
  });
});

describe("importing again", () => {
  test("the same file changes nothing", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 50 });
    await applied(house, roster);
    const before = await world.content(house);
    const { id, preview } = await world.upload(house, rosterCsv(roster));
    expect(preview).toMatchObject({ joined: 0, changed: 0, leaving: 0, unchanged: roster.records.length });
    expect(await world.apply(house, id)).toMatchObject({ chunks: 0, state: "applied" });
    expect(await world.content(house)).toEqual(before);
  });

  test("a changed file changes what differs: one moves, one gets another address, one joins, one leaves", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 50 });
    await applied(house, roster);
    const people = byNip(await world.everyone(house));
    const staff = roster.records.filter(({ NAMA_JABATAN }) => NAMA_JABATAN.startsWith("Peng"));
    const [mover, caller, leaver, chief] = [staff[0], staff[1], staff[2], roster.records[0]];
    if (!mover || !caller || !leaver || !chief) expect.fail("too few");
    const newcomer = {
      ...mover,
      NIP: "199001012015011123",
      NAMA: "Orang Baru",
      EMAIL: "orang.baru@contoh.go.id",
    };
    const next = altered(roster, (record) => {
      if (record === leaver) return undefined;
      if (record === caller) return { ...record, EMAIL: "lain@contoh.go.id" };
      if (record !== mover) return record;
      return {
        ...record,
        UNIT_KERJA: chief.UNIT_KERJA,
        UNIT_INDUK: chief.UNIT_INDUK,
        NIP_ATASAN: chief.NIP,
        TMT_JABATAN: "2026-09-01",
      };
    });
    const file = rosterCsv({ ...next, records: [...next.records, newcomer] });
    const { id, preview } = await world.upload(house, file);
    expect(preview).toMatchObject({ joined: 1, changed: 2, appraisersChanged: 1, leaving: 1 });
    const employee = people.get(leaver.NIP)?.id;
    if (employee === undefined) expect.fail("no leaver");
    const leavers = [{ employee, lastDay: "2026-08-31", standing: "retired" as const }];
    expect(await world.apply(house, id, { leavers })).toMatchObject({ skipped: 0 });
    const after = byNip(await world.everyone(house));
    expect(after.get(mover.NIP)?.assignments.map(({ from, to }) => [from, to])).toEqual([
      [mover.TMT_JABATAN, "2026-08-31"],
      ["2026-09-01", undefined],
    ]);
    expect(after.get(mover.NIP)?.assignments[1]?.appraiser?.id).toBe(people.get(chief.NIP)?.id);
    expect(after.get(leaver.NIP)).toMatchObject({ standing: "retired", assignments: [{ to: "2026-08-31" }] });
    expect(after.has(newcomer.NIP)).toBe(true);
    const former = await collect(house.table.each(peopleOfAddress(caller.EMAIL)));
    expect(former.filter(({ person }) => person === people.get(caller.NIP)?.id)).toEqual([]);
    const [address] = await collect(house.table.each(peopleOfAddress("lain@contoh.go.id")));
    expect(address?.person).toBe(people.get(caller.NIP)?.id);
  });

  test("who changes and is named as a leaver, even twice, is written once and leaves", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 20 });
    await applied(house, roster);
    const person = (await world.everyone(house)).at(-1);
    if (person === undefined) expect.fail("nobody");
    const file = rosterCsv(
      altered(roster, (one) => (one.NIP === person.nip ? { ...one, EMAIL: "x@contoh.go.id" } : one)),
    );
    const { id } = await world.upload(house, file);
    const leaver = { employee: person.id, lastDay: "2026-09-30", standing: "transferred-out" as const };
    expect(await world.apply(house, id, { leavers: [leaver, leaver] })).toMatchObject({
      skipped: 0,
      state: "applied",
    });
    const after = (await world.everyone(house)).find(({ nip }) => nip === person.nip);
    expect(after).toMatchObject({
      email: "x@contoh.go.id",
      standing: "transferred-out",
      assignments: [{ to: "2026-09-30" }],
    });
  });
});

describe("undoing", () => {
  test("restores everything as it was, byte for byte, and takes new people away with all that lay beside", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 60 });
    const nothing = await world.content(house);
    const first = await applied(house, roster);
    const before = await world.content(house);
    let moved = 0;
    const next = altered(roster, (record, index) => {
      if (index % 7 === 3)
        return {
          ...record,
          NAMA: `Lain ${index}`,
          EMAIL: `lain${index}@contoh.go.id`,
          GOLONGAN: "III/c",
          JENIS: "PNS",
        };
      if (index % 7 !== 5 || record.ATASAN_EKSTERNAL !== "") return record;
      moved += 1;
      return { ...record, UNIT_KERJA: "Unit Baru", UNIT_INDUK: record.UNIT_KERJA, TMT_JABATAN: "2026-12-01" };
    });
    const more = makeRoster({ people: 30, seed: 9 }).records.map((record) => ({
      ...record,
      TMT_JABATAN: "2026-11-15",
    }));
    const { id, preview } = await world.upload(
      house,
      rosterCsv({ ...next, records: [...next.records, ...more] }),
    );
    expect(moved).toBeGreaterThan(2);
    expect(preview?.joined).toBe(30);
    await world.apply(house, id);
    expect(await world.content(house)).not.toEqual(before);
    const called = async (name: string) =>
      (await world.call(peopleRoutes.listPeople, { as: house.admin, query: { name } })).body.items.map(
        (row) => row.name,
      );
    expect(await called("lain 10")).toEqual(["Lain 10"]);
    const former = roster.records[10]?.NAMA ?? "";
    const bearers = (await called(former)).length;
    expect(await world.undo(house, id)).toMatchObject({ state: "undone", skipped: 0 });
    expect(await called("lain 10")).toEqual([]);
    expect((await called(former)).length).toBe(bearers + 1);
    expect(await world.content(house)).toEqual(before);
    expect(await world.undo(house, first.id)).toMatchObject({ state: "undone", skipped: 0 });
    expect(await world.content(house)).toEqual(nothing);
  });

  test("is refused after 72 hours, and at 72 hours it is not", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 5 });
    const jobs = [await applied(house, roster), await applied(house, roster)];
    world.pass({ hours: 72 });
    await world.undo(house, jobs[1]?.id as Id<"import">);
    world.pass({ seconds: 1 });
    const refusal = await world.refusal(peopleRoutes.undoImport, {
      as: house.admin,
      ...params(jobs[0]?.id ?? ""),
    });
    expect(refusal.code).toBe("import.undo-over");
  });

  test("is refused once a cycle has opened since it was confirmed, and not for one that opened before", async () => {
    const house = await world.house();
    const { id, confirmedAt = "" } = await applied(house, makeRoster({ people: 5 }));
    const { id: cycleId } = await openCycle(world, house.agency);
    const open = async (openedAt: string) => {
      const cycle = await house.table.get(cycleEntity, { id: cycleId });
      if (cycle === undefined) expect.fail("no cycle");
      await house.table.write([house.table.replace(cycleEntity, cycle, changed(cycle, { openedAt }))]);
    };
    await open(confirmedAt);
    const refusal = await world.refusal(peopleRoutes.undoImport, { as: house.admin, ...params(id) });
    expect(refusal.code).toBe("import.built-upon");
    await open("2026-08-01T00:00:00.000Z");
    expect(await world.undo(house, id)).toMatchObject({ state: "undone" });
  });

  test("is refused by its state, not by its date, before it is applied and when it is undone", async () => {
    const house = await world.house();
    const { id } = await world.upload(house, rosterCsv(makeRoster({ people: 5 })));
    const undo = { as: house.admin, ...params(id) };
    const early = await world.refusal(peopleRoutes.undoImport, undo);
    expect(early).toMatchObject({ code: "import.state", title: "Impor ini sedang “menunggu diperiksa”." });
    await world.apply(house, id);
    await world.undo(house, id);
    expect((await world.refusal(peopleRoutes.undoImport, undo)).code).toBe("import.state");
  });

  test("keeps who has signed in, with their unit up to the root and their line of appraisers", async () => {
    const house = await world.house();
    const roster = makeRoster({ people: 60 });
    const { id } = await applied(house, roster);
    const people = byNip(await world.everyone(house));
    const record = roster.records.find(({ NAMA_JABATAN }) => NAMA_JABATAN.startsWith("Peng"));
    const person = people.get(record?.NIP ?? "");
    if (person === undefined) expect.fail("nobody");
    await signIn(house, person);
    const job = await world.undo(house, id);
    const left = await world.everyone(house);
    const line: string[] = [];
    for (let nip = record?.NIP; nip; nip = roster.records.find((each) => each.NIP === nip)?.NIP_ATASAN)
      line.push(nip);
    expect(left.map(({ nip }) => nip)).toEqual(line.sort());
    expect(
      (
        await house.table.query(peopleOfUnit(person.assignments[0]?.unit as Id<"unit">), { limit: 9 })
      ).items.map((one) => one.id),
    ).toContain(person.id);
    const units = new Map((await readUnits(house.table)).map((unit) => [unit.id as string, unit]));
    for (const { assignments } of left) {
      let unit = units.get(assignments[0]?.unit ?? "");
      expect(unit).toBeDefined();
      for (; unit?.parent !== undefined; unit = units.get(unit.parent))
        expect(units.has(unit.parent)).toBe(true);
    }
    expect(await readOfficials(house.table)).toHaveLength(1);
    expect(job.skipped).toBe(left.length + units.size + 1);
  });

  test("keeps a new unit in which somebody else was placed since, and leaves what was edited since", async () => {
    const house = await world.house();
    const first = makeRoster({ people: 20 });
    await applied(house, first);
    const [old, edited] = (await world.everyone(house)).slice(-2);
    if (old === undefined || edited === undefined) expect.fail("nobody");
    const second = makeRoster({ people: 20, seed: 5 }).records.map((one) => ({
      ...one,
      UNIT_INDUK: "Badan Baru",
      UNIT_KERJA: `Baru ${one.UNIT_KERJA}`,
    }));
    const file = rosterCsv({
      ...first,
      records: [
        ...first.records.map((one) =>
          one.NIP === edited.nip ? { ...one, GOLONGAN: "III/d", JENIS: "PNS" } : one,
        ),
        ...second,
      ],
    });
    const { id } = await world.upload(house, file);
    await world.apply(house, id);
    const unit = (await readUnits(house.table)).find(({ name }) => name.startsWith("Baru "));
    if (unit === undefined) expect.fail("no unit");
    const move = { employee: old.id, from: "2026-09-15", unit: unit.id };
    await world.call(peopleRoutes.assignPerson, { as: house.admin, body: move });
    await world.call(peopleRoutes.changePerson, {
      as: house.admin,
      params: { employeeId: edited.id },
      body: { email: "z@contoh.go.id" },
    });
    await world.undo(house, id);
    const left = await world.everyone(house);
    expect(left.map(({ nip }) => nip).sort()).toEqual(first.records.map(({ NIP }) => NIP).sort());
    const units = (await readUnits(house.table)).map((one) => one.name);
    expect(units).toContain(unit.name);
    expect(units).toContain("Badan Baru");
    expect(units.filter((name) => name.startsWith("Baru "))).toEqual([unit.name]);
    expect(left.find((one) => one.id === edited.id)).toMatchObject({ email: "z@contoh.go.id" });
  });
});

async function invitationOf({ table }: House, memberId: Id<"member">) {
  const { invitationIdOf } = await import("#shared/identity/invite.ts");
  return await table.get(invitationEntity, { invitationId: invitationIdOf(table.agency, memberId) });
}

async function signIn({ table, agency }: House, person: Person): Promise<void> {
  const invitee = { name: person.name, roles: ["employee"] as const, employeeId: person.id };
  const member = await table.get(memberEntity, { memberId: memberIdOf(agency, invitee) });
  if (member === undefined) throw new Error("not invited");
  await table.write([table.replace(memberEntity, member, changed(member, { state: "active" }))]);
}
