import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Assignment, Employee } from "#shared/people/model.ts";
import { checkRoster, type RosterCheck } from "#shared/people/roster/check.ts";
import { knownPeople } from "#shared/people/roster/current.ts";
import { diffRoster, type IdMaker, planLeaving } from "#shared/people/roster/diff.ts";
import { exportRoster } from "#shared/people/roster/export.ts";
import { applySteps, type CurrentRoster, chunkSteps, undoSteps } from "#shared/people/roster/operations.ts";
import { withProposals } from "#shared/people/roster/proposal.ts";
import { openRoster } from "#shared/people/roster/read.ts";
import type { Id } from "#shared/platform/ids.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import { writeCsv, writeXlsx } from "#shared/platform/spreadsheet/write.ts";
import { collect } from "#test/support/collect.ts";
import {
  appraiserColumns,
  type GeneratedRoster,
  makeRoster,
  type RosterRecord,
  rosterCsv,
} from "#test/support/roster.ts";

const today = "2026-11-21";
const nothing: CurrentRoster = { employees: [], assignments: [], units: [], officials: [] };

/** Ids that are the same for the same names, in the shape that the models demand. */
const idFor = <K extends "employee" | "unit" | "official" | "assignment">(prefix: string, seed: string) => {
  let hash = 7n;
  for (const letter of seed) hash = (hash * 1_000_003n + BigInt(letter.charCodeAt(0))) % 2n ** 120n;
  const text = hash.toString(32).padStart(26, "0").slice(-26);
  return `${prefix}_${text.replace(/[ilou]/g, (letter) => ({ i: "w", l: "x", o: "y", u: "z" })[letter] ?? "")}` as Id<K>;
};
const ids: IdMaker = {
  employee: (nip) => idFor("emp", nip),
  unit: (key) => idFor("unt", key),
  official: (office) => idFor("ofc", office),
  assignment: (nip, from) => idFor("asg", nip + from),
};

async function checkFile(file: Uint8Array, current = nothing): Promise<RosterCheck> {
  const roster = await openRoster(await openSheet(file));
  const rows = await collect(roster.rows(today));
  return checkRoster(rows, roster.header, { today, known: knownPeople(current, today) });
}

async function diffFile(file: Uint8Array, current: CurrentRoster, effective = today) {
  return diffRoster(await checkFile(file, current), current, { effective, ids });
}

const changedTo = (
  roster: GeneratedRoster,
  change: (record: RosterRecord, index: number) => Partial<RosterRecord>,
) =>
  rosterCsv({
    ...roster,
    records: roster.records.map((record, index) => ({ ...record, ...change(record, index) })),
  });

const roster = makeRoster({ people: 120, seed: 21 });
const imported = async () => applySteps(nothing, (await diffFile(rosterCsv(roster), nothing)).steps);
const staffAt = roster.records.findIndex(({ JENIS_JABATAN }) => JENIS_JABATAN === "Pelaksana");
const staff = roster.records[staffAt];
const otherChief = roster.records.findLast(
  ({ JENIS_JABATAN, NIP }) => JENIS_JABATAN === "Pengawas" && NIP !== staff?.NIP_ATASAN,
);

describe("a first import", () => {
  it("makes units, the official and everybody, in a form that the models accept", async () => {
    const diff = await diffFile(rosterCsv(roster), nothing);
    expect(diff.counts).toMatchObject({ people: 120, joined: 120, changed: 0, leaving: 0, unchanged: 0 });
    const current = applySteps(nothing, diff.steps);
    expect(current.officials).toMatchObject([{ office: "Wali Kota" }]);
    expect(current.units).toHaveLength(diff.counts.units);
    for (const employee of current.employees) expect(Employee.parse(employee)).toEqual(employee);
    for (const assignment of current.assignments) expect(Assignment.parse(assignment)).toEqual(assignment);
  });

  it("names parents before children and each unit once", async () => {
    const { steps } = await diffFile(rosterCsv(roster), nothing);
    const seen = new Set<string>();
    for (const { operations } of steps) {
      for (const { entity, after } of operations) {
        if (entity !== "unit" || after === undefined) continue;
        if ("parent" in after && after.parent !== undefined) expect(seen).toContain(after.parent);
        expect(seen).not.toContain(after.id);
        seen.add(after.id);
      }
    }
  });

  it("is the same every time, whatever the order of the rows", async () => {
    const mirrored = { ...roster, records: roster.records.toReversed() };
    const [one, two] = [
      await diffFile(rosterCsv(roster), nothing),
      await diffFile(rosterCsv(mirrored), nothing),
    ];
    const people = (diff: typeof one) => diff.steps.filter(({ subject }) => subject.startsWith("emp_"));
    expect(people(two)).toEqual(people(one));
  });
});

