import { describe, expect, it } from "vitest";
import { checkRoster } from "#shared/people/roster/check.ts";
import type { RosterHeader } from "#shared/people/roster/columns.ts";
import { findHeader } from "#shared/people/roster/columns.ts";
import { openRoster } from "#shared/people/roster/read.ts";
import { readRow } from "#shared/people/roster/row.ts";
import { sayProposal, sayVerdict } from "#shared/people/roster/say.ts";
import type { Cell, SheetRow } from "#shared/platform/spreadsheet/model.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import { collect } from "#test/support/collect.ts";
import {
  makeRoster,
  type RosterDefect,
  rosterCsv,
  rosterDefects,
  rosterHeader,
  rosterXlsx,
} from "#test/support/roster.ts";

const today = "2026-11-21";

async function check(file: Buffer, options: { agencyHead?: string } = {}) {
  const roster = await openRoster(await openSheet(file));
  const rows = await collect(roster.rows(today));
  return checkRoster(rows, roster.header, { today, ...options });
}

describe("a clean roster", () => {
  it("is refused nothing and repaired nothing, as workbook and as CSV", async () => {
    const roster = makeRoster({ people: 700, seed: 11 });
    for (const file of [rosterXlsx(roster), rosterCsv(roster)]) {
      const { counts, verdicts } = await check(file);
      expect(counts).toMatchObject({ rows: 700, accepted: 700, refused: 0, repaired: 0, proposed: 0 });
      expect([...new Set(verdicts.map(({ code }) => code))]).toEqual(["appraiser.needs-delegation"]);
    }
  });
});

/** What each planted defect must give: outcome, code, and for how many rows. */
const expected: Record<RosterDefect, [string, string, number]> = {
  "nip-short": ["refused", "nip.length", 1],
  "nip-disguised": ["repaired", "nip.disguise", 1],
  "nip-birth-date": ["refused", "nip.birth-date", 1],
  "nip-number": ["refused", "nip.digits-lost", 1],
  "nip-exponent": ["refused", "nip.digits-lost", 1],
  "nip-twice": ["refused", "nip.duplicate", 2],
  "nip-twice-disguised": ["refused", "nip.duplicate", 2],
  "appraiser-self": ["refused", "appraiser.self", 1],
  "appraiser-unknown": ["refused", "appraiser.unknown", 1],
  "appraiser-missing": ["warned", "appraiser.missing", 1],
  "appraiser-circle": ["refused", "appraiser.circle", 2],
  "unit-missing": ["refused", "unit.missing", 1],
  "post-kind-unknown": ["refused", "post-kind.unknown", 1],
  "rank-unknown": ["refused", "rank.unknown", 1],
  "date-day-first": ["repaired", "date.format", 1],
  "date-month-first": ["repaired", "date.month-first", 1],
  "email-malformed": ["warned", "email.invalid", 1],
  "name-formula": ["refused", "name.formula", 1],
  "name-long": ["refused", "name.too-long", 1],
  "role-plt": ["repaired", "role.format", 1],
  retired: ["warned", "standing.ended", 1],
};

describe("a defect gets its verdict, in its own row and no other", () => {
  it.each(Object.entries(expected))("%s", async (defect, [outcome, code, rows]) => {
    const roster = makeRoster({ people: 60, seed: 5, defects: [defect as RosterDefect] });
    const { verdicts, counts } = await check(rosterXlsx(roster));
    const found = verdicts.filter((verdict) => verdict.code === code);
    expect(found.map(({ row }) => row)).toEqual(roster.defects[0]?.rows);
    expect(found.every((verdict) => verdict.outcome === outcome)).toBe(true);
    expect(counts.refused).toBe(outcome === "refused" ? rows : 0);
  });

  it("also when all are in one file", async () => {
    const roster = makeRoster({ people: 400, seed: 7, defects: rosterDefects });
    const { verdicts, refusedRows } = await check(rosterXlsx(roster));
    for (const { defect, rows } of roster.defects) {
      const [outcome, code] = expected[defect];
      for (const row of rows)
        expect(verdicts).toContainEqual(expect.objectContaining({ row, outcome, code }));
    }
    const refused = roster.defects.filter(({ defect }) => expected[defect][0] === "refused");
    expect(refusedRows).toEqual(refused.flatMap(({ rows }) => rows).sort((a, b) => a - b));
  });

  it("has a sentence in both languages without an unfilled placeholder, and shows no NIP", async () => {
    const roster = makeRoster({ people: 400, seed: 7, defects: rosterDefects });
    const { verdicts } = await check(rosterXlsx(roster));
    for (const verdict of verdicts) {
      for (const language of ["id", "en"] as const) {
        const sentence = sayVerdict(verdict, language);
        expect(sentence).not.toMatch(/[{}]|undefined|\d{17}/);
      }
      expect(JSON.stringify(verdict)).not.toMatch(/\d{17}/);
    }
  });
});

