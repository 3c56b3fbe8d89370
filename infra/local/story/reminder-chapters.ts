import { AddressBook } from "./address-book.ts";
import { refusal } from "./appraisal-chapters.ts";
import { allParts, asPerson, type Cast, type PartRow } from "./cast.ts";
import type { Api, CloudClient, CycleView, LocalMail } from "./cloud-client.ts";
import type { Narrator } from "./narrator.ts";
import { submitPlan } from "./plan-chapters.ts";
import type { Agency } from "./roster-chapters.ts";

/** A step of the dry run: whom it mails, of which window, and when. */
type Step = Awaited<ReturnType<Api["cycles"]["dryRunCycle"]>>["steps"][number];

/**
 * 7. The days of reminders of the planning window, one by one until the escalation: on each, exactly those get one mail
 * who had something open just before, and whoever is done gets nothing. Who that is comes from the lists, not from the
 * reminders.
 */
export async function remindDayByDay(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
): Promise<void> {
  tell.chapter("7. Reminders, day by day");
  const days = await reminderDays(cloud, agency, cycle);
  const book = await AddressBook.open(await cloud.as(agency.administrator, agency.id), agency);
  for (const steps of days.filter(([{ step } = { step: "" }]) => !step.startsWith("weekly"))) {
    await remind(cloud, tell, agency, cycle, steps, book);
  }
}

/** The days of the planning window that are still to come, with their steps. */
async function reminderDays(cloud: CloudClient, agency: Agency, cycle: CycleView): Promise<Step[][]> {
  const admin = await cloud.as(agency.administrator, agency.id);
  const { steps } = await admin.cycles.dryRunCycle({ params: { cycleId: cycle.id } });
  const now = await cloud.now();
  const coming = steps.filter(
    ({ window, at, step }) => window === "planning" && at > now && step !== "admin-list",
  );
  return [...Map.groupBy(coming, ({ at }) => at).values()];
}

/** Lets one day's moment pass; answers the mails that left. */
async function remind(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
  steps: readonly Step[],
  book: AddressBook,
): Promise<readonly LocalMail[]> {
  const at = steps[0]?.at ?? "";
  await cloud.moveTo(new Date(Date.parse(at) - 60_000).toISOString());
  const since = await cloud.now();
  const expected = await whoIsAwaited(cloud, agency, cycle, steps, book);
  const mail = await tell.step(
    `${localDay(at, agency.zone)}: ${steps.map(({ audience, step }) => `${step} (${audience})`).join(", ")}`,
    async () => {
      await cloud.moveTo(new Date(Date.parse(at) + 30 * 60_000).toISOString());
      return await cloud.mailSince(since);
    },
    (sent) => `${sent.length} mails${sent[0] === undefined ? "" : `, such as “${sent[0].subject}”`}`,
  );
  const counts = Map.groupBy(
    mail.flatMap(({ to }) => to),
    (address) => address,
  );
  const isOnce = [...counts.values()].every((one) => one.length === 1);
  tell.check("nobody gets two mails a day", isOnce);
  const missed = [...expected].filter((address) => !counts.has(address));
  const needless = [...counts.keys()].filter((address) => !expected.has(address));
  tell.check("everyone with something open is mailed", missed.length === 0, missed.slice(0, 3).join(" "));
  tell.check("who is done gets nothing", needless.length === 0, needless.slice(0, 3).join(" "));
  tell.check("no mail says a NIP", mail.every(saysNoNip));
  return mail;
}

/**
 * The addresses of those whose turn it is: employees with an open plan, appraisers with plans submitted to them (on some
 * steps also with staff who have not), and on the escalation each late appraiser and who stands above. Where nobody
 * there can be written to, it is the administrator.
 */
async function whoIsAwaited(
  cloud: CloudClient,
  agency: Agency,
  cycle: CycleView,
  steps: readonly Step[],
  book: AddressBook,
): Promise<Set<string>> {
  const admin = await cloud.as(agency.administrator, agency.id);
  const parts = (await allParts(admin, cycle.id)).filter(({ exclusion }) => exclusion === undefined);
  await book.turnTo(localDay(await cloud.now(), agency.zone), parts);
  const isUnfinished = ({ plan }: PartRow) => plan.state === "draft" || plan.state === "returned";
  const of = (audience: string) => steps.filter((step) => step.audience === audience);
  const speaksOfStaff = of("supervisor").some(({ step }) => step === "d7" || step === "d1");
  const awaited: (string | undefined)[] = [];
  for (const part of parts) {
    const { appraiser } = part;
    if (of("employee").length > 0 && isUnfinished(part)) awaited.push(book.own(part.employeeId));
    if (appraiser === undefined) continue;
    const waits = part.plan.state === "submitted";
    if (of("supervisor").length > 0 && (waits || (speaksOfStaff && isUnfinished(part))))
      awaited.push(book.appraiser(appraiser.id));
    if (of("superior").length > 0 && waits)
      awaited.push(book.own(appraiser.id), await book.above(appraiser.id));
  }
  return new Set(awaited.filter((address) => address !== undefined));
}

function localDay(instant: string, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(Date.parse(instant));
}

function saysNoNip({ text, subject }: LocalMail): boolean {
  return !/\d{18}/.test(text + subject);
}

/**
 * 8. The planning window has closed: a late plan is refused by name and nothing of it is lost. An extension opens the
 * window again and reminds anew.
 */
export async function closeAndExtend(
  cloud: CloudClient,
  tell: Narrator,
  agency: Agency,
  cycle: CycleView,
  late: Cast,
): Promise<void> {
  tell.chapter("8. A late plan, and an extension");
  const [part] = late.parts;
  if (part === undefined) throw new Error("nobody is late");
  const params = { cycleId: cycle.id, partId: part.id };
  const employee = await asPerson(cloud, agency, late, part.employeeId);
  await tell.step(
    "a plan after the window",
    () => refusal(() => submitPlan(employee, part)),
    (said) => said,
  );
  const kept = await employee.plans.readPlan({ params });
  tell.check(
    "what they wrote is kept",
    kept.draft?.results.length === 2,
    `${kept.draft?.results.length} results`,
  );
  const admin = await cloud.as(agency.administrator, agency.id);
  const closesAt = `${daysAfter(cycle.windows.planning.closesAt.slice(0, 10), 14)}T23:59`;
  await tell.step(
    `POST …/extensions to ${closesAt}`,
    () =>
      admin.cycles.extendWindow({
        params: { cycleId: cycle.id },
        body: {
          window: "planning",
          closesAt,
          reason: "extension",
          note: "Surat Sekretaris Daerah: layanan padam.",
        },
      }),
    ({ windows }) => `${windows.planning.extensions.length} extension`,
  );
  await tell.step(
    "the same plan now",
    () => employee.plans.submitPlan({ params, body: {} }),
    ({ state, submittedVersion }) => `${state}, version ${submittedVersion}`,
  );
  const [first] = await reminderDays(cloud, agency, cycle);
  if (first === undefined) throw new Error("nobody is reminded of the new deadline");
  const book = await AddressBook.open(await cloud.as(agency.administrator, agency.id), agency);
  const mail = await remind(cloud, tell, agency, cycle, first, book);
  tell.check(
    "the mails name the extension",
    mail.every(({ subject }) => subject.includes("diperpanjang")),
    mail.find(({ subject }) => !subject.includes("diperpanjang"))?.subject,
  );
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
