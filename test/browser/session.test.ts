import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";
import { buildProofApp } from "./proof/build.ts";

const app = useApp({ webDir: buildProofApp });
let agency: OnboardedAgency;
beforeAll(async () => {
  agency = await onboardByApi(app.api);
  const admin = await app.api.as(agency.administrator);
  await admin.people.createUnit({ body: { name: "Dinas Uji" } });
  const email = "budi@uji.go.id";
  await admin.identity.inviteMember({ body: { name: "Budi Santoso", email, roles: ["agencyAdmin"] } });
  await app.api.as(email);
});

const typed = "Sekretariat dan Umum, ditulis sebelum sesi berakhir";

async function typing(): Promise<Visitor> {
  const visitor = await app.visitor(agency.administrator);
  await visitor.page.goto("/unit");
  await visitor.page.getByLabel("Nama").fill(typed);
  return visitor;
}

const field = ({ page }: Visitor) => page.getByLabel("Nama").inputValue();
const save = ({ page }: Visitor) => page.getByRole("button", { name: "Langsung" }).click();
const isSaved = ({ page }: Visitor) => page.getByText("Tersimpan").waitFor();

describe("a session that runs out while somebody types", () => {
  test("is renewed silently while the device's cookie lasts", async () => {
    const visitor = await typing();
    await app.later("PT20M");
    await save(visitor);
    await isSaved(visitor);
    expect(await field(visitor)).toBe(typed);
  });

  test("asks to sign in beside the page, and then goes on with what was begun", async () => {
    const visitor = await typing();
    const { page, context } = visitor;
    await app.later("P8D");
    await save(visitor);
    await page.getByRole("dialog", { name: "Sesi Anda sudah berakhir" }).waitFor();
    await visitor.screenshot("session-lapsed");
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("button", { name: "Masuk lagi" }).click(),
    ]);
    await Promise.all([
      popup.waitForEvent("close"),
      popup.getByRole("button", { name: "Ratna Puspita" }).click(),
    ]);
    await isSaved(visitor);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await field(visitor)).toBe(typed);
  });

  test("shows nothing to somebody else who signs in instead", async () => {
    const visitor = await typing();
    const { page, context } = visitor;
    await app.later("P8D");
    await save(visitor);
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      page.getByRole("button", { name: "Masuk lagi" }).click(),
    ]);
    await popup.getByRole("button", { name: "Budi Santoso" }).click();
    await page.getByRole("heading", { name: "Selamat datang, Budi Santoso" }).waitFor();
    expect(await page.getByText(typed).count()).toBe(0);
  });
});

test("what is typed is there again after the tab was closed", async () => {
  const visitor = await typing();
  await visitor.page.close();
  const again = await visitor.context.newPage();
  await again.goto("/unit");
  await expect.poll(() => again.getByLabel("Nama").inputValue()).toBe(typed);
});
