import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Part } from "#shared/cycles/part.ts";
import { expectedParts, reconcileParts } from "#shared/cycles/parts.ts";
import type { Assignment } from "#shared/people/model.ts";
import type { Person } from "#shared/people/person.ts";
import { newId } from "#shared/platform/ids.ts";
import { aCycle } from "../support/cycles.ts";

const cycle = aCycle({ preset: "lampung-pns", period: { kind: "annual", year: 2026, index: 1 } });
const evaluations = cycle.evaluations.map(({ id }) => id);
const [firstQuarter, secondQuarter, , lastQuarter] = cycle.evaluations;
const units = [newId("unit", 1), newId("unit", 2), newId("unit", 3)] as const;
const chiefs = [newId("employee", 1), newId("employee", 2), newId("employee", 3)] as const;
const employee = newId("employee", 9);
const at = "2026-06-01T00:00:00.000Z";
const lastDay = "2026-12-31";

/** In place `n`: a unit with its chief. */
function assignment(n: 0 | 1 | 2, from: string, to?: string): Assignment {
  const common = { employee, role: "definitif" as const, position: { title: "Analis" }, from };
  const place = { unit: units[n], appraiser: { kind: "employee" as const, id: chiefs[n] } };
  return { id: newId("assignment", 1), ...common, ...place, ...(to === undefined ? {} : { to }) };
}

function person(assignments: readonly Assignment[], fields: Partial<Person> = {}): Person {
  return {
    id: employee,
    nip: "198001012005011001",
    name: "Siti Aminah",
    kind: "PNS",
    standing: "active",
    assignments: [...assignments],
    exclusions: [],
    indexedOn: "2026-01-01",
    ...fields,
  };
}

/** The parts as they are after a look at the person. */
function synced(parts: readonly Part[], who: Person, day = lastDay): Part[] {
  const { created, changed } = reconcileParts(parts, expectedParts(who, cycle, day), who, cycle, at);
  const next = new Map(changed.map(({ current, next: then }) => [current.number, then]));
  return [...parts.map((part) => next.get(part.number) ?? part), ...created];
}

const open = (parts: readonly Part[]) => parts.filter(({ closedAt }) => closedAt === undefined);
const places = (parts: readonly Part[]) =>
  open(parts).map(({ from, to, unit }) => [from, to, units.indexOf(unit as (typeof units)[number])]);

/** The part with something written: its plan approved and its first evaluation begun. */
function written(part: Part): Part {
  const [first] = Object.keys(part.evaluations) as (typeof evaluations)[number][];
  return {
    ...part,
    plan: { ...part.plan, state: "approved", approvedVersion: 1 },
    evaluations: {
      ...part.evaluations,
      ...(first === undefined ? {} : { [first]: { state: "reported", since: at, version: 0 } }),
    },
  };
}

