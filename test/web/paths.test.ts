import { describe, expect, test } from "vitest";
import { type Role, roles } from "#shared/platform/permissions.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { homeOf, safeReturn } from "../../web/src/app/paths.ts";

describe("the first page", () => {
  test.each<[Role[], string]>([
    [["employee"], "/hari-ini"],
    [["official"], "/penilaian"],
    [["agencyAdmin"], "/pemantauan"],
    [["employee", "unitHead"], "/pemantauan"],
    [["operator"], "/instansi"],
    [["surveyManager"], "/akun"],
    [[], "/akun"],
  ])("of %j is %s", (held, home) => {
    expect(homeOf(held)).toBe(home);
  });

  test("of every role is a page", () => {
    for (const role of roles) expect(Object.values(webPaths)).toContain(homeOf([role]));
  });
});

describe("paths", () => {
  test("are each of one page alone", () => {
    const all = Object.values(webPaths);
    expect(new Set(all).size).toBe(all.length);
  });

  test("are filled in with what they name, harmless as an address", () => {
    expect(pathTo(webPaths.import, { id: "imp_1" })).toBe("/impor/imp_1");
    expect(pathTo(webPaths.rating, { part: "a/b?c" })).toBe("/penilaian/a%2Fb%3Fc");
  });

  test.each([
    ["/skp?siklus=cyc_1", "/skp?siklus=cyc_1"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["javascript:alert(1)", "/"],
    [null, "/"],
  ])("after signing in, %s leads to %s", (wanted, to) => {
    expect(safeReturn(wanted)).toBe(to);
  });
});
