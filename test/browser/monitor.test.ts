import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { settleTown, type Town } from "#test/support/small-town.ts";
import { indonesianOn } from "./english.ts";

const app = useApp({ startAt: "2026-12-09T02:00:00Z" });

const nip = (number: number) => `19700608199404100${number}`;
const city = "Pemerintah Kota Uji";
const [office, section, other] = ["Dinas Satu", "Seksi Dalam", "Dinas Dua"];
/** A name that would like to be more than a name. */
const hostile = `<img src=x onerror=alert(1)> \u202Eterbalik ${"panjang".repeat(14)}`;
const head = "kepala@uji.go.id";

let town: Town;
beforeAll(async () => {
  town = await settleTown(app.api, [
    { nip: nip(1), name: "Kepala Satu", unit: office, parent: city, email: head },
    { nip: nip(2), name: "Budi Utama", unit: office, parent: city, appraiser: nip(1) },
    { nip: nip(3), name: "Cici Lestari", unit: office, parent: city, appraiser: nip(1) },
    { nip: nip(4), name: "Kepala Seksi", unit: section, parent: office, appraiser: nip(1) },
    { nip: nip(5), name: "Dedi Kurnia", unit: section, parent: office, appraiser: nip(4) },
    { nip: nip(6), name: "Eka Saputra", unit: section, parent: office, appraiser: nip(4) },
    { nip: nip(7), name: "Kepala Dua", unit: other, parent: city },
    { nip: nip(8), name: "Fani Rahma", unit: other, parent: city, appraiser: nip(7) },
  ]);
  const admin = await town.as(town.administrator);
  const { items } = await admin.people.listUnits();
  const unit = items.find(({ name }) => name === other);
  if (unit === undefined) throw new Error("the roster made no such unit");
  await admin.people.changeUnit({
    params: { unitId: unit.id },
    body: { name: hostile },
    ifMatch: unit.version,
  });
  const { items: members } = await admin.identity.listMembers({ query: { limit: 200 } });
  const member = members.find(({ email }) => email === head);
  if (member === undefined) throw new Error("the head was not invited");
  const { memberId, version } = member;
  await admin.identity.changeMember({
    params: { memberId },
    body: { roles: ["employee", "unitHead"] },
    ifMatch: version,
  });
  const exclusion = {
    reason: "study-leave",
    rule: "SK 12/2026",
    from: "2026-07-01",
    to: "2026-12-31",
  } as const;
  await admin.people.setExclusions({
    params: { employeeId: await town.idOf(nip(8)) },
    body: { exclusions: [exclusion] },
  });
  await town.submitPlan(nip(5), nip(4));
  await town.submitPlan(nip(2));
  await town.settle();
});

const wide = { width: 1280, height: 800 };
const planning = "?fase=perencanaan";

async function open(who: string, search = planning, options = {}): Promise<Visitor> {
  const visitor = await app.visitor(who, { agency: town.id, ...options });
  await visitor.page.goto(`/pemantauan${search}`);
  await visitor.page.locator(".unit-bar-large").waitFor();
  return visitor;
}
const bar = ({ page }: Visitor) => page.locator(".unit-bar-large").getAttribute("aria-label");
const heading = ({ page }: Visitor) => page.getByRole("heading", { level: 1 });
const units = ({ page }: Visitor) => page.locator(".unit-row-name a").allTextContents();
const asAdmin = () => town.as(town.administrator);
const unitNamed = async (name: string) => {
  const { items } = await (await asAdmin()).people.listUnits();
  return items.find((unit) => unit.name === name)?.id ?? expect.fail(`no unit ${name}`);
};
const inDark = ({ page }: Visitor) => page.emulateMedia({ colorScheme: "dark" });

