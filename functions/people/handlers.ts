import { readAgency } from "#shared/agencies/store.ts";
import { readCycles } from "#shared/cycles/store.ts";
import { contractOf } from "#shared/people/contracts.ts";
import {
  type ImportJob,
  importEntity,
  importWorkflow,
  mappingEntity,
  type RowOutcome,
} from "#shared/people/imports.ts";
import { importStateTexts } from "#shared/people/messages.ts";
import type { Unit } from "#shared/people/model.ts";
import { normaliseNip } from "#shared/people/nip.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { reachesPerson, reachOf, requireReach } from "#shared/people/reach.ts";
import { headerKey, rosterColumnNames } from "#shared/people/roster/columns.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import { assignmentAt } from "#shared/people/rules.ts";
import {
  nipEntity,
  officialEntity,
  personEntity,
  readOfficials,
  readUnits,
  unitEntity,
} from "#shared/people/store.ts";
import { maskNip } from "#shared/people/wording.ts";
import { dayOf, isoInstant } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, type IdKind, newId } from "#shared/platform/ids.ts";
import { uploadAddress } from "#shared/platform/objects.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { commit, create } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { changed } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { changeAssignments, changePerson, correctionOf, found, moveOf } from "./changes.ts";
import { type PreviewList, pagesOf, readPreview, uploadKey } from "./import-files.ts";
import { findByName, listPeople } from "./people-list.ts";
import { ticketHandlers, ticketSubjects } from "./tickets.ts";

/** No agency's tree is deeper; one that seems to be goes round. */
const deepestUnit = 50;

/** A signed address for the upload is good for this long. */
const uploadSeconds = 15 * 60;

const subjects = {
  "reader-of-employee": async ({ employeeId }: { employeeId: Id<"employee"> }, context: CallContext) => {
    const person = await context.table.get(personEntity, { id: employeeId });
    return person !== undefined && reachesPerson(await reachOf(context), person) ? { person } : undefined;
  },
  ...ticketSubjects,
};

