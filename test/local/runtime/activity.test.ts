import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Activity } from "#infra/local/runtime/activity.ts";

it("work that begins and ends while the sources are asked, and left something behind, is not taken for quiet", async () => {
  const activity = new Activity();
  let messages = 0;
  activity.add({
    backlog: async () => {
      const seen = messages;
      if (seen > 0) return "one message";
      // The work writes to this source after it was looked at, within the same pass.
      const write = async () => {
        messages = 1;
      };
      await activity.track(write, () => false);
      return undefined;
    },
  });
  expect(await activity.untilQuiet(50)).toEqual(["one message"]);
});

it("progress renews the patience, failed tries do not", async () => {
  const activity = new Activity();
  let left = 5;
  activity.add({ backlog: async () => (left > 0 ? `${left} left` : undefined) });
  const work = (async () => {
    for (; left > 0; left--)
      await activity.track(
        () => sleep(30),
        () => true,
      );
  })();
  expect(await activity.untilQuiet(100)).toEqual([]);
  await work;
});

it("work in progress has a time limit of its own and is waited for", async () => {
  const activity = new Activity();
  let isDone = false;
  activity.add({ backlog: async () => (isDone ? undefined : "one in flight") });
  const work = activity.track(
    () => sleep(150),
    () => {
      isDone = true;
      return true;
    },
  );
  expect(await activity.untilQuiet(20)).toEqual([]);
  await work;
});
