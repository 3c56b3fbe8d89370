import type { Page, Request } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { lateInDecember, settleTown, type Town } from "#test/support/small-town.ts";
import { evaluationOf, sendReport } from "#test/support/town-appraisal.ts";
import { indonesianOn } from "./english.ts";

const app = useApp({ startAt: "2026-12-28T02:00:00Z" });
const places = { unit: "Dinas Sosial", parent: "Pemerintah Kota Uji" };
const dewi = { nip: "198001012005011001", name: "Dewi Anggraini", email: "dewi@uji.go.id", ...places };
const under = (n: number, name: string) => ({
  nip: `19800101200501100${n}`,
  name,
  email: `orang${n}@uji.go.id`,
  appraiser: dewi.nip,
  ...places,
});
const hostile = `<img src=x onerror=alert(1)> \u202eمرحبا ${"Panjang".repeat(11)}`;
const rina = under(2, "Rina Marlina");
const joko = under(3, "Joko Susilo");
const siti = under(4, "Siti Aminah");
const budi = under(5, "Budi Santoso");
const tini = under(6, "Tini Suryani");
const rudi = under(7, "Rudi Hartono");
const wulan = under(8, "Wulan Sari");
const strange = under(9, hostile);
const mayor = { office: "Wali Kota", name: "H. Surya Atmaja", email: "walikota@uji.go.id" };
const reporters = [siti, budi, tini, rudi, wulan, strange];
const desktop = { width: 1280, height: 800 };
let town: Town;

beforeAll(async () => {
  town = await settleTown(app.api, [dewi, rina, joko, ...reporters], lateInDecember);
  for (const { nip } of reporters) await town.submitPlan(nip, dewi.nip);
  for (const { nip } of [rina, joko]) await town.submitPlan(nip);
  const admin = await town.as(town.administrator);
  const official = (await admin.people.listOfficials()).items.find(({ office }) => office === mayor.office);
  if (official === undefined) throw new Error("the roster names no mayor");
  await admin.people.changeOfficial({ params: { officialId: official.id }, body: mayor });
  const { name, email } = mayor;
  await admin.identity.inviteMember({ body: { name, email, officialId: official.id, roles: ["official"] } });
  await app.api.moveTo("2027-01-05T01:00:00Z");
  for (const { nip } of reporters) await sendReport(town, nip);
  await town.settle();
});

async function at(
  path: string,
  who = dewi.email,
  viewport?: typeof desktop,
  language?: "en",
): Promise<Visitor> {
  const visitor = await app.visitor(who, {
    agency: town.id,
    ...(viewport && { viewport }),
    ...(language && { language }),
  });
  await visitor.page.goto(path);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

/** What follows from a tap is looked for until it is there. */
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { interval: 200 });
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
const choose = (page: Page, aspect: "Hasil kerja" | "Perilaku kerja", rating: string) =>
  page
    .getByRole("group", { name: aspect })
    .first()
    .getByRole("radio", { name: rating })
    .check({ force: true });
const read = async ({ nip }: { nip: string }) => {
  const { params } = await evaluationOf(town, nip);
  return await (await town.as(dewi.nip)).appraisals.readEvaluation({ params });
};
const planOf = async ({ nip }: { nip: string }) => {
  const { cycleId, partId } = (await evaluationOf(town, nip)).params;
  return await (await town.as(dewi.nip)).plans.readPlan({ params: { cycleId, partId } });
};
const open = (page: Page, { name }: { name: string }) =>
  page.getByRole("link", { name, exact: true }).click();
const next = (page: Page) => page.getByRole("button", { name: /^Berikutnya/ });

