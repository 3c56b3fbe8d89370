import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withMove } from "#functions/people/assignments.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { isSuperseded, type Part } from "#shared/cycles/part.ts";
import { expectedParts, type PartChanges, reconcileParts } from "#shared/cycles/parts.ts";
import type { Assignment } from "#shared/people/model.ts";
import type { Person } from "#shared/people/person.ts";
import { covers, dayAfter } from "#shared/people/rules.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { aCycle } from "#test/support/cycles.ts";

const units = [1, 2, 3].map((n) => newId("unit", n));
const bosses = [1, 2, 3].map((n) => newId("employee", n));
const employee = newId("employee", 9);
const semester = aCycle();
const year = aCycle({ preset: "lampung-pns", period: { kind: "annual", year: 2026, index: 1 } });

const dayOf = (n: number) => Temporal.PlainDate.from("2026-06-20").add({ days: n }).toString();

function somebody(from = "2024-01-01"): Person {
  const assignment: Assignment = {
    id: "first" as Assignment["id"],
    employee,
    position: { title: "Analis" },
    unit: units[0] as Id<"unit">,
    appraiser: { kind: "employee", id: bosses[0] as Id<"employee"> },
    role: "definitif",
    from,
  };
  return {
    id: employee,
    nip: "198001012005011001",
    name: "Siti Aminah",
    kind: "PNS",
    standing: "active",
    assignments: [assignment],
    exclusions: [],
    indexedOn: from,
  };
}

function applied(parts: readonly Part[], { created, changed }: PartChanges): Part[] {
  const next = new Map(changed.map((change) => [change.current, change.next]));
  return [...parts.map((part) => next.get(part) ?? part), ...created];
}

function brought(parts: readonly Part[], person: Person | undefined, cycle: Cycle, day: string): Part[] {
  const expected = person === undefined ? [] : expectedParts(person, cycle, day);
  return applied(parts, reconcileParts(parts, expected, person, cycle, `${day}T00:00:00.000Z`));
}

const brief = (parts: readonly Part[]) =>
  parts.map(({ number, from, to, appraiser, closedAt }) => [
    number,
    `${from}…${to}`,
    bosses.indexOf(appraiser?.id as Id<"employee">),
    closedAt === undefined ? "open" : "closed",
  ]);

function moved(person: Person, from: string, to: string | undefined, at: number, name: string): Person {
  const template = person.assignments[0] as Assignment;
  const move: Assignment = {
    ...template,
    id: name as Assignment["id"],
    unit: units[at] as Id<"unit">,
    appraiser: { kind: "employee", id: bosses[at] as Id<"employee"> },
    from,
  };
  const { to: _to, ...open } = move;
  const whole = to === undefined ? open : { ...open, to };
  const resumedId = (nth: number) => `${name}-${nth}` as Assignment["id"];
  return { ...person, assignments: withMove(person.assignments, whole, resumedId) };
}

