import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Api, type CloudClient, until } from "./cloud-client.ts";
import type { Narrator } from "./narrator.ts";

/** Who acts in the story, once the agency is there. */
export interface Agency {
  readonly id: string;
  readonly zone: string;
  readonly administrator: string;
}

/** 1. The operator onboards an agency; its administrator is invited by e-mail and signs in. */
export async function onboard(
  cloud: CloudClient,
  tell: Narrator,
  wanted: { name: string; preset: "pauh" | "lampung-pns"; zone: string },
): Promise<Agency> {
  tell.chapter(`1. An agency is onboarded (${wanted.preset}, ${wanted.zone})`);
  const operator = await tell.step(
    "the operator signs in",
    () => cloud.as("operator"),
    () => "signed in",
  );
  const before = await cloud.now();
  const administrator = `admin.${wanted.preset}.${Date.parse(before).toString(36)}@contoh.go.id`;
  const agency = await tell.step(
    `POST /v1/agencies ${wanted.name}`,
    () =>
      operator.agencies.onboardAgency({
        body: { ...wanted, administrator: { name: "Ratna Puspita", email: administrator } },
      }),
    ({ agencyId, preset }) => `${agencyId}, ${preset}`,
  );
  await tell.step(
    "the administrator's invitation",
    () =>
      until(
        () => cloud.mailSince(before),
        (mail) => mail.some(({ to }) => to.includes(administrator)),
      ),
    (mail) => `“${mail.find(({ to }) => to.includes(administrator))?.subject}”`,
  );
  await tell.step(
    "the administrator opens it and signs in",
    async () => (await cloud.as(administrator, agency.agencyId)).identity.readMe(),
    (me) => `${me.name}, ${me.roles.join(", ")}`,
  );
  return { id: agency.agencyId, zone: wanted.zone, administrator };
}

/** 2. The administrator uploads a roster, looks at the preview, and applies the valid rows. */
export async function importRoster(cloud: CloudClient, tell: Narrator, agency: Agency, file: string) {
  tell.chapter(`2. The roster ${path.basename(file)}`);
  const admin = await cloud.as(agency.administrator, agency.id);
  const ready = await upload(admin, tell, file);
  const { preview } = ready;
  if (preview === undefined) throw new Error(`the file cannot be used: ${ready.problem?.en}`);
  tell.check(
    "every row has its verdict",
    preview.accepted + preview.refused === preview.rows,
    `${preview.accepted} accepted, ${preview.refused} refused, ${preview.repaired} repaired, ${preview.warned} warned of`,
  );
  await tellVerdicts(admin, tell, ready.id);
  if (preview.proposed > 0) await tellProposals(admin, tell, ready.id);
  const rows = preview.refused === 0 ? "all" : "valid";
  const applied = await apply(admin, tell, ready.id, rows);
  tell.check("nobody was skipped", applied.skipped === 0, `${applied.skipped}`);
  const units = await tell.step(
    "GET /v1/units",
    () => admin.people.listUnits(),
    ({ items }) => `${items.length} units`,
  );
  const people = await tell.step(
    "GET /v1/employees, all pages",
    () => everyone(admin),
    (all) => `${all.length} people`,
  );
  tell.check(
    "everyone accepted is there",
    people.length === preview.joined,
    `${people.length} of ${preview.joined}`,
  );
  return { units: units.items, people, preview };
}

