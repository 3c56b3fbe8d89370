import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNip, hasLostDigits, normaliseNip } from "#shared/people/nip.ts";
import { maskNip } from "#shared/people/wording.ts";

describe("a NIP", () => {
  it.each([
    ["198105102018092901", "PNS", { birthDate: "1981-05-10", start: "2018-09", sex: "female" }],
    ["198105102018091901", "CPNS", { birthDate: "1981-05-10", start: "2018-09", sex: "male" }],
    ["198105102021212901", "PPPK", { birthDate: "1981-05-10", start: "2021", sex: "female" }],
    ["198105102021212901", "PPPK_PARUH_WAKTU", { birthDate: "1981-05-10", start: "2021", sex: "female" }],
    ["199602292020121001", "PNS", { birthDate: "1996-02-29", start: "2020-12", sex: "male" }],
    ["198105102021212901", "PNS", "nip.start-month"],
    ["198105102018002901", "CPNS", "nip.start-month"],
    ["198202312004052901", "PNS", "nip.birth-date"],
    ["199702292020121001", "PNS", "nip.birth-date"],
    ["188105102018092901", "PNS", "nip.birth-date"],
    ["198105102018093901", "PNS", "nip.sex"],
    ["19810510201809290", "PNS", "nip.length"],
    ["1981051020180929011", "PNS", "nip.length"],
    ["19810510201809290O", "PNS", "nip.characters"],
    ["198105102018092000", "PNS", "nip.digits-lost"],
    ["", "PNS", "nip.missing"],
  ] as const)("%s of a %s", (digits, kind, expected) => {
    expect(checkNip(digits, kind)).toEqual(expected);
  });

  it("of unknown kind may have the layout of either", () => {
    expect(checkNip("198105102021212901")).toMatchObject({ start: "2021" });
    expect(checkNip("198105102018092901")).toMatchObject({ start: "2018-09" });
  });

  it.each([
    "'198105102018092901",
    "19810510 201809 2 901",
    "19810510\u00a0201809\u00a02\u00a0901",
    "1981.0510.2018.0929.01",
    "１９８１０５１０２０１８０９２９０１",
    "\u200b198105102018092901\ufeff",
    "19810510–201809–2–901",
    "`198105102018092901",
  ])("is recognised in disguise: %s", (text) => {
    expect(normaliseNip(text)).toBe("198105102018092901");
  });

  it("keeps letters when normalised, so that they are refused and not dropped", () => {
    expect(normaliseNip("19810510201809290A")).toBe("19810510201809290A");
  });

  it.each([
    ["198105102018092900", true, true],
    ["198105102018092901", true, true],
    ["198105102018092901", false, false],
    ["198105102018092000", false, true],
    ["1,98105E+17", false, true],
    ["1.98105102018093E+17", true, true],
    ["1.98E17", false, true],
    ["19810510201809", true, false],
  ])("%s (a number: %s) has lost digits: %s", (text, isNumber, lost) => {
    expect(hasLostDigits(text, isNumber)).toBe(lost);
  });

  it("that a spreadsheet rounded to 15 digits or to a double is always noticed", () => {
    const nip = fc.tuple(fc.integer({ min: 1950, max: 2005 }), fc.integer({ min: 0, max: 10 ** 14 - 1 }));
    fc.assert(
      fc.property(nip, ([year, rest]) => {
        const digits = `${year}${String(rest).padStart(14, "0")}`;
        expect(hasLostDigits(String(BigInt(Number(digits))), true)).toBe(true);
        expect(hasLostDigits(`${digits.slice(0, 15)}000`, false)).toBe(true);
        expect(hasLostDigits(Number(digits).toExponential(5).replace(".", ","), false)).toBe(true);
      }),
    );
  });

  it("shows its year and last three digits when masked, and never day, month or sex", () => {
    expect(maskNip("198105102018092901")).toBe("1981•••••••••••901");
    expect(maskNip("1981")).toBe("••••");
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}$/), (digits) => {
        expect(maskNip(digits)).toHaveLength(digits.length);
        expect((maskNip(digits).match(/\d/g) ?? []).length).toBeLessThanOrEqual(7);
      }),
    );
  });
});
