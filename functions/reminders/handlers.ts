import { cycleEntity, partsOfUnit, supervisorsOfCycle } from "#shared/cycles/store.ts";
import { deadlineVersion, findWindow } from "#shared/cycles/windows.ts";
import { fullName } from "#shared/people/person.ts";
import { addressHash, officialEntity, personEntity } from "#shared/people/store.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { Position } from "#shared/platform/table/query.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { expireClaim } from "#shared/reminders/ledger.ts";
import { nightElement } from "#shared/reminders/mail-style.ts";
import { skipTexts } from "#shared/reminders/messages.ts";
import { reminderRoutes } from "#shared/reminders/routes.ts";
import {
  deadAddresses,
  ledgerShards,
  type ReminderRecord,
  remindersOfWindow,
} from "#shared/reminders/store.ts";
import { comingSteps, firstStep, foreseeAt, nextInstant } from "./foresee.ts";
import { readScene } from "./scene.ts";

export const implementation = implement(reminderRoutes, {
  subjects: {},
  handlers: {
    listReminders: async ({ query }, context) => {
      const { table, now, language } = context;
      const scene = await readScene(table, now);
      const cycle = scene.cycles.find(({ id }) => id === query.cycle);
      if (cycle === undefined) {
        if ((await table.get(cycleEntity, { id: query.cycle })) === undefined)
          throw new AppError("not-found");
        return { steps: [], items: [] };
      }
      const steps = comingSteps(scene, cycle, language);
      const at = nextInstant(steps, query.unit === undefined ? ["supervisor", "superior"] : ["employee"]);
      if (at === undefined) return { steps, items: [] };
      const { people, next } = await peoplePage(context, cycle.id, query);
      const foreseen = await foreseeAt({ ...scene, cycles: [cycle] }, people, at, language);
      const items = foreseen.map(({ view }) => view);
      return { at, steps, items, ...(next === undefined ? {} : { next }) };
    },

    readReminderLedger: async ({ query }, context) => {
      const cycle = await context.table.get(cycleEntity, { id: query.cycle });
      if (cycle === undefined) throw new AppError("not-found");
      const window = findWindow(cycle, query.window)?.window;
      if (window === undefined) throw new AppError("cycle.window-unknown");
      const version = query.deadlineVersion ?? deadlineVersion(window);
      const place = { cycleId: query.cycle, window: query.window, deadlineVersion: version };
      const { items, next } = await ledgerPage(context, place, query);
      const names = await namesOf(
        context.table,
        items.map(({ personId }) => personId),
      );
      const rows = items
        .map((entry) => ({ ...entry, ...expireClaim(entry, context.now) }))
        .filter(({ step, state }) => (query.step ?? step) === step && (query.state ?? state) === state)
        .map((entry) => ({
          ...entry,
          name: names.get(entry.personId) ?? "",
          ...(entry.reason === undefined ? {} : { why: skipTexts[entry.reason] }),
        }));
      return next === undefined ? { items: rows } : { items: rows, next };
    },

    previewReminder: async ({ query }, { table, now, language }) => {
      const scene = await readScene(table, now);
      const cycle = scene.cycles.find(({ id }) => id === query.cycle);
      const step = cycle && firstStep(scene, cycle, query);
      if (cycle === undefined || step === undefined) throw new AppError("not-found");
      const [foreseen] = await foreseeAt(
        { ...scene, cycles: [cycle] },
        [query.person],
        step.at,
        language,
        (due) => due.step.at === step.at,
      );
      if (foreseen === undefined) throw new AppError("not-found");
      const { mail } = foreseen;
      // As by day: beside what is written about it, one page does not have two grounds.
      const shown = mail && { ...mail, html: mail.html.replace(nightElement, "") };
      return { ...foreseen.view, at: step.at, ...(shown && { mail: shown }) };
    },

    listDeadAddresses: async ({ query }, { table, cursors }) => {
      const page = await table.query(deadAddresses, cursors.page(query));
      const people = await peopleOf(
        table,
        page.items.map(({ person }) => person),
      );
      const answer = cursors.answer(page);
      const items = answer.items.flatMap(({ person, addressHash: hash, since }) => {
        const known = people.get(person);
        // Whoever has another address by now is reached again.
        const isStill = known?.email !== undefined && addressHash(known.email) === hash;
        return isStill ? [{ id: person, name: known.name, since }] : [];
      });
      return { ...answer, items };
    },
  },
});

export const handler = serve(implementation);

/** A page of a cycle's supervisors, or of a unit's employees with parts in it. */
async function peoplePage(
  { table, cursors }: CallContext,
  cycle: Id<"cycle">,
  query: { limit: number; cursor?: string | undefined; unit?: Id<"unit"> | undefined },
): Promise<{ people: string[]; next?: string }> {
  if (query.unit === undefined) {
    const { items, next } = cursors.answer(await table.query(supervisorsOfCycle(cycle), cursors.page(query)));
    return { people: items.map(({ id }) => id), ...(next === undefined ? {} : { next }) };
  }
  const { items, next } = cursors.answer(
    await table.query(partsOfUnit(query.unit, cycle), cursors.page(query)),
  );
  const people = new Set(items.map(({ employeeId }) => employeeId as string));
  return { people: [...people], ...(next === undefined ? {} : { next }) };
}

type LedgerPlace = Parameters<typeof remindersOfWindow>[0];

/** A page over the ledger's shards, one after the other; the cursor says in which it stands. */
async function ledgerPage(
  { table, cursors }: CallContext,
  place: LedgerPlace,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Stored<ReminderRecord>[]; next?: string }> {
  const { shard: first = "0", ...position } = cursor === undefined ? {} : cursors.read(cursor);
  const items: Stored<ReminderRecord>[] = [];
  let after: Position | undefined = Object.keys(position).length === 0 ? undefined : position;
  for (let shard = Number(first); shard < ledgerShards; shard++) {
    const request = { limit: limit - items.length, ...(after === undefined ? {} : { after }) };
    const page = await table.query(remindersOfWindow(place, shard), request);
    items.push(...page.items);
    if (page.next !== undefined)
      return { items, next: cursors.write({ ...page.next, shard: String(shard) }) };
    after = undefined;
    const isFull = items.length >= limit && shard + 1 < ledgerShards;
    if (isFull) return { items, next: cursors.write({ shard: String(shard + 1) }) };
  }
  return { items };
}

async function namesOf(table: AgencyTable, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map([...(await peopleOf(table, ids))].map(([id, { name }]) => [id, name]));
}

async function peopleOf(
  table: AgencyTable,
  ids: readonly string[],
): Promise<Map<string, { name: string; email: string | undefined }>> {
  const found = await table.getTogether(
    [personEntity, ids.flatMap((id) => ref(idSchema("employee").safeParse(id).data))],
    [officialEntity, ids.flatMap((id) => ref(idSchema("official").safeParse(id).data))],
  );
  return new Map([
    ...found.person.map((one) => [one.id as string, { name: fullName(one), email: one.email }] as const),
    ...found.official.map(
      (one) => [one.id as string, { name: one.name ?? one.office, email: one.email }] as const,
    ),
  ]);
}

function ref<I>(id: I | undefined): { id: I }[] {
  return id === undefined ? [] : [{ id }];
}
