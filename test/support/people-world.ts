import { BatchWriteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSBatchResponse } from "aws-lambda";
import { beforeEach, vi } from "vitest";
import type * as z from "zod";
import { type Agency, defaultSettings } from "#shared/agencies/model.ts";
import { agencyEntity, settingsEntity } from "#shared/agencies/store.ts";
import { type Application, type ImportJob, importEntity } from "#shared/people/imports.ts";
import type { Person } from "#shared/people/person.ts";
import { peopleRoutes } from "#shared/people/routes.ts";
import { eachPersonByUnit, readUnits } from "#shared/people/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { canonicalJson } from "#shared/platform/canonical.ts";
import type { ChangeEvent } from "#shared/platform/events.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { gate } from "./gate.ts";
import { stored as objects } from "./objects.ts";
import { sent } from "./queue.ts";
import { lambdaContext, useWorld, type World } from "./world.ts";

vi.mock("#shared/platform/objects.ts", () => import("./objects.ts"));
vi.mock("#shared/platform/queue-client.ts", () => import("./queue.ts"));

const { implementation: people } = await import("#functions/people/handlers.ts");
const { implementation: cycles } = await import("#functions/cycles/handlers.ts");
const { implementation: reports } = await import("#functions/reports/handlers.ts");
export const onImports: Handler = (await import("#functions/people/on-imports.ts")).handler;
export const onPeopleMilestones: Handler = (await import("#functions/people/on-milestones.ts")).handler;
export const onPeople: Handler = (await import("#functions/cycles/on-people.ts")).handler;
export const onTallies: Handler = (await import("#functions/reports/on-tallies.ts")).handler;
export const onExports: Handler = (await import("#functions/reports/on-exports.ts")).handler;
export const onUploads: Handler = (await import("#functions/people/on-uploads.ts")).handler;

/** Deployed functions find these in their environment. */
Object.assign(process.env, { UPLOADS_BUCKET: "uploads", EXPORTS_BUCKET: "exports" });

type Handler = (event: never, context: never) => Promise<SQSBatchResponse>;

/** An agency with its administrator, as the tests of people see it. */
export interface House {
  readonly agency: Id<"agency">;
  readonly admin: Actor;
  readonly table: AgencyTable;
}

export interface PeopleWorld extends World {
  house(): Promise<House>;
  /** Begins an import, puts the file where it belongs and tells its arrival. Answers the job as it is then. */
  upload(house: House, file: Uint8Array): Promise<ImportJob>;
  /** Puts a file and tells its arrival for an import that exists. */
  arrive(house: House, id: Id<"import">, file: Uint8Array): Promise<ImportJob>;
  apply(house: House, id: Id<"import">, how?: Partial<z.input<typeof Application>>): Promise<ImportJob>;
  undo(house: House, id: Id<"import">): Promise<ImportJob>;
  job(house: House, id: Id<"import">): Promise<Stored<ImportJob>>;
  /** Wakes the import as its own write would, until nothing more follows. */
  work(house: House, id: Id<"import">, messages?: number): Promise<ImportJob>;
  /** One message to a consumer; answers whether it was done. */
  deliver(handler: Handler, body: unknown, milliseconds?: number): Promise<boolean>;
  everyone(house: House): Promise<Person[]>;
  /** Everything of an agency as text, without versions, audit, the job itself and mornings of lists: what an undo must restore. */
  content(house: House): Promise<string[]>;
  /** Everything of an agency, objects too, as it is now; the answer brings it back. */
  keep(house: House): Promise<() => Promise<void>>;
}

