import type { Member } from "#shared/identity/model.ts";
import { membersOfAgency } from "#shared/identity/store.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { AgencyTable, PlatformTable } from "#shared/platform/table/table.ts";
import type { StepId } from "#shared/reminders/model.ts";
import type { PlannedLetter, PlannedLine, PlannedMail } from "../runtime/control-answers.ts";
import type { PlannedLetterName } from "../runtime/desk.ts";
import { type Api, CloudClient, forEach } from "../story/cloud-client.ts";
import { isReminder, type PendingMilestone, pendingMilestones } from "./milestones.ts";

/** So many are looked at; an agency of a million people has its own page for it. */
const mostPages = 5;
const mostUnits = 60;
const atOnce = 4;
const holdsMs = 30_000;

/**
 * The mails of the next reminder, told by the public API as the agency's administrator would be told: the same
 * functions decide that will decide when the moment comes.
 */
export class PlannedMails {
  readonly #table: PlatformTable;
  readonly #cloud: CloudClient;
  #kept: { at: string; until: number; mail: Promise<PlannedMail | undefined> } | undefined;

  constructor(table: PlatformTable, url: string) {
    this.#table = table;
    this.#cloud = new CloudClient(url);
  }

  /**
   * Whom the next reminder would reach. Undefined where none is planned, or no administrator has signed in yet. It takes
   * a look at everybody, so an answer about the same moment holds for a while.
   */
  async next(): Promise<PlannedMail | undefined> {
    const reminders = (await pendingMilestones(this.#table)).filter(isReminder);
    const at = reminders[0]?.at ?? "";
    if (this.#kept?.at === at && performance.now() < this.#kept.until) return await this.#kept.mail;
    const mail = this.#look(reminders);
    this.#kept = { at, until: performance.now() + holdsMs, mail };
    mail.catch(() => {
      this.#kept = undefined;
    });
    return await mail;
  }

  async #look([first, ...others]: readonly PendingMilestone[]): Promise<PlannedMail | undefined> {
    if (first === undefined) return undefined;
    const met = others.filter(({ at }) => at === first.at);
    const cycles = new Map([first, ...met].map(({ agency, subject }) => [subject, agency]));
    const parts = await Promise.all(
      [...cycles].map(([cycle, agency]) => this.#ofCycle(agency, cycle as Id<"cycle">, first.at)),
    );
    return {
      at: first.at,
      items: parts.flatMap(({ items }) => items),
      isCut: parts.some(({ isCut }) => isCut),
    };
  }

  /** One of those mails as it would look. */
  async letter({ agency, cycle, person, step }: PlannedLetterName): Promise<PlannedLetter | undefined> {
    const api = await this.#administrator(agency);
    // The API itself refuses what is none of these.
    const query = { cycle: cycle as Id<"cycle">, person: person as Id<"employee">, step: step as StepId };
    const { name, why, mail } = (await api?.reminders.previewReminder({ query })) ?? {};
    if (name === undefined || mail === undefined) return undefined;
    return { name, subject: mail.subject, html: mail.html, why: why ?? [] };
  }

  async #ofCycle(agency: string, cycle: Id<"cycle">, at: string): Promise<Omit<PlannedMail, "at">> {
    const api = await this.#administrator(agency);
    if (api === undefined) return { items: [], isCut: false };
    const units = (await api.people.listUnits()).items.map(({ id }) => id);
    const lists = [undefined, ...units.slice(0, mostUnits)];
    const items: PlannedLine[] = [];
    let isCut = units.length > mostUnits;
    await forEach(lists, atOnce, async (unit) => {
      const found = await foreseen(api, { cycle, ...(unit === undefined ? {} : { unit }) }, at);
      items.push(...found.items.map((one) => ({ ...one, agency, cycle })));
      isCut ||= found.isCut;
    });
    // Whoever is reminded of several things at once gets one mail.
    const once = new Map(items.map((one) => [one.person, one]));
    return { items: [...once.values()].sort(bySupervisorsFirst), isCut };
  }

  /** The API as an administrator of the agency; only as somebody who has signed in, for a look must not change anything. */
  async #administrator(agency: string): Promise<Api | undefined> {
    const member = await firstAdministrator(this.#table.within(agency as Id<"agency">));
    return member === undefined ? undefined : await this.#cloud.as(member.memberId, agency);
  }
}

type Foreseen = Omit<PlannedLine, "agency" | "cycle">;

/** The mails of a cycle's supervisors, or of a unit's employees, at that instant. */
async function foreseen(
  api: Api,
  of: { cycle: Id<"cycle">; unit?: Id<"unit"> },
  instant: string,
): Promise<{ items: Foreseen[]; isCut: boolean }> {
  const items: Foreseen[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { ...of, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { at, steps, items: people, next } = await api.reminders.listReminders({ query });
    const isEmployees = of.unit !== undefined;
    const step = steps.find((one) => one.at === at && (one.audience === "employee") === isEmployees)?.step;
    if (at !== instant || step === undefined) return { items, isCut: false };
    for (const { decision, subject, id, name } of people) {
      if (decision === "send") items.push({ person: id, name, subject: subject ?? "", step });
    }
    cursor = next;
    if (cursor === undefined) return { items, isCut: false };
  }
  return { items, isCut: true };
}

/** The one with most to do stands first: a digest begins with its number. */
function bySupervisorsFirst(a: Foreseen, b: Foreseen): number {
  return countIn(b.subject) - countIn(a.subject) || a.name.localeCompare(b.name, "id");
}

function countIn(subject: string): number {
  return Number(/: (\d+) /.exec(subject)?.[1] ?? 0);
}

async function firstAdministrator(table: AgencyTable): Promise<Member | undefined> {
  for await (const member of table.each(membersOfAgency)) {
    if (member.state === "active" && member.roles.includes("agencyAdmin")) return member;
  }
  return undefined;
}
