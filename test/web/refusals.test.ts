import { describe, expect, test } from "vitest";
import { Refused } from "#shared/platform/client.ts";
import { AppError, type ErrorCode, errorCodes, problemOf } from "#shared/platform/errors.ts";
import { explain, remedyOf } from "../../web/src/data/refusals.ts";
import { Unreachable } from "../../web/src/offline/unreachable.ts";

const codes = Object.keys(errorCodes) as ErrorCode[];

describe("a refusal", () => {
  test.each(codes)("%s is read in the service's own sentences, and has a remedy", (code) => {
    const problem = problemOf(new AppError(code), "req_1", "id");
    const explained = explain(new Refused(problem.status, problem), "id");
    expect(explained).toMatchObject({ title: problem.title, detail: problem.detail, requestId: "req_1" });
    expect(explained.remedy).toBe(remedyOf(code));
    expect(explained.remedy).toBeDefined();
  });

  test("keeps the fields that are wrong", () => {
    const fields = [{ path: "name", message: "Wajib diisi." }];
    const problem = problemOf(new AppError("request.invalid", { fields }), "req_1", "id");
    expect(explain(new Refused(400, problem), "id").fields).toEqual(fields);
  });

  test.each([
    [401, "sign-in"],
    [404, "leave"],
    [429, "try-again"],
    [503, "try-again"],
    [502, "reload"],
  ] as const)("of the gateway itself, %i, has words too", (status, remedy) => {
    for (const language of ["id", "en"] as const) {
      const explained = explain(new Refused(status, undefined), language);
      expect(explained.remedy).toBe(remedy);
      expect(explained.title).toMatch(/\.$/);
    }
  });
});

test("no network is not called an error: what was typed is safe", () => {
  for (const cause of [new TypeError("Failed to fetch"), new DOMException("", "TimeoutError")])
    expect(explain(new Unreachable(cause), "en")).toMatchObject({
      title: "There is no network.",
      remedy: "try-again",
    });
});

test("what is wrong in the app itself says so, and offers to begin anew", () => {
  for (const mistake of [new RangeError("x"), new TypeError("x is undefined")])
    expect(explain(mistake, "id")).toMatchObject({ remedy: "reload" });
});
