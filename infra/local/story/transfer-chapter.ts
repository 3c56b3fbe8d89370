import { asPerson, type Cast, type PartRow, teamsOf } from "./cast.ts";
import { type CloudClient, type CycleView, until } from "./cloud-client.ts";
import { instantIn } from "./cycle-chapters.ts";
import type { Narrator } from "./narrator.ts";
import { approve, approvePlans, submitPlan } from "./plan-chapters.ts";
import type { Agency } from "./roster-chapters.ts";

/**
 * 9. The plans that were late are approved. In mid-period somebody moves to another unit and supervisor: they have two
 * parts with an appraiser each, and what they wrote stays. Answers the cast with the second part.
 */
export async function transfer(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
  cast: Cast,
): Promise<Cast> {
  tell.chapter("9. A transfer in mid-period");
  await approvePlans(cloud, tell, agency, cast, [...teamsOf(cast).keys()].slice(-1));
  const { mover, target } = chooseMove(cast);
  const day = middleOf(cycle);
  await cloud.moveTo(instantIn(`${day}T09:00`, agency.zone));
  const params = { cycleId: cycle.id, partId: mover.id };
  const before = await (await asPerson(cloud, agency, cast, mover.employeeId)).plans.readPlan({ params });
  const admin = await cloud.as(agency.administrator, agency.id);
  await tell.step(
    `POST /v1/assignments from ${day}`,
    () =>
      admin.people.assignPerson({
        body: { employee: mover.employeeId, from: day, unit: target.unit, appraiser: target.appraiser },
      }),
    ({ assignments }) => `${assignments.length} assignments`,
  );
  const employee = await asPerson(cloud, agency, cast, mover.employeeId);
  const [first, second] = await tell.step(
    "GET …/parts as the employee",
    async () => {
      const look = () => employee.cycles.listParts({ params: { cycleId: cycle.id } });
      const { items } = await until(look, ({ items }) => items.length === 2);
      return items.sort((a, b) => a.number - b.number);
    },
    (parts) => parts.map(({ from, to }) => `${from} to ${to}`).join(", then "),
  );
  if (first === undefined || second === undefined) throw new Error("there are no two parts");
  tell.check("the first part keeps its appraiser", first.appraiser?.id === mover.appraiser?.id);
  tell.check("the second has the new one", second.appraiser?.id === target.appraiser?.id);
  const after = await employee.plans.readPlan({ params });
  const isSame = JSON.stringify(after.versions) === JSON.stringify(before.versions);
  tell.check("nobody loses what they wrote", isSame && after.state === before.state);
  await tell.step(
    "a plan for the second part, submitted and approved",
    async () => {
      await submitPlan(employee, second);
      await approve(await asPerson(cloud, agency, cast, target.appraiser?.id), second);
    },
    () => "approved",
  );
  return { ...cast, parts: [...cast.parts, second] };
}

/** Somebody who appraises nobody, and a supervisor's own team to move to; in another unit where there is one. */
function chooseMove(cast: Cast): { mover: PartRow; target: PartRow } {
  const supervisors = teamsOf(cast);
  for (const mover of cast.parts) {
    if (supervisors.has(mover.employeeId)) continue;
    const others = cast.parts.filter(
      ({ appraiser, employeeId }) =>
        appraiser !== undefined &&
        appraiser.id !== mover.appraiser?.id &&
        appraiser.id !== mover.employeeId &&
        employeeId !== mover.employeeId,
    );
    const target = others.find(({ unit }) => unit !== mover.unit) ?? others[0];
    if (target !== undefined) return { mover, target };
  }
  throw new Error("the cast has one supervisor: let more people act");
}

/** The middle day of the period. */
function middleOf({ period }: CycleView): string {
  const [from, to] = [Date.parse(`${period.from}T00:00:00Z`), Date.parse(`${period.to}T00:00:00Z`)];
  return new Date((from + to) / 2).toISOString().slice(0, 10);
}
