import { checkRoster } from "#shared/people/roster/check.ts";
import type { ReadRow } from "#shared/people/roster/model.ts";
import { openRoster } from "#shared/people/roster/read.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import { makeRoster, rosterXlsx } from "#test/support/roster.ts";

/**
 * Time and memory of a roster's preview: `node --expose-gc test/bench/roster-import.ts [people]`.
 * Target (docs/budgets.md): 10,000 rows in at most 5 s; reading holds the file, its distinct texts and a few rows, however many.
 */
const people = Number(process.argv[2] ?? 10_000);
const file = rosterXlsx(makeRoster({ people }));
const heap = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1_000_000);
};

const before = heap();
let most = 0;
let read = 0;
let start = performance.now();
for await (const _ of (await openSheet(file)).rows()) {
  if (++read % 10_000 === 0) most = Math.max(most, heap() - before);
}
console.log(
  `read ${read} rows of ${(file.length / 1e6).toFixed(1)} MB in ${Math.round(performance.now() - start)} ms, heap +${most} MB`,
);

start = performance.now();
const roster = await openRoster(await openSheet(file));
const rows: ReadRow[] = [];
for await (const row of roster.rows("2026-11-21")) rows.push(row);
const { counts } = checkRoster(rows, roster.header, { today: "2026-11-21" });
console.log(`preview in ${Math.round(performance.now() - start)} ms, heap +${heap() - before} MB`, counts);
