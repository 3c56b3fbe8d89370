import { describe, expect, test } from "vitest";
import { extendWindow, findWindow } from "#shared/cycles/windows.ts";
import { claimStep, expireClaim, ledgerKey, settleSent, settleSkipped } from "#shared/reminders/ledger.ts";
import type { LedgerEntry } from "#shared/reminders/model.ts";
import { defaultPolicy, remindedWindows } from "#shared/reminders/policy.ts";
import {
  type DecideInput,
  type DueMail,
  decideMail,
  escalationLetters,
  keyOf,
  routeMail,
  stepsDue,
  type Work,
} from "#shared/reminders/rules.ts";
import { aCycle, at, day, plainCalendar } from "../support/cycles.ts";
import { aSetting, aWindow, dueOf, waiting } from "../support/reminders.ts";

const setting = aSetting();
const open: Work = {
  audience: "supervisor",
  waitingForYou: waiting(5),
  waitingForStaff: waiting(2, "report"),
};
const staffOnly: Work = { audience: "supervisor", waitingForYou: [], waitingForStaff: waiting(2, "report") };
const done: Work = { audience: "supervisor", waitingForYou: [], waitingForStaff: [] };
const friday = at("2027-01-08T08:00:00+07:00");

function decide(change: Partial<DecideInput> & { due: readonly DueMail[] }) {
  return decideMail({
    recipient: { id: "sup", email: "sup@contoh.go.id", bounces: 0, zone: "Asia/Jakarta" },
    others: [],
    mentioned: [],
    ledger: new Map(),
    history: [],
    calendar: setting.calendar,
    policy: defaultPolicy,
    now: friday,
    ...change,
  });
}

/** The last step due by `now`, or all of them. */
function dueAt(now: string, work: Work = open, of = setting) {
  return dueOf(of, work.audience === "employee" ? "employee" : "supervisor", "sup", work, at(now));
}

describe("a digest", () => {
  test("leaves at 08:00 to whom something waits", () => {
    const due = dueAt("2027-01-08T08:00:00+07:00");
    expect(decide({ due })).toMatchObject({
      decision: "send",
      keys: ["cyc_semester#evl_semester.appraisal#1#supervisor#d7#sup"],
      digest: { wording: "d7", sections: [{ daysLeft: 7 }] },
    });
  });

  test("does not leave when nothing is pending any more", () => {
    const due = dueAt("2027-01-08T08:00:00+07:00", done);
    expect(decide({ due })).toEqual({
      decision: "nothing",
      skips: [{ key: keyOf(due[0] ?? expect.fail()), reason: "done" }],
    });
  });

  test.each([
    ["2027-01-08T08:00:00+07:00", "send"],
    ["2027-01-12T08:00:00+07:00", "staff-only"],
    ["2027-01-14T08:00:00+07:00", "send"],
    ["2027-01-15T08:00:00+07:00", "staff-only"],
  ])("when only the staff have open work, at %s: %s (one mail at 7 and one at 1)", (now, expected) => {
    const due = dueAt(now, staffOnly).slice(-1);
    const result = decide({ due, now: at(now) });
    expect(result.decision === "send" ? "send" : result.skips[0]?.reason).toBe(expected);
  });

  test("of a weekend deadline keeps the 1 that merged into it", () => {
    const sunday = aSetting({ window: aWindow("2027-01-01", "2027-01-17") });
    const now = "2027-01-15T08:00:00+07:00";
    expect(decide({ due: dueAt(now, staffOnly, sunday).slice(-1), now: at(now) }).decision).toBe("send");
  });

  test("mentions what waits longer than five working days, at whatever step, and only that keeps it alive", () => {
    const now = "2027-01-12T08:00:00+07:00";
    const ticket = (since: string) => waiting(1, "ticket", since);
    const due = dueAt(now, staffOnly).slice(-1);
    const old = decide({ due, now: at(now), others: ticket("2027-01-04T05:00:00.000Z") });
    expect(old).toMatchObject({ decision: "send", digest: { aged: [{ kind: "ticket" }] } });
    const fresh = decide({ due, now: at(now), others: ticket("2027-01-05T05:00:00.000Z") });
    expect(fresh.decision).toBe("nothing");
  });

  test("names the tickets that an administrator has to decide on, but is not sent for them", () => {
    const now = "2027-01-12T08:00:00+07:00";
    const mentioned = [
      ...waiting(2, "ticket", "2027-01-04T05:00:00.000Z"),
      ...waiting(1, "ticket", "2027-01-05T05:00:00.000Z"),
    ];
    const silent = decide({ due: dueAt(now, done).slice(-1), now: at(now), mentioned });
    expect(silent.decision).toBe("nothing");
    const sent = decide({ due: dueAt(now).slice(-1), now: at(now), mentioned });
    expect(sent).toMatchObject({ decision: "send", digest: { aged: mentioned.slice(0, 2) } });
  });

  test("counts the days really left when it leaves late", () => {
    const now = "2027-01-11T09:00:00+07:00";
    expect(decide({ due: dueAt(now), now: at(now) })).toMatchObject({
      digest: { sections: [{ daysLeft: 4 }] },
    });
  });
});

