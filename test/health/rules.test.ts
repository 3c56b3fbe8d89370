import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findingCodes, type HealthNote } from "#shared/health/model.ts";
import { type HealthFacts, healthOf, unfinishedOf } from "#shared/health/rules.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { newId } from "#shared/platform/ids.ts";
import { givingUp } from "#shared/platform/queues.ts";

const now = Temporal.Instant.from("2027-01-08T00:50:00.000Z");
const ago = (time: { minutes?: number; hours?: number }) =>
  now.subtract(Temporal.Duration.from(time)).toString({ fractionalSecondDigits: 3 });
const [pauh, lain] = [newId("agency", 1), newId("agency", 2)];
const agencies = [
  { agencyId: pauh, name: "Kota Pauh", zone: "Asia/Jakarta" },
  { agencyId: lain, name: "Kabupaten Lain", zone: "Asia/Makassar" },
];
const of = (subject: string, agencyId = pauh) => ({
  agencyId,
  subject,
  source: 1,
  seenAt: ago({ hours: 100 }),
});
const tick = (fields: Partial<Extract<HealthNote, { topic: "tick" }>> = {}): HealthNote => ({
  topic: "tick",
  source: 1,
  seenAt: ago({ minutes: 5 }),
  claimed: 0,
  unfinished: [],
  ...fields,
});
const cycle = (state: string, fields: object = {}): HealthNote => ({
  ...of("cyc_1"),
  topic: "cycle",
  state,
  ...fields,
});
const recount = (fields: object = {}): HealthNote => ({
  ...of("cyc_1"),
  topic: "recount",
  at: ago({ hours: 6 }),
  caughtUp: 0,
  differing: 0,
  ...fields,
});
const walk = (fields: object = {}): HealthNote => ({
  ...of("cyc_1"),
  topic: "opening",
  inScope: 200,
  excluded: 3,
  done: false,
  ...fields,
});
const roster = (state: string, fields: object = {}): HealthNote => ({
  ...of("imp_1"),
  topic: "import",
  state,
  chunks: 40,
  done: 12,
  undone: 0,
  ...fields,
});

const health = (notes: readonly HealthNote[], facts: Partial<HealthFacts> = {}) =>
  healthOf({ notes, agencies, deadLetters: [], ...facts }, now);
const codes = (notes: readonly HealthNote[], facts: Partial<HealthFacts> = {}) =>
  health(notes, facts).findings.map(({ code }) => code);
const calm = [tick(), cycle("open"), recount()];

describe("what needs the operator", () => {
  test("is nothing while the schedule ticks, no queue gave up and the nights are proved", () => {
    const empty = givingUp.map((queue) => ({ queue, count: 0 }));
    expect(health(calm, { deadLetters: empty }).findings).toEqual([]);
  });

  const late = { seenAt: ago({ minutes: 46 }) };
  const soon = { seenAt: ago({ minutes: 45 }) };
  const unfinished = [{ agencyId: pauh, kind: "cycle.open", count: 1, since: ago({ hours: 1 }) }];
  test.each<[string, readonly HealthNote[], readonly string[]]>([
    ["a schedule that never ticked", [], ["tick-missed"]],
    ["a tick half an hour old", [tick({ seenAt: ago({ minutes: 30 }) })], []],
    ["a tick older than that", [tick({ seenAt: ago({ minutes: 31 }) })], ["tick-missed"]],
    ["work that was handed over and is due again", [tick({ unfinished })], ["work-unfinished"]],
    ["an opening that goes on", [tick(), cycle("scoping"), walk(soon), recount()], []],
    ["an opening that stands", [tick(), cycle("scoping"), walk(late), recount()], ["opening-stands"]],
    ["an opening whose walk never began", [tick(), cycle("scoping", late), recount()], ["opening-stands"]],
    ["a walk of an opening that was taken back", [tick(), cycle("planned"), walk(late)], []],
    ["an import at work", [tick(), roster("applying", soon)], []],
    ["an import that stands", [tick(), roster("applying", late)], ["import-stands"]],
    ["an import that waits for its administrator", [tick(), roster("ready", late)], []],
    ["an import that is done", [tick(), roster("applied", late)], []],
    ["counters that differ", [tick(), cycle("open"), recount({ differing: 2 })], ["tally-drift"]],
    [
      "counters that differed, of a cycle that is over",
      [tick(), cycle("closed"), recount({ differing: 2 })],
      [],
    ],
    [
      "a night without recount",
      [tick(), cycle("open"), recount({ at: ago({ hours: 37 }) })],
      ["recount-missed"],
    ],
    ["no recount at all", [tick(), cycle("open")], ["recount-missed"]],
    ["a cycle too young for a night", [tick(), cycle("open", { seenAt: ago({ hours: 30 }) })], []],
    ["a cycle that is over", [tick(), cycle("closed")], []],
  ])("%s", (_, notes, expected) => {
    expect(codes(notes)).toEqual(expected);
  });

  test("comes in order of urgency, with its agency by name", () => {
    const notes = [
      tick({ unfinished, seenAt: ago({ hours: 2 }) }),
      cycle("scoping", { agencyId: lain }),
      walk({ agencyId: lain }),
      roster("planning"),
      cycle("open", { subject: "cyc_2" }),
      recount({ subject: "cyc_2", differing: 1, at: ago({ hours: 40 }) }),
    ];
    const { findings } = health(notes, { deadLetters: [{ queue: "digests", count: 7 }] });
    const told = new Set(findings.map(({ code }) => code));
    expect([...told]).toEqual(findingCodes);
    expect(findings.find(({ code }) => code === "opening-stands")?.agency).toBe("Kabupaten Lain");
    expect(findings.find(({ code }) => code === "dead-letters")).toMatchObject({
      queue: "digests",
      count: 7,
    });
  });

  test("leads to an entry of the runbooks, each finding to one that is there", () => {
    const notes = [
      tick({ unfinished, seenAt: ago({ hours: 2 }) }),
      cycle("scoping"),
      walk(),
      roster("planning"),
      recount({ differing: 1, at: ago({ hours: 40 }) }),
    ];
    const deadLetters = givingUp.map((queue) => ({ queue, count: 1 }));
    const { findings } = health(notes, { deadLetters });
    expect(new Set(findings.map(({ code }) => code)).size).toBe(findingCodes.length);
    for (const { runbook } of findings) {
      const [file = "", heading = ""] = runbook.split("#");
      expect(readFileSync(`docs/runbooks/${file}`, "utf8").split("\n")).toContain(`## ${heading}`);
    }
  });

  test("is not told of an agency that nobody knows", () => {
    const gone = newId("agency", 9);
    expect(codes([tick(), roster("applying", { agencyId: gone })])).toEqual([]);
  });
});

