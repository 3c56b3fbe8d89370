import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { buildProofApp } from "./proof/build.ts";

let folder = "";
const app = useApp({
  webDir: async () => {
    folder = await buildProofApp();
    return folder;
  },
});
let agency: OnboardedAgency;
beforeAll(async () => {
  agency = await onboardByApi(app.api);
  const admin = await app.api.as(agency.administrator);
  await admin.people.createUnit({ body: { name: "Dinas Uji" } });
  const email = "budi@uji.go.id";
  await admin.identity.inviteMember({ body: { name: "Budi Santoso", email, roles: ["agencyAdmin"] } });
  await app.api.as(email);
});

const typed = "Sekretariat dan Umum, ditulis sebelum sesi berakhir";

async function typing(): Promise<Visitor> {
  const visitor = await app.visitor(agency.administrator);
  await visitor.page.goto("/unit");
  await visitor.page.getByLabel("Nama").fill(typed);
  return visitor;
}

const field = ({ page }: Visitor) => page.getByLabel("Nama").inputValue();
const save = ({ page }: Visitor) => page.getByRole("button", { name: "Langsung" }).click();
const isSaved = ({ page }: Visitor) => page.getByText("Tersimpan").waitFor();

describe("a session that runs out while somebody types", () => {
  test("is renewed silently while the device's cookie lasts", async () => {
    const visitor = await typing();
    await app.later("PT20M");
    await save(visitor);
    await isSaved(visitor);
    expect(await field(visitor)).toBe(typed);
  });

  test("asks to sign in beside the page, and then goes on with what was begun", async () => {
    const visitor = await typing();
    const { page, context } = visitor;
    await app.later("P8D");
    await save(visitor);
    await page.getByRole("dialog", { name: "Sesi Anda sudah berakhir" }).waitFor();
    await visitor.screenshot("session-lapsed");
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("button", { name: "Masuk lagi" }).click(),
    ]);
    await Promise.all([
      popup.waitForEvent("close"),
      popup.getByRole("button", { name: "Ratna Puspita" }).click(),
    ]);
    await isSaved(visitor);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await field(visitor)).toBe(typed);
  });

  test("shows nothing to somebody else who signs in on the same phone later", async () => {
    const visitor = await typing();
    const { page, context } = visitor;
    await context.clearCookies();
    await page.goto("/unit");
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await page.getByRole("button", { name: "Budi Santoso" }).click();
    await page.getByRole("heading", { name: "Bukti" }).waitFor();
    expect(await field(visitor)).toBe("");
    await page.goto("/akun");
    await page.getByRole("main").getByText("Budi Santoso").waitFor();
  });

  test("shows nothing to somebody else who signs in instead", async () => {
    const visitor = await typing();
    const { page, context } = visitor;
    await app.later("P8D");
    await save(visitor);
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("button", { name: "Masuk lagi" }).click(),
    ]);
    await popup.getByRole("button", { name: "Budi Santoso" }).click();
    await page.waitForURL("**/pemantauan");
    expect(await page.getByText(typed).count()).toBe(0);
    await page.goto("/akun");
    await page.getByRole("main").getByText("Budi Santoso").waitFor();
  });
});

describe("a newer app", () => {
  const release = (version: string) => {
    const file = path.join(folder, "service-worker.js");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/"version":"\w+"/, `"version":"${version}"`));
  };
  const cacheNames = ({ page }: Visitor) => page.evaluate(() => caches.keys());

  test("waits until the person takes it, and what is typed is there again", async () => {
    const visitor = await typing();
    const { page } = visitor;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // A page that the worker did not serve is not interrupted by it either.
    await page.reload();
    release("newer");
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.getByText("Versi baru tersedia.").waitFor();
    expect(await field(visitor)).toBe(typed);
    await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("button", { name: "Pakai sekarang" }).click(),
    ]);
    await expect.poll(() => field(visitor)).toBe(typed);
    await expect.poll(() => cacheNames(visitor)).toEqual(["app-newer"]);
    expect(await page.getByText("Versi baru tersedia.").count()).toBe(0);
  });
});

test("what is typed is there again after the tab was closed", async () => {
  const visitor = await typing();
  await visitor.page.close();
  const again = await visitor.context.newPage();
  await again.goto("/unit");
  await expect.poll(() => again.getByLabel("Nama").inputValue()).toBe(typed);
});
