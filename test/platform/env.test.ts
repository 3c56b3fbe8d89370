import { afterEach, describe, expect, test, vi } from "vitest";
import { milestoneQueue, queues } from "#shared/platform/queues.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const freshEnv = () => import("#shared/platform/env.ts");

describe("a function's environment", () => {
  test("is read only for the capabilities that are asked for", async () => {
    vi.stubEnv("TABLE_NAME", "table-1");
    const { readEnv } = await freshEnv();
    expect(readEnv("table")).toEqual({ TABLE_NAME: "table-1" });
  });

  test("of several capabilities comes as one", async () => {
    vi.stubEnv("TABLE_NAME", "table-1");
    vi.stubEnv("STAGE", "dev");
    vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
    const { readEnv } = await freshEnv();
    const { TABLE_NAME, STAGE } = readEnv("table", "service");
    expect([TABLE_NAME, STAGE]).toEqual(["table-1", "dev"]);
  });

  test("fails loudly, naming capability and variable, when a grant is missing", async () => {
    const { readEnv } = await freshEnv();
    expect(() => readEnv("mail")).toThrow(/capability "mail": MAIL_FROM, MAIL_CONFIGURATION_SET/);
  });

  test("is parsed once", async () => {
    vi.stubEnv("TABLE_NAME", "table-1");
    const { readEnv } = await freshEnv();
    readEnv("table");
    vi.stubEnv("TABLE_NAME", "table-2");
    expect(readEnv("table").TABLE_NAME).toBe("table-1");
  });

  test("has the address of a queue only where the function may send to it", async () => {
    vi.stubEnv("QUEUE_CYCLES_MILESTONES", "https://queue");
    const { queueUrl } = await freshEnv();
    expect(queueUrl(milestoneQueue("cycles"))).toBe("https://queue");
    expect(() => queueUrl("imports")).toThrow('capability to send to "imports"');
  });
});

test("every queue's consumer is named after it, in the area that owns it", () => {
  expect(queues.tallies.consumer).toBe("reports/on-tallies");
  expect(queues["cycles-milestones"].consumer).toBe("cycles/on-milestones");
  expect(queues["mail-events"].consumer).toBe("reminders/on-mail-events");
});
