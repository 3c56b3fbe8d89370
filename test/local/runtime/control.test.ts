import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareDesk, type Desk, type PlannedLetterName } from "#infra/local/runtime/desk.ts";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { json, request, startFixture, wish } from "./fixture/fixture.ts";

const folder = path.resolve(import.meta.dirname, "../../../infra/local/control");
const face = { as: "dewi@contoh.go.id", name: "Dewi Anggraini", what: "Penilai" };
const milestone = {
  at: "2027-01-04T01:00:00.000Z",
  local: "2027-01-04T08:00",
  zone: "Asia/Jakarta",
  title: "Pengingat −7",
  reminds: true,
};

/** What the desk was asked for, and one answer to each. */
const asked: unknown[] = [];
const desk: Desk = {
  ...bareDesk,
  milestones: async () => [milestone],
  findPeople: async (text) => {
    asked.push(text);
    return [face];
  },
  namesOf: async (mails) => new Map(mails.slice(0, 1).map(({ messageId }) => [messageId, face.name])),
  stepOf: ({ subject }) => (subject === "Halo" ? "−7" : undefined),
  why: async () => ["Ini pengingat 7 hari sebelum batas waktu."],
  plannedLetter: async (of: PlannedLetterName) =>
    of.person === "emp_1" ? { name: face.name, subject: "7 hari lagi", html: "<p>", why: [] } : undefined,
  demo: () => ({ faces: [face], tour: [] }),
};

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startFixture({ desk: () => desk });
});
afterAll(() => cloud.close());

async function ask<T>(at: string, body?: object): Promise<{ status: number; body: T }> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: json };
  const response = await request(cloud, `/_local${at}`, init);
  return { status: response.status, body: (await response.json()) as T };
}

/** Asks as `fetch` cannot: the path as it stands, and a host of one's own. */
function statusOf(path: string, host = `localhost:${new URL(cloud.url).port}`): Promise<number | undefined> {
  const { port } = new URL(cloud.url);
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path, headers: { host } }, (answer) =>
        resolve(answer.resume().statusCode),
      )
      .on("error", reject);
  });
}