export const implementation = implement<typeof peopleRoutes, typeof subjects>(peopleRoutes, {
  subjects,
  handlers: {
    listUnits: async (_input, { table }) => ({ items: await readUnits(table) }),

    createUnit: async ({ body }, context) => {
      const unit = { ...body, id: createdId(context, "unit") };
      return await create(context, unitEntity, "unit.created", unit, await checkParent(context, unit));
    },

    changeUnit: async ({ params, body }, context) => {
      const current = await found(context.table.get(unitEntity, { id: params.unitId }));
      const next = changed(current, body as Partial<Unit>);
      return await commit(context, { kind: unitEntity, current }, "unit.changed", async () => ({
        next,
        writes: await checkParent(context, next),
      }));
    },

    listOfficials: async (_input, { table }) => ({ items: await readOfficials(table) }),

    createOfficial: async ({ body }, context) =>
      await create(context, officialEntity, "official.created", {
        ...body,
        id: createdId(context, "official"),
      }),

    changeOfficial: async ({ params, body }, context) => {
      const current = await found(context.table.get(officialEntity, { id: params.officialId }));
      return await commit(context, { kind: officialEntity, current }, "official.changed", () => ({
        next: { ...body, id: current.id },
      }));
    },

    listPeople: async ({ query }, context) => {
      const { table, cursors, now } = context;
      const today = dayOf(now, (await readAgency(table)).profile.zone).toString();
      const reach = await reachOf(context);
      const rows = (people: readonly Person[]) =>
        people.filter((person) => reachesPerson(reach, person)).map((person) => personRow(person, today));
      if (query.nip !== undefined) {
        const claim = await table.get(nipEntity, { nip: normaliseNip(query.nip) });
        return {
          items: rows(claim === undefined ? [] : await table.getMany(personEntity, [{ id: claim.employee }])),
        };
      }
      if (query.name !== undefined) return { items: rows(await findByName(table, query.name, reach)) };
      if (query.unit !== undefined) requireReach(reach, query.unit);
      const page = cursors.page(query);
      const answer = cursors.answer(await listPeople(table, query, page, reach, today));
      return { ...answer, items: rows(answer.items) };
    },

    readPerson: async ({ subject }) => subject.person,

    changePerson: async ({ params, body }, context) =>
      await changePerson(context, params.employeeId, "person.changed", (person) => {
        const { email, ...fields } = body;
        const { email: former, ...rest } = changed(person, fields as Partial<Person>);
        const address = email === undefined ? former : (email ?? undefined);
        return address === undefined ? rest : { ...rest, email: address };
      }),

    setExclusions: async ({ params, body }, context) =>
      await changePerson(context, params.employeeId, "person.exclusions-set", (person) =>
        changed(person, { exclusions: body.exclusions }),
      ),

    assignPerson: async ({ body }, context) => {
      const { employee, ...wanted } = body;
      return await changeAssignments(context, employee, "assignment.made", (person) =>
        moveOf(context, person, wanted),
      );
    },

    correctAssignment: async ({ params, body }, context) => {
      const { employee, ...fields } = body;
      return await changeAssignments(context, employee, "assignment.corrected", (person) =>
        correctionOf(person, params.assignmentId, fields),
      );
    },

    startImport: async ({ body }, context) => {
      const id = createdId(context, "import");
      const job: ImportJob = {
        id,
        state: "awaiting-file",
        fileName: body.fileName,
        createdAt: isoInstant(context.now),
        createdBy: context.actor.member,
        done: 0,
        undone: 0,
        skipped: 0,
      };
      const created = await create(context, importEntity, "import.started", job);
      const key = uploadKey({ agency: context.actor.agency, import: id });
      const url = await uploadAddress(readEnv("uploads").UPLOADS_BUCKET, key, body.bytes, uploadSeconds);
      const expiresAt = isoInstant(context.now.add({ seconds: uploadSeconds }));
      return { ...created, upload: { method: "PUT" as const, url, expiresAt } };
    },

    readImport: async ({ params }, context) => await importOf(context, params.importId),

    readRows: async ({ params, query }, context) => {
      const list = query.outcome === undefined ? "rows" : (`rows-${query.outcome}` as const);
      return await previewOf(context, params.importId, list, query.page);
    },
    readVerdicts: async ({ params, query }, context) =>
      await previewOf(context, params.importId, "verdicts", query.page),
    readProposals: async ({ params, query }, context) =>
      await previewOf(context, params.importId, "proposals", query.page),
    readChanges: async ({ params, query }, context) =>
      await previewOf(context, params.importId, "changes", query.page),

    mapColumns: async ({ params, body }, context) => {
      const job = await importOf(context, params.importId);
      const columns = checkedColumns(body.columns);
      const mapping = await context.table.get(mappingEntity, {});
      const all = { columns: { ...mapping?.columns, ...columns } };
      const { table } = context;
      return await moveImport(context, job, "map", {}, [
        mapping === undefined ? table.create(mappingEntity, all) : table.replace(mappingEntity, mapping, all),
      ]);
    },

    applyImport: async ({ params, body }, context) => {
      const job = await importOf(context, params.importId);
      const refused = job.preview?.refused ?? 0;
      if (job.state === "ready" && body.rows === "all" && refused > 0)
        throw new AppError("import.refused-rows", { values: { count: refused } });
      const confirmedAt = isoInstant(context.now);
      return await moveImport(context, job, "apply", { application: body, confirmedAt });
    },

    undoImport: async ({ params }, context) => {
      const job = await importOf(context, params.importId);
      if (job.state === "applied") await refuseLateUndo(context, job);
      return await moveImport(context, job, "undo", {});
    },

    ...ticketHandlers,
  },
});

export const handler = serve(implementation);

