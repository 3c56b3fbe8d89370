import { describe, expect, test } from "vitest";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { partsOfPerson } from "#shared/cycles/store.ts";
import { ticketDay } from "#shared/cycles/ticket-view.ts";
import type { Person } from "#shared/people/person.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import { assignmentAt } from "#shared/people/rules.ts";
import { personEntity } from "#shared/people/store.ts";
import { isSettledBy, type Ticket } from "#shared/people/ticket.ts";
import { ticketEntity } from "#shared/people/ticket-store.ts";
import { auditEntity, auditSubject } from "#shared/platform/audit.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { newId } from "#shared/platform/ids.ts";
import { changed } from "#shared/platform/table/table.ts";
import { gate } from "#test/support/gate.ts";
import { onPeople, usePeopleWorld } from "#test/support/people-world.ts";
import { by, newPerson, newUnit } from "#test/support/staff.ts";
import { openCycle } from "#test/support/work.ts";

const world = usePeopleWorld();

/** A unit below another, each with somebody who leads it; an employee on record under the wrong one of two. */
async function office() {
  const house = await world.house();
  const top = await newUnit(house, "Dinas");
  const unit = await newUnit(house, "Bidang", top);
  const chief = await newPerson(house, top, { heads: top.id, position: { title: "Kepala Dinas" } });
  const wrong = await newPerson(house, unit, { position: { title: "Kepala Seksi" } });
  const right = await newPerson(house, unit, { appraiser: by(chief), heads: unit.id });
  const person = await newPerson(house, unit, { appraiser: by(wrong) });
  const as = (one: Person) => world.actor({ agency: house.agency, employee: one.id });
  return { house, unit, chief, wrong, right, person, as, me: as(person), params: { employeeId: person.id } };
}
type Office = Awaited<ReturnType<typeof office>>;

const open = async ({ me, right }: Office, over: object = {}) =>
  (await world.call(peopleRoutes.openTicket, { as: me, body: { wanted: by(right), ...over } })).body;
const stored = async ({ house, person }: Office) =>
  await house.table.get(ticketEntity, { employeeId: person.id });
const told = ({ house, person }: Office) => ({
  entity: "person",
  agency: house.agency,
  after: { id: person.id },
});
/** What the relay tells of the person's last write. */
const follow = async (at: Office) => expect(await world.deliver(onPeople, told(at))).toBe(true);
const waiting = async ({ house }: Office) =>
  (await world.call(peopleRoutes.listTickets, { as: house.admin, query: {} })).body.items;

async function actions({ house, person }: Office): Promise<string[]> {
  const subject = auditSubject("ticket", ticketEntity.key(house.agency, { employeeId: person.id }));
  const entries = await house.table.getMany(
    auditEntity,
    Array.from({ length: 9 }, (_, n) => ({ subject, sequence: n + 1 })),
  );
  return entries.map(({ action }) => action);
}

