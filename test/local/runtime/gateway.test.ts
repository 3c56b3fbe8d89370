import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { json, request, startAt, startFixture, wish } from "./fixture/fixture.ts";

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startFixture();
});
afterAll(() => cloud.close());

const good = { authorization: "Bearer good" };

async function eventOf(response: Response): Promise<Record<string, never>> {
  return ((await response.json()) as { event: Record<string, never> }).event;
}

describe("the gateway answers byte for byte as API Gateway", () => {
  const cases: [string, string, RequestInit, number, string][] = [
    ["an unknown path", "/v1/nowhere", {}, 404, '{"message":"Not Found"}'],
    ["a known path with another method", "/v1/open", { method: "DELETE" }, 404, '{"message":"Not Found"}'],
    ["a path with a slash too many", "/v1/open/", {}, 404, '{"message":"Not Found"}'],
    ["no token", "/v1/things", {}, 401, '{"message":"Unauthorized"}'],
    [
      "a refused token",
      "/v1/things",
      { headers: { authorization: "Bearer bad" } },
      403,
      '{"message":"Forbidden"}',
    ],
    [
      "a failing authorizer",
      "/v1/things",
      { headers: { authorization: "Bearer broken" } },
      500,
      '{"message":"Internal Server Error"}',
    ],
    [
      "a body above 10 MB",
      "/v1/things",
      { method: "POST", body: "x".repeat(10_485_761) },
      413,
      '{"message":"Request Entity Too Large"}',
    ],
    [
      "an event above Lambda's 6 MB",
      "/v1/things",
      { method: "POST", body: "x".repeat(7_000_000) },
      413,
      '{"message":"Request Entity Too Large"}',
    ],
    [
      "headers above 10,240 bytes",
      "/v1/open",
      { headers: { "x-long": "x".repeat(10_240) } },
      431,
      '{"message":"Request Header Fields Too Large"}',
    ],
    [
      "a throwing function",
      "/v1/things",
      { method: "POST", body: '{"fail":"throw"}', headers: json },
      500,
      '{"message":"Internal Server Error"}',
    ],
    [
      "a function that answers no response",
      "/v1/things",
      { method: "POST", body: '{"fail":"shape"}', headers: json },
      500,
      '{"message":"Internal Server Error"}',
    ],
  ];
  it.each(cases)("%s", async (_title, path, init, status, body) => {
    const response = await request(cloud, path, init);
    expect([response.status, await response.text()]).toEqual([status, body]);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("apigw-requestid")).toBeTruthy();
  });
});

it("a function that takes longer than the gateway waits is answered for by the gateway", async () => {
  const impatient = await startFixture({ integrationTimeoutMs: 300 });
  try {
    await vi.waitFor(async () => expect((await wish(impatient, {})).status).toBe(200));
    expect(await wish(impatient, { sleepMs: 1_500 })).toEqual({
      status: 503,
      body: { message: "Service Unavailable" },
    });
  } finally {
    await impatient.close();
  }
});

