import { beforeEach, describe, expect, test, vi } from "vitest";
import { maskPersonal } from "#shared/platform/log.ts";
import { apiEvent, originKey } from "#test/support/events.ts";

describe("the log", () => {
  let lines: string[] = [];

  beforeEach(() => {
    vi.stubEnv("POWERTOOLS_LOG_LEVEL", "DEBUG");
    vi.resetModules();
    lines = [];
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((chunk) => {
        lines.push(String(chunk));
        return true;
      });
    }
  });

  /** Everything that these requests must not leave in a log, each unmistakable. */
  const secrets = {
    text: "text-of-the-body",
    query: "value-of-a-query",
    cookie: "value-of-a-cookie",
    header: "value-of-a-header",
  };

  test("never carries a body, query, header, cookie, address or number of a person, whatever happens", async () => {
    const { serve } = await import("#shared/platform/serve.ts");
    const { notes, noteRoutes: routes } = await import("#test/support/notes.ts");
    const { newId } = await import("#shared/platform/ids.ts");
    const failing = {
      tableName: "none",
      client: {
        send: () => {
          const cause = new Error("siti@pauh.go.id");
          throw new Error("budi@pauh.go.id 198501012010011001", { cause });
        },
      } as never,
    };
    const handler = serve(notes, {
      connection: () => failing,
      originKeys: async () => [originKey],
      tokenKey: async () => ({ current: "k".repeat(64), previous: "" }),
    });
    const as = {
      login: newId("login", 0),
      agency: newId("agency", 0),
      member: newId("member", 0),
      session: newId("session", 0),
      roles: ["employee" as const],
    };
    const common = {
      headers: { "x-own": secrets.header, "idempotency-key": "key-12345678" },
      cookies: [`a=${secrets.cookie}`],
    };
    const text = JSON.stringify({ text: secrets.text });
    const context = { getRemainingTimeInMillis: () => 1000 } as never;
    const statuses = [];
    for (const event of [
      apiEvent(routes.createNote, { ...common, as, text }, 0),
      apiEvent(routes.createNote, { ...common, as, text: `{"${secrets.text}":1}` }, 0),
      apiEvent(routes.createNote, { ...common, as, text: secrets.text }, 0),
      apiEvent(routes.createNote, { ...common, text }, 0),
      apiEvent(routes.misbehave, { ...common, query: { how: secrets.query } }, 0),
      apiEvent(routes.misbehave, { ...common, query: { how: "bug" } }, 0),
      apiEvent(routes.misbehave, { ...common, query: { how: "undeclared" } }, 0),
      apiEvent(routes.misbehave, { ...common, query: { how: "page" } }, 0),
    ]) {
      statuses.push((await handler(event, context)).statusCode);
    }
    expect(statuses).toEqual([500, 400, 400, 401, 400, 500, 500, 200]);
    const written = lines.join("");
    expect(lines.length).toBeGreaterThanOrEqual(8);
    for (const secret of [...Object.values(secrets), "budi", "siti", "198501012010011001", "verified-by"]) {
      expect(written).not.toContain(secret);
    }
  });

  test("has one line of JSON per request, with its number, route, status and duration", async () => {
    const { serve } = await import("#shared/platform/serve.ts");
    const { notes, noteRoutes: routes } = await import("#test/support/notes.ts");
    const surroundings = {
      connection: () => {
        throw new Error("not needed");
      },
      originKeys: async () => [originKey],
      tokenKey: async () => ({ current: "k", previous: "" }),
    };
    const event = apiEvent(routes.misbehave, { query: { how: "page" } }, 0);
    await serve(notes, surroundings)(event, { getRemainingTimeInMillis: () => 1000 } as never);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "INFO",
      message: "request.completed",
      requestId: event.requestContext.requestId,
      route: "GET /v1/misbehaviour",
      status: 200,
      milliseconds: expect.any(Number),
    });
  });
});

test.each([
  ["NIP 198501012010011001 twice: 198501012010011001", "NIP … twice: …"],
  ["budi.s+x@pauh.go.id, <siti@x.id>", "…@… <…@…>"],
  ["a cycle of 12345 rows on 2026-10-01", "a cycle of 12345 rows on 2026-10-01"],
])("numbers of people and addresses are taken out of %j", (text, masked) => {
  expect(maskPersonal(text)).toBe(masked);
});
