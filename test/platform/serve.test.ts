import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { newId } from "#shared/platform/ids.ts";
import { serve } from "#shared/platform/serve.ts";
import { apiEvent, originKey } from "#test/support/events.ts";
import { noteEntity, notes, noteRoutes as routes } from "#test/support/notes.ts";
import { lambdaContext, useWorld } from "#test/support/world.ts";

const world = useWorld([notes]);

async function writtenNote(text = "first") {
  const as = world.actor();
  const { body } = await world.call(routes.createNote, { as, body: { text } });
  return { as, id: body.id, params: { exportId: body.id } };
}

describe("who gets in", () => {
  test("a request without the distribution's origin key is refused, whatever else it carries", async () => {
    const as = world.actor();
    for (const key of ["", "wrong", originKey.slice(1)]) {
      const answer = await world.send(routes.listNotes, { as, headers: { "x-origin-key": key } });
      expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
  });

  test("both origin keys hold while they rotate", async () => {
    const surroundings = {
      connection: () => world.connection,
      originKeys: async () => ["new-key", originKey],
      tokenKey: async () => ({ current: "k".repeat(64), previous: "" }),
    };
    const handler = serve(notes, surroundings);
    for (const key of ["new-key", originKey]) {
      const sent = { as: world.actor(), headers: { "x-origin-key": key } };
      const answer = await handler(apiEvent(routes.listNotes, sent, Date.now()), lambdaContext());
      expect(answer.statusCode).toBe(200);
    }
  });

  test("no token is 401, a role without the permission 403, an unknown route 404", async () => {
    expect(await world.refusal(routes.listNotes, {})).toMatchObject({ status: 401, code: "signed-out" });
    const auditor = world.actor({ roles: ["auditor"] });
    const refused = await world.refusal(routes.createNote, { as: auditor, body: { text: "a" } });
    expect(refused).toMatchObject({ status: 403, code: "forbidden" });
    const unknown = { ...apiEvent(routes.listNotes, { as: auditor }, Date.now()), routeKey: "GET /v1/other" };
    const handler = serve(notes, {
      connection: () => world.connection,
      originKeys: async () => [originKey],
      tokenKey: async () => ({ current: "k".repeat(64), previous: "" }),
    });
    expect((await handler(unknown, lambdaContext())).statusCode).toBe(404);
  });

  test("an actor comes from the authorizer alone: a header, cookie or body that claims one changes nothing", async () => {
    const actor = JSON.stringify(world.actor({ roles: ["agencyAdmin"] }));
    const answer = await world.send(routes.listNotes, {
      headers: { actor, "x-actor": actor, authorization: `Bearer ${actor}` },
      cookies: [`actor=${actor}`],
    });
    expect(answer.status).toBe(401);
  });

  test("a relation that does not hold reads as not found", async () => {
    const employee = newId("employee", 0);
    const me = world.actor({ employee });
    expect((await world.call(routes.readOwn, { as: me, params: { employeeId: employee } })).body.text).toBe(
      "mine",
    );
    const other = { employeeId: newId("employee", 1) };
    expect(await world.refusal(routes.readOwn, { as: me, params: other })).toMatchObject({ status: 404 });
  });

  test("another agency's item is not found, by read, change and removal", async () => {
    const { id, params } = await writtenNote();
    const stranger = world.actor();
    const refusals = [
      await world.refusal(routes.readNote, { as: stranger, params }),
      await world.refusal(routes.changeNote, { as: stranger, params, body: { text: "mine now" } }),
      await world.refusal(routes.removeNote, { as: stranger, params }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await world.table(stranger.agency).get(noteEntity, { id })).toBeUndefined();
  });

  test("an id of the wrong shape is not found", async () => {
    const as = world.actor();
    for (const exportId of [
      "x",
      "exp_",
      "emp_0000000000000000000000000",
      "exp_../../etc/passwd",
      "🙈",
      "a#b",
    ]) {
      expect(await world.send(routes.readNote, { as, params: { exportId } })).toMatchObject({ status: 404 });
    }
  });
});

describe("bodies and queries", () => {
  const refusedBodies: readonly [string, string | undefined, number][] = [
    ["none at all", undefined, 400],
    ["not JSON", "{text:", 400],
    ["another type", "[1]", 400],
    ["null", "null", 400],
    ["a field missing", "{}", 400],
    ["a field of another type", '{"text":{"$gt":""}}', 400],
    ["a field that nobody declared", '{"text":"a","role":"operator"}', 400],
    ["a prototype", '{"text":"a","__proto__":{"secret":"x"}}', 400],
    ["half a character", '{"text":"\\ud800"}', 400],
    ["half a character deep inside an undeclared field", '{"text":"a","x":[{"y":"\\udfff"}]}', 400],
    ["a very deep value", `{"text":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, 400],
    ["a long text", JSON.stringify({ text: "🙈".repeat(5000) }), 400],
    ["more than half a megabyte", JSON.stringify({ text: "a".repeat(600_000) }), 413],
    ["more than half a megabyte of bytes", JSON.stringify({ text: "漢".repeat(200_000) }), 413],
  ];

  test.each(refusedBodies)("%s is refused with what to mend", async (_, text, status) => {
    const as = world.actor();
    const headers = { "idempotency-key": "key-12345678" };
    for (const base64 of [false, true]) {
      const answer = await world.send(routes.createNote, { as, text, base64, headers });
      expect(answer).toMatchObject({ status, headers: { "content-type": "application/problem+json" } });
    }
    expect((await world.call(routes.listNotes, { as })).body.items).toEqual([]);
  });

  test("a whole character outside the basic plane, a backslash and control characters are kept as they are", async () => {
    const text = "🙈 \\ud800 \\\\ \u0000 \u202e é e\u0301";
    const { as, params } = await writtenNote(text);
    expect((await world.call(routes.readNote, { as, params })).body.text).toBe(text);
  });

  test("field problems name the path, in the reader's language", async () => {
    const as = world.actor();
    const body = { text: "" };
    const id = await world.refusal(routes.createNote, { as, body });
    const en = await world.refusal(routes.createNote, {
      as,
      body,
      headers: { "accept-language": "en-GB,id;q=0.5" },
    });
    expect(id.fields?.map(({ path }) => path)).toEqual(["text"]);
    expect(id.title).toBe("Isian tidak sesuai.");
    expect(en.title).toBe("The request does not have the expected form.");
    expect(en.fields?.[0]?.message).not.toBe(id.fields?.[0]?.message);
  });

  test("an unknown or malformed query parameter is refused and named", async () => {
    const as = world.actor();
    for (const [name, value] of [
      ["limit", "0"],
      ["limit", "x"],
      ["limit", "1e9"],
      ["sort", "name"],
    ] as const) {
      const refused = await world.send(routes.listNotes, { as, query: { [name]: value } });
      expect(refused).toMatchObject({ status: 400, body: { code: "request.invalid" } });
      expect(JSON.stringify(refused.body)).toContain("query");
    }
  });

  test("whatever is sent, the answer is a documented 2xx or 4xx", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json({ maxDepth: 6 }), fc.string({ unit: "binary" })), async (text) => {
        const answer = await world.send(routes.createNote, {
          as: world.actor(),
          text,
          headers: { "idempotency-key": "key-12345678" },
        });
        expect([201, 400]).toContain(answer.status);
      }),
      { numRuns: 300 },
    );
  });
});

describe("answers", () => {
  test("a field that the route does not declare never leaves", async () => {
    const { as, id, params } = await writtenNote();
    expect(await world.table(as.agency).get(noteEntity, { id })).toMatchObject({ secret: "sealed" });
    const answers = [
      await world.call(routes.readNote, { as, params }),
      await world.call(routes.listNotes, { as }),
      await world.call(routes.changeNote, { as, params, body: { text: "b" } }),
    ];
    expect(JSON.stringify(answers)).not.toContain("sealed");
    expect(JSON.stringify(answers)).not.toContain("_audit");
  });

  test("an answer of another shape than declared is our fault, not the caller's to see", async () => {
    const refused = await world.refusal(routes.misbehave, { query: { how: "undeclared" } });
    expect(refused).toMatchObject({ status: 500, code: "unexpected" });
  });

  test("an unexpected error says nothing but the request's number", async () => {
    const { requestId, ...problem } = await world.refusal(routes.misbehave, { query: { how: "bug" } });
    expect(requestId).toMatch(/^req-/);
    expect(problem).toEqual({
      type: "/docs#unexpected",
      code: "unexpected",
      status: 500,
      title: "Terjadi kesalahan di pihak kami.",
      detail: "Coba lagi; bila berulang, sebutkan nomor permintaan ini kepada kami.",
    });
  });

  test("a throttled table is 503 with the time after which to try again", async () => {
    const answer = await world.send(routes.misbehave, { query: { how: "throttle" } });
    expect(answer).toMatchObject({
      status: 503,
      headers: { "retry-after": "2" },
      body: { code: "service.busy" },
    });
  });

  test("a route of another media type answers the text itself, and cookies are set", async () => {
    const page = await world.send(routes.misbehave, { query: { how: "page" } });
    expect(page).toMatchObject({
      body: "<p>ok</p>",
      headers: { "content-type": "text/html; charset=utf-8" },
    });
    const kept = await world.send(routes.misbehave, { query: { how: "cookie" } });
    expect(kept.cookies).toEqual(["refresh=1; HttpOnly"]);
  });

  test("nothing is kept by caches on the way", async () => {
    const { as, params } = await writtenNote();
    for (const answer of [
      await world.call(routes.readNote, { as, params }),
      await world.call(routes.removeNote, { as, params }),
      await world.send(routes.readNote, { as, params }),
    ]) {
      expect(answer.headers["cache-control"]).toBe("no-store");
    }
  });
});

describe("writing once", () => {
  test("a creating request without an Idempotency-Key, or with an unusable one, is refused", async () => {
    const as = world.actor();
    const body = { text: "a" };
    const codes = [];
    for (const key of ["", "short", "with spaces in it", "k".repeat(81)]) {
      codes.push(
        (await world.refusal(routes.createNote, { as, body, headers: { "idempotency-key": key } })).code,
      );
    }
    expect(codes).toEqual(["idempotency.missing", "request.invalid", "request.invalid", "request.invalid"]);
  });

  test("the same create again answers the same item; with another body it is refused", async () => {
    const as = world.actor();
    const headers = { "idempotency-key": "key-of-one-create" };
    const first = await world.call(routes.createNote, { as, body: { text: "a" }, headers });
    const again = await world.call(routes.createNote, { as, body: { text: "a" }, headers });
    expect(again.body).toEqual(first.body);
    const other = await world.refusal(routes.createNote, { as, body: { text: "b" }, headers });
    expect(other).toMatchObject({ status: 422, code: "idempotency.reused" });
  });

  test("If-Match of an older version is 409 with the current item, as far as the route shows it", async () => {
    const { as, params } = await writtenNote();
    await world.call(routes.changeNote, { as, params, body: { text: "second" } });
    for (const stale of ["1", '"1"']) {
      const options = { as, params, body: { text: "third" }, headers: { "if-match": stale } };
      const refused = await world.refusal(routes.changeNote, options);
      expect(refused).toMatchObject({ status: 409, current: { text: "second", version: 2 } });
      expect(JSON.stringify(refused)).not.toContain("sealed");
    }
    const fresh = { as, params, body: { text: "third" }, headers: { "if-match": '"2"' } };
    expect((await world.call(routes.changeNote, fresh)).body.version).toBe(3);
  });

  test("If-Match of an older version also stops a removal", async () => {
    const { as, params } = await writtenNote();
    await world.call(routes.changeNote, { as, params, body: { text: "second" } });
    const refused = await world.refusal(routes.removeNote, { as, params, headers: { "if-match": "1" } });
    expect(refused).toMatchObject({ status: 409, code: "edit.conflict" });
  });
});

describe("lists", () => {
  test("following the cursors shows every item once, however large the pages", async () => {
    const as = world.actor();
    const texts = Array.from({ length: 7 }, (_, i) => `note ${i}`);
    for (const text of texts) await world.call(routes.createNote, { as, body: { text } });
    for (const limit of [1, 2, 3, 7, 50]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await world.call(routes.listNotes, { as, query: { limit, cursor } });
        seen.push(...body.items.map(({ text }) => text));
        cursor = body.next;
      } while (cursor !== undefined);
      expect(seen.sort()).toEqual(texts);
    }
  });

  test("a cursor of another agency's list is refused", async () => {
    const as = world.actor();
    for (const text of ["a", "b"]) await world.call(routes.createNote, { as, body: { text } });
    const { next } = (await world.call(routes.listNotes, { as, query: { limit: 1 } })).body;
    const refused = await world.refusal(routes.listNotes, { as: world.actor(), query: { cursor: next } });
    expect(refused).toMatchObject({ status: 400, code: "cursor.invalid" });
  });
});

describe("limits", () => {
  test("a login in a hurry is told how many seconds to wait; others are not slowed", async () => {
    const as = world.actor();
    const outcomes = [];
    // The pace is real: while the burst of 120 is used up, some tokens come back.
    do outcomes.push(await world.send(routes.listNotes, { as }));
    while (outcomes.at(-1)?.status === 200 && outcomes.length < 1000);
    expect(outcomes.length).toBeGreaterThan(120);
    const last = outcomes.at(-1);
    expect(last).toMatchObject({
      status: 429,
      headers: { "retry-after": "1" },
      body: { code: "rate.exceeded" },
    });
    expect(last?.body).toMatchObject({ detail: "Tunggu 1 detik, lalu coba lagi." });
    expect((await world.send(routes.listNotes, { as: world.actor() })).status).toBe(200);
  });
});

test("reading one item takes one request of half a unit doubled by consistency, writing it one transaction", async () => {
  const { as, params } = await writtenNote();
  const read = await world.measure(() => world.call(routes.readNote, { as, params }));
  expect(read).toMatchObject({ commands: ["Get"], units: 1 });
  const write = await world.measure(() => world.call(routes.changeNote, { as, params, body: { text: "b" } }));
  expect(write.commands).toEqual(["Get", "TransactWrite"]);
});

test("what a request does stands under its instant, not under the machine's", async () => {
  const { as } = await writtenNote();
  expect(as.login.startsWith("lgn_")).toBe(true);
  expect(vi.isFakeTimers()).toBe(true);
  expect(world.now().toString()).toBe("2026-09-01T02:00:00Z");
});

describe("a long answer", () => {
  const listed = async (acceptEncoding?: string, notesOf = 30) => {
    const as = world.actor();
    for (let n = 0; n < notesOf; n++)
      await world.call(routes.createNote, { as, body: { text: `note ${n}` } });
    const headers = acceptEncoding === undefined ? {} : { "accept-encoding": acceptEncoding };
    const handler = serve(notes, {
      connection: () => world.connection,
      originKeys: async () => [originKey],
      tokenKey: async () => ({ current: "k".repeat(64), previous: "" }),
    });
    return await handler(apiEvent(routes.listNotes, { as, headers }, Date.now()), lambdaContext());
  };
  const plain = expect.objectContaining({ vary: "accept-encoding" });

  test("goes out compressed to whoever takes it, and says the same", async () => {
    const answer = await listed("gzip, deflate, br");
    expect(answer).toMatchObject({ isBase64Encoded: true, headers: { "content-encoding": "gzip" } });
    expect(answer.headers).toEqual(plain);
    const packed = Buffer.from(answer.body ?? "", "base64");
    const { items } = JSON.parse(gunzipSync(packed).toString()) as { items: { text: string }[] };
    expect(items.map(({ text }) => text).sort()).toEqual(
      Array.from({ length: 30 }, (_, n) => `note ${n}`).sort(),
    );
    expect(packed.length).toBeLessThan(JSON.stringify({ items }).length / 2);
  });

  test.each([undefined, "", "identity", "br", "gzip;q=0", "gzip; q=0.0"])(
    "goes out as it is to whoever takes %j",
    async (accepted) => {
      const answer = await listed(accepted);
      expect(answer.isBase64Encoded).toBeUndefined();
      expect(answer.headers).toEqual(plain);
      expect(answer.headers).not.toHaveProperty("content-encoding");
      expect((JSON.parse(answer.body ?? "") as { items: object[] }).items).toHaveLength(30);
    },
  );

  test("gains from it: a short one is left alone", async () => {
    const answer = await listed("gzip", 1);
    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(JSON.parse(answer.body ?? "")).toHaveProperty("items.0.text", "note 0");
  });
});
