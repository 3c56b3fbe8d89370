import type { Page, Route } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { buildProofApp } from "./proof/build.ts";

const app = useApp({ webDir: buildProofApp });
let agency: OnboardedAgency;
let unitId: Awaited<ReturnType<typeof createdUnit>>;

async function createdUnit() {
  const admin = await app.api.as(agency.administrator);
  return (await admin.people.createUnit({ body: { name: "Dinas Uji" } })).id;
}

const unit = async () => {
  const admin = await app.api.as(agency.administrator);
  const found = (await admin.people.listUnits()).items.find(({ id }) => id === unitId);
  if (found === undefined) throw new Error("the unit is gone");
  return found;
};
const renamed = async (name: string) =>
  await (await app.api.as(agency.administrator)).people.changeUnit({ params: { unitId }, body: { name } });

beforeAll(async () => {
  agency = await onboardByApi(app.api);
  unitId = await createdUnit();
});
beforeEach(async () => void (await renamed("Dinas Uji")));

/** Somebody whose phone has the app, and the page they work on. */
async function atWork(): Promise<Visitor> {
  const visitor = await app.visitor(agency.administrator);
  const { page } = visitor;
  await page.goto("/unit");
  await page.getByRole("status").getByText("Dinas Uji").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return visitor;
}

async function send(page: Page, name: string): Promise<void> {
  await page.getByLabel("Nama").fill(name);
  await page.getByRole("button", { name: "Kirim" }).click();
}

// A phone has the count at its top, a wide screen at its side.
const unsent = (page: Page, text: string) => page.getByText(text).filter({ visible: true });
const pending = (page: Page, count: number) => unsent(page, `${count} belum terkirim`).waitFor();
const nothingPending = (page: Page) => unsent(page, "belum terkirim").waitFor({ state: "detached" });
const offlineStrip = (page: Page) => page.getByText("Tidak ada jaringan.");

describe("without a network", () => {
  test("the app opens, and what was read is there", async () => {
    const { page, context, ...visitor } = await atWork();
    await context.setOffline(true);
    await page.close();
    const again = await context.newPage();
    await again.goto("/unit");
    await again.getByRole("status").getByText("Dinas Uji").waitFor();
    await offlineStrip(again).waitFor();
    await again.screenshot({ path: "test/browser/screens/offline.png" });
    expect(visitor.problems).toEqual([]);
  });

  test("what is sent waits, is counted, survives the tab, and arrives once the signal is back", async () => {
    const { page, context } = await atWork();
    await context.setOffline(true);
    await send(page, "Ditulis tanpa sinyal");
    await pending(page, 1);
    await page.close();
    const again = await context.newPage();
    await again.goto("/unit");
    await pending(again, 1);
    await context.setOffline(false);
    await nothingPending(again);
    await again.getByRole("status").getByText("Ditulis tanpa sinyal").waitFor();
    expect((await unit()).name).toBe("Ditulis tanpa sinyal");
  });

  test("of several saves of one thing those that were never sent are replaced by the last", async () => {
    const { page, context } = await atWork();
    const { version } = await unit();
    await context.setOffline(true);
    for (const name of ["Satu", "Dua", "Tiga", "Empat"]) await send(page, name);
    // The first was tried and may have arrived, for all one knows here; of the others only the last counts.
    await pending(page, 2);
    await context.setOffline(false);
    await nothingPending(page);
    expect(await unit()).toMatchObject({ name: "Empat", version: version + 2 });
  });

  test("an answer that got lost makes no second deed", async () => {
    const { page, context } = await atWork();
    const { version } = await unit();
    const lose = async (route: Route) => {
      await route.fetch();
      await route.abort("internetdisconnected");
    };
    await context.route("**/v1/units/*", lose, { times: 1 });
    await send(page, "Jawabannya hilang");
    await pending(page, 1);
    await expect.poll(async () => (await unit()).version).toBe(version + 1);
    await page.evaluate(() => dispatchEvent(new Event("offline")));
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await nothingPending(page);
    expect(await unit()).toMatchObject({ name: "Jawabannya hilang", version: version + 1 });
  });
});

describe("what somebody else changed meanwhile", () => {
  async function conflict() {
    const visitor = await atWork();
    const { page, context } = visitor;
    await context.setOffline(true);
    await send(page, "Versi HP");
    await renamed("Versi kantor");
    await context.setOffline(false);
    await page.getByRole("listitem").getByText("Versi HP").waitFor();
    await page.getByRole("listitem").getByText("atau Versi kantor").waitFor();
    expect((await unit()).name).toBe("Versi kantor");
    return visitor;
  }

  test("shows both versions, and mine wins where I say so", async () => {
    const { page } = await conflict();
    await page.getByRole("button", { name: "Versi saya" }).click();
    await nothingPending(page);
    expect((await unit()).name).toBe("Versi HP");
  });

  test("shows both versions, and theirs stays where I give mine up", async () => {
    const { page } = await conflict();
    await page.getByRole("button", { name: "Versi sekarang" }).click();
    await nothingPending(page);
    await page.getByRole("status").getByText("Versi kantor").waitFor();
    expect((await unit()).name).toBe("Versi kantor");
  });
});

test("who signs out with writes that wait is told what would be lost", async () => {
  const { page, context } = await atWork();
  await context.setOffline(true);
  await send(page, "Belum terkirim");
  await pending(page, 1);
  await page.getByRole("link", { name: "Akun" }).click();
  await page.getByRole("button", { name: "Keluar dari HP ini" }).click();
  await page.getByText("1 isian belum terkirim dan akan hilang").waitFor();
  await page.getByRole("button", { name: "Batal" }).click();
  await context.setOffline(false);
  await nothingPending(page);
  expect((await unit()).name).toBe("Belum terkirim");
});
