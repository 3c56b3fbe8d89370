import { describe, expect, test } from "vitest";
import type { Me } from "../../web/src/app/me.ts";
import { isAt, menuOf, phoneItems } from "../../web/src/app/menu.ts";

type Person = Pick<Me, "roles" | "employeeId" | "assists">;
const employeeId = "emp_01hzzzzzzzzzzzzzzzzzzzzzzz" as NonNullable<Me["employeeId"]>;
const officialId = "ofc_01hzzzzzzzzzzzzzzzzzzzzzzz" as NonNullable<Me["assists"]>[number];
const paths = (me: Person, appraises = false, location = "/hari-ini") =>
  menuOf(me, appraises, location).map(({ path }) => path);

describe("the menu", () => {
  test("of an employee has the own work, and the list of others only where there are any", () => {
    const employee: Person = { roles: ["employee"], employeeId };
    expect(paths(employee)).toEqual(["/hari-ini", "/skp", "/hasil", "/laporan"]);
    expect(paths(employee, true)).toEqual(["/hari-ini", "/penilaian", "/skp", "/hasil", "/laporan", "/tim"]);
  });

  test("stands still on the pages of one's people, whose number is not known yet when they are drawn", () => {
    const employee: Person = { roles: ["employee"], employeeId };
    expect(paths(employee, false, "/penilaian")).toEqual(paths(employee, true));
    expect(paths(employee, false, "/penilaian/prt_1")).toEqual(paths(employee, true));
    expect(paths(employee, false, "/tim")).toEqual(paths(employee, true));
  });

  test("of whoever prepares for an external official has their list", () => {
    const aide: Person = { roles: ["employee"], employeeId, assists: [officialId] };
    expect(paths(aide)).toEqual(["/hari-ini", "/penyiapan", "/skp", "/hasil", "/laporan"]);
  });

  test("of an administrator who is not on the roster has no plan of their own", () => {
    const administrator: Person = { roles: ["agencyAdmin"] };
    expect(paths(administrator).slice(0, phoneItems)).toEqual([
      "/pemantauan",
      "/siklus",
      "/pegawai",
      "/impor",
    ]);
    expect(paths(administrator)).not.toContain("/hari-ini");
  });

  test("of a unit's head has the tree and the own work within a phone's reach, and nothing of the agency's setting up", () => {
    const head: Person = { roles: ["employee", "unitHead"], employeeId };
    expect(paths(head, true).slice(0, phoneItems)).toEqual([
      "/pemantauan",
      "/pegawai",
      "/penilaian",
      "/hari-ini",
    ]);
    expect(paths(head, true)).not.toContain("/impor");
  });

  test("of the operator has the agencies and nothing within them", () => {
    expect(paths({ roles: ["operator"] })).toEqual(["/instansi"]);
  });
});

test("a page is where one is while one is below it, and not beside it", () => {
  expect(isAt("/impor/imp_1", "/impor")).toBe(true);
  expect(isAt("/impor", "/impor")).toBe(true);
  expect(isAt("/importir", "/impor")).toBe(false);
});
