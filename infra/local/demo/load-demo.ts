import { type Api, CloudClient, until } from "../story/cloud-client.ts";
import {
  administrator,
  deadAddresses,
  demoNow,
  demoZone,
  excluded,
  faces,
  joinersSince,
  mayor,
  organisationPredicates,
  teachers,
  unbegun,
} from "./cast.ts";
import { howFar, makeFinal, sendReport, writePlan } from "./deeds.ts";
import { moveInAutumn, moveInOctober } from "./moves.ts";
import { type DemoPerson, demoPeople, personNamed, rosterFile } from "./roster.ts";
import { type DemoPart, Stage } from "./stage.ts";

type CycleView = Awaited<ReturnType<Api["cycles"]["readCycle"]>>;

/**
 * Plays half a year of Kota Contoh on a fresh local cloud, through the public API and the control clock alone, and leaves
 * the clock standing on Friday 8 January 2027, 07:50. The clock must not be past `demoStart`.
 */
export async function loadDemo(url: string, print: (line: string) => void): Promise<void> {
  const stage = new Stage(new CloudClient(url), print);
  await stage.cloud.control("POST", "/clock", { held: true });
  await stage.cloud.control("POST", "/faults", { mailBounceAddresses: deadAddresses });
  await onboard(stage);
  const cycle = await prepareCycle(stage);
  await writePlans(stage, cycle);
  await liveThroughAutumn(stage, cycle);
  await appraise(stage, cycle);
  await stage.moveTo(demoNow);
  stage.say("selesai. Jumat, 8 Januari 2027 pukul 07.50 WIB; jam dijeda, pengingat berangkat pukul 08.00.");
  for (const { as, name, what } of faces) print(`  ${name} – ${what}: ${as}`);
}

/** June: the agency, its roster, who is left out. */
async function onboard(stage: Stage): Promise<void> {
  stage.say("instansi dan 218 pegawai");
  const operator = await stage.cloud.as("operator");
  const { agencyId } = await operator.agencies.onboardAgency({
    body: { name: "Kota Contoh", zone: demoZone, preset: "pauh", administrator },
  });
  stage.agency = agencyId;
  await importRoster(stage, demoPeople.filter(isThere), "pegawai-kota-contoh.csv");
  await inviteMayor(stage);
  const admin = await stage.admin();
  await stage.each([...excluded], async ({ name, ...exclusion }) => {
    const params = { employeeId: await stage.idOf(personNamed(name)) };
    await admin.people.setExclusions({ params, body: { exclusions: [exclusion] } });
  });
  const taught = demoPeople.filter(
    ({ unit, line }) => unit === teachers.unit && /,Guru (Kelas|Pendidikan)/.test(line),
  );
  await stage.each(taught, async (person) => {
    const params = { employeeId: await stage.idOf(person) };
    await admin.people.setExclusions({ params, body: { exclusions: [teachers.exclusion] } });
  });
}

function isThere({ since }: DemoPerson): boolean {
  return since < joinersSince;
}

async function importRoster(stage: Stage, people: readonly DemoPerson[], fileName: string): Promise<void> {
  const admin = await stage.admin();
  const file = rosterFile(people);
  const started = await admin.people.startImport({ body: { fileName, bytes: file.length } });
  const params = { importId: started.id };
  const put = await fetch(started.upload.url, { method: "PUT", body: file });
  if (!put.ok) throw new Error(`the roster's upload answered ${put.status}`);
  const look = () => admin.people.readImport({ params });
  const read = await until(look, ({ state }) => state === "ready" || state === "failed");
  if (read.preview?.joined !== people.length) {
    const { items } = await admin.people.readVerdicts({ params });
    throw new Error(`the roster is not as the demo needs it: ${JSON.stringify({ read, items })}`);
  }
  await admin.people.applyImport({ params, body: { rows: "all", proposals: "none", invite: true } });
  await until(look, ({ state }) => state === "applied", 120);
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

/** The cycle is planned in June and opens by itself on 1 July. */
async function prepareCycle(stage: Stage): Promise<CycleView> {
  const admin = await stage.admin();
  const body = { period: { kind: "semester", year: 2026, index: 2 } } as const;
  const { id } = await admin.cycles.planCycle({ body });
  stage.say("siklus Semester II 2026 dibuka terjadwal, 1 Juli");
  await stage.moveTo("2026-07-01T08:30:00+07:00");
  const reader = await stage.admin();
  return await until(
    () => reader.cycles.readCycle({ params: { cycleId: id } }),
    ({ state }) => state === "open",
  );
}

/** July: everyone signs in and writes a plan; their appraisers decide. */
async function writePlans(stage: Stage, cycle: CycleView): Promise<void> {
  stage.say("SKP ditulis, dikirim, disetujui");
  const parts = await partsOf(stage, demoPeople.filter(isThere), cycle);
  await stage.each(parts, (part) => writePlan(stage, part));
  await stage.settle();
}

/** Moves in October and November; newcomers in December, too late to have written a plan. */
async function liveThroughAutumn(stage: Stage, cycle: CycleView): Promise<void> {
  stage.say("mutasi 1 Oktober, Plt 2 November, pegawai baru");
  await stage.moveTo("2026-10-05T09:00:00+07:00");
  await planAnew(stage, cycle, await moveInOctober(stage));
  await stage.moveTo("2026-11-02T09:00:00+07:00");
  await planAnew(stage, cycle, await moveInAutumn(stage));
  await stage.moveTo("2026-12-07T09:00:00+07:00");
  const joiners = demoPeople.filter((person) => !isThere(person));
  await importRoster(stage, joiners, "pegawai-baru-desember.csv");
  await partsOf(stage, joiners, cycle);
  // Plans may be put right until 29 January: who came late has not written one, and one was returned.
  const admin = await stage.admin();
  await admin.cycles.extendWindow({
    params: { cycleId: cycle.id },
    body: {
      window: "progress",
      closesAt: "2027-01-29T23:59",
      reason: "extension",
      note: "SKP pegawai baru dan SKP yang dikembalikan dapat dilengkapi sampai 29 Januari 2027.",
    },
  });
}

/** The second parts of people who moved get their own plans. */
async function planAnew(stage: Stage, cycle: CycleView, people: readonly DemoPerson[]): Promise<void> {
  await stage.settle();
  const parts = await partsOf(stage, people, cycle);
  const later = parts.filter(({ row }) => row.number > 1);
  if (later.length !== people.length) throw new Error("somebody who moved has no second part");
  await stage.each(later, (part) => writePlan(stage, part));
  await stage.settle();
}

/** January: predicates of the offices, then reports and ratings on three mornings. */
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
