import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withMove } from "#functions/people/assignments.ts";
import type { Assignment, Unit } from "#shared/people/model.ts";
import { maxAssignments, type Person } from "#shared/people/person.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import { assignmentAt, covers, dayAfter, dayBefore } from "#shared/people/rules.ts";
import {
  nipEntity,
  peopleOfAddress,
  peopleOfAppraiser,
  peopleOfUnit,
  personEntity,
  unitEntity,
} from "#shared/people/store.ts";
import { auditEntity, auditSubject } from "#shared/platform/audit.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { newId } from "#shared/platform/ids.ts";
import { type Milestone, milestonesOfSubject } from "#shared/platform/milestones.ts";
import { changed } from "#shared/platform/table/table.ts";
import { collect } from "#test/support/collect.ts";
import { gate } from "#test/support/gate.ts";
import { type House, onPeopleMilestones, usePeopleWorld } from "#test/support/people-world.ts";
import { by, newPerson, newUnit } from "#test/support/staff.ts";

const world = usePeopleWorld();
const move = (house: House, employee: Person, over: object) =>
  world.call(peopleRoutes.assignPerson, {
    as: house.admin,
    body: { employee: employee.id, ...over } as never,
  });
const refusedMove = (house: House, employee: Person, over: object) =>
  world.refusal(peopleRoutes.assignPerson, {
    as: house.admin,
    body: { employee: employee.id, ...over } as never,
  });
const brief = (assignments: readonly Assignment[]) =>
  assignments.map(({ from, to, unit: at, role }) => [from, to, at, role]);
const planned = async (house: House, { id }: Person): Promise<Milestone[]> =>
  await collect(house.table.each(milestonesOfSubject(id)));
const idsIn = async (house: House, pattern: Parameters<typeof house.table.query>[0]) =>
  ((await house.table.query(pattern, { limit: 50 })).items as Person[]).map(({ id }) => id);

async function reach(house: House, subject: Person, instant: string): Promise<void> {
  world.travelTo(instant);
  for (const { at, kind, name } of await planned(house, subject)) {
    if (at <= instant) {
      const done = await world.deliver(onPeopleMilestones, {
        agency: house.agency,
        subject: subject.id,
        kind,
        at,
        name,
      });
      expect(done).toBe(true);
    }
  }
}

describe("the unit that somebody leads", () => {
  const heads = ({ assignments }: Pick<Person, "assignments">) => assignments.at(-1)?.heads;

  test("is said with the post, stays with another appraiser, and ends with the post", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    const [boss, one] = [await newPerson(house, a), await newPerson(house, a)];
    const lead = await move(house, one, { from: "2026-09-01", heads: a.id });
    expect(heads(lead.body)).toBe(a.id);
    const moved = await move(house, one, { from: "2026-10-01", appraiser: by(boss) });
    expect(heads(moved.body)).toBe(a.id);
    const promoted = await move(house, one, { from: "2026-11-01", unit: b.id });
    expect(heads(promoted.body)).toBeUndefined();
  });

  test("is corrected, also to none; one that is not there is refused", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    const one = await newPerson(house, a);
    const assignmentId = one.assignments[0]?.id ?? "";
    const correct = (led: string | null) => ({
      as: house.admin,
      params: { assignmentId },
      body: { employee: one.id, heads: led as Unit["id"] | null },
    });
    expect(heads((await world.call(peopleRoutes.correctAssignment, correct(b.id))).body)).toBe(b.id);
    expect(heads((await world.call(peopleRoutes.correctAssignment, correct(null))).body)).toBeUndefined();
    const stranger = await world.refusal(peopleRoutes.correctAssignment, correct(newId("unit", 99_999_999)));
    expect(stranger).toMatchObject({ code: "assignment.unknown" });
  });
});

