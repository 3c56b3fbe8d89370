import { test } from "vitest";
import { implementation as plans } from "#functions/plans/handlers.ts";
import { handler as onTallies } from "#functions/reports/on-tallies.ts";
import { hottestKeyUnits, lastEvening } from "#infra/tools/budgets.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { newId } from "#shared/platform/ids.ts";
import type { Connection } from "#shared/platform/table/client.ts";
import { indexKeyPatterns, keyClasses } from "#shared/platform/table/keys.ts";
import { approvePlan, saveDraft, saveFrame, submitPlan } from "#test/support/hot-operations.ts";
import { handBodies } from "#test/support/outbox.ts";
import { SeededRandom } from "#test/support/random.ts";
import { during, newWork, putPart, type Work } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";
import { report } from "./report.ts";

/** Written units by partition key and second of the functions' clock, of the table and of its indexes. */
const written = new Map<string, Map<number, number>>();

type Item = Readonly<Record<string, unknown>>;
interface WriteInput {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly TransactItems?: readonly Record<"Put" | "Update" | "Delete" | "ConditionCheck", WriteInput>[];
}

function counting(connection: Connection): Connection {
  const { client } = connection;
  const send = (command: { input: WriteInput }) => {
    const { TransactItems, ...only } = command.input;
    if (TransactItems === undefined) count(only, 1);
    else
      for (const { Put, Update, Delete, ConditionCheck } of TransactItems)
        count(Put ?? Update ?? Delete ?? ConditionCheck, 2);
    return client.send(command as never);
  };
  return { ...connection, client: Object.assign(Object.create(client), { send }) as typeof client };
}

/** A kilobyte is a unit, in a transaction two; an entry of an index is taken out and put in anew. */
function count({ Item, Key }: WriteInput, times: number): void {
  const place = Item ?? Key;
  if (place?.["pk"] === undefined) return;
  const kilobytes = Math.ceil(JSON.stringify(place).length / 1024);
  add(String(place["pk"]), kilobytes * times);
  for (const index of ["teamPk", "unitPk", "duePk"]) {
    if (place[index] !== undefined) add(String(place[index]), kilobytes * 2);
  }
}

function add(key: string, units: number): void {
  const second = Math.floor(Date.now() / 1000);
  const seconds = written.get(key) ?? new Map<number, number>();
  seconds.set(second, (seconds.get(second) ?? 0) + units);
  written.set(key, seconds);
}

const world = useWorld([plans], counting);

const { requestsPerSecond, people, peopleOfLargestAgency, requestsPerSubmission } = lastEvening;
const requests = (requestsPerSecond * peopleOfLargestAgency) / people;
const submissionsPerSecond = Math.round(requests / requestsPerSubmission);
const seconds = 4;
/** So many people are in one unit, under one appraiser. */
const unitSize = 40;

/** Somebody else's work in the same cycle, in a unit drawn at random. */
async function colleague(first: Work, random: SeededRandom): Promise<Work> {
  const units = peopleOfLargestAgency / unitSize;
  const at = random.integer(0, units - 1);
  const [unit, boss] = [newId("unit", at), newId("employee", at)];
  const part = await putPart(world, first.agency, first.cycle, {
    unit,
    appraiser: { kind: "employee", id: boss },
  });
  return {
    ...first,
    part,
    params: { cycleId: first.cycle.id, partId: part.id },
    employee: world.actor({ agency: first.agency, employee: part.employeeId }),
    appraiser: world.actor({ agency: first.agency, employee: boss }),
  };
}

async function submitAndApprove(work: Work): Promise<void> {
  for (const n of [1, 2]) await saveDraft(world, work, n);
  await approvePlan(world, work, await submitPlan(world, work));
}

/** What the stream tells of a part, for the counts. */
const told = ({ agency, part: { id, employeeId, cycleId, number } }: Work) => ({
  entity: "part",
  agency,
  after: { id, employeeId, cycleId, number },
  versionAfter: 1,
});

test("the keys of the largest agency on the last evening", async () => {
  const random = new SeededRandom(1);
  const first = await newWork(world);
  const works: Work[] = [];
  for (let n = 0; n < submissionsPerSecond * seconds; n++) works.push(await colleague(first, random));
  for (const work of works) await saveFrame(world, work);
  written.clear();
  const start = Temporal.Instant.from(during.planning).add({ minutes: 1 });
  for (let second = 0; second < seconds; second++) {
    world.travelTo(start.add({ seconds: second }).toString());
    const now = works.slice(second * submissionsPerSecond, (second + 1) * submissionsPerSecond);
    await Promise.all(now.map(submitAndApprove));
    const messages = now.map(told);
    for (let from = 0; from < messages.length; from += 100)
      await handBodies(onTallies, messages.slice(from, from + 100));
  }
  const peaks = new Map<string, number>();
  for (const [key, of] of written) {
    const pattern = patternOf(key);
    peaks.set(pattern, Math.max(peaks.get(pattern) ?? 0, ...of.values()));
  }
  const note = `at ${submissionsPerSecond} submissions and approvals a second [model]`;
  for (const [pattern, units] of [...peaks].sort(([, a], [, b]) => b - a).slice(0, 6)) {
    report({
      what: `hottest key ${pattern}, written units/s`,
      measured: units,
      unit: "",
      most: hottestKeyUnits,
      note,
    });
  }
});

function patternOf(key: string): string {
  const patterns = [...Object.values(keyClasses), ...Object.values(indexKeyPatterns)];
  const found = patterns.filter((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(key));
  return found.sort((a, b) => b.length - a.length)[0] ?? key;
}
