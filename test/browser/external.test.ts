import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { ratingsOf } from "#infra/local/demo/work-samples.ts";
import { until } from "#infra/local/story/cloud-client.ts";
import { newId } from "#shared/platform/ids.ts";
import { phone, useApp, type Visitor } from "#test/support/browser.ts";
import { lateInDecember, settleTown, type Town } from "#test/support/small-town.ts";
import { attachPng, evaluationOf, sendReport, setPredicate } from "#test/support/town-appraisal.ts";

const app = useApp({ startAt: "2026-12-28T02:00:00Z" });
const mayor = { office: "Wali Kota", name: "H. Surya Atmaja" };
const mailbox = "walikota@uji.go.id";
const inOffice = (n: number, name: string, unit: string) => ({
  nip: `19800101200501100${n}`,
  name,
  email: `kepala${n}@uji.go.id`,
  unit,
});
/** Heads whom the mayor appraises: who stands at the top of a roster has nobody of it above. */
const heads = [
  inOffice(1, "Dewi Anggraini", "Dinas Sosial"),
  inOffice(2, `<b>Joko</b> \u202eSusilo ${"Panjang".repeat(9)}`, "Dinas Kesehatan"),
  inOffice(3, "Siti Aminah", "Dinas Pendidikan"),
];
const [dewi, joko, siti] = heads as [(typeof heads)[0], (typeof heads)[0], (typeof heads)[0]];
const aide = {
  ...inOffice(4, "Rina Ajudan", "Dinas Sosial"),
  appraiser: dewi.nip,
};
/** Begins as a PNG does. */
const picture = Buffer.from("\x89PNG\r\n\x1a\n a photo of the visit", "latin1");
let town: Town;
let officialId: string;

beforeAll(async () => {
  town = await settleTown(app.api, [...heads, aide], lateInDecember);
  const admin = await town.as(town.administrator);
  const official = (await admin.people.listOfficials()).items.find(({ office }) => office === mayor.office);
  if (official === undefined) throw new Error("the roster names no mayor");
  officialId = official.id;
  const params = { officialId };
  await admin.people.changeOfficial({ params, body: { ...mayor, email: mailbox } });
  await admin.identity.inviteMember({
    body: { name: mayor.name, email: mailbox, officialId: official.id, roles: ["official"] },
  });
  for (const { nip } of heads) await town.submitPlan(nip, mailbox);
  await app.api.moveTo("2027-01-05T01:00:00Z");
  const file = await attachPng(town, dewi.nip, picture, "Foto kunjungan");
  for (const { nip } of heads) {
    await sendReport(town, nip, ({ realisations: [first, ...others] }) => ({
      realisations: [
        { ...first, evidence: [...(first?.evidence ?? []), ...(nip === dewi.nip ? [file] : [])] },
        ...others,
      ],
    }));
    await setPredicate(town, nip);
  }
  await town.settle();
});

/** From now on the mayor has this address, or none. */
async function mayorsMail(email: string | undefined): Promise<void> {
  const admin = await town.as(town.administrator);
  const body = email === undefined ? mayor : { ...mayor, email };
  await admin.people.changeOfficial({ params: { officialId }, body });
}

async function at(path: string, who: string): Promise<Visitor> {
  const visitor = await app.visitor(who, { agency: town.id });
  await visitor.page.goto(path);
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

/** Somebody with the link and no account, on a phone of their own. */
async function follow(link: string): Promise<Visitor> {
  const visitor = await app.visitor();
  await visitor.page.goto(link.slice(link.indexOf("/konfirmasi")));
  await visitor.page.getByRole("heading", { level: 1 }).waitFor();
  return visitor;
}

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name }).waitFor();
const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { interval: 200 });
/** As who oversees sees it: an employee's own look would count as reading the result. */
const stateOf = async ({ nip }: { nip: string }) => {
  const { params } = await evaluationOf(town, nip);
  return (await (await town.as(town.administrator)).appraisals.readEvaluation({ params })).state;
};

/** As the aide, by the API. */
async function draft({ nip }: { nip: string }, version = 0, strengths?: string[]): Promise<void> {
  const { params, part, work } = await evaluationOf(town, nip);
  const ratings = { ...ratingsOf(work, part.name), ...(strengths && { strengths }) };
  await (await town.as(aide.email)).appraisals.saveRatings({ params, body: { version, ratings } });
}