describe("a move", () => {
  test("as of today ends what was before, takes effect at once, and is audited", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    const [boss, one] = [await newPerson(house, b), await newPerson(house, a)];
    const { body } = await move(house, one, { from: "2026-09-01", unit: b.id, appraiser: by(boss) });
    expect(brief(body.assignments)).toEqual([
      ["2024-01-01", "2026-08-31", a.id, "definitif"],
      ["2026-09-01", undefined, b.id, "definitif"],
    ]);
    expect(await idsIn(house, peopleOfUnit(a.id))).toEqual([]);
    expect(await idsIn(house, peopleOfAppraiser(boss.id))).toEqual([one.id]);
    const subject = auditSubject("person", personEntity.key(house.agency, one));
    expect(await house.table.get(auditEntity, { subject, sequence: 1 })).toMatchObject({
      action: "assignment.made",
      fields: ["assignments"],
    });
    expect(await planned(house, one)).toEqual([]);
  });

  test("of a day to come waits for its milestone at midnight of the agency's zone, and doing that twice does no harm", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    const one = await newPerson(house, a);
    await move(house, one, { from: "2026-10-01", unit: b.id });
    const [milestone, ...others] = await planned(house, one);
    expect([milestone?.at, milestone?.kind, others]).toEqual([
      "2026-09-30T17:00:00.000Z",
      "assignment.effective",
      [],
    ]);
    expect(await idsIn(house, peopleOfUnit(a.id))).toEqual([one.id]);
    await reach(house, one, "2026-09-30T17:00:00.000Z");
    expect(await idsIn(house, peopleOfUnit(b.id))).toEqual([one.id]);
    expect(await planned(house, one)).toEqual([]);
    const { kind, at, name } = milestone ?? expect.fail("none");
    expect(
      await world.deliver(onPeopleMilestones, { agency: house.agency, subject: one.id, kind, at, name }),
    ).toBe(true);
  });

  test("with an end lets what was before go on after it: a Plt leaves again", async () => {
    const house = await world.house();
    const a = await newUnit(house, "A");
    const [head, acting, one] = [
      await newPerson(house, a),
      await newPerson(house, a),
      await newPerson(house, a),
    ];
    await move(house, one, { from: "2026-09-01", appraiser: by(head) });
    const letter = { number: "800/12/2026" };
    const plt = { from: "2026-09-10", to: "2026-10-09", appraiser: by(acting), role: "Plt", mandate: letter };
    const { assignments } = (await move(house, one, plt)).body;
    expect(
      assignments.map(({ from, to, appraiser, role, mandate }) => [
        from,
        to,
        appraiser?.id,
        role,
        mandate?.number,
      ]),
    ).toEqual([
      ["2024-01-01", "2026-08-31", undefined, "definitif", undefined],
      ["2026-09-01", "2026-09-09", head.id, "definitif", undefined],
      ["2026-09-10", "2026-10-09", acting.id, "Plt", letter.number],
      ["2026-10-10", undefined, head.id, "definitif", undefined],
    ]);
    expect((await planned(house, one)).map(({ at }) => at)).toEqual([
      "2026-09-09T17:00:00.000Z",
      "2026-10-09T17:00:00.000Z",
    ]);
    await reach(house, one, "2026-09-09T17:00:00.000Z");
    expect(await idsIn(house, peopleOfAppraiser(acting.id))).toEqual([one.id]);
    await reach(house, one, "2026-10-09T17:00:00.000Z");
    expect(await idsIn(house, peopleOfAppraiser(head.id))).toEqual([one.id]);
    expect(await planned(house, one)).toEqual([]);
  });

  test("that is replaced by another takes its milestone with it", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    const one = await newPerson(house, a);
    const { assignments } = (await move(house, one, { from: "2026-10-01", to: "2026-10-31", unit: b.id }))
      .body;
    expect(await planned(house, one)).toHaveLength(2);
    await move(house, one, { from: "2026-09-20", to: "2026-11-30", unit: b.id });
    expect((await planned(house, one)).map(({ at }) => at)).toEqual([
      "2026-09-19T17:00:00.000Z",
      "2026-11-30T17:00:00.000Z",
    ]);
    expect(assignments).toHaveLength(3);
  });

  test("sent again under its key answers the same person and makes nothing new", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    const one = await newPerson(house, a);
    const sent = {
      as: house.admin,
      body: { employee: one.id, from: "2026-09-01", unit: b.id },
      headers: { "idempotency-key": "move-0001" },
    };
    const [first, again] = [
      await world.call(peopleRoutes.assignPerson, sent),
      await world.call(peopleRoutes.assignPerson, sent),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.body.version).toBe(2);
  });

  test.each([
    ["to a unit that there is not", () => ({ unit: newId("unit", 1) }), "assignment.unknown"],
    [
      "to an appraiser who is not there",
      () => ({ appraiser: { kind: "employee", id: newId("employee", 1) } }),
      "assignment.unknown",
    ],
    [
      "to an official who is not there",
      () => ({ appraiser: { kind: "official", id: newId("official", 1) } }),
      "assignment.unknown",
    ],
    ["that ends before it begins", () => ({ to: "2026-08-31" }), "assignment.dates"],
    ["under oneself", (one: Person) => ({ appraiser: by(one) }), "assignment.own-appraiser"],
  ] as const)("%s is refused", async (_, over, code) => {
    const house = await world.house();
    const one = await newPerson(house, await newUnit(house, "A"));
    expect((await refusedMove(house, one, { from: "2026-09-01", ...over(one) })).code).toBe(code);
  });

  test("beyond as many assignments as an item can keep is refused, and the person stays readable", async () => {
    const house = await world.house();
    const a = await newUnit(house, "A");
    const one = await newPerson(house, a);
    const stored = await house.table.get(personEntity, one);
    if (stored === undefined) expect.fail("nobody");
    const [template] = one.assignments;
    const many = Array.from(
      { length: maxAssignments },
      (_, i) =>
        ({
          ...template,
          id: newId("assignment", Date.now()),
          from: `20${String(10 + Math.floor(i / 12)).padStart(2, "0")}-${String((i % 12) + 1).padStart(2, "0")}-01`,
        }) as Assignment,
    );
    await house.table.write([
      house.table.replace(personEntity, stored, changed(stored, { assignments: many })),
    ]);
    const refusal = await refusedMove(house, one, { from: "2026-09-01", unit: a.id });
    expect(refusal).toMatchObject({
      code: "assignment.too-many",
      title: `Pegawai ini sudah memiliki ${maxAssignments} penugasan.`,
    });
    await world.call(peopleRoutes.readPerson, { as: house.admin, params: { employeeId: one.id } });
  });
});

