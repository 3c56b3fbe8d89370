import * as z from "zod";
import { isoInstant, Temporal } from "../platform/clock.ts";
import { milestone, planMilestone } from "../platform/milestones.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { type Contract, contractListDays } from "./contracts.ts";
import { Day } from "./model.ts";

/** The last list of contracts that end: the write of it mails the administrators, and the next begins after its day. */
export const ContractList = z.object({
  day: Day,
  /** How many contracts came on it, by the day on which they end. */
  ends: z.array(z.object({ end: Day, count: z.int() })),
});
export type ContractList = z.infer<typeof ContractList>;

export const contractListEntity = entity({
  name: "contractList",
  keyClass: "milestones",
  schema: 1,
  model: ContractList,
  key: (agency, _ref: object) => keys.job(agency, agency, "CONTRACTS"),
});

/** When a list is made, if that day is worked. */
export const listTime = "08:00";

/**
 * The mornings on which these contracts come on a list; one that is planned already stays. Planned before the contracts
 * are written, so that none is without: a morning too many finds nothing, one too few is a contract nobody hears of.
 */
export async function planContractLists(
  table: AgencyTable,
  contracts: readonly Contract[],
  zone: string,
): Promise<void> {
  const days = new Set(contracts.flatMap(contractListDays));
  await Promise.all([...days].map((day) => planContractList(table, Temporal.PlainDate.from(day), zone)));
}

/** One morning for all of the agency's contracts. */
export async function planContractList(
  table: AgencyTable,
  day: Temporal.PlainDate,
  zone: string,
): Promise<void> {
  const at = isoInstant(day.toZonedDateTime({ timeZone: zone, plainTime: listTime }).toInstant());
  await planMilestone(table, milestone({ subject: table.agency, kind: "contract.list", at, name: "" }));
}