describe("one mail a day per person", () => {
  test("over all cycles and roles: what is due together is one mail with the most urgent wording", () => {
    const quarter = aSetting({
      id: "quarter",
      periodKind: "quarter",
      window: aWindow("2027-01-01", "2027-01-11"),
    });
    const own: Work = { audience: "employee", own: waiting(1, "report") };
    const now = "2027-01-08T08:00:00+07:00";
    const due = [...dueAt(now), ...dueAt(now, own), ...dueAt(now, open, quarter).slice(-1)];
    const result = decide({ due, now: at(now) });
    if (result.decision !== "send") expect.fail(result.decision);
    expect(result.digest.wording).toBe("d1");
    expect(result.digest.sections.map((section) => [section.mail.window, section.daysLeft])).toEqual([
      ["evl_quarter.appraisal", 3],
      ["evl_semester.appraisal", 7],
      ["evl_semester.appraisal", 7],
    ]);
    expect(new Set(result.keys).size).toBe(result.keys.length);
  });

  test("a second one waits until the next working day", () => {
    const history = [{ at: "2027-01-08T00:30:00.000Z", legal: false }];
    expect(decide({ due: dueAt("2027-01-08T08:00:00+07:00"), history })).toMatchObject({
      decision: "wait",
      until: "2027-01-11T01:00:00.000Z",
    });
  });

  test("a second one that cannot wait is skipped, and the skip recorded", () => {
    const now = "2027-01-15T08:00:00+07:00";
    const history = [{ at: "2027-01-15T00:30:00.000Z", legal: false }];
    const result = decide({ due: dueAt(now).slice(-1), history, now: at(now) });
    expect(result).toMatchObject({ decision: "nothing", skips: [{ reason: "daily-limit" }] });
  });

  test("a result or objection sent the same day does not count", () => {
    const history = [{ at: "2027-01-08T00:30:00.000Z", legal: true }];
    expect(decide({ due: dueAt("2027-01-08T08:00:00+07:00"), history }).decision).toBe("send");
  });

  test("the day is the recipient's: 06:30 in Jayapura is yesterday in UTC", () => {
    const history = [{ at: "2027-01-07T21:30:00.000Z", legal: false }];
    const recipient = { id: "sup", email: "a@contoh.go.id", bounces: 0, zone: "Asia/Jayapura" };
    const calendar = plainCalendar([], { zone: "Asia/Jayapura" });
    const jayapura = aSetting({ calendar });
    const now = "2027-01-08T08:00:00+09:00";
    expect(
      decide({ due: dueAt(now, open, jayapura), history, recipient, calendar, now: at(now) }).decision,
    ).toBe("wait");
  });

  test("after six within fourteen days the cap holds, legal notices apart", () => {
    const six = ["12-26", "12-28", "12-29", "12-30", "12-31"].map((text) => ({
      at: `2026-${text}T01:00:00.000Z`,
      legal: false,
    }));
    const due = dueAt("2027-01-08T08:00:00+07:00");
    const sixth = { at: "2027-01-07T01:00:00.000Z", legal: false };
    expect(decide({ due, history: [...six, sixth] })).toMatchObject({ skips: [{ reason: "cap" }] });
    expect(decide({ due, history: [...six, { ...sixth, legal: true }] }).decision).toBe("send");
    const older = six.map((mail) =>
      mail.at.includes("12-26") ? { ...mail, at: "2026-12-25T01:00:00.000Z" } : mail,
    );
    expect(decide({ due, history: [...older, sixth] }).decision).toBe("send");
  });
});

