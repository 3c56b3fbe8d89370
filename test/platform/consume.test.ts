import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { consume } from "#shared/platform/consume.ts";
import { recordOf } from "#test/support/outbox.ts";

const Message = z.object({ n: z.number() });
const lambda = { getRemainingTimeInMillis: () => 1234 };

describe("a queue's consumer", () => {
  test("gives back exactly the messages that failed, whatever the batch", async () => {
    const kinds = fc.array(fc.constantFrom("good", "bad", "junk", "wrong"), { maxLength: 10 });
    const bodies = { good: '{"n":1}', bad: '{"n":-1}', junk: "{", wrong: '{"n":"1"}' };
    await fc.assert(
      fc.asyncProperty(kinds, async (batch) => {
        let handled = 0;
        const handler = consume("tallies", Message, async ({ n }) => {
          handled++;
          if (n < 0) throw new Error("bad");
        });
        const Records = batch.map((kind, i) => recordOf(`m${i}`, bodies[kind]));
        const { batchItemFailures } = await handler({ Records }, lambda);
        const failed = batch.flatMap((kind, i) => (kind === "good" ? [] : [`m${i}`]));
        expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(failed);
        expect(handled).toBe(batch.filter((kind) => kind === "good" || kind === "bad").length);
      }),
    );
  });

  test("knows its message's id and how much time is left", async () => {
    const seen: unknown[] = [];
    const handler = consume("tallies", Message, async (_, { messageId, remainingMilliseconds }) => {
      seen.push([messageId, remainingMilliseconds()]);
    });
    await handler({ Records: [recordOf("m1", '{"n":1}')] }, lambda);
    expect(seen).toEqual([["m1", 1234]]);
  });
});
