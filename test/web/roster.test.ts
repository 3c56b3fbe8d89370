import { describe, expect, test } from "vitest";
import { correctionOf, moveOf, typedOf } from "../../web/src/pages/roster/assignment-form.ts";
import { atHand, careerOf } from "../../web/src/pages/roster/career.ts";
import { csvOf } from "../../web/src/pages/roster/csv.ts";
import { faultOf, megabytes } from "../../web/src/pages/roster/file-check.ts";
import { byPlace } from "../../web/src/pages/roster/row-places.ts";
import {
  branchesOf,
  foundBranches,
  pathOf,
  shownBranches,
  withBelow,
} from "../../web/src/pages/roster/unit-tree.ts";
import { inTwo } from "../../web/src/pages/roster/verdict-words.ts";
import { wantedBy } from "../../web/src/pages/roster/wanted.ts";

const units = [
  { id: "b", name: "Dinas Sosial", parent: "root" },
  { id: "a1", name: "Bidang Bina Marga", parent: "a" },
  { id: "root", name: "Kota" },
  { id: "a", name: "Dinas PUPR", parent: "root" },
  { id: "lost", name: "Tanpa induk", parent: "nowhere" },
];

describe("the tree of units", () => {
  const branches = branchesOf(units);
  const ids = (some: typeof branches) => some.map(({ unit, depth }) => `${depth}${unit.id}`);

  test("has every unit once, each under its parent, siblings by name; one without its parent at the top", () => {
    expect(ids(branches)).toEqual(["0root", "1a", "2a1", "1b", "0lost"]);
  });

  test("shows what is open and nothing below what is shut, also where something open lies in it", () => {
    expect(ids(shownBranches(branches, new Set()))).toEqual(["0root", "0lost"]);
    expect(ids(shownBranches(branches, new Set(["a"])))).toEqual(["0root", "0lost"]);
    expect(ids(shownBranches(branches, new Set(["root"])))).toEqual(["0root", "1a", "1b", "0lost"]);
  });

  test("is searched by all words in any order", () => {
    expect(ids(foundBranches(branches, "marga bina"))).toEqual(["2a1"]);
    expect(ids(foundBranches(branches, "dinas"))).toEqual(["1a", "1b"]);
  });

  test("tells the way to a unit, and what may not become its parent", () => {
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    expect(pathOf(byId, "a1").map(({ id }) => id)).toEqual(["root", "a", "a1"]);
    expect([...withBelow(branches, "a")]).toEqual(["a", "a1"]);
    expect([...withBelow(branches, "lost")]).toEqual(["lost"]);
  });

  test("does not go round with units that are each other's parents", () => {
    const round = new Map([
      ["x", { id: "x", name: "X", parent: "y" }],
      ["y", { id: "y", name: "Y", parent: "x" }],
    ]);
    expect(pathOf(round, "x")).toHaveLength(2);
  });
});

describe("a career", () => {
  const old = { id: "old", from: "2020-01-01", to: "2024-12-31" };
  const long = { id: "long", from: "2025-01-01" };
  const acting = { id: "acting", from: "2026-01-01", to: "2026-03-31" };
  const next = { id: "next", from: "2026-06-01" };
  const at = (today: string) =>
    careerOf([old, long, acting, next], today).map(({ assignment, when }) => `${assignment.id} ${when}`);

  test("has the newest first, and of two in force the one that began later is now", () => {
    expect(at("2026-02-01")).toEqual(["next future", "acting now", "long past", "old past"]);
    expect(at("2026-05-01")).toEqual(["next future", "acting past", "long now", "old past"]);
  });

  test("is at the last there was when nothing is in force", () => {
    expect(atHand([old], "2025-06-01")).toBe(old);
    expect(atHand([], "2025-06-01")).toBeUndefined();
  });
});

