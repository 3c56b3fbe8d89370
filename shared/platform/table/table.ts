import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { AppError } from "../errors.ts";
import { groupsOf } from "../groups.ts";
import type { Id } from "../ids.ts";
import type { Connection } from "./client.ts";
import {
  type AuditHead,
  contentOf,
  type Entity,
  fromRow,
  type GlobalEntity,
  type RequestMark,
  type Row,
  type Stored,
  system,
  toRow,
} from "./entity.ts";
import { agencyPrefix, type Key, tableAttributes, tableIndexes } from "./keys.ts";
import type {
  AccessPattern,
  AnyEntity,
  ContentOf,
  Grouped,
  KeyRange,
  Lookup,
  Page,
  PageRequest,
  Position,
} from "./query.ts";
import {
  type Condition,
  cancellationReasons,
  conditionExpression,
  maxTransactionItems,
  retryConflicts,
  transactItem,
  updateExpression,
  type Write,
  WriteRefused,
} from "./write.ts";

/** Marks that a write leaves on its item. */
export interface Marks {
  readonly request?: RequestMark;
  readonly audit?: AuditHead;
}

/** A get by keys takes at most 100 (DynamoDB). */
const maxBatchGet = 100;

/**
 * One agency's items, and no other's. It is made from a verified actor only; each command is looked at before it is
 * sent, and one with a key outside the agency is refused (the second wall; types are the first, IAM the third).
 */
export class AgencyTable {
  readonly agency: Id<"agency">;
  readonly #connection: Connection;
  readonly #allows: (partition: string) => boolean;

  /** `globals`: whether a transaction may also hold items of no agency, as `PlatformTable.within` makes it. */
  constructor(connection: Connection, agency: Id<"agency">, globals = false) {
    this.#connection = connection;
    this.agency = agency;
    const prefix = agencyPrefix(agency);
    this.#allows = (partition) => partition.startsWith(prefix) || (globals && !partition.startsWith("A#"));
  }

