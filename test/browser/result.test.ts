import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { budi, rudi, siti, tini, head as usualHead } from "#test/support/five-people.ts";
import { lateInDecember, settleTown, type Town } from "#test/support/small-town.ts";
import { evaluationOf, rate, sendReport, setPredicate } from "#test/support/town-appraisal.ts";

const app = useApp({ startAt: "2026-12-28T02:00:00Z" });
const hostile = `<img src=x onerror=alert(1)> ${"Panjang ".repeat(11)}`.trim();
const head = { ...usualHead, name: hostile, email: "img@uji.go.id" };
let town: Town;

beforeAll(async () => {
  town = await settleTown(app.api, [head, siti, budi, tini, rudi], lateInDecember);
  const people = [siti, budi, tini, rudi];
  for (const { nip } of people) await town.submitPlan(nip, head.nip);
  await app.api.moveTo("2027-01-05T01:00:00Z");
  for (const { nip } of people) await sendReport(town, nip);
  await setPredicate(town, siti.nip);
  for (const { nip } of [siti, budi, tini]) await rate(town, head.nip, nip);
});

async function signedIn({ email }: { email: string }, language?: "en"): Promise<Visitor> {
  return await app.visitor(email, { agency: town.id, ...(language && { language }) });
}

async function onResult(who: { email: string }, language?: "en"): Promise<Visitor> {
  const visitor = await signedIn(who, language);
  await visitor.page.goto("/hasil/mengapa");
  await visitor.page
    .getByRole("heading", { level: 1, name: language ? "Why Good?" : "Mengapa Baik?" })
    .waitFor();
  return visitor;
}

const read = async ({ nip }: { nip: string }) => {
  const { params } = await evaluationOf(town, nip);
  return await (await town.as(head.nip)).appraisals.readEvaluation({ params });
};

/** Stands in for the browser's voice, which a browser without a window lacks. */
const recordedVoice = `
  window.spoken = [];
  window.silenced = 0;
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", {
    value: { speak: (one) => window.spoken.push(one.lang + " " + one.text), cancel: () => window.silenced++ },
  });`;
const spoken = (page: Page) => page.evaluate<string[]>("window.spoken");
const silenced = (page: Page) => page.evaluate<number>("window.silenced");

