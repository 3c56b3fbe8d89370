import { readFile } from "node:fs/promises";
import { checkRoster } from "#shared/people/roster/check.ts";
import type { ReadRow } from "#shared/people/roster/model.ts";
import { proposeAppraisers } from "#shared/people/roster/proposal.ts";
import { openRoster } from "#shared/people/roster/read.ts";
import { sayVerdict } from "#shared/people/roster/say.ts";
import { buildUnits } from "#shared/people/roster/units.ts";
import { dayOf, systemClock } from "#shared/platform/clock.ts";
import { columnLetters } from "#shared/platform/spreadsheet/model.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";

/**
 * Shows what an import would say of a file, without an agency: `node infra/tools/check-roster.ts <file>`.
 * Where the file has appraisers, it also measures how well they would have been proposed from the unit tree alone.
 */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: node infra/tools/check-roster.ts <roster.csv|xlsx>");

const today = dayOf(systemClock.now(), "Asia/Jakarta").toString();
const roster = await openRoster(await openSheet(await readFile(path)));
const rows: ReadRow[] = [];
for await (const row of roster.rows(today)) rows.push(row);
const check = checkRoster(rows, roster.header, { today });

const byCode = Map.groupBy(check.verdicts, ({ outcome, code }) => `${outcome} ${code}`);
for (const [code, verdicts] of byCode) console.log(`${String(verdicts.length).padStart(6)}  ${code}`);
for (const verdict of check.verdicts.filter(({ code }) => code !== "role.letter").slice(0, 200)) {
  const index = verdict.column && roster.header.columns[verdict.column];
  const cell = `${index === undefined ? "" : columnLetters(index)}${verdict.row}`;
  console.log(`${cell.padEnd(7)} ${verdict.outcome.padEnd(9)} ${sayVerdict(verdict, "id")}`);
}
console.log(check.counts, `${check.units.length} units`);

const named = check.entries.filter(({ appraiser }) => appraiser !== undefined);
const bare = check.entries.map(({ appraiser: _, ...entry }) => entry);
const office = named.flatMap(({ appraiser }) =>
  appraiser && "office" in appraiser ? appraiser.office : [],
)[0];
const proposals = proposeAppraisers(bare, bare, buildUnits(bare), office ?? "Kepala Daerah");
const tally = new Map<string, number>();
for (const [index, { appraiser, confidence }] of proposals.entries()) {
  const real = check.entries[index]?.appraiser;
  const verdict =
    real === undefined ? "unknown" : JSON.stringify(real) === JSON.stringify(appraiser) ? "right" : "wrong";
  tally.set(`${confidence} ${verdict}`, (tally.get(`${confidence} ${verdict}`) ?? 0) + 1);
}
console.log("appraisers proposed from the unit tree:", Object.fromEntries(tally));
