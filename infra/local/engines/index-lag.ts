import {
  compareKeys,
  findTable,
  type IndexShape,
  type Item,
  type ItemWrite,
  itemName,
  itemWrites,
  type KeyCondition,
  keyCondition,
  keyOf,
  matchesKey,
  type TableShape,
  type Tables,
} from "./dynamodb-shapes.ts";
import type { Faults } from "./faults.ts";

type Input = Readonly<Record<string, unknown>>;

/** Reads items as they stand, by key and strongly; one entry per key asked, undefined where there is none. */
export type ReadItems = (shape: TableShape, keys: readonly Item[]) => Promise<(Item | undefined)[]>;

interface Version {
  /** What an index shows until then; undefined: nothing yet. */
  image: Item | undefined;
  untilMs: number;
}

interface History {
  shape: TableShape;
  versions: Version[];
}

interface QueryAnswer {
  Items?: Item[];
  Count?: number;
  ScannedCount?: number;
  LastEvaluatedKey?: Item;
}

/**
 * Lets every index lag behind its table: each write becomes visible in the table's indexes only after its own random
 * delay, in order per item. Until then a query on an index sees the item as it was: an insert is missing, an update
 * shows old attributes (or lies under its old index key), a delete is still there.
 *
 * Exactly that for queries that return whole index entries. With a filter, a projection or `Select` the proxy cannot
 * rebuild the old entry, so such a query only misses what is not visible yet (and drops what has moved here). A query
 * that returns too few key attributes to name its items, and a Scan of an index, do not lag. Consumed capacity is that
 * of the engine's own answer.
 */
export class IndexLag {
  readonly #histories = new Map<string, History>();
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #tables: Tables;
  readonly #faults: Faults;
  readonly #read: ReadItems;
  readonly #nowMs: () => number;

  /** `nowMs` is real time: the delay lasts real milliseconds. */
  constructor(
    tables: Tables,
    faults: Faults,
    read: ReadItems,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#tables = tables;
    this.#faults = faults;
    this.#read = read;
    this.#nowMs = nowMs;
  }

  /** Does a write (`send` answers whether it took effect), remembering what the indexes still show. */
  async write<T>(
    operation: string,
    input: Input,
    send: () => Promise<T>,
    tookEffect: (answer: T) => boolean,
  ): Promise<T> {
    const writes = itemWrites(this.#tables, operation, input).filter(
      (write) =>
        write.action !== "ConditionCheckItem" && write.name !== undefined && write.shape.indexes.size > 0,
    );
    if (writes.length === 0 || this.#faults.get().indexLagMs === 0) return send();
    return this.#inTurn(
      writes.map(({ name }) => name ?? ""),
      async () => {
        const before = await this.#images(writes);
        const answer = await send();
        if (tookEffect(answer)) {
          for (const [index, write] of writes.entries()) this.#remember(write, before[index]);
        }
        return answer;
      },
    );
  }

  /** The engine's answer to a query on an index, as it would have been a little earlier. */
  lagged(input: Input, answer: QueryAnswer): QueryAnswer {
    this.#forget();
    const shape = findTable(this.#tables, input["TableName"]);
    const index = shape?.indexes.get(String(input["IndexName"]));
    if (
      shape === undefined ||
      index === undefined ||
      answer.Items === undefined ||
      this.#histories.size === 0
    ) {
      return answer;
    }
    const condition = keyCondition(input, index);
    const isWhole = ![
      "FilterExpression",
      "ProjectionExpression",
      "QueryFilter",
      "AttributesToGet",
      "Select",
    ].some((member) => member in input);
    const shown = answer.Items.flatMap((item) => this.#shown(shape, index, condition, item, isWhole));
    if (!isWhole) return counted(answer, shown);
    const returned = new Set(answer.Items.map((item) => itemName(shape, item)));
    const missing = this.#stillThere(shape, index, condition, returned).filter((item) =>
      isOnPage(item, index, input, answer),
    );
    return cutToLimit(counted(answer, sorted([...shown, ...missing], index, input)), shape, index, input);
  }

  /** Items of other times: gone, or moved away, that the index still shows. */
  #stillThere(
    shape: TableShape,
    index: IndexShape,
    condition: KeyCondition,
    returned: ReadonlySet<string | undefined>,
  ): Item[] {
    const found: Item[] = [];
    for (const [name, history] of this.#histories) {
      if (history.shape !== shape || returned.has(name)) continue;
      const version = this.#visible(history);
      if (version?.image && matchesKey(version.image, index, condition))
        found.push(projected(version.image, index));
    }
    return found;
  }