describe("a circle of appraisers is refused", () => {
  async function trio(house: House) {
    const a = await newUnit(house, "A");
    return [await newPerson(house, a), await newPerson(house, a), await newPerson(house, a)] as const;
  }

  test("with the names of those who stand in it", async () => {
    const house = await world.house();
    const [one, two, three] = await trio(house);
    await move(house, one, { from: "2026-09-01", appraiser: by(two) });
    await move(house, two, { from: "2026-09-01", appraiser: by(three) });
    const refusal = await refusedMove(house, three, { from: "2026-09-01", appraiser: by(one) });
    expect([refusal.code, refusal.title]).toEqual([
      "assignment.circle",
      `Penugasan ini membuat lingkaran penilai: ${three.name} → ${one.name} → ${two.name} → ${three.name}.`,
    ]);
  });

  test("also where it comes about only on a later day, through a move that is planned already", async () => {
    const house = await world.house();
    const [one, two, three] = await trio(house);
    await move(house, one, { from: "2026-12-01", appraiser: by(two) });
    await move(house, two, { from: "2026-11-01", to: "2026-12-31", appraiser: by(three) });
    expect((await refusedMove(house, three, { from: "2026-09-01", appraiser: by(one) })).code).toBe(
      "assignment.circle",
    );
    const before = { from: "2026-09-01", to: "2026-11-30", appraiser: by(one) };
    expect((await move(house, three, before)).status).toBe(201);
    expect(
      (await refusedMove(house, three, { from: "2026-10-01", to: "2026-12-15", appraiser: by(one) })).code,
    ).toBe("assignment.circle");
    expect((await move(house, three, { from: "2027-01-01", appraiser: by(one) })).status).toBe(201);
  });

  test("also where two who are moved at the same moment would close it together", async () => {
    const house = await world.house();
    const [one, two] = await trio(house);
    // While one's move is on its way, having found no circle, the other's is made.
    gate.before("TransactWrite", 1, async () => {
      await move(house, two, { from: "2026-09-01", appraiser: by(one) });
    });
    expect((await refusedMove(house, one, { from: "2026-09-01", appraiser: by(two) })).code).toBe(
      "edit.conflict",
    );
    expect((await refusedMove(house, one, { from: "2026-09-01", appraiser: by(two) })).code).toBe(
      "assignment.circle",
    );
  });

  test("also by correction of an assignment", async () => {
    const house = await world.house();
    const [one, two] = await trio(house);
    await move(house, one, { from: "2026-09-01", appraiser: by(two) });
    const [assignment] = two.assignments;
    const correction = {
      as: house.admin,
      params: { assignmentId: assignment?.id ?? "" },
      body: { employee: two.id, appraiser: by(one) },
    };
    expect((await world.refusal(peopleRoutes.correctAssignment, correction)).code).toBe("assignment.circle");
  });
});