describe("an employee whose appraiser is wrong", () => {
  test("is offered who leads and appraises around them, without who is on record and themself", async () => {
    const at = await office();
    const { items } = (await world.call(peopleRoutes.listSuperiors, { as: at.me })).body;
    expect(items.map(({ appraiser }) => appraiser.id)).toEqual([at.chief.id, at.right.id]);
    expect(items[0]).toEqual({ appraiser: by(at.chief), name: at.chief.name, post: "Kepala Dinas" });
  });

  test("is offered an official from outside only as the head of a unit", async () => {
    const { house, chief, unit, as } = await office();
    const body = { office: "Wali Kota" };
    const { id } = (await world.call(peopleRoutes.createOfficial, { as: house.admin, body })).body;
    const mayor = { kind: "official", id } as const;
    const top = { id: chief.assignments[0]?.unit ?? unit.id, name: "Dinas" };
    await newPerson(house, top, { appraiser: mayor });
    const offered = async (one: Person) =>
      (await world.call(peopleRoutes.listSuperiors, { as: as(one) })).body.items.map(({ name }) => name);
    expect(await offered(await newPerson(house, top))).toEqual([chief.name]);
    expect(await offered(await newPerson(house, top, { heads: unit.id }))).toEqual(["Wali Kota", chief.name]);
  });

  test("says so: who is on record and who it should be stand there, and the change is audited", async () => {
    const at = await office();
    const ticket = await open(at, { note: "Sejak Juli." });
    expect(ticket).toMatchObject({
      state: "open",
      number: 1,
      day: 1,
      openedBy: "employee",
      name: at.person.name,
      unit: at.unit.id,
      recorded: { name: at.wrong.name, post: "Kepala Seksi", appraiser: by(at.wrong) },
      wanted: { name: at.right.name, appraiser: by(at.right) },
      note: "Sejak Juli.",
    });
    expect(await actions(at)).toEqual(["ticket.open"]);
    expect((await waiting(at)).map(({ employeeId }) => employeeId)).toEqual([at.person.id]);
  });

  test("may write a name that nobody knows, or be on record under nobody", async () => {
    const at = await office();
    const person = await newPerson(at.house, at.unit);
    const body = { wanted: { kind: "named" as const, name: "Bu Rina" } };
    const ticket = (await world.call(peopleRoutes.openTicket, { as: at.as(person), body })).body;
    expect(ticket.wanted).toEqual({ name: "Bu Rina" });
    expect(ticket.recorded).toBeUndefined();
  });

  test("has one ticket at a time, and the same request again is the same ticket", async () => {
    const at = await office();
    const call = {
      as: at.me,
      body: { wanted: by(at.right) },
      headers: { "idempotency-key": "ticket-once-1" },
    };
    const first = await world.call(peopleRoutes.openTicket, call);
    const again = await world.call(peopleRoutes.openTicket, call);
    expect(again.body).toEqual(first.body);
    const second = await world.refusal(peopleRoutes.openTicket, { as: at.me, body: {} });
    expect(second.code).toBe("ticket.unresolved");
    expect(await actions(at)).toEqual(["ticket.open"]);
  });

  test.each([
    ["themself", (at: Office) => at.person, "assignment.own-appraiser"],
    ["who is on record", (at: Office) => at.wrong, "ticket.same-appraiser"],
    ["somebody who is not there", () => ({ id: newId("employee", 99_999_999) }), "assignment.unknown"],
  ] as const)("cannot name %s", async (_words, whom, code) => {
    const at = await office();
    const body = { wanted: by(whom(at)) };
    expect(await world.refusal(peopleRoutes.openTicket, { as: at.me, body })).toMatchObject({ code });
    expect(await stored(at)).toBeUndefined();
  });

  test("withdraws it, and may say so anew: it is the second ticket, without what was said to the first", async () => {
    const at = await office();
    await open(at, { note: "Salah." });
    const { body } = await world.call(peopleRoutes.withdrawTicket, { as: at.me, params: at.params });
    expect(body.state).toBe("withdrawn");
    expect(await waiting(at)).toEqual([]);
    const again = await world.refusal(peopleRoutes.withdrawTicket, { as: at.me, params: at.params });
    expect(again.code).toBe("state.transition");
    world.travelTo("2026-09-02T02:00:00.000Z");
    const second = await open(at);
    expect(second).toMatchObject({ number: 2, state: "open", openedAt: "2026-09-02T02:00:00.000Z", day: 1 });
    expect([second.note, second.closedAt]).toEqual([undefined, undefined]);
    expect(await actions(at)).toEqual(["ticket.open", "ticket.withdraw", "ticket.open"]);
  });

  test("finds it on the day page without a further request, and there is none for the others", async () => {
    const at = await office();
    const cycle = await openCycle(world, at.house.agency);
    await follow(at);
    const { part: parts } = await at.house.table.queryTogether(partsOfPerson(at.person.id, cycle.id));
    const params = { cycleId: cycle.id, partId: parts[0]?.id ?? "" };
    const look = async (as = at.me) => (await world.call(cycleRoutes.readAppraiser, { as, params })).body;
    const before = await world.measure(() => look());
    expect(before.result).toEqual({
      id: at.wrong.id,
      name: at.wrong.name,
      post: "Kepala Seksi",
      role: "definitif",
    });
    expect(before.commands).toEqual(["Get", "BatchGet"]);
    await open(at);
    expect((await look()).ticket).toMatchObject({ state: "open", day: 1 });
    expect((await look(at.as(at.wrong))).ticket).toBeUndefined();
    const decline = { as: at.house.admin, params: at.params, body: { reason: "Sudah benar." } };
    await world.call(peopleRoutes.declineTicket, decline);
    world.travelTo("2026-09-14T02:00:00.000Z");
    expect((await look()).ticket).toMatchObject({ state: "declined", reason: "Sudah benar.", day: 1 });
    world.travelTo("2026-09-15T02:00:00.000Z");
    expect((await look()).ticket).toBeUndefined();
  });
});

