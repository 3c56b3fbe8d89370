import { describe, expect, it } from "vitest";
import { findHeader, headerKey } from "#shared/people/roster/columns.ts";
import type { RosterEntry } from "#shared/people/roster/model.ts";
import { RosterProblem } from "#shared/people/roster/problems.ts";
import { openRoster } from "#shared/people/roster/read.ts";
import { sayVerdict } from "#shared/people/roster/say.ts";
import { buildUnits } from "#shared/people/roster/units.ts";
import type { SheetRow } from "#shared/platform/spreadsheet/model.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import { collect } from "#test/support/collect.ts";
import { makeXlsx } from "#test/support/xlsx.ts";

function entry(row: number, unit: string, unitParent?: string): RosterEntry {
  return {
    row,
    nip: String(198105102018092000 + row),
    name: "Budi",
    kind: "PNS",
    position: { title: "Staf" },
    unit,
    ...(unitParent !== undefined && { unitParent }),
    role: "definitif",
    standing: "active",
  };
}

function tree(entries: RosterEntry[], options: Parameters<typeof buildUnits>[1] = {}) {
  const { units, unitOf, verdicts, root } = buildUnits(entries, options);
  return {
    keys: [...units.keys()],
    of: entries.map(({ row }) => unitOf.get(row)),
    said: verdicts.map(({ row, outcome, code }) => `${row} ${outcome} ${code}`),
    verdicts,
    root,
  };
}

