import type { roleNames } from "#shared/identity/messages.ts";
import type { Api } from "../../data/client.ts";

export type Member = Awaited<ReturnType<Api["identity"]["listMembers"]>>["items"][number];
export type Assist = NonNullable<Member["assists"]>[number];
export type Role = keyof typeof roleNames;

/** What an administrator gives and takes; being an employee or an appraising official follows from other data. */
export const givenRoles = [
  "agencyAdmin",
  "planner",
  "unitHead",
  "performanceTeam",
  "surveyManager",
  "auditor",
] as const satisfies readonly Role[];
export type GivenRole = (typeof givenRoles)[number];

const given: ReadonlySet<Role> = new Set(givenRoles);

export function isManaging({ roles }: Pick<Member, "roles">): boolean {
  return roles.some((role) => given.has(role));
}

/** Those among a member's roles that are given here, and those that stay whatever is chosen. */
export function splitRoles(roles: readonly Role[]): {
  readonly chosen: readonly GivenRole[];
  readonly kept: readonly Exclude<Role, "operator">[];
} {
  return {
    chosen: givenRoles.filter((role) => roles.includes(role)),
    kept: roles.filter((role): role is "employee" | "official" => role === "employee" || role === "official"),
  };
}

interface Wanted {
  readonly who: "managers" | "everyone";
  /** Part of a name or an address. */
  readonly wanted: string;
}

/** Those whom a list shows: who manages first, then by name. */
export function membersShown(members: readonly Member[], { who, wanted }: Wanted): Member[] {
  const sought = wanted.trim().toLocaleLowerCase("id");
  return members
    .filter((member) => who === "everyone" || isManaging(member))
    .filter(({ name, email = "" }) => `${name} ${email}`.toLocaleLowerCase("id").includes(sought))
    .sort((a, b) => Number(isManaging(b)) - Number(isManaging(a)) || a.name.localeCompare(b.name, "id"));
}