describe("a correction", () => {
  test("changes the assignment itself, and what was left out stays", async () => {
    const house = await world.house();
    const a = await newUnit(house, "A");
    const [boss, one] = [await newPerson(house, a), await newPerson(house, a)];
    const [assignment] = one.assignments;
    const params = { assignmentId: assignment?.id ?? "" };
    const correct = (body: object) =>
      world.call(peopleRoutes.correctAssignment, {
        as: house.admin,
        params,
        body: { employee: one.id, ...body },
      });
    expect((await correct({ appraiser: by(boss), to: "2026-12-31" })).body.assignments).toEqual([
      { ...assignment, appraiser: by(boss), to: "2026-12-31" },
    ]);
    expect((await planned(house, one)).map(({ at }) => at)).toEqual(["2026-12-31T17:00:00.000Z"]);
    expect((await correct({ to: null })).body.assignments).toEqual([{ ...assignment, appraiser: by(boss) }]);
    expect(await planned(house, one)).toEqual([]);
    const wrong = { as: house.admin, params, body: { employee: one.id, to: "2023-12-31" } };
    expect((await world.refusal(peopleRoutes.correctAssignment, wrong)).code).toBe("assignment.dates");
  });

  test("of somebody else's assignment finds nothing", async () => {
    const house = await world.house();
    const a = await newUnit(house, "A");
    const [one, two] = [await newPerson(house, a), await newPerson(house, a)];
    const sent = {
      as: house.admin,
      params: { assignmentId: two.assignments[0]?.id ?? "" },
      body: { employee: one.id, to: null },
    };
    expect((await world.refusal(peopleRoutes.correctAssignment, sent)).code).toBe("assignment.unknown");
  });
});

describe("of a person", () => {
  test("a changed address leads to them, the former one no longer, and without one none does", async () => {
    const house = await world.house();
    const one = await newPerson(house, await newUnit(house, "A"));
    const change = (email: string | null) =>
      world.call(peopleRoutes.changePerson, {
        as: house.admin,
        params: { employeeId: one.id },
        body: { email },
      });
    const whose = async (email: string) =>
      (await collect(house.table.each(peopleOfAddress(email)))).map(({ person: id }) => id);
    await change("baru@contoh.go.id");
    expect([await whose("BARU@contoh.go.id"), await whose(one.email ?? "")]).toEqual([[one.id], []]);
    await change("Baru@Contoh.go.id");
    expect(await whose("baru@contoh.go.id")).toEqual([one.id]);
    const { email } = (await change(null)).body;
    expect([email, await whose("baru@contoh.go.id")]).toEqual([undefined, []]);
  });

  test("exclusions are set with reason and rule; one that ends before it begins is refused", async () => {
    const house = await world.house();
    const one = await newPerson(house, await newUnit(house, "A"));
    const set = { as: house.admin, params: { employeeId: one.id } };
    const leave = {
      reason: "unpaid-leave" as const,
      rule: "SK 12/2026",
      from: "2026-09-01",
      to: "2026-10-31",
    };
    const { body } = await world.call(peopleRoutes.setExclusions, { ...set, body: { exclusions: [leave] } });
    expect(body.exclusions).toEqual([leave]);
    const wrong = { ...set, body: { exclusions: [{ ...leave, to: "2026-08-31" }] } };
    expect((await world.refusal(peopleRoutes.setExclusions, wrong)).code).toBe("request.invalid");
    const transfer = { ...set, body: { exclusions: [{ ...leave, reason: "transfer" }] as never } };
    expect((await world.refusal(peopleRoutes.setExclusions, transfer)).code).toBe("request.invalid");
  });
});

describe("a unit", () => {
  const change = (house: House, { id }: Unit, body: object) => ({
    as: house.admin,
    params: { unitId: id },
    body,
  });

  test("is renamed and moved; below itself or under nothing it cannot go", async () => {
    const house = await world.house();
    const a = await newUnit(house, "A");
    const b = await newUnit(house, "B", a);
    const c = await newUnit(house, "C", b);
    expect(
      (await world.call(peopleRoutes.changeUnit, change(house, b, { name: "B baru" }))).body,
    ).toMatchObject({ name: "B baru", parent: a.id });
    for (const parent of [a.id, c.id, newId("unit", 1)]) {
      expect((await world.refusal(peopleRoutes.changeUnit, change(house, a, { parent }))).code).toBe(
        "unit.parent",
      );
    }
    expect((await world.call(peopleRoutes.changeUnit, change(house, c, { parent: a.id }))).body.parent).toBe(
      a.id,
    );
  });

  test("and another cannot be moved below each other at the same moment", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    gate.before("TransactWrite", 1, async () => {
      await world.call(peopleRoutes.changeUnit, change(house, b, { parent: a.id }));
    });
    expect((await world.refusal(peopleRoutes.changeUnit, change(house, a, { parent: b.id }))).code).toBe(
      "edit.conflict",
    );
    expect(await house.table.get(unitEntity, a)).not.toHaveProperty("parent");
  });
});

