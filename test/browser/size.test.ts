import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { webFiles } from "#infra/build-web.ts";
import { prepare, root } from "#infra/local/prepare.ts";
import { webKilobytes } from "#infra/tools/budgets.ts";
import { isOfOffice, scriptsOf, webSize } from "#infra/tools/web-size.ts";

beforeAll(async () => void (await prepare("http://localhost:3000")), 300_000);

test("the first screen, and all that one's work brings to the device, fit a phone's data", () => {
  const { firstScreen, people } = webSize(path.join(root, webFiles));
  expect(firstScreen).toBeGreaterThan(10);
  expect(firstScreen).toBeLessThanOrEqual(webKilobytes.firstScreen);
  for (const [person, size] of Object.entries(people)) {
    expect(size, person).toBeGreaterThan(firstScreen);
    expect(size, person).toBeLessThanOrEqual(webKilobytes.person);
  }
});

test("a page comes in few files: on a poor signal each waits for its turn", () => {
  const page = readFileSync(path.join(root, webFiles, "index.html"), "utf8");
  // What asks who is there, and the app: the first runs as soon as it has come, whatever else has not.
  expect(page.match(/\/assets\/[\w-]+\.js/g)).toHaveLength(2);
  expect(page).toMatch(/<script async [^>]*src="\/assets\/begin-[\w-]+\.js"/);
  for (const beginning of ["employee-today", "supervisor-pages", "agency-monitor-pages"]) {
    const scripts = scriptsOf(path.join(root, webFiles), beginning);
    expect(scripts, beginning).toBeGreaterThan(1);
    expect(scripts, beginning).toBeLessThanOrEqual(6);
  }
});

test("the files of the office are kept once they were used, and not fetched onto every phone", () => {
  const worker = readFileSync(path.join(root, webFiles, "service-worker.js"), "utf8");
  const scripts = readdirSync(path.join(root, webFiles, "assets")).filter((name) => name.endsWith(".js"));
  const kept = scripts.filter((name) => worker.includes(`/assets/${name}`));
  expect(kept.some((name) => name.startsWith("employee-"))).toBe(true);
  expect(scripts.filter((name) => isOfOffice(`assets/${name}`)).length).toBeGreaterThan(4);
  expect(kept.filter((name) => isOfOffice(`assets/${name}`))).toEqual([]);
});
