import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuditEntry, auditEntity, auditSubject, chainBreak } from "#shared/platform/audit.ts";
import { canonicalJson } from "#shared/platform/canonical.ts";
import { sha256 } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import { newId } from "#shared/platform/ids.ts";
import type { Connection } from "#shared/platform/table/client.ts";
import { type CommitContext, commit, create, remove } from "#shared/platform/table/commit.ts";
import { system } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { type Note, noteEntity } from "#test/support/notes.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld();

interface Sending {
  readonly key?: string;
  readonly body?: string;
}

/** One client's requests to one note, as handlers make them: read, decide, commit. */
function client(context: CommitContext, id: Note["id"]) {
  const marked = ({ key, body = "body" }: Sending) =>
    key === undefined ? context : { ...context, mark: { key, bodyHash: body } };
  const read = async () => {
    const current = await context.table.get(noteEntity, { id });
    if (current === undefined) throw new AppError("not-found");
    return current;
  };
  return {
    read,
    create: (text: string, sending: Sending = {}) =>
      create(marked(sending), noteEntity, "note.create", { id, text }),
    append: async (letter: string, sending: Sending = {}) => {
      const current = await read();
      const next = () => ({ next: changed(current, { text: current.text + letter }) });
      return await commit(marked(sending), { kind: noteEntity, current }, "note.append", next);
    },
  };
}

function newClient(connection: Connection = world.connection) {
  const agency = world.agency();
  const context = { ...world.committing(agency), table: new AgencyTable(connection, agency) };
  const id = newId("export", Date.now());
  return { ...client(context, id), context, id };
}

async function chainOf(context: CommitContext, id: Note["id"]): Promise<AuditEntry[]> {
  const { agency } = context.table;
  const subject = auditSubject("note", keys.export(agency, id));
  const pattern = accessPattern([auditEntity], (a) => ({ partition: keys.audit(a, subject, 1).pk }));
  return (await context.table.queryTogether(pattern)).audit.map(({ version: _, ...entry }) => entry);
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
}

describe("a replayed request", () => {
  test("has one effect and answers the current item, also after a later request", async () => {
    const me = newClient();
    await me.create("-", { key: "k0" });
    await me.append("a", { key: "k1" });
    await me.append("b", { key: "k2" });
    const replays = [await me.append("a", { key: "k1" }), await me.create("-", { key: "k0" })];
    for (const replay of replays) expect(replay).toMatchObject({ text: "-ab", version: 3 });
    expect(await me.read()).toMatchObject({ text: "-ab", version: 3 });
    expect(await chainOf(me.context, me.id)).toHaveLength(3);
  });

  test("under the key of another body is refused, and changes nothing", async () => {
    const me = newClient();
    await me.create("-", { key: "k0" });
    await me.append("a", { key: "k1", body: "one" });
    expect(await codeOf(me.append("z", { key: "k1", body: "two" }))).toBe("idempotency.reused");
    expect(await codeOf(me.create("z", { key: "k0", body: "two" }))).toBe("idempotency.reused");
    expect(await me.read()).toMatchObject({ text: "-a", version: 2 });
  });

  test("is known while it is among the last eight of its item", async () => {
    const me = newClient();
    await me.create("-");
    for (let i = 1; i <= 9; i++) await me.append(String(i), { key: `k${i}` });
    const { [system]: marks } = await me.read();
    expect(marks.requests.map(({ key }) => key)).toEqual(["k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"]);
    await me.append("2", { key: "k2" });
    expect(await me.read()).toMatchObject({ text: "-123456789" });
  });

  test("racing with itself has one effect", async () => {
    for (let round = 0; round < 20; round++) {
      const me = newClient();
      const made = await Promise.all([1, 2, 3].map(() => me.create("-", { key: "k0" })));
      expect(made.map(({ version }) => version)).toEqual([1, 1, 1]);
      const texts = await Promise.all([1, 2, 3].map(() => me.append("a", { key: "k1" })));
      expect(texts.map(({ text }) => text)).toEqual(["-a", "-a", "-a"]);
      expect(await chainOf(me.context, me.id)).toHaveLength(2);
    }
  });
});

