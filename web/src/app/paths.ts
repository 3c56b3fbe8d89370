import type { Role } from "#shared/platform/permissions.ts";
import { type WebPath, webPaths } from "#shared/platform/web-paths.ts";

/** Each role's first page. Of somebody with several roles the first that stands here counts. */
const homes: readonly (readonly [Role, WebPath])[] = [
  ["operator", webPaths.agencies],
  ["agencyAdmin", webPaths.monitor],
  ["planner", webPaths.monitor],
  ["unitHead", webPaths.monitor],
  ["performanceTeam", webPaths.monitor],
  ["auditor", webPaths.monitor],
  ["official", webPaths.inbox],
  ["employee", webPaths.today],
];

/** Where `/` leads whoever holds these roles. */
export function homeOf(held: readonly Role[]): WebPath {
  const home = homes.find(([role]) => held.includes(role));
  return home?.[1] ?? webPaths.account;
}

/** Pages that are shown without a session. */
export function isOpenToAll(path: string): boolean {
  return path === webPaths.signIn || path === webPaths.invitation;
}
