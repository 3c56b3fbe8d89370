import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { vi } from "vitest";
import { handler as cyclesMilestones } from "#functions/cycles/on-milestones.ts";
import { handler as openings } from "#functions/cycles/on-openings.ts";
import { handler as sweep } from "#functions/cycles/on-tick.ts";
import { handler as digests } from "#functions/reminders/on-digests.ts";
import { handler as remindersMilestones } from "#functions/reminders/on-milestones.ts";
import { defaultSettings } from "#shared/agencies/model.ts";
import { agencyEntity, settingsEntity } from "#shared/agencies/store.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import type { Cycle, PeriodChoice, WindowKey } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import type { EvaluationState, LateArrival } from "#shared/cycles/states.ts";
import { cycleEntity, partEntity } from "#shared/cycles/store.ts";
import { planCycle } from "#shared/cycles/timelines.ts";
import { memberEntity } from "#shared/identity/store.ts";
import type { AppraiserRef } from "#shared/people/model.ts";
import {
  addressEntity,
  addressHash,
  officialEntity,
  personEntity,
  unitEntity,
} from "#shared/people/store.ts";
import { dayOf, isoInstant, Temporal } from "#shared/platform/clock.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import type { QueueName } from "#shared/platform/queues.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { ledgerShards, type ReminderRecord, remindersOfWindow } from "#shared/reminders/store.ts";
import { edges, type LeftMail, type WaitingMessage } from "./edges.ts";
import { lambdaContext, type World } from "./world.ts";

type Consumer = (
  event: SQSEvent,
  lambda: { getRemainingTimeInMillis(): number },
) => Promise<SQSBatchResponse>;

const consumers: Partial<Record<QueueName, Consumer>> = {
  "cycles-milestones": cyclesMilestones,
  openings,
  "reminders-milestones": remindersMilestones,
  digests,
};

/** How messages come: each so often, and the last first. */
export interface Delivery {
  readonly times?: number;
  readonly lastFirst?: boolean;
}

/** Delivers until the queues are empty; what fails waits in `edges.failed`. */
export async function drain({ times = 1, lastFirst = false }: Delivery = {}): Promise<void> {
  while (edges.messages.length > 0) {
    const message = lastFirst ? edges.messages.pop() : edges.messages.shift();
    if (message === undefined) return;
    for (let time = 0; time < times; time++) await deliver(message);
  }
}

async function deliver(message: WaitingMessage): Promise<void> {
  const consumer = consumers[message.queue];
  if (consumer === undefined) return;
  const failed = await consume(consumer, message.id, message.body);
  if (failed) edges.failed.push(message);
}

/** Hands one message to a consumer; true when it failed. */
export async function consume(consumer: Consumer, messageId: string, body: unknown): Promise<boolean> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const event = { Records: [{ messageId, body: text }] } as unknown as SQSEvent;
  const { batchItemFailures } = await consumer(event, lambdaContext(300_000));
  return batchItemFailures.length > 0;
}

/** Failed messages come again, as they do when their invisibility is over. */
export function redeliver(): void {
  edges.messages.push(...edges.failed.splice(0));
}

/** One tick of the schedule and everything that follows from it. */
export async function tick(delivery: Delivery & { fired?: number } = {}): Promise<void> {
  const { fired = 1 } = delivery;
  const event = {} as Parameters<typeof sweep>[0];
  redeliver();
  for (let time = 0; time < fired; time++) await sweep(event);
  await drain(delivery);
}

const zone = "Asia/Jakarta";

/** An instant of the town's wall clock: `at("2026-07-08T08:00")`. */
export function townInstant(local: string): string {
  return isoInstant(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant());
}

/** The day in the town on which a mail left. */
export function townDay(at: string): string {
  return dayOf(Temporal.Instant.from(at), zone).toString();
}

export interface Chief {
  readonly id: Id<"employee">;
  readonly head: Id<"employee">;
  readonly staff: readonly Id<"employee">[];
}

/** An agency made by hand: a mayor from outside, heads of offices, chiefs below them, staff below these. */
export interface Town {
  readonly agency: Id<"agency">;
  readonly table: AgencyTable;
  readonly mayor: Id<"official">;
  readonly offices: readonly Id<"unit">[];
  readonly heads: readonly Id<"employee">[];
  readonly chiefs: readonly Chief[];
  readonly administrator: string;
}

/** The address of somebody of a town. */
export function addressOf(id: string): string {
  return `${id.slice(-12)}@contoh.go.id`;
}

/** Builds a town; each office has its head, and the chiefs are dealt out to the offices in turn. */
export async function buildTown(
  world: World,
  size: { offices: number; chiefs: number; staff: number },
): Promise<Town> {
  const agency = world.agency();
  const table = world.table(agency);
  const now = world.now().epochMilliseconds;
  const writes: Write[] = [
    table.create(agencyEntity, {
      agencyId: agency,
      name: "Kota Contoh",
      zone,
      preset: "pauh",
      mode: "pendamping",
      language: "id",
      createdAt: isoInstant(world.now()),
    }),
    table.create(settingsEntity, defaultSettings),
  ];
  const root = newId("unit", now);
  const offices = Array.from({ length: size.offices }, () => newId("unit", now));
  writes.push(
    table.create(unitEntity, { id: root, name: "Pemerintah Kota" }),
    ...offices.map((id, index) => table.create(unitEntity, { id, name: `Dinas ${index + 1}`, parent: root })),
  );
  const mayor = newId("official", now);
  writes.push(table.create(officialEntity, { id: mayor, office: "Wali Kota" }));
  const administrator = "admin@contoh.go.id";
  writes.push(
    table.create(memberEntity, {
      memberId: newId("member", now),
      name: "Rina",
      email: administrator,
      roles: ["agencyAdmin"],
      state: "active",
      sessionVersion: 1,
    }),
  );
  const hire = (unit: Id<"unit">, appraiser: AppraiserRef, title: string) => {
    const id = newId("employee", now + writes.length);
    writes.push(...personWrites(table, id, unit, appraiser, title, writes.length));
    return id;
  };
  const heads = offices.map((unit) => hire(unit, { kind: "official", id: mayor }, "Kepala Dinas"));
  const chiefs = Array.from({ length: size.chiefs }, (_, index): Chief => {
    const unit = offices[index % offices.length] ?? root;
    const head = heads[index % heads.length];
    if (head === undefined) throw new Error("a town has an office");
    const id = hire(unit, { kind: "employee", id: head }, "Kepala Seksi");
    const staff = Array.from({ length: size.staff }, () => hire(unit, { kind: "employee", id }, "Pelaksana"));
    return { id, head, staff };
  });
  for (let start = 0; start < writes.length; start += 100)
    await table.write(writes.slice(start, start + 100));
  return { agency, table, mayor, offices, heads, chiefs, administrator };
}

