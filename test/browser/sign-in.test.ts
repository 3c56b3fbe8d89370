import { beforeAll, describe, expect, test } from "vitest";
import { useApp, type Visitor } from "#test/support/browser.ts";
import { type OnboardedAgency, onboardByApi } from "#test/support/onboarding.ts";

const app = useApp();

/** Taps the button that leads to the provider, and there the person to be. */
async function signInAs({ page }: Visitor, name: string, button = "Masuk"): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("button", { name }).first().click();
}

const heading = ({ page }: Visitor, name: string) => page.getByRole("heading", { name, level: 1 });
const pathOf = ({ page }: Visitor) => new URL(page.url()).pathname;

/** What is left of a person on the device. */
async function leftOn({ page, context }: Visitor) {
  const inPage = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    kept: { ...localStorage, ...sessionStorage },
  }));
  const cookies = await context.cookies(`${app.cloud.url}/v1/sessions`);
  // The provider's own are for its own address; here both live on one.
  const ours = cookies.map(({ name }) => name).filter((name) => name.startsWith("kinerja"));
  return { ...inPage, cookies: ours };
}

describe("signing in", () => {
  test("by the one-time invitation: its code leaves the address at once, and the provider is asked who it is", async () => {
    const { invitation = "" } = (await app.cloud.people.find("operator", undefined)) ?? {};
    const visitor = await app.visitor();
    const { page } = visitor;
    await page.goto(`/undangan#${encodeURIComponent(invitation)}`);
    await heading(visitor, "Anda diundang ke Kinerja").waitFor();
    expect(page.url()).toBe(`${app.cloud.url}/undangan`);
    await visitor.screenshot("invitation");
    await signInAs(visitor, "Operator", "Masuk dan terima");
    await heading(visitor, "Instansi").waitFor();
    expect(pathOf(visitor)).toBe("/instansi");
  });

  test("with an invitation that is void says so, in words that help", async () => {
    const visitor = await app.visitor();
    await visitor.page.goto("/undangan#nonsense");
    await signInAs(visitor, "Operator", "Masuk dan terima");
    const alert = visitor.page.getByRole("alert");
    await expect
      .poll(() => alert.textContent())
      .toContain("Undangan ini sudah dipakai, kedaluwarsa, atau dicabut.");
    expect(await alert.textContent()).toContain("Minta undangan baru");
  });

  test("from any page leads back to that page, with its question", async () => {
    await app.api.as("operator");
    const visitor = await app.visitor();
    await visitor.page.goto("/akun?dari=surel");
    await heading(visitor, "Masuk ke Kinerja").waitFor();
    await visitor.screenshot("sign-in");
    expect(await visitor.barriers()).toEqual([]);
    await signInAs(visitor, "Operator");
    await heading(visitor, "Akun").waitFor();
    expect(visitor.page.url()).toBe(`${app.cloud.url}/akun?dari=surel`);
    await visitor.screenshot("account");
    expect(await visitor.barriers()).toEqual([]);
  });

  test("leads to no page but the app's own, whatever the address says", async () => {
    const visitor = await app.visitor();
    await visitor.page.goto(`/masuk?ke=${encodeURIComponent("//evil.example/x")}`);
    await signInAs(visitor, "Operator");
    await heading(visitor, "Instansi").waitFor();
    expect(visitor.page.url()).toBe(`${app.cloud.url}/instansi`);
  });

  test("takes no answer of a provider that this tab did not ask", async () => {
    const visitor = await app.visitor();
    const asked: string[] = [];
    visitor.page.on("request", (request) => asked.push(request.url()));
    // Also while a sign-in of its own is under way.
    await visitor.page.goto("/masuk");
    await visitor.page.getByRole("button", { name: "Masuk", exact: true }).click();
    await visitor.page.getByRole("heading", { name: "Masuk sebagai siapa?" }).waitFor();
    await visitor.page.goto("/masuk?code=stolen&state=of-somebody-else");
    await expect
      .poll(() => visitor.page.getByRole("alert").textContent())
      .toBe("Permintaan masuk ini sudah tidak berlaku. Silakan masuk lagi.");
    expect((await leftOn(visitor)).cookies).toEqual([]);
    expect(asked.filter((address) => address.endsWith("/oauth2/token"))).toEqual([]);
  });

  test("keeps no token where a script of another page, or a thief of the phone, could read it", async () => {
    const visitor = await app.visitor("operator");
    await visitor.page.goto("/");
    await heading(visitor, "Instansi").waitFor();
    const { kept } = await leftOn(visitor);
    expect(JSON.stringify(kept)).not.toMatch(/eyJ|token|code/i);
    expect(await visitor.page.evaluate(() => document.cookie)).toBe("");
  });
});

