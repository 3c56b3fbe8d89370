import { test } from "vitest";
import { rosterPreviewSeconds } from "#infra/tools/budgets.ts";
import { checkRoster } from "#shared/people/roster/check.ts";
import type { ReadRow } from "#shared/people/roster/model.ts";
import { openRoster } from "#shared/people/roster/read.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import { watchMemory } from "#test/support/memory.ts";
import { makeRoster, rosterXlsx } from "#test/support/roster.ts";
import { isFull, report } from "./report.ts";

test("a roster's preview", async () => {
  const people = isFull ? 100_000 : 10_000;
  const file = rosterXlsx(makeRoster({ people }));
  const what = `roster of ${people.toLocaleString("en")} rows, ${(file.length / 1e6).toFixed(1)} MB`;

  const grown = watchMemory();
  for await (const _ of (await openSheet(file)).rows());
  report({ what: `${what}, memory grown while read`, measured: grown(), unit: "MB" });

  const start = performance.now();
  const roster = await openRoster(await openSheet(file));
  const rows: ReadRow[] = [];
  for await (const row of roster.rows("2026-11-21")) rows.push(row);
  checkRoster(rows, roster.header, { today: "2026-11-21" });
  const most = (rosterPreviewSeconds * people) / 10_000;
  report({ what: `${what}, preview`, measured: (performance.now() - start) / 1000, unit: "s", most });
});
