import { beforeAll, describe, expect, test } from "vitest";
import { type Api, until } from "#infra/local/story/cloud-client.ts";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { indonesianOn } from "./english.ts";

// Monday 4 January 2027, 08:00 in the agency's zone.
const app = useApp();
const hostile = `<img src=x onerror="document.title='pwned'"> \u202Eterbalik ${"Panjang".repeat(12)}`;

let agency: OnboardedAgency;
let admin: Api;
beforeAll(async () => {
  agency = await onboardByApi(app.api, { name: "Kota Uji" });
  admin = await app.api.as(agency.administrator);
});

const heading = ({ page }: Visitor, name: string) => page.getByRole("heading", { name, level: 1 });

async function fits({ page }: Visitor): Promise<boolean> {
  return await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

async function letterTo(email: string): Promise<string | undefined> {
  await app.later("PT1M");
  const mail = await app.api.mailSince("2027-01-01T00:00:00Z");
  return mail.findLast(({ to }) => to.includes(email))?.text;
}

describe("an agency's settings", () => {
  test("are saved as they are typed, and what is wrong stands beside its field", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/pengaturan");
    const name = page.getByLabel("Nama instansi");
    await name.fill(hostile);
    await page.getByLabel("Pengingat dikirim mulai pukul").selectOption("09.00");
    await page.getByLabel("Hari untuk mengajukan keberatan").fill("empat belas");
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByText("Isi angka 1 sampai 60.").waitFor();
    await page.getByLabel("Hari untuk mengajukan keberatan").fill("10");
    await page.getByRole("radio", { name: "Hari kerja" }).check();
    await visitor.screenshot("settings");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByText("Pengaturan disimpan.").first().waitFor();
    const saved = await admin.agencies.readAgency();
    expect(saved.name).toBe(hostile);
    expect(saved.settings).toMatchObject({ reminderHour: 9, objection: { days: 10, counted: "working" } });
    await page.reload();
    await heading(visitor, "Pengaturan").waitFor();
    expect(await page.title()).toBe("Pengaturan – Kinerja");
    expect(await fits(visitor)).toBe(true);
    await page.getByLabel("Nama instansi").fill("Kota Uji");
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByText("Pengaturan disimpan.").first().waitFor();
  });

  test("say on every page where the official record lies, as long as it lies elsewhere", async () => {
    const { page } = await app.visitor(agency.administrator, { viewport: { width: 1280, height: 800 } });
    await page.goto("/pengaturan");
    const side = page.getByRole("banner");
    await side.getByText("Admin instansi").waitFor();
    await side.getByText("Mode pendamping.").waitFor();
    await page.getByRole("radio", { name: "Mandiri" }).check();
    await page.getByRole("button", { name: "Simpan" }).click();
    await side.getByText("Mode pendamping.").waitFor({ state: "detached" });
    await admin.agencies.configureAgency({ body: { mode: "pendamping" } });
  });

  test("keep what was typed when somebody else has saved in the meantime", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/pengaturan");
    await page.getByLabel("Kalimat tentang akibat").fill("Sesuai Perwali Nomor 5");
    await admin.agencies.configureAgency({ body: { settings: { reminderHour: 7 } } });
    await page.getByRole("button", { name: "Simpan" }).click();
    await page.getByRole("alert").getByText("sudah diubah orang lain").waitFor();
    expect(await page.getByLabel("Kalimat tentang akibat").inputValue()).toBe("Sesuai Perwali Nomor 5");
  });
});

