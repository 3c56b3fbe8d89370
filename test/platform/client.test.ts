import { describe, expect, expectTypeOf, test, vi } from "vitest";
import type { Actor } from "#shared/platform/actor.ts";
import { type ClientOptions, createClient, Refused } from "#shared/platform/client.ts";
import { routeKey } from "#shared/platform/route.ts";
import { routeStrings } from "#shared/route-strings.ts";
import { routes } from "#shared/routes.ts";
import { noteRoutes, notes } from "#test/support/notes.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([notes]);

const strings = {
  notes: Object.fromEntries(Object.entries(noteRoutes).map(([name, each]) => [name, routeKey(each)])),
} as { notes: Record<keyof typeof noteRoutes, string> };

/** The service behind a `fetch`: what the browser, the distribution and the gateway do between client and function. */
function serviceOf(
  actors: Readonly<Record<string, Actor>>,
  seen: RequestInit[] = [],
): ClientOptions["fetch"] {
  return async (url, init) => {
    seen.push(init);
    const { pathname, searchParams } = new URL(url, "https://kinerja.example");
    const headers = Object.fromEntries(new Headers(init.headers));
    const as = actors[(headers["authorization"] ?? "").replace("Bearer ", "")];
    if (as === undefined) return Response.json({ message: "Unauthorized" }, { status: 401 });
    const found = Object.values(noteRoutes).find(
      ({ method, path }) => method === init.method && matchPath(path, pathname) !== undefined,
    );
    if (found === undefined) return Response.json({ message: "Not Found" }, { status: 404 });
    const answer = await world.send(found, {
      as,
      headers,
      params: matchPath(found.path, pathname),
      query: Object.fromEntries(searchParams),
      text: typeof init.body === "string" ? init.body : undefined,
    });
    const body =
      typeof answer.body === "object" ? JSON.stringify(answer.body) : (answer.body as string | undefined);
    return new Response(body ?? null, { status: answer.status, headers: answer.headers });
  };
}

function matchPath(path: string, pathname: string): Record<string, string> | undefined {
  const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  const match = pattern.exec(pathname);
  return match === null ? undefined : { ...match.groups };
}

describe("the typed client", () => {
  test("creates, reads, changes, lists and removes as the route table says", async () => {
    const me = world.actor();
    const client = createClient<{ notes: typeof noteRoutes }>(strings, {
      fetch: serviceOf({ mine: me }),
      token: () => "mine",
    });
    const made = await client.notes.createNote({ body: { text: "a & b / c" } });
    const params = { exportId: made.id };
    expectTypeOf(made.text).toBeString();
    expect(await client.notes.readNote({ params })).toEqual(made);
    const changed = await client.notes.changeNote({ params, body: { text: "d" }, ifMatch: 1 });
    expect(changed).toMatchObject({ text: "d", version: 2 });
    await client.notes.createNote({ body: { text: "e" } });
    const page = await client.notes.listNotes({ query: { limit: 1 } });
    const rest = await client.notes.listNotes({ query: { limit: 5, cursor: page.next } });
    expect([...page.items, ...rest.items]).toHaveLength(2);
    expect(await client.notes.removeNote({ params })).toBeUndefined();
    expect(await client.notes.misbehave({ query: { how: "page" } })).toBe("<p>ok</p>");
  });

  test("throws the service's problem, and the gateway's own answers in the service's words", async () => {
    const client = createClient<{ notes: typeof noteRoutes }>(strings, {
      fetch: serviceOf({ mine: world.actor() }),
      token: () => "mine",
      language: () => "en",
    });
    const missing: unknown = await client.notes
      .readNote({ params: { exportId: "exp_no/such" } })
      .catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(Refused);
    expect(missing).toMatchObject({
      code: "not-found",
      status: 404,
      problem: { title: "Nothing was found there." },
    });
    const signedOut = createClient<{ notes: typeof noteRoutes }>(strings, {
      fetch: serviceOf({}),
      token: () => undefined,
    });
    await expect(signedOut.notes.listNotes()).rejects.toMatchObject({
      code: "signed-out",
      problem: undefined,
    });
  });

  test("a call that meets an ended session is repeated once after renewal, under the same key", async () => {
    const seen: RequestInit[] = [];
    let token = "old";
    const client = createClient<{ notes: typeof noteRoutes }>(strings, {
      fetch: serviceOf({ new: world.actor() }, seen),
      token: () => token,
      renew: async () => {
        token = "new";
        return true;
      },
    });
    expect(await client.notes.createNote({ body: { text: "a" } })).toMatchObject({ version: 1 });
    const keys = seen.map(({ headers }) => new Headers(headers).get("idempotency-key"));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test("a token that the gateway's authorizer refuses is renewed too; a permission that is lacking is not", async () => {
    const forbidden: readonly [ResponseInit, object, boolean][] = [
      [{ status: 403 }, { message: "Forbidden" }, true],
      [
        { status: 403, headers: { "content-type": "application/problem+json" } },
        { code: "forbidden", title: "" },
        false,
      ],
    ];
    for (const [init, body, isRenewed] of forbidden) {
      const renew = vi.fn(async () => false);
      const client = createClient<{ notes: typeof noteRoutes }>(strings, {
        fetch: async () => Response.json(body, init),
        token: () => "old",
        renew,
      });
      await expect(client.notes.listNotes()).rejects.toMatchObject({ status: 403, code: "forbidden" });
      expect(renew).toHaveBeenCalledTimes(isRenewed ? 1 : 0);
    }
  });

  test("no call goes out before it is known who is signed in", async () => {
    const order: string[] = [];
    const client = createClient<{ notes: typeof noteRoutes }>(strings, {
      fetch: async () => {
        order.push("fetch");
        return Response.json({ items: [] });
      },
      ready: async () => void order.push("ready"),
      token: () => "mine",
    });
    await client.notes.listNotes();
    expect(order).toEqual(["ready", "fetch"]);
  });

  test("the generated strings are those of the route table", () => {
    const client = createClient<typeof routes>(routeStrings, { fetch, token: () => undefined });
    for (const [area, table] of Object.entries(routes)) {
      expect(Object.keys(client[area as keyof typeof routes])).toEqual(Object.keys(table));
    }
  });
});
