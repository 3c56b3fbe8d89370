import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { settleTown, type Town } from "#test/support/small-town.ts";

const app = useApp({ startAt: "2026-12-09T02:00:00Z" });

const nip = (number: number) => `19700608199404100${number}`;
const city = "Pemerintah Kota Uji";
const [office, other] = ["Dinas Satu", "Dinas Dua"];
const hostile = "<img src=x onerror=alert(1)> Gita";
const leader = "kepala@uji.go.id";
const unreachable = "mati@uji.go.id";

let town: Town;
beforeAll(async () => {
  await app.api.control("POST", "/faults", { mailBounceAddresses: [unreachable] });
  town = await settleTown(app.api, [
    { nip: nip(1), name: "Kepala Satu", unit: office, parent: city, email: leader },
    {
      nip: nip(2),
      name: "Budi Utama",
      unit: office,
      parent: city,
      appraiser: nip(1),
      email: "budi@uji.go.id",
    },
    { nip: nip(3), name: hostile, unit: office, parent: city, appraiser: nip(1), email: "gita@uji.go.id" },
    { nip: nip(4), name: "Kepala Dua", unit: other, parent: city, email: "dua@uji.go.id" },
    { nip: nip(5), name: "Fani Rahma", unit: other, parent: city, appraiser: nip(4), email: unreachable },
  ]);
  await town.submitPlan(nip(2));
  await town.settle();
});

async function open(search = "", options = {}): Promise<Visitor> {
  const visitor = await app.visitor(town.administrator, { agency: town.id, ...options });
  await visitor.page.goto(`/pengingat${search}`);
  await visitor.page.getByRole("heading", { name: /Siapa akan disurati|Who will be mailed/ }).waitFor();
  return visitor;
}
const asAdmin = () => town.as(town.administrator);
const coming = async (unit?: string) =>
  await (await asAdmin()).reminders.listReminders({ query: { cycle: town.cycle.id, unit, limit: 200 } });
const unitNamed = async (name: string) => {
  const { items } = await (await asAdmin()).people.listUnits();
  return items.find((unit) => unit.name === name)?.id ?? expect.fail(`no unit ${name}`);
};

describe("the reminders", () => {
  test("say who is mailed next and when, as the API says it", async () => {
    const visitor = await open();
    const { page } = visitor;
    const { items } = await coming();
    const count = items.filter(({ decision }) => decision === "send").length;
    expect(count).toBeGreaterThan(0);
    await page
      .getByRole("heading", { level: 1, name: `${count} penilai akan disurati 2 hari lagi pukul 08.00` })
      .waitFor();
    expect(await page.getByText("Disurati", { exact: true }).count()).toBe(count);
    await page.getByText("Tidak disurati", { exact: true }).first().waitFor();
    await page.getByText("Rabu, 16 Desember 2026", { exact: true }).waitFor();
    await page
      .getByText("Ini pengingat 7 hari sebelum batas waktu Rabu, 23 Desember 2026.")
      .first()
      .waitFor();
    await visitor.screenshot("reminders");
  });

  test("show the employees of a unit, whatever they are called", async () => {
    const visitor = await open(`?untuk=pegawai&unit=${await unitNamed(office)}`);
    const { page } = visitor;
    const list = page.getByRole("list", { name: "Siapa akan disurati" });
    await list.getByText(hostile).first().waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await list.getByText("Disurati", { exact: true }).count()).toBe(2);
    expect(await list.getByText("Tidak disurati", { exact: true }).count()).toBe(1);
  });

  test("can be read by everybody, in both themes and on both screens", async () => {
    const visitor = await open();
    const { page } = visitor;
    await page.getByText(/\d terkirim/).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("reminders-wide-dark");
  });

  test("tell what became of the mails before, by step and state", async () => {
    const visitor = await open();
    const { page } = visitor;
    await page.getByLabel("Jendela waktu").selectOption({ value: "planning" });
    const query = { cycle: town.cycle.id, window: "planning", limit: 200 };
    const { items } = await (await asAdmin()).reminders.readReminderLedger({ query });
    const sent = items.filter(({ state }) => state === "sent").length;
    expect(sent).toBeGreaterThan(0);
    await page.getByText(new RegExp(`^${sent} terkirim`)).waitFor();
    const list = page.getByRole("list", { name: "Yang sudah terjadi" });
    expect(await list.getByRole("listitem").count()).toBe(items.length);
    await page.getByLabel("Keadaan").selectOption({ value: "unknown" });
    await page.getByText("Tidak ada catatan seperti itu.").waitFor();
    await page.getByLabel("Keadaan").selectOption({ value: "sent" });
    await expect.poll(() => list.getByRole("listitem").count()).toBe(sent);
  });

  test("name the dead addresses, each with the way to its person", async () => {
    const { page } = await open("#mati");
    const link = page
      .getByRole("list", { name: "Alamat surel mati" })
      .getByRole("link", { name: "Fani Rahma" });
    expect(await link.getAttribute("href")).toBe(`/pegawai/${await town.idOf(nip(5))}`);
  });

  // Last: the clock moves on.
  test("show the mail as it then leaves, word for word, to whom they said and nobody else", async () => {
    const visitor = await open();
    const { page } = visitor;
    const row = page.getByRole("listitem").filter({ hasText: "Kepala Satu" });
    await row.getByRole("button", { name: "Lihat surel" }).click();
    const letter = page.getByRole("dialog").getByRole("article");
    await letter.waitFor();
    const frame = letter.locator("iframe");
    const mailed = letter.frameLocator("iframe").locator("body");
    await mailed.getByRole("link").first().waitFor();
    // Its own style sheet passes the page's policy, and it is light whatever the page is.
    const ground = () => mailed.evaluate((body) => getComputedStyle(body).backgroundColor);
    expect(await ground()).toBe("rgb(246, 244, 238)");
    await page.emulateMedia({ colorScheme: "dark" });
    await visitor.screenshot("reminders-mail-dark");
    expect(await ground()).toBe("rgb(246, 244, 238)");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await frame.getAttribute("sandbox")).toBe("");
    await visitor.screenshot("reminders-mail");
    await page.setViewportSize({ width: 1280, height: 800 });
    await visitor.screenshot("reminders-mail-wide");
    await page.setViewportSize({ width: 360, height: 640 });
    await page.getByRole("button", { name: "Lihat sebagai teks" }).click();
    const shown = await letter.locator(".letter-text").textContent();
    const subject = await letter.getAttribute("aria-label");
    expect(await visitor.barriers()).toEqual([]);
    await visitor.screenshot("reminders-mail-text");
    await page.keyboard.press("Escape");
    const units = await Promise.all([office, other].map(unitNamed));
    const { at = "", ...supervisors } = await coming();
    const lists = [supervisors, ...(await Promise.all(units.map(coming)))];
    const foreseen = lists.flatMap(({ items }) => items).filter(({ decision }) => decision === "send");
    const wanted = new Map(foreseen.map((one) => [one.id, one.subject]));
    const since = await app.api.now();
    await app.api.moveTo("2026-12-16T08:10:00+08:00");
    // Administrators act for the mayor, who has no address: what they get is not among the supervisors' mails.
    const mails = (await app.api.mailSince(since)).filter(
      (mail) => mail.at >= at && !mail.to.includes(town.administrator),
    );
    expect(mails.map((mail) => mail.subject).sort()).toEqual([...wanted.values()].sort());
    const mail = mails.find(({ to }) => to.includes(leader));
    expect(mail?.subject).toBe(subject);
    expect(shown).toBe(mail?.text);
  });
});