describe("the appraiser on record", () => {
  test("is asked, says one sentence, and the ticket then waits for the administrator", async () => {
    const at = await office();
    await open(at);
    const as = at.as(at.wrong);
    const asked = (await world.call(peopleRoutes.listAskedTickets, { as, query: {} })).body.items;
    expect(asked.map(({ employeeId }) => employeeId)).toEqual([at.person.id]);
    const body = { isMine: false, note: "Pindah ke bidang lain." };
    const answered = await world.call(peopleRoutes.answerTicket, { as, params: at.params, body });
    expect(answered.body).toMatchObject({
      state: "answered",
      view: { ...body, at: "2026-09-01T02:00:00.000Z" },
    });
    const mine = { as, params: at.params, body: { isMine: true } };
    expect((await world.call(peopleRoutes.answerTicket, mine)).body.view?.isMine).toBe(true);
    expect(await actions(at)).toEqual(["ticket.open", "ticket.answer", "ticket.answer"]);
  });

  test("says “bukan pegawai saya”; the employee names who it is, and only the appraiser can withdraw it", async () => {
    const at = await office();
    const as = at.as(at.wrong);
    const disowned = await world.call(peopleRoutes.disownEmployee, { as, params: at.params, body: {} });
    expect(disowned.body).toMatchObject({
      state: "answered",
      openedBy: "appraiser",
      view: { isMine: false },
    });
    const own = (await world.call(peopleRoutes.readMyTicket, { as: at.me })).body.ticket;
    expect(own?.openedBy).toBe("appraiser");
    expect(await open(at)).toMatchObject({
      number: 1,
      openedBy: "appraiser",
      wanted: { name: at.right.name },
    });
    await world.refusal(peopleRoutes.withdrawTicket, { as: at.me, params: at.params });
    const gone = await world.call(peopleRoutes.withdrawTicket, { as, params: at.params });
    expect(gone.body.state).toBe("withdrawn");
    expect(await actions(at)).toEqual(["ticket.disown", "ticket.name", "ticket.withdraw"]);
  });

  test("who says so of a ticket that is open answers it", async () => {
    const at = await office();
    await open(at);
    const call = { as: at.as(at.wrong), params: at.params, body: { note: "Benar." } };
    const { body } = await world.call(peopleRoutes.disownEmployee, call);
    expect(body).toMatchObject({ number: 1, openedBy: "employee", view: { isMine: false, note: "Benar." } });
  });

  test("is the only one who is asked: nobody else reads, answers or opens it", async () => {
    const at = await office();
    const params = at.params;
    for (const as of [at.as(at.right), world.actor({ agency: at.house.agency, roles: ["official"] })]) {
      const disown = await world.refusal(peopleRoutes.disownEmployee, { as, params, body: {} });
      expect(disown.code).toBe("not-found");
    }
    await open(at);
    for (const as of [at.as(at.right), at.me]) {
      const answer = await world.refusal(peopleRoutes.answerTicket, { as, params, body: { isMine: true } });
      expect(answer.code).toBe("not-found");
      expect((await world.call(peopleRoutes.listAskedTickets, { as, query: {} })).body.items).toEqual([]);
    }
    const stranger = await world.refusal(peopleRoutes.readTicket, { as: at.as(at.right), params });
    expect(stranger.code).toBe("not-found");
    for (const as of [at.me, at.as(at.wrong), at.house.admin])
      expect((await world.call(peopleRoutes.readTicket, { as, params })).body.state).toBe("open");
  });

  test("nobody at all is on record: then nobody is asked, whoever calls", async () => {
    const at = await office();
    const person = await newPerson(at.house, at.unit);
    await world.call(peopleRoutes.openTicket, { as: at.as(person), body: {} });
    // A member who stands for nobody of the roster is not that nobody.
    const as = world.actor({ agency: at.house.agency, roles: ["official"] });
    const params = { employeeId: person.id };
    const answer = await world.refusal(peopleRoutes.answerTicket, { as, params, body: { isMine: true } });
    expect(answer.code).toBe("not-found");
  });
});

