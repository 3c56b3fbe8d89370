import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { peopleMegabytes } from "#infra/tools/budgets.ts";
import { type TestedApp, useApp } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { makeRoster, rosterCells, rosterCsv } from "#test/support/roster.ts";
import { importPeople } from "#test/support/roster-import.ts";
import { makeXlsx } from "#test/support/xlsx.ts";

const app: TestedApp = useApp();
const hostile = 'Rio <img src=x onerror="alert(1)">';
const desk = { width: 1280, height: 800 };
let agency: OnboardedAgency;

beforeAll(async () => {
  agency = await onboardByApi(app.api);
});

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const rowOf = (page: Page, row: number | undefined) =>
  page.getByRole("listitem").filter({ has: page.getByText(`Baris ${row}`, { exact: true }) });
const inDialog = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true }).click();

/** An import begun by the API; answers its id once it is read. */
async function importByApi({ administrator }: OnboardedAgency, file: Buffer): Promise<string> {
  const admin = await app.api.as(administrator);
  const body = { fileName: "pegawai.xlsx", bytes: file.length };
  const { id, upload } = await admin.people.startImport({ body });
  await fetch(upload.url, { method: "PUT", body: new Uint8Array(file) });
  await isAt(administrator, id, "ready");
  return id;
}

async function isAt(administrator: string, importId: string, state: string): Promise<void> {
  const admin = await app.api.as(administrator);
  const look = async () =>
    expect((await admin.people.readImport({ params: { importId } })).state).toBe(state);
  await vi.waitFor(look, { timeout: 60_000, interval: 500 });
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const mimeType = "application/octet-stream";
  await page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer });
}

/** A small agency's file: one NIP too short, one name that would be a picture, one column that nobody knows. */
function messyFile() {
  const roster = makeRoster({ people: 60, defects: ["nip-short", "name-long"] });
  const cells = rosterCells(roster).map((row, index) =>
    row.map((cell) => (index === 0 && cell === "EMAIL" ? "KONTAK ELEKTRONIK" : cell)),
  );
  const name = cells[0]?.indexOf("NAMA") ?? 0;
  const last = cells.at(-1);
  if (last !== undefined) last[name] = hostile;
  const [short] = roster.defects[0]?.rows ?? [];
  return { file: makeXlsx({ rows: cells }), short, people: roster.records };
}