const header: RosterHeader = headerOf(rosterHeader);

function headerOf(names: readonly string[]): RosterHeader {
  const found = findHeader([{ number: 1, cells: names.map((text): Cell => ({ text, from: "text" })) }]);
  if (found === undefined) throw new Error("no header");
  return found;
}

const person = {
  nip: "198105102018092901",
  name: "Budi Santoso",
  kind: "PNS",
  rank: "III/a",
  postKind: "Pelaksana",
  postTitle: "Pengolah Data",
  unit: "Bidang SD",
  unitParent: "Dinas Pendidikan",
  appraiserNip: "197510102005012901",
  since: "2024-01-01",
};

type Fields = Partial<Record<keyof RosterHeader["columns"], string | Cell>>;

function row(fields: Fields, number = 2): SheetRow {
  const cells: (Cell | undefined)[] = [];
  for (const [column, value] of Object.entries({ ...person, ...fields })) {
    const index = header.columns[column as keyof RosterHeader["columns"]];
    if (index !== undefined && value !== "")
      cells[index] = typeof value === "string" ? { text: value, from: "text" } : value;
  }
  return { number, cells };
}

function read(fields: Fields) {
  const { entry, verdicts } = readRow(row(fields), header, today);
  return { entry, said: verdicts.map(({ outcome, code }) => `${outcome} ${code}`) };
}

describe("dates", () => {
  it.each([
    ["2024-01-31", "2024-01-31", []],
    ["31/01/2024", "2024-01-31", ["repaired date.format"]],
    ["31-01-24", "2024-01-31", ["repaired date.format"]],
    ["31.1.2024", "2024-01-31", ["repaired date.format"]],
    ["1 Februari 2020", "2020-02-01", ["repaired date.format"]],
    ["1 Pebruari 2020", "2020-02-01", ["repaired date.format"]],
    ["17 Agustus 2021", "2021-08-17", ["repaired date.format"]],
    ["Senin, 1 Mei 2023", "2023-05-01", ["repaired date.format"]],
    ["01 Dec 2019", "2019-12-01", ["repaired date.format"]],
    ["20200201", "2020-02-01", ["repaired date.format"]],
    ["2020-02-01T00:00:00.000Z", "2020-02-01", ["repaired date.format"]],
    ["45322", "2024-01-31", ["repaired date.format"]],
    ["01/13/2024", "2024-01-13", ["repaired date.month-first"]],
    ["29/02/2024", "2024-02-29", ["repaired date.format"]],
    ["29/02/2023", undefined, ["refused date.not-real"]],
    ["31/04/2023", undefined, ["refused date.not-real"]],
    ["2023-13-01", undefined, ["refused date.not-real"]],
    ["1 Januari", undefined, ["refused date.unreadable"]],
    ["kapan saja", undefined, ["refused date.unreadable"]],
    ["0024-01-01", undefined, ["refused date.far"]],
  ])("%s is read as %s", (text, day, said) => {
    const result = read({ since: text });
    expect(result.said).toEqual(said);
    expect(result.entry?.position.since).toBe(day);
  });

  it("of the spreadsheet itself need no repair", () => {
    expect(read({ since: { text: "2024-01-31", from: "date" } }).said).toEqual([]);
  });

  it("that could be exchanged are doubted once the file has proved to put the month first", () => {
    const rows = [
      row({ since: "02/03/2024" }, 2),
      row({ nip: "198105102018092902", since: "01/13/2024" }, 3),
    ];
    const reads = rows.map((each) => readRow(each, header, today));
    const known = new Map([[person.appraiserNip, { name: "Atasan" }]]);
    const options = { today, known: { people: known, units: [] } };
    const doubts = checkRoster(reads, header, options).verdicts.filter(
      ({ code }) => code === "date.ambiguous",
    );
    expect(doubts).toMatchObject([{ row: 2, outcome: "warned", found: "02/03/2024", became: "2024-03-02" }]);
    const alone = checkRoster(reads.slice(0, 1), header, options).verdicts.map(({ code }) => code);
    expect(alone).not.toContain("date.ambiguous");
  });

  it("in the future are warned of", () => {
    expect(read({ since: "2027-01-01" }).said).toEqual(["warned date.future"]);
  });
});

