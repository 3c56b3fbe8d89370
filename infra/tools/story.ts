import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { serviceDirectory } from "../local/people.ts";
import { prepare, root } from "../local/prepare.ts";
import { startLocalCloud } from "../local/runtime/local-cloud.ts";
import { tellStory } from "../local/story/story.ts";

/**
 * `npm run story -- [roster.csv|xlsx] [--zone=Asia/Makassar] [--people=120]`: tells the main job from end to end on a
 * local cloud of its own, whose clock it moves; nothing of it stays. `--people` is how many act, in whole teams. Ends
 * with 1 if anything is not as it should be.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { zone: { type: "string", default: "Asia/Jakarta" }, people: { type: "string", default: "120" } },
});
const roster = path.resolve(positionals[0] ?? path.join(root, "infra/local/demo/pegawai.csv"));
process.env["TZ"] = "UTC";
const dataDir = mkdtempSync(path.join(tmpdir(), "kinerja-story-"));
const { assembly } = await prepare("http://localhost:3000");
const startAt = "2026-12-07T02:00:00Z";
const cloud = await startLocalCloud({ assembly, dataDir, people: serviceDirectory, startAt, isHeld: true });
const print = (line: string) => console.log(line);
const failures = await tellStory({
  url: cloud.url,
  roster,
  zone: values.zone,
  actors: Number(values.people),
  print,
});
await cloud.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(failures === 0 ? 0 : 1);
