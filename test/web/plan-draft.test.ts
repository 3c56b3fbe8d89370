import { describe, expect, test } from "vitest";
import { PlanContent, SaveResultDraft } from "#shared/plans/model.ts";
import { assemblePlan } from "#shared/plans/rules.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { indicator, plannedResult } from "#test/support/appraisal-samples.ts";
import {
  caughtUp,
  contentOf,
  emptyFrame,
  hashOf,
  isMyOwn,
  isSameAt,
  type LocalPlan,
  newResult,
  type PlacedResult,
  type PlanView,
  resultsOf,
  settledResult,
  spellResult,
  unchanged,
  unsentResults,
  withFrame,
  withResult,
} from "../../web/src/pages/employee/plan-draft.ts";

/** A result in its place, by the words that it has. */
function placed(order: number, text = `Hasil ${order}`): PlacedResult {
  return { order, result: { ...plannedResult(order), text } };
}

/** A plan as the service answers it, with these drafts at these versions. */
function view(...drafts: readonly (PlacedResult & { readonly version: number })[]): PlanView {
  const results = drafts.map((draft) => ({ ...draft, savedAt: "2027-01-05T01:00:00.000Z" }));
  return {
    draft: { frame: null, results, findings: [] },
    versions: [],
    decisions: [],
  } as unknown as PlanView;
}

/** The local plan after all that waits was put into the outbox. */
function sent(local: LocalPlan): LocalPlan {
  const results = Object.entries(local.results).map(([id, changed]) => [
    id,
    { ...changed, sent: spellResult(changed.content) },
  ]);
  return { ...local, results: Object.fromEntries(results) };
}

const id = placed(1).result.id;
const there = view({ ...placed(1), version: 3 });

describe("a plan on the device", () => {
  test("is the service's drafts with what was written here in their places", () => {
    const two = view({ ...placed(1), version: 3 }, { ...placed(2), version: 1 });
    const local = withResult(two, unchanged, placed(2, "Ditulis di sini"));
    expect(resultsOf(two, local).map(({ result }) => result.text)).toEqual(["Hasil 1", "Ditulis di sini"]);
    expect(resultsOf(two, { ...local, removed: [id] })).toHaveLength(1);
  });

  test("remembers upon which version it was begun, however often it is changed and read anew", () => {
    const once = withResult(there, unchanged, placed(1, "a"));
    const read = view({ ...placed(1, "Kantor"), version: 4 });
    const twice = withResult(read, caughtUp(read, once), placed(1, "ab"));
    expect(twice.results[id]).toMatchObject({ version: 3, base: spellResult(placed(1)) });
  });

  test("forgets what the service has by now", () => {
    const local = sent(withResult(there, unchanged, placed(1, "Baru")));
    expect(caughtUp(view({ ...placed(1, "Baru"), version: 4 }), local).results).toEqual({});
  });

  test("goes on upon an own save that has arrived, with what was typed since", () => {
    const first = sent(withResult(there, unchanged, placed(1, "Baru")));
    const typed = withResult(there, first, placed(1, "Baru sekali"));
    const arrived = caughtUp(view({ ...placed(1, "Baru"), version: 4 }), typed);
    expect(arrived.results[id]).toMatchObject({ version: 4, base: spellResult(placed(1, "Baru")) });
    expect(unsentResults(arrived)).toHaveLength(1);
  });

  test("keeps what was typed back to what an old answer shows: the save between may not have been read yet", () => {
    const away = sent(withResult(there, unchanged, placed(1, "Lain")));
    const back = withResult(there, away, placed(1));
    expect(unsentResults(caughtUp(there, back))).toHaveLength(1);
  });
});

describe("a save that the service refuses", () => {
  const local = sent(withResult(there, unchanged, placed(1, "Kedua"))).results[id];

  test.each([
    ["what it was begun from", placed(1)],
    ["an own save whose answer is under way", placed(1, "Kedua")],
    ["what it says itself", placed(1, "Ketiga")],
  ])("is no conflict where the service has %s", (_, theirs) => {
    expect(isMyOwn(local, spellResult(theirs), spellResult(placed(1, "Ketiga")))).toBe(true);
  });

  test("is one where it has anything else", () => {
    expect(isMyOwn(local, spellResult(placed(1, "Kantor")), spellResult(placed(1, "Ketiga")))).toBe(false);
    expect(isMyOwn(undefined, spellResult(placed(1)), spellResult(placed(1, "Ketiga")))).toBe(false);
  });
});

describe("what is sealed", () => {
  test("is byte for byte what the service puts together and hashes", async () => {
    const untidy = placed(1, "  Laporan\r\nselesai  ");
    const local = withFrame(there, withResult(there, unchanged, untidy), {
      ...emptyFrame,
      expectations: { service: " Ramah ", loyal: "  " },
      resources: ["Komputer", " "],
    });
    const content = contentOf(there, local);
    const saved = SaveResultDraft.parse({ version: 0, ...settledResult(untidy) });
    const { results, ...frame } = PlanContent.parse(content);
    expect(results).toEqual([saved.result]);
    expect(await hashOf(content)).toBe(
      contentDigest(assemblePlan(frame, [{ order: 1, result: saved.result }])),
    );
  });

  test("begins without a frame as the service does", () => {
    const { results: _, ...frame } = PlanContent.parse({ approach: "quantitative", results: [] });
    expect(emptyFrame).toEqual(frame);
  });
});

test("a new result is one that the service takes, half filled as it is", () => {
  expect(SaveResultDraft.safeParse({ version: 0, ...settledResult(newResult(1)) }).success).toBe(true);
});

test("a note is answered when its place has changed, found by result and indicator", () => {
  const path = `results.${id}.indicators.${indicator().key}.target`;
  const before = { results: [placed(1).result] };
  const target = { kind: "number", value: "1" } as const;
  const after = { results: [{ ...placed(1).result, indicators: [{ ...indicator(), target }] }] };
  expect(isSameAt(path, before, structuredClone(before))).toBe(true);
  expect(isSameAt(path, before, after)).toBe(false);
  expect(isSameAt(`results.${id}.text`, before, after)).toBe(true);
});