test("an administrator names who prepares for the mayor, from a day on", async () => {
  const visitor = await at("/pengaturan?lihat=anggota", town.administrator);
  const { page } = visitor;
  await page.getByRole("searchbox").fill("Rina");
  await page.getByRole("button", { name: `Ubah ${aide.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Tunjuk untuk pejabat lain" }).click();
  await dialog.getByLabel("Sampai").fill("2027-01-01");
  await dialog.getByRole("button", { name: "Simpan", exact: true }).click();
  await dialog.getByText("Tanggal akhir mendahului tanggal mulai").waitFor();
  await dialog.getByLabel("Sampai").fill("2027-06-30");
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  expect(await overhang(page)).toBe(0);
  await visitor.screenshot("external-naming");
  await dialog.getByRole("button", { name: "Simpan", exact: true }).click();
  await page.getByText(`Perubahan untuk ${aide.name} disimpan.`).first().waitFor();
  const me = await (await town.as(aide.email)).identity.readMe();
  expect(me.assists).toEqual([officialId]);
});

describe("whoever prepares", () => {
  test("finds the mayor's people, drafts one and cannot make it final", async () => {
    const visitor = await at("/hari-ini", aide.email);
    const { page } = visitor;
    await page.getByRole("navigation").getByRole("link", { name: "Siapkan" }).click();
    await heading(page, "Siapkan penilaian");
    await page.getByText("Untuk H. Surya Atmaja, Wali Kota.").waitFor();
    await page.getByRole("list", { name: "Belum disiapkan · 3" }).waitFor();
    expect(await overhang(page)).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByRole("link", { name: dewi.name, exact: true }).click();
    await heading(page, dewi.name);
    await page.getByText("Anda menyiapkan, bukan menetapkan.").waitFor();
    await page
      .getByRole("group", { name: "Perilaku kerja" })
      .first()
      .getByRole("radio", { name: "Sesuai" })
      .check({ force: true });
    await page.getByLabel("Yang sudah baik").first().fill("Layanan anak terlantar lebih cepat.");
    await page.getByLabel("Yang dapat ditingkatkan").first().fill("Laporan bulanan lebih awal.");
    expect(await overhang(page)).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-draft");
    expect(await page.getByRole("button", { name: /Tetapkan/ }).count()).toBe(0);
    await page.getByRole("button", { name: "Simpan draf, lanjut" }).click();
    await eventually(async () => await stateOf(dewi)).toBe("drafted");
    await page.goto("/penyiapan");
    await page.getByRole("checkbox", { name: `Sertakan ${dewi.name}` }).waitFor();
  });

  test("may look for the files of a report as its appraiser may; others are told that there is nothing", async () => {
    const { params } = await evaluationOf(town, dewi.nip);
    const absent = { params: { ...params, fileId: newId("file", 1) } };
    // Who assists, and somebody who neither appraises nor assists: neither is an error of the service.
    for (const who of [aide.email, siti.nip]) {
      const { evidence } = await town.as(who);
      await expect(evidence.readFile(absent), who).rejects.toMatchObject({ status: 404, code: "not-found" });
    }
  });

  test("asks by mail, and sees how far it is but never the link", async () => {
    for (const head of [joko, siti]) await draft(head);
    const { params } = await evaluationOf(town, dewi.nip);
    const page0 = await (await town.as(aide.email)).appraisals.readEvaluation({ params });
    await draft(dewi, page0.rater?.draft?.version ?? 0);
    const visitor = await at("/penyiapan", aide.email);
    const { page } = visitor;
    await page.getByRole("button", { name: "Minta konfirmasi untuk 3 orang" }).click();
    await page.getByText("Permintaan dikirim ke surel beliau.").first().waitFor();
    await page.getByText("0 dari 3 orang sudah ditetapkan beliau.").waitFor();
    expect(await page.content()).not.toContain("konfirmasi#");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-asked");
  });
});

/** The link in the last letter to the mayor. */
async function mailed(): Promise<string> {
  await town.settle();
  return await until(
    async () => {
      const mails = await app.api.mailSince("2027-01-01T00:00:00Z");
      const text = mails.findLast(({ to }) => to.includes(mailbox))?.text ?? "";
      return /\/konfirmasi#[\w.-]+[\w-]/.exec(text)?.[0] ?? "";
    },
    (link) => link !== "",
  );
}

describe("the mayor", () => {
  test("looks, puts one right, and confirms one and then all the rest, on a phone without an account", async () => {
    const link = await mailed();
    const visitor = await follow(link);
    const { page } = visitor;
    expect(page.viewportSize()).toEqual(phone);
    await heading(page, "Konfirmasi penilaian");
    await page
      .getByText(/Yth\. H\. Surya Atmaja, Rina Ajudan menyiapkan penilaian .* bagi 3 orang/)
      .waitFor();
    await page.getByRole("heading", { name: "<b>Joko</b>" }).waitFor();
    // Out of the address: the code is good for whoever has it.
    expect(page.url()).not.toContain("#");
    expect(await overhang(page)).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-confirmation");

    await page.locator("summary", { hasText: dewi.name }).click();
    const fetched = page.waitForEvent("download");
    await page.getByRole("button", { name: "Buka Foto kunjungan" }).click();
    expect(readFileSync(await (await fetched).path())).toEqual(picture);
    expect(await overhang(page)).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await page.getByText("Foto kunjungan").first().scrollIntoViewIfNeeded();
    await visitor.screenshot("external-evidence");

    await page.getByRole("button", { name: `Perbaiki ${siti.name}` }).click();
    const dialog = page.getByRole("dialog");
    const behaviour = dialog.getByRole("group", { name: "Perilaku kerja" }).first();
    await behaviour.getByRole("radio", { name: "Di Bawah" }).check({ force: true });
    await visitor.screenshot("external-correction");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await dialog.getByRole("button", { name: "Simpan perbaikan" }).click();
    await page.getByText("Belum dapat ditetapkan.").waitFor();
    await page.getByRole("button", { name: `Perbaiki ${siti.name}` }).click();
    await behaviour.getByRole("radio", { name: "Sesuai" }).check({ force: true });
    await dialog.getByRole("button", { name: "Simpan perbaikan" }).click();
    await page.getByText("Belum dapat ditetapkan.").waitFor({ state: "detached" });

    await page.getByRole("button", { name: `Tetapkan ${dewi.name}`, exact: true }).click();
    await page.getByText("1 dari 3 ditetapkan").waitFor();
    expect(await stateOf(dewi)).toBe("submitted");
    // A phone that made room for another app loads the page anew.
    await page.reload();
    await page.getByText("1 dari 3 ditetapkan").waitFor();

    await page.getByRole("button", { name: "Tetapkan semua (2)" }).click();
    await dialog.getByText("Penilaian ditetapkan atas nama Bapak/Ibu").waitFor();
    await dialog.getByRole("button", { name: "Tetapkan semua (2)" }).click();
    await heading(page, "Semua sudah ditetapkan.");
    for (const head of [joko, siti]) await eventually(async () => await stateOf(head)).toBe("submitted");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-done");

    const again = await follow(link);
    await heading(again.page, "Semua dalam tautan ini sudah diputuskan.");
    await again.page.getByText("Tidak ada lagi yang perlu dilakukan.").waitFor();
    expect(await again.barriersInBothThemes()).toEqual([]);
  });

  test("without mail gets a paper; a draft that changed since is shown as changed and not confirmed with the rest", async () => {
    const official = await town.as(mailbox);
    for (const { nip } of [dewi, siti]) {
      const { params } = await evaluationOf(town, nip);
      await official.appraisals.withdrawEvaluation({ params });
    }
    await mayorsMail(undefined);
    const aidesPage = await at("/penyiapan", aide.email);
    await aidesPage.page.getByRole("button", { name: "Minta konfirmasi untuk 2 orang" }).click();
    await heading(aidesPage.page, "Serahkan tautan ini");
    expect(await overhang(aidesPage.page)).toBe(0);
    expect(await aidesPage.barriers()).toEqual([]);
    await aidesPage.screenshot("external-paper");
    const link = (await aidesPage.page.locator(".slip-link").textContent()) ?? "";
    await aidesPage.page.getByRole("img", { name: /Kode QR/ }).waitFor();

    const visitor = await follow(link);
    const { page } = visitor;
    await page.getByRole("button", { name: "Tetapkan semua (2)" }).waitFor();
    const { params } = await evaluationOf(town, siti.nip);
    const { rater } = await (await town.as(aide.email)).appraisals.readEvaluation({ params });
    await draft(siti, rater?.draft?.version ?? 0, ["Diganti sesudah tautan dibuat."]);
    await page.getByRole("button", { name: `Tetapkan ${siti.name}`, exact: true }).click();
    await page.getByText("Isinya berubah sejak ditampilkan.").waitFor();
    await page.getByText("Draf ini diubah sesudah tautan dibuat.").waitFor();
    await page.getByText("Diganti sesudah tautan dibuat.").waitFor();
    await page.getByRole("button", { name: "Tetapkan semua (1)" }).waitFor();
    expect(await stateOf(siti)).toBe("drafted");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-changed");
    await page.getByRole("button", { name: `Sudah saya lihat, tetapkan ${siti.name}` }).click();
    await eventually(async () => await stateOf(siti)).toBe("submitted");
    expect(await stateOf(dewi)).toBe("drafted");

    await app.later("P8D");
    const late = await follow(link);
    await heading(late.page, "Tautan ini sudah kedaluwarsa.");
    await late.page.getByText("Minta yang baru kepada asisten").waitFor();
    expect(await late.barriersInBothThemes()).toEqual([]);
    await late.screenshot("external-expired");
  });

  test("decides on plans in the same way: approves, returns with a reason, approves the rest at once", async () => {
    const { params: ofCycle } = await evaluationOf(town, dewi.nip);
    const planOf = async ({ nip }: { nip: string }) => {
      const { part } = await evaluationOf(town, nip);
      return { params: { cycleId: ofCycle.cycleId, partId: part.id }, api: await town.as(nip) };
    };
    for (const head of heads) {
      const { params, api } = await planOf(head);
      await api.plans.amendPlan({ params });
      await api.plans.submitPlan({ params, body: {} });
    }
    await town.settle();
    const planState = async (head: { nip: string }) => {
      const { params } = await planOf(head);
      return (await (await town.as(town.administrator)).plans.readPlan({ params })).state;
    };
    const aidesPage = await at("/penyiapan", aide.email);
    await aidesPage.page.getByText("SKP menunggu keputusan · 3").waitFor();
    expect(await overhang(aidesPage.page)).toBe(0);
    expect(await aidesPage.barriersInBothThemes()).toEqual([]);
    await aidesPage.screenshot("external-plans-chosen");
    await aidesPage.page.getByRole("button", { name: "Minta keputusan atas 3 SKP" }).click();
    await heading(aidesPage.page, "Serahkan tautan ini");
    await aidesPage.page.getByText("Lihat setiap SKP; kembalikan bila perlu.").waitFor();
    const link = (await aidesPage.page.locator(".slip-link").textContent()) ?? "";

    const visitor = await follow(link);
    const { page } = visitor;
    await heading(page, "Penetapan SKP");
    await page.getByText(/Rina Ajudan meminta keputusan atas SKP .* dari 3 orang/).waitFor();
    await page.getByText("SKP ini perubahan").first().waitFor();
    expect(await overhang(page)).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-plans");

    await page.getByRole("button", { name: `Kembalikan ${siti.name}`, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Tulis alasannya").waitFor();
    await dialog.getByLabel("Alasan dikembalikan").fill("Target belum sesuai perjanjian kinerja.");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-plan-return");
    await dialog.getByRole("button", { name: "Kembalikan" }).click();
    await page.getByText("SKP dikembalikan kepada pegawai").waitFor();
    expect(await planState(siti)).toBe("returned");
    expect(await planState(dewi)).toBe("submitted");

    await page.getByRole("button", { name: "Tetapkan semua (2)" }).click();
    await dialog.getByText("SKP ditetapkan atas nama Bapak/Ibu").waitFor();
    await dialog.getByRole("button", { name: "Tetapkan semua (2)" }).click();
    await heading(page, "Semua SKP sudah diputuskan.");
    for (const head of [dewi, joko]) await eventually(async () => await planState(head)).toBe("approved");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("external-plans-done");
    const again = await follow(link);
    await heading(again.page, "Semua dalam tautan ini sudah diputuskan.");

    await aidesPage.page.goto("/penyiapan");
    await aidesPage.page.getByText("3 dari 3 SKP sudah diputuskan beliau.").waitFor();
  });

  test("who opens the page without a link is told where it is", async () => {
    const { page } = await follow("/konfirmasi");
    await heading(page, "Buka tautan dari surel atau kertas");
  });
});