/** A world whose objects and queues lie in memory and whose every call outwards passes the gate. */
export function usePeopleWorld(): PeopleWorld {
  const world = useWorld([people, cycles, reports], (connection) => gate.through(connection));
  beforeEach(() => {
    objects.clear();
    sent.length = 0;
    gate.revive();
  });

  async function job({ table }: House, id: Id<"import">) {
    const found = await table.get(importEntity, { id });
    if (found === undefined) throw new Error("the import is gone");
    return found;
  }

  async function deliver(handler: Handler, body: unknown, milliseconds = 300_000): Promise<boolean> {
    const record = { messageId: crypto.randomUUID(), body: JSON.stringify(body) };
    const outcome = await handler({ Records: [record] } as never, lambdaContext(milliseconds) as never);
    return outcome.batchItemFailures.length === 0;
  }

  async function work(house: House, id: Id<"import">, messages = 1): Promise<ImportJob> {
    const { state } = await job(house, id);
    await Promise.all(
      Array.from({ length: messages }, () => deliver(onImports, importEvent(house, id, state))),
    );
    const after = await job(house, id);
    return isResting(after.state) ? after : await work(house, id, 1);
  }

  async function arrive(house: House, id: Id<"import">, file: Uint8Array): Promise<ImportJob> {
    objects.set(`uploads/${house.agency}/imports/${id}/file`, file);
    const body = { detail: { object: { key: `${house.agency}/imports/${id}/file` } } };
    if (!(await deliver(onUploads, body))) throw new Error("the file was not read");
    return await job(house, id);
  }

  const params = (importId: string) => ({ params: { importId } });
  return Object.assign(Object.create(world) as World, {
    house: async () => {
      const agency = newId("agency", Date.now());
      const table = world.table(agency);
      const profile: Agency = {
        agencyId: agency,
        name: "Kota Contoh",
        zone: "Asia/Jakarta",
        preset: "pauh",
        mode: "mandiri",
        language: "id",
        createdAt: "2026-01-01T00:00:00.000Z",
      };
      await table.write([table.create(agencyEntity, profile), table.create(settingsEntity, defaultSettings)]);
      return { agency, table, admin: world.actor({ agency, roles: ["agencyAdmin"] }) };
    },
    upload: async (house: House, file: Uint8Array) => {
      const body = { fileName: "pegawai.csv", bytes: file.length };
      const { id } = (await world.call(peopleRoutes.startImport, { as: house.admin, body })).body;
      return await arrive(house, id, file);
    },
    arrive,
    apply: async (house: House, id: Id<"import">, how: Partial<z.input<typeof Application>> = {}) => {
      const body = { rows: "valid" as const, ...how };
      await world.call(peopleRoutes.applyImport, { as: house.admin, ...params(id), body });
      return await work(house, id);
    },
    undo: async (house: House, id: Id<"import">) => {
      await world.call(peopleRoutes.undoImport, { as: house.admin, ...params(id) });
      return await work(house, id);
    },
    job,
    work,
    deliver,
    everyone: async ({ table }: House) => {
      const found: Person[] = [];
      for await (const batch of eachPersonByUnit(table, await readUnits(table))) found.push(...batch.people);
      return found.sort((a, b) => (a.nip < b.nip ? -1 : 1));
    },
    content: async ({ agency }: House) => await contentOfAgency(world, agency),
    keep: async ({ agency }: House) => {
      const rows = await rowsOfAgency(world, agency);
      const files = new Map(objects);
      return async () => {
        await restoreRows(world, agency, rows);
        objects.clear();
        for (const [key, file] of files) objects.set(key, file);
      };
    },
  });
}

function isResting(state: ImportJob["state"]): boolean {
  return !["reading", "planning", "applying", "undoing"].includes(state);
}

/** How the relay tells that an import came to a state. */
export function importEvent(
  { agency }: Pick<House, "agency">,
  id: Id<"import">,
  state: ImportJob["state"],
): ChangeEvent {
  return { entity: importEntity.name, agency, before: { id, state: "" }, after: { id, state } };
}

const ownClasses = /^A#\w+#(AUDIT|IMPORT)#/;
/** The agency's own milestones: mornings of contract lists stay, and find nobody. */
const listMornings = /^A#(\w+)#MILESTONES#\1$/;

async function contentOfAgency(world: World, agency: Id<"agency">): Promise<string[]> {
  const rows = await rowsOfAgency(world, agency);
  return rows
    .filter(({ pk }) => !ownClasses.test(String(pk)) && !listMornings.test(String(pk)))
    .map(({ _version, _audit, _requests, ...row }) => canonicalJson(row))
    .sort();
}

type TableRow = Record<string, unknown>;

/** Every row of an agency, as it lies in the table. */
async function rowsOfAgency({ connection }: World, agency: Id<"agency">): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  let start: TableRow | undefined;
  do {
    const page = await connection.client.send(
      new ScanCommand({
        TableName: connection.tableName,
        FilterExpression: "begins_with(pk, :agency)",
        ExpressionAttributeValues: { ":agency": `A#${agency}#` },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
}

/** Has an agency hold exactly these rows again. */
async function restoreRows(world: World, agency: Id<"agency">, rows: readonly TableRow[]): Promise<void> {
  const { client, tableName } = world.connection;
  const keyOf = ({ pk, sk }: TableRow) => ({ pk, sk });
  const textOf = (row: TableRow) => JSON.stringify(keyOf(row));
  const wanted = new Set(rows.map(textOf));
  const present = await rowsOfAgency(world, agency);
  const found = new Map(present.map((row) => [textOf(row), canonicalJson(row)]));
  const requests = [
    ...present
      .filter((row) => !wanted.has(textOf(row)))
      .map((row) => ({ DeleteRequest: { Key: keyOf(row) } })),
    ...rows
      .filter((row) => found.get(textOf(row)) !== canonicalJson(row))
      .map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let at = 0; at < requests.length; at += 25) {
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests.slice(at, at + 25) } }));
  }
}