describe("payload format 2.0", () => {
  it("carries path, query, headers and cookies as AWS does", async () => {
    const response = await request(cloud, "/v1/things/a%20b?x=1&x=2&y=%2F", {
      headers: { ...good, cookie: "one=1; two=2", "X-Mixed": "Case" },
    });
    expect(await eventOf(response)).toMatchObject({
      version: "2.0",
      routeKey: "GET /v1/things/{thingId}",
      rawPath: "/v1/things/a b",
      rawQueryString: "x=1&x=2&y=%2F",
      queryStringParameters: { x: "1,2", y: "/" },
      pathParameters: { thingId: "a b" },
      cookies: ["one=1", "two=2"],
      headers: { "x-mixed": "Case", authorization: "Bearer good" },
      isBase64Encoded: false,
      requestContext: {
        stage: "$default",
        routeKey: "GET /v1/things/{thingId}",
        http: { method: "GET", path: "/v1/things/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
        authorizer: { lambda: { token: "Bearer good" } },
        timeEpoch: Date.parse(startAt),
        time: "04/Jan/2027:00:00:00 +0000",
      },
    });
  });

  it("bytes that are no text come as base64", async () => {
    const bytes = new Uint8Array([0, 255, 128]);
    const response = await request(cloud, "/v1/things", {
      method: "POST",
      body: bytes,
      headers: { "content-type": "application/zip" },
    });
    expect(await eventOf(response)).toMatchObject({ isBase64Encoded: true, body: "AP+A" });
  });

  it("cookies, headers and base64 of the answer arrive", async () => {
    const answer = {
      statusCode: 201,
      headers: { "X-Thing": "t" },
      cookies: ["s=1; HttpOnly", "t=2"],
      body: "AP+A",
      isBase64Encoded: true,
    };
    const response = await request(cloud, "/v1/things", {
      method: "POST",
      body: JSON.stringify({ answer }),
      headers: json,
    });
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(["s=1; HttpOnly", "t=2"]);
    expect(response.headers.get("x-thing")).toBe("t");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 128]));
  });

  it("an answer without a status code is a body of JSON", async () => {
    const response = await request(cloud, "/v1/things", {
      method: "POST",
      body: '{"answer":{"plain":true}}',
      headers: json,
    });
    expect([response.status, await response.json()]).toEqual([200, { plain: true }]);
  });

  it("an answer without a body has neither type nor length", async () => {
    const answer = { statusCode: 204 };
    const response = await request(cloud, "/v1/things", {
      method: "POST",
      body: JSON.stringify({ answer }),
      headers: json,
    });
    expect([
      response.status,
      response.headers.get("content-type"),
      response.headers.get("content-length"),
    ]).toEqual([204, null, null]);
  });

  it("an exact route wins over one with a parameter", async () => {
    const response = await request(cloud, "/v1/things/first");
    expect(await eventOf(response)).toMatchObject({ routeKey: "GET /v1/things/first" });
  });
});

describe("authorizers", () => {
  const asked = async (path: string, token: string) => {
    const event = (await eventOf(
      await request(cloud, path, { headers: { authorization: token } }),
    )) as unknown as {
      requestContext: { authorizer: { lambda: { asked: number } } };
    };
    return event.requestContext.authorizer.lambda.asked;
  };

  it("a verdict is kept 60 s per token, for all routes of the authorizer, and no longer", async () => {
    const first = await asked("/v1/things", "Bearer good cached");
    expect(await asked("/v1/things/7", "Bearer good cached")).toBe(first);
    expect(await asked("/v1/things", "Bearer good other")).not.toBe(first);
    await cloud.moveTo(cloud.clock.now() + 59_000);
    expect(await asked("/v1/things", "Bearer good cached")).toBe(first);
    await cloud.moveTo(cloud.clock.now() + 2_000);
    expect(await asked("/v1/things", "Bearer good cached")).toBeGreaterThan(first);
  });

  it("an authorizer without cache is asked each time", async () => {
    const first = await asked("/v1/fresh", "Bearer good");
    expect(await asked("/v1/fresh", "Bearer good")).toBe(first + 1);
  });
});

