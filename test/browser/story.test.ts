import type { Page } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { type Rostered, rosterFile } from "#test/support/roster-import.ts";
import { cutOff, smallTargets, tooWide } from "./page-checks.ts";

// Monday 28 December 2026, 08:00 in the agency's zone. Each test goes on where the one before it ended.
const app = useApp({ startAt: "2026-12-28T00:00:00Z" });
const department = "Dinas Sosial";
const section = `Bidang ${"Pemberdayaan dan Perlindungan ".repeat(5)}`.slice(0, 150).trim();
const head = {
  nip: "198001012005011001",
  name: "Hesti Larasati",
  unit: department,
  parent: "Pemerintah Kota Uji",
  email: "hesti@uji.go.id",
};
const supervisor = {
  nip: "198001012005011002",
  name: `Dewi ${"Anggraini ".repeat(12)}`.slice(0, 120).trim(),
  unit: section,
  parent: department,
  appraiser: head.nip,
  email: "dewi@uji.go.id",
};
const employee = {
  nip: "198001012005011003",
  name: "<img src=x onerror=alert(1)>",
  unit: section,
  parent: department,
  appraiser: supervisor.nip,
  email: "img@uji.go.id",
};
const colleague = (place: number, name: string): Rostered => ({
  nip: `19800101200501100${place}`,
  name,
  unit: section,
  parent: department,
  appraiser: supervisor.nip,
});
/** Longer than a name may be: the file's one row that is refused. */
const endless = colleague(7, "Muhammad ".repeat(17).slice(0, 150).trim());
const people: readonly Rostered[] = [
  head,
  supervisor,
  employee,
  colleague(4, "Budi Santoso"),
  colleague(5, "Tini Suryani"),
  colleague(6, "Rudi Hartono"),
  endless,
];
const text = "Permohonan bantuan selesai lebih cepat";
let agency: OnboardedAgency;

beforeAll(async () => {
  agency = await onboardByApi(app.api);
});

/** What is found wrong on the way, on any page of anybody. */
const findings: string[] = [];
let shown = 0;

/** Looks at the page as it stands: whether a finger misses something, something sticks out, or a name is more than text. */
async function look(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
  shown += 1;
  const numbered = `story-${String(shown).padStart(2, "0")}-${name}`;
  await visitor.screenshot(numbered);
  const note = (found: readonly string[]) => findings.push(...found.map((each) => `${numbered}: ${each}`));
  note(await page.evaluate(cutOff));
  // What a toast lies on is there again when it has gone.
  const toast = page.locator(".toast-close");
  if ((await toast.count()) > 0) await toast.click();
  note(await page.evaluate(smallTargets));
  note(await page.evaluate(tooWide, "100%"));
  note(await page.locator("img").evaluateAll((images) => images.map(({ outerHTML }) => outerHTML)));
}

/** Whose turn it is. */
let actor: Visitor | undefined;

// What they did has left their phone before they put it away: whoever is next goes on from there.
afterEach(async () => {
  await actor?.page
    .getByText(/\d belum terkirim/)
    .first()
    .waitFor({ state: "detached" });
  actor = undefined;
});

