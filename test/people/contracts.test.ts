import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { handler as onTick } from "#functions/cycles/on-tick.ts";
import { handler as onNotices } from "#functions/reminders/on-notices.ts";
import { agencyEntity } from "#shared/agencies/store.ts";
import { newInvitation } from "#shared/identity/invite.ts";
import { memberEntity } from "#shared/identity/store.ts";
import { contractListEntity } from "#shared/people/contract-lists.ts";
import { type Contract, contractListDays, contractOf, isNewOnList } from "#shared/people/contracts.ts";
import type { Person } from "#shared/people/person.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import { personEntity } from "#shared/people/store.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { milestonesOfSubject } from "#shared/platform/milestones.ts";
import { changed } from "#shared/platform/table/table.ts";
import { collect } from "#test/support/collect.ts";
import { edges } from "#test/support/edges.ts";
import { type House, onPeopleMilestones, usePeopleWorld } from "#test/support/people-world.ts";
import { sent } from "#test/support/queue.ts";
import { makeRoster, rosterCsv } from "#test/support/roster.ts";
import { newPerson, newUnit } from "#test/support/staff.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/queue.ts"));
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("#test/support/edges.ts")).sendMailEdge,
}));

const world = usePeopleWorld();
beforeEach(() => {
  edges.reset();
  vi.stubEnv("PUBLIC_URL", "https://kinerja.example");
  vi.stubEnv("STAGE", "dev");
});

