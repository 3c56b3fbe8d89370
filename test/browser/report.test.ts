import type { Page, Route } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { budi, head, rudi, siti, tini } from "#test/support/five-people.ts";
import { lateInDecember, settleTown, type Town } from "#test/support/small-town.ts";
import { evaluationOf } from "#test/support/town-appraisal.ts";

const app = useApp({ startAt: "2026-12-28T02:00:00Z" });
const hostile = `<img src=x onerror=alert(1)> \u202e ${"Panjang".repeat(15)}`;
let town: Town;

beforeAll(async () => {
  town = await settleTown(app.api, [head, siti, budi, tini, rudi], lateInDecember);
  for (const { nip } of [siti, budi, tini, rudi]) await town.submitPlan(nip, head.nip);
  await app.api.moveTo("2027-01-05T01:00:00Z");
});

async function onReport({ email }: { email: string }, language?: "en"): Promise<Visitor> {
  const visitor = await app.visitor(email, { agency: town.id, ...(language && { language }) });
  await visitor.page.goto("/laporan");
  await visitor.page.getByLabel(language === "en" ? "Realisation" : "Realisasi").waitFor();
  return visitor;
}

const saved = (page: Page) => page.getByText(/Tersimpan \d\d\.\d\d/).waitFor();
const words = (page: Page) => page.getByLabel("Realisasi");
const reached = (page: Page) => page.locator(".reached input");
const read = async ({ nip }: { nip: string }) => {
  const { params } = await evaluationOf(town, nip);
  return await (await town.as(nip)).appraisals.readEvaluation({ params });
};

async function addEvidence(page: Page, title: string, address: string): Promise<void> {
  await page.getByRole("button", { name: "Tambah tautan atau catatan" }).click();
  await page.getByLabel("Nama bukti").fill(title);
  await page.getByLabel("Alamat tautan").fill(address);
  await page.getByRole("button", { name: "Pakai bukti ini" }).click();
  await page.getByRole("button", { name: title, exact: true }).waitFor();
}

