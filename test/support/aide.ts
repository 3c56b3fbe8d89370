import type { Member } from "#shared/identity/model.ts";
import { memberEntity } from "#shared/identity/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import type { World } from "./world.ts";

/** An employee who assists external officials in those days. */
export async function newAide(
  world: World,
  agency: Id<"agency">,
  assists: NonNullable<Member["assists"]>,
): Promise<Actor> {
  const aide = world.actor({ agency, employee: newId("employee", Date.now()) });
  const member: Member = {
    memberId: aide.member,
    name: "Rina Ajudan",
    roles: ["employee"],
    state: "active",
    employeeId: aide.employee,
    assists,
    login: { issuerId: "hosted", subject: aide.login, loginId: aide.login },
    sessionVersion: 1,
  };
  await world.table(agency).write([world.table(agency).create(memberEntity, member)]);
  return aide;
}