describe("the calendar", () => {
  test("takes a day from the nation's and adds one of the agency's own", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/pengaturan?lihat=kalender");
    await page.getByRole("switch", { name: "Cuti bersama Tahun Baru Imlek" }).click();
    const add = page.getByRole("button", { name: "Tambah" });
    await page.getByLabel("Tanggal").fill("2027-01-01");
    await page.getByLabel("Nama hari").fill("Hari jadi");
    await add.click();
    await page.getByText("Tanggal itu sudah libur.").waitFor();
    await page.getByLabel("Tanggal").fill("2027-02-17");
    await add.click();
    await page.getByText("Rabu, 17 Februari 2027 · Instansi").waitFor();
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("settings-calendar");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByRole("button", { name: "Simpan kalender" }).click();
    await page.getByText("Kalender 2027 disimpan.").first().waitFor();
    const { years } = await admin.agencies.readCalendar();
    expect(years).toEqual([
      { version: 1, year: 2027, added: [{ date: "2027-02-17", name: "Hari jadi" }], removed: ["2027-02-05"] },
    ]);
    await page.getByRole("button", { name: "Hapus Hari jadi" }).click();
    await page.getByRole("button", { name: "Buang" }).click();
    await page.getByText("Rabu, 17 Februari 2027 · Instansi").waitFor();
  });

  test("that somebody else changed meanwhile is shown beside one's own, and the person decides", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/pengaturan?lihat=kalender");
    await page.getByRole("switch", { name: "Cuti bersama Tahun Baru Imlek" }).click();
    const { years } = await admin.agencies.readCalendar();
    const [now] = years;
    if (now === undefined) throw new Error("the year was changed before");
    await admin.agencies.changeCalendar({
      body: { ...now, added: [...now.added, { date: "2027-03-01", name: "Pilkada" }] },
    });
    const save = page.getByRole("button", { name: "Simpan kalender" });
    await save.click();
    await page.getByText("Kalender tahun ini sudah diubah admin lain.").waitFor();
    await page.getByText("Ditambah: Hari jadi, Pilkada.").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("settings-calendar-conflict");
    await page.getByRole("radio", { name: /^Di halaman ini/ }).check({ force: true });
    await page.getByRole("button", { name: "Pakai yang dipilih" }).click();
    await page.getByText("Kalender 2027 disimpan.").first().waitFor();
    expect((await admin.agencies.readCalendar()).years).toMatchObject([
      { version: now.version + 2, added: now.added, removed: [] },
    ]);
  });

  test("has the working week of the whole agency", async () => {
    const visitor = await app.visitor(agency.administrator);
    await visitor.page.goto("/pengaturan?lihat=kalender");
    await visitor.page.getByRole("radio", { name: "Senin–Sabtu" }).check();
    await visitor.page.getByText("Hari kerja disimpan.").first().waitFor();
    expect((await admin.agencies.readAgency()).settings.workingWeek).toBe("six-days");
  });
});