describe("the monitor", () => {
  test("says what the API says, and its units add up to it, the worst first", async () => {
    const visitor = await open(town.administrator);
    const query = { cycle: town.cycle.id, phase: "planning" };
    const { total } = await (await asAdmin()).reports.readMonitor({ query });
    expect(total).toMatchObject({ total: 7, done: 1, waitingForAppraiser: 1, notStarted: 5, excluded: 1 });
    expect(await bar(visitor)).toBe("1 selesai, 1 menunggu penilai, 0 menunggu pegawai, 5 belum mulai.");
    await visitor.page.getByText("1 dari 7").waitFor();
    await visitor.page.getByText("14 %").waitFor();
    await visitor.page.getByText("Tutup 9 hari lagi").waitFor();
    await visitor.page.getByText("sampai Rabu, 23 Desember 2026 pukul 23.59 WITA").waitFor();
    expect(await units(visitor)).toEqual([office, hostile]);
    const counts = await visitor.page.locator(".unit-row-count").allTextContents();
    expect(counts.map((text) => text.split("/").map(Number))).toEqual([
      [1, 6],
      [0, 1],
    ]);
    await visitor.screenshot("monitor");
  });

  test("lets everybody read it: phone and desk, both themes, names that would be more than names", async () => {
    const visitor = await open(town.administrator);
    const { page } = visitor;
    expect(await visitor.barriers()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await page.locator("main img").count()).toBe(0);
    await inDark(visitor);
    await page.setViewportSize(wide);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("monitor-wide-dark");
    await page.getByRole("link", { name: hostile }).click();
    await page.getByRole("heading", { level: 1, name: hostile }).waitFor();
    await page.getByText("SK 12/2026").waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  test("follows a change within seconds, without being loaded again", async () => {
    const visitor = await open(town.administrator);
    await town.submitPlan(nip(6), nip(4));
    await town.settle();
    await expect.poll(() => bar(visitor)).toContain("2 selesai");
    await visitor.page.getByText("2 dari 7").waitFor();
  });

  test("leads down to people and back by keyboard, and the address says where one is", async () => {
    const visitor = await open(town.administrator, planning, { viewport: wide });
    const { page } = visitor;
    await page.getByRole("link", { name: office }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: office }).waitFor();
    expect(await heading(visitor).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(new URL(page.url()).searchParams.get("unit")).toBe(await unitNamed(office));
    const people = page.getByRole("list", { name: `Pegawai di ${office}` });
    await people.getByText("Budi Utama").waitFor();
    expect(await people.getByRole("listitem").count()).toBe(3);
    const waits = page.locator("section", { hasText: "Siapa menunggu siapa" }).last();
    await waits.getByText("1 orang menunggu").waitFor();
    await page.getByRole("link", { name: section }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Dedi Kurnia").waitFor();
    await page.getByRole("navigation", { name: "Letak unit" }).getByRole("link", { name: office }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: office }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: section }).waitFor();
    await page.reload();
    await page.getByText("Dedi Kurnia").waitFor();
  });

  test("shows who stands where, and who is outside the count and why", async () => {
    const visitor = await open(town.administrator);
    const { page } = visitor;
    await page.getByLabel("Status").selectOption("menunggu penilai");
    await expect.poll(() => units(visitor)).toEqual([office]);
    await page.getByLabel("Unit", { exact: true }).selectOption({ value: await unitNamed(office) });
    const people = page.getByRole("list", { name: `Pegawai di ${office}` });
    await people.getByText("Budi Utama").waitFor();
    expect(await people.getByRole("listitem").count()).toBe(1);
    await page.goto(`/pemantauan${planning}`);
    await page.getByRole("link", { name: "Daftar" }).click();
    await expect.poll(() => units(visitor)).toEqual([hostile]);
    await page.getByRole("link", { name: hostile }).click();
    await page.getByText("Fani Rahma").waitFor();
    await page.getByText("SK 12/2026").waitFor();
  });

  test("draws the other phase, and English words", async () => {
    const visitor = await open(town.administrator, "", { language: "en" });
    const { page } = visitor;
    await page.getByRole("link", { name: "Semester II 2026" }).click();
    await page.getByText("Employees' reports").waitFor();
    await page.getByText("7 reports not sent").waitFor();
    const predicates = page.getByRole("link", { name: "Set them" });
    expect(await predicates.getAttribute("href")).toBe("/predikat-organisasi");
    expect(await indonesianOn(page)).toEqual([]);
  });

  test("and every other page of an administrator says in English what it says in Indonesian", async () => {
    const visitor = await app.visitor(town.administrator, {
      agency: town.id,
      viewport: wide,
      language: "en",
    });
    const { page } = visitor;
    const { id } = town.cycle;
    const places = [
      "/siklus",
      `/siklus/${id}`,
      `/siklus/${id}?lihat=periksa`,
      `/siklus/${id}?lihat=uji-coba`,
      "/pegawai",
      `/pegawai/${await town.idOf(nip(2))}`,
      "/pegawai/slip",
      "/unit",
      "/impor",
      "/pengingat",
      "/pengaturan",
      "/pengaturan?lihat=kalender",
      "/pengaturan?lihat=anggota",
      "/predikat-organisasi",
      "/akun",
    ];
    const left: string[] = [];
    for (const place of places) {
      await page.goto(place);
      await page.locator("main .card, main form, main .list, main .field").first().waitFor();
      await page.waitForFunction(() => document.querySelector("main .skeleton") === null);
      for (const words of await indonesianOn(page)) left.push(`${place}: ${words}`);
    }
    expect(left).toEqual([]);
  });

  test("counts apart whom other evaluations appraise, where there are any", async () => {
    const visitor = await app.visitor(town.administrator, { agency: town.id });
    const { page } = visitor;
    let others = 0;
    await page.route("**/v1/monitor/units?*", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      const [row, ...rest] = body.items;
      await route.fulfill({
        response,
        json: { ...body, items: [{ ...row, withoutEvaluation: others }, ...rest] },
      });
    });
    const apart = page.getByText("Dinilai menurut evaluasi lain");
    for (others of [0, 2]) {
      await page.goto("/pemantauan");
      await page.getByRole("heading", { name: "Di luar hitungan" }).waitFor();
      await page.getByText("Dikecualikan", { exact: true }).waitFor();
      expect(await apart.count()).toBe(others > 0 ? 1 : 0);
    }
    expect(await apart.locator("..").textContent()).toBe("Dinilai menurut evaluasi lain2");
  });

  test("draws of hundreds of units those that are seen", async () => {
    const visitor = await app.visitor(town.administrator, { agency: town.id });
    const { page } = visitor;
    const many = 300;
    await page.route("**/v1/monitor/units?*", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      const [row] = body.items;
      const items = Array.from({ length: many }, (_, n) => ({
        ...row,
        unit: `unt_${n}`,
        name: `Unit ${n}`,
        parent: undefined,
      }));
      await route.fulfill({ response, json: { ...body, items } });
    });
    await page.goto(`/pemantauan${planning}`);
    const rows = page.locator(".unit-row");
    await rows.first().waitFor();
    expect(await rows.count()).toBeLessThan(60);
    const last = page.locator('[role="listitem"][aria-posinset="300"]');
    for (let screen = 0; screen < 12 && (await last.count()) === 0; screen++) {
      await page.evaluate(() => scrollBy(0, document.querySelector(".virtual-list")?.clientHeight ?? 0));
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await page.evaluate(() => document.querySelector(".virtual-list")?.scrollIntoView(false));
    }
    await last.waitFor();
    expect(await rows.count()).toBeLessThan(60);
  });
});