describe("names", () => {
  it.each([
    ["Budi Santoso", { name: "Budi Santoso" }, []],
    ["  Budi \u00a0 Santoso\u200b ", { name: "Budi Santoso" }, []],
    ["'Aisyah Putri", { name: "'Aisyah Putri" }, []],
    ["Muh. Ali", { name: "Muh. Ali" }, []],
    [
      "Dr. H. Budi Santoso, S.Sos., M.Si.",
      { name: "Budi Santoso", titleBefore: "Dr. H.", titleAfter: "S.Sos., M.Si." },
      ["repaired name.titles-split"],
    ],
    ["Budi Santoso, SE", { name: "Budi Santoso", titleAfter: "SE" }, ["repaired name.titles-split"]],
    ["Budi Santoso S.Kom", { name: "Budi Santoso", titleAfter: "S.Kom" }, ["repaired name.titles-split"]],
    [
      "dr. Rina Lestari, Sp.A(K)",
      { name: "Rina Lestari", titleBefore: "dr.", titleAfter: "Sp.A(K)" },
      ["repaired name.titles-split"],
    ],
    [
      "Ns. Ayu Dewi, S.Kep., Ns., M.Kep",
      { name: "Ayu Dewi", titleBefore: "Ns.", titleAfter: "S.Kep., Ns., M.Kep" },
      ["repaired name.titles-split"],
    ],
    ["-Budi Santoso", { name: "Budi Santoso" }, ["repaired name.marks"]],
    ["=Budi Santoso", { name: "Budi Santoso" }, ["repaired name.marks"]],
    ['=HYPERLINK("http://contoh.test","klik")', undefined, ["refused name.formula"]],
    ["@SUM(A1:A9)", undefined, ["refused name.formula"]],
    ["12345", undefined, ["refused name.characters"]],
    ["", undefined, ["refused name.missing"]],
    ["A".repeat(121), undefined, ["refused name.too-long"]],
  ])("%s", (text, name, said) => {
    const { entry, said: heard } = read({ name: text });
    expect(heard).toEqual(said);
    const { name: bare, titleBefore, titleAfter } = entry ?? {};
    expect(
      entry && { name: bare, ...(titleBefore && { titleBefore }), ...(titleAfter && { titleAfter }) },
    ).toEqual(name);
  });

  it("that come out of a formula are used as saved, and pointed out", () => {
    const cell: Cell = { text: "Budi Santoso", from: "text", formula: true };
    const { entry, said } = read({ name: cell });
    expect(entry?.name).toBe("Budi Santoso");
    expect(said).toEqual(["warned cell.formula"]);
  });

  it("that are a spreadsheet's error are refused", () => {
    expect(read({ name: { text: "#REF!", from: "error" } }).said).toEqual(["refused cell.error"]);
  });
});

