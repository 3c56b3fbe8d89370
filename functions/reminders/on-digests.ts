import { systemClock } from "#shared/platform/clock.ts";
import { consume, type MessageContext } from "#shared/platform/consume.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import { newId } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { visitsOfAdministrators } from "./administrators.ts";
import { expireClaims } from "./deliver.ts";
import { DigestMessage, planAgain, sendAdministrators, sendLater, sendPages } from "./digest-messages.ts";
import { keepMailCounts } from "./mail-counts.ts";
import { readScene, type Scene } from "./scene.ts";
import { type Outcome, readVisits, type Visit, visit } from "./visit.ts";

/** So many people are visited side by side. */
const atOnce = 10;
/** Time to leave for those being visited when the rest is handed on. */
const reserveMilliseconds = 40_000;

/**
 * Mails a page of people what is due for them. What cannot leave yet is planned for later; who was not reached before
 * the function's time is up goes on in a further message.
 */
export const handler = consume("digests", DigestMessage, async (message, context) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const scene = await readScene(table, context.now);
  if (scene.cycles.length === 0) return;
  try {
    await mailPage(message, scene, context);
  } finally {
    await keepMailCounts(table, scene.mailed, context.now);
  }
});

async function mailPage(message: DigestMessage, scene: Scene, context: MessageContext): Promise<void> {
  const { table } = scene;
  const { visits, running, expired } =
    message.administratorsOf === undefined
      ? await readVisits(scene, message.people)
      : await visitsOfAdministrators(scene, message.administratorsOf);
  await expireClaims(scene, expired);
  const outcomes = await visitAll(scene, visits, context);
  const waits = [
    ...running.map(({ recipient, personId, leaseUntil = "" }) => ({
      person: recipient ?? personId,
      until: leaseUntil,
    })),
    ...outcomes.flatMap(({ person, again }) => (again === undefined ? [] : [{ person, until: again }])),
  ];
  for (const [until, those] of Map.groupBy(waits, (wait) => wait.until)) {
    await planAgain(
      table,
      whoOf(
        message,
        those.map(({ person }) => person),
      ),
      until,
    );
  }
  const busy = outcomes.filter((outcome) => outcome.busy).map(({ person }) => person);
  if (busy.length > 0) await sendLater({ ...message, people: message.people.length === 0 ? [] : busy });
  const rest = visits.slice(outcomes.length).map(({ person }) => person.id);
  if (rest.length > 0) await handOn(message, rest);
  log("reminder.run", { agency: message.agency, count: visits.length });
}

type PersonOutcome = Outcome & { readonly person: string };

/** Visits while there is time. One person's failure holds up nobody else, and brings the message back for that one. */
async function visitAll(
  scene: Scene,
  visits: readonly Visit[],
  context: MessageContext,
): Promise<PersonOutcome[]> {
  const outcomes: PersonOutcome[] = [];
  const failures: unknown[] = [];
  for (const group of groupsOf(visits, atOnce)) {
    if (outcomes.length > 0 && context.remainingMilliseconds() < reserveMilliseconds) break;
    // A page may take minutes: who is mailed when is decided by the clock of that moment.
    const now = systemClock.now();
    const run = newId("event", now.epochMilliseconds);
    const settled = await Promise.allSettled(group.map((each) => visit({ ...scene, now }, each, run)));
    settled.forEach((result, index) => {
      const person = group[index]?.person.id ?? "";
      outcomes.push({ person, ...(result.status === "fulfilled" ? result.value : {}) });
      if (result.status === "rejected") failures.push(result.reason);
    });
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} visits failed: ${failures[0]}`);
  return outcomes;
}

function whoOf({ administratorsOf }: DigestMessage, people: readonly string[]) {
  // Administrators are found anew: who is one may have changed until then.
  return administratorsOf === undefined ? { people } : { people: [], administratorsOf };
}

async function handOn(message: DigestMessage, rest: readonly string[]): Promise<void> {
  if (message.administratorsOf === undefined) return await sendPages(message.agency, rest);
  await sendAdministrators(message.agency, message.administratorsOf);
}