describe("an import", () => {
  test("shows the mistakes of a messy file in their cells, and reads a column once its meaning is said", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    const { file, short } = messyFile();
    await page.goto("/impor");
    await heading(page, "Impor data pegawai").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-imports");
    await choose(page, "pegawai.xlsx", file);
    await heading(page, "Periksa sebelum diterapkan").waitFor();

    // What a column of its own means, which is then read.
    await page.getByRole("link", { name: "Tunjukkan artinya" }).click();
    await heading(page, "Apa isi kolom ini?").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-columns");
    await page.getByLabel("KONTAK ELEKTRONIK").selectOption({ label: "Surel (EMAIL)" });
    await press(page, "Simpan dan baca ulang");
    await page.getByText("tidak dikenali").waitFor({ state: "detached" });

    // The mistake beside its cell, and only the rows of its kind.
    await press(page, /^2 Ditolak/);
    const refused = rowOf(page, short);
    await refused.getByText("NIP harus 18 angka, di sini 17.").waitFor();
    await refused.getByText("Salin NIP dari SK.").waitFor();
    expect(await page.getByRole("list", { name: "Baris dari berkas" }).getByRole("listitem").count()).toBe(2);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-review");
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "2 baris ditolak")]);
    expect(download.suggestedFilename()).toBe("baris-ditolak.csv");
  });

  test("becomes people who are found by name, and goes back again", async () => {
    const own = await onboardByApi(app.api, { name: "Kota Pulang Pergi" });
    const id = await importByApi(own, messyFile().file);
    const visitor = await app.visitor(own.administrator);
    const { page } = visitor;
    await page.goto(`/impor/${id}`);
    await press(page, "Terapkan 58 baris");
    await page.getByRole("dialog").getByText("58 pegawai baru masuk").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-apply");
    await inDialog(page, "Terapkan");
    await heading(page, "Sudah diterapkan").waitFor();
    await page.getByText("Dapat diurungkan sampai Kamis, 7 Januari 2027").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-applied");

    await page.getByRole("link", { name: "Lihat pegawai" }).click();
    await page.getByText("50 pegawai ditampilkan").waitFor();
    await page.getByRole("searchbox").fill("rio");
    await page.getByText("1 pegawai cocok.").waitFor();
    await page.getByRole("link", { name: "Rio" }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-people");

    await page.goto("/impor");
    await page.getByRole("link", { name: "pegawai.xlsx" }).click();
    await press(page, "Urungkan");
    await inDialog(page, "Urungkan");
    await heading(page, "Sudah diurungkan").waitFor();
    await page.goto("/pegawai");
    await page.getByText("Belum ada pegawai.").waitFor();
  });

  test("of a file that is none says so in the service's words, and takes another", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/impor");
    await choose(page, "pegawai.pdf", Buffer.from("%PDF-1.7"));
    await page.getByText("“pegawai.pdf” bukan XLSX atau CSV.").waitFor();
    await choose(page, "pegawai.xlsx", Buffer.from("%PDF-1.7 in disguise"));
    await heading(page, "Berkas tidak dapat dipakai").waitFor();
    await page.getByText("Data instansi tidak berubah.").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-failed");
    await choose(page, "pegawai.csv", rosterCsv(makeRoster({ people: 20 })));
    await heading(page, "Periksa sebelum diterapkan").waitFor();
  });

  test("of five thousand rows scrolls to its end with a screenful of them drawn", async () => {
    const visitor = await app.visitor(agency.administrator, { viewport: desk });
    const { page } = visitor;
    await page.goto("/impor");
    await choose(page, "besar.csv", rosterCsv(makeRoster({ people: 5_000 })));
    await heading(page, "Periksa sebelum diterapkan").waitFor();
    await page.getByRole("button", { name: /^5\.000 Semua baris/ }).waitFor();
    const rows = page.getByRole("list", { name: "Baris dari berkas" }).getByRole("listitem");
    await rowOf(page, 2).waitFor();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await rowOf(page, 5_001).waitFor();
    expect(await rows.count()).toBeLessThan(60);
  });
});