describe("the days of a contract's lists", () => {
  test.each([
    ["90, 60 and 30 days before", "2027-03-31", "2026-09-01", ["2026-12-31", "2027-01-30", "2027-03-01"]],
    ["known on a step's own day: the day after", "2027-03-31", "2027-01-30", ["2027-01-31", "2027-03-01"]],
    [
      "known the day before a step: that step alone",
      "2027-03-31",
      "2027-01-29",
      ["2027-01-30", "2027-03-01"],
    ],
    ["known when all are past: the day after", "2027-03-31", "2027-03-20", ["2027-03-21"]],
    ["known on its last day: none", "2027-03-31", "2027-03-31", []],
    ["known only when it is over: none", "2027-03-31", "2027-05-01", []],
    ["known since nobody knows when", "2027-03-31", undefined, ["2026-12-31", "2027-01-30", "2027-03-01"]],
  ] as const)("%s", (_words, end, knownOn, days) => {
    expect(contractListDays({ end, knownOn })).toEqual(days);
  });

  const base = { kind: "PPPK", standing: "active", contractEnd: "2027-03-31" } as const;
  test.each([
    ["a PPPK's", base, true],
    ["a part-time PPPK's", { ...base, kind: "PPPK_PARUH_WAKTU" }, true],
    ["of somebody on unpaid leave", { ...base, standing: "unpaid-leave" }, true],
    ["of somebody who is PNS by now", { ...base, kind: "PNS" }, false],
    ["of somebody who has left", { ...base, standing: "dismissed" }, false],
    ["of somebody who retires before", { ...base, retirement: "2027-03-31" }, false],
    ["of somebody who retires after", { ...base, retirement: "2027-04-01" }, true],
  ] as const)("a contract to decide on: %s", (_words, person, is) => {
    expect(contractOf(person)?.end).toBe(is ? "2027-03-31" : undefined);
  });

  test("whichever mornings lists are made, a contract is on the first after each of its days, and on no other", () => {
    const day = (n: number) => Temporal.PlainDate.from("2026-09-01").add({ days: n }).toString();
    const contract = fc.record({ end: fc.nat(200), known: fc.nat(200) });
    const mornings = fc.uniqueArray(fc.nat(220), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(contract, mornings, ({ end, known }, some) => {
        const one: Contract = { end: day(end), knownOn: day(known) };
        const lists = some.toSorted((a, b) => a - b).map(day);
        // A list that nobody is on is not written, but others may be on any.
        const on = lists.filter((list, n) => isNewOnList(one, list, lists[n - 1]));
        const wanted = contractListDays(one).flatMap((due) => lists.find((list) => list >= due) ?? []);
        expect(on).toEqual([...new Set(wanted)].filter((list) => list <= one.end));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Somebody under contract, whose end is entered now. */
async function underContract(house: House, contractEnd: string, over: Partial<Person> = {}) {
  const unit = await newUnit(house, "Dinas");
  const person = await newPerson(house, unit);
  const stored = await house.table.get(personEntity, person);
  if (stored === undefined) throw new Error("nobody there");
  const pppk = changed(stored, { kind: "PPPK", ...over });
  await house.table.write([house.table.replace(personEntity, stored, pppk)]);
  await enter(house, person, { contractEnd });
  return person;
}

async function enter(house: House, { id }: Pick<Person, "id">, body: object): Promise<void> {
  await world.call(peopleRoutes.changePerson, { as: house.admin, params: { employeeId: id }, body });
}

/** Ticks once at an instant of Jakarta and delivers what it hands out, each `times` over, and what lists that tells. */
async function morning(house: House, at: string, times = 1): Promise<void> {
  world.travelTo(Temporal.PlainDateTime.from(at).toZonedDateTime("Asia/Jakarta").toInstant().toString());
  const before = await house.table.get(contractListEntity, {});
  await onTick({} as Parameters<typeof onTick>[0]);
  const told = sent.splice(0).filter(({ queue }) => queue === "people-milestones");
  for (const { body } of told) {
    const copies = Array.from({ length: times }, () => world.deliver(onPeopleMilestones, body));
    await Promise.all(copies);
    // Whoever lost the race is told again.
    expect(await world.deliver(onPeopleMilestones, body)).toBe(true);
  }
  const after = await house.table.get(contractListEntity, {});
  if (after === undefined || after.version === before?.version) return;
  const event = { entity: "contractList", agency: house.agency, after: { day: after.day } };
  for (let copy = 0; copy < times; copy++) expect(await world.deliver(onNotices, event)).toBe(true);
}

const listOf = async (house: House) => {
  const list = await house.table.get(contractListEntity, {});
  return list && [list.day, ...list.ends.map(({ end, count }) => `${count} × ${end}`)];
};
const mornings = async (house: House) =>
  (await collect(house.table.each(milestonesOfSubject(house.agency)))).map(({ at }) => at);

async function withAdministrators(house: House): Promise<void> {
  const members = (["rina", "budi", "lama", "sari"] as const).map((name) => ({
    ...newInvitation(
      house.agency,
      { name, email: `${name}@contoh.go.id`, roles: [name === "budi" ? "planner" : "agencyAdmin"] },
      world.now(),
    ).member,
    state: name === "lama" ? ("inactive" as const) : ("active" as const),
  }));
  await house.table.write(members.map((member) => house.table.create(memberEntity, member)));
}

// The world begins on Tuesday 1 September 2026. 29 January 2027 is a Friday, 30 and 31 January a weekend.
describe("lists of contracts that end", () => {
  test("are made at eight on the day, once by however many workers, and mailed once to each administrator", async () => {
    const house = await world.house();
    await withAdministrators(house);
    for (let n = 0; n < 3; n++) await underContract(house, "2027-02-28");
    expect(await mornings(house)).toEqual([
      "2026-11-30T01:00:00.000Z",
      "2026-12-30T01:00:00.000Z",
      "2027-01-29T01:00:00.000Z",
    ]);
    await morning(house, "2026-11-30T07:45");
    expect(await listOf(house)).toBeUndefined();
    await morning(house, "2026-11-30T08:00", 3);
    expect(await listOf(house)).toEqual(["2026-11-30", "3 × 2027-02-28"]);
    expect(edges.mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ["rina@contoh.go.id", "3 kontrak PPPK akan berakhir mulai 28 Februari 2027"],
      ["sari@contoh.go.id", "3 kontrak PPPK akan berakhir mulai 28 Februari 2027"],
    ]);
    expect(edges.mails[0]?.text).toContain("3 kontrak PPPK pada 28 Februari 2027 (90 hari lagi)");
    expect(edges.mails[0]?.text).toContain("https://kinerja.example/pegawai?kontrak=2027-03-01");
    expect(await mornings(house)).toHaveLength(2);
    await morning(house, "2026-12-30T08:00");
    expect(await listOf(house)).toEqual(["2026-12-30", "3 × 2027-02-28"]);
    expect(edges.mails).toHaveLength(4);
  });

  test("of days that are not worked are one list on the next that is", async () => {
    const house = await world.house();
    // Their thirtieth days before are Friday to Monday.
    for (const end of ["2027-02-28", "2027-03-01", "2027-03-02", "2027-03-03"]) {
      await underContract(house, end);
    }
    await morning(house, "2027-01-29T08:00");
    expect((await listOf(house))?.[0]).toBe("2027-01-29");
    for (const at of ["2027-01-30T08:00", "2027-01-31T08:00", "2027-02-01T07:45"]) await morning(house, at);
    expect((await listOf(house))?.[0]).toBe("2027-01-29");
    await morning(house, "2027-02-01T08:00");
    expect(await listOf(house)).toEqual(["2027-02-01", "1 × 2027-03-01", "1 × 2027-03-02", "1 × 2027-03-03"]);
  });

  test("that an outage of days has held up are one list afterwards, with nobody missed and nobody twice", async () => {
    const house = await world.house();
    await underContract(house, "2027-02-28");
    await morning(house, "2026-11-30T08:00");
    // 60 days before these are 1, 4, 5 and 13 January; nothing runs from December until the 11th at night.
    for (const end of ["2027-03-02", "2027-03-05", "2027-03-06", "2027-03-14"]) {
      await underContract(house, end);
    }
    await morning(house, "2027-01-11T23:30", 2);
    expect(await listOf(house)).toEqual([
      "2027-01-11",
      "1 × 2027-02-28",
      "1 × 2027-03-02",
      "1 × 2027-03-05",
      "1 × 2027-03-06",
      "1 × 2027-03-14",
    ]);
    await morning(house, "2027-01-13T08:00");
    expect(await listOf(house)).toEqual(["2027-01-13", "1 × 2027-03-14"]);
  });

  test("name nobody whose contract was renewed, who left or who became PNS, and hold the new end", async () => {
    const house = await world.house();
    await withAdministrators(house);
    const [renewed, left, moved] = [
      await underContract(house, "2027-02-28"),
      await underContract(house, "2027-02-28"),
      await underContract(house, "2027-02-28"),
    ];
    await enter(house, renewed, { contractEnd: "2028-02-29" });
    await enter(house, left, { standing: "dismissed" });
    const stored = await house.table.get(personEntity, moved);
    if (stored === undefined) throw new Error("nobody there");
    await house.table.write([house.table.replace(personEntity, stored, changed(stored, { kind: "PNS" }))]);
    for (const day of ["2026-11-30", "2026-12-30", "2027-01-29"]) await morning(house, `${day}T08:00`);
    expect(await listOf(house)).toBeUndefined();
    expect(edges.mails).toEqual([]);
    // 1 December 2027, 90 days before the new end, is a Wednesday.
    await morning(house, "2027-12-01T08:00");
    expect(await listOf(house)).toEqual(["2027-12-01", "1 × 2028-02-29"]);
  });

  test("of an end that is entered late is made the next morning, and that of the same end known before is not repeated", async () => {
    const house = await world.house();
    await underContract(house, "2026-10-31");
    await morning(house, "2026-09-02T08:00");
    expect(await listOf(house)).toEqual(["2026-09-02", "1 × 2026-10-31"]);
    await underContract(house, "2026-10-31");
    await enter(house, await underContract(house, "2029-10-31"), { contractEnd: "2026-09-20" });
    await morning(house, "2026-09-03T08:00");
    expect(await listOf(house)).toEqual(["2026-09-03", "1 × 2026-09-20", "1 × 2026-10-31"]);
  });

  test("follow the zone of the agency", async () => {
    const house = await world.house();
    const profile = await house.table.get(agencyEntity, {});
    if (profile === undefined) throw new Error("no agency");
    const next = changed(profile, { zone: "Asia/Jayapura" });
    await house.table.write([house.table.replace(agencyEntity, profile, next)]);
    await underContract(house, "2027-02-28");
    await morning(house, "2026-11-30T06:00");
    expect(await listOf(house)).toEqual(["2026-11-30", "1 × 2027-02-28"]);
  });

  test("take as many requests for sixty contracts as for one, and none of anybody else's", async () => {
    const costs: number[] = [];
    for (const people of [1, 60]) {
      const house = await world.house();
      const unit = await newUnit(house, "Dinas");
      const rest = await Promise.all(Array.from({ length: people * 2 }, () => newPerson(house, unit)));
      for (const [n, { id }] of rest.entries()) {
        const stored = await house.table.get(personEntity, { id });
        if (stored === undefined) throw new Error("nobody there");
        const contractEnd = n % 2 === 0 ? "2026-11-30" : "2029-11-30";
        const next = changed(stored, { kind: "PPPK", contractEnd });
        await house.table.write([house.table.replace(personEntity, stored, next)]);
      }
      await enter(house, rest[0] as Person, { contractEnd: "2026-12-01" });
      world.travelTo("2026-09-02T01:00:00.000Z");
      await onTick({} as Parameters<typeof onTick>[0]);
      const [told] = sent.splice(0).filter(({ body }) => (body as House).agency === house.agency);
      const measured = await world.measure(() => world.deliver(onPeopleMilestones, told?.body));
      expect(measured.result).toBe(true);
      expect(await listOf(house)).toEqual(
        people === 1
          ? ["2026-09-02", "1 × 2026-12-01"]
          : ["2026-09-02", `${people - 1} × 2026-11-30`, "1 × 2026-12-01"],
      );
      costs.push(measured.requests);
      world.travelTo("2026-09-01T02:00:00.000Z");
    }
    expect(costs).toEqual([6, 6]);
  });

  test("of an imported roster are planned with it, and an undo leaves no contract to list", async () => {
    const house = await world.house();
    const plain = makeRoster({ people: 60 });
    const pppk = plain.records.findIndex(({ JENIS }) => JENIS === "PPPK");
    const ending = (end: string) => ({
      ...plain,
      records: plain.records.map((record) =>
        record.JENIS === "PPPK" ? { ...record, AKHIR_KONTRAK: end } : record,
      ),
    });
    expect(pppk).toBeGreaterThanOrEqual(0);
    const count = plain.records.filter(({ JENIS }) => JENIS === "PPPK").length;
    const first = await world.upload(house, rosterCsv(ending("2029-12-31")));
    await world.apply(house, first.id);
    const second = await world.upload(house, rosterCsv(ending("2027-02-28")));
    await world.apply(house, second.id);
    expect(await mornings(house)).toContain("2026-11-30T01:00:00.000Z");
    await world.undo(house, second.id);
    await morning(house, "2026-11-30T08:00");
    expect(await listOf(house)).toBeUndefined();
    const third = await world.upload(house, rosterCsv(ending("2027-02-27")));
    await world.apply(house, third.id);
    await morning(house, "2026-12-29T08:00");
    expect(await listOf(house)).toEqual(["2026-12-29", `${count} × 2027-02-27`]);
  });
});

describe("the list of people by the end of their contract", () => {
  test("holds who is in service from today up to the day before, the first ends first, page by page", async () => {
    const house = await world.house();
    const ends = ["2026-12-31", "2026-10-01", "2027-01-01", "2026-08-31", "2026-09-01"];
    const people = [];
    for (const end of ends) people.push(await underContract(house, end));
    const gone = await underContract(house, "2026-11-30");
    await enter(house, gone, { standing: "deceased" });
    const query = { contractEndsBefore: "2027-01-01", limit: 2 };
    const as = house.admin;
    const first = (await world.call(peopleRoutes.listPeople, { as, query })).body;
    expect(first.items.map(({ contractEnd }) => contractEnd)).toEqual(["2026-09-01", "2026-10-01"]);
    const rest = { ...query, cursor: first.next };
    const second = (await world.call(peopleRoutes.listPeople, { as, query: rest })).body;
    expect(second.items.map(({ id, contractEnd }) => [id, contractEnd])).toEqual([
      [people[0]?.id, "2026-12-31"],
    ]);
    const unit = people[0]?.assignments[0]?.unit;
    const elsewhere = { unit, limit: 2, cursor: first.next };
    expect((await world.refusal(peopleRoutes.listPeople, { as, query: elsewhere })).code).toBe(
      "cursor.invalid",
    );
  });

  test("shows the head of a unit those of the own units only", async () => {
    const house = await world.house();
    const own = await underContract(house, "2026-12-31");
    await underContract(house, "2026-12-31");
    const unit = own.assignments[0]?.unit;
    const head = await newPerson(house, { id: unit as never, name: "Dinas" }, { heads: unit as never });
    const as = world.actor({ agency: house.agency, roles: ["unitHead"], employee: head.id });
    const query = { contractEndsBefore: "2027-01-01" };
    const { items } = (await world.call(peopleRoutes.listPeople, { as, query })).body;
    expect(items.map(({ id }) => id)).toEqual([own.id]);
  });

  test("is asked with a day", async () => {
    const house = await world.house();
    const query = { contractEndsBefore: "besok" };
    expect((await world.refusal(peopleRoutes.listPeople, { as: house.admin, query })).code).toBe(
      "request.invalid",
    );
  });
});
