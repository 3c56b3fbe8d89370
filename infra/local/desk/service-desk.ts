import { membersOfAgency } from "#shared/identity/store.ts";
import { Temporal } from "#shared/platform/clock.ts";
import type { PlatformTable } from "#shared/platform/table/table.ts";
import { agenciesOf, describeMember, runnersTable } from "../people.ts";
import type { DemoView, Face } from "../runtime/control-answers.ts";
import type { Desk } from "../runtime/desk.ts";
import type { LocalCloudOptions } from "../runtime/local-cloud.ts";
import { upcomingMilestones } from "./milestones.ts";
import { PlannedMails } from "./planned-mail.ts";
import { namesOf, stepOf, whyOf } from "./sent-mail.ts";

/** As many as a list under a search field shows. */
const foundAtMost = 20;

/** What the service tells the control page of itself. `demo` says what belongs to the demo, once it is loaded. */
export function serviceDesk(demo: () => DemoView | undefined): NonNullable<LocalCloudOptions["desk"]> {
  return ({ engines, environmentOf, clock, url }): Desk => {
    const table = runnersTable(environmentOf("identity-handlers"), engines.admin.dynamodb);
    const planned = new PlannedMails(table, url);
    return {
      milestones: () =>
        upcomingMilestones(table, Temporal.Instant.fromEpochMilliseconds(Math.floor(clock.now()))),
      findPeople: (text) => findPeople(table, text),
      namesOf: (mails) => namesOf(table, mails),
      stepOf,
      why: (mail) => whyOf(table, mail),
      plannedMail: () => planned.next(),
      plannedLetter: (of) => planned.letter(of),
      demo,
    };
  };
}

/** Members whose name or address holds every word. */
async function findPeople(table: PlatformTable, text: string): Promise<Face[]> {
  const words = text.toLowerCase().split(/\s+/);
  const found: Face[] = [];
  for (const { agencyId, name: agencyName } of await agenciesOf(table)) {
    for await (const { memberId, name, email, roles } of table.within(agencyId).each(membersOfAgency)) {
      const looked = `${name} ${email ?? ""}`.toLowerCase();
      if (!words.every((word) => looked.includes(word))) continue;
      found.push({ as: memberId, name, what: email ?? describeMember(roles, agencyName) });
      if (found.length === foundAtMost) return found;
    }
  }
  return found;
}
