import { holds, type Permission, type Role } from "#shared/platform/permissions.ts";
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

/** What one must be allowed to do where a page is for some only; the service decides again about each thing on it. */
const pageNeeds: Partial<Record<WebPath, Permission>> = {
  [webPaths.plan]: "plan.write",
  [webPaths.planFrame]: "plan.write",
  [webPaths.planResult]: "plan.write",
  [webPaths.report]: "evaluation.report",
  [webPaths.position]: "evaluation.report",
  [webPaths.inbox]: "inbox.read",
  [webPaths.rating]: "evaluation.rate",
  [webPaths.team]: "team.read",
  [webPaths.organisation]: "organisation-predicate.set",
  [webPaths.preparing]: "evaluation.prepare",
  [webPaths.preparingPerson]: "evaluation.prepare",
  [webPaths.monitor]: "monitor.read",
  [webPaths.imports]: "roster.import",
  [webPaths.import]: "roster.import",
  [webPaths.people]: "people.read",
  [webPaths.slips]: "members.manage",
  [webPaths.person]: "people.read",
  [webPaths.tickets]: "people.manage",
  [webPaths.ticket]: "people.manage",
  [webPaths.units]: "people.read",
  [webPaths.cycles]: "cycles.plan",
  [webPaths.cycle]: "cycles.plan",
  [webPaths.reminders]: "reminders.read",
  [webPaths.settings]: "agency.configure",
  [webPaths.agencies]: "agencies.list",
};

/** Whether a page is for whoever holds these roles. */
export function mayOpen(path: WebPath, held: readonly Role[]): boolean {
  const needs = pageNeeds[path];
  return needs === undefined || holds(held, needs);
}

/** Pages that are shown without a session. */
export function isOpenToAll(path: string): boolean {
  return path === webPaths.signIn || path === webPaths.invitation || path === webPaths.confirmation;
}

/** A page of this app, whatever an address that somebody sent us says. */
export function safeReturn(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : "/";
}