describe("functions", () => {
  it("see the virtual clock under Date and a true remaining time", async () => {
    const { body } = await wish(cloud, { sleepMs: 50 });
    expect(body["now"]).toBe(cloud.clock.now());
    expect(body["constructed"]).toBe(new Date(cloud.clock.now()).toISOString());
    expect(Number(body["remainingMs"])).toBeLessThanOrEqual(1_950);
    expect(Number(body["remainingMs"])).toBeGreaterThan(500);
  });

  it("a hanging function is ended by its timeout, and the next call is a cold start", async () => {
    await wish(cloud, {});
    const began = performance.now();
    const hung = await wish(cloud, { hang: true });
    expect(hung).toMatchObject({ status: 500, body: { message: "Internal Server Error" } });
    expect(performance.now() - began).toBeGreaterThan(1_900);
    expect((await wish(cloud, {})).body["invocations"]).toBe(1);
  });

  it("a function that exits answers 500 and starts anew", async () => {
    expect((await wish(cloud, { fail: "exit" })).status).toBe(500);
    expect((await wish(cloud, {})).body["invocations"]).toBe(1);
  });

  it("many invocations run at once in one environment", async () => {
    await wish(cloud, {});
    const began = performance.now();
    const all = await Promise.all(Array.from({ length: 20 }, () => wish(cloud, { sleepMs: 200 })));
    expect(all.every(({ status }) => status === 200)).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe("the distribution", () => {
  it("hands its secret to the API and the page's policy to the browser", async () => {
    const event = await eventOf(await request(cloud, "/v1/open"));
    expect((event["headers"] as unknown as Record<string, string>)["x-origin-key"]).toMatch(/^\w{32}$/);
    const page = await request(cloud, "/any/page");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("serves the web files, hashed ones for ever, and nothing outside their folder", async () => {
    const webDir = mkdtempSync(path.join(tmpdir(), "kinerja-web-"));
    mkdirSync(path.join(webDir, "assets"));
    writeFileSync(path.join(webDir, "index.html"), "<h1>app</h1>");
    writeFileSync(path.join(webDir, "assets/app-abcd1234.js"), "1");
    writeFileSync(`${webDir}-secret.txt`, "secret");
    const site = await startFixture({ webDir });
    try {
      expect(await (await request(site, "/")).text()).toBe("<h1>app</h1>");
      const page = await request(site, "/deep/page");
      expect([await page.text(), page.headers.get("cache-control")]).toEqual(["<h1>app</h1>", "no-cache"]);
      const script = await request(site, "/assets/app-abcd1234.js");
      expect(script.headers.get("cache-control")).toContain("immutable");
      expect(script.headers.get("content-type")).toContain("javascript");
      const outside = encodeURIComponent(`../${path.basename(webDir)}-secret.txt`);
      expect((await request(site, `/${outside}`)).status).toBe(403);
      expect((await request(site, "/missing.js")).status).toBe(403);
    } finally {
      await site.close();
    }
  });

  it("refuses methods that a behaviour does not allow", async () => {
    expect((await request(cloud, "/any/page", { method: "POST" })).status).toBe(403);
  });
});

describe("the stage's throttle", () => {
  it("answers 429 above its burst", async () => {
    const { changedAssembly } = await import("./fixture/fixture.ts");
    const assembly = await changedAssembly("api", (template) => {
      for (const { Type, Properties = {} } of Object.values(template.Resources)) {
        if (Type === "AWS::ApiGatewayV2::Stage") {
          Properties["DefaultRouteSettings"] = { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 };
        }
      }
    });
    const throttled = await startFixture({ assembly });
    try {
      const answers = [];
      for (let i = 0; i < 3; i++) answers.push((await request(throttled, "/v1/nowhere")).status);
      expect(answers).toEqual([404, 404, 429]);
      expect(await (await request(throttled, "/v1/nowhere")).text()).toBe('{"message":"Too Many Requests"}');
    } finally {
      await throttled.close();
    }
  });
});

describe("the control endpoints", () => {
  /** `fetch` sets Host itself. */
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      http
        .get(`${cloud.url}/_local/clock`, { headers }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject);
    });

  it("answer only under this machine's own name", async () => {
    const port = new URL(cloud.url).port;
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
    expect(await statusWith({ host: `127.0.0.1:${port}` })).toBe(200);
    expect(await statusWith({ host: "evil.example" })).toBe(403);
    expect(await statusWith({ host: `localhost.evil.example:${port}` })).toBe(403);
    expect(await statusWith({ host: `localhost:${port}`, origin: "https://evil.example" })).toBe(403);
  });

  it("tell what is checked and not run, each with its reason", async () => {
    const parts = (await (await request(cloud, "/_local/not-run")).json()) as { what: string; why: string }[];
    expect(parts.find(({ what }) => what.startsWith("AWS::Lambda::Permission"))?.why).toBeTruthy();
    expect(parts.filter(({ why }) => why === "")).toEqual([]);
  });

  it("an unknown fault is refused by name", async () => {
    const response = await request(cloud, "/_local/faults", {
      method: "POST",
      body: '{"gremlins":1}',
      headers: json,
    });
    expect([response.status, await response.json()]).toEqual([400, { message: "No such fault: gremlins." }]);
  });
});
