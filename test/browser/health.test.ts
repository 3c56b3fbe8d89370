import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { deadLetterName } from "#shared/platform/queues.ts";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { settleTown, type Town } from "#test/support/small-town.ts";

const app = useApp({ startAt: "2026-12-09T02:00:00Z" });

const nip = (number: number) => `19700608199404100${number}`;
const city = "Pemerintah Kota Uji";
const head = "kepala@uji.go.id";
const wide = { width: 1280, height: 800 };

let town: Town;
beforeAll(async () => {
  town = await settleTown(app.api, [
    { nip: nip(1), name: "Kepala Satu", unit: "Dinas Satu", parent: city, email: head },
    { nip: nip(2), name: "Budi Utama", unit: "Dinas Satu", parent: city, appraiser: nip(1) },
    { nip: nip(3), name: "Cici Lestari", unit: "Dinas Satu", parent: city, appraiser: nip(1) },
    { nip: nip(4), name: "Kepala Dua", unit: "Dinas Dua", parent: city },
  ]);
  await town.submitPlan(nip(2), nip(1));
  await town.settle();
  await app.later("P2D");
  await town.submitPlan(nip(3), nip(1));
  await town.settle();
});

const asOperator = async () => (await app.api.as("operator")).health.readHealth();
const fits = ({ page }: Visitor) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Past the service, straight into the queue. */
async function putDeadLetter(queue: string): Promise<void> {
  const { sqs } = app.cloud.engines.admin;
  const name = deadLetterName("dev", queue);
  const answer = await fetch(sqs, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" },
    body: JSON.stringify({ QueueUrl: `${sqs}000000000000/${name}`, MessageBody: "{}" }),
  });
  expect(answer.status).toBe(200);
}

async function open(options: { viewport?: typeof wide; language?: "en" } = {}): Promise<Visitor> {
  const visitor = await app.visitor("operator", options);
  await visitor.page.clock.install({ time: new Date() });
  await visitor.page.goto("/instansi");
  return visitor;
}

