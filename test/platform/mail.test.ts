import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { outcomeOf } from "#shared/platform/mail.ts";

let server: Server;
let answers: { status: number; body: object; type?: string }[] = [];
let taken: Record<string, unknown>[] = [];

beforeEach(async () => {
  answers = [];
  taken = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      taken.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
      const answer = answers.shift() ?? { status: 200, body: { MessageId: `m${taken.length}` } };
      if (answer.status === 0) return void request.socket.destroy();
      const headers = answer.type === undefined ? {} : { "x-amzn-errortype": answer.type };
      response.writeHead(answer.status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(answer.body));
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", `http://127.0.0.1:${port}`);
  vi.stubEnv("MAIL_FROM", "Kinerja <pengingat@kinerja.example>");
  vi.stubEnv("MAIL_CONFIGURATION_SET", "kinerja-dev");
  vi.stubEnv("MAIL_PER_SECOND", "1000");
});
afterEach(async () => {
  vi.resetModules();
  await new Promise((resolve) => server.close(resolve));
});

const mail = {
  to: "siti@contoh.go.id",
  subject: "s",
  text: "t",
  html: "<p>t</p>",
  tags: { agency: "agc_1" },
};

describe("sending a mail", () => {
  test("carries configuration set, tags, both bodies, and a calendar file as attachment", async () => {
    const { sendMail: send } = await import("#shared/platform/mail.ts");
    expect(await send({ ...mail, calendar: "BEGIN:VCALENDAR" })).toEqual({
      outcome: "sent",
      messageId: "m1",
    });
    expect(taken[0]).toMatchObject({
      ConfigurationSetName: "kinerja-dev",
      Destination: { ToAddresses: ["siti@contoh.go.id"] },
      EmailTags: [{ Name: "agency", Value: "agc_1" }],
      Content: { Simple: { Attachments: [{ FileName: "batas-waktu.ics" }] } },
    });
  });

  test("a throttled call is tried again", async () => {
    const { sendMail: send } = await import("#shared/platform/mail.ts");
    answers = [{ status: 429, body: { message: "slow down" }, type: "TooManyRequestsException" }];
    expect(await send(mail)).toEqual({ outcome: "sent", messageId: "m2" });
  });

  test.each([
    ["no answer", { status: 0, body: {} }, { outcome: "unknown" }],
    ["an error of theirs", { status: 500, body: {} }, { outcome: "unknown" }],
    [
      "an address that is none",
      { status: 400, body: {}, type: "BadRequestException" },
      { outcome: "refused", because: "address" },
    ],
    [
      "sending is paused",
      { status: 400, body: {}, type: "SendingPausedException" },
      { outcome: "refused", because: "service" },
    ],
  ])("%s: asked once, and never a second time by itself", async (_, answer, outcome) => {
    const { sendMail: send } = await import("#shared/platform/mail.ts");
    answers = [answer];
    expect(await send(mail)).toEqual(outcome);
    expect(taken.length).toBe(1);
  });

  test("who could not be connected to took nothing", () => {
    expect(outcomeOf(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }))).toEqual({
      outcome: "busy",
    });
    expect(outcomeOf(new Error("socket hang up"))).toEqual({ outcome: "unknown" });
  });

  test("turns are spaced by the rate, however many go side by side", async () => {
    vi.resetModules();
    vi.stubEnv("MAIL_PER_SECOND", "50");
    const { sendMail: send } = await import("#shared/platform/mail.ts");
    const begun = performance.now();
    await Promise.all(Array.from({ length: 11 }, () => send(mail)));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(199);
  });
});
