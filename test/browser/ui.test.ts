import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startBrowser } from "#test/support/chromium.ts";
import { buildPage, servePage, staticAddress } from "#test/support/static-page.ts";

// A build and a browser: on a busy machine each of them takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let browser: Browser;
let folder: string;
let problems: string[] = [];

beforeAll(async () => {
  [folder, browser] = await Promise.all([
    buildPage(path.resolve(import.meta.dirname, "ui/index.html")),
    startBrowser(),
  ]);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  const met = problems;
  problems = [];
  // Errors, and breaches of the page's policy.
  expect(met).toEqual([]);
});
afterAll(async () => await browser?.close());

const phone = { viewport: { width: 360, height: 740 } };
const desk = { viewport: { width: 1280, height: 800 } };

async function open(name: string, options: BrowserContextOptions = phone): Promise<Page> {
  const context = await browser.newContext({ locale: "id-ID", reducedMotion: "reduce", ...options });
  await servePage(context, folder);
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
  await page.goto(`${staticAddress}index.html#${name}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const chosen = (page: Page) =>
  page
    .locator("input[type=radio]:checked")
    .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));

describe("a dialog", () => {
  const dialog = (page: Page) => page.getByRole("dialog");

  test("takes the focus and gives it back, also when it leaves the page with what it lies in", async () => {
    const page = await open("dialogs");
    await page.getByRole("button", { name: "Sekejap" }).click();
    await dialog(page).getByRole("button", { name: "Tutup" }).press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Sekejap");
  });

  test("stays for as long as the page keeps it open, however often Escape is pressed", async () => {
    const page = await open("dialogs");
    await page.getByRole("button", { name: "Tanya" }).click();
    for (let times = 0; times < 3; times++) await page.keyboard.press("Escape");
    await page.getByText("3 ditolak").waitFor();
    expect(await dialog(page).isVisible()).toBe(true);
    await dialog(page).getByRole("button", { name: "Jawab" }).click();
    await dialog(page).waitFor({ state: "hidden" });
  });

  test("tells the page when the browser has closed it after all", async () => {
    const page = await open("dialogs");
    await page.getByRole("button", { name: "Sekejap" }).click();
    await dialog(page).evaluate((element) => (element as HTMLDialogElement).close());
    await dialog(page).waitFor({ state: "detached" });
  });

  test("has no barrier that axe finds while it is open", async () => {
    const page = await open("dialogs");
    await page.getByRole("button", { name: "Tanya" }).click();
    await dialog(page).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test("is closed by a tap beside it, not by text that is marked out of it, and not where it must be answered", async () => {
    const page = await open("dialogs", desk);
    await page.getByRole("button", { name: "Sekejap" }).click();
    const text = await page.getByText("Teks yang dapat").boundingBox();
    if (text === null) throw new Error("The text is not drawn.");
    await page.mouse.move(text.x + 5, text.y + 5);
    await page.mouse.down();
    await page.mouse.move(5, 5, { steps: 4 });
    await page.mouse.up();
    expect(await dialog(page).isVisible()).toBe(true);
    await page.mouse.click(5, 5);
    await dialog(page).waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Tanya" }).click();
    await dialog(page).waitFor();
    await page.mouse.click(5, 5);
    expect(await dialog(page).isVisible()).toBe(true);
  });
});

describe("digits", () => {
  test("choose, and the predicate that follows is said", async () => {
    const page = await open("rating");
    await page.keyboard.press("3");
    expect(await chosen(page)).toEqual(["above"]);
    await page.getByRole("status").getByText("Predikat Baik").waitFor();
  });

  test("are text for whoever writes", async () => {
    const page = await open("rating");
    await page.getByLabel("Alasan").pressSequentially("3 dari 5");
    expect(await chosen(page)).toEqual([]);
  });

  test("choose nothing behind a dialog", async () => {
    const page = await open("rating");
    await page.getByRole("button", { name: "Buka" }).click();
    await page.keyboard.press("3");
    expect(await chosen(page)).toEqual([]);
  });
});

describe("a list of ten thousand", () => {
  const shown = (page: Page) => page.getByRole("listitem").allInnerTexts();

  test("draws what is seen, without a gap at the foot of the screen where rows are lower than thought", async () => {
    const page = await open("people");
    await page.mouse.wheel(0, 60_000);
    await page.waitForFunction(() => {
      const places = [...document.querySelectorAll("[role=listitem]")].map((row) =>
        row.getBoundingClientRect(),
      );
      return (
        scrollY > 0 &&
        places.some(({ top }) => top <= 0) &&
        places.some(({ bottom }) => bottom >= innerHeight)
      );
    });
    expect((await shown(page)).length).toBeLessThan(60);
    expect(await page.getByRole("listitem").first().getAttribute("aria-setsize")).toBe("10000");
  });

  test("follows the page as it scrolls, and keeps the row that has the focus", async () => {
    const page = await open("people");
    const third = page.getByRole("link", { name: "Pegawai 3", exact: true });
    await third.focus();
    await page.mouse.wheel(0, 60_000);
    await page.getByRole("link", { name: "Pegawai 1", exact: true }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Pegawai 3");
  });

  test("is walked through by keys that are faster than scrolling is, forwards and back", async () => {
    const page = await open("people");
    // A page that is too busy to hear of its scrolling, as a slow phone is.
    await page.addInitScript({
      content: 'addEventListener("scroll", (event) => event.stopImmediatePropagation(), true);',
    });
    await page.reload();
    await page.getByRole("link", { name: "Pegawai 1", exact: true }).focus();
    for (let row = 1; row < 60; row++) await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Pegawai 60");
    for (let row = 60; row > 1; row--) await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Pegawai 1");
  });

  test("becomes a short one", async () => {
    const page = await open("people");
    await page.mouse.wheel(0, 60_000);
    await page.getByRole("button", { name: "Saring" }).evaluate((button) => (button as HTMLElement).click());
    await page.getByText("Pegawai 5", { exact: true }).waitFor();
    expect(await shown(page)).toHaveLength(5);
  });
});

/** From here on time passes only as the test says. */
async function stopClock(page: Page): Promise<void> {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(60_000);
}

describe("a toast", () => {
  test("goes by itself after ten seconds, also on a page that draws itself anew", async () => {
    const page = await open("receipt");
    await stopClock(page);
    await page.getByRole("button", { name: "Kirim" }).click();
    const receipt = page.getByRole("status").getByText("TT-2027-01-0418");
    await receipt.waitFor();
    for (let seconds = 1; seconds <= 9; seconds++) {
      await page.clock.runFor(1000);
      await page.getByRole("button", { name: "Detak" }).click();
    }
    expect(await receipt.isVisible()).toBe(true);
    await page.clock.runFor(1500);
    expect(await receipt.isVisible()).toBe(false);
  });

  test("stays for as long as somebody points at it", async () => {
    const page = await open("receipt", desk);
    await stopClock(page);
    await page.getByRole("button", { name: "Kirim" }).click();
    const receipt = page.getByText("TT-2027-01-0418");
    await receipt.hover();
    await page.clock.runFor(60_000);
    expect(await receipt.isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await page.clock.runFor(10_500);
    expect(await receipt.isVisible()).toBe(false);
  });
});

describe("a form", () => {
  test("is not sent while something is missing, and the button says what", async () => {
    const page = await open("forms");
    const send = page.getByRole("button", { name: "Kirim" });
    await page.getByLabel("Target").press("Enter");
    await send.click({ force: true });
    await page.getByText("0 terkirim").waitFor();
    expect(await send.getAttribute("aria-disabled")).toBe("true");
    const spoken = await send.evaluate(
      (button) => document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent,
    );
    expect(spoken).toBe("Hasil kerja 5 belum bertarget");
    await page.getByRole("button", { name: "Lengkapi" }).click();
    await page.getByLabel("Target").press("Enter");
    await page.getByText("1 terkirim").waitFor();
  });

  test("a text grows with what is written, and gets smaller again", async () => {
    const page = await open("forms");
    const area = page.getByLabel("Alasan");
    const height = async () => (await area.boundingBox())?.height ?? 0;
    const before = await height();
    await area.fill("baris\n".repeat(12));
    expect(await height()).toBeGreaterThan(before + 150);
    expect(await area.evaluate((element) => element.scrollHeight <= element.clientHeight + 1)).toBe(true);
    await area.fill("pendek");
    expect(await height()).toBe(before);
  });

  test("label, hint and error are read out with the field", async () => {
    const page = await open("forms");
    const field = page.getByLabel("NIP");
    const described = await field.evaluate((input) =>
      (input.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent),
    );
    expect(described).toEqual(["18 angka", "NIP 8 angka, seharusnya 18."]);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
  });

  test("of two versions neither is chosen beforehand; the arrow keys go from one to the other", async () => {
    const page = await open("forms");
    const keep = page.getByRole("button", { name: "Pakai" });
    expect(await keep.getAttribute("aria-disabled")).toBe("true");
    expect(await chosen(page)).toEqual([]);
    await page.getByRole("radio", { name: /Di server/ }).focus();
    await page.keyboard.press("ArrowUp");
    await keep.click();
    await page.getByText("Dipakai: mine").waitFor();
  });

  test("takes a file that is chosen, and the same one again", async () => {
    const page = await open("forms");
    const input = page.getByLabel("Pilih berkas");
    await input.setInputFiles({
      name: "roster.xlsx",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("a"),
    });
    await page.getByText("roster.xlsx").waitFor();
    expect(await input.evaluate((element) => (element as HTMLInputElement).value)).toBe("");
  });

  test("a table is one for those who listen, and on a phone each value stands beside its name", async () => {
    const page = await open("forms");
    const row = page.getByRole("row", { name: /Yuniarti/ });
    await page.getByRole("rowheader", { name: "Yuniarti Kusuma" }).waitFor();
    const cell = row.getByRole("cell").nth(2);
    const [name, chip] = [await cell.boundingBox(), await cell.getByText("usul").boundingBox()];
    // All that the cell holds is in the one column beside the name of the value.
    expect((chip?.x ?? 0) - (name?.x ?? 0)).toBeGreaterThan(80);
    const wide = await open("forms", desk);
    expect(await wide.getByRole("columnheader").allInnerTexts()).toEqual(["Baris", "Nama", "NIP", "Unit"]);
  });
});
