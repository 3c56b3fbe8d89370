import { describe, expect, test } from "vitest";
import { type Language, say } from "#shared/platform/text.ts";
import { aCycle } from "#test/support/cycles.ts";
import type { Cycle } from "../../web/src/data/cycle-at-hand.ts";
import { agendaOf, frameOf, lanesOf, mailsOf } from "../../web/src/pages/agency/cycle-lanes.ts";
import { changesOf, problemsOf } from "../../web/src/pages/agency/cycle-problems.ts";
import { mailDays, type ReminderStep } from "../../web/src/pages/agency/cycle-steps.ts";
import {
  type Picture,
  pictureAtHand,
  picturesOf,
  stateOf,
} from "../../web/src/pages/agency/cycle-windows.ts";

/** A cycle as the service answers it. */
function viewOf(choice: Parameters<typeof aCycle>[0] = {}): Cycle {
  const { calendar, unitCalendars: _groups, ...cycle } = aCycle(choice);
  return { ...cycle, zone: calendar.zone, version: 1 };
}

const semester = viewOf();
const evaluation = semester.evaluations[0];
const evaluationPicture = () => {
  const picture = picturesOf(semester).find(({ key }) => key === evaluation?.id);
  if (picture === undefined) throw new Error("the semester has an evaluation");
  return picture;
};

function step(over: Partial<ReminderStep>): ReminderStep {
  const window = `${evaluation?.id}.appraisal`;
  const day = over.day ?? "2027-01-08";
  return { at: `${day}T01:00:00.000Z`, day, window, audience: "supervisor", step: "d7", covers: [], ...over };
}

function draw(picture: Picture, steps: readonly ReminderStep[] = [], language: Language = "id") {
  const speak: Parameters<typeof lanesOf>[1]["say"] = (text, values) => say(text, language, values);
  const mails = mailDays(steps);
  return lanesOf(picture, { say: speak, language, mails, column: 1.2, choose: () => undefined });
}

const laneNames = (lanes: ReturnType<typeof lanesOf>) => lanes.map(({ label }) => label);
const itemOf = (lanes: ReturnType<typeof lanesOf>, label: string) =>
  lanes.find((lane) => lane.label === label)?.items ?? [];

describe("the pictures of a cycle", () => {
  test("of a year are its planning and each of its evaluations", () => {
    const year = viewOf({ period: { kind: "annual", year: 2026, index: 1 } });
    const pictures = picturesOf(year);
    expect(pictures.map(({ evaluation }) => evaluation?.title.id)).toEqual([
      undefined,
      "Triwulan I 2026",
      "Triwulan II 2026",
      "Triwulan III 2026",
      "Triwulan IV 2026",
      "Tahun 2026",
    ]);
    expect(pictures[0]?.windows.map(({ step }) => step)).toEqual(["planning", "progress"]);
  });

  test("that are short are one", () => {
    const late = structuredClone(semester);
    late.windows.planning = { opensAt: "2026-12-14T00:00", closesAt: "2026-12-23T23:59", extensions: [] };
    expect(picturesOf(late).map(({ windows }) => windows.length)).toEqual([6]);
    expect(picturesOf(semester)).toHaveLength(2);
  });

  test("begin with the one in which something still happens", () => {
    const pictures = picturesOf(semester);
    expect(pictureAtHand(pictures, "2026-07-03T09:00")?.key).toBe("planning");
    expect(pictureAtHand(pictures, "2026-07-15T23:59")?.key).toBe("planning");
    expect(pictureAtHand(pictures, "2026-07-16T00:00")?.key).toBe(evaluation?.id);
    expect(pictureAtHand(pictures, "2028-01-01T00:00")?.key).toBe(evaluation?.id);
  });
});

