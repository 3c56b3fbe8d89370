import { type ImportJob, importEntity, importWorkflow } from "#shared/people/imports.ts";
import { diffText, type RosterDiff } from "#shared/people/roster/diff.ts";
import { sayProposal, sayVerdict } from "#shared/people/roster/say.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import { say } from "#shared/platform/text.ts";
import { writePreview } from "./import-files.ts";
import { planned, type ReadImport, readImport, type UnusableFile } from "./import-read.ts";

/** Whether a file that arrives now is still to be looked at: from its confirmation on the import keeps what it has. */
export function mayPreview({ state }: ImportJob): boolean {
  return state !== "planning" && (importWorkflow.preview.from as readonly string[]).includes(state);
}

/** Reads and judges the file and lays its preview down; nothing of it is applied. */
export async function previewImport(
  table: AgencyTable,
  job: Stored<ImportJob>,
  now: Temporal.Instant,
): Promise<Stored<ImportJob>> {
  return await keepPreview(table, job, now, await readImport(table, job, now));
}

/** The same for a file that was read just now. What was confirmed of an earlier preview holds no more. */
export async function keepPreview(
  table: AgencyTable,
  job: Stored<ImportJob>,
  now: Temporal.Instant,
  read: ReadImport | UnusableFile,
): Promise<Stored<ImportJob>> {
  const fields = await outcomeOf(table, job, read);
  const context = { table, now, auditActor: { service: "import reader" } };
  return await commit(context, { kind: importEntity, current: job }, "import.read", () => ({
    next: changed(job, { ...fields, application: undefined, confirmedAt: undefined }),
  }));
}

async function outcomeOf(
  table: AgencyTable,
  job: ImportJob,
  read: ReadImport | UnusableFile,
): Promise<Partial<ImportJob>> {
  const { fileHash, header } = read;
  const seen = {
    fileHash,
    header: header && { unknown: header.unknown.map((each) => each.header), missing: [...header.missing] },
  };
  if ("problem" in read)
    return { ...seen, state: importWorkflow.fail.to, problem: read.problem, preview: undefined };
  const preview = await makePreview(table, job, read);
  return { ...seen, state: importWorkflow.preview.to, problem: undefined, preview };
}

/** The preview: counts for the job, and lists in files. */
async function makePreview(
  table: AgencyTable,
  job: Pick<ImportJob, "id">,
  read: ReadImport,
): Promise<NonNullable<ImportJob["preview"]>> {
  const { check } = read;
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
  const { rows, accepted, refused, repaired, warned, proposed } = check.counts;
  const { joined, changed: altered, appraisersChanged, leaving, unchanged, units } = diff.counts;
  return {
    ...{ rows, accepted, refused, repaired, warned, proposed },
    ...{ joined, changed: altered, appraisersChanged, leaving, unchanged, units },
    pages: {
      verdicts: await writePreview(place, "verdicts", verdicts),
      proposals: await writePreview(place, "proposals", proposals),
      changes: await writePreview(place, "changes", changesOf(diff)),
    },
    headline: { id: say(diffText, "id", diff.counts), en: say(diffText, "en", diff.counts) },
  };
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
