import {
  type ImportJob,
  importEntity,
  importWorkflow,
  type RowOutcome,
  rowOutcomes,
} from "#shared/people/imports.ts";
import type { AppraiserRole } from "#shared/people/model.ts";
import { diffText, type RosterDiff } from "#shared/people/roster/diff.ts";
import type { NamedAppraiser, RosterEntry, Verdict } from "#shared/people/roster/model.ts";
import { type Confidence, confidences } from "#shared/people/roster/proposal.ts";
import { sayProposal, sayVerdict } from "#shared/people/roster/say.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import { type Language, say } from "#shared/platform/text.ts";
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
  const people = namesByNip(read);
  const verdicts = check.verdicts.map((verdict) => ({
    ...verdict,
    text: { id: sayVerdict(verdict, "id"), en: sayVerdict(verdict, "en") },
  }));
  const proposals = check.proposals.map((proposal) => ({
    row: proposal.row,
    name: names.get(proposal.row) ?? "",
    appraiser: nameOf(proposal.appraiser, people),
    role: proposal.role,
    confidence: proposal.confidence,
    reason: { id: sayProposal(proposal, "id"), en: sayProposal(proposal, "en") },
  }));
  const shown = rowsOf(read, verdicts, proposals, people);
  const sorted = Map.groupBy(shown, ({ outcome }) => outcome);
  const sure = Map.groupBy(proposals, ({ confidence }) => confidence);
  await writePreview(place, "rows", shown);
  for (const [outcome, some] of sorted) await writePreview(place, `rows-${outcome}`, some);
  const { rows, accepted, refused, repaired, warned, proposed } = check.counts;
  const { joined, changed: altered, appraisersChanged, leaving, unchanged, units } = diff.counts;
  return {
    ...{ rows, accepted, refused, repaired, warned, proposed },
    ...{ joined, changed: altered, appraisersChanged, leaving, unchanged, units },
    outcomes: tallied(rowOutcomes, sorted),
    confidence: tallied(confidences, sure),
    pages: {
      verdicts: await writePreview(place, "verdicts", verdicts),
      proposals: await writePreview(place, "proposals", proposals),
      changes: await writePreview(place, "changes", changesOf(diff)),
    },
    headline: { id: headlineOf(diff, "id"), en: headlineOf(diff, "en") },
  };
}

/** Counts as they are read: "5.000 baru". */
function headlineOf({ counts }: RosterDiff, language: Language): string {
  const locale = language === "id" ? "id-ID" : "en-GB";
  const read = Object.entries(counts).map(([name, count]) => [name, count.toLocaleString(locale)]);
  return say(diffText, language, Object.fromEntries(read));
}

function tallied<K extends string>(keys: readonly K[], groups: ReadonlyMap<K, readonly unknown[]>) {
  return Object.fromEntries(keys.map((key) => [key, groups.get(key)?.length ?? 0])) as Record<K, number>;
}

/** Of everyone whom a row may name: the people of the file, and those whom the agency has already. */
function namesByNip({ check, current }: ReadImport): ReadonlyMap<string, string> {
  return new Map([...current.employees, ...check.entries].map(({ nip, name }) => [nip, name]));
}

function nameOf(appraiser: NamedAppraiser, people: ReadonlyMap<string, string>): string {
  return "office" in appraiser ? appraiser.office : (people.get(appraiser.nip) ?? "");
}

interface Said extends Verdict {
  readonly text: { readonly id: string; readonly en: string };
}

interface Proposed {
  readonly row: number;
  readonly appraiser: string;
  readonly role: AppraiserRole;
  readonly confidence: Confidence;
  readonly reason: { readonly id: string; readonly en: string };
}

/** Every row of the file as the preview shows it, with all that is said of it. */
function rowsOf(
  { rows, check }: ReadImport,
  verdicts: readonly Said[],
  proposals: readonly Proposed[],
  people: ReadonlyMap<string, string>,
) {
  const refused = new Set(check.refusedRows);
  const saidOf = Map.groupBy(verdicts, ({ row }) => row);
  const entries = new Map(check.entries.map((entry) => [entry.row, entry]));
  const proposedTo = new Map(proposals.map((proposal) => [proposal.row, proposal]));
  return rows.map(({ row, shown }) => {
    const said = saidOf.get(row) ?? [];
    const appraiser = appraiserOf(entries.get(row), proposedTo.get(row), people);
    return {
      row,
      ...shown,
      outcome: outcomeOfRow(refused.has(row), said),
      verdicts: said,
      ...(appraiser !== undefined && { appraiser }),
    };
  });
}

function outcomeOfRow(isRefused: boolean, said: readonly Verdict[]): RowOutcome {
  if (isRefused) return "refused";
  if (said.some(({ outcome }) => outcome === "warned")) return "warned";
  return said.length > 0 ? "repaired" : "ready";
}

function appraiserOf(
  entry: RosterEntry | undefined,
  proposed: Proposed | undefined,
  people: ReadonlyMap<string, string>,
) {
  if (entry?.appraiser !== undefined) return { name: nameOf(entry.appraiser, people), role: entry.role };
  if (proposed === undefined) return undefined;
  const { appraiser: name, role, confidence, reason } = proposed;
  return { name, role, confidence, reason };
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