describe("the unit tree of a file", () => {
  it("is made of units and their parents, the agency at the top", () => {
    const result = tree([entry(2, "Bidang SD", "Dinas A"), entry(3, "Dinas A", "Pemerintah Kota")]);
    expect(result.keys).toEqual([
      "pemerintah kota",
      "pemerintah kota / dinas a",
      "pemerintah kota / dinas a / bidang sd",
    ]);
    expect(result.said).toEqual([]);
    expect(result.root).toBe("pemerintah kota");
  });

  it("two units of one name under different parents stay two, and are pointed out once", () => {
    const result = tree([
      entry(2, "Dinas A", "Pemkot"),
      entry(3, "Dinas B", "Pemkot"),
      entry(4, "Subbagian Umum", "Dinas A"),
      entry(5, "Subbagian Umum", "Dinas B"),
    ]);
    expect(result.of.slice(2)).toEqual([
      "pemkot / dinas a / subbagian umum",
      "pemkot / dinas b / subbagian umum",
    ]);
    expect(result.said).toEqual(["4 warned unit.same-name"]);
  });

  it("a parent that may be one of two is refused unless its own parent is written", () => {
    const parents = [
      entry(2, "Dinas A", "Pemkot"),
      entry(3, "Dinas B", "Pemkot"),
      entry(4, "Sekretariat", "Dinas A"),
      entry(5, "Sekretariat", "Dinas B"),
    ];
    const short = tree([...parents, entry(6, "Subbagian Umum", "Sekretariat")]);
    expect(short.said).toContain("6 refused unit.parent-ambiguous");
    expect(short.verdicts.find(({ row }) => row === 6)?.values).toMatchObject({
      example: "Dinas A / Sekretariat",
    });
    const long = tree([...parents, entry(6, "Subbagian Umum", "Dinas B / Sekretariat")]);
    expect(long.of[4]).toBe("pemkot / dinas b / sekretariat / subbagian umum");
    expect(long.said).toEqual(["4 warned unit.same-name"]);
  });

  it("a short parent does not settle on the first of two long ones, whatever their order", () => {
    const units = ["Sekretariat", "Dinas A / Sekretariat", "Dinas B / Sekretariat"];
    const parents = [entry(7, "Sekretariat", "Dinas A"), entry(8, "Sekretariat", "Dinas B")];
    const result = tree([
      ...units.map((parent, index) => entry(index + 2, "Subbagian Umum", parent)),
      ...parents,
    ]);
    expect(result.of.slice(1, 3)).toEqual(
      ["dinas a / sekretariat / subbagian umum", "dinas b / sekretariat / subbagian umum"].map((key) =>
        expect.stringContaining(key),
      ),
    );
    expect(result.said).toContain("2 refused unit.parent-ambiguous");
  });

  it("other spelling is the same unit", () => {
    const result = tree([
      entry(2, "Bidang SD", "Dinas A"),
      entry(3, "BIDANG  S.D", "dinas a"),
      entry(4, "bidang sd", "Dinas A"),
    ]);
    expect(result.of[2]).toBe(result.of[0]);
    expect(result.said).toContain("4 repaired unit.spelling");
  });

  it("a blank parent is filled in from the unit's other rows", () => {
    const result = tree([entry(2, "Bidang SD", "Dinas A"), entry(3, "Bidang SD")]);
    expect(result.of[1]).toBe(result.of[0]);
    expect(result.said).toEqual(["3 repaired unit.parent-filled"]);
  });

  it("a parent that nobody sits in and nobody describes goes below the agency, with a guess at what is meant", () => {
    const result = tree([
      entry(2, "Dinas Pendidikan", "Pemerintah Kota"),
      entry(3, "Bidang SD", "Dinas Pendidikn"),
      entry(4, "Bidang SMP", "Dinas Pendidikan"),
    ]);
    expect(result.of[1]).toBe("pemerintah kota / dinas pendidikn / bidang sd");
    const [said] = result.verdicts;
    expect(said).toMatchObject({ row: 3, outcome: "warned", code: "unit.parent-unknown" });
    expect(said && sayVerdict(said, "id")).toContain('Mungkin maksudnya "Dinas Pendidikan"?');
  });

  it("a path of parents makes those that nobody sits in, without a word where they hang somewhere known", () => {
    const result = tree([entry(2, "Dinas A", "Pemkot"), entry(3, "Subbagian Umum", "Dinas A / Sekretariat")]);
    expect(result.of[1]).toBe("pemkot / dinas a / sekretariat / subbagian umum");
    expect(result.said).toEqual([]);
  });

  it("the agency is known by its name, wherever most people are", () => {
    const entries = [
      entry(2, "Dinas A", "Kota Contoh"),
      entry(3, "Bidang X", "Dinas Lain"),
      entry(4, "Bidang Y", "Dinas Lain"),
    ];
    expect(tree(entries, { agencyName: "Kota Contoh" }).root).toBe("kota contoh");
    expect(tree(entries).root).toBe("dinas lain");
  });

  it("units that are each other's parents are refused, the circle named; what is below them is not", () => {
    const result = tree([entry(2, "A", "B"), entry(3, "B", "A"), entry(4, "C", "C"), entry(5, "D", "A")]);
    expect(result.said).toEqual(expect.arrayContaining(["2 refused unit.circle", "3 refused unit.circle"]));
    expect(result.verdicts.find(({ row }) => row === 2)?.values).toEqual({ circle: "A → B → A" });
    expect(result.of[3]).toBeDefined();
  });

  it("a chain of units without end is cut off and refused, not followed", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      entry(index + 2, `Unit ${index}`, `Unit ${index + 1}`),
    );
    const result = tree(chain);
    expect(result.said.filter((said) => said.endsWith("refused unit.too-deep")).length).toBeGreaterThan(
      19_900,
    );
    expect(Math.max(...result.keys.map((key) => key.split(" / ").length))).toBeLessThanOrEqual(22);
  });

  it("a file of one office finds its place among the units that are known", () => {
    const known = [
      ["Pemkot"],
      ["Pemkot", "Dinas A"],
      ["Pemkot", "Dinas A", "Bidang SD"],
      ["Pemkot", "Dinas B"],
    ];
    const result = tree([entry(2, "Bidang SD", "Dinas A"), entry(3, "Dinas A")], { known });
    expect(result.of).toEqual(["pemkot / dinas a / bidang sd", "pemkot / dinas a"]);
    expect(result.said).toEqual(["3 repaired unit.parent-filled"]);
  });
});

