import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#shared/platform/canonical.ts";
import { contentDigest } from "#shared/platform/digest.ts";

/** The same value with the members of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, member]) => [name, reversed(member)]));
}

describe("canonical JSON", () => {
  test.each([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ "\u20ac": 1, "\r": 2, "1": 3, "\u00f6": 4 }, '{"\\r":2,"1":3,"ö":4,"€":1}'],
    [{ big: 1e21, small: 1e-7, zero: -0 }, '{"big":1e+21,"small":1e-7,"zero":0}'],
    [{ kept: 1, absent: undefined }, '{"kept":1}'],
    [{ a: '“kutip” "\n' }, '{"a":"“kutip” \\"\\n"}'],
  ])("spells %j in one way", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test("is the same whatever the order of the keys, and reads back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ["NaN", Number.NaN],
    ["a date", { at: new Date(0) }],
    ["a map", new Map()],
    ["a hole", [undefined]],
    ["a function", { f: () => 1 }],
  ])("refuses %s instead of hashing something else", (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe("the content's hash", () => {
  test("is SHA-256 in hexadecimal over the canonical JSON", async () => {
    expect(contentDigest({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });

  test("does not depend on key order, and changes with any content", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (one, other) => {
        expect(contentDigest(reversed(one))).toBe(contentDigest(one));
        const isSame = canonicalJson(one) === canonicalJson(other);
        expect(contentDigest(one) === contentDigest(other)).toBe(isSame);
      }),
    );
  });
});