/** Somebody with an address, in one post since 2020. */
export function personWrites(
  table: AgencyTable,
  id: Id<"employee">,
  unit: Id<"unit">,
  appraiser: AppraiserRef,
  title: string,
  number: number,
): Write[] {
  const email = addressOf(id);
  return [
    table.create(personEntity, {
      id,
      nip: String(198501012010010000 + number).padStart(18, "0"),
      name: `Pegawai ${number}`,
      kind: "PNS",
      email,
      standing: "active",
      assignments: [
        {
          id: newId("assignment", number),
          employee: id,
          position: { title },
          unit,
          appraiser,
          role: "definitif",
          from: "2020-01-01",
        },
      ],
      exclusions: [],
      indexedOn: "2026-06-30",
    }),
    table.create(addressEntity, { addressHash: addressHash(email), person: id }),
  ];
}

/** Plans a cycle as its planner would, and the milestone that leads to all others. */
export async function planTownCycle(world: World, town: Town, period: PeriodChoice): Promise<Cycle> {
  const { table } = town;
  const now = world.now();
  const calendar = agencyCalendar({
    profile: (await table.get(agencyEntity, {})) ?? missing(),
    settings: (await table.get(settingsEntity, {})) ?? missing(),
    calendar: [],
  });
  const verdict = planCycle({
    preset: "pauh",
    period,
    calendar,
    newEvaluationId: () => newId("evaluation", now.epochMilliseconds),
  });
  if (verdict.verdict !== "proposed") throw new Error(verdict.code);
  const cycle: Cycle = { ...verdict.plan, id: newId("cycle", now.epochMilliseconds), state: "planned" };
  const arming = milestone({ subject: cycle.id, kind: "cycle.arm", at: isoInstant(now), name: "v1" });
  await table.write([table.create(cycleEntity, cycle), table.create(milestoneEntity, arming)]);
  return cycle;
}

function missing(): never {
  throw new Error("the town is not built");
}

/** Before each test of a town: empty edges, the environment of a function, and the clock at a local time. */
export function beginTown(world: World, local: string): void {
  edges.reset();
  vi.stubEnv("STAGE", "dev");
  vi.stubEnv("PUBLIC_URL", "https://kinerja.example");
  world.travelTo(townInstant(local));
}

/** Planned and opened by its schedule, with everybody's parts there. */
export async function openTownCycle(world: World, town: Town, period: PeriodChoice): Promise<Cycle> {
  const cycle = await planTownCycle(world, town, period);
  await tick();
  world.travelTo(townInstant(cycle.opensAt));
  await tick();
  const opened = await town.table.get(cycleEntity, cycle);
  if (opened?.state !== "open") throw new Error("the cycle did not open");
  return opened;
}

/** Everything that stands in the ledger of a window, all versions of its deadline. */
export async function ledgerOf(town: Town, cycle: Cycle, window: WindowKey): Promise<ReminderRecord[]> {
  const entries: ReminderRecord[] = [];
  for (const deadlineVersion of [1, 2]) {
    for (let shard = 0; shard < ledgerShards; shard++) {
      const pattern = remindersOfWindow({ cycleId: cycle.id, window, deadlineVersion }, shard);
      for await (const entry of town.table.each(pattern)) entries.push(entry);
    }
  }
  return entries;
}

/** Moves a part of somebody as plans and appraisals would: a plan's or the evaluation's state. */
export async function move(
  town: Town,
  cycle: Cycle,
  employeeId: Id<"employee">,
  to: { plan?: Part["plan"]["state"]; evaluation?: EvaluationState; arrival?: LateArrival },
  since: string,
): Promise<void> {
  const part = await town.table.get(partEntity, { employeeId, cycleId: cycle.id, number: 1 });
  if (part === undefined) throw new Error("no such part");
  const plan = to.plan === undefined ? part.plan : { ...part.plan, state: to.plan, since };
  const state = to.evaluation;
  const evaluations =
    state === undefined
      ? part.evaluations
      : Object.fromEntries(
          Object.entries(part.evaluations).map(([id, one]) => [
            id,
            { ...one, state, since, version: state === "submitted" ? 1 : one.version, arrival: to.arrival },
          ]),
        );
  const next = changed(part, { plan, evaluations: evaluations as Part["evaluations"] });
  await town.table.write([town.table.replace(partEntity, part, next)]);
}

/** The days on which somebody got a mail, as the town counts them. */
export function daysOfMail(to: string, mails: readonly LeftMail[] = edges.mails): string[] {
  return mails.filter((mail) => mail.to === to).map(({ at }) => townDay(at));
}
