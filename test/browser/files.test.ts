import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#shared/platform/ids.ts";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { budi, head, rudi, siti, tini, under } from "#test/support/five-people.ts";
import { lateInDecember, settleTown, type Town } from "#test/support/small-town.ts";
import { evaluationOf } from "#test/support/town-appraisal.ts";
import { jpegSize, pickPictures, placeMark } from "./pictures.ts";

const app = useApp({ startAt: "2026-12-28T02:00:00Z" });
const wulan = under(6, "Wulan Sari");
const desktop = { width: 1280, height: 800 };
let town: Town;

beforeAll(async () => {
  town = await settleTown(app.api, [head, siti, budi, tini, rudi, wulan], lateInDecember);
  for (const { nip } of [siti, budi, tini, rudi, wulan]) await town.submitPlan(nip, head.nip);
  await app.api.moveTo("2027-01-05T01:00:00Z");
});

async function onReport({ email }: { email: string }): Promise<Visitor> {
  const visitor = await app.visitor(email, { agency: town.id });
  await visitor.page.goto("/laporan?hasil=1");
  await words(visitor.page).waitFor();
  await visitor.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return visitor;
}

const words = (page: Page) => page.getByLabel("Realisasi");
const rows = (page: Page) => page.locator(".file-row");
const sent = (page: Page) => rows(page).getByText("Terkirim").first().waitFor();
const saved = (page: Page) => page.getByText(/Tersimpan \d\d\.\d\d/).waitFor();
const tryNow = (page: Page) =>
  page.evaluate(() => {
    dispatchEvent(new Event("offline"));
    dispatchEvent(new Event("online"));
  });
const photo = (name: string) => ({ name, width: 4000, height: 3000, hasExif: true });
const small = (name: string) => ({ name, width: 1000, height: 700 });

async function draftOf({ nip }: { nip: string }) {
  const { params } = await evaluationOf(town, nip);
  const page = await (await town.as(nip)).appraisals.readEvaluation({ params });
  return page.reportDraft?.report.realisations[0]?.evidence ?? [];
}

/** What follows from a tap is looked for until it is there. */
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { interval: 200 });

