import { readAgency } from "#shared/agencies/store.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import { instantOn, nextWorkingDay } from "#shared/cycles/calendar.ts";
import {
  type ContractList,
  contractListEntity,
  listTime,
  planContractList,
} from "#shared/people/contract-lists.ts";
import {
  type Contract,
  contractNoticeDays,
  contractOf,
  countByEnd,
  isNewOnList,
} from "#shared/people/contracts.ts";
import type { Day } from "#shared/people/model.ts";
import { peopleByContractEnd } from "#shared/people/store.ts";
import { dayOf, Temporal } from "#shared/platform/clock.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/**
 * Makes the list of the contracts that end, for the administrators: whatever came on it since the last one, so that a
 * morning missed is made up for, and on a day that is not worked it waits for the next that is. The list is one item,
 * written on condition that nobody has written it: two workers cannot both make it.
 */
export async function listContracts(table: AgencyTable, now: Temporal.Instant): Promise<void> {
  const agency = await readAgency(table);
  const calendar = agencyCalendar(agency);
  const today = dayOf(now, calendar.zone);
  const day = nextWorkingDay(calendar, today);
  if (Temporal.Instant.compare(now, instantOn(day, listTime, calendar.zone)) < 0) {
    return await planContractList(table, day, calendar.zone);
  }
  const last = await table.get(contractListEntity, {});
  const ends = countByEnd(await newContracts(table, day, last?.day));
  if (ends.length === 0) return;
  const list: ContractList = { day: day.toString(), ends };
  await table.write([
    last === undefined
      ? table.create(contractListEntity, list)
      : table.replace(contractListEntity, last, list),
  ]);
}

/** The index is enough: a contract comes on no list before the day after it became known. */
async function newContracts(
  table: AgencyTable,
  day: Temporal.PlainDate,
  listBefore: Day | undefined,
): Promise<Contract[]> {
  const today = day.toString();
  const beyond = day.add({ days: Math.max(...contractNoticeDays) + 1 }).toString();
  const found: Contract[] = [];
  for await (const person of table.each(peopleByContractEnd(today, beyond))) {
    const contract = contractOf(person);
    if (contract !== undefined && isNewOnList(contract, today, listBefore)) found.push(contract);
  }
  return found;
}
