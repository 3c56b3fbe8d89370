import { expect, test } from "vitest";
import { implementation as appraisals } from "#functions/appraisals/handlers.ts";
import { implementation as plans } from "#functions/plans/handlers.ts";
import { implementation as reports } from "#functions/reports/handlers.ts";
import { type HotOperation, hotOperations, type TableBudget } from "#infra/tools/budgets.ts";
import { hotDeeds } from "#test/support/hot-operations.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([plans, appraisals, reports]);

const all = Object.entries(hotOperations) as [HotOperation, TableBudget][];

test.each(all)("%s takes its requests and no more units than its budget", async (name, budget) => {
  const deed = await hotDeeds[name](world);
  const { commands, units } = await world.measure(deed);
  expect(commands).toEqual(budget.commands);
  expect(units).toBeLessThanOrEqual(budget.heldAt ?? budget.units);
});

test.each(all.filter(([, { heldAt }]) => heldAt !== undefined))(
  "%s is still above its budget; where it no longer is, the exception goes",
  async (name, budget) => {
    const { units } = await world.measure(await hotDeeds[name](world));
    expect(units).toBeGreaterThan(budget.units);
  },
);