/** The bytes of somebody's file, as whoever `who` is gets them. */
async function fetched({ nip }: { nip: string }, fileId: string, who = nip): Promise<Buffer> {
  const { params } = await evaluationOf(town, nip);
  const { url } = await (await town.as(who)).evidence.readFile({ params: { ...params, fileId } });
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

async function overhang(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

test("a photo is shrunk on the phone, upright and without its place, is sent, and its appraiser opens it", async () => {
  const visitor = await onReport(siti);
  const { page } = visitor;
  await page.getByText("lokasi dan data kamera tidak ikut terkirim").waitFor();
  const [before = 0] = await pickPictures(page, [photo("Rapat koordinasi.jpg")]);
  expect(before).toBeGreaterThan(2 * 1024 * 1024);
  await rows(page)
    .getByText(/^\d+ KB dari [\d,]+ MB\. Terkirim$/)
    .waitFor();
  await words(page).fill("Rapat telah diadakan.");
  await saved(page);
  expect(await page.locator(".file-row img").count()).toBe(1);
  expect(await overhang(page)).toBe(0);
  expect(await visitor.barriersInBothThemes()).toEqual([]);
  await rows(page).scrollIntoViewIfNeeded();
  await visitor.screenshot("report-file");
  await page.emulateMedia({ colorScheme: "dark" });
  await visitor.screenshot("report-file-dark");
  await page.emulateMedia({ colorScheme: "light" });

  await rows(page).getByRole("button", { name: "Rapat koordinasi" }).click();
  const dialog = page.getByRole("dialog", { name: "Ubah bukti" });
  await dialog.getByLabel("Nama bukti").fill("Foto rapat koordinasi");
  expect(await visitor.barriers()).toEqual([]);
  await visitor.screenshot("report-file-dialog");
  await dialog.getByRole("button", { name: "Pakai nama ini" }).click();
  await rows(page).getByRole("button", { name: "Foto rapat koordinasi" }).waitFor();
  await page.getByRole("button", { name: "Kirim laporan" }).click();
  await page.getByRole("button", { name: "Tetap kirim" }).click();
  await page.getByText(/^Laporan terkirim\. Terkirim/).waitFor();

  const { params } = await evaluationOf(town, siti.nip);
  const { report } = await (await town.as(head.nip)).appraisals.readEvaluation({ params });
  const [evidence] = report?.report.realisations[0]?.evidence ?? [];
  if (evidence?.kind !== "file") throw new Error("the report names no file");
  expect(evidence).toMatchObject({ title: "Foto rapat koordinasi", type: "image/jpeg" });
  const bytes = await fetched(siti, evidence.fileId, head.nip);
  expect(bytes.length).toBe(evidence.size);
  expect(bytes.length).toBeLessThan(before / 4);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(evidence.sha256);
  expect(jpegSize(bytes)).toEqual({ width: 1200, height: 1600 });
  expect(bytes.includes("Exif")).toBe(false);
  expect(bytes.includes(placeMark)).toBe(false);

  await town.settle();
  for (const viewport of [undefined, desktop]) {
    const boss = await app.visitor(head.email, { agency: town.id, ...(viewport && { viewport }) });
    await boss.page.goto("/penilaian");
    await boss.page.getByRole("link", { name: siti.name, exact: true }).first().click();
    await boss.page.getByRole("button", { name: "Semua 1 bukti" }).click();
    await boss.page.getByText(/^JPEG, \d+ KB$/).waitFor();
    expect(await overhang(boss.page)).toBe(0);
    expect(await boss.barriersInBothThemes()).toEqual([]);
    await rows(boss.page).scrollIntoViewIfNeeded();
    await boss.screenshot(viewport === undefined ? "rating-file" : "rating-file-wide");
    const download = boss.page.waitForEvent("download");
    await boss.page.getByRole("button", { name: "Buka Foto rapat koordinasi" }).click();
    expect((await download).suggestedFilename()).toBe("Rapat-koordinasi.jpg");
    await boss.page.getByText(/^JPEG, \d+ KB$/).waitFor();
  }
});

test("a picture that was shrunk well before is not made larger", async () => {
  const { page } = await onReport(wulan);
  const [before = 0] = await pickPictures(page, [
    { name: "Dari WhatsApp.webp", width: 1200, height: 900, type: "image/webp", quality: 0.4, grain: 25 },
  ]);
  await sent(page);
  await saved(page);
  const [file] = await draftOf(wulan);
  expect(file).toMatchObject({ kind: "file", type: "image/jpeg" });
  expect(file?.kind === "file" && file.size).toBeLessThanOrEqual(before);
});

/** The requests that a file and the save that names it make. */
const ways = {
  place: /^PUT .*\/files\/fil_\w+$/,
  bytes: /^PUT .*\/awaited\//,
  kept: /^POST .*\/arrival$/,
  report: /^PUT .*\/report$/,
} as const;

describe("without a network", () => {
  test("a photo waits on the phone, is counted, survives the tab, and goes up before the save that names it", async () => {
    const { page, context } = await onReport(budi);
    await words(page).fill("Sebelum sinyal hilang");
    await saved(page);
    await context.setOffline(true);
    await pickPictures(page, [small("Tanpa sinyal.jpg")]);
    await rows(page).getByText("Menunggu sinyal").waitFor();
    await page.getByRole("link", { name: "Kembali ke Hari ini" }).click();
    // The photo, and the save that names it.
    await page.getByText("2 belum terkirim").filter({ visible: true }).waitFor();
    await page.close();
    const again = await context.newPage();
    await again.goto("/laporan?hasil=1");
    await rows(again).getByText("Menunggu sinyal").waitFor();
    // Its picture is read from the device, after its row stands.
    await eventually(() => again.locator(".file-row img").count()).toBe(1);
    const order: string[] = [];
    context.on("requestfinished", (request) => {
      const step = `${request.method()} ${new URL(request.url()).pathname}`;
      order.push(...Object.keys(ways).filter((way) => ways[way as keyof typeof ways].test(step)));
    });
    await context.setOffline(false);
    await sent(again);
    await saved(again);
    const [evidence] = await draftOf(budi);
    if (evidence?.kind !== "file") throw new Error("the draft names no file");
    expect((await fetched(budi, evidence.fileId)).length).toBe(evidence.size);
    // The first of them may have met a session that had run out.
    expect([...new Set(order)]).toEqual(["place", "bytes", "kept", "report"]);
  });

  test("who leaves the phone leaves nothing of it there", async () => {
    const { page, context } = await onReport(budi);
    await context.setOffline(true);
    await pickPictures(page, [small("Rahasia.jpg")]);
    await rows(page).nth(1).getByText("Menunggu sinyal").waitFor();
    await context.setOffline(false);
    await rows(page).nth(1).getByText("Terkirim").waitFor();
    const databases = () =>
      page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ""));
    expect(await databases()).toHaveLength(1);
    await page.goto("/akun");
    await page.getByRole("button", { name: "Keluar dari HP ini" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await eventually(databases).toEqual([]);
  });
});

describe("an upload that fails", () => {
  test("on the way, or because its address ran out, goes again by itself and loses nothing", async () => {
    const { page, context } = await onReport(tini);
    let tries = 0;
    await context.route(/\/awaited\//, async (route) => {
      if (route.request().method() !== "PUT") return await route.continue();
      tries += 1;
      if (tries === 1) await route.abort("connectionreset");
      else if (tries === 2)
        await route.fulfill({ status: 403, headers: { "access-control-allow-origin": "*" } });
      else await route.continue();
    });
    await pickPictures(page, [small("Berliku.jpg")]);
    for (const count of [1, 2]) {
      await eventually(() => tries).toBe(count);
      await rows(page).getByText("Menunggu giliran").waitFor();
      await tryNow(page);
    }
    await sent(page);
    expect(tries).toBe(3);
    await saved(page);
    const [evidence] = await draftOf(tini);
    if (evidence?.kind !== "file") throw new Error("the draft names no file");
    expect((await fetched(tini, evidence.fileId)).length).toBe(evidence.size);
  });

  test("whose answer got lost is not sent twice", async () => {
    const { page, context } = await onReport(tini);
    let puts = 0;
    await context.route(/\/awaited\//, async (route) => {
      puts += 1;
      await route.continue();
    });
    await context.route(
      "**/files/*/arrival",
      async (route) => {
        await route.fetch();
        await route.abort("internetdisconnected");
      },
      { times: 1 },
    );
    await pickPictures(page, [small("Jawaban hilang.jpg")]);
    await rows(page).nth(1).getByText("Menunggu").waitFor();
    await tryNow(page);
    await rows(page).nth(1).getByText("Terkirim").waitFor();
    expect(puts).toBe(1);
  });

  test("because there is no room is said in words, and taking it out lets the rest go on", async () => {
    const { params, work } = await evaluationOf(town, rudi.nip);
    const result = (await (await town.as(rudi.nip)).appraisals.readEvaluation({ params })).plan?.content
      .results[0]?.id;
    if (result === undefined) throw new Error("no plan");
    expect(work.samples).toHaveLength(2);
    const elsewhere = (await town.as(rudi.nip)).evidence;
    const facts = {
      result,
      name: "a.pdf",
      type: "application/pdf" as const,
      size: 1,
      sha256: "0".repeat(64),
    };
    for (let n = 0; n < 10; n++)
      await elsewhere.attachFile({ params: { ...params, fileId: newId("file", n) }, body: facts });
    const visitor = await onReport(rudi);
    const { page } = visitor;
    await pickPictures(page, [small("Kelebihan.jpg")]);
    await page.getByText("Sudah ada 10 berkas di sini.").waitFor();
    await rows(page).getByText("Tidak diterima").waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("report-file-refused");
    await words(page).fill("Tetap jalan");
    await page.getByRole("button", { name: "Hapus berkas ini dari laporan" }).click();
    await saved(page);
    await eventually(() => rows(page).count()).toBe(0);
    expect(await draftOf(rudi)).toEqual([]);
  });
});

