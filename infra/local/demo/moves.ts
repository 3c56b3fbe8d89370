import { mayor } from "./cast.ts";
import { demoPeople, personNamed } from "./roster.ts";
import type { Stage } from "./stage.ts";

const title = (name: string, kind: "jpt-pratama" | "pelaksana") => ({ title: name, kind });

/** What happened in the semester: each of these people has two parts. */
export async function recordMoves(stage: Stage): Promise<void> {
  await moveInOctober(stage);
  await moveInNovember(stage);
}

/** A transfer on the 1st, and a retirement on the same day after which somebody had no appraiser until the 5th. */
async function moveInOctober(stage: Stage): Promise<void> {
  const admin = await stage.admin();
  const yohana = personNamed("Yohana Sinaga");
  await admin.people.assignPerson({
    body: {
      employee: await stage.idOf(yohana),
      from: "2026-10-01",
      unit: await unitNamed(stage, "Dinas Sosial"),
      position: title("Penelaah Teknis Kebijakan", "pelaksana"),
      appraiser: await asAppraiser(stage, "Erna Wibisono"),
    },
  });
  const umi = personNamed("Umi Setiawan");
  const employee = await stage.idOf(umi);
  const { assignments } = await admin.people.readPerson({ params: { employeeId: employee } });
  const assignmentId = assignments[0]?.id ?? "";
  await admin.people.correctAssignment({ params: { assignmentId }, body: { employee, to: "2026-09-30" } });
  const appraiser = await asAppraiser(stage, "Wati Sulistyo");
  await admin.people.assignPerson({ body: { employee, from: "2026-10-05", appraiser } });
}

/** A head of division is promoted; from 2 November her people work under a Plt, who himself reports to the head of office. */
async function moveInNovember(stage: Stage): Promise<void> {
  const admin = await stage.admin();
  const promoted = personNamed("Sri Wahyuni");
  const acting = personNamed("Imam Prasetyo");
  const { items } = await admin.people.listOfficials();
  const official = items.find(({ office }) => office === mayor.office);
  if (official === undefined) throw new Error("there is no mayor");
  await admin.people.assignPerson({
    body: {
      employee: await stage.idOf(promoted),
      from: "2026-11-01",
      unit: await unitNamed(stage, "Sekretariat Daerah"),
      position: title("Staf Ahli Bidang Kemasyarakatan dan Sumber Daya Manusia", "jpt-pratama"),
      appraiser: { kind: "official", id: official.id },
    },
  });
  const from = "2026-11-02";
  const head = await asAppraiser(stage, "Taufik Rahman");
  await admin.people.assignPerson({ body: { employee: await stage.idOf(acting), from, appraiser: head } });
  const mandate = { number: "800.1.3.1/1123/SPRINT/2026", date: "2026-10-30" };
  const appraiser = await asAppraiser(stage, acting.name);
  const staff = demoPeople.filter((one) => one.appraiser === promoted.nip && one.nip !== acting.nip);
  await stage.each(staff, async (one) => {
    const employee = await stage.idOf(one);
    await admin.people.assignPerson({ body: { employee, from, appraiser, role: "Plt", mandate } });
  });
}

async function asAppraiser(stage: Stage, name: string) {
  return { kind: "employee" as const, id: await stage.idOf(personNamed(name)) };
}

async function unitNamed(stage: Stage, wanted: string) {
  const { items } = await (await stage.admin()).people.listUnits();
  const unit = items.find(({ name }) => name === wanted);
  if (unit === undefined) throw new Error(`there is no unit ${wanted}`);
  return unit.id;
}