describe("who leads a unit", () => {
  const headsOf = ({ assignments, units }: CurrentRoster, nip = "") => {
    const own = assignments.filter(({ employee }) => employee === ids.employee(nip));
    return own.map(({ heads }) => units.find(({ id }) => id === heads)?.name);
  };
  const chief = roster.records.find(({ JENIS_JABATAN }) => JENIS_JABATAN === "Administrator");
  const chiefAt = roster.records.findIndex(({ NIP }) => NIP === chief?.NIP);

  it("is known from the titles that name the unit, and nobody else leads one", async () => {
    const current = await imported();
    const isHead = ({ NAMA_JABATAN }: RosterRecord) => NAMA_JABATAN.startsWith("Kepala");
    expect(roster.records.filter(isHead).length).toBeGreaterThan(10);
    for (const record of roster.records) {
      expect(headsOf(current, record.NIP)).toEqual([isHead(record) ? record.UNIT_KERJA : undefined]);
    }
  });

  it("listed in the office above, still leads the unit that the title names", async () => {
    const unit = { UNIT_KERJA: chief?.UNIT_KERJA ?? "", UNIT_INDUK: chief?.UNIT_INDUK ?? "" };
    const above = { UNIT_KERJA: unit.UNIT_INDUK, UNIT_INDUK: "Pemerintah Kota Contoh" };
    const file = changedTo(roster, (_, index) => (index === chiefAt ? above : index === staffAt ? unit : {}));
    const current = applySteps(nothing, (await diffFile(file, nothing)).steps);
    expect(headsOf(current, chief?.NIP)).toEqual([chief?.UNIT_KERJA]);
  });

  it("leads by an additional duty that stands in brackets behind the post", async () => {
    const schools = makeRoster({ people: 220, seed: 21 });
    const file = changedTo(schools, ({ NAMA_JABATAN }) =>
      NAMA_JABATAN === "Kepala Sekolah" ? { NAMA_JABATAN: "Guru (Kepala Sekolah)" } : {},
    );
    const principals = schools.records.filter(({ NAMA_JABATAN }) => NAMA_JABATAN === "Kepala Sekolah");
    expect(principals).not.toEqual([]);
    const current = applySteps(nothing, (await diffFile(file, nothing)).steps);
    for (const { NIP, UNIT_KERJA } of principals) expect(headsOf(current, NIP)).toEqual([UNIT_KERJA]);
  });

  it("is nobody where only the kind of post says so, or two have the title", async () => {
    const coordinator = changedTo(roster, (_, index) =>
      index === chiefAt ? { NAMA_JABATAN: "Koordinator" } : {},
    );
    const first = applySteps(nothing, (await diffFile(coordinator, nothing)).steps);
    expect(headsOf(first, chief?.NIP)).toEqual([undefined]);
    const title = { NAMA_JABATAN: chief?.NAMA_JABATAN ?? "", JENIS_JABATAN: "Administrator" };
    const place = { UNIT_KERJA: chief?.UNIT_KERJA ?? "", UNIT_INDUK: chief?.UNIT_INDUK ?? "" };
    const two = changedTo(roster, (_, index) => (index === staffAt ? { ...title, ...place } : {}));
    const second = applySteps(nothing, (await diffFile(two, nothing)).steps);
    expect(headsOf(second, chief?.NIP)).toEqual([undefined]);
    expect(headsOf(second, staff?.NIP)).toEqual([undefined]);
  });

  it("stays in the same post where the title does not say so, and ends with the post", async () => {
    const base = await imported();
    const unit = base.assignments.find(({ employee }) => employee === ids.employee(staff?.NIP ?? ""))?.unit;
    const assignments = base.assignments.map((one) =>
      one.employee === ids.employee(staff?.NIP ?? "") && unit ? { ...one, heads: unit } : one,
    );
    const current = { ...base, assignments };
    expect((await diffFile(rosterCsv(roster), current)).steps).toEqual([]);
    const other = changedTo(roster, (_, index) =>
      index === staffAt ? { NAMA_JABATAN: "Penata Arsip" } : {},
    );
    const diff = await diffFile(other, current);
    expect(diff.changed[0]?.changes.map(({ field }) => field)).toEqual(["title", "heads"]);
    expect(headsOf(applySteps(current, diff.steps), staff?.NIP)).toEqual([undefined]);
  });
});

