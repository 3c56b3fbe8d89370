import { describe, expect, test } from "vitest";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity, partsOfAppraiser, partsOfPerson, supervisorsOfCycle } from "#shared/cycles/store.ts";
import type { Person } from "#shared/people/person.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import { personEntity } from "#shared/people/store.ts";
import { auditEntity, auditSubject } from "#shared/platform/audit.ts";
import type { Id } from "#shared/platform/ids.ts";
import { changed } from "#shared/platform/table/table.ts";
import { collect } from "#test/support/collect.ts";
import { gate } from "#test/support/gate.ts";
import { type House, onPeople, usePeopleWorld } from "#test/support/people-world.ts";
import { by, newPerson, newUnit } from "#test/support/staff.ts";
import { openCycle } from "#test/support/work.ts";

const world = usePeopleWorld();

/** What the relay tells of a person's write. */
const told = ({ agency }: House, { id }: Pick<Person, "id">) => ({ entity: "person", agency, after: { id } });

async function partsOf({ table }: House, { id }: Person, cycle: Id<"cycle">): Promise<Part[]> {
  return (await table.queryTogether(partsOfPerson(id, cycle))).part;
}

/** An open cycle, two appraisers in two units, and somebody who has written and submitted a plan under the first. */
async function midCycle() {
  world.travelTo("2026-09-15T02:00:00.000Z");
  const house = await world.house();
  const cycle = await openCycle(world, house.agency);
  const [a, b] = [await newUnit(house, "A"), await newUnit(house, "B")];
  const [first, second] = [await newPerson(house, a), await newPerson(house, b)];
  const person = await newPerson(house, a, { appraiser: by(first) });
  expect(await world.deliver(onPeople, told(house, person))).toBe(true);
  const [part] = await partsOf(house, person, cycle.id);
  const stored = part && (await house.table.get(partEntity, part));
  if (stored === undefined) expect.fail("no part");
  const plan = { ...stored.plan, state: "submitted" as const, submittedVersion: 1 };
  await house.table.write([house.table.replace(partEntity, stored, changed(stored, { plan }))]);
  const move = { employee: person.id, from: "2026-09-15", unit: b.id, appraiser: by(second) };
  return { house, cycle, person, first, second, plan, move };
}

describe("somebody who is transferred in mid-cycle", () => {
  test("has two parts with two appraisers, and nobody loses what they wrote", async () => {
    const { house, cycle, person, first, second, plan, move } = await midCycle();
    await world.call(peopleRoutes.assignPerson, { as: house.admin, body: move });
    expect(await world.deliver(onPeople, told(house, person))).toBe(true);
    const [one, two, ...others] = await partsOf(house, person, cycle.id);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      number: 1,
      from: "2026-07-01",
      to: "2026-09-14",
      appraiser: by(first),
      plan,
    });
    expect(one?.closedAt).toBe("2026-09-15T02:00:00.000Z");
    expect(two).toMatchObject({
      number: 2,
      from: "2026-09-15",
      to: "2026-12-31",
      appraiser: by(second),
      plan: { state: "draft" },
    });
    for (const [appraiser, part] of [
      [first, one],
      [second, two],
    ] as const) {
      const mine = await collect(house.table.each(partsOfAppraiser(appraiser.id, cycle.id)));
      expect(mine.map(({ id }) => id)).toEqual([part?.id]);
    }
    const visited = await collect(house.table.each(supervisorsOfCycle(cycle.id)));
    expect(visited.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
    const subject = auditSubject("part", partEntity.key(house.agency, one ?? expect.fail("no part")));
    expect(await house.table.get(auditEntity, { subject, sequence: 2 })).toMatchObject({
      action: "part.closed",
    });
  });

  test("told twice, at once or again, has the same two parts", async () => {
    const { house, cycle, person, move } = await midCycle();
    await world.call(peopleRoutes.assignPerson, { as: house.admin, body: move });
    const messages = Array.from({ length: 4 }, () => world.deliver(onPeople, told(house, person)));
    expect(await Promise.all(messages)).toEqual([true, true, true, true]);
    const parts = await partsOf(house, person, cycle.id);
    expect(await world.deliver(onPeople, told(house, person))).toBe(true);
    expect(await partsOf(house, person, cycle.id)).toEqual(parts);
    expect(parts.map(({ number }) => number)).toEqual([1, 2]);
  });

  test("keeps what is written while the parts are being brought up to date", async () => {
    const { house, cycle, person, move } = await midCycle();
    await world.call(peopleRoutes.assignPerson, { as: house.admin, body: move });
    gate.before("TransactWrite", 1, async () => {
      const [part] = await partsOf(house, person, cycle.id);
      const stored = part && (await house.table.get(partEntity, part));
      if (stored === undefined) expect.fail("no part");
      const plan = { ...stored.plan, state: "approved" as const, approvedVersion: 1 };
      await house.table.write([house.table.replace(partEntity, stored, changed(stored, { plan }))]);
    });
    expect(await world.deliver(onPeople, told(house, person))).toBe(true);
    const [one, two] = await partsOf(house, person, cycle.id);
    expect([one?.plan.state, one?.to, two?.from]).toEqual(["approved", "2026-09-14", "2026-09-15"]);
  });

  test("has both parts and both appraisers whenever the process died and the message came again", async () => {
    const { house, person, move } = await midCycle();
    await world.call(peopleRoutes.assignPerson, { as: house.admin, body: move });
    const restore = await world.keep(house);
    gate.revive();
    expect(await world.deliver(onPeople, told(house, person))).toBe(true);
    const calls = gate.passed;
    const whole = await world.content(house);
    expect(calls).toBeGreaterThanOrEqual(5);
    for (let at = 0; at < calls; at++) {
      await restore();
      gate.kill(at);
      expect(await world.deliver(onPeople, told(house, person))).toBe(false);
      gate.revive();
      expect(await world.deliver(onPeople, told(house, person))).toBe(true);
      expect(await world.content(house), `killed after ${at} calls`).toEqual(whole);
    }
  });
});

test("a person who is gone leaves a part that no list shows", async () => {
  const { house, cycle, person, first } = await midCycle();
  const stored = await house.table.get(personEntity, person);
  if (stored === undefined) expect.fail("nobody");
  await house.table.write([house.table.remove(personEntity, stored)]);
  const gone = { entity: "person", agency: house.agency, before: { id: person.id } };
  expect(await world.deliver(onPeople, gone)).toBe(true);
  expect(await partsOf(house, person, cycle.id)).toMatchObject([
    { exclusion: { reason: "superseded" }, plan: { state: "submitted" } },
  ]);
  expect(await collect(house.table.each(partsOfAppraiser(first.id, cycle.id)))).toEqual([]);
});