describe("the head of a unit", () => {
  test("sees the own tree and the own duties, and no more", async () => {
    const visitor = await open(head);
    const { page } = visitor;
    expect(await bar(visitor)).toContain("1 menunggu penilai");
    await page.getByText(/dari 6/).waitFor();
    await page.getByRole("link", { name: section }).waitFor();
    expect(await page.getByText("terbalik").count()).toBe(0);
    await page.getByRole("heading", { name: "Kewajiban Bapak/Ibu" }).waitFor();
    await page.getByText("1 pegawai menunggu Bapak/Ibu").waitFor();
    expect(await page.getByRole("button", { name: "Ekspor" }).count()).toBe(0);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("monitor-head");
    await page.goto(`/pemantauan${planning}&unit=${await unitNamed(hostile)}`);
    await page.getByText("Unit ini tidak ada di pemantauan Anda.").waitFor();
    await page.goto("/pengingat");
    await page.getByText("Halaman ini bukan untuk peran Anda.").waitFor();
  });
});

describe("an export", () => {
  test.each([
    ["Pemantauan per unit", "CSV", /^kinerja-.*\.csv$/],
    ["Daftar pegawai dalam siklus", "XLSX", /^kinerja-.*\.xlsx$/],
  ])("of “%s” as %s is ordered, prepared and fetched", async (what, format, name) => {
    const visitor = await open(town.administrator);
    const { page } = visitor;
    await page.getByRole("button", { name: "Ekspor" }).click();
    const dialog = page.getByRole("dialog", { name: "Ekspor" });
    await dialog.getByRole("radio", { name: what }).check();
    await dialog.getByRole("radio", { name: format }).check();
    expect(await visitor.barriers()).toEqual([]);
    await dialog.getByRole("button", { name: "Siapkan berkas" }).click();
    const fetched = page.waitForEvent("download");
    const link = dialog.getByRole("link", { name: /^Unduh/ });
    expect((await link.textContent())?.replace("Unduh ", "")).toMatch(name);
    await link.click();
    const download = await fetched;
    const file = readFileSync(await download.path());
    expect(file.length).toBeGreaterThan(200);
    if (format === "CSV") expect(file.toString()).toContain(office);
    await visitor.screenshot("export");
  });
});
