import type { Stored } from "#shared/platform/table/entity.ts";
import { expireClaim } from "#shared/reminders/ledger.ts";
import type { LedgerEntry } from "#shared/reminders/model.ts";
import type { WaitingItem } from "#shared/reminders/rules.ts";
import { type ReminderRecord, reminderEntity } from "#shared/reminders/store.ts";
import { decideFor, mailsOf, type PersonMail, type Superior } from "./decide.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { readFacts } from "./facts.ts";
import { isReachable, readPeople, type Visited } from "./people.ts";
import type { Scene } from "./scene.ts";
import { type PersonStep, stepsOfPerson } from "./steps.ts";

/** A person with the steps that are still to be settled. */
export interface Visit {
  readonly person: Visited;
  readonly steps: readonly PersonStep[];
  readonly superior: Superior | undefined;
  /** Mails that others cause: letters for the administrator, an official's digest for who acts. */
  readonly letters?: readonly PersonMail[];
  /** What a mail to them names besides, and none is sent for: the agency's tickets, for administrators. */
  readonly mentioned?: readonly WaitingItem[];
}

/** What is to be asked again and when: a mail that must wait, a claim whose worker may have died, or a busy service. */
export interface Outcome {
  readonly again?: string;
  readonly busy?: boolean;
}

/** What a page comes to. */
export interface Page {
  readonly visits: readonly Visit[];
  /** Claims of workers that may still be at it: looked at again when their lease is over. */
  readonly running: readonly ReminderRecord[];
  /** Claims of dead workers. */
  readonly expired: readonly Stored<ReminderRecord>[];
}

/**
 * What is left to do for these people at the scene's moment, over all cycles and roles: the steps that do not stand in
 * the ledger yet.
 */
export async function readVisits(scene: Scene, ids: readonly string[]): Promise<Page> {
  const people = await readPeople(scene, ids);
  const all = people.map((person) => ({ person, steps: stepsOfPerson(scene, person) }));
  const { ledger, running, expired } = await readLedger(
    scene,
    all.flatMap(({ steps }) => steps),
  );
  const open = all
    .map(({ person, steps }) => ({ person, steps: steps.filter(({ key }) => !ledger.has(key)) }))
    .filter(({ steps }) => steps.length > 0);
  return { visits: await withSuperiors(scene, open), running, expired };
}

/** The steps' entries by their keys, and those of them that are claims without an outcome. */
export async function readLedger(
  scene: Scene,
  steps: readonly PersonStep[],
): Promise<{ ledger: Map<string, Stored<ReminderRecord>> } & Pick<Page, "running" | "expired">> {
  const entries = await scene.table.getMany(
    reminderEntity,
    steps.map(({ name }) => name),
  );
  const claimed = entries.filter(({ state }) => state === "claimed");
  const isOver = (entry: LedgerEntry) => expireClaim(entry, scene.now).state !== "claimed";
  return {
    ledger: new Map(entries.map((entry) => [entry.key, entry])),
    running: claimed.filter((entry) => !isOver(entry)),
    expired: claimed.filter(isOver),
  };
}

/** With the name of each one's appraiser, where a mail says it. */
export async function withSuperiors(
  scene: Scene,
  open: readonly Pick<Visit, "person" | "steps">[],
): Promise<Visit[]> {
  const superiors = await readSuperiors(scene, open);
  return open.map((one) => ({ ...one, superior: superiors.get(one.person.appraiser?.id ?? "") }));
}

/** Names of appraisers, for those mails that say one; two requests for all, or none. */
async function readSuperiors(
  scene: Scene,
  visits: readonly Pick<Visit, "person" | "steps">[],
): Promise<Map<string, Superior>> {
  const wanted = visits.filter(({ steps }) =>
    steps.some(({ name }) => name.step === "open" || name.audience === "copy"),
  );
  const ids = [...new Set(wanted.flatMap(({ person }) => person.appraiser?.id ?? []))];
  if (ids.length === 0) return new Map();
  const superiors = await readPeople(scene, ids);
  return new Map(
    superiors.map((one) => [
      one.id,
      {
        name: one.name,
        position: one.position ?? "",
        getsLetters: one.isEmployee && isReachable(one),
      },
    ]),
  );
}

/** Another run may be about the same person; it has then written what the next look finds. */
const attempts = 3;

/** Looks at one person just before sending, decides, and does it. */
export async function visit(
  scene: Scene,
  { person, steps, superior, letters = [], mentioned = [] }: Visit,
  run: string,
): Promise<Outcome> {
  let ledger: ReadonlyMap<string, LedgerEntry> = new Map();
  for (let attempt = 1; ; attempt++) {
    const facts = { ...(await readFacts(scene, person, steps)), mentioned };
    const mails = [...mailsOf(scene, person, steps, facts, superior), ...letters];
    const decision = decideFor(scene, person, mails, ledger, facts);
    const delivery: Delivery = await deliver(scene, person, mails, decision, run);
    if (delivery === "busy") return { busy: true };
    if (delivery === "done") return decision.decision === "wait" ? { again: decision.until } : {};
    if (attempt === attempts) throw new Error("a person's steps change under every look");
    ({ ledger } = await readLedger(scene, [...steps, ...letters.map(({ step }) => step)]));
  }
}
