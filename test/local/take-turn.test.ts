import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as nextRound } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { takeTurn } from "#infra/local/take-turn.ts";

const folder = mkdtempSync(path.join(tmpdir(), "kinerja-turn-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("who comes second begins when the first has done", async () => {
  const happened: string[] = [];
  const done = await takeTurn(folder);
  const second = takeTurn(folder).then((alsoDone) => {
    happened.push("second begins");
    alsoDone();
  });
  await nextRound();
  happened.push("first is done");
  done();
  await second;
  expect(happened).toEqual(["first is done", "second begins"]);
});
