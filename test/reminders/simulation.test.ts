import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PeriodKind } from "#shared/cycles/model.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { expireClaim } from "#shared/reminders/ledger.ts";
import { decideMail } from "#shared/reminders/rules.ts";
import { atScale } from "#test/support/scale.ts";
import { day, plainCalendar } from "../support/cycles.ts";
import {
  brokenGuarantee,
  endOf,
  type Machinery,
  runWorld,
  soundMachinery,
  type Tick,
  type World,
} from "../support/reminder-world.ts";
import { aSetting, aWindow, type Setting, stepsOf } from "../support/reminders.ts";

const firstDay = day("2027-01-01");
const calendar = plainCalendar([
  "2027-01-01",
  "2027-01-05",
  "2027-01-19",
  "2027-01-20",
  "2027-01-21",
  "2027-02-08",
]);

/** Ticks at 08:00, 08:15 and 20:00 of each day, some missing, some doubled, some dying. */
function ticksFrom(fates: readonly number[], until: Temporal.Instant): Tick[] {
  const ticks: Tick[] = [];
  for (let index = 0; ; index++) {
    const date = firstDay.add({ days: Math.floor(index / 3) });
    const time = ["08:00", "08:15", "20:00"][index % 3] ?? "08:00";
    const instant = date.toZonedDateTime({ timeZone: "Asia/Jakarta", plainTime: time }).toInstant();
    const at = isoInstant(instant);
    const fate = fates[index % Math.max(1, fates.length)] ?? 0;
    // The last week is calm, so that what was held back has its chance.
    const calm = Temporal.Instant.compare(instant, until.subtract({ hours: 24 * 10 })) > 0;
    if (calm || fate <= 5) ticks.push({ at, times: 1 });
    else if (fate === 6) ticks.push({ at, times: 3 });
    else if (fate === 7) ticks.push({ at, times: 1, crash: "after-claim" });
    else if (fate === 8) ticks.push({ at, times: 2, crash: "after-send" });
    if (Temporal.Instant.compare(instant, until) > 0) return ticks;
  }
}

const dayNumber = fc.integer({ min: 0, max: 45 });
const aDay = dayNumber.map((days) => firstDay.add({ days }).toString());