describe("a person's parts", () => {
  test("are one for who stays, with every evaluation", () => {
    const [part, ...others] = synced([], person([assignment(0, "2024-01-01")]));
    expect(others).toEqual([]);
    expect(part).toMatchObject({ number: 1, from: "2026-01-01", to: lastDay, unit: units[0] });
    expect(Object.keys(part?.evaluations ?? {})).toEqual(evaluations);
  });

  test("are two after a transfer: the first ends the day before, keeps what was written, and loses only what is the next one's", () => {
    const before = synced([], person([assignment(0, "2024-01-01")])).map(written);
    const moved = person([assignment(0, "2024-01-01", "2026-04-30"), assignment(1, "2026-05-01")]);
    expect(synced(before, moved, "2026-04-30")).toEqual(before);
    const parts = synced(before, moved, "2026-05-01");
    expect(places(parts)).toEqual([
      ["2026-01-01", "2026-04-30", 0],
      ["2026-05-01", lastDay, 1],
    ]);
    const [first, second] = parts;
    expect(first?.plan).toMatchObject({ state: "approved", approvedVersion: 1 });
    expect(first?.evaluations[firstQuarter?.id ?? newId("evaluation", 0)]?.state).toBe("reported");
    // The second quarter is worked in both places; the last one only in the second.
    expect(Object.keys(first?.evaluations ?? {})).toContain(secondQuarter?.id);
    expect(Object.keys(first?.evaluations ?? {})).not.toContain(lastQuarter?.id);
    expect(Object.keys(second?.evaluations ?? {})).not.toContain(firstQuarter?.id);
    expect(Object.keys(second?.evaluations ?? {})).toContain(lastQuarter?.id);
  });

  test("keep an evaluation that was begun although it is now another part's", () => {
    const [part] = synced([], person([assignment(0, "2024-01-01")]));
    if (part === undefined || lastQuarter === undefined) throw new Error("no part");
    const begun: Part = {
      ...part,
      evaluations: { ...part.evaluations, [lastQuarter.id]: { state: "drafted", since: at, version: 0 } },
    };
    const moved = person([assignment(0, "2024-01-01", "2026-04-30"), assignment(1, "2026-05-01")]);
    expect(synced([begun], moved)[0]?.evaluations[lastQuarter.id]?.state).toBe("drafted");
  });

  test("follow a wrong appraiser, a new name and a new post in place", () => {
    const before = synced([], person([assignment(0, "2024-01-01")])).map(written);
    const corrected = person([assignment(1, "2024-01-01")], { name: "Siti Rahma", titleAfter: "S.E." });
    const [part, ...others] = synced(before, corrected);
    expect(others).toEqual([]);
    expect(part).toMatchObject({ number: 1, name: "Siti Rahma, S.E.", appraiser: { id: chiefs[1] } });
    expect(part?.plan.approvedVersion).toBe(1);
  });

  test("go back to one when a transfer is called off, and to the same two when it comes after all", () => {
    const stays = person([assignment(0, "2024-01-01")]);
    const moves = person([assignment(0, "2024-01-01", "2026-06-30"), assignment(1, "2026-07-01")]);
    const twice = synced(synced([], stays), moves).map(written);
    const back = synced(twice, stays);
    expect(places(back)).toEqual([["2026-01-01", lastDay, 0]]);
    expect(back).toHaveLength(2);
    const again = synced(back, moves);
    expect(places(again)).toEqual(places(twice));
    expect(again.map(({ plan }) => plan.approvedVersion)).toEqual([1, 1]);
  });

  test("are closed when the person is gone, with all that was written", () => {
    const before = synced([], person([assignment(0, "2024-01-01")])).map(written);
    const { created, changed } = reconcileParts(before, [], undefined, cycle, at);
    expect(created).toEqual([]);
    expect(changed.map(({ next }) => next)).toEqual(before.map((part) => ({ ...part, closedAt: at })));
  });

  test("carry an exclusion with reason, rule and dates, and lose it again", () => {
    const stays = [assignment(0, "2024-01-01")];
    const leave = { reason: "unpaid-leave" as const, rule: "SK 1/2026", from: "2025-06-01" };
    const before = synced([], person(stays));
    const away = synced(before, person(stays, { exclusions: [leave] }));
    expect(away).toMatchObject([{ number: 1, exclusion: { reason: "unpaid-leave", rule: "SK 1/2026" } }]);
    expect(synced(away, person(stays))).toEqual(before.map((part) => ({ ...part, exclusion: undefined })));
  });
});

const day = fc.integer({ min: 0, max: 364 }).map((n) => {
  const date = new Date(Date.UTC(2026, 0, 1 + n));
  return date.toISOString().slice(0, 10);
});
const place = fc.constantFrom<0 | 1 | 2>(0, 1, 2);

/** A career through the year: where the person began, and moves on distinct days. */
const career = fc
  .tuple(place, fc.uniqueArray(fc.record({ day, place }), { maxLength: 4, selector: (move) => move.day }))
  .map(([begin, moves]) => {
    const ordered = [...moves].sort((a, b) => (a.day < b.day ? -1 : 1));
    return person([
      assignment(begin, "2024-01-01"),
      ...ordered.map((move) => assignment(move.place, move.day)),
    ]);
  });

describe("whatever the moves, corrections and their order", () => {
  test("open parts are exactly the expected stretches, numbers are new ones, looking twice changes nothing, and nothing written is lost", () => {
    fc.assert(
      fc.property(fc.array(career, { minLength: 1, maxLength: 5 }), (looks) => {
        let parts: Part[] = [];
        for (const who of looks) {
          const earlier = parts.map(written);
          parts = synced(earlier, who);
          const wanted = expectedParts(who, cycle, lastDay).map(({ from, to }) => `${from} ${to}`);
          expect(
            open(parts)
              .map(({ from, to }) => `${from} ${to}`)
              .sort(),
          ).toEqual([...wanted].sort());
          expect(new Set(parts.map(({ number }) => number)).size).toBe(parts.length);
          expect(synced(parts, who)).toEqual(parts);
          for (const part of earlier) {
            const now = parts.find(({ number }) => number === part.number);
            expect(now?.plan).toEqual(part.plan);
            for (const [id, evaluation] of Object.entries(part.evaluations))
              if (evaluation.state !== "not-started")
                expect(now?.evaluations[id as keyof Part["evaluations"]]).toEqual(evaluation);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