async function importOf({ table }: CallContext, id: Id<"import">): Promise<Stored<ImportJob>> {
  return await found(table.get(importEntity, { id }));
}

/** The same request again meets what its first try made. */
function createdId<K extends IdKind>({ actor, mark, now }: CallContext, kind: K): Id<K> {
  return mark === undefined
    ? newId(kind, now.epochMilliseconds)
    : derivedId(kind, actor.agency, actor.member, mark.key);
}

/** Moves an import on by one step; what follows of it follows from this write, by the stream. */
async function moveImport(
  context: CallContext,
  job: Stored<ImportJob>,
  step: keyof typeof importWorkflow,
  fields: Partial<ImportJob>,
  writes: Parameters<typeof context.table.write>[0] = [],
): Promise<Stored<ImportJob>> {
  const { from, to } = importWorkflow[step];
  return await commit(context, { kind: importEntity, current: job }, `import.${step}`, () => {
    if (!(from as readonly string[]).includes(job.state)) {
      throw new AppError("import.state", { values: { state: importStateTexts[job.state] } });
    }
    return { next: changed(job, { ...fields, state: to }), writes };
  });
}

/** Within 72 hours, and while no cycle has opened since the import was confirmed. */
async function refuseLateUndo({ table, now }: CallContext, job: ImportJob): Promise<void> {
  if ((job.undoUntil ?? "") < isoInstant(now)) throw new AppError("import.undo-over");
  const cycles = await readCycles(table);
  if (cycles.some(({ openedAt }) => openedAt !== undefined && openedAt >= (job.confirmedAt ?? ""))) {
    throw new AppError("import.built-upon");
  }
}

async function previewOf<T>(context: CallContext, id: Id<"import">, list: PreviewList, page: number) {
  const job = await importOf(context, id);
  const place = { agency: context.actor.agency, import: id };
  const pages = job.preview === undefined ? 0 : pagesOfList(job.preview, list);
  return await readPreview<T & never>(place, list, page, pages);
}

function pagesOfList(preview: NonNullable<ImportJob["preview"]>, list: PreviewList): number {
  if (list === "verdicts" || list === "proposals" || list === "changes") return preview.pages[list];
  if (list === "rows") return pagesOf(preview.rows);
  return pagesOf(preview.outcomes[list.slice("rows-".length) as RowOutcome]);
}

function checkedColumns(columns: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(columns).map(([header, column]) => {
      const known = [...rosterColumnNames, "ignore" as const].find((name) => name === column);
      if (known === undefined) throw new AppError("import.column-unknown", { values: { column } });
      return [headerKey(header), known];
    }),
  );
}

/**
 * Refuses a parent that does not exist or lies below the unit. Answers what must still hold when the unit is written:
 * nobody has moved a unit of the line above, so that two moves made at once cannot close a circle together.
 */
async function checkParent({ table }: CallContext, unit: Unit): Promise<readonly Write[]> {
  const byId = new Map((await readUnits(table)).map((one) => [one.id as string, one]));
  const line: Stored<Unit>[] = [];
  for (let id: string | undefined = unit.parent; id !== undefined; id = line.at(-1)?.parent) {
    const above = byId.get(id);
    if (above === undefined || above.id === unit.id || line.length >= deepestUnit)
      throw new AppError("unit.parent");
    line.push(above);
  }
  return line.map(({ id, version }) => table.check(unitEntity, { id }, { is: "at-version", version }));
}

function personRow(person: Person, today: string) {
  const assignment = assignmentAt(person.assignments, today) ?? person.assignments.at(-1);
  return {
    id: person.id,
    name: fullName(person),
    nipMasked: maskNip(person.nip),
    kind: person.kind,
    standing: person.standing,
    post: assignment?.position.title,
    unit: assignment?.unit,
    appraiser: assignment?.appraiser,
    contractEnd: contractOf(person)?.end,
  };
}
