import { expect, test } from "vitest";
import { type Cycle, cycleAtHand, cycleMeant } from "../../web/src/data/cycle-at-hand.ts";

const cycle = (id: string, state: Cycle["state"], from: string) =>
  ({ id, state, period: { from, to: from } }) as Cycle;
const next = cycle("next", "planned", "2027-07-01");
const later = cycle("later", "open", "2027-01-01");
const earlier = cycle("earlier", "open", "2026-07-01");
const past = cycle("past", "closed", "2026-01-01");
const void_ = cycle("void", "cancelled", "2028-01-01");

test.each([
  [
    "of those that run the one that began first: its deadlines are the nearest",
    [next, later, earlier, past],
    "earlier",
  ],
  [
    "one that is just being opened counts as running",
    [cycle("opening", "scoping", "2027-07-01"), past],
    "opening",
  ],
  ["the newest where none runs", [next, past], "next"],
  ["no cancelled one while there is another", [void_, past], "past"],
  ["a cancelled one where there is nothing else", [void_], "void"],
  ["none where there is none", [], undefined],
])("%s", (_, cycles, id) => {
  expect(cycleAtHand(cycles)?.id).toBe(id);
});

test("an address may name another one, and one that is not there means none in particular", () => {
  const meant = (search: string) => cycleMeant([next, later, earlier], new URLSearchParams(search))?.id;
  expect(meant("siklus=later")).toBe("later");
  expect(meant("siklus=gone")).toBe("earlier");
  expect(meant("")).toBe("earlier");
});