describe("the administrator", () => {
  const appraisers = async ({ house, person }: Office, day: string) => {
    const now = await house.table.get(personEntity, { id: person.id });
    return assignmentAt(now?.assignments ?? [], day)?.appraiser?.id;
  };

  test("puts right what was wrong from the start: the assignment is corrected and the ticket closed, in one write", async () => {
    const at = await office();
    await open(at);
    const body = { appraiser: by(at.right) };
    const call = { as: at.house.admin, params: at.params, body, headers: { "idempotency-key": "correct-1" } };
    const { body: done } = await world.call(peopleRoutes.correctTicket, call);
    expect(done).toMatchObject({ state: "corrected", closedAt: "2026-09-01T02:00:00.000Z" });
    expect(await appraisers(at, "2024-06-01")).toBe(at.right.id);
    expect((await world.call(peopleRoutes.correctTicket, call)).body).toEqual(done);
    await follow(at);
    expect(await actions(at)).toEqual(["ticket.open", "ticket.correct"]);
    expect(await waiting(at)).toEqual([]);
  });

  test("and the letter of mandate of who was on record goes with them", async () => {
    const at = await office();
    const mandate = { number: "800/12" };
    const acting = await newPerson(at.house, at.unit, { appraiser: by(at.wrong), role: "Plt", mandate });
    await world.call(peopleRoutes.openTicket, { as: at.as(acting), body: {} });
    const call = { as: at.house.admin, params: { employeeId: acting.id }, body: { appraiser: by(at.right) } };
    await world.call(peopleRoutes.correctTicket, call);
    const [assignment] = (await at.house.table.get(personEntity, acting))?.assignments ?? [];
    expect(assignment).toMatchObject({ appraiser: by(at.right), role: "definitif" });
    expect(assignment?.mandate).toBeUndefined();
  });

  test("or only since a day: what was before stays with whom it was", async () => {
    const at = await office();
    await open(at);
    const body = { appraiser: by(at.right), from: "2026-08-01", role: "Plt" as const };
    await world.call(peopleRoutes.correctTicket, { as: at.house.admin, params: at.params, body });
    expect([await appraisers(at, "2026-07-31"), await appraisers(at, "2026-08-01")]).toEqual([
      at.wrong.id,
      at.right.id,
    ]);
  });

  test("makes no circle with it: then nothing is written, neither the person nor the ticket", async () => {
    const at = await office();
    const below = await newPerson(at.house, at.unit, { appraiser: by(at.person) });
    await open(at);
    const call = { as: at.house.admin, params: at.params, body: { appraiser: by(below) } };
    expect((await world.refusal(peopleRoutes.correctTicket, call)).code).toBe("assignment.circle");
    expect((await stored(at))?.state).toBe("open");
    expect(await appraisers(at, "2026-09-01")).toBe(at.wrong.id);
  });

  test("declines with a reason that all three read; what is over is decided once", async () => {
    const at = await office();
    await open(at);
    const as = at.house.admin;
    const body = { reason: "Sesuai surat perintah 800/12." };
    const { body: done } = await world.call(peopleRoutes.declineTicket, { as, params: at.params, body });
    expect(done).toMatchObject({ state: "declined", ...body });
    for (const again of [
      world.refusal(peopleRoutes.declineTicket, { as, params: at.params, body }),
      world.refusal(peopleRoutes.correctTicket, { as, params: at.params, body: { appraiser: by(at.right) } }),
    ])
      expect((await again).code).toBe("state.transition");
    expect(await appraisers(at, "2026-09-01")).toBe(at.wrong.id);
  });

  test("sees the oldest first, a page at a time", async () => {
    const at = await office();
    const others = [await newPerson(at.house, at.unit), await newPerson(at.house, at.unit)];
    for (const [n, one] of [at.person, ...others].entries()) {
      world.travelTo(`2026-09-0${n + 1}T02:00:00.000Z`);
      await world.call(peopleRoutes.openTicket, { as: at.as(one), body: {} });
    }
    const as = at.house.admin;
    const first = (await world.call(peopleRoutes.listTickets, { as, query: { limit: 2 } })).body;
    const rest = (await world.call(peopleRoutes.listTickets, { as, query: { cursor: first.next ?? "" } }))
      .body;
    const seen = [...first.items, ...rest.items].map(({ employeeId, day }) => [employeeId, day]);
    expect(seen).toEqual([
      [at.person.id, 3],
      [others[0]?.id, 2],
      [others[1]?.id, 1],
    ]);
    expect(rest.next).toBeUndefined();
  });
});

