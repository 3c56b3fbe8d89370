import { CloudClient } from "./cloud-client.ts";
import { openBySchedule, planCycle } from "./cycle-chapters.ts";
import { Narrator } from "./narrator.ts";
import { importRoster, onboard } from "./roster-chapters.ts";

export interface StoryOptions {
  readonly url: string;
  readonly roster: string;
  readonly zone: string;
  readonly print: (line: string) => void;
}

/** The main job from end to end on any roster; answers how many things were not as they should be. */
export async function tellStory({ url, roster, zone, print }: StoryOptions): Promise<number> {
  const cloud = new CloudClient(url);
  const tell = new Narrator(print);
  try {
    const agency = await onboard(cloud, tell, { name: "Kota Cerita", preset: "pauh", zone });
    await importRoster(cloud, tell, agency, roster);
    const planned = await planCycle(cloud, tell, agency, { kind: "semester", year: 2027, index: 1 });
    await openBySchedule(cloud, tell, agency, planned);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return tell.finish();
}