describe("a person's parts follow where the person is", () => {
  const opened = brought([], somebody(), semester, "2026-07-01");

  test("one part for who does not move", () => {
    expect(brief(opened)).toEqual([[1, "2026-07-01…2026-12-31", 0, "open"]]);
  });

  test("a move closes its part the day before and opens the next, on its own day", () => {
    const person = moved(somebody(), "2026-10-01", undefined, 1, "m");
    const before = brought(opened, person, semester, "2026-09-15");
    expect(brief(before)).toEqual([[1, "2026-07-01…2026-12-31", 0, "open"]]);
    expect(brief(brought(before, person, semester, "2026-10-01"))).toEqual([
      [1, "2026-07-01…2026-09-30", 0, "closed"],
      [2, "2026-10-01…2026-12-31", 1, "open"],
    ]);
  });

  test("a Plt with an end gives three parts, also where nobody looked until it was over", () => {
    const person = moved(somebody(), "2026-09-01", "2026-10-15", 1, "plt");
    expect(brief(brought(opened, person, semester, "2026-11-01"))).toEqual([
      [1, "2026-07-01…2026-08-31", 0, "closed"],
      [2, "2026-09-01…2026-10-15", 1, "closed"],
      [3, "2026-10-16…2026-12-31", 0, "open"],
    ]);
  });

  test("who leads a unit leads it in the part, from the day on which that is known", () => {
    const unit = units[0] as Id<"unit">;
    const person = somebody();
    const leader = { ...person, assignments: person.assignments.map((one) => ({ ...one, heads: unit })) };
    expect(brought([], leader, semester, "2026-07-01")).toMatchObject([{ number: 1, headsUnit: unit }]);
    const followed = brought(opened, leader, semester, "2026-09-15");
    expect(followed).toMatchObject([{ number: 1, headsUnit: unit }]);
    const again = brought(followed, person, semester, "2026-09-16");
    expect(again.map(({ headsUnit }) => headsUnit)).toEqual([undefined]);
  });

  test("a wrong appraiser is corrected in place, on a closed part too", () => {
    const person = moved(somebody(), "2026-10-01", undefined, 1, "m");
    const parts = brought(opened, person, semester, "2026-10-01");
    const corrected = {
      ...person,
      assignments: person.assignments.map((one) =>
        one.id === "first"
          ? { ...one, appraiser: { kind: "employee" as const, id: bosses[2] as Id<"employee"> } }
          : one,
      ),
    };
    expect(brief(brought(parts, corrected, semester, "2026-10-05"))).toEqual([
      [1, "2026-07-01…2026-09-30", 2, "closed"],
      [2, "2026-10-01…2026-12-31", 1, "open"],
    ]);
  });

  test("a move that is told late takes its days from the part before, and gets a number of its own", () => {
    const person = moved(somebody(), "2026-10-01", undefined, 1, "m");
    const parts = brought(opened, person, semester, "2026-10-01");
    const told = moved(person, "2026-09-10", "2026-09-30", 2, "late");
    expect(brief(brought(parts, told, semester, "2026-10-20"))).toEqual([
      [1, "2026-07-01…2026-09-09", 0, "closed"],
      [2, "2026-10-01…2026-12-31", 1, "open"],
      [3, "2026-09-10…2026-09-30", 2, "closed"],
    ]);
  });

  test("a move that was taken back lets the open part go on with whoever appraises now; nothing is reopened", () => {
    const person = moved(somebody(), "2026-10-01", undefined, 1, "m");
    const parts = brought(opened, person, semester, "2026-10-01");
    expect(brief(brought(parts, somebody(), semester, "2026-10-05"))).toEqual([
      [1, "2026-07-01…2026-09-30", 0, "closed"],
      [2, "2026-10-01…2026-12-31", 0, "open"],
    ]);
  });

  test("who is excluded keeps the parts, and has them again when that is taken back", () => {
    const person = moved(somebody(), "2026-10-01", undefined, 1, "m");
    const parts = brought(opened, person, semester, "2026-10-01");
    const leave = { reason: "unpaid-leave" as const, rule: "SK 1", from: "2026-07-01", to: "2026-12-31" };
    const excluded = brought(parts, { ...person, exclusions: [leave] }, semester, "2026-10-05");
    expect(excluded.map(({ exclusion }) => exclusion?.reason)).toEqual(["unpaid-leave", "unpaid-leave"]);
    expect(brought(excluded, person, semester, "2026-10-06")).toEqual(parts);
  });

  test("a quarter that no longer falls into a part is taken off it unless somebody has begun it", () => {
    const whole = brought([], somebody(), year, "2026-01-05");
    const [part] = whole;
    const [q1, , , q4] = year.evaluations.map(({ id }) => id);
    if (part === undefined || q1 === undefined || q4 === undefined) expect.fail("no quarters");
    const begun = {
      ...part,
      evaluations: { ...part.evaluations, [q1]: { state: "reported" as const, since: "x", version: 0 } },
    };
    const person = moved(somebody(), "2026-04-01", undefined, 1, "m");
    const [first, second] = brought([begun], person, year, "2026-04-01");
    expect(first?.evaluations[q1]).toMatchObject({ state: "reported", since: "x" });
    expect([q4 in (first?.evaluations ?? {}), q4 in (second?.evaluations ?? {})]).toEqual([false, true]);
    expect(q1 in (second?.evaluations ?? {})).toBe(false);
  });

  test("who is no longer known leaves parts that are neither listed nor counted, and keep what was written", () => {
    const written = opened.map((part) => ({ ...part, plan: { ...part.plan, state: "submitted" as const } }));
    const [gone] = brought(written, undefined, semester, "2026-09-01");
    expect(gone && isSuperseded(gone)).toBe(true);
    expect(gone?.plan).toEqual(written[0]?.plan);
  });
});

