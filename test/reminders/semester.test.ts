import { beforeEach, describe, expect, test, vi } from "vitest";
import { organisationRatingEntity } from "#shared/appraisals/organisation-item.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { edges } from "../support/edges.ts";
import {
  addressOf,
  beginTown,
  buildTown,
  type Delivery,
  daysOfMail,
  move,
  planTownCycle,
  type Town,
  tick,
  townInstant,
} from "../support/reminder-town.ts";
import { atScale } from "../support/scale.ts";
import { useWorld } from "../support/world.ts";

vi.mock("#shared/platform/queue-client.ts", async () => (await import("../support/edges.ts")).queueEdge);
vi.mock("#shared/platform/mail.ts", async () => ({
  sendMail: (await import("../support/edges.ts")).sendMailEdge,
}));

const world = useWorld();

beforeEach(() => {
  beginTown(world, "2026-06-29T09:00");
});

interface Deed {
  readonly at: string;
  readonly what: () => Promise<void>;
}

/** Lives through the days from one to another: what people do at their hour, and a tick each morning. */
async function live(
  from: string,
  to: string,
  deeds: readonly Deed[],
  delivery: Delivery & { fired?: number },
) {
  let last = townInstant(`${from}T00:00`);
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, Temporal.PlainDate.from(to)) <= 0;
    day = day.add({ days: 1 })
  ) {
    // Midnight matters once: the cycle opens.
    for (const hour of day.day === 1 && day.month === 7 ? ["00:00", "08:00"] : ["08:00"]) {
      const now = townInstant(`${day}T${hour}`);
      for (const deed of deeds.filter(({ at }) => at > last && at <= now)) {
        world.travelTo(deed.at);
        await deed.what();
      }
      last = now;
      world.travelTo(now);
      await tick(delivery);
    }
  }
}

const semester = { kind: "semester", year: 2026, index: 2 } as const;

const wholeSemester = [["2026-06-29", "2027-02-20"]] as const;
/** Without the months in which nothing is due. */
const busyWeeks = [
  ["2026-06-29", "2026-08-12"],
  ["2026-12-29", "2027-02-09"],
] as const;

/** One semester of a town in which almost everybody is prompt; see the calendar below for those who are not. */
async function liveSemester(
  chiefs: number,
  stretches: readonly (readonly [string, string])[],
  delivery: Delivery & { fired?: number },
): Promise<Town> {
  const town = await buildTown(world, { offices: 4, chiefs, staff: 1 });
  const cycle = await planTownCycle(world, town, semester);
  const [prompt, slow, lonely] = town.chiefs;
  if (prompt === undefined || slow === undefined || lonely === undefined) throw new Error("too small a town");
  const others = town.chiefs.slice(3);
  const superiors = [...town.heads, ...town.chiefs.map(({ id }) => id)];
  const deed = (local: string, people: readonly Id<"employee">[], to: Parameters<typeof move>[3]): Deed => {
    const at = townInstant(local);
    return {
      at,
      what: async () => {
        await Promise.all(people.map((id) => move(town, cycle, id, to, at)));
      },
    };
  };
  const staffOf = (chiefs: typeof others) => chiefs.flatMap(({ staff }) => staff);
  const deeds = [
    deed("2026-07-01T07:00", superiors, { plan: "approved" }),
    deed("2026-07-02T10:00", staffOf([prompt, ...others]), { plan: "submitted" }),
    deed("2026-07-02T11:00", staffOf([prompt, ...others]), { plan: "approved" }),
    deed("2026-07-06T10:00", slow.staff, { plan: "submitted" }),
    deed("2026-08-11T10:00", slow.staff, { plan: "approved" }),
    deed("2027-01-01T06:00", superiors, { evaluation: "submitted" }),
    deed("2027-01-05T10:00", staffOf([prompt, ...others]), { evaluation: "reported" }),
    deed("2027-01-06T10:00", staffOf([prompt, ...others]), { evaluation: "submitted" }),
    deed("2027-01-06T10:00", slow.staff, { evaluation: "reported" }),
    {
      at: townInstant("2027-01-11T12:00"),
      what: () => setPredicates(town, cycle),
    },
    deed("2027-01-12T12:00", slow.staff, { evaluation: "submitted" }),
  ];
  for (const [from, to] of stretches) await live(from, to, deeds, delivery);
  return town;
}

async function setPredicates(town: Town, cycle: Awaited<ReturnType<typeof planTownCycle>>): Promise<void> {
  const [evaluation] = cycle.evaluations;
  if (evaluation === undefined) throw new Error("a semester has an evaluation");
  const at = isoInstant(world.now());
  const common = {
    cycleId: cycle.id,
    evaluationId: evaluation.id,
    predicate: "good",
    reason: "target",
  } as const;
  await town.table.write(
    town.offices.map((unit) =>
      town.table.create(organisationRatingEntity, {
        ...common,
        unit,
        setAt: at,
        setBy: town.mayor,
        onBehalf: false,
      }),
    ),
  );
}

/** 2026: Wed 1 July opens, Wed 15 July closes; Sun 12 July moves to Fri 10. 2027: 1 and 5 January are holidays. */
function expectCalendar(town: Town): void {
  const [prompt, slow, lonely, ...others] = town.chiefs;
  const days = (ids: readonly Id<"employee">[] = []) => ids.map((id) => daysOfMail(addressOf(id)));
  const july = (...all: number[]) => all.map((day) => `2026-07-${String(day).padStart(2, "0")}`);
  const january = (...all: number[]) => all.map((day) => `2027-01-${String(day).padStart(2, "0")}`);

  expect(days(prompt?.staff)).toEqual([[...july(1), ...january(4)]]);
  expect(days(slow?.staff)).toEqual([[...july(1), ...january(4)]]);
  expect(days(lonely?.staff)).toEqual([[...july(1, 8, 10, 15), ...january(4, 8, 12, 15)]]);
  for (const other of others) expect(days(other.staff)).toEqual([[...july(1), ...january(4)]]);

  expect(days([prompt, ...others].flatMap((chief) => chief?.id ?? [])).flat()).toEqual([]);
  // Its staff alone are behind: one mail at 7, one at 1.
  expect(days(lonely && [lonely.id])).toEqual([[...july(8, 14), ...january(8, 14)]]);
  // Four reminders, the copy of the escalation and of three weekly letters; in January done after the second.
  expect(days(slow && [slow.id])).toEqual([
    [...july(8, 10, 14, 15, 16, 20, 27), "2026-08-03", ...january(8, 12)],
  ]);
  const letters = [...july(16, 20, 27), "2026-08-03"];
  expect(days(town.heads)).toEqual(town.heads.map((head) => (head === slow?.head ? letters : [])));
  // The list after the last letter; then the mayor, who has no address, is due to set four predicates.
  expect(daysOfMail(town.administrator)).toEqual(["2026-08-10", ...january(4, 8, 11)]);
  expect(edges.failed).toEqual([]);
  expect(edges.mails.every(({ at }) => at.endsWith("T01:00:00.000Z"))).toBe(true);
}

describe("a semester of supervisors, day by day", () => {
  test("mails per person and step are those of a calendar made by hand", { timeout: 240_000 }, async () => {
    expectCalendar(await liveSemester(atScale(12, 36), wholeSemester, {}));
  });

  test("and the same when each tick fires twice and each message comes twice, the last first", {
    timeout: 400_000,
  }, async () => {
    expectCalendar(await liveSemester(9, busyWeeks, { fired: 2, times: 2, lastFirst: true }));
  });
});
