import { expect, test } from "vitest";
import { achievementPlaces } from "../../../web/src/ui/achievement.ts";

test("better is to the right where less is better", () => {
  const { baseline, target, reached } = achievementPlaces({ baseline: 72, target: 48, reached: 41 });
  expect(baseline).toBe(0);
  expect(target).toBeCloseTo(2 / 3);
  expect(reached).toBeGreaterThan(target);
});

test("better is to the right where more is better", () => {
  const { target, reached } = achievementPlaces({ baseline: 79, target: 82, reached: 81.6 });
  expect(reached).toBeGreaterThan(0);
  expect(reached).toBeLessThan(target);
});

test("what meets the target stands on it", () => {
  expect(achievementPlaces({ baseline: 90, target: 120, reached: 120 }).reached).toBeCloseTo(2 / 3);
});

test("worse than the baseline stays at the left end, far beyond the target at the right end", () => {
  expect(achievementPlaces({ baseline: 90, target: 120, reached: 60 }).reached).toBe(0);
  expect(achievementPlaces({ baseline: 7, target: 5, reached: 1 }).reached).toBe(1);
});

test("what has only to be held stands on the target, and falls off to the left", () => {
  expect(achievementPlaces({ baseline: 100, target: 100, reached: 100 }).reached).toBeCloseTo(2 / 3);
  expect(achievementPlaces({ baseline: 100, target: 100, reached: 95 }).reached).toBeLessThan(0.6);
  const fewer = achievementPlaces({ baseline: 100, target: 100, reached: 95, isLessBetter: true });
  expect(fewer.reached).toBeGreaterThan(0.7);
});

test("nothing reported is not drawn as nothing reached", () => {
  expect(achievementPlaces({ baseline: 10, target: 20 }).reached).toBeUndefined();
});
