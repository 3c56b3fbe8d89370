import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnLetters,
  columnOf,
  FileProblem,
  type SheetLimits,
} from "#shared/platform/spreadsheet/model.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import { isDateFormat } from "#shared/platform/spreadsheet/workbook.ts";
import { neutraliseText, restoreText, writeCsv, writeXlsx } from "#shared/platform/spreadsheet/write.ts";
import { serialDay } from "#shared/platform/spreadsheet/xlsx.ts";
import { collect } from "#test/support/collect.ts";
import { makeXlsx, type TestCell, type TestWorkbook } from "#test/support/xlsx.ts";
import { makeZip } from "#test/support/zip.ts";

async function rowsOf(file: Uint8Array, limits: Partial<SheetLimits> = {}, sheet?: string) {
  return await collect((await openSheet(file, { limits, ...(sheet && { sheet }) })).rows());
}

async function cellsOf(file: Uint8Array) {
  return (await rowsOf(file)).map(({ cells }) => cells.map((cell) => cell?.text));
}

async function problemOf(file: Uint8Array, limits: Partial<SheetLimits> = {}, sheet?: string) {
  const error = await rowsOf(file, limits, sheet).catch((thrown: unknown) => thrown);
  return error instanceof FileProblem ? error.code : error;
}

async function cell(one: TestCell, more: Partial<TestWorkbook> = {}) {
  const [row] = await rowsOf(makeXlsx({ rows: [[one]], ...more }));
  return row?.cells[0];
}

