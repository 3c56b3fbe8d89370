import { Refused } from "#shared/platform/client.ts";
import { asPerson, type Cast, type PartRow, teamsOf } from "./cast.ts";
import { type Api, type CloudClient, type CycleView, forEach, until } from "./cloud-client.ts";
import type { Narrator } from "./narrator.ts";
import { atOnce } from "./plan-chapters.ts";
import { type Agency, fetchExport } from "./roster-chapters.ts";

/** 10. Reports, the units' organisation predicates, ratings, predicates with their explanation, receipt. */
export async function appraise(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
  cast: Cast,
): Promise<void> {
  tell.chapter("10. Reports, ratings, predicates");
  const evaluation = evaluationOf(cycle);
  const admin = await cloud.as(agency.administrator, agency.id);
  const [sample] = cast.parts;
  if (sample === undefined) throw new Error("nobody acts");
  await tell.step(
    `${cast.parts.length} employees report with evidence`,
    () =>
      forEach(cast.parts, atOnce, async (part) =>
        report(await asPerson(cloud, agency, cast, part.employeeId), part, evaluation.id),
      ),
    () => "all reported",
  );
  const early = await asPerson(cloud, agency, cast, sample.appraiser?.id);
  await tell.step(
    "a final rating before the organisation predicate",
    () => refusal(() => rate(early, sample, evaluation.id)),
    (code) => code,
  );
  const units = new Set(cast.parts.map(({ unit }) => unit));
  await tell.step(
    `PUT /v1/organisation-predicates for ${units.size} units`,
    () =>
      forEach([...units], 4, async (unitId) => {
        await admin.appraisals.setOrganisationPredicate({
          params: { cycleId: cycle.id, evaluationId: evaluation.id, unitId },
          body: {
            version: 0,
            predicate: "good",
            reason: "Ditetapkan atas nama pimpinan menurut capaian rencana aksi.",
          },
        });
      }),
    () => "Baik",
  );
  await tell.step(
    `${teamsOf(cast).size} supervisors rate results and behaviour and make it final`,
    () =>
      forEach([...teamsOf(cast)], atOnce, async ([id, parts]) => {
        const api = await asPerson(cloud, agency, cast, id);
        for (const part of parts) await rate(api, part, evaluation.id);
      }),
    () => `${cast.parts.length} predicates`,
  );
  await readAndAcknowledge(cloud, tell, agency, cast, evaluation.id);
}

/** 11. The monitor by unit and in total, and the exports, agree with the lists. */
export async function monitorAndExport(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
  parts: readonly PartRow[],
  done: number,
) {
  tell.chapter("11. The monitor and the exports");
  const admin = await cloud.as(agency.administrator, agency.id);
  const query = { cycle: cycle.id, phase: evaluationOf(cycle).id };
  const inScope = parts.filter(({ exclusion }) => exclusion === undefined).length;
  const started = performance.now();
  const { total, countedAt } = await tell.step(
    "GET /v1/monitor",
    () =>
      until(
        () => admin.reports.readMonitor({ query }),
        (monitor) => monitor.total.done === done,
      ),
    (monitor) => `${monitor.total.done} of ${monitor.total.total} done, as of ${monitor.countedAt}`,
  );
  tell.check("true within five seconds", performance.now() - started < 5000 && countedAt !== undefined);
  tell.check("it counts every part", total.total === inScope, `${total.total} of ${inScope}`);
  const { items } = await tell.step(
    "GET /v1/monitor/units",
    () => admin.reports.readMonitorUnits({ query }),
    (rows) => `${rows.items.length} units`,
  );
  tell.check(
    "the units add up to the total",
    sum(items.map((row) => row.total)) === total.total && sum(items.map((row) => row.done)) === total.done,
  );
  for (const format of ["csv", "xlsx"] as const) {
    const { rows, bytes } = await tell.step(
      `POST /v1/exports parts.${format}`,
      () => fetchExport(admin, { kind: "parts", format, cycle: cycle.id }),
      (file) => `${file.rows} rows, ${Math.round(file.bytes.length / 1024)} KB`,
    );
    tell.check("a line per part", rows === parts.length, `${rows} of ${parts.length}`);
    if (format === "csv") {
      const text = new TextDecoder().decode(bytes);
      tell.check("no cell is a formula", !/(^|,)"?[=+@]/m.test(text));
      tell.check("NIPs are text", /(^|\n)'\d{18},/.test(text));
    }
  }
}

async function report(employee: Api, part: PartRow, evaluationId: string): Promise<void> {
  const params = { cycleId: part.cycleId, partId: part.id, evaluationId };
  const { plan } = await employee.appraisals.readEvaluation({ params });
  const realisations = (plan?.content.results ?? []).map(({ id, indicators }) => ({
    result: id,
    reached: Object.fromEntries(indicators.map(({ key }) => [key, { kind: "number" as const, value: "3" }])),
    text: "Selesai rata-rata dalam tiga hari kerja.",
    evidence: [
      {
        kind: "link" as const,
        key: "register",
        title: "Register layanan",
        url: "https://contoh.go.id/register",
      },
    ],
  }));
  const draft = await employee.appraisals.saveReport({
    params,
    body: { version: 0, report: { realisations } },
  });
  await employee.appraisals.submitReport({ params, body: { version: draft.version } });
}

/** Both ratings as expected; a head's work result is the unit's achievement, which "Baik" makes "Sesuai" as well. */
async function rate(api: Api, part: PartRow, evaluationId: string): Promise<void> {
  const params = { cycleId: part.cycleId, partId: part.id, evaluationId };
  const { rater } = await api.appraisals.readEvaluation({ params });
  const ratings = {
    result: { rating: "meets" as const },
    behaviour: { rating: "meets" as const },
    strengths: [`Laporan ${part.name} lengkap dan mudah ditelusuri.`],
    improvements: ["Bagikan cara kerja yang berhasil kepada rekan satu tim."],
  };
  const draft = await api.appraisals.saveRatings({
    params,
    body: { version: rater?.draft?.version ?? 0, ratings },
  });
  await api.appraisals.submitEvaluation({ params, body: { version: draft.version } });
}

async function readAndAcknowledge(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cast: Cast,
  evaluationId: string,
) {
  const [part] = cast.parts;
  if (part === undefined) return;
  const employee = await asPerson(cloud, agency, cast, part.employeeId);
  const params = { cycleId: part.cycleId, partId: part.id, evaluationId };
  await tell.step(
    "GET …/explanation as the employee",
    () => employee.appraisals.explainEvaluation({ params }),
    ({ question, equation, steps }) =>
      `“${question.id}”: ${equation.result.id} + ${equation.behaviour.id} = ${equation.predicate.id}, ${steps.length} steps`,
  );
  await tell.step(
    `${cast.parts.length} employees say that they received it`,
    () =>
      forEach(cast.parts, atOnce, async (one) => {
        const api = await asPerson(cloud, agency, cast, one.employeeId);
        await api.appraisals.acknowledgeEvaluation({
          params: { cycleId: one.cycleId, partId: one.id, evaluationId },
          body: { answer: "" },
        });
      }),
    () => "telah menerima",
  );
}

/** The code with which something is refused; an error of the story where it is not. */
export async function refusal(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Refused)
      return `${error.status} ${error.code}: ${error.problem?.title} ${error.problem?.detail}`;
    throw error;
  }
  throw new Error("it was not refused");
}

export function evaluationOf(cycle: CycleView) {
  const evaluation = cycle.evaluations[0];
  if (evaluation === undefined) throw new Error("the cycle has no evaluation");
  return evaluation;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
