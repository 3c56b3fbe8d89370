import * as fc from "fast-check";
import { expect, test } from "vitest";
import { calendarFile } from "#shared/reminders/calendar-file.ts";
import { at } from "../support/cycles.ts";

const context = {
  language: "id" as const,
  link: "https://kinerja.contoh.go.id/",
  now: at("2027-01-04T01:00:00Z"),
};
const deadline = {
  uid: "cyc_1.evl_1.report@kinerja",
  deadlineVersion: 2,
  title: { id: "Semester II 2026", en: "Semester II 2026" },
  closesAt: at("2027-01-15T17:00:00Z"),
};

test("a deadline is an event that ends with it; an extension replaces the earlier entry", () => {
  expect(calendarFile([deadline], context).split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Kinerja//ID",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    "UID:cyc_1.evl_1.report@kinerja",
    "SEQUENCE:1",
    "DTSTAMP:20270104T010000Z",
    "DTSTART:20270115T163000Z",
    "DTEND:20270115T170000Z",
    "SUMMARY:Batas waktu: Semester II 2026",
    "URL:https://kinerja.contoh.go.id/",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

test("no title can add a line, and no line is longer than 75 octets", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      const file = calendarFile([{ ...deadline, title: { id: title, en: title } }], context);
      const lines = file.split("\r\n");
      expect(lines.every((line) => new TextEncoder().encode(line).length <= 75 && !/[\r\n]/.test(line))).toBe(
        true,
      );
      expect(lines.filter((line) => line.startsWith("BEGIN:VEVENT"))).toHaveLength(1);
      expect(lines.filter((line) => /^[A-Z]+[:;]/.test(line))).toHaveLength(15);
    }),
  );
});