describe("members", () => {
  test("are invited by a letter that arrives, and shown with their roles", async () => {
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/pengaturan?lihat=anggota");
    await page.getByRole("button", { name: "Undang anggota" }).click();
    const dialog = page.getByRole("dialog", { name: "Undang anggota" });
    const send = dialog.getByRole("button", { name: "Kirim undangan" });
    await dialog.getByLabel("Nama").fill(hostile.slice(0, 120));
    await dialog.getByLabel("Surel").fill("rina@uji");
    await send.click();
    await dialog.getByText("Tulis alamat surel yang lengkap.").waitFor();
    await dialog.getByText("Pilih sedikitnya satu peran.").waitFor();
    await dialog.getByLabel("Surel").fill("rina@uji.go.id");
    await dialog.getByRole("checkbox", { name: "perencana periode" }).check();
    await visitor.screenshot("settings-invite");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await send.click();
    await page.getByText("Undangan dikirim ke rina@uji.go.id.").first().waitFor();
    await page.getByText("Diundang").waitFor();
    await page.getByText("perencana periode").waitFor();
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("settings-members");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await until(
      () => letterTo("rina@uji.go.id"),
      (text) => text?.includes("/undangan#") === true,
    );
  });

  test("get other roles, are deactivated and come back; the last administrator stays", async () => {
    await admin.identity.inviteMember({
      body: { name: "Sari Lubis", email: "sari@uji.go.id", roles: ["auditor"] },
    });
    await app.api.as("sari@uji.go.id");
    const visitor = await app.visitor(agency.administrator);
    const { page } = visitor;
    await page.goto("/pengaturan?lihat=anggota");
    const dialog = page.getByRole("dialog");
    const member = async () =>
      (await admin.identity.listMembers()).items.find(({ name }) => name === "Sari Lubis");

    await page.getByRole("button", { name: "Ubah Sari Lubis" }).click();
    await dialog.getByRole("checkbox", { name: "Tim Penilai Kinerja" }).check();
    await dialog.getByRole("button", { name: "Simpan", exact: true }).click();
    await page.getByText("Perubahan untuk Sari Lubis disimpan.").first().waitFor();
    expect((await member())?.roles).toEqual(["performanceTeam", "auditor"]);

    await page.getByRole("button", { name: "Ubah Sari Lubis" }).click();
    await dialog.getByRole("button", { name: "Nonaktifkan" }).click();
    await page.getByText("Sari Lubis dinonaktifkan.").first().waitFor();
    expect((await member())?.state).toBe("inactive");
    await page.getByRole("button", { name: "Ubah Sari Lubis" }).click();
    await dialog.getByRole("button", { name: "Aktifkan lagi" }).click();
    await page.getByText("Sari Lubis aktif lagi.").first().waitFor();
    expect((await member())?.state).toBe("active");

    await page.getByRole("button", { name: "Ubah Ratna Puspita" }).click();
    await dialog.getByText("Ini akun Anda sendiri.").waitFor();
    await dialog.getByRole("button", { name: "Nonaktifkan" }).click();
    await dialog.getByRole("alert").getByText("Instansi harus memiliki sedikitnya satu admin.").waitFor();
  });
});

describe("the operator", () => {
  test("onboards an agency by keyboard, and the first administrator's invitation arrives", async () => {
    const visitor = await app.visitor("operator", { viewport: { width: 1280, height: 800 } });
    const { page } = visitor;
    await page.goto("/instansi");
    await page.getByText("Tidak ada isi penilaian di layar ini.").waitFor();
    await page.getByRole("button", { name: "Daftarkan instansi" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Daftarkan instansi" });
    const onboard = dialog.getByRole("button", { name: "Daftarkan instansi" });
    await onboard.press("Enter");
    await dialog.getByText("Tulis sedikitnya tiga huruf.").waitFor();
    await dialog.getByLabel("Nama instansi").focus();
    await page.keyboard.type("Kabupaten <b>Baru</b>");
    await dialog.getByLabel("Zona waktu").selectOption("WIT (Jayapura)");
    await dialog.getByLabel("Metode awal").selectOption("Setiap enam bulan oleh kepala perangkat daerah");
    await dialog.getByLabel("Nama admin").focus();
    await page.keyboard.type("Yohanes Wanggai");
    await page.keyboard.press("Tab");
    await page.keyboard.type("yohanes@baru.go.id");
    await visitor.screenshot("operator-onboard");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await onboard.press("Enter");
    await page.getByText("terdaftar. Undangan dikirim ke yohanes@baru.go.id.").first().waitFor();
    await page.getByText("Kabupaten <b>Baru</b>", { exact: true }).waitFor();
    await page.getByText("WIT", { exact: true }).waitFor();
    await visitor.screenshot("operator");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    const text = await until(
      () => letterTo("yohanes@baru.go.id"),
      (letter) => letter !== undefined,
    );
    expect(text).toContain("admin pertamanya");
    const me = await (await app.api.as("yohanes@baru.go.id")).identity.readMe();
    expect(me).toMatchObject({ roles: ["agencyAdmin"], agency: { zone: "Asia/Jayapura" } });
  });

  test("sees the same on a phone, and in English", async () => {
    const visitor = await app.visitor("operator", { language: "en" });
    await visitor.page.goto("/instansi");
    await visitor.page.getByText("Kota Uji").first().waitFor();
    expect(await indonesianOn(visitor.page)).toEqual([]);
    expect(await fits(visitor)).toBe(true);
    await visitor.screenshot("operator-phone");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });
});
