import { test } from "vitest";
import { implementation as appraisals } from "#functions/appraisals/handlers.ts";
import { implementation as plans } from "#functions/plans/handlers.ts";
import { implementation as reports } from "#functions/reports/handlers.ts";
import { type HotOperation, hotOperations, type TableBudget } from "#infra/tools/budgets.ts";
import { hotDeeds } from "#test/support/hot-operations.ts";
import { useWorld } from "#test/support/world.ts";
import { report } from "./report.ts";

const world = useWorld([plans, appraisals, reports]);

test("what the hot operations take of the table", async () => {
  for (const [name, budget] of Object.entries(hotOperations) as [HotOperation, TableBudget][]) {
    const { requests, units } = await world.measure(await hotDeeds[name](world));
    report({
      what: `${budget.title}, requests`,
      measured: requests,
      unit: "",
      most: budget.commands.length,
    });
    report({ what: `${budget.title}, units`, measured: units, unit: "", most: budget.units });
  }
});