describe("importing again", () => {
  it("an unchanged file changes nothing", async () => {
    const diff = await diffFile(rosterCsv(roster), await imported());
    expect(diff.steps).toEqual([]);
    expect(diff.counts).toMatchObject({ joined: 0, changed: 0, leaving: 0, unchanged: 120, units: 0 });
  });

  it("blank cells and absent columns erase nothing", async () => {
    const current = await imported();
    const blank = changedTo(roster, () => ({
      EMAIL: "",
      GOLONGAN: "",
      TMT_JABATAN: "",
      NIP_ATASAN: "",
      PERAN_ATASAN: "",
      ATASAN_EKSTERNAL: "",
    }));
    expect((await diffFile(blank, current)).steps).toEqual([]);
    expect(
      (await diffFile(rosterCsv(roster, [...appraiserColumns, "STATUS", "JENIS", "EMAIL"]), current)).steps,
    ).toEqual([]);
  });

  it("a file without the column leaves kind and standing as they are", async () => {
    const base = await imported();
    const employees = base.employees.map((each) =>
      each.kind === "PNS" ? { ...each, kind: "CPNS" as const, standing: "unpaid-leave" as const } : each,
    );
    const file = rosterCsv(roster, ["STATUS", "JENIS"]);
    expect((await diffFile(file, { ...base, employees })).steps).toEqual([]);
  });

  it("tells fields, appraisers, joiners and leavers apart", async () => {
    const current = await imported();
    const records = roster.records.slice(0, 119);
    const more = makeRoster({ people: 130, seed: 99 }).records.at(-1);
    const file = changedTo(
      {
        ...roster,
        records: more
          ? [
              ...records,
              {
                ...more,
                UNIT_KERJA: staff?.UNIT_KERJA ?? "",
                UNIT_INDUK: staff?.UNIT_INDUK ?? "",
                NIP_ATASAN: staff?.NIP_ATASAN ?? "",
              },
            ]
          : records,
      },
      (_, index) => {
        if (index === staffAt) return { NIP_ATASAN: otherChief?.NIP ?? "" };
        return index === staffAt + 1 ? { NAMA: "Nama Baru" } : {};
      },
    );
    const diff = await diffFile(file, current);
    expect(diff.counts).toMatchObject({ joined: 1, changed: 2, appraisersChanged: 1, leaving: 1 });
    expect(diff.changed.flatMap(({ changes }) => changes.map(({ field }) => field)).sort()).toEqual([
      "appraiser",
      "name",
    ]);
    expect(diff.leaving).toMatchObject([{ reason: "not-in-file" }]);
    expect(applySteps(current, diff.steps).employees).toHaveLength(121);
  });

  it("a new appraiser holds from the effective day, and the old one keeps the days before", async () => {
    const file = changedTo(roster, (_, index) =>
      index === staffAt ? { NIP_ATASAN: otherChief?.NIP ?? "" } : {},
    );
    const { steps } = await diffFile(file, await imported(), "2026-12-01");
    expect(steps).toHaveLength(1);
    const [closed, opened] = steps[0]?.operations ?? [];
    expect(closed).toMatchObject({ entity: "assignment", after: { to: "2026-11-30" } });
    expect(opened).toMatchObject({
      entity: "assignment",
      after: { from: "2026-12-01", appraiser: { id: ids.employee(otherChief?.NIP ?? "") } },
    });
  });

  it("a later TMT dates a move, into the past if need be; a blank appraiser then means nobody yet", async () => {
    const target = otherChief;
    const file = changedTo(roster, (_, index) =>
      index === staffAt
        ? {
            TMT_JABATAN: "2026-10-01",
            UNIT_KERJA: target?.UNIT_KERJA ?? "",
            UNIT_INDUK: target?.UNIT_INDUK ?? "",
            NIP_ATASAN: "",
            PERAN_ATASAN: "",
          }
        : {},
    );
    const { steps } = await diffFile(file, await imported());
    const [closed, opened] = steps[0]?.operations ?? [];
    expect(closed?.after).toMatchObject({ to: "2026-09-30" });
    expect(opened?.after).toMatchObject({ from: "2026-10-01" });
    expect(opened?.after).not.toHaveProperty("appraiser");
  });

  it("a corrected title corrects in place", async () => {
    const file = changedTo(roster, (_, index) =>
      index === staffAt ? { NAMA_JABATAN: "Pengelola Data" } : {},
    );
    const { steps } = await diffFile(file, await imported());
    expect(steps[0]?.operations).toMatchObject([
      { before: { id: expect.any(String) }, after: { position: { title: "Pengelola Data" } } },
    ]);
  });

  it("a unit that hangs below another parent is moved, not made anew", async () => {
    const unit = otherChief?.UNIT_KERJA ?? "";
    const parent =
      roster.records.find(({ JENIS_JABATAN }) => JENIS_JABATAN === "Administrator")?.UNIT_KERJA ?? "";
    const file = changedTo(roster, (record) => (record.UNIT_KERJA === unit ? { UNIT_INDUK: parent } : {}));
    const diff = await diffFile(file, await imported());
    expect(diff.steps.flatMap(({ operations }) => operations)).toMatchObject([
      { entity: "unit", before: { name: unit }, after: { name: unit } },
    ]);
  });

  it("a retired person is proposed to leave, never ended by the import itself", async () => {
    const file = changedTo(roster, (_, index) => (index === staffAt ? { STATUS: "pensiun" } : {}));
    const current = await imported();
    const diff = await diffFile(file, current);
    expect(diff.steps).toEqual([]);
    expect(diff.leaving).toMatchObject([
      { employee: ids.employee(staff?.NIP ?? ""), reason: "retired", unitInFile: true },
    ]);
    const ended = applySteps(
      current,
      planLeaving(current, [
        { employee: ids.employee(staff?.NIP ?? ""), lastDay: "2026-11-30", standing: "retired" },
      ]),
    );
    expect(ended.assignments.filter(({ to }) => to === "2026-11-30")).toHaveLength(1);
    expect((await diffFile(file, ended)).leaving).toEqual([]);
  });

  it("a refused row's person has not left", async () => {
    const file = changedTo(roster, (_, index) => (index === staffAt ? { GOLONGAN: "V/z" } : {}));
    expect((await diffFile(file, await imported())).leaving).toEqual([]);
  });

  it("the file of one office changes nothing elsewhere, and says whose unit it does not know", async () => {
    const unit = otherChief?.UNIT_KERJA;
    const records = roster.records.filter(({ UNIT_KERJA }) => UNIT_KERJA === unit);
    const diff = await diffFile(rosterCsv({ ...roster, records }), await imported());
    expect(diff.steps).toEqual([]);
    expect(diff.leaving).toHaveLength(120 - records.length);
    expect(diff.leaving.every(({ unitInFile }) => !unitInFile)).toBe(true);
  });

  it("confirmed proposals become appraisers", async () => {
    const check = await checkFile(rosterCsv(roster, appraiserColumns));
    const entries = withProposals(check.entries, check.proposals);
    const { steps } = diffRoster({ ...check, entries }, nothing, { effective: today, ids });
    const { assignments } = applySteps(nothing, steps);
    expect(assignments.every(({ appraiser }) => appraiser !== undefined)).toBe(true);
  });
});