describe("kinds, ranks, posts, contracts, standing", () => {
  it.each([
    [{ rank: "IIIa" }, "III/a", ["repaired rank.format"]],
    [{ rank: "3/A" }, "III/a", ["repaired rank.format"]],
    [{ rank: "Penata Muda (III/a)" }, "III/a", ["repaired rank.format"]],
    [{ rank: "Pembina Tk.I, IV/b" }, "IV/b", ["repaired rank.format"]],
    [{ rank: "III/e" }, undefined, ["refused rank.unknown"]],
    [{ rank: "IX" }, undefined, ["refused rank.other-scale"]],
    [{ rank: "" }, undefined, ["warned rank.missing"]],
    [
      { kind: "PPPK", nip: "198105102021212901", rank: "9", contractEnd: "2028-12-31" },
      "IX",
      ["repaired rank.format"],
    ],
    [
      { kind: "PPPK", nip: "198105102021212901", rank: "III/a", contractEnd: "2028-12-31" },
      undefined,
      ["refused rank.other-scale"],
    ],
    [{ kind: "PPPK", nip: "198105102021212901", rank: "XVII" }, "XVII", ["warned contract.missing"]],
    [
      { kind: "PPPK", nip: "198105102021212901", rank: "IX", contractEnd: "2026-01-31" },
      "IX",
      ["warned contract.ended"],
    ],
    [
      { kind: "PPPK PARUH WAKTU", nip: "198105102021212901", rank: "", contractEnd: "2027-12-31" },
      undefined,
      [],
    ],
    [{ contractEnd: "2028-12-31" }, "III/a", ["warned contract.not-pppk"]],
    [{ kind: "Honorer" }, undefined, ["refused kind.unknown"]],
    [{ kind: "" }, "III/a", ["repaired kind.inferred"]],
    [{ postKind: "Eselon III.a" }, "III/a", ["repaired post-kind.format"]],
    [{ postKind: "Jabatan Fungsional Tertentu" }, "III/a", ["repaired post-kind.format"]],
    [{ postKind: "Struktural", postTitle: "Kepala Bidang SD" }, "III/a", ["repaired post-kind.inferred"]],
    [{ postKind: "Struktural", postTitle: "Pengolah Data" }, undefined, ["refused post-kind.unknown"]],
    [{ postKind: "" }, "III/a", ["warned post-kind.missing"]],
    [{ postLevel: "Muda" }, "III/a", []],
    [{ postLevel: "Ahli Sekali" }, "III/a", ["warned post-level.unknown"]],
    [{ standing: "Cuti di Luar Tanggungan Negara" }, "III/a", ["warned standing.exclusion"]],
    [{ standing: "MPP" }, "III/a", ["warned standing.exclusion"]],
    [{ standing: "Hukuman disiplin sedang" }, "III/a", ["warned standing.no-exclusion"]],
    [{ standing: "cuti melahirkan" }, "III/a", ["warned standing.no-exclusion"]],
    [{ standing: "entah" }, "III/a", ["warned standing.unknown"]],
    [{ standing: "PNS Aktif" }, "III/a", []],
    [{ appraiserRole: "Pelaksana Harian" }, "III/a", ["repaired role.format", "warned role.letter"]],
    [{ appraiserRole: "bos" }, "III/a", ["warned role.unknown"]],
    [{ appraiserNip: "Wali Kota" }, "III/a", ["repaired appraiser.office-in-nip"]],
    [{ appraiserNip: "123" }, undefined, ["refused appraiser.invalid"]],
    [{ email: "BUDI@Contoh.go.id; budi2@contoh.go.id" }, "III/a", ["repaired email.format"]],
    [{ email: "budi@contoh" }, "III/a", ["warned email.invalid"]],
    [{ postTitle: "" }, undefined, ["refused post.missing"]],
    [{ unit: "x".repeat(161) }, undefined, ["refused cell.too-long"]],
  ])("%j", (fields, rank, said) => {
    const result = read(fields as Fields);
    expect(result.said).toEqual(said);
    expect(result.entry?.rank).toBe(rank);
  });

  it("a malformed address is left blank, so that no mail goes astray", () => {
    expect(read({ email: "budi@contoh" }).entry?.email).toBeUndefined();
  });
});

