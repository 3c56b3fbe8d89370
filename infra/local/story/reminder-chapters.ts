import { refusal } from "./appraisal-chapters.ts";
import { allParts, asPerson, type Cast, type PartRow } from "./cast.ts";
import type { Api, CloudClient, LocalMail } from "./cloud-client.ts";
import { instantIn } from "./cycle-chapters.ts";
import type { Narrator } from "./narrator.ts";
import { submitPlan } from "./plan-chapters.ts";
import type { Agency } from "./roster-chapters.ts";

type CycleView = Awaited<ReturnType<Api["cycles"]["readCycle"]>>;

/**
 * 6. The days of reminders, one by one: on each, exactly those get one mail who had something open just before, and
 * whoever is done gets nothing. Who that is comes from the lists, not from the reminders.
 */
export async function remindDayByDay(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
): Promise<void> {
  tell.chapter("6. Reminders, day by day");
  const admin = await cloud.as(agency.administrator, agency.id);
  const { steps } = await admin.cycles.dryRunCycle({ params: { cycleId: cycle.id } });
  const now = await cloud.now();
  const days = [
    ...new Set(steps.filter(({ window, at }) => window === "planning" && at > now).map(({ at }) => at)),
  ];
  for (const at of days.slice(0, 4)) {
    const audiences = steps.filter((step) => step.at === at && step.window === "planning");
    await cloud.moveTo(new Date(Date.parse(at) - 60_000).toISOString());
    const since = await cloud.now();
    const expected = await whoHasWork(cloud, agency, cycle, audiences);
    const mail = await tell.step(
      `${at.slice(0, 10)}: ${audiences.map(({ audience, step }) => `${step} (${audience})`).join(", ")}`,
      async () => {
        await cloud.moveTo(new Date(Date.parse(at) + 30 * 60_000).toISOString());
        return await cloud.mailSince(since);
      },
      (sent) => `${sent.length} mails, such as “${sent[0]?.subject}”`,
    );
    const counts = Map.groupBy(
      mail.flatMap(({ to }) => to),
      (address) => address,
    );
    tell.check(
      "nobody gets two mails a day",
      [...counts.values()].every((one) => one.length === 1),
    );
    const missed = [...expected].filter((address) => !counts.has(address));
    const needless = [...counts.keys()].filter((address) => !expected.has(address));
    tell.check("everyone with something open is mailed", missed.length === 0, missed.slice(0, 3).join(" "));
    tell.check("who is done gets nothing", needless.length === 0, needless.slice(0, 3).join(" "));
    tell.check("no mail says a NIP", mail.every(saysNoNip));
  }
}

/** The addresses of those who wait to do something about plans: employees, and appraisers with plans submitted to them. */
async function whoHasWork(
  cloud: CloudClient,
  agency: Agency,
  cycle: CycleView,
  steps: readonly { audience: string; step: string }[],
): Promise<Set<string>> {
  const admin = await cloud.as(agency.administrator, agency.id);
  const parts = (await allParts(admin, cycle.id)).filter(({ exclusion }) => exclusion === undefined);
  const unfinished = (part: PartRow) => part.plan.state === "draft" || part.plan.state === "returned";
  const has = (audience: string) => steps.some((step) => step.audience === audience);
  const spokenOfStaff = steps.some(
    ({ audience, step }) => audience === "supervisor" && (step === "d7" || step === "d1"),
  );
  const people = new Set<string>();
  for (const part of parts) {
    if (has("employee") && unfinished(part)) people.add(part.employeeId);
    if (part.appraiser?.kind !== "employee" || !has("supervisor")) continue;
    if (part.plan.state === "submitted" || (spokenOfStaff && unfinished(part))) people.add(part.appraiser.id);
  }
  const addresses = new Set<string>();
  for (const employeeId of people) {
    const { email } = await admin.people.readPerson({ params: { employeeId } });
    if (email !== undefined) addresses.add(email);
  }
  return addresses;
}

function saysNoNip({ text, subject }: LocalMail): boolean {
  return !/\d{18}/.test(text + subject);
}

/** 9. The window closes; a late write is refused by name and nothing is lost; an extension opens it again. */
export async function closeAndExtend(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
  late: Cast,
): Promise<void> {
  tell.chapter("9. The window closes, and an extension opens it again");
  const [part] = late.parts;
  if (part === undefined) throw new Error("nobody is late");
  const closes = cycle.windows.progress.closesAt;
  await cloud.moveTo(new Date(Date.parse(instantIn(closes, agency.zone)) + 120_000).toISOString());
  const employee = await asPerson(cloud, agency, late, part.employeeId);
  const params = { cycleId: cycle.id, partId: part.id };
  await tell.step(
    "a plan after the window",
    () => refusal(() => submitPlan(employee, part)),
    (said) => said,
  );
  const admin = await cloud.as(agency.administrator, agency.id);
  const later = `${closes.slice(0, 8)}${closes.slice(8, 10)}`;
  const extended = new Date(Date.parse(`${later}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10);
  await tell.step(
    `POST …/extensions to ${extended}`,
    () =>
      admin.cycles.extendWindow({
        params: { cycleId: cycle.id },
        body: {
          window: "progress",
          closesAt: `${extended}T23:59`,
          reason: "extension",
          note: "Diperpanjang atas permintaan unit.",
        },
      }),
    ({ windows }) => `${windows.progress.extensions.length} extension`,
  );
  await tell.step(
    "the same plan now",
    () => submitPlan(employee, part),
    () => "submitted",
  );
  const plan = await employee.plans.readPlan({ params });
  tell.check("it is there, whole", plan.state === "submitted" && plan.versions.length === 1);
}
