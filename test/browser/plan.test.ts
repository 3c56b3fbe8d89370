import type { Page, Route } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { until } from "#infra/local/story/cloud-client.ts";
import { phone, useApp, type Visitor } from "#test/support/browser.ts";
import { openSmallOffice, type SmallOffice } from "#test/support/small-office.ts";
import { indonesianOn } from "./english.ts";

const app = useApp({ startAt: "2026-12-28T00:00:00Z" });
const head = { name: "Dewi Anggraini", email: "dewi@uji.go.id" };
const siti = { name: "Siti Aminah", email: "siti@uji.go.id" };
const budi = { name: "Budi Santoso", email: "budi@uji.go.id" };
const hostile = {
  name: `<img src=x onerror=alert(1)> ${"Panjang ".repeat(11)}`.trim(),
  email: "img@uji.go.id",
};
const rudi = { name: "Rudi Hartono", email: "rudi@uji.go.id" };
const tini = { name: "Tini Suryani", email: "tini@uji.go.id" };
const late = { name: "Lina Marlina", email: "lina@uji.go.id" };
let office: SmallOffice;

beforeAll(async () => {
  office = await openSmallOffice(app.api, [head, siti, budi, hostile, rudi, tini, late]);
});

const saved = (page: Page) => page.getByText(/Tersimpan \d\d\.\d\d/).waitFor();
const field = (page: Page, name: string | RegExp) =>
  page.getByLabel(name, { exact: typeof name === "string" });

/** A result with one indicator, by tapping. */
async function writeResult(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Tambah hasil kerja" }).click();
  await field(page, "Rencana Hasil Kerja").fill(text);
  await field(page, "Mendukung").fill("Layanan publik yang pasti");
  await page.getByRole("radio", { name: "Waktu" }).check();
  await field(page, "Indikator Kinerja Individu").fill("Waktu penyelesaian");
  await field(page, "Arah").selectOption({ label: "Paling lama" });
  await field(page, "Target").fill("1.200,5");
  await field(page, "Satuan").fill("jam");
  await field(page, "Keadaan awal").fill("2000");
  await field(page, "Tugas dan fungsi").fill("Melayani permohonan");
}

async function planOf(email: string) {
  return await (await office.as(email)).plans.readPlan({ params: await office.paramsOf(email) });
}

async function onPlan(email: string): Promise<Visitor> {
  const visitor = await app.visitor(email, { agency: office.agency.id });
  await visitor.page.goto("/skp");
  await visitor.page.getByRole("heading", { name: /^SKP Semester/ }).waitFor();
  return visitor;
}

