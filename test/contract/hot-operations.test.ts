import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { implementation as appraisals } from "#functions/appraisals/handlers.ts";
import { implementation as plans } from "#functions/plans/handlers.ts";
import { implementation as reports } from "#functions/reports/handlers.ts";
import { type HotOperation, hotOperations, type TableBudget } from "#infra/tools/budgets.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { drafted, hotDeeds, submitPlan } from "#test/support/hot-operations.ts";
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

test("a request leaves 33 characters in the item that it changed", async () => {
  const work = await drafted(world);
  await submitPlan(world, work);
  const { client, tableName } = world.connection;
  const Key = keys.part(work.agency, work.part);
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
  expect(Item?.["_requests"]).toEqual([expect.stringMatching(/^[\w-]{16} [\w-]{16}$/)]);
});
