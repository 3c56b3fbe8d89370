import { expect, test } from "vitest";
import { timeLeft } from "../../../web/src/ui/time-left.ts";

const closing = "2027-01-15T16:59:00Z";
const left = (now: string, zone = "Asia/Jakarta") => {
  const { unit, count } = timeLeft(closing, now, zone);
  return `${count} ${unit}`;
};

test("days are counted by the calendar, not by 24 hours", () => {
  expect(left("2027-01-08T00:50:00Z")).toBe("7 days");
  // Late on Thursday in Jakarta.
  expect(left("2027-01-14T16:30:00Z")).toBe("1 days");
});

test("on the last day hours are counted, in the last hour minutes, never rounded up", () => {
  expect(left("2027-01-14T17:00:00Z")).toBe("23 hours");
  expect(left("2027-01-15T15:59:00Z")).toBe("1 hours");
  expect(left("2027-01-15T16:00:01Z")).toBe("58 minutes");
  expect(left("2027-01-15T16:58:59Z")).toBe("0 minutes");
});

test("it is over at the very moment", () => {
  expect(left(closing)).toBe("0 over");
  expect(left("2027-02-01T00:00:00Z")).toBe("0 over");
});

test("the calendar is that of the place", () => {
  // In Jayapura it is Saturday already when it closes: one day away, while in Jakarta it is the last day.
  expect(left("2027-01-15T10:00:00Z", "Asia/Jayapura")).toBe("1 days");
  expect(left("2027-01-15T10:00:00Z")).toBe("6 hours");
});