/** The app is on the phone, so that it opens without a network. */
async function isInstalled(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

describe("a plan, from the first day to the second submission", () => {
  test("is found from Today, written, kept, sent, returned beside its field, mended and sent again", async () => {
    const visitor = await app.visitor(siti.email, { agency: office.agency.id });
    const { page } = visitor;
    await page.goto("/hari-ini");
    await page.getByRole("heading", { name: "Selamat pagi, Siti." }).waitFor();
    await page.getByText("Satu hal ditunggu dari Anda.").waitFor();
    await page.getByText(head.name).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("plan-today");
    await page.getByRole("link", { name: "Mulai" }).click();
    await writeResult(page, "Permohonan selesai lebih cepat");
    await saved(page);
    await visitor.screenshot("plan-result");
    expect(await visitor.barriers()).toEqual([]);
    expect((await planOf(siti.email)).draft?.results).toMatchObject([
      {
        result: {
          text: "Permohonan selesai lebih cepat",
          indicators: [{ aspect: "time", target: { kind: "number", value: "1200.5" }, unit: "jam" }],
        },
      },
    ]);
    await page.getByRole("button", { name: "Kirim" }).click();
    await page.getByText("SKP terkirim.").first().waitFor();
    await page.getByRole("link", { name: "Kembali ke SKP" }).click();
    await page.getByText("Tanda terima ke-1, versi 1").waitFor();
    await page.getByText("Menunggu penilai").waitFor();

    const { id = "" } = (await planOf(siti.email)).versions[0]?.content.results[0] ?? {};
    const target = `results.${id}.indicators.i1.target`;
    await (await office.as(head.email)).plans.returnPlan({
      params: await office.paramsOf(siti.email),
      body: {
        version: 1,
        reason: "Mohon satu hal diperbaiki.",
        notes: [{ path: target, text: "Mohon diturunkan." }],
      },
    });
    await page.goto("/hari-ini");
    await page.getByText("Dikembalikan, 1 catatan.").waitFor();
    await page.getByRole("link", { name: "Perbaiki" }).click();
    await page.getByText("1 catatan", { exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole("link", { name: "Permohonan selesai lebih cepat" }).click();
    await page.getByText("Mohon diturunkan.").waitFor();
    await visitor.screenshot("plan-returned");
    await field(page, "Target").fill("900");
    await page.getByText("Sudah ditangani").waitFor();
    await saved(page);
    await page.getByRole("button", { name: "Kirim ulang" }).click();
    await page.getByText("Tanda terima ke-2").first().waitFor();
    expect((await planOf(siti.email)).submittedVersion).toBe(2);
  });

  test("is written with the keyboard alone", async () => {
    const { page } = await onPlan(tini.email);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByRole("button", { name: "Tambah hasil kerja" }).focus();
    await press("Enter");
    await field(page, "Rencana Hasil Kerja").waitFor();
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 40; presses++) {
        const isThere = await page.evaluate((wanted) => {
          const { activeElement: active } = document;
          const label = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
          return label && [...(active.labels ?? [])].some((one) => one.textContent?.trim() === wanted);
        }, name);
        if (isThere) return;
        await press("Tab");
      }
      throw new Error(`the keyboard does not reach ${name}`);
    };
    await tabTo("Rencana Hasil Kerja");
    await page.keyboard.type("Arsip tertata");
    await tabTo("Kuantitas");
    await press("Space");
    await tabTo("Indikator Kinerja Individu");
    await page.keyboard.type("Arsip yang tertata");
    await tabTo("Target");
    await page.keyboard.type("120");
    await saved(page);
    await page.getByRole("button", { name: "Kirim" }).focus();
    await press("Enter");
    await expect.poll(async () => (await planOf(tini.email)).submittedVersion).toBe(1);
  });
});

describe("an approved plan", () => {
  const second = "Pengaduan dijawab";
  const draftTexts = async () => (await planOf(siti.email)).draft?.results.map(({ result }) => result.text);
  const order = async () => {
    const { draft } = await planOf(siti.email);
    return draft?.results.toSorted((a, b) => a.order - b.order).map(({ result }) => result.text);
  };

  test("is amended: a result joins, moves up and goes again, and the version before holds all the while", async () => {
    const { hash = "" } = (await planOf(siti.email)).versions.find(({ number }) => number === 2) ?? {};
    const params = await office.paramsOf(siti.email);
    await (await office.as(head.email)).plans.approvePlan({ params, body: { version: 2, hash } });
    const visitor = await onPlan(siti.email);
    const { page } = visitor;
    const first = "Permohonan selesai lebih cepat";
    await page.getByRole("button", { name: "Ubah SKP" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ubah SKP" }).click();
    await page.getByText("Versi 2 tetap berlaku sampai perubahan ini ditetapkan.").waitFor();
    await writeResult(page, second);
    await saved(page);
    await page.getByRole("button", { name: "Naikkan" }).click();
    await expect.poll(order).toEqual([second, first]);
    expect(await page.getByRole("button", { name: "Naikkan" }).isDisabled()).toBe(true);
    await page.getByText("Hasil kerja 1 dari 2 · Utama").waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole("button", { name: "Hapus hasil kerja ini" }).click();
    await page.getByRole("dialog").getByText(`“${second}” dihapus dari draf.`).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Hapus", exact: true }).click();
    await page.getByRole("heading", { name: /^SKP Semester/ }).waitFor();
    await expect.poll(draftTexts).toEqual([first]);
    expect(await planOf(siti.email)).toMatchObject({ state: "amending", approvedVersion: 2 });
  });

  test("stays as it is where its change is given up", async () => {
    const { page } = await onPlan(siti.email);
    await page.getByRole("link", { name: "Permohonan selesai lebih cepat" }).click();
    await field(page, "Rencana Hasil Kerja").fill("Permohonan selesai lain kali");
    await saved(page);
    await page.getByRole("link", { name: "Kembali ke SKP" }).click();
    await page.getByRole("button", { name: "Batalkan perubahan" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Batalkan perubahan" }).click();
    await page.getByText(/^Ditetapkan .* Inilah yang dinilai\.$/).waitFor();
    await page.getByRole("link", { name: "Permohonan selesai lebih cepat" }).waitFor();
    expect(await page.getByText("Permohonan selesai lain kali").count()).toBe(0);
    expect(await planOf(siti.email)).toMatchObject({ state: "approved", approvedVersion: 2 });
  });

  test("says in English what it says in Indonesian, and so does the day it is part of", async () => {
    const visitor = await app.visitor(siti.email, { agency: office.agency.id, language: "en" });
    const { page } = visitor;
    await page.goto("/hari-ini");
    await page.getByRole("heading", { name: "Good morning, Siti." }).waitFor();
    expect(await indonesianOn(page)).toEqual([]);
    await page.goto("/skp");
    await page.getByRole("heading", { name: "Plan for Semester I 2027" }).waitFor();
    expect(await indonesianOn(page)).toEqual([]);
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole("link", { name: "Permohonan selesai lebih cepat" }).click();
    await page.getByText("Result 1 of 1 · Main").waitFor();
    expect(await indonesianOn(page)).toEqual([]);
    await page.goto("/skp/perilaku");
    await page.getByText("Service oriented (Berorientasi Pelayanan)").waitFor();
    expect(await indonesianOn(page)).toEqual([]);
  });
});

test("a head of office plans on the leaders' form: by perspective, without aspects and without a result above", async () => {
  const visitor = await onPlan(head.email);
  const { page } = visitor;
  await page.getByRole("button", { name: "Tambah hasil kerja" }).click();
  await field(page, "Rencana Hasil Kerja").fill("Warga miskin ekstrem berkurang");
  await field(page, "Indikator Kinerja Individu").fill("Warga miskin ekstrem");
  await field(page, "Arah").selectOption({ label: "Paling banyak" });
  await field(page, "Target").fill("120");
  await field(page, "Satuan").fill("orang");
  await saved(page);
  await page
    .getByText(/^Pilih perspektif hasil kerja 1/)
    .first()
    .waitFor();
  expect(await field(page, "Mendukung").count()).toBe(0);
  expect(await page.getByRole("radio", { name: "Waktu" }).count()).toBe(0);
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await page.getByRole("radio", { name: "Penerima Layanan" }).check();
  await saved(page);
  await page.getByRole("button", { name: "Kirim" }).click();
  await page.getByText("SKP terkirim.").first().waitFor();
  const [version] = (await planOf(head.email)).versions;
  expect(version?.content.results).toMatchObject([{ perspective: "service-recipients" }]);
});

describe("what keeps a plan from being sent", () => {
  test("stands beside the button and beside its field, in the service's words", async () => {
    const visitor = await onPlan(hostile.email);
    const { page } = visitor;
    await page.getByRole("button", { name: "Tambah hasil kerja" }).click();
    await field(page, "Rencana Hasil Kerja").fill(hostile.name);
    await saved(page);
    await page
      .getByText(/^Sebuah indikator pada hasil kerja 1 belum diberi rumusan, dan 2 hal lain/)
      .waitFor();
    // It can be reached and pressed, and says why it does nothing.
    await page.getByRole("button", { name: "Kirim" }).press("Enter");
    expect((await planOf(hostile.email)).submittedVersion).toBe(0);
    await page.reload();
    await page.getByText("Hasil kerja 1 belum bertarget. Contoh", { exact: false }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole("link", { name: "Kembali ke SKP" }).click();
    await page.getByRole("link", { name: /onerror/ }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(phone.width);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("plan-hostile-dark");
  });
});

describe("without a network", () => {
  test("what was written in the middle of the form survives the tab and arrives", async () => {
    const { page, context } = await onPlan(budi.email);
    await isInstalled(page);
    await writeResult(page, "Ditulis dengan sinyal");
    await saved(page);
    await context.setOffline(true);
    await field(page, "Rencana Hasil Kerja").fill("Ditulis tanpa sinyal");
    await page.getByText("Tersimpan di HP ini").waitFor();
    const address = page.url();
    await page.close();
    const again = await context.newPage();
    await again.goto(address);
    await expect.poll(() => field(again, "Rencana Hasil Kerja").inputValue()).toBe("Ditulis tanpa sinyal");
    await context.setOffline(false);
    await saved(again);
    const text = async () => (await planOf(budi.email)).draft?.results[0]?.result.text;
    await expect.poll(text).toBe("Ditulis tanpa sinyal");
  });

  test("a plan sent in time is on time: its hash gets through, the deadline passes, the plan follows", async () => {
    await app.api.moveTo("2027-01-15T01:00:00Z");
    const visitor = await onPlan(late.email);
    const { page, context } = visitor;
    await isInstalled(page);
    await writeResult(page, "Laporan tersusun lengkap");
    await saved(page);
    await context.setOffline(true);
    await page.getByText("Tidak ada jaringan.").waitFor();
    await page.getByRole("button", { name: "Kirim" }).click();
    await page.getByText("Kiriman menunggu sinyal.", { exact: true }).waitFor();
    const hold = (route: Route) => route.abort("internetdisconnected");
    await context.route("**/plan/submission", hold);
    await context.setOffline(false);
    await page.getByText(/^Segel diterima server/).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("plan-sealed");
    expect((await planOf(late.email)).submittedVersion).toBe(0);
    await app.api.moveTo("2027-01-15T18:00:00Z");
    await context.unroute("**/plan/submission", hold);
    await page.evaluate(() => dispatchEvent(new Event("offline")));
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.getByText("SKP terkirim.").first().waitFor();
    await page.getByRole("link", { name: "Kembali ke SKP" }).click();
    await page.getByText(/tepat waktu, terbukti oleh segel/).waitFor();
    expect((await planOf(late.email)).receipts).toMatchObject([{ arrival: "on-time-proven" }]);
  });
});

describe("two devices", () => {
  test("both versions are shown, and the person decides", async () => {
    const visitor = await onPlan(rudi.email);
    const { page, context } = visitor;
    await isInstalled(page);
    await writeResult(page, "Versi awal");
    await saved(page);
    await context.setOffline(true);
    await field(page, "Rencana Hasil Kerja").fill("Versi HP");
    await page.getByText("Tersimpan di HP ini").waitFor();
    const [draft] = (await planOf(rudi.email)).draft?.results ?? [];
    if (draft === undefined) throw new Error("the draft is gone");
    await (await office.as(rudi.email)).plans.saveResultDraft({
      params: { ...(await office.paramsOf(rudi.email)), resultId: draft.result.id },
      body: { version: draft.version, order: 1, result: { ...draft.result, text: "Versi kantor" } },
    });
    await context.setOffline(false);
    await page.getByText("Isian ini diubah di dua tempat.").waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("plan-conflict");
    await page.getByRole("radio", { name: /Versi kantor/ }).check();
    await page.getByRole("button", { name: "Pakai yang dipilih" }).click();
    await expect.poll(() => field(page, "Rencana Hasil Kerja").inputValue()).toBe("Versi kantor");
    await saved(page);
    expect((await planOf(rudi.email)).draft?.results[0]?.result.text).toBe("Versi kantor");
  });
});

test("past the deadline the page names the window and who can extend it, and what was written is there", async () => {
  await app.api.moveTo("2027-01-15T18:00:00Z");
  const visitor = await onPlan(budi.email);
  await visitor.page
    .getByText(/Perencanaan SKP sudah ditutup Jumat, 15 Januari 2027 pukul 23\.59 WITA/)
    .waitFor();
  expect(await visitor.page.getByRole("button", { name: "Kirim" }).count()).toBe(0);
  await visitor.page.getByRole("link", { name: "Ditulis tanpa sinyal" }).waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await visitor.screenshot("plan-closed");
});

test("the next period's plan begins with a copy of the last one's, once and without what is there already", async () => {
  const admin = await office.as(office.agency.administrator);
  const period = { kind: "month", year: 2027, index: 2 } as const;
  const { id: cycleId } = await admin.cycles.planCycle({ body: { period } });
  await app.api.moveTo("2027-02-02T01:00:00Z");
  const as = await office.as(siti.email);
  const [part] = await until(
    async () => (await as.cycles.listParts({ params: { cycleId }, query: {} })).items,
    ({ length }) => length > 0,
  );
  if (part === undefined) throw new Error("Siti has no part in the month");
  const copied = async () =>
    (await as.plans.readPlan({ params: { cycleId, partId: part.id } })).draft?.results.map(
      ({ result }) => result.text,
    );
  const visitor = await app.visitor(siti.email, { agency: office.agency.id });
  const { page } = visitor;
  const dialog = page.getByRole("dialog", { name: "Salin dari SKP lain" });
  const copy = async () => {
    await page.getByRole("button", { name: "Salin dari SKP lain" }).click();
    await dialog.getByRole("radio", { name: /^Semester I 2027/ }).check();
    expect(await visitor.barriers()).toEqual([]);
    await dialog.getByRole("button", { name: "Salin" }).click();
  };
  await page.goto(`/skp?siklus=${cycleId}`);
  await page.getByRole("heading", { name: "SKP Februari 2027" }).waitFor();
  await copy();
  await page.getByText("1 hasil kerja disalin.").first().waitFor();
  await page.getByRole("link", { name: "Permohonan selesai lebih cepat" }).waitFor();
  expect(await copied()).toEqual(["Permohonan selesai lebih cepat"]);
  await copy();
  await page.getByText("Semua hasil kerja SKP itu sudah ada di sini.").first().waitFor();
  expect(await copied()).toEqual(["Permohonan selesai lebih cepat"]);
});