describe("a report", () => {
  test("is written by tapping, kept at every change, sent with a receipt that stays, and taken back", async () => {
    const visitor = await onReport(siti);
    const { page } = visitor;
    await page.getByText("Ditunggu sampai Jumat, 15 Januari 2027 pukul 23.59 WITA, 10 hari lagi.").waitFor();
    await page.getByText("Hasil kerja 1 belum diberi realisasi").waitFor();
    await reached(page).fill("1.234,5");
    await words(page).fill(`Sudah selesai ${hostile}`);
    await page.getByText("Hasil kerja 1 belum disertai bukti dukung").waitFor();
    await addEvidence(page, hostile, "contoh.go.id/berkas");
    await saved(page);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("report");
    expect((await read(siti)).reportDraft?.report.realisations).toMatchObject([
      {
        reached: { ukuran: { kind: "number", value: "1234.5" } },
        evidence: [{ kind: "link", title: hostile, url: "https://contoh.go.id/berkas" }],
      },
    ]);

    await page.getByRole("button", { name: "Kirim laporan" }).click();
    const ask = page.getByRole("dialog", { name: "Laporan belum lengkap" });
    await ask.getByText("Hasil kerja 2 belum diisi").waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await ask.getByRole("button", { name: "Lengkapi dulu" }).click();
    await page.getByText("Hasil kerja 2 dari 2").waitFor();
    await words(page).fill("Juga selesai.");
    await addEvidence(page, "Daftar hadir", "https://contoh.go.id/hadir");
    await page.getByText("2 dari 2 lengkap").waitFor();
    await page.getByRole("button", { name: "Kirim laporan" }).click();

    const receipt = page.getByText(/^Laporan terkirim\. Terkirim Selasa, 5 Januari 2027/);
    await receipt.waitFor();
    const { report, state } = await read(siti);
    expect(state).toBe("reported");
    expect(await page.locator(".receipt > code").textContent()).toBe(report?.receipt);
    expect(report?.report.realisations).toHaveLength(2);
    await page.reload();
    await receipt.waitFor();
    await page.getByText("Sudah selesai").waitFor();
    expect(await page.locator("img").count()).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("report-sent");

    await page.getByRole("button", { name: "Tarik kembali laporan" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Tarik kembali laporan" }).click();
    await page.getByText("2 dari 2 lengkap").waitFor();
    expect((await read(siti)).state).toBe("not-started");
    await expect.poll(() => words(page).inputValue()).toContain("Sudah selesai");
  });

  test("goes on without a network: the tab is closed, and what was written arrives and is sent by itself", async () => {
    const { page, context } = await onReport(budi);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await words(page).fill("Sebelum sinyal hilang");
    await saved(page);
    await context.setOffline(true);
    await words(page).fill("Ditulis tanpa sinyal");
    await page.getByText("Tersimpan di HP ini").waitFor();
    await page.close();
    const again = await context.newPage();
    await again.goto("/laporan");
    await expect.poll(() => words(again).inputValue()).toBe("Ditulis tanpa sinyal");
    await again.getByRole("button", { name: "Kirim laporan" }).click();
    await again.getByRole("button", { name: "Tetap kirim" }).click();
    await again.getByText("Laporan menunggu sinyal.").waitFor();
    expect((await read(budi)).state).toBe("not-started");
    await context.setOffline(false);
    await again.getByText(/^Laporan terkirim\. Terkirim/).waitFor();
    const { report } = await read(budi);
    expect(report?.report.realisations).toMatchObject([{ text: "Ditulis tanpa sinyal" }]);
  });

  test("that two devices change shows both versions, and mine wins where I say so", async () => {
    const { page } = await onReport(tini);
    await words(page).fill("Versi pertama");
    await saved(page);
    const { params, work } = await evaluationOf(town, tini.nip);
    const { reportDraft } = await read(tini);
    const first = { ...reportDraft?.report.realisations[0], text: "Versi kantor" };
    await (await town.as(tini.nip)).appraisals.saveReport({
      params,
      body: { version: reportDraft?.version ?? 0, report: { realisations: [first as never] } },
    });
    expect(work.samples).toHaveLength(2);
    await words(page).fill("Versi HP");
    const conflict = page.getByRole("group", { name: "Laporan ini diubah di dua tempat" });
    await conflict.getByText("Versi kantor").waitFor();
    await conflict.getByRole("radio", { name: /Di perangkat ini/ }).check();
    await conflict.getByRole("button", { name: "Pakai yang dipilih" }).click();
    await saved(page);
    expect((await read(tini)).reportDraft?.report.realisations).toMatchObject([{ text: "Versi HP" }]);
  });

  test("says in English what it says in Indonesian", async () => {
    const visitor = await onReport(rudi, "en");
    await visitor.page.getByText("Due by Friday, 15 January 2027 at 23:59 WITA").waitFor();
    await reached(visitor.page).fill("1,234.5");
    await visitor.page.getByText(/Saved \d\d:\d\d/).waitFor();
    const { reportDraft } = await read(rudi);
    expect(reportDraft?.report.realisations[0]?.reached).toEqual({
      ukuran: { kind: "number", value: "1234.5" },
    });
    expect(await visitor.barriers()).toEqual([]);
  });
});

test("where the targets are reached and what is missing stands on its own page, without a predicate", async () => {
  const visitor = await app.visitor(rudi.email, { agency: town.id });
  const { page } = visitor;
  await page.goto("/posisi");
  await page.getByText("Menurut draf laporan Anda").waitFor();
  await page.getByText("kurang bukti").waitFor();
  expect(await page.locator("main").textContent()).not.toMatch(/Sangat Baik|Butuh Perbaikan|Kurang/);
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await visitor.screenshot("position");
  await page.getByRole("link", { name: /./ }).filter({ hasText: "Buka laporan" }).click();
  await page.getByLabel("Realisasi").waitFor();
});

describe("what was never opened is there without a network", () => {
  /** Somebody who was at their first page while there was a signal, and opens another one when it is gone. */
  async function opened({ email }: { email: string }, path: string, readBefore: RegExp): Promise<Page> {
    const { page, context } = await app.visitor(email, { agency: town.id });
    const isRead = page.waitForResponse((response) => readBefore.test(response.url()));
    await page.goto("/hari-ini");
    await (await isRead).finished();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.goto(path);
    return page;
  }

  test("one's own plan", async () => {
    const page = await opened(budi, "/skp", /\/plan$/);
    await page.getByRole("heading", { name: "SKP Semester II 2026" }).waitFor();
    await page.getByText("Ditetapkan").first().waitFor();
  });

  test("the list of one's people", async () => {
    const page = await opened(head, "/tim", /\/team\?.*limit=200/);
    await page.getByRole("link", { name: budi.name }).waitFor();
  });
});

test("what one is judged by stands on one page, before the judgement", async () => {
  const visitor = await app.visitor(rudi.email, { agency: town.id });
  const { page } = visitor;
  await page.goto("/kriteria");
  await page.getByText(head.name).waitFor();
  await page.getByRole("cell", { name: "Sangat Baik" }).waitFor();
  await page.getByText("sampai Jumat, 15 Januari 2027 pukul 23.59 WITA").first().waitFor();
  await page.getByText("PermenPANRB 6/2022", { exact: false }).first().waitFor();
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await visitor.screenshot("criteria");
});

test("a report that waited for a signal past the deadline comes late: it says so, and the appraiser declines it with a reason", async () => {
  await app.api.moveTo("2027-01-15T14:30:00Z");
  const visitor = await onReport(tini);
  const { page, context } = visitor;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await words(page).fill("Ditulis sebelum batas waktu");
  await saved(page);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Kirim laporan" }).click();
  await page.getByRole("button", { name: "Tetap kirim" }).click();
  await page.getByText("Laporan menunggu sinyal.").waitFor();
  await app.api.moveTo("2027-01-15T18:00:00Z");
  const hold = (route: Route) => route.abort("internetdisconnected");
  await context.route("**/report/submission", hold);
  await context.setOffline(false);
  await page.reload();
  await page.getByText("sudah ditutup Jumat, 15 Januari 2027", { exact: false }).waitFor();
  await page.getByText("Laporan menunggu sinyal.").waitFor();
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await context.unroute("**/report/submission", hold);
  await page.evaluate(() => dispatchEvent(new Event("offline")));
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText(/tiba terlambat, diputuskan penilai/).waitFor();
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  expect(await read(tini)).toMatchObject({
    state: "reported",
    report: { arrival: "late-appraiser-decides" },
  });

  const boss = await app.visitor(head.email, { agency: town.id });
  await boss.page.goto("/penilaian");
  await boss.page.getByText("Tiba terlambat").first().waitFor();
  expect(await boss.barriersInBothThemes()).toEqual([]);
  await boss.page.getByRole("link", { name: tini.name }).first().click();
  const facts =
    "Batas waktu Jumat, 15 Januari 2027 pukul 23.59 WITA, tiba Sabtu, 16 Januari 2027 pukul 02.00 WITA.";
  await boss.page.getByText(facts, { exact: false }).waitFor();
  await boss.page.getByText("itu tidak dapat dibuktikan", { exact: false }).waitFor();
  expect(await boss.barriersInBothThemes()).toEqual([]);
  await boss.screenshot("report-late");
  await boss.page.getByRole("button", { name: "Tolak laporan terlambat" }).click();
  const dialog = boss.page.getByRole("dialog");
  await dialog.getByLabel("Alasan menolak").fill("Sudah diingatkan tiga kali.");
  expect(await boss.barriers()).toEqual([]);
  await dialog.getByRole("button", { name: "Tolak laporan terlambat" }).click();
  await boss.page.getByText("Ditutup: belum ada laporan.").waitFor();
  const elsewhere = await app.visitor(tini.email, { agency: town.id });
  await elsewhere.page.goto("/laporan");
  await elsewhere.page.getByText("Sudah diingatkan tiga kali.", { exact: false }).waitFor();
  expect(await elsewhere.barriersInBothThemes()).toEqual([]);
});

describe("after the deadline", () => {
  beforeAll(async () => void (await app.api.moveTo("2027-01-18T01:00:00Z")));

  test("a report can be read, and the page names the window and who can extend it", async () => {
    const visitor = await app.visitor(rudi.email, { agency: town.id });
    const { page } = visitor;
    await page.goto("/laporan");
    await page.getByText("Laporan pegawai Semester II 2026 sudah ditutup Jumat, 15 Januari 2027").waitFor();
    await page.getByText("pengelola kinerja").waitFor();
    await page.getByText("1.234,5").first().waitFor();
    expect(await page.getByRole("button", { name: "Kirim laporan" }).count()).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });
});