describe("a lost race", () => {
  test("is a conflict that carries the item as it is now, and nothing of the loser is written", async () => {
    const me = newClient();
    const current = await me.create("first");
    await me.append("!");
    const late = commit(me.context, { kind: noteEntity, current }, "note.change", () => ({
      next: changed(current, { text: "late" }),
      writes: [me.context.table.create(noteEntity, { id: newId("export", 1), text: "beside" })],
    }));
    const error: unknown = await late.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "edit.conflict",
      details: { current: { text: "first!", version: 2 } },
    });
    expect(await chainOf(me.context, me.id)).toHaveLength(2);
  });

  test("is also lost by a removal", async () => {
    const me = newClient();
    const current = await me.create("first");
    await me.append("!");
    expect(await codeOf(remove(me.context, noteEntity, current, "note.remove"))).toBe("edit.conflict");
    expect(await me.read()).toMatchObject({ text: "first!" });
    await remove(me.context, noteEntity, await me.read(), "note.remove");
    expect(await codeOf(remove(me.context, noteEntity, current, "note.remove"))).toBe("edit.conflict");
  });

  test("what the caller saw decides before anything is decided", async () => {
    const me = newClient();
    const current = await me.create("first");
    let decided = false;
    const decide = () => {
      decided = true;
      return { next: current };
    };
    const work = commit(
      { ...me.context, expectedVersion: 7 },
      { kind: noteEntity, current },
      "note.x",
      decide,
    );
    expect(await codeOf(work)).toBe("edit.conflict");
    expect(decided).toBe(false);
  });
});

describe("an answer that got lost", () => {
  /** The table does what it is told, but the answers of some calls never arrive: the first `lost` tries. */
  function forgetful(lost: number): Connection {
    let left = lost;
    const connection = world.engine.connect();
    connection.client.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        const writes = /Put|Transact/.test(String(context["commandName"]));
        if (writes && left-- > 0) throw Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
        return answer;
      },
      // Within the retries, so that the client tries again as it does when a connection breaks.
      { step: "deserialize", name: "forgetful", priority: "low" },
    );
    return connection;
  }

  test("of a change made anyway is found again by the SDK's own next try", async () => {
    const me = newClient(forgetful(1));
    await me.create("-", { key: "k0" });
    expect(await me.append("a", { key: "k1" })).toMatchObject({ text: "-a", version: 2 });
    expect(await chainOf(me.context, me.id)).toHaveLength(2);
  });

  test("altogether is found by the client's replay, with one effect", async () => {
    const lost = newClient(forgetful(100));
    const replaying = client(world.committing(lost.context.table.agency), lost.id);
    expect(await codeOf(lost.create("-", { key: "k0" }))).toBeInstanceOf(Error);
    expect(await replaying.create("-", { key: "k0" })).toMatchObject({ text: "-", version: 1 });
    expect(await codeOf(lost.append("a", { key: "k1" }))).toBeInstanceOf(Error);
    expect(await replaying.append("a", { key: "k1" })).toMatchObject({ text: "-a", version: 2 });
    expect(
      await chainOf({ ...lost.context, table: world.table(lost.context.table.agency) }, lost.id),
    ).toHaveLength(2);
  });
});

