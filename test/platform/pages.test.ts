import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "#shared/platform/errors.ts";
import { Cursors } from "#shared/platform/pages.ts";
import { RateLimit } from "#shared/platform/rate.ts";

describe("cursors", () => {
  const key = "k".repeat(43);
  const scope = { route: "GET /v1/cycles", agency: "agc_1", member: "mbr_1" };
  const position = fc.dictionary(fc.constantFrom("pk", "sk", "teamPk", "teamSk"), fc.string());
  const refused = (read: () => unknown) => {
    try {
      read();
      return false;
    } catch (error) {
      return error instanceof AppError && error.code === "cursor.invalid";
    }
  };

  test("are read back where they were written", () => {
    fc.assert(
      fc.property(position, (at) => {
        const cursors = new Cursors(key, scope);
        const cursor = cursors.write(at);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(cursors.read(cursor)).toEqual(at);
      }),
    );
  });

  test("of another route, agency, member or key are refused", () => {
    const text = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(position, fc.constantFrom("route", "agency", "member", "key"), text, (at, what, other) => {
        const cursor = new Cursors(key, scope).write(at);
        const elsewhere =
          what === "key"
            ? new Cursors(key + other, scope)
            : new Cursors(key, { ...scope, [what]: `${scope[what]}${other}` });
        expect(refused(() => elsewhere.read(cursor))).toBe(true);
      }),
    );
  });

  test("changed in any one character, cut or made up are refused", () => {
    const cursors = new Cursors(key, scope);
    fc.assert(
      fc.property(
        position,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 3, unit: "binary" }),
        (at, where, what) => {
          const cursor = cursors.write(at);
          const i = where % cursor.length;
          const wrong = [
            cursor.slice(0, i) + what + cursor.slice(i + 1),
            cursor.slice(0, i),
            what,
            cursor + what,
          ];
          for (const each of wrong.filter((text) => text !== cursor)) {
            expect(
              refused(() => cursors.read(each)),
              each,
            ).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("a rate limit", () => {
  const limit = { perSecond: 2, burst: 4 };

  test("lets a burst through, then as many a second as it says", () => {
    const rate = new RateLimit(limit);
    const at = (milliseconds: number) => rate.take("me", milliseconds);
    expect([at(0), at(0), at(0), at(0), at(0)]).toEqual([0, 0, 0, 0, 1]);
    expect([at(500), at(500)]).toEqual([0, 1]);
    expect([at(10_000), at(10_000), at(10_000), at(10_000), at(10_000)]).toEqual([0, 0, 0, 0, 1]);
  });

  test("never lets more through than burst + rate × time, whatever the rhythm, and one caller never slows another", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(pauses, (waits) => {
        const rate = new RateLimit(limit);
        let now = 0;
        let passed = 0;
        for (const wait of waits) {
          now += wait;
          if (rate.take("me", now) === 0) passed++;
        }
        expect(passed).toBeLessThanOrEqual(limit.burst + (limit.perSecond * now) / 1000 + 1e-9);
        expect(rate.take("you", now)).toBe(0);
      }),
    );
  });

  test("a clock that steps back gives nothing and locks nobody out for longer", () => {
    const rate = new RateLimit(limit);
    for (let i = 0; i < 4; i++) rate.take("me", 10_000);
    expect(rate.take("me", 5000)).toBe(1);
    expect(rate.take("me", 10_500)).toBe(0);
  });

  test("remembers ten thousand callers and no more", () => {
    const rate = new RateLimit({ perSecond: 0.001, burst: 1 });
    for (let i = 0; i <= 10_000; i++) rate.take(`caller ${i}`, 0);
    expect(rate.take("caller 10000", 0)).toBeGreaterThan(0);
    expect(rate.take("caller 0", 0)).toBe(0);
  });
});
