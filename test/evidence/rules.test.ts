import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fileLimits,
  fileTypes,
  hasArrived,
  limitReached,
  safeFileName,
  standingFiles,
  tellingBytes,
  typeOfBytes,
} from "#shared/evidence/rules.ts";

const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 120 })
  .map((points) => String.fromCodePoint(...points));
const bytes = (text: string) => Buffer.from(text, "latin1");

describe("what a file is", () => {
  test.each([
    ["\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"],
    ["\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"],
    ["RIFF\x24\x10\x00\x00WEBPVP8 ", "image/webp"],
    ["%PDF-1.7\n%\xe2\xe3", "application/pdf"],
  ])("%j is told by its first bytes: %s", (start, type) => {
    expect(typeOfBytes(bytes(start).subarray(0, tellingBytes))).toBe(type);
  });

  test.each([
    ["nothing", ""],
    ["a web page", "<!DOCTYPE html><script>"],
    ["a drawing that may hold scripts", "<svg xmlns="],
    ["an archive, as documents of office programs are", "PK\x03\x04\x14\x00"],
    ["a program", "MZ\x90\x00\x03\x00"],
    ["a sound in the same wrapping as WebP", "RIFF\x24\x10\x00\x00WAVEfmt "],
    ["a PDF that begins later", "\n%PDF-1.7"],
    ["the beginning of a beginning", "\xff\xd8"],
  ])("%s is none of them", (_, start) => {
    expect(typeOfBytes(bytes(start))).toBeUndefined();
  });
});

describe("how many there may be", () => {
  const now = Date.parse("2027-01-05T02:00:00.000Z");
  const file = (n: number, result: string, over: object = {}) => ({
    id: `fil_${n}`,
    result,
    state: "kept" as const,
    since: "2027-01-05T01:00:00.000Z",
    ...over,
  });
  const many = (count: number, result: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => file(n, result(n)));

  test("ten for a result, forty for an evaluation", () => {
    expect(fileLimits).toMatchObject({ perResult: 10, perEvaluation: 40 });
    expect(
      limitReached(
        many(9, () => "a"),
        { result: "a" },
      ),
    ).toBeUndefined();
    expect(
      limitReached(
        many(10, () => "a"),
        { result: "a" },
      ),
    ).toBe(10);
    expect(
      limitReached(
        many(10, () => "a"),
        { result: "b" },
      ),
    ).toBeUndefined();
    expect(
      limitReached(
        many(39, (n) => `r${n}`),
        { result: "new" },
      ),
    ).toBeUndefined();
    expect(
      limitReached(
        many(40, (n) => `r${n}`),
        { result: "new" },
      ),
    ).toBe(40);
  });

  test("an upload that never came counts for a day, one that is kept always", () => {
    const awaited = { state: "awaited" as const };
    const files = [
      file(1, "a", { ...awaited, since: "2027-01-04T02:00:00.001Z" }),
      file(2, "a", { ...awaited, since: "2027-01-04T02:00:00.000Z" }),
      file(3, "a", { since: "2026-07-01T00:00:00.000Z" }),
    ];
    expect(standingFiles(files, now).map(({ id }) => id)).toEqual(["fil_1", "fil_3"]);
  });
});

describe("the name under which a file is saved", () => {
  test.each([
    ["Rapat koordinasi (3).JPG", "image/jpeg", "Rapat-koordinasi-3.jpg"],
    ["tagihan.pdf.exe", "application/pdf", "tagihan-pdf.pdf"],
    ['a"; filename="b.exe', "image/png", "a-filename-b.png"],
    ["../../etc/passwd", "image/webp", "etc-passwd.webp"],
    ["\u202Egpj.exe", "image/jpeg", "gpj.jpg"],
    ["Café Ñandú.png", "image/png", "Cafe-Nandu.png"],
    ["照片.jpg", "image/jpeg", "bukti.jpg"],
    [".jpg", "image/jpeg", "bukti.jpg"],
  ] as const)("of %j is plain and has the ending of what it is", (name, type, expected) => {
    expect(safeFileName(name, type)).toBe(expected);
  });

  test("never breaks a header, whatever it was called", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...fileTypes), (name, type) => {
        expect(safeFileName(name, type)).toMatch(/^[A-Za-z0-9_-]{1,80}\.(jpg|png|webp|pdf)$/);
      }),
    );
  });
});

test("evidence names a file that has arrived, as it is, and no other", () => {
  const facts = { sha256: "a".repeat(64), size: 5, type: "image/png" };
  const kept = { id: "fil_1", result: "r", state: "kept" as const, since: "", ...facts };
  const named = { fileId: "fil_1", ...facts };
  expect(hasArrived(named, [kept])).toBe(true);
  expect(hasArrived(named, [])).toBe(false);
  expect(hasArrived(named, [{ ...kept, state: "awaited" }])).toBe(false);
  for (const other of [
    { fileId: "fil_2" },
    { sha256: "b".repeat(64) },
    { size: 6 },
    { type: "application/pdf" },
  ]) {
    expect(hasArrived({ ...named, ...other }, [kept])).toBe(false);
  }
});