describe("steps", () => {
  const edit = fc.record({
    index: fc.nat(119),
    change: fc.constantFrom<Partial<RosterRecord>>(
      { NAMA: "Nama Lain" },
      { GOLONGAN: "" },
      { EMAIL: "lain@contoh.go.id" },
      { NAMA_JABATAN: "Arsiparis" },
      { TMT_JABATAN: "2026-10-01" },
      { UNIT_KERJA: otherChief?.UNIT_KERJA ?? "", UNIT_INDUK: otherChief?.UNIT_INDUK ?? "" },
      { UNIT_KERJA: "Unit Baru", UNIT_INDUK: "Pemerintah Kota Contoh" },
      { NIP_ATASAN: "", PERAN_ATASAN: "", ATASAN_EKSTERNAL: "Gubernur" },
      { STATUS: "CLTN" },
      { STATUS: "pensiun" },
    ),
  });

  it("are undone exactly; what they made is what importing again finds unchanged", async () => {
    const current = await imported();
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 5 }), async (edits) => {
        const file = changedTo(roster, (_, index) =>
          Object.assign({}, ...edits.filter((each) => each.index === index).map(({ change }) => change)),
        );
        const diff = await diffFile(file, current);
        const after = applySteps(current, diff.steps);
        expect((await diffFile(file, after)).steps).toEqual([]);
        const undone = applySteps(after, undoSteps(diff.steps));
        const sorted = (each: CurrentRoster) =>
          Object.values(each).map((items: readonly { id: string }[]) =>
            items.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          );
        expect(sorted(undone)).toEqual(sorted(current));
      }),
      { numRuns: 25 },
    );
  });

  it("are cut into chunks without cutting a step, losing none", async () => {
    const { steps } = await diffFile(rosterCsv(roster), nothing);
    for (const limit of [1, 2, 7, 40, 100_000]) {
      const chunks = chunkSteps(steps, limit);
      expect(chunks.flat()).toEqual(steps);
      for (const chunk of chunks) {
        const size = chunk.reduce((sum, { operations }) => sum + operations.length, 0);
        expect(size <= limit || chunk.length === 1).toBe(true);
      }
    }
  });
});

