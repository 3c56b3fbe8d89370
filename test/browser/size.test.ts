import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { webFiles } from "#infra/build-web.ts";
import { root } from "#infra/local/prepare.ts";
import { webKilobytes } from "#infra/tools/budgets.ts";
import { webSize } from "#infra/tools/web-size.ts";
import { preparedOnce } from "#test/support/browser.ts";

beforeAll(async () => void (await preparedOnce()));

test("the first screen and the whole app fit a phone's data", () => {
  const { firstScreen, total } = webSize(path.join(root, webFiles));
  // Less would mean that the imports of the page's script were not found.
  expect(firstScreen).toBeGreaterThan(20);
  expect(firstScreen).toBeLessThanOrEqual(webKilobytes.firstScreen);
  expect(total).toBeGreaterThanOrEqual(firstScreen);
  expect(total).toBeLessThanOrEqual(webKilobytes.total);
});
