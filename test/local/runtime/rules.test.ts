import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VirtualClock } from "#infra/local/runtime/clock.ts";
import { matchesPattern, wildcard } from "#infra/local/runtime/event-pattern.ts";
import { parseSchedule } from "#infra/local/runtime/schedule-expression.ts";

const at = (iso: string) => Date.parse(iso);

describe("schedules run when EventBridge would", () => {
  const cases: [string, string | undefined, string, string | undefined][] = [
    ["rate(15 minutes)", undefined, "2027-01-04T00:00:00Z", "2027-01-04T00:15:00Z"],
    ["rate(1 day)", undefined, "2027-01-04T05:00:00Z", "2027-01-05T00:00:00Z"],
    ["cron(0/15 * * * ? *)", undefined, "2027-01-04T00:14:59Z", "2027-01-04T00:15:00Z"],
    ["cron(0 8 * * ? *)", "Asia/Jakarta", "2027-01-04T00:00:00Z", "2027-01-04T01:00:00Z"],
    ["cron(0 8 * * ? *)", "Asia/Jayapura", "2027-01-04T00:00:00Z", "2027-01-04T23:00:00Z"],
    ["cron(0 8 ? * 2-6 *)", "Asia/Jakarta", "2027-01-08T02:00:00Z", "2027-01-11T01:00:00Z"],
    ["cron(0 8 ? * MON-FRI *)", "Asia/Jakarta", "2027-01-08T02:00:00Z", "2027-01-11T01:00:00Z"],
    ["cron(0 0 L * ? *)", undefined, "2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z"],
    ["cron(0 0 ? * 2#1 *)", undefined, "2027-01-05T00:00:00Z", "2027-02-01T00:00:00Z"],
    ["cron(0 0 1 1 ? 2026)", undefined, "2027-01-01T00:00:00Z", undefined],
  ];
  it.each(cases)("%s in %s after %s is %s", (expression, zone, after, expected) => {
    const next = parseSchedule(expression, zone).next(at(after));
    expect(next).toBe(expected === undefined ? undefined : at(expected));
  });

  it("only an even pace within the hour counts as polling", () => {
    expect(parseSchedule("cron(0/15 * * * ? *)").periodMs).toBe(900_000);
    expect(parseSchedule("rate(15 minutes)").periodMs).toBe(900_000);
    expect(parseSchedule("cron(0 8 * * ? *)").periodMs).toBeUndefined();
    expect(parseSchedule("cron(0/25 * * * ? *)").periodMs).toBeUndefined();
  });

  it("the next run always lies after the instant, and none lies between", () => {
    const instants = fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") });
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom("rate(15 minutes)", "cron(0/15 * * * ? *)"),
        (after, expression) => {
          const next = parseSchedule(expression).next(after) ?? 0;
          expect(next > after && next - after <= 900_000 && next % 900_000 === 0).toBe(true);
        },
      ),
    );
  });

  it("another expression is refused by name", () => {
    expect(() => parseSchedule("at(2027-01-01T00:00:00)")).toThrow("at(2027");
  });
});

describe("event patterns", () => {
  const event = {
    source: "aws.s3",
    detail: { bucket: { name: "uploads" }, object: { key: "a/b.xlsx", size: 5 } },
  };
  const cases: [unknown, boolean][] = [
    [{ source: ["aws.s3", "aws.ses"] }, true],
    [{ source: ["aws.ses"] }, false],
    [{ detail: { bucket: { name: ["uploads"] } } }, true],
    [{ detail: { bucket: { name: ["exports"] } } }, false],
    [{ detail: { object: { key: [{ prefix: "a/" }] } } }, true],
    [{ detail: { object: { key: [{ suffix: ".csv" }] } } }, false],
    [{ detail: { object: { key: [{ wildcard: "a/*.xlsx" }] } } }, true],
    [{ detail: { object: { size: [{ numeric: [">", 1, "<=", 5] }] } } }, true],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { bucket: { name: [{ "anything-but": ["uploads"] }] } } }, false],
    [{ $or: [{ source: ["x"] }, { detail: { bucket: { name: ["uploads"] } } }] }, true],
  ];
  it.each(cases)("%j: %s", (pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it("an unknown filter is refused by name", () => {
    expect(() => matchesPattern({ source: [{ cidr: "10.0.0.0/8" }] }, event)).toThrow("cidr");
  });

  it("signs that regular expressions know mean themselves", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const pattern = text.replaceAll("*", "");
        expect(wildcard(`${pattern}*`).test(`${pattern}anything`)).toBe(true);
      }),
    );
  });
});

describe("the clock", () => {
  it("never runs back, whatever it is told", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 })), fc.boolean(), (jumps, isHeld) => {
        const clock = new VirtualClock({ file: undefined, isHeld });
        let last = clock.now();
        for (const jump of jumps) {
          clock.moveTo(clock.now() + jump);
          expect(clock.now()).toBeGreaterThanOrEqual(last);
          last = clock.now();
        }
      }),
    );
  });

  it("stands still while held and goes on from there", () => {
    const clock = new VirtualClock({ file: undefined, startAt: at("2027-01-04T00:00:00Z"), isHeld: true });
    expect(clock.now()).toBe(at("2027-01-04T00:00:00Z"));
    clock.moveTo(at("2027-03-01T00:00:00Z"));
    expect(clock.now()).toBe(at("2027-03-01T00:00:00Z"));
    clock.release();
    expect(clock.isHeld).toBe(false);
    expect(clock.now()).toBeGreaterThanOrEqual(at("2027-03-01T00:00:00Z"));
  });
});
