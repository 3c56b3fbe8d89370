import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  administrator,
  curious,
  deadAddresses,
  demoNow,
  demoStart,
  faces,
  mistaken,
  overseeing,
  remindersAt,
  tour,
} from "#infra/local/demo/cast.ts";
import { DemoMark } from "#infra/local/demo/demo-mark.ts";
import { loadDemo } from "#infra/local/demo/load-demo.ts";
import { demoPeople, personNamed } from "#infra/local/demo/roster.ts";
import { serviceDesk } from "#infra/local/desk/service-desk.ts";
import { serviceDirectory } from "#infra/local/people.ts";
import { prepare } from "#infra/local/prepare.ts";
import type { Face, PlannedLetter, PlannedMail } from "#infra/local/runtime/control-answers.ts";
import { type LocalCloud, startLocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { allParts, type PartRow } from "#infra/local/story/cast.ts";
import { type Api, CloudClient } from "#infra/local/story/cloud-client.ts";

/** Half a year of two hundred people takes a minute on an idle machine and several on a busy one. */
const patience = 15 * 60_000;

const told: string[] = [];
let running: LocalCloud;
let cloud: CloudClient;
let admin: Api;
let cycle: string;
let evaluation: string;
let parts: readonly PartRow[];

beforeAll(async () => {
  running = await startLocalCloud({
    ...(await prepare("http://localhost:3000")),
    people: serviceDirectory,
    desk: serviceDesk(() => ({ faces, tour })),
    startAt: demoStart,
    isHeld: true,
  });
  await loadDemo(running.url, (line) => told.push(line));
  cloud = new CloudClient(running.url);
  admin = await cloud.as(administrator.email);
  const [first] = (await admin.cycles.listCycles()).items;
  cycle = first?.id ?? "";
  evaluation = first?.evaluations[0]?.id ?? "";
  parts = await allParts(admin, cycle);
}, patience);
afterAll(() => running?.close());

const as = (name: string) => cloud.as(personNamed(name).nip);
const counted = (rows: readonly PartRow[]) => rows.filter(({ exclusion }) => exclusion === undefined);
const stateOf = (part: PartRow) => part.evaluations[evaluation as keyof PartRow["evaluations"]]?.state ?? "";
const ofPerson = (name: string) => parts.filter((part) => part.name.startsWith(name));

/** Done, waiting for the appraiser, waiting for the employee, not begun: as the lists say it. */
function figures(rows: readonly PartRow[]): number[] {
  const groups: Record<string, number> = { reported: 1, drafted: 1, "not-started": 2 };
  const sums = [0, 0, 0, 0];
  for (const part of rows) {
    const isUnbegun = stateOf(part) === "not-started" && part.plan.submittedVersion === 0;
    const at = isUnbegun ? 3 : (groups[stateOf(part)] ?? 0);
    sums[at] = (sums[at] ?? 0) + 1;
  }
  return sums;
}

describe("the demo's figures", () => {
  it("are those of the screens: 142 + 35 + 20 + 3 = 200, 31 excluded", async () => {
    const { total } = await admin.reports.readMonitor({ query: { cycle, phase: evaluation } });
    expect(total).toMatchObject({
      total: 200,
      done: 142,
      waitingForAppraiser: 35,
      waitingForEmployee: 20,
      notStarted: 3,
      excluded: 31,
    });
    expect(total.excludedBy).toEqual({
      "after-cut-off": 3,
      "study-leave": 2,
      "pre-retirement-leave": 2,
      "unpaid-leave": 1,
      "temporary-dismissal": 1,
      "other-system": 22,
    });
  });

  it("agree unit by unit with the lists", async () => {
    const { items } = await admin.reports.readMonitorUnits({ query: { cycle, phase: evaluation } });
    const byUnit = Object.fromEntries(
      items.map((row) => [
        row.name,
        [row.done, row.waitingForAppraiser, row.waitingForEmployee, row.notStarted],
      ]),
    );
    expect(byUnit).toEqual({
      "Sekretariat Daerah": [21, 3, 2, 1],
      "Dinas PUPR": [1, 0, 0, 0],
      "Bidang Bina Marga": [22, 18, 4, 0],
      "Puskesmas Sukamaju": [24, 8, 5, 1],
      "Satuan Polisi Pamong Praja": [12, 2, 3, 1],
      "Dinas Kependudukan dan Pencatatan Sipil": [31, 2, 1, 0],
      "Dinas Sosial": [19, 1, 2, 0],
      "Kecamatan Contoh Barat": [6, 1, 1, 0],
      "SD Negeri 3 Contoh": [4, 0, 1, 0],
      "UPT Arsip Daerah": [2, 0, 1, 0],
    });
    const listed = Map.groupBy(counted(parts), ({ unit }) => unit as string);
    for (const row of items) expect(figures(listed.get(row.unit) ?? [])).toEqual(byUnit[row.name]);
  });

  it("agree with an appraiser's inbox: 18 wait for Dewi Anggraini, 4 for her people, 22 are done", async () => {
    const dewi = await as("Dewi Anggraini");
    const inbox = await dewi.appraisals.readInbox({ query: { cycle, limit: 200 } });
    expect(inbox.counts).toEqual({ open: 18, wait: 4 });
    const { items } = await dewi.appraisals.readTeam({ query: { cycle, limit: 100 } });
    const groups = Object.groupBy(items, ({ group }) => group);
    expect([groups.open?.length, groups.wait?.length, groups.done?.length]).toEqual([18, 4, 22]);
  });
});

describe("the demo's people", () => {
  it("who moved have two parts, and days that nobody covers are shown", async () => {
    const stretches = (name: string) => ofPerson(name).map(({ from, to }) => [from, to]);
    expect(stretches("Yohana Sinaga")).toEqual([
      ["2026-07-01", "2026-09-30"],
      ["2026-10-01", "2026-12-31"],
    ]);
    expect(stretches("Umi Setiawan")).toEqual([
      ["2026-07-01", "2026-09-30"],
      ["2026-10-05", "2026-12-31"],
    ]);
    expect(ofPerson("Made Yusuf")[1]).toMatchObject({ from: "2026-11-02", appraiserRole: "Plt" });
    const { findings } = await admin.cycles.checkCycle({
      params: { cycleId: cycle },
      query: { code: "person.uncovered-days" },
    });
    const uncovered = findings.find(({ code }) => code === "person.uncovered-days");
    expect(uncovered?.subjects.map(({ name }) => name)).toEqual(["Umi Setiawan"]);
  });

  it("got a plan back with two notes, which may be sent again until 29 January", async () => {
    const [part] = ofPerson("Nanda Kusuma");
    const params = { cycleId: cycle, partId: part?.id ?? "" };
    const nanda = await as("Nanda Kusuma");
    const plan = await nanda.plans.readPlan({ params });
    expect(plan.decisions.at(-1)?.notes).toHaveLength(2);
    expect(plan.actions).toContain("submit");
  });

  it("have addresses of contoh.go.id only, two none at all, and five of them are known to be dead", async () => {
    const addresses = demoPeople.map(({ email }) => email);
    expect(addresses.filter((email) => email === undefined)).toHaveLength(2);
    expect(addresses.every((email) => email === undefined || email.endsWith("@contoh.go.id"))).toBe(true);
    const { items } = await admin.reminders.listDeadAddresses({ query: { limit: 50 } });
    const dead = demoPeople.filter(({ email }) => deadAddresses.includes(email ?? ""));
    expect(items.map(({ name }) => name).sort()).toEqual(dead.map(({ name }) => name).sort());
  });

  it("have one ticket “Penilai saya keliru”, on its second day, which Ratih Lestari is asked about", async () => {
    const { items } = await admin.people.listTickets({ query: {} });
    expect(items).toMatchObject([
      { name: mistaken.name, day: 2, state: "open", recorded: { name: "Ratih Lestari" } },
    ]);
    const asked = await (await as("Ratih Lestari")).people.listAskedTickets({ query: {} });
    expect(asked.items).toEqual(items);
  });

  it("head units whose monitor they follow", async () => {
    for (const [name, unit] of [
      ["Hesti Larasati", "Puskesmas Sukamaju"],
      ["Bambang Prakoso", "Satuan Polisi Pamong Praja"],
    ] as const) {
      expect(overseeing).toContain(name);
      const head = await as(name);
      expect((await head.identity.readMe()).roles).toEqual(["employee", "unitHead"]);
      const { items } = await head.reports.readMonitorUnits({ query: { cycle, phase: evaluation } });
      expect(items.map((row) => row.name)).toEqual([unit]);
    }
  });

  it("work in offices whose predicate is set, but for the school and the UPT", async () => {
    const query = { cycle, evaluation, limit: 50 };
    const { items } = await admin.appraisals.listOrganisationPredicates({ query });
    const { items: units } = await admin.people.listUnits();
    const rated = new Set<string>(items.map(({ unit }) => unit));
    const unset = ["SD Negeri 3 Contoh", "UPT Arsip Daerah"].map(
      (wanted) => units.find(({ name }) => name === wanted)?.id ?? "",
    );
    expect(rated.size).toBe(8);
    expect(unset.some((unit) => rated.has(unit))).toBe(false);
  });
});

/** By hand: whom the rules (docs/rules.md#two-lists) remind on 8 January, seven days before reports and ratings close. */
const appraisersWithOpenWork: Readonly<Record<string, string>> = {
  "walikota@contoh.go.id": "3 penilaian",
  "dewi.anggraini@contoh.go.id": "18 penilaian",
  "hesti.larasati@contoh.go.id": "5 penilaian",
  "ratih.lestari@contoh.go.id": "3 penilaian",
  "bambang.prakoso@contoh.go.id": "2 penilaian",
  "agus.sitorus@contoh.go.id": "2 penilaian",
  "imam.prasetyo@contoh.go.id": "1 penilaian",
  // Only their people are waited for; the semester's seventh day tells them so.
  "reza.syahputra@contoh.go.id": "",
  "nita.sembiring@contoh.go.id": "",
  "anisa.sulistyo@contoh.go.id": "",
  "erna.wibisono@contoh.go.id": "",
  "diah.zulkarnain@contoh.go.id": "",
  "wati.sulistyo@contoh.go.id": "",
  "juwita.sembiring@contoh.go.id": "",
  "wahyu.hartono@contoh.go.id": "",
  "yusril.hamdani@contoh.go.id": "",
  "maria.simbolon@contoh.go.id": "",
};

/** Without Sugeng Raharjo (retired), Fitri Gunawan (no address) and Sari Lubis (dead address). */
const employeesWithoutReport = [
  "wulan.kartikasari@contoh.go.id",
  "nanda.kusuma@contoh.go.id",
  "dimas.hidayat@contoh.go.id",
  "erna.gunawan@contoh.go.id",
  "mira.rahayu@contoh.go.id",
  "danu.nugraha@contoh.go.id",
  "nadia.mulyadi@contoh.go.id",
  "wahyu.hakim@contoh.go.id",
  "edi.kusuma@contoh.go.id",
  "rini.damanik@contoh.go.id",
  "yudi.tanjung@contoh.go.id",
  "puji.basri@contoh.go.id",
  "ayu.maulana@contoh.go.id",
  "ratih.wulandari@contoh.go.id",
  "winda.hidayat@contoh.go.id",
  "nadia.zulkarnain@contoh.go.id",
  "jaya.pangestu@contoh.go.id",
  "mira.wardana@contoh.go.id",
  "slamet.subagyo@contoh.go.id",
  "andi.ramdani@contoh.go.id",
];

describe("the control page", () => {
  it("foresees one mail for exactly those with open work, and shows it as it will look", async () => {
    const planned = await cloud.control<PlannedMail>("GET", "/planned-mail");
    expect([planned.at, planned.isCut]).toEqual([new Date(remindersAt).toISOString(), false]);
    const appraisers = Object.values(appraisersWithOpenWork);
    expect(planned.items).toHaveLength(appraisers.length + employeesWithoutReport.length);
    const [first] = planned.items;
    if (first === undefined) throw new Error("nobody is reminded");
    expect(first.name).toContain("Dewi Anggraini");
    const { agency, cycle: cycleId, person, step } = first;
    const query = new URLSearchParams({ agency, cycle: cycleId, person, step });
    const letter = await cloud.control<PlannedLetter>("GET", `/planned-letter?${query}`);
    expect(letter.subject).toBe(first.subject);
    expect(letter.html).toContain("ada 18 pegawai yang menunggu penilaian Bapak/Ibu");
    expect(letter.why).toContain("18 hal menunggu penerima.");
  });

  it("finds whom the roster knows, and lets them in without an address", async () => {
    const [found] = await cloud.control<Face[]>("GET", "/people?find=fitri%20gunawan");
    expect(found?.what).not.toContain("@");
    const fitri = await cloud.as(found?.as ?? "");
    expect((await fitri.identity.readMe()).name).toBe("Fitri Gunawan");
  });

  it("names faces and stops whose people can sign in; one of them asks “Mengapa Baik?”", async () => {
    const who = new Set([...faces.map(({ as }) => as), ...tour.flatMap(({ visit }) => visit?.as ?? [])]);
    for (const one of who) expect(await (await cloud.as(one)).identity.readMe()).toBeDefined();
    const stop = tour.find(({ title }) => title.includes("Mengapa Baik?"));
    expect(stop?.visit?.as).toBe(personNamed(curious).email);
    const reader = await as(curious);
    const [part] = (await reader.cycles.listParts({ params: { cycleId: cycle } })).items;
    const params = { cycleId: cycle, partId: part?.id ?? "", evaluationId: evaluation };
    const { question } = await reader.appraisals.explainEvaluation({ params });
    expect(question.id).toBe("Mengapa Baik?");
    // The foot of that page asks whether it was received.
    const { actions } = await reader.appraisals.readEvaluation({ params });
    expect(actions).toContain("acknowledge");
  });
});

describe("the contract that ends on 28 February", () => {
  it("was told to the administrator on the morning after the import and sixty days before, and is on the list", async () => {
    const mails = (await cloud.mailSince(demoStart)).filter(({ subject }) =>
      subject.includes("kontrak PPPK"),
    );
    expect(
      mails.map(({ to, subject, at }) => [to[0]?.includes(administrator.email), subject, at.slice(0, 10)]),
    ).toEqual([
      [true, "1 kontrak PPPK akan berakhir mulai 28 Februari 2027", "2026-12-10"],
      [true, "1 kontrak PPPK akan berakhir mulai 28 Februari 2027", "2026-12-30"],
    ]);
    const { items } = await admin.people.listPeople({ query: { contractEndsBefore: "2027-03-01" } });
    expect(items.map(({ name, contractEnd }) => [name, contractEnd])).toEqual([
      ["Galih Prabowo", "2027-02-28"],
    ]);
  });
});

describe("the clock ten minutes on", () => {
  it(
    "sends one mail to exactly those with open work, and none an hour later",
    async () => {
      expect(await cloud.now()).toBe(new Date(demoNow).toISOString());
      expect(await cloud.mailSince(new Date(demoNow).toISOString())).toEqual([]);
      await cloud.moveTo("2027-01-08T08:00:00+07:00");
      const mails = await cloud.mailSince(new Date(demoNow).toISOString());
      const addresses = mails.flatMap(({ to }) => to.map((one) => /<(.*)>/.exec(one)?.[1] ?? one));
      const expected = [...Object.keys(appraisersWithOpenWork), ...employeesWithoutReport];
      expect(addresses.sort()).toEqual(expected.sort());
      for (const { to, subject } of mails) {
        const wording = appraisersWithOpenWork[/<(.*)>/.exec(to[0] ?? "")?.[1] ?? to[0] ?? ""];
        if (wording) expect(subject).toContain(wording);
      }
      await cloud.moveTo("2027-01-08T09:00:00+07:00");
      expect(await cloud.mailSince(new Date(demoNow).toISOString())).toHaveLength(expected.length);
    },
    patience,
  );
});

describe("loading", () => {
  it("tells how far it is and, in the end, whom to sign in as", () => {
    expect(told.filter((line) => line.startsWith("Memuat Kota Contoh: ")).length).toBeGreaterThan(4);
    expect(told.some((line) => line.includes("dewi.anggraini@contoh.go.id"))).toBe(true);
  });

  it("that was cut off is known from one that is whole, and from data without a demo", () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "kinerja-demo-mark-"));
    const mark = new DemoMark(dataDir);
    expect(mark.state()).toBe("nothing");
    mark.begin();
    writeFileSync(path.join(dataDir, "clock.json"), "{}");
    expect(new DemoMark(dataDir).state()).toBe("half");
    mark.finish();
    expect(new DemoMark(dataDir).state()).toBe("whole");
    rmSync(path.join(dataDir, "demo"));
    expect(mark.state()).toBe("other");
    rmSync(dataDir, { recursive: true });
  });
});
