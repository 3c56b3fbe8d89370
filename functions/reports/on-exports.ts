import { readAgency } from "#shared/agencies/store.ts";
import { evaluationStateLabels, predicateLabels } from "#shared/appraisals/messages.ts";
import { exclusionNames } from "#shared/cycles/messages.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import { cycleEntity, partsOfUnit } from "#shared/cycles/store.ts";
import { readCurrentRoster } from "#shared/people/current-roster.ts";
import type { Unit } from "#shared/people/model.ts";
import { fullName } from "#shared/people/person.ts";
import { exportRoster } from "#shared/people/roster/export.ts";
import { readUnits } from "#shared/people/store.ts";
import { planStateLabels } from "#shared/plans/messages.ts";
import { dayOf, isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { consume } from "#shared/platform/consume.ts";
import { readEnv } from "#shared/platform/env.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { writeObject } from "#shared/platform/objects.ts";
import { type Table, writeCsv, writeXlsx } from "#shared/platform/spreadsheet/write.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import type { Language } from "#shared/platform/text.ts";
import { type ExportJob, exportEntity, exportFormats } from "#shared/reports/exports.ts";
import { exportHeaders } from "#shared/reports/messages.ts";
import { type MonitorPhase, monitorRow } from "#shared/reports/monitor.ts";
import { talliesOfCycle } from "#shared/reports/store.ts";
import { total } from "#shared/reports/tally.ts";
import { exportKey } from "./export-files.ts";

/** Makes an ordered table. Made twice it is the same file; the order is marked ready once. */
export const handler = consume("exports", ChangeEvent, async ({ agency, after }, { now }) => {
  if (after?.["state"] !== "ordered") return;
  const table = new AgencyTable(functionConnection(), agency);
  const job = await table.get(exportEntity, { id: idSchema("export").parse(after["id"]) });
  if (job === undefined || job.state !== "ordered") return;
  const content = await tableOf(table, job, now);
  const body = job.format === "xlsx" ? await writeXlsx(content) : [...writeCsv(content)].join("");
  await writeObject(
    readEnv("exports").EXPORTS_BUCKET,
    exportKey(agency, job),
    body,
    exportFormats[job.format],
  );
  const context = { table, now, auditActor: { service: `export for ${job.orderedBy}` } };
  await commit(context, { kind: exportEntity, current: job }, "export.made", () => ({
    next: changed(job, { state: "ready", readyAt: isoInstant(now), rows: [...content.rows].length }),
  }));
});

async function tableOf(table: AgencyTable, job: ExportJob, now: Temporal.Instant): Promise<Table> {
  switch (job.kind) {
    case "roster": {
      const { profile } = await readAgency(table);
      return exportRoster(await readCurrentRoster(table), dayOf(now, profile.zone).toString());
    }
    case "monitor":
      return await monitorTable(table, job);
    case "parts":
      return await partsTable(table, job);
  }
}

async function monitorTable(table: AgencyTable, job: ExportJob): Promise<Table> {
  const cycleId = idSchema("cycle").parse(job.cycleId);
  const phase = (job.phase ?? "planning") as MonitorPhase;
  const names = new Map((await readUnits(table)).map((unit) => [unit.id as string, unit.name]));
  const rows: string[][] = [];
  let last: string[] = [];
  for await (const tally of table.each(talliesOfCycle(cycleId))) {
    const row = monitorRow(tally, phase);
    const waiting = [row.waitingForAppraiser, row.waitingForEmployee, row.notStarted];
    const numbers = [row.total, row.done, ...waiting, row.withoutEvaluation, row.excluded].map(String);
    if (tally.unit === total) last = [exportHeaders.total[job.language], ...numbers];
    else rows.push([names.get(tally.unit) ?? "", ...numbers]);
  }
  rows.sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
  const header = exportHeaders.monitor.map((text) => text[job.language]);
  return { name: "Monitor", header, rows: last.length === 0 ? rows : [...rows, last], digitColumns: [] };
}

/** So many units are read side by side: they are many and small, and each answer takes its milliseconds. */
const unitsAtOnce = 16;

async function partsTable(table: AgencyTable, job: ExportJob): Promise<Table> {
  const { language } = job;
  const cycle = await table.get(cycleEntity, { id: idSchema("cycle").parse(job.cycleId) });
  if (cycle === undefined) throw new Error("the cycle of the export is gone");
  const roster = await readCurrentRoster(table);
  const people = new Map(roster.employees.map((person) => [person.id as string, person]));
  const offices = new Map(roster.officials.map(({ id, name, office }) => [id as string, name ?? office]));
  const nameOf = (id: string) => {
    const person = people.get(id);
    return person === undefined ? (offices.get(id) ?? "") : fullName(person);
  };
  const rowOf = (part: Part, unit: string) => {
    const appraiser = part.appraiser === undefined ? "" : nameOf(part.appraiser.id);
    const facts = [people.get(part.employeeId)?.nip ?? "", part.name, unit, part.post, part.from, part.to];
    return [...facts, appraiser, ...stateWords(part, cycle, language)];
  };
  const rowsOf = async ({ id, name }: Pick<Unit, "id" | "name">) => {
    const rows: string[][] = [];
    for await (const part of table.each(partsOfUnit(id, cycle.id))) rows.push(rowOf(part, name));
    return rows;
  };
  const rows: string[][] = [];
  for (const some of groupsOf(roster.units, unitsAtOnce)) {
    for (const ofUnit of await Promise.all(some.map(rowsOf))) rows.push(...ofUnit);
  }
  const header = [
    ...exportHeaders.parts.map((text) => text[language]),
    ...cycle.evaluations.flatMap(({ title }) => [
      title[language],
      `${title[language]}: ${exportHeaders.predicate[language]}`,
    ]),
    exportHeaders.exclusion[language],
  ];
  return { name: "SKP", header, rows, digitColumns: header.slice(0, 1) };
}

function stateWords(part: Part, cycle: Cycle, language: Language): string[] {
  const evaluations = cycle.evaluations.flatMap(({ id }) => {
    const evaluation = part.evaluations[id];
    if (evaluation === undefined) return ["", ""];
    const predicate =
      evaluation.predicate === undefined ? "" : predicateLabels[evaluation.predicate][language];
    return [evaluationStateLabels[evaluation.state][language], predicate];
  });
  const reason = part.exclusion?.reason as keyof typeof exclusionNames | undefined;
  return [
    planStateLabels[part.plan.state][language],
    ...evaluations,
    reason === undefined ? "" : exclusionNames[reason][language],
  ];
}
