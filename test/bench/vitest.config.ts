import { defineConfig } from "vitest/config";
import house from "../../vitest.config.ts";

/** Measurements, one after the other: `npm run bench` runs them and prints what each reports. */
export default defineConfig({
  test: {
    ...house.test,
    include: ["test/bench/*.bench.ts"],
    exclude: [],
    maxWorkers: 1,
    fileParallelism: false,
    disableConsoleIntercept: true,
    testTimeout: 1_800_000,
    reporters: [["default", { summary: false }]],
  },
});
