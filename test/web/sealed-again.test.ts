import { describe, expect, test } from "vitest";
import { asSealed } from "../../web/src/pages/employee/sealed-again.ts";

const refusal = {
  type: "",
  code: "window.closed",
  status: 409,
  title: "",
  detail: "",
  requestId: "",
} as const;
const sent = { windowToken: "1.a.b", sealedAt: "2027-01-15T15:00:00.000Z" };
const sealed = { sealed: true, ...sent };

/** A submission that was refused after so many attempts. */
const refused = (attempts: number, body: object = sent) => ({ refusal, attempts, input: { body } });

describe("a submission that met a closed window", () => {
  test("is sent again as sealed where its hash was recorded in time", () => {
    expect(asSealed(refused(1), true)).toEqual(sealed);
    expect(asSealed(refused(1, {}), true)).toMatchObject({ sealed: true });
  });

  test("is sent again with its token where it had waited for a network", () => {
    expect(asSealed(refused(2), false)).toEqual(sealed);
    expect(asSealed(refused(2, {}), false)).toBeUndefined();
  });

  test("stays refused where nothing had kept it from arriving in time, or it was sealed already", () => {
    expect(asSealed(refused(1), false)).toBeUndefined();
    expect(asSealed(refused(2, sealed), true)).toBeUndefined();
  });

  test("is nothing else's remedy", () => {
    const other = { ...refused(2), refusal: { ...refusal, code: "edit.conflict" as const } };
    expect(asSealed(other, true)).toBeUndefined();
    expect(asSealed({ attempts: 2, input: { body: sent } }, true)).toBeUndefined();
  });
});