describe("the control page", () => {
  it.each([
    ["/_local", "text/html; charset=utf-8"],
    ["/_local/", "text/html; charset=utf-8"],
    ["/_local/control.css", "text/css; charset=utf-8"],
    ["/_local/tokens.css", "text/css; charset=utf-8"],
    ["/_local/control.js", "text/javascript; charset=utf-8"],
    ["/_local/kawung.svg", "image/svg+xml"],
    ["/_local/plus-jakarta-sans.woff2", "font/woff2"],
  ])("%s is served as %s, and runs no script but its own", async (at, type) => {
    const response = await request(cloud, at);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  it.each([
    "/_local/tsconfig.json",
    "/_local/nothing.js",
    "/_local/../control/control.js",
    "/_local/..%2fruntime%2fcontrol.ts",
    "/_local/%2e%2e/runtime/clock.js",
  ])("%s is no file of it", async (at) => {
    expect(await statusOf(at)).toBe(404);
  });

  it("is for this machine alone", async () => {
    expect(await statusOf("/_local/control.js", "evil.example")).toBe(403);
    expect(await statusOf("/_local", "evil.example")).toBe(403);
  });

  const files = readdirSync(folder).filter((name) => !name.endsWith(".json"));
  const textOf = (name: string) => readFileSync(path.join(folder, name), "utf8");

  it("asks for nothing but its own files, all of which are there", async () => {
    const wanted = new Set(files.flatMap((name) => [...referencesOf(textOf(name))]));
    expect(wanted.size).toBeGreaterThan(10);
    for (const one of wanted) expect([one, await statusOf(`/_local/${one}`)]).toEqual([one, 200]);
    for (const name of files) expect(textOf(name)).not.toMatch(/(src|href|url\()=?"?https?:/);
  });

  it("has every element that its modules look for", () => {
    const ids = new Set([...textOf("index.html").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const modules = files.filter((name) => name.endsWith(".js")).map(textOf);
    const sought = modules.flatMap((text) => [...text.matchAll(/byId\("([^"]+)"/g)].map(([, id]) => id));
    expect(sought.length).toBeGreaterThan(30);
    expect(sought.filter((id) => !ids.has(id))).toEqual([]);
  });

  /** Files that a file of the page names: addresses under `/_local/` and relative imports. */
  function* referencesOf(text: string): Iterable<string> {
    for (const [, name] of text.matchAll(/"\/_local\/([^"]+)"/g)) yield name ?? "";
    for (const [, name] of text.matchAll(/from "\.\/([^"]+)"/g)) yield name ?? "";
  }
});

describe("its endpoints", () => {
  const send = (mailTo: string) => wish(cloud, { mailTo });

  it("tell what the service's desk knows", async () => {
    expect((await ask("/milestones")).body).toEqual({ items: [milestone] });
    expect((await ask("/demo")).body).toEqual({ faces: [face], tour: [] });
    expect((await ask("/people?find=%20dewi%20")).body).toEqual([face]);
    expect(asked).toEqual(["dewi"]);
    expect((await ask("/planned-mail")).body).toEqual({ items: [], isCut: false });
  });

  it("answer an empty search with whoever can sign in", async () => {
    expect((await ask("/people?find=")).body).toEqual(await cloud.people.list());
    expect(asked).toEqual(["dewi"]);
  });

  it("show the mail that somebody would get, and refuse half a question", async () => {
    const of = "/planned-letter?agency=agc_1&cycle=cyc_1&step=d7";
    expect((await ask(`${of}&person=emp_1`)).body).toMatchObject({ name: face.name });
    expect((await ask(`${of}&person=emp_2`)).status).toBe(404);
    expect((await ask(of)).status).toBe(400);
  });

  it("list letters newest first, forty at a time and without their contents; one is read whole", async () => {
    for (let number = 1; number <= 41; number++) await send(`nomor-${number}@contoh.go.id`);
    type Page = { total: number; items: { id: string; to: string }[]; next?: number };
    const { body: first } = await ask<Page>("/letters");
    expect([first.total, first.items.length, first.next]).toEqual([41, 40, 40]);
    expect(first.items[0]).toEqual({
      id: first.items[0]?.id,
      at: expect.any(String),
      to: "nomor-41@contoh.go.id",
      name: face.name,
      subject: "Halo",
      step: "−7",
      hasBounced: false,
    });
    expect(first.items[1]).toMatchObject({ to: "nomor-40@contoh.go.id", name: "nomor-40@contoh.go.id" });
    const { body: rest } = await ask<Page>(`/letters?after=${first.next}`);
    expect(rest.items.map(({ to }) => to)).toEqual(["nomor-1@contoh.go.id"]);
    expect(rest.next).toBeUndefined();
    const { body: letter } = await ask(`/letter?id=${first.items[0]?.id}`);
    expect(letter).toMatchObject({
      text: "Isi",
      why: ["Ini pengingat 7 hari sebelum batas waktu."],
    });
    expect((await ask("/letter?id=none")).status).toBe(404);
    expect((await ask("/letters?after=-1")).status).toBe(400);
  });

  it("count letters that came back", async () => {
    await ask("/faults", { mailBounceAddresses: ["mati@contoh.go.id"] });
    await send("mati@contoh.go.id");
    await ask("/faults", { mailBounceAddresses: [] });
    const { body } = await ask<{ bounced: number; items: { hasBounced: boolean }[] }>("/letters");
    expect([body.bounced, body.items[0]?.hasBounced, body.items[1]?.hasBounced]).toEqual([1, true, false]);
  });

  it("slow the network down for the browser, not for this page", async () => {
    await ask("/faults", { networkDelayMs: 300 });
    const began = performance.now();
    await request(cloud, "/v1/nowhere");
    const answered = performance.now();
    expect(answered - began).toBeGreaterThanOrEqual(295);
    await ask("/faults", { networkDelayMs: 0 });
    expect(performance.now() - answered).toBeLessThan(295);
  });

  it("know nothing more of a template without a desk", async () => {
    const bare = await startFixture();
    try {
      const answers = ["milestones", "planned-mail", "demo", "people?find=dewi"].map(async (one) =>
        (await request(bare, `/_local/${one}`)).json(),
      );
      expect(await Promise.all(answers)).toEqual([
        { items: [] },
        { items: [], isCut: false },
        { faces: [], tour: [] },
        [],
      ]);
    } finally {
      await bare.close();
    }
  });
});
