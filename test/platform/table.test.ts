import { TransactionCanceledException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, idSchema, newId } from "#shared/platform/ids.ts";
import type { Connection } from "#shared/platform/table/client.ts";
import { entity, type Row, type Stored, system } from "#shared/platform/table/entity.ts";
import { indexKeys, keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { retryConflicts, untilUnrefused, WriteRefused } from "#shared/platform/table/write.ts";
import { allNotes, type Note, noteEntity } from "#test/support/notes.ts";
import { atScale } from "#test/support/scale.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld();

const Counter = z.object({ unit: z.string(), submitted: z.number(), source: z.number().optional() });
const counterEntity = entity({
  name: "counter",
  keyClass: "tally",
  schema: 1,
  model: Counter,
  key: (agency, { unit }: { unit: string }) => keys.tally(agency, "cyc_1" as Id<"cycle">, unit),
});

function note(text = "a"): Note {
  return { id: newId("export", Date.now()), text };
}

async function stored(table: AgencyTable, content: Note): Promise<Stored<Note>> {
  await table.write([table.create(noteEntity, content)]);
  const found = await table.get(noteEntity, content);
  if (found === undefined) throw new Error("not written");
  return found;
}

/** The caught error, whatever it is. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("the wall around an agency", () => {
  /** An entity whose key lies in another agency, as a mistake in a key function would make it. */
  const strayEntity = (to: Id<"agency">) => ({
    ...noteEntity,
    key: (_: Id<"agency">, ref: Pick<Note, "id">) => noteEntity.key(to, ref),
  });
  const outside = "a key outside the actor's agency was refused";

  test("a key of another agency is refused in every command, before anything is sent", async () => {
    const [mine, theirs] = [world.agency(), world.agency()];
    const table = world.table(mine);
    const current = await stored(world.table(theirs), note());
    const stray = strayEntity(theirs);
    const foreignWrite = world.table(theirs).create(noteEntity, note());
    const pattern = accessPattern([noteEntity], () => allNotes.keys(theirs));
    const { requests } = await world.measure(async () => {
      const attempts: (() => unknown)[] = [
        () => table.get(stray, current),
        () => table.getMany(noteEntity, []).then(() => table.getMany(stray, [current])),
        () => table.query(pattern, { limit: 1 }),
        () => table.queryTogether(pattern),
        () => table.each(pattern).next(),
        () => table.create(stray, note()),
        () => table.replace(stray, current, current),
        () => table.project(stray, current, "text", 1),
        () => table.remove(stray, current),
        () => table.check(stray, current, { is: "present" }),
        () => table.add(stray, current, { n: 1 }),
        () => table.write([foreignWrite]),
        () => table.write([table.create(noteEntity, note()), foreignWrite]),
      ];
      for (const attempt of attempts) await expect(async () => await attempt()).rejects.toThrow(outside);
    });
    expect(requests).toBe(0);
  });

  test("a page that begins at a key of another agency is refused", async () => {
    const [mine, theirs] = [world.agency(), world.agency()];
    const { pk, sk } = noteEntity.key(theirs, note());
    const page = world.table(mine).query(allNotes, { limit: 1, after: { pk, sk } });
    await expect(page).rejects.toThrow(outside);
  });

  test("an agency whose id begins like another's is another agency", async () => {
    const agency = world.agency();
    const longer = `${agency}0` as Id<"agency">;
    const write = world.table(longer).create(noteEntity, note());
    await expect(world.table(agency).write([write])).rejects.toThrow(outside);
  });

  test("items of no agency are not to be had through an agency's table", async () => {
    const login = { ...noteEntity, key: () => keys.login("issuer", "subject") };
    await expect(world.table(world.agency()).get(login, note())).rejects.toThrow(outside);
  });
});

test("a connection that nobody observes, as functions have, writes all the same", async () => {
  const table = new AgencyTable(world.engine.connect(), world.agency());
  const [alone, one, two] = [note(), note(), note()];
  await table.write([table.create(noteEntity, alone)]);
  await table.write([table.create(noteEntity, one), table.create(noteEntity, two)]);
  await table.write([table.add(counterEntity, { unit: "u" }, { submitted: 1 }, { unit: "u" })]);
  const written = (await table.queryTogether(allNotes)).note;
  expect(written).toHaveLength(3);
  for (const each of written) await table.write([table.remove(noteEntity, each)]);
  expect((await table.queryTogether(allNotes)).note).toEqual([]);
  expect(await table.get(counterEntity, { unit: "u" })).toMatchObject({ submitted: 1 });
});

