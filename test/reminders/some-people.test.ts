import { beforeEach, describe, expect, test, vi } from "vitest";
import { recountCycle } from "#functions/reports/recount.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { withMissingEvaluations } from "#shared/cycles/timelines.ts";
import { personEntity } from "#shared/people/store.ts";
import { newId } from "#shared/platform/ids.ts";
import { changed } from "#shared/platform/table/table.ts";
import { edges, type LeftMail } from "../support/edges.ts";
import { useOwnSchedule } from "../support/own-schedule.ts";
import {
  addressOf,
  beginTown,
  buildTown,
  move,
  planTownCycle,
  type Town,
  tick,
  townDay,
  townInstant,
} from "../support/reminder-town.ts";
import { useWorld } from "../support/world.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));

const world = useWorld();
useOwnSchedule(world);

beforeEach(() => {
  beginTown(world, "2026-06-29T09:00");
});

/** A town of two offices in which the first clerk of the first one is a part-time PPPK; every plan is approved. */
async function townWithPartTimer(): Promise<{ town: Town; cycle: Cycle; partTimer: string; chief: string }> {
  const town = await buildTown(world, { offices: 2, chiefs: 2, staff: 2 });
  const { table } = town;
  const [chief] = town.chiefs;
  const [id] = chief?.staff ?? [];
  if (chief === undefined || id === undefined) throw new Error("too small a town");
  const person = await table.get(personEntity, { id });
  const planned = await planTownCycle(world, town, { kind: "semester", year: 2026, index: 2 });
  const stored = await table.get(cycleEntity, planned);
  if (person === undefined || stored === undefined) throw new Error("nothing there");
  const now = world.now().epochMilliseconds;
  const complete = withMissingEvaluations(stored, "PPPK_PARUH_WAKTU", () => newId("evaluation", now));
  await table.write([
    table.replace(personEntity, person, changed(person, { kind: "PPPK_PARUH_WAKTU" })),
    table.replace(cycleEntity, stored, changed(stored, { evaluations: complete.evaluations })),
  ]);
  await tick();
  world.travelTo(townInstant("2026-07-01T00:00"));
  await tick();
  const everyone = [...town.heads, ...town.chiefs.flatMap((one) => [one.id, ...one.staff])];
  for (const one of everyone) {
    await move(town, planned, one, { plan: "approved" }, townInstant("2026-07-01T07:00"));
  }
  await recountCycle(table, planned.id);
  return { town, cycle: planned, partTimer: id, chief: chief.id };
}

async function mailsBetween({ agency }: Town, from: string, to: string): Promise<LeftMail[]> {
  edges.mails = [];
  for (let at = `${from}T08:00`; at <= `${to}T08:00`; ) {
    world.travelTo(townInstant(at));
    await tick();
    world.pass({ days: 1 });
    at = `${townDay(world.now().toString())}T08:00`;
  }
  return edges.mails.filter(({ tags }) => tags["agency"] === agency);
}

describe("an evaluation of some people only, in their third quarter", () => {
  test("reminds them and who appraises them, and asks leaders for the predicates of their units alone", {
    timeout: 240_000,
  }, async () => {
    const { town, partTimer, chief } = await townWithPartTimer();
    const mails = await mailsBetween(town, "2026-10-01", "2026-10-10");
    const days = (to: string) => mails.filter((mail) => mail.to === to).map(({ at }) => townDay(at));
    expect(new Set(mails.map(({ to }) => to))).toEqual(
      new Set([addressOf(partTimer), addressOf(chief), town.administrator]),
    );
    // The report closes on Saturday the 10th: opening, seven and three days before, and the last day on Friday.
    expect(days(addressOf(partTimer))).toEqual(["2026-10-01", "2026-10-02", "2026-10-07", "2026-10-09"]);
    // The mayor, whom no mail reaches, has the first office's predicate to set, by Wednesday the 7th.
    const toSet = mails.filter(({ to }) => to === town.administrator);
    expect(toSet.map(({ at }) => townDay(at))).toEqual([
      "2026-10-02",
      "2026-10-06",
      "2026-10-07",
      "2026-10-08",
    ]);
    for (const { text } of toSet.slice(0, 3)) {
      expect(text).toContain("Dinas 1");
      expect(text).not.toContain("Dinas 2");
    }
  });

  test("is over for them when the semester's begins for everybody else", { timeout: 240_000 }, async () => {
    const { town, partTimer } = await townWithPartTimer();
    const mails = await mailsBetween(town, "2027-01-01", "2027-01-04");
    const opened = mails
      .filter(({ subject }) => subject.startsWith("Penilaian"))
      .map(({ to, subject }) => [to, subject]);
    const everyone = [...town.heads, ...town.chiefs.flatMap(({ id, staff }) => [id, ...staff])];
    expect(opened.sort()).toEqual(
      everyone
        .map((id) => [
          addressOf(id),
          `Penilaian ${id === partTimer ? "Triwulan IV" : "Semester II"} 2026 dibuka: periksa nama penilai Anda`,
        ])
        .sort(),
    );
  });
});
