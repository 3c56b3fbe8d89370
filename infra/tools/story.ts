import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { serviceDirectory } from "../local/people.ts";
import { prepare } from "../local/prepare.ts";
import { startLocalCloud } from "../local/runtime/local-cloud.ts";
import { tellStory } from "../local/story/story.ts";

/**
 * `npm run story -- [roster.csv|xlsx] [--zone=Asia/Makassar]`: tells the main job from end to end on a local cloud of
 * its own, whose clock it moves; nothing of it stays. Ends with 1 if anything is not as it should be.
 */
const [roster = "", ...rest] = process.argv
  .slice(2)
  .sort((a, b) => Number(a.startsWith("--")) - Number(b.startsWith("--")));
const zone =
  [roster, ...rest].find((each) => each.startsWith("--zone="))?.slice("--zone=".length) ?? "Asia/Jakarta";
process.env["TZ"] = "UTC";
const dataDir = mkdtempSync(path.join(tmpdir(), "kinerja-story-"));
const assembly = await prepare("http://localhost:3000");
const cloud = await startLocalCloud({
  assembly,
  dataDir,
  people: serviceDirectory,
  startAt: "2026-12-07T02:00:00Z",
  isHeld: true,
});
const failures = await tellStory({ url: cloud.url, roster, zone, print: (line) => console.log(line) });
await cloud.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(failures === 0 ? 0 : 1);