describe("appraisers", () => {
  const nip = (n: number) => `19810510201809290${n}`;
  const judge = (rows: Fields[]) =>
    checkRoster(
      rows.map((fields, index) => readRow(row(fields, index + 2), header, today)),
      header,
      { today },
    );

  it("whose digits a spreadsheet lost are found again if only one person fits", () => {
    const boss = { nip: nip(1), name: "Ketua", appraiserNip: "", appraiserOfficial: "Wali Kota" };
    const lost: Cell = { text: String(Number(nip(1))), from: "number" };
    const one = judge([boss, { nip: "199005102018092902", appraiserNip: lost }]);
    expect(one.verdicts).toContainEqual(
      expect.objectContaining({ row: 3, outcome: "repaired", code: "appraiser.digits-found" }),
    );
    expect(one.entries[1]?.appraiser).toEqual({ nip: nip(1) });
    const two = judge([
      boss,
      { nip: nip(2), appraiserNip: nip(1) },
      { nip: "199005102018092902", appraiserNip: lost },
    ]);
    expect(two.refusedRows).toEqual([4]);
  });

  it("whose own row is refused leave their people without one, told why, and not refused with them", () => {
    const boss = { nip: nip(1), name: "Ketua", postKind: "ngawur", appraiserNip: "" };
    const { entries, verdicts } = judge([boss, { nip: nip(2), appraiserNip: nip(1) }]);
    expect(entries.map(({ row, appraiser }) => [row, appraiser])).toEqual([[3, undefined]]);
    const said = verdicts.find(({ row }) => row === 3);
    expect(said).toMatchObject({ code: "appraiser.row-refused", values: { name: "Ketua", other: 2 } });
  });

  it("in a circle are all named", () => {
    const { verdicts, refusedRows } = judge(
      [
        { nip: nip(1), name: "A", appraiserNip: nip(2) },
        { nip: nip(2), name: "B", appraiserNip: nip(3) },
        { nip: nip(3), name: "C", appraiserNip: nip(1) },
        { nip: nip(4), name: "D", appraiserNip: nip(1) },
      ].map((fields) => ({ ...fields, name: `Orang ${fields.name}` })),
    );
    expect(refusedRows).toEqual([2, 3, 4]);
    expect(verdicts[0]?.values).toMatchObject({
      circle: "Orang A (2) → Orang B (3) → Orang C (4) → Orang A (2)",
    });
  });

  it("who have retired are no appraisers any more", () => {
    const boss = { nip: nip(1), name: "Ketua", standing: "pensiun", appraiserNip: "" };
    const { verdicts, entries } = judge([boss, { nip: nip(2), appraiserNip: nip(1) }]);
    expect(verdicts).toContainEqual(
      expect.objectContaining({ row: 3, code: "appraiser.left", outcome: "warned" }),
    );
    expect(entries[1]?.appraiser).toBeUndefined();
  });

  it("may be known from the agency's data alone, and a circle through these is found too", () => {
    const known = { people: new Map([[nip(1), { name: "Lama", appraiserNip: nip(2) }]]), units: [] };
    const rows = [readRow(row({ nip: nip(3), appraiserNip: nip(1) }), header, today)];
    expect(checkRoster(rows, header, { today, known }).refusedRows).toEqual([]);
    const circle = [readRow(row({ nip: nip(2), appraiserNip: nip(1) }), header, today)];
    expect(checkRoster(circle, header, { today, known }).verdicts[0]).toMatchObject({
      code: "appraiser.circle",
    });
  });

  it("rows that are the same in everything count once", () => {
    const same = { nip: nip(1), appraiserNip: "", appraiserOfficial: "Wali Kota" };
    const { refusedRows, entries } = judge([same, same]);
    expect(refusedRows).toEqual([3]);
    expect(entries).toHaveLength(1);
  });

  it("a file of thousands of equal rows says so briefly in each", () => {
    const hostile = { appraiserNip: nip(1), unit: "Satu", email: "sama@contoh.go.id" };
    const { verdicts, refusedRows } = judge(
      Array.from({ length: 3000 }, (_, index) => ({ ...hostile, name: `Orang ${"x".repeat(index % 3)}` })),
    );
    expect(refusedRows).toHaveLength(3000);
    expect(verdicts[0]?.values).toEqual({ rows: "2, 3, 4, 5, 6, 7, … (+2994)" });
  });

  it("one address for two people is pointed out at both", () => {
    const shared = { email: "sama@contoh.go.id", appraiserNip: "", appraiserOfficial: "Wali Kota" };
    const { verdicts } = judge([
      { ...shared, nip: nip(1) },
      { ...shared, nip: nip(2) },
    ]);
    expect(verdicts.filter(({ code }) => code === "email.shared").map(({ row }) => row)).toEqual([2, 3]);
  });
});