describe("conditional writes", () => {
  test("create is refused where there is an item already, and says which", async () => {
    const table = world.table(world.agency());
    const first = await stored(table, note("first"));
    const refused = await failure(table.write([table.create(noteEntity, { ...first, text: "second" })]));
    expect(refused).toBeInstanceOf(WriteRefused);
    expect(refused).toMatchObject({ position: 0, current: { text: "first", _version: 1 } });
    expect(await table.get(noteEntity, first)).toEqual(first);
  });

  test("replace is refused once somebody else wrote, alone and in a transaction", async () => {
    const table = world.table(world.agency());
    const seen = await stored(table, note("first"));
    await table.write([table.replace(noteEntity, seen, changed(seen, { text: "second" }))]);
    const late = table.replace(noteEntity, seen, changed(seen, { text: "third" }));
    const other = table.create(noteEntity, note());
    for (const [writes, position] of [
      [[late], 0],
      [[late, other], 0],
      [[other, late], 1],
    ] as const) {
      const refused = await failure(table.write([...writes]));
      expect(refused).toMatchObject({ position, current: { text: "second", _version: 2 } });
    }
    expect(await table.get(noteEntity, seen)).toMatchObject({ text: "second", version: 2 });
  });

  test("remove is refused once somebody else wrote", async () => {
    const table = world.table(world.agency());
    const seen = await stored(table, note());
    await table.write([table.replace(noteEntity, seen, changed(seen, { text: "b" }))]);
    expect(await failure(table.write([table.remove(noteEntity, seen)]))).toBeInstanceOf(WriteRefused);
    const now = await table.get(noteEntity, seen);
    await table.write([table.remove(noteEntity, now ?? seen)]);
    expect(await table.get(noteEntity, seen)).toBeUndefined();
  });

  test("a projection only moves forward, in whatever order its sources arrive", async () => {
    const table = world.table(world.agency());
    for (const source of [2, 1, 4, 4, 3]) {
      const write = table.project(counterEntity, { unit: "u", submitted: source, source }, "source", source);
      await failure(table.write([write]));
    }
    expect(await table.get(counterEntity, { unit: "u" })).toMatchObject({ submitted: 4, version: 4 });
  });

  test("counters are added to, and made where they do not exist", async () => {
    const table = world.table(world.agency());
    const add = () => table.add(counterEntity, { unit: "u" }, { submitted: 2 }, { unit: "u" });
    await Promise.all([
      table.write([add()]),
      table.write([add()]),
      table.write([add(), table.create(noteEntity, note())]),
    ]);
    expect(await table.get(counterEntity, { unit: "u" })).toMatchObject({ submitted: 6, version: 3 });
  });

  test("a check that does not hold stops the whole transaction", async () => {
    const table = world.table(world.agency());
    const seen = await stored(table, note());
    const fresh = note();
    const checks = [{ is: "absent" }, { is: "at-version", version: 2 }] as const;
    for (const condition of checks) {
      const writes = [table.create(noteEntity, fresh), table.check(noteEntity, seen, condition)];
      expect(await failure(table.write(writes))).toMatchObject({ position: 1 });
    }
    expect(await table.get(noteEntity, fresh)).toBeUndefined();
    await table.write([table.create(noteEntity, fresh), table.check(noteEntity, seen, { is: "present" })]);
    await table.write([table.check(noteEntity, seen, { is: "at-version", version: 1 })]);
    expect(await table.get(noteEntity, fresh)).toBeDefined();
  });

  test("more than a transaction holds is an error, and nothing is an empty write", async () => {
    const table = world.table(world.agency());
    const writes = Array.from({ length: 101 }, () => table.create(noteEntity, note()));
    await expect(table.write(writes)).rejects.toThrow("a transaction of 101 items");
    await table.write(writes.slice(0, 100));
    await table.write([]);
    expect((await table.queryTogether(allNotes)).note).toHaveLength(100);
  });
});

describe("concurrent edits", () => {
  /** Each of the writers adds its letter until it succeeded; what is stored must hold every letter. */
  async function race(letters: readonly string[], write: typeof replaceGuarded): Promise<string> {
    const table = world.table(world.agency());
    const first = await stored(table, note("-"));
    await Promise.all(
      letters.map(async (letter) => {
        for (;;) {
          const seen = await table.get(noteEntity, first);
          if (seen === undefined) throw new Error("gone");
          const error = await failure(write(table, seen, letter));
          if (error === undefined) return;
          if (!(error instanceof WriteRefused)) throw error;
        }
      }),
    );
    return (await table.get(noteEntity, first))?.text ?? "";
  }

  async function replaceGuarded(table: AgencyTable, seen: Stored<Note>, letter: string): Promise<void> {
    await table.write([table.replace(noteEntity, seen, changed(seen, { text: seen.text + letter }))]);
  }

  /** The planted bug: a write that forgets to look whether its version is still the one it saw. */
  async function replaceUnseen(table: AgencyTable, seen: Stored<Note>, letter: string): Promise<void> {
    const write = table.replace(noteEntity, seen, changed(seen, { text: seen.text + letter }));
    await table.write([{ ...write, condition: { is: "present" } } as typeof write]);
  }

  const letters = fc.integer({ min: 2, max: 8 }).map((n) => [..."abcdefgh".slice(0, n)]);
  const losesNothing = (write: typeof replaceGuarded) =>
    fc.asyncProperty(letters, async (writers) => {
      expect([...(await race(writers, write))].sort().join("")).toBe(["-", ...writers].sort().join(""));
    });

  test("two to eight writers at once lose no update", { timeout: atScale(60_000, 1_800_000) }, async () => {
    await fc.assert(losesNothing(replaceGuarded), { numRuns: atScale(100, 10_000) });
  });

  test("the same histories find a write that does not check the version", async () => {
    const outcome = await fc.check(losesNothing(replaceUnseen), { numRuns: 20, endOnFailure: true });
    expect(outcome.failed).toBe(true);
  });
});

