import { readAgency } from "#shared/agencies/store.ts";
import { readCurrentRoster } from "#shared/people/current-roster.ts";
import { type Application, type ImportJob, mappingEntity } from "#shared/people/imports.ts";
import { checkRoster, type RosterCheck } from "#shared/people/roster/check.ts";
import { knownPeople } from "#shared/people/roster/current.ts";
import { diffRoster, type IdMaker, planLeaving, type RosterDiff } from "#shared/people/roster/diff.ts";
import type { ReadRow } from "#shared/people/roster/model.ts";
import { applySteps, type CurrentRoster, mergeSteps, type Step } from "#shared/people/roster/operations.ts";
import { RosterProblem, rosterProblems } from "#shared/people/roster/problems.ts";
import { confidences, withProposals } from "#shared/people/roster/proposal.ts";
import { openRoster, type RosterFile } from "#shared/people/roster/read.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import { derivedId, sha256 } from "#shared/platform/digest.ts";
import { FileProblem, fileProblems } from "#shared/platform/spreadsheet/model.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { say, type Text, type TextValues } from "#shared/platform/text.ts";
import { readUpload } from "./import-files.ts";

/** A file judged against the agency as it is now. */
export interface ReadImport {
  readonly fileHash: string;
  readonly header: RosterFile["header"];
  readonly rows: readonly ReadRow[];
  readonly check: RosterCheck;
  readonly current: CurrentRoster;
  readonly today: string;
}

/** What the job says of a file that cannot be used; the header where it came as far. */
export interface UnusableFile {
  readonly problem: NonNullable<ImportJob["problem"]>;
  readonly fileHash?: string;
  readonly header?: RosterFile["header"];
}

/** Reads and judges the uploaded file. */
export async function readImport(
  table: AgencyTable,
  job: Pick<ImportJob, "id">,
  now: Temporal.Instant,
): Promise<ReadImport | UnusableFile> {
  const bytes = await readUpload({ agency: table.agency, import: job.id });
  if (bytes === undefined) return { problem: inWords("file.empty", fileProblems["file.empty"], {}) };
  const fileHash = sha256(bytes);
  let header: RosterFile["header"] | undefined;
  try {
    const mapping = await table.get(mappingEntity, {});
    const file = await openRoster(await openSheet(bytes), mapping?.columns ?? {});
    header = file.header;
    return { fileHash, header, ...(await judgeRows(table, file, now)) };
  } catch (error) {
    const problem = problemOfFile(error);
    if (problem === undefined) throw error;
    return header === undefined ? { problem, fileHash } : { problem, fileHash, header };
  }
}

async function judgeRows(table: AgencyTable, file: RosterFile, now: Temporal.Instant) {
  const { profile } = await readAgency(table);
  const today = dayOf(now, profile.zone).toString();
  const rows: ReadRow[] = [];
  for await (const row of file.rows(today)) rows.push(row);
  const current = await readCurrentRoster(table);
  const known = knownPeople(current, today);
  const check = checkRoster(rows, file.header, { today, agencyName: profile.name, known });
  return { rows, check, current, today };
}

/** Ids follow from the import and the names in the file, so that planning twice gives the same people. */
function idMaker(importId: string): IdMaker {
  return {
    employee: (nip) => derivedId("employee", importId, nip),
    unit: (key) => derivedId("unit", importId, key),
    official: (office) => derivedId("official", importId, office),
    assignment: (nip, from) => derivedId("assignment", importId, nip, from),
  };
}

/** What applying comes to, with the proposals that are confirmed and the leavers that are named. */
export function planned(
  job: Pick<ImportJob, "id">,
  { check, current, today }: ReadImport,
  application: Pick<Application, "proposals"> & Partial<Application>,
): { diff: RosterDiff; steps: readonly Step[] } {
  const confirmed = check.proposals.filter(({ confidence }) =>
    isConfirmed(confidence, application.proposals),
  );
  const entries = withProposals(check.entries, confirmed);
  const effective = application.effective ?? today;
  const diff = diffRoster({ ...check, entries }, current, { effective, ids: idMaker(job.id) });
  const leaving = planLeaving(applySteps(current, diff.steps), application.leavers ?? []);
  return { diff, steps: mergeSteps([...diff.steps, ...leaving]) };
}

function isConfirmed(confidence: (typeof confidences)[number], wanted: Application["proposals"]): boolean {
  if (wanted === "none") return false;
  return wanted === "all" || confidences.indexOf(confidence) <= confidences.indexOf(wanted);
}

/** The problem of a file in both languages, or undefined for an error of ours. */
function problemOfFile(error: unknown): UnusableFile["problem"] | undefined {
  if (error instanceof FileProblem) return inWords(error.code, fileProblems[error.code], error.values);
  if (error instanceof RosterProblem) return inWords(error.code, rosterProblems[error.code], error.values);
  return undefined;
}

function inWords(code: string, text: Text, values: TextValues): UnusableFile["problem"] {
  return { code, id: say(text, "id", values), en: say(text, "en", values) };
}
