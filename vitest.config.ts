import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

/**
 * Files run side by side, each in a process of its own with its own table engine; nothing sleeps, and the clock is
 * faked where time matters. Properties print their seed and path when they fail (fast-check does), so that
 * `fc.assert(…, { seed, path })` repeats the very case.
 */
export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // Loading the demo plays half a year through the API, which takes minutes: part of `npm run test:full`.
    exclude: process.env["TEST_SCALE"] === "full" ? [] : ["test/local/demo.test.ts"],
    pool: "forks",
    // More than there are cores: a file that waits for a browser or a cloud's poller leaves its core to another.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: LongestFirst },
    // The file is for machines; `.ci/run` counts from it.
    reporters: ["default", ["json", { outputFile: "dist/test-results.json" }]],
    globalSetup: ["test/support/contact-sheet.ts"],
    // The machine may be busy with other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    env: {
      AWS_REGION: "ap-southeast-3",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      // Why did it answer 500? `TEST_LOG_LEVEL=ERROR npm test -- test/<area>` shows what the function logged.
      POWERTOOLS_LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "SILENT",
      TZ: "Asia/Jakarta",
    },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