test("what cannot be sent is said at once, with what to do", async () => {
  const { page } = await onReport(rudi);
  const input = page.locator("main input[type=file]");
  const pick = async (name: string, buffer: Buffer, mimeType = "image/jpeg") =>
    await input.setInputFiles({ name, buffer, mimeType });
  await pick("surat.docx", Buffer.from("PK\x03\x04 a document"), "application/msword");
  await page.getByText("“surat.docx” bukan foto atau PDF. Simpan sebagai PDF").waitFor();
  await pick("rusak.jpg", Buffer.from("\xff\xd8\xff\xe0 broken", "latin1"));
  await page.getByText("Foto “rusak.jpg” tidak dapat dibaca perangkat ini.").waitFor();
  await pick(
    "besar.pdf",
    Buffer.concat([Buffer.from("%PDF-1.7"), Buffer.alloc(5 * 1024 * 1024)]),
    "application/pdf",
  );
  await page.getByText("“besar.pdf” lebih dari 5 MB.").waitFor();
  await pick("kosong.pdf", Buffer.alloc(0), "application/pdf");
  await page.getByText("“kosong.pdf” kosong.").waitFor();
  expect(await rows(page).count()).toBe(0);
});

test("a file that is taken out of the report is deleted from the service", async () => {
  const { page } = await onReport(budi);
  const [evidence] = await draftOf(budi);
  if (evidence?.kind !== "file") throw new Error("the draft names no file");
  await rows(page).getByRole("button", { name: evidence.title, exact: true }).click();
  await page.getByRole("button", { name: "Hapus berkas" }).click();
  await eventually(async () => (await draftOf(budi)).some(({ key }) => key === evidence.key)).toBe(false);
  await eventually(async () => {
    const [known] = await Promise.allSettled([fetched(budi, evidence.fileId)]);
    return known?.status;
  }).toBe("rejected");
});
