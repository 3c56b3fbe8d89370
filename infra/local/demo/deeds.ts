import { curious, drafted, mistaken, reported, returned, unbegun, unreported, writing } from "./cast.ts";
import { personNamed } from "./roster.ts";
import type { DemoPart, Stage } from "./stage.ts";
import { plannedResults, ratingsOf, reportOn, resultIdOf } from "./work-samples.ts";

/** How far a part is on the demo's morning. */
export type HowFar = "unbegun" | "unreported" | "reported" | "drafted" | "done";

export function howFar({ row, person: { name } }: Pick<DemoPart, "row" | "person">): HowFar {
  const isIn = (list: readonly string[]) => list.includes(name) || list.includes(`${name}#${row.number}`);
  if (isIn(unbegun)) return "unbegun";
  if (isIn(unreported)) return "unreported";
  if (isIn(drafted)) return "drafted";
  return isIn(reported) ? "reported" : "done";
}

/** The results as drafts, the submission, and the appraiser's decision: approved, but for the one that is returned. */
export async function writePlan(stage: Stage, part: DemoPart): Promise<void> {
  const { params, person, work } = part;
  const employee = await stage.as(person.nip);
  for (const [index, result] of plannedResults(work).entries()) {
    const body = { version: 0, order: index + 1, result };
    await employee.plans.saveResultDraft({ params: { ...params, resultId: result.id }, body });
  }
  const { versions } = await employee.plans.submitPlan({ params, body: {} });
  const [submitted] = versions;
  if (submitted === undefined) throw new Error(`the plan of ${person.name} has no version`);
  const appraiser = await stage.asAppraiserOf(part);
  const { number: version, hash } = submitted;
  if (person.name !== returned) await appraiser.plans.approvePlan({ params, body: { version, hash } });
  else await appraiser.plans.returnPlan({ params, body: { version, ...returnOf(part) } });
}

function returnOf({ work }: DemoPart) {
  const at = (index: number, field: string) => `results.${resultIdOf(work, index)}.${field}`;
  return {
    reason: "Mohon dua hal ini dilengkapi dahulu; hasil kerja lainnya sudah baik.",
    notes: [
      {
        path: at(0, "indicators.ukuran.target"),
        text: "Tahun lalu sudah lebih baik dari target ini. Mohon diturunkan, atau jelaskan mengapa tetap.",
      },
      { path: at(1, "text"), text: "Tulis hasilnya, bukan kegiatannya." },
    ],
  };
}

/** The report with its evidence, sent by whoever has got so far; one person has begun to write. */
export async function sendReport(stage: Stage, part: DemoPart, evaluationId: string): Promise<void> {
  const state = howFar(part);
  const { person, work } = part;
  if (state === "unreported" && person.name !== writing) return;
  const params = { ...part.params, evaluationId };
  const employee = await stage.as(person.nip);
  const report = person.name === writing ? reportOn(work, 3) : reportOn(work);
  const { version } = await employee.appraisals.saveReport({ params, body: { version: 0, report } });
  if (state !== "unreported") await employee.appraisals.submitReport({ params, body: { version } });
}

/** The ratings; final, and received by every other person but who receives it on the tour, unless the appraiser has only begun. */
export async function makeFinal(stage: Stage, part: DemoPart, evaluationId: string): Promise<void> {
  const { person, work } = part;
  const params = { ...part.params, evaluationId };
  const appraiser = await stage.asAppraiserOf(part);
  const ratings = ratingsOf(work, person.name);
  const { version } = await appraiser.appraisals.saveRatings({ params, body: { version: 0, ratings } });
  if (howFar(part) === "drafted") return;
  await appraiser.appraisals.submitEvaluation({ params, body: { version } });
  if (work.turn % 2 === 1 || person.name === curious) return;
  const employee = await stage.as(person.nip);
  await employee.appraisals.acknowledgeEvaluation({
    params,
    body: { answer: "Terima kasih, sudah saya baca." },
  });
}

/** “Penilai saya keliru”, with who it should be. */
export async function openTicket(stage: Stage): Promise<void> {
  const { name, wanted, note } = mistaken;
  const employee = await stage.as(personNamed(name).nip);
  const id = await stage.idOf(personNamed(wanted));
  await employee.people.openTicket({ body: { wanted: { kind: "employee", id }, note } });
}