describe("why my result is what it is", () => {
  test("is found from my results, read from the evidence to the predicate, and acknowledged", async () => {
    expect((await read(siti)).readAt).toBeNull();
    const visitor = await signedIn(siti);
    const { page } = visitor;
    await page.goto("/hasil");
    await page.getByText("Ditetapkan, menunggu dibaca").waitFor();
    expect(await page.locator("main").textContent()).not.toContain("Baik");
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("results");
    // The report's page does not count as having read the result.
    await page.goto("/laporan");
    await page.getByRole("link", { name: "Baca hasilnya" }).waitFor();
    expect((await read(siti)).readAt).toBeNull();

    await page.goto("/hasil");
    await page.getByRole("link", { name: "Mengapa hasilnya begitu" }).click();
    await page.getByRole("heading", { level: 1, name: "Mengapa Baik?" }).waitFor();
    await page.getByText("Semester II 2026, internal").waitFor();
    await page.getByText("Sementara", { exact: true }).waitFor();
    await page.getByText(`Ditetapkan ${hostile} pada Selasa, 5 Januari 2027.`).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    const steps = page.locator("article").getByRole("heading", { level: 2 });
    expect(await steps.allTextContents()).toEqual([
      "Buktinya",
      "Dua penilaian",
      "Bertemu di matriks",
      "Aturannya",
      "Kata penilai Anda",
    ]);
    expect(await page.locator("td[aria-current=true]").allTextContents()).toEqual(["Baik"]);
    await page
      .getByText("Hasil kerja Di Atas Ekspektasi dan perilaku kerja Sesuai Ekspektasi bertemu pada Baik.")
      .waitFor();
    await page
      .getByText("Bila perilaku kerja dinilai Di Atas Ekspektasi, predikatnya menjadi Sangat Baik.")
      .waitFor();
    await page.getByText("Dokumen kerja – catatan resmi ada di e-Kinerja BKN").waitFor();
    await page
      .getByText("tidak berarti menyetujui. Tanggapan dapat dikirim sampai Senin, 25 Januari 2027")
      .waitFor();
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("explanation");
    expect((await read(siti)).readAt).not.toBeNull();

    await page.getByRole("button", { name: "Telah menerima" }).click();
    await page.getByText("Anda menyatakan telah menerima Selasa, 5 Januari 2027").waitFor();
    expect(await page.getByRole("button", { name: "Tanggapi" }).count()).toBe(0);
    expect(await read(siti)).toMatchObject({ state: "acknowledged", receipt: { answer: "" } });
  });

  test("is answered in one's own words, which do not mean agreeing; without a network they wait on the phone", async () => {
    const visitor = await onResult(budi);
    const { page, context } = visitor;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.getByRole("button", { name: "Tanggapi" }).click();
    const dialog = page.getByRole("dialog", { name: "Tanggapan Anda" });
    await dialog.getByText("Itu tidak berarti menyetujui.").waitFor();
    await dialog.getByText("Paling lambat Senin, 25 Januari 2027 pukul 23.59 WITA").waitFor();
    await dialog.getByText("Tulis tanggapan Anda.").waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("explanation-answer");
    await dialog.getByLabel("Yang ingin Anda sampaikan").fill(`Terima kasih. ${hostile}`);
    await dialog.getByRole("button", { name: "Kirim tanggapan" }).click();
    const waits = (at: Page) => at.getByText("“Telah menerima” akan terkirim");
    await waits(page).waitFor();
    await page.getByText("Bila belum terkirim pada Senin, 25 Januari 2027 pukul 23.59 WITA").waitFor();
    expect(await page.getByRole("button", { name: "Tanggapi" }).count()).toBe(0);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
    await visitor.screenshot("explanation-waits");
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    await visitor.screenshot("explanation-waits-wide");
    await page.setViewportSize({ width: 360, height: 640 });
    await page.close();
    const again = await context.newPage();
    await again.goto("/hasil");
    await waits(again).waitFor();
    expect((await read(budi)).receipt).toBeNull();
    await again.getByRole("link", { name: "Mengapa hasilnya begitu" }).click();
    await waits(again).waitFor();
    await context.setOffline(false);
    await again.locator("article").getByText("Terima kasih.").waitFor();
    await waits(again).waitFor({ state: "detached" });
    expect((await read(budi)).receipt).toMatchObject({
      kind: "acknowledged",
      answer: `Terima kasih. ${hostile}`,
    });
  });

  test("is refused with a reason, and the page says who reads it and what holds meanwhile", async () => {
    const visitor = await onResult(tini);
    const { page } = visitor;
    await page.getByRole("button", { name: "Tanggapi" }).click();
    await page.getByRole("button", { name: "Saya menolak menerima hasil ini" }).click();
    const dialog = page.getByRole("dialog", { name: "Menolak menerima hasil" });
    await dialog.getByText("Hasil tetap berlaku sampai atasan penilai menyelesaikannya.").waitFor();
    await dialog.getByText("Alasan Anda dibaca atasan pejabat penilai").waitFor();
    // Without a reason the button does nothing.
    await dialog.getByRole("button", { name: "Kirim penolakan" }).click({ force: true });
    expect((await read(tini)).state).toBe("submitted");
    await dialog.getByLabel("Alasan menolak").fill("Dua bukti belum dibaca.");
    expect(await visitor.barriers()).toEqual([]);
    await dialog.getByRole("button", { name: "Kirim penolakan" }).click();
    await page.getByText("Menunggu atasan pejabat penilai.").waitFor();
    expect(await read(tini)).toMatchObject({
      state: "refused",
      receipt: { kind: "refused", answer: "Dua bukti belum dibaca." },
    });
  });

  test("says what is awaited and from whom while there is no result, and nothing of what it might be", async () => {
    const visitor = await signedIn(rudi);
    const { page } = visitor;
    await page.goto("/hasil/mengapa");
    await page.getByRole("heading", { level: 1, name: "Hasil Semester II 2026 belum ada" }).waitFor();
    await page
      .getByText(`penilaian oleh ${hostile}, sampai Jumat, 15 Januari 2027 pukul 23.59 WITA`)
      .waitFor();
    expect(await page.locator("main").textContent()).not.toMatch(/Baik|Kurang|Butuh Perbaikan/);
    expect(await visitor.barriersInBothThemes()).toEqual([]);
  });

  test("says why what was said to it was not recorded, keeps the words, and shows how it is", async () => {
    await rate(town, head.nip, rudi.nip);
    const visitor = await onResult(rudi);
    const { page, context } = visitor;
    const openRefusal = async () => {
      await page.getByRole("button", { name: "Tanggapi" }).click();
      await page.getByRole("button", { name: "Saya menolak menerima hasil ini" }).click();
    };
    const reason = page.getByLabel("Alasan menolak");
    const send = page.getByRole("button", { name: "Kirim penolakan" });
    const notTaken = page
      .getByRole("alert")
      .filter({ hasText: "Penolakan dari perangkat ini tidak tercatat." });
    const seeNow = notTaken.getByRole("button", { name: "Lihat keadaan sekarang" });
    // Somebody else wrote to the part at that very moment.
    const conflict = {
      type: "",
      status: 409,
      code: "edit.conflict",
      title: "Kalah cepat.",
      detail: "",
      requestId: "r",
    };
    const answer = { status: 409, contentType: "application/problem+json", body: JSON.stringify(conflict) };
    await page.route("**/refusal", (route) => route.fulfill(answer), { times: 2 });
    await openRefusal();
    await reason.fill("Satu bukti belum dibaca.");
    await send.click();
    await notTaken.getByText("Kalah cepat.").waitFor();
    await notTaken.getByRole("button", { name: "Kirim lagi" }).click();
    await notTaken.getByText("Kalah cepat.").waitFor();
    await seeNow.click();
    await openRefusal();
    await expect.poll(() => reason.inputValue()).toBe("Satu bukti belum dibaca.");

    await context.setOffline(true);
    await send.click();
    await page.getByText("Penolakan akan terkirim").waitFor();
    // Meanwhile on another device.
    const { params } = await evaluationOf(town, rudi.nip);
    await (await town.as(rudi.nip)).appraisals.acknowledgeEvaluation({ params, body: { answer: "" } });
    await context.setOffline(false);
    await notTaken.getByText("tidak dapat dilakukan pada status").waitFor();
    expect(await notTaken.getByRole("button", { name: "Kirim lagi" }).count()).toBe(0);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("explanation-not-taken");
    await seeNow.click();
    await page.getByText("Anda menyatakan telah menerima Selasa, 5 Januari 2027").waitFor();
    await notTaken.waitFor({ state: "detached" });
    expect((await read(rudi)).state).toBe("acknowledged");
  });

  test("is walked through with the keyboard alone, and read aloud until one leaves", async () => {
    const visitor = await signedIn(siti);
    const { page, context } = visitor;
    await context.addInitScript({ content: recordedVoice });
    await page.goto("/hasil/mengapa");
    await page.getByRole("heading", { level: 1, name: "Mengapa Baik?" }).waitFor();
    const tabTo = async (name: RegExp) => {
      for (let stops = 0; stops < 30; stops++) {
        await page.keyboard.press("Tab");
        const label = await page.evaluate(
          () =>
            document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
        );
        if (name.test(label)) return;
      }
      throw new Error(`the keyboard does not come to ${name}`);
    };
    await page.getByRole("link", { name: "Kembali ke Hasil saya" }).focus();
    await tabTo(/^Bacakan/);
    await page.keyboard.press("Enter");
    await expect.poll(() => spoken(page)).toContain("id-ID Mengapa Baik?");
    expect(await page.getByRole("button", { name: "Bacakan" }).getAttribute("aria-pressed")).toBe("true");
    await tabTo(/^Lihat bukti/);
    await page.keyboard.press("Enter");
    await tabTo(/terbuka di tab baru|Daftar|Catatan|Register|Laporan|Berita|Hasil|Foto|Peta|Data|Rekap/);
    await tabTo(/^Matriks predikat/);
    await page.keyboard.press("Enter");
    await page.getByText("Peraturan Menteri PANRB Nomor 6 Tahun 2022", { exact: false }).waitFor();
    const before = await silenced(page);
    await page.getByRole("link", { name: "Kembali ke Hasil saya" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Hasil saya" }).waitFor();
    expect(await silenced(page)).toBeGreaterThan(before);
  });

  test("says in English what it says in Indonesian", async () => {
    const visitor = await onResult(siti, "en");
    await visitor.page.getByText("Work result “Above expectation” and work behaviour").waitFor();
    await visitor.page.getByRole("heading", { name: "They meet in the matrix" }).waitFor();
    await visitor.page.getByText("Working document – the official record is in e-Kinerja BKN").waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });
});
