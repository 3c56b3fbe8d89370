import { describe, expect, test } from "vitest";
import {
  insisting,
  nextToSend,
  OwnVersions,
  rebased,
  replacedBy,
  type Sending,
} from "../../web/src/offline/queue.ts";

let made = 0;

/** A write of one's plan, as it lies in the outbox. */
function sending(given: Partial<Sending> = {}): Sending {
  const id = ++made;
  return {
    id,
    area: "plans",
    route: "saveResultDraft",
    input: { params: { resultId: "res_1" }, body: { version: 1, result: { text: `text ${id}` } } },
    subject: "plan-1",
    slot: "res_1",
    key: `key-${id}`,
    madeAt: "2027-01-04T00:00:00Z",
    attempts: 0,
    refreshes: [],
    ...given,
  };
}

const refusal = {
  type: "",
  code: "edit.conflict",
  status: 409,
  title: "",
  detail: "",
  requestId: "",
} as const;

describe("the order of sending", () => {
  test("is that of making", () => {
    const [first, second] = [sending(), sending({ slot: "res_2" })];
    expect(nextToSend([first, second])).toBe(first);
    expect(nextToSend([])).toBeUndefined();
  });

  test("puts what goes first before all that waits, but not before what it would follow itself", () => {
    const saves = [sending(), sending({ slot: "res_2" })];
    const seal = sending({ subject: "seal-1", route: "sealPlanDraft", isFirst: true });
    expect(nextToSend([...saves, seal])).toBe(seal);
    expect(nextToSend([...saves, { ...seal, refusal }])).toBe(saves[0]);
  });

  test("stops for a subject whose write was refused, and for no other", () => {
    const refused = sending({ refusal });
    const behind = sending({ slot: undefined, route: "submitPlan" });
    const elsewhere = sending({ subject: "plan-2" });
    expect(nextToSend([refused, behind, elsewhere])).toBe(elsewhere);
    expect(nextToSend([refused, behind])).toBeUndefined();
  });
});

describe("a write to a slot that waits", () => {
  test("is replaced by the next one to the same slot", () => {
    const waiting = sending();
    expect(replacedBy(sending(), [waiting])).toBe(waiting);
  });

  test.each<[string, Partial<Sending>, Partial<Sending>]>([
    ["was sent once, and may have arrived", { attempts: 1 }, {}],
    ["was refused", { refusal }, {}],
    ["is another slot", { slot: "res_2" }, {}],
    ["is another subject", { subject: "plan-2" }, {}],
    ["saves no thing whole", { slot: undefined }, { slot: undefined }],
  ])("stays when it %s", (_, waiting, next) => {
    expect(replacedBy(sending(next), [sending(waiting)])).toBeUndefined();
  });

  test("stays when something else of its subject was made after it: a submission sends what stood then", () => {
    const all = [sending(), sending({ slot: undefined, route: "submitPlan" })];
    expect(replacedBy(sending(), all)).toBeUndefined();
  });
});

describe("after a write has arrived", () => {
  test("the next one to its slot is made upon the version it left, so that nobody conflicts with themselves", () => {
    const done = sending();
    const next = sending();
    const other = sending({ slot: "res_2" });
    const [changed, ...rest] = rebased(done, { version: 7 }, [next, other]);
    expect(rest).toEqual([]);
    expect(changed).toEqual({
      ...next,
      input: { ...next.input, body: { version: 7, result: { text: `text ${next.id}` } } },
    });
  });

  test("a version that stands in the header is renewed there", () => {
    const input = { body: { name: "a" }, ifMatch: 1 };
    const [changed] = rebased(sending({ input }), { version: 2 }, [sending({ input })]);
    expect(changed?.input).toEqual({ body: { name: "a" }, ifMatch: 2 });
  });

  test("an answer without a version changes nothing", () => {
    expect(rebased(sending(), undefined, [sending()])).toEqual([]);
  });
});

test("a refused write that is to win is made again upon what the service has, as a new deed", () => {
  const refused = sending({ attempts: 3, refusal: { ...refusal, current: { version: 9 } } });
  const again = insisting(refused, "new-key");
  expect(again).toMatchObject({
    id: refused.id,
    key: "new-key",
    attempts: 0,
    input: { body: { version: 9 } },
  });
  expect(again).not.toHaveProperty("refusal");
});

describe("a write about what a slot holds, as sending a draft is", () => {
  const send = (version: number, given: Partial<Sending> = {}) =>
    sending({ slot: undefined, about: "res_1", route: "submitPlan", input: { body: { version } }, ...given });

  test("goes out upon the version that the last save gets", () => {
    const [save, waiting] = [sending(), send(1)];
    const [rebasedSend] = rebased(save, { version: 2 }, [save, waiting]);
    expect(rebasedSend?.input.body).toEqual({ version: 2 });
    expect(rebased(save, { version: 2 }, [send(1, { about: "res_2" })])).toEqual([]);
  });

  test("replaces no save, and begun before a save arrived it follows that save", () => {
    expect(replacedBy(send(1), [sending()])).toBeUndefined();
    const own = new OwnVersions();
    own.arrived(sending({ input: { body: { version: 1 } } }), { version: 2 });
    expect(own.rebased(send(1)).input.body).toEqual({ version: 2 });
  });
});

describe("a write begun before an own one arrived, and made after it", () => {
  const upon = (version: number, given: Partial<Sending> = {}) =>
    sending({ input: { body: { version, result: {} } }, ...given });
  const own = new OwnVersions();
  own.arrived(upon(0), { version: 1 });
  own.arrived(upon(1), { version: 2 });

  test("is made upon what came of the version it was begun upon", () => {
    expect(own.rebased(upon(0)).input.body).toEqual({ version: 2, result: {} });
    expect(own.rebased(upon(1)).input.body).toEqual({ version: 2, result: {} });
  });

  test("stays as it is where that version, place or subject is not one's own", () => {
    for (const other of [upon(2), upon(5), upon(0, { slot: "res_2" }), upon(0, { subject: "plan-2" })])
      expect(own.rebased(other)).toBe(other);
  });
});