describe("an agency", () => {
  test("stands in the list though nothing was ever heard of it", () => {
    const { agencies: told } = health([tick()]);
    expect(told).toEqual(
      agencies.map((agency) => ({ ...agency, runningCycles: 0, openings: [], imports: [], mail: [] })),
    );
  });

  test("has its running cycles, its openings and imports with how far they are, its mail by day", () => {
    const mail = (subject: string, sent: number): HealthNote => ({
      ...of(subject),
      topic: "mail",
      sent,
      unknown: 1,
      skipped: 2,
      bounced: 3,
    });
    const notes = [
      ...[cycle("open"), cycle("scoping", { subject: "cyc_2" }), cycle("closed", { subject: "cyc_3" })],
      walk({ subject: "cyc_2", seenAt: ago({ minutes: 1 }) }),
      roster("undoing", { done: 12, undone: 5 }),
      ...[mail("2027-01-06", 10), mail("2027-01-08", 12), mail("2027-01-07", 11)],
      ...[recount(), recount({ subject: "cyc_2", at: ago({ hours: 5 }) })],
    ];
    const [told] = health([tick(), ...notes]).agencies;
    expect(told).toMatchObject({
      runningCycles: 2,
      openings: [{ cycleId: "cyc_2", inScope: 200, excluded: 3, seenAt: ago({ minutes: 1 }) }],
      // Taken back are five of the twelve chunks that were applied.
      imports: [{ importId: "imp_1", state: "undoing", done: 5, of: 12 }],
      recountedAt: ago({ hours: 5 }),
    });
    expect(told?.mail.map(({ day, sent }) => [day, sent])).toEqual([
      ["2027-01-08", 12],
      ["2027-01-07", 11],
      ["2027-01-06", 10],
    ]);
  });
});

describe("unfinished work", () => {
  const due = (kind: string, at: string, attempts: number, agencyId = pauh) => ({
    agencyId,
    kind,
    at,
    attempts,
  });

  test("is what was handed over before, by agency and kind, the oldest first", () => {
    expect(
      unfinishedOf([
        due("cycle.open", "2027-01-03", 0),
        due("reminder.step", "2027-01-04", 1),
        due("reminder.step", "2027-01-02", 3),
        due("cycle.open", "2027-01-01", 1, lain),
      ]),
    ).toEqual([
      { agencyId: lain, kind: "cycle.open", count: 1, since: "2027-01-01" },
      { agencyId: pauh, kind: "reminder.step", count: 2, since: "2027-01-02" },
    ]);
  });

  test("of very many agencies is told in part, which keeps the note small", () => {
    const many = Array.from({ length: 400 }, (_, n) =>
      due("cycle.open", "2027-01-01", 1, newId("agency", n)),
    );
    expect(unfinishedOf(many)).toHaveLength(50);
  });
});