describe("after an outage", () => {
  test("only the latest due step is sent, earlier ones are skipped as superseded", () => {
    const now = "2027-01-14T10:00:00+07:00";
    const result = decide({ due: dueAt(now), now: at(now) });
    expect(result).toMatchObject({ decision: "send", digest: { wording: "d1" } });
    expect(result.skips.map((skip) => [skip.key.split("#")[4], skip.reason])).toEqual([
      ["d7", "superseded"],
      ["d3", "superseded"],
    ]);
  });

  test("what is missed over a weekend leaves on Monday morning", () => {
    const now = "2027-01-09T10:00:00+07:00";
    expect(decide({ due: dueAt(now), now: at(now) })).toMatchObject({
      decision: "wait",
      until: "2027-01-11T01:00:00.000Z",
    });
  });

  test("at night it waits for the morning", () => {
    const now = "2027-01-12T02:00:00+07:00";
    expect(decide({ due: dueAt(now), now: at(now) })).toMatchObject({
      decision: "wait",
      until: "2027-01-12T01:00:00.000Z",
    });
  });

  test("on the last evening it leaves at once: tomorrow would be too late", () => {
    const now = "2027-01-15T20:00:00+07:00";
    expect(decide({ due: dueAt(now), now: at(now) })).toMatchObject({
      decision: "send",
      digest: { wording: "d0" },
    });
  });

  test("after the deadline there is nothing left to remind of", () => {
    const now = "2027-01-16T09:00:00+07:00";
    const result = decide({ due: dueAt(now), now: at(now) });
    expect(result.skips.map((skip) => skip.reason)).toEqual([
      "superseded",
      "superseded",
      "superseded",
      "deadline-passed",
    ]);
  });
});

describe("what stands in the ledger", () => {
  test.each(["claimed", "sent", "unknown", "skipped"] as const)("%s is never decided again", (state) => {
    const due = dueAt("2027-01-08T08:00:00+07:00");
    const key = keyOf(due[0] ?? expect.fail());
    const ledger = new Map<string, LedgerEntry>([[key, { key, state, at: "2027-01-08T01:00:00.000Z" }]]);
    expect(decide({ due, ledger })).toEqual({ decision: "nothing", skips: [] });
  });

  test("a step of a deadline that has moved is skipped as extended", () => {
    const due = dueAt("2027-01-08T08:00:00+07:00").map((mail) => ({ ...mail, currentDeadlineVersion: 2 }));
    expect(decide({ due })).toMatchObject({ skips: [{ reason: "extended" }] });
  });
});

describe("an address", () => {
  const due = dueAt("2027-01-08T08:00:00+07:00");
  test.each([
    [{ bounces: 1 }, undefined],
    [{ bounces: 2 }, "dead-address"],
  ])("with %o", (change, reason) => {
    const recipient = { id: "sup", email: "a@contoh.go.id", zone: "Asia/Jakarta", ...change };
    expect(decide({ due, recipient }).skips[0]?.reason).toBe(reason);
  });

  test("that does not exist", () => {
    expect(decide({ due, recipient: { id: "sup", bounces: 0, zone: "Asia/Jakarta" } }).skips[0]?.reason).toBe(
      "no-address",
    );
  });
});