test("a window is open to the end of its last minute", () => {
  const report = evaluationPicture().windows.find(({ step }) => step === "report");
  if (report === undefined) throw new Error("an evaluation has reports");
  expect(stateOf(report, "2026-12-31T23:59")).toBe("not-yet");
  expect(stateOf(report, "2027-01-01T00:00")).toBe("open");
  expect(stateOf(report, "2027-01-15T23:59")).toBe("open");
  expect(stateOf(report, "2027-01-16T00:00")).toBe("closed");
});

describe("the lanes", () => {
  test("stand one under the other, the mails at the end", () => {
    const steps = [step({}), step({ day: "2027-01-18", step: "escalation", audience: "superior" })];
    expect(laneNames(draw(evaluationPicture(), steps))).toEqual([
      "Laporan pegawai",
      "Penilaian",
      "Predikat organisasi",
      "Pola distribusi",
      "Hasil",
      "Keberatan",
      "Surel pengingat",
      "Diteruskan ke atasan",
    ]);
  });

  test("number who waits for whom: the organisation, the pattern, the individual (SE MenPANRB 3/2023)", () => {
    const items = draw(evaluationPicture()).flatMap((lane) => lane.items);
    const numbered = items
      .filter(({ order }) => order !== undefined)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    expect(numbered.map((item) => [item.order, item.kind === "window" ? item.from : item.on])).toEqual([
      [1, "2027-01-01"],
      [2, "2027-01-13"],
      [3, "2027-01-13"],
    ]);
  });

  test("let drafts begin before the organisation's predicate, and ratings count only after it", () => {
    const [drafts, rating] = itemOf(draw(evaluationPicture()), "Penilaian");
    expect(drafts).toMatchObject({ look: "hatched", from: "2027-01-01", to: "2027-01-12" });
    expect(rating).toMatchObject({ look: "strong", from: "2027-01-13", to: "2027-01-15" });
  });

  test("show the deadline in force, and outages on their day", () => {
    const extended = structuredClone(semester);
    const windows = extended.evaluations[0]?.windows;
    windows?.report.extensions.push({
      closesAt: "2027-01-18T23:59",
      reason: "outage",
      note: "Listrik padam",
      at: "2027-01-05T02:00:00.000Z",
    });
    const picture = picturesOf(extended).at(-1);
    if (picture === undefined) throw new Error("there is a picture");
    const lanes = draw(picture, [step({})]);
    expect(itemOf(lanes, "Laporan pegawai")[0]).toMatchObject({ to: "2027-01-18" });
    expect(itemOf(lanes, "Surel pengingat")[0]).toMatchObject({ kind: "outage", on: "2027-01-05" });
  });

  test("write into a bar only what fits, and else beside it", () => {
    const wide = itemOf(draw(evaluationPicture()), "Laporan pegawai")[0];
    expect(wide).toMatchObject({ text: "Laporan dan bukti, sampai 15 Jan" });
    const short = structuredClone(semester);
    const report = short.evaluations[0]?.windows.report;
    if (report !== undefined) report.closesAt = "2027-01-03T23:59";
    const picture = picturesOf(short).at(-1);
    const narrow = picture && itemOf(draw(picture), "Laporan pegawai")[0];
    expect(narrow).toMatchObject({ note: "sampai 3 Jan" });
    expect(narrow).not.toHaveProperty("text");
  });

  test("tell in words what a bar shows, in the reader's language", () => {
    const [, rating] = itemOf(draw(evaluationPicture(), [], "en"), "Appraisal");
    expect(rating?.spoken).toBe("Number 3 in order: Appraisal, Fri 1 Jan to Fri 15 Jan");
  });
});