describe("export", () => {
  it("imported again, as CSV or as workbook, changes nothing", async () => {
    const current = await imported();
    const table = () => exportRoster(current, today);
    const files = [Buffer.from([...writeCsv(table())].join("")), await writeXlsx(table())];
    for (const file of files) {
      const check = await checkFile(file, current);
      expect(check.counts).toMatchObject({ rows: 120, refused: 0, repaired: 0 });
      expect(diffRoster(check, current, { effective: today, ids }).steps).toEqual([]);
      expect(
        applySteps(nothing, diffRoster(await checkFile(file), nothing, { effective: today, ids }).steps)
          .employees,
      ).toHaveLength(120);
    }
  });

  it("keeps whatever people may be called and wherever they are, hostile texts included", async () => {
    const base = await imported();
    const word = fc
      .stringMatching(/^[A-Za-z][A-Za-z' -]{0,12}[a-z]$/)
      .map((text) => text.replace(/ {2,}/g, " "));
    const hostile = fc
      .tuple(fc.constantFrom("", "=", "+", "-", "@", "'=", "''-"), word)
      .map(([mark, text]) => `${mark}${text}`);
    const facts = fc.record({
      name: word,
      titleAfter: fc.constantFrom("S.Sos., M.Si.", "=cmd", undefined),
      title: hostile,
      unit: hostile,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 3, maxLength: 3 }), async (all) => {
        const current: CurrentRoster = {
          ...base,
          employees: base.employees.map((each, index) => {
            const { name, titleAfter } = all[index % 3] ?? {};
            return { ...each, ...(name && { name }), ...(titleAfter && { titleAfter, titleBefore: "Dr." }) };
          }),
          assignments: base.assignments.map((each, index) => ({
            ...each,
            position: { ...each.position, title: all[index % 3]?.title ?? "x" },
          })),
          units: base.units.map((each, index) => ({
            ...each,
            name: `${all[index % 3]?.unit} ${index % 40}`,
          })),
        };
        const csv = [...writeCsv(exportRoster(current, today))].join("");
        expect(csv).not.toMatch(/(?:^|,)"?[=+@-]/m);
        const check = await checkFile(Buffer.from(csv), current);
        expect(check.refusedRows).toEqual([]);
        expect(diffRoster(check, current, { effective: today, ids }).steps).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("writes the whole path of a parent whose name occurs twice", async () => {
    const base = await imported();
    const parents = new Set(base.units.map(({ parent }) => parent));
    const divisions = base.units.filter(({ id, name }) => parents.has(id) && name.startsWith("Bidang"));
    const same = new Set(divisions.map(({ id }) => id));
    const units = [
      ...base.units.map((unit) => (same.has(unit.id) ? { ...unit, name: "Sekretariat" } : unit)),
      { id: ids.unit("lain"), name: "Dinas Lain" },
      { id: ids.unit("lain/sekretariat"), name: "Sekretariat", parent: ids.unit("lain") },
    ];
    const first = {
      ...base,
      units: units.filter(
        ({ id, name }) => name !== "Sekretariat" || !same.has(id) || id === divisions[0]?.id,
      ),
    };
    const known = new Set(first.units.map(({ id }) => id));
    const current = {
      ...first,
      units: first.units.filter(({ parent }) => parent === undefined || known.has(parent)),
    };
    const left = new Set(current.units.map(({ id }) => id));
    const roster = { ...current, assignments: current.assignments.filter(({ unit }) => left.has(unit)) };
    const csv = [...writeCsv(exportRoster(roster, today))].join("");
    expect(csv).toMatch(/ \/ Sekretariat,/);
    const check = await checkFile(Buffer.from(csv), roster);
    expect(check.verdicts.map(({ code }) => code)).not.toContain("unit.parent-ambiguous");
    expect(diffRoster(check, roster, { effective: today, ids }).counts.units).toBe(0);
  });

  it("people without an assignment are left out, retired ones keep their standing", async () => {
    const current = await imported();
    const [first] = current.employees;
    const gone = {
      ...current,
      assignments: current.assignments.filter(({ employee }) => employee !== first?.id),
    };
    expect([...exportRoster(gone, today).rows]).toHaveLength(119);
    const employees = current.employees.map((each) =>
      each.id === first?.id ? { ...each, standing: "retired" as const } : each,
    );
    const csv = [...writeCsv(exportRoster({ ...current, employees }, today))].join("");
    expect(csv).toContain(",pensiun,");
    expect((await diffFile(Buffer.from(csv), { ...current, employees })).leaving).toEqual([]);
  });
});