/** The roster as exported changes nothing when it comes back; one address changed is a diff; and that can be undone. */
export async function importAgain(cloud: CloudClient, tell: Narrator, agency: Agency): Promise<void> {
  tell.chapter("3. The exported roster again, then changed, then undone");
  const admin = await cloud.as(agency.administrator, agency.id);
  const exported = await tell.step(
    "POST /v1/exports roster.csv",
    () => fetchExport(admin, { kind: "roster", format: "csv" }),
    ({ rows }) => `${rows} people`,
  );
  const same = await upload(admin, tell, "roster.csv", exported.bytes);
  const isSame = same.preview?.joined === 0 && same.preview.changed === 0;
  tell.check("the same roster changes nothing", isSame, same.preview?.headline.id);
  const text = new TextDecoder().decode(exported.bytes).replace(/([\w.]+)@/, "baru.$1@");
  const other = await upload(admin, tell, "roster.csv", new TextEncoder().encode(text));
  tell.check(
    "one changed address is a diff of one",
    other.preview?.changed === 1,
    other.preview?.headline.id,
  );
  await apply(admin, tell, other.id, other.preview?.refused === 0 ? "all" : "valid");
  const params = { importId: other.id };
  await tell.step(
    "POST …/undo",
    async () => {
      await admin.people.undoImport({ params });
      return await until(
        () => admin.people.readImport({ params }),
        ({ state }) => state === "undone",
      );
    },
    ({ undone, skipped }) => `${undone} chunk(s) taken back, ${skipped} skipped`,
  );
  const back = await upload(admin, tell, "roster.csv", exported.bytes);
  tell.check(
    "all is as before",
    back.preview?.joined === 0 && back.preview.changed === 0,
    back.preview?.headline.id,
  );
}

/** Orders an export and fetches it once it is ready. */
export async function fetchExport(admin: Api, body: Parameters<Api["reports"]["orderExport"]>[0]["body"]) {
  const ordered = await admin.reports.orderExport({ body });
  const params = { exportId: ordered.id };
  const ready = await until(
    () => admin.reports.readExport({ params }),
    ({ state }) => state === "ready",
  );
  const response = await fetch(ready.download?.url ?? "");
  if (!response.ok) throw new Error(`the download answered ${response.status}`);
  return { rows: ready.rows, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function upload(admin: Api, tell: Narrator, file: string, content?: Uint8Array<ArrayBuffer>) {
  const bytes = content ?? (await readFile(file));
  return await tell.step(
    `upload ${path.basename(file)} (${Math.round(bytes.length / 1024)} KB)`,
    async () => {
      const started = await admin.people.startImport({
        body: { fileName: path.basename(file), bytes: bytes.length },
      });
      const put = await fetch(started.upload.url, { method: "PUT", body: new Uint8Array(bytes) });
      if (!put.ok) throw new Error(`the upload answered ${put.status}: ${await put.text()}`);
      const params = { importId: started.id };
      return await until(
        () => admin.people.readImport({ params }),
        ({ state }) => state === "ready" || state === "failed",
      );
    },
    ({ state, preview, problem }) => `${state}: ${preview?.headline.id ?? problem?.id}`,
  );
}

async function apply(admin: Api, tell: Narrator, importId: string, rows: "all" | "valid") {
  return await tell.step(
    `POST …/application (${rows})`,
    async () => {
      await admin.people.applyImport({
        params: { importId },
        body: { rows, proposals: "all", invite: true },
      });
      return await until(
        () => admin.people.readImport({ params: { importId } }),
        ({ state }) => state === "applied",
      );
    },
    ({ done, undoUntil }) => `${done} chunks applied, can be undone until ${undoUntil}`,
  );
}

async function tellVerdicts(admin: Api, tell: Narrator, importId: string) {
  const { items } = await admin.people.readVerdicts({ params: { importId } });
  for (const { row, column, outcome, text } of items
    .filter(({ outcome }) => outcome === "refused")
    .slice(0, 20)) {
    tell.check(`row ${row}${column === undefined ? "" : `, ${column}`}`, true, `${outcome}: ${text.id}`);
  }
}

async function tellProposals(admin: Api, tell: Narrator, importId: string) {
  const { items } = await admin.people.readProposals({ params: { importId } });
  const [first] = items;
  if (first !== undefined)
    tell.check(
      "a proposal",
      true,
      `${first.name}: ${first.appraiser} (${first.confidence}) ${first.reason.id}`,
    );
}

/** Everyone, page by page. */
export async function everyone(admin: Api) {
  const people: Awaited<ReturnType<typeof admin.people.listPeople>>["items"] = [];
  let cursor: string | undefined;
  do {
    const page = await admin.people.listPeople({
      query: cursor === undefined ? { limit: 200 } : { limit: 200, cursor },
    });
    people.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return people;
}
