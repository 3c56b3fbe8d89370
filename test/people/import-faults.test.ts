import { PutCommand, type TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { type ImportJob, importEntity } from "#shared/people/imports.ts";
import { nipEntity } from "#shared/people/store.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { type Connection, useConnection } from "#shared/platform/table/client.ts";
import { changed } from "#shared/platform/table/table.ts";
import { gate } from "#test/support/gate.ts";
import { stored as objects } from "#test/support/objects.ts";
import { type House, importEvent, onImports, onUploads, usePeopleWorld } from "#test/support/people-world.ts";
import { makeRoster, type RosterRecord, rosterCsv } from "#test/support/roster.ts";
import { atScale } from "#test/support/scale.ts";

const world = usePeopleWorld();

/** A first file, and a second that changes some, moves some and adds some, in several chunks. */
const first = makeRoster({ people: 9 });
const second = {
  ...first,
  records: [
    ...first.records.map((record, index): RosterRecord => {
      if (index % 4 === 1) return { ...record, EMAIL: `lain${index}@contoh.go.id` };
      if (index % 4 !== 2) return record;
      return { ...record, UNIT_KERJA: "Unit Baru", UNIT_INDUK: record.UNIT_INDUK, TMT_JABATAN: "2026-12-01" };
    }),
    ...makeRoster({ people: 10, seed: 7 }).records,
  ],
};

/** An agency with the first file applied and the second confirmed, and how to come back to it. */
interface Scene {
  readonly house: House;
  readonly id: Id<"import">;
  /** What the agency held before the second file was applied. */
  readonly before: readonly string[];
  restore(): Promise<void>;
}

async function toApply(): Promise<Scene> {
  const house = await world.house();
  await world.apply(house, (await world.upload(house, rosterCsv(first))).id);
  const { id } = await world.upload(house, rosterCsv(second));
  const before = await world.content(house);
  await set(house, id, {
    state: "planning",
    application: { rows: "valid", proposals: "high", invite: true, leavers: [] },
    confirmedAt: "2026-09-01T02:00:00.000Z",
  });
  return { house, id, before, restore: await world.keep(house) };
}

/** The same where a new person's NIP is taken: the chunk clashes as a whole and is applied step by step. */
async function toApplyWithClash(): Promise<Scene> {
  const scene = await toApply();
  const { table } = scene.house;
  const nip = second.records.at(-1)?.NIP ?? "";
  await table.write([table.create(nipEntity, { nip, employee: newId("employee", 1) })]);
  return { ...scene, restore: await world.keep(scene.house) };
}

async function toUndo(): Promise<Scene> {
  const scene = await toApply();
  await world.work(scene.house, scene.id);
  await set(scene.house, scene.id, { state: "undoing" });
  return { ...scene, restore: await world.keep(scene.house) };
}

async function set(house: House, id: Id<"import">, fields: Partial<ImportJob>): Promise<void> {
  const job = await world.job(house, id);
  await house.table.write([house.table.replace(importEntity, job, changed(job, fields))]);
}

/** What an undisturbed run comes to, and how many calls it makes. */
async function undisturbed({ house, id, restore }: Scene, skipped = 0) {
  gate.revive();
  const done = await world.work(house, id);
  expect(done.skipped).toBe(skipped);
  expect(done.chunks).toBeGreaterThan(1);
  const calls = gate.passed;
  const whole = await world.content(house);
  await restore();
  return { whole, calls };
}

/** Lets the first message die after so many calls and the next do the rest; answers what it comes to. */
async function killedAfter({ house, id, restore }: Scene, calls: number) {
  gate.kill(calls);
  expect(await world.deliver(onImports, importEvent(house, id, (await jobOf(house, id)).state))).toBe(false);
  gate.revive();
  const { state, skipped } = await world.work(house, id);
  const content = await world.content(house);
  await restore();
  return { state, skipped, content };
}

/** Reads without passing the gate, which may be shut. */
async function jobOf(house: House, id: Id<"import">): Promise<ImportJob> {
  const job = await house.table.get(importEntity, { id });
  return job ?? expect.fail("the import is gone");
}

describe("killed between any two awaits and begun again", () => {
  test.each([
    ["an import that is planned and applied is complete, nothing lost or doubled", toApply, "applied", 0],
    ["one that clashes is complete but for who clashes, counted once", toApplyWithClash, "applied", 1],
    ["an undo is complete", toUndo, "undone", 0],
  ] as const)("%s", { timeout: 120_000 }, async (_, begin, end, left) => {
    const scene = await begin();
    const { whole, calls } = await undisturbed(scene, left);
    if (end === "undone") expect(whole).toEqual(scene.before);
    expect(calls).toBeGreaterThan(20);
    for (let at = 0; at < calls - 1; at += atScale(2, 1)) {
      const { state, skipped, content } = await killedAfter(scene, at);
      expect([state, skipped], `killed after ${at} calls`).toEqual([end, left]);
      expect(content, `killed after ${at} calls`).toEqual(whole);
    }
  });

  test("a file that is being read is previewed by the next message", async () => {
    const house = await world.house();
    const { id, preview } = await world.upload(house, rosterCsv(first));
    await set(house, id, { state: "awaiting-file", preview: undefined });
    const arrival = { detail: { object: { key: `${house.agency}/imports/${id}/file` } } };
    for (let at = 0, done = false; !done; at++) {
      gate.kill(at);
      done = await world.deliver(onUploads, arrival);
      gate.revive();
    }
    expect(await world.job(house, id)).toMatchObject({ state: "ready", preview });
  });

  test("a table that tears transactions apart would be noticed", { timeout: 60_000 }, async () => {
    const scene = await toApply();
    const { whole, calls } = await undisturbed(scene);
    useConnection(gate.through(torn(world.connection)));
    const { content } = await killedAfter(scene, calls);
    expect(content).not.toEqual(whole);
  });
});

/** The planted bug: each put of a transaction goes alone, in its order, the job first. */
function torn(connection: Connection): Connection {
  const { client, tableName } = connection;
  const send = async (command: TransactWriteCommand): Promise<unknown> => {
    for (const { Put } of command.input.TransactItems ?? []) {
      const put = Put && new PutCommand({ TableName: tableName, Item: Put.Item });
      if (put !== undefined) await gate.pass(() => client.send(put));
    }
    return {};
  };
  const tearing = new Proxy(client, {
    get: (target, name) =>
      name === "send"
        ? (command: TransactWriteCommand) =>
            command.constructor.name === "TransactWriteCommand" ? send(command) : target.send(command)
        : Reflect.get(target, name),
  });
  return { ...connection, client: tearing };
}

describe("messages that come twice or side by side", () => {
  test.each([2, 3, 5])("%i at once apply an import once", async (messages) => {
    const scene = await toApply();
    const { whole } = await undisturbed(scene);
    const job = await world.work(scene.house, scene.id, messages);
    expect(job).toMatchObject({ state: "applied", skipped: 0 });
    expect(await world.content(scene.house)).toEqual(whole);
  });

  test.each([2, 4])("%i at once undo it once", async (messages) => {
    const { house, id, before } = await toUndo();
    expect(await world.work(house, id, messages)).toMatchObject({ state: "undone", skipped: 0 });
    expect(await world.content(house)).toEqual(before);
  });

  test("who finds the other one ahead is done, and goes back to no queue", async () => {
    const { house, id } = await toApply();
    const outcomes = await Promise.all(
      Array.from({ length: 3 }, () => world.deliver(onImports, importEvent(house, id, "planning"))),
    );
    expect(outcomes).toEqual([true, true, true]);
  });

  test("one that comes late, after everything, changes nothing", async () => {
    const { house, id } = await toApply();
    await world.work(house, id);
    const after = await world.content(house);
    for (const state of ["reading", "planning", "applying", "undoing"] as const) {
      expect(await world.deliver(onImports, importEvent(house, id, state))).toBe(true);
    }
    expect(await world.content(house)).toEqual(after);
  });

  test("a plan that a slow message makes of a roster half applied cannot take the first one's place", async () => {
    const scene = await toApply();
    const { house, id } = scene;
    const { whole } = await undisturbed(scene);
    // The slow one knows that the import is to be planned; a quick one plans it and dies among its chunks.
    const wake = importEvent(house, id, "planning");
    gate.before("Query", 1, async () => {
      for (let calls = 1; (await jobOf(house, id)).state === "planning"; calls++) await die(calls, wake);
      for (let calls = 1; (await jobOf(house, id)).done === 0; calls++) await die(calls, wake);
    });
    // It leaves the import to the quick one, whose message comes back since that worker died.
    expect(await world.deliver(onImports, wake)).toBe(true);
    expect(await jobOf(house, id)).toMatchObject({ state: "applying" });
    expect(plansOf(house, id)).toHaveLength(2);
    expect(await world.work(house, id)).toMatchObject({ state: "applied", skipped: 0 });
    expect(await world.content(house)).toEqual(whole);
    await set(house, id, { state: "undoing" });
    await world.work(house, id);
    expect(await world.content(house)).toEqual(scene.before);
  });
});

async function die(calls: number, message: unknown): Promise<void> {
  gate.kill(calls);
  await world.deliver(onImports, message);
  gate.revive();
}

/** The digests under which plans of an import lie. */
function plansOf({ agency }: House, id: Id<"import">): string[] {
  const names = [...objects.keys()].flatMap((key) => key.split(`${agency}/imports/${id}/plan-`)[1] ?? []);
  return [...new Set(names.map((name) => name.slice(0, 64)))];
}