type Event =
  | { kind: "move"; from: number; length: number | undefined; at: number }
  | { kind: "correct"; nth: number; at: number }
  | { kind: "exclude" | "include" | "write" | "look" };

const nth = fc.nat(2);
const event: fc.Arbitrary<Event & { pause: number }> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("move" as const),
        from: fc.integer({ min: 0, max: 200 }),
        length: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
        at: nth,
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("correct" as const), nth: fc.nat(5), at: nth }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "exclude" as const,
          "include" as const,
          "write" as const,
          "look" as const,
          "look" as const,
        ),
      }),
    },
  )
  .chain((one: Event) => fc.nat(40).map((pause) => ({ ...one, pause })));

const leave = { reason: "study-leave" as const, rule: "SK 2", from: "2026-06-01", to: "2027-01-31" };

/** The person after an event; what somebody writes concerns the parts, not the person. */
function after(person: Person, one: Event, index: number): Person {
  switch (one.kind) {
    case "move":
      return moved(
        person,
        dayOf(one.from),
        one.length === undefined ? undefined : dayOf(one.from + one.length),
        one.at,
        `m${index}`,
      );
    case "correct": {
      const wrong = one.nth % person.assignments.length;
      const place = {
        unit: units[one.at] as Id<"unit">,
        appraiser: { kind: "employee" as const, id: bosses[one.at] as Id<"employee"> },
      };
      return {
        ...person,
        assignments: person.assignments.map((each, i) => (i === wrong ? { ...each, ...place } : each)),
      };
    }
    case "exclude":
      return { ...person, exclusions: [leave] };
    case "include":
      return { ...person, exclusions: [] };
    default:
      return person;
  }
}

type Reconcile = (parts: readonly Part[], person: Person, cycle: Cycle, day: string) => Part[];

/** Plays a history and says what is wrong after any of its steps. */
function faultsOf(events: readonly (Event & { pause: number })[], cycle: Cycle, bring: Reconcile): string[] {
  const faults: string[] = [];
  let person = somebody();
  let today = 11;
  let parts = bring([], person, cycle, dayOf(today));
  for (const [index, one] of events.entries()) {
    today += one.pause;
    person = after(person, one, index);
    if (one.kind === "write")
      parts = parts.map((part) => (part.closedAt === undefined ? written(part, index) : part));
    const before = parts;
    parts = bring(before, person, cycle, dayOf(today));
    faults.push(...faultsBetween(before, parts), ...faultsOfDays(parts, person, cycle, dayOf(today)));
    if (JSON.stringify(bring(parts, person, cycle, dayOf(today))) !== JSON.stringify(parts))
      faults.push("looking twice changes");
  }
  return faults;
}

function written(part: Part, index: number): Part {
  const [evaluation] = Object.keys(part.evaluations) as Id<"evaluation">[];
  const begun = evaluation && {
    [evaluation]: { state: "reported" as const, since: `w${index}`, version: 0 },
  };
  return {
    ...part,
    plan: { ...part.plan, state: "submitted", submittedVersion: index + 1 },
    evaluations: { ...part.evaluations, ...begun },
  };
}

