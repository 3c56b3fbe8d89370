import { noteOf } from "#shared/health/follow.ts";
import { healthEntity } from "#shared/health/store.ts";
import { consume } from "#shared/platform/consume.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { PlatformTable } from "#shared/platform/table/table.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";

/**
 * Keeps the operator's notes. A message carries all that a note says, and its version: told twice, late or in another
 * order, the newest stands. The function has access to no agency's items, so that nothing else can get into a note.
 */
export const handler = consume("health", ChangeEvent, async (event, { now }) => {
  const note = noteOf(event, now);
  if (note === undefined) return;
  const platform = new PlatformTable(functionConnection());
  try {
    await platform.write([platform.project(healthEntity, note, "source", note.source)]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
});