describe("cells of a workbook", () => {
  it("text, number, formula, boolean, error, date and ISO date keep what they are", async () => {
    expect(await cell("Budi")).toEqual({ text: "Budi", from: "text" });
    expect(await cell({ number: "198105102018092900" })).toEqual({
      text: "198105102018092900",
      from: "number",
    });
    expect(await cell({ number: "1.98105102018093E+17" })).toEqual({
      text: "1.98105102018093E+17",
      from: "number",
    });
    expect(await cell({ formula: "A2&B2", result: "Budi" })).toEqual({
      text: "Budi",
      from: "text",
      formula: true,
    });
    expect(await cell({ xml: (r) => `<c r="${r}" t="b"><v>1</v></c>` })).toEqual({
      text: "TRUE",
      from: "boolean",
    });
    expect(await cell({ xml: (r) => `<c r="${r}" t="e"><v>#REF!</v></c>` })).toEqual({
      text: "#REF!",
      from: "error",
    });
    expect(await cell({ number: "45322", style: 1 })).toEqual({ text: "2024-01-31", from: "date" });
    expect(await cell({ number: "45322.75", style: 2 })).toEqual({ text: "2024-01-31", from: "date" });
    expect(await cell({ number: "45322", style: 3 })).toEqual({ text: "45322", from: "number" });
    expect(await cell({ number: "43860", style: 1 }, { since1904: true })).toEqual({
      text: "2024-01-31",
      from: "date",
    });
    expect(await cell({ xml: (r) => `<c r="${r}" t="d"><v>2024-01-31T00:00:00</v></c>` })).toEqual({
      text: "2024-01-31",
      from: "date",
    });
  });

  it("rich text is joined, without its phonetic hints", async () => {
    const rich = "<is><r><t>Bu</t></r><r><rPr><b/></rPr><t>di</t></r><rPh><t>hint</t></rPh></is>";
    expect(await cell({ xml: (r) => `<c r="${r}" t="inlineStr">${rich}</c>` })).toMatchObject({
      text: "Budi",
    });
    const strings = { name: "xl/sharedStrings.xml", content: `<sst><si>${rich.slice(4, -5)}</si></sst>` };
    expect(await cell({ xml: (r) => `<c r="${r}" t="s"><v>0</v></c>` }, { parts: [strings] })).toMatchObject({
      text: "Budi",
    });
  });

  it("empty rows are left out, and the others keep the number that people see", async () => {
    const rows = await rowsOf(makeXlsx({ rows: [["a"], [], [undefined, "b"]], firstRow: 7 }));
    expect(rows.map(({ number, cells }) => [number, cells[0]?.text, cells[1]?.text])).toEqual([
      [7, "a", undefined],
      [9, undefined, "b"],
    ]);
  });

  it("rows and cells without references are counted", async () => {
    const content =
      "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>";
    const rows = await rowsOf(makeXlsx({ rows: [], parts: [{ name: "xl/worksheets/sheet1.xml", content }] }));
    expect(rows.map(({ number, cells }) => [number, cells.map((each) => each?.text)])).toEqual([
      [1, ["1", "2"]],
      [2, ["3"]],
    ]);
  });

  it("prefixed element names are understood", async () => {
    const content =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(
      await cellsOf(makeXlsx({ rows: [], parts: [{ name: "xl/worksheets/sheet1.xml", content }] })),
    ).toEqual([["a"]]);
  });

  it("a hidden sheet is not the first, a named one is found, an unknown name is told", async () => {
    const list =
      '<workbook xmlns:r="r"><sheets><sheet name="Rahasia" state="hidden" r:id="rId9"/><sheet name="Pegawai" r:id="rId1"/></sheets></workbook>';
    const hidden = {
      name: "xl/worksheets/sheet9.xml",
      content: '<worksheet><sheetData><row r="1"><c r="A1"><v>9</v></c></row></sheetData></worksheet>',
    };
    const relations =
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Type="x/worksheet" Target="worksheets/sheet9.xml"/></Relationships>';
    const file = makeXlsx({
      rows: [[{ number: "1" }]],
      parts: [
        { name: "xl/workbook.xml", content: list },
        { name: "xl/_rels/workbook.xml.rels", content: relations },
        hidden,
      ],
    });
    expect((await rowsOf(file))[0]?.cells[0]?.text).toBe("1");
    expect((await rowsOf(file, {}, "Rahasia"))[0]?.cells[0]?.text).toBe("9");
    expect(await problemOf(file, {}, "Lain")).toBe("file.no-such-sheet");
  });

  it.each([
    [1, false, "1900-01-01"],
    [59, false, "1900-02-28"],
    [60, false, undefined],
    [61, false, "1900-03-01"],
    [45_322, false, "2024-01-31"],
    [0, false, undefined],
    [-5, false, undefined],
    [9e15, false, undefined],
    [60, true, "1904-03-01"],
  ])("serial number %d (since 1904: %s) is %s", (serial, since1904, expected) => {
    expect(serialDay(serial, since1904)).toBe(expected);
  });

  it.each([
    [14, undefined, true],
    [22, undefined, true],
    [1, undefined, false],
    [46, undefined, false],
    [164, "dd mmmm yyyy", true],
    [164, "mmm", true],
    [164, "mm:ss", false],
    [164, '0" hari"', false],
    [164, "[Red]0.00", false],
    [164, "General", false],
    [164, "[$-421]dd\\ mmmm", true],
  ])("number format %d %s is a date: %s", (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });

  it("columns are named as spreadsheets name them, and back", () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
    fc.assert(fc.property(fc.nat(20_000), (index) => columnOf(`${columnLetters(index)}12`) === index));
  });
});