/** Two windows of any kind over a calendar with holidays, up to three people, perhaps an extension, any fate of ticks. */
const worlds: fc.Arbitrary<World> = fc
  .record({
    windows: fc.array(
      fc.record({
        opens: fc.integer({ min: 0, max: 12 }),
        length: fc.integer({ min: 2, max: 18 }),
        kind: fc.constantFrom<PeriodKind>("annual", "semester", "quarter", "month"),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    people: fc.array(fc.record({ doneOn: aDay, staffDoneOn: aDay }), { minLength: 1, maxLength: 2 }),
    fates: fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 60 }),
    apart: fc.boolean(),
    extension: fc.option(
      fc.record({ days: fc.integer({ min: 1, max: 10 }), before: fc.integer({ min: -30, max: 60 }) }),
    ),
  })
  .map(({ windows, people, fates, extension, apart }) => {
    const settings = windows.map(({ opens, length, kind }, index) => {
      const from = firstDay.add({ days: opens });
      const window = aWindow(from.toString(), from.add({ days: length }).toString());
      return aSetting({ id: `w${index}`, window, periodKind: kind, calendar });
    });
    const first = settings[0] ?? aSetting();
    const world: World = {
      settings,
      people: people.map((person, index) => ({ id: `p${index}`, ...person })),
      ticks: [],
      apart,
      ...(extension ? { extended: extendedFrom(first, extension) } : {}),
    };
    return { ...world, ticks: ticksFrom(fates, endOf(world)) };
  });

function extendedFrom(setting: Setting, { days, before }: { days: number; before: number }): Setting {
  const closes = Temporal.PlainDateTime.from(setting.window.closesAt);
  const made = closes.toZonedDateTime("Asia/Jakarta").toInstant().subtract({ hours: before });
  const closesAt = closes.add({ days }).toString({ smallestUnit: "minute" });
  const extensions = [{ closesAt, reason: "extension" as const, note: "surat", at: isoInstant(made) }];
  return { ...setting, window: { ...setting.window, extensions } };
}

describe("in any history of ticks, crashes, outages and extensions", () => {
  test(
    "nobody is mailed twice for a step, nobody is silently missed, one mail a day, six in two weeks",
    () => {
      fc.assert(
        fc.property(worlds, (world) => {
          expect(brokenGuarantee(world)).toBeUndefined();
        }),
        { numRuns: atScale(40, 2000) },
      );
    },
    atScale(60_000, 1_800_000),
  );

  test("with every tick alive, a supervisor with open work gets exactly the planned days", () => {
    const setting = aSetting({ calendar });
    const base: World = {
      settings: [setting],
      people: [{ id: "p", doneOn: "2027-06-01", staffDoneOn: "2027-06-01" }],
      ticks: [],
      apart: false,
    };
    const record = runWorld({ ...base, ticks: ticksFrom([0], endOf(base)) });
    expect(record.waited).toBe(0);
    expect(record.sent.map((mail) => mail.day)).toEqual([
      "2027-01-08",
      "2027-01-12",
      "2027-01-14",
      "2027-01-15",
      "2027-01-18",
      "2027-01-25",
      "2027-02-01",
      "2027-02-09",
    ]);
    expect(record.sent.map((mail) => mail.day)).toEqual(
      [...stepsOf(setting, "supervisor"), ...stepsOf(setting, "superior")].map((step) => step.day),
    );
  });

  test("an outage of three days over a step: one mail after it, with the latest step, the rest superseded", () => {
    const base: World = {
      settings: [aSetting({ calendar })],
      people: [{ id: "p", doneOn: "2027-06-01", staffDoneOn: "2027-06-01" }],
      ticks: [],
      apart: false,
    };
    const ticks = ticksFrom([0], endOf(base)).filter(
      (tick) => tick.at < "2027-01-12T00:00:00.000Z" || tick.at > "2027-01-14T12:00:00.000Z",
    );
    const record = runWorld({ ...base, ticks });
    expect(record.sent.map((mail) => mail.day).slice(0, 3)).toEqual([
      "2027-01-08",
      "2027-01-15",
      "2027-01-18",
    ]);
    const states = [...record.ledger].map(([key, entry]) =>
      `${key.split("#")[4]} ${entry.state} ${entry.reason ?? ""}`.trim(),
    );
    expect(states.slice(0, 4)).toEqual([
      "d7 sent",
      "d3 skipped superseded",
      "d1 skipped superseded",
      "d0 sent",
    ]);
  });
});

/** Broken machineries: each must be caught, or the property proves nothing. */
const mutants: Record<string, { machinery: Machinery; breaks: string }> = {
  "forgets what stands in the ledger": {
    machinery: {
      ...soundMachinery,
      decide: (input) => decideMail({ ...input, ledger: new Map(), history: [] }),
      claim: (_entry, claim, now) => soundMachinery.claim(undefined, claim, now),
    },
    breaks: "nobody is mailed twice for a step",
  },
  "takes over a claim when its lease ends": {
    machinery: {
      ...soundMachinery,
      expire: (entry, now) => (expireClaim(entry, now).state === "unknown" ? undefined : entry),
      decide: (input) => decideMail({ ...input, history: [] }),
    },
    breaks: "nobody is mailed twice for a step",
  },
  "counts no mails of the day": {
    machinery: { ...soundMachinery, decide: (input) => decideMail({ ...input, history: [] }) },
    breaks: "nobody gets more than one mail a day",
  },
  "knows only today's mails": {
    machinery: {
      ...soundMachinery,
      decide: (input) =>
        decideMail({
          ...input,
          history: input.history.filter((mail) => mail.at >= isoInstant(input.now.subtract({ hours: 24 }))),
        }),
    },
    breaks: "nobody gets more than six mails in fourteen days",
  },
  "does not record what it skips": {
    machinery: { ...soundMachinery, decide: (input) => ({ ...decideMail(input), skips: [] }) },
    breaks: "no step that came due is silently missed",
  },
  "mails who is done": {
    machinery: {
      ...soundMachinery,
      decide: (input) =>
        decideMail({
          ...input,
          due: input.due.map((mail) =>
            mail.work.audience === "supervisor"
              ? {
                  ...mail,
                  work: { ...mail.work, waitingForYou: [{ kind: "plan", name: "x", since: mail.step.at }] },
                }
              : mail,
          ),
        }),
    },
    breaks: "who is done gets nothing",
  },
  "mails on any day": {
    machinery: {
      ...soundMachinery,
      decide: (input) => {
        const always = { ...input.calendar, workWeek: 7, years: [] } as unknown as typeof input.calendar;
        return decideMail({ ...input, calendar: always });
      },
    },
    breaks: "mail leaves on working days, unless its deadline comes first",
  },
};

describe("a planted bug is caught", () => {
  test.each(Object.entries(mutants))(
    "that %s",
    (_name, { machinery, breaks }) => {
      const outcome = fc.check(
        fc.property(worlds, (world) => !brokenGuarantee(world, machinery)?.startsWith(breaks)),
        { numRuns: 150, endOnFailure: true },
      );
      expect(outcome.failed).toBe(true);
    },
    60_000,
  );
});
