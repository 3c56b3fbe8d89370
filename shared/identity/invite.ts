import { isoInstant, type Temporal } from "../platform/clock.ts";
import { derivedId } from "../platform/digest.ts";
import type { Id } from "../platform/ids.ts";
import type { Role } from "../platform/permissions.ts";
import type { Invitation, Member } from "./model.ts";

/** A letter is good for this long, and so is the password on a slip; afterwards the administrator sends it again. */
export const validDays = 60;

export interface Invitee {
  readonly name: string;
  readonly email?: string;
  readonly roles: readonly Role[];
  readonly employeeId?: Id<"employee">;
  readonly officialId?: Id<"official"> | undefined;
}

/** The member that stands for a person or, without one, for an address: the same every time it is asked. */
export function memberIdOf(agency: Id<"agency">, invitee: Invitee): Id<"member"> {
  const who = invitee.employeeId ?? invitee.officialId ?? invitee.email?.trim().toLowerCase();
  if (who === undefined) throw new Error("an invitee is a person or has an address");
  return derivedId("member", agency, who);
}

/** Each member has one invitation, whose number grows when it is sent again. */
export function invitationIdOf(agency: Id<"agency">, member: Id<"member">): Id<"invitation"> {
  return derivedId("invitation", agency, member);
}

/** A member yet to sign in, and the invitation that lets them. Creating them is refused where they are there already. */
export function newInvitation(
  agency: Id<"agency">,
  invitee: Invitee,
  now: Temporal.Instant,
): { member: Member; invitation: Invitation } {
  const memberId = memberIdOf(agency, invitee);
  const member: Member = {
    memberId,
    name: invitee.name,
    email: invitee.email,
    roles: [...invitee.roles],
    state: "invited",
    employeeId: invitee.employeeId,
    officialId: invitee.officialId,
    sessionVersion: 1,
  };
  const invitation: Invitation = {
    invitationId: invitationIdOf(agency, memberId),
    memberId,
    number: 1,
    state: "open",
    expiresAt: expiryOf(now),
    channel: invitee.email === undefined ? "slip" : "mail",
  };
  return { member, invitation };
}

export function expiryOf(now: Temporal.Instant): string {
  return isoInstant(now.add({ hours: 24 * validDays }));
}
