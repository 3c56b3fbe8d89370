import { readAgency } from "#shared/agencies/store.ts";
import { type Application, type ImportJob, mappingEntity } from "#shared/people/imports.ts";
import { checkRoster, type RosterCheck } from "#shared/people/roster/check.ts";
import { knownPeople } from "#shared/people/roster/current.ts";
import {
  diffRoster,
  diffText,
  type IdMaker,
  planLeaving,
  type RosterDiff,
} from "#shared/people/roster/diff.ts";
import type { ReadRow } from "#shared/people/roster/model.ts";
import type { CurrentRoster, Step } from "#shared/people/roster/operations.ts";
import { RosterProblem, rosterProblems } from "#shared/people/roster/problems.ts";
import { confidences, withProposals } from "#shared/people/roster/proposal.ts";
import { openRoster, type RosterFile } from "#shared/people/roster/read.ts";
import { sayProposal, sayVerdict } from "#shared/people/roster/say.ts";
import { eachPersonByUnit, readOfficials, readUnits } from "#shared/people/store.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { FileProblem, fileProblems } from "#shared/platform/spreadsheet/model.ts";
import { openSheet } from "#shared/platform/spreadsheet/open.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { say, type Text, type TextValues } from "#shared/platform/text.ts";
import { readUpload, writePreview } from "./import-files.ts";

/** A file judged against the agency as it is now. */
interface ReadImport {
  readonly header: RosterFile["header"];
  readonly check: RosterCheck;
  readonly current: CurrentRoster;
  readonly today: string;
}

/** What the job says of a file that cannot be used. */
export type ImportProblem = NonNullable<ImportJob["problem"]>;

/** Reads and judges the uploaded file. Throws `FileProblem` or `RosterProblem` where it cannot be used at all. */
export async function readImport(
  table: AgencyTable,
  job: Pick<ImportJob, "id">,
  now: Temporal.Instant,
): Promise<ReadImport> {
  const bytes = await readUpload({ agency: table.agency, import: job.id });
  if (bytes === undefined) throw new FileProblem("file.empty");
  const { profile } = await readAgency(table);
  const today = dayOf(now, profile.zone).toString();
  const mapping = await table.get(mappingEntity, {});
  const file = await openRoster(await openSheet(bytes), mapping?.columns ?? {});
  const rows: ReadRow[] = [];
  for await (const row of file.rows(today)) rows.push(row);
  const current = await currentRoster(table);
  const known = knownPeople(current, today);
  const check = checkRoster(rows, file.header, { today, agencyName: profile.name, known });
  return { header: file.header, check, current, today };
}

/** The agency's people as plain lists. */
export async function currentRoster(table: AgencyTable): Promise<CurrentRoster> {
  const units = await readUnits(table);
  const officials = await readOfficials(table);
  const employees: CurrentRoster["employees"][number][] = [];
  const assignments: CurrentRoster["assignments"][number][] = [];
  for await (const { people } of eachPersonByUnit(table, units)) {
    for (const {
      assignments: own,
      exclusions: _exclusions,
      indexedOn: _indexedOn,
      version: _version,
      ...employee
    } of people) {
      employees.push(employee);
      assignments.push(...own);
    }
  }
  return { employees, assignments, units, officials };
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

/** The preview: counts for the job, and lists in files. */
export async function makePreview(
  table: AgencyTable,
  job: Pick<ImportJob, "id">,
  read: ReadImport,
): Promise<Pick<ImportJob, "header" | "preview">> {
  const { check, header } = read;
  const diff = planned(job, read, { proposals: "high" }).diff;
  const place = { agency: table.agency, import: job.id };
  const names = new Map(check.entries.map((entry) => [entry.row, entry.name]));
  const people = new Map(check.entries.map((entry) => [entry.nip, entry.name]));
  const verdicts = check.verdicts.map((verdict) => ({
    ...verdict,
    text: { id: sayVerdict(verdict, "id"), en: sayVerdict(verdict, "en") },
  }));
  const proposals = check.proposals.map((proposal) => ({
    row: proposal.row,
    name: names.get(proposal.row) ?? "",
    appraiser:
      "office" in proposal.appraiser ? proposal.appraiser.office : (people.get(proposal.appraiser.nip) ?? ""),
    role: proposal.role,
    confidence: proposal.confidence,
    reason: { id: sayProposal(proposal, "id"), en: sayProposal(proposal, "en") },
  }));
  const counts = { ...check.counts, ...diff.counts };
  return {
    header: { unknown: header.unknown.map((column) => column.header), missing: [...header.missing] },
    preview: {
      rows: check.counts.rows,
      accepted: check.counts.accepted,
      refused: check.counts.refused,
      repaired: check.counts.repaired,
      warned: check.counts.warned,
      proposed: check.counts.proposed,
      joined: counts.joined,
      changed: counts.changed,
      appraisersChanged: counts.appraisersChanged,
      leaving: counts.leaving,
      unchanged: counts.unchanged,
      units: counts.units,
      pages: {
        verdicts: await writePreview(place, "verdicts", verdicts),
        proposals: await writePreview(place, "proposals", proposals),
        changes: await writePreview(place, "changes", changesOf(diff)),
      },
      headline: { id: say(diffText, "id", diff.counts), en: say(diffText, "en", diff.counts) },
    },
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
  return { diff, steps: [...diff.steps, ...planLeaving(current, application.leavers ?? [])] };
}

function isConfirmed(confidence: (typeof confidences)[number], wanted: Application["proposals"]): boolean {
  if (wanted === "none") return false;
  return wanted === "all" || confidences.indexOf(confidence) <= confidences.indexOf(wanted);
}

function changesOf(diff: RosterDiff): unknown[] {
  return [
    ...diff.joined.map((one) => ({ kind: "joined", ...one })),
    ...diff.changed.map(({ row, employee, name, changes }) => ({
      kind: "changed",
      row,
      employee,
      name,
      changes,
    })),
    ...diff.leaving.map(({ employee, name, reason }) => ({ kind: "leaving", employee, name, reason })),
  ];
}

/** The problem of a file in both languages, or undefined for an error of ours. */
export function problemOfFile(error: unknown): ImportProblem | undefined {
  if (error instanceof FileProblem) return inWords(error.code, fileProblems[error.code], error.values);
  if (error instanceof RosterProblem) return inWords(error.code, rosterProblems[error.code], error.values);
  return undefined;
}

function inWords(code: string, text: Text, values: TextValues): ImportProblem {
  return { code, id: say(text, "id", values), en: say(text, "en", values) };
}
