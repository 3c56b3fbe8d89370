import type { Id } from "#shared/platform/ids.ts";
import { asPerson, type Cast, type PartRow, teamsOf } from "./cast.ts";
import { type Api, type CloudClient, forEach } from "./cloud-client.ts";
import type { Narrator } from "./narrator.ts";
import type { Agency } from "./roster-chapters.ts";

/** How many act at once: an office in the morning, and what two cores bear. */
export const atOnce = 8;

/** 6. Employees draft and submit plans; one is returned with a reason; all but the last team's are approved. */
export async function makePlans(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cast: Cast,
): Promise<void> {
  tell.chapter("6. Plans: drafted, submitted, returned, approved");
  const [first] = teamsOf(cast);
  if (first === undefined) throw new Error("nobody has an appraiser on the roster");
  await tell.step(
    `${cast.parts.length} employees write two results each and submit`,
    () =>
      forEach(cast.parts, atOnce, async (part) =>
        submitPlan(await asPerson(cloud, agency, cast, part.employeeId), part),
      ),
    () => "all submitted, each with a numbered receipt",
  );
  const [supervisor, team] = first;
  const [unlucky] = team;
  if (unlucky === undefined) throw new Error("a team without people");
  const boss = await asPerson(cloud, agency, cast, supervisor);
  const inbox = await tell.step(
    "GET /v1/inbox as a supervisor",
    () => boss.appraisals.readInbox({ query: { cycle: unlucky.cycleId } }),
    ({ items, counts }) => `${items.length} wait for them (${JSON.stringify(counts)})`,
  );
  tell.check(
    "everyone of the team waits there",
    inbox.items.length === team.length,
    `${inbox.items.length} of ${team.length}`,
  );
  await returnAndResubmit(cloud, tell, agency, cast, boss, unlucky);
  const punctual = [...teamsOf(cast).keys()].slice(0, -1);
  await approvePlans(cloud, tell, agency, cast, punctual.length === 0 ? [supervisor] : punctual);
}

/** These supervisors approve what was submitted to them. */
export async function approvePlans(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cast: Cast,
  supervisors: readonly string[],
): Promise<void> {
  const teams = teamsOf(cast);
  const plans = supervisors.flatMap((id) => teams.get(id) ?? []);
  await tell.step(
    `${supervisors.length} supervisors approve`,
    () =>
      forEach(supervisors, atOnce, async (id) => {
        const api = await asPerson(cloud, agency, cast, id);
        for (const part of teams.get(id) ?? []) await approve(api, part);
      }),
    () => `${plans.length} plans approved`,
  );
}

async function returnAndResubmit(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cast: Cast,
  boss: Api,
  part: PartRow,
) {
  const params = { cycleId: part.cycleId, partId: part.id };
  const reason = "Target pada hasil kedua belum terukur; mohon tuliskan angka dan satuannya.";
  await tell.step(
    "POST …/return with a reason and a note",
    () =>
      boss.plans.returnPlan({
        params,
        body: { version: 1, reason, notes: [{ path: "results", text: "Tuliskan angka dan satuan." }] },
      }),
    ({ state }) => state,
  );
  const employee = await asPerson(cloud, agency, cast, part.employeeId);
  const plan = await tell.step(
    "the employee reads it",
    () => employee.plans.readPlan({ params }),
    ({ decisions }) => `“${decisions.at(-1)?.reason}”`,
  );
  const [draft] = plan.draft?.results ?? [];
  if (draft === undefined) throw new Error("the drafts are gone");
  await tell.step(
    "… mends it and submits again",
    async () => {
      const result = { ...draft.result, text: `${draft.result.text} (diperbaiki)` };
      await employee.plans.saveResultDraft({
        params: { ...params, resultId: draft.result.id },
        body: { version: draft.version, order: draft.order, result },
      });
      return await employee.plans.submitPlan({ params, body: {} });
    },
    ({ state, submittedVersion }) => `${state}, version ${submittedVersion}`,
  );
}

/** Two measurable results and the frame, then the submission. */
export async function submitPlan(employee: Api, part: Pick<PartRow, "id" | "cycleId">): Promise<void> {
  const params = { cycleId: part.cycleId, partId: part.id };
  await employee.plans.savePlanFrame({ params, body: { version: 0, frame: frame() } });
  for (const order of [1, 2]) {
    const result = plannedResult(part.id, order);
    await employee.plans.saveResultDraft({
      params: { ...params, resultId: result.id },
      body: { version: 0, order, result },
    });
  }
  await employee.plans.submitPlan({ params, body: {} });
}

/** Approves what was submitted, as it was read. */
export async function approve(api: Api, part: Pick<PartRow, "id" | "cycleId">): Promise<void> {
  const params = { cycleId: part.cycleId, partId: part.id };
  const { versions, submittedVersion } = await api.plans.readPlan({ params });
  const submitted = versions.find(({ number }) => number === submittedVersion);
  if (submitted === undefined) throw new Error("nothing was submitted");
  await api.plans.approvePlan({ params, body: { version: submitted.number, hash: submitted.hash } });
}

function frame() {
  return {
    approach: "quantitative" as const,
    expectations: { service: "Kabari pemohon sebelum berkasnya jatuh tempo." },
    resources: ["Satu perangkat kerja dan akses jaringan"],
    accountability: ["Laporan bulanan kepada atasan"],
  };
}

function plannedResult(part: string, order: number) {
  // An id of the client's own making, different for each part and place in the plan.
  const id = `res_${part.slice(4, 29)}${order}` as Id<"result">;
  return {
    id,
    kind: "main" as const,
    text: order === 1 ? "Permohonan layanan selesai tepat waktu" : "Laporan berkala disampaikan lengkap",
    serves: { text: "Layanan publik yang cepat dan pasti" },
    perspective: "service-recipients" as const,
    indicators: [
      {
        key: "waktu",
        text: "Waktu penyelesaian",
        aspect: "time" as const,
        target: { kind: "number" as const, value: order === 1 ? "4" : "2" },
        unit: "hari kerja",
        direction: "minimise" as const,
        baseline: "5",
        duty: "Melayani permohonan",
      },
    ],
  };
}
