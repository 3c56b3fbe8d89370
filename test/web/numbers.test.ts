import { describe, expect, test } from "vitest";
import { decimalOf, typedOf } from "../../web/src/work/numbers.ts";

describe("a figure as people type it", () => {
  test.each([
    ["36", "36"],
    ["1.200,5", "1200.5"],
    ["1.200", "1200"],
    ["0,75", "0.75"],
    ["-3,1", "-3.1"],
    [" 12 500 ", "12500"],
    // The other language's point, where it cannot group.
    ["36.5", "36.5"],
  ])("in Indonesian %j is %s", (typed, decimal) => {
    expect(decimalOf(typed, "id")).toBe(decimal);
  });

  test.each([
    ["1,200.5", "1200.5"],
    ["36,5", "36.5"],
    ["1,200", "1200"],
  ])("in English %j is %s", (typed, decimal) => {
    expect(decimalOf(typed, "en")).toBe(decimal);
  });

  test.each(["", "tiga", "1.2.3", "12,34567", "1,2,3", "--1", "4 jam"])("%j is none", (typed) => {
    expect(decimalOf(typed, "id")).toBeUndefined();
  });

  test("comes back as it would be typed", () => {
    expect(typedOf("1200.5", "id")).toBe("1.200,5");
    expect(decimalOf(typedOf("1200.5", "en"), "en")).toBe("1200.5");
  });
});
