import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Temporal } from "#shared/platform/clock.ts";
import { dayInWords, instantInWords, timeInWords } from "#shared/platform/date-words.ts";
import type { Language } from "#shared/platform/text.ts";
import {
  dateOf,
  dayOf,
  daysAway,
  momentOf,
  numberOf,
  percentOf,
  type Reader,
  secondOf,
  shortDate,
  shortDay,
  timeOf,
  wallMomentOf,
} from "../../web/src/i18n/format.ts";
import { dayAt, wallClockAt } from "../../web/src/ui/wall-clock.ts";

const zones = [
  "Asia/Jakarta",
  "Asia/Pontianak",
  "Asia/Makassar",
  "Asia/Ujung_Pandang",
  "Asia/Jayapura",
  "Europe/Amsterdam",
  "America/St_Johns",
];
const readers = fc.record({
  language: fc.constantFrom<Language>("id", "en"),
  zone: fc.constantFrom(...zones),
});
const instants = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));

describe("dates", () => {
  test("are said as mails say them, in every zone, at every instant", () => {
    fc.assert(
      fc.property(instants, readers, (instant, reader) => {
        const local = instant.toZonedDateTimeISO(reader.zone);
        const iso = instant.toString();
        expect(momentOf(iso, reader)).toBe(instantInWords(instant, reader.zone, reader.language));
        expect(dayOf(iso, reader)).toBe(dayInWords(local.toPlainDate(), reader.language));
        expect(timeOf(iso, reader)).toBe(timeInWords(local.toPlainTime(), reader.language));
      }),
    );
  });

  test("without a time are the same day wherever one reads them", () => {
    expect(dateOf("2027-01-15", "id")).toBe("Jumat, 15 Januari 2027");
    expect(dateOf("2027-01-15", "en")).toBe("Friday, 15 January 2027");
  });

  test("are short where there is little room", () => {
    expect(shortDate("2027-08-05", "id")).toBe("5 Agu");
    expect(shortDate("2026-12-31", "en")).toBe("31 Dec");
    expect(shortDay("2027-01-15", "id")).toBe("Jum, 15 Jan");
    expect(shortDay("2027-01-17", "en")).toBe("Sun 17 Jan");
  });

  const inZone = (zone: string): Reader => ({ language: "id", zone });
  test.each([
    ["2027-01-15T16:59:59Z", "Asia/Jakarta", "hari ini"],
    ["2027-01-15T17:00:00Z", "Asia/Jakarta", "besok"],
    ["2027-01-15T16:00:00Z", "Asia/Makassar", "besok"],
    ["2027-01-22T10:00:00Z", "Asia/Jakarta", "7 hari lagi"],
    ["2027-01-14T10:00:00Z", "Asia/Jakarta", "kemarin"],
    ["2027-01-12T10:00:00Z", "Asia/Jakarta", "3 hari yang lalu"],
  ])("%s, read in %s on the morning of the 15th, is %s", (instant, zone, words) => {
    expect(daysAway(instant, "2027-01-15T01:00:00Z", inZone(zone))).toBe(words);
  });

  test("from now on are counted in the reader's language", () => {
    const english: Reader = { language: "en", zone: "Asia/Jakarta" };
    expect(daysAway("2027-01-22T10:00:00Z", "2027-01-15T01:00:00Z", english)).toBe("in 7 days");
    expect(daysAway("2027-01-16T10:00:00Z", "2027-01-15T01:00:00Z", english)).toBe("tomorrow");
    expect(daysAway("2027-01-13T10:00:00Z", "2027-01-15T01:00:00Z", english)).toBe("2 days ago");
  });
});

describe("numbers", () => {
  test("have the signs of the reader's language", () => {
    expect(numberOf(1234.5, "id")).toBe("1.234,5");
    expect(numberOf(1234.5, "en")).toBe("1,234.5");
    expect(numberOf(99.875, "id", 1)).toBe("99,9");
    expect(numberOf(-1234567, "id")).toBe("-1.234.567");
    expect(numberOf(1000, "en")).toBe("1,000");
    expect(numberOf(999, "en")).toBe("999");
  });

  test("a share is never called whole that is not", () => {
    expect(percentOf(0.999, "id")).toBe("99 %");
    expect(percentOf(1, "id")).toBe("100 %");
    expect(percentOf(0.714, "en")).toBe("71%");
  });
});

describe("wall-clock times of a cycle", () => {
  const reader = { language: "id", zone: "Asia/Makassar" } as const;

  test("are said as they stand, with the zone they are meant in", () => {
    expect(wallMomentOf("2027-01-15T23:59", reader)).toBe("Jumat, 15 Januari 2027 pukul 23.59 WITA");
    expect(wallMomentOf("2027-01-15T23:59", { language: "en", zone: "Asia/Bangkok" })).toBe(
      "Friday, 15 January 2027 at 23:59 UTC+07:00",
    );
  });

  test("compare with what the clocks of the zone show", () => {
    expect(wallClockAt("2027-01-15T15:59:30.000Z", "Asia/Makassar")).toBe("2027-01-15T23:59");
    expect(wallClockAt("2027-01-15T16:00:00.000Z", "Asia/Makassar")).toBe("2027-01-16T00:00");
    expect(dayAt("2027-01-15T15:00:00.000Z", "Asia/Jayapura")).toBe("2027-01-16");
    expect(dayAt("2027-01-15T14:59:59.999Z", "Asia/Jayapura")).toBe("2027-01-15");
  });
});

test("what is counted live is said to the second", () => {
  expect(secondOf("2027-01-08T00:50:12.900Z", { language: "id", zone: "Asia/Jakarta" })).toBe("07.50.12");
  expect(secondOf("2027-01-08T00:50:02.000Z", { language: "en", zone: "Asia/Jakarta" })).toBe("07:50:02");
});