  /** The item as it is now (consistent), or undefined. */
  async get<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    ref: Ref,
  ): Promise<Stored<Content> | undefined> {
    const row = await getRow(this.#connection, this.#own(kind.key(this.agency, ref)));
    return row && fromRow(kind, row);
  }

  /** Many items by their keys, in the order asked; those that do not exist are left out. */
  async getMany<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    refs: readonly Ref[],
  ): Promise<Stored<Content>[]> {
    const wanted = refs.map((ref) => this.#own(kind.key(this.agency, ref)));
    const rows = await getRows(this.#connection, wanted);
    return rows.map((row) => fromRow(kind, row));
  }

  /**
   * Items of several kinds by their keys, a hundred a request, by entity: `getTogether([partEntity, places], [memberEntity,
   * refs])`. Those that do not exist are left out.
   */
  async getTogether<const Entities extends readonly AnyEntity[]>(
    ...wanted: { readonly [I in keyof Entities]: Lookup<Entities[I]> }
  ): Promise<Grouped<Entities>> {
    const lookups: readonly Lookup<AnyEntity>[] = wanted;
    const places = lookups.flatMap(([kind, refs]) =>
      refs.map((ref) => this.#own(kind.key(this.agency, ref))),
    );
    const kinds = lookups.map(([kind]) => kind);
    return groupRows(kinds, await getRows(this.#connection, places)) as Grouped<Entities>;
  }

  /** One page of a pattern with one entity. */
  async query<E extends AnyEntity>(
    pattern: AccessPattern<readonly [E]>,
    page: PageRequest,
  ): Promise<Page<Stored<ContentOf<E>>>> {
    const { rows, next } = await queryRows(this.#connection, this.#ownRange(pattern, page.after), page);
    const items = rows.map((row) => fromRow(pattern.entities[0], row) as Stored<ContentOf<E>>);
    return next === undefined ? { items } : { items, next };
  }

  /**
   * The items that lie together, by entity, in one query (a further one per MB); more than `limit` is an error, never a
   * silent cut.
   */
  async queryTogether<const Entities extends readonly AnyEntity[]>(
    pattern: AccessPattern<Entities>,
    limit = 1000,
  ): Promise<Grouped<Entities>> {
    const range = this.#ownRange(pattern);
    const rows: Row[] = [];
    let after: Position | undefined;
    do {
      if (rows.length >= limit) throw new Error(`more than ${limit} items together`);
      const rest = { limit: limit - rows.length };
      const page = await queryRows(this.#connection, range, after === undefined ? rest : { ...rest, after });
      rows.push(...page.rows);
      after = page.next;
    } while (after !== undefined);
    return groupRows(pattern.entities, rows) as Grouped<Entities>;
  }

  /** All pages of a pattern, one after the other; for jobs, never for a request. */
  async *each<E extends AnyEntity>(
    pattern: AccessPattern<readonly [E]>,
    pageSize = 500,
  ): AsyncGenerator<Stored<ContentOf<E>>> {
    let after: Position | undefined;
    do {
      const page = await this.query(
        pattern,
        after === undefined ? { limit: pageSize } : { limit: pageSize, after },
      );
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  /** A new item; refused if there is one already. */
  create<Content, Ref>(kind: Entity<string, Content, Ref>, content: Content & Ref, marks: Marks = {}): Write {
    return this.#put(kind, content, { version: 1, requests: [], audit: undefined }, marks, { is: "absent" });
  }

  /** The next version of an item; refused if somebody else wrote it since it was read. */
  replace<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    current: Stored<Content>,
    next: Content & Ref,
    marks: Marks = {},
  ): Write {
    const before = { version: current.version, ...current[system] };
    return this.replaceVersion(kind, next, before, marks);
  }

  /** Like `replace`, for a caller who knows the version without having read the item. */
  replaceVersion<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    next: Content & Ref,
    before: { version: number; requests?: readonly RequestMark[]; audit?: AuditHead },
    marks: Marks = {},
  ): Write {
    const kept = { version: before.version + 1, requests: before.requests ?? [], audit: before.audit };
    return this.#put(kind, next, kept, marks, { is: "at-version", version: before.version });
  }

  /** A projection that only moves forward: written if absent or made from an older source version. */
  project<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    content: Content & Ref,
    attribute: keyof Content & string,
    sourceVersion: number,
  ): Write {
    const condition: Condition = { is: "absent-or-older", attribute, than: sourceVersion };
    return this.#put(
      kind,
      content,
      { version: sourceVersion, requests: [], audit: undefined },
      {},
      condition,
    );
  }

  remove<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    current: { readonly version: number } & Ref,
  ): Write {
    const key = this.#own(kind.key(this.agency, current));
    return { kind: "delete", key, condition: { is: "at-version", version: current.version } };
  }

  /** Takes away an item that only points somewhere; that it is gone already is as good. */
  forget<Content, Ref>(kind: Entity<string, Content, Ref>, ref: Ref): Write {
    return { kind: "delete", key: this.#own(kind.key(this.agency, ref)), condition: { is: "any" } };
  }

  /** Part of a transaction that fails unless the item is still as it was read, or absent, or present. */
  check<Ref>(
    kind: Entity<string, never, Ref> | Entity<string, unknown, Ref>,
    ref: Ref,
    condition: Condition,
  ): Write {
    return { kind: "check", key: this.#own(kind.key(this.agency, ref)), condition };
  }

  /** Adds to counters of an item, making it where it does not exist. */
  add<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    ref: Ref,
    add: Readonly<Record<string, number>>,
    set: Readonly<Record<string, unknown>> = {},
  ): Write {
    const marks = { _entity: kind.name, _schema: kind.schema };
    return {
      kind: "add",
      key: this.#own(kind.key(this.agency, ref)),
      add: { ...add, _version: 1 },
      set: { ...set, ...marks },
    };
  }

  /** All or none of the writes (at most 100). Throws `WriteRefused` when a condition does not hold. */
  async write(writes: readonly Write[]): Promise<void> {
    for (const write of writes) this.#own("item" in write ? write.item : write.key);
    await sendWrites(this.#connection, writes);
  }

  #put<Content, Ref>(
    kind: Entity<string, Content, Ref>,
    content: Content & Ref,
    before: { version: number; requests: readonly RequestMark[]; audit: AuditHead | undefined },
    marks: Marks,
    condition: Condition,
  ): Write {
    const key = this.#own(kind.key(this.agency, content));
    const placed = placement(kind, kind.indexes?.(this.agency, content), content);
    const row = toRow(kind, key, content as object, placed, {
      version: before.version,
      requests: marks.request === undefined ? before.requests : [...before.requests, marks.request],
      audit: marks.audit ?? before.audit,
    });
    return { kind: "put", item: row, condition };
  }

  #own<K extends Key>(key: K): K {
    if (!this.#allows(key.pk)) throw new Error("a key outside the actor's agency was refused");
    return key;
  }

  #ownRange(pattern: AccessPattern<readonly AnyEntity[]>, after?: Position): KeyRange {
    const range = pattern.keys(this.agency);
    this.#own({ pk: range.partition, sk: "" });
    if (after !== undefined) {
      this.#own({ pk: after["pk"] ?? "", sk: "" });
      if (!liesIn(range, after)) throw new AppError("cursor.invalid");
    }
    return range;
  }
}

/**
 * The items of no agency and the way into every agency, for the few jobs that cross them: signing in, onboarding,
 * the sweeper. Import rules allow it in those files only.
 */
export class PlatformTable {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** One agency's table, whose transactions may also hold items of no agency (a member with its login). */
  within(agency: Id<"agency">): AgencyTable {
    return new AgencyTable(this.#connection, agency, true);
  }

  async get<Content, Ref>(
    kind: GlobalEntity<string, Content, Ref>,
    ref: Ref,
  ): Promise<Stored<Content> | undefined> {
    const row = await getRow(this.#connection, kind.key(ref));
    return row && fromRow(kind, row);
  }

  /** Rows of any entity at a range of keys, as they lie; each caller parses what it knows. */
  async query<Content>(
    kind: Pick<GlobalEntity<string, Content, never>, "name" | "schema" | "model">,
    range: KeyRange,
    page: PageRequest,
  ): Promise<Page<Stored<Content> & { readonly key: Key }>> {
    const { rows, next } = await queryRows(this.#connection, range, page);
    const items = rows.map((row) => ({ ...fromRow(kind, row), key: keyOf(row) }));
    return next === undefined ? { items } : { items, next };
  }

  /** The same, where one row that cannot be read must not hide the others: it is told by its key. */
  async queryReadable<Content>(
    kind: Pick<GlobalEntity<string, Content, never>, "name" | "schema" | "model">,
    range: KeyRange,
    page: PageRequest,
  ): Promise<
    Page<Stored<Content> & { readonly key: Key }> & {
      readonly unreadable: readonly { readonly key: Key; readonly error: unknown }[];
    }
  > {
    const { rows, next } = await queryRows(this.#connection, range, page);
    const items: (Stored<Content> & { key: Key })[] = [];
    const unreadable: { key: Key; error: unknown }[] = [];
    for (const row of rows) {
      const key = keyOf(row);
      try {
        items.push({ ...fromRow(kind, row), key });
      } catch (error) {
        unreadable.push({ key, error });
      }
    }
    return { items, unreadable, ...(next === undefined ? {} : { next }) };
  }

  create<Content, Ref>(kind: GlobalEntity<string, Content, Ref>, content: Content & Ref): Write {
    const placed = placement(kind, undefined, content);
    const meta = { version: 1, requests: [], audit: undefined };
    const item = toRow(kind, kind.key(content), content as object, placed, meta);
    return { kind: "put", item, condition: { is: "absent" } };
  }

  /** A projection that only moves forward: written if absent or made from an older source. */
  project<Content, Ref>(
    kind: GlobalEntity<string, Content, Ref>,
    content: Content & Ref,
    attribute: keyof Content & string,
    source: number,
  ): Write {
    const meta = { version: source, requests: [], audit: undefined };
    const placed = placement(kind, undefined, content);
    const item = toRow(kind, kind.key(content), content as object, placed, meta);
    return { kind: "put", item, condition: { is: "absent-or-older", attribute, than: source } };
  }

  replace<Content, Ref>(
    kind: GlobalEntity<string, Content, Ref>,
    current: Stored<Content>,
    next: Content & Ref,
  ): Write {
    const placed = placement(kind, undefined, next);
    const meta = {
      version: current.version + 1,
      requests: current[system].requests,
      audit: current[system].audit,
    };
    const item = toRow(kind, kind.key(next), next as object, placed, meta);
    return { kind: "put", item, condition: { is: "at-version", version: current.version } };
  }

  remove<Content, Ref>(kind: GlobalEntity<string, Content, Ref>, current: Stored<Content> & Ref): Write {
    return {
      kind: "delete",
      key: kind.key(current),
      condition: { is: "at-version", version: current.version },
    };
  }

  async write(writes: readonly Write[]): Promise<void> {
    await sendWrites(this.#connection, writes);
  }
}

function keyOf({ pk, sk }: Key): Key {
  return { pk, sk };
}

/** Rows by the name of their entity; those of other entities are left out. */
function groupRows(kinds: readonly AnyEntity[], rows: readonly Row[]): unknown {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const grouped = Object.fromEntries(kinds.map((kind) => [kind.name, [] as unknown[]]));
  for (const row of rows) {
    const kind = byName.get(row._entity);
    if (kind !== undefined) grouped[kind.name]?.push(fromRow(kind, row));
  }
  return grouped;
}

/** `next` with the content of `current` beneath it: the usual way to change a few fields. */
export function changed<Content>(current: Stored<Content>, fields: Partial<Content>): Content {
  return { ...contentOf(current), ...fields };
}

function placement<Content>(
  kind: { expiresAt?(content: Content): number | undefined },
  indexes: object | undefined,
  content: Content,
): object {
  const expiresAt = kind.expiresAt?.(content);
  return { ...indexes, ...(expiresAt === undefined ? {} : { [tableAttributes.timeToLive]: expiresAt }) };
}

async function getRow(connection: Connection, key: Key): Promise<Row | undefined> {
  const command = new GetCommand({
    TableName: connection.tableName,
    Key: { pk: key.pk, sk: key.sk },
    ConsistentRead: true,
    ReturnConsumedCapacity: "TOTAL",
  });
  const output = await connection.client.send(command);
  connection.observe?.("Get", output);
  return output.Item as Row | undefined;
}

async function getRows(connection: Connection, wanted: readonly Key[]): Promise<Row[]> {
  const found = new Map<string, Row>();
  // DynamoDB refuses a batch that names a key twice.
  const distinct = [...new Map(wanted.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }])).values()];
  for (const batch of groupsOf(distinct, maxBatchGet)) {
    let rest = batch;
    for (let pause = 10; rest.length > 0; pause *= 2) {
      const command = new BatchGetCommand({
        RequestItems: { [connection.tableName]: { Keys: rest, ConsistentRead: true } },
        ReturnConsumedCapacity: "TOTAL",
      });
      const output = await connection.client.send(command);
      connection.observe?.("BatchGet", output);
      for (const row of (output.Responses?.[connection.tableName] ?? []) as Row[])
        found.set(`${row.pk} ${row.sk}`, row);
      rest = (output.UnprocessedKeys?.[connection.tableName]?.Keys ?? []) as { pk: string; sk: string }[];
      if (rest.length > 0 && pause > 640) throw new AppError("service.busy");
      if (rest.length > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return wanted.map((key) => found.get(`${key.pk} ${key.sk}`)).filter((row) => row !== undefined);
}

async function queryRows(
  connection: Connection,
  range: KeyRange,
  page: PageRequest,
): Promise<{ rows: Row[]; next: Position | undefined }> {
  const { partitionKey, sortKey } = range.index === undefined ? tableAttributes : tableIndexes[range.index];
  const sort = sortCondition(range);
  const command = new QueryCommand({
    TableName: connection.tableName,
    ...(range.index === undefined
      ? { ConsistentRead: range.eventually !== true }
      : { IndexName: range.index }),
    KeyConditionExpression: `#pk = :pk${sort.expression}`,
    ExpressionAttributeNames: { "#pk": partitionKey, ...(sort.expression === "" ? {} : { "#sk": sortKey }) },
    ExpressionAttributeValues: { ":pk": range.partition, ...sort.values },
    ScanIndexForward: range.descending !== true,
    Limit: page.limit,
    ...(page.after === undefined ? {} : { ExclusiveStartKey: page.after }),
    ReturnConsumedCapacity: "TOTAL",
  });
  const output = await connection.client.send(command);
  connection.observe?.("Query", output);
  return { rows: (output.Items ?? []) as Row[], next: output.LastEvaluatedKey as Position | undefined };
}

/** Whether a page may begin there: a cursor of the same route, but of another list or filter, may not. */
function liesIn(range: KeyRange, at: Position): boolean {
  const { partitionKey, sortKey } = range.index === undefined ? tableAttributes : tableIndexes[range.index];
  const sort = at[sortKey] ?? "";
  const [from, to] = range.between ?? ["", sort];
  return (
    at[partitionKey] === range.partition &&
    sort.startsWith(range.beginsWith ?? "") &&
    from <= sort &&
    sort <= to
  );
}

function sortCondition(range: KeyRange): { expression: string; values: Record<string, string> } {
  if (range.beginsWith !== undefined) {
    return { expression: " AND begins_with(#sk, :sk)", values: { ":sk": range.beginsWith } };
  }
  if (range.between !== undefined) {
    const [from, to] = range.between;
    return { expression: " AND #sk BETWEEN :from AND :to", values: { ":from": from, ":to": to } };
  }
  return { expression: "", values: {} };
}

async function sendWrites(connection: Connection, writes: readonly Write[]): Promise<void> {
  const [only] = writes;
  if (only === undefined) return;
  if (writes.length > maxTransactionItems) throw new Error(`a transaction of ${writes.length} items`);
  await retryConflicts(() =>
    writes.length === 1 && only.kind !== "check"
      ? sendOne(connection, only)
      : sendTogether(connection, writes),
  );
}

async function sendOne(connection: Connection, write: Exclude<Write, { kind: "check" }>): Promise<void> {
  const common = { TableName: connection.tableName, ReturnConsumedCapacity: "TOTAL" as const };
  const guarded = { ...common, ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
  try {
    switch (write.kind) {
      case "put": {
        const command = new PutCommand({
          ...guarded,
          Item: write.item,
          ...conditionExpression(write.condition),
        });
        const output = await connection.client.send(command);
        connection.observe?.("Put", output);
        return;
      }
      case "delete": {
        const command = new DeleteCommand({
          ...guarded,
          Key: write.key,
          ...conditionExpression(write.condition),
        });
        const output = await connection.client.send(command);
        connection.observe?.("Delete", output);
        return;
      }
      case "add": {
        const command = new UpdateCommand({ ...common, Key: write.key, ...updateExpression(write) });
        const output = await connection.client.send(command);
        connection.observe?.("Update", output);
        return;
      }
    }
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") {
      throw new WriteRefused(0, plainItem((error as { Item?: Marshalled }).Item));
    }
    throw error;
  }
}

async function sendTogether(connection: Connection, writes: readonly Write[]): Promise<void> {
  const command = new TransactWriteCommand({
    TransactItems: writes.map((write) => transactItem(connection.tableName, write)),
    ReturnConsumedCapacity: "TOTAL",
  });
  try {
    const output = await connection.client.send(command);
    connection.observe?.("TransactWrite", output);
  } catch (error) {
    const reasons = cancellationReasons(error);
    const refused = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
    if (refused >= 0) throw new WriteRefused(refused, plainItem(reasons[refused]?.Item));
    throw error;
  }
}

type Marshalled = Parameters<typeof unmarshall>[0];

/** The document client translates answers, but not the items that errors carry. */
function plainItem(item: Marshalled | undefined): Record<string, unknown> | undefined {
  return item === undefined || Object.keys(item).length === 0 ? undefined : unmarshall(item);
}