describe("people and units", () => {
  let house: OnboardedAgency;

  beforeAll(async () => {
    house = await onboardByApi(app.api, { name: "Kota Kedua" });
    const admin = await app.api.as(house.administrator);
    const importId = await importByApi(house, rosterCsv(makeRoster({ people: 30 })));
    await admin.people.applyImport({ params: { importId }, body: { rows: "all", invite: false } });
    await isAt(house.administrator, importId, "applied");
    await admin.people.createUnit({ body: { name: hostile } });
  });

  /** Somebody who is appraised by a colleague, and that colleague: the same two in every run, and no namesakes. */
  async function pair() {
    const admin = await app.api.as(house.administrator);
    const { items } = await admin.people.listPeople({ query: { limit: 200 } });
    const byId = new Map(items.map((each) => [each.id as string, each]));
    const names = items.map(({ name }) => name).sort();
    const isAlone = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
    const below = items
      .filter(({ name, appraiser }) => isAlone(name) && byId.has(appraiser?.id ?? ""))
      .sort((a, b) => (a.name < b.name ? -1 : 1))[0];
    const above = byId.get(below?.appraiser?.id ?? "");
    if (below === undefined || above === undefined) throw new Error("nobody of this roster has an appraiser");
    return { below, above };
  }

  test("somebody is moved; a circle is refused beside the appraiser, and nothing typed is lost", async () => {
    const { below, above } = await pair();
    const visitor = await app.visitor(house.administrator);
    const { page } = visitor;
    await page.goto(`/pegawai/${above.id}`);
    await heading(page, above.name).waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-person");
    await page.getByRole("link", { name: "Pindahkan" }).click();
    await page.getByLabel("Nama jabatan").fill("Kepala Bidang Percobaan");
    await press(page, "Ganti penilai");
    await page.getByRole("searchbox").fill(below.name);
    await page.getByRole("button", { name: below.name }).click();
    await page.getByLabel("Unit", { exact: true }).selectOption({ label: hostile });
    await press(page, "Simpan");
    const appraiser = page.getByRole("group", { name: "Penilai" });
    await appraiser.getByText("membuat lingkaran penilai").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-move-refused");
    expect(await page.getByLabel("Nama jabatan").inputValue()).toBe("Kepala Bidang Percobaan");

    await press(page, "Ganti penilai");
    await page.getByRole("button", { name: "Pejabat luar" }).first().click();
    await press(page, "Simpan");
    await page.getByText("Penugasan baru tersimpan.").waitFor();
    const now = page.getByRole("listitem").filter({ hasText: "sekarang" });
    await now.getByText("Kepala Bidang Percobaan").first().waitFor();
    await now.getByText(hostile).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
  });

  test("somebody is excluded from a day on, with what it rests on", async () => {
    const { below } = await pair();
    const visitor = await app.visitor(house.administrator);
    const { page } = visitor;
    await page.goto(`/pegawai/${below.id}?ubah=pengecualian`);
    await press(page, "Tambah pengecualian");
    await page.getByText("Isi tanggal mulai.").waitFor();
    await page.getByLabel("Alasan").selectOption({ label: "Cuti di luar tanggungan negara (CLTN)" });
    await page.getByLabel("Dasar").fill("SK 800/12/2026");
    await page.getByLabel("Berlaku mulai").fill("2027-01-01");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await press(page, "Simpan");
    await page.getByText("Pengecualian tersimpan.").waitFor();
    await page.getByText("Sejak Jumat, 1 Januari 2027. SK 800/12/2026").waitFor();
    await page.goto(`/pegawai/${below.id}?ubah=data`);
    await page.getByLabel("Surel").fill("bukan-surel");
    await press(page, "Simpan");
    await page.locator(".field-error").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("five thousand people scroll page by page with a screenful of them drawn", async () => {
    const visitor = await app.visitor(house.administrator);
    const { page } = visitor;
    // The service's own pages, of more people than a test can import in time.
    await page.route(/\/v1\/employees\?/, async (route) => {
      const asked = new URL(route.request().url()).searchParams;
      const start = Number(asked.get("cursor") ?? 0);
      const end = Math.min(start + Number(asked.get("limit")), 5_000);
      const items = Array.from({ length: end - start }, (_, index) => ({
        id: `emp_${start + index}`,
        name: `Orang ${start + index + 1}`,
        nipMasked: "1980•••••••••••001",
        kind: "PNS",
        standing: "active",
        post: "Analis",
      }));
      const next = end < 5_000 ? { next: String(end) } : {};
      await route.fulfill({ json: { items, ...next } });
    });
    await page.goto("/pegawai");
    const rows = page.getByRole("list", { name: "Daftar pegawai" }).getByRole("listitem");
    await rows.first().waitFor();
    await page.getByText("50 pegawai ditampilkan").waitFor();
    for (let people = 250; people < 5_200; people += 200) {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await page
        .getByText(people < 5_000 ? `${formatted(people)} pegawai ditampilkan` : "5.000 pegawai.")
        .waitFor();
    }
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.getByText("Orang 5000", { exact: true }).waitFor();
    expect(await rows.count()).toBeLessThan(60);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    expect(usedSize / 1024 / 1024).toBeLessThan(peopleMegabytes);
  });

  test("units are opened, searched, added and renamed; an official from outside is replaced", async () => {
    const visitor = await app.visitor(house.administrator);
    const { page } = visitor;
    await page.goto("/unit");
    await page.getByText(hostile).first().waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-units");
    await page.getByRole("link", { name: "Tambah unit" }).click();
    await page.getByLabel("Nama unit").fill("Bagian Percobaan");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await press(page, "Simpan");
    await page.getByText("Unit ditambahkan.").waitFor();
    await page.getByRole("searchbox").fill("percobaan");
    await page.getByText("1 unit cocok.").waitFor();
    await page.getByRole("link", { name: "Ubah Bagian Percobaan" }).click();
    await page.getByLabel("Nama unit").fill("Bagian Hukum");
    await press(page, "Simpan");
    await page.getByRole("searchbox").fill("hukum");
    await page.getByText("1 unit cocok.").waitFor();
    await page.getByRole("searchbox").fill("");
    const closed = page.getByRole("button", { expanded: false }).first();
    const name = (await closed.getAttribute("aria-label"))?.replace("Buka ", "") ?? "";
    const before = await page.getByRole("listitem").count();
    await closed.press("Enter");
    await page.getByRole("button", { name: `Tutup ${name}` }).waitFor();
    expect(await page.getByRole("listitem").count()).toBeGreaterThan(before);

    await page.getByRole("link", { name: "Pejabat luar" }).click();
    await heading(page, "Pejabat luar").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("roster-officials");
    await page.getByRole("link", { name: /^Ubah/ }).first().click();
    await page.getByLabel("Nama pejabat").fill("H. Surya Atmaja");
    await press(page, "Simpan");
    await page.getByText("H. Surya Atmaja").waitFor();
  });
});

test("an import is walked through by keyboard alone", async () => {
  const own = await onboardByApi(app.api, { name: "Kota Papan Ketik" });
  const visitor = await app.visitor(own.administrator, { viewport: desk });
  const { page } = visitor;
  await page.goto("/impor");
  await heading(page, "Impor data pegawai").waitFor();
  await tabTo(page, (focused) => focused.includes("Pilih berkas pegawai"));
  await choose(page, "pegawai.csv", rosterCsv(makeRoster({ people: 20, defects: ["nip-short"] })));
  await heading(page, "Periksa sebelum diterapkan").waitFor();
  await tabTo(page, (focused) => focused.includes("Ditolak"));
  await page.keyboard.press("Enter");
  await page.getByText("NIP harus 18 angka").waitFor();
  await tabTo(page, (focused) => focused.startsWith("Terapkan"));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, (focused) => focused === "Terapkan");
  await page.keyboard.press("Enter");
  await heading(page, "Sudah diterapkan").waitFor();
  const isOnHeading = () => page.evaluate(() => document.activeElement?.tagName === "H1");
  await expect.poll(isOnHeading).toBe(true);
});

/** Tabs on until the focus is where it is wanted. */
async function tabTo(page: Page, isThere: (focused: string) => boolean): Promise<void> {
  for (let times = 0; times < 60; times++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
      return (label ?? element?.textContent ?? "").trim();
    });
    if (isThere(focused)) return;
  }
  throw new Error("Tab does not lead there.");
}

