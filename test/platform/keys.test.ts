import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { derivedId } from "#shared/platform/digest.ts";
import { type Id, type IdKind, idPrefixes, idSchema, newId } from "#shared/platform/ids.ts";
import { partIdOf, partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import {
  agencyPrefix,
  globalKeyClasses,
  indexKeyPatterns,
  indexKeys,
  type Key,
  keyClasses,
  keys,
  tableIndexes,
} from "#shared/platform/table/keys.ts";

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const idOf = <K extends IdKind>(kind: K): fc.Arbitrary<Id<K>> => instant.map((at) => newId(kind, at));
const day = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const number = fc.integer({ min: 1, max: 99 });
/** Words that callers pass beside ids; `#` never stands in one, being what separates the parts of a key. */
const word = fc.stringMatching(/^[a-z0-9.~_-]{1,12}$/);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const place = fc.record({ employeeId: idOf("employee"), cycleId: idOf("cycle"), number });

const agency = idOf("agency");
type Builders = { [N in keyof typeof keys]: fc.Arbitrary<Parameters<(typeof keys)[N]>> };

/** For every entity, everything its key can be made of. A new key does not compile until it is here. */
const ingredients: Builders = {
  agency: fc.tuple(agency),
  settings: fc.tuple(agency),
  calendarYear: fc.tuple(agency, fc.integer({ min: 2020, max: 2100 })),
  columnMapping: fc.tuple(agency),
  unit: fc.tuple(agency, idOf("unit")),
  official: fc.tuple(agency, idOf("official")),
  employee: fc.tuple(agency, idOf("employee")),
  ticket: fc.tuple(agency, idOf("employee")),
  part: fc.tuple(agency, place),
  planVersion: fc.tuple(agency, place, number),
  planDecision: fc.tuple(agency, place, number),
  planFrame: fc.tuple(agency, place),
  draft: fc.tuple(agency, place, idOf("result")),
  evaluation: fc.tuple(agency, place, idOf("evaluation")),
  evaluationVersion: fc.tuple(agency, place, idOf("evaluation"), number),
  reportDraft: fc.tuple(agency, place, idOf("evaluation")),
  ratingDraft: fc.tuple(agency, place, idOf("evaluation")),
  evidenceShelf: fc.tuple(agency, place, idOf("evaluation")),
  receipt: fc.tuple(agency, place, number),
  seal: fc.tuple(agency, place, hash),
  objection: fc.tuple(agency, place, idOf("evaluation")),
  logEntry: fc.tuple(agency, idOf("employee"), day, idOf("event")),
  feedback: fc.tuple(agency, idOf("employee"), day, idOf("event")),
  nipClaim: fc.tuple(agency, fc.stringMatching(/^\d{18}$/)),
  name: fc.tuple(agency, word, idOf("employee")),
  mailAddress: fc.tuple(agency, hash, idOf("employee")),
  mailAddressState: fc.tuple(agency, hash),
  deadAddress: fc.tuple(agency, idOf("employee")),
  member: fc.tuple(agency, idOf("member")),
  invitation: fc.tuple(agency, idOf("invitation")),
  slipAccount: fc.tuple(agency, idOf("invitation")),
  confirmation: fc.tuple(agency, idOf("confirmation")),
  import: fc.tuple(agency, idOf("import")),
  importChunk: fc.tuple(agency, idOf("import"), fc.constantFrom("ROWS", "OPS", "DONE"), number),
  export: fc.tuple(agency, idOf("export")),
  cycle: fc.tuple(agency, idOf("cycle")),
  outage: fc.tuple(agency, day, idOf("outage")),
  milestone: fc.tuple(agency, idOf("cycle"), day, word),
  job: fc.tuple(agency, idOf("cycle"), word),
  supervisor: fc.tuple(agency, idOf("cycle"), idOf("employee")),
  organisationPredicate: fc.tuple(agency, idOf("cycle"), idOf("evaluation"), idOf("unit")),
  tally: fc.tuple(agency, idOf("cycle"), idOf("unit")),
  counted: fc.tuple(agency, idOf("cycle"), place.map(partIdOf)),
  reminder: fc.tuple(
    agency,
    fc.record({
      cycleId: idOf("cycle"),
      window: word,
      deadlineVersion: number,
      shard: number,
      step: word,
      person: idOf("employee"),
    }),
  ),
  trend: fc.tuple(agency, idOf("cycle"), idOf("evaluation"), day),
  unitTrend: fc.tuple(agency, idOf("cycle"), idOf("unit"), idOf("evaluation"), day),
  recount: fc.tuple(agency, idOf("cycle")),
  mailDay: fc.tuple(agency, idOf("employee"), day),
  notice: fc.tuple(agency, idOf("employee"), word),
  mailCount: fc.tuple(agency, day),
  round: fc.tuple(agency, word),
  opinion: fc.tuple(agency, word, word),
  surveyAnswer: fc.tuple(agency, word, number, hash),
  audit: fc.tuple(agency, word, number),
  login: fc.tuple(word, word),
  membership: fc.tuple(word, word, agency),
  session: fc.tuple(idOf("session")),
  issuer: fc.tuple(word),
  document: fc.tuple(word),
  directoryEntry: fc.tuple(agency),
  healthTick: fc.tuple(),
  healthNote: fc.tuple(agency, word, idOf("cycle")),
};

interface Made {
  readonly name: string;
  readonly key: Key;
  readonly parts: string;
}

const anyKey: fc.Arbitrary<Made> = fc.oneof(
  ...Object.entries(ingredients).map(([name, arbitrary]) =>
    (arbitrary as fc.Arbitrary<unknown[]>).map((parts) => ({
      name,
      key: (keys[name as keyof typeof keys] as (...all: unknown[]) => Key)(...parts),
      parts: JSON.stringify(parts),
    })),
  ),
);

/** A pattern as this test reads it: `*` is one part of the key, or several after a last `#`. */
function matches(pattern: string, partition: string): boolean {
  const open = pattern.endsWith("#*");
  const source = pattern.replaceAll(/[.+?^$()|[\]\\]/g, "\\$&").replaceAll("*", "[^#]+");
  return new RegExp(`^${source}${open ? "(#.*)?" : ""}$`).test(partition);
}

describe("keys", () => {
  test("two entities never share a key, and two items of one entity only if they are the same", () => {
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        fc.pre(one.name !== other.name || one.parts !== other.parts);
        expect(`${one.key.pk}\n${one.key.sk}`).not.toBe(`${other.key.pk}\n${other.key.sk}`);
      }),
      { numRuns: 20_000 },
    );
  });

  test("with the same ids everywhere, no two entities collide either", () => {
    const ids = Object.fromEntries(Object.keys(idPrefixes).map((kind) => [kind, newId(kind as IdKind, 1)]));
    const samples = Object.entries(ingredients).map(([name, arbitrary]) => {
      const [parts] = fc.sample(arbitrary as fc.Arbitrary<unknown[]>, { numRuns: 1, seed: 1 });
      const same = JSON.stringify(parts)
        .replaceAll(/"([a-z]{3})_[0-9a-z]{26}"/g, (whole, prefix: string) => {
          const kind = Object.entries(idPrefixes).find(([, each]) => each === prefix)?.[0];
          return kind === undefined ? whole : `"${ids[kind]}"`;
        })
        .replaceAll(/"\d{4}-\d\d-\d\d"/g, '"2026-01-01"');
      const key = (keys[name as keyof typeof keys] as (...all: unknown[]) => Key)(
        ...(JSON.parse(same) as unknown[]),
      );
      return `${key.pk}\n${key.sk}`;
    });
    expect(new Set(samples).size).toBe(samples.length);
  });

  test("each starts with its agency or belongs to a listed global class", () => {
    const isGlobal = (partition: string) =>
      globalKeyClasses.some((name) => matches(keyClasses[name], partition));
    fc.assert(
      fc.property(anyKey, ({ key, parts }) => {
        const [first] = JSON.parse(parts) as [Id<"agency">];
        expect(key.pk.startsWith(agencyPrefix(first)) !== isGlobal(key.pk)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test("each belongs to exactly one class, the unit in which functions are granted access", () => {
    fc.assert(
      fc.property(anyKey, ({ key }) => {
        const classes = Object.entries(keyClasses).filter(([, pattern]) => matches(pattern, key.pk));
        expect(classes.map(([name]) => name)).toHaveLength(1);
      }),
      { numRuns: 5000 },
    );
  });

  test("each class has a key, so that none is granted in vain", () => {
    const partitions = fc.sample(anyKey, 5000).map(({ key }) => key.pk);
    for (const [name, pattern] of Object.entries(keyClasses)) {
      expect(
        partitions.some((partition) => matches(pattern, partition)),
        name,
      ).toBe(true);
    }
  });

  test("what is read together lies together: everything of a part begins with the part's own sort key", () => {
    fc.assert(
      fc.property(agency, place, idOf("evaluation"), number, (a, p, evaluation, n) => {
        const part = keys.part(a, p);
        const hanging = [keys.planVersion(a, p, n), keys.evaluation(a, p, evaluation), keys.receipt(a, p, n)];
        for (const key of hanging) {
          expect(key.pk).toBe(part.pk);
          expect(key.sk.startsWith(`${part.sk}#`)).toBe(true);
        }
      }),
    );
  });

  test("numbers in keys sort as numbers", () => {
    fc.assert(
      fc.property(agency, place, fc.nat(99_999_999), fc.nat(99_999_999), (a, p, m, n) => {
        const [one, other] = [keys.planVersion(a, p, m).sk, keys.planVersion(a, p, n).sk];
        expect(Math.sign(one < other ? -1 : one > other ? 1 : 0)).toBe(Math.sign(m - n));
      }),
    );
  });

  test("index keys carry their agency, except the due index, which only the sweeper reads", () => {
    const a = newId("agency", 0);
    expect(matches(indexKeyPatterns.team, indexKeys.team(a, "boss", "x").teamPk)).toBe(true);
    expect(matches(indexKeyPatterns.unit, indexKeys.unit(a, "unit", "x").unitPk)).toBe(true);
    expect(matches(indexKeyPatterns.reserve, indexKeys.reserve(a, "CONTRACTS", "x").reservePk)).toBe(true);
    expect(matches(indexKeyPatterns.due, indexKeys.due(3, "2026", "x").duePk)).toBe(true);
    const attributes = Object.values(tableIndexes).flatMap(({ partitionKey, sortKey }) => [
      partitionKey,
      sortKey,
    ]);
    expect(new Set(attributes).size).toBe(attributes.length);
  });
});

describe("ids", () => {
  const kinds = Object.keys(idPrefixes) as IdKind[];

  test("prefixes are distinct, and an id of one kind is no id of another", () => {
    expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
    for (const kind of kinds.filter((each) => each !== "part")) {
      const id = newId(kind, 1);
      const accepting = kinds.filter((other) => idSchema(other).safeParse(id).success);
      expect(accepting).toEqual([kind]);
    }
  });

  test("all have one length and sort by age", () => {
    fc.assert(
      fc.property(instant, instant, (earlier, later) => {
        fc.pre(earlier < later);
        const [a, b] = [newId("cycle", earlier), newId("cycle", later)];
        expect(a < b).toBe(true);
        expect(a).toHaveLength(30);
        expect(idSchema("cycle").parse(a)).toBe(a);
      }),
    );
  });

  test("a derived id is the same for the same seed and another for any other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const [a, b] = [derivedId("employee", one), derivedId("employee", other)];
        expect(a === b).toBe(one === other);
        expect(idSchema("employee").safeParse(a).success).toBe(true);
      }),
    );
  });

  test("seeds in several pieces are not the same as pieces cut elsewhere", () => {
    expect(derivedId("employee", "ab", "c")).not.toBe(derivedId("employee", "a", "bc"));
  });

  test("a part's id says where it lies, there and back", () => {
    fc.assert(
      fc.property(place, (p) => {
        const id = partIdOf(p);
        expect(partIdSchema.parse(id)).toBe(id);
        expect(placeOfPart(id)).toEqual(p);
      }),
    );
  });

  test("what is not a part's id is refused", () => {
    const id = partIdOf({ employeeId: newId("employee", 1), cycleId: newId("cycle", 1), number: 1 });
    for (const wrong of [
      "",
      id.slice(1),
      `${id}0`,
      id.toUpperCase(),
      id.replace("prt", "emp"),
      `${id}\n`,
      id.replace(/..$/, "#1"),
    ]) {
      expect(partIdSchema.safeParse(wrong).success, wrong).toBe(false);
    }
  });
});