describe("the operator", () => {
  test("reads that all is well, and sees each agency in numbers", async () => {
    const visitor = await open({ viewport: wide });
    const { page } = visitor;
    await page.getByRole("heading", { name: "Semua berjalan" }).waitFor();
    await page.getByText(/^tidak ada di \d+ antrean$/).waitFor();
    await page.getByText("1 siklus berjalan").waitFor();
    const health = await asOperator();
    expect(health.findings).toEqual([]);
    const agency = health.agencies.find(({ agencyId }) => agencyId === town.id);
    expect(agency).toMatchObject({ runningCycles: 1, openings: [], imports: [] });
    // The opening, the roster's invitations, the first reminder.
    expect(agency?.mail[0]?.sent).toBeGreaterThan(0);
    expect(agency?.recountedAt).toBeDefined();
    for (const private_ of ["Budi", "Kepala Satu", nip(2), head]) {
      expect(JSON.stringify(health)).not.toContain(private_);
      expect(await page.getByText(private_).count()).toBe(0);
    }
    await visitor.screenshot("operator-health");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("is told within half a minute what needs somebody, with its runbook; on a phone, too", async () => {
    const visitor = await open();
    const { page } = visitor;
    await page.getByRole("heading", { name: "Semua berjalan" }).waitFor();
    await putDeadLetter("digests");
    await page.clock.fastForward(31_000);
    await page.getByRole("heading", { name: "1 hal memerlukan Anda" }).waitFor();
    await page.getByText("1 pesan tidak tertangani di antrean digests").waitFor();
    await page.getByText("Petunjuk: docs/runbooks/queues.md#digests").waitFor();
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("operator-health-phone");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    const english = await open({ language: "en" });
    await english.page.getByText("1 messages were given up on in the queue digests").waitFor();
    expect(await english.barriers()).toEqual([]);
  });

  test("reads where they are at work, and leaves a desk's device or a phone", async () => {
    const { page } = await open({ viewport: wide });
    await page.getByRole("banner").getByText("Operator layanan").waitFor();
    await page.goto("/akun");
    await page.getByRole("button", { name: "Keluar dari perangkat ini" }).waitFor();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.reload();
    await page.getByRole("button", { name: "Keluar dari HP ini" }).waitFor();
    await page.getByText("Operator layanan").filter({ visible: true }).waitFor();
  });

  test("is told that what stands there is old, once it is no longer renewed", async () => {
    const { page } = await open();
    await page.getByText("Diperbarui tiap 30 detik, per").waitFor();
    await page.route("**/v1/service/health", (route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        body: JSON.stringify({
          type: "/docs#unexpected",
          title: "x",
          status: 500,
          code: "unexpected",
          detail: "x",
        }),
      }),
    );
    await page.clock.fastForward(31_000);
    await page.getByText("Terputus; terakhir per").waitFor();
    await page.getByText("1 siklus berjalan").waitFor();
  });
});

describe("the monitor", () => {
  const planning = "/pemantauan?fase=perencanaan";
  /** Done and in all, night by night, and now. */
  const nightsOn = async (page: Page) => {
    const rows = await page.getByRole("table", { name: "Laju selesai" }).locator("tbody tr").allInnerTexts();
    return rows.map((row) => row.split("\t").slice(1).map(Number));
  };

  test("shows how the agency came on: each night that was counted, and now", async () => {
    const visitor = await app.visitor(town.administrator, { agency: town.id, viewport: wide });
    const { page } = visitor;
    await page.goto(planning);
    await page.getByRole("heading", { name: "Laju selesai" }).waitFor();
    const admin = await town.as(town.administrator);
    const query = { cycle: town.cycle.id, phase: "planning" };
    const { items } = await admin.reports.readMonitorTrend({ query });
    expect(items.map(({ total, done }) => ({ total, done }))).toEqual([
      // Two hours after it opened.
      { total: 4, done: 0 },
      { total: 4, done: 1 },
      { total: 4, done: 1 },
    ]);
    expect(await nightsOn(page)).toEqual([
      [0, 4],
      [1, 4],
      [1, 4],
      [2, 4],
    ]);
    await page.getByText("1 lebih banyak sejak dini hari 16 Des").waitFor();
    await visitor.screenshot("monitor-course");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("shows how one of the units at the top came on, once one goes into it", async () => {
    const visitor = await app.visitor(town.administrator, { agency: town.id });
    const { page } = visitor;
    await page.goto(planning);
    await page.getByRole("link", { name: "Dinas Satu" }).click();
    await page.getByRole("heading", { level: 1, name: "Dinas Satu" }).waitFor();
    await page.getByRole("heading", { name: "Laju selesai" }).waitFor();
    expect(await nightsOn(page)).toEqual([
      [0, 3],
      [1, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(await fits(visitor)).toBe(true);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("monitor-course-unit");
  });

  test("shows it on a phone, in English too", async () => {
    const visitor = await app.visitor(town.administrator, { agency: town.id, language: "en" });
    await visitor.page.goto(planning);
    await visitor.page.getByRole("heading", { name: "Pace" }).waitFor();
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("monitor-course-phone");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });
});

test("an outage that the operator records extends what was open in it, within half an hour", async () => {
  await app.api.moveTo("2026-12-23T14:30:00Z");
  const visitor = await open();
  const { page } = visitor;
  await page.getByText("Belum ada gangguan yang dicatat.").waitFor();
  await page.getByRole("button", { name: "Catat gangguan" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Catat gangguan" }).click();
  await dialog.getByText("Tulis apa yang terjadi.").waitFor();
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await dialog.getByLabel("Mulai, jam").fill("19:00");
  await dialog.getByLabel("Selesai, jam").fill("21:00");
  await dialog.getByLabel("Apa yang terjadi").fill("Pusat data padam");
  await visitor.screenshot("operator-outage");
  await dialog.getByRole("button", { name: "Catat gangguan" }).click();
  await page.getByText("Pusat data padam").waitFor();
  await page.getByText("Rabu, 23 Desember 2026 pukul 19.00 WIB sampai").waitFor();
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await app.later("PT30M");
  await town.settle();
  const { windows } = await (await town.as(town.administrator)).cycles.readCycle({
    params: { cycleId: town.cycle.id },
  });
  expect(windows.planning?.extensions).toMatchObject([
    { closesAt: "2026-12-24T23:59", reason: "outage", note: "Pusat data padam" },
  ]);
  expect((await asOperator()).findings.map(({ code }) => code)).not.toContain("work-unfinished");
});
