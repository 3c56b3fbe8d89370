import { encode } from "uqr";
import { beforeAll, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { importPeople, type Rostered } from "#test/support/roster-import.ts";
import { qrPath } from "../../web/src/pages/slips/qr-path.ts";

const app = useApp();

const hostile = `<img src=x onerror=alert(1)> ${"Sangat Panjang ".repeat(6)}\u202eterbalik`.slice(0, 118);
const unit = "Satuan Polisi Pamong Praja";
const head: Rostered = { nip: "197001011995011001", name: "Haryanto", email: "haryanto@uji.go.id", unit };
const under = { unit, appraiser: head.nip };
const guards: readonly Rostered[] = [
  { nip: "197805012005011002", name: "Nanda Halim", ...under },
  { nip: "198609012010012003", name: "Fitri Gunawan", ...under },
  { nip: "198701022010011004", name: hostile, ...under },
  { nip: "198801022011011005", name: "Umi Setiawan", ...under },
  { nip: "198901022012011006", name: "Karta Wijaya", ...under },
];

let agency: OnboardedAgency;
beforeAll(async () => {
  agency = await onboardByApi(app.api);
  const admin = await app.api.as(agency.administrator, agency.id);
  await importPeople(admin, [head, ...guards]);
});

const heading = ({ page }: Visitor, name: string) => page.getByRole("heading", { name, level: 1 });

/** The administrator with the slips of the office before them, all ready. */
async function atTheList(viewport?: { width: number; height: number }): Promise<Visitor> {
  const admin = await app.visitor(agency.administrator, {
    agency: agency.id,
    ...(viewport === undefined ? {} : { viewport }),
  });
  await admin.page.goto("/pegawai/slip");
  await heading(admin, "Slip aktivasi").waitFor();
  await admin.page.getByLabel("Unit").selectOption({ label: "Satuan Polisi Pamong Praja" });
  await expect.poll(() => admin.page.getByText("Akun disiapkan").count(), { timeout: 30_000 }).toBe(0);
  return admin;
}

test("an administrator prints the slips of a unit, four to a page, and somebody signs in by one on a phone", async () => {
  const admin = await atTheList();
  const { page } = admin;
  await page.getByText("Siap dicetak").first().waitFor();
  expect(await page.getByText("Siap dicetak", { exact: true }).count()).toBe(guards.length);
  // Whoever has an address needs none.
  expect(await page.getByText("Haryanto").count()).toBe(0);
  expect(await admin.barriers()).toEqual([]);
  await admin.screenshot("slips-list");

  await page.getByRole("button", { name: `Siapkan ${guards.length} slip untuk dicetak` }).click();
  await page.getByRole("button", { name: "Cetak", exact: true }).waitFor();
  expect(await page.getByRole("article").count()).toBe(guards.length);
  await page.getByRole("heading", { name: hostile.slice(0, 60) }).waitFor();
  expect(await admin.barriers()).toEqual([]);
  await admin.screenshot("slips-preview");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);

  const slip = page.getByRole("article").filter({ hasText: "Nanda Halim" });
  const text = (await slip.textContent()) ?? "";
  expect(text).toContain("1978•••••••••••002");
  expect(text).not.toContain(guards[0]?.nip);
  expect(text).toMatch(/[A-Z][a-z]{3}-\d{4}-[a-z]{4}-\d{4}/);
  const link = (await slip.locator(".slip-link").textContent()) ?? "";
  expect(await slip.locator("svg path").getAttribute("d")).toBe(
    qrPath(encode(link, { ecc: "M", border: 4 }).data),
  );

  await page.evaluate("window.print = () => { document.title = 'printed'; }");
  await page.getByRole("button", { name: "Cetak", exact: true }).click();
  expect(await page.title()).toBe("printed");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await admin.screenshot("slips-print");
  expect(await page.getByRole("button", { name: "Cetak", exact: true }).isVisible()).toBe(false);
  expect(await page.getByRole("navigation").isVisible()).toBe(false);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  // As wide as a page of A4 within its margins; four of them are not higher than it.
  const millimetre = 96 / 25.4;
  await page.setViewportSize({ width: Math.floor(186 * millimetre), height: 800 });
  const { height = 0 } = (await slip.boundingBox()) ?? {};
  expect(4 * height).toBeLessThanOrEqual(281 * millimetre);
  await page.setViewportSize({ width: 360, height: 640 });
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(Math.ceil(guards.length / 4));
  await page.emulateMedia({ media: "screen", colorScheme: "light" });

  await redeem(link, guards[0]);
  await page.getByRole("button", { name: "Selesai" }).click();
  expect(await page.locator(".slip-link").count()).toBe(0);
  await page.reload();
  await page.getByText("Fitri Gunawan").first().waitFor();
  expect(await page.getByText("Nanda Halim").count()).toBe(0);
});