describe("lists of people", () => {
  async function pages(house: House, query: object): Promise<Person[][]> {
    const found: Person[][] = [];
    let cursor: string | undefined;
    do {
      const sent = { as: house.admin, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } };
      const { body } = await world.call(peopleRoutes.listPeople, sent as never);
      const page = body as unknown as { items: Person[]; next?: string };
      found.push(page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return found;
  }

  test.each([1, 3, 7, 50])(
    "in pages of %i hold everybody once, and end, over empty units too",
    async (limit) => {
      const house = await world.house();
      const people: Person[] = [];
      for (let i = 0; i < 65; i++) {
        const place = await newUnit(house, `U${i}`);
        for (let n = 0; n < (i < 3 ? 4 : 0); n++) people.push(await newPerson(house, place));
      }
      const found = await pages(house, { limit });
      expect(
        found
          .flat()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(people.map(({ id }) => id).sort());
      expect(found.every((page) => page.length <= limit)).toBe(true);
      expect(found.some((page) => page.length === 0) || limit < 50).toBe(true);
    },
  );

  test("go on at the next unit where the one they stopped in is gone", async () => {
    const house = await world.house();
    const places = [await newUnit(house, "A"), await newUnit(house, "B"), await newUnit(house, "C")].sort(
      (a, b) => (a.id < b.id ? -1 : 1),
    );
    for (const place of places) for (let n = 0; n < 3; n++) await newPerson(house, place);
    const first = await world.call(peopleRoutes.listPeople, { as: house.admin, query: { limit: 4 } });
    const [, gone, last] = places;
    const stored = gone && (await house.table.get(unitEntity, gone));
    if (!gone || !last || stored === undefined) expect.fail("three units");
    await house.table.write([house.table.remove(unitEntity, stored)]);
    const rest = await world.call(peopleRoutes.listPeople, {
      as: house.admin,
      query: { limit: 50, cursor: first.body.next },
    });
    expect(rest.body.items.map((one) => one.unit)).toEqual([last.id, last.id, last.id]);
    expect(rest.body.next).toBeUndefined();
  });

  test("hold for the head of a unit whoever is in it or below, and nobody else", async () => {
    const house = await world.house();
    const [office, other] = [await newUnit(house, "Dinas"), await newUnit(house, "Badan")];
    const [section, room] = [await newUnit(house, "Bidang", office), await newUnit(house, "Ruang")];
    const leader = await newPerson(house, office, { heads: section.id });
    const [inside, outside] = [await newPerson(house, section), await newPerson(house, other)];
    const stranger = await newPerson(house, room, { appraiser: by(leader) });
    for (const { nip, id } of [inside, stranger])
      await house.table.write([house.table.create(nipEntity, { nip, employee: id })]);
    const as = world.actor({ agency: house.agency, roles: ["unitHead"], employee: leader.id });
    const found = async (query: object) =>
      (await world.call(peopleRoutes.listPeople, { as, query })).body.items.map(({ id }) => id);
    expect(await found({})).toEqual([inside.id]);
    expect(await found({ unit: section.id })).toEqual([inside.id]);
    expect(await found({ appraiser: leader.id })).toEqual([]);
    expect(await found({ nip: stranger.nip })).toEqual([]);
    expect(await found({ nip: inside.nip })).toEqual([inside.id]);
    for (const unit of [office.id, other.id])
      expect((await world.refusal(peopleRoutes.listPeople, { as, query: { unit } })).code).toBe("forbidden");
    const read = (id: string) => ({ as, params: { employeeId: id } });
    expect((await world.call(peopleRoutes.readPerson, read(inside.id))).body.id).toBe(inside.id);
    expect((await world.refusal(peopleRoutes.readPerson, read(outside.id))).code).toBe("not-found");
    const moved = { ...leader.assignments[0], unit: office.id, heads: office.id } as Assignment;
    const person = await house.table.get(personEntity, leader);
    if (person === undefined) expect.fail("the leader is there");
    await house.table.write([
      house.table.replace(personEntity, person, changed(person, { assignments: [moved] })),
    ]);
    expect((await found({})).sort()).toEqual([leader.id, inside.id].sort());
  });

  test("find by the beginnings of words of a name, within reach only, and fifty people at most", async () => {
    const house = await world.house();
    const [office, other] = [await newUnit(house, "Dinas"), await newUnit(house, "Badan")];
    // The others come first in every list, so that they would fill the fifty.
    for (let n = 0; n < 60; n++) await newPerson(house, other);
    const leader = await newPerson(house, office, { heads: office.id });
    const inside = await newPerson(house, office);
    const [, number = ""] = inside.name.split(" ");
    const found = async (name: string, as = house.admin) =>
      (await world.call(peopleRoutes.listPeople, { as, query: { name } })).body.items.map(({ id }) => id);
    expect(await found(`${number} ORA`)).toEqual([inside.id]);
    expect(await found("rang")).toEqual([]);
    expect(await found("Orang")).toHaveLength(50);
    const head = world.actor({ agency: house.agency, roles: ["unitHead"], employee: leader.id });
    expect((await found("Orang", head)).sort()).toEqual([leader.id, inside.id].sort());
  });

  test("are empty for a head of a unit who is nobody of the roster", async () => {
    const house = await world.house();
    await newPerson(house, await newUnit(house, "A"));
    const as = world.actor({ agency: house.agency, roles: ["unitHead"] });
    expect((await world.call(peopleRoutes.listPeople, { as, query: {} })).body.items).toEqual([]);
  });

  test("refuse a cursor of another list", async () => {
    const house = await world.house();
    const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
    for (const place of [a, a, b, b]) await newPerson(house, place);
    const cursorOf = async (query: object) =>
      (await world.call(peopleRoutes.listPeople, { as: house.admin, query: { limit: 1, ...query } })).body
        .next;
    const refused = async (query: object) =>
      (await world.refusal(peopleRoutes.listPeople, { as: house.admin, query })).code;
    expect(await refused({ unit: a.id, cursor: await cursorOf({}) })).toBe("cursor.invalid");
    expect(await refused({ cursor: await cursorOf({ unit: a.id }) })).toBe("cursor.invalid");
    expect(await refused({ unit: b.id, cursor: await cursorOf({ unit: a.id }) })).toBe("cursor.invalid");
  });
});

describe("withMove, over any history", () => {
  const day = (n: number) => Temporal.PlainDate.from("2026-01-01").add({ days: n }).toString();
  const days = Array.from({ length: 90 }, (_, n) => day(n));
  const idOn = (all: readonly Assignment[], on: string) => assignmentAt(all, on)?.id;
  const unitOn = (all: readonly Assignment[], on: string) => assignmentAt(all, on)?.unit;
  const step = fc.record({
    from: fc.nat(60),
    length: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    unit: fc.integer({ min: 1, max: 4 }),
  });

  test("the move holds on its days, and every other day is as it would have been", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
        let all: Assignment[] = [];
        for (const [index, { from, length, unit: at }] of steps.entries()) {
          const next = {
            id: `m${index}`,
            unit: `u${at}`,
            from: day(from),
            ...(length === undefined ? {} : { to: day(from + length) }),
          } as unknown as Assignment;
          const before = all;
          all = withMove(all, next, (nth) => `r${index}-${nth}` as Assignment["id"]);
          const isMoves = (on: string) =>
            next.from <= on &&
            (next.to === undefined
              ? !before.some((one) => one.from > next.from && covers(one, on))
              : on <= next.to);
          // One comparison for all days: one each takes ten times as long.
          const held = days.map((on) => (isMoves(on) ? idOn(all, on) : unitOn(all, on)));
          expect(held).toEqual(days.map((on) => (isMoves(on) ? next.id : unitOn(before, on))));
          expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
          expect(all.every(({ from: begins, to }) => to === undefined || begins <= to)).toBe(true);
          expect(all.map(({ from: begins }) => begins)).toEqual(
            all.map(({ from: begins }) => begins).toSorted(),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a Plt inside a stretch leaves the days before and after to whoever had them", () => {
    const one = { id: "a", unit: "u1", from: "2026-01-01" } as unknown as Assignment;
    const plt = { id: "p", unit: "u1", from: "2026-03-01", to: "2026-03-31" } as unknown as Assignment;
    expect(withMove([one], plt, () => "r" as Assignment["id"])).toEqual([
      { ...one, to: dayBefore(plt.from) },
      plt,
      { ...one, id: "r", from: dayAfter(plt.to ?? "") },
    ]);
  });
});
