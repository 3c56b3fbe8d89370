import { CloudClient, type CycleView, until } from "../story/cloud-client.ts";
import {
  administrator,
  deadAddresses,
  demoNow,
  demoOpening,
  demoZone,
  excluded,
  faces,
  mayor,
  organisationPredicates,
  overseeing,
  teachers,
  unbegun,
} from "./cast.ts";
import { howFar, makeFinal, openTicket, sendReport, writePlan } from "./deeds.ts";
import { recordMoves } from "./moves.ts";
import { type DemoPerson, demoPeople, personNamed, readRosterFile } from "./roster.ts";
import { type DemoPart, Stage } from "./stage.ts";

/**
 * Plays how Kota Contoh came to its second semester's appraisal, on a fresh local cloud, through the public API and the
 * control clock alone, and leaves the clock standing on Friday 8 January 2027, 07:50. It must not be past `demoStart`.
 */
export async function loadDemo(url: string, print: (line: string) => void): Promise<void> {
  const stage = new Stage(new CloudClient(url), print);
  await stage.cloud.control("POST", "/clock", { held: true });
  await stage.cloud.control("POST", "/faults", { mailBounceAddresses: deadAddresses });
  await onboard(stage);
  const cycle = await prepareCycle(stage);
  await writePlans(stage, cycle);
  await appraise(stage, cycle);
  await stage.moveTo(demoNow);
  stage.say("selesai. Jumat, 8 Januari 2027 pukul 07.50 WIB; jam dijeda, pengingat berangkat pukul 08.00.");
  for (const { as, name, what } of faces) print(`  ${name} – ${what}: ${as}`);
}

/** The agency, its roster, who is left out, who moved. */
async function onboard(stage: Stage): Promise<void> {
  stage.say(`instansi dan ${demoPeople.length} pegawai`);
  const operator = await stage.cloud.as("operator");
  const { agencyId } = await operator.agencies.onboardAgency({
    body: { name: "Kota Contoh", zone: demoZone, preset: "pauh", administrator },
  });
  stage.agency = agencyId;
  await importRoster(stage);
  await inviteMayor(stage);
  await nameHeads(stage);
  const admin = await stage.admin();
  await stage.each([...excluded], async ({ name, ...exclusion }) => {
    const params = { employeeId: await stage.idOf(personNamed(name)) };
    await admin.people.setExclusions({ params, body: { exclusions: [exclusion] } });
  });
  const taught = demoPeople.filter(
    ({ unit, post }) => unit === teachers.unit && /^Guru (Kelas|Pendidikan)/.test(post),
  );
  await stage.each(taught, async (person) => {
    const params = { employeeId: await stage.idOf(person) };
    await admin.people.setExclusions({ params, body: { exclusions: [teachers.exclusion] } });
  });
  await recordMoves(stage);
  await stage.settle();
}

async function importRoster(stage: Stage): Promise<void> {
  const admin = await stage.admin();
  const file = readRosterFile();
  const body = { fileName: "pegawai-kota-contoh.csv", bytes: file.length };
  const started = await admin.people.startImport({ body });
  const params = { importId: started.id };
  const put = await fetch(started.upload.url, { method: "PUT", body: file });
  if (!put.ok) throw new Error(`the roster's upload answered ${put.status}`);
  const look = () => admin.people.readImport({ params });
  const read = await until(look, ({ state }) => state === "ready" || state === "failed");
  if (read.preview?.joined !== demoPeople.length) {
    const { items } = await admin.people.readVerdicts({ params });
    throw new Error(`the roster is not as the demo needs it: ${JSON.stringify({ read, items })}`);
  }
  await admin.people.applyImport({ params, body: { rows: "all", proposals: "none", invite: true } });
  await until(look, ({ state }) => state === "applied");
  await stage.settle();
}

/** The roster names the office; who holds it, and that they sign in, is said here. */
async function inviteMayor(stage: Stage): Promise<void> {
  const admin = await stage.admin();
  const { items } = await admin.people.listOfficials();
  const officialId = items.find(({ office }) => office === mayor.office)?.id;
  if (officialId === undefined) throw new Error("the roster names no mayor");
  await admin.people.changeOfficial({ params: { officialId }, body: mayor });
  const { name, email } = mayor;
  await admin.identity.inviteMember({ body: { name, email, officialId, roles: ["official"] } });
}