describe("CSV", () => {
  const text = "NIP;NAMA\r\n1;Budi\r\n2;Ayu\r\n";
  it.each([
    ["semicolons, CRLF", Buffer.from(text)],
    ["UTF-8 with byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["commas", Buffer.from(text.replaceAll(";", ","))],
    ["tabs", Buffer.from(text.replaceAll(";", "\t"))],
    ["bars and LF", Buffer.from(text.replaceAll(";", "|").replaceAll("\r", ""))],
    ["UTF-16LE with byte order mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16LE without", Buffer.from(text, "utf16le")],
    ["UTF-16BE", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    [
      "quoted, with delimiters inside other cells",
      Buffer.from('"NIP";"NAMA"\r\n"1";"Budi"\r\n"2";"Ayu"\r\n'),
    ],
  ])("%s", async (_, file) => {
    expect(await cellsOf(file)).toEqual([
      ["NIP", "NAMA"],
      ["1", "Budi"],
      ["2", "Ayu"],
    ]);
  });

  it("Windows-1252 is recognised where UTF-8 is not valid", async () => {
    expect(await cellsOf(Buffer.from("NAMA,X\r\nRen\xe9,1\r\n", "latin1"))).toEqual([
      ["NAMA", "X"],
      ["René", "1"],
    ]);
  });

  it("Excel's own sep= line is obeyed and is a row of its own", async () => {
    const rows = await rowsOf(Buffer.from("sep=|\r\na,b|c\r\n"));
    expect(rows.map(({ number, cells }) => [number, cells.map((each) => each?.text)])).toEqual([
      [2, ["a,b", "c"]],
    ]);
  });

  it("empty lines count, a quoted line break does not", async () => {
    const rows = await rowsOf(Buffer.from('a,b\r\n\r\n"c\nd",e\r\nf,g\r\n'));
    expect(rows.map(({ number, cells }) => [number, cells[0]?.text])).toEqual([
      [1, "a"],
      [3, "c\nd"],
      [4, "f"],
    ]);
  });

  it("a quotation mark inside a name does no harm, one that never closes is told with its row", async () => {
    expect(await cellsOf(Buffer.from('a,b\r\nO"Neil,1\r\n'))).toEqual([
      ["a", "b"],
      ['O"Neil', "1"],
    ]);
    expect(await problemOf(Buffer.from('a,b\r\n"c,1\r\n'))).toBe("file.broken-csv");
  });

  it("decodes a letter that lies across two pieces", async () => {
    const name = "é".repeat(100_001);
    expect((await cellsOf(Buffer.from(`a,b\n${name.slice(0, 30_000)},x\n`.repeat(5))))[9]?.[0]).toBe(
      "é".repeat(30_000),
    );
  });
});

describe("a file that is no usable spreadsheet has its own code", () => {
  const zip = (name: string) => makeZip([{ name, content: "x" }]);
  const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  it.each([
    ["empty", Buffer.alloc(0), "file.empty"],
    ["PDF", Buffer.from("%PDF-1.7 …"), "file.pdf"],
    ["PNG", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), "file.picture"],
    ["Word", zip("word/document.xml"), "file.docx"],
    ["RTF", Buffer.from("{\\rtf1 x}"), "file.docx"],
    [
      "OpenDocument",
      makeZip([
        { name: "mimetype", content: "x" },
        { name: "content.xml", content: "<x/>" },
      ]),
      "file.ods",
    ],
    ["binary workbook", zip("xl/workbook.bin"), "file.xlsb"],
    ["plain zip", zip("readme.txt"), "file.zip"],
    ["empty zip", makeZip([]), "file.zip"],
    ["old Excel", Buffer.concat([compound, Buffer.alloc(600)]), "file.old-xls"],
    [
      "encrypted Excel",
      Buffer.concat([compound, Buffer.from("EncryptedPackage", "utf16le")]),
      "file.encrypted",
    ],
    [
      "encrypted zip",
      makeXlsx({
        rows: [["a"]],
        parts: [{ name: "xl/workbook.xml", content: "<workbook/>", encrypted: true }],
      }),
      "file.encrypted",
    ],
    ["web page", Buffer.from("<html><table><tr><td>NIP</td></tr></table></html>"), "file.html"],
    ["web page with blank start", Buffer.from("\uFEFF\r\n <!DOCTYPE html>"), "file.html"],
    [
      "Excel 2003 XML",
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
      "file.xml",
    ],
    ["noise", Buffer.from([7, 0, 0, 0, 1, 2, 0, 0, 9]), "file.no-spreadsheet"],
    ["cut workbook", makeXlsx({ rows: [["a"]] }).subarray(0, 500), "file.broken"],
  ])("%s", async (_, file, code) => {
    expect(await problemOf(file)).toBe(code);
  });
});

describe("tricks are refused while reading, whatever the file declares", () => {
  const sheet = (content: string, declaredSize?: number) =>
    makeXlsx({
      rows: [],
      parts: [
        { name: "xl/worksheets/sheet1.xml", content, ...(declaredSize !== undefined && { declaredSize }) },
      ],
    });

  it("a zip bomb, in the sheet or in the shared strings", async () => {
    const bomb = `<worksheet><sheetData>${" ".repeat(8 * 1024 * 1024)}</sheetData></worksheet>`;
    expect(await problemOf(sheet(bomb))).toBe("file.zip-bomb");
    const strings = {
      name: "xl/sharedStrings.xml",
      content: `<sst>${`<si><t>${"a".repeat(1000)}</t></si>`.repeat(9000)}</sst>`,
    };
    expect(await problemOf(makeXlsx({ rows: [["a"]], parts: [strings] }))).toBe("file.zip-bomb");
  });

  it("a part that is longer than it declares", async () => {
    expect(await problemOf(sheet("<worksheet><sheetData></sheetData></worksheet>", 10))).toBe("file.broken");
  });

  it("DTDs, entities, deep nesting, endless tokens, broken markup", async () => {
    expect(await problemOf(sheet('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'))).toBe("file.unsafe-xml");
    expect(await problemOf(sheet("<worksheet>&a;</worksheet>"))).toBe("file.broken");
    expect(await problemOf(sheet(`${"<a>".repeat(100)}${"</a>".repeat(100)}`))).toBe("file.unsafe-xml");
    const noise = Array.from({ length: 1_200_000 }, (_, index) => String((index * 7919) % 9973)).join(" ");
    expect(await problemOf(sheet(`<worksheet><!--${noise}--></worksheet>`))).toBe("file.unsafe-xml");
    expect(await problemOf(sheet("<worksheet><row></worksheet>"))).toBe("file.broken");
  });

  it("too many rows, columns, letters, bytes", async () => {
    const file = makeXlsx({ rows: [["a", "b"], ["c"], ["ddddd"]] });
    const csv = Buffer.from("a,b\nc\nddddd\n");
    for (const each of [file, csv]) {
      expect(await problemOf(each, { rows: 2 })).toBe("file.too-many-rows");
      expect(await problemOf(each, { rows: 3 })).not.toBeInstanceOf(FileProblem);
      expect(await problemOf(each, { columns: 1 })).toBe("file.too-many-columns");
      expect(await problemOf(each, { cellLength: 4 })).toBe("file.cell-too-long");
      expect(await problemOf(each, { fileBytes: 5 })).toBe("file.too-large");
    }
    expect(await problemOf(file, { uncompressedBytes: 100 })).toBe("file.zip-bomb");
  });

  it("no damage to a workbook gives anything but rows or a FileProblem", async () => {
    const whole = makeXlsx({
      rows: [
        ["NIP", "NAMA"],
        ["1", "Budi"],
        [{ number: "45322", style: 1 }, "Ayu"],
      ],
    });
    const damage = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (changes) => {
        const file = Buffer.from(whole);
        for (const [at, value] of changes) file[at] = value;
        const result = await rowsOf(file).catch((error: unknown) => error);
        expect(Array.isArray(result) || result instanceof FileProblem).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("written tables", () => {
  const texts = fc.string({ unit: fc.constantFrom(..."=+-@'\t\r\n ,;\"ab1é") });

  it("neutralising a formula is undone exactly, and leaves nothing that a spreadsheet would run", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(restoreText(neutraliseText(text))).toBe(text);
        expect(neutraliseText(text)).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it("CSV comes back as it went, with formulas harmless and digits as text", async () => {
    const rows = [
      ["198105102018092901", '=HYPERLINK("x")', 'a "b", c\r\nd'],
      ["1", "+62", " x "],
    ];
    const csv = [...writeCsv({ name: "T", header: ["NIP", "B", "C"], rows, digitColumns: ["NIP"] })].join("");
    expect(csv).toContain("'198105102018092901,");
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
    const read = await cellsOf(Buffer.from(csv));
    expect(read.slice(1).map((row) => row.map((text) => restoreText(text ?? "")))).toEqual([
      ["'198105102018092901", '=HYPERLINK("x")', 'a "b", c\r\nd'],
      ["'1", "+62", " x "],
    ]);
  });

  it("a workbook holds text cells only: a NIP stays a NIP", async () => {
    const rows = [
      ["198105102018092901", "=1+1", ""],
      ["000", "-", "é<&>"],
    ];
    const file = await writeXlsx({ name: "Pegawai", header: ["NIP", "B", "C"], rows });
    const read = await rowsOf(file);
    expect(
      read.flatMap(({ cells }) => cells.flatMap((each) => each?.from ?? [])).every((from) => from === "text"),
    ).toBe(true);
    expect(read.slice(1).map(({ cells }) => cells.map((each) => each?.text))).toEqual([
      ["198105102018092901", "'=1+1"],
      ["000", "'-", "é<&>"],
    ]);
  });
});
