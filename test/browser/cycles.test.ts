import { beforeAll, describe, expect, test } from "vitest";
import { type Api, until } from "#infra/local/story/cloud-client.ts";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { importPeople } from "#test/support/roster-import.ts";

// Monday 4 January 2027, 08:00 in the agency's zone.
const app = useApp();
const desk = { width: 1280, height: 800 };
const hostile = `<img src=x onerror="document.title='pwned'"> ${"Panjang ".repeat(12)}`;

let agency: OnboardedAgency;
let admin: Api;
beforeAll(async () => {
  agency = await onboardByApi(app.api);
  admin = await app.api.as(agency.administrator);
  const unit = "Dinas Sosial";
  const head = "198001012005011001";
  const people = [
    { nip: head, name: "Hesti Larasati", unit, email: "hesti@uji.go.id" },
    { nip: "199002022015022002", name: "Budi Santoso", unit, appraiser: head, email: "budi@uji.go.id" },
    { nip: "199103032016032003", name: "Citra Dewi", unit, appraiser: head },
  ];
  await importPeople(admin, people, { invite: false });
});

const heading = ({ page }: Visitor, name: string) => page.getByRole("heading", { name, level: 1 });
const cycles = async () => (await admin.cycles.listCycles()).items;
/** The semester that the first test plans. */
async function semester() {
  const found = (await cycles()).find(({ kind }) => kind === "semester");
  if (found === undefined) throw new Error("no semester is planned");
  return found;
}
const tab = ({ page }: Visitor, name: string) =>
  page.getByRole("navigation", { name: "Bagian halaman siklus" }).getByRole("link", { name });
const card = ({ page }: Visitor, name: string) => page.getByRole("region", { name });

