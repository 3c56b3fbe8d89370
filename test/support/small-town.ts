import { plannedResults, workOf } from "#infra/local/demo/work-samples.ts";
import type { Api, CloudClient } from "#infra/local/story/cloud-client.ts";
import { until } from "#infra/local/story/cloud-client.ts";
import { onboardByApi } from "./onboarding.ts";
import { importPeople, type Rostered } from "./roster-import.ts";

/** An agency with people in units and a semester cycle that is open for planning, made by the API alone. */
export interface Town {
  readonly id: string;
  readonly administrator: string;
  readonly cycle: Awaited<ReturnType<Api["cycles"]["readCycle"]>>;
  /** The API as somebody of the town: an address or a NIP. */
  as(who: string): Promise<Api>;
  /** What follows from the last changes (counts, mails) is done when this answers. */
  settle(): Promise<void>;
  /** The id of whoever has that NIP. */
  idOf(nip: string): Promise<string>;
  /** Writes somebody's plan and sends it; their appraiser may approve it. */
  submitPlan(nip: string, approver?: string): Promise<void>;
}

/** The window of planning, in days; the cloud's clock must stand before it, and stands on its first morning afterwards. */
interface Planning {
  readonly from: string;
  readonly to: string;
}

const roomy: Planning = { from: "2026-12-14", to: "2026-12-23" };
/** For a town that is to be appraised in January: each night until then costs its recount. */
export const lateInDecember: Planning = { from: "2026-12-29", to: "2026-12-31" };

export async function settleTown(
  cloud: CloudClient,
  people: readonly Rostered[],
  planning = roomy,
): Promise<Town> {
  const { id, administrator } = await onboardByApi(cloud);
  const as = (who: string) => cloud.as(who, id);
  const settle = async () => void (await cloud.control("POST", "/clock", { advance: "PT0S" }));
  await importPeople(await as(administrator), people);
  await settle();
  const cycle = await openCycle(cloud, as, administrator, planning);
  const idOf = async (nip: string) => {
    const { items } = await (await as(administrator)).people.listPeople({ query: { nip } });
    if (items[0] === undefined) throw new Error(`nobody has the NIP ${nip}`);
    return items[0].id;
  };
  const submitPlan = async (nip: string, approver?: string) => {
    const employee = await as(nip);
    const [part] = (await employee.cycles.listParts({ params: { cycleId: cycle.id } })).items;
    if (part === undefined) throw new Error(`${nip} has no part`);
    const params = { cycleId: cycle.id, partId: part.id };
    for (const [index, result] of plannedResults(townWork(part.id)).entries()) {
      const body = { version: 0, order: index + 1, result };
      await employee.plans.saveResultDraft({ params: { ...params, resultId: result.id }, body });
    }
    const { versions } = await employee.plans.submitPlan({ params, body: {} });
    const [submitted] = versions;
    if (submitted === undefined) throw new Error(`the plan of ${nip} has no version`);
    if (approver === undefined) return;
    const { number: version, hash } = submitted;
    await (await as(approver)).plans.approvePlan({ params, body: { version, hash } });
  };
  return { id, administrator, cycle, as, settle, idOf, submitPlan };
}

async function openCycle(
  cloud: CloudClient,
  as: Town["as"],
  administrator: string,
  { from, to }: Planning,
): Promise<Town["cycle"]> {
  const admin = await as(administrator);
  const planned = await admin.cycles.planCycle({
    body: { period: { kind: "semester", year: 2026, index: 2 } },
  });
  const params = { cycleId: planned.id };
  const opensAt = `${from}T00:00`;
  const windows = {
    planning: { opensAt, closesAt: `${to}T23:59` },
    progress: { opensAt, closesAt: "2027-01-29T23:59" },
  };
  await admin.cycles.changeCycle({ params, body: { opensAt, windows } });
  await cloud.moveTo(`${from}T08:30:00+08:00`);
  const reader = await as(administrator);
  return await until(
    () => reader.cycles.readCycle({ params }),
    ({ state }) => state === "open",
  );
}

/** What everybody's part is about; results above and behaviour as expected give "Baik". */
export function townWork(part: string) {
  return workOf({ part, unit: "Dinas Sosial", turn: 0, judgement: "goodAbove", size: "two" });
}
