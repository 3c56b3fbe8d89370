import type * as z from "zod";
import { houseAgencyId, houseName } from "#shared/agencies/model.ts";
import { agencyEntity } from "#shared/agencies/store.ts";
import { assistedOn } from "#shared/identity/assists.ts";
import type { MeView } from "#shared/identity/model.ts";
import { memberEntity } from "#shared/identity/store.ts";
import { dayOf, isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** Who a member is, in which agency, and what time it is for the service. Two reads, one for the service's own house. */
export async function meOf(
  table: AgencyTable,
  memberId: Id<"member">,
  now: Temporal.Instant,
): Promise<z.output<typeof MeView>> {
  const [member, agency] = await Promise.all([table.get(memberEntity, { memberId }), agencyOf(table)]);
  if (member === undefined || agency === undefined) throw new AppError("signed-out");
  const assisted = assistedOn(member, dayOf(now, agency.zone).toString());
  const assists = assisted.length === 0 ? undefined : assisted;
  return { ...member, assists, agency, now: isoInstant(now) };
}

async function agencyOf(table: AgencyTable) {
  if (table.agency !== houseAgencyId) return await table.get(agencyEntity, {});
  return { agencyId: table.agency, name: houseName, zone: "Asia/Jakarta", language: "id" as const };
}