  #shown(
    shape: TableShape,
    index: IndexShape,
    condition: KeyCondition,
    item: Item,
    isWhole: boolean,
  ): Item[] {
    const history = this.#histories.get(itemName(shape, item) ?? "");
    const version = history && this.#visible(history);
    if (version === undefined) return [item];
    if (version.image === undefined || !matchesKey(version.image, index, condition)) return [];
    return [isWhole ? projected(version.image, index) : item];
  }

  #visible(history: History): Version | undefined {
    const now = this.#nowMs();
    return history.versions.find(({ untilMs }) => untilMs > now);
  }

  /** Writes of one item follow one another, so that "before" is what the write really found. */
  async #inTurn<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const earlier = Promise.allSettled(names.map((name) => this.#tails.get(name)));
    const mine = earlier.then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    for (const name of names) this.#tails.set(name, settled);
    try {
      return await mine;
    } finally {
      for (const name of names) if (this.#tails.get(name) === settled) this.#tails.delete(name);
    }
  }

  async #images(writes: readonly ItemWrite[]): Promise<(Item | undefined)[]> {
    const images: (Item | undefined)[] = [];
    for (const shape of new Set(writes.map((write) => write.shape))) {
      const own = [...writes.entries()].filter(([, write]) => write.shape === shape);
      const found = await this.#read(
        shape,
        own.map(([, write]) => keyOf(shape, write.key)),
      );
      for (const [at, [index]] of own.entries()) images[index] = found[at];
    }
    return images;
  }

  #remember(write: ItemWrite, image: Item | undefined): void {
    const name = write.name ?? "";
    const now = this.#nowMs();
    const pending = this.#histories.get(name)?.versions.filter((version) => version.untilMs > now) ?? [];
    const untilMs = now + this.#faults.random() * this.#faults.get().indexLagMs;
    pending.push({ image, untilMs: Math.max(pending.at(-1)?.untilMs ?? 0, untilMs) });
    this.#histories.delete(name);
    this.#histories.set(name, { shape: write.shape, versions: pending });
    this.#forget();
  }

  /** Drops from the front what is visible by now; the map is in the order of the last write. */
  #forget(): void {
    const now = this.#nowMs();
    for (const [name, history] of this.#histories) {
      if ((history.versions.at(-1)?.untilMs ?? 0) > now) return;
      this.#histories.delete(name);
    }
  }
}

function projected(image: Item, index: IndexShape): Item {
  if (index.projected === undefined) return image;
  return Object.fromEntries(index.projected.flatMap((name) => (image[name] ? [[name, image[name]]] : [])));
}

function counted(answer: QueryAnswer, items: Item[]): QueryAnswer {
  const removed = (answer.Items?.length ?? 0) - items.length;
  const scanned = answer.ScannedCount === undefined ? {} : { ScannedCount: answer.ScannedCount - removed };
  return { ...answer, Items: items, Count: items.length, ...scanned };
}

function sorted(items: Item[], index: IndexShape, input: Input): Item[] {
  const { range } = index;
  if (range === undefined) return items;
  const direction = input["ScanIndexForward"] === false ? -1 : 1;
  return items.sort((left, right) => direction * compareKeys(left[range], right[range]));
}

/** Whether an old entry belongs between the page's start and its end. */
function isOnPage(item: Item, index: IndexShape, input: Input, answer: QueryAnswer): boolean {
  const { range } = index;
  if (range === undefined) return input["ExclusiveStartKey"] === undefined;
  const direction = input["ScanIndexForward"] === false ? -1 : 1;
  const start = input["ExclusiveStartKey"] as Item | undefined;
  const end = answer.LastEvaluatedKey;
  const isAfterStart = start === undefined || direction * compareKeys(item[range], start[range]) > 0;
  return isAfterStart && (end === undefined || direction * compareKeys(item[range], end[range]) <= 0);
}

function cutToLimit(answer: QueryAnswer, shape: TableShape, index: IndexShape, input: Input): QueryAnswer {
  const limit = typeof input["Limit"] === "number" ? input["Limit"] : Number.POSITIVE_INFINITY;
  const items = answer.Items ?? [];
  if (items.length <= limit) return answer;
  const kept = items.slice(0, limit);
  const last = kept.at(-1) ?? {};
  const keys = [index.hash, index.range].filter((name) => name !== undefined);
  const own = Object.fromEntries(keys.flatMap((name) => (last[name] ? [[name, last[name]]] : [])));
  return { ...counted(answer, kept), LastEvaluatedKey: { ...keyOf(shape, last), ...own } };
}
