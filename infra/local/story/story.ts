import { appraise, evaluationOf, monitorAndExport } from "./appraisal-chapters.ts";
import { allParts, chooseCast } from "./cast.ts";
import { CloudClient } from "./cloud-client.ts";
import { instantIn, openBySchedule, planCycle } from "./cycle-chapters.ts";
import { Narrator } from "./narrator.ts";
import { makePlans } from "./plan-chapters.ts";
import { closeAndExtend, remindDayByDay } from "./reminder-chapters.ts";
import { importAgain, importRoster, onboard } from "./roster-chapters.ts";
import { transfer } from "./transfer-chapter.ts";

export interface StoryOptions {
  readonly url: string;
  readonly roster: string;
  readonly zone: string;
  /** So many people act, in whole teams; the others stay where the opening put them, and are waited for. */
  readonly actors: number;
  readonly print: (line: string) => void;
}

/** The main job from end to end on any roster; answers how many things were not as they should be. */
export async function tellStory({ url, roster, zone, actors, print }: StoryOptions): Promise<number> {
  const cloud = new CloudClient(url);
  const tell = new Narrator(print);
  try {
    const agency = await onboard(cloud, tell, { name: "Kota Cerita", preset: "pauh", zone });
    await importRoster(cloud, tell, agency, roster);
    await importAgain(cloud, tell, agency);
    const planned = await planCycle(cloud, tell, agency, { kind: "semester", year: 2027, index: 1 });
    const cycle = await openBySchedule(cloud, tell, agency, planned);
    const parts = await allParts(await cloud.as(agency.administrator, agency.id), cycle.id);
    const everyone = await chooseCast(cloud, agency, parts, actors + 1);
    const late = { ...everyone, parts: everyone.parts.slice(-1) };
    const punctual = { ...everyone, parts: everyone.parts.slice(0, -1) };
    await makePlans(cloud, tell, agency, punctual);
    await remindDayByDay(cloud, tell, agency, cycle);
    await closeAndExtend(cloud, tell, agency, cycle, late);
    const cast = await transfer(cloud, tell, agency, cycle, everyone);
    await cloud.moveTo(
      new Date(
        Date.parse(instantIn(evaluationOf(cycle).windows.report.opensAt, zone)) + 60_000,
      ).toISOString(),
    );
    await appraise(cloud, tell, agency, cycle, cast);
    const again = await cloud.as(agency.administrator, agency.id);
    await monitorAndExport(cloud, tell, agency, cycle, await allParts(again, cycle.id), cast.parts.length);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    tell.check("the story came to its end", false);
  }
  return tell.finish();
}
