import * as z from "zod";
import { isoInstant, type Temporal } from "../platform/clock.ts";
import { line } from "../platform/fields.ts";
import { idSchema } from "../platform/ids.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { InstantText } from "./model.ts";

/** Why the service could not be reached, as agencies read it. */
export const outageReason = line(300).min(1);

/**
 * A stretch in which the service could not be reached. The operator's house holds the record; every agency gets its own
 * copy, by which its windows are extended and its late submissions are judged.
 */
export const Outage = z.object({
  id: idSchema("outage"),
  from: InstantText,
  to: InstantText,
  reason: outageReason,
  recordedAt: InstantText,
});
export type Outage = z.infer<typeof Outage>;

export const outageEntity = entity({
  name: "outage",
  keyClass: "outages",
  schema: 1,
  model: Outage,
  key: (agency, ref: Pick<Outage, "id" | "to">) => keys.outage(agency, ref.to, ref.id),
});

/** The last first. `A#<a>#OUTAGES` */
export const recordedOutages = accessPattern([outageEntity], (agency) => ({
  partition: keys.outage(agency, "", "").pk,
  descending: true,
}));

/** Those that had not ended at an instant, the first to end first. `A#<a>#OUTAGES` / `<to>#…` */
function outagesEndingAfter(at: string) {
  return accessPattern([outageEntity], (agency) => ({
    partition: keys.outage(agency, "", "").pk,
    between: [at, "~"],
  }));
}

/** More outages at once than any deadline has seen. */
const mostLookedAt = 20;

/** Whether one recorded outage covers the whole stretch. */
export async function outageCovers(
  table: AgencyTable,
  stretch: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<boolean> {
  const [from, to] = [isoInstant(stretch.from), isoInstant(stretch.to)];
  const { items } = await table.query(outagesEndingAfter(to), { limit: mostLookedAt });
  return items.some((outage) => outage.from <= from);
}
