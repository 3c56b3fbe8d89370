import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as cycles } from "#functions/cycles/handlers.ts";
import { handler as onMilestones } from "#functions/cycles/on-milestones.ts";
import { handler as onOpenings } from "#functions/cycles/on-openings.ts";
import { opening } from "#infra/tools/budgets.ts";
import { median } from "#infra/tools/figures.ts";
import { type Connection, useConnection } from "#shared/platform/table/client.ts";
import { onboard, planSemester, putRoster, storedCycle } from "#test/support/agencies.ts";
import { watchMemory } from "#test/support/memory.ts";
import { emptyQueues, handBodies, takeMessages } from "#test/support/outbox.ts";
import { tick } from "#test/support/schedule.ts";
import { useWorld } from "#test/support/world.ts";
import { isFull, report } from "./report.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));

type PutInput = ConstructorParameters<typeof PutCommand>[0];

const world = useWorld([agencies, cycles]);
beforeEach(emptyQueues);

const opensAt = "2026-06-30T17:00:00.000Z";
/** Puts that lie side by side when the walk puts a chunk of parts. */
const atOnce = 16;

async function planned(people: number) {
  world.travelTo("2026-06-29T02:00:00.000Z");
  const agency = await onboard(world);
  await putRoster(world, agency.agency, people);
  const cycle = await planSemester(world, agency);
  world.travelTo(opensAt);
  return { ...agency, cycle };
}

/** The connection, which keeps the puts that go through it. */
function recording(connection: Connection, puts: PutInput[]): Connection {
  const send = (command: { input: PutInput }) => {
    if (command instanceof PutCommand) puts.push(command.input);
    return connection.client.send(command as never);
  };
  return { ...connection, client: { send } as unknown as Connection["client"] };
}

/** A supervisor is put with each chunk that names one, and refused where listed already. */
async function putOnce(input: PutInput): Promise<void> {
  try {
    await world.connection.client.send(new PutCommand(input));
  } catch (error) {
    if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
  }
}

/** Seconds that the table takes for these puts, bare and side by side. */
async function bareSeconds(puts: readonly PutInput[]): Promise<number> {
  const start = performance.now();
  for (let from = 0; from < puts.length; from += atOnce) {
    await Promise.all(puts.slice(from, from + atOnce).map(putOnce));
  }
  return (performance.now() - start) / 1000;
}

/** The same puts in another agency, which has no part yet. */
function elsewhere(puts: readonly PutInput[], agency: string): PutInput[] {
  const other = world.agency();
  return JSON.parse(JSON.stringify(puts).replaceAll(agency, other)) as PutInput[];
}

/** Writes until the opening is in effect, and seconds and memory of the walk. */
async function open(people: number) {
  const { agency, cycle } = await planned(people);
  await tick();
  const milestones = takeMessages("cycles-milestones");
  const { commands } = await world.measure(() => handBodies(onMilestones, milestones));
  if ((await storedCycle(world, agency, cycle)).state !== "scoping") throw new Error("not in effect");
  const [walk] = takeMessages("openings");
  const grown = watchMemory();
  const start = performance.now();
  const { commands: walked } = await world.measure(() => handBodies(onOpenings, [walk], 3_600_000));
  const seconds = (performance.now() - start) / 1000;
  const megabytes = grown();
  const { opened } = await storedCycle(world, agency, cycle);
  if (opened?.inScope !== people) throw new Error(`${opened?.inScope} of ${people} people have a part`);
  return { writes: writesIn(commands), requests: walked.length, seconds, megabytes };
}

function writesIn(commands: readonly string[]): number {
  return commands.filter((name) => name === "TransactWrite").length;
}

test("opening a cycle", async () => {
  const sizes = isFull ? [1000, 10_000, 100_000] : [1000, 10_000];
  const found = [];
  for (const people of sizes) {
    const one = await open(people);
    found.push({ people, ...one });
    const size = `opening for ${people.toLocaleString("en")}`;
    const rate = `${Math.round(people / one.seconds)} people/s here`;
    report({
      what: `${size}, transactions until it is in effect`,
      measured: one.writes,
      unit: "",
      most: opening.writesToTakeEffect,
    });
    report({ what: `${size}, requests per person`, measured: one.requests / people, unit: "", note: rate });
    report({
      what: `${size}, memory grown`,
      measured: one.megabytes,
      unit: "MB",
      most: opening.grownMegabytes,
    });
  }
  for (const [at, larger] of found.entries()) {
    const smaller = found[at - 1];
    if (smaller === undefined) continue;
    const times = larger.people / smaller.people;
    const count = Math.log(larger.requests / smaller.requests) / Math.log(times);
    const time = Math.log(larger.seconds / smaller.seconds) / Math.log(times);
    const span = `${smaller.people.toLocaleString("en")} to ${larger.people.toLocaleString("en")}`;
    const limits = {
      least: opening.growthExponent - opening.growthTolerance,
      most: opening.growthExponent + opening.growthTolerance,
    };
    report({ what: `opening, growth of requests, ${span}`, measured: count, unit: "(exponent)", ...limits });
    report({ what: `opening, growth of time, ${span}`, measured: time, unit: "(exponent)" });
  }
});

test("the walk against the table's own ceiling", async () => {
  const shares: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { agency } = await planned(1000);
    await tick();
    await handBodies(onMilestones, takeMessages("cycles-milestones"));
    const puts: PutInput[] = [];
    useConnection(recording(world.connection, puts));
    const start = performance.now();
    await handBodies(onOpenings, takeMessages("openings"), 3_600_000);
    const seconds = (performance.now() - start) / 1000;
    useConnection(world.connection);
    const parts = puts.filter(
      ({ Item }) => Item?.["_entity"] === "part" || Item?.["_entity"] === "supervisor",
    );
    shares.push((await bareSeconds(elsewhere(parts, agency))) / seconds);
  }
  report({
    what: "opening, rate against the same puts made bare",
    measured: median(shares),
    unit: "×",
    least: opening.leastOfCeiling,
  });
});