/** Heading a unit is on the roster; that one follows its monitor is a role which the administrator gives. */
async function nameHeads(stage: Stage): Promise<void> {
  const admin = await stage.admin();
  await stage.each([...overseeing], async (name) => {
    const { memberId } = await (await stage.as(personNamed(name).nip)).identity.readMe();
    await admin.identity.changeMember({ params: { memberId }, body: { roles: ["employee", "unitHead"] } });
  });
}

/** The cycle is planned with windows for a city that begins late, and opens by itself. */
async function prepareCycle(stage: Stage): Promise<CycleView> {
  const admin = await stage.admin();
  const period = { kind: "semester", year: 2026, index: 2 } as const;
  const planned = await admin.cycles.planCycle({ body: { period } });
  const params = { cycleId: planned.id };
  const opensAt = "2026-12-14T00:00";
  await admin.cycles.changeCycle({
    params,
    body: {
      opensAt,
      windows: {
        planning: { opensAt, closesAt: "2026-12-23T23:59" },
        // Plans of newcomers, and one that was returned, may still be put right.
        progress: { opensAt, closesAt: "2027-01-29T23:59" },
      },
    },
  });
  stage.say("siklus Semester II 2026 dibuka terjadwal, 14 Desember");
  await stage.moveTo(demoOpening);
  const reader = await stage.admin();
  return await until(
    () => reader.cycles.readCycle({ params }),
    ({ state }) => state === "open",
  );
}

/** Everyone signs in; who has been there long enough writes a plan, and the appraisers decide. */
async function writePlans(stage: Stage, cycle: CycleView): Promise<void> {
  stage.say("SKP ditulis, dikirim, disetujui");
  const parts = await partsOf(stage, demoPeople, cycle);
  const begun = parts.filter((part) => howFar(part) !== "unbegun");
  await stage.each(begun, (part) => writePlan(stage, part));
  await stage.settle();
}

/** January: predicates of the offices, then reports and ratings on three mornings, on the last of them a ticket. */
async function appraise(stage: Stage, cycle: CycleView): Promise<void> {
  const evaluationId = cycle.evaluations[0]?.id;
  if (evaluationId === undefined) throw new Error("a semester has one evaluation");
  const mornings = ["2027-01-04", "2027-01-06", "2027-01-07"];
  for (const [morning, day] of mornings.entries()) {
    await stage.moveTo(`${day}T09:00:00+07:00`);
    stage.say(`laporan dan penilaian, ${Number(day.slice(-2))} Januari`);
    if (morning === 0) await setPredicates(stage, cycle.id, evaluationId);
    const people = demoPeople.filter(
      ({ name }, at) => at % mornings.length === morning && !unbegun.includes(name),
    );
    const parts = await partsOf(stage, people, cycle);
    await stage.each(parts, async (part) => {
      await sendReport(stage, part, evaluationId);
      if (howFar(part) === "done" || howFar(part) === "drafted") await makeFinal(stage, part, evaluationId);
    });
    await stage.settle();
  }
  await openTicket(stage);
  await stage.settle();
}

async function setPredicates(stage: Stage, cycleId: string, evaluationId: string): Promise<void> {
  const { items: units } = await (await stage.admin()).people.listUnits();
  await stage.each([...organisationPredicates], async ({ unit, by }) => {
    const unitId = units.find(({ name }) => name === unit)?.id;
    if (unitId === undefined) throw new Error(`there is no unit ${unit}`);
    const reason = "Capaian rencana aksi semester II 2026, rapat evaluasi 4 Januari 2027.";
    const leader = await stage.as(by);
    await leader.appraisals.setOrganisationPredicate({
      params: { cycleId, evaluationId, unitId },
      body: { version: 0, predicate: "good", reason },
    });
  });
}

/** Everyone's parts that are theirs to work on; each signs in for it. */
async function partsOf(
  stage: Stage,
  people: readonly DemoPerson[],
  cycle: CycleView,
): Promise<readonly DemoPart[]> {
  const parts: DemoPart[] = [];
  await stage.each(people, async (person) => {
    parts.push(...(await stage.partsOf(person, cycle.id)));
  });
  return parts;
}