describe("a ticket closes by itself", () => {
  const assign = async (at: Office, appraiser: Person, from = "2026-09-01") =>
    await world.call(peopleRoutes.assignPerson, {
      as: at.house.admin,
      body: { employee: at.person.id, from, appraiser: by(appraiser) },
    });

  test("when who was wanted appraises, by whatever means; told twice it is once", async () => {
    const at = await office();
    await open(at);
    await follow(at);
    expect((await stored(at))?.state).toBe("open");
    await assign(at, at.right);
    await follow(at);
    await follow(at);
    expect(await stored(at)).toMatchObject({ state: "corrected", closedAt: "2026-09-01T02:00:00.000Z" });
    expect(await actions(at)).toEqual(["ticket.open", "ticket.settle"]);
  });

  test("but not when it is yet another: that is the administrator's to see", async () => {
    const at = await office();
    await open(at);
    await assign(at, at.chief);
    await follow(at);
    expect((await stored(at))?.state).toBe("open");
  });

  test("nor before the day on which the change takes effect", async () => {
    const at = await office();
    await open(at);
    await assign(at, at.right, "2026-10-01");
    await follow(at);
    expect((await stored(at))?.state).toBe("open");
  });

  const wrong = { kind: "employee", id: newId("employee", 1) } as const;
  const right = { kind: "employee", id: newId("employee", 2) } as const;
  const third = { kind: "official", id: newId("official", 3) } as const;
  const recorded = { name: "A", appraiser: wrong };
  test.each([
    ["named and now appraising", { wanted: { name: "B", appraiser: right } }, right, true],
    ["named, and another appraises", { wanted: { name: "B", appraiser: right } }, third, false],
    ["only written down, and another appraises", { wanted: { name: "Bu B" } }, third, true],
    ["nobody named, and another appraises", {}, right, true],
    ["nobody named, and it is still the same", {}, wrong, false],
    ["nobody on record, and now somebody", { recorded: undefined }, right, true],
    ["nobody appraises any more", {}, undefined, false],
    ["declined before", { state: "declined" }, right, false],
  ] as const)("%s", (_words, over, appraiser, is) => {
    const ticket = { state: "open", recorded, ...over } as unknown as Ticket;
    expect(isSettledBy(ticket, appraiser)).toBe(is);
  });
});

test("a change of the person at the same moment refuses the opening, so that none is answered before it is there", async () => {
  const at = await office();
  gate.before("TransactWrite", 1, async () => {
    const now = await at.house.table.get(personEntity, at.person);
    if (now === undefined) expect.fail("no person");
    const next = changed(now, { email: "lain@contoh.go.id" });
    await at.house.table.write([at.house.table.replace(personEntity, now, next)]);
  });
  const refused = await world.refusal(peopleRoutes.openTicket, { as: at.me, body: { wanted: by(at.right) } });
  expect(refused.code).toBe("edit.conflict");
  expect(await stored(at)).toBeUndefined();
});

describe("the day of a ticket", () => {
  const calendar = {
    zone: "Asia/Jakarta",
    workWeek: 5,
    years: [
      {
        year: 2027,
        status: "decreed",
        source: "tests",
        daysOff: [{ date: "2027-01-11", name: "Libur", kind: "national" }],
      },
    ],
  } as never;
  test.each([
    [
      "the one on which it was opened is the first",
      "2027-01-07T02:00:00Z",
      undefined,
      "2027-01-07T16:59:59Z",
      1,
    ],
    [
      "a new one begins at midnight of the agency",
      "2027-01-07T02:00:00Z",
      undefined,
      "2027-01-07T17:00:00Z",
      2,
    ],
    ["weekends and days off do not count", "2027-01-07T02:00:00Z", undefined, "2027-01-12T02:00:00Z", 3],
    ["a Sunday is still Friday's", "2027-01-07T02:00:00Z", undefined, "2027-01-10T02:00:00Z", 2],
    [
      "opened on a Saturday: Saturday and Monday are the first",
      "2027-01-16T02:00:00Z",
      undefined,
      "2027-01-18T02:00:00Z",
      1,
    ],
    ["decided: it stays", "2027-01-07T02:00:00Z", "2027-01-08T02:00:00Z", "2027-06-01T02:00:00Z", 2],
  ] as const)("%s", (_words, openedAt, closedAt, now, day) => {
    expect(ticketDay({ openedAt, closedAt }, calendar, Temporal.Instant.from(now))).toBe(day);
  });
});