const sheetRow = (number: number, ...texts: string[]): SheetRow => ({
  number,
  cells: texts.map((text) => (text === "" ? undefined : { text, from: "text" })),
});

describe("the header of a file", () => {
  it("is found below titles, in the names of personnel systems", () => {
    const header = findHeader([
      sheetRow(1, "DAFTAR PEGAWAI PEMERINTAH KOTA"),
      sheetRow(2, "Keadaan 1 November 2026"),
      sheetRow(
        4,
        "No",
        "nipBaru",
        "nama",
        "gol",
        "jenis jabatan",
        "jabatan",
        "tmt",
        "unor",
        "unor induk",
        "kedudukan hukum",
        "hukuman disiplin",
      ),
      sheetRow(5, "1", "198105102018092901", "Budi"),
    ]);
    expect(header?.row).toBe(4);
    expect(header?.columns).toEqual({
      nip: 1,
      name: 2,
      rank: 3,
      postKind: 4,
      postTitle: 5,
      since: 6,
      unit: 7,
      unitParent: 8,
      standing: 9,
    });
    expect(header?.unknown.map((each) => each.header)).toEqual(["No", "hukuman disiplin"]);
    expect(header?.missing).toEqual([]);
  });

  it("names missing compulsory columns and columns that say the same twice", () => {
    const header = findHeader([sheetRow(1, "NIP", "NAMA", "Nama Pegawai", "UNIT KERJA")]);
    expect(header?.missing).toEqual(["postTitle"]);
    expect(header?.repeated).toEqual([{ column: 2, header: "Nama Pegawai", means: "name" }]);
  });

  it("follows the mapping that the agency remembers, which may also ignore a column", () => {
    const remembered = {
      [headerKey("Tugas")]: "postTitle",
      [headerKey("Unit Kerja")]: "ignore",
      [headerKey("Seksi")]: "unit",
    } as const;
    const header = findHeader([sheetRow(1, "NIP", "NAMA", "Tugas", "Unit Kerja", "Seksi")], remembered);
    expect(header?.columns).toEqual({ nip: 0, name: 1, postTitle: 2, unit: 4 });
  });

  it("is not seen in ordinary rows", () => {
    expect(findHeader([sheetRow(1, "198105102018092901", "Budi"), sheetRow(2, "x")])).toBeUndefined();
  });

  it("every column that we write is a column that we read", () => {
    expect(
      findHeader([sheetRow(1, "NIP", "NAMA", "SURAT_PERINTAH", "TMT_PENSIUN", "GELAR_DEPAN")])?.unknown,
    ).toEqual([]);
  });
});

describe("a sheet as a roster", () => {
  const problemOf = async (rows: string[][]) => {
    try {
      const roster = await openRoster(await openSheet(makeXlsx({ rows })));
      return await collect(roster.rows("2026-11-21"));
    } catch (error) {
      return error instanceof RosterProblem ? [error.code, error.values] : error;
    }
  };

  it("without a header or a compulsory column is told so", async () => {
    expect(
      await problemOf([
        ["a", "b"],
        ["c", "d"],
      ]),
    ).toEqual(["roster.no-header", {}]);
    expect(
      await problemOf([
        ["NIP", "NAMA"],
        ["1", "Budi"],
      ]),
    ).toEqual(["roster.column-missing", { columns: "NAMA_JABATAN, UNIT_KERJA" }]);
  });

  it("repeated headers, column numbers and remarks below are no people", async () => {
    const header = ["NIP", "NAMA", "JABATAN", "UNOR"];
    const person = ["198105102018092901", "Budi", "Staf", "Dinas A"];
    const rows = await problemOf([
      header,
      ["1", "2", "3", "4"],
      person,
      header,
      person,
      ["", "", "Mengetahui,"],
    ]);
    expect((rows as { row: number }[]).map(({ row }) => row)).toEqual([3, 5]);
  });
});
