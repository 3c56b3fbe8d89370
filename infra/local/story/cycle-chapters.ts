import { type CloudClient, type CycleView, until } from "./cloud-client.ts";
import type { Narrator } from "./narrator.ts";
import type { Agency } from "./roster-chapters.ts";

/** 4. The administrator plans a cycle; the data check and the dry run tell beforehand. */
export async function planCycle(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  period: { kind: "semester" | "annual"; year: number; index: number },
): Promise<CycleView> {
  tell.chapter("4. A cycle is planned, checked and tried out");
  const admin = await cloud.as(agency.administrator, agency.id);
  const cycle = await tell.step(
    `POST /v1/cycles ${period.kind} ${period.index} ${period.year}`,
    () => admin.cycles.planCycle({ body: { period } }),
    ({ title, opensAt, evaluations }) => `${title.id}, opens ${opensAt}, ${evaluations.length} evaluation(s)`,
  );
  const params = { cycleId: cycle.id };
  await tell.step(
    "GET …/check",
    () => admin.cycles.checkCycle({ params }),
    ({ counts }) => counts.map(({ code, count }) => `${count} × ${code}`).join(", ") || "nothing to mend",
  );
  const run = await tell.step(
    "GET …/dry-run",
    () => admin.cycles.dryRunCycle({ params }),
    ({ inScope, excluded, steps }) =>
      `${inScope} in scope, ${excluded} excluded, ${steps.length} steps of mail`,
  );
  for (const { day, audience, window, step, count } of run.steps.slice(0, 8)) {
    tell.check(`${day}`, true, `${step} to ${count} (${audience}, ${window.split(".").at(-1)})`);
  }
  return cycle;
}

/** 5. The clock reaches the opening, and the scheduled function opens the cycle by itself. */
export async function openBySchedule(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  planned: CycleView,
): Promise<CycleView> {
  tell.chapter("5. The cycle opens by itself");
  await tell.step(
    `the clock moves to ${planned.opensAt} ${agency.zone}`,
    () => cloud.moveTo(instantIn(planned.opensAt, agency.zone)),
    (ticks) => `${ticks} tick(s)`,
  );
  const admin = await cloud.as(agency.administrator, agency.id);
  const params = { cycleId: planned.id };
  const cycle = await tell.step(
    "GET /v1/cycles/…",
    () =>
      until(
        () => admin.cycles.readCycle({ params }),
        ({ state }) => state === "open",
      ),
    ({ state, openedAt, opened }) =>
      `${state} since ${openedAt}: ${opened?.inScope} in scope, ${opened?.excluded} excluded`,
  );
  const evaluation = cycle.evaluations[0];
  if (evaluation === undefined) throw new Error("the cycle has no evaluation");
  const monitor = await tell.step(
    "GET /v1/monitor (planning)",
    () =>
      until(
        () => admin.reports.readMonitor({ query: { cycle: cycle.id, phase: "planning" } }),
        ({ total }) => total.total >= (cycle.opened?.inScope ?? 0),
      ),
    ({ total, countedAt }) =>
      `${total.notStarted} of ${total.total} not started, ${total.excluded} excluded, as of ${countedAt}`,
  );
  tell.check(
    "the monitor counts everyone",
    monitor.total.total >= (cycle.opened?.inScope ?? -1) && monitor.total.excluded === cycle.opened?.excluded,
  );
  return cycle;
}

/** The instant of a wall-clock time in a zone, as the clock takes it. */
export function instantIn(local: string, zone: string): string {
  const wall = Date.parse(`${local}:00Z`);
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(wall);
  const offset = Date.parse(`${shown.replace(" ", "T")}Z`) - wall;
  return new Date(wall - offset).toISOString();
}