describe("whoever belongs to several agencies", () => {
  const both: OnboardedAgency[] = [];
  beforeAll(async () => {
    for (const name of ["Kota Timur", "Kota Barat"]) {
      const agency = await onboardByApi(app.api, { name, administrator: "dua@uji.go.id" });
      await app.api.as(agency.administrator, agency.id);
      both.push(agency);
    }
  });

  test("chooses one after signing in, and goes over to the other without signing in again", async () => {
    const visitor = await app.visitor();
    const { page } = visitor;
    const place = (name: string) => page.getByRole("main").getByText(name).first();
    await page.goto("/");
    await signInAs(visitor, "Ratna Puspita");
    await heading(visitor, "Pilih instansi").waitFor();
    await visitor.screenshot("choose-agency");
    await page.getByRole("button", { name: "Kota Barat" }).click();
    await page.waitForURL("**/pemantauan");
    await place("Kota Barat").waitFor();
    await page.getByRole("link", { name: "Akun" }).click();
    await page.getByRole("button", { name: "Pindah ke Kota Timur" }).click();
    await page.waitForURL("**/pemantauan");
    await place("Kota Timur").waitFor();
  });
});

describe("signing out of this phone", () => {
  test("leaves nothing of the person on it, ends the session, and the provider asks anew", async () => {
    const visitor = await app.visitor();
    const { page } = visitor;
    await page.goto("/akun");
    await signInAs(visitor, "Operator");
    await heading(visitor, "Akun").waitFor();
    const before = await leftOn(visitor);
    expect(before.databases).toHaveLength(1);
    expect(before.cookies).toEqual(["kinerja_refresh"]);
    await page.getByRole("button", { name: "Keluar dari HP ini" }).click();
    await heading(visitor, "Masuk ke Kinerja").waitFor();
    expect(await leftOn(visitor)).toEqual({ databases: [], kept: {}, cookies: [] });
    // The provider still knows the browser; it must ask nevertheless, for the phone may be another's now.
    await page.getByRole("button", { name: "Masuk", exact: true }).click();
    await page.getByRole("heading", { name: "Masuk sebagai siapa?" }).waitFor();
  });

  test("works without a network: the session is ended at the next start, before anybody sees anything", async () => {
    const visitor = await app.visitor("operator");
    const { page, context } = visitor;
    await page.goto("/akun");
    await heading(visitor, "Akun").waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.getByRole("button", { name: "Keluar dari HP ini" }).click();
    await heading(visitor, "Masuk ke Kinerja").waitFor();
    expect((await leftOn(visitor)).databases).toEqual([]);
    await context.setOffline(false);
    await page.goto("/akun");
    await heading(visitor, "Masuk ke Kinerja").waitFor();
    expect(await leftOn(visitor)).toMatchObject({ kept: {}, cookies: [] });
  });
});

describe("the page's policy", () => {
  test("is the template's, lets nothing inline run, and a breach of it fails a test", async () => {
    const visitor = await app.visitor();
    const response = await visitor.page.goto("/masuk");
    const policy = response?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("amazoncognito.com");
    await visitor.page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    });
    expect(await visitor.page.evaluate(() => "ran" in window)).toBe(false);
    await expect.poll(() => visitor.problems.splice(0).join()).toContain("Content Security Policy");
  });
});

test("a page's code comes while it is asked who is there, and nobody asks twice", async () => {
  const visitor = await app.visitor("operator");
  const { page } = visitor;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const codeIsAsked = page.waitForRequest(/\/assets\/operator-/);
  await page.route("**/v1/sessions/renewal", async (route) => {
    await codeIsAsked;
    await route.continue();
  });
  const listIsAsked = page.waitForRequest(/\/v1\/agencies\b/);
  await page.goto("/instansi");
  await heading(visitor, "Instansi").waitFor();
  await listIsAsked;
  expect(asked).not.toContain("/v1/me");
  expect(asked).not.toContain("/v1/cycles");
});

test("it is asked who is there while the app itself still comes", async () => {
  const visitor = await app.visitor("operator");
  const { page } = visitor;
  const isAsked = page.waitForRequest("**/v1/sessions/renewal");
  await page.route(/\/assets\/app-.*\.js/, async (route) => {
    await isAsked;
    await route.continue();
  });
  await page.goto("/instansi", { waitUntil: "commit" });
  await heading(visitor, "Instansi").waitFor();
});

test("scripts travel compressed, and are asked for once a year", async () => {
  const page = await (await fetch(`${app.cloud.url}/`)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? "";
  const { headers } = await fetch(app.cloud.url + script);
  expect(headers.get("content-encoding")).toBe("gzip");
  expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test("the whole app reads in English once that is chosen, and stays so", async () => {
  const visitor = await app.visitor("operator");
  const { page } = visitor;
  await page.goto("/akun");
  await page.getByRole("radio", { name: "English" }).check();
  await heading(visitor, "Account").waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  await page.reload();
  await heading(visitor, "Account").waitFor();
});