describe("who acts", () => {
  const calendar = plainCalendar();
  const route = (leave: [string, string][], acting: { personId: string; from: string; to?: string }[] = []) =>
    routeMail(
      { id: "sup", leave: leave.map(([from, to]) => ({ from, to })), acting },
      day("2027-01-08"),
      calendar,
      defaultPolicy,
    );
  test.each<[string, [string, string][], unknown]>([
    ["present", [], { to: "sup" }],
    ["two working days of leave", [["2027-01-08", "2027-01-11"]], { to: "sup" }],
    ["three working days of leave over a weekend", [["2027-01-08", "2027-01-12"]], { skip: "absent" }],
    ["leave that is over", [["2027-01-01", "2027-01-07"]], { to: "sup" }],
  ])("%s", (_name, leave, expected) => {
    expect(route(leave)).toEqual(expected);
  });

  test("a Plt in force gets the mail, and only while in force", () => {
    const long: [string, string][] = [["2027-01-04", "2027-01-29"]];
    expect(route(long, [{ personId: "plt", from: "2026-11-02" }])).toEqual({ to: "plt", actsFor: "sup" });
    expect(route([], [{ personId: "plt", from: "2026-11-02", to: "2027-01-07" }])).toEqual({ to: "sup" });
  });
});

describe("escalation", () => {
  const late = (
    id: string,
    superior?: { id: string; external: boolean; reachable: boolean },
    external = false,
  ) => ({
    id,
    name: id,
    count: 3,
    external,
    ...(superior ? { superior } : {}),
  });
  const head = { id: "head", external: false, reachable: true };

  test("one letter per superior with counts, and a copy to each late appraiser", () => {
    expect(escalationLetters([late("a", head), late("b", head)])).toEqual([
      {
        to: "head",
        why: "superior",
        late: [
          { id: "a", name: "a", count: 3 },
          { id: "b", name: "b", count: 3 },
        ],
        copies: ["a", "b"],
      },
    ]);
  });

  test.each([
    ["an external superior", late("a", { ...head, external: true }), "superior-external"],
    [
      "a superior nobody can reach: not one level further up",
      late("a", { ...head, reachable: false }),
      "superior-unreachable",
    ],
    ["no superior", late("a"), "no-superior"],
    ["a superior who is the same person", late("a", { ...head, id: "a" }), "no-superior"],
    ["a late external official", late("a", head, true), "appraiser-external"],
  ])("with %s goes to the administrator", (_name, appraiser, why) => {
    const letters = escalationLetters([appraiser]);
    expect(letters).toMatchObject([{ to: "admin", why }]);
    expect(letters[0]?.copies).toEqual(appraiser.external ? [] : ["a"]);
  });

  test("waits a day when its reader had a mail today; it is never lost to the limit", () => {
    const now = "2027-01-18T08:00:00+07:00";
    const work: Work = { audience: "superior", late: [{ id: "a", name: "a", count: 3 }], to: "superior" };
    const due = dueOf(setting, "superior", "head", work, at(now));
    const history = [{ at: "2027-01-18T00:10:00.000Z", legal: false }];
    expect(decide({ due, now: at(now), history })).toMatchObject({
      decision: "wait",
      until: "2027-01-19T01:00:00.000Z",
    });
    expect(decide({ due, now: at(now) }).decision).toBe("send");
  });

  test("letter and copy of one person are two keys in one mail", () => {
    const now = "2027-01-18T08:00:00+07:00";
    const letter: Work = { audience: "superior", late: [{ id: "a", name: "a", count: 3 }], to: "superior" };
    const copy: Work = {
      audience: "copy",
      late: [{ id: "head", name: "h", count: 1 }],
      superiorName: "Sekda",
    };
    const due = [letter, copy].flatMap((work) => dueOf(setting, "superior", "head", work, at(now)));
    const result = decide({ due, now: at(now) });
    expect(result.decision === "send" && new Set(result.keys).size).toBe(2);
  });
});

