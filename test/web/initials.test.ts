import { expect, test } from "vitest";
import { initialsOf } from "../../web/src/app/initials.ts";

test.each([
  ["Wulan Kartikasari", "WK"],
  ["Ns. Wulan Kartikasari, S.Kep.", "WK"],
  ["H. Surya Atmaja", "SA"],
  ["Sukarno", "S"],
  ["siti nur aminah", "SN"],
  ["dr.", "D"],
  ["", ""],
  ["👩🏽‍🌾 Ratna", "👩R"],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