/** Somebody who begins at their own first page. */
async function signedIn(who: string): Promise<Visitor> {
  const visitor = await app.visitor(who, { agency: agency.id });
  actor = visitor;
  // What moves is looked at where it comes to rest.
  await visitor.page.emulateMedia({ reducedMotion: "reduce" });
  await visitor.page.goto("/");
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const inMenu = (page: Page, name: string | RegExp) =>
  page.getByRole("navigation", { name: "Menu utama" }).getByRole("link", { name }).click();
const follow = (page: Page, name: string | RegExp) =>
  page
    .getByRole("link", { name, exact: typeof name === "string" })
    .first()
    .click();
const inDialog = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
const saved = (page: Page) => page.getByText(/Tersimpan \d\d\.\d\d/).waitFor();

/** The one result of the employee's plan, with one indicator. */
async function writeResult(page: Page): Promise<void> {
  await press(page, "Tambah hasil kerja");
  await page.getByLabel("Rencana Hasil Kerja", { exact: true }).fill(text);
  await page.getByLabel("Mendukung", { exact: true }).fill("Layanan publik yang pasti");
  await page.getByRole("radio", { name: "Waktu" }).check();
  await page.getByLabel("Indikator Kinerja Individu", { exact: true }).fill("Waktu penyelesaian");
  await page.getByLabel("Arah", { exact: true }).selectOption({ label: "Paling lama" });
  await page.getByLabel("Target", { exact: true }).fill("30");
  await page.getByLabel("Satuan", { exact: true }).fill("hari");
  await saved(page);
}

test("the administrator brings in the people, of whom one row is refused", async () => {
  const visitor = await signedIn(agency.administrator);
  const { page } = visitor;
  await look(visitor, "administrator-first-page");
  await inMenu(page, "Impor data");
  await heading(page, "Impor data pegawai");
  await page.locator("input[type=file]").setInputFiles({
    name: "pegawai.csv",
    mimeType: "text/csv",
    buffer: rosterFile(people),
  });
  await heading(page, "Periksa sebelum diterapkan");
  await look(visitor, "import-preview");
  await press(page, /^1 Ditolak/);
  await page.getByText("Baris 8", { exact: true }).waitFor();
  await look(visitor, "import-refused");
  await press(page, "Terapkan 6 baris");
  await page.getByRole("dialog").getByText("6 pegawai baru masuk").waitFor();
  await look(visitor, "import-apply");
  await inDialog(page, "Terapkan");
  await heading(page, "Sudah diterapkan");
  await look(visitor, "import-applied");
  await follow(page, "Lihat pegawai");
  await page.getByText("6 pegawai.").waitFor();
  await page.getByRole("link", { name: employee.name }).waitFor();
  await look(visitor, "people");
  await page.getByRole("link", { name: supervisor.name }).click();
  await heading(page, supervisor.name);
  await look(visitor, "person");
});

test("the administrator plans the semester, and the data check says who cannot be written to", async () => {
  const visitor = await signedIn(agency.administrator);
  const { page } = visitor;
  await inMenu(page, "Siklus");
  await press(page, "Rencanakan siklus");
  const dialog = page.getByRole("dialog", { name: "Rencanakan siklus" });
  await dialog.getByLabel("Tahun", { exact: true }).last().selectOption("2027");
  await dialog.getByLabel("Periode").selectOption("Semester I");
  await look(visitor, "cycle-plan");
  await inDialog(page, "Rencanakan siklus");
  await heading(page, "Semester I 2027");
  await look(visitor, "cycle-schedule");
  await page
    .getByRole("navigation", { name: "Bagian halaman siklus" })
    .getByRole("link", { name: "Periksa data" })
    .click();
  await page.getByText("Diperiksa Senin, 28 Desember 2026").waitFor();
  await press(page, "Tampilkan tanpa surel");
  await page.getByRole("link", { name: "Budi Santoso" }).waitFor();
  await look(visitor, "cycle-check");
  await app.later("P8D");
});

test("the employee writes a plan of one result and sends it", async () => {
  const visitor = await signedIn(employee.email);
  const { page } = visitor;
  await page.getByText("Satu hal ditunggu dari Anda.").waitFor();
  await page.getByText(supervisor.name).waitFor();
  await look(visitor, "employee-today");
  await follow(page, "Mulai");
  await writeResult(page);
  await look(visitor, "plan-result");
  await press(page, "Kirim");
  await page.getByText("SKP terkirim.").first().waitFor();
  await follow(page, "Kembali ke SKP");
  await page.getByText("Menunggu penilai").waitFor();
  await look(visitor, "plan-sent");
});

test("the supervisor returns the plan with a note beside its place", async () => {
  const visitor = await signedIn(supervisor.email);
  const { page } = visitor;
  await look(visitor, "supervisor-today");
  await inMenu(page, /Menunggu/);
  await heading(page, "1 orang menunggu Bapak/Ibu");
  await look(visitor, "supervisor-inbox");
  await page.getByRole("link", { name: employee.name, exact: true }).click();
  await heading(page, employee.name);
  await page
    .getByRole("button", { name: /^Beri catatan/ })
    .nth(2)
    .click();
  await page.getByLabel(/^Catatan untuk/).fill("Mohon targetnya diturunkan.");
  await look(visitor, "supervisor-plan");
  await press(page, "Kembalikan");
  await page.getByRole("dialog").getByLabel("Alasan dikembalikan").fill("Satu target perlu diubah.");
  await look(visitor, "supervisor-return");
  await inDialog(page, "Kembalikan");
  await page.getByText(`SKP ${employee.name} dikembalikan.`).waitFor();
});

test("the employee mends it and sends it again", async () => {
  const visitor = await signedIn(employee.email);
  const { page } = visitor;
  await page.getByText("Dikembalikan, 1 catatan.").waitFor();
  await look(visitor, "employee-returned");
  await follow(page, "Perbaiki");
  await page.getByText("1 catatan", { exact: true }).waitFor();
  await look(visitor, "plan-returned");
  await follow(page, text);
  await page.getByText("Mohon targetnya diturunkan.").waitFor();
  await page.getByLabel("Target", { exact: true }).fill("21");
  await saved(page);
  await look(visitor, "plan-mended");
  await press(page, "Kirim ulang");
  await page.getByText("Tanda terima ke-2").first().waitFor();
});

test("the supervisor approves it", async () => {
  const visitor = await signedIn(supervisor.email);
  const { page } = visitor;
  await inMenu(page, /Menunggu/);
  await page.getByRole("link", { name: employee.name, exact: true }).click();
  await heading(page, employee.name);
  await look(visitor, "supervisor-second-plan");
  await press(page, "Tetapkan SKP");
  await page.getByText(`SKP ${employee.name} ditetapkan.`).waitFor();
});

// Half a year of ticks takes its time.
test("half a year later the employee reports with evidence", { timeout: 300_000 }, async () => {
  await app.later("P181D");
  const visitor = await signedIn(employee.email);
  const { page } = visitor;
  await look(visitor, "employee-today-report");
  await inMenu(page, "Lainnya");
  await look(visitor, "employee-more");
  await follow(page, "Laporan");
  await page.locator(".reached input").fill("19");
  await page.getByLabel("Realisasi").fill("Permohonan selesai dalam 19 hari.");
  await press(page, "Tambah tautan atau catatan");
  await page.getByLabel("Nama bukti").fill("Register permohonan");
  await page.getByLabel("Alamat tautan").fill("contoh.go.id/register");
  await look(visitor, "report-evidence");
  await press(page, "Pakai bukti ini");
  await page.getByText("1 dari 1 lengkap").waitFor();
  await saved(page);
  await look(visitor, "report");
  await press(page, "Kirim laporan");
  await page.getByText(/^Laporan terkirim\. Terkirim/).waitFor();
  await look(visitor, "report-sent");
});

test("the head of the office above sets the organisation's predicate", async () => {
  const visitor = await signedIn(head.email);
  const { page } = visitor;
  await inMenu(page, /Menunggu/);
  await look(visitor, "head-inbox");
  await follow(page, "Predikat organisasi");
  await press(page, `Tetapkan ${section}`);
  await page.getByLabel("Predikat").selectOption("good");
  await look(visitor, "organisation");
  await press(page, "Tetapkan");
  await page.getByText(`Predikat ${section} ditetapkan: Baik.`).waitFor();
  await look(visitor, "organisation-set");
});

test("the supervisor rates, and the predicate appears", async () => {
  const visitor = await signedIn(supervisor.email);
  const { page } = visitor;
  await inMenu(page, /Menunggu/);
  await look(visitor, "supervisor-inbox-report");
  await page.getByRole("link", { name: employee.name, exact: true }).click();
  await heading(page, employee.name);
  const choose = (aspect: string, rating: string) =>
    page
      .getByRole("group", { name: aspect })
      .first()
      .getByRole("radio", { name: rating })
      .check({ force: true });
  await choose("Hasil kerja", "Di Atas");
  await choose("Perilaku kerja", "Sesuai");
  expect(await page.locator(".matrix-lit").textContent()).toBe("Baik");
  await page.getByLabel("Alasan dan bukti hasil kerja").fill("Selesai lebih cepat dari targetnya.");
  await page.locator(".chip-button[aria-pressed=false]").first().click();
  await page.getByLabel("Yang sudah baik").fill("Cepat dan teliti.");
  await page.getByLabel("Yang dapat ditingkatkan").fill("Bagi cara kerjanya kepada rekan.");
  await look(visitor, "rating");
  await page
    .getByRole("button", { name: /^(Berikutnya|Tetapkan)/ })
    .last()
    .click();
  await page.getByText(`${employee.name} ditetapkan: Baik.`).waitFor();
  await look(visitor, "rated");
});

test("the employee reads why, and has received it", async () => {
  const visitor = await signedIn(employee.email);
  const { page } = visitor;
  await look(visitor, "employee-today-result");
  await inMenu(page, "Hasil");
  await heading(page, "Hasil saya");
  await look(visitor, "results");
  await follow(page, "Mengapa hasilnya begitu");
  await heading(page, "Mengapa Baik?");
  expect(await page.locator("td[aria-current=true]").allTextContents()).toEqual(["Baik"]);
  await page
    .getByText("Hasil kerja Di Atas Ekspektasi dan perilaku kerja Sesuai Ekspektasi bertemu pada Baik.")
    .waitFor();
  await look(visitor, "explanation");
  await press(page, "Telah menerima");
  await page.getByText(/^Anda menyatakan telah menerima/).waitFor();
  await look(visitor, "received");
});

test("the administrator's monitor shows it done", async () => {
  await app.later("PT0S");
  const visitor = await signedIn(agency.administrator);
  const { page } = visitor;
  await inMenu(page, "Monitor");
  const bar = page.locator(".unit-bar-large");
  await expect.poll(() => bar.getAttribute("aria-label")).toMatch(/^1 selesai/);
  await look(visitor, "monitor");
  await page.locator(".unit-row-name a").first().click();
  await page.getByText("Budi Santoso").waitFor();
  await look(visitor, "monitor-unit");
});

test("nothing on the way was wider than the phone, too small for a finger, or more than a name", () => {
  expect(findings).toEqual([]);
  expect(shown).toBe(38);
});