describe("steps due of a cycle", () => {
  test("carry title, deadline and the steps after them; after an extension they are new ones", () => {
    const cycle = aCycle();
    const of = (current: typeof cycle, now: string) => {
      const reminded = remindedWindows(current).find(
        (one) => one.named.step === "appraisal" && one.audience === "supervisor",
      );
      if (!reminded) expect.fail("no appraisal");
      return stepsDue(current, reminded, { policy: defaultPolicy, calendarKey: "agency", now: at(now) });
    };
    const before = of(cycle, "2027-01-14T10:00:00+07:00");
    expect(before.map((due) => due.step.step)).toEqual(["d7", "d3", "d1"]);
    expect(before[0]).toMatchObject({
      title: { id: "Semester II 2026" },
      closesLocal: "2027-01-15T23:59",
      deadlineVersion: 1,
    });
    const key = before[0]?.window ?? expect.fail();
    const result = extendWindow(
      cycle,
      key,
      { closesAt: "2027-01-22T23:59", reason: "outage", note: "gangguan" },
      at("2027-01-14T10:00:00+07:00"),
    );
    if ("code" in result) expect.fail(result.code);
    expect(findWindow(result.cycle, key)?.window.extensions).toHaveLength(1);
    expect(
      of(result.cycle, "2027-01-15T10:00:00+07:00").map((due) => [due.step.step, due.deadlineVersion]),
    ).toEqual([["d7", 2]]);
  });
});

describe("the ledger", () => {
  const now = at("2027-01-08T01:00:00Z");
  const key = ledgerKey({
    cycleId: "cyc_1",
    window: "evl_1.appraisal",
    deadlineVersion: 2,
    step: "d7",
    personId: "emp_1",
    audience: "supervisor",
  });
  const claim = { key, run: "run-1", leaseMinutes: 10 };
  function claimed(): LedgerEntry {
    const verdict = claimStep(undefined, claim, now);
    return "entry" in verdict ? verdict.entry : expect.fail();
  }

  test("names cycle, window, deadline's version, audience, step and person", () => {
    expect(key).toBe("cyc_1#evl_1.appraisal#2#supervisor#d7#emp_1");
  });

  test("a step is claimed once, by one run", () => {
    expect(claimStep(claimed(), { ...claim, run: "run-2" }, now)).toEqual({ refused: "claimed" });
  });

  test("a claim whose worker died becomes unknown when the lease ends, not before, and is never claimed again", () => {
    expect(expireClaim(claimed(), now.add({ minutes: 9 })).state).toBe("claimed");
    const unknown = expireClaim(claimed(), now.add({ minutes: 10 }));
    expect(unknown.state).toBe("unknown");
    expect(claimStep(unknown, { ...claim, run: "run-2" }, now)).toEqual({ refused: "unknown" });
  });

  test("word of delivery settles an unknown one; another run may not settle a claim", () => {
    const unknown = expireClaim(claimed(), now.add({ minutes: 10 }));
    expect(settleSent(unknown, { messageId: "m" }, now)).toMatchObject({
      entry: { state: "sent", messageId: "m" },
    });
    expect(settleSent(claimed(), { messageId: "m", run: "run-2" }, now)).toEqual({ refused: "claimed" });
    expect(settleSent(claimed(), { messageId: "m", run: "run-1" }, now)).toMatchObject({
      entry: { state: "sent" },
    });
  });

  test("done between claim and sending is a skip; what was sent stays sent", () => {
    expect(settleSkipped(claimed(), { key, reason: "done", run: "run-1" }, now)).toMatchObject({
      entry: { state: "skipped", reason: "done" },
    });
    expect(settleSkipped(claimed(), { key, reason: "done", run: "run-2" }, now)).toEqual({
      refused: "claimed",
    });
    const sent: LedgerEntry = { key, state: "sent", at: "2027-01-08T01:00:00.000Z" };
    expect(settleSkipped(sent, { key, reason: "done" }, now)).toEqual({ refused: "sent" });
    expect(expireClaim(sent, now.add({ hours: 9 })).state).toBe("sent");
  });
});