describe("looking again while refused", () => {
  test("goes on until nobody else wrote in between, and gives up as busy after five looks", async () => {
    for (const refusals of [0, 4, 5]) {
      let looks = 0;
      const outcome = await untilUnrefused(async () => {
        looks += 1;
        if (looks <= refusals) throw new WriteRefused(0, undefined);
        return "written";
      }).catch((error: AppError) => error.code);
      expect({ looks, outcome }).toEqual(
        refusals < 5 ? { looks: refusals + 1, outcome: "written" } : { looks: 5, outcome: "service.busy" },
      );
    }
  });

  test("is not for other errors", async () => {
    let looks = 0;
    const failing = untilUnrefused(() => {
      looks += 1;
      return Promise.reject(new TypeError("broken"));
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(looks).toBe(1);
  });
});

describe("reads", () => {
  test("many are read in the order asked, missing ones left out, twice-asked ones twice, over a hundred at a time", async () => {
    const table = world.table(world.agency());
    const all = Array.from({ length: 120 }, (_, i) => note(`n${i}`));
    await table.write(all.slice(0, 100).map((each) => table.create(noteEntity, each)));
    await table.write(all.slice(100).map((each) => table.create(noteEntity, each)));
    const asked = [...all.toReversed(), note("missing"), ...all.slice(0, 1)];
    const { result, requests } = await world.measure(() => table.getMany(noteEntity, asked));
    expect(result.map(({ text }) => text)).toEqual([...all.toReversed().map(({ text }) => text), "n0"]);
    expect(requests).toBe(2);
  });

  test("more than asked for together is an error, never a silent cut", async () => {
    const table = world.table(world.agency());
    await table.write([table.create(noteEntity, note()), table.create(noteEntity, note())]);
    await expect(table.queryTogether(allNotes, 1)).rejects.toThrow("more than 1 items together");
  });

  test("ranges by prefix, between and descending give exactly theirs", async () => {
    const table = world.table(world.agency());
    const days = ["2026-01-30", "2026-01-31", "2026-02-01", "2026-03-01"];
    const dayEntity = {
      ...noteEntity,
      key: (agency: Id<"agency">, at: { text: string }) => ({ pk: keys.agency(agency).pk, sk: at.text }),
    };
    await table.write(days.map((day) => table.create(dayEntity, note(day))));
    const read = async (range: object) => {
      const pattern = accessPattern([dayEntity], (agency) => ({
        partition: keys.agency(agency).pk,
        ...range,
      }));
      return (await table.query(pattern, { limit: 10 })).items.map(({ text }) => text);
    };
    expect(await read({ beginsWith: "2026-01" })).toEqual(days.slice(0, 2));
    expect(await read({ between: ["2026-01-31", "2026-02-01"] })).toEqual(days.slice(1, 3));
    expect(await read({ descending: true })).toEqual(days.toReversed());
  });

  test("an index finds only what is placed in it, and a page there goes on where it ended", async () => {
    const placed = {
      ...noteEntity,
      indexes: (agency: Id<"agency">, { text }: Note) =>
        text === "" ? {} : indexKeys.team(agency, "boss", text),
    };
    const table = world.table(world.agency());
    for (const text of ["a", "b", "c"]) await table.write([table.create(placed, note(text))]);
    await table.write([table.create({ ...placed, indexes: () => ({}) }, note("hidden"))]);
    const pattern = accessPattern([placed], (agency) => ({
      index: "team",
      partition: indexKeys.team(agency, "boss", "").teamPk,
    }));
    const seen: string[] = [];
    for await (const each of table.each(pattern, 1)) seen.push(each.text);
    expect(seen).toEqual(["a", "b", "c"]);
  });

  test("a page cannot begin in another list of the same agency", async () => {
    const table = world.table(world.agency());
    await stored(table, note());
    const elsewhere = { pk: keys.cycle(table.agency, newId("cycle", 0)).pk, sk: "2026" };
    const page = await failure(table.query(allNotes, { limit: 1, after: elsewhere }));
    expect(page).toMatchObject({ code: "cursor.invalid" });
  });

  test("an item of an older schema is led up step by step, and one of an unknown schema stops the reader", async () => {
    const table = world.table(world.agency());
    const old = note("old");
    await table.write([table.create(noteEntity, old)]);
    const { name, keyClass, key } = noteEntity;
    const newer = entity({
      name,
      keyClass,
      key: (agency, ref: Pick<Note, "id">) => key(agency, ref),
      schema: 3,
      model: z.object({ id: idSchema("export"), words: z.array(z.string()), count: z.number() }),
      upcast: {
        1: ({ text, ...rest }) => ({ ...rest, words: [text] }),
        2: (row) => ({ ...row, count: 1 }),
      },
    });
    expect(await table.get(newer, old)).toMatchObject({ words: ["old"], count: 1, version: 1 });
    const gap = { ...newer, upcast: {} };
    await expect(table.get(gap, old)).rejects.toThrow("note: no upcast from schema 1");
  });

  test("an item of another kind at the key is an error, and system fields never show in the content", async () => {
    const table = world.table(world.agency());
    const seen = await stored(table, note());
    expect(Object.keys(seen).sort()).toEqual(["id", "text", "version"]);
    expect(JSON.stringify(seen)).not.toMatch(/"_|"pk"/);
    expect(seen[system]).toEqual({ requests: [] });
    await expect(table.get({ ...noteEntity, name: "other" }, seen)).rejects.toThrow(
      "expected other, found note",
    );
  });
});

describe("trouble at the table", () => {
  /** A connection whose commands fail as told, until there is nothing more to tell. */
  function troubled(errors: Error[]): { connection: Connection; calls: () => number } {
    const connection = world.engine.connect();
    let calls = 0;
    connection.client.middlewareStack.add(
      (next) => async (args) => {
        calls++;
        const error = errors.shift();
        if (error !== undefined) throw error;
        return next(args);
      },
      { step: "initialize", name: "trouble" },
    );
    return { connection, calls: () => calls };
  }
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: "cancelled",
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  const conflict = () => new TransactionConflictException({ message: "conflict", $metadata: {} });

  test("conflicts with other transactions and throttles inside one are tried again until they pass", async () => {
    const table = (errors: Error[]) => new AgencyTable(troubled(errors).connection, world.agency());
    for (const errors of [
      [conflict(), conflict()],
      [cancelled("None", "TransactionConflict")],
      [cancelled("ThrottlingError", "None"), cancelled("None", "ProvisionedThroughputExceeded")],
    ]) {
      const mine = table(errors);
      const content = note();
      await mine.write([mine.create(noteEntity, content), mine.create(noteEntity, note())]);
      expect(await mine.get(noteEntity, content)).toBeDefined();
    }
  });

  test("a refusal beside a conflict is not tried again: it would be refused anyway", async () => {
    const { connection, calls } = troubled([cancelled("ConditionalCheckFailed", "TransactionConflict")]);
    const table = new AgencyTable(connection, world.agency());
    const writes = [table.create(noteEntity, note()), table.create(noteEntity, note())];
    expect(await failure(table.write(writes))).toMatchObject({ position: 0 });
    expect(calls()).toBe(1);
  });

  test("endless conflicts end as busy after a bounded number of tries; other errors at once", async () => {
    let tries = 0;
    const always = (error: Error) =>
      failure(
        retryConflicts(async () => {
          tries++;
          throw error;
        }),
      );
    const busy = await always(conflict());
    expect(busy).toBeInstanceOf(AppError);
    expect(busy).toMatchObject({ code: "service.busy" });
    expect(tries).toBe(8);
    tries = 0;
    expect(await always(new Error("other"))).toMatchObject({ message: "other" });
    expect(tries).toBe(1);
  });

  test("keys that a batch left unread are asked for again", async () => {
    const table = world.table(world.agency());
    const all = [note("a"), note("b"), note("c")];
    await table.write(all.map((each) => table.create(noteEntity, each)));
    const connection = world.engine.connect();
    let left = 2;
    connection.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        const output = answer.output as { Responses?: Record<string, Row[]>; UnprocessedKeys?: object };
        const rows = output.Responses?.[connection.tableName] ?? [];
        if (left-- > 0) {
          const unread = rows.splice(1).map(({ pk, sk }) => ({ pk, sk }));
          output.UnprocessedKeys = { [connection.tableName]: { Keys: unread } };
        }
        return answer;
      },
      { step: "initialize", priority: "high", name: "half" },
    );
    const found = await new AgencyTable(connection, table.agency).getMany(noteEntity, all);
    expect(found.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });
});