/** They type what stands on paper, broken into lines, and sign in by their NIP. */
async function redeem(link: string, who: Rostered | undefined): Promise<void> {
  const visitor = await app.visitor();
  const { page } = visitor;
  await page.goto("/masuk");
  await page.getByRole("link", { name: "Punya slip aktivasi?" }).click();
  await heading(visitor, "Masukkan kode undangan").waitFor();
  await visitor.screenshot("slip-code");
  const field = page.getByLabel("Kode atau tautan dari slip");
  await field.fill(link.slice(0, -3));
  await page.keyboard.press("Enter");
  await page.getByText("Kode ini belum lengkap").waitFor();
  expect(await visitor.barriers()).toEqual([]);
  await field.fill(`${link.slice(0, 50)}  ${link.slice(50)} `);
  await page.getByRole("button", { name: "Lanjutkan" }).click();
  await heading(visitor, "Anda diundang ke Kinerja").waitFor();
  await page.getByRole("button", { name: "Masuk dan terima" }).click();
  await page.getByLabel("Surel atau NIP").fill(who?.nip ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: who?.name ?? "" }).click();
  await page.waitForURL("**/hari-ini");
}

test("a lost slip is made anew on a wide screen, and the old one is void", async () => {
  const admin = await atTheList({ width: 1280, height: 800 });
  const { page } = admin;
  const row = page.getByRole("listitem").filter({ hasText: "Umi Setiawan" });
  await page.getByRole("button", { name: /^Siapkan/ }).click();
  const slip = page.getByRole("article").filter({ hasText: "Umi Setiawan" });
  const old = await slip.locator(".slip-password").textContent();
  const oldLink = (await slip.locator(".slip-link").textContent()) ?? "";
  await admin.screenshot("slips-preview-wide");
  await page.getByRole("button", { name: "Selesai" }).click();
  await row.getByRole("button", { name: "Buat slip baru Umi Setiawan" }).click();
  await page.getByText("Slip baru untuk Umi Setiawan sedang disiapkan.").waitFor();
  await row.getByText("Siap dicetak").waitFor();
  await admin.screenshot("slips-list-wide");
  await page.getByRole("button", { name: /^Siapkan/ }).click();
  expect(await slip.locator(".slip-password").textContent()).not.toBe(old);

  const visitor = await app.visitor();
  await visitor.page.goto(new URL(oldLink).pathname + new URL(oldLink).hash);
  await visitor.page.getByRole("button", { name: "Masuk dan terima" }).click();
  await visitor.page.getByLabel("Surel atau NIP").fill("198801022011011005");
  await visitor.page.keyboard.press("Enter");
  await visitor.page.getByRole("button", { name: "Umi Setiawan" }).click();
  const refusal = visitor.page.getByRole("alert").filter({ hasText: "Undangan ini sudah dipakai" });
  await refusal.waitFor();
});

test("a unit whose people all have addresses says so, and nobody but an administrator comes here", async () => {
  const admin = await app.visitor(agency.administrator, { agency: agency.id });
  await admin.page.goto("/pegawai/slip");
  await admin.page.getByLabel("Unit").selectOption({ label: "Pemerintah Kota Uji" });
  await admin.page.getByRole("heading", { name: "Tidak ada slip untuk unit ini" }).waitFor();
  expect(await admin.barriers()).toEqual([]);
  const employee = await app.visitor(head.email, { agency: agency.id });
  await employee.page.goto("/pegawai/slip");
  await employee.page.getByRole("heading", { level: 1 }).waitFor();
  expect(await employee.page.getByLabel("Unit").count()).toBe(0);
});