/** Nothing is wider than the screen. */
async function fits({ page }: Visitor): Promise<boolean> {
  return await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

describe("a cycle", () => {
  test("is planned by its period; the schedule is proposed", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/siklus");
    await page.getByRole("heading", { name: "Belum ada siklus" }).waitFor();
    await page.getByRole("button", { name: "Rencanakan siklus" }).click();
    const dialog = page.getByRole("dialog", { name: "Rencanakan siklus" });
    await dialog.getByText("Semester adalah evaluasi internal").waitFor();
    // What has begun would open at once, so the next one is proposed, and the other said so.
    expect(await dialog.getByLabel("Periode").inputValue()).toBe("2");
    await dialog.getByLabel("Periode").selectOption("Semester I");
    await dialog.getByText("dibuka dalam beberapa menit").waitFor();
    await dialog.getByLabel("Periode").selectOption("Semester II");
    await visitor.screenshot("cycles-plan");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await dialog.getByRole("button", { name: "Rencanakan siklus" }).click();
    await heading(visitor, "Semester II 2027").waitFor();
    expect(await semester()).toMatchObject({
      state: "planned",
      period: { from: "2027-07-01", to: "2027-12-31" },
    });
    await page.goto("/siklus");
    await page.getByRole("link", { name: "Semester II 2027" }).waitFor();
    await page.getByText("Dibuka Kamis, 1 Juli 2027 pukul 00.00 WITA").waitFor();
    await visitor.screenshot("cycles-list");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("that there is already is refused in the service's words", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/siklus");
    await page.getByRole("button", { name: "Rencanakan siklus" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Tahun", { exact: true }).last().selectOption("2027");
    await dialog.getByLabel("Periode").selectOption("Semester II");
    await dialog.getByRole("button", { name: "Rencanakan siklus" }).click();
    await dialog.getByRole("alert").getByText("Siklus untuk periode itu sudah ada.").waitFor();
  });
});

describe("the schedule of a planned cycle", () => {
  test("is changed on a phone: a window is chosen, what is wrong stands beside its field, and it is saved", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}`);
    await page.getByRole("radio", { name: "Semester II 2027" }).check();
    await page.getByRole("link", { name: "Laporan pegawai" }).click();
    const report = card(visitor, "Laporan pegawai");
    await expect.poll(() => report.evaluate((element) => element === document.activeElement)).toBe(true);
    await report.getByLabel("Sampai", { exact: true }).fill("2027-12-20");
    await report.getByText("Tutup sebelum buka. Pilih waktu sesudah Sabtu, 1 Januari 2028").waitFor();
    const save = page.getByRole("button", { name: "Simpan perubahan" });
    expect(await save.getAttribute("aria-disabled")).toBe("true");
    await report.getByLabel("Sampai", { exact: true }).fill("2028-01-20");
    await report.getByText("Kamis, 20 Januari 2028 pukul 23.59 WITA").waitFor();
    await page.getByText("1 perubahan belum disimpan.").waitFor();
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("cycles-schedule-phone");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await save.click();
    await page.getByText("Jadwal disimpan.").first().waitFor();
    const saved = (await semester()).evaluations[0]?.windows.report;
    expect(saved?.closesAt).toBe("2028-01-20T23:59");
    await expect.poll(() => save.count()).toBe(0);
  });

  test("is a picture with its order on a wide screen, and by keyboard too", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator, { viewport: desk });
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}?bagian=${cycle.evaluations[0]?.id}`);
    const picture = page.getByRole("region", { name: "Jadwal Semester II 2027" });
    // The mails are known last.
    await picture.getByText("Diteruskan ke atasan").first().waitFor();
    const lanes = await picture.locator(".timeline-label").allTextContents();
    expect(lanes).toEqual([
      "Laporan pegawai",
      "Penilaian",
      "Predikat organisasi",
      "Pola distribusi",
      "Hasil",
      "Keberatan",
      "Surel pengingat",
      "Diteruskan ke atasan",
    ]);
    expect(await picture.locator(".timeline-order-number").allTextContents()).toEqual(["3", "1", "2"]);
    const organisation = picture.getByRole("button", { name: "Urutan ke-1: Predikat kinerja organisasi" });
    await organisation.focus();
    await page.keyboard.press("Enter");
    const chosen = card(visitor, "Predikat kinerja organisasi");
    await expect.poll(() => chosen.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await organisation.getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe("date");
    await picture
      .getByRole("button", { name: /^Surel pengingat: / })
      .first()
      .press("Enter");
    const mails = card(visitor, "Surel pengingat");
    await mails.getByText("pukul 08.00 WITA").waitFor();
    // Days that lie close together are reached one from the other.
    const before = await mails.getByText("pukul 08.00 WITA").textContent();
    await mails.getByRole("link", { name: /^Berikutnya: / }).click();
    await expect.poll(() => mails.getByText("pukul 08.00 WITA").textContent()).not.toBe(before);
    await visitor.screenshot("cycles-schedule");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("says what somebody else has saved in the meantime, and loses nothing that was typed", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}?jendela=pembukaan`);
    const opening = card(visitor, "Pembukaan");
    await opening.getByLabel("Batas mulai bertugas").fill("2027-11-30");
    await admin.cycles.changeCycle({ params: { cycleId: cycle.id }, body: { cutOff: "2027-12-01" } });
    await page.getByRole("button", { name: "Simpan perubahan" }).click();
    await page.getByRole("alert").getByText("sudah diubah orang lain").waitFor();
    expect(await opening.getByLabel("Batas mulai bertugas").inputValue()).toBe("2027-11-30");
    // Having read that, one may save upon it.
    const save = page.getByRole("button", { name: "Simpan perubahan" });
    await until(
      async () => {
        // Not by hand: between looking and pressing it is busy, or gone because all is saved.
        await save.evaluateAll((all) => {
          for (const button of all) (button as HTMLElement).click();
        });
        return await semester();
      },
      ({ cutOff }) => cutOff === "2027-11-30",
    );
  });
});

describe("before the opening", () => {
  test("the data check names who, and leads to the page that mends it", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}`);
    await tab(visitor, "Periksa data").click();
    await page.getByText("Diperiksa Senin, 4 Januari 2027").waitFor();
    await page.getByRole("button", { name: "Tampilkan tanpa surel" }).click();
    const person = page.getByRole("link", { name: "Citra Dewi" });
    const { items } = await admin.people.listPeople({ query: { nip: "199103032016032003" } });
    expect(await person.getAttribute("href")).toBe(`/pegawai/${items[0]?.id}`);
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("cycles-check");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByRole("button", { name: "Tampilkan tahun dengan hari libur perkiraan" }).click();
    await page.getByRole("link", { name: "Atur kalender" }).click();
    await heading(visitor, "Pengaturan").waitFor();
    await page.getByRole("heading", { name: /^Hari libur 20/ }).waitFor();
  });

  test("what part-time PPPK lack is added from the data check, after saying what", async () => {
    const town = await onboardByApi(app.api, { name: "Kota Paruh" });
    const planner = await app.api.as(town.administrator);
    const part = { kind: "PPPK PARUH WAKTU", contractEnd: "2028-12-31" } as const;
    await importPeople(planner, [
      { nip: "199812312024211015", name: "Dina Paruh", unit: "Dinas Sosial", ...part },
    ]);
    const period = { kind: "semester", year: 2027, index: 2 } as const;
    const { id: cycleId } = await planner.cycles.planCycle({ body: { period } });
    const evaluations = async () =>
      (await planner.cycles.readCycle({ params: { cycleId } })).evaluations.map(({ onlyFor }) => onlyFor);
    const visitor = await app.visitor(town.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${cycleId}?lihat=periksa`);
    await page.getByRole("button", { name: "Tampilkan perlu evaluasi triwulan" }).click();
    await page.getByRole("link", { name: "Dina Paruh" }).waitFor();
    await page.getByRole("button", { name: "Tambahkan evaluasi" }).click();
    const dialog = page.getByRole("dialog", { name: "Tambahkan evaluasi PPPK paruh waktu" });
    await dialog.getByText("Triwulan III 2027, Triwulan IV 2027, Tahun 2027.").waitFor();
    await visitor.screenshot("cycles-evaluations");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await dialog.getByRole("button", { name: "Jangan" }).click();
    expect(await evaluations()).toEqual([undefined]);
    await page.getByRole("button", { name: "Tambahkan evaluasi" }).click();
    await dialog.getByRole("button", { name: "Tambahkan evaluasi" }).click();
    await page.getByText("Ditambahkan: Triwulan III 2027, Triwulan IV 2027, Tahun 2027.").first().waitFor();
    const alone = ["PPPK_PARUH_WAKTU"];
    expect(await evaluations()).toEqual([undefined, alone, alone, alone]);
    // The check was made again, and finds nothing of the kind.
    await expect
      .poll(() => page.getByRole("button", { name: "Tampilkan perlu evaluasi triwulan" }).count())
      .toBe(0);
  });

  test("the dry run names who takes part, who cannot be mailed, and what one person would get", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}?lihat=uji-coba`);
    await page.getByRole("heading", { name: "Tidak terjangkau surel: 2" }).waitFor();
    // Without an address: somebody on the roster, and the mayor from outside it.
    await page.getByRole("link", { name: "Citra Dewi" }).waitFor();
    await page.getByText("Wali Kota").waitFor();
    await page.getByText("Laporan pegawai: 7 hari sebelum · 2 orang (pegawai)").click();
    await page.getByRole("link", { name: "Budi Santoso" }).first().waitFor();
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("cycles-dry-run");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByRole("searchbox").fill("budi");
    await page.getByRole("link", { name: "Budi Santoso" }).first().click();
    await page.getByRole("heading", { name: "Seperti untuk Budi Santoso" }).waitFor();
    // Nobody is appraised by him, so he is never written to as an appraiser.
    expect(await page.getByRole("list", { name: "Siapa mendapat surel, kapan" }).textContent()).not.toContain(
      "penilai",
    );
    // Who is beyond the first names is found by NIP among all.
    await page.getByRole("searchbox").fill("19910303 201603 2 003");
    await page.getByRole("link", { name: "Citra Dewi" }).click();
    await page.getByText("Tidak ada surel.").waitFor();
  });

  test("a cycle is cancelled only after asking", async () => {
    await admin.cycles.planCycle({ body: { period: { kind: "quarter", year: 2027, index: 3 } } });
    const planned = (await cycles()).find(({ kind }) => kind === "quarter");
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${planned?.id}`);
    await page.getByRole("button", { name: "Batalkan siklus" }).click();
    const dialog = page.getByRole("dialog", { name: "Batalkan Triwulan III 2027" });
    await dialog.getByRole("button", { name: "Jangan" }).click();
    expect((await cycles()).find(({ id }) => id === planned?.id)?.state).toBe("planned");
    await page.getByRole("button", { name: "Batalkan siklus" }).click();
    await dialog.getByRole("button", { name: "Batalkan siklus" }).click();
    await page.getByText("Dibatalkan", { exact: true }).waitFor();
    expect((await cycles()).find(({ id }) => id === planned?.id)?.state).toBe("cancelled");
  });
});

describe("a cycle that has opened", () => {
  beforeAll(async () => {
    const cycle = await semester();
    const params = { cycleId: cycle.id };
    const opensAt = "2027-01-04T09:00";
    const windows = { planning: { opensAt, closesAt: "2027-01-13T23:59" } };
    await admin.cycles.changeCycle({ params, body: { opensAt, windows } });
    await app.later("PT2H");
    admin = await app.api.as(agency.administrator);
    await until(
      () => admin.cycles.readCycle({ params }),
      ({ state }) => state === "open",
    );
  });

  test("extends a window with a reason, and tells what follows from it", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}?jendela=planning`);
    await page.getByText("Berjalan sejak 4 Jan").waitFor();
    const window = card(visitor, "Perencanaan SKP");
    await window.getByText("Rabu, 13 Januari 2027 pukul 23.59 WITA").waitFor();
    await window.getByRole("button", { name: "Perpanjang" }).click();
    const dialog = page.getByRole("dialog", { name: "Perpanjang Perencanaan SKP" });
    const extend = dialog.getByRole("button", { name: "Perpanjang", exact: true });
    await extend.click();
    await dialog.getByText("Tulis keterangannya.").waitFor();
    await dialog.getByText("pengingat dijadwalkan ulang").waitFor();
    await dialog.getByLabel("Batas baru").fill("2027-01-12");
    await dialog.getByRole("radio", { name: "Gangguan layanan" }).check();
    await dialog.getByLabel("Keterangan").fill(hostile.trim());
    await extend.click();
    // The service refuses; its words stand beside the field.
    await dialog.getByText("Batas waktu hanya dapat diperpanjang.").waitFor();
    await visitor.screenshot("cycles-extend");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await dialog.getByLabel("Batas baru").fill("2027-01-15");
    await extend.click();
    await window.getByText("Gangguan: diperpanjang sampai Jumat, 15 Januari 2027 pukul 23.59 WITA").waitFor();
    await window.getByText("onerror").waitFor();
    expect(await page.title()).toContain("Semester II 2027");
    expect(await fits(visitor)).toBe(true);
    const { windows } = await admin.cycles.readCycle({ params: { cycleId: cycle.id } });
    expect(windows.planning.extensions).toMatchObject([
      { closesAt: "2027-01-15T23:59", reason: "outage", note: hostile.trim() },
    ]);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("shows what its opening found, and takes the opening back while nobody has started", async () => {
    const cycle = await semester();
    const visitor = await app.visitor(agency.administrator, { viewport: desk });
    const { page } = visitor;
    await page.goto(`/siklus/${cycle.id}`);
    const found = page.locator(".card", { hasText: "Yang ditemukan saat dibuka" });
    await found.getByText("Bagian dinilai3").waitFor();
    await visitor.screenshot("cycles-open");
    await page.getByRole("button", { name: "Tarik pembukaan" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Tarik pembukaan" }).click();
    await page.getByText("Direncanakan", { exact: true }).waitFor();
    await page.getByText("menunggu waktu pembukaan baru").waitFor();
    expect(await semester()).toMatchObject({
      state: "planned",
      held: true,
    });
  });
});

test("without the permission the page says for whom it is", async () => {
  await admin.identity.inviteMember({
    body: { name: "Auditor", email: "auditor@uji.go.id", roles: ["auditor"] },
  });
  await app.api.as("auditor@uji.go.id");
  const visitor = await app.visitor("auditor@uji.go.id");
  await visitor.page.goto("/siklus");
  await heading(visitor, "Halaman ini bukan untuk peran Anda.").waitFor();
});