describe("proposals from the unit tree", () => {
  it("are right for all rows of a file without appraiser columns, and say why", async () => {
    const roster = makeRoster({ people: 900, seed: 3 });
    const columns = ["NIP_ATASAN", "PERAN_ATASAN", "ATASAN_EKSTERNAL"] as const;
    const { proposals, verdicts } = await check(rosterXlsx(roster, columns), { agencyHead: "Wali Kota" });
    const right = proposals.filter(({ row, appraiser }) => {
      const record = roster.records[row - 2];
      return "nip" in appraiser
        ? appraiser.nip === record?.NIP_ATASAN
        : appraiser.office === record?.ATASAN_EKSTERNAL;
    });
    const high = proposals.filter(({ confidence }) => confidence === "high");
    expect(proposals).toHaveLength(900);
    expect(right.length / proposals.length).toBeGreaterThanOrEqual(0.95);
    expect(high.every((proposal) => right.includes(proposal))).toBe(true);
    expect(high.length / proposals.length).toBeGreaterThanOrEqual(0.95);
    expect(verdicts.map(({ code }) => code)).not.toContain("appraiser.missing");
    for (const proposal of proposals) expect(sayProposal(proposal, "id")).not.toMatch(/[{}]/);
  });

  const propose = (people: Fields[]) =>
    checkRoster(
      people.map((fields, index) => {
        const nip = `1981051020180929${String(index + 10)}`;
        return readRow(row({ appraiserNip: "", nip, ...fields }, index + 2), header, today);
      }),
      header,
      { today, agencyHead: "Bupati" },
    ).proposals.map(({ row, appraiser, confidence, role }) => {
      const who = "nip" in appraiser ? Number(appraiser.nip.slice(16)) - 8 : appraiser.office;
      return `${row}→${who} ${confidence}${role === "definitif" ? "" : ` ${role}`}`;
    });

  const office = {
    unit: "Dinas A",
    unitParent: "Pemerintah Kabupaten",
    postKind: "JPT Pratama",
    postTitle: "Kepala Dinas A",
  };
  const division = {
    unit: "Bidang B",
    unitParent: "Dinas A",
    postKind: "Administrator",
    postTitle: "Kepala Bidang B",
  };
  const staff = { unit: "Bidang B", unitParent: "Dinas A" };

  it("heads go to the head above, the highest to the head of the agency", () => {
    expect(propose([office, division, staff])).toEqual(["2→Bupati high", "3→2 high", "4→3 high"]);
  });

  it("a unit without a head goes one up, with less confidence", () => {
    expect(propose([office, staff])).toEqual(["2→Bupati high", "3→2 medium"]);
  });

  it("a head who is listed in the office above still leads the unit of the title", () => {
    expect(
      propose([office, { ...division, unit: "Dinas A", unitParent: "Pemerintah Kabupaten" }, staff]),
    ).toEqual(["2→Bupati high", "3→2 high", "4→3 high"]);
  });

  it("a Plt head is proposed as Plt", () => {
    expect(propose([office, { ...division, postTitle: "Plt. Kepala Bidang B" }, staff])[2]).toBe(
      "4→3 high Plt",
    );
  });

  it("two heads of one unit are a guess", () => {
    expect(propose([office, division, division, staff])[3]).toBe("5→3 low");
  });

  it("staff beside other structural posts of the unit may be theirs", () => {
    const secretary = { ...office, postKind: "Administrator", postTitle: "Sekretaris" };
    const clerk = { ...staff, unit: "Dinas A", unitParent: "Pemerintah Kabupaten" };
    expect(propose([office, secretary, clerk])).toEqual(["2→Bupati high", "3→2 high", "4→2 medium"]);
  });

  it("a camat leads the kecamatan, a lurah the kelurahan", () => {
    const district = {
      unit: "Kecamatan X",
      unitParent: "Pemerintah Kabupaten",
      postKind: "Administrator",
      postTitle: "Camat X",
    };
    const village = {
      unit: "Kelurahan Y",
      unitParent: "Kecamatan X",
      postKind: "Pengawas",
      postTitle: "Lurah Y",
    };
    expect(propose([district, village, { unit: "Kelurahan Y", unitParent: "Kecamatan X" }])).toEqual([
      "2→Bupati low",
      "3→2 high",
      "4→3 high",
    ]);
  });
});
