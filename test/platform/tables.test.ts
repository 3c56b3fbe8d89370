import { describe, expect, test } from "vitest";
import { environment, queueVariable, readEnv } from "#shared/platform/env.ts";
import { AppError, type ErrorCode, errorCodes, problemOf } from "#shared/platform/errors.ts";
import { jobQueues, milestoneKinds, subscriptions } from "#shared/platform/events.ts";
import { holds, type Permission, permissions, roles } from "#shared/platform/permissions.ts";
import { milestoneAreas, milestoneQueue, type QueueName, queues } from "#shared/platform/queues.ts";
import { say } from "#shared/platform/text.ts";

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe("the list of errors", () => {
  const entries = Object.entries(errorCodes);

  test.each(entries)(
    "%s says what is wrong and what to do, in both languages, with the same values",
    (_, entry) => {
      for (const { id, en } of [entry.title, entry.remedy]) {
        for (const text of [id, en]) {
          expect(text.length).toBeGreaterThan(5);
          expect(text).toMatch(/[.!?]$/);
          expect(text).toBe(text.trim());
        }
        expect(id).not.toBe(en);
        expect(placeholders(id)).toEqual(placeholders(en));
      }
    },
  );

  test("codes are words and points, and each status is one that the service answers", () => {
    for (const [code, { status }] of entries) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
      expect([400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503]).toContain(status);
      expect(new AppError(code as ErrorCode).status).toBe(status);
    }
  });

  test("a problem carries the values in its text, and its type is the anchor in the documentation", () => {
    const problem = problemOf(new AppError("rate.exceeded", { values: { seconds: 3 } }), "req-1", "en");
    expect(problem).toMatchObject({
      type: "/docs#rate.exceeded",
      detail: "Wait 3 seconds, then try again.",
      status: 429,
    });
    expect(problem).not.toHaveProperty("current");
  });

  test("a placeholder without a value stays visible", () => {
    expect(say({ id: "{a}", en: "{a} {b}" }, "en", { a: 0 })).toBe("0 {b}");
  });
});

describe("permissions", () => {
  test("each is held by a role, and by no role twice", () => {
    for (const [permission, held] of Object.entries(permissions)) {
      expect(held.length, permission).toBeGreaterThan(0);
      expect(new Set(held).size, permission).toBe(held.length);
    }
  });

  test("nobody without a role holds any, and a role holds what any of one's roles holds", () => {
    for (const permission of Object.keys(permissions) as Permission[]) {
      expect(holds([], permission)).toBe(false);
      const holders = roles.filter((role) => holds([role], permission));
      expect(holders).toEqual(
        roles.filter((role) => (permissions[permission] as readonly string[]).includes(role)),
      );
      expect(holds([...roles], permission)).toBe(true);
    }
  });

  /** Who must never be able to do what, whatever else changes in the table. */
  const forbidden: readonly [string, readonly Permission[]][] = [
    ["operator", ["people.read", "audit.read", "roster.export", "agency.configure", "members.manage"]],
    [
      "auditor",
      ["plan.write", "plan.decide", "evaluation.rate", "agency.configure", "cycles.plan", "members.manage"],
    ],
    [
      "employee",
      ["agency.configure", "members.manage", "people.manage", "cycles.plan", "audit.read", "monitor.read"],
    ],
    ["surveyManager", ["people.read", "audit.read", "cycles.plan", "evaluation.rate"]],
    ["agencyAdmin", ["plan.write", "evaluation.rate", "evaluation.report", "agencies.onboard"]],
  ];

  test.each(forbidden)("the role %s alone never holds %j", (role, never) => {
    for (const permission of never) expect(holds([role as (typeof roles)[number]], permission)).toBe(false);
  });
});

describe("queues", () => {
  test("each has exactly one consumer, an area's function that is named after it", () => {
    const consumers = Object.values(queues).map(({ consumer }) => consumer);
    expect(new Set(consumers).size).toBe(consumers.length);
    for (const consumer of consumers) expect(consumer).toMatch(/^[a-z]+\/on-[a-z-]+$/);
  });

  test("every subscription, milestone and job has its queue", () => {
    for (const name of [...Object.keys(subscriptions), ...Object.keys(jobQueues)])
      expect(queues).toHaveProperty([name]);
    for (const area of Object.values(milestoneKinds)) {
      expect(milestoneAreas).toContain(area);
      expect(queues[milestoneQueue(area)]).toEqual({ consumer: `${area}/on-milestones` });
    }
  });

  test("no two queues share an environment variable", () => {
    const variables = (Object.keys(queues) as QueueName[]).map(queueVariable);
    expect(new Set(variables).size).toBe(variables.length);
    for (const variable of variables) expect(variable).toMatch(/^QUEUE_[A-Z_]+$/);
  });
});

describe("the environment", () => {
  test("no two capabilities own a variable of the same name", () => {
    const names = Object.values(environment).flatMap((schema) => Object.keys(schema.shape));
    expect(new Set(names).size).toBe(names.length);
  });

  test("a function without a capability fails loudly and names what it lacks", () => {
    expect(() => readEnv("mail")).toThrow(/no capability "mail": MAIL_FROM, MAIL_CONFIGURATION_SET/);
  });
});
