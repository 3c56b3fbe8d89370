import { allAgencies, directoryEntity } from "#shared/agencies/store.ts";
import type { HealthNote } from "#shared/health/model.ts";
import { healthRoutes } from "#shared/health/routes.ts";
import { healthOf } from "#shared/health/rules.ts";
import { allNotes, healthEntity } from "#shared/health/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { countDeadLetters } from "#shared/platform/dead-letters.ts";
import { implement, serve } from "#shared/platform/serve.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import type { Position } from "#shared/platform/table/query.ts";
import { PlatformTable } from "#shared/platform/table/table.ts";

/** More agencies than Indonesia has. */
const mostAgencies = 1000;
const pageSize = 1000;
/** So many pages of notes are read for an answer, of which a service of six hundred agencies fills six. */
const mostPages = 10;

export const implementation = implement(healthRoutes, {
  subjects: {},
  handlers: {
    readHealth: async (_input, { now }) => {
      const platform = new PlatformTable(functionConnection());
      const [{ notes, isWhole }, directory, deadLetters] = await Promise.all([
        readNotes(platform),
        platform.query(directoryEntity, { ...allAgencies, eventually: true }, { limit: mostAgencies }),
        countDeadLetters(),
      ]);
      return {
        now: isoInstant(now),
        ...healthOf({ notes, agencies: directory.items, deadLetters }, now),
        deadLetters,
        isWhole: isWhole && directory.next === undefined,
      };
    },
  },
});

export const handler = serve(implementation);

async function readNotes(platform: PlatformTable): Promise<{ notes: HealthNote[]; isWhole: boolean }> {
  const notes: HealthNote[] = [];
  let after: Position | undefined;
  for (let page = 0; page < mostPages; page++) {
    const request = after === undefined ? { limit: pageSize } : { limit: pageSize, after };
    const { items, next } = await platform.query(healthEntity, allNotes, request);
    notes.push(...items);
    if (next === undefined) return { notes, isWhole: true };
    after = next;
  }
  return { notes, isWhole: false };
}
