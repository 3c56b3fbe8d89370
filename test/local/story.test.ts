import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serviceDirectory } from "#infra/local/people.ts";
import { prepare } from "#infra/local/prepare.ts";
import { startLocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { tellStory } from "#infra/local/story/story.ts";
import { appraiserColumns, makeRoster, rosterCsv, rosterDefects, rosterXlsx } from "../support/roster.ts";
import { atScale, isFullScale } from "../support/scale.ts";

/** A city of thousands takes the better part of an hour. */
const patience = atScale(30, 120) * 60_000;
const folder = mkdtempSync(path.join(tmpdir(), "kinerja-story-"));
let assembly: string;

beforeAll(async () => {
  ({ assembly } = await prepare("http://localhost:3000"));
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

/** Tells the story on a local cloud of its own; answers how much was not as it should be. */
async function tell(
  name: string,
  roster: Buffer,
  zone: string,
  print: (line: string) => void,
): Promise<number> {
  const file = path.join(folder, name);
  writeFileSync(file, roster);
  const cloud = await startLocalCloud({
    assembly,
    people: serviceDirectory,
    startAt: "2026-12-07T02:00:00Z",
    isHeld: true,
  });
  try {
    return await tellStory({ url: cloud.url, roster: file, zone, actors: 8, print });
  } finally {
    await cloud.close();
  }
}

const messy = makeRoster({ people: 45, seed: 3, defects: rosterDefects });
const stories = [
  {
    of: "a workbook with every defect",
    in: "Asia/Makassar",
    file: "pegawai.xlsx",
    content: rosterXlsx(messy),
  },
];
if (isFullScale()) {
  const personnel = rosterCsv(makeRoster({ people: 40, seed: 4 }), appraiserColumns);
  const city = rosterCsv(makeRoster({ people: 2_500, seed: 5, defects: rosterDefects }));
  stories.push(
    { of: "an export without appraisers", in: "Asia/Jayapura", file: "simpeg.csv", content: personnel },
    { of: "thousands", in: "Asia/Jakarta", file: "kota.csv", content: city },
  );
}

test.for(stories)(
  "the main job from roster to result, on $of, in $in",
  { timeout: patience },
  async ({ file, content, in: zone }, { onTestFailed }) => {
    const lines: string[] = [];
    // Also where it ran out of time: how far it had come.
    onTestFailed(() => console.log(lines.join("\n")));
    expect(await tell(file, content, zone, (line) => lines.push(line))).toBe(0);
  },
);