describe("a move as it is typed", () => {
  const before = {
    position: { title: "Kepala Bidang", kind: "administrator", since: "2020-01-01" },
    unit: "unt_1",
    heads: "unt_2",
    appraiser: { kind: "employee", id: "emp_2" },
    role: "definitif",
    from: "2020-01-01",
  } as never;
  const typed = { ...typedOf(before), from: "2026-10-01" };

  test("says only what is other than before, and always in which capacity", () => {
    expect(moveOf("emp_1", before, typed)).toEqual({
      employee: "emp_1",
      from: "2026-10-01",
      role: "definitif",
    });
  });

  test("to another unit says again which unit is led, which would be lost otherwise", () => {
    expect(moveOf("emp_1", before, { ...typed, unit: "unt_3" })).toMatchObject({
      unit: "unt_3",
      heads: "unt_2",
    });
    expect(moveOf("emp_1", before, { ...typed, heads: "" })).toMatchObject({ heads: null });
  });

  test("into another post begins there on its day; a kind that is filled in leaves the day as it was", () => {
    const other = moveOf("emp_1", before, { ...typed, title: "Sekretaris" });
    expect(other.position).toEqual({ title: "Sekretaris", kind: "administrator", since: "2026-10-01" });
    const same = moveOf("emp_1", before, { ...typed, kind: "pengawas" });
    expect(same.position).toEqual({ title: "Kepala Bidang", kind: "pengawas", since: "2020-01-01" });
  });

  test("has a letter for Plt and Plh only", () => {
    const letter = { ...typed, letter: " 800/1 ", letterDate: "2026-09-30" };
    expect(moveOf("emp_1", before, { ...letter, role: "Plt" }).mandate).toEqual({
      number: "800/1",
      date: "2026-09-30",
    });
    expect(moveOf("emp_1", before, letter).mandate).toBeUndefined();
  });

  test("as a correction takes an end away by saying null", () => {
    const ended = { ...(before as object), to: "2026-12-31" } as never;
    expect(correctionOf("emp_1", ended, { ...typedOf(ended), to: "" })).toEqual({
      employee: "emp_1",
      to: null,
    });
    expect(correctionOf("emp_1", ended, typedOf(ended))).toEqual({ employee: "emp_1" });
  });
});

describe("a file of refused rows", () => {
  test("holds nothing that a spreadsheet would calculate", () => {
    const csv = csvOf([['=HYPERLINK("http://x")', "+1", "-2", "@a", "'=1", "biasa, saja", 'kata "dua"']]);
    expect(csv).toBe(`\uFEFF"'=HYPERLINK(""http://x"")",'+1,'-2,'@a,''=1,"biasa, saja","kata ""dua"""\r\n`);
  });
});

test("a file is judged by its name and size before it is sent", () => {
  const file = (name: string, size = 10) => faultOf({ name, size });
  expect(file("Pegawai.XLSX")).toBeUndefined();
  expect(file("pegawai.csv", 25 * 1024 * 1024)).toBeUndefined();
  expect(file("pegawai.csv", 25 * 1024 * 1024 + 1)).toBe("too-large");
  expect(file("pegawai.csv", 0)).toBe("empty");
  expect(file("pegawai.pdf")).toBe("no-sheet");
  expect(megabytes(25 * 1024 * 1024 + 1)).toBeGreaterThan(25);
});

test("what is said of a column without a cell of its own stands where it belongs; of no column, beside the name", () => {
  const said = byPlace([{ column: "appraiserRole" }, { column: "unitParent" }, { column: "email" }, {}]);
  expect([said.appraiser.length, said.unit.length, said.name.length, said.nip.length]).toEqual([1, 1, 2, 0]);
});

test("a verdict falls into what is wrong and what to do, not within a quotation or an abbreviation", () => {
  expect(inTwo("NIP harus 18 angka, di sini 17. Salin NIP dari SK.")).toEqual({
    wrong: "NIP harus 18 angka, di sini 17.",
    remedy: "Salin NIP dari SK.",
  });
  expect(inTwo('Unit "Kec. Contoh Barat" tidak dikenal. Periksa.').wrong).toBe(
    'Unit "Kec. Contoh Barat" tidak dikenal.',
  );
  expect(inTwo("Nama kosong.")).toEqual({ wrong: "Nama kosong.", remedy: "" });
});

test("what is typed is a NIP once it has all its digits, however they are set apart; else a name of three letters", () => {
  expect(wantedBy(" ")).toEqual({ kind: "nothing" });
  expect(wantedBy("19810510 201809 2 901")).toEqual({ kind: "nip", nip: "198105102018092901" });
  expect(wantedBy("1981 0510")).toEqual({ kind: "part-of-nip", digits: 8 });
  expect(wantedBy("Sr")).toEqual({ kind: "too-short" });
  expect(wantedBy(" Sri W")).toEqual({ kind: "name", name: "Sri W" });
});