/** Nothing is wider than the phone, or people would have to drag the page about. */
async function overhang(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

describe("the list", () => {
  test("says who waits, in which order, and until when, whatever somebody is called", async () => {
    const visitor = await at("/penilaian");
    const { page } = visitor;
    await heading(page, "8 orang menunggu Bapak/Ibu");
    await page.getByText(/Ditutup Jumat, 15 Januari 2027 pukul 23\.59 WITA, 10 hari lagi\./).waitFor();
    await page.getByRole("list", { name: "Lengkap, siap dinilai · 6" }).waitFor();
    await page.getByRole("list", { name: "SKP menunggu keputusan · 2" }).waitFor();
    await page.getByText(/<img src=x onerror=alert\(1\)>/).waitFor();
    expect(await overhang(page)).toBe(0);
    // The row answers, too; but the name alone is large enough, under whatever passes over the row.
    const names = page.locator("main .list-row-way");
    const heights = await names.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("supervisor-list");
  });
});

describe("plans", () => {
  test("are returned with a reason and a note beside the part it is about, and approved as they were read", async () => {
    const visitor = await at("/penilaian");
    const { page } = visitor;
    await open(page, rina);
    await heading(page, rina.name);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page
      .getByRole("button", { name: /^Beri catatan/ })
      .nth(2)
      .click();
    await page.getByLabel(/^Catatan untuk/).fill("Mohon target tahun lalu disebut.");
    await visitor.screenshot("supervisor-plan");
    await page.getByRole("button", { name: "Kembalikan" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1 catatan di samping butirnya ikut terkirim.").waitFor();
    await dialog.getByLabel("Alasan dikembalikan").fill("Lengkapi satu target.");
    await dialog.getByRole("button", { name: "Kembalikan" }).click();
    // The next plan in the queue is there without a way back.
    await page.getByText(`SKP ${rina.name} dikembalikan.`).waitFor();
    await eventually(async () => (await planOf(rina)).state).toBe("returned");
    const [decision] = (await planOf(rina)).decisions;
    expect(decision).toMatchObject({
      reason: "Lengkapi satu target.",
      notes: [
        {
          path: expect.stringMatching(/^results\..+\.indicators\./),
          text: "Mohon target tahun lalu disebut.",
        },
      ],
    });
    await page.goto("/penilaian");
    await open(page, joko);
    await page.getByRole("button", { name: "Tetapkan SKP" }).click();
    await eventually(async () => (await planOf(joko)).state).toBe("approved");
  });
});

describe("ratings", () => {
  test("before the organisation's predicate are drafts, and say what they wait for", async () => {
    const visitor = await at("/penilaian");
    const { page } = visitor;
    await open(page, siti);
    await heading(page, siti.name);
    await page.getByText("Menunggu predikat organisasi Dinas Sosial.").waitFor();
    await choose(page, "Hasil kerja", "Sesuai");
    await choose(page, "Perilaku kerja", "Sesuai");
    await page.getByLabel("Yang sudah baik").fill("Kunjungan rumah selalu tepat waktu.");
    await page.getByLabel("Yang dapat ditingkatkan").fill("Tulis hasil kunjungan pada hari yang sama.");
    await page.getByRole("button", { name: "Simpan draf, lanjut" }).click();
    await eventually(async () => (await read(siti)).state).toBe("drafted");
    expect((await read(siti)).rater?.draft?.ratings.strengths).toEqual([
      "Kunjungan rumah selalu tepat waktu.",
    ]);
  });

  test("follow the predicate that the leader above sets, who signs in from outside the roster", async () => {
    const visitor = await at("/predikat-organisasi", mayor.email);
    const { page } = visitor;
    await page.getByText("Ditetapkan paling lambat Selasa, 12 Januari 2027").waitFor();
    await page.getByRole("button", { name: "Tetapkan Dinas Sosial" }).click();
    await page.getByLabel("Predikat").selectOption("good");
    await page.getByText("Organisasi Baik: sebagian besar Baik, paling banyak 70 persen").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("supervisor-organisation");
    await page.getByRole("button", { name: "Tetapkan", exact: true }).click();
    await page.getByText("Predikat Dinas Sosial ditetapkan: Baik.").waitFor();
    expect((await read(siti)).rater?.organisation.predicate).toBe("good");
  });

  test("by thumb: the cell lights up, off the middle a reason and evidence are asked for, and the next person comes", async () => {
    const visitor = await at("/penilaian");
    const { page } = visitor;
    await open(page, budi);
    await heading(page, budi.name);
    await page.getByText("Pilih hasil kerja").first().waitFor();
    expect(await next(page).getAttribute("aria-disabled")).toBe("true");
    await choose(page, "Hasil kerja", "Di Atas");
    await choose(page, "Perilaku kerja", "Sesuai");
    expect(await page.locator(".matrix-lit").textContent()).toBe("Baik");
    await page
      .getByText("Hasil kerja Di Atas dan perilaku Sesuai memberi predikat Baik.")
      .waitFor({ state: "attached" });
    await page.getByText("Tulis alasannya, dan 3 lagi").first().waitFor();
    await page.getByLabel("Alasan dan bukti hasil kerja").fill("Semua hasil melampaui targetnya.");
    await page.locator(".chip-button[aria-pressed=false]").first().click();
    await page.getByLabel("Yang sudah baik").fill("Cepat dan teliti.");
    await page.getByLabel("Yang dapat ditingkatkan").fill("Bagi cara kerjanya kepada rekan.");
    expect(await overhang(page)).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("supervisor-rating");
    await next(page).click();
    await page.getByText(`${budi.name} ditetapkan: Baik.`).waitFor();
    await eventually(async () => (await read(budi)).final?.predicate).toBe("good");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).not.toBe(budi.name);
  });

  test("by keyboard alone, with no more requests than it takes", async () => {
    const visitor = await at("/penilaian", dewi.email, desktop);
    const { page } = visitor;
    await page.getByRole("link", { name: tini.name, exact: true }).focus();
    await page.keyboard.press("Enter");
    await heading(page, tini.name);
    await page.getByRole("group", { name: "Hasil kerja" }).waitFor();
    // The next person's page is read ahead.
    await page.waitForLoadState("networkidle");
    const requests: string[] = [];
    const note = (request: Request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/v1/")) requests.push(`${request.method()} ${pathname.split("/").at(-1)}`);
    };
    page.on("request", note);
    await page.keyboard.press("2");
    await page.keyboard.press("5");
    expect(await page.locator(".matrix-lit").textContent()).toBe("Baik");
    await page.getByLabel("Yang sudah baik").focus();
    await page.keyboard.type("Tertib melapor 12 kali");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Ajak rekan ikut serta");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("supervisor-desktop");
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${tini.name} ditetapkan: Baik.`).waitFor();
    await eventually(async () => (await read(tini)).state).toBe("submitted");
    await page.waitForLoadState("networkidle");
    const saves = requests.filter((request) => request === "PUT ratings").length;
    const others = requests.filter((request) => request !== "PUT ratings");
    expect(saves).toBeLessThanOrEqual(3);
    expect(others.filter((request) => request === "POST submission")).toHaveLength(1);
    // Beside those: the page of the person after the next, read ahead.
    expect(others.filter((request) => request !== "POST submission").length).toBeLessThanOrEqual(1);
  });

  test("single keys can be switched off on the device, and digits then do nothing", async () => {
    const { page } = await at("/penilaian", dewi.email, desktop);
    await open(page, rudi);
    await page.getByRole("group", { name: "Hasil kerja" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("switch", { name: /Tombol tunggal/ }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    await page.keyboard.press("j");
    await heading(page, rudi.name);
    expect(
      await page.getByRole("group", { name: "Hasil kerja" }).getByRole("radio", { checked: true }).count(),
    ).toBe(0);
    await page.reload();
    await page.getByRole("group", { name: "Hasil kerja" }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem("kinerja.single-keys"))).toBe("off");
  });

  test("in bulk are drafts that are looked at and made final one by one", async () => {
    const visitor = await at("/penilaian");
    const { page } = visitor;
    await page.getByRole("button", { name: "Pilih beberapa" }).click();
    await page.getByLabel(`Pilih ${rudi.name}`).check();
    await page.getByLabel(`Pilih ${wulan.name}`).check();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByRole("button", { name: "Isi draf Sesuai untuk 2 orang" }).click();
    await page.getByText("Draf ini diisi sekaligus.").waitFor();
    for (const place of ["1 dari 2", "2 dari 2"]) {
      await page.getByText(place).waitFor();
      expect(await page.locator(".matrix-lit").textContent()).toBe("Baik");
      await page.getByLabel("Yang sudah baik").fill(`Teliti, ${place}`);
      await page.getByLabel("Yang dapat ditingkatkan").fill(`Lebih cepat, ${place}`);
      await page
        .getByRole("button", { name: /^(Berikutnya|Tetapkan)/ })
        .last()
        .click();
    }
    for (const person of [rudi, wulan])
      await eventually(async () => (await read(person)).state).toBe("submitted");
  });

  test("without a network wait on the device, are there when the page is opened again, and arrive later", async () => {
    const visitor = await at("/penilaian");
    const { page, context } = visitor;
    await page.locator(".list-row-title", { hasText: "<img" }).click();
    await page.getByRole("group", { name: "Hasil kerja" }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await choose(page, "Hasil kerja", "Di Bawah");
    await page.getByText("Tersimpan di perangkat ini").first().waitFor();
    await page.reload();
    await page.getByRole("group", { name: "Hasil kerja" }).waitFor();
    expect(
      await page
        .getByRole("group", { name: "Hasil kerja" })
        .first()
        .getByRole("radio", { name: "Di Bawah" })
        .isChecked(),
    ).toBe(true);
    await context.setOffline(false);
    await eventually(async () => (await read(strange)).rater?.draft?.ratings.result.rating).toBe("below");
  });
});

describe("a final result", () => {
  test("is withdrawn while nobody has read it, and afterwards only reopened with a reason", async () => {
    const { page } = await at("/penilaian?daftar=selesai");
    await open(page, budi);
    await page.getByRole("heading", { name: "Sudah ditetapkan: Baik" }).waitFor();
    await page.getByRole("button", { name: "Tarik kembali" }).click();
    await page.getByText("Ditarik kembali; isian menjadi draf.").waitFor();
    await next(page)
      .or(page.getByRole("button", { name: /^Tetapkan/ }))
      .last()
      .click();
    await eventually(async () => (await read(budi)).state).toBe("submitted");
    const { params } = await evaluationOf(town, budi.nip);
    await (await town.as(budi.nip)).appraisals.readEvaluation({ params });
    await page.goto("/penilaian?daftar=selesai");
    await open(page, budi);
    await page.getByRole("button", { name: "Buka kembali" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Alasan membuka kembali").fill("Satu bukti belum dibaca.");
    await dialog.getByRole("button", { name: "Buka kembali" }).click();
    await page.getByText("Dibuka kembali; isian menjadi draf.").waitFor();
    expect((await read(budi)).reopenings.map(({ kind }) => kind)).toEqual(["withdrawn", "reopened"]);
  });
});

test("the team is found by name, with plan and evaluation in words", async () => {
  const visitor = await at("/tim");
  const { page } = visitor;
  await page.getByText("8 orang dinilai Bapak/Ibu").waitFor();
  await page.getByRole("searchbox", { name: "Cari nama atau jabatan" }).fill("tini");
  await page.getByText("1 cocok").waitFor();
  await page.getByText("SKP: Ditetapkan").waitFor();
  await page.getByText("Ditetapkan, menunggu dibaca").waitFor();
  expect(await overhang(page)).toBe(0);
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await visitor.screenshot("supervisor-team");
});

test("the list, a person, the team and the organisation say in English what they say in Indonesian", async () => {
  const visitor = await at("/penilaian?daftar=selesai", dewi.email, desktop, "en");
  const { page } = visitor;
  await page.getByRole("list", { name: /^Done/ }).waitFor();
  expect(await indonesianOn(page)).toEqual([]);
  expect(await visitor.barriers()).toEqual([]);
  await open(page, tini);
  await page.getByRole("heading", { name: "Final: Good" }).waitFor();
  expect(await indonesianOn(page)).toEqual([]);
  await page.goto("/tim");
  await page.getByText("8 people you appraise, Semester II 2026.").waitFor();
  expect(await indonesianOn(page)).toEqual([]);
  await page.goto("/predikat-organisasi");
  await page.getByText("To be set until Tuesday, 12 January 2027").waitFor();
  expect(await indonesianOn(page)).toEqual([]);
});

test("whoever never reported is closed as such once the report's time is over", async () => {
  await app.api.moveTo("2027-01-18T01:00:00Z");
  const visitor = await at("/penilaian");
  const { page } = visitor;
  // All of the strip below leads to whom is waited for.
  const strip = await page.getByText("kami yang mengingatkan").boundingBox();
  if (strip === null) throw new Error("nobody is waited for");
  await page.mouse.click(strip.x + 20, strip.y + strip.height / 2);
  await page.getByRole("list", { name: /^Menunggu pegawai/ }).waitFor();
  await open(page, joko);
  await heading(page, joko.name);
  await page.getByText("Laporan belum masuk.").waitFor();
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await page.getByRole("button", { name: "Tutup: belum ada laporan" }).click();
  await page.getByText("Ditutup: belum ada laporan.").waitFor();
  expect((await read(joko)).state).toBe("closed-without-report");
  expect(await visitor.barriers()).toEqual([]);
  await page.goto("/penilaian?daftar=selesai");
  await page.getByRole("link", { name: joko.name, exact: true }).waitFor();
});