function formatted(count: number): string {
  return new Intl.NumberFormat("id-ID").format(count);
}

test("the contracts that end before a day are a list of their own, the first first, with a way back to all", async () => {
  const town = await onboardByApi(app.api, { name: "Kota Kontrak" });
  const unit = "Dinas Sosial";
  await importPeople(await app.api.as(town.administrator), [
    { nip: "199001012015011001", name: "Budi Tetap", unit },
    { nip: "199812312024211015", name: "Umi Maret", unit, kind: "PPPK", contractEnd: "2027-03-31" },
    { nip: "199809012022211041", name: "Galih Februari", unit, kind: "PPPK", contractEnd: "2027-02-28" },
    { nip: "198403152024211035", name: "Fajar Lama", unit, kind: "PPPK", contractEnd: "2028-12-31" },
  ]);
  const visitor = await app.visitor(town.administrator);
  const { page } = visitor;
  // As the mail about contracts links to it.
  await page.goto("/pegawai?kontrak=2027-04-01");
  await page.getByRole("heading", { name: "Kontrak yang berakhir sebelum Kamis, 1 April 2027" }).waitFor();
  const people = page.getByRole("list", { name: "Daftar pegawai" });
  await people.getByText("Kontrak berakhir Minggu, 28 Februari 2027").waitFor();
  expect(await people.getByRole("link").allTextContents()).toEqual(["Galih Februari", "Umi Maret"]);
  await visitor.screenshot("roster-contracts");
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await page.getByRole("link", { name: "Tampilkan semua" }).click();
  await people.getByText("Budi Tetap").waitFor();
  expect(await page.getByText("Kontrak berakhir").count()).toBe(0);
  await page.goto("/pegawai?kontrak=2027-01-05");
  await page.getByText("Tidak ada kontrak yang berakhir sebelum hari itu.").waitFor();
  // What is no day is everyone.
  await page.goto("/pegawai?kontrak=besok");
  await people.getByText("Budi Tetap").waitFor();
});