describe("the mails", () => {
  test("of one day are one mark, those of the ratings name it, and words never touch", () => {
    const lanes = draw(evaluationPicture(), [
      step({ window: `${evaluation?.id}.organisation`, step: "d3" }),
      step({ step: "d7" }),
      step({ step: "d7", window: `${evaluation?.id}.report`, audience: "employee" }),
      step({ day: "2027-01-18", step: "escalation", audience: "superior" }),
      step({ day: "2027-01-19", step: "weekly-1", audience: "superior" }),
    ]);
    expect(itemOf(lanes, "Surel pengingat").map(({ note }) => note)).toEqual(["−7"]);
    expect(itemOf(lanes, "Diteruskan ke atasan").map(({ note }) => note)).toEqual(["ke atasan", undefined]);
  });

  test("that lie closer than 24 pixels are not all pressed: their day is reached from the one before", () => {
    const days = ["2027-01-08", "2027-01-11", "2027-01-12", "2027-01-14", "2027-01-15"];
    const marks = itemOf(
      draw(
        evaluationPicture(),
        days.map((day) => step({ day })),
      ),
      "Surel pengingat",
    );
    const pressed = marks.flatMap((mark) => (mark.onChoose && mark.kind !== "window" ? [mark.on] : []));
    expect(pressed).toEqual(["2027-01-08", "2027-01-11", "2027-01-14"]);
  });

  test("that several calendars have are told once", () => {
    expect(mailDays([step({}), step({})])[0]?.steps).toHaveLength(1);
  });

  test("of another picture do not widen this one", () => {
    const mails = mailDays([step({ window: "planning", day: "2026-07-08" }), step({ day: "2027-03-01" })]);
    const picture = evaluationPicture();
    expect(frameOf(picture, mailsOf(picture, mails))).toEqual({ from: "2026-12-30", to: "2027-03-02" });
  });
});

test("the list by date has all that the picture has", () => {
  const speak: Parameters<typeof agendaOf>[1]["say"] = (text, values) => say(text, "id", values);
  const steps = [step({}), step({ day: "2027-01-15", step: "d0" })];
  const agenda = agendaOf(evaluationPicture(), { say: speak, language: "id", mails: mailDays(steps) });
  expect(agenda.map(({ date }) => date)).toEqual([
    "2027-01-01",
    "2027-01-08",
    "2027-01-12",
    "2027-01-13",
    "2027-01-15",
    "2027-01-16",
    "2027-02-15",
  ]);
  const on = (date: string) => agenda.find((day) => day.date === date)?.entries.map(({ text }) => text);
  expect(on("2027-01-12")).toEqual(["Predikat kinerja organisasi ditutup pukul 23.59"]);
  expect(on("2027-01-13")).toEqual(["Pola distribusi diperiksa"]);
  expect(on("2027-01-15")).toContain("Surel pengingat: hari terakhir");
});

describe("what is typed", () => {
  const key = `${evaluation?.id}.report`;

  test("that closes before it opens, or is not whole, cannot be saved", () => {
    const times = (opensAt: string, closesAt: string) =>
      problemsOf(semester, { [key]: { opensAt, closesAt } }, {})[key];
    expect(times("2027-01-05T00:00", "2027-01-05T00:00")).toBe("closes-before-opens");
    expect(times("2027-01-05T00:00", "T23:59")).toBe("incomplete");
    expect(times("2027-01-05T00:00", "2027-01-05T00:01")).toBeUndefined();
    expect(problemsOf(semester, {}, { opensAt: "2027-01-05T" })).toEqual({ pembukaan: "incomplete" });
  });

  test("and typed back is no change", () => {
    const same = { opensAt: "2027-01-01T00:00", closesAt: "2027-01-15T23:59" };
    expect(changesOf(semester, { [key]: same }, { cutOff: semester.cutOff })).toEqual({ count: 0 });
    const later = { ...same, closesAt: "2027-01-20T23:59" };
    expect(changesOf(semester, { [key]: later }, { opensAt: "2026-07-02T08:00" })).toEqual({
      count: 2,
      windows: { [key]: later },
      opensAt: "2026-07-02T08:00",
    });
  });

  test("lets go of a cycle whose opening was taken back, also at its old time", () => {
    const held = { ...semester, held: true };
    expect(changesOf(held, {}, { opensAt: semester.opensAt }).count).toBe(1);
    expect(changesOf(semester, {}, { opensAt: semester.opensAt }).count).toBe(0);
  });
});