describe("the audit chain", () => {
  test("has an entry for each change in its own transaction, with field names and hashes but no content", async () => {
    const me = newClient();
    await me.create("confidential");
    await me.append("!");
    const head = (await me.read())[system].audit;
    const chain = await chainOf(me.context, me.id);
    expect(chain.map(({ action, fields }) => ({ action, fields }))).toEqual([
      { action: "note.create", fields: ["id", "text"] },
      { action: "note.append", fields: ["text"] },
    ]);
    expect(chainBreak(chain, head)).toBeUndefined();
    expect(JSON.stringify(chain)).not.toContain("confidential");
    await remove(me.context, noteEntity, await me.read(), "note.remove");
    const ended = await chainOf(me.context, me.id);
    expect(ended.at(-1)).toMatchObject({ action: "note.remove", after: null });
    const last = ended.at(-1);
    expect(chainBreak(ended, last && { sequence: last.sequence, hash: last.hash })).toBeUndefined();
  });

  test("cannot be written over: an entry is created, never replaced", async () => {
    const me = newClient();
    await me.create("-");
    const [entry] = await chainOf(me.context, me.id);
    if (entry === undefined) throw new Error("no entry");
    const write = me.context.table.create(auditEntity, { ...entry, action: "other" });
    await expect(me.context.table.write([write])).rejects.toThrow("write 0 was refused");
  });

  test("10,000 single changes, deletions, insertions, swaps and cuts: each is detected", async () => {
    const me = newClient();
    await me.create("-");
    for (const letter of "abcdefghijk") await me.append(letter);
    const chain = await chainOf(me.context, me.id);
    const head = (await me.read())[system].audit;
    expect(chainBreak(chain, head)).toBeUndefined();
    const position = fc.nat({ max: chain.length - 1 });
    const fields = [
      "subject",
      "sequence",
      "at",
      "action",
      "actor",
      "fields",
      "before",
      "after",
      "previous",
      "hash",
    ] as const;
    const other = fc.jsonValue({ maxDepth: 2 });
    const damage: fc.Arbitrary<(entries: AuditEntry[]) => AuditEntry[]> = fc.oneof(
      fc.tuple(position, fc.constantFrom(...fields), other).map(
        ([at, field, value]) =>
          (entries: AuditEntry[]) =>
            entries.with(at, { ...(entries[at] as AuditEntry), [field]: value } as AuditEntry),
      ),
      position.map((at) => (entries: AuditEntry[]) => entries.toSpliced(at, 1)),
      fc.tuple(position, position).map(
        ([a, b]) =>
          (entries: AuditEntry[]) =>
            swapped(entries, a, b),
      ),
      fc.tuple(position, position).map(
        ([from, to]) =>
          (entries: AuditEntry[]) =>
            entries.toSpliced(to, 0, entries[from] as AuditEntry),
      ),
      position.map((at) => (entries: AuditEntry[]) => entries.slice(0, at)),
      position.map((at) => (entries: AuditEntry[]) => entries.slice(at)),
    );
    fc.assert(
      fc.property(damage, (harm) => {
        const damaged = harm(chain);
        fc.pre(JSON.stringify(damaged) !== JSON.stringify(chain));
        expect(chainBreak(damaged, head)).toBeDefined();
      }),
      { numRuns: 10_000 },
    );
  });

  test("with one entry rewritten under a hash that fits does not go on from there", async () => {
    const me = newClient();
    await me.create("-");
    for (const letter of "abc") await me.append(letter);
    const chain = await chainOf(me.context, me.id);
    const { hash: _, ...unsigned } = { ...(chain[1] as AuditEntry), action: "note.forged" };
    const forged = { ...unsigned, hash: sha256(canonicalJson(unsigned)) };
    expect(chainBreak(chain.with(1, forged), (await me.read())[system].audit)).toBe(
      "entry 3 does not follow its predecessor",
    );
  });

  test("rewritten from somewhere on, with hashes that fit, still does not end at the item's head", async () => {
    const [honest, forged] = [newClient(), newClient()];
    await honest.create("-");
    await forged.create("-");
    await forged.append("x");
    const chain = await chainOf(forged.context, forged.id);
    expect(chainBreak(chain, (await honest.read())[system].audit)).toBe(
      "the chain does not end at the subject's head",
    );
    expect(chainBreak([], (await honest.read())[system].audit)).toBeDefined();
    expect(chainBreak([], undefined)).toBeUndefined();
  });
});

function swapped(entries: AuditEntry[], a: number, b: number): AuditEntry[] {
  const [first, second] = [entries[a], entries[b]] as [AuditEntry, AuditEntry];
  return entries.with(a, second).with(b, first);
}