function faultsBetween(before: readonly Part[], now: readonly Part[]): string[] {
  const highest = Math.max(0, ...before.map(({ number }) => number));
  const known = new Map(before.map((part) => [part.number, part]));
  return [
    ...(new Set(now.map(({ number }) => number)).size === now.length ? [] : ["a number twice"]),
    ...now.flatMap((part) => {
      const former = known.get(part.number);
      if (former === undefined) return part.number > highest ? [] : ["a number used again"];
      const begun = Object.entries(former.evaluations).filter(([, { state }]) => state !== "not-started");
      return [
        ...(former.closedAt !== undefined && part.closedAt !== former.closedAt
          ? ["a closed part reopened"]
          : []),
        ...(JSON.stringify(part.plan) === JSON.stringify(former.plan) ? [] : ["a plan changed"]),
        ...begun.flatMap(([id, value]) =>
          JSON.stringify(part.evaluations[id as Id<"evaluation">]) === JSON.stringify(value)
            ? []
            : ["a report lost"],
        ),
      ];
    }),
    ...before.flatMap((part) => (now.some(({ number }) => number === part.number) ? [] : ["a part gone"])),
  ];
}

/** Every day of a cycle, in order; counted once, since Temporal is slow. */
function daysIn({ period: { from, to } }: Cycle): readonly string[] {
  const known = dayLists.get(from + to) ?? [from];
  for (let day = dayAfter(known.at(-1) ?? from); day <= to; day = dayAfter(day)) known.push(day);
  dayLists.set(from + to, known);
  return known;
}

const dayLists = new Map<string, string[]>();

function faultsOfDays(parts: readonly Part[], person: Person, cycle: Cycle, today: string): string[] {
  const living = parts.filter((part) => !isSuperseded(part)).sort((a, b) => (a.from < b.from ? -1 : 1));
  const expected = expectedParts(person, cycle, today);
  if (expected.some(({ exclusion }) => exclusion !== undefined)) {
    return living.every(({ exclusion }) => exclusion !== undefined) ? [] : ["somebody excluded is asked"];
  }
  if (expected.length === 0) return [];
  const faults: string[] = [];
  for (const day of daysIn(cycle)) {
    const wanted = expected.find((stretch) => covers(stretch, day));
    const found = living.filter((part) => covers(part, day));
    if (found.length !== (wanted === undefined ? 0 : 1)) faults.push(`${day}: ${found.length} parts`);
    if (wanted !== undefined && found[0]?.unit !== wanted.assignment.unit)
      faults.push(`${day}: another unit`);
    if (wanted !== undefined && found[0]?.appraiser?.id !== wanted.assignment.appraiser?.id)
      faults.push(`${day}: another appraiser`);
  }
  if (living.slice(0, -1).some(({ closedAt }) => closedAt === undefined))
    faults.push("a part before the last is open");
  for (const part of living) {
    const due = cycle.evaluations.filter(({ period }) => period.from <= part.to && part.from <= period.to);
    const missing = due.filter(
      ({ id, onlyFor }) =>
        !(id in part.evaluations) && (onlyFor === undefined || onlyFor.includes(person.kind)),
    );
    if (missing.length > 0 && part.exclusion === undefined) faults.push("an evaluation is missing");
  }
  return faults;
}

describe("over any history of moves, corrections, exclusions and writing", () => {
  test.each([
    ["a semester", semester],
    ["a year with quarters", year],
  ])(
    "parts of %s cover exactly the days, no number comes twice, nothing closed opens, nothing written is lost",
    (_, cycle) => {
      fc.assert(
        fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (events) => {
          expect(faultsOf(events, cycle, brought)).toEqual([]);
        }),
        { numRuns: 300 },
      );
    },
  );

  test("a reconciliation that forgets what is closed would be noticed", () => {
    const forgetful: Reconcile = (parts, person, cycle, day) =>
      brought(
        parts.map(({ closedAt: _closedAt, ...part }) => part),
        person,
        cycle,
        day,
      );
    const failure = fc.check(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        (events) => faultsOf(events, semester, forgetful).length === 0,
      ),
      { numRuns: 1000 },
    );
    expect(failure.failed).toBe(true);
  });
});
