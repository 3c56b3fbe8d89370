import { afterEach } from "vitest";
import { idSchema } from "#shared/platform/ids.ts";
import { milestoneEntity } from "#shared/platform/milestones.ts";
import { dueShards } from "#shared/platform/table/keys.ts";
import type { World } from "./world.ts";

/**
 * Each test of the file ticks for itself alone: a tick works for every agency there is, so what earlier tests left due
 * would be done again and again, and the last test of a file took ten times as long as the same test alone.
 */
export function useOwnSchedule(world: World): void {
  afterEach(async () => {
    await Promise.all(Array.from({ length: dueShards }, (_, shard) => clearShard(world, shard)));
  });
}

async function clearShard(world: World, shard: number): Promise<void> {
  const platform = world.platform();
  const range = { index: "due", partition: `DUE#${shard}`, between: ["0", "~"] } as const;
  for (;;) {
    const { items } = await platform.queryReadable(milestoneEntity, range, { limit: 50 });
    if (items.length === 0) return;
    for (const one of items) {
      const [, agency] = one.key.pk.split("#");
      const table = world.table(idSchema("agency").parse(agency));
      await table.write([table.forget(milestoneEntity, one)]);
    }
  }
}
