import { beforeAll, expect, test } from "vitest";
import { phone, useApp, type Visitor } from "#test/support/browser.ts";
import { lateInDecember, settleTown, type Town } from "#test/support/small-town.ts";
import { indonesianOn } from "./english.ts";
import { smallTargets } from "./page-checks.ts";

const app = useApp({ startAt: "2026-12-28T02:00:00Z" });
const wide = { width: 1280, height: 800 };
const inOffice = (n: number, name: string, appraiser?: string) => ({
  nip: `19800101200501100${n}`,
  name,
  email: `orang${n}@uji.go.id`,
  unit: "Dinas Sosial",
  ...(appraiser !== undefined && { appraiser }),
});
const dewi = inOffice(1, "Dewi Anggraini");
const joko = inOffice(2, "Joko Susilo", dewi.nip);
const wulan = inOffice(3, `<b>Wulan</b> ${"Panjang".repeat(9)}`, joko.nip);
const sari = inOffice(4, "Sari Lubis", joko.nip);
let town: Town;

beforeAll(async () => {
  town = await settleTown(app.api, [dewi, joko, wulan, sari], lateInDecember);
});

async function at(path: string, who: string, options: object = {}): Promise<Visitor> {
  const visitor = await app.visitor(who, { agency: town.id, ...options });
  await visitor.page.goto(path);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

/** As it stands: nothing in axe's way by day and night, nothing too wide, and on a phone nothing too small to hit. */
async function checked(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  if (page.viewportSize()?.width === phone.width) expect(await page.evaluate(smallTargets)).toEqual([]);
  await visitor.screenshot(name);
}

test("an employee says who it should be, and the day page shows the ticket with its day", async () => {
  const visitor = await at("/hari-ini", wulan.email);
  const { page } = visitor;
  const asked = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  await page.getByRole("button", { name: "Keliru?" }).waitFor();
  // Nobody asks for a ticket that is not there: it comes with the appraiser's name.
  expect((await asked()).some((address) => address.endsWith("/appraiser"))).toBe(true);
  expect((await asked()).filter((address) => address.includes("/v1/tickets"))).toEqual([]);
  await page.getByRole("button", { name: "Keliru?" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Tercatat: Joko Susilo;").waitFor();
  await dialog.getByRole("button", { name: "Kirim", exact: true }).click();
  await dialog.getByText("Pilih atau tuliskan atasan langsung Anda.").waitFor();
  await dialog.getByRole("radio", { name: /Dewi Anggraini/ }).check({ force: true });
  await dialog.getByLabel("Keterangan").fill("Sejak November.");
  await checked(visitor, "ticket-dialog");
  await dialog.getByRole("button", { name: "Kirim", exact: true }).click();
  await page.getByText("Tiket “Penilai saya keliru”, hari ke-1.").waitFor();
  await page.getByText("Dewi Anggraini menurut Anda.").waitFor();
  await checked(visitor, "ticket-today");
});

test("the appraiser on record agrees, and says of another that she is not his", async () => {
  const visitor = await at("/penilaian", joko.email);
  const { page } = visitor;
  await page.getByRole("heading", { name: "Penilai keliru? · 1" }).waitFor();
  await page.getByText("Dewi Anggraini yang disebut.").waitFor();
  await checked(visitor, "ticket-asked");
  await page.getByRole("button", { name: /Benar, bukan pegawai saya/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Kirim", exact: true }).click();
  await page.getByText("Menunggu admin kepegawaian").waitFor();
  await page.getByRole("button", { name: "Bukan pegawai saya", exact: true }).click();
  await dialog.getByLabel("Siapa").selectOption({ label: "Sari Lubis, Penelaah Teknis Kebijakan" });
  await dialog.getByLabel("Keterangan").fill("Rehabilitasi II");
  await checked(visitor, "ticket-disown");
  await dialog.getByRole("button", { name: "Kirim", exact: true }).click();
  await page.getByRole("heading", { name: "Penilai keliru? · 2" }).waitFor();
});

test("at the foot of a person's page the appraiser says it of that person, who need not be chosen", async () => {
  const visitor = await at("/penilaian?daftar=pegawai", dewi.email);
  const { page } = visitor;
  await page
    .getByRole("link", { name: new RegExp(joko.name) })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: joko.name }).waitFor();
  await page.getByRole("button", { name: "Bukan pegawai saya", exact: true }).click();
  const dialog = page.getByRole("dialog");
  expect(await dialog.getByLabel("Siapa").inputValue()).toBe(await town.idOf(joko.nip));
  await checked(visitor, "ticket-disown-person");
  await dialog.getByRole("button", { name: "Batal", exact: true }).click();
  await page.getByRole("button", { name: "Bukan pegawai saya", exact: true }).scrollIntoViewIfNeeded();
  await checked(visitor, "ticket-person");
});

test("the administrator finds both on the monitor, puts one right and leaves the other as it is", async () => {
  await app.later("P1D");
  const visitor = await at("/pemantauan", town.administrator, { viewport: wide });
  const { page } = visitor;
  await page.getByText("“Penilai saya keliru”, hari ke-2").waitFor();
  await page.getByText("2 tiket dari Dinas Sosial.").waitFor();
  await visitor.screenshot("ticket-monitor");
  await page.getByRole("link", { name: "Buka tiket" }).click();
  const list = page.getByRole("list", { name: "Tiket" });
  await list.getByRole("link", { name: sari.name }).waitFor();
  await checked(visitor, "ticket-list");
  await list.getByRole("link", { name: wulan.name }).click();
  await page.getByText("Bukan pegawainya.").waitFor();
  // Whom the employee named stands there already.
  await page.getByRole("group", { name: "Penilai", exact: true }).getByText("Dewi Anggraini").waitFor();
  await checked(visitor, "ticket-decide");
  await page.getByRole("button", { name: "Perbaiki dan tutup tiket" }).click();
  await list.getByRole("link", { name: sari.name }).waitFor();
  await expect.poll(() => list.getByRole("link").count()).toBe(1);
  await list.getByRole("link", { name: sari.name }).click();
  await page.getByRole("button", { name: "Tidak diubah" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Tidak diubah" }).click();
  await dialog.getByText("Tuliskan alasannya.").waitFor();
  await dialog.getByLabel("Alasan").fill("Sesuai surat perintah.");
  await dialog.getByRole("button", { name: "Tidak diubah" }).click();
  await page.getByText("Tidak ada tiket yang menunggu.").waitFor();
});

test("the employees read what became of it, and by mail too; the pages speak English", async () => {
  await town.settle();
  const today = await at("/hari-ini", wulan.email);
  await today.page.getByText("Penilai Anda sudah diperbaiki.").waitFor();
  await today.page.getByText("Dewi Anggraini").first().waitFor();
  const english = await at(`/tiket/${await town.idOf(sari.nip)}`, town.administrator, { language: "en" });
  await english.page.getByText("This ticket is over: left as it is.").waitFor();
  expect(await indonesianOn(english.page)).toEqual([]);
  await checked(english, "ticket-over-english");
  const mails = await app.api.mailSince("2026-12-01T00:00:00Z");
  const subjects = mails
    .filter(({ subject }) => subject.startsWith("Penilai Anda"))
    .map(({ to, subject }) => [to, subject]);
  expect(subjects.sort()).toEqual(
    [
      [wulan.email, "Penilai Anda sudah diperbaiki"],
      [sari.email, "Penilai Anda tidak diubah"],
    ]
      .map(([to, subject]) => [[to], subject])
      .sort(),
  );
});
